//! Today's output: P against the time passed and against the day, and every unit, open to its contact and its evidence.

use std::collections::{BTreeSet, HashMap};

use app::access::reach;
use app::error::AppError;
use app::show_output::{DayOutput, UnitLine, against_time, day_output, day_units};
use axum::extract::{Query, State};
use domain::id::EmployeeId;
use domain::rights::Action;
use domain::time::Time;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use crate::catalogue::Catalogue;
use crate::errors::Fail;
use crate::layout::{self, Frame, Page, Place};
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{Field, empty, field, head, select};
use crate::{format, names, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/today", Access::May(Action::SeeOutput), show)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    who: String,
    day: String,
}

/// What the page shows.
#[derive(Clone)]
pub(crate) struct TodayView {
    pub day: Date,
    pub whose: EmployeeId,
    pub output: DayOutput,
    pub units: Vec<UnitLine>,
    pub catalogue: Catalogue,
    /// The outputs of everybody within reach, when there is more than one.
    pub team: Vec<(EmployeeId, String, DayOutput)>,
}

async fn show(State(state): State<AppState>, signed: Signed, Query(asked): Query<Asked>) -> Result<Markup, Fail> {
    let (actor, office, now) = (signed.employee.clone(), signed.office.clone(), signed.frame.now);
    let today = format::local_date(&signed.frame.tz, now);
    let day = asked.day.parse().unwrap_or(today);
    let zone = signed.frame.tz.clone();
    let whose = asked.who.parse().map(EmployeeId).unwrap_or(actor.id);
    let mut view = state
        .read(move |tx| {
            let output = day_output(tx, &actor, &office, whose, day, now)?;
            let units = day_units(tx, &actor, &office, whose, day)?;
            let within = reach(tx, &actor, Action::SeeOutput)?;
            let (from, until) = Time::day(day, &zone);
            let credited: HashMap<_, _> = tx.output(within.as_deref(), from, until)?.into_iter().collect();
            let takes_calls = |roles: &domain::rights::Roles| roles.scope(Action::TakeCalls).is_some();
            let people = tx.employees()?.into_iter().filter(|one| one.active && takes_calls(&one.roles));
            let people = people.filter(|one| within.as_ref().is_none_or(|ids| ids.contains(&one.id)));
            let team = people
                .map(|one| (one.id, one.name(), against_time(&office, credited.get(&one.id).copied().unwrap_or(0), day, now)))
                .collect();
            Ok::<_, AppError>(TodayView { day, whose, output, units, catalogue: Catalogue::default(), team })
        })
        .await?;
    let versions: BTreeSet<_> = view.units.iter().map(|line| line.unit.playbook).collect();
    view.catalogue = state.catalogue(versions).await?;
    Ok(page(&signed.frame, &view))
}

pub(crate) fn page(frame: &Frame, view: &TodayView) -> Markup {
    let lang = frame.lang;
    let today = format::local_date(&frame.tz, frame.now);
    let title =
        if view.day == today { t!(lang, "today-title") } else { t!(lang, "today-other", date = format::date(lang, view.day)) };
    let body = html! {
        (head(&title, None, &html! { button.button type="button" data-print { (t!(lang, "print")) } }))
        @if let Some((_, name, _)) = view.team.iter().find(|(id, _, _)| *id == view.whose) {
            p.print-only { (name) ", " (format::date(lang, view.day)) }
        }
        (choices(frame, view))
        (figures(frame, &view.output))
        section {
            h2 { (t!(lang, "today-units")) }
            @if view.units.is_empty() {
                (empty(&t!(lang, "today-empty"), &t!(lang, "today-empty-help")))
            } @else {
                (units(frame, view))
            }
        }
        @if view.team.len() > 1 { (team(frame, view)) }
    };
    frame.page(&Page::new(&title).at(Place::Today), &body)
}

fn choices(frame: &Frame, view: &TodayView) -> Markup {
    let lang = frame.lang;
    let people: Vec<_> = view.team.iter().map(|(id, name, _)| (id.to_string(), name.clone())).collect();
    let day = view.day.to_string();
    html! {
        form.filters method="get" action="/today" data-auto {
            @if people.len() > 1 { (select("who", &t!(lang, "journal-employee"), &people, &view.whose.to_string(), None)) }
            (field(&Field { name: "day", label: t!(lang, "today-day"), kind: "date", value: &day, ..Field::default() }))
            noscript { button.button type="submit" { (t!(lang, "filter-do")) } }
        }
    }
}

fn p(frame: &Frame, ratio: Option<i64>) -> String {
    ratio.map_or_else(|| "—".to_owned(), |ratio| format::ten_thousandths(frame.lang, ratio))
}

