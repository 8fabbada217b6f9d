//! Filling a letter to begin with: what is known goes in, what is not becomes a gap that can be seen and counted.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::playbook::{Piece, Playbook, Slot, fact, pieces};

/// What the placeholders of a letter are filled with.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'a> {
    /// Titles of facts, for the gaps.
    pub playbook: &'a Playbook,
    /// The language of the letter.
    pub language: Language,
    /// How the letter begins ([`super::salutation()`]), without the mark behind it.
    pub salutation: &'a str,
    /// What the person is called, when known.
    pub person: Option<&'a str>,
    /// Given name and surname of the employee.
    pub employee: &'a str,
    /// Our company.
    pub office: &'a str,
    /// Facts known of the client, by their ids, as they are to be read.
    pub values: &'a BTreeMap<String, String>,
}

/// Fills a text of a template. A placeholder without a value becomes a gap with the title of the fact, `[... Куда везти]`;
/// a gap the template has itself (`[... сумма]`) stays one.
#[must_use]
pub fn fill(text: &str, filling: Filling<'_>) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        let (value, unknown) = match &piece {
            Piece::Words(words) | Piece::Unknown(words) => (Some(*words), ""),
            Piece::Slot(Slot::Salutation) => (Some(filling.salutation), ""),
            Piece::Slot(Slot::Employee) => (Some(filling.employee), ""),
            Piece::Slot(Slot::Office) => (Some(filling.office), ""),
            Piece::Slot(Slot::Person) => (filling.person, fact::NAME),
            Piece::Slot(Slot::Value(id)) => (filling.values.get(id).map(String::as_str), id.as_str()),
            Piece::Slot(_) => (None, ""),
        };
        match value.filter(|value| !value.trim().is_empty() || matches!(piece, Piece::Words(_))) {
            Some(value) => filled.push_str(value),
            None => {
                let title = filling.playbook.fact(unknown).map_or("", |known| known.title.get(filling.language));
                let space = if title.is_empty() { "" } else { " " };
                filled.push_str(&format!("[...{space}{title}]"));
            }
        }
    }
    filled
}

/// How many gaps a text still has: square brackets that begin with three dots, `[... Куда везти]` or `[…]`, in one line.
/// Brackets people write for other reasons (`[1]`) are none.
#[must_use]
pub fn gaps(text: &str) -> usize {
    text.lines()
        .map(|line| {
            line.match_indices('[')
                .filter(|(at, _)| {
                    let inner = line.get(at + 1..).unwrap_or_default();
                    inner.find(']').and_then(|end| inner.get(..end)).is_some_and(|inner| {
                        let inner = inner.trim_start();
                        inner.starts_with("...") || inner.starts_with('…')
                    })
                })
                .count()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_counted_and_other_brackets_are_not() {
        for (text, expected) in [
            ("Привезём в [... Куда везти] до [...].", 2),
            ("Сумма […  сумма] и сноска [1], [sic]", 1),
            ("[ ... когда ]", 1),
            ("[... не закрыта\nдо конца строки]", 0),
            ("массив [[... x]]", 1),
            ("", 0),
        ] {
            assert_eq!(gaps(text), expected, "{text}");
        }
    }
}
