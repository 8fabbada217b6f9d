//! Mailboxes of the office and how far each has been read.

use domain::id::{EmployeeId, MailboxId, QuarantineId};
use domain::time::Time;
use serde::{Deserialize, Serialize};

use super::client::stored_names;

/// How a connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte (RFC 8314).
    #[default]
    Tls,
    /// TLS after a plain greeting.
    StartTls,
    /// None: only to this very machine.
    Plain,
}
stored_names!(Security { Tls => "tls", StartTls => "starttls", Plain => "plain" });

/// How one signs in to a mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum MailAuth {
    /// By a password.
    #[default]
    Password,
    /// By an access token (XOAUTH2).
    Xoauth2,
}
stored_names!(MailAuth { Password => "password", Xoauth2 => "xoauth2" });

/// One mail server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
}

/// How a mailbox is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct MailboxSettings {
    /// Where letters are read; `None` means they are not.
    pub imap: Option<MailServer>,
    /// Where letters are handed over; `None` means this mailbox sends nothing.
    pub smtp: Option<MailServer>,
    /// The user's name at both.
    pub user: String,
    /// How one signs in.
    pub auth: MailAuth,
    /// Whether letters are acknowledged automatically, under RFC 3834.
    pub acknowledge: bool,
    /// The signature under letters from here.
    pub signature: String,
}

/// A mailbox of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// The id.
    pub id: MailboxId,
    /// Its address, lower case; unique.
    pub email: String,
    /// The name letters from it carry.
    pub name: String,
    /// Who answers for it: its letters are this employee's until somebody else takes them.
    pub employee: EmployeeId,
    /// Whether everybody who sees clients sees its letters; else its own employee, supervisor and director.
    pub shared: bool,
    /// How it is reached.
    pub settings: MailboxSettings,
    /// The sealed password or token; the key lies outside the database.
    pub secret: Option<String>,
    /// Whether it is in use.
    pub active: bool,
    /// When the record was made.
    pub created: Time,
    /// How far it has been read.
    pub progress: MailboxProgress,
}

/// How far a mailbox has been read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct MailboxProgress {
    /// Letters read in the first import.
    pub done: u64,
    /// Letters the first import has to read.
    pub total: u64,
    /// When it was last in step with its server.
    pub in_step: Option<Time>,
    /// What keeps it from being read now, as a stable code (`login`, `refused`, `tls` ...).
    pub problem: Option<String>,
    /// What the server said to it.
    pub said: String,
}

/// Where a letter was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailPlace {
    /// In which mailbox.
    pub mailbox: MailboxId,
    /// In which folder, decoded.
    pub folder: String,
    /// The folder's UIDVALIDITY.
    pub validity: i64,
    /// The UID.
    pub uid: i64,
}

/// A letter that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// The id.
    pub id: QuarantineId,
    /// Where it was seen; `None` for an imported file.
    pub place: Option<MailPlace>,
    /// Why it could not be read.
    pub why: String,
    /// Its raw bytes in the object store.
    pub raw: String,
    /// When.
    pub at: Time,
}
