//! The whole site over a real store, without a network.
#![expect(clippy::expect_used, reason = "helpers of tests fail by panicking")]

mod desk;
mod letters;
mod office;
mod rights;
mod security;
