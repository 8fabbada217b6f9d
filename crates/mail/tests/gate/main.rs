//! The milter between a real Postfix and a judge.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod lab;
mod protocol;
mod trouble;
mod ways;
