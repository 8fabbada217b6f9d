//! `POST /api/v1/calls/events`: one event of a call or a list of them, in any order, as often as the source likes.

use app::receive_call_event::receive_call_event;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use domain::call::{CallEvent, Direction, EventKind};
use domain::time::Time;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::problem::{Problem, Wrong};
use super::source;
use crate::phone;
use crate::state::AppState;

/// Most events in one request.
const MOST: usize = 500;
/// Longest text of a field, bytes.
const LONGEST: usize = 200;
/// How far from now an event may lie, seconds: further off a clock is wrong, and the call would be lost in the journal.
const AHEAD: i64 = 2 * 24 * 3600;
const BEHIND: i64 = 30 * 24 * 3600;
/// The fields of an event.
const FIELDS: [&str; 7] = ["call", "event", "at", "direction", "number", "called", "extension"];

/// What is known of a call after its events.
#[derive(Debug, Serialize)]
pub(super) struct Kept {
    /// The source's name of the call.
    call: String,
    /// Ours; text, for it is larger than a script's numbers.
    id: String,
    /// `ringing`, `talking`, `ended`, `missed`.
    state: &'static str,
    /// Extensions it rang at that belong to somebody.
    rang: Vec<String>,
    /// Extensions nobody here has: a mistake of the exchange's settings or of ours.
    nobody_at: Vec<String>,
}

/// The answer: the calls the events were about, each once.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    calls: Vec<Kept>,
}

pub(super) async fn receive(State(state): State<AppState>, headers: HeaderMap, body: Bytes) -> Result<Json<Answer>, Problem> {
    let office = source::check(&state, &headers).await?;
    let value: Value = serde_json::from_slice(&body).map_err(|why| {
        Problem::Invalid(vec![Wrong::new("body", format!("is not JSON ({why})"), "send one JSON object or a list of them")])
    })?;
    let events = read(&value, state.now(), office.language).map_err(Problem::Invalid)?;
    let calls = state
        .write(move |tx, ctx| {
            let mut kept: Vec<Kept> = Vec::new();
            for event in &events {
                let call = receive_call_event(tx, ctx, event)?;
                kept.retain(|one| one.id != call.id.to_string());
                let name = call.name().to_owned();
                let (mut rang, mut nobody_at) = (Vec::new(), Vec::new());
                for extension in call.rang.into_iter().chain(call.talked) {
                    let known = tx.employee_by_extension(&extension)?.is_some();
                    let list = if known { &mut rang } else { &mut nobody_at };
                    if !list.contains(&extension) {
                        list.push(extension);
                    }
                }
                kept.push(Kept { call: name, id: call.id.to_string(), state: call.state.code(), rang, nobody_at });
            }
            Ok(kept)
        })
        .await?;
    Ok(Json(Answer { calls }))
}

/// Reads events; every mistake of every event is named.
fn read(value: &Value, now: Time, language: crate::locale::Lang) -> Result<Vec<CallEvent>, Vec<Wrong>> {
    let list: Vec<(String, &Value)> = match value {
        Value::Array(list) => list.iter().enumerate().map(|(at, one)| (format!("[{at}]."), one)).collect(),
        one => vec![(String::new(), one)],
    };
    if list.len() > MOST {
        return Err(vec![Wrong::new("body", format!("holds {} events", list.len()), format!("send at most {MOST} at once"))]);
    }
    let mut wrongs = Vec::new();
    let events = list.into_iter().filter_map(|(place, one)| event(one, &place, now, language, &mut wrongs)).collect();
    if wrongs.is_empty() { Ok(events) } else { Err(wrongs) }
}

