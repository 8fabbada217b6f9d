//! What only we may see is taken off a letter before it leaves: type addresses, the tag of the subject, `X-Work-Type`.

use std::collections::HashMap;

use domain::letter::given_type::{self, Places, Said, TypeCodes, type_address};

use super::{Asked, Change};
use crate::{addresses, words};

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
            name if RECIPIENTS.contains(&name) => known.extend(emails(value)),
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
        return (left != text).then(|| words::encode(name, &left).into_bytes());
    }
    if RECIPIENTS.contains(&low) {
        return without_types(value, domain);
    }
    None
}

/// The addresses of a list.
fn emails(value: &[u8]) -> impl Iterator<Item = String> {
    addresses::list(value).items.into_iter().map(|item| item.address.email).filter(|email| !email.is_empty())
}

/// A list of addresses without those of the types' domain, empty when nobody is left; `None` when there are none.
fn without_types(value: &[u8], domain: &str) -> Option<Vec<u8>> {
    let unwanted: Vec<String> = emails(value).filter(|email| type_address(email, domain).is_some()).collect();
    let left = match unwanted.as_slice() {
        [] => value.to_vec(),
        _ => addresses::without(value, &unwanted).unwrap_or_default(),
    };
    // Names beside other addresses, comments, and lists too broken to be taken apart must not show one either.
    let left = cut_out(left, domain);
    (left != value).then_some(left)
}

/// Every word of this domain cut out by force.
fn cut_out(mut value: Vec<u8>, domain: &str) -> Vec<u8> {
    let mark = domain.to_ascii_lowercase().into_bytes();
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<>,;:()\"".contains(byte);
    let mut from = 0;
    while !mark.is_empty() {
        let low = value.get(from..).unwrap_or_default().to_ascii_lowercase();
        let Some(at) = low.windows(mark.len()).position(|part| part == mark.as_slice()).map(|at| from + at) else { break };
        let before = value.get(..at).unwrap_or_default().trim_ascii_end();
        let Some(local) = before.strip_suffix(b"@") else {
            from = at + 1;
            continue;
        };
        let start = local.trim_ascii_end().iter().rposition(ends).map_or(0, |end| end + 1);
        value.drain(start..at + mark.len());
        // What stood around it may be one now.
        from = start.saturating_sub(mark.len());
    }
    value
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    fn list(value: &str) -> Option<String> {
        without_types(value.as_bytes(), DOMAIN).map(|bytes| String::from_utf8(bytes).unwrap().trim().to_owned())
    }

    #[test]
    fn a_type_address_is_taken_out_of_a_list_and_the_others_stay_as_they_were() {
        let cases = [
            ("offer@type.office.example", ""),
            ("offer@type.office.example, \"Petrov, Ivan\" <ivan@client.example>", "\"Petrov, Ivan\" <ivan@client.example>"),
            ("a@b.example, Offer <OFFER@Type.Office.Example>, c@d.example", "a@b.example, c@d.example"),
            (
                "=?utf-8?B?0LA=?= <a@b.example>,\n\t\"offer@type.office.example\" <offer@type.office.example>",
                "=?utf-8?B?0LA=?= <a@b.example>",
            ),
            ("Types: offer@type.office.example;", ""),
            ("a@b.example (x, y), <@relay.example:offer@type.office.example>", "a@b.example (x, y)"),
            ("\"offer@type.office.example\" <a@b.example>", "\"\" <a@b.example>"),
        ];
        for (value, left) in cases {
            assert_eq!(list(value).as_deref(), Some(left), "{value}");
        }
        assert_eq!(list("a@b.example, <c@office.example>, undisclosed:;, type.office.example"), None);
    }

    proptest! {
        #[test]
        fn whatever_the_list_the_address_is_gone(before in "([a-z@.,:;<>()\"\\\\\\[\\] \n\t]|a@b.example){0,40}", after in "([a-z@.,:;<>()\"\\\\ ]|, a@b.example){0,40}") {
            let left = list(&format!("{before}offer@type.office.example{after}"));
            prop_assert!(left.is_some_and(|left| !left.to_lowercase().contains("@type.office.example")));
        }

        #[test]
        fn any_bytes_are_a_list(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            without_types(&bytes, DOMAIN);
        }

        #[test]
        fn other_mailboxes_stay_in_their_order(locals in proptest::collection::vec("[a-z]{1,8}", 1..8), at in 0..9_usize) {
            let mut all: Vec<String> = locals.iter().map(|local| format!("\"N, {local}\" <{local}@client.example>")).collect();
            all.insert(at.min(all.len()), "offer@type.office.example".into());
            let left = list(&all.join(",\n ")).unwrap();
            let expected: Vec<String> = locals.iter().map(|local| format!("{local}@client.example")).collect();
            prop_assert_eq!(emails(left.as_bytes()).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_type_address_in_a_header_counts_though_the_envelope_has_it_not() {
        let letter = asked(&["ivan@client.example"], &[("Cc", "\"Types, all\" <offer@type.office.example>")]);
        assert!(matches!(said(&letter, &types(), DOMAIN), Said::Type(_)));
    }
}
