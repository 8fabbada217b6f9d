//! Names of charsets, the wrong spellings among them.

use encoding_rs::Encoding;
use mail_parser::decoders::charsets::{DecoderFnc, map::charset_decoder};

/// The charset of a name; `None` for one nobody knows (`unknown`, `default`, a typing error) and for `us-ascii`, which says
/// nothing about bytes above it.
#[must_use]
pub fn named(label: &str) -> Option<&'static Encoding> {
    let clean = clean(label);
    match clean.as_str() {
        "us-ascii" | "ascii" | "ansi_x3.4-1968" | "ansi_x3.4-1986" | "iso646-us" | "us" | "cp367" => return None,
        "utf8mb4" | "utf-8mb4" | "utf_8" | "utf-8-sig" | "unicode-utf-8" => return Some(encoding_rs::UTF_8),
        "koi8" | "koi-8" | "koi8r" | "koi-8-r" | "koi8_r" => return Some(encoding_rs::KOI8_R),
        "cp-866" | "dos-866" | "ibm-866" | "866" | "dos" | "alt" => return Some(encoding_rs::IBM866),
        _ => {}
    }
    if let Some(found) = Encoding::for_label(clean.as_bytes()).filter(|found| *found != encoding_rs::REPLACEMENT) {
        return Some(found);
    }
    // "win1251", "windows1251", "win-1251", "cp-1251", "windows-cp1251", "x-cp1251", "1251".
    let digits: String = clean.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let stem = clean.get(..clean.len() - digits.len()).unwrap_or_default();
    let windows = stem.chars().all(|c| "windowscpxmansi-_ ".contains(c)) && digits.len() == 4 && digits.starts_with("125");
    windows.then(|| Encoding::for_label(format!("windows-{digits}").as_bytes())).flatten()
}

/// A decoder for what the web's standard does not have (UTF-7 and the like).
pub(super) fn other_decoder(label: Option<&str>) -> Option<DecoderFnc> {
    let clean = clean(label?);
    matches!(clean.as_str(), "utf-7" | "unicode-1-1-utf-7" | "csutf7" | "utf7")
        .then(|| charset_decoder(b"utf-7"))
        .flatten()
        .or_else(|| matches!(clean.as_str(), "ibm850" | "cp850" | "850").then(|| charset_decoder(b"cp850")).flatten())
}

/// Whether ASCII bytes may mean other characters in it.
pub(super) fn is_seven_bit(label: &str) -> bool {
    let clean = clean(label);
    clean.starts_with("utf-16") || clean.starts_with("iso-2022") || other_decoder(Some(&clean)).is_some()
}

/// Lower case, without quotes, comments and a language (`utf-8*ru`, RFC 2231, 5).
fn clean(label: &str) -> String {
    let label = label.trim().trim_matches(['"', '\'', ' ', ';']);
    label.split(['*', '(', ';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_spellings_of_charsets_are_understood() {
        for (label, name) in [
            ("windows-1251", "windows-1251"),
            ("Win1251", "windows-1251"),
            ("win-1251", "windows-1251"),
            ("cp1251", "windows-1251"),
            ("\"windows-cp1251\"", "windows-1251"),
            ("CP-1251", "windows-1251"),
            ("KOI8R", "KOI8-R"),
            ("koi8", "KOI8-R"),
            ("cp-866", "IBM866"),
            ("utf8", "UTF-8"),
            ("UTF-8*ru", "UTF-8"),
            ("utf-8; format=flowed", "UTF-8"),
        ] {
            assert_eq!(named(label).map(Encoding::name), Some(name), "{label}");
        }
        for label in ["", "unknown", "unknown-8bit", "x-unknown", "default", "us-ascii", "1999", "charset"] {
            assert_eq!(named(label), None, "{label}");
        }
    }
}
