//! The shape of what is kept, as plain data.

pub mod call;
pub mod client;
pub mod journal;
pub mod letter;
pub mod mailbox;
pub mod office;
pub mod outgoing;
pub mod people;
pub mod sheet;
pub mod work;
