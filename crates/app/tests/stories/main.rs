//! What the use cases do, told as stories on both engines.

mod common;
mod daily_limit;
mod first_call;
mod letters;
mod names_used_again;
mod people;
mod ring_group;
mod undoing;
