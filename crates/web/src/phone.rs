//! Numbers as a form or an exchange gives them, made E.164 where they are full.

use domain::phone::{Home, normalise as full};

use crate::locale::Lang;

/// The number in E.164, or as given where it is no full number; `None` when there is none: exchanges send words
/// ("Anonymous", "private") in place of a hidden one.
pub(crate) fn normalise(text: &str, lang: Lang) -> Option<String> {
    let text = text.trim();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    let home = match lang {
        Lang::Ru => Home::Russia,
        Lang::En => Home::America,
    };
    // An office of one country is also called from the other: a number full in Russian is taken so in English too.
    let tries = [home, Home::Russia];
    Some(tries.into_iter().find_map(|home| full(&digits, text.starts_with('+'), home)).unwrap_or_else(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_numbers_become_e164_and_others_stay_as_given() {
        assert_eq!(normalise(" 8 (912) 345-67-89 ", Lang::Ru).as_deref(), Some("+79123456789"));
        assert_eq!(normalise("+7 912 345 67 89", Lang::En).as_deref(), Some("+79123456789"));
        assert_eq!(normalise("345-67-89", Lang::Ru).as_deref(), Some("345-67-89"));
        assert_eq!(normalise("  ", Lang::Ru), None);
    }

    #[test]
    fn a_word_in_place_of_a_number_is_a_hidden_number() {
        for word in ["Anonymous", "hidden", "unknown", "PRIVATE", "restricted", "+", "скрыт", "<>"] {
            assert_eq!(normalise(word, Lang::Ru), None, "{word}");
        }
    }
}
