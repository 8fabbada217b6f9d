//! Words of one utterance, and the phrases of `words.txt` looked up in them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::letters::folded;

/// One word as said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As said.
    pub(super) raw: String,
    /// Folded character by character, for comparing.
    pub(super) folded: String,
    /// Where it begins and ends, in characters.
    pub(super) span: (usize, usize),
    /// The punctuation after it, if any stands before the next word.
    pub(super) stop: Option<char>,
}

impl Word {
    /// Begins with a capital and goes on with small letters.
    pub(super) fn capital(&self) -> bool {
        self.raw.starts_with(char::is_uppercase) && self.raw.chars().skip(1).any(char::is_lowercase)
    }
}

/// Most characters of an utterance looked at: nobody says more in one breath, and a flood must not hold the talk up.
const LONGEST: usize = 4000;

/// The words of an utterance. Hyphens and apostrophes inside a word belong to it.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut raw = String::new();
    let letters: Vec<char> = text.chars().take(LONGEST).chain(std::iter::once(' ')).collect();
    for (at, letter) in letters.iter().enumerate() {
        let next_is_letter = || letters.get(at + 1).is_some_and(|next| next.is_alphanumeric());
        let joins = matches!(letter, '-' | '\'' | '’') && !raw.is_empty() && next_is_letter();
        if letter.is_alphanumeric() || joins {
            raw.push(*letter);
            continue;
        }
        if !raw.is_empty() {
            let length = raw.chars().count();
            words.push(Word { folded: folded(&raw), span: (at - length, at), stop: None, raw: std::mem::take(&mut raw) });
        }
        if !letter.is_whitespace()
            && let Some(last) = words.last_mut()
        {
            last.stop.get_or_insert(*letter);
        }
    }
    words
}

/// A phrase: its words, and whether the last one may have any ending.
#[derive(Debug)]
struct Phrase {
    words: Vec<&'static str>,
    open: bool,
}

static LISTS: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, Vec<Phrase>> = HashMap::new();
    let mut name = "";
    for line in include_str!("words.txt").lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix('[') {
            name = head.trim_end_matches(']');
        } else {
            let words = line.trim_end_matches('*').split(' ').collect();
            lists.entry(name).or_default().push(Phrase { words, open: line.ends_with('*') });
        }
    }
    lists
});

fn phrases(list: &str) -> &'static [Phrase] {
    LISTS.get(list).map_or(&[], Vec::as_slice)
}

/// How many words of a phrase of the list begin at a place; 0 for none. The longest counts.
fn length_at(words: &[Word], at: usize, list: &str) -> usize {
    let fits = |phrase: &Phrase| {
        let last = phrase.words.len().saturating_sub(1);
        phrase.words.iter().enumerate().all(|(n, wanted)| {
            words.get(at + n).is_some_and(|word| {
                let open = phrase.open && n == last;
                word.folded == *wanted || (open && word.folded.starts_with(wanted))
            })
        })
    };
    phrases(list).iter().filter(|phrase| fits(phrase)).map(|phrase| phrase.words.len()).max().unwrap_or(0)
}

/// Whether a phrase of the list is said anywhere, and not denied ("не тороплюсь", "not really in a hurry").
pub(super) fn says(words: &[Word], list: &str) -> bool {
    (0..words.len()).any(|at| length_at(words, at, list) > 0 && !denied(words, at))
}

/// Whether one of the two words before a place denies it, with no stop between.
fn denied(words: &[Word], at: usize) -> bool {
    let before = words.get(..at).unwrap_or_default().iter().rev().take(2).take_while(|word| word.stop.is_none());
    before.map(|word| word.folded.as_str()).any(|word| phrases("negation").iter().any(|no| no.words == [word]))
}

/// Which words belong to phrases of the lists.
pub(super) fn covered(words: &[Word], lists: &[&str]) -> Vec<bool> {
    let mut covered = vec![false; words.len()];
    for at in 0..words.len() {
        let length = lists.iter().map(|list| length_at(words, at, list)).max().unwrap_or(0);
        covered.iter_mut().skip(at).take(length).for_each(|one| *one = true);
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_places_hyphens_and_the_stops_after_them() {
        let found = words("Да, «Иван-Пётр» isn’t…");
        let shown: Vec<(&str, (usize, usize), Option<char>)> =
            found.iter().map(|word| (word.folded.as_str(), word.span, word.stop)).collect();
        assert_eq!(shown, [("да", (0, 2), Some(',')), ("иван-петр", (5, 14), Some('»')), ("isn't", (16, 21), Some('…'))]);
    }

    #[test]
    fn a_denied_phrase_is_not_said() {
        assert!(says(&words("Очень тороплюсь"), "hurry") && says(&words("Нет, тороплюсь"), "hurry"));
        assert!(!says(&words("Я не тороплюсь"), "hurry") && !says(&words("I'm not really in a hurry"), "hurry"));
        assert!(says(&words("No, I'm in a hurry"), "hurry"));
    }

    #[test]
    fn every_list_of_words_has_phrases_and_no_phrase_stands_twice() {
        for (name, list) in &*LISTS {
            let mut seen: Vec<String> = list.iter().map(|phrase| format!("{}{}", phrase.words.join(" "), phrase.open)).collect();
            seen.sort();
            let many = seen.len();
            seen.dedup();
            assert_eq!((many, many > 0), (seen.len(), true), "{name}");
        }
    }
}
