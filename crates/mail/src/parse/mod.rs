//! Raw letters taken apart: bytes in, a `Letter` and the contents of its attachments out.

mod automatic;
mod body;
mod bounce;
mod bounce_text;
mod flowed;
mod guard;
mod head;
mod params;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::letter::Letter;

pub use self::guard::{FIELDS_MAX, PARTS_MAX};

/// Longest text of a letter that is kept, bytes. The raw letter is kept whole elsewhere.
pub const TEXT_MAX: usize = 1024 * 1024;
/// Longest HTML part that is kept, bytes.
pub const HTML_MAX: usize = 2 * 1024 * 1024;

/// What was odd about a letter: codes in `Letter::oddities`.
pub mod oddity {
    /// A charset was missing or wrong, and another was taken.
    pub const CHARSET: &str = "charset";
    /// Something was longer or more than is kept, and was cut.
    pub const TRUNCATED: &str = "truncated";
    /// There is no date.
    pub const NO_DATE: &str = "no-date";
    /// There is a date, but no calendar has it, or no mail existed then.
    pub const BAD_DATE: &str = "bad-date";
    /// Nobody says to have written it.
    pub const NO_FROM: &str = "no-from";
    /// A field that may stand once stands more often.
    pub const REPEATED_FIELDS: &str = "repeated-fields";
    /// NUL characters were left out.
    pub const NUL: &str = "nul";
    /// Parts stand in each other deeper than is read; what is deeper is an attachment as it came.
    pub const DEPTH: &str = "depth";
    /// The division into parts is broken; what could be told apart was.
    pub const STRUCTURE: &str = "structure";
}

/// A letter taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed {
    /// What it says.
    pub letter: Letter,
    /// The content of each attachment, in the order of `letter.attachments`.
    pub contents: Vec<Vec<u8>>,
}

/// Why a letter could not be taken apart. Its raw bytes go to quarantine.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Nothing but blanks.
    #[error("the letter is empty ({size} bytes, all of them blank)")]
    Empty {
        /// Its size, bytes.
        size: usize,
    },
    /// No line of the head is a field that letters have: probably a file of another kind.
    #[error("no field of a letter (From, To, Subject, Date, Received ...) in the first {looked_at} bytes")]
    NoHead {
        /// How far it was looked, bytes.
        looked_at: usize,
    },
    /// The parser gave up in a way it should not have.
    #[error("the parser failed on this letter of {size} bytes")]
    Failed {
        /// The letter's size, bytes.
        size: usize,
    },
}

/// Takes a raw letter apart.
///
/// Forgiving: nearly everything becomes a letter, with `oddities` that say what was mended. Never panics, and time and memory
/// are bounded by the letter's size.
///
/// # Errors
/// When there is nothing to take apart, or what there is is no letter.
pub fn take_apart(raw: &[u8]) -> Result<Parsed, ParseError> {
    // A bug in a library must not stop the mailbox: the letter goes to quarantine, and the report names its size.
    catch_unwind(AssertUnwindSafe(|| taken_apart(raw))).unwrap_or(Err(ParseError::Failed { size: raw.len() }))
}

fn taken_apart(raw: &[u8]) -> Result<Parsed, ParseError> {
    let raw = without_prelude(raw);
    if raw.trim_ascii().is_empty() {
        return Err(ParseError::Empty { size: raw.len() });
    }
    let mut odd: Vec<&'static str> = Vec::new();
    let mut letter = head::read(raw, &mut odd)?;
    let contents = body::read(raw, &mut letter, &mut odd);
    letter.automatic = automatic::read(raw);
    letter.bounce = bounce::read(&letter, &contents).or_else(|| bounce_text::read(raw, &letter));
    odd.sort_unstable();
    odd.dedup();
    letter.oddities = odd.into_iter().map(str::to_owned).collect();
    Ok(Parsed { letter, contents })
}

/// Without what files put before a letter: a byte order mark, empty lines, the `From ` line of an mbox.
fn without_prelude(raw: &[u8]) -> &[u8] {
    let raw = raw.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(raw);
    let raw = raw.trim_ascii_start();
    if raw.starts_with(b"From ") || raw.starts_with(b">From ") {
        let line = raw.iter().position(|b| *b == b'\n').map_or(raw.len(), |at| at + 1);
        return raw.get(line..).unwrap_or_default();
    }
    raw
}

#[cfg(test)]
mod tests;
