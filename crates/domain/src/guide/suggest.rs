//! What to say next: at most three suggestions, best first, each with its reason.

use serde::{Deserialize, Serialize};

use super::choose::{Counts, choose};
use super::cues::Cue;
use super::rules::{is_lost, is_open, may_ask};
use super::state::GuideState;
use super::wording::{guess, render};
use crate::call::Direction;
use crate::playbook::{Condition, Effect, Moment, Phrase, PhraseKind, Playbook, Slot, Variant, fact, slots};

/// One thing to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The id of the variant, `ask-purpose.plain`; saying it is [`super::Event::SaidPhrase`].
    pub id: String,
    /// What it does.
    pub kind: PhraseKind,
    /// The facts it may bring.
    pub asks: Vec<String>,
    /// The words, in the language of the talk.
    pub text: String,
    /// Why now.
    pub why: String,
}

/// The suggestions for a state. `counts` and `seed` choose among the wordings of a phrase, nothing else.
#[must_use]
pub fn suggest(playbook: &Playbook, state: &GuideState, counts: &Counts, seed: u64) -> Vec<Suggestion> {
    if state.not_client.is_some() {
        return Vec::new();
    }
    let mut fitting: Vec<Fitting<'_>> = playbook.phrases.iter().filter_map(|phrase| fit(playbook, state, phrase)).collect();
    narrow_outgoing(state, &mut fitting);
    // Stable: equal weights keep the order of the file. A guess shows that we listen, so it goes before the plain question.
    // What has just been said goes to the end: nobody says the same twice running.
    let just_said = |phrase: &Phrase| state.just_said.as_ref() == Some(&phrase.id);
    fitting.sort_by_key(|one| (just_said(one.phrase), std::cmp::Reverse(one.phrase.weight)));
    let chosen = pick(one_per_question(fitting), usize::from(playbook.pacing.suggestions));
    chosen.into_iter().filter_map(|one| say(playbook, state, counts, seed, &one)).collect()
}

/// A phrase that may be offered now, with the wordings that can be said.
struct Fitting<'a> {
    phrase: &'a Phrase,
    wordings: Vec<(&'a Variant, String)>,
    guesses: bool,
}

fn fit<'a>(playbook: &Playbook, state: &GuideState, phrase: &'a Phrase) -> Option<Fitting<'a>> {
    let asks: Vec<&str> = phrase.asks.iter().map(String::as_str).collect();
    let fits = phrase.direction == state.setup.direction
        && phrase.moments.contains(&state.moment)
        && phrase.when.iter().all(|condition| holds(playbook, state, condition))
        && may_ask(state, &playbook.pacing, &asks, phrase.kind);
    // A shown number is confirmed, never asked.
    let asks_shown_number =
        asks.contains(&fact::PHONE) && state.setup.number.is_some() && !phrase.when.contains(&Condition::NumberShown);
    if !fits || asks_shown_number {
        return None;
    }
    let language = state.setup.language;
    let exchanges_names = asks.contains(&fact::NAME) && phrase.direction == Direction::In;
    let shows_guess = |variant: &Variant| slots(variant.text.get(language)).any(|slot| slot == Slot::Guess);
    let guesses = asks.iter().any(|asked| guess(playbook, state, asked).is_some()) && phrase.variants.iter().any(shows_guess);
    let wordings: Vec<(&Variant, String)> = phrase
        .variants
        .iter()
        .filter(|variant| !guesses || shows_guess(variant))
        // We give our name before we ask theirs.
        .filter(|variant| !exchanges_names || slots(variant.text.get(language)).any(|slot| slot == Slot::Employee))
        .filter_map(|variant| Some((variant, render(playbook, state, phrase, variant.text.get(language))?)))
        .collect();
    (!wordings.is_empty()).then_some(Fitting { phrase, wordings, guesses })
}

