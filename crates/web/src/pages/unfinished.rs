//! Sheets of one's people that have waited for a type for more than a day.

use std::collections::HashMap;

use app::list_unfinished::{UnfinishedSheet, list_unfinished};
use app::model::letter::{LetterLine, LetterList};
use app::open_letter::{Whose, list_letters};
use axum::extract::State;
use domain::id::EmployeeId;
use domain::rights::Action;
use maud::{Markup, html};

use crate::errors::Fail;
use crate::layout::{Frame, Page, Place};
use crate::pages::letters::{due_words, letter_subject};
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{empty, head};
use crate::{format, names, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/unfinished", Access::May(Action::SeeSheets), show)
}

async fn show(State(state): State<AppState>, signed: Signed) -> Result<Markup, Fail> {
    let (actor, now) = (signed.employee.clone(), signed.frame.now);
    let (sheets, letters, people) = state
        .read(move |tx| {
            let people = tx.employees()?.into_iter().map(|one| (one.id, one.name())).collect();
            let letters = match actor.roles.scope(Action::SeeLetters) {
                Some(_) => LateLetters {
                    overdue: list_letters(tx, &actor, LetterList::Waiting, Whose::Team, "", None, now)?,
                    untyped: list_letters(tx, &actor, LetterList::Untyped, Whose::Team, "", None, now)?,
                },
                None => LateLetters::default(),
            };
            Ok((list_unfinished(tx, &actor, now)?, letters, people))
        })
        .await?;
    Ok(page(&signed.frame, &sheets, &letters, &people))
}

/// Letters of one's people that somebody should look after.
#[derive(Default)]
pub(crate) struct LateLetters {
    overdue: Vec<LetterLine>,
    untyped: Vec<LetterLine>,
}

fn letters(frame: &Frame, title: &str, list: &[LetterLine], people: &HashMap<EmployeeId, String>) -> Markup {
    let lang = frame.lang;
    html! {
        @if !list.is_empty() {
            section {
                h2 { (title) }
                ul.rows {
                    @for one in list {
                        li {
                            a.title href=(format!("/letters/{}", one.letter.id)) { (letter_subject(lang, &one.letter.subject)) }
                            " " span.muted { (people.get(&one.letter.employee).map_or("—", String::as_str)) } " "
                            @match one.letter.due { Some(due) => { (due_words(frame, due, due < frame.now)) } None => { (frame.when(one.letter.at)) } }
                        }
                    }
                }
            }
        }
    }
}

pub(crate) fn page(
    frame: &Frame,
    sheets: &[UnfinishedSheet],
    late: &LateLetters,
    people: &HashMap<EmployeeId, String>,
) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "unfinished-title");
    let body = html! {
        (head(&title, Some(&t!(lang, "unfinished-lead")), &html! {}))
        (letters(frame, &t!(lang, "unfinished-overdue"), &late.overdue, people))
        (letters(frame, &t!(lang, "unfinished-untyped"), &late.untyped, people))
        @if !(late.overdue.is_empty() && late.untyped.is_empty()) { h2.after { (t!(lang, "place-unfinished")) } }
        @if sheets.is_empty() {
            (empty(&t!(lang, "unfinished-empty"), &t!(lang, "unfinished-empty-help")))
        } @else {
            div.table-scroll {
                table {
                    thead { tr {
                        th scope="col" { (t!(lang, "journal-employee")) }
                        th scope="col" { (t!(lang, "journal-when")) }
                        th scope="col" { (t!(lang, "journal-call")) }
                        th scope="col" { (t!(lang, "journal-words")) }
                    } }
                    tbody {
                        @for one in sheets {
                            tr {
                                td { (people.get(&one.sheet.employee).map_or("—", String::as_str)) }
                                td { (frame.when(one.sheet.created)) }
                                td {
                                    @if let Some(call) = &one.call {
                                        (names::direction(lang, call.direction))
                                        div.muted.small.num { @match &call.number { Some(number) => { (format::phone(number)) } None => { (t!(lang, "number-hidden")) } } }
                                    }
                                }
                                td.words-cell { (one.sheet.draft.line) }
                            }
                        }
                    }
                }
            }
        }
    };
    frame.page(&Page::new(&title).at(Place::Unfinished), &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::sample;

    #[test]
    fn waiting_sheets_render_in_both_languages() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let html = page(&frame, &sample::unfinished(frame.now), &LateLetters::default(), &HashMap::new()).into_string();
            assert!(html.contains("кабель 3х2.5"));
            assert!(
                page(&frame, &[], &LateLetters::default(), &HashMap::new()).into_string().contains(&t!(lang, "unfinished-empty"))
            );
        }
    }
}
