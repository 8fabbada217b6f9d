//! PostgreSQL: hears when another process has committed live events.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use postgres::Client;
use postgres::fallible_iterator::FallibleIterator;
use tokio::sync::watch;

use crate::engine::postgres::CHANNEL;
use crate::engine::tls;
use crate::error::{StoreError, from_postgres};

/// How long closing the store may wait for the listener, and how long a lost connection stays lost.
const TICK: Duration = Duration::from_millis(250);

/// The thread that listens.
pub(crate) struct Listener {
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Starts listening; every notice, and every new connection (something may have been missed), wakes the watchers.
pub(crate) fn listen(url: String, events: watch::Sender<u64>) -> Result<Listener, StoreError> {
    let stopped = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&stopped);
    let mut client = Some(connect(&url)?);
    let run = move || {
        while !stop.load(Ordering::Relaxed) {
            match client.take().map_or_else(|| connect(&url), Ok) {
                Ok(fresh) => {
                    events.send_modify(|count| *count += 1);
                    hear(fresh, &events, &stop);
                }
                Err(why) => tracing::warn!(%why, "live events of other processes cannot be heard"),
            }
            std::thread::park_timeout(TICK);
        }
    };
    let thread = std::thread::Builder::new().name("store-listener".into()).spawn(run);
    let thread = thread.map_err(|why| StoreError::Unavailable(format!("cannot start a thread: {why}")))?;
    Ok(Listener { stopped, thread: Some(thread) })
}

fn connect(url: &str) -> Result<Client, StoreError> {
    let mut client = tls::connect(url)?;
    client.batch_execute(&format!("LISTEN {CHANNEL}")).map_err(from_postgres)?;
    Ok(client)
}

/// Hears until the connection is lost or the store closes.
fn hear(mut client: Client, events: &watch::Sender<u64>, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let heard = client.notifications().timeout_iter(TICK).next();
        match heard {
            Ok(Some(_)) => events.send_modify(|count| *count += 1),
            Ok(None) if client.is_closed() => return,
            Ok(None) => {}
            Err(_) => return,
        }
    }
}
