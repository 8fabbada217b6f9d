//! The state of a talk and what each event does to it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::cues::{Cue, Inconvenient, Ours, hear};
use super::event::Event;
use super::rules;
use super::spoken::{of_caller, read, told};
use crate::call::Direction;
use crate::language::Language;
use crate::playbook::{Effect, Found, Moment, Phrase, PhraseKind, Playbook, Slot, Spoken, Variant, fact, slots, spoken_of};
use crate::sheet::NotClient;

/// What is known before the first word.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Setup {
    /// Which way the call goes.
    pub direction: Direction,
    /// The language of the talk.
    pub language: Language,
    /// Given name and surname of the employee, as said to callers.
    pub employee: String,
    /// Our company as said to callers; `None` takes the playbook's.
    pub office: Option<String>,
    /// Why we call; outgoing calls only.
    pub reason: Option<String>,
    /// The number shown by the exchange, or the number dialled; `None` when hidden.
    pub number: Option<String>,
    /// How to address the person the number belongs to; not used until confirmed.
    pub person: Option<String>,
    /// Facts learned in earlier calls.
    pub known: BTreeMap<String, String>,
    /// Facts refused in earlier calls.
    pub refused: BTreeSet<String>,
}

/// A wording that was said, and what it brought: the counts of the playbook grow from these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The id of the variant.
    pub variant: String,
    /// The facts it asked.
    pub asks: Vec<String>,
    /// Those learned afterwards.
    pub learned: Vec<String>,
}

/// Where a talk is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideState {
    /// What was known before the first word.
    pub setup: Setup,
    /// The moment.
    pub moment: Moment,
    /// Facts known, with their values as said.
    pub known: BTreeMap<String, String>,
    /// Facts the caller would not say, now or earlier.
    pub refused: BTreeSet<String>,
    /// Those refused after which nothing more was said of them: a number given and then taken back is not to be used.
    pub(super) unwilling: BTreeSet<String>,
    /// How often each fact was asked in this call.
    pub asked: BTreeMap<String, u8>,
    /// Minutes of the last promise.
    pub promise: Option<u16>,
    /// Not a client: the guide is quiet.
    pub not_client: Option<NotClient>,
    /// The caller hurries or is annoyed.
    pub hurry: bool,
    /// Outgoing: it is not convenient now.
    pub inconvenient: bool,
    /// The position the talk is about.
    pub topic: Option<String>,
    /// What was said, in order, as marked.
    pub said: Vec<Said>,
    /// The caller has said why they call.
    pub(super) why_said: bool,
    /// The caller waits for an answer.
    pub(super) open_question: bool,
    /// Answers so far.
    pub(super) answers: u32,
    /// The last answer was "yes, we have it", or may have been.
    pub(super) have: bool,
    /// Questions since the last answer (outgoing: since the last reply).
    pub(super) questions: u8,
    /// Questions while closing, in the whole call.
    pub(super) closing_questions: u8,
    /// We have given our name.
    pub(super) introduced: bool,
    /// The person is certain, from their own words.
    pub(super) confirmed: bool,
    /// Outgoing: the reason has been given.
    pub(super) reason_given: bool,
    /// Outgoing: they have replied since the reason.
    pub(super) heard: bool,
    /// The caller's last words.
    pub(super) cue: Cue,
    /// The phrase said in the last event.
    pub(super) just_said: Option<String>,
}

/// The state at the first ring.
#[must_use]
pub fn start(setup: Setup) -> GuideState {
    let mut setup = setup;
    let mut known = setup.known.clone();
    // Whose voice it is nobody knows yet: a name from earlier calls is a guess until confirmed.
    if let Some(name) = known.remove(fact::NAME) {
        setup.person.get_or_insert(name);
    }
    if setup.direction == Direction::Out {
        let dialled = setup.number.clone().unwrap_or_default();
        known.entry(fact::PHONE.to_owned()).or_insert(dialled);
    }
    let unwilling = setup.refused.iter().filter(|fact| !known.contains_key(*fact)).cloned().collect();
    GuideState {
        refused: setup.refused.clone(),
        unwilling,
        setup,
        moment: Moment::Greeting,
        known,
        asked: BTreeMap::new(),
        promise: None,
        not_client: None,
        hurry: false,
        inconvenient: false,
        topic: None,
        said: Vec::new(),
        why_said: false,
        open_question: false,
        answers: 0,
        have: false,
        questions: 0,
        closing_questions: 0,
        introduced: false,
        confirmed: false,
        reason_given: false,
        heard: false,
        cue: Cue::default(),
        just_said: None,
    }
}

