//! Keywords looked up in a text: by stem, by beginning, or as they stand.

use crate::text::{fold, stems};

/// A text ready to look keywords up in.
#[derive(Debug, Clone)]
pub struct Words {
    /// Folded, with a space before each word.
    folded: String,
    /// Words with their stems.
    words: Vec<(String, String)>,
}

impl Words {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let folded = format!(" {}", fold(text));
        let words = folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).zip(stems(text)).collect();
        Self { folded, words }
    }

    /// The keywords found, as typed in the text where it is one word. A keyword is a word in any form, or, from four
    /// letters, the beginning of one; one of several words is found as they stand.
    pub fn hits<'k>(&self, keywords: impl Iterator<Item = &'k str>) -> Vec<String> {
        let mut hits: Vec<String> = Vec::new();
        for keyword in keywords {
            let keyword = fold(keyword);
            let hit = if keyword.contains(' ') {
                self.folded.contains(&format!(" {keyword}")).then(|| keyword.clone())
            } else {
                self.word(&keyword)
            };
            if let Some(hit) = hit.filter(|hit| !hits.contains(hit)) {
                hits.push(hit);
            }
        }
        hits
    }

    fn word(&self, keyword: &str) -> Option<String> {
        let stem = stems(keyword).concat();
        let long = keyword.chars().count() >= 4;
        self.words.iter().find(|(word, own)| *own == stem || (long && word.starts_with(keyword))).map(|(word, _)| word.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_found_in_any_form_and_by_their_beginning() {
        let words = Words::of("Высылаем счета за кабель, оплата до пятницы");
        assert_eq!(words.hits(["счёт", "рекоменд", "до пятницы", "оплатить"].into_iter()), ["счета", "до пятницы", "оплата"]);
        assert!(Words::of("").hits(["x"].into_iter()).is_empty());
    }
}
