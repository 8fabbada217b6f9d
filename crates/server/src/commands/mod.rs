//! The commands of the program, one file each.

pub(crate) mod capture;
pub(crate) mod guide;
pub(crate) mod import;
pub(crate) mod playbook;
pub(crate) mod ring;
pub(crate) mod serve;
