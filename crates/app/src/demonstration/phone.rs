//! The demo phone: which calls come in while one tries the program out. A plan only: the server keeps the time.

use domain::call::{CallEvent, Direction, EventKind};
use domain::language::Language;
use domain::random::Random;
use domain::time::Time;

use super::numbers;

/// Seed of the demonstration office that the set-up page fills in.
pub const SEED: u64 = 20_261_123;
/// Clients of that office.
pub const CLIENTS: u64 = 300;

/// Slots of phones set apart for each client; the first one always belongs to it.
pub(crate) const SLOTS_PER_CLIENT: u64 = 2;

/// Slot of the office's own number.
const OFFICE_SLOT: u64 = 50_000_000;
/// First slot of people who are no clients yet.
const STRANGER_SLOT: u64 = 40_000_000;
/// Callers nobody knows before they begin to repeat.
const STRANGERS: u64 = 1_000_000;

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// A client of the demonstration office, by its place in it.
    Client(u64),
    /// Somebody new.
    Stranger,
    /// A hidden number.
    Hidden,
}

/// One call to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCall {
    /// Who calls.
    pub caller: Caller,
    /// The number shown, E.164; `None` when hidden.
    pub number: Option<String>,
    /// The office number called.
    pub called: String,
    /// Seconds of quiet before it rings.
    pub quiet: i64,
    /// Seconds it rings before the caller gives up.
    pub rings: i64,
    /// Seconds the caller stays on the line once answered.
    pub talks: i64,
}

/// The call of a place in the plan; the first one rings within ten seconds and is a client we know, the second is new.
#[must_use]
pub fn next_demo_call(seed: u64, language: Language, n: u64) -> DemoCall {
    let mut random = Random::of(seed, stream::PHONE, n);
    let quiet = if n == 0 { 6 } else { random.between(45, 150) };
    let chance = random.below(100);
    let caller = match n {
        0 => Caller::Client(random.below(CLIENTS)),
        1 => Caller::Stranger,
        _ if chance < 45 => Caller::Client(random.below(CLIENTS)),
        _ if chance < 90 => Caller::Stranger,
        _ => Caller::Hidden,
    };
    let number = match caller {
        Caller::Client(index) => Some(numbers::phone(language, index * SLOTS_PER_CLIENT)),
        Caller::Stranger => Some(stranger(language, random.below(STRANGERS))),
        Caller::Hidden => None,
    };
    DemoCall { caller, number, called: office_number(language), quiet, rings: 15, talks: random.between(90, 240) }
}

/// The number of somebody who is no client.
#[must_use]
pub fn stranger(language: Language, nth: u64) -> String {
    numbers::phone(language, STRANGER_SLOT + nth % STRANGERS)
}

/// The office's own number.
#[must_use]
pub fn office_number(language: Language) -> String {
    numbers::phone(language, OFFICE_SLOT)
}

/// One event of a demo call. All events of a call share the time of its first ring, which makes its key unique.
#[must_use]
pub fn event(call: &DemoCall, first_ring: Time, kind: EventKind, extension: Option<&str>, at: Time) -> CallEvent {
    CallEvent {
        call: format!("demo-{}", first_ring.micros()),
        kind,
        at,
        direction: Direction::In,
        number: call.number.clone(),
        called: Some(call.called.clone()),
        extension: extension.map(str::to_owned),
    }
}

/// What the numbers of a seed are used for; each use has its own.
pub(crate) mod stream {
    /// The demo phone.
    pub(crate) const PHONE: u64 = 1;
    /// What a client is.
    pub(crate) const CLIENT: u64 = 2;
    /// What a day brings.
    pub(crate) const DAY: u64 = 3;
    /// What is told once: counts of phrases.
    pub(crate) const ONCE: u64 = 4;
}

#[cfg(test)]
mod tests {
    use domain::call::{CallState, understand};

    use super::*;

    #[test]
    fn the_first_call_rings_within_ten_seconds_and_comes_from_a_client_the_second_from_a_stranger() {
        for seed in 0..50 {
            let first = next_demo_call(seed, Language::Ru, 0);
            assert!(first.quiet < 10 && matches!(first.caller, Caller::Client(_)));
            assert_eq!(next_demo_call(seed, Language::Ru, 1).caller, Caller::Stranger);
        }
    }

    #[test]
    fn the_plan_holds_known_unknown_and_hidden_callers_and_repeats_for_its_seed() {
        for language in Language::ALL {
            let plan: Vec<DemoCall> = (0..100).map(|n| next_demo_call(SEED, language, n)).collect();
            let many = |of: fn(&Caller) -> bool| plan.iter().filter(|call| of(&call.caller)).count();
            assert!(many(|caller| matches!(caller, Caller::Client(_))) > 25);
            assert!(many(|caller| *caller == Caller::Stranger) > 25);
            assert!(many(|caller| *caller == Caller::Hidden) > 2);
            assert!(plan.iter().all(|call| call.number.is_none() == (call.caller == Caller::Hidden)));
            assert_eq!(plan, (0..100).map(|n| next_demo_call(SEED, language, n)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_call_nobody_answers_is_missed() {
        let call = next_demo_call(SEED, Language::En, 3);
        let start = Time::from_micros(1_800_000_000_000_000);
        let events = [
            event(&call, start, EventKind::Ringing, Some("101"), start),
            event(&call, start, EventKind::Ended, None, start.plus_seconds(call.rings)),
        ];
        let understood = understand(&events).unwrap();
        assert_eq!(understood.state, CallState::Missed);
        assert_eq!(understood.rang, ["101"]);
        assert_eq!(understood.ended.unwrap().seconds_since(understood.started), 15);
    }
}
