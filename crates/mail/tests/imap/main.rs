//! Mailboxes read by IMAP, against a real Dovecot and against servers that mean ill.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "these are tests")]

mod hand;
mod hostile;
mod office;
mod real;
mod settings;
