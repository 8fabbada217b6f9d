//! When a question may be offered: the pacing of docs/method.md, for every state, whatever the playbook says.

use super::state::GuideState;
use crate::call::Direction;
use crate::playbook::{Moment, Pacing, PhraseKind, fact};

/// Whether a phrase of a kind that asks these facts may be offered now. Asking nothing is always allowed.
pub(super) fn may_ask(state: &GuideState, pacing: &Pacing, asks: &[&str], kind: PhraseKind) -> bool {
    if asks.is_empty() {
        return true;
    }
    if !asks.iter().all(|fact| is_open(state, pacing, fact)) {
        return false;
    }
    match (state.setup.direction, kind) {
        (Direction::In, PhraseKind::Promise) => promise_may_ask(state, pacing, asks),
        (Direction::In, _) => incoming(state, pacing, asks),
        (Direction::Out, _) => outgoing(state, pacing, asks),
    }
}

/// Not known, not refused, not asked too often.
pub(super) fn is_open(state: &GuideState, pacing: &Pacing, fact: &str) -> bool {
    !state.knows(fact) && !is_closed(state, pacing, fact)
}

/// Refused, last of all that was said of it; or not known and asked as often as allowed.
pub(super) fn is_lost(state: &GuideState, pacing: &Pacing, fact: &str) -> bool {
    state.unwilling.contains(fact) || (!state.knows(fact) && is_closed(state, pacing, fact))
}

fn is_closed(state: &GuideState, pacing: &Pacing, fact: &str) -> bool {
    state.refused.contains(fact) || state.asked.get(fact).is_some_and(|times| *times >= pacing.times_asked)
}

/// With a promise: the phone, outside the count; the e-mail where the phone was refused, unless the caller hurries.
fn promise_may_ask(state: &GuideState, pacing: &Pacing, asks: &[&str]) -> bool {
    state.moment == Moment::Promising
        && state.why_said
        && match asks {
            [fact::PHONE] => true,
            [fact::EMAIL] => is_lost(state, pacing, fact::PHONE) && !state.hurry,
            _ => false,
        }
}

fn incoming(state: &GuideState, pacing: &Pacing, asks: &[&str]) -> bool {
    if state.hurry || state.open_question || state.questions >= pacing.questions_between_answers {
        return false;
    }
    let names = asks == [fact::NAME];
    if !state.why_said {
        return names && state.moment == Moment::Greeting;
    }
    match state.moment {
        Moment::Greeting | Moment::Listening => false,
        Moment::Answered => asks.iter().all(|fact| in_answered(state, fact)),
        Moment::Promising => names,
        Moment::Closing => state.closing_questions < pacing.closing_questions && asks.iter().all(|fact| !about_use(fact)),
    }
}

/// After an answer: names after the first one, the use after "yes, we have it", the phone never (a promise is its moment).
fn in_answered(state: &GuideState, fact: &str) -> bool {
    match fact {
        fact::NAME => state.answers == 1,
        fact::PHONE => false,
        fact::PURPOSE => state.have,
        fact::ORDERED_BEFORE => state.have && after_purpose(state),
        _ => true,
    }
}

fn outgoing(state: &GuideState, pacing: &Pacing, asks: &[&str]) -> bool {
    let quiet = state.hurry || state.inconvenient || state.open_question;
    if quiet || !state.reason_given || !state.heard || state.questions >= pacing.questions_between_answers {
        return false;
    }
    match state.moment {
        Moment::Answered => asks.iter().all(|fact| match *fact {
            fact::PHONE => false,
            fact::PURPOSE => state.answers > 0 && state.have,
            fact::ORDERED_BEFORE => state.answers > 0 && state.have && after_purpose(state),
            _ => true,
        }),
        Moment::Closing => {
            state.closing_questions < pacing.closing_questions && asks.iter().all(|fact| !about_use(fact) && *fact != fact::PHONE)
        }
        Moment::Greeting | Moment::Listening | Moment::Promising => false,
    }
}

fn about_use(fact: &str) -> bool {
    fact == fact::PURPOSE || fact == fact::ORDERED_BEFORE
}

/// "Have you ordered from us before?" comes after "what is it for?".
fn after_purpose(state: &GuideState) -> bool {
    state.knows(fact::PURPOSE) || state.asked.contains_key(fact::PURPOSE)
}
