//! Typed ids and how they are made: 41 bits of milliseconds, 10 bits of node, 12 bits of sequence.

use serde::{Deserialize, Serialize};

use crate::time::Time;

/// The first millisecond ids count from: 2024-01-01T00:00:00Z.
const EPOCH_MS: i64 = 1_704_067_200_000;
const NODE_BITS: u32 = 10;
const SEQUENCE_BITS: u32 = 12;

/// How many nodes there are: 0 to 1023.
pub const NODES: u16 = 1 << NODE_BITS;

/// Makes ids that sort by time and are unique within one node. A node is leased in the database.
#[derive(Debug, Clone)]
pub struct IdMaker {
    node: i64,
    last_ms: i64,
    sequence: i64,
}

impl IdMaker {
    /// A maker for `node` (0..1024); larger numbers wrap.
    #[must_use]
    pub fn new(node: u16) -> Self {
        Self { node: i64::from(node) & ((1 << NODE_BITS) - 1), last_ms: 0, sequence: 0 }
    }

    /// A maker for `node` whose ids are all of `since` or later, whatever the clock says.
    #[must_use]
    pub fn since(node: u16, since: Time) -> Self {
        Self { last_ms: milliseconds(since), ..Self::new(node) }
    }

    /// The newest time ids were made for.
    #[must_use]
    pub fn newest(&self) -> Time {
        Time::from_micros((self.last_ms + EPOCH_MS) * 1000)
    }

    /// The next id. A clock that steps back does not: the last time used goes on, so ids never repeat.
    pub fn next(&mut self, now: Time) -> i64 {
        let ms = milliseconds(now);
        if ms > self.last_ms {
            self.last_ms = ms;
            self.sequence = 0;
        } else {
            self.sequence += 1;
            if self.sequence >= 1 << SEQUENCE_BITS {
                self.last_ms += 1;
                self.sequence = 0;
            }
        }
        self.last_ms << (NODE_BITS + SEQUENCE_BITS) | self.node << SEQUENCE_BITS | self.sequence
    }
}

/// Milliseconds since the first one ids count from.
fn milliseconds(at: Time) -> i64 {
    (at.micros() / 1000 - EPOCH_MS).max(0)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    )*};
}

ids! {
    /// An employee of the office, whatever the roles.
    EmployeeId,
    /// A company or a private person we deal with.
    ClientId,
    /// A human at a client.
    PersonId,
    /// A phone number or an e-mail address of a client.
    ChannelId,
    /// One thing learned about a caller, with where it came from.
    FactId,
    /// One call as the exchange or the employee told it.
    CallId,
    /// A yellow sheet: one employee's record of one call.
    SheetId,
    /// One call, letter, document or meeting with a client, recorded.
    InteractionId,
    /// One piece of work of a type, done by one employee.
    UnitId,
    /// Something we said we would do by a time.
    PromiseId,
    /// One installed version of a playbook.
    PlaybookId,
    /// One merge of two clients.
    MergeId,
    /// A question no answer of the playbook covered.
    QuestionId,
    /// One letter, received or sent.
    LetterId,
    /// Letters that answer each other.
    ThreadId,
    /// One mailbox of the office.
    MailboxId,
    /// A letter in the making or on its way out.
    OutgoingId,
    /// A letter that could not be read.
    QuarantineId,
    /// A live event, in the order pages receive them.
    EventId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_and_never_repeat_even_when_the_clock_steps_back() {
        let mut maker = IdMaker::new(7);
        let base = Time::from_micros(1_800_000_000_000_000);
        let mut last = 0;
        for step in 0..20_000_i64 {
            let now = Time::from_micros(base.micros() - (step % 3) * 1_000_000);
            let id = maker.next(now);
            assert!(id > last);
            last = id;
        }
    }

    #[test]
    fn a_maker_since_a_time_makes_no_older_ids() {
        let since = Time::from_micros(1_800_000_000_000_000);
        let mut maker = IdMaker::since(7, since);
        assert!(maker.next(since.plus_seconds(-3600)) > IdMaker::new(7).next(since));
        assert_eq!(maker.newest(), since);
    }

    #[test]
    fn two_nodes_never_make_the_same_id() {
        let now = Time::from_micros(1_800_000_000_000_000);
        assert_ne!(IdMaker::new(1).next(now), IdMaker::new(2).next(now));
    }
}
