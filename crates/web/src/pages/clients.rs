//! Clients: finding one by any part of a name or a number, and the list by the latest contact.

use app::find_clients::{find_clients, list_clients};
use app::model::client::FoundClient;
use app::model::journal::After;
use axum::extract::{Query, State};
use domain::rights::Action;
use domain::time::Time;
use maud::{Markup, html};
use serde::Deserialize;

use crate::errors::Fail;
use crate::form::Fragment;
use crate::layout::{Frame, Page, Place};
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{empty, head};
use crate::{format, names, t};

/// Lines of one page.
const PAGE: i64 = 50;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/clients", Access::May(Action::SeeClients), show)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    at: Option<i64>,
    id: Option<i64>,
}

async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Fragment(fragment): Fragment,
    Query(asked): Query<Asked>,
) -> Result<Markup, Fail> {
    let after = asked.at.zip(asked.id).map(|(at, id)| After { at: Time::from_micros(at), id });
    let (actor, typed) = (signed.employee.clone(), asked.q.clone());
    let found = state
        .read(move |tx| match typed.trim() {
            "" => list_clients(tx, &actor, after, PAGE),
            typed => find_clients(tx, &actor, typed, PAGE),
        })
        .await?;
    let view = ClientsView { typed: asked.q, found };
    if fragment && after.is_some() {
        return Ok(lines(&signed.frame, &view));
    }
    Ok(if fragment { list(&signed.frame, &view) } else { page(&signed.frame, &view) })
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientsView {
    pub typed: String,
    pub found: Vec<FoundClient>,
}

pub(crate) fn page(frame: &Frame, view: &ClientsView) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "clients-title");
    let body = html! {
        (head(&title, None, &html! {}))
        form.search role="search" action="/clients" {
            label.visually-hidden for="clients-q" { (t!(lang, "clients-search")) }
            input #clients-q type="search" name="q" value=(view.typed) autocomplete="off" spellcheck="false" placeholder=(t!(lang, "clients-search"))
                hx-get="/clients" hx-trigger="input changed delay:120ms, search" hx-target="#found" hx-sync="this:replace" hx-replace-url="true" autofocus;
        }
        div #found aria-live="polite" { (list(frame, view)) }
    };
    frame.page(&Page::new(&title).at(Place::Clients), &body)
}

fn list(frame: &Frame, view: &ClientsView) -> Markup {
    let lang = frame.lang;
    html! {
        @if view.found.is_empty() {
            @if view.typed.trim().is_empty() {
                (empty(&t!(lang, "clients-none"), &t!(lang, "clients-none-help")))
            } @else {
                (empty(&t!(lang, "clients-not-found"), &t!(lang, "clients-not-found-help")))
            }
        } @else {
            ul.rows.clients { (lines(frame, view)) }
        }
    }
}

/// The lines, and after a full page the line that brings the next one.
fn lines(frame: &Frame, view: &ClientsView) -> Markup {
    let lang = frame.lang;
    let full = view.found.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX);
    html! {
        @for one in &view.found {
            li.client-row {
                div.client-name {
                    a.title href=(format!("/clients/{}", one.id)) { (names::client(lang, one.form.as_deref(), &one.name)) }
                    @if let Some(person) = one.person.as_ref().filter(|person| **person != one.name) { div.muted { (names::person(lang, person)) } }
                }
                div.client-phone { @if let Some(phone) = &one.phone { (format::phone(phone)) } }
                div.client-standing { span.tag { (names::standing(lang, one.standing)) } }
                div.client-when.muted { (frame.when(one.last_contact)) }
            }
        }
        @if full && view.typed.trim().is_empty() {
            @if let Some(last) = view.found.last() {
                li.more {
                    a.button href=(format!("/clients?at={}&id={}", last.last_contact.micros(), last.id))
                        hx-get=(format!("/clients?at={}&id={}", last.last_contact.micros(), last.id)) hx-target="closest li" hx-swap="outerHTML" { (t!(lang, "more")) }
                }
            }
        } @else if full {
            li.muted { (t!(lang, "clients-first-only", count = view.found.len())) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::sample;

    #[test]
    fn clients_render_in_both_languages_and_hostile_names_stay_text() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let mut view = ClientsView { typed: String::new(), found: sample::found(frame.now) };
            let html = page(&frame, &view).into_string();
            assert!(html.contains("ООО Стройдом") && html.contains("345-67-89") && !html.contains("<script>alert"));
            view.found.clear();
            view.typed = "нет такого".to_owned();
            assert!(page(&frame, &view).into_string().contains(&t!(lang, "clients-not-found")));
        }
    }
}
