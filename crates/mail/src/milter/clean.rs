//! What only we may see is taken off a letter before it leaves: type addresses, the tag of the subject, `X-Work-Type`.

use std::collections::HashMap;

use domain::letter::given_type::{self, Places, Said, TypeCodes, type_address};

use super::{Asked, Change, addresses, words};

/// The header that gives a type.
const HEADER: &str = "x-work-type";
/// Headers that carry the subject; Outlook repeats it in the second.
const SUBJECTS: [&str; 2] = ["subject", "thread-topic"];
/// Headers that name recipients.
const RECIPIENTS: [&str; 9] =
    ["to", "cc", "bcc", "reply-to", "resent-to", "resent-cc", "resent-bcc", "mail-followup-to", "apparently-to"];

/// What the author said about the type of this letter, in its envelope and its headers.
#[must_use]
pub fn said(asked: &Asked, types: &[TypeCodes], domain: &str) -> Said {
    let mut known: Vec<String> = asked.recipients.clone();
    let (mut subjects, mut headers) = (Vec::new(), Vec::new());
    for (name, value) in &asked.headers {
        match name.to_ascii_lowercase().as_str() {
            HEADER => headers.push(words::decode(value)),
            "subject" => subjects.push(words::decode(value)),
            name if RECIPIENTS.contains(&name) => known.extend(addresses::of(value)),
            _ => {}
        }
    }
    given_type::find(types, domain, Places { addresses: &known, subjects: &subjects, headers: &headers })
}

/// The recipients that stay when type addresses are gone. Without any, the letter goes to nobody.
#[must_use]
pub fn recipients_left<'a>(asked: &'a Asked, domain: &str) -> Vec<&'a str> {
    asked.recipients.iter().map(String::as_str).filter(|one| type_address(one, domain).is_none()).collect()
}

/// What to change so that nothing of the type leaves.
#[must_use]
pub fn changes(asked: &Asked, types: &[TypeCodes], domain: &str) -> Vec<Change> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut found = Vec::new();
    for (name, value) in &asked.headers {
        let low = name.to_ascii_lowercase();
        let index = seen.entry(low.clone()).or_default();
        *index += 1;
        if let Some(value) = cleaned(&low, name, value, types, domain) {
            let (name, index) = (name.clone(), *index);
            found.push(match value.trim_ascii() {
                [] => Change::RemoveHeader { name, index },
                _ => Change::ReplaceHeader { name, index, value },
            });
        }
    }
    // From the last to the first: a header that goes must not move the numbers of those still to change.
    found.reverse();
    let mut gone: Vec<&String> = asked.recipients.iter().filter(|one| type_address(one, domain).is_some()).collect();
    gone.sort();
    gone.dedup();
    found.extend(gone.into_iter().cloned().map(Change::RemoveRecipient));
    found
}

/// Another value for a header, empty when it goes; `None` when it stays.
fn cleaned(low: &str, name: &str, value: &[u8], types: &[TypeCodes], domain: &str) -> Option<Vec<u8>> {
    if low == HEADER {
        return Some(Vec::new());
    }
    if SUBJECTS.contains(&low) {
        let text = words::decode(value);
        let left = given_type::without_tags(types, &text);
        return (left != text).then(|| words::encode(name, &left));
    }
    if RECIPIENTS.contains(&low) {
        return addresses::without(name, value, domain);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOMAIN: &str = "type.office.example";

    fn types() -> Vec<TypeCodes> {
        vec![TypeCodes { id: "letter-offer".into(), codes: vec!["offer".into()] }]
    }

    fn asked(recipients: &[&str], headers: &[(&str, &str)]) -> Asked {
        Asked {
            recipients: recipients.iter().map(|&one| one.to_owned()).collect(),
            headers: headers.iter().map(|&(name, value)| (name.to_owned(), value.as_bytes().to_vec())).collect(),
            ..Asked::default()
        }
    }

    #[test]
    fn everything_that_names_the_type_goes_and_nothing_else_changes() {
        let letter = asked(
            &["ivan@client.example", "offer@type.office.example", "Offer@type.office.example"],
            &[
                ("From", "anna@office.example"),
                ("X-Work-Type", "offer"),
                ("To", "ivan@client.example"),
                ("cc", "offer@type.office.example"),
                ("Subject", "[t: offer] Cable"),
                ("x-work-type", "offer"),
            ],
        );
        let remove = |name: &str, index| Change::RemoveHeader { name: name.into(), index };
        let expected = [
            remove("x-work-type", 2),
            Change::ReplaceHeader { name: "Subject".into(), index: 1, value: b"Cable".to_vec() },
            remove("cc", 1),
            remove("X-Work-Type", 1),
            Change::RemoveRecipient("Offer@type.office.example".into()),
            Change::RemoveRecipient("offer@type.office.example".into()),
        ];
        assert_eq!(changes(&letter, &types(), DOMAIN), expected);
        assert_eq!(recipients_left(&letter, DOMAIN), ["ivan@client.example"]);
        assert!(matches!(said(&letter, &types(), DOMAIN), Said::Type(one) if one.code == "letter-offer"));
    }

    #[test]
    fn a_letter_without_a_type_is_not_touched() {
        let letter =
            asked(&["ivan@client.example"], &[("To", "Ivan <ivan@client.example>"), ("Subject", "=?utf-8?B?0LA=?= [x]")]);
        assert_eq!(changes(&letter, &types(), DOMAIN), []);
        assert_eq!(said(&letter, &types(), DOMAIN), Said::Nothing);
    }

    #[test]
    fn a_type_address_in_a_header_counts_though_the_envelope_has_it_not() {
        let letter = asked(&["ivan@client.example"], &[("Cc", "\"Types, all\" <offer@type.office.example>")]);
        assert!(matches!(said(&letter, &types(), DOMAIN), Said::Type(_)));
    }
}
