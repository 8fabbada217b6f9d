//! The milter between a real Postfix and a judge.

mod lab;
mod protocol;
mod trouble;
mod ways;
