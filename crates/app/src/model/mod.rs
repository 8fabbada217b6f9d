//! The shape of what is kept, as plain data.

pub mod call;
pub mod client;
pub mod journal;
pub mod office;
pub mod people;
pub mod sheet;
pub mod work;
