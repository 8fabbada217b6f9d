//! What happens in a talk, as the guide understands it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::sheet::NotClient;

/// One event of a talk. `Display` writes the line that [`super::parse_line`] reads back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    /// The caller said something.
    CallerSaid {
        /// Their words.
        text: String,
    },
    /// We answered.
    Answered {
        /// Whether we have what they asked for: `Some(false)` for "no"; not told is taken for "yes".
        have: Option<bool>,
        /// The position opened in the answers, if any.
        position: Option<String>,
    },
    /// We said a phrase of the playbook, offered or not.
    SaidPhrase {
        /// The id of the variant.
        variant: String,
    },
    /// We asked for a fact in our own words.
    AskedFact {
        /// The fact.
        fact: String,
    },
    /// A fact is known now.
    FactKnown {
        /// The fact.
        fact: String,
        /// As said.
        value: String,
    },
    /// A fact is not known after all: its words were removed from the line.
    FactForgotten {
        /// The fact.
        fact: String,
    },
    /// The caller would not say it.
    FactRefused {
        /// The fact.
        fact: String,
    },
    /// The person recognised by number is the one who calls.
    PersonConfirmed,
    /// The caller hurries or is annoyed.
    Hurry,
    /// The caller is at ease again.
    Calm,
    /// We promised something.
    Promised {
        /// In how many minutes.
        minutes: u16,
    },
    /// The talk ends.
    Closing,
    /// Outgoing: we gave the reason of the call.
    ReasonGiven,
    /// Outgoing: it is not convenient now.
    Inconvenient,
    /// Not a client: the guide goes quiet.
    NotClient {
        /// Who then.
        kind: NotClient,
    },
    /// A client after all.
    Client,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CallerSaid { text } => write!(f, "caller {text}"),
            Self::Answered { have: Some(false), .. } => f.write_str("answer no"),
            Self::Answered { position: Some(position), .. } => write!(f, "answer {position}"),
            Self::Answered { .. } => f.write_str("answer"),
            Self::SaidPhrase { variant } => write!(f, "say {variant}"),
            Self::AskedFact { fact } => write!(f, "ask {fact}"),
            Self::FactKnown { fact, value } => write!(f, "fact {fact}={value}"),
            Self::FactForgotten { fact } => write!(f, "forget {fact}"),
            Self::FactRefused { fact } => write!(f, "refuse {fact}"),
            Self::PersonConfirmed => f.write_str("confirmed"),
            Self::Hurry => f.write_str("hurry"),
            Self::Calm => f.write_str("calm"),
            Self::Promised { minutes } => write!(f, "promise {minutes}m"),
            Self::Closing => f.write_str("closing"),
            Self::ReasonGiven => f.write_str("reason"),
            Self::Inconvenient => f.write_str("inconvenient"),
            Self::NotClient { kind } => write!(f, "not_client {}", kind.code()),
            Self::Client => f.write_str("client"),
        }
    }
}
