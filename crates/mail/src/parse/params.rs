//! Parameters of `Content-Type` and `Content-Disposition`, names of files in every way programs write them.

use std::collections::BTreeMap;

use crate::transfer::percent;
use crate::{charset, words};

/// The value before the parameters, lower case, and the parameters by their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Params {
    /// `text/plain`, `attachment`; empty when there is none.
    pub value: String,
    pieces: BTreeMap<String, Vec<u8>>,
}

/// Most parameters that are read.
const PARAMS_MAX: usize = 200;
/// Longest name of a file that is kept, characters.
const NAME_MAX: usize = 200;

impl Params {
    /// Reads a field's value.
    pub(super) fn read(value: &[u8]) -> Self {
        let value = words::unfolded(value);
        let mut parts = split(&value).into_iter();
        let first = parts.next().unwrap_or_default();
        let mut found = Self { value: lower(first), pieces: BTreeMap::new() };
        for part in parts.take(PARAMS_MAX) {
            let Some(equals) = part.iter().position(|b| *b == b'=') else { continue };
            let (name, own) = part.split_at(equals);
            let name = lower(name);
            if !name.is_empty() {
                found.pieces.entry(name).or_insert_with(|| unquoted(own.get(1..).unwrap_or_default()));
            }
        }
        found
    }

    /// A parameter as plain text.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.decoded(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// RFC 2231: `name*=charset'language'%D0...`, `name*0*=...; name*1=...`; else `name=` with or without encoded words.
    fn decoded(&self, name: &str) -> Option<String> {
        if let Some(bytes) = self.pieces.get(&format!("{name}*")) {
            let (charset, rest) = charset_and_rest(bytes);
            return Some(charset::decode(charset.as_deref(), &percent(rest)).text);
        }
        let mut joined: Vec<u8> = Vec::new();
        let mut charset = None;
        for number in 0..PARAMS_MAX {
            if let Some(bytes) = self.pieces.get(&format!("{name}*{number}*")) {
                let rest = if number == 0 {
                    let (own, rest) = charset_and_rest(bytes);
                    charset = own;
                    rest
                } else {
                    bytes
                };
                joined.extend(percent(rest));
            } else if let Some(bytes) = self.pieces.get(&format!("{name}*{number}")) {
                joined.extend_from_slice(bytes);
            } else {
                break;
            }
        }
        if !joined.is_empty() {
            let text = charset::decode(charset.as_deref(), &joined).text;
            return Some(if charset.is_none() { words::decode(text.as_bytes()) } else { text });
        }
        self.pieces.get(name).map(|bytes| {
            // Some programs write percent codes without saying so.
            let text = words::decode(bytes);
            let undone = percent(text.as_bytes());
            match std::str::from_utf8(&undone) {
                Ok(other) if text.is_ascii() && !other.is_ascii() => other.to_owned(),
                _ => text,
            }
        })
    }

    /// A name of a file: without folders, control characters and characters no file system takes.
    pub(super) fn file_name(&self, name: &str) -> Option<String> {
        let text = self.get(name)?;
        let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
        let clean: String = last
            .chars()
            .filter(|c| !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
            .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
            .collect();
        let clean = clean.trim().trim_start_matches('.').trim();
        Some(shortened(clean)).filter(|text| !text.is_empty())
    }
}

/// A name too long, with its ending.
fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME_MAX {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').filter(|(_, ending)| ending.len() <= 10).unwrap_or((name, ""));
    let stem: String = stem.chars().take(NAME_MAX - ending.chars().count() - 1).collect();
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// `utf-8'ru'%D0...`: the charset and what follows the second apostrophe.
fn charset_and_rest(bytes: &[u8]) -> (Option<String>, &[u8]) {
    let mut marks = bytes.iter().enumerate().filter(|(_, b)| **b == b'\'').map(|(at, _)| at);
    let (Some(first), Some(second)) = (marks.next(), marks.next()) else { return (None, bytes) };
    let charset = String::from_utf8_lossy(bytes.get(..first).unwrap_or_default()).into_owned();
    (Some(charset).filter(|name| !name.is_empty()), bytes.get(second + 1..).unwrap_or_default())
}

/// Split at semicolons outside quotes and comments.
fn split(value: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let (mut from, mut quoted, mut escaped) = (0, false, false);
    for (at, byte) in value.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                parts.push(value.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(value.get(from..).unwrap_or_default());
    parts
}

/// A parameter's value without quotes and escapes. A backslash before anything but a quote or itself belongs to a path of
/// Windows and stays.
fn unquoted(raw: &[u8]) -> Vec<u8> {
    let raw = raw.trim_ascii();
    let Some(inner) = raw.strip_prefix(b"\"") else {
        // A comment may follow: `charset=utf-8 (Unicode)`.
        return match raw.windows(2).position(|pair| pair == b" (") {
            Some(at) if !raw.contains(&b'.') => raw.get(..at).unwrap_or_default().to_vec(),
            _ => raw.to_vec(),
        };
    };
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => break,
            b'\\' if matches!(bytes.peek(), Some(b'"' | b'\\')) => out.extend(bytes.next()),
            _ => out.push(byte),
        }
    }
    out
}

fn lower(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw.trim_ascii()).to_ascii_lowercase();
    text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(value: &str) -> String {
        Params::read(value.as_bytes()).file_name("filename").unwrap_or_default()
    }

