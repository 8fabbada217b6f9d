//! What mail programs noted on a letter: read, answered, marked.

use crate::edit::header_values;

/// Notes on a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// It was read.
    pub seen: bool,
    /// It was answered.
    pub answered: bool,
    /// It was marked.
    pub flagged: bool,
    /// It is a draft.
    pub draft: bool,
    /// It was deleted, and only not yet swept away.
    pub deleted: bool,
}

impl Flags {
    /// Flags by their letters in the name of a Maildir file.
    pub(super) fn of_letters(letters: &str) -> Self {
        Self {
            seen: letters.contains('S'),
            answered: letters.contains('R'),
            flagged: letters.contains('F'),
            draft: letters.contains('D'),
            deleted: letters.contains('T'),
        }
    }

    /// Flags in the head of a letter of an mbox: `Status`, `X-Status` of Unix programs, `X-Mozilla-Status` of Thunderbird.
    pub(super) fn of_head(raw: &[u8]) -> Self {
        // Only the head is looked at, and they stand near its beginning.
        let head = raw.get(..64 * 1024).unwrap_or(raw);
        let all = |name: &str| header_values(head, name).concat();
        let (status, more) = (all("Status"), all("X-Status"));
        let mozilla = u32::from_str_radix(all("X-Mozilla-Status").trim(), 16).unwrap_or_default();
        Self {
            seen: status.contains('R') || mozilla & 1 != 0,
            answered: more.contains('A') || mozilla & 2 != 0,
            flagged: more.contains('F') || mozilla & 4 != 0,
            draft: more.contains('T'),
            deleted: more.contains('D') || mozilla & 8 != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_several_programs_are_read() {
        let seen = Flags { seen: true, answered: true, ..Flags::default() };
        assert_eq!(Flags::of_head(b"Status: RO\nX-Status: A\n\n"), seen);
        assert_eq!(Flags::of_head(b"X-Mozilla-Status: 0003\n\n"), seen);
        assert_eq!(Flags::of_head(b"X-Mozilla-Status: 0008\n\n"), Flags { deleted: true, ..Flags::default() });
        assert_eq!(Flags::of_letters("RS"), seen);
        assert_eq!(Flags::of_head(b"Subject: x\n\nStatus: RO\n"), Flags::default());
    }
}
