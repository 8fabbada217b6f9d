//! `POST /api/v1/playbooks`: a command on the server's own machine installs a checked version of the playbook.

use app::install_playbook::{CheckedPlaybook, ensure_playbook};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use domain::playbook::Playbook;
use serde::Serialize;

use super::problem::{Problem, Wrong};
use super::source;
use crate::state::AppState;

/// Largest playbook taken, bytes; the trading office's is a tenth of it.
const LARGEST: usize = 8 * 1024 * 1024;

/// What is in force now.
#[derive(Debug, Serialize)]
pub(super) struct Installed {
    name: String,
    version: String,
    /// Whether this is what was in force before.
    unchanged: bool,
}

pub(super) async fn install(State(state): State<AppState>, request: Request) -> Result<Json<Installed>, Problem> {
    source::check_local(&state, request.headers())?;
    let body = to_bytes(request.into_body(), LARGEST)
        .await
        .map_err(|_| wrong("is too large", format!("a playbook has at most {} MB", LARGEST / 1024 / 1024)))?;
    let content =
        String::from_utf8(body.to_vec()).map_err(|_| wrong("is not UTF-8", "send it with `yellowsheet playbook install`"))?;
    let playbook: Playbook = serde_json::from_str(&content)
        .map_err(|why| wrong(format!("is not a playbook ({why})"), "send it with `yellowsheet playbook install`"))?;
    let checked = CheckedPlaybook {
        name: playbook.id.clone(),
        version: playbook.version.clone(),
        hash: blake3::hash(content.as_bytes()).to_hex().to_string(),
        content,
    };
    let unchanged = state
        .write(move |tx, ctx| {
            let before = tx.playbook_id()?;
            Ok(before == Some(ensure_playbook(tx, ctx, checked)?))
        })
        .await?;
    Ok(Json(Installed { name: playbook.id, version: playbook.version, unchanged }))
}

fn wrong(problem: impl Into<String>, cure: impl Into<String>) -> Problem {
    Problem::Invalid(vec![Wrong::new("body", problem, cure)])
}
