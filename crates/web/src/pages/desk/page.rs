//! The desk as a whole: three columns and the small windows they open.

use app::desk::view::{DeskView, SheetView};
use app::model::people::Employee;
use domain::id::EventId;
use domain::playbook::Playbook;
use domain::sheet::{LINE_LIMIT, NotClient};
use maud::{Markup, html};

use super::{guide, now, sheet, words};
use crate::layout::{Frame, Page, Place};
use crate::pages::letters::LettersDue;
use crate::t;

/// Everything the desk shows at one moment.
pub(crate) struct Desk<'a> {
    /// Who sits at it.
    pub employee: &'a Employee,
    /// The day.
    pub view: &'a DeskView,
    /// Letters due and one's own.
    pub letters: &'a LettersDue,
    /// The sheet that is open.
    pub open: Option<&'a SheetView>,
    /// The demonstration phone: `None` in an ordinary office, else whether it rings by itself.
    pub demo: Option<bool>,
    /// The newest live event this desk already shows.
    pub last: EventId,
    /// The playbook in force.
    pub playbook: &'a Playbook,
}

/// The whole page.
pub(crate) fn page(frame: &Frame, desk: &Desk<'_>) -> Markup {
    let lang = frame.lang;
    let body = html! {
        h1.visually-hidden { (t!(lang, "place-desk")) }
        div #desk-lost .desk-lost role="alert" hidden { (t!(lang, "connection-lost")) }
        div.desk #desk data-employee=(desk.employee.id) data-now=(frame.now.micros()) data-last=(desk.last)
            data-minutes=(desk.playbook.pacing.promise_minutes) data-words=(script_words(frame, desk.playbook.pacing.promise_minutes)) {
            (columns(frame, desk))
        }
        (dialogs(frame))
    };
    frame.page(&Page::new(&t!(lang, "place-desk")).at(Place::Desk).wide().script("desk.js"), &body)
}

/// The three columns: what every change is answered with.
pub(crate) fn columns(frame: &Frame, desk: &Desk<'_>) -> Markup {
    let open = desk.open.map(|view| view.sheet.id);
    html! {
        (now::now(frame, desk.view, desk.letters, open, desk.demo))
        (sheet::sheet(frame, desk.open, desk.demo.is_some(), desk.playbook))
        (guide::guide(frame, desk.open))
    }
}

/// Words the scripts say by themselves.
fn script_words(frame: &Frame, minutes: u16) -> String {
    let lang = frame.lang;
    serde_json::json!({
        "saved": t!(lang, "desk-saved"),
        "kept": t!(lang, "desk-kept"),
        "not-recorded": t!(lang, "desk-not-recorded"),
        "not-undone": t!(lang, "desk-not-undone"),
        "line-limit": t!(lang, "desk-line-limit", limit = LINE_LIMIT / 1024),
        "rings": t!(lang, "desk-rings", who = "{}"),
        "old-draft": t!(lang, "desk-old-draft", text = "{}"),
        "promise": t!(lang, "desk-promise-words", minutes = i64::from(minutes)),
    })
    .to_string()
}

fn dialogs(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        dialog.small-window #dlg-not-client aria-labelledby="dlg-not-client-title" {
            h2 #dlg-not-client-title { (t!(lang, "desk-not-client-title")) }
            p.muted { (t!(lang, "desk-not-client-help")) }
            ol.choice-list {
                @for (at, kind) in NotClient::ALL.into_iter().enumerate() {
                    li { button.choice-one type="button" data-not-client=(kind.code()) data-digit=(at + 1) { kbd { (at + 1) } " " (words::not_client(lang, kind)) } }
                }
            }
        }
        dialog.small-window #dlg-fact aria-labelledby="dlg-fact-title" {
            form.stack method="dialog" data-fact-form {
                h2 #dlg-fact-title {}
                input #dlg-fact-value name="value" type="text" autocomplete="off" list="dlg-fact-values" aria-labelledby="dlg-fact-title";
                datalist #dlg-fact-values {}
                div.actions {
                    button.button.primary type="submit" value="keep" { (t!(lang, "desk-fact-keep")) " " kbd { "Enter" } }
                    button.button type="submit" value="strike" formnovalidate { (t!(lang, "desk-fact-strike")) }
                    button.button type="submit" value="refuse" formnovalidate { (t!(lang, "desk-refused")) }
                }
            }
        }
        dialog.small-window #dlg-call aria-labelledby="dlg-call-title" {
            form.stack method="dialog" data-call-form {
                h2 #dlg-call-title { (t!(lang, "desk-call-title")) }
                div.field {
                    label for="call-number" { (t!(lang, "desk-call-number")) }
                    input #call-number name="number" type="tel" autocomplete="off" placeholder="+7";
                }
                div.choices-inline {
                    label.choice { input type="radio" name="direction" value="in" checked; span { (t!(lang, "desk-call-in")) } }
                    label.choice { input type="radio" name="direction" value="out"; span { (t!(lang, "desk-call-out")) } }
                }
                details.past {
                    summary { (t!(lang, "desk-call-past")) }
                    div.row {
                        div.field { label for="call-started" { (t!(lang, "desk-call-started")) } input #call-started name="started" type="datetime-local"; }
                        div.field { label for="call-minutes" { (t!(lang, "desk-call-minutes")) } input #call-minutes name="minutes" type="number" min="0" max="1440" inputmode="numeric"; }
                    }
                }
                p.problem data-problem role="alert" {}
                div.actions {
                    button.button.primary type="submit" { (t!(lang, "desk-call-open")) " " kbd { "Enter" } }
                }
            }
        }
    }
}
