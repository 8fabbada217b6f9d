//! How long and how much: nothing that comes from a mail server is waited for or kept without an end.

use std::time::Duration;

/// The limits of talking to mail servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Finding and connecting, TLS included.
    pub connect: Duration,
    /// No byte for this long ends the connection.
    pub silence: Duration,
    /// One command with its whole answer.
    pub command: Duration,
    /// One IDLE: servers and routers forget connections that are silent longer; at most 5 minutes.
    pub idle: Duration,
    /// The answer to DONE after an IDLE.
    pub done: Duration,
    /// Between two looks at the folders that do not tell of changes themselves.
    pub poll: Duration,
    /// The first pause after a failure; it doubles.
    pub pause_first: Duration,
    /// The longest pause after a failure.
    pub pause_most: Duration,
    /// The first pause after a refused login: servers lock accounts that try too often.
    pub pause_login: Duration,
    /// A bigger letter is not read, bytes.
    pub letter_bytes: u64,
    /// Letters asked for at once.
    pub batch_letters: usize,
    /// Bytes of letters asked for at once; a single letter may be bigger.
    pub batch_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(20),
            silence: Duration::from_secs(60),
            command: Duration::from_secs(30 * 60),
            idle: Duration::from_secs(4 * 60),
            done: Duration::from_secs(10),
            poll: Duration::from_secs(60),
            pause_first: Duration::from_secs(2),
            pause_most: Duration::from_secs(5 * 60),
            pause_login: Duration::from_secs(60),
            letter_bytes: 50 << 20,
            batch_letters: 100,
            batch_bytes: 16 << 20,
        }
    }
}
