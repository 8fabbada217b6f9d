//! Live events to open pages: server-sent events with ids, taken up again where a page left off.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use app::model::journal::LiveEvent;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::id::EventId;
use futures_util::stream;
use serde::Deserialize;
use tokio::sync::watch;

use crate::demo_phone::OpenDesk;
use crate::errors::Fail;
use crate::routes::Signed;
use crate::state::AppState;

/// A page that hears nothing for longer takes the line for dead.
const BEAT: Duration = Duration::from_secs(15);
/// Events read at once.
const BATCH: i64 = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    after: Option<i64>,
}

struct Listening {
    state: AppState,
    signed: Signed,
    last: EventId,
    waiting: VecDeque<LiveEvent>,
    news: watch::Receiver<u64>,
    closing: watch::Receiver<bool>,
    // While it lives the demonstration phone may ring here.
    _desk: OpenDesk,
}

/// The stream of one page. The id a browser reconnects with comes before the one in the address.
pub(super) async fn live(
    State(state): State<AppState>,
    signed: Signed,
    headers: HeaderMap,
    Query(seen): Query<Seen>,
) -> Result<impl IntoResponse, Fail> {
    let resumed = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    let news = state.store.events();
    let last = match resumed.or(seen.after) {
        Some(id) => EventId(id),
        None => state.read(|tx| Ok(tx.last_event()?)).await?,
    };
    let closing = state.closing.clone();
    let desk = state.demo_phone.listening(signed.employee.id);
    let listening = Listening { state, signed, last, waiting: VecDeque::new(), news, closing, _desk: desk };
    let events = stream::unfold(listening, |mut listening| async {
        let event = next(&mut listening).await?;
        Some((Ok::<_, Infallible>(said(&event)), listening))
    });
    let beat = KeepAlive::new().interval(BEAT).event(Event::default().event("beat").data("."));
    // The first bytes go out at once, so that a page knows it is connected.
    Ok(Sse::new(events).keep_alive(beat))
}

fn said(event: &LiveEvent) -> Event {
    // Ids are larger than a script's numbers, so they are text.
    let data = serde_json::json!({ "kind": event.kind, "subject": event.subject.to_string() }).to_string();
    Event::default().event("change").id(event.id.to_string()).data(data)
}

/// The next event for this page; `None` when the program stops or the reader has signed out.
async fn next(listening: &mut Listening) -> Option<LiveEvent> {
    loop {
        if let Some(event) = listening.waiting.pop_front() {
            listening.last = event.id;
            return Some(event);
        }
        // Marked as seen before reading: an event committed meanwhile wakes the next round.
        listening.news.mark_unchanged();
        let (employee, last, key) = (listening.signed.employee.id, listening.last, listening.signed.session.key.clone());
        let read = listening.state.read(move |tx| {
            let signed_in = tx.session(&key)?.is_some();
            Ok((signed_in, tx.events_after(employee, last, BATCH)?))
        });
        match read.await {
            Ok((true, events)) if !events.is_empty() => listening.waiting = events.into(),
            Ok((true, _)) => {
                tokio::select! {
                    changed = listening.news.changed() => changed.ok()?,
                    _ = listening.closing.wait_for(|stop| *stop) => return None,
                }
            }
            Ok((false, _)) => return None,
            Err(why) => {
                tracing::warn!(%why, "live events cannot be read");
                return None;
            }
        }
    }
}
