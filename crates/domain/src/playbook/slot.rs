//! Placeholders in the wordings of a playbook: `{employee}`, `{value:company}`.

use std::fmt;

/// What a placeholder stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Given name and surname of the employee.
    Employee,
    /// Our company.
    Office,
    /// The reason of an outgoing call.
    Reason,
    /// The caller's name, when certain.
    Person,
    /// The minutes of the promise, "12 minutes".
    Minutes,
    /// The number shown by the exchange.
    Number,
    /// What we guess of the fact asked.
    Guess,
    /// A known fact, as said.
    Value(String),
    /// The position the talk is about.
    Position,
    /// Its price, the number only.
    Price,
    /// Its unit.
    Unit,
    /// Days until it comes, where it must be ordered.
    Days,
    /// What to recommend with it.
    Recommend,
    /// Why.
    RecommendWhy,
    /// Titles of the facts asked; in reasons only.
    Facts,
    /// How the letter begins, by the gender of the patronymic; in letters only.
    Salutation,
}

/// Placeholders without a fact, for reading and for messages.
const WORDS: [(&str, Slot); 15] = [
    ("employee", Slot::Employee),
    ("office", Slot::Office),
    ("reason", Slot::Reason),
    ("person", Slot::Person),
    ("minutes", Slot::Minutes),
    ("number", Slot::Number),
    ("guess", Slot::Guess),
    ("position", Slot::Position),
    ("price", Slot::Price),
    ("unit", Slot::Unit),
    ("days", Slot::Days),
    ("recommend", Slot::Recommend),
    ("recommend_why", Slot::RecommendWhy),
    ("facts", Slot::Facts),
    ("salutation", Slot::Salutation),
];

impl Slot {
    /// The placeholder of a word without braces; `None` for any other word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.split_once(':') {
            Some(("value", fact)) if !fact.is_empty() => Some(Self::Value(fact.to_owned())),
            Some(_) => None,
            None => WORDS.iter().find(|(known, _)| *known == word).map(|(_, slot)| slot.clone()),
        }
    }

    /// Whether it has a value at every moment of every call, so that a phrase with it can always be said.
    #[must_use]
    pub const fn always(&self) -> bool {
        matches!(self, Self::Employee | Self::Office | Self::Minutes | Self::Facts)
    }

    /// Every placeholder, for messages.
    pub fn words() -> impl Iterator<Item = String> {
        WORDS.iter().map(|(word, _)| format!("{{{word}}}")).chain(std::iter::once("{value:FACT}".to_owned()))
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(fact) => write!(f, "{{value:{fact}}}"),
            word => write!(f, "{{{}}}", WORDS.iter().find(|(_, slot)| slot == word).map_or("", |(known, _)| known)),
        }
    }
}

/// A piece of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// A placeholder.
    Slot(Slot),
    /// Braces around something that is no placeholder, or a brace without its pair.
    Unknown(&'a str),
}

/// Takes a wording apart.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (words, brace) = rest.split_at(at);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        let end = brace.find('}').filter(|_| brace.starts_with('{'));
        let whole = brace.get(..end.map_or(1, |end| end + 1)).unwrap_or(brace);
        let word = whole.trim_matches(['{', '}']);
        pieces.push(Slot::from_word(word).filter(|_| end.is_some()).map_or(Piece::Unknown(whole), Piece::Slot));
        rest = brace.get(whole.len()..).unwrap_or_default();
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The placeholders of a wording, in order.
pub fn slots(text: &str) -> impl Iterator<Item = Slot> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Slot(slot) => Some(slot),
        Piece::Words(_) | Piece::Unknown(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_is_taken_apart_into_words_and_placeholders() {
        assert_eq!(
            pieces("Вы из {value:company}, {person}?"),
            [
                Piece::Words("Вы из "),
                Piece::Slot(Slot::Value("company".into())),
                Piece::Words(", "),
                Piece::Slot(Slot::Person),
                Piece::Words("?")
            ]
        );
    }

    #[test]
    fn a_placeholder_is_written_as_it_was_read() {
        for word in Slot::words() {
            let inner = word.trim_matches(['{', '}']);
            assert_eq!(Slot::from_word(inner).unwrap().to_string(), word);
        }
    }

    #[test]
    fn a_brace_that_means_nothing_is_seen() {
        assert_eq!(pieces("{sun} {"), [Piece::Unknown("{sun}"), Piece::Words(" "), Piece::Unknown("{")]);
        assert_eq!(pieces("}"), [Piece::Unknown("}")]);
        assert_eq!(pieces("{value:}"), [Piece::Unknown("{value:}")]);
    }
}