fn figures(frame: &Frame, output: &DayOutput) -> Markup {
    let lang = frame.lang;
    html! {
        dl.figures {
            div { dt { (t!(lang, "today-against-elapsed")) } dd { (p(frame, output.against_elapsed)) } }
            div { dt { (t!(lang, "today-against-day")) } dd { (p(frame, output.against_day)) } }
            div { dt { (t!(lang, "today-credited")) } dd { (format::duration(lang, output.credited)) } }
            div { dt { (t!(lang, "today-elapsed")) } dd { (format::duration(lang, output.elapsed)) small { " " (t!(lang, "today-of-day", day = format::duration(lang, output.fund))) } } }
        }
        div.big-bar { (layout::output_bar(output)) }
        p.muted.small { (t!(lang, "today-bar-help")) }
    }
}

fn units(frame: &Frame, view: &TodayView) -> Markup {
    let lang = frame.lang;
    html! {
        div.table-scroll {
            table.units-table.stacks {
                thead { tr {
                    th scope="col" { (t!(lang, "journal-when")) }
                    th scope="col" { (t!(lang, "journal-type")) }
                    th scope="col" { (t!(lang, "journal-client")) }
                    th.roomy scope="col" { (t!(lang, "csv-evidence")) }
                    th.num.roomy scope="col" { (t!(lang, "today-norm")) }
                    th.num scope="col" { (t!(lang, "today-counted")) }
                } }
                tbody {
                    @for line in &view.units {
                        tr {
                            td { time datetime=(format::machine(line.unit.at)) { (format::time(&frame.tz, line.unit.at)) } }
                            td {
                                (view.catalogue.work_type(lang, line.unit.playbook, &line.unit.work_type))
                                @if !line.unit.note.is_empty() { div.muted.small { (line.unit.note) } }
                                @if let Some(why) = view.catalogue.over_limit(lang, &line.unit) { div.muted.small { (why) } }
                            }
                            td { (client(frame, line)) }
                            td.roomy { span.tag { (names::evidence(lang, line.unit.evidence)) } }
                            td.num.roomy { (format::duration(lang, line.unit.norm)) }
                            td.num { (format::duration(lang, line.unit.credited)) }
                        }
                    }
                }
                tfoot { tr { th scope="row" { (t!(lang, "today-sum")) } td {} td {} td.roomy {} td.roomy {} td.num { strong { (format::duration(lang, view.output.credited)) } } } }
            }
        }
    }
}

/// The client of a unit, leading to the very contact in its timeline.
fn client(frame: &Frame, line: &UnitLine) -> Markup {
    html! {
        @match (line.unit.client, &line.client_name) {
            (Some(id), Some(name)) => {
                @let contact = line.interaction.as_ref().map(|one| format!("#contact-{}", one.id)).unwrap_or_default();
                a href=(format!("/clients/{id}{contact}")) { (names::client(frame.lang, None, name)) }
            }
            _ => { span.muted { "—" } }
        }
    }
}

fn team(frame: &Frame, view: &TodayView) -> Markup {
    let lang = frame.lang;
    html! {
        section {
            h2 { (t!(lang, "today-team")) }
            table.narrow {
                thead { tr {
                    th scope="col" { (t!(lang, "journal-employee")) }
                    th scope="col" { (t!(lang, "today-bar-p")) }
                    th.num scope="col" { (t!(lang, "today-credited")) }
                } }
                tbody {
                    @for (id, name, output) in &view.team {
                        tr {
                            td { a href=(format!("/today?who={id}&day={}", view.day)) { (name) } }
                            td.with-bar { (layout::output_bar(output)) " " span.num { (p(frame, output.against_day)) } }
                            td.num { (format::duration(lang, output.credited)) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::sample;

    #[test]
    fn output_renders_in_both_languages_and_each_unit_leads_to_its_contact() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let html = page(&frame, &sample::today_view(&frame)).into_string();
            let p = if lang == Lang::Ru { "0,61" } else { "0.61" };
            assert!(html.contains(p) && html.contains("/clients/7#contact-70"));
        }
    }

    #[test]
    fn a_unit_beyond_the_days_limit_says_why_it_credits_nothing() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let mut view = sample::today_view(&frame);
            let why = t!(lang, "unit-over-limit", limit = 3);
            assert!(!page(&frame, &view).into_string().contains(&why));
            let mut playbook = view.catalogue.current.as_deref().cloned().expect("a playbook");
            let unit = &mut view.units[0].unit;
            unit.credited = 0;
            playbook.work_types.iter_mut().filter(|one| one.id == unit.work_type).for_each(|one| one.daily_limit = Some(3));
            view.catalogue = Catalogue::of(playbook);
            assert!(page(&frame, &view).into_string().contains(&why), "{why}");
        }
    }
}
