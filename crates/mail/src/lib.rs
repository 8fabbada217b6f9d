//! Mail as protocols and formats: MIME in and out, IMAP, SMTP, the milter, files of letters.
//!
//! Here live: raw letters taken apart and put together, HTML made safe, mailboxes read, letters handed to a mail server, and
//! the milter that asks before a letter leaves. Must not live here: which letter may leave (app), SQL, pages, a clock.

pub mod account;
pub mod addresses;
pub mod charset;
pub mod compose;
mod connect;
pub mod edit;
pub mod fields;
pub mod files;
pub mod html;
pub mod imap;
pub mod limits;
pub mod milter;
pub mod parse;
pub mod smtp;
pub mod transfer;
pub mod words;
