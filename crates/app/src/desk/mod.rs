//! The desk: what an employee's day page and a yellow sheet show, computed anew from what is kept.

pub mod caller;
pub mod reading;
pub mod show;
pub mod talk;
pub mod types;
pub mod view;
