//! What every handler may reach: the settings, the clock, the source of random bytes.

use std::sync::Arc;

use domain::time::Time;

use crate::security::limits::Limits;

/// How this process is reached from browsers.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Browsers reach us by https: cookies get the `__Host-` prefix and `Secure`, and HSTS is sent.
    pub https: bool,
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
    /// How this process is reached.
    pub settings: Arc<Settings>,
    /// The moment now. A function so that tests own the time.
    pub clock: Clock,
    /// Fills a buffer with random bytes fit for secrets.
    pub random: Random,
    /// Limits of attempts to sign in.
    pub limits: Arc<Limits>,
}

impl AppState {
    /// The moment now.
    pub fn now(&self) -> Time {
        (self.clock)()
    }
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState").field("settings", &self.settings).finish_non_exhaustive()
    }
}
