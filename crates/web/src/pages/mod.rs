//! The pages: one file per screen, each with its view models, its markup and its routes.

use axum::Router;

use crate::state::AppState;

/// The routes of every page.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
}
