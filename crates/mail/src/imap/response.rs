//! What an answer of an IMAP server says. What is not understood is passed over: servers have words of their own.

use std::ops::RangeInclusive;

use domain::time::Time;

use super::sink::Flags;
use super::value::{Reader, Value};
use super::wire::{Frame, Piece};

/// How a command ended, or what the server tells by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Ok,
    No,
    Bad,
    Bye,
    PreAuth,
}

/// A status with its response code (`UIDVALIDITY 12`) and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Status {
    pub(crate) kind: Kind,
    pub(crate) code: String,
    pub(crate) text: String,
}

/// The letter's bytes in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Body {
    Bytes(Vec<u8>),
    Skipped(u64),
}

/// What FETCH tells of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Fetch {
    pub(crate) uid: Option<u32>,
    pub(crate) flags: Option<Flags>,
    pub(crate) size: Option<u64>,
    pub(crate) date: Option<Time>,
    pub(crate) body: Option<Body>,
}

/// What STATUS tells of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) messages: u64,
    pub(crate) unseen: u64,
    pub(crate) uid_next: u64,
    pub(crate) uid_validity: u64,
    pub(crate) mod_seq: u64,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Response {
    Continue(String),
    Tagged { tag: String, status: Status },
    Untagged(Status),
    Capability(Vec<String>),
    Enabled(Vec<String>),
    List { attributes: Vec<String>, delimiter: Option<char>, wire: String },
    Exists(u32),
    Expunge,
    Fetch(Fetch),
    Search(Vec<u32>),
    Vanished { earlier: bool, uids: Vec<RangeInclusive<u32>> },
    Counts(Counts),
    Other,
}

/// Reads an answer.
pub(crate) fn read(frame: Frame) -> Response {
    let Some(Piece::Text(first)) = frame.first() else { return Response::Other };
    let line = String::from_utf8_lossy(first).into_owned();
    if let Some(rest) = line.strip_prefix('+') {
        return Response::Continue(rest.trim_start().to_owned());
    }
    let (tag, rest) = line.split_once(' ').unwrap_or((&line, ""));
    if tag != "*" {
        return status(rest).map_or(Response::Other, |status| Response::Tagged { tag: tag.to_owned(), status });
    }
    let (word, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let number = word.parse::<u32>().ok();
    let word = word.to_ascii_uppercase();
    match (number, word.as_str()) {
        (Some(number), _) => numbered(number, rest, frame, &line),
        (None, "OK" | "NO" | "BAD" | "BYE" | "PREAUTH") => {
            status(line.get(2..).unwrap_or_default()).map_or(Response::Other, Response::Untagged)
        }
        (None, "CAPABILITY") => Response::Capability(words(rest)),
        (None, "ENABLED") => Response::Enabled(words(rest)),
        (None, "SEARCH") => Response::Search(rest.split_ascii_whitespace().filter_map(|word| word.parse().ok()).collect()),
        (None, "VANISHED") => vanished(rest),
        (None, "LIST") => list(frame, line.len() - rest.len()).unwrap_or(Response::Other),
        (None, "STATUS") => counts(frame, line.len() - rest.len()).unwrap_or(Response::Other),
        _ => Response::Other,
    }
}

fn numbered(number: u32, rest: &str, frame: Frame, line: &str) -> Response {
    let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
    match word.to_ascii_uppercase().as_str() {
        "EXISTS" => Response::Exists(number),
        "EXPUNGE" => Response::Expunge,
        "FETCH" => fetch(frame, line.len() - after.len()).map_or(Response::Other, Response::Fetch),
        _ => Response::Other,
    }
}

fn status(text: &str) -> Option<Status> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let kind = match word.to_ascii_uppercase().as_str() {
        "OK" => Kind::Ok,
        "NO" => Kind::No,
        "BAD" => Kind::Bad,
        "BYE" => Kind::Bye,
        "PREAUTH" => Kind::PreAuth,
        _ => return None,
    };
    let (code, text) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).unwrap_or(("", rest));
    Some(Status { kind, code: code.to_owned(), text: text.trim().to_owned() })
}

/// Words in capitals.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split_ascii_whitespace().map(str::to_ascii_uppercase).collect()
}

fn vanished(rest: &str) -> Response {
    let upper = rest.to_ascii_uppercase();
    let earlier = upper.starts_with("(EARLIER)");
    let set = upper.trim_start_matches("(EARLIER)").trim();
    let uids = set.split(',').filter_map(|part| {
        let (from, to) = part.split_once(':').unwrap_or((part, part));
        let (from, to) = (from.parse::<u32>().ok()?, to.parse::<u32>().ok()?);
        Some(from.min(to)..=from.max(to))
    });
    Response::Vanished { earlier, uids: uids.collect() }
}

fn list(frame: Frame, from: usize) -> Option<Response> {
    let mut reader = Reader::new(frame, from);
    let Value::List(attributes) = reader.next()? else { return None };
    let attributes = attributes.iter().filter_map(|one| one.text().map(|text| text.to_ascii_lowercase())).collect();
    let delimiter = reader.next()?.text().filter(|text| !text.eq_ignore_ascii_case("NIL")).and_then(|text| text.chars().next());
    let wire = reader.next()?.text()?;
    Some(Response::List { attributes, delimiter, wire })
}

