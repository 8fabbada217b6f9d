//! Who may send calls: a source with the office's key, or a command on the server's own machine.

use app::model::office::Office;
use app::secrets::digest;
use axum::http::{HeaderMap, header};

use super::problem::Problem;
use crate::errors::Fail;
use crate::state::AppState;

/// The office, if the request shows a key that may send calls.
pub(super) async fn check(state: &AppState, headers: &HeaderMap) -> Result<Office, Problem> {
    let key = shown(headers)?;
    let office = state.read(|tx| Ok(tx.office()?)).await?.ok_or(Fail::NotFound)?;
    // Digests are compared: the time it takes says nothing about the key.
    let known = [office.call_source_key.as_deref(), state.local_source.as_deref()];
    if known.into_iter().flatten().any(|one| one == key) { Ok(office) } else { Err(Problem::Unauthorized) }
}

/// Lets only commands on the server's own machine through: whoever can read its data folder.
pub(super) fn check_local(state: &AppState, headers: &HeaderMap) -> Result<(), Problem> {
    let key = shown(headers)?;
    if state.local_source.as_deref() == Some(key.as_str()) { Ok(()) } else { Err(Problem::Unauthorized) }
}

/// The digest of the key a request shows.
fn shown(headers: &HeaderMap) -> Result<String, Problem> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = shown.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim).filter(|token| !token.is_empty());
    Ok(digest(token.ok_or(Problem::Unauthorized)?))
}
