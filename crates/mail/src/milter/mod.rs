//! The milter: the mail server asks before a letter leaves.
//!
//! Postfix hands over every letter of its senders (`smtpd_milters`, `non_smtpd_milters`); a [`Judge`] says whether it may
//! leave and what is changed before. Whatever goes wrong on this side is answered with "try later", so nothing leaks and
//! nothing is lost. The protocol is spoken by a codec of our own ([`frames`]): the crates for it leave limits of time and
//! size, answers of several lines and many letters at once to their callers, which is most of the work.

pub mod body;
pub mod clean;
pub mod frames;
pub mod server;
mod session;

use std::future::Future;

pub use body::Body;
pub use server::{Limits, Server};

/// Decides about letters. Many are judged at once.
pub trait Judge: Send + Sync + 'static {
    /// What becomes of this letter. A panic, and no answer in time, count as [`Verdict::TryLater`].
    fn judge(&self, asked: Asked) -> impl Future<Output = Verdict> + Send;
}

/// A letter that wants to leave, complete.
#[derive(Debug, Default)]
pub struct Asked {
    /// The envelope sender without angle brackets; empty for a bounce.
    pub envelope_from: String,
    /// The envelope recipients without angle brackets, as the client gave them.
    pub recipients: Vec<String>,
    /// Who signed in at the mail server (`{auth_authen}`); `None` without signing in.
    pub auth_login: Option<String>,
    /// How (`{auth_type}`: `PLAIN`).
    pub auth_method: Option<String>,
    /// The client's name; `localhost` for letters of the machine itself.
    pub client_host: String,
    /// The client's address.
    pub client_addr: String,
    /// The service of the mail server that took the letter (`{daemon_name}`, by convention `ORIGINATING` where people sign in).
    pub daemon_name: String,
    /// The letter's number at the mail server (`i`), for its log.
    pub queue_id: String,
    /// Headers in order: name, and value as sent (not decoded, lines parted by `\n`).
    pub headers: Vec<(String, Vec<u8>)>,
    /// Everything after the headers.
    pub body: Body,
}

/// What becomes of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It leaves, changed so.
    Pass {
        /// In order; indices count the headers as they are when their change comes.
        changes: Vec<Change>,
    },
    /// It does not leave (550 5.7.1); its sender's program shows these lines.
    Refuse {
        /// Any language; long ones are cut.
        lines: Vec<String>,
    },
    /// Not now (451 4.7.1): the sender's program or mail server keeps it.
    TryLater {
        /// Why.
        line: String,
    },
}

/// One change of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// This one does not get it; the address as in [`Asked::recipients`].
    RemoveRecipient(String),
    /// Another value for a header.
    ReplaceHeader {
        /// Its name.
        name: String,
        /// Which of that name, from 1.
        index: u32,
        /// As it is to be sent: encoded, lines parted by `\n`; an empty one removes the header.
        value: Vec<u8>,
    },
    /// A header less.
    RemoveHeader {
        /// Its name.
        name: String,
        /// Which of that name, from 1.
        index: u32,
    },
    /// A header more, at the end.
    AddHeader {
        /// Its name.
        name: String,
        /// As it is to be sent.
        value: Vec<u8>,
    },
}
