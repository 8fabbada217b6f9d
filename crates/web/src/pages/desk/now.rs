//! The left column: what rings, what waits, what was promised, the day so far.

use app::desk::view::{CallCard, DeskView, PromiseCard, SheetCard};
use app::model::journal::JournalLine;
use domain::call::CallState;
use domain::id::SheetId;
use maud::{Markup, html};

use super::{keys, sheet, words};
use crate::layout::Frame;
use crate::pages::letters::LettersDue;
use crate::{format, names, t};

/// Promises shown before the rest is opened.
const PROMISES: usize = 5;

/// The sheet a desk opens by itself: of the call one talks in, else of the one that rings.
pub(crate) fn urgent(desk: &DeskView) -> Option<&SheetCard> {
    // Of several that talk the one answered last: the end of an older one may have been lost on its way.
    let of = |state| desk.sheets.iter().filter(move |one| one.card.call.state == state);
    let talks = of(CallState::Talking).max_by_key(|one| (one.card.call.answered, one.card.call.id));
    talks.or_else(|| of(CallState::Ringing).next())
}

/// The sheet to switch to from `open`: running calls first, then the oldest that waits, round and round.
pub(crate) fn other(desk: &DeskView, open: Option<SheetId>) -> Option<SheetId> {
    let mut order: Vec<&SheetCard> = desk.sheets.iter().collect();
    order.sort_by_key(|one| one.card.call.state.over());
    let at = order.iter().position(|one| Some(one.sheet.id) == open);
    let next = at.map_or(0, |at| (at + 1) % order.len().max(1));
    order.get(next).map(|one| one.sheet.id).filter(|id| Some(*id) != open)
}

/// The left column.
pub(crate) fn now(frame: &Frame, desk: &DeskView, letters: &LettersDue, open: Option<SheetId>, demo: Option<bool>) -> Markup {
    let lang = frame.lang;
    let next = other(desk, open);
    let (running, waiting): (Vec<_>, Vec<_>) = desk.sheets.iter().partition(|one| !one.card.call.state.over());
    html! {
        aside.desk-now #desk-now aria-label=(t!(lang, "desk-now")) data-urgent=[urgent(desk).map(|one| one.sheet.id)] data-urgent-state=[urgent(desk).map(|one| one.card.call.state.code())] data-next=[next] {
            section {
                h2 { (t!(lang, "desk-now")) }
                @if running.is_empty() { p.muted.small { (t!(lang, "desk-now-quiet")) } }
                ul.calls aria-live="polite" { @for one in &running { (line(frame, one, open, next)) } }
                button.link.quiet type="button" data-open="dlg-call" data-chord=(keys::ENTER_CALL.code) { (t!(lang, "desk-enter-call")) " " (keys::kbd(keys::ENTER_CALL)) }
            }
            @if !waiting.is_empty() {
                section {
                    h2 { (t!(lang, "desk-waiting")) " " span.count { (waiting.len()) } }
                    ul.calls { @for one in &waiting { (line(frame, one, open, next)) } }
                }
            }
            @if !desk.colleagues.is_empty() {
                section {
                    h2 { (t!(lang, "desk-colleagues")) }
                    ul.calls { @for (at, card) in desk.colleagues.iter().enumerate() { (colleague(frame, card, at == 0)) } }
                }
            }
            (letters.section(frame))
            @if !desk.promises.is_empty() {
                section {
                    h2 { (t!(lang, "desk-promises")) " " span.count { (desk.promises.len()) } }
                    ul.promise-list { @for one in desk.promises.iter().take(PROMISES) { (promise(frame, one)) } }
                    @if desk.promises.len() > PROMISES {
                        details #more-promises data-keep-open {
                            summary { (t!(lang, "desk-more", count = desk.promises.len() - PROMISES)) }
                            ul.promise-list { @for one in desk.promises.iter().skip(PROMISES) { (promise(frame, one)) } }
                        }
                    }
                }
            }
            @if !desk.missed.is_empty() {
                section {
                    h2 { (t!(lang, "desk-missed")) " " span.count { (desk.missed.len()) } }
                    ul.calls { @for card in &desk.missed { (missed(frame, card)) } }
                }
            }
            (day(frame, desk))
            @if let Some(on) = demo {
                section {
                    button.link.quiet type="button" data-post=(if on { "/desk/demo?on=no" } else { "/desk/demo?on=yes" }) {
                        (if on { t!(lang, "desk-demo-off") } else { t!(lang, "desk-demo-on") })
                    }
                }
            }
        }
    }
}

