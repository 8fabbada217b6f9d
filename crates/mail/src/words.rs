//! Text in header fields: encoded words (RFC 2047) read forgivingly and written strictly, folds undone and made.

use crate::charset;
use crate::transfer::{base64, quoted};

/// Longest encoded word, RFC 2047, 2.
const WORD_MAX: usize = 75;
/// Longest value that is read; absurd ones are cut.
const VALUE_MAX: usize = 256 * 1024;
/// Longest encoded word that is read. Programs do write whole subjects as one.
const WORD_READ_MAX: usize = 8 * 1024;
/// Longest line of a head we write, RFC 5322, 2.1.1.
const LINE_MAX: usize = 76;

/// The text of a field's value: folds undone, encoded words decoded, bytes above ASCII without any code guessed.
///
/// Words that stand side by side with one charset are joined before they are decoded, so a character split between two of
/// them is whole again. Control characters become spaces.
#[must_use]
pub fn decode(value: &[u8]) -> String {
    let value = unfolded(value.get(..VALUE_MAX).unwrap_or(value));
    // Found once: looked for from every beginning of a word they would cost the square of the length.
    let ends: Vec<usize> = value.windows(2).enumerate().filter(|(_, pair)| *pair == b"?=").map(|(at, _)| at).collect();
    let mut out = String::new();
    let mut plain_from = 0;
    let mut run: Option<Run> = None;
    let mut at = 0;
    while let Some(found) = find(&value, b"=?", at) {
        let Some((word, end)) = Word::read(&value, &ends, found) else {
            at = found + 2;
            continue;
        };
        let between = value.get(plain_from..found).unwrap_or_default();
        // Blanks between two encoded words are not part of the text (RFC 2047, 6.2).
        if run.is_none() || !between.iter().all(u8::is_ascii_whitespace) {
            finish(&mut run, &mut out);
            out.push_str(&charset::decode(None, between).text);
        }
        match &mut run {
            Some(open) if open.charset.eq_ignore_ascii_case(&word.charset) => open.bytes.extend(word.bytes),
            _ => {
                finish(&mut run, &mut out);
                run = Some(Run { charset: word.charset, bytes: word.bytes });
            }
        }
        plain_from = end;
        at = end;
    }
    finish(&mut run, &mut out);
    out.push_str(&charset::decode(None, value.get(plain_from..).unwrap_or_default()).text);
    cleaned(&out)
}

/// Encoded words of one charset, side by side.
struct Run {
    charset: String,
    bytes: Vec<u8>,
}

fn finish(run: &mut Option<Run>, out: &mut String) {
    if let Some(done) = run.take() {
        out.push_str(&charset::decode(Some(&done.charset), &done.bytes).text);
    }
}

/// One encoded word.
struct Word {
    charset: String,
    bytes: Vec<u8>,
}

impl Word {
    /// The word that begins at `start` (`=?`), and the place after it.
    fn read(value: &[u8], ends: &[usize], start: usize) -> Option<(Self, usize)> {
        let charset_from = start + 2;
        let charset_to = charset_from + value.iter().skip(charset_from).take(60).position(|b| *b == b'?')?;
        let charset = std::str::from_utf8(value.get(charset_from..charset_to)?).ok()?;
        if charset.is_empty() || charset.contains(|c: char| c.is_whitespace() || c == '=') {
            return None;
        }
        let encoding = value.get(charset_to + 1)?.to_ascii_lowercase();
        if value.get(charset_to + 2) != Some(&b'?') {
            return None;
        }
        let text_from = charset_to + 3;
        let (text_to, end) = word_end(value, ends, text_from)?;
        let text = value.get(text_from..text_to)?;
        let bytes = match encoding {
            b'b' => base64(text),
            b'q' => quoted(text, true),
            _ => return None,
        };
        Some((Self { charset: charset.to_owned(), bytes }, end))
    }
}

