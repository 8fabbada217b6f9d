//! The guide over whole talks: the law of docs/method.md for arbitrary sequences of events, and ideal calls as transcripts.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod ideal;
mod incoming;
mod outgoing;
mod talk;
