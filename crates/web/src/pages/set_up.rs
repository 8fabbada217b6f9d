//! The first start: the office, its director's account, empty or with a demonstration.

use std::net::SocketAddr;

use app::error::AppError;
use app::people::NewName;
use app::secrets;
use app::set_up_office::{FirstOffice, set_up_office};
use axum::Form;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::sign_in::start_session;
use crate::demo_office;
use crate::errors::Fail;
use crate::layout::{self, Theme};
use crate::locale::Lang;
use crate::routes::{Access, Routes};
use crate::security::cookies;
use crate::state::AppState;
use crate::ui::{Field, Problem, choice, field, select, submit};
use crate::{names, t};

/// Zones of most offices, offered first; the browser's own is chosen by the script of the page.
const ZONES: [&str; 14] = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
    "Asia/Almaty",
    "UTC",
];

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/set-up", Access::Open, show).post("/set-up", Access::Open, save)
}

/// What the form holds. `look` chooses the language before anything is sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SetUpForm {
    office: String,
    surname: String,
    given: String,
    patronymic: String,
    login: String,
    password: String,
    zone: String,
    start: String,
}

async fn show(State(state): State<AppState>, headers: HeaderMap, query: axum::extract::Query<Look>) -> Result<Response, Fail> {
    if state.read(|tx| Ok(tx.office()?)).await?.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let (lang, theme) = cookies::look(&headers);
    let form = SetUpForm { start: "demonstration".to_owned(), zone: "Europe/Moscow".to_owned(), ..SetUpForm::default() };
    match query.lang.as_deref().and_then(Lang::from_code) {
        Some(lang) => {
            let set = AppendHeaders([(header::SET_COOKIE, cookies::remember_look(lang, theme, state.settings.https))]);
            Ok((set, page(lang, theme, &form, None)).into_response())
        }
        None => Ok(page(lang, theme, &form, None).into_response()),
    }
}

/// The language chosen by a link.
#[derive(Debug, Deserialize)]
pub(crate) struct Look {
    lang: Option<String>,
}

async fn save(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Form(form): Form<SetUpForm>,
) -> Result<Response, Fail> {
    let (lang, theme) = cookies::look(&headers);
    let demonstration = form.start == "demonstration";
    // Before the password is hashed: that is costly, and this page is open to everybody.
    if state.read(|tx| Ok(tx.office()?)).await?.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    match make(&state, lang, &form, demonstration).await {
        Ok(employee) => {
            tracing::info!(%peer, "the office was set up");
            if !demonstration {
                return start_session(&state, &headers, employee, "/").await;
            }
            state.filling.begin();
            tokio::spawn(demo_office::fill(state.clone()));
            start_session(&state, &headers, employee, "/set-up/filling").await
        }
        Err(AppError::Invalid { field, problem }) => {
            Ok(page(lang, theme, &form, Some(Problem { field, code: problem })).into_response())
        }
        Err(AppError::Conflict("already-set-up")) => Ok(Redirect::to("/").into_response()),
        Err(other) => Err(other.into()),
    }
}

async fn make(
    state: &AppState,
    language: Lang,
    form: &SetUpForm,
    demonstration: bool,
) -> Result<app::model::people::Employee, AppError> {
    let password = hash(state, form.password.clone()).await?;
    let first = FirstOffice {
        office: form.office.clone(),
        language,
        zone: form.zone.clone(),
        name: NewName { surname: form.surname.clone(), given: form.given.clone(), patronymic: Some(form.patronymic.clone()) },
        login: form.login.clone(),
        password,
        demonstration,
    };
    state.write(move |tx, ctx| set_up_office(tx, ctx, first)).await
}

/// Hashes a password on a thread that may be busy for a while.
pub(super) async fn hash(state: &AppState, password: String) -> Result<String, AppError> {
    let random = state.random_bytes();
    tokio::task::spawn_blocking(move || secrets::hash_password(&password, &random))
        .await
        .map_err(|_| AppError::Conflict("interrupted"))?
}

pub(crate) fn page(lang: Lang, theme: Theme, form: &SetUpForm, problem: Option<Problem>) -> Markup {
    let wrong = |name: &str| problem.filter(|p| p.field == name).map(|p| names::problem(lang, p.code));
    let zones: Vec<_> = ZONES.iter().map(|z| ((*z).to_owned(), (*z).to_owned())).collect();
    let body = html! {
        div.broad {
            p.languages {
                @for other in Lang::ALL {
                    a href=(format!("/set-up?lang={}", other.code())) lang=(other.code()) aria-current=[(other == lang).then_some("true")] { (names::language(other)) }
                }
            }
            h1 { (t!(lang, "set-up-title")) }
            p.lead { (t!(lang, "set-up-lead")) }
            form.stack method="post" action="/set-up" {
                (field(&Field { name: "office", label: t!(lang, "set-up-office"), value: &form.office, required: true, focus: true, problem: wrong("office"), autocomplete: "organization", ..Field::default() }))
                (select("zone", &t!(lang, "set-up-zone"), &zones, &form.zone, wrong("zone").as_deref()))
                h2 { (t!(lang, "set-up-director")) }
                (name_fields(lang, &form.surname, &form.given, &form.patronymic, problem))
                (field(&Field { name: "login", label: t!(lang, "field-login"), value: &form.login, required: true, problem: wrong("login"), autocomplete: "username", help: Some(t!(lang, "field-login-help")), ..Field::default() }))
                (field(&Field { name: "password", label: t!(lang, "field-password"), kind: "password", required: true, problem: wrong("password"), autocomplete: "new-password", help: Some(t!(lang, "field-password-help", least = secrets::PASSWORD_MIN)), ..Field::default() }))
                fieldset {
                    legend { (t!(lang, "set-up-start")) }
                    (choice("radio", "start", "demonstration", form.start == "demonstration", &t!(lang, "set-up-demonstration"), Some(&t!(lang, "set-up-demonstration-help"))))
                    (choice("radio", "start", "empty", form.start != "demonstration", &t!(lang, "set-up-empty"), Some(&t!(lang, "set-up-empty-help"))))
                }
                div.actions { (submit(&t!(lang, "set-up-do"))) }
            }
        }
    };
    layout::bare(lang, theme, &t!(lang, "set-up-title"), &body)
}

/// The three parts of a name.
pub(super) fn name_fields(lang: Lang, surname: &str, given: &str, patronymic: &str, problem: Option<Problem>) -> Markup {
    let wrong = |name: &str| problem.filter(|p| p.field == name).map(|p| names::problem(lang, p.code));
    html! {
        div.row {
            (field(&Field { name: "surname", label: t!(lang, "field-surname"), value: surname, required: true, problem: wrong("surname"), autocomplete: "family-name", ..Field::default() }))
            (field(&Field { name: "given", label: t!(lang, "field-given"), value: given, required: true, problem: wrong("given"), autocomplete: "given-name", ..Field::default() }))
            (field(&Field { name: "patronymic", label: t!(lang, "field-patronymic"), value: patronymic, autocomplete: "additional-name", ..Field::default() }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_stands_at_its_field_in_both_languages() {
        for lang in Lang::ALL {
            let form = SetUpForm { office: "<b>".to_owned(), ..SetUpForm::default() };
            let html = page(lang, Theme::System, &form, Some(Problem { field: "password", code: "too-short" })).into_string();
            assert!(html.contains("id=\"f-password-problem\""));
            assert!(!html.contains("<b>") && !html.contains("value=\"secret"));
        }
    }
}