fn event(value: &Value, place: &str, now: Time, language: crate::locale::Lang, wrongs: &mut Vec<Wrong>) -> Option<CallEvent> {
    let Some(object) = value.as_object() else {
        wrongs.push(Wrong::new(
            format!("{place}event").trim_start_matches('.'),
            "is not an object",
            r#"send {"call": "...", "event": "ringing"}"#,
        ));
        return None;
    };
    let before = wrongs.len();
    for name in object.keys().filter(|name| !FIELDS.contains(&name.as_str())) {
        let shown: String = name.chars().take(50).collect();
        wrongs.push(Wrong::new(format!("{place}{shown}"), "is not a field of an event", cure_of_name(name)));
    }
    let mut text = |name: &str| match object.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.len() > LONGEST => {
            wrongs.push(Wrong::new(format!("{place}{name}"), "is too long", format!("send at most {LONGEST} bytes")));
            None
        }
        Some(Value::String(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        // Exchanges like to send extensions as numbers.
        Some(Value::Number(number)) if name == "extension" => Some(number.to_string()),
        Some(_) => {
            wrongs.push(Wrong::new(format!("{place}{name}"), "is not text", "put it in quotes"));
            None
        }
    };
    let (call, kind, at, direction) = (text("call"), text("event"), text("at"), text("direction"));
    let (number, called, extension) = (text("number"), text("called"), text("extension"));
    if call.as_ref().is_some_and(|call| call.contains(char::is_control)) {
        wrongs.push(Wrong::new(format!("{place}call"), "holds a control character", "send a name of visible characters"));
    }
    if call.is_none() {
        wrongs.push(Wrong::new(format!("{place}call"), "is missing", "give the call's name; all its events share it"));
    }
    let kind = kind.as_deref().and_then(EventKind::from_code);
    if kind.is_none() {
        wrongs.push(Wrong::new(format!("{place}event"), "is not known", "send ringing, answered or ended"));
    }
    let at = match at.as_deref().map(str::parse::<Timestamp>) {
        None => Some(now),
        Some(Ok(at)) if (-BEHIND..=AHEAD).contains(&Time::from(at).seconds_since(now)) => Some(Time::from(at)),
        Some(Ok(_)) => {
            wrongs.push(Wrong::new(
                format!("{place}at"),
                "is more than 2 days ahead or 30 days back",
                "set the clock of the exchange right, or leave it out for now",
            ));
            None
        }
        Some(Err(_)) => {
            wrongs.push(Wrong::new(
                format!("{place}at"),
                "is not a time",
                "write it as 2026-11-23T10:15:00+03:00, or leave it out for now",
            ));
            None
        }
    };
    let direction = match direction.as_deref() {
        None | Some("in") => Some(Direction::In),
        Some("out") => Some(Direction::Out),
        Some(_) => {
            wrongs.push(Wrong::new(format!("{place}direction"), "is not known", "send in or out"));
            None
        }
    };
    if wrongs.len() > before {
        return None;
    }
    let number = number.and_then(|number| phone::normalise(&number, language));
    Some(CallEvent { call: call?, kind: kind?, at: at?, direction: direction?, number, called, extension })
}

/// The field that was meant, or all there are.
fn cure_of_name(wrong: &str) -> String {
    match FIELDS.into_iter().find(|field| is_slip(wrong, field)) {
        Some(field) => format!("did you mean {field}?"),
        None => format!("leave it out; known: {}", FIELDS.join(", ")),
    }
}

/// Whether one word is the other with a slip: what differs between their common beginning and end is two letters at most.
fn is_slip(wrong: &str, right: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (wrong.to_lowercase().chars().collect(), right.chars().collect());
    let start = a.iter().zip(&b).take_while(|(one, other)| one == other).count();
    let end = a.iter().skip(start).rev().zip(b.iter().skip(start).rev()).take_while(|(one, other)| one == other).count();
    a.len().max(b.len()) <= start + end + 2 && start + end > 0
}

#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    of: String,
}

/// An employee a call can ring at.
#[derive(Debug, Serialize)]
pub(super) struct Extension {
    extension: String,
    name: String,
}

