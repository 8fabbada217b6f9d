//! Events as lines of text: for scripts, for the terminal and for the moves kept on a sheet.

use super::event::Event;
use crate::playbook::Playbook;
use crate::sheet::NotClient;

/// What a line says: an event, or "suggestion N was said", which needs the suggestions shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// An event.
    Event(Event),
    /// Suggestion number N, from 1, was said.
    Say(usize),
}

/// Why a line cannot be understood, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}; {cure}")]
pub struct LineError {
    /// What is wrong.
    pub what: String,
    /// What to write.
    pub cure: String,
}

fn wrong(what: impl Into<String>, cure: impl Into<String>) -> LineError {
    LineError { what: what.into(), cure: cure.into() }
}

/// Longest promise understood: a week.
const LONGEST_PROMISE: u32 = 7 * 24 * 60;

/// Reads one line of a talk. `None` for an empty line or a comment (`#`).
///
/// # Errors
/// The line is no event, names an unknown fact or phrase, or lacks its value.
pub fn parse_line(playbook: &Playbook, line: &str) -> Result<Option<Line>, LineError> {
    let line = line.trim().trim_start_matches('\u{feff}');
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let alone = ["confirmed", "hurry", "calm", "closing", "reason", "inconvenient", "client"];
    if alone.contains(&word) && !rest.is_empty() {
        return Err(wrong(format!("\"{rest}\" after {word} means nothing"), format!("write {word} and nothing more")));
    }
    let event = match word {
        "caller" if rest.is_empty() => return Err(wrong("nothing is said", "write caller and the caller's words")),
        "caller" => Event::CallerSaid { text: rest.to_owned() },
        "answer" => answer(playbook, rest)?,
        "say" => return say(playbook, rest).map(Some),
        "ask" => Event::AskedFact { fact: fact(playbook, rest)? },
        "fact" => {
            let (name, value) = rest.split_once('=').ok_or_else(|| wrong("the fact has no value", "write fact NAME=VALUE"))?;
            let (fact, value) = (fact(playbook, name.trim())?, value.trim());
            if value.is_empty() {
                return Err(wrong(format!("the value of {fact} is empty"), format!("write fact {fact}=VALUE, or refuse {fact}")));
            }
            Event::FactKnown { fact, value: value.to_owned() }
        }
        "forget" => Event::FactForgotten { fact: fact(playbook, rest)? },
        "refuse" => Event::FactRefused { fact: fact(playbook, rest)? },
        "promise" => Event::Promised { minutes: minutes(rest)? },
        "not_client" => Event::NotClient { kind: not_client(rest)? },
        "confirmed" => Event::PersonConfirmed,
        "hurry" => Event::Hurry,
        "calm" => Event::Calm,
        "closing" => Event::Closing,
        "reason" => Event::ReasonGiven,
        "inconvenient" => Event::Inconvenient,
        "client" => Event::Client,
        _ => {
            return Err(wrong(
                format!("\"{word}\" is no event"),
                "write one of: caller TEXT, answer, say N, ask NAME, fact NAME=VALUE, refuse NAME, hurry, promise 12m, closing, \
                 not_client KIND (all are in docs/playbook.md)",
            ));
        }
    };
    Ok(Some(Line::Event(event)))
}

fn answer(playbook: &Playbook, rest: &str) -> Result<Event, LineError> {
    let (have, position) = match rest {
        "" | "yes" => (None, None),
        "no" => (Some(false), None),
        id if playbook.position(id).is_some() || playbook.answers.iter().any(|one| one.id == id) => (None, Some(id.to_owned())),
        other => {
            return Err(wrong(
                format!("\"{other}\" is no position and no answer of the playbook"),
                "write answer, answer no, or answer ID",
            ));
        }
    };
    Ok(Event::Answered { have, position })
}

fn say(playbook: &Playbook, rest: &str) -> Result<Line, LineError> {
    if let Ok(number) = rest.parse::<usize>() {
        return Ok(Line::Say(number));
    }
    match playbook.variant(rest) {
        Some(_) => Ok(Line::Event(Event::SaidPhrase { variant: rest.to_owned() })),
        None => Err(wrong(
            format!("\"{rest}\" is no suggestion and no phrase"),
            "write say 1, say 2 or say 3, or the id of a phrase as shown",
        )),
    }
}

fn fact(playbook: &Playbook, name: &str) -> Result<String, LineError> {
    playbook.fact_by_name(name).map(|fact| fact.id.clone()).ok_or_else(|| {
        let known = playbook.facts.iter().map(|fact| fact.id.as_str()).collect::<Vec<_>>().join(", ");
        wrong(format!("the playbook has no fact \"{name}\""), format!("known: {known}"))
    })
}

fn not_client(rest: &str) -> Result<NotClient, LineError> {
    let kinds = || NotClient::ALL.map(NotClient::code).join(", ");
    NotClient::from_code(&rest.replace('_', "-"))
        .ok_or_else(|| wrong(format!("\"{rest}\" is no kind of \"not a client\""), format!("one of: {}", kinds())))
}

/// `12m`, `12`, `12 min`, `2h`, `1h30m` in minutes.
fn minutes(rest: &str) -> Result<u16, LineError> {
    let error = || wrong(format!("\"{rest}\" is no time"), "write promise 12m or promise 2h, at most a week");
    let mut total: u32 = 0;
    let mut digits = String::new();
    let mut unit = String::new();
    let mut parts: Vec<(u32, String)> = Vec::new();
    for letter in rest.chars().filter(|letter| !letter.is_whitespace()).chain(std::iter::once('0')) {
        if letter.is_ascii_digit() {
            if !unit.is_empty() {
                parts.push((digits.parse().map_err(|_| error())?, std::mem::take(&mut unit)));
                digits.clear();
            }
            digits.push(letter);
        } else {
            unit.push(letter);
        }
    }
    digits.pop();
    if !digits.is_empty() {
        parts.push((digits.parse().map_err(|_| error())?, String::new()));
    }
    for (number, unit) in parts {
        let each = match unit.to_lowercase().trim_end_matches('.') {
            "" | "m" | "min" | "mins" | "minute" | "minutes" | "м" | "мин" | "минут" | "минуту" | "минуты" => {
                1
            }
            "h" | "hour" | "hours" | "ч" | "час" | "часа" | "часов" => 60,
            _ => return Err(error()),
        };
        total = total.saturating_add(number.saturating_mul(each));
    }
    u16::try_from(total).ok().filter(|minutes| (1..=LONGEST_PROMISE).contains(&u32::from(*minutes))).ok_or_else(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_promise_is_read_as_people_write_it() {
        for (text, expected) in
            [("12m", 12), ("12", 12), ("12 min", 12), ("2h", 120), ("1h30m", 90), ("1h 30", 90), ("15 мин", 15), ("1 час", 60)]
        {
            assert_eq!(minutes(text), Ok(expected), "{text}");
        }
        for text in ["", "soon", "0m", "-5", "12x", "99999h", "m", "99999999999999"] {
            assert!(minutes(text).is_err(), "{text}");
        }
    }
}
