//! Raw letters changed in one place and nowhere else: the signatures of others over the rest stay true.

use crate::addresses;
use crate::fields::{Field, fields, line_end_of};
use crate::words;

/// The decoded values of all fields of this name, in order.
#[must_use]
pub fn header_values(raw: &[u8], name: &str) -> Vec<String> {
    let (found, _) = fields(raw);
    found.iter().filter(|one| one.is(raw, name)).map(|one| words::decode(bytes(raw, one))).collect()
}

/// The value of a field that says `text`: encoded (RFC 2047) and folded where it must be, with `\r\n ` between lines, without
/// the space after the colon and without a line end. `name` is the field's name. Line ends in the text become spaces.
#[must_use]
pub fn encode_header_value(name: &str, text: &str) -> String {
    words::encode(name, text)
}

/// A field's value decoded: folds, encoded words, bytes without any code.
#[must_use]
pub fn decode_header_value(value: &[u8]) -> String {
    words::decode(value)
}

/// The addresses of a list in a field's value, lower case, in order.
#[must_use]
pub fn addresses_of(value: &[u8]) -> Vec<String> {
    addresses::list(value).items.into_iter().map(|item| item.address.email).filter(|email| !email.is_empty()).collect()
}

/// A list of addresses (the value of `To`, `Cc`) without the given ones, the rest as it is; `None` when no address is left.
#[must_use]
pub fn without_addresses(value: &str, emails: &[String]) -> Option<String> {
    addresses::without(value.as_bytes(), emails).map(|left| String::from_utf8_lossy(&left).into_owned())
}

/// As [`without_addresses`], for a value that may hold bytes of any charset.
#[must_use]
pub fn without_addresses_in(value: &[u8], emails: &[String]) -> Option<Vec<u8>> {
    addresses::without(value, emails)
}

/// The letter without any field of this name.
#[must_use]
pub fn without_header(raw: &[u8], name: &str) -> Vec<u8> {
    changed(raw, |field| if field.is(raw, name) { Change::Drop } else { Change::Keep })
}

/// The letter with one field of this name that says `text`: in the place of the first there was (others of the name go), else
/// at the end of the head.
#[must_use]
pub fn with_header(raw: &[u8], name: &str, text: &str) -> Vec<u8> {
    let end = line_end_of(raw);
    let value = words::encode(name, text).replace("\r\n", end);
    let mut done = false;
    let out = changed(raw, |field| {
        if !field.is(raw, name) {
            return Change::Keep;
        }
        if std::mem::replace(&mut done, true) {
            return Change::Drop;
        }
        Change::Value(format!(" {value}").into_bytes())
    });
    if done { out } else { with_field_at_end(raw, &format!("{name}: {value}{end}")) }
}

/// The letter without these recipients in `To`, `Cc` and `Bcc`; a field that loses its last address goes.
#[must_use]
pub fn without_recipients(raw: &[u8], emails: &[String]) -> Vec<u8> {
    changed(raw, |field| {
        if !["To", "Cc", "Bcc"].iter().any(|name| field.is(raw, name)) {
            return Change::Keep;
        }
        let value = bytes(raw, field);
        match addresses::without(value, emails) {
            None => Change::Drop,
            Some(left) if left == value => Change::Keep,
            Some(left) => Change::Value(left),
        }
    })
}

/// What becomes of a field.
enum Change {
    Keep,
    Drop,
    /// This stands after the colon instead; the name and the line end stay.
    Value(Vec<u8>),
}

fn changed(raw: &[u8], mut change: impl FnMut(&Field) -> Change) -> Vec<u8> {
    let (found, _) = fields(raw);
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    for field in &found {
        out.extend_from_slice(raw.get(at..field.whole.start).unwrap_or_default());
        at = field.whole.end;
        match change(field) {
            Change::Keep => out.extend_from_slice(raw.get(field.whole.clone()).unwrap_or_default()),
            Change::Drop => {}
            Change::Value(value) => {
                out.extend_from_slice(raw.get(field.whole.start..field.value.start).unwrap_or_default());
                out.extend_from_slice(&value);
                out.extend_from_slice(raw.get(field.value.end..field.whole.end).unwrap_or_default());
            }
        }
    }
    out.extend_from_slice(raw.get(at..).unwrap_or_default());
    out
}

fn with_field_at_end(raw: &[u8], line: &str) -> Vec<u8> {
    let (found, _) = fields(raw);
    let head_end = found.last().map_or(0, |last| last.whole.end);
    let (head, rest) = raw.split_at_checked(head_end).unwrap_or((raw, &[]));
    let mut out = Vec::with_capacity(raw.len() + line.len() + 2);
    out.extend_from_slice(head);
    if !head.is_empty() && !head.ends_with(b"\n") {
        out.extend_from_slice(line_end_of(raw).as_bytes());
    }
    out.extend_from_slice(line.as_bytes());
    out.extend_from_slice(rest);
    out
}

