//! The head of a letter: who, to whom, when, about what, in answer to what.

use domain::letter::{Address, Letter};
use domain::time::Time;
use mail_parser::DateTime;

use super::{ParseError, oddity};
use crate::addresses;
use crate::fields::{Field, fields};
use crate::words;

/// Most ids of `References` that are kept: the oldest and the newest ones.
const REFERENCES_MAX: usize = 200;
/// Longest id; RFC 5322 allows no longer line.
const ID_MAX: usize = 998;
/// Years mail can be of: the first network letters, and far enough.
const YEARS: std::ops::RangeInclusive<u16> = 1971..=2200;

/// Fields by which a letter is known to be one.
const KNOWN: [&str; 14] = [
    "From",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Date",
    "Received",
    "Return-Path",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Delivered-To",
    "Reply-To",
    "Sender",
];

/// The letter as its head tells it.
pub(super) fn read(raw: &[u8], odd: &mut Vec<&'static str>) -> Result<Letter, ParseError> {
    let (all, body) = fields(raw);
    let head = Head { raw, fields: &all };
    if !KNOWN.iter().any(|name| head.first(name).is_some()) {
        return Err(ParseError::NoHead { looked_at: body });
    }
    if ["From", "Subject", "Date", "Message-ID"].iter().any(|name| head.all(name).nth(1).is_some()) {
        odd.push(oddity::REPEATED_FIELDS);
    }
    let letter = Letter {
        message_id: head.all("Message-ID").flat_map(ids).next(),
        in_reply_to: head.all("In-Reply-To").flat_map(ids).take(REFERENCES_MAX).collect(),
        references: shortened(head.all("References").flat_map(ids).collect()),
        subject: head.first("Subject").map(words::decode).unwrap_or_default(),
        from: head.addresses("From", odd),
        sender: head.addresses("Sender", odd).into_iter().next(),
        reply_to: head.addresses("Reply-To", odd),
        to: head.addresses("To", odd),
        cc: head.addresses("Cc", odd),
        bcc: head.addresses("Bcc", odd),
        date: date(&head, odd),
        ..Letter::default()
    };
    if !letter.from.iter().any(|one| !one.email.is_empty()) {
        odd.push(oddity::NO_FROM);
    }
    Ok(letter)
}

/// The fields of one head.
struct Head<'a> {
    raw: &'a [u8],
    fields: &'a [Field],
}

