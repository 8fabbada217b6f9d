//! Telephony: the key exchanges send calls with, and how they send them.

use app::make_source_key::make_source_key;
use axum::extract::State;
use domain::rights::Action;
use maud::{Markup, html};

use crate::errors::Fail;
use crate::layout::{Frame, Page, Place};
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::t;
use crate::ui::head;

pub(super) fn routes(routes: Routes) -> Routes {
    let may = Access::May(Action::ManageOffice);
    routes.get("/telephony", may, show).post("/telephony/key", may, make)
}

async fn show(signed: Signed) -> Markup {
    page(&signed.frame, signed.office.call_source_key.is_some(), None)
}

async fn make(State(state): State<AppState>, signed: Signed) -> Result<Markup, Fail> {
    let actor = signed.employee.clone();
    let key = state.write(move |tx, ctx| make_source_key(tx, ctx, &actor)).await?;
    Ok(page(&signed.frame, true, Some(&key)))
}

/// An event as an exchange sends it, for the reader to try.
fn example(key: &str) -> String {
    format!(
        "curl -X POST http://127.0.0.1:8080/api/v1/calls/events \\\n  -H 'Authorization: Bearer {key}' \\\n  -d '{{\"call\": \"1\", \"event\": \"ringing\", \"number\": \"+79123456789\", \"extension\": \"101\"}}'"
    )
}

fn page(frame: &Frame, has_key: bool, fresh: Option<&str>) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "telephony-title");
    let body = html! {
        (head(&title, Some(&t!(lang, "telephony-lead")), &html! {}))
        section {
            h2 { (t!(lang, "telephony-key")) }
            @if let Some(key) = fresh {
                div.notice {
                    p { (t!(lang, "telephony-key-once")) }
                    div.field {
                        label for="key" { (t!(lang, "telephony-key")) }
                        input #key type="text" readonly value=(key);
                    }
                    p.actions { button.button type="button" data-copy="#key" data-copied=(t!(lang, "telephony-copied")) { (t!(lang, "telephony-copy")) } }
                }
            }
            p { (if has_key { t!(lang, "telephony-key-is") } else { t!(lang, "telephony-key-none") }) }
            form method="post" action="/telephony/key" {
                (frame.csrf_field())
                p.actions { button.button.primary type="submit" { (if has_key { t!(lang, "telephony-key-new") } else { t!(lang, "telephony-key-make") }) } }
            }
        }
        section {
            h2 { (t!(lang, "telephony-how")) }
            p.lead { (t!(lang, "telephony-how-help")) }
            pre.code tabindex="0" { (example(fresh.unwrap_or("KEY"))) }
        }
    };
    frame.page(&Page::new(&title).at(Place::Telephony), &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn a_key_is_shown_only_when_it_was_just_made() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            assert!(page(&frame, true, Some("5ec")).into_string().contains("Bearer 5ec"));
            assert!(!page(&frame, true, None).into_string().contains("readonly"));
        }
    }
}