/// Where an encoded word's text ends and where the word ends. A word cut by its sender's program (no `?=`) ends with the value,
/// when nothing else follows.
fn word_end(value: &[u8], ends: &[usize], from: usize) -> Option<(usize, usize)> {
    match ends.get(ends.partition_point(|end| *end < from)) {
        Some(end) if *end - from > WORD_READ_MAX => None,
        Some(end) => Some((*end, end + 2)),
        None if value.len() > from + WORD_READ_MAX => None,
        None => {
            let rest = value.get(from..)?;
            let bare = !rest.is_empty() && !rest.iter().any(|b| b.is_ascii_whitespace() || *b == b'?');
            let cut = rest.strip_suffix(b"?").unwrap_or(rest);
            (bare || rest.ends_with(b"?")).then_some((from + cut.len(), value.len()))
        }
    }
}

fn find(value: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = value.get(from..)?;
    rest.windows(what.len()).position(|window| window == what).map(|found| from + found)
}

/// The value without its folds: a line end before a blank goes, any other becomes a space.
#[must_use]
pub fn unfolded(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    for (at, byte) in value.iter().enumerate() {
        match byte {
            b'\r' | b'\n' => {
                let next = value.get(at + 1);
                if !matches!(next, Some(b' ' | b'\t' | b'\n' | b'\r') | None) {
                    out.push(b' ');
                }
            }
            _ => out.push(*byte),
        }
    }
    out.trim_ascii().to_vec()
}

/// Without control characters and what turns the direction of writing: one line that shows what it says.
fn cleaned(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    clean.trim().to_owned()
}

/// The value of a field that says `text`, folded with `\r\n ` to lines of at most 76 characters; `name` is the field's name,
/// which takes room on the first line. The value does not begin with the space that follows the colon.
///
/// Plain ASCII stays plain; anything else becomes encoded words of UTF-8 (RFC 2047). Line ends and control characters in the
/// text become spaces, so nothing can begin a field of its own.
#[must_use]
pub fn encode(name: &str, text: &str) -> String {
    let text = cleaned(text);
    let plain = text.is_ascii()
        && !text.contains("=?")
        && !text.contains("  ")
        && text.split(' ').all(|word| word.len() + name.len() + 2 <= LINE_MAX);
    if plain { folded_plain(name, &text) } else { encoded(name.len() + 2, &text) }
}

fn folded_plain(name: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut column = name.len() + 2;
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            if column + 1 + word.len() > LINE_MAX {
                out.push_str("\r\n");
                column = 0;
            }
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
    out
}

