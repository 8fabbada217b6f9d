//! Delivery status notifications (RFC 3464).

use domain::letter::{Bounce, BounceAction, FailedRecipient, Letter, clean_email};

use super::head::ids;
use crate::fields::fields;
use crate::words;

/// Most recipients of one report that are kept.
const RECIPIENTS_MAX: usize = 1000;

/// What the letter reports, when one of its parts is a delivery status; `None` for any other letter.
pub(super) fn read(letter: &Letter, contents: &[Vec<u8>]) -> Option<Bounce> {
    let part = |wanted: &[&str]| {
        let at = letter.attachments.iter().position(|one| wanted.contains(&one.mime.as_str()))?;
        contents.get(at).map(Vec::as_slice)
    };
    let status = part(&["message/delivery-status", "message/global-delivery-status"])?;
    let recipients: Vec<FailedRecipient> = groups(status).filter_map(recipient).take(RECIPIENTS_MAX).collect();
    let original = part(&["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"]);
    Some(Bounce { original: original.and_then(original_id), recipients })
}

/// The `Message-ID` of the letter a report is about, from that letter or its head.
pub(super) fn original_id(raw: &[u8]) -> Option<String> {
    let raw = raw.trim_ascii_start();
    let (found, _) = fields(raw);
    let value = found.iter().find(|one| one.is(raw, "Message-ID"))?;
    ids(raw.get(value.value.clone()).unwrap_or_default()).into_iter().next()
}

/// The groups of fields of a status part, parted by empty lines.
fn groups(status: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = status.trim_ascii_start();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (_, end) = fields(rest);
        let (group, after) = rest.split_at_checked(end.max(1)).unwrap_or((rest, &[]));
        rest = after;
        while let [b'\r' | b'\n', tail @ ..] = rest {
            rest = tail;
        }
        Some(group)
    })
}

fn recipient(group: &[u8]) -> Option<FailedRecipient> {
    let (found, _) = fields(group);
    let value = |name: &str| {
        let field = found.iter().find(|one| one.is(group, name))?;
        let text = words::decode(group.get(field.value.clone()).unwrap_or_default());
        // Folds leave more blanks than were meant.
        Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
    };
    let email = value("Final-Recipient").or_else(|| value("Original-Recipient"))?;
    let status = value("Status").map(|text| text.split([' ', '(']).next().unwrap_or_default().to_owned()).unwrap_or_default();
    let action = BounceAction::of(&value("Action").unwrap_or_default(), &status);
    let said = value("Diagnostic-Code").map(|text| without_type(&text).to_owned()).unwrap_or_default();
    Some(FailedRecipient { email: clean_email(without_type(&email)), action, status, said })
}

/// `rfc822; a@b`, `smtp; 550 ...`: what follows the type.
fn without_type(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest)) if !kind.trim().contains(' ') => rest.trim(),
        _ => value.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_of_a_report_is_one_recipient() {
        let status = b"Reporting-MTA: dns; mx\r\nArrival-Date: x\r\n\r\n\r\nFinal-Recipient: rfc822; A@b\r\nAction: failed\r\nStatus: 5.1.1 (unknown)\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n no such user\r\n\r\nOriginal-Recipient: rfc822;c@d\r\nAction: delayed\r\nStatus: 4.4.1\r\n";
        let found: Vec<_> = groups(status).filter_map(recipient).collect();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].email.as_str(), found[0].action, found[0].status.as_str()), ("a@b", BounceAction::Failed, "5.1.1"));
        assert_eq!(found[0].said, "550 5.1.1 no such user");
        assert_eq!((found[1].email.as_str(), found[1].action), ("c@d", BounceAction::Delayed));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_as_a_status_part_end(bytes: Vec<u8>) {
            let _ = groups(&bytes).filter_map(recipient).count();
            let _ = original_id(&bytes);
        }
    }
}
