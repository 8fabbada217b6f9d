//! Mailboxes read by IMAP: one account kept in step with what the office has, live and after any break.
//!
//! The engine knows the protocol; what is kept and where is the business of the [`Sink`]. `BODY.PEEK[]` is the only way a letter is
//! read, so nothing is ever marked as seen. (account, folder, UIDVALIDITY, UID) is a place where a letter was seen, never its identity.

mod care;
mod folders;
mod mailbox;
mod pass;
mod response;
mod run;
mod sent;
mod session;
mod sink;
mod utf7;
mod value;
mod wire;

pub use run::{once, run};
pub use sent::{Copied, check, copy_to_sent};
pub use sink::{Fetched, Flags, Folder, FolderState, Known, Progress, Quarantined, Sink, SinkError, Step};
