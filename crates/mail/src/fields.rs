//! The head of a raw letter: its fields, where they stand, and where the body begins.

use std::ops::Range;

/// One field of the head (`Subject: x`), as places in the raw letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name, without the colon and the spaces around; empty for a line that is no field.
    pub name: Range<usize>,
    /// Everything after the colon, folds included, without the last line end.
    pub value: Range<usize>,
    /// The whole field with its line end.
    pub whole: Range<usize>,
}

impl Field {
    /// Whether the field has this name, whatever its capitals.
    #[must_use]
    pub fn is(&self, raw: &[u8], name: &str) -> bool {
        raw.get(self.name.clone()).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
    }
}

/// The fields of the head, in order, and the place where the body begins (the length of the letter when it has none).
///
/// A line that is no field (no colon, nothing before it) is one with an empty name. A first line `From ` of an mbox is such
/// a line too. An empty line ends the head; a line that begins with a space or a tab belongs to the field before it.
#[must_use]
pub fn fields(raw: &[u8]) -> (Vec<Field>, usize) {
    let mut found: Vec<Field> = Vec::new();
    let mut at = 0;
    while at < raw.len() {
        let end = line_end(raw, at);
        let text_end = without_line_end(raw, at, end);
        if text_end == at {
            return (found, end);
        }
        let folded = matches!(raw.get(at), Some(b' ' | b'\t'));
        match found.last_mut() {
            Some(last) if folded => {
                last.value.end = text_end;
                last.whole.end = end;
            }
            _ => found.push(field_of_line(raw, at, text_end, end)),
        }
        at = end;
    }
    (found, raw.len())
}

fn field_of_line(raw: &[u8], start: usize, text_end: usize, end: usize) -> Field {
    let line = raw.get(start..text_end).unwrap_or_default();
    let colon = line.iter().position(|b| *b == b':').filter(|colon| {
        let name = line.get(..*colon).unwrap_or_default().trim_ascii_end();
        !name.is_empty() && !name.iter().any(u8::is_ascii_whitespace)
    });
    match colon {
        Some(colon) => {
            let name_len = line.get(..colon).unwrap_or_default().trim_ascii_end().len();
            Field { name: start..start + name_len, value: start + colon + 1..text_end, whole: start..end }
        }
        None => Field { name: start..start, value: start..text_end, whole: start..end },
    }
}

/// The place after the line that begins at `at`.
fn line_end(raw: &[u8], at: usize) -> usize {
    raw.get(at..).and_then(|rest| rest.iter().position(|b| *b == b'\n')).map_or(raw.len(), |found| at + found + 1)
}

/// The end of a line without `\n` or `\r\n`.
fn without_line_end(raw: &[u8], start: usize, end: usize) -> usize {
    let line = raw.get(start..end).unwrap_or_default();
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    start + line.strip_suffix(b"\r").unwrap_or(line).len()
}

/// The line end the letter uses: that of its first line, `\r\n` when it has none.
#[must_use]
pub fn line_end_of(raw: &[u8]) -> &'static str {
    match raw.iter().position(|b| *b == b'\n') {
        Some(at) if at == 0 || raw.get(at - 1) != Some(&b'\r') => "\n",
        _ => "\r\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_and_values(raw: &str) -> Vec<(String, String)> {
        let (found, _) = fields(raw.as_bytes());
        found.into_iter().map(|one| (raw[one.name].to_owned(), raw[one.value].to_owned())).collect()
    }

    #[test]
    fn folded_lines_belong_to_the_field_before_them() {
        let raw = "Subject: one\r\n two\r\nTo : a@b\r\n\r\nSubject: body\r\n";
        let expected = [("Subject", " one\r\n two"), ("To", " a@b")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(names_and_values(raw), expected);
        assert_eq!(&raw[fields(raw.as_bytes()).1..], "Subject: body\r\n");
    }

    #[test]
    fn lines_that_are_no_fields_have_no_name_and_hide_nothing() {
        let raw = "From anna@office Mon Nov 23\nSubject: x\n: y\nplain words\nTo: z";
        let named: Vec<_> = names_and_values(raw).into_iter().filter(|(name, _)| !name.is_empty()).collect();
        assert_eq!(named, [("Subject".to_owned(), " x".to_owned()), ("To".to_owned(), " z".to_owned())]);
        assert_eq!(fields(raw.as_bytes()).1, raw.len());
    }

    #[test]
    fn the_fields_and_the_body_together_are_the_whole_letter() {
        for raw in ["", "\n", "a", "A: b\r\n\r\nc", " fold\nA:b\n\n", "\r\nbody"] {
            let (found, body) = fields(raw.as_bytes());
            let end = found.last().map_or(0, |last| last.whole.end);
            let head: String = found.iter().map(|one| &raw[one.whole.clone()]).collect();
            assert_eq!(format!("{head}{}{}", &raw[end..body], &raw[body..]), raw);
        }
    }
}
