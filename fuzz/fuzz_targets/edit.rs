//! One field changed, the rest byte for byte; a list of addresses less one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::edit;
use mail::fields::fields;

fuzz_target!(|raw: &[u8]| {
    // The first line is what the subject shall say.
    let (text, letter) = match raw.iter().position(|b| *b == b'\n') {
        Some(at) => (&raw[..at], &raw[at + 1..]),
        None => (&raw[..0], raw),
    };
    let text = String::from_utf8_lossy(text);
    let changed = edit::with_header(letter, "Subject", &text);
    let said = edit::header_values(&changed, "Subject");
    let value = edit::encode_header_value("Subject", &text);
    assert_eq!(said, [edit::decode_header_value(value.as_bytes())]);
    // All other fields and the body are what they were.
    let others = |raw: &[u8]| -> Vec<Vec<u8>> {
        let (found, body) = fields(raw);
        let kept = found.iter().filter(|one| !one.is(raw, "Subject") && !one.name.is_empty());
        kept.map(|one| raw[one.name.start..one.value.end].to_vec()).chain([raw[body..].to_vec()]).collect()
    };
    assert_eq!(others(&changed), others(letter));
    assert!(edit::header_values(&edit::without_header(letter, "Subject"), "Subject").is_empty());
    let gone = ["a@b".to_owned()];
    if let Some(left) = edit::without_addresses_in(letter, &gone) {
        assert!(left.len() <= letter.len());
        let before = edit::addresses_of(letter);
        let after = edit::addresses_of(&left);
        if before.len() < 10_000 {
            assert_eq!(after, before.into_iter().filter(|email| email != "a@b").collect::<Vec<_>>());
        }
    }
});
