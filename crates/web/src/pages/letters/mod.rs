//! Letters: the lists, a thread with its letters, writing and sending one.
//!
//! `list` and `thread` show, `settle` answers what a letter needs without writing, `compose` with `picker` is the page on which
//! a letter is written, `write` and `attach` save what is typed there, `send` lets it go. Words of letters are a stranger's:
//! they stand as text, or as HTML that `mail::html` made safe (`body`).

mod attach;
mod body;
mod compose;
mod file;
pub(crate) mod keys;
mod list;
mod picker;
mod send;
mod settle;
mod thread;
mod words;
mod write;

pub(crate) use file::download;
pub(crate) use list::{LettersDue, due_words, soonest, start_of as letter_start};
pub(crate) use words::subject as letter_subject;

use app::error::{AppError, StoreError};
use app::model::letter::StoredLetter;
use axum::body::{Body, to_bytes};
use domain::rights::Action;
use mail::parse::{Parsed, take_apart};

use crate::errors::Fail;
use crate::routes::{Access, Routes};
use crate::state::AppState;

pub(super) fn routes(routes: Routes) -> Routes {
    let reader = Access::May(Action::SeeLetters);
    let writer = Access::May(Action::WriteLetters);
    routes
        .get("/letters", reader, list::show)
        .post("/letters/new", writer, write::begin_new)
        .get("/letters/{id}", reader, thread::show)
        .get("/letters/{id}/attachments/{n}", reader, file::attachment)
        .get("/letters/{id}/raw", reader, file::raw)
        .get("/letters/{id}/clients", Access::May(Action::EditClients), settle::clients)
        .post("/letters/{id}/assign", Access::May(Action::EditClients), settle::assign)
        .post("/letters/{id}/read", writer, settle::read)
        .post("/letters/{id}/called", writer, settle::called)
        .post("/letters/{id}/private", writer, settle::private)
        .post("/letters/{id}/reopen", writer, settle::reopen)
        .post("/letters/{id}/type", writer, settle::give_type)
        .post("/letters/{id}/acknowledge", writer, settle::acknowledge)
        .post("/letters/{id}/{how}", writer, write::begin_about)
        .get("/outgoing/{id}", writer, compose::show)
        .post("/outgoing/{id}", writer, write::save)
        .post("/outgoing/{id}/template", writer, write::template)
        .post("/outgoing/{id}/attachments", writer, attach::add)
        .get("/outgoing/{id}/attachments/{digest}", writer, attach::open)
        .post("/outgoing/{id}/detach", writer, attach::remove)
        .post("/outgoing/{id}/send", writer, send::send)
        .post("/outgoing/{id}/back", writer, send::take_back)
        .post("/outgoing/{id}/discard", writer, send::discard)
}

/// The letter taken apart once more from its raw bytes; `None` when they are gone or nothing can be read of them.
pub(super) async fn parsed(state: &AppState, letter: &StoredLetter) -> Result<Option<Parsed>, Fail> {
    let Some(raw) = state.objects.get(&letter.raw).await.map_err(store_fail)? else { return Ok(None) };
    // A large letter takes its time: not on a thread that answers others.
    let parsed = tokio::task::spawn_blocking(move || take_apart(&raw).ok()).await;
    Ok(parsed.unwrap_or_default())
}

/// A failure of the store of objects as a request's.
pub(crate) fn store_fail(why: StoreError) -> Fail {
    AppError::Store(why).into()
}

/// The body of a request up to a limit of its own: texts and files are larger than forms.
async fn body_of(body: Body, limit: usize) -> Result<Vec<u8>, Fail> {
    to_bytes(body, limit).await.map(|bytes| bytes.to_vec()).map_err(|_| Fail::TooLarge)
}
