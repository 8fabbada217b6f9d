//! What the use cases do, told as stories on both engines.

mod common;
mod first_call;
mod people;
mod ring_group;
mod undoing;
