//! Telephone numbers: digits as people type them, to E.164.

use serde::{Deserialize, Serialize};

/// A full number with the extension beside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phone {
    /// E.164: `+` and 8 to 15 digits.
    pub value: String,
    /// Extension, digits only.
    #[serde(default)]
    pub ext: Option<String>,
}

/// Where a number without a country code is taken to be from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// Russian text: +7, trunk prefix 8.
    Russia,
    /// English text: +1.
    America,
}

/// Area codes of Russia outside 9xx, three digits (longer codes share these beginnings).
const RUSSIAN_AREAS: &str = "301 302 341 342 343 345 346 347 349 351 352 353 365 381 382 383 384 385 388 390 391 394 395 401 411 413 \
     415 416 421 423 424 426 427 471 472 473 474 475 481 482 483 484 485 486 487 491 492 493 494 495 496 498 499 800 801 803 804 805 \
     806 807 808 809 811 812 813 814 815 816 817 818 820 821 831 833 834 835 836 841 842 843 844 845 846 847 848 850 851 855 856 857 \
     861 862 863 865 866 867 869 871 872 873 877 878 879";

/// Country codes with the shortest and longest national number; others take 6 to 12 digits.
const COUNTRIES: &[(&str, usize, usize)] = &[
    ("1", 10, 10),
    ("7", 10, 10),
    ("20", 8, 10),
    ("27", 9, 9),
    ("30", 10, 10),
    ("31", 9, 9),
    ("32", 8, 9),
    ("33", 9, 9),
    ("34", 9, 9),
    ("36", 8, 9),
    ("39", 6, 11),
    ("40", 9, 9),
    ("41", 9, 9),
    ("43", 7, 13),
    ("44", 9, 10),
    ("45", 8, 8),
    ("46", 7, 10),
    ("47", 8, 8),
    ("48", 9, 9),
    ("49", 6, 12),
    ("51", 8, 9),
    ("52", 10, 11),
    ("54", 10, 11),
    ("55", 10, 11),
    ("60", 8, 10),
    ("61", 9, 9),
    ("62", 8, 12),
    ("63", 8, 10),
    ("64", 8, 10),
    ("65", 8, 8),
    ("66", 8, 9),
    ("81", 9, 10),
    ("82", 8, 10),
    ("84", 9, 10),
    ("86", 10, 11),
    ("90", 10, 10),
    ("91", 10, 10),
    ("92", 9, 10),
    ("98", 10, 10),
    ("372", 7, 8),
    ("371", 8, 8),
    ("370", 8, 8),
    ("373", 8, 8),
    ("374", 8, 8),
    ("375", 9, 9),
    ("380", 9, 9),
    ("420", 9, 9),
    ("421", 9, 9),
    ("971", 8, 9),
    ("972", 8, 9),
    ("992", 9, 9),
    ("993", 8, 8),
    ("994", 9, 9),
    ("995", 9, 9),
    ("996", 9, 9),
    ("998", 9, 9),
];

/// E.164 for `digits` (only digits; `plus` says whether a `+` stood before them), or nothing where the number is not full.
///
/// Ten digits need a known area or mobile code (docs/method.md, "The capture line").
pub fn normalise(digits: &str, plus: bool, home: Home) -> Option<String> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) || digits.len() < 8 {
        return None;
    }
    if plus {
        return international(digits);
    }
    let (first, rest) = digits.split_at(1);
    match digits.len() {
        11 if (first == "8" || first == "7") && is_russian_or_kazakh(rest) => Some(format!("+7{rest}")),
        11 if first == "1" && home == Home::America && is_american(rest) => Some(format!("+1{rest}")),
        10 if home == Home::Russia && is_russian_or_kazakh(digits) => Some(format!("+7{digits}")),
        10 if home == Home::America && is_american(digits) => Some(format!("+1{digits}")),
        12 if ["375", "380", "996", "998", "994", "995"].iter().any(|c| digits.starts_with(c)) => international(digits),
        n if n >= 11 => {
            let prefixes: &[&str] = if home == Home::America { &["011", "00"] } else { &["810", "00"] };
            let rest = prefixes.iter().find_map(|p| digits.strip_prefix(p))?;
            (rest.len() >= 9).then(|| international(rest)).flatten()
        }
        _ => None,
    }
}

fn international(digits: &str) -> Option<String> {
    if digits.starts_with('0') || digits.len() > 15 {
        return None;
    }
    let national = |code: &str| digits.len() - code.len();
    match COUNTRIES.iter().find(|(code, ..)| digits.starts_with(code)) {
        Some((code, min, max)) if !(*min..=*max).contains(&national(code)) => return None,
        Some(("7", ..)) if !matches!(digits.as_bytes()[1], b'3' | b'4' | b'6'..=b'9') => return None,
        Some(("1", ..)) if !is_american(&digits[1..]) => return None,
        Some(_) => {}
        None if !(9..=15).contains(&digits.len()) => return None,
        None => {}
    }
    Some(format!("+{digits}"))
}

/// Ten national digits of Russia (9xx or an area code) or Kazakhstan (7xx).
fn is_russian_or_kazakh(digits: &str) -> bool {
    if digits.len() != 10 {
        return false;
    }
    match digits.as_bytes()[0] {
        b'9' => true,
        b'7' => matches!(digits.as_bytes()[1], b'0' | b'1' | b'2' | b'4'..=b'7'),
        _ => RUSSIAN_AREAS.split_whitespace().any(|area| digits.starts_with(area)),
    }
}

fn is_american(digits: &str) -> bool {
    digits.len() == 10 && matches!(digits.as_bytes()[0], b'2'..=b'9') && &digits[1..3] != "11"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ru(digits: &str) -> Option<String> {
        normalise(digits, false, Home::Russia)
    }

    #[test]
    fn russian_and_kazakh_numbers_become_plus_seven() {
        assert_eq!(ru("89123456789").as_deref(), Some("+79123456789"));
        assert_eq!(ru("9123456789").as_deref(), Some("+79123456789"));
        assert_eq!(ru("84951234567").as_deref(), Some("+74951234567"));
        assert_eq!(ru("87011234567").as_deref(), Some("+77011234567"));
        assert_eq!(normalise("79123456789", true, Home::America).as_deref(), Some("+79123456789"));
    }

    #[test]
    fn ten_digits_in_english_text_are_american() {
        assert_eq!(normalise("2125550147", false, Home::America).as_deref(), Some("+12125550147"));
        assert_eq!(normalise("12125550147", false, Home::America).as_deref(), Some("+12125550147"));
    }

    #[test]
    fn foreign_numbers_keep_their_country() {
        assert_eq!(normalise("493012345678", true, Home::Russia).as_deref(), Some("+493012345678"));
        assert_eq!(ru("8104930123456").as_deref(), Some("+4930123456"));
        assert_eq!(ru("004930123456").as_deref(), Some("+4930123456"));
        assert_eq!(ru("375291234567").as_deref(), Some("+375291234567"));
    }

    #[test]
    fn numbers_that_are_not_full_are_nothing() {
        for digits in ["1234567", "1002003000", "0123456789", "100000000000000000"] {
            assert_eq!(ru(digits), None, "{digits}");
        }
        assert_eq!(normalise("7912345678", true, Home::Russia), None);
    }
}
