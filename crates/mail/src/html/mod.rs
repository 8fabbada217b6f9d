//! HTML of letters: read as text, and made safe to show.

mod cost;
mod safe;
mod scan;
mod style;
pub mod text;

pub use self::safe::{Options, SafeHtml, safe};
