//! The type picker beside Send: the suggestion first with its reason, then the others, each with norm and portrait.

use domain::letter::suggest::Suggestion;
use domain::playbook::{Playbook, SpecialType, WorkType};
use maud::{Markup, html};

use super::words;
use crate::layout::Frame;
use crate::pages::portraits;
use crate::{format, t};

/// Types offered with a digit.
const DIGITS: usize = 9;

/// What the picker shows.
pub(super) struct Picker<'a> {
    pub playbook: &'a Playbook,
    /// Every type one may choose, the likeliest first.
    pub suggestions: &'a [Suggestion],
    pub chosen: Option<&'a str>,
    pub note: &'a str,
    pub checked: &'a [u16],
}

/// The picker.
pub(super) fn picker(frame: &Frame, view: &Picker<'_>) -> Markup {
    let lang = frame.lang;
    let types: Vec<(&Suggestion, &WorkType)> =
        view.suggestions.iter().filter_map(|one| Some((one, view.playbook.work_type(&one.work_type)?))).collect();
    let chosen = types.iter().find(|(_, one)| Some(one.id.as_str()) == view.chosen).map(|(_, one)| *one);
    let (first, rest) = types.split_at(types.len().min(DIGITS));
    let hidden = chosen.is_some_and(|chosen| rest.iter().any(|(_, one)| one.id == chosen.id));
    html! {
        fieldset.picker #picker data-chosen=[chosen.map(|one| one.id.as_str())] {
            legend { (t!(lang, "picker-title")) }
            @for (n, (suggestion, one)) in first.iter().enumerate() { (option(frame, view, suggestion, one, Some(n + 1))) }
            @if !rest.is_empty() {
                details #picker-rest open[hidden] {
                    summary { (t!(lang, "picker-rest", count = rest.len())) }
                    @for (suggestion, one) in rest { (option(frame, view, suggestion, one, None)) }
                }
            }
            @if chosen.is_some_and(|one| one.special == Some(SpecialType::NotListed)) || !view.note.is_empty() {
                div.field {
                    label for="f-note" { (t!(lang, "picker-note")) }
                    input #f-note name="note" value=(view.note) maxlength="500" autocomplete="off" data-save="note" data-keep;
                }
            }
            @if let Some(one) = chosen { (checklist(frame, view, one)) }
        }
    }
}

fn option(frame: &Frame, view: &Picker<'_>, suggestion: &Suggestion, one: &WorkType, digit: Option<usize>) -> Markup {
    let lang = frame.lang;
    let id = format!("type-{}", one.id);
    html! {
        div.type-option {
            input type="radio" name="work_type" id=(id) value=(one.id) checked[view.chosen == Some(one.id.as_str())] data-digit-chord=[digit] data-save="work_type";
            label for=(id) {
                @if let Some(digit) = digit { kbd { "Alt+" (digit) } " " }
                span { (one.title.get(lang)) }
                " " span.num.muted { (format::duration(lang, one.norm)) }
                @if digit.is_some() && let Some(why) = words::reason(lang, &suggestion.reason) { small { (why) } }
            }
            details.type-portrait {
                summary aria-label=(t!(lang, "picker-portrait", name = one.title.get(lang))) { "?" }
                (portraits::prose(frame, one))
            }
        }
    }
}

/// What the type includes, to be ticked.
fn checklist(frame: &Frame, view: &Picker<'_>, one: &WorkType) -> Markup {
    let lang = frame.lang;
    html! {
        @if !one.portrait.includes.is_empty() {
            div.checklist role="group" aria-label=(t!(lang, "picker-includes")) {
                p.label { (t!(lang, "picker-includes")) }
                @for (n, text) in one.portrait.includes.iter().enumerate() {
                    label.choice { input type="checkbox" name="checked" value=(n) checked[view.checked.iter().any(|one| usize::from(*one) == n)] data-save="checked"; span { (text.get(lang)) } }
                }
            }
        }
    }
}
