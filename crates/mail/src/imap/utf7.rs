//! Modified UTF-7: how IMAP writes the names of folders (RFC 3501, 5.1.3).

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const MUTF7: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

/// The name for people. What is not modified UTF-7 stays as it is: a name is shown, not judged.
pub(crate) fn decode(wire: &str) -> String {
    let mut name = String::with_capacity(wire.len());
    let mut rest = wire;
    while let Some((before, after)) = rest.split_once('&') {
        name.push_str(before);
        let Some((code, tail)) = after.split_once('-') else {
            name.push('&');
            rest = after;
            continue;
        };
        match shifted(code) {
            Some(text) => name.push_str(&text),
            None => {
                name.push('&');
                name.push_str(code);
                name.push('-');
            }
        }
        rest = tail;
    }
    name.push_str(rest);
    name
}

fn shifted(code: &str) -> Option<String> {
    if code.is_empty() {
        return Some("&".into());
    }
    let bytes = MUTF7.decode(code).ok()?;
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_standard_and_of_russian_servers_are_read() {
        for (wire, name) in [
            ("~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/\u{53f0}\u{5317}/\u{65e5}\u{672c}\u{8a9e}"),
            (
                "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-",
                "\u{41e}\u{442}\u{43f}\u{440}\u{430}\u{432}\u{43b}\u{435}\u{43d}\u{43d}\u{44b}\u{435}",
            ),
            ("R&-D", "R&D"),
            ("INBOX", "INBOX"),
        ] {
            assert_eq!(decode(wire), name);
        }
    }

    #[test]
    fn a_broken_name_is_shown_as_it_came() {
        for broken in ["A&B", "&!!-x", "&2D0-", "a&"] {
            assert_eq!(decode(broken), broken);
        }
    }
}
