//! The wrap-up: the type of the work, the next step, a second matter, and the one key that records.

use app::desk::view::{SheetView, TypeView};
use domain::call::CallState;
use maud::{Markup, html};

use super::{keys, words};
use crate::layout::Frame;
use crate::{format, t};

/// Types shown before "all types" is opened.
const SHOWN: usize = 5;
/// Most matters of one call.
const MATTERS: usize = 4;

/// The type that Enter would record for the first matter.
pub(crate) fn likely(view: &SheetView) -> Option<&TypeView> {
    let chosen = view.sheet.draft.matters.first().and_then(|matter| matter.work_type.as_deref());
    match chosen {
        Some(id) => view.types.iter().find(|one| one.id == id),
        None => view.types.first(),
    }
}

/// The wrap-up of a sheet in work.
pub(crate) fn wrapup(frame: &Frame, view: &SheetView) -> Markup {
    let lang = frame.lang;
    let over = view.call.state.over();
    let likely = likely(view);
    let norm = likely.map_or(0, |one| one.norm) + further_norms(view);
    html! {
        div.wrapup #wrapup .is-open[over] role="group" aria-label=(t!(lang, "desk-wrapup")) {
            (types(frame, view, likely))
            (matters(frame, view))
            div.wrap-row {
                label.wrap-label for="next-step" { (t!(lang, "desk-next-step")) " " (keys::kbd(keys::STEP)) }
                input #next-step .paper data-field="next_step" type="text" autocomplete="off" value=(view.sheet.draft.next_step.as_deref().unwrap_or_default())
                    placeholder=(step_hint(frame, view));
            }
            div.wrap-end {
                button.button.primary #record type="button" data-record data-accept=[likely.map(|one| one.id.as_str())]
                    aria-disabled=[view.not_ready.is_some().then_some("true")] aria-describedby="record-why" {
                    (t!(lang, "desk-record"))
                    @if norm > 0 { span.record-norm { " + " (format::duration(lang, norm)) } }
                    " " kbd { "Enter" }
                }
                p #record-why .who-note {
                    @if let Some(why) = view.not_ready { (words::not_ready(lang, why)) }
                    @else if view.call.state == CallState::Missed { (t!(lang, "desk-ready-missed")) }
                    @else { (t!(lang, "desk-ready")) }
                }
                @if view.sheet.interaction.is_some() {
                    button.button type="button" data-post=(format!("/desk/sheets/{}/leave", view.sheet.id)) data-chord=(keys::LEAVE.code) { (t!(lang, "desk-leave")) " " (keys::kbd(keys::LEAVE)) }
                }
                a.link-quiet href=(format!("/desk/sheets/{}/print", view.sheet.id)) { (t!(lang, "desk-print")) }
            }
        }
    }
}

/// What the matters after the first one add.
fn further_norms(view: &SheetView) -> i64 {
    let chosen = view.sheet.draft.matters.iter().skip(1).filter_map(|matter| matter.work_type.as_deref());
    chosen.filter_map(|id| view.types.iter().find(|one| one.id == id)).map(|one| one.norm).sum()
}

fn step_hint(frame: &Frame, view: &SheetView) -> String {
    if view.steps.is_empty() {
        return t!(frame.lang, "desk-step-placeholder");
    }
    view.steps.iter().map(|step| words::step(frame, step)).collect::<Vec<_>>().join("; ")
}

fn types(frame: &Frame, view: &SheetView, likely: Option<&TypeView>) -> Markup {
    let lang = frame.lang;
    let beyond = view.types.iter().skip(SHOWN).position(|one| likely.is_some_and(|l| l.id == one.id)).is_some();
    html! {
        fieldset.types #types aria-labelledby="types-label" {
            div.types-head {
                span.wrap-label #types-label { (t!(lang, "desk-type")) " " (keys::kbd(keys::TYPES)) }
                @if view.sheet.draft.matters.len() < MATTERS {
                    button.link.quiet.wrap-more type="button" data-matter-add data-chord=(keys::MATTER.code) { (t!(lang, "desk-matter-add")) " " (keys::kbd(keys::MATTER)) }
                }
            }
            div.type-list {
                @for (at, one) in view.types.iter().take(SHOWN).enumerate() { (kind(frame, one, at, likely)) }
                @if view.types.len() > SHOWN {
                    details #more-types data-keep-open open[beyond] {
                        summary { (t!(lang, "desk-all-types", count = view.types.len() - SHOWN)) }
                        @for (at, one) in view.types.iter().enumerate().skip(SHOWN) { (kind(frame, one, at, likely)) }
                    }
                }
            }
        }
    }
}

fn kind(frame: &Frame, one: &TypeView, at: usize, likely: Option<&TypeView>) -> Markup {
    let lang = frame.lang;
    let is_likely = likely.is_some_and(|l| l.id == one.id);
    html! {
        label.type-one .is-likely[is_likely] title=(one.portrait.lines().next().unwrap_or_default()) {
            input id=(format!("type-{}", one.id)) type="radio" name="type" value=(one.id) data-digit=[(at < 9).then_some(at + 1)] checked[is_likely];
            @if at < 9 { kbd { (at + 1) } } @else { span {} }
            span.type-title {
                b { (one.title) }
                @if is_likely { span.type-why { (words::reason(lang, &one.reason).unwrap_or_else(|| t!(lang, "desk-likeliest"))) } }
            }
            span.type-norm {
                @if one.norm > 0 { (format::duration(lang, one.norm)) } @else { (t!(lang, "desk-no-norm")) }
                @if one.provisional { abbr title=(t!(lang, "desk-provisional")) { "*" } }
            }
        }
    }
}

fn matters(frame: &Frame, view: &SheetView) -> Markup {
    let lang = frame.lang;
    let more: Vec<_> = view.sheet.draft.matters.iter().skip(1).collect();
    html! {
        @for (at, matter) in more.iter().enumerate() {
            @let n = at + 2;
            div.wrap-row.matter data-matter=(at + 1) {
                label.wrap-label for=(format!("matter-{n}")) { (t!(lang, "desk-matter", n = n)) }
                select id=(format!("matter-{n}")) data-matter-type {
                    option value="" { (t!(lang, "desk-choose-type")) }
                    @for one in &view.types {
                        option value=(one.id) selected[matter.work_type.as_deref() == Some(one.id.as_str())] { (one.title) " · " (format::duration(lang, one.norm)) }
                    }
                }
                input.paper id=(format!("matter-note-{n}")) data-matter-note type="text" autocomplete="off" value=(matter.note) aria-label=(t!(lang, "desk-matter-note")) placeholder=(t!(lang, "desk-matter-note"));
                button.link type="button" data-matter-drop { (t!(lang, "desk-matter-drop")) }
            }
        }
    }
}

/// What stands under a sheet that is recorded.
pub(crate) fn recorded(frame: &Frame, view: &SheetView) -> Markup {
    let lang = frame.lang;
    html! {
        div.wrapup.is-open #wrapup {
            p { strong { (t!(lang, "desk-recorded")) } " " (t!(lang, "desk-recorded-help")) }
            p.actions {
                button.button type="button" data-post=(format!("/desk/sheets/{}/reopen", view.sheet.id)) { (t!(lang, "desk-reopen")) }
                button.button type="button" data-post=(format!("/desk/sheets/{}/undo", view.sheet.id)) { (t!(lang, "desk-undo")) }
                a.button href="/" { (t!(lang, "desk-close-sheet")) }
            }
        }
    }
}
