//! Real mail: Postfix as the office's server and as the outside world, opendkim, a mail program that speaks plain SMTP.
//!
//! Everything listens on loopback, lives in a temporary folder and ends with the test process.

pub mod bypass;
mod config;
pub mod dkim;
pub mod letter;
pub mod mail_program;
pub mod postfix;

pub use letter::Letter;
pub use mail_program::{Answer, MailProgram};
pub use postfix::{Postfix, Settings};
