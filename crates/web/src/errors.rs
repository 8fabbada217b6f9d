//! What goes wrong, said kindly: a page in the reader's language, a fragment for a script, problem+json for the API
//! and for scripts that accept JSON.
//!
//! A handler returns `Fail`; one layer around everything turns it, and whatever the framework itself refuses, into
//! words. A failure of ours is logged once, here, with an id that the page shows.

use std::any::Any;

use app::error::{AppError, StoreError};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde_json::json;

use crate::layout;
use crate::locale::Lang;
use crate::security::cookies;
use crate::state::AppState;
use crate::{names, t};

/// Why a request got no ordinary answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fail {
    /// There is no such page or thing.
    NotFound,
    /// The table of rights says no.
    Forbidden,
    /// Nobody is signed in: the page of signing in, then back.
    SignIn,
    /// The request cannot be read; the text is the framework's, for programs.
    Bad(String),
    /// A field is wrong: its name and the code of the problem. Pages with forms show it beside the field instead.
    Invalid(&'static str, &'static str),
    /// Not possible in the state the thing is in; a code says why.
    Conflict(&'static str),
    /// No space is left; the text is for the log only.
    Full(String),
    /// The database cannot be reached or is held by somebody else; nothing was kept. The text is for the log only.
    Unavailable(String),
    /// The request came from another site.
    StrangeOrigin,
    /// The form belongs to another session: somebody signed in or out in between.
    StaleForm,
    /// The body is larger than we take.
    TooLarge,
    /// Too many attempts.
    TooMany,
    /// Our own fault; the text is for the log only.
    Internal(String),
}

impl Fail {
    fn status(&self) -> StatusCode {
        match self {
            Fail::NotFound => StatusCode::NOT_FOUND,
            Fail::Forbidden | Fail::StrangeOrigin | Fail::StaleForm => StatusCode::FORBIDDEN,
            Fail::SignIn => StatusCode::UNAUTHORIZED,
            Fail::Bad(_) => StatusCode::BAD_REQUEST,
            Fail::Invalid(..) => StatusCode::UNPROCESSABLE_ENTITY,
            Fail::Full(_) => StatusCode::INSUFFICIENT_STORAGE,
            Fail::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Fail::Conflict(_) => StatusCode::CONFLICT,
            Fail::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Fail::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Fail::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What happened in one line, and what to do.
    fn words(&self, lang: Lang) -> (String, String) {
        match self {
            Fail::NotFound => (t!(lang, "error-not-found"), t!(lang, "error-not-found-help")),
            Fail::Forbidden => (t!(lang, "error-forbidden"), t!(lang, "error-forbidden-help")),
            Fail::SignIn => (t!(lang, "error-sign-in"), t!(lang, "error-sign-in-help")),
            Fail::Bad(what) => (t!(lang, "error-bad"), what.clone()),
            Fail::Invalid(_, problem) => (t!(lang, "error-invalid"), names::problem(lang, problem)),
            Fail::Conflict(why) => (t!(lang, "error-conflict"), names::problem(lang, why)),
            Fail::Full(_) => (t!(lang, "error-full"), t!(lang, "error-full-help")),
            Fail::Unavailable(_) => (t!(lang, "error-unavailable"), t!(lang, "error-unavailable-help")),
            Fail::StrangeOrigin => (t!(lang, "error-strange-origin"), t!(lang, "error-strange-origin-help")),
            Fail::StaleForm => (t!(lang, "error-stale-form"), t!(lang, "error-stale-form-help")),
            Fail::TooLarge => (t!(lang, "error-too-large"), t!(lang, "error-too-large-help")),
            Fail::TooMany => (t!(lang, "error-too-many"), t!(lang, "error-too-many-help")),
            Fail::Internal(_) => (t!(lang, "error-internal"), t!(lang, "error-internal-help")),
        }
    }
}

impl From<AppError> for Fail {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Denied(_) => Fail::Forbidden,
            AppError::SignedOut => Fail::SignIn,
            AppError::NotFound(_) => Fail::NotFound,
            AppError::Invalid { field, problem } => Fail::Invalid(field, problem),
            AppError::Conflict(what) => Fail::Conflict(what),
            AppError::Store(StoreError::Full(why)) => Fail::Full(why),
            AppError::Store(StoreError::Unavailable(why) | StoreError::Busy(why)) => Fail::Unavailable(why),
            AppError::Store(why) => Fail::Internal(why.to_string()),
        }
    }
}

