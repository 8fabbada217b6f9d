//! Folding and stems: how texts are compared, the same on both engines.

use frostem::{Algorithm, Stemmer};

/// Folds a text for comparing: lower case, `ё` as `е`, anything but letters and digits as one space.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            folded.push(if letter == 'ё' { 'е' } else { letter });
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The stems of a text's words in order: Snowball for Russian where a word has Cyrillic letters, else for English.
#[must_use]
pub fn stems(text: &str) -> Vec<String> {
    let russian = Stemmer::new(Algorithm::Russian);
    let english = Stemmer::new(Algorithm::English);
    fold(text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| {
            let cyrillic = word.chars().any(|letter| matches!(letter, 'а'..='я'));
            if cyrillic { russian.stem(word).into_owned() } else { english.stem(word).into_owned() }
        })
        .collect()
}

/// The digits of a text, in order.
#[must_use]
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_case_yo_and_punctuation() {
        assert_eq!(fold("  ООО «Берёзка-М» "), "ооо березка м");
    }

    #[test]
    fn words_of_one_stem_are_found_by_each_other() {
        assert_eq!(stems("кабеля"), stems("Кабелем"));
        assert_eq!(stems("invoices"), stems("invoice"));
    }
}
