//! Mailboxes read by IMAP, against a real Dovecot and against servers that mean ill.

mod hand;
mod hostile;
mod office;
mod real;
mod settings;
