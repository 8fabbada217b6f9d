//! Finding an answer by a few letters typed while talking, and the position a caller speaks of.

use super::{Answer, Playbook, Position};
use crate::text::{fold, stems};

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

/// What a caller speaks of: the position or the answer most of whose keywords are in the text; `None` when there is none.
///
/// A position goes before an answer with as many keywords: "delivery of cable" is told by the desk, "cable" by its price.
#[must_use]
pub fn spoken_of<'a>(playbook: &'a Playbook, text: &str) -> Option<Found<'a>> {
    let folded = key(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let spoken = stems(&folded);
    let positions = playbook.positions.iter().map(|position| (&position.keywords, Found::Position(position)));
    let answers = playbook.answers.iter().map(|answer| (&answer.keywords, Found::Answer(answer)));
    let mut best: Option<(usize, Found<'a>)> = None;
    for (keywords, found) in positions.chain(answers) {
        let matched = keywords.all().filter(|keyword| in_text(keyword, &folded, &words, &spoken)).count();
        if matched > best.map_or(0, |(most, _)| most) {
            best = Some((matched, found));
        }
    }
    best.map(|(_, found)| found)
}

fn in_text(keyword: &str, folded: &str, words: &[&str], spoken: &[String]) -> bool {
    let keyword = key(keyword);
    if keyword.contains(' ') {
        return format!(" {folded} ").contains(&format!(" {keyword} "));
    }
    // Short words must stand alone or begin a word that goes on with letters ("ввг" in "ввгнг"), never inside one.
    words.iter().any(|word| word.starts_with(&keyword)) || stems(&keyword).iter().all(|stem| spoken.contains(stem))
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
        let between = at.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(char::is_ascii_digit)
            && letters.get(at + 1).is_some_and(char::is_ascii_digit);
        joined.push(match letter {
            'х' | 'Х' | 'x' | 'X' | '*' | '×' if between => 'x',
            ',' if between => '.',
            other => *other,
        });
    }
    fold(&joined)
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn dimensions_are_found_however_they_are_typed() {
        for typed in ["3х2,5", "3x2.5", "3*2.5", "3Х2.5", "3×2,5"] {
            assert_eq!(key(typed), "3x2 5", "{typed}");
        }
        assert_eq!(key("хомут xl"), "хомут xl");
    }
}
