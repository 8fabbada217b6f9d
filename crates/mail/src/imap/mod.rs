//! Mailboxes read by IMAP: one account kept in step with what the office has, live and after any break.
//!
//! The engine knows the protocol; what is kept and where is the business of the [`Sink`]. `BODY.PEEK[]` is the only way a letter is
//! read, so nothing is ever marked as seen. (account, folder, UIDVALIDITY, UID) is a place where a letter was seen, never its identity.

mod sink;

pub use sink::{Fetched, Flags, Folder, FolderState, Known, Progress, Quarantined, Role, Sink, SinkError, Step};
