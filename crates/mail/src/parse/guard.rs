//! Bounds put on a letter before the parser sees it: how deep, how many parts, how many fields.
//!
//! The parser follows every part of every letter within the letter. That takes time and memory that hostile letters can make
//! grow with the square of their size, and the stack with their depth. Beyond the bounds the copy the parser gets is blunted,
//! byte for byte at the same places, so that what it finds can be taken from the letter itself.

use std::borrow::Cow;

use super::oddity;

/// Most parts that are told apart.
pub const PARTS_MAX: usize = 5_000;
/// Most fields of one head (or of one paragraph that looks like it) that are told apart.
pub const FIELDS_MAX: usize = 20_000;
/// Most letters within letters.
const MESSAGES_MAX: usize = 100;
/// Every multipart may cost a search through the whole letter: so many bytes are searched at most.
const SEARCHED_MAX: usize = 400_000_000;

/// The letter for the parser: the same bytes, or a copy of at most the same length blunted where it goes beyond the bounds.
pub(super) fn bounded<'a>(raw: &'a [u8], odd: &mut Vec<&'static str>) -> Cow<'a, [u8]> {
    let mut out = Cow::Borrowed(raw);
    let multiparts_max = (SEARCHED_MAX / raw.len().max(1)).clamp(20, 500);
    let (mut messages, mut multiparts) = (0, 0);
    for at in positions(raw, b'/') {
        let before =
            |word: &[u8]| at >= word.len() && raw.get(at - word.len()..at).is_some_and(|own| own.eq_ignore_ascii_case(word));
        let over = if before(b"message") {
            messages += 1;
            messages > MESSAGES_MAX
        } else if before(b"multipart") {
            multiparts += 1;
            multiparts > multiparts_max
        } else {
            false
        };
        if over {
            odd.push(oddity::DEPTH);
            set(&mut out, at, b'_');
        }
    }
    if positions(raw, b':').take(FIELDS_MAX + 1).count() > FIELDS_MAX {
        fold_long_heads(raw, &mut out, odd);
    }
    if multiparts > 0
        && let Some(end) = end_of_parts(raw)
    {
        odd.push(oddity::TRUNCATED);
        out = match out {
            Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(..end).unwrap_or_default()),
            Cow::Owned(mut bytes) => {
                bytes.truncate(end);
                Cow::Owned(bytes)
            }
        };
    }
    out
}

fn positions(raw: &[u8], byte: u8) -> impl Iterator<Item = usize> {
    raw.iter().enumerate().filter(move |(_, own)| **own == byte).map(|(at, _)| at)
}

fn set(out: &mut Cow<'_, [u8]>, at: usize, byte: u8) {
    if let Some(place) = out.to_mut().get_mut(at) {
        *place = byte;
    }
}

/// Lines with a colon beyond the bound, without an empty line between, become one folded field: a blank takes the place of
/// their first character.
fn fold_long_heads(raw: &[u8], out: &mut Cow<'_, [u8]>, odd: &mut Vec<&'static str>) {
    let mut fields = 0;
    let mut at = 0;
    for line in raw.split_inclusive(|b| *b == b'\n') {
        let text = line.trim_ascii_end();
        if text.is_empty() {
            fields = 0;
        } else if !matches!(line.first(), Some(b' ' | b'\t' | b'-')) && text.contains(&b':') {
            fields += 1;
            if fields > FIELDS_MAX {
                odd.push(oddity::TRUNCATED);
                set(out, at, b' ');
            }
        }
        at += line.len();
    }
}

/// Where the part after the last one allowed begins; `None` when there are not so many.
fn end_of_parts(raw: &[u8]) -> Option<usize> {
    let marks = || raw.windows(2).enumerate().filter(|(_, pair)| *pair == b"--").map(|(at, _)| at);
    if marks().take(PARTS_MAX + 1).count() <= PARTS_MAX {
        return None;
    }
    // Many dashes may be a drawing or a listing: count those followed by a boundary the letter names.
    let boundaries = boundaries(raw);
    let begins_part = |at: usize| {
        let after = raw.get(at + 2..).unwrap_or_default();
        boundaries.as_ref().is_none_or(|all| all.iter().any(|own| after.starts_with(own)))
    };
    marks().filter(|at| begins_part(*at)).nth(PARTS_MAX)
}

/// All boundaries the letter names; `None` when one is written in a way that has to be decoded first.
fn boundaries(raw: &[u8]) -> Option<Vec<&[u8]>> {
    const WORD: &[u8] = b"boundary";
    let mut found: Vec<&[u8]> = Vec::new();
    for equals in positions(raw, b'=') {
        let before = raw.get(..equals).unwrap_or_default().trim_ascii_end();
        let tail = before.get(before.len().saturating_sub(WORD.len() + 8)..).unwrap_or_default();
        if !tail.to_ascii_lowercase().windows(WORD.len()).any(|own| own == WORD) {
            continue;
        }
        if !tail.to_ascii_lowercase().ends_with(WORD) {
            return None;
        }
        let after = raw.get(equals + 1..).unwrap_or_default().trim_ascii_start();
        let value = match after.strip_prefix(b"\"") {
            Some(inner) => inner.split(|b| *b == b'"').next().unwrap_or_default(),
            None => after.split(|b| b.is_ascii_whitespace() || *b == b';').next().unwrap_or_default(),
        };
        if value.contains(&b'\\') || value.contains(&b'\n') || value.contains(&b'=') {
            return None;
        }
        if !value.is_empty() && found.len() < 1000 && !found.contains(&value) {
            found.push(value);
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(raw: &[u8]) -> (usize, Vec<&'static str>) {
        let mut odd = Vec::new();
        let out = bounded(raw, &mut odd);
        odd.dedup();
        (out.len(), odd)
    }

    #[test]
    fn ordinary_letters_pass_as_they_are() {
        let raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n";
        assert!(matches!(bounded(raw, &mut Vec::new()), Cow::Borrowed(own) if own == raw));
        let listing = format!("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n{}--b--\n", "-- x: y\n".repeat(50_000));
        assert_eq!(bounds(listing.as_bytes()), (listing.len(), vec![]));
    }

    #[test]
    fn too_many_parts_are_cut_and_too_many_fields_folded() {
        let parts = format!("Content-Type: multipart/mixed; boundary=\"b\"\n\n{}", "--b\n\n".repeat(50_000));
        let (len, odd) = bounds(parts.as_bytes());
        assert!(len < parts.len() / 2 && odd == [oddity::TRUNCATED]);
        let fields = "A: b\n".repeat(100_000);
        let mut odd = Vec::new();
        let out = bounded(fields.as_bytes(), &mut odd);
        assert_eq!(out.len(), fields.len());
        assert_eq!(out.split(|b| *b == b'\n').filter(|line| line.starts_with(b"A")).count(), FIELDS_MAX);
    }

    #[test]
    fn letters_within_letters_beyond_the_bound_are_no_letters_to_the_parser() {
        let deep = "Content-Type: message/rfc822\n\n".repeat(10_000);
        let mut odd = Vec::new();
        let out = bounded(deep.as_bytes(), &mut odd);
        assert_eq!(out.windows(15).filter(|own| *own == b"message/rfc822\n").count(), MESSAGES_MAX);
        assert!(odd.contains(&oddity::DEPTH));
    }
}