    #[test]
    fn names_of_files_are_read_however_they_are_written() {
        for (value, expected) in [
            ("attachment; filename=\"price.xls\"", "price.xls"),
            ("attachment; filename=price list.xls", "price list.xls"),
            ("attachment; filename*=utf-8''%D0%9F%D1%80%D0%B0%D0%B9%D1%81.xls", "Прайс.xls"),
            ("attachment; filename*=koi8-r'ru'%F0%D2%C1%CA%D3.xls", "Прайс.xls"),
            ("attachment; filename*0*=utf-8''%D0%9F%D1%80%D0; filename*1*=%B0%D0%B9%D1%81; filename*2=.xls", "Прайс.xls"),
            ("attachment; filename*0=price; filename*1=.xls", "price.xls"),
            ("attachment; filename*0=\"=?utf-8?B?0J/RgNCw0Lk=?=\"; filename*1=\" =?utf-8?B?0YEueGxz?=\"", "Прайс.xls"),
            ("attachment; filename=\"=?utf-8?B?0J/RgNCw0LnRgS54bHM=?=\"", "Прайс.xls"),
            ("attachment; filename==?utf-8?B?0J/RgNCw0LnRgS54bHM=?=", "Прайс.xls"),
            ("attachment; filename=\"%D0%9F%D1%80%D0%B0%D0%B9%D1%81.xls\"", "Прайс.xls"),
            ("attachment; filename=\"100%25.xls\"", "100%25.xls"),
            ("attachment; filename=\"C:\\Docs\\price.xls\"", "price.xls"),
            ("attachment; filename=\"../../etc/passwd\"", "passwd"),
            ("attachment; filename=\"a\\\"b.xls\"", "a_b.xls"),
            ("attachment; filename=\"фото\u{202e}gpj.exe\"", "фотоgpj.exe"),
            ("attachment; filename=\"..\"", ""),
            ("attachment; FileName = \"x.pdf\" ; size=1", "x.pdf"),
            ("attachment; filename=\"unclosed.pdf", "unclosed.pdf"),
            ("attachment", ""),
            ("", ""),
        ] {
            assert_eq!(name(value), expected, "{value}");
        }
        let raw = encoding_rs::WINDOWS_1251.encode("attachment; filename=\"Прайс-лист.xls\"").0;
        assert_eq!(Params::read(&raw).file_name("filename").as_deref(), Some("Прайс-лист.xls"));
    }

    #[test]
    fn a_name_too_long_keeps_its_ending() {
        let long = name(&format!("attachment; filename=\"{}.docx\"", "я".repeat(5000)));
        assert_eq!(long.chars().count(), NAME_MAX);
        assert!(long.ends_with(".docx"));
    }

    #[test]
    fn types_and_charsets_are_read_with_their_comments() {
        let found = Params::read(b" Text/PLAIN ; charset=\"KOI8-R\"; format=flowed (x)");
        assert_eq!((found.value.as_str(), found.get("charset").as_deref()), ("text/plain", Some("KOI8-R")));
        assert_eq!(found.get("format").as_deref(), Some("flowed"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_some_parameters(bytes: Vec<u8>) {
            let found = Params::read(&bytes);
            let name = found.file_name("filename").unwrap_or_default();
            proptest::prop_assert!(!name.contains(['/', '\\', '\0']));
        }
    }
}
