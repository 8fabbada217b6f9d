//! Signs: what a call or a letter of a work type looks like, written as short words in a playbook.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::sheet::NotClient;

/// One sign of a work type. In files: a word (`new_client`) or a word with a name (`known:interest`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Sign {
    /// The caller is nobody we know.
    NewClient,
    /// The caller is a client we know.
    KnownClient,
    /// The call was marked as not a client's, whatever the kind.
    NotClient,
    /// The call was marked as not a client's, of this kind.
    NotClientOf(NotClient),
    /// Nobody talked.
    Unanswered,
    /// A fact was learned in the call.
    Known(String),
    /// A next step of this action was agreed (`call_back`, `send_offer` ...).
    Step(String),
    /// A letter passed on without a change.
    PassedOn,
    /// A letter passed on with touch-ups only.
    PassedOnTouchedUp,
    /// A letter passed on with real changes.
    PassedOnRewritten,
    /// The same letter once more.
    Again,
    /// A document is attached to the letter.
    Document,
    /// The letter goes to colleagues only.
    Colleagues,
}

/// Words without a name.
const WORDS: [(&str, Sign); 10] = [
    ("new_client", Sign::NewClient),
    ("known_client", Sign::KnownClient),
    ("not_client", Sign::NotClient),
    ("unanswered", Sign::Unanswered),
    ("passed_on", Sign::PassedOn),
    ("passed_on_touched_up", Sign::PassedOnTouchedUp),
    ("passed_on_rewritten", Sign::PassedOnRewritten),
    ("again", Sign::Again),
    ("document", Sign::Document),
    ("colleagues", Sign::Colleagues),
];

impl Sign {
    /// Every word a playbook may write, for messages.
    pub fn words() -> impl Iterator<Item = String> {
        WORDS
            .iter()
            .map(|(word, _)| (*word).to_owned())
            .chain(["known:FACT".to_owned(), "step:ACTION".to_owned()])
            .chain(NotClient::ALL.map(|kind| Self::NotClientOf(kind).to_string()))
    }

    /// The fact the sign is about, if any.
    #[must_use]
    pub fn fact(&self) -> Option<&str> {
        match self {
            Self::Known(fact) => Some(fact),
            _ => None,
        }
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(fact) => write!(f, "known:{fact}"),
            Self::Step(action) => write!(f, "step:{action}"),
            Self::NotClientOf(kind) => write!(f, "not_client:{}", kind.code()),
            word => f.write_str(WORDS.iter().find(|(_, sign)| sign == word).map_or("", |(word, _)| word)),
        }
    }
}

/// A text that is no sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a sign of a work type")]
pub struct NotASign(pub String);

impl FromStr for Sign {
    type Err = NotASign;

    fn from_str(text: &str) -> Result<Self, NotASign> {
        let unknown = || NotASign(text.to_owned());
        match text.split_once(':') {
            Some(("known", fact)) if !fact.is_empty() => Ok(Self::Known(fact.to_owned())),
            Some(("step", action)) if !action.is_empty() => Ok(Self::Step(action.to_owned())),
            Some(("not_client", kind)) => NotClient::from_code(kind).map(Self::NotClientOf).ok_or_else(unknown),
            Some(_) => Err(unknown()),
            None => WORDS.iter().find(|(word, _)| *word == text).map(|(_, sign)| sign.clone()).ok_or_else(unknown),
        }
    }
}

impl TryFrom<String> for Sign {
    type Error = NotASign;

    fn try_from(text: String) -> Result<Self, NotASign> {
        text.parse()
    }
}

impl From<Sign> for String {
    fn from(sign: Sign) -> Self {
        sign.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_sign_is_read_back_as_written() {
        for word in Sign::words() {
            assert_eq!(word.parse::<Sign>().unwrap().to_string(), word);
        }
        assert!("step:".parse::<Sign>().is_err());
        assert!("rainy".parse::<Sign>().is_err());
    }
}
