//! Files of a letter in the making: kept under their hash as soon as they are chosen, dropped or pasted.

use app::model::outgoing::Outgoing;
use app::write_letter::{LetterPatch, own_outgoing, save_letter};
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use domain::id::OutgoingId;
use domain::letter::{Attachment, AttachmentKind};
use maud::{Markup, html};
use serde::Deserialize;

use super::file::download;
use super::{body_of, store_fail, words};
use crate::errors::Fail;
use crate::form::Pairs;
use crate::layout::Frame;
use crate::routes::Signed;
use crate::state::AppState;
use crate::t;

/// Most bytes of one file; the letter as a whole is limited in `app::write_letter`.
const FILE_LIMIT: usize = 35 * 1024 * 1024;
/// Longest name of a file, characters.
const NAME_LIMIT: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Named {
    name: String,
}

/// Adds a file: its bytes are the body, its name stands in the address. Answers with the list.
pub(super) async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    Query(named): Query<Named>,
    headers: HeaderMap,
    body: Body,
) -> Result<Markup, Fail> {
    let actor = signed.employee.clone();
    // Asked before anything is kept: whose letter it is.
    state.read(move |tx| own_outgoing(tx, &actor, OutgoingId(id))).await?;
    let content = body_of(body, FILE_LIMIT).await?;
    if content.is_empty() {
        return Err(Fail::Invalid("attachment", "empty"));
    }
    let said = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
    let digest = state.objects.put(content).await.map_err(store_fail)?;
    let mime = media_type(said);
    let kind = if mime.starts_with("image/") { AttachmentKind::Picture } else { AttachmentKind::File };
    let attachment = Attachment { name: file_name(&named.name), mime, size, digest, content_id: None, inline: false, kind };
    let patch = LetterPatch { attach: Some(attachment), ..LetterPatch::default() };
    saved(&state, &signed, id, patch).await
}

/// Takes a file off.
pub(super) async fn remove(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    form: Pairs,
) -> Result<Markup, Fail> {
    let patch = LetterPatch { detach: Some(form.text("digest").to_owned()), ..LetterPatch::default() };
    saved(&state, &signed, id, patch).await
}

async fn saved(state: &AppState, signed: &Signed, id: i64, patch: LetterPatch) -> Result<Markup, Fail> {
    let actor = signed.employee.clone();
    let outgoing = state.write(move |tx, ctx| save_letter(tx, ctx, &actor, OutgoingId(id), patch)).await?;
    Ok(list(&signed.frame, &outgoing))
}

/// One file of an own letter.
pub(super) async fn open(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, digest)): Path<(i64, String)>,
) -> Result<Response, Fail> {
    let actor = signed.employee.clone();
    let outgoing = state.read(move |tx| own_outgoing(tx, &actor, OutgoingId(id))).await?;
    let known = outgoing.content.attachments.iter().find(|one| one.digest == digest).ok_or(Fail::NotFound)?;
    let content = state.objects.get(&known.digest).await.map_err(store_fail)?.ok_or(Fail::NotFound)?;
    Ok(download(&known.name, &known.mime, content))
}

/// The files of a letter, each with a button that takes it off.
pub(super) fn list(frame: &Frame, outgoing: &Outgoing) -> Markup {
    let lang = frame.lang;
    html! {
        ul.attachments #attachments {
            @for one in &outgoing.content.attachments {
                li {
                    a href=(format!("/outgoing/{}/attachments/{}", outgoing.id, one.digest)) download { (words::attachment(lang, one)) }
                    " " span.muted.small { (words::size(lang, one.size)) }
                    " " button.link type="button" data-detach=(one.digest) aria-label=(t!(lang, "compose-detach-named", name = words::attachment(lang, one))) { (t!(lang, "compose-detach")) }
                }
            }
        }
    }
}

/// A file's name without folders and signs that are no part of a name.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(NAME_LIMIT).collect::<String>().trim().to_owned()
}

/// The media type a browser says, where it is one.
fn media_type(said: &str) -> String {
    let plain = said.split(';').next().unwrap_or_default().trim().to_lowercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || "/.+-_".contains(c);
    if plain.len() <= 100 && plain.matches('/').count() == 1 && plain.chars().all(fits) {
        plain
    } else {
        "application/octet-stream".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_types_of_files_are_made_harmless() {
        assert_eq!(file_name("C:\\Users\\a\\offer\r\n.pdf"), "offer.pdf");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(media_type("Application/PDF; name=x"), "application/pdf");
        assert_eq!(media_type("text/html\r\nX: y"), "application/octet-stream");
    }
}
