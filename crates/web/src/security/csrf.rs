//! A request that changes something must come from our own page, in two steps.
//!
//! 1. Where it comes from: `Sec-Fetch-Site` must be `same-origin` (or `none`, typed by hand); where a browser does not send it,
//!    `Origin` must name our host. Every browser sends one of the two with a POST. A program that sends neither is no
//!    browser and carries nobody's cookies by accident.
//! 2. Where the request carries a session, the token of that session: the field `csrf` of a form or the header
//!    `x-csrf-token` of a script. The token is derived from the session's secret, so it outlives a restart and
//!    is the same in every process, and it gives nothing away about the secret.
//!
//! Requests with `Authorization` (the API) carry no cookie and skip both steps.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::errors::Fail;
use crate::security::cookies;
use crate::state::AppState;

/// A form is small; a larger body is refused before it is read.
pub const FORM_LIMIT: usize = 256 * 1024;

/// The token that belongs to a session.
pub fn token(session: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("yellowsheet 2026-11 token of forms");
    hasher.update(session.as_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

/// Refuses a changing request that does not come from our own page.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || request.headers().contains_key(header::AUTHORIZATION) {
        return next.run(request).await;
    }
    if !from_ourselves(request.headers()) {
        return Fail::StrangeOrigin.into_response();
    }
    if starts_a_session(request.uri().path()) {
        return next.run(request).await;
    }
    let Some(session) = cookies::session(request.headers(), state.settings.https) else {
        return next.run(request).await;
    };
    let wanted = token(session);
    if let Some(given) = request.headers().get("x-csrf-token") {
        return match same(given.as_bytes(), wanted.as_bytes()) {
            true => next.run(request).await,
            false => Fail::StaleForm.into_response(),
        };
    }
    if !is_form(request.headers()) {
        return Fail::StaleForm.into_response();
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, FORM_LIMIT).await else {
        return Fail::TooLarge.into_response();
    };
    let given = form_field(&bytes, "csrf");
    if !given.is_some_and(|g| same(g.as_bytes(), wanted.as_bytes())) {
        return Fail::StaleForm.into_response();
    }
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// Forms of nobody: a session left behind in the browser, ended elsewhere, must not keep its owner out.
fn starts_a_session(path: &str) -> bool {
    path == "/sign-in" || path == "/set-up" || path.starts_with("/invitation/")
}

fn from_ourselves(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, h)| h.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    kind.starts_with("application/x-www-form-urlencoded")
}

/// The value of a field of a form. Our tokens are hexadecimal, so nothing has to be decoded.
fn form_field<'a>(body: &'a [u8], name: &str) -> Option<&'a str> {
    let text = std::str::from_utf8(body).ok()?;
    text.split('&').filter_map(|pair| pair.split_once('=')).find(|(n, _)| *n == name).map(|(_, v)| v)
}

/// Equality that takes the same time wherever the difference is.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (header::HeaderName::from_static(n), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn only_our_own_pages_may_send_changes() {
        assert!(from_ourselves(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!from_ourselves(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!from_ourselves(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(from_ourselves(&headers(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")])));
        assert!(!from_ourselves(&headers(&[("origin", "http://127.0.0.1:9090"), ("host", "127.0.0.1:8080")])));
        assert!(!from_ourselves(&headers(&[("origin", "null"), ("host", "127.0.0.1:8080")])));
    }

    #[test]
    fn who_signs_in_needs_no_token_of_a_session_that_ended() {
        assert!(starts_a_session("/sign-in") && starts_a_session("/invitation/abc"));
        assert!(!starts_a_session("/sign-out-everywhere") && !starts_a_session("/people/invite"));
    }

    #[test]
    fn a_token_belongs_to_one_session_and_does_not_show_it() {
        assert_eq!(token("a"), token("a"));
        assert_ne!(token("a"), token("b"));
        assert_eq!(form_field(b"name=x&csrf=abc&z=1", "csrf"), Some("abc"));
        assert_eq!(form_field(&[0xff, 0xfe], "csrf"), None);
    }
}