fn line(frame: &Frame, one: &SheetCard, open: Option<SheetId>, next: Option<SheetId>) -> Markup {
    let (lang, call) = (frame.lang, &one.card.call);
    let here = open == Some(one.sheet.id);
    html! {
        li.call-line data-state=(call.state.code()) {
            a href=(format!("/?sheet={}", one.sheet.id)) data-sheet-link=(one.sheet.id) aria-current=[here.then_some("true")] {
                span.call-who { (known_name(frame, &one.card).unwrap_or_else(|| words::number(lang, call))) }
                span.call-meta {
                    @match call.state {
                        CallState::Ringing => { (words::state(lang, call)) }
                        CallState::Talking => { (clock(frame, call.answered.unwrap_or(call.started))) }
                        _ => { (format::moment(lang, &frame.tz, frame.now, call.started)) @if !one.sheet.draft.line.is_empty() { ", " (start_of(&one.sheet.draft.line)) } }
                    }
                }
            }
            @if next == Some(one.sheet.id) { (keys::kbd(keys::SWITCH)) }
        }
    }
}

fn clock(frame: &Frame, since: domain::time::Time) -> Markup {
    html! { span.clock data-since=(since.micros()) { (format::clock(frame.now.seconds_since(since).max(0))) } }
}

fn start_of(line: &str) -> String {
    let mut start: String = line.chars().take(24).collect();
    if line.chars().count() > 24 {
        start.push('…');
    }
    start
}

/// Who it may be, for a short line: the one client, or how many.
fn known_name(frame: &Frame, card: &CallCard) -> Option<String> {
    match card.matches.as_slice() {
        [] => None,
        [one] => Some(sheet::found_name(frame, one)),
        several => Some(t!(frame.lang, "desk-one-of", count = several.len())),
    }
}

fn colleague(frame: &Frame, card: &CallCard, first: bool) -> Markup {
    let lang = frame.lang;
    html! {
        li.call-line {
            span {
                span.call-who { (known_name(frame, card).unwrap_or_else(|| words::number(lang, &card.call))) }
                span.call-meta { (card.colleague.as_deref().unwrap_or_default()) }
            }
            button.button.small type="button" data-post=(format!("/desk/calls/{}/take", card.call.id)) data-chord=[first.then_some(keys::TAKE.code)] {
                (t!(lang, "desk-take")) @if first { " " (keys::kbd(keys::TAKE)) }
            }
        }
    }
}

/// To whom first, then what and when: two "call back" in a row are told apart by the name.
fn promise(frame: &Frame, card: &PromiseCard) -> Markup {
    let (lang, one) = (frame.lang, &card.promise);
    let name = card.client.as_ref().map(|(form, name)| names::client(lang, form.as_deref(), name));
    let late = one.due.is_some_and(|due| due < frame.now);
    html! {
        li.promise-line .late[late] {
            span {
                @match (one.client, name) {
                    (Some(client), Some(name)) => { a href=(format!("/clients/{client}")) { (name) } }
                    _ => { @if let Some(number) = &one.number { span.number { (format::phone(number)) } } }
                }
                span.call-meta {
                    (words::action(lang, &one.action))
                    @if let Some(due) = one.due { ", " (words::due(frame, due, one.all_day)) @if late { " · " (t!(lang, "desk-late")) } }
                    @if let (Some(number), Some(_)) = (&one.number, &card.client) { " · " span.number { (format::phone(number)) } }
                }
            }
            button.button.small type="button" data-post=(format!("/desk/promises/{}/done", one.id)) { (t!(lang, "desk-done")) }
        }
    }
}

fn missed(frame: &Frame, card: &CallCard) -> Markup {
    html! {
        li.call-line {
            span {
                span.call-who { (known_name(frame, card).unwrap_or_else(|| words::number(frame.lang, &card.call))) }
                span.call-meta { (format::moment(frame.lang, &frame.tz, frame.now, card.call.started)) }
            }
        }
    }
}

/// The day so far, as lines of the journal.
fn day(frame: &Frame, desk: &DeskView) -> Markup {
    let lang = frame.lang;
    html! {
        section {
            h2 { (t!(lang, "desk-day")) }
            @if desk.day.is_empty() { p.muted.small { (t!(lang, "desk-day-empty")) } }
            ul.day-list { @for one in &desk.day { (day_line(frame, one)) } }
        }
    }
}

fn day_line(frame: &Frame, one: &JournalLine) -> Markup {
    let credited: i64 = one.units.iter().map(|unit| unit.credited).sum();
    let name = one
        .client_name
        .as_deref()
        .filter(|name| !name.is_empty())
        .map(|name| names::person(frame.lang, name))
        .unwrap_or_else(|| words::number(frame.lang, &one.call));
    html! {
        li {
            span.day-at { (format::time(&frame.tz, one.call.started)) }
            @if let Some((sheet, _)) = one.sheet { a href=(format!("/?sheet={sheet}")) data-sheet-link=(sheet) { (name) } } @else { span { (name) } }
            @if credited > 0 { span.day-norm { "+" (format::duration(frame.lang, credited)) } }
        }
    }
}
