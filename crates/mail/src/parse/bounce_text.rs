//! Bounces written as plain text, of mail systems that know no RFC 3464: qmail and old Exim. Only where their wording is certain.

use domain::letter::{Bounce, BounceAction, FailedRecipient, Letter, clean_email};

use super::bounce::original_id;
use crate::edit::header_values;

/// What the letter reports; `None` when it is not certainly a report.
pub(super) fn read(raw: &[u8], letter: &Letter) -> Option<Bounce> {
    let robot = letter.from.iter().any(|one| {
        let local = one.email.split('@').next().unwrap_or_default();
        matches!(local, "mailer-daemon" | "postmaster")
    });
    if !robot {
        return None;
    }
    qmail(&letter.text).or_else(|| exim(raw, &letter.text))
}

/// "Hi. This is the qmail-send program at host." The format is fixed by its author (QSBMF).
fn qmail(text: &str) -> Option<Bounce> {
    let (report, rest) = text.split_once("--- Below this line is a copy of the message.").unwrap_or((text, ""));
    if !report.trim_start().starts_with("Hi. This is the") {
        return None;
    }
    let recipients: Vec<FailedRecipient> = report
        .split("\n\n")
        .filter_map(|paragraph| {
            let (first, said) = paragraph.trim().split_once('\n').unwrap_or((paragraph.trim(), ""));
            let email = first.trim().strip_prefix('<')?.strip_suffix(">:")?;
            Some(failed(email, said, BounceAction::Failed))
        })
        .collect();
    (!recipients.is_empty()).then(|| Bounce { original: original_id(rest.trim_start().as_bytes()), recipients })
}

/// Exim without a status part: the field `X-Failed-Recipients`, and its fixed first line.
fn exim(raw: &[u8], text: &str) -> Option<Bounce> {
    if !text.trim_start().starts_with("This message was created automatically by mail delivery software") {
        return None;
    }
    let (report, copy) = text.split_once("\n------ This is a copy of ").unwrap_or((text, ""));
    let delayed = report.contains("has not been delivered to one or more of its recipients");
    let action = if delayed { BounceAction::Delayed } else { BounceAction::Failed };
    let mut recipients: Vec<FailedRecipient> = Vec::new();
    for paragraph in report.split("\n\n") {
        // "  a@b" alone on its line, what was said about it below, indented more.
        let mut open: Option<(String, Vec<&str>)> = None;
        for line in paragraph.lines() {
            let word = line.trim();
            let indent = line.len() - line.trim_start().len();
            if indent > 0 && indent < 4 && word.contains('@') && !word.contains(' ') {
                recipients.extend(open.take().map(|(email, said)| failed(&email, &said.join(" "), action)));
                open = Some((word.to_owned(), Vec::new()));
            } else if let Some((_, said)) = open.as_mut().filter(|_| indent >= 4) {
                said.push(word);
            }
        }
        recipients.extend(open.map(|(email, said)| failed(&email, &said.join(" "), action)));
    }
    if recipients.is_empty() && !delayed {
        let named = header_values(raw, "X-Failed-Recipients");
        let emails = named.iter().flat_map(|value| value.split(',')).map(str::trim).filter(|one| one.contains('@'));
        recipients = emails.map(|email| failed(email, "", action)).collect();
    }
    let original = copy.split_once('\n').and_then(|(_, head)| original_id(head.trim_start().as_bytes()));
    (!recipients.is_empty()).then_some(Bounce { original, recipients })
}

fn failed(email: &str, said: &str, action: BounceAction) -> FailedRecipient {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    FailedRecipient { email: clean_email(email), action, status: status_in(&said).unwrap_or_default(), said }
}

/// The first enhanced status code (RFC 3463) in a text: `#5.1.1`, `550 5.1.1`.
fn status_in(said: &str) -> Option<String> {
    said.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(|word| {
        let parts: Vec<&str> = word.trim_matches('.').split('.').collect();
        let good = parts.len() == 3
            && matches!(parts.first(), Some(&("4" | "5")))
            && parts.iter().all(|part| !part.is_empty() && part.len() <= 3);
        good.then(|| parts.join("."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::letter::Address;

    fn report(text: &str, head: &str) -> Option<Bounce> {
        let letter = Letter { from: vec![Address::new("", "MAILER-DAEMON@mx")], text: text.into(), ..Letter::default() };
        read(head.as_bytes(), &letter)
    }

    #[test]
    fn a_report_of_qmail_is_understood() {
        let text = "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<a@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n<c@d.example>:\nUser's mailbox is full\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <x@y>\nMessage-ID: <1@ours>\nSubject: x\n\nbody";
        let found = report(text, "").unwrap();
        assert_eq!(found.original.as_deref(), Some("1@ours"));
        let expected = [("a@b.example", "5.1.1"), ("c@d.example", "")];
        assert_eq!(found.recipients.iter().map(|one| (one.email.as_str(), one.status.as_str())).collect::<Vec<_>>(), expected);
        assert!(found.failed());
    }

    #[test]
    fn a_report_of_exim_is_understood() {
        let text = "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  a@b.example\n    host mx.b.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<a@b.example>:\n    550 5.1.1 User unknown\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <x@y>\nMessage-ID: <2@ours>\n\nbody";
        let found = report(text, "X-Failed-Recipients: a@b.example\n\n").unwrap();
        assert_eq!(found.original.as_deref(), Some("2@ours"));
        assert_eq!((found.recipients.len(), found.recipients[0].status.as_str()), (1, "5.1.1"));
        let delayed = "This message was created automatically by mail delivery software.\nA message that you sent has not been delivered to one or more of its recipients after more than 24 hours\n\n  a@b.example\n";
        assert!(!report(delayed, "").unwrap().failed());
    }

    #[test]
    fn what_is_not_certainly_a_report_is_none() {
        assert_eq!(report("Hi. This is Anna.", ""), None);
        assert_eq!(report("Hi. This is the qmail-send program.", ""), None);
        let person = Letter { text: "Hi. This is the qmail-send program\n\n<a@b>:\nx".into(), ..Letter::default() };
        assert_eq!(read(b"", &person), None);
    }
}
