//! Talks for tests: arbitrary events over a playbook, replayed step by step.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use domain::call::Direction;
use domain::guide::{Counts, Event, GuideState, Setup, Suggestion, start, suggest};
use domain::language::Language;
use domain::playbook::Playbook;
use domain::sheet::NotClient;
use proptest::prelude::*;
use yellowsheet_playbook::{built_in, load, read_folder};

/// The playbooks every rule is tested on: the tiny one, and the one that ships when it is complete.
pub(crate) static PLAYBOOKS: LazyLock<Vec<Playbook>> = LazyLock::new(|| {
    let tiny = load(&read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiny")).unwrap()).playbook.unwrap();
    std::iter::once(tiny).chain(load(&built_in()).playbook).collect()
});

/// One step of a talk before it is known what was suggested.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Event(Event),
    /// Suggestion N of those shown, if there are so many.
    Say(usize),
    /// Any phrase of the playbook, offered or not: the employee is free.
    SayAnything(usize),
}

/// One step of a replayed talk.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// What happened; `None` at the start.
    pub(crate) event: Option<Event>,
    /// The suggestion that was said, if it was one.
    pub(crate) said: Option<Suggestion>,
    pub(crate) moment: String,
    pub(crate) known: BTreeSet<String>,
    pub(crate) suggestions: Vec<Suggestion>,
}

/// A whole talk as seen from outside.
#[derive(Clone)]
pub(crate) struct Talk {
    pub(crate) playbook: &'static Playbook,
    pub(crate) setup: Setup,
    pub(crate) shown: Vec<Shown>,
}

impl std::fmt::Debug for Talk {
    /// One line an event: short enough to read when a rule is broken.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}: {:?}", self.playbook.id, self.setup)?;
        for one in &self.shown {
            let event = one.event.as_ref().map_or_else(|| "start".to_owned(), ToString::to_string);
            let offered: Vec<String> = one.suggestions.iter().map(|one| format!("{}{:?}", one.id, one.asks)).collect();
            writeln!(f, "  {event} -> {} {}", one.moment, offered.join(" "))?;
        }
        Ok(())
    }
}

/// Words that tell why, and words that do not.
pub(crate) const WHY: [&str; 8] = [
    "Есть кабель ВВГ 3х2,5?",
    "А доставка сколько стоит?",
    "Нам нужны розетки на объект",
    "Do you have cable?",
    "кабель",
    "How long is the delivery",
    "Почему так дорого?",
    "Звоню по поводу счёта",
];
pub(crate) const GREETINGS: [&str; 4] = ["Здравствуйте", "Алло", "Hello", "Добрый день!"];
pub(crate) const OTHER: [&str; 12] = [
    // Silence and "are you there?" wait for an answer and tell no reason.
    "...",
    "Алло, вы меня слышите?",
    "Нет",
    "Можете перезвонить через час?",
    "Спасибо, до свидания",
    "Да, удобно, слушаю",
    "Сейчас неудобно, я за рулём",
    "Меня зовут Иван Петров, нужен кабель",
    "Я тороплюсь",
    "Для дачи",
    "Yes, go ahead",
    "Thank you very much",
];

fn step() -> impl Strategy<Value = Step> {
    let text = prop_oneof![
        4 => prop::sample::select(WHY.to_vec()),
        1 => prop::sample::select(GREETINGS.to_vec()),
        1 => prop::sample::select(OTHER.to_vec()),
    ];
    // Facts of both playbooks; the common ones more often.
    let fact = prop_oneof![
        3 => prop::sample::select(vec!["name", "phone", "purpose", "interest", "company"]),
        2 => prop::sample::select(vec!["email", "activity", "ordered_before", "frequency", "source", "potential"]),
    ]
    .prop_map(str::to_owned);
    let value = prop::sample::select(vec!["Стройдом", "Иван Петров", "кабель", "+79123456789", "x"]).prop_map(str::to_owned);
    prop_oneof![
        5 => text.prop_map(|text| Step::Event(Event::CallerSaid { text: text.to_owned() })),
        6 => Just(Step::Event(Event::Answered { have: None, position: None })),
        1 => Just(Step::Event(Event::Answered { have: Some(false), position: None })),
        8 => (0..3_usize).prop_map(Step::Say),
        1 => (0..200_usize).prop_map(Step::SayAnything),
        3 => (fact.clone(), value).prop_map(|(fact, value)| Step::Event(Event::FactKnown { fact, value })),
        1 => fact.clone().prop_map(|fact| Step::Event(Event::FactForgotten { fact })),
        2 => fact.clone().prop_map(|fact| Step::Event(Event::FactRefused { fact })),
        1 => fact.prop_map(|fact| Step::Event(Event::AskedFact { fact })),
        1 => Just(Step::Event(Event::Hurry)),
        1 => Just(Step::Event(Event::PersonConfirmed)),
        2 => (1..200_u16).prop_map(|minutes| Step::Event(Event::Promised { minutes })),
        2 => Just(Step::Event(Event::Closing)),
        1 => Just(Step::Event(Event::ReasonGiven)),
        1 => prop::sample::select(vec![Event::Inconvenient, Event::Calm, Event::Client, Event::NotClient { kind: NotClient::Courier }])
            .prop_map(Step::Event),
    ]
}

