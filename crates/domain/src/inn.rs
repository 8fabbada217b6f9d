//! INN, the Russian tax number: 10 digits for a company, 12 for a person.

const TEN: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const ELEVENTH: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const TWELFTH: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// Whether `text` is 10 or 12 digits with right check digits (docs/method.md, "Russian facts").
pub fn is_valid(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let Some(d) = digits else { return false };
    if d.iter().all(|&x| x == 0) {
        return false;
    }
    match d.len() {
        10 => check(&d, &TEN) == d[9],
        12 => check(&d, &ELEVENTH) == d[10] && check(&d, &TWELFTH) == d[11],
        _ => false,
    }
}

fn check(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>() % 11 % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_check_digits_are_accepted() {
        for inn in ["7707083893", "1234567894", "500100732259", "123456789047", "005826107187"] {
            assert!(is_valid(inn), "{inn}");
        }
    }

    #[test]
    fn wrong_check_digits_lengths_and_letters_are_refused() {
        for inn in ["1234567895", "123456789037", "", "77070838", "77070838931", "770708389a", "0000000000"] {
            assert!(!is_valid(inn), "{inn}");
        }
    }
}