fn counts(frame: Frame, from: usize) -> Option<Response> {
    let mut reader = Reader::new(frame, from);
    reader.next()?;
    let Value::List(items) = reader.next()? else { return None };
    let mut counts = Counts::default();
    for (name, value) in items.iter().zip(items.iter().skip(1)).step_by(2) {
        let value = value.text()?.parse().unwrap_or_default();
        match name.text()?.to_ascii_uppercase().as_str() {
            "MESSAGES" => counts.messages = value,
            "UNSEEN" => counts.unseen = value,
            "UIDNEXT" => counts.uid_next = value,
            "UIDVALIDITY" => counts.uid_validity = value,
            "HIGHESTMODSEQ" => counts.mod_seq = value,
            _ => {}
        }
    }
    Some(Response::Counts(counts))
}

fn fetch(frame: Frame, from: usize) -> Option<Fetch> {
    let Value::List(items) = Reader::new(frame, from).next()? else { return None };
    let mut fetch = Fetch::default();
    let mut items = items.into_iter();
    while let (Some(name), Some(value)) = (items.next(), items.next()) {
        let name = name.text().unwrap_or_default().to_ascii_uppercase();
        match name.as_str() {
            "UID" => fetch.uid = value.text().and_then(|text| text.parse().ok()).filter(|uid| *uid > 0),
            "FLAGS" => fetch.flags = flags(&value),
            "RFC822.SIZE" => fetch.size = value.text().and_then(|text| text.parse().ok()),
            "INTERNALDATE" => fetch.date = value.text().and_then(|text| date(&text)),
            _ if name.starts_with("BODY[") || name == "RFC822" => {
                fetch.body = match value {
                    Value::Bytes(bytes) => Some(Body::Bytes(bytes)),
                    Value::Skipped(size) => Some(Body::Skipped(size)),
                    Value::Atom(_) | Value::List(_) => None,
                };
            }
            _ => {}
        }
    }
    Some(fetch)
}

fn flags(value: &Value) -> Option<Flags> {
    let Value::List(items) = value else { return None };
    let mut flags = Flags::default();
    for item in items {
        match item.text()?.to_ascii_lowercase().as_str() {
            "\\seen" => flags.seen = true,
            "\\answered" => flags.answered = true,
            "\\flagged" => flags.flagged = true,
            "\\draft" => flags.draft = true,
            "\\deleted" => flags.deleted = true,
            "$forwarded" => flags.forwarded = true,
            _ => {}
        }
    }
    Some(flags)
}

/// `17-Jul-1996 02:44:25 -0700`
fn date(text: &str) -> Option<Time> {
    let at = jiff::fmt::strtime::parse("%d-%b-%Y %H:%M:%S %z", text.trim()).ok()?.to_timestamp().ok()?;
    Some(Time::from_micros(at.as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> Response {
        read(vec![Piece::Text(line.as_bytes().to_vec())])
    }

    #[test]
    fn a_letter_is_read_with_its_flags_and_its_date() {
        let frame = vec![
            Piece::Text(
                b"* 3 FETCH (UID 17 X-NEW (1 (2)) FLAGS (\\Seen $Forwarded) INTERNALDATE \" 7-Jul-1996 02:44:25 -0700\" BODY[] "
                    .to_vec(),
            ),
            Piece::Literal(b"Subject: )\r\n".to_vec()),
            Piece::Text(b" RFC822.SIZE 12)".to_vec()),
        ];
        let Response::Fetch(fetch) = read(frame) else { panic!("not a FETCH") };
        assert_eq!((fetch.uid, fetch.size), (Some(17), Some(12)));
        assert_eq!(fetch.body, Some(Body::Bytes(b"Subject: )\r\n".to_vec())));
        assert_eq!(fetch.flags, Some(Flags { seen: true, forwarded: true, ..Flags::default() }));
        assert_eq!(fetch.date, Some(Time::from_micros(836_732_665_000_000)));
    }

    #[test]
    fn names_of_folders_come_in_every_way_of_writing() {
        for (line, name) in [
            (r#"* LIST (\HasNoChildren \Sent) "/" Sent"#, "Sent"),
            (r#"* LIST () NIL "a \"b\" \\ c""#, r#"a "b" \ c"#),
            (r#"* list () "." INBOX"#, "INBOX"),
        ] {
            assert!(matches!(text(line), Response::List { wire, .. } if wire == name), "{line}");
        }
        let frame = vec![Piece::Text(br#"* LIST (\Marked) "/" "#.to_vec()), Piece::Literal(b"x".to_vec()), Piece::Text(vec![])];
        assert!(matches!(read(frame), Response::List { wire, delimiter: Some('/'), .. } if wire == "x"));
    }

    #[test]
    fn counts_ends_and_what_vanished_are_read() {
        assert_eq!(
            text("* STATUS \"a b\" (MESSAGES 3 UIDNEXT 9 HIGHESTMODSEQ 77)"),
            Response::Counts(Counts { messages: 3, uid_next: 9, mod_seq: 77, ..Counts::default() })
        );
        assert_eq!(text("* VANISHED (EARLIER) 1:3,9"), Response::Vanished { earlier: true, uids: vec![1..=3, 9..=9] });
        let Response::Tagged { tag, status } = text("a1 NO [AUTHENTICATIONFAILED] wrong") else { panic!("no end") };
        assert_eq!((tag.as_str(), status.kind, status.code.as_str()), ("a1", Kind::No, "AUTHENTICATIONFAILED"));
    }

    #[test]
    fn nonsense_is_passed_over() {
        let deep = format!("* 1 FETCH {}", "(".repeat(100_000));
        for line in [
            "",
            "*",
            "* ",
            "* 1",
            "* FETCH",
            "* 1 FETCH (",
            "* 1 FETCH (UID",
            "* LIST",
            "* 99999999999 EXISTS",
            "* STATUS x (A",
            &deep,
        ] {
            drop(text(line));
        }
        assert_eq!(text("* 1 FETCH )))"), Response::Other);
    }
}
