//! A corpus of odd and hostile letters: ours, and those the parser's own source comes with. Each becomes a letter or a clear
//! error, in a bounded time.

mod hostile;
mod odd;
mod parsers_own;

use std::time::{Duration, Instant};

use yellowsheet_mail::edit;
use yellowsheet_mail::files::letters;
use yellowsheet_mail::html::{Options, safe};
use yellowsheet_mail::parse::{HTML_MAX, ParseError, TEXT_MAX, take_apart};

/// Longest time one letter may take, in a build without optimisation on a machine that does other things too.
const TIME_MAX: Duration = Duration::from_secs(20);

#[expect(clippy::disallowed_methods, reason = "the test measures how long a letter takes")]
fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = what();
    (done, start.elapsed())
}

/// Takes the letter apart and shows, changes and searches it as the program would; says what is wrong with the outcome.
fn complaint(raw: &[u8]) -> Option<String> {
    let (outcome, took) = timed(|| take_apart(raw));
    if took > TIME_MAX {
        return Some(format!("took {took:?}"));
    }
    let parsed = match outcome {
        Ok(parsed) => parsed,
        Err(ParseError::Failed { .. }) => return Some("the parser failed".into()),
        Err(error) => return error.to_string().is_empty().then(|| "an error that says nothing".into()),
    };
    let letter = parsed.letter;
    if letter.attachments.len() != parsed.contents.len() {
        return Some("attachments and contents differ in number".into());
    }
    if letter.text.len() > TEXT_MAX || letter.html.as_ref().is_some_and(|html| html.len() > HTML_MAX) {
        return Some("longer than is kept".into());
    }
    let all = serde_json::to_string(&letter).unwrap_or_default();
    if all.contains("\\u0000") {
        return Some("NUL characters are left".into());
    }
    let (shown, took) = timed(|| letter.html.as_deref().map(|html| safe(html, &Options { remote: false, cid: |_: &str| None })));
    if took > TIME_MAX {
        return Some(format!("making the HTML safe took {took:?}"));
    }
    if shown.is_some_and(|shown| shown.html.to_lowercase().contains("<script")) {
        return Some("a script is left".into());
    }
    let (changed, took) = timed(|| edit::with_header(&edit::without_header(raw, "X-Work-Type"), "Subject", "тема"));
    if took > TIME_MAX || edit::header_values(&changed, "Subject") != ["тема"] {
        return Some(format!("the subject was not replaced ({took:?})"));
    }
    None
}

#[test]
fn every_odd_letter_becomes_what_people_would_read() {
    let all = odd::letters();
    assert!(all.len() >= 40, "{}", all.len());
    let mut wrong = Vec::new();
    for one in all {
        let letter = take_apart(&one.raw).unwrap_or_else(|error| panic!("{}: {error}", one.name)).letter;
        let found = (one.look)(&letter);
        if found != one.expected {
            wrong.push(format!("{}: {found:?} instead of {:?}", one.name, one.expected));
        }
        wrong.extend(complaint(&one.raw).map(|complaint| format!("{}: {complaint}", one.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_hostile_letter_is_a_letter_or_a_clear_error_in_a_bounded_time() {
    let all = hostile::letters();
    assert!(all.len() >= 30, "{}", all.len());
    for (name, raw) in all {
        let (found, took) = timed(|| complaint(&raw));
        println!("{took:?} {name}");
        assert_eq!(found, None, "{name}");
    }
}

#[test]
fn a_hostile_letter_on_a_small_stack_does_not_overflow_it() {
    let work = || {
        hostile::letters()
            .iter()
            .filter(|(_, raw)| raw.len() < 4_000_000)
            .filter(|(_, raw)| matches!(take_apart(raw), Err(ParseError::Failed { .. })))
            .count()
    };
    let thread = std::thread::Builder::new().stack_size(1024 * 1024).spawn(work).unwrap();
    assert_eq!(thread.join().unwrap(), 0);
}

#[test]
fn the_letters_the_parser_is_tested_with_all_become_letters() {
    let all = parsers_own::letters();
    assert!(all.len() >= 100, "{} letters", all.len());
    for (path, raw) in all {
        assert_eq!(complaint(&raw), None, "{}", path.display());
        let parsed = take_apart(&raw);
        assert!(parsed.is_ok(), "{}: {parsed:?}", path.display());
        // And with the other kind of line ends.
        let other = raw.iter().filter(|b| **b != b'\r').copied().collect::<Vec<u8>>();
        let other = other.split(|b| *b == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]);
        assert_eq!(complaint(&other), None, "{} with CRLF", path.display());
    }
}

#[test]
fn the_maildir_the_parser_is_tested_with_is_read() {
    let folder = parsers_own::resources().join("maildir");
    let found: Vec<_> = letters(&folder).map(Result::unwrap).collect();
    assert!(found.len() >= 6 && found.iter().any(|one| one.folder == "My Folder/Nested Folder"), "{found:?}");
    assert!(found.iter().any(|one| one.flags.seen) && found.iter().any(|one| one.flags.draft));
}