impl IntoResponse for Fail {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What a panic becomes, before it is put into words.
pub(crate) fn from_panic(panic: Box<dyn Any + Send>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Fail::Internal(format!("panic: {}", said.unwrap_or("without words"))).into_response()
}

/// Puts every failure into words.
pub(crate) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asked = request.uri().path_and_query().map_or_else(String::new, ToString::to_string);
    // Without the query: it may hold a name or a number, which a log must not.
    let path = request.uri().path().to_owned();
    let headers = request.headers().clone();
    let is_get = request.method() == axum::http::Method::GET;
    let response = next.run(request).await;
    let Some(fail) = failure(&response) else { return response };
    // The framework could not read the address of a page, as in /clients/abc: there is no such page.
    let unreadable = is_get && matches!(fail, Fail::Bad(_)) && wants_page(&headers, &path);
    let fail = if unreadable { Fail::NotFound } else { fail };
    if fail == Fail::SignIn && is_get && wants_page(&headers, &path) {
        let back: String = percent(&asked);
        return Redirect::to(&format!("/sign-in?back={back}")).into_response();
    }
    let id = error_id(&state);
    match &fail {
        Fail::Internal(why) | Fail::Full(why) | Fail::Unavailable(why) => tracing::error!(id, path, why, "a request failed"),
        other => tracing::debug!(id, path, ?other, "a request was refused"),
    }
    let status = match response.status() {
        kept if kept.is_server_error() || kept == StatusCode::METHOD_NOT_ALLOWED => kept,
        _ => fail.status(),
    };
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut answer = (status, say(&fail, &headers, &path, &id)).into_response();
    if let Some(allow) = allow {
        answer.headers_mut().insert(header::ALLOW, allow);
    }
    answer
}

/// The failure in an answer: ours, or one of the framework's bare refusals. Answers with a body of their own stay.
fn failure(response: &Response) -> Option<Fail> {
    if let Some(fail) = response.extensions().get::<Fail>() {
        return Some(fail.clone());
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("text/plain");
    if !(response.status().is_client_error() || response.status().is_server_error()) || !kind.starts_with("text/plain") {
        return None;
    }
    Some(match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Fail::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Fail::TooLarge,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Fail::Internal("the time was up".to_owned()),
        s if s.is_server_error() => Fail::Internal(s.to_string()),
        s => Fail::Bad(s.canonical_reason().unwrap_or_default().to_owned()),
    })
}

fn wants_json(headers: &HeaderMap, path: &str) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    path.starts_with("/api/") || accepts.contains("application/json")
}

fn wants_page(headers: &HeaderMap, path: &str) -> bool {
    !wants_json(headers, path) && !headers.contains_key("hx-request")
}

fn say(fail: &Fail, headers: &HeaderMap, path: &str, id: &str) -> Response {
    let (lang, theme) = cookies::look(headers);
    // Programs and their authors read the API, and docs/api.md, in one language.
    let lang = if path.starts_with("/api/") { Lang::En } else { lang };
    let (title, help) = fail.words(lang);
    if wants_json(headers, path) {
        let body = json!({ "type": "about:blank", "title": title, "status": fail.status().as_u16(), "detail": help, "id": id });
        return ([(header::CONTENT_TYPE, "application/problem+json")], Json(body).into_response().into_body()).into_response();
    }
    if headers.contains_key("hx-request") {
        return fragment(&title, &help).into_response();
    }
    page(lang, theme, fail, id).into_response()
}

fn fragment(title: &str, help: &str) -> Markup {
    html! { strong { (title) } " " (help) }
}

/// The page of a failure.
pub fn page(lang: Lang, theme: layout::Theme, fail: &Fail, id: &str) -> Markup {
    let (title, help) = fail.words(lang);
    let body = html! {
        section.error-page {
            p.error-code aria-hidden="true" { (fail.status().as_str()) }
            h1 { (title) }
            p { (help) }
            p.actions {
                a.button.primary href="/" { (t!(lang, "error-home")) }
            }
            @if matches!(fail, Fail::Internal(_) | Fail::Full(_) | Fail::Unavailable(_)) {
                p.muted { (t!(lang, "error-id", id = id)) }
            }
        }
    };
    layout::bare(lang, theme, &title, &body)
}

/// Eight characters that tie what the reader saw to the line in the log.
fn error_id(state: &AppState) -> String {
    let mut bytes = [0_u8; 4];
    (state.random)(&mut bytes);
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Percent-encodes what may not stand in a query value.
pub(crate) fn percent(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}
