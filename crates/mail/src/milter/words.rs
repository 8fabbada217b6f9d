//! Words of a header beyond ASCII (RFC 2047): decoded completely, encoded and folded again.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1251};

/// Longest line of a header, characters (RFC 2047, 2).
const LINE: usize = 76;
/// Bytes of text in one encoded word: 45 give 60 characters of base64, 72 with what stands around them.
const WORD: usize = 45;

/// The text of a header's value: unfolded, every encoded word decoded, whatever its charset.
///
/// Lenient as mail programs are: words that touch other text, spaces inside a word, characters split over two words,
/// missing padding; bytes beyond ASCII outside of words are UTF-8 or, where they cannot be, windows-1251.
pub(super) fn decode(value: &[u8]) -> String {
    let value = unfolded(value);
    let mut out = String::new();
    let mut rest = value.as_slice();
    // Bytes of neighbouring words of one charset belong together.
    let mut pending: Option<(&'static Encoding, Vec<u8>)> = None;
    while !rest.is_empty() {
        let (before, word, after) = next_word(rest);
        let between = !before.is_empty() && before.iter().all(u8::is_ascii_whitespace) && pending.is_some() && word.is_some();
        if !before.is_empty() && !between {
            flush(&mut pending, &mut out);
            out.push_str(&plain(before));
        }
        if let Some((charset, bytes)) = word {
            match &mut pending {
                Some((known, held)) if *known == charset => held.extend(bytes),
                _ => {
                    flush(&mut pending, &mut out);
                    pending = Some((charset, bytes));
                }
            }
        }
        rest = after;
    }
    flush(&mut pending, &mut out);
    out
}

/// A value for a header of this name: as it is where it is plain, else in encoded words; folded, lines parted by `\n`.
pub(super) fn encode(name: &str, text: &str) -> Vec<u8> {
    // A line end that came out of an encoded word would end the header here.
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.trim_end();
    let fits = |word: &str| word.len() < LINE - 2;
    if text.is_ascii() && !text.contains("=?") && text.split(' ').all(fits) {
        return folded(name, text.split(' '));
    }
    let mut words = Vec::new();
    let mut piece = String::new();
    for letter in text.chars() {
        if piece.len() + letter.len_utf8() > WORD {
            words.push(std::mem::take(&mut piece));
        }
        piece.push(letter);
    }
    words.push(piece);
    let encoded: Vec<String> = words.iter().map(|word| format!("=?UTF-8?B?{}?=", to_base64(word.as_bytes()))).collect();
    folded(name, encoded.iter().map(String::as_str))
}

/// Words joined by a space, or by a line end and a space where the line would get too long.
fn folded<'a>(name: &str, words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut out = String::new();
    let mut column = name.len() + 2;
    for (at, word) in words.enumerate() {
        // A line of nothing but spaces is no fold: it would end the headers for some.
        if at > 0 && column + 1 + word.len() > LINE && !word.is_empty() {
            out.push_str("\n ");
            column = 1;
        } else if at > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
    out.into_bytes()
}

/// Without the line ends of folding; the space after each stays (RFC 5322, 2.2.3).
fn unfolded(value: &[u8]) -> Vec<u8> {
    value.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect()
}

type Word = (&'static Encoding, Vec<u8>);

/// What stands before the next encoded word, the word's charset and bytes, and what follows it.
fn next_word(text: &[u8]) -> (&[u8], Option<Word>, &[u8]) {
    let mut from = 0;
    while let Some(at) = find(text, b"=?", from) {
        if let Some((word, end)) = word_at(text, at) {
            return (&text[..at], Some(word), &text[end..]);
        }
        from = at + 1;
    }
    (text, None, &[])
}

/// `=?charset*language?B?text?=` at this place, and where it ends.
fn word_at(text: &[u8], at: usize) -> Option<(Word, usize)> {
    let charset_end = find(text, b"?", at + 2)?;
    let label = text.get(at + 2..charset_end)?;
    let label = label.split(|byte| *byte == b'*').next()?;
    let way = text.get(charset_end + 1)?.to_ascii_lowercase();
    if text.get(charset_end + 2) != Some(&b'?') {
        return None;
    }
    // The first "?=" ends it; in quoted text "=" stands before two digits, so "?=" cannot be part of it.
    let start = charset_end + 3;
    let end = find(text, b"?=", start)?;
    let content = text.get(start..end)?;
    let bytes = match way {
        b'b' => from_base64(content)?,
        b'q' => from_quoted(content),
        _ => return None,
    };
    Some(((charset(label)?, bytes), end + 2))
}

fn charset(label: &[u8]) -> Option<&'static Encoding> {
    // Names of the Russian world beside those of the web.
    let label = label.trim_ascii().to_ascii_lowercase();
    let known = match label.as_slice() {
        b"cp-1251" | b"win-1251" | b"win1251" | b"ansi-1251" | b"1251" => b"windows-1251",
        b"koi8r" => b"koi8-r".as_slice(),
        b"cp-866" => b"ibm866".as_slice(),
        b"utf8mb4" | b"unknown-8bit" => b"utf-8".as_slice(),
        other => other,
    };
    Encoding::for_label(known)
}

fn flush(pending: &mut Option<Word>, out: &mut String) {
    if let Some((charset, bytes)) = pending.take() {
        out.push_str(&charset.decode_without_bom_handling(&bytes).0);
    }
}

fn plain(bytes: &[u8]) -> String {
    let (text, failed) = UTF_8.decode_without_bom_handling(bytes);
    if failed { WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned() } else { text.into_owned() }
}

fn find(text: &[u8], what: &[u8], from: usize) -> Option<usize> {
    text.get(from..)?.windows(what.len()).position(|part| part == what).map(|at| from + at)
}

fn from_quoted(text: &[u8]) -> Vec<u8> {
    let digit = |at: usize| text.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += 1;
        match (byte, digit(at), digit(at + 1)) {
            (b'=', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 2;
            }
            (b'_', ..) => out.push(b' '),
            _ => out.push(*byte),
        }
    }
    out
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `None` when there is a sign base64 does not have; padding may be missing.
fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in text.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != b'=') {
        let value = ALPHABET.iter().position(|sign| sign == byte)?;
        held = (held << 6) | u32::try_from(value).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(out)
}

fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let part = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let held = (part(0) << 16) | (part(1) << 8) | part(2);
        for at in 0..4 {
            let sign = ALPHABET.get(usize::try_from((held >> (18 - 6 * at)) & 63).unwrap_or(0)).copied().unwrap_or(b'A');
            out.push(if at > u32::try_from(chunk.len()).unwrap_or(3) { '=' } else { char::from(sign) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_of_every_charset_are_decoded() {
        let cases = [
            ("=?utf-8?B?W9GCOiDQutC/XSDQmtCw0LHQtdC70Yw=?=", "[т: кп] Кабель"),
            ("=?UTF-8?Q?=5B=D1=82:_=D0=BA=D0=BF=5D?= x", "[т: кп] x"),
            ("=?koi8-r?B?W9Q6IMvQXSDrwcLFzNg=?=", "[т: кп] Кабель"),
            ("=?windows-1251?Q?=5B=F2=3A_=EA=EF=5D_=CA=E0=E1=E5=EB=FC?=", "[т: кп] Кабель"),
            ("=?utf-8*ru?b?0LA?=", "а"),
            // A character split over two words, and words over two lines.
            ("=?utf-8?B?0JrQ?=\n =?utf-8?B?sA==?=\n\tx", "Ка\tx"),
            ("=?utf-8?Q?a?= =?koi8-r?Q?=C1?=", "aа"),
            ("a =?utf-8?Q?b?= c", "a b c"),
            ("=?utf-8?Q?b?=c", "bc"),
            ("=?nothing?Q?b?= =?utf-8?X?b?= =?=", "=?nothing?Q?b?= =?utf-8?X?b?= =?="),
            ("plain\n  text", "plain  text"),
        ];
        for (value, text) in cases {
            assert_eq!(decode(value.as_bytes()), text, "{value}");
        }
        assert_eq!(decode(b"\xca\xe0\xe1\xe5\xeb\xfc"), "Кабель");
        assert_eq!(decode("Кабель".as_bytes()), "Кабель");
    }

    #[test]
    fn a_long_subject_is_folded_into_words_of_at_most_75_characters() {
        let text = "Кабель ".repeat(30);
        let value = String::from_utf8(encode("Subject", &text)).unwrap();
        assert!(value.lines().all(|line| line.len() <= LINE && line.trim_start().len() <= 75));
        assert!(value.lines().skip(1).all(|line| line.starts_with(' ')));
        assert_eq!(decode(value.as_bytes()), text.trim_end());
    }

    #[test]
    fn a_line_end_inside_a_word_makes_no_header() {
        let text = decode(b"=?utf-8?Q?a=0D=0ABcc:_x?=");
        assert_eq!(encode("Subject", &text), b"a  Bcc: x");
    }

    proptest! {
        #[test]
        fn a_text_comes_back_as_it_was(text in "\\PC{0,200}") {
            let value = encode("Subject", &text);
            for (at, line) in value.split(|byte| *byte == b'\n').enumerate() {
                prop_assert!(line.len() <= LINE + 10);
                prop_assert!(at == 0 || (line[0] == b' ' && line.trim_ascii() != b""));
            }
            prop_assert_eq!(decode(&value), text.trim_end());
        }

        #[test]
        fn any_bytes_are_decoded_to_something(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            decode(&bytes);
        }

        #[test]
        fn base64_and_back_is_the_same(bytes in proptest::collection::vec(any::<u8>(), 0..50)) {
            prop_assert_eq!(from_base64(to_base64(&bytes).as_bytes()), Some(bytes));
        }
    }
}
