//! The pages of the product, its static files and its API, over `app` and `store`. Knows HTTP and nothing of SQL.

mod api;
pub mod assets;
pub mod catalogue;
pub mod demo_office;
pub mod demo_phone;
pub mod errors;
pub mod form;
pub mod format;
pub mod gate_words;
pub mod ids;
pub mod layout;
pub mod locale;
pub mod markdown;
pub mod names;
mod pages;
mod phone;
pub mod places;
pub mod routes;
#[cfg(test)]
mod sample;
pub mod security;
pub mod state;
pub mod ui;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

pub use ids::Ids;
pub use state::{AppState, Settings};

/// The longest a request may take before it is given up. A live stream is answered at once and is not meant.
const PATIENCE: Duration = Duration::from_secs(30);

/// The whole site: pages, files, and what stands before them (see `security`).
pub fn site(state: AppState) -> Router {
    let (pages, _) = pages::routes(&state).with(api::routes).finish();
    guarded(pages.merge(assets::routes()).with_state(state.clone()), &state)
}

/// Routes with everything that stands before them: the innermost layer is written first.
pub fn guarded(routes: Router, state: &AppState) -> Router {
    routes
        .layer(from_fn_with_state(state.clone(), security::csrf::layer))
        .layer(DefaultBodyLimit::max(security::csrf::FORM_LIMIT))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, PATIENCE))
        .layer(CatchPanicLayer::custom(errors::from_panic))
        .layer(from_fn_with_state(state.clone(), errors::layer))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), security::headers::layer))
        .layer(from_fn(trace))
}

/// Every route of the site with who may use it.
pub fn table(state: &AppState) -> Vec<routes::Route> {
    pages::routes(state).with(api::routes).finish().1
}

/// One line of the log for every request at the level `debug`.
async fn trace(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    tracing::debug!(%method, path, status = response.status().as_u16(), "answered");
    response
}
