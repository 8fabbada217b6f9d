//! The desk: what an employee's day page and a yellow sheet show, computed anew from what is kept.

pub mod view;
