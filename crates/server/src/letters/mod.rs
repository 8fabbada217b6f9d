//! Letters come in and go out: one task a mailbox, one for the outbox, one for the milter.

mod accounts;
mod gate;
mod keep;
mod mailboxes;
mod outbox;
mod sink;

pub(crate) use gate::{Gate, guard};
pub(crate) use keep::{Bring, keep_file};
pub(crate) use mailboxes::keep_reading;
pub(crate) use outbox::keep_sending;
