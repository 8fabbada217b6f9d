//! The timeline of a client: days, newest first, each contact with its words and what it counted for.

use app::model::journal::TimelineItem;
use app::model::letter::StoredLetter;
use app::model::work::InteractionKind;
use app::open_client::TIMELINE_PAGE;
use app::receive_letter::text_of;
use maud::{Markup, html};

use super::TimelineView;
use crate::layout::Frame;
use crate::pages::letters::{letter_start, letter_subject};
use crate::ui::empty;
use crate::{format, t};

/// The heading, the search and the list.
pub(super) fn section(frame: &Frame, view: &TimelineView) -> Markup {
    let lang = frame.lang;
    let address = view.client.map(|id| format!("/clients/{id}/timeline")).unwrap_or_default();
    html! {
        div.timeline-head {
            h2 { (t!(lang, "timeline-title")) }
            form.timeline-search.no-print role="search" {
                label.visually-hidden for="timeline-q" { (t!(lang, "timeline-search")) }
                input #timeline-q type="search" name="q" value=(view.typed) autocomplete="off" placeholder=(t!(lang, "timeline-search"))
                    hx-get=(address) hx-trigger="input changed delay:150ms, search" hx-target="#timeline" hx-sync="this:replace";
            }
        }
        @if view.later && let Some(client) = view.client {
            p.no-print { a href=(format!("/clients/{client}")) { (t!(lang, "timeline-newest")) } }
        }
        div #timeline aria-live="polite" { (list(frame, view)) }
    }
}

/// The list, or that there is nothing.
pub(super) fn list(frame: &Frame, view: &TimelineView) -> Markup {
    let lang = frame.lang;
    html! {
        @if view.items.is_empty() {
            @if view.typed.trim().is_empty() { (empty(&t!(lang, "timeline-empty"), &t!(lang, "timeline-empty-help"))) }
            @else { (empty(&t!(lang, "timeline-not-found"), &t!(lang, "timeline-not-found-help"))) }
        } @else {
            ol.timeline { (items(frame, view)) }
        }
    }
}

/// The contacts of one page, with a heading where a day begins.
pub(super) fn items(frame: &Frame, view: &TimelineView) -> Markup {
    let lang = frame.lang;
    let day = |item: &TimelineItem| format::local_date(&frame.tz, item.interaction.at);
    let full = view.items.len() >= usize::try_from(TIMELINE_PAGE).unwrap_or(usize::MAX);
    html! {
        @for (n, item) in view.items.iter().enumerate() {
            @if n == 0 || day(item) != day(&view.items[n - 1]) {
                li.day { h3 { (format::day_heading(lang, &frame.tz, frame.now, item.interaction.at)) } }
            }
            (contact(frame, view, item))
        }
        @if full {
            @if let (Some(last), Some(client)) = (view.items.last(), view.client) {
                li.more.no-print {
                    button.button type="button" hx-target="closest li" hx-swap="outerHTML"
                        hx-get=(format!("/clients/{client}/timeline?q={}&at={}&id={}", crate::errors::percent(&view.typed), last.interaction.at.micros(), last.interaction.id)) { (t!(lang, "more")) }
                }
            }
        }
    }
}

fn contact(frame: &Frame, view: &TimelineView, item: &TimelineItem) -> Markup {
    let lang = frame.lang;
    let contact = &item.interaction;
    html! {
        li.contact id=(format!("contact-{}", contact.id)) {
            time.contact-time datetime=(format::machine(contact.at)) { (format::time(&frame.tz, contact.at)) }
            div.contact-body {
                p.contact-kind {
                    strong { (kind(frame, item)) }
                    @if contact.seconds > 0 { span.num { (format::clock(contact.seconds)) } }
                    span { (view.who(contact.employee)) }
                    @if let Some(call) = &item.call { @if let Some(number) = &call.number { span.num { (format::phone(number)) } } }
                }
                @if let Some(letter) = view.letters.get(&contact.id) { (letter_lines(frame, letter, &contact.text)) }
                @else if !contact.text.is_empty() { p.words { (contact.text) } }
                @if !item.units.is_empty() {
                    p.units {
                        @for unit in &item.units {
                            span.tag { (view.catalogue.work_type(lang, unit.playbook, &unit.work_type)) ", " (format::duration(lang, unit.credited)) }
                            @if !unit.note.is_empty() { " " span.muted.small { (unit.note) } }
                            @if let Some(why) = view.catalogue.over_limit(lang, unit) { " " span.muted.small { (why) } }
                        }
                    }
                }
            }
        }
    }
}

/// A letter: its subject as a link, its sender, and the whole text folded.
fn letter_lines(frame: &Frame, letter: &StoredLetter, text: &str) -> Markup {
    let text = text_of(letter, text);
    html! {
        p { a href=(format!("/letters/{}", letter.id)) { (letter_subject(frame.lang, &letter.subject)) } " " span.muted { (letter.sender) } }
        @if !text.is_empty() { details.letter-words { summary { (letter_start(text)) } p.words { (text) } } }
    }
}

fn kind(frame: &Frame, item: &TimelineItem) -> String {
    let lang = frame.lang;
    let direction = item.interaction.direction.code();
    match item.interaction.kind {
        InteractionKind::Call => t!(lang, "contact-call", direction = direction),
        InteractionKind::Letter => t!(lang, "contact-letter", direction = direction),
        InteractionKind::Document => t!(lang, "contact-document", direction = direction),
        InteractionKind::Meeting => t!(lang, "contact-meeting"),
    }
}