/// Encoded words of the text, the first of them on a line where `column` characters stand already.
pub(crate) fn encoded(column: usize, text: &str) -> String {
    const HEAD: &str = "=?utf-8?B?";
    const TAIL: &str = "?=";
    let bytes_for = |room: usize| (room.saturating_sub(HEAD.len() + TAIL.len())) / 4 * 3;
    let full = bytes_for(WORD_MAX);
    let mut out = String::with_capacity(text.len() * 2 + 16);
    let mut room = bytes_for(LINE_MAX.saturating_sub(column).min(WORD_MAX)).max(6);
    let mut word = String::new();
    let close = |word: &mut String, out: &mut String| {
        if !out.is_empty() {
            out.push_str("\r\n ");
        }
        out.push_str(HEAD);
        out.push_str(&encodify::base64::STANDARD.encode(word.as_bytes()));
        out.push_str(TAIL);
        word.clear();
    };
    for c in text.chars() {
        if !word.is_empty() && word.len() + c.len_utf8() > room {
            close(&mut word, &mut out);
            room = full;
        }
        word.push(c);
    }
    if !word.is_empty() {
        close(&mut word, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_read_as_mail_programs_write_them() {
        for (value, text) in [
            ("=?utf-8?B?0J/RgNC10LTQu9C+0LbQtdC90LjQtQ==?=", "Предложение"),
            ("=?UTF-8?b?0J/RgNC10LTQu9C+0LbQtdC90LjQtQ?=", "Предложение"),
            ("Re: =?koi8-r?Q?=F0=D2=C9=D7=C5=D4?= !", "Re: Привет !"),
            ("=?windows-1251?Q?=CF=F0=E8=E2=E5=F2_=EC=E8=F0?=", "Привет мир"),
            // A character split between two words.
            ("=?utf-8?Q?=D0=9F=D1?= =?utf-8?Q?=80=D0=B8?=", "При"),
            ("=?utf-8?B?0J/R?=\r\n =?UTF-8?B?gNC4?=", "При"),
            // No blank between the words, none around.
            ("a=?utf-8?Q?=D0=9F?==?utf-8?Q?=D1=80?=b", "aПрb"),
            // Spaces where none may be.
            ("=?utf-8?Q?=D0=9F =D1=80?=", "П р"),
            // A language, an unknown charset, a wrong one.
            ("=?utf-8*ru?Q?=D0=9F=D1=80?=", "Пр"),
            ("=?unknown-8bit?Q?=CF=F0=E8=E2=E5=F2?=", "Привет"),
            ("=?x-nonsense?Q?=CF=F0=E8=E2=E5=F2?=", "Привет"),
            ("=?us-ascii?Q?=CF=F0=E8=E2=E5=F2?=", "Привет"),
            // Cut at the end.
            ("=?utf-8?B?0J/RgNC4", "При"),
            ("=?utf-8?B?0J/RgNC4?", "При"),
            // No words at all.
            ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
            ("1=?2", "1=?2"),
            ("=??Q?a?=", "=??Q?a?="),
            ("", ""),
        ] {
            assert_eq!(decode(value.as_bytes()), text, "{value}");
        }
    }

    #[test]
    fn bytes_without_any_code_are_guessed() {
        assert_eq!(decode(&encoding_rs::WINDOWS_1251.encode("Счёт на оплату").0), "Счёт на оплату");
        assert_eq!(decode(&encoding_rs::KOI8_R.encode("Счёт на оплату").0), "Счёт на оплату");
        assert_eq!(decode("Счёт на оплату".as_bytes()), "Счёт на оплату");
    }

    #[test]
    fn a_decoded_value_is_one_line_that_shows_what_it_says() {
        assert_eq!(decode(b"a\r\n b\nc\0d\x07"), "a b c d");
        assert_eq!(decode("=?utf-8?B?YQ0KQmNjOiB4?=".as_bytes()), "a  Bcc: x");
        assert_eq!(decode("фай\u{202e}gpj.exe".as_bytes()), "файgpj.exe");
    }

    #[test]
    fn long_texts_are_folded_and_never_split_a_character() {
        let text = "Коммерческое предложение на поставку кабельно-проводниковой продукции по вашему запросу";
        let value = encode("Subject", text);
        for (at, line) in format!("Subject: {value}").split("\r\n").enumerate() {
            assert!(line.len() <= LINE_MAX && (at == 0 || line.starts_with(' ')), "{line}");
            assert!(!decode(line.trim_start_matches("Subject: ").as_bytes()).contains('\u{fffd}'));
        }
        assert_eq!(decode(value.as_bytes()), text);
        assert_eq!(encode("Subject", "Price list"), "Price list");
    }

    #[test]
    fn nothing_in_a_text_begins_a_field_of_its_own() {
        for text in ["x\r\nBcc: spy@x", "x\nBcc: spy@x", "x\r Bcc", "я\r\nBcc: spy@x", "x\u{2028}Bcc: y"] {
            let value = encode("Subject", text);
            for (at, line) in value.split("\r\n").enumerate() {
                assert!(at == 0 || line.starts_with(' '), "{value:?}");
                assert!(!line.contains(['\r', '\n']));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_encoded_is_decoded_again(text in "\\PC{0,200}", name in "[A-Z][a-z-]{0,30}") {
            let value = encode(&name, &text);
            proptest::prop_assert_eq!(decode(value.as_bytes()), cleaned(&text));
            for line in format!("{name}: {value}").split("\r\n") {
                proptest::prop_assert!(line.len() <= 78, "{}", line);
            }
        }

        #[test]
        fn any_bytes_are_some_text_of_one_line(bytes: Vec<u8>) {
            proptest::prop_assert!(!decode(&bytes).contains(char::is_control));
        }
    }
}
