//! Filling the demonstration office: in the background, batch by batch, so that the desk works meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::demonstration::{demonstration_office, fill as keep};
use app::error::{AppError, Done};
use axum::extract::State;
use axum::http::HeaderName;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::form::Fragment;
use crate::layout::{self, Frame};
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::{format, t};

/// All of the office is there, in thousandths.
const WHOLE: u64 = 1000;

/// How much of the demonstration office is there; whole when nothing is being filled.
#[derive(Clone, Debug)]
pub struct Progress(Arc<AtomicU64>);

impl Default for Progress {
    fn default() -> Self {
        Progress(Arc::new(AtomicU64::new(WHOLE)))
    }
}

impl Progress {
    /// Said before the filling is started, so that its page does not take the office for whole.
    pub(crate) fn begin(&self) {
        self.set(0);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self, thousandths: u64) {
        self.0.store(thousandths.min(WHOLE), Ordering::Relaxed);
    }
}

/// Fills the office if it asked for a demonstration and is not filled yet; goes on where it was broken off.
pub async fn fill(state: AppState) {
    let filled = fill_all(&state).await;
    state.filling.set(WHOLE);
    if let Err(why) = filled {
        tracing::error!(%why, "the demonstration office cannot be filled; the next start tries again");
    }
}

async fn fill_all(state: &AppState) -> Done<()> {
    let Some(mut office) = state.read(demonstration_office).await? else { return Ok(()) };
    state.filling.set(0);
    loop {
        // Making up a batch is work for a processor, not for the threads that answer browsers.
        let made = tokio::task::spawn_blocking(move || {
            let batch = office.next();
            (office, batch)
        });
        let (rest, batch) = made.await.map_err(|_| AppError::Conflict("interrupted"))?;
        let Some(batch) = batch else { return Ok(()) };
        office = rest;
        let progress = batch.progress;
        state.write(move |tx, _| keep(tx, &batch)).await?;
        // Only the end says whole.
        state.filling.set(progress.min(WHOLE - 1));
    }
}

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/set-up/filling", Access::Signed, show)
}

async fn show(State(state): State<AppState>, signed: Signed, Fragment(fragment): Fragment) -> Response {
    let progress = state.filling.get();
    match (progress >= WHOLE, fragment) {
        (true, true) => AppendHeaders([(HeaderName::from_static("hx-redirect"), "/")]).into_response(),
        (true, false) => Redirect::to("/").into_response(),
        (false, true) => bar(&signed.frame, progress).into_response(),
        (false, false) => page(&signed.frame, progress).into_response(),
    }
}

fn page(frame: &Frame, progress: u64) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "filling-title");
    let body = html! {
        section.broad {
            h1 { (title) }
            p.lead { (t!(lang, "filling-lead")) }
            (bar(frame, progress))
            p.after { a href="/" { (t!(lang, "filling-skip")) } }
        }
    };
    layout::bare(lang, frame.theme, &title, &body)
}

/// The bar asks for itself again until the office is whole.
#[expect(clippy::cast_precision_loss, reason = "thousandths")]
fn bar(frame: &Frame, progress: u64) -> Markup {
    let lang = frame.lang;
    html! {
        div.filling hx-get="/set-up/filling" hx-trigger="load delay:300ms" hx-swap="outerHTML" {
            progress max=(WHOLE) value=(progress) aria-label=(t!(lang, "filling-title")) {}
            span.num { (format::percent(lang, progress as f64 / WHOLE as f64)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn the_bar_shows_how_much_is_there_in_both_languages() {
        for lang in Lang::ALL {
            let html = page(&Frame::sample(lang), 420).into_string();
            assert!(html.contains("value=\"420\"") && html.contains(&format::percent(lang, 0.42)));
        }
    }
}