fn holds(playbook: &Playbook, state: &GuideState, condition: &Condition) -> bool {
    let pacing = &playbook.pacing;
    let topic = || state.topic.as_deref().and_then(|id| playbook.position(id));
    match condition {
        Condition::Known(fact) => state.knows(fact),
        Condition::Unknown(fact) => !state.knows(fact),
        Condition::Refused(fact) => is_lost(state, pacing, fact),
        Condition::NotRefused(fact) => !is_lost(state, pacing, fact),
        Condition::Open(fact) => is_open(state, pacing, fact),
        Condition::Asked(fact) => state.asked.contains_key(fact),
        Condition::NumberShown => state.setup.number.is_some(),
        Condition::NumberHidden => state.setup.number.is_none(),
        Condition::PersonUnconfirmed => state.setup.person.is_some() && !state.confirmed,
        Condition::PersonConfirmed => state.confirmed,
        Condition::Hurry => state.hurry,
        Condition::Calm => !state.hurry,
        Condition::Introduced => state.introduced,
        Condition::NotIntroduced => !state.introduced,
        Condition::ReasonGiven => state.reason_given,
        Condition::ReasonNotGiven => !state.reason_given,
        Condition::Inconvenient => state.inconvenient,
        Condition::Convenient => !state.inconvenient,
        Condition::Promised => state.promise.is_some(),
        Condition::NotPromised => state.promise.is_none(),
        Condition::CallerGreeted => state.cue == Cue::Greeted,
        Condition::CallerThanked => state.cue == Cue::Thanked,
        Condition::CallerAsked => state.cue == Cue::Asked,
        Condition::InStock => topic().is_some_and(|position| position.stock.now > 0),
        Condition::ToOrder => topic().is_some_and(|position| position.stock.now == 0),
    }
}

/// An outgoing call begins with the reason, and an inconvenient one ends with a time agreed: nothing else is offered then.
fn narrow_outgoing(state: &GuideState, fitting: &mut Vec<Fitting<'_>>) {
    if state.setup.direction == Direction::In {
        return;
    }
    let first_words = !state.reason_given && !matches!(state.moment, Moment::Promising | Moment::Closing);
    let keep: fn(&Phrase) -> bool = if state.inconvenient {
        |phrase| phrase.kind == PhraseKind::Close || phrase.when.contains(&Condition::Inconvenient)
    } else if first_words {
        |phrase| phrase.effect == Some(Effect::Reason)
    } else {
        return;
    };
    // A playbook without such a phrase for this moment still says something.
    if fitting.iter().any(|one| keep(one.phrase)) {
        fitting.retain(|one| keep(one.phrase));
    }
}

/// Of phrases that ask the same only the best stays; one that shows a guess goes before a plain one.
fn one_per_question(sorted: Vec<Fitting<'_>>) -> Vec<Fitting<'_>> {
    let mut kept: Vec<Fitting<'_>> = Vec::new();
    for one in sorted {
        let same = kept.iter().position(|other| !one.phrase.asks.is_empty() && other.phrase.asks == one.phrase.asks);
        match same.and_then(|at| kept.get_mut(at)) {
            Some(other) if one.guesses && !other.guesses => *other = one,
            Some(_) => {}
            None => kept.push(one),
        }
    }
    kept
}

/// The best ones; among several questions there is always one thing to say that asks nothing, if there is any.
fn pick(sorted: Vec<Fitting<'_>>, many: usize) -> Vec<Fitting<'_>> {
    let silent = sorted.iter().position(|one| one.phrase.asks.is_empty());
    let all_ask = silent.is_some_and(|at| at >= many) && many > 1;
    let mut chosen = Vec::new();
    for (at, one) in sorted.into_iter().enumerate() {
        let wanted = if all_ask { chosen.len() + 1 < many || silent == Some(at) } else { chosen.len() < many };
        if wanted && chosen.len() < many {
            chosen.push(one);
        }
    }
    chosen
}

fn say(playbook: &Playbook, state: &GuideState, counts: &Counts, seed: u64, one: &Fitting<'_>) -> Option<Suggestion> {
    let of: Vec<_> = one.wordings.iter().map(|(variant, _)| counts.get(&variant.id).copied().unwrap_or_default()).collect();
    let (variant, text) = one.wordings.get(choose(&one.phrase.id, &of, seed))?;
    let why = playbook.reason(&one.phrase.why).map(|reason| reason.text.get(state.setup.language)).unwrap_or_default();
    Some(Suggestion {
        id: variant.id.clone(),
        kind: one.phrase.kind,
        asks: one.phrase.asks.clone(),
        text: text.clone(),
        why: render(playbook, state, one.phrase, why).unwrap_or_else(|| why.to_owned()),
    })
}