/// The extension of an employee, by the login or by the extension itself.
pub(super) async fn extension(
    State(state): State<AppState>,
    headers: HeaderMap,
    Query(whose): Query<Whose>,
) -> Result<Json<Extension>, Problem> {
    source::check(&state, &headers).await?;
    let asked = whose.of.clone();
    let found = state
        .read(move |tx| {
            Ok(match tx.employee_by_extension(&asked)? {
                Some(employee) => Some(employee),
                None => {
                    tx.employee_by_login(&asked.trim().to_lowercase())?.map(|(employee, _)| employee).filter(|one| one.active)
                }
            })
        })
        .await?;
    let Some(employee) = found else {
        return Err(Problem::NotFound(Wrong::new(whose.of, "is no login and no extension here", "look at the page of people")));
    };
    match employee.extension.clone() {
        Some(extension) => Ok(Json(Extension { extension, name: employee.name() })),
        None => Err(Problem::NotFound(Wrong::new(
            employee.name(),
            "has no extension",
            "enter one in their preferences or on the page of people",
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use serde_json::json;

    /// 2026-11-23T08:00:00Z.
    const NOW: Time = Time::from_micros(1_795_420_800_000_000);

    #[test]
    fn one_event_or_a_list_is_read_and_numbers_are_made_e164() {
        let one = json!({"call": "a1", "event": "ringing", "number": "8 912 345-67-89", "extension": 101});
        let events = read(&one, NOW, Lang::Ru).unwrap();
        assert_eq!(events[0].number.as_deref(), Some("+79123456789"));
        assert_eq!(events[0].extension.as_deref(), Some("101"));
        assert_eq!(events[0].at, NOW);
        let list =
            json!([one, {"call": "a1", "event": "ended", "at": "2026-11-23T10:15:00+03:00", "direction": "out", "number": null}]);
        let events = read(&list, NOW, Lang::Ru).unwrap();
        assert_eq!((events.len(), events[1].direction, events[1].number.clone()), (2, Direction::Out, None));
    }

    #[test]
    fn a_name_with_a_control_character_is_refused() {
        let wrongs = read(&json!({"call": "a\u{1f}1", "event": "ended"}), NOW, Lang::En).unwrap_err();
        assert_eq!((wrongs.len(), wrongs[0].field.as_str()), (1, "call"));
    }

    #[test]
    fn a_time_far_from_now_is_refused() {
        let at = |seconds| {
            let at = Timestamp::from_microsecond(NOW.plus_seconds(seconds).micros()).unwrap().to_string();
            read(&json!({"call": "a", "event": "ended", "at": at}), NOW, Lang::En)
        };
        assert!(at(AHEAD).is_ok() && at(-BEHIND).is_ok());
        for wrongs in [at(AHEAD + 1).unwrap_err(), at(-BEHIND - 1).unwrap_err()] {
            assert_eq!((wrongs.len(), wrongs[0].field.as_str()), (1, "at"));
        }
    }

    #[test]
    fn a_field_that_is_not_known_is_named_with_the_one_meant() {
        let wrongs =
            read(&json!([{"call": "a", "event": "ended", "extnsion": "101", "duration": 5}]), NOW, Lang::En).unwrap_err();
        let said: Vec<String> = wrongs.iter().map(|one| format!("{}: {}", one.field, one.cure)).collect();
        assert!(said.contains(&"[0].extnsion: did you mean extension?".to_owned()), "{said:?}");
        assert!(said.iter().any(|one| one.starts_with("[0].duration: leave it out")), "{said:?}");
        assert!(is_slip("Number", "number") && is_slip("evnet", "event") && !is_slip("caller_name", "call"));
    }

    #[test]
    fn every_mistake_is_named_with_its_field_and_its_cure() {
        let list = json!([{"call": "a", "event": "ringing"}, {"event": "rings", "at": "yesterday", "direction": 5}, 7]);
        let wrongs = read(&list, NOW, Lang::Ru).unwrap_err();
        let fields: Vec<&str> = wrongs.iter().map(|wrong| wrong.field.as_str()).collect();
        assert_eq!(fields, ["[1].direction", "[1].call", "[1].event", "[1].at", "[2].event"]);
        assert!(wrongs.iter().all(|wrong| !wrong.cure.is_empty()));
    }
}
