//! The journal: all calls of a period; filter, sort, print, take out as a file.

mod csv;
mod filter;

use std::collections::{BTreeSet, HashMap};

use app::access::reach;
use app::model::journal::JournalLine;
use app::model::work::WorkUnit;
use app::show_journal::{JOURNAL_PAGE, export_journal, show_journal};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::call::CallState;
use domain::id::EmployeeId;
use domain::rights::Action;
use maud::{Markup, html};

use crate::catalogue::Catalogue;
use crate::errors::Fail;
use crate::form::Fragment;
use crate::layout::{Frame, Page, Place};
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{empty, head};
use crate::{format, names, t};
pub(crate) use filter::Asked;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/journal", Access::May(Action::SeeJournal), show).get("/journal.csv", Access::May(Action::ExportJournal), export)
}

/// What the page shows.
#[derive(Clone, Default)]
pub(crate) struct JournalView {
    pub asked: Asked,
    pub lines: Vec<JournalLine>,
    /// Everybody by id, for names in lines.
    pub people: HashMap<EmployeeId, String>,
    /// Those whose calls may be chosen, by name.
    pub choices: Vec<(EmployeeId, String)>,
    pub catalogue: Catalogue,
    pub may_export: bool,
}

impl JournalView {
    fn who(&self, id: Option<EmployeeId>) -> &str {
        id.and_then(|id| self.people.get(&id)).map_or("—", String::as_str)
    }

    /// The types of a line, each with why it credits nothing where it is beyond a limit.
    fn types(&self, frame: &Frame, line: &JournalLine) -> Vec<(String, Option<String>)> {
        let title = |unit: &WorkUnit| self.catalogue.work_type(frame.lang, unit.playbook, &unit.work_type);
        line.units.iter().map(|unit| (title(unit), self.catalogue.over_limit(frame.lang, unit))).collect()
    }
}

async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Fragment(fragment): Fragment,
    Query(asked): Query<Asked>,
) -> Result<Markup, Fail> {
    let view = load(&state, &signed, asked, false).await?;
    Ok(if fragment { rows(&signed.frame, &view) } else { page(&signed.frame, &view) })
}

async fn load(state: &AppState, signed: &Signed, asked: Asked, whole: bool) -> Result<JournalView, Fail> {
    let asked = asked.complete(&signed.frame);
    let filter = asked.filter(&signed.frame, JOURNAL_PAGE);
    let actor = signed.employee.clone();
    let may_export = actor.roles.scope(Action::ExportJournal).is_some();
    let (lines, employees, reach) = state
        .read(move |tx| {
            let lines = if whole { export_journal(tx, &actor, filter)? } else { show_journal(tx, &actor, filter)? };
            Ok((lines, tx.employees()?, reach(tx, &actor, Action::SeeJournal)?))
        })
        .await?;
    let versions: BTreeSet<_> = lines.iter().flat_map(|line| line.units.iter().map(|unit| unit.playbook)).collect();
    let catalogue = state.catalogue(versions).await?;
    let within = |id: &EmployeeId| reach.as_ref().is_none_or(|ids| ids.contains(id));
    let choices = employees.iter().filter(|one| within(&one.id)).map(|one| (one.id, one.name())).collect();
    let people = employees.into_iter().map(|one| (one.id, one.name())).collect();
    Ok(JournalView { asked, lines, people, choices, catalogue, may_export })
}

async fn export(State(state): State<AppState>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Fail> {
    let view = load(&state, &signed, asked, true).await?;
    let name = format!("journal-{}-{}.csv", view.asked.from, view.asked.until);
    let text = csv::file(&signed.frame, &view).map_err(|why| Fail::Internal(why.to_string()))?;
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)], text)
        .into_response())
}

pub(crate) fn page(frame: &Frame, view: &JournalView) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "journal-title");
    let actions = html! {
        button.button type="button" data-print { (t!(lang, "print")) }
        @if view.may_export { a.button href=(format!("/journal.csv?{}", view.asked.query(None))) { (t!(lang, "journal-export")) } }
    };
    let body = html! {
        (head(&title, None, &actions))
        p.print-only { (view.asked.period(frame)) }
        (filter::form(frame, view))
        @if view.lines.is_empty() {
            (empty(&t!(lang, "journal-empty"), &t!(lang, "journal-empty-help")))
        } @else {
            div.table-scroll {
                table.journal.stacks {
                    thead { tr {
                        th scope="col" { (t!(lang, "journal-when")) }
                        th scope="col" { (t!(lang, "journal-client")) }
                        th scope="col" { (t!(lang, "journal-call")) }
                        th.num scope="col" { (t!(lang, "journal-length")) }
                        th scope="col" { (t!(lang, "journal-employee")) }
                        th scope="col" { (t!(lang, "journal-type")) }
                        th scope="col" { (t!(lang, "journal-words")) }
                    } }
                    tbody { (rows(frame, view)) }
                }
            }
        }
    };
    frame.page(&Page::new(&title).at(Place::Journal).wide(), &body)
}

/// The lines, with a heading where a day begins, and after a full page the line that brings the next one.
fn rows(frame: &Frame, view: &JournalView) -> Markup {
    let lang = frame.lang;
    let day = |line: &JournalLine| format::local_date(&frame.tz, line.call.started);
    let full = view.lines.len() >= usize::try_from(JOURNAL_PAGE).unwrap_or(usize::MAX);
    html! {
        @for (n, line) in view.lines.iter().enumerate() {
            @if n == 0 || day(line) != day(&view.lines[n - 1]) {
                tr.day { th colspan="7" scope="colgroup" { (format::day_heading(lang, &frame.tz, frame.now, line.call.started)) } }
            }
            (row(frame, view, line))
        }
        @if full { @if let Some(last) = view.lines.last() {
            @let next = format!("/journal?{}", view.asked.query(Some((last.call.started, last.call.id.0))));
            tr.more.no-print { td colspan="7" { a.button href=(next) hx-get=(next) hx-target="closest tr" hx-swap="outerHTML" { (t!(lang, "more")) } } }
        } }
    }
}

fn row(frame: &Frame, view: &JournalView, line: &JournalLine) -> Markup {
    let lang = frame.lang;
    let call = &line.call;
    html! {
        tr {
            td { time datetime=(format::machine(call.started)) { (format::time(&frame.tz, call.started)) } }
            td {
                @match (line.client, &line.client_name) {
                    (Some(id), Some(name)) => { a href=(format!("/clients/{id}")) { (names::client(lang, None, name)) } }
                    _ => { span.muted { "—" } }
                }
                div.muted.small.num { @match &call.number { Some(number) => { (format::phone(number)) } None => { (t!(lang, "number-hidden")) } } }
            }
            td { (names::direction(lang, call.direction)) @if call.state == CallState::Missed { " " span.bad { (names::call_state(lang, call.direction, call.state)) } } }
            td.num { @match call.talk_seconds(frame.now) { Some(seconds) => { (format::clock(seconds)) } None => { "—" } } }
            td { (view.who(call.employee)) }
            td { @for (title, why) in view.types(frame, line) { div { (title) } @if let Some(why) = why { div.muted.small { (why) } } } }
            td.words-cell { (line.text) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::sample;

    #[test]
    fn the_journal_renders_in_both_languages() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let mut view = sample::journal_view(&frame);
            let html = page(&frame, &view).into_string();
            for part in ["ООО Стройдом", "345-67-89", "3:32", "/journal.csv?"] {
                assert!(html.contains(part), "{part} in {lang:?}");
            }
            view.lines.clear();
            assert!(page(&frame, &view).into_string().contains(&t!(lang, "journal-empty")));
        }
    }
}
