//! Letters: folding character for character, and capitals (`text` makes the search keys).

/// One character folded: lower case, `ё` as `е`, typographic dashes and quotes as plain ones.
///
/// Always one character for one character, so that positions in the folded text are positions in the text.
pub fn fold_char(c: char) -> char {
    match c {
        'Ё' | 'ё' => 'е',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '«' | '»' | '“' | '”' | '„' | '‟' => '"',
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => ' ',
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// The whole text folded character by character.
pub fn folded(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// A word with a capital first letter, the rest as it is.
pub fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_yo_do_not_matter() {
        assert_eq!(folded("ПЁТР Ёлкин"), "петр елкин");
    }

    #[test]
    fn folding_keeps_the_number_of_characters() {
        let text = "İstanbul ẞ ﬁ — «Ёж»";
        assert_eq!(folded(text).chars().count(), text.chars().count());
    }
}