fn bytes<'a>(raw: &'a [u8], field: &Field) -> &'a [u8] {
    raw.get(field.value.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "Received: from a\r\n\tby b\r\nDKIM-Signature: v=1; b=abc\r\nSubject: =?utf-8?B?W9Ca0J9dINCa0LDQsdC10LvRjA==?=\r\nX-Work-Type: offer\r\nTo: a@b\r\nCc: offer@type.office.example,\r\n \"c, d\" <c@d>\r\nx-work-type: other\r\n\r\nSubject: in the body\r\nX-Work-Type: body\r\n";

    fn text(raw: Vec<u8>) -> String {
        String::from_utf8(raw).unwrap()
    }

    #[test]
    fn values_are_read_decoded_and_all_of_a_name() {
        assert_eq!(header_values(LETTER.as_bytes(), "subject"), ["[КП] Кабель"]);
        assert_eq!(header_values(LETTER.as_bytes(), "X-Work-Type"), ["offer", "other"]);
        assert_eq!(header_values(LETTER.as_bytes(), "Received"), ["from a\tby b".replace('\t', " ")]);
        assert!(header_values(LETTER.as_bytes(), "Bcc").is_empty());
    }

    #[test]
    fn a_field_is_taken_out_and_nothing_else_changes() {
        let expected = LETTER.replacen("X-Work-Type: offer\r\n", "", 1).replacen("x-work-type: other\r\n", "", 1);
        assert_eq!(text(without_header(LETTER.as_bytes(), "X-Work-Type")), expected);
        assert_eq!(text(without_header(LETTER.as_bytes(), "Bcc")), LETTER);
    }

    #[test]
    fn the_subject_is_replaced_in_its_place() {
        let expected = LETTER.replace("=?utf-8?B?W9Ca0J9dINCa0LDQsdC10LvRjA==?=", "=?utf-8?B?0JrQsNCx0LXQu9GM?=");
        assert_eq!(text(with_header(LETTER.as_bytes(), "Subject", "Кабель")), expected);
        let twice = "Subject: a\nSubject: [offer] b\n\nbody";
        assert_eq!(text(with_header(twice.as_bytes(), "Subject", "a")), "Subject: a\n\nbody");
    }

    #[test]
    fn a_field_that_was_not_there_stands_at_the_end_of_the_head() {
        assert_eq!(text(with_header(b"A: b\n\nbody", "X-Y", "z")), "A: b\nX-Y: z\n\nbody");
        assert_eq!(text(with_header(b"A: b", "X-Y", "z")), "A: b\r\nX-Y: z\r\n");
        assert_eq!(text(with_header(b"\r\nbody", "X-Y", "z")), "X-Y: z\r\n\r\nbody");
        assert_eq!(text(with_header(b"", "X-Y", "z")), "X-Y: z\r\n");
    }

    #[test]
    fn a_type_address_leaves_the_recipients_and_a_field_with_it_alone_goes() {
        let emails = ["offer@type.office.example".to_owned()];
        let expected = LETTER.replace("offer@type.office.example,\r\n ", "");
        assert_eq!(text(without_recipients(LETTER.as_bytes(), &emails)), expected);
        let alone = "To: a@b\r\nCc: <offer@type.office.example>\r\n\r\nx";
        assert_eq!(text(without_recipients(alone.as_bytes(), &emails)), "To: a@b\r\n\r\nx");
    }

    #[test]
    fn a_new_value_cannot_bring_a_field_of_its_own() {
        let out = text(with_header(b"Subject: x\r\n\r\n", "Subject", "y\r\nBcc: spy@x\r\n\r\nbody"));
        assert_eq!(header_values(out.as_bytes(), "Bcc"), Vec::<String>::new());
        assert_eq!(out.matches("\r\n\r\n").count(), 1);
    }

    proptest::proptest! {
        #[test]
        fn what_is_not_touched_stays_byte_for_byte(raw: Vec<u8>, name in "[A-Za-z-]{1,10}") {
            let (found, _) = fields(&raw);
            if !found.iter().any(|one| one.is(&raw, &name)) {
                proptest::prop_assert_eq!(&without_header(&raw, &name), &raw);
            }
            proptest::prop_assert_eq!(without_recipients(&raw, &["nobody@nowhere.invalid".into()]), raw);
        }

        #[test]
        fn a_set_value_is_read_back(text in "\\PC{0,120}", head in "(A: b\r?\n){0,3}", body in "\\PC{0,40}") {
            let raw = format!("{head}\r\n{body}");
            let out = with_header(raw.as_bytes(), "Subject", &text);
            proptest::prop_assert_eq!(header_values(&out, "Subject"), vec![words::decode(words::encode("Subject", &text).as_bytes())]);
            proptest::prop_assert!(out.ends_with(body.as_bytes()));
        }
    }
}
