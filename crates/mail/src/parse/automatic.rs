//! What the head says about the sender being a machine.

use domain::letter::Automatic;

use crate::fields::fields;
use crate::words;

/// What says that a machine sent the letter (RFC 3834, RFC 2919, and the habits of mail programs).
pub(super) fn read(raw: &[u8]) -> Automatic {
    let mut found = Automatic::default();
    let (all, _) = fields(raw);
    for field in &all {
        let name = raw.get(field.name.clone()).unwrap_or_default();
        // The head of a letter of ten thousand fields: decode only what is asked for.
        let value = || words::decode(raw.get(field.value.clone()).unwrap_or_default()).to_lowercase();
        match name.to_ascii_lowercase().as_slice() {
            b"auto-submitted" | b"autosubmitted" => {
                let value = value();
                let word = value.split([';', '(', ' ']).next().unwrap_or_default().to_owned();
                if !word.is_empty() && found.submitted.as_deref().is_none_or(|own| own == "no") {
                    found.submitted = Some(word);
                }
            }
            b"precedence" => {
                found.precedence.get_or_insert_with(value);
            }
            b"list-id" | b"list-unsubscribe" | b"list-post" => found.list = true,
            b"x-auto-response-suppress" => found.suppressed |= !matches!(value().as_str(), "" | "none"),
            b"return-path" => found.empty_sender |= value().replace(' ', "") == "<>",
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_of_machines_are_read() {
        let found = read(b"Auto-Submitted: Auto-Replied (vacation)\nPrecedence: Bulk\nX-Auto-Response-Suppress: All\nReturn-Path: <>\nList-Id: <x>\n\n");
        let expected = Automatic {
            submitted: Some("auto-replied".into()),
            precedence: Some("bulk".into()),
            list: true,
            suppressed: true,
            empty_sender: true,
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_letter_of_a_person_has_none() {
        let found = read(b"Auto-Submitted: no\nReturn-Path: <a@b>\nX-Auto-Response-Suppress: None\n\nPrecedence: bulk");
        assert_eq!(found, Automatic { submitted: Some("no".into()), ..Automatic::default() });
    }
}
