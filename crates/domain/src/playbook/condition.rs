//! When a phrase may be offered: conditions written as short words in a playbook.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One condition on the talk. In files: a word (`number_shown`) or a word with a fact (`known:company`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Condition {
    /// The fact is known.
    Known(String),
    /// The fact is not known.
    Unknown(String),
    /// The fact was refused, last of all that was said of it, or is not known and was asked as often as allowed.
    Refused(String),
    /// The opposite: known, or may still be learned.
    NotRefused(String),
    /// The fact is not known and may still be asked.
    Open(String),
    /// A question for the fact has been said in this call.
    Asked(String),
    /// The exchange shows the caller's number.
    NumberShown,
    /// The caller's number is hidden.
    NumberHidden,
    /// The number belongs to a person we know, and nobody has confirmed that it is them.
    PersonUnconfirmed,
    /// The person is known for certain, from their own words.
    PersonConfirmed,
    /// The caller hurries or is annoyed.
    Hurry,
    /// The caller neither hurries nor is annoyed.
    Calm,
    /// We have given our name in this call.
    Introduced,
    /// We have not given our name yet.
    NotIntroduced,
    /// Outgoing: the reason of the call has been given.
    ReasonGiven,
    /// Outgoing: the reason of the call has not been given.
    ReasonNotGiven,
    /// Outgoing: it is not convenient now.
    Inconvenient,
    /// Outgoing: nobody has said that it is inconvenient.
    Convenient,
    /// A promise has been made in this call.
    Promised,
    /// No promise has been made.
    NotPromised,
    /// The caller's last words were only a greeting.
    CallerGreeted,
    /// The caller's last words were thanks or a goodbye.
    CallerThanked,
    /// The caller's last words were something else, or there were none.
    CallerAsked,
    /// The position the talk is about is in the warehouse.
    InStock,
    /// The position the talk is about must be ordered.
    ToOrder,
}

/// Words without a fact, in the order of docs/playbook.md.
const WORDS: [(&str, Condition); 19] = [
    ("number_shown", Condition::NumberShown),
    ("number_hidden", Condition::NumberHidden),
    ("person_unconfirmed", Condition::PersonUnconfirmed),
    ("person_confirmed", Condition::PersonConfirmed),
    ("hurry", Condition::Hurry),
    ("calm", Condition::Calm),
    ("introduced", Condition::Introduced),
    ("not_introduced", Condition::NotIntroduced),
    ("reason_given", Condition::ReasonGiven),
    ("reason_not_given", Condition::ReasonNotGiven),
    ("inconvenient", Condition::Inconvenient),
    ("convenient", Condition::Convenient),
    ("promised", Condition::Promised),
    ("not_promised", Condition::NotPromised),
    ("caller_greeted", Condition::CallerGreeted),
    ("caller_thanked", Condition::CallerThanked),
    ("caller_asked", Condition::CallerAsked),
    ("in_stock", Condition::InStock),
    ("to_order", Condition::ToOrder),
];

impl Condition {
    /// The fact the condition is about, if any.
    #[must_use]
    pub fn fact(&self) -> Option<&str> {
        match self {
            Self::Known(fact)
            | Self::Unknown(fact)
            | Self::Refused(fact)
            | Self::NotRefused(fact)
            | Self::Open(fact)
            | Self::Asked(fact) => Some(fact),
            _ => None,
        }
    }

    /// Every word a playbook may write, for messages: `known:FACT`, ..., `number_shown`, ...
    pub fn words() -> impl Iterator<Item = String> {
        ["known", "unknown", "refused", "not_refused", "open", "asked"]
            .into_iter()
            .map(|word| format!("{word}:FACT"))
            .chain(WORDS.iter().map(|(word, _)| (*word).to_owned()))
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(fact) => write!(f, "known:{fact}"),
            Self::Unknown(fact) => write!(f, "unknown:{fact}"),
            Self::Refused(fact) => write!(f, "refused:{fact}"),
            Self::NotRefused(fact) => write!(f, "not_refused:{fact}"),
            Self::Open(fact) => write!(f, "open:{fact}"),
            Self::Asked(fact) => write!(f, "asked:{fact}"),
            word => f.write_str(WORDS.iter().find(|(_, known)| known == word).map_or("", |(word, _)| word)),
        }
    }
}

/// A text that is no condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a condition")]
pub struct NotACondition(pub String);

impl FromStr for Condition {
    type Err = NotACondition;

    fn from_str(text: &str) -> Result<Self, NotACondition> {
        let unknown = || NotACondition(text.to_owned());
        match text.split_once(':') {
            Some((word, fact)) if !fact.is_empty() => match word {
                "known" => Ok(Self::Known(fact.to_owned())),
                "unknown" => Ok(Self::Unknown(fact.to_owned())),
                "refused" => Ok(Self::Refused(fact.to_owned())),
                "not_refused" => Ok(Self::NotRefused(fact.to_owned())),
                "open" => Ok(Self::Open(fact.to_owned())),
                "asked" => Ok(Self::Asked(fact.to_owned())),
                _ => Err(unknown()),
            },
            Some(_) => Err(unknown()),
            None => WORDS.iter().find(|(word, _)| *word == text).map(|(_, known)| known.clone()).ok_or_else(unknown),
        }
    }
}

impl TryFrom<String> for Condition {
    type Error = NotACondition;

    fn try_from(text: String) -> Result<Self, NotACondition> {
        text.parse()
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_condition_is_read_back_as_written() {
        for word in Condition::words() {
            let word = word.replace("FACT", "company");
            assert_eq!(word.parse::<Condition>().unwrap().to_string(), word);
        }
        assert!("known:".parse::<Condition>().is_err());
        assert!("sunny".parse::<Condition>().is_err());
    }
}