fn setup(direction: Direction) -> impl Strategy<Value = Setup> {
    let fact = prop::sample::select(vec!["name", "phone", "purpose", "company", "source"]).prop_map(str::to_owned);
    (
        prop::sample::select(Language::ALL.to_vec()),
        prop::option::of(Just("+79120000000".to_owned())),
        prop::option::of(Just("Пётр Сидоров".to_owned())),
        prop::collection::btree_map(fact.clone(), Just("раньше".to_owned()), 0..3),
        prop::collection::btree_set(fact, 0..2),
        prop::option::of(Just("счёт готов".to_owned())),
    )
        .prop_map(move |(language, number, person, known, refused, reason)| Setup {
            direction,
            language,
            employee: "Анна Петрова".into(),
            office: None,
            reason,
            number,
            person,
            known,
            refused,
        })
}

/// Arbitrary talks of a direction on every playbook.
pub(crate) fn talks(direction: Direction) -> impl Strategy<Value = Talk> {
    // Mostly the tiny one: the same rules, a tenth of the phrases.
    (
        prop_oneof![2 => Just(0), 1 => Just(PLAYBOOKS.len() - 1)],
        setup(direction),
        prop::collection::vec(step(), 0..45),
        any::<u64>(),
    )
        .prop_map(|(playbook, setup, steps, seed)| replay(&PLAYBOOKS[playbook], setup, &steps, seed))
}

/// Replays steps and keeps what anybody could see.
pub(crate) fn replay(playbook: &'static Playbook, setup: Setup, steps: &[Step], seed: u64) -> Talk {
    let mut state = start(setup.clone());
    let mut shown = vec![look(playbook, &state, seed, None, None)];
    for step in steps {
        let offered = &shown.last().unwrap().suggestions;
        let (event, said) = match step {
            Step::Event(event) => (event.clone(), None),
            Step::Say(number) => match offered.get(*number) {
                Some(suggestion) => (Event::SaidPhrase { variant: suggestion.id.clone() }, Some(suggestion.clone())),
                None => continue,
            },
            Step::SayAnything(number) => {
                let phrase = &playbook.phrases[number % playbook.phrases.len()];
                let variant = &phrase.variants[0];
                let said = Suggestion {
                    id: variant.id.clone(),
                    kind: phrase.kind,
                    asks: phrase.asks.clone(),
                    text: variant.text.get(setup.language).to_owned(),
                    why: String::new(),
                };
                (Event::SaidPhrase { variant: variant.id.clone() }, Some(said))
            }
        };
        state = state.apply(playbook, &event);
        shown.push(look(playbook, &state, seed, Some(event), said));
    }
    Talk { playbook, setup, shown }
}

fn look(playbook: &Playbook, state: &GuideState, seed: u64, event: Option<Event>, said: Option<Suggestion>) -> Shown {
    Shown {
        event,
        said,
        moment: state.moment.code().to_owned(),
        known: state.known.keys().cloned().collect(),
        suggestions: suggest(playbook, state, &Counts::new(), seed),
    }
}

/// An incoming call in Russian with nothing known.
pub(crate) fn plain_setup() -> Setup {
    Setup { employee: "Анна Петрова".into(), ..Setup::default() }
}

/// A talk of event lines (`say 1` by number) on the tiny playbook.
pub(crate) fn told(setup: Setup, lines: &[&str]) -> Talk {
    let playbook = &PLAYBOOKS[0];
    let steps: Vec<Step> = lines.iter().map(|line| line_step(playbook, line)).collect();
    replay(playbook, setup, &steps, 1)
}

/// The step of an event line.
pub(crate) fn line_step(playbook: &Playbook, line: &str) -> Step {
    match domain::guide::parse_line(playbook, line).unwrap().unwrap() {
        domain::guide::Line::Event(event) => Step::Event(event),
        domain::guide::Line::Say(number) => Step::Say(number - 1),
    }
}

/// How often each fact was asked so far, as said.
pub(crate) fn asked_so_far(shown: &[Shown]) -> BTreeMap<String, u32> {
    let mut asked = BTreeMap::new();
    for one in shown {
        let own = match &one.event {
            Some(Event::AskedFact { fact }) => vec![fact.clone()],
            _ => Vec::new(),
        };
        for fact in one.said.iter().flat_map(|said| said.asks.clone()).chain(own) {
            *asked.entry(fact).or_default() += 1;
        }
    }
    asked
}

/// Suggestions that promise a call to somebody who would not give, or took back, the phone; of the playbook that ships.
pub(crate) fn calls_promised_in_spite_of_a_refusal(talk: &Talk) -> Vec<String> {
    const CALLS: [&str; 11] = [
        "перезвон",
        "наберу",
        "позвоню",
        "вернусь",
        "до связи",
        "call you in",
        "call you back",
        "i will call",
        "ring you",
        "talk to you",
        "get back to you",
    ];
    let mut refused = talk.setup.refused.contains("phone") && !talk.shown.first().is_some_and(|one| one.known.contains("phone"));
    let mut found = Vec::new();
    for one in &talk.shown {
        match &one.event {
            Some(Event::FactRefused { fact }) if fact == "phone" => refused = true,
            Some(Event::FactKnown { fact, .. }) if fact == "phone" => refused = false,
            _ => {}
        }
        let offered = one.suggestions.iter().map(|suggestion| suggestion.text.to_lowercase());
        found.extend(offered.filter(|text| refused && CALLS.iter().any(|call| text.contains(call))));
    }
    if talk.playbook.id == "trading-office" { found } else { Vec::new() }
}
