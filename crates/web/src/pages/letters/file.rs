//! Files out of letters: never shown as pages of ours, whatever they say of themselves.

use app::open_letter::may_see;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::id::LetterId;

use super::{parsed, store_fail};
use crate::errors::{Fail, percent};
use crate::routes::Signed;
use crate::state::AppState;

/// What a file of a stranger may do in a browser: nothing.
const SANDBOX: &str = "default-src 'none'; sandbox";
/// Media types a browser shows as pictures inside a letter.
const PICTURES: [&str; 6] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"];

/// One attachment of a letter, read out of its raw bytes.
pub(super) async fn attachment(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, n)): Path<(i64, usize)>,
) -> Result<Response, Fail> {
    let actor = signed.employee.clone();
    let letter = state.read(move |tx| may_see(tx, &actor, LetterId(id))).await?;
    let parsed = parsed(&state, &letter).await?.ok_or(Fail::NotFound)?;
    let known = parsed.letter.attachments.get(n).ok_or(Fail::NotFound)?;
    let content = parsed.contents.into_iter().nth(n).ok_or(Fail::NotFound)?;
    Ok(download(&known.name, &known.mime, content))
}

/// The raw letter, as a file.
pub(super) async fn raw(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Fail> {
    let actor = signed.employee.clone();
    let letter = state.read(move |tx| may_see(tx, &actor, LetterId(id))).await?;
    let content = state.objects.get(&letter.raw).await.map_err(store_fail)?.ok_or(Fail::NotFound)?;
    Ok(download(&format!("letter-{id}.eml"), "message/rfc822", content))
}

/// A file to be kept, not opened here: a name, no guessing of its type, no rights of a page.
pub(crate) fn download(name: &str, mime: &str, content: Vec<u8>) -> Response {
    let name = if name.trim().is_empty() { "file" } else { name };
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", percent(name).replace('/', "%2F"));
    let mime = if PICTURES.contains(&mime) { mime } else { "application/octet-stream" };
    let kept = [
        (header::CONTENT_TYPE, HeaderValue::from_str(mime)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition)),
        (header::CONTENT_SECURITY_POLICY, Ok(HeaderValue::from_static(SANDBOX))),
        (HeaderName::from_static("x-content-type-options"), Ok(HeaderValue::from_static("nosniff"))),
    ];
    let mut response = content.into_response();
    for (header, value) in kept {
        if let Ok(value) = value {
            response.headers_mut().insert(header, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_stranger_is_kept_under_a_harmless_name_and_type() {
        let response = download("счёт\"\r\n.html", "text/html", b"<script>".to_vec());
        let text = |name: HeaderName| response.headers()[name].to_str().expect("text").to_owned();
        assert_eq!(text(header::CONTENT_TYPE), "application/octet-stream");
        let disposition = text(header::CONTENT_DISPOSITION);
        assert!(disposition.starts_with("attachment; filename=\"") && !disposition.contains('\n'));
        assert!(text(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    }
}
