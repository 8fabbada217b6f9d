//! Questions callers asked that no answer covered, for the author of the playbook.

use std::collections::HashMap;

use app::ask_author::{close_question, open_questions};
use app::model::office::OpenQuestion;
use axum::extract::State;
use axum::response::Redirect;
use domain::id::{EmployeeId, QuestionId};
use domain::rights::Action;
use maud::{Markup, html};

use crate::errors::Fail;
use crate::form::Pairs;
use crate::layout::{Frame, Page, Place};
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::t;
use crate::ui::{empty, head};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/questions", Access::May(Action::SeePlaybook), show).post(
        "/questions/close",
        Access::May(Action::InstallPlaybook),
        close,
    )
}

async fn show(State(state): State<AppState>, signed: Signed) -> Result<Markup, Fail> {
    let actor = signed.employee.clone();
    let may_close = actor.roles.scope(Action::InstallPlaybook).is_some();
    let (questions, people) = state
        .read(move |tx| {
            let people = tx.employees()?.into_iter().map(|one| (one.id, one.name())).collect();
            Ok((open_questions(tx, &actor)?, people))
        })
        .await?;
    Ok(page(&signed.frame, &questions, &people, may_close))
}

async fn close(State(state): State<AppState>, signed: Signed, pairs: Pairs) -> Result<Redirect, Fail> {
    let id = pairs.text("question").parse().map(QuestionId).map_err(|_| Fail::NotFound)?;
    state.write(move |tx, _| close_question(tx, &signed.employee, id)).await?;
    Ok(Redirect::to("/questions"))
}

pub(crate) fn page(frame: &Frame, questions: &[OpenQuestion], people: &HashMap<EmployeeId, String>, may_close: bool) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "questions-title");
    let body = html! {
        (head(&title, Some(&t!(lang, "questions-lead")), &html! {}))
        @if questions.is_empty() {
            (empty(&t!(lang, "questions-empty"), &t!(lang, "questions-empty-help")))
        } @else {
            ul.rows {
                @for one in questions {
                    li.split {
                        div {
                            (one.text)
                            div.muted.small { (people.get(&one.employee).map_or("—", String::as_str)) ", " (frame.when(one.at)) }
                        }
                        @if may_close {
                            form method="post" action="/questions/close" {
                                (frame.csrf_field())
                                input type="hidden" name="question" value=(one.id);
                                button.button.small type="submit" { (t!(lang, "questions-close")) }
                            }
                        }
                    }
                }
            }
        }
    };
    frame.page(&Page::new(&title).at(Place::Questions), &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn questions_render_in_both_languages_and_only_the_author_may_close_them() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let questions = [OpenQuestion {
                id: QuestionId(5),
                text: "Есть ли <b>кабель</b>?".to_owned(),
                at: frame.now,
                employee: EmployeeId(1),
                sheet: None,
            }];
            let html = page(&frame, &questions, &HashMap::new(), true).into_string();
            assert!(html.contains("&lt;b&gt;") && html.contains("/questions/close"));
            assert!(!page(&frame, &questions, &HashMap::new(), false).into_string().contains("/questions/close"));
            assert!(page(&frame, &[], &HashMap::new(), true).into_string().contains(&t!(lang, "questions-empty")));
        }
    }
}
