//! Signing in and out.

use std::net::SocketAddr;

use app::model::people::Employee;
use app::secrets::{browser_mark, password_fits};
use app::sign_in;
use axum::Form;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use crate::errors::Fail;
use crate::layout::{self, Theme};
use crate::locale::Lang;
use crate::routes::{Access, Routes, Signed};
use crate::security::{cookies, limits};
use crate::state::AppState;
use crate::t;
use crate::ui::{Field, field, submit};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/sign-in", Access::Open, show)
        .post("/sign-in", Access::Open, enter)
        .post("/sign-out", Access::Signed, leave)
        .post("/sign-out-everywhere", Access::Signed, leave_everywhere)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Where {
    back: String,
    lang: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SignIn {
    login: String,
    password: String,
    back: String,
}

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Login or password; which of the two is not said.
    Wrong,
    /// Too many attempts.
    TooMany,
}

async fn show(State(state): State<AppState>, headers: HeaderMap, Query(to): Query<Where>) -> Result<Response, Fail> {
    if state.read(|tx| Ok(tx.office()?)).await?.is_none() {
        return Ok(Redirect::to("/set-up").into_response());
    }
    let (lang, theme) = cookies::look(&headers);
    match Lang::from_code(&to.lang) {
        Some(lang) => {
            let set = AppendHeaders([(header::SET_COOKIE, cookies::remember_look(lang, theme, state.settings.https))]);
            Ok((set, page(lang, theme, "", &to.back, None)).into_response())
        }
        None => Ok(page(lang, theme, "", &to.back, None).into_response()),
    }
}

async fn enter(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Result<Response, Fail> {
    let (lang, theme) = cookies::look(&headers);
    let address = limits::address(peer.ip(), &headers, state.settings.behind_proxy);
    let login = form.login.clone();
    let found = state.read(move |tx| sign_in::account(tx, &login)).await?;
    let known_browser = found.as_ref().is_some_and(|(_, phc)| cookies::knows(&headers, &browser_mark(phc), state.settings.https));
    if !state.limits.may_try(&form.login, address, known_browser, state.now()) {
        tracing::warn!(%address, "too many attempts to sign in");
        let page = page(lang, theme, &form.login, &form.back, Some(Refused::TooMany));
        return Ok((StatusCode::TOO_MANY_REQUESTS, page).into_response());
    }
    let phc = found.as_ref().map_or(sign_in::NOBODY, |(_, phc)| phc).to_owned();
    let fits = tokio::task::spawn_blocking(move || password_fits(&form.password, &phc)).await.unwrap_or(false);
    match found.filter(|_| fits) {
        Some((employee, _)) => {
            state.limits.succeeded(&form.login, address, known_browser, state.now());
            start_session(&state, &headers, employee, &form.back).await
        }
        None => {
            tracing::info!(%address, "an attempt to sign in was refused");
            let page = page(lang, theme, &form.login, &form.back, Some(Refused::Wrong));
            Ok((StatusCode::UNAUTHORIZED, page).into_response())
        }
    }
}

/// Opens a session for someone who has proved who they are, and goes to a page of ours.
pub(super) async fn start_session(
    state: &AppState,
    headers: &HeaderMap,
    employee: Employee,
    back: &str,
) -> Result<Response, Fail> {
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let https = state.settings.https;
    let look = cookies::remember_look(employee.language, employee.theme, https);
    let opened = state
        .write(move |tx, ctx| Ok((sign_in::open_session(tx, ctx, &employee, &agent)?, sign_in::mark_of_browser(tx, &employee)?)));
    let (secret, mark) = opened.await?;
    let set = AppendHeaders([
        (header::SET_COOKIE, cookies::remember_account(headers, &mark, https)),
        (header::SET_COOKIE, cookies::begin_session(&secret, https)),
        (header::SET_COOKIE, look),
    ]);
    Ok((set, Redirect::to(ours(back))).into_response())
}

/// Only a path of our own site is gone to.
fn ours(back: &str) -> &str {
    let safe = back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') && !back.chars().any(char::is_control);
    if safe { back } else { "/" }
}

async fn leave(State(state): State<AppState>, signed: Signed) -> Result<Response, Fail> {
    let key = signed.session.key.clone();
    state.write(move |tx, _| sign_in::sign_out(tx, &signed.employee, &key)).await?;
    Ok(left(&state))
}

async fn leave_everywhere(State(state): State<AppState>, signed: Signed) -> Result<Response, Fail> {
    state.write(move |tx, _| sign_in::sign_out_everywhere(tx, &signed.employee, None)).await?;
    Ok(left(&state))
}

fn left(state: &AppState) -> Response {
    let set = AppendHeaders([(header::SET_COOKIE, cookies::end_session(state.settings.https))]);
    (set, Redirect::to("/sign-in")).into_response()
}

pub(crate) fn page(lang: Lang, theme: Theme, login: &str, back: &str, refused: Option<Refused>) -> Markup {
    let body = html! {
        div {
            p.languages {
                @for other in Lang::ALL {
                    a href=(format!("/sign-in?lang={}&back={}", other.code(), crate::errors::percent(back))) lang=(other.code()) aria-current=[(other == lang).then_some("true")] { (crate::names::language(other)) }
                }
            }
            h1 { (t!(lang, "sign-in-title")) }
            form.stack.first method="post" action="/sign-in" {
                @if let Some(refused) = refused {
                    p.notice.bad role="alert" {
                        @match refused {
                            Refused::Wrong => { (t!(lang, "sign-in-wrong")) }
                            Refused::TooMany => { (t!(lang, "sign-in-too-many")) }
                        }
                    }
                }
                input type="hidden" name="back" value=(back);
                (field(&Field { name: "login", label: t!(lang, "field-login"), value: login, required: true, focus: login.is_empty(), autocomplete: "username", ..Field::default() }))
                (field(&Field { name: "password", label: t!(lang, "field-password"), kind: "password", required: true, focus: !login.is_empty(), autocomplete: "current-password", ..Field::default() }))
                div.actions { (submit(&t!(lang, "sign-in-do"))) }
            }
            p.muted.small.after { (t!(lang, "sign-in-help")) }
        }
    };
    layout::bare(lang, theme, &t!(lang, "sign-in-title"), &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_never_sent_to_another_site() {
        assert_eq!(ours("/clients?q=1"), "/clients?q=1");
        for strange in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", ""] {
            assert_eq!(ours(strange), "/");
        }
    }

    #[test]
    fn a_refusal_does_not_say_which_of_the_two_was_wrong_and_keeps_the_login() {
        for lang in Lang::ALL {
            let html = page(lang, Theme::System, "anna\"><i>", "/", Some(Refused::Wrong)).into_string();
            assert!(html.contains("role=\"alert\"") && html.contains("anna&quot;&gt;&lt;i&gt;"));
        }
    }
}
