//! Refusals of the API as problem+json (RFC 9457): the field, what is wrong with it, and the cure.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::errors::Fail;

/// One thing wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Wrong {
    /// The field, with the place in the list where events came as one: `[2].at`.
    pub field: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub cure: String,
}

impl Wrong {
    pub(super) fn new(field: impl Into<String>, problem: impl Into<String>, cure: impl Into<String>) -> Self {
        Wrong { field: field.into(), problem: problem.into(), cure: cure.into() }
    }
}

/// A refusal.
#[derive(Debug)]
pub(super) enum Problem {
    /// The secret of a call source is missing or wrong.
    Unauthorized,
    /// There is no such thing; the words say which and what to do.
    NotFound(Wrong),
    /// The request is wrong in these ways; nothing was kept.
    Invalid(Vec<Wrong>),
    /// Anything else.
    Other(Fail),
}

impl From<Fail> for Problem {
    fn from(fail: Fail) -> Self {
        Problem::Other(fail)
    }
}

impl From<app::error::AppError> for Problem {
    fn from(error: app::error::AppError) -> Self {
        Problem::Other(error.into())
    }
}

#[derive(Serialize)]
struct Body {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Wrong>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, title, detail, errors) = match self {
            Problem::Other(fail) => return fail.into_response(),
            Problem::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                "The call source is not known",
                "Send the header 'Authorization: Bearer KEY' with the key made on the page of telephony.".to_owned(),
                Vec::new(),
            ),
            Problem::NotFound(wrong) => (StatusCode::NOT_FOUND, "There is no such thing", sentence(&wrong), vec![wrong]),
            Problem::Invalid(wrongs) => {
                let detail = wrongs.iter().map(sentence).collect::<Vec<_>>().join(" ");
                (StatusCode::UNPROCESSABLE_ENTITY, "The request is wrong and nothing was kept", detail, wrongs)
            }
        };
        let body = Body { kind: "about:blank", title, status: status.as_u16(), detail, errors };
        let text = serde_json::to_string(&body).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/problem+json")], text).into_response()
    }
}

fn sentence(wrong: &Wrong) -> String {
    format!("{} {}: {}.", wrong.field, wrong.problem, wrong.cure)
}
