//! What the program does by itself: it throws away sessions that are over and live events no page will ask for any more,
//! and renews the lease of the number it makes ids with.

use std::time::Duration;

use web::AppState;

/// How often.
const EVERY: Duration = Duration::from_secs(3600);
/// A page that stays away longer loads anew instead of catching up.
const EVENTS_KEPT_SECONDS: i64 = 2 * 24 * 3600;

/// How often the lease is renewed: several times before it is over, so that a busy database may miss some.
const RENEWED_EVERY: Duration = Duration::from_secs(app::lease_node::LEASE.unsigned_abs() / 5);

/// Renews the lease of this process's number until it is aborted.
pub(crate) async fn keep_node(state: AppState) {
    let mut turns = tokio::time::interval(RENEWED_EVERY);
    // The first tick is now, and the lease is fresh.
    turns.tick().await;
    loop {
        turns.tick().await;
        if let Err(why) = state.ids.renew(&state.store, state.now()).await {
            tracing::warn!(%why, "the number for making ids was not renewed; it is tried again");
        }
    }
}

/// Tidies up now and every hour, until it is aborted.
pub(crate) async fn keep_tidy(state: AppState) {
    let mut hours = tokio::time::interval(EVERY);
    loop {
        hours.tick().await;
        let done = state
            .write(|tx, ctx| {
                let sessions = tx.remove_expired_sessions(ctx.now)?;
                Ok((sessions, tx.remove_events(ctx.now.plus_seconds(-EVENTS_KEPT_SECONDS))?))
            })
            .await;
        match done {
            Ok((sessions, events)) => tracing::debug!(sessions, events, "tidied up"),
            Err(why) => tracing::warn!(%why, "tidying up failed; it is tried again in an hour"),
        }
    }
}
