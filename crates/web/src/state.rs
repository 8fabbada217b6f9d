//! What every handler may reach: the store, the settings, the clock, the source of random bytes and of ids.

use std::sync::Arc;

use app::context::Context;
use app::error::{AppError, Done};
use app::ports::Tx;
use app::sealing::SealingKey;
use domain::time::Time;
use store::{Objects, Store};
use tokio::sync::{Notify, watch};

use crate::catalogue::Cache;
use crate::demo_office::Progress;
use crate::demo_phone::DemoPhone;
use crate::ids::Ids;
use crate::security::limits::Limits;

/// How this process is reached from browsers.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Browsers reach us by https: cookies get the `__Host-` prefix and `Secure`, and HSTS is sent.
    pub https: bool,
    /// The domain type addresses are written at (`offer@type.office.example`); empty where there is no mail server of ours.
    pub type_domain: String,
    /// A proxy of ours stands in front: the last address of `X-Forwarded-For` is the browser's.
    pub behind_proxy: bool,
}

/// Tells the moment.
pub type Clock = Arc<dyn Fn() -> Time + Send + Sync>;

/// Fills a buffer with random bytes fit for secrets.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What every handler may reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub store: Store,
    /// Where new ids come from.
    pub ids: Arc<Ids>,
    /// Playbooks already parsed.
    pub playbooks: Cache,
    /// How this process is reached.
    pub settings: Arc<Settings>,
    /// The moment now. A function so that tests own the time.
    pub clock: Clock,
    /// Fills a buffer with random bytes fit for secrets.
    pub random: Random,
    /// How much of the demonstration office is there.
    pub filling: Progress,
    /// The demonstration phone.
    pub demo_phone: DemoPhone,
    /// Digest of the key that commands on this machine send calls with; `None` where there are none.
    pub local_source: Option<Arc<str>>,
    /// Limits of attempts to sign in.
    pub limits: Arc<Limits>,
    /// Raw letters and attachments.
    pub objects: Objects,
    /// What passwords of mailboxes are sealed with.
    pub sealing: SealingKey,
    /// Wakes whoever hands letters over: one may leave sooner than was known.
    pub outbox: Arc<Notify>,
    /// Turns true when the program is told to stop; live streams end on it.
    pub closing: watch::Receiver<bool>,
}

impl AppState {
    /// The moment now.
    pub fn now(&self) -> Time {
        (self.clock)()
    }

    /// Thirty-two random bytes.
    pub fn random_bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        (self.random)(&mut bytes);
        bytes
    }

    /// Reads in one transaction.
    ///
    /// # Errors
    /// What the closure refused, or the store's own failure.
    pub async fn read<R, F>(&self, work: F) -> Done<R>
    where
        F: FnOnce(&mut dyn Tx) -> Done<R> + Send + 'static,
        R: Send + 'static,
    {
        self.store.read(work).await
    }

    /// Runs a use case in one transaction, with the time, ids and random bytes it needs.
    ///
    /// # Errors
    /// What the use case refused, or the store's own failure.
    pub async fn write<R, F>(&self, work: F) -> Done<R>
    where
        F: FnOnce(&mut dyn Tx, &mut Context<'_>) -> Done<R> + Send + 'static,
        R: Send + 'static,
    {
        let (now, random, ids) = (self.now(), self.random_bytes(), Arc::clone(&self.ids));
        ids.ready(&self.store, now).await?;
        self.store.write::<R, AppError, _>(move |tx| ids.with(|ids| work(tx, &mut Context { now, ids, random }))).await
    }
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState").field("settings", &self.settings).finish_non_exhaustive()
    }
}
