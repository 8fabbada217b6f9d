//! Mail as protocols and formats: MIME in and out, IMAP, SMTP, the milter, files of letters.
//!
//! Here live: raw letters taken apart and put together, HTML made safe, mailboxes read, letters handed to a mail server, and
//! the milter that asks before a letter leaves. Must not live here: which letter may leave (app), SQL, pages, a clock.

pub mod account;
mod connect;
pub mod imap;
pub mod limits;
