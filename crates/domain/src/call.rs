//! One call, understood from the events told about it: a pure function of their set.

use serde::{Deserialize, Serialize};

use crate::time::Time;

/// Which way a call goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From a client to us.
    #[default]
    In,
    /// From us to a client.
    Out,
}

impl Direction {
    /// The stored name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// The direction of a stored name; anything but `out` is incoming.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code == "out" { Self::Out } else { Self::In }
    }
}

/// What an event says happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// An extension rings.
    Ringing,
    /// An extension talks.
    Answered,
    /// The call is over.
    Ended,
}

impl EventKind {
    /// The stored name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ringing => "ringing",
            Self::Answered => "answered",
            Self::Ended => "ended",
        }
    }

    /// The kind of a stored name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Ringing, Self::Answered, Self::Ended].into_iter().find(|kind| kind.code() == code)
    }
}

/// One event about a call, from an exchange, a form or a command.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CallEvent {
    /// The exchange's name of the call; all events of one call share it.
    pub call: String,
    /// What happened.
    pub kind: EventKind,
    /// When it happened.
    pub at: Time,
    /// Which way the call goes.
    pub direction: Direction,
    /// The client's number as told, E.164 where it could be understood; `None` when hidden.
    pub number: Option<String>,
    /// The office number that was called.
    pub called: Option<String>,
    /// The extension that rings or talks.
    pub extension: Option<String>,
}

/// How a call stands or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CallState {
    /// Ringing, nobody has answered.
    Ringing,
    /// Somebody talks.
    Talking,
    /// Over after a talk.
    Ended,
    /// Over and nobody answered.
    Missed,
}

impl CallState {
    /// The stored name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ringing => "ringing",
            Self::Talking => "talking",
            Self::Ended => "ended",
            Self::Missed => "missed",
        }
    }

    /// The state of a stored name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Ringing, Self::Talking, Self::Ended, Self::Missed].into_iter().find(|state| state.code() == code)
    }

    /// Whether the call is over.
    #[must_use]
    pub const fn over(self) -> bool {
        matches!(self, Self::Ended | Self::Missed)
    }
}

/// What the events of one call say together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// Which way the call goes.
    pub direction: Direction,
    /// The client's number, if shown.
    pub number: Option<String>,
    /// The office number that was called.
    pub called: Option<String>,
    /// How the call stands.
    pub state: CallState,
    /// The first thing heard of it.
    pub started: Time,
    /// When somebody first answered.
    pub answered: Option<Time>,
    /// When it was over.
    pub ended: Option<Time>,
    /// Extensions that rang, in the order of time.
    pub rang: Vec<String>,
    /// Extensions that talked, in the order of time.
    pub talked: Vec<String>,
}

/// Understands a call from all events known of it. `None` when there are none.
///
/// The answer depends on the set of events only: order and repetition change nothing.
#[must_use]
pub fn understand(events: &[CallEvent]) -> Option<Understood> {
    let mut ordered: Vec<&CallEvent> = events.iter().collect();
    ordered.sort_by(|a, b| {
        (a.at, a.kind, &a.extension, &a.number, &a.called, a.direction.code()).cmp(&(
            b.at,
            b.kind,
            &b.extension,
            &b.number,
            &b.called,
            b.direction.code(),
        ))
    });
    let first = ordered.first()?;
    let of = |kind| ordered.iter().copied().filter(move |event| event.kind == kind);
    let answered = of(EventKind::Answered).map(|event| event.at).next();
    // The first end after the last answer: an end told once more does not make the talk longer.
    let last_answer = of(EventKind::Answered).map(|event| event.at).next_back();
    let ended = of(EventKind::Ended)
        .map(|event| event.at)
        .find(|end| last_answer.is_none_or(|answer| *end >= answer))
        .or_else(|| of(EventKind::Ended).map(|event| event.at).next_back());
    let state = match (answered, ended) {
        (Some(_), Some(_)) => CallState::Ended,
        (None, Some(_)) => CallState::Missed,
        (Some(_), None) => CallState::Talking,
        (None, None) => CallState::Ringing,
    };
    Some(Understood {
        direction: first.direction,
        number: ordered.iter().find_map(|event| event.number.clone()),
        called: ordered.iter().find_map(|event| event.called.clone()),
        state,
        started: first.at,
        answered,
        ended,
        rang: distinct(of(EventKind::Ringing)),
        talked: distinct(of(EventKind::Answered)),
    })
}

fn distinct<'a>(events: impl Iterator<Item = &'a CallEvent>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for extension in events.filter_map(|event| event.extension.as_ref()) {
        if !seen.contains(extension) {
            seen.push(extension.clone());
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event(kind: EventKind, at: i64, extension: Option<&str>) -> CallEvent {
        CallEvent {
            call: "c".into(),
            kind,
            at: Time::from_micros(at),
            direction: Direction::In,
            number: (at % 2 == 0).then(|| "+79123456789".into()),
            called: None,
            extension: extension.map(Into::into),
        }
    }

    #[test]
    fn an_end_heard_before_its_beginning_still_gives_the_whole_call() {
        let events = [
            event(EventKind::Ended, 30, None),
            event(EventKind::Answered, 20, Some("101")),
            event(EventKind::Ringing, 10, Some("101")),
            event(EventKind::Ringing, 10, Some("102")),
        ];
        let call = understand(&events).unwrap();
        assert_eq!(call.state, CallState::Ended);
        assert_eq!(call.rang, ["101", "102"]);
        assert_eq!(call.talked, ["101"]);
    }

    #[test]
    fn an_end_told_once_more_does_not_make_the_talk_longer() {
        let events =
            [event(EventKind::Answered, 20, Some("101")), event(EventKind::Ended, 30, None), event(EventKind::Ended, 90, None)];
        assert_eq!(understand(&events).unwrap().ended, Some(Time::from_micros(30)));
    }

    proptest! {
        #[test]
        fn shuffled_and_repeated_events_give_the_same_call(
            parts in prop::collection::vec((0..3_u8, 0..50_i64, 0..3_u8), 1..12),
            order in any::<prop::sample::Index>(),
        ) {
            let kinds = [EventKind::Ringing, EventKind::Answered, EventKind::Ended];
            let events: Vec<CallEvent> = parts
                .iter()
                .map(|(kind, at, who)| event(kinds[usize::from(*kind)], *at, [None, Some("101"), Some("102")][usize::from(*who)]))
                .collect();
            let mut shuffled = events.clone();
            let turn = order.index(shuffled.len());
            shuffled.rotate_left(turn);
            shuffled.reverse();
            shuffled.push(events[turn].clone());
            prop_assert_eq!(understand(&events), understand(&shuffled));
        }
    }
}
