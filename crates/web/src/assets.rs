//! The files of the browser: embedded by the build script, served with names that change with their content.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};

/// One embedded file.
pub(crate) struct Asset {
    /// The name it has in the source, as `app.css`.
    pub name: &'static str,
    /// The address it is served at, with the hash of its content.
    pub path: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an embedded file by its name in the source; the plain name (which answers 404) when there is none.
/// Tests of the layout and of every page check that no such address is given out.
pub fn url(name: &'static str) -> &'static str {
    ASSETS.binary_search_by(|a| a.name.cmp(name)).map_or(name, |i| ASSETS[i].path)
}

fn mime(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ext)| ext) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

async fn serve(Path(file): Path<String>) -> Response {
    let wanted = format!("/assets/{file}");
    match ASSETS.iter().find(|a| a.path == wanted) {
        Some(asset) => (
            [(header::CONTENT_TYPE, mime(asset.path)), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")],
            asset.bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The route of the embedded files.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(serve))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sorted_so_that_they_are_found_by_name() {
        assert!(ASSETS.windows(2).all(|w| w[0].name < w[1].name));
        assert!(url("app.css").starts_with("/assets/app-"));
    }

    #[test]
    fn scripts_import_only_hashed_names() {
        for asset in ASSETS.iter().filter(|a| a.name.ends_with(".js")) {
            let text = String::from_utf8_lossy(asset.bytes);
            assert!(!text.contains("from \"./"), "{} imports by a plain name", asset.name);
        }
    }
}
