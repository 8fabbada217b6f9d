//! The rules of Yellow Sheet, as plain functions over plain data.
//!
//! Here live: ids and times, rights, the call model, the yellow sheet's draft, the capture line, letters, the guide, the
//! playbook's shape, output. Must not live here: input and output, async, a clock, random numbers, a database, HTML.

pub mod call;
pub mod capture;
pub mod guide;
pub mod id;
pub mod inn;
pub mod language;
pub mod layout;
pub mod legal_form;
pub mod letter;
pub mod letters;
pub mod names;
pub mod output;
pub mod phone;
pub mod playbook;
pub mod random;
pub mod rights;
pub mod sheet;
pub mod text;
pub mod time;
