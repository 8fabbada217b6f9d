//! What the program throws away by itself: sessions that are over and live events no page will ask for any more.

use std::time::Duration;

use web::AppState;

/// How often.
const EVERY: Duration = Duration::from_secs(3600);
/// A page that stays away longer loads anew instead of catching up.
const EVENTS_KEPT_SECONDS: i64 = 2 * 24 * 3600;

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