impl GuideState {
    /// The state after an event. Any event may come at any time; what makes no sense changes nothing.
    #[must_use]
    pub fn apply(&self, playbook: &Playbook, event: &Event) -> Self {
        let mut next = self.clone();
        let outgoing = next.setup.direction == Direction::Out;
        next.just_said = None;
        match event {
            Event::CallerSaid { text } => next.caller_said(playbook, text),
            Event::Answered { have, position } => {
                if let Some(position) = position {
                    // An opened answer: the caller has asked about it, and we told.
                    next.why_said = true;
                    next.topic = playbook.position(position).map(|position| position.id.clone()).or(next.topic);
                }
                next.answered(*have != Some(false));
            }
            Event::SaidPhrase { variant } => {
                if let Some((phrase, variant)) = playbook.variant(variant) {
                    next.said_phrase(playbook, phrase, variant);
                }
            }
            Event::AskedFact { fact } => next.asked_fact(fact),
            Event::FactKnown { fact, value } => next.fact_known(playbook, fact, value),
            Event::FactForgotten { fact } => {
                next.known.remove(fact);
                if fact == fact::NAME {
                    next.confirmed = false;
                }
            }
            Event::FactRefused { fact } => {
                next.came_of_a_question(playbook, fact);
                next.refused.insert(fact.clone());
                next.unwilling.insert(fact.clone());
            }
            Event::PersonConfirmed => {
                if let Some(person) = next.setup.person.clone() {
                    next.fact_known(playbook, fact::NAME, &person);
                }
            }
            Event::Hurry => next.hurry = true,
            Event::Calm => next.hurry = false,
            Event::Promised { minutes } => {
                next.promise = Some(*minutes);
                next.moment = Moment::Promising;
            }
            Event::Closing => next.moment = Moment::Closing,
            Event::ReasonGiven if outgoing => next.gave_reason(),
            Event::Inconvenient if outgoing => next.inconvenient = true,
            // In an incoming call the reason and the moment are the caller's.
            Event::ReasonGiven | Event::Inconvenient => {}
            Event::NotClient { kind } => next.not_client = Some(*kind),
            Event::Client => next.not_client = None,
        }
        next
    }

    /// Whether a fact is known.
    #[must_use]
    pub fn knows(&self, fact: &str) -> bool {
        self.known.contains_key(fact)
    }

    fn caller_said(&mut self, playbook: &Playbook, text: &str) {
        let facts = read(text, self.setup.language);
        let offices = [
            self.setup.office.as_deref().unwrap_or_default(),
            playbook.company.get(Language::Ru),
            playbook.company.get(Language::En),
        ];
        let heard = hear(text, Ours { employee: &self.setup.employee, offices: &offices }, &of_caller(&facts));
        // An introduction first: it is surer of the name than the words are.
        let names_asked = self.asked.contains_key(fact::NAME);
        let told = told(facts, text, &self.setup.employee, names_asked);
        let introduced = heard.name.map(|name| (fact::NAME, name));
        for (fact, value) in introduced.into_iter().chain(told) {
            if !self.knows(fact) && playbook.fact(fact).is_some() {
                self.fact_known(playbook, fact, &value);
            }
        }
        self.hurry |= heard.hurry;
        self.cue = heard.cue;
        self.take_topic(playbook, text);
        let called = self.setup.direction == Direction::Out && self.reason_given;
        // The first reply tells whether it is convenient, even as a question: "can you call back later?".
        let inconvenient = match heard.inconvenient {
            Inconvenient::Yes => !heard.wonders || !self.heard,
            Inconvenient::First => !self.heard,
            Inconvenient::No => false,
        };
        if called && (inconvenient || !heard.question) {
            // We called them: what they say without asking is a reply, and nothing of theirs is open.
            self.inconvenient = inconvenient;
            self.heard = true;
            self.questions = 0;
            self.open_question = false;
            self.moment = if inconvenient { Moment::Listening } else { Moment::Answered };
            return;
        }
        self.heard |= self.reason_given;
        self.why_said |= heard.why;
        self.open_question = true;
        self.moment = Moment::Listening;
    }

