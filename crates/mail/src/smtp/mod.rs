//! One letter handed to a mail server by SMTP, and what became of it told apart: accepted, refused, later, or not known.

mod line;
mod session;

pub use session::{check, send};

use crate::account::{Failure, Trouble};

/// What a server said: the code and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The code (`550`).
    pub code: u16,
    /// The lines, without their codes; an enhanced code (`5.7.1`) stays.
    pub lines: Vec<String>,
}

/// What the server said of one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The recipient.
    pub recipient: String,
    /// What was said: 4xx (for a while) or 5xx (for good).
    pub said: Said,
}

/// What became of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it for all recipients but the rejected ones.
    Accepted {
        /// Its last words, often with the number of its queue.
        said: Said,
        /// Recipients it did not take.
        rejected: Vec<Rejected>,
    },
    /// Refused for good: sending it again changes nothing. Nobody got it.
    Refused {
        /// Why.
        said: Said,
        /// Where recipients were refused, each with its reason.
        rejected: Vec<Rejected>,
    },
    /// Nobody got it; it may be sent again later.
    Later {
        /// What hindered it.
        why: Failure,
        /// What the server said, where it said it.
        said: Option<Said>,
    },
    /// The connection was lost after the letter's end: the server has it or has not. Sent again with the same `Message-ID`, it arrives
    /// at least once.
    Unknown {
        /// What happened.
        why: Failure,
    },
}

impl Outcome {
    fn later(why: Failure) -> Self {
        Self::Later { why, said: None }
    }

    /// From a refusal of the whole letter: 5xx is for good, the rest is not.
    fn refusal(said: Said, rejected: Vec<Rejected>) -> Self {
        if said.code >= 500 {
            return Self::Refused { said, rejected };
        }
        Self::Later { why: Failure::new(Trouble::Said, said.lines.join(" ")), said: Some(said) }
    }
}
