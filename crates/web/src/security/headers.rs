//! The headers that tell a browser what it may do with our answers.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::AppState;

/// Everything from ourselves, nothing inline, no frames, forms only to ourselves.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The policy of a page that shows the HTML of a letter: styles on its elements, which `mail::html` has cleaned, and, where
/// the reader asked for them, pictures from elsewhere.
pub fn letter_policy(pictures: bool) -> String {
    let images = if pictures { "img-src 'self' data: https: http:;" } else { "img-src 'self' data:;" };
    CSP.replace("img-src 'self' data:;", images).replace("style-src 'self';", "style-src 'self'; style-src-attr 'unsafe-inline';")
}

/// Adds the headers to every answer; an answer that names no caching is not stored, since pages show personal data.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        // A file out of a letter is sandboxed, and a letter whose pictures were asked for may load them: they say so themselves.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if state.settings.https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_loads_pictures_from_elsewhere_only_when_asked_and_scripts_never() {
        let (closed, open) = (letter_policy(false), letter_policy(true));
        assert!(closed.contains("style-src-attr") && !closed.contains("https:"));
        assert!(open.contains("img-src 'self' data: https: http:;"));
        for policy in [closed, open] {
            assert!(policy.contains("script-src 'self';") && policy.contains("default-src 'none'"));
        }
    }
}
