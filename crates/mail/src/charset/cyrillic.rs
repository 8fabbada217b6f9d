//! How much a text looks like Russian: by letters, by capitals where they belong, by vowels among consonants.

/// Share of each letter in Russian texts, in hundredths of a percent, from а to я; ё counts as е.
/// Source: the frequencies of the national corpus as printed in handbooks, rounded.
const SHARES: [f64; 32] = [
    801., 159., 454., 170., 298., 849., 94., 165., 735., 121., 349., 440., 321., 670., 1097., 281., 473., 547., 626., 262., 26.,
    97., 48., 144., 73., 36., 4., 190., 174., 32., 64., 201.,
];

/// A capital after a small letter inside a word: hardly ever written, but what koi8-r and windows-1251 make of each other.
const CAPITAL_INSIDE: f64 = -6.0;
/// A fourth and each further consonant in a row.
const MUTE: f64 = -2.0;
/// A soft or hard sign or `ы` at the beginning of a word.
const IMPOSSIBLE_START: f64 = -4.0;
/// A character above ASCII that is no letter: frames and signs of other code pages.
const FOREIGN: f64 = -9.0;
/// A capital letter anywhere: small ones are usual.
const CAPITAL: f64 = -0.15;

/// The mean logarithm of likelihood per letter above ASCII; `None` when there is no Cyrillic letter.
pub(super) fn likelihood(text: &str) -> Option<f64> {
    let (mut sum, mut letters, mut others) = (0.0, 0_usize, 0_usize);
    let mut before: Option<char> = None;
    let mut consonants = 0;
    for c in text.chars() {
        if !c.is_alphabetic() {
            consonants = 0;
            before = None;
            if !c.is_ascii() && !is_usual_sign(c) {
                sum += FOREIGN;
                others += 1;
            }
            continue;
        }
        if let Some(share) = share_of(c) {
            letters += 1;
            sum += (share / 10_000.0).ln();
            let low = c.to_lowercase().next().unwrap_or(c);
            if c != low {
                sum += CAPITAL;
                if before.is_some_and(char::is_lowercase) {
                    sum += CAPITAL_INSIDE;
                }
            }
            if before.is_none() && matches!(low, 'ь' | 'ъ' | 'ы') {
                sum += IMPOSSIBLE_START;
            }
            consonants = if is_vowel_or_sign(low) { 0 } else { consonants + 1 };
            if consonants > 3 {
                sum += MUTE;
            }
        } else if !c.is_ascii() {
            sum += FOREIGN;
            others += 1;
        }
        before = Some(c);
    }
    (letters > 0).then(|| sum / (letters + others) as f64)
}

/// Share of a Cyrillic letter, of Russian or a neighbour.
fn share_of(c: char) -> Option<f64> {
    match c {
        'Ё' | 'ё' => Some(20.0),
        'А'..='Я' => SHARES.get(c as usize - 'А' as usize).copied(),
        'а'..='я' => SHARES.get(c as usize - 'а' as usize).copied(),
        'І' | 'і' | 'Ї' | 'ї' | 'Є' | 'є' | 'Ґ' | 'ґ' | 'Ў' | 'ў' => Some(10.0),
        _ => None,
    }
}

fn is_vowel_or_sign(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'і' | 'ї' | 'є' | 'ў' | 'ь' | 'ъ')
}

fn is_usual_sign(c: char) -> bool {
    matches!(
        c,
        '—' | '–'
            | '«'
            | '»'
            | '“'
            | '”'
            | '„'
            | '№'
            | '…'
            | '\u{a0}'
            | '’'
            | '‘'
            | '•'
            | '·'
            | '°'
            | '©'
            | '®'
            | '™'
            | '€'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_is_likelier_than_its_misreadings() {
        for (right, wrong) in [("Привет", "оПХБЕР"), ("СРОЧНО", "ярнвмн"), ("Счёт", "яВ╦Р"), ("да", "ДЮ")]
        {
            assert!(likelihood(right) > likelihood(wrong), "{right} {wrong}");
        }
        assert_eq!(likelihood("plain"), None);
    }
}