impl<'a> Head<'a> {
    fn all(&self, name: &'static str) -> impl Iterator<Item = &'a [u8]> {
        let raw = self.raw;
        let own = self.fields.iter().filter(move |one| one.is(raw, name));
        own.map(move |one| raw.get(one.value.clone()).unwrap_or_default())
    }

    fn first(&self, name: &'static str) -> Option<&'a [u8]> {
        self.all(name).next()
    }

    /// The addresses of all fields of a name; some programs write one field for each recipient.
    fn addresses(&self, name: &'static str, odd: &mut Vec<&'static str>) -> Vec<Address> {
        let mut found: Vec<Address> = Vec::new();
        for value in self.all(name) {
            found.extend(addresses::list(value).items.into_iter().map(|item| item.address));
            if found.len() >= addresses::ADDRESSES_MAX {
                found.truncate(addresses::ADDRESSES_MAX);
                odd.push(oddity::TRUNCATED);
                break;
            }
        }
        found.retain(|one| !one.email.is_empty() || !one.name.is_empty());
        found
    }
}

fn date(head: &Head<'_>, odd: &mut Vec<&'static str>) -> Option<Time> {
    let mut values = head.all("Date").peekable();
    if values.peek().is_none() {
        odd.push(oddity::NO_DATE);
        return None;
    }
    let found = values.find_map(moment);
    if found.is_none() {
        odd.push(oddity::BAD_DATE);
    }
    found
}

/// A moment of a `Date` value (RFC 5322, 3.3, with its obsolete forms).
pub(super) fn moment(value: &[u8]) -> Option<Time> {
    let text = String::from_utf8(words::unfolded(value)).ok()?;
    let date = DateTime::parse_rfc822(&with_seconds(&text))?;
    // A leap second is the second after it.
    let leap = date.second == 60;
    let date = DateTime { second: if leap { 59 } else { date.second }, ..date };
    let in_month = days_of(date.year, date.month)?;
    let valid = date.is_valid() && YEARS.contains(&date.year) && date.day <= in_month;
    let seconds = date.to_timestamp() + i64::from(leap);
    valid.then(|| Time::from_micros(seconds.saturating_mul(1_000_000)))
}

/// Seconds may be left out (RFC 5322, 3.3); the parser wants them.
fn with_seconds(text: &str) -> String {
    let is_short_clock = |word: &str| {
        word.split_once(':').is_some_and(|(hour, minute)| {
            let digits = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
            digits(hour) && digits(minute)
        })
    };
    let words = text.split_whitespace().map(|word| if is_short_clock(word) { format!("{word}:00") } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

/// Days of a month.
fn days_of(year: u16, month: u8) -> Option<u8> {
    match month {
        4 | 6 | 9 | 11 => Some(30),
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => Some(29),
        2 => Some(28),
        1..=12 => Some(31),
        _ => None,
    }
}

/// The ids of a value, without angle brackets: those in brackets, or where there are none the words with an `@`.
pub(super) fn ids(value: &[u8]) -> Vec<String> {
    let text = words::decode(value);
    let clean = |id: &str| id.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut found: Vec<String> = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once('<') {
        let Some((id, behind)) = after.split_once('>') else {
            found.push(clean(after));
            break;
        };
        // "<a<b@c>": the inner one is the id.
        found.push(clean(id.rsplit('<').next().unwrap_or_default()));
        rest = behind;
    }
    if found.is_empty() {
        found = text.split_whitespace().filter(|word| word.contains('@')).map(clean).collect();
    }
    if found.is_empty() {
        found.extend(text.split_whitespace().next().filter(|_| !text.contains(' ')).map(clean));
    }
    found.retain(|id| !id.is_empty() && id.len() <= ID_MAX);
    found
}

/// The oldest id and the newest ones of a list too long.
fn shortened(mut ids: Vec<String>) -> Vec<String> {
    if ids.len() > REFERENCES_MAX {
        ids.drain(1..=ids.len() - REFERENCES_MAX);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_brackets_and_without() {
        assert_eq!(ids(b" <a@b> <c@d>\r\n <e@f>"), ["a@b", "c@d", "e@f"]);
        assert_eq!(ids(b"Your letter of Monday <a@b>"), ["a@b"]);
        assert_eq!(ids(b"a@b"), ["a@b"]);
        assert_eq!(ids(b"<a@b"), ["a@b"]);
        assert_eq!(ids(b"<a@\r\n b>"), ["a@b"]);
        assert_eq!(ids(b"1234567"), ["1234567"]);
        assert_eq!(ids(b"letter of Monday"), Vec::<String>::new());
        assert_eq!(ids(b"<>"), Vec::<String>::new());
    }

    #[test]
    fn dates_are_read_or_refused_and_never_invented() {
        let at = |text: &str| moment(text.as_bytes()).map(Time::micros).map(|micros| micros / 1_000_000);
        assert_eq!(at("Mon, 23 Nov 2026 11:13:51 +0000 (UTC)"), Some(1_795_432_431));
        assert_eq!(at("Mon, 23 Nov 2026 14:13:51 +0300"), Some(1_795_432_431));
        assert_eq!(at("23 Nov 26 11:13 GMT"), Some(1_795_432_380));
        for absurd in ["", "yesterday", "31 Feb 2026 10:00 +0000", "23 Nov 2026 25:00 +0000", "1 Jan 9999 00:00 +0000"] {
            assert_eq!(at(absurd), None, "{absurd}");
        }
    }

    #[test]
    fn a_very_long_list_of_references_keeps_its_ends() {
        let long = (0..1000).map(|at| format!("{at}@x")).collect();
        let short = shortened(long);
        assert_eq!((short.len(), short[0].as_str(), short[199].as_str()), (200, "0@x", "999@x"));
    }
}
