//! Finding an answer by a few letters typed while talking, and the position a caller speaks of.

use super::{Answer, Playbook, Position};
use crate::text::fold;

/// Something that helps to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a> {
    /// A position of the range.
    Position(&'a Position),
    /// An answer to a question.
    Answer(&'a Answer),
}

impl Found<'_> {
    /// The stable name of what was found.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Position(position) => &position.id,
            Self::Answer(answer) => &answer.id,
        }
    }
}

/// Finds positions and answers by the beginnings of words, best first; every word typed must be found. At most `limit`.
///
/// Both languages are searched. A keyword counts more than a word of the name or the question.
#[must_use]
pub fn find<'a>(playbook: &'a Playbook, typed: &str, limit: usize) -> Vec<Found<'a>> {
    let typed = key(typed);
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let positions = playbook.positions.iter().map(|position| {
        let names = [&position.name, &position.group];
        (score(&words, position.keywords.all(), names.iter().flat_map(|text| both(text))), Found::Position(position))
    });
    let answers = playbook
        .answers
        .iter()
        .map(|answer| (score(&words, answer.keywords.all(), both(&answer.question)), Found::Answer(answer)));
    let mut found: Vec<(u32, Found<'a>)> = positions.chain(answers).filter_map(|(score, found)| Some((score?, found))).collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().take(limit).map(|(_, found)| found).collect()
}

/// What a caller speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken<'a> {
    /// Nothing of the playbook.
    Nothing,
    /// Several positions fit alike: "do you have cable?" names no price yet.
    Several,
    /// This.
    Of(Found<'a>),
}

/// What a caller speaks of: the position or the answer most of whose keywords are in the text.
///
/// A position goes before an answer with as many keywords: "delivery of cable" is told by the desk, "cable" by its price.
#[must_use]
pub fn spoken_of<'a>(playbook: &'a Playbook, text: &str) -> Spoken<'a> {
    let folded = key(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let positions = playbook.positions.iter().map(|position| (&position.keywords, Found::Position(position)));
    let answers = playbook.answers.iter().map(|answer| (&answer.keywords, Found::Answer(answer)));
    let mut best: Option<(usize, Found<'a>)> = None;
    let mut alike = false;
    for (keywords, found) in positions.chain(answers) {
        let matched = keywords.all().filter(|keyword| in_text(&key(keyword), &folded, &words)).count();
        let most = best.map_or(0, |(most, _)| most);
        if matched > most {
            best = Some((matched, found));
            alike = false;
        } else if matched == most && matched > 0 && matches!(found, Found::Position(_)) {
            alike = true;
        }
    }
    match best {
        None => Spoken::Nothing,
        Some(_) if alike => Spoken::Several,
        Some((_, found)) => Spoken::Of(found),
    }
}

/// Whether a keyword is in a text: as a whole phrase, as the beginning of a word ("ввг" in "ввгнг"), or as the same word
/// with another ending ("розетка" in "розетки"). Written by hand, because it runs over every keyword while people talk.
fn in_text(keyword: &str, folded: &str, words: &[&str]) -> bool {
    if keyword.is_empty() {
        return false;
    }
    if keyword.contains(' ') {
        return format!(" {folded} ").contains(&format!(" {keyword} "));
    }
    words.iter().any(|word| word.starts_with(keyword) || another_ending(word, keyword))
}

/// Same beginning, at most two letters of the keyword changed and at most three in their place; short words never match.
fn another_ending(word: &str, keyword: &str) -> bool {
    let same = word.chars().zip(keyword.chars()).take_while(|(a, b)| a == b).count();
    let (word, keyword) = (word.chars().count(), keyword.chars().count());
    same >= 4 && same + 2 >= keyword && same + 3 >= word
}

fn both(text: &super::Text) -> impl Iterator<Item = &str> {
    std::iter::once(text.ru.as_str()).chain(text.en.as_deref())
}

fn score<'t>(words: &[&str], keywords: impl Iterator<Item = &'t str>, names: impl Iterator<Item = &'t str>) -> Option<u32> {
    let keywords: Vec<String> = keywords.map(key).collect();
    let names: Vec<String> = names.map(key).collect();
    let begins = |text: &String, word: &str| format!(" {text}").contains(&format!(" {word}"));
    let mut total = 0;
    for word in words {
        let exact = keywords.iter().any(|keyword| keyword == word);
        let keyword = keywords.iter().any(|keyword| begins(keyword, word));
        let name = names.iter().any(|name| begins(name, word));
        total += match (exact, keyword, name) {
            (true, ..) => 4,
            (_, true, _) => 3,
            (_, _, true) => 2,
            _ => return None,
        };
    }
    Some(total)
}

/// Folds a text for finding: as [`fold`], and the sign between dimensions is one letter whatever was typed (3х2,5, 3x2.5, 3*2.5).
fn key(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut joined = String::with_capacity(text.len());
    for (at, letter) in letters.iter().enumerate() {
        let after_digit = at.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(char::is_ascii_digit);
        let between = after_digit && letters.get(at + 1).is_some_and(char::is_ascii_digit);
        // While it is being typed the second number is not there yet.
        let ends = after_digit && letters.get(at + 1).is_none_or(|next| next.is_whitespace());
        joined.push(match letter {
            'х' | 'Х' | 'x' | 'X' | '*' | '×' if between || ends => 'x',
            ',' if between => '.',
            other => *other,
        });
    }
    fold(&joined)
}

#[cfg(test)]
mod tests {
    use super::{another_ending, key};

    #[test]
    fn dimensions_are_found_however_they_are_typed() {
        for typed in ["3х2,5", "3x2.5", "3*2.5", "3Х2.5", "3×2,5"] {
            assert_eq!(key(typed), "3x2 5", "{typed}");
        }
        assert_eq!(key("ввг 3х"), "ввг 3x");
        assert_eq!(key("хомут xl"), "хомут xl");
    }

    #[test]
    fn a_word_is_known_by_another_ending_but_not_by_a_mere_likeness() {
        for (word, keyword) in [
            ("розетки", "розетка"),
            ("кабеля", "кабель"),
            ("кабелями", "кабель"),
            ("доставки", "доставка"),
            ("sockets", "socket"),
        ] {
            assert!(another_ending(word, keyword), "{word} {keyword}");
        }
        for (word, keyword) in [("щитки", "щит"), ("каблук", "кабель"), ("автомобиль", "автомат"), ("доска", "доставка")]
        {
            assert!(!another_ending(word, keyword), "{word} {keyword}");
        }
    }
}
