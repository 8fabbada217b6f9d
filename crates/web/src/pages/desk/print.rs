//! The yellow sheet on paper: one that was filled, and a blank one for the day the power is out.

use app::desk::view::SheetView;
use domain::playbook::Playbook;
use maud::{Markup, html};

use super::words;
use crate::layout::{Frame, Page, Place};
use crate::{format, names, t};

/// A filled sheet.
pub(crate) fn filled(frame: &Frame, view: &SheetView) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "desk-sheet");
    let call = &view.call;
    let body = html! {
        article.paper-sheet {
            (head(frame, &title))
            dl {
                dt { (t!(lang, "desk-paper-when")) }
                dd { (format::date(lang, format::local_date(&frame.tz, call.started))) ", " (format::time(&frame.tz, call.started))
                    @if let Some(seconds) = call.talk_seconds(frame.now) { ", " (format::duration(lang, seconds)) } }
                dt { (names::direction(lang, call.direction)) } dd { (words::number(lang, call)) }
                @if let Some(card) = &view.client { dt { (t!(lang, "desk-paper-client")) } dd { (names::client(lang, card.client.form.as_deref(), &card.client.name)) } }
                @for fact in &view.facts { dt { (fact.title) } dd { (if fact.name == "phone" { format::phone(&fact.text) } else { fact.text.clone() }) } }
                @for step in &view.steps { dt { (t!(lang, "desk-next-step")) } dd { (words::step(frame, step)) } }
                @if let Some(kind) = view.sheet.draft.not_client { dt { (t!(lang, "desk-not-client")) } dd { (words::not_client(lang, kind)) } }
                dt { (t!(lang, "desk-paper-words")) } dd.paper-line { (view.sheet.draft.line) }
                dt { (t!(lang, "desk-type")) } dd { @if let Some(kind) = super::wrapup::likely(view).filter(|_| !view.sheet.draft.matters.is_empty()) { (kind.title) } }
            }
        }
    };
    frame.page(&Page::new(&title).at(Place::Desk), &body)
}

/// A blank sheet: the facts of the playbook as lines to write on.
pub(crate) fn blank(frame: &Frame, playbook: Option<&Playbook>) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "desk-sheet");
    let body = html! {
        article.paper-sheet {
            (head(frame, &title))
            dl {
                dt { (t!(lang, "desk-paper-when")) } dd {}
                dt { (t!(lang, "desk-paper-number")) } dd {}
                @for fact in playbook.map(|book| book.facts.as_slice()).unwrap_or_default().iter().filter(|fact| fact.weight > 0 && fact.asked && fact.id != "phone") {
                    dt { (fact.title.get(lang)) } dd {}
                }
                dt { (t!(lang, "desk-next-step")) } dd {}
                dt { (t!(lang, "desk-type")) } dd {}
            }
            h2 { (t!(lang, "desk-paper-words")) }
            div.paper-rules {}
        }
    };
    frame.page(&Page::new(&title).at(Place::Desk), &body)
}

fn head(frame: &Frame, title: &str) -> Markup {
    html! {
        header.page-head {
            h1 { (title) }
            div.actions { button.button.primary type="button" data-print { (t!(frame.lang, "desk-print")) } }
            p.print-only { (frame.name) }
        }
    }
}
