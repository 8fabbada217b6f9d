//! Telephone and tax numbers that belong to nobody.
//!
//! Phones: Russian ones have the codes 943 to 948, which the numbering plan gives to no operator; American ones have area
//! codes with a 9 in the middle, which are kept back for a longer plan. Both look and normalise like real numbers, so that
//! everything can be tried with them, and a call to one reaches nobody.

use domain::language::Language;

/// Numbers of one code.
const PER_CODE: u64 = 10_000_000;
/// Free Russian codes: 943 to 948.
const RUSSIAN_CODES: u64 = 6;
/// Free American codes taken: 290 to 297.
const AMERICAN_CODES: u64 = 8;
/// Numbers of one American code: the exchange begins with 2 to 9.
const PER_AMERICAN_CODE: u64 = 8_000_000;

/// How many numbers there are in a language; further slots repeat.
#[must_use]
pub const fn phones(language: Language) -> u64 {
    match language {
        Language::Ru => RUSSIAN_CODES * PER_CODE,
        Language::En => AMERICAN_CODES * PER_AMERICAN_CODE,
    }
}

/// The number of a slot, E.164. Different slots have different numbers, and neighbours do not look alike.
#[must_use]
pub fn phone(language: Language, slot: u64) -> String {
    let all = phones(language);
    // A prime that divides neither count: a walk over all numbers without meeting one twice.
    let at = (slot % all).wrapping_mul(27_644_437) % all;
    match language {
        Language::Ru => format!("+7{}{:07}", 943 + at % RUSSIAN_CODES, at / RUSSIAN_CODES),
        Language::En => format!("+1{}{:07}", 290 + at % AMERICAN_CODES, 2_000_000 + at / AMERICAN_CODES),
    }
}

/// The tax number of a company: ten digits with a right check digit (docs/method.md, Russian facts), in a region that is none.
#[must_use]
pub fn company_inn(slot: u64) -> String {
    // Numbers begin with a region, and 00 is none.
    let mut digits = digits_of(slot.wrapping_mul(27_644_437) % 9_000_000 + 1_000_000, 9);
    digits.push(check(&digits, &[2, 4, 10, 3, 5, 9, 4, 6, 8]));
    text(&digits)
}

/// The tax number of a person: twelve digits with two right check digits, in a region that is none.
#[must_use]
pub fn person_inn(slot: u64) -> String {
    let mut digits = digits_of(slot.wrapping_mul(27_644_437) % 90_000_000 + 10_000_000, 10);
    digits.push(check(&digits, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]));
    digits.push(check(&digits, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]));
    text(&digits)
}

fn digits_of(mut number: u64, length: usize) -> Vec<u64> {
    let mut digits = vec![0; length];
    for digit in digits.iter_mut().rev() {
        *digit = number % 10;
        number /= 10;
    }
    digits
}

fn check(digits: &[u64], weights: &[u64]) -> u64 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<u64>() % 11 % 10
}

fn text(digits: &[u64]) -> String {
    digits.iter().filter_map(|digit| char::from_digit(u32::try_from(*digit).ok()?, 10)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_slot_has_a_number_of_its_own_in_a_code_of_nobody() {
        for language in Language::ALL {
            let numbers: HashSet<String> = (0..200_000).map(|slot| phone(language, slot)).collect();
            assert_eq!(numbers.len(), 200_000);
            for number in &numbers {
                assert_eq!(number.len(), 12, "{number}");
                match language {
                    Language::Ru => {
                        assert!(matches!(number.get(..5), Some("+7943" | "+7944" | "+7945" | "+7946" | "+7947" | "+7948")));
                    }
                    Language::En => {
                        assert!(number.starts_with("+129"));
                        assert!(matches!(number.as_bytes()[5], b'2'..=b'9'), "{number}");
                    }
                }
            }
        }
    }

    #[test]
    fn check_digits_are_right() {
        assert_eq!(check(&digits_of(770_708_389, 9), &[2, 4, 10, 3, 5, 9, 4, 6, 8]), 3);
        let company = company_inn(17);
        assert_eq!(company.len(), 10);
        assert!(company.starts_with("00"));
        assert_eq!(person_inn(17).len(), 12);
        assert_eq!((0..10_000).map(company_inn).collect::<HashSet<_>>().len(), 10_000);
    }
}