    /// The position spoken of. Words that fit several, or are about something else (delivery, payment), leave none; words
    /// about nothing we know leave the last one.
    fn take_topic(&mut self, playbook: &Playbook, words: &str) {
        match spoken_of(playbook, words) {
            Spoken::Of(Found::Position(position)) => self.topic = Some(position.id.clone()),
            Spoken::Of(Found::Answer(_)) | Spoken::Several => self.topic = None,
            Spoken::Nothing => {}
        }
    }

    fn answered(&mut self, have: bool) {
        self.answers = self.answers.saturating_add(1);
        self.have = have;
        self.open_question = false;
        self.moment = Moment::Answered;
        if self.setup.direction == Direction::In {
            self.questions = 0;
        }
    }

    fn gave_reason(&mut self) {
        self.reason_given = true;
        self.introduced = true;
        self.heard = false;
        self.questions = 0;
        self.open_question = false;
        self.moment = Moment::Greeting;
    }

    fn said_phrase(&mut self, playbook: &Playbook, phrase: &Phrase, variant: &Variant) {
        self.just_said = Some(phrase.id.clone());
        self.said.push(Said { variant: variant.id.clone(), asks: phrase.asks.clone(), learned: Vec::new() });
        let outgoing = self.setup.direction == Direction::Out;
        let wording = variant.text.get(self.setup.language);
        self.introduced |= slots(wording).any(|slot| slot == Slot::Employee);
        match phrase.kind {
            PhraseKind::Greet if phrase.effect == Some(Effect::Reason) && outgoing => self.gave_reason(),
            PhraseKind::Greet | PhraseKind::Ask => {}
            PhraseKind::Answer if phrase.effect == Some(Effect::Clarify) => {}
            // What is said besides, with no question open, is help: it buys no further question.
            PhraseKind::Answer if self.open_question => self.answered(true),
            PhraseKind::Answer => self.answers = self.answers.saturating_add(1),
            PhraseKind::Promise => {
                self.promise.get_or_insert(playbook.pacing.promise_minutes);
                self.moment = Moment::Promising;
            }
            PhraseKind::Close => self.moment = Moment::Closing,
        }
        for asked in &phrase.asks {
            self.count_asked(asked);
        }
        // What a promise asks is outside the count of an incoming call.
        if !phrase.asks.is_empty() && (outgoing || phrase.kind != PhraseKind::Promise) {
            self.count_question();
        }
    }

    fn asked_fact(&mut self, fact: &str) {
        self.count_asked(fact);
        // The phone that goes with a promise is outside the count.
        let with_promise = fact == fact::PHONE && self.moment == Moment::Promising && self.setup.direction == Direction::In;
        if !with_promise {
            self.count_question();
        }
    }

    fn count_asked(&mut self, fact: &str) {
        let times = self.asked.entry(fact.to_owned()).or_default();
        *times = times.saturating_add(1);
    }

    fn count_question(&mut self) {
        self.questions = self.questions.saturating_add(1);
        if self.moment == Moment::Closing {
            self.closing_questions = self.closing_questions.saturating_add(1);
        }
    }

    /// A fact that comes, or is refused, while we offered to ask it came of a question, though nobody marked it as said.
    fn came_of_a_question(&mut self, playbook: &Playbook, fact: &str) {
        if rules::may_ask(self, &playbook.pacing, &[fact], PhraseKind::Ask) {
            self.count_question();
        }
    }

    fn fact_known(&mut self, playbook: &Playbook, fact: &str, value: &str) {
        let first_time = !self.knows(fact);
        if first_time {
            self.came_of_a_question(playbook, fact);
            if let Some(said) = self.said.iter_mut().rev().find(|said| said.asks.iter().any(|asked| asked == fact)) {
                said.learned.push(fact.to_owned());
            }
        }
        self.known.insert(fact.to_owned(), value.to_owned());
        self.unwilling.remove(fact);
        if fact == fact::NAME {
            self.confirmed = true;
        }
        if fact == fact::INTEREST {
            self.take_topic(playbook, value);
            if !self.why_said {
                self.why_said = true;
                self.cue = Cue::Asked;
                // The wish waits for an answer, unless we are already answering it.
                self.open_question |= self.moment != Moment::Answered;
                if self.moment == Moment::Greeting && self.setup.direction == Direction::In {
                    self.moment = Moment::Listening;
                }
            }
        }
    }
}
