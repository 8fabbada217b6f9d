//! Many letters in one file: mbox, in the dialects of programs (RFC 4155, mboxo, mboxrd).

use std::collections::VecDeque;
use std::io::{self, BufRead};

use super::{Flags, Found, LETTER_MAX, Unreadable, Why};

/// Longest piece of a line that is read at once.
const PIECE_MAX: usize = 64 * 1024;

/// The letters of an mbox, read one by one.
///
/// A letter begins at a line `From ` that has a time and a year in it, behind an empty line or before a field. Such lines in
/// bodies are masked with `>` by programs; one `>` is taken off (mboxrd). Other lines `From ` stay in the body.
#[derive(Debug)]
pub struct Mbox<R> {
    reader: R,
    name: String,
    /// Letters given so far, and bytes read.
    count: usize,
    at: u64,
    /// Pieces read and not yet used.
    ahead: VecDeque<Piece>,
    done: bool,
}

#[derive(Debug)]
struct Piece {
    bytes: Vec<u8>,
    /// Where it begins in the file.
    at: u64,
    /// Whether it begins a line.
    begins_line: bool,
}

impl<R: BufRead> Mbox<R> {
    /// The letters that `reader` holds; `name` is said in the places of letters.
    #[must_use]
    pub fn new(reader: R, name: &str) -> Self {
        Self { reader, name: name.to_owned(), count: 0, at: 0, ahead: VecDeque::new(), done: false }
    }

    /// The next line, or a piece of one that is very long; `None` at the end.
    fn piece(&mut self, begins_line: bool) -> io::Result<Option<Piece>> {
        if let Some(piece) = self.ahead.pop_front() {
            return Ok(Some(piece));
        }
        let at = self.at;
        let mut bytes = Vec::new();
        while bytes.len() < PIECE_MAX {
            let available = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if available.is_empty() {
                break;
            }
            let room = available.get(..PIECE_MAX - bytes.len()).unwrap_or(available);
            let end = room.iter().position(|b| *b == b'\n').map(|at| at + 1);
            let used = end.unwrap_or(room.len());
            bytes.extend_from_slice(room.get(..used).unwrap_or_default());
            self.reader.consume(used);
            self.at += used as u64;
            if end.is_some() {
                break;
            }
        }
        Ok((!bytes.is_empty()).then_some(Piece { bytes, at, begins_line }))
    }

    /// Whether this line begins a letter; a line that does so without an empty one before it must be followed by a field.
    fn begins_letter(&mut self, piece: &Piece, behind_empty: bool) -> io::Result<bool> {
        if !piece.begins_line || !is_from_line(&piece.bytes) {
            return Ok(false);
        }
        if behind_empty {
            return Ok(true);
        }
        let next = self.piece(true)?;
        let field = next.as_ref().is_some_and(|next| is_field(&next.bytes));
        self.ahead.extend(next);
        Ok(field)
    }

    fn letter(&mut self) -> Result<Option<Found>, Unreadable> {
        let mut raw: Vec<u8> = Vec::new();
        let mut start: Option<u64> = None;
        let (mut behind_empty, mut begins_line, mut too_long) = (true, true, false);
        loop {
            let piece = match self.piece(begins_line) {
                Ok(Some(piece)) => piece,
                Ok(None) => {
                    self.done = true;
                    break;
                }
                Err(error) => return Err(self.failed(start, error)),
            };
            begins_line = piece.bytes.ends_with(b"\n");
            match self.begins_letter(&piece, behind_empty) {
                Ok(true) if start.is_none() => {
                    start = Some(piece.at);
                    behind_empty = false;
                    continue;
                }
                Ok(true) => {
                    self.ahead.push_front(piece);
                    break;
                }
                Ok(false) => {}
                Err(error) => return Err(self.failed(start, error)),
            }
            let empty = piece.begins_line && piece.bytes.trim_ascii().is_empty();
            behind_empty = empty;
            if start.is_none() {
                // Before the first letter: empty lines, or a file that is no mbox. What stands there is a letter too.
                if empty {
                    continue;
                }
                start = Some(piece.at);
            }
            let bytes = if piece.begins_line { unmasked(&piece.bytes) } else { &piece.bytes };
            if raw.len() + bytes.len() > LETTER_MAX {
                too_long = true;
                raw.clear();
            } else if !too_long {
                raw.extend_from_slice(bytes);
            }
        }
        let Some(start) = start else { return Ok(None) };
        self.count += 1;
        let place = self.place(start);
        if too_long {
            return Err(Unreadable { place, why: Why::TooLong });
        }
        without_last_empty_line(&mut raw);
        Ok(Some(Found { place, folder: String::new(), flags: Flags::of_head(&raw), raw }))
    }

    fn place(&self, at: u64) -> String {
        format!("{}, letter {} at byte {at}", self.name, self.count)
    }

    fn failed(&mut self, start: Option<u64>, error: io::Error) -> Unreadable {
        // A file that cannot be read goes no further.
        self.done = true;
        self.count += 1;
        Unreadable { place: self.place(start.unwrap_or(self.at)), why: error.into() }
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = Result<Found, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.letter().transpose()
    }
}

/// `From anna@office.example Mon Nov 23 10:15:22 2026`: with a time and a year, or it is a sentence.
fn is_from_line(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let first = rest.split(|b| *b == b'\n').next().unwrap_or_default();
    if first.len() > 1000 {
        return false;
    }
    let words: Vec<&[u8]> = first.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let digits = |word: &[u8]| !word.is_empty() && word.iter().all(u8::is_ascii_digit);
    let clock = |word: &&[u8]| {
        let parts: Vec<&[u8]> = word.split(|b| *b == b':').collect();
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| digits(part) && part.len() <= 2)
    };
    let year = |word: &&[u8]| word.len() == 4 && digits(word) && (word.starts_with(b"19") || word.starts_with(b"20"));
    const MONTHS: [&[u8]; 12] = [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let month = |word: &&[u8]| MONTHS.contains(word);
    words.iter().any(clock) && words.iter().any(year) && words.iter().any(month)
}

fn is_field(line: &[u8]) -> bool {
    let colon = line.iter().position(|b| *b == b':').unwrap_or(0);
    colon > 0 && line.get(..colon).is_some_and(|name| name.iter().all(|b| b.is_ascii_graphic()))
}

/// `>From ` is `From `, `>>From ` is `>From `.
fn unmasked(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|b| **b == b'>').count();
    let masked = marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(b"From "));
    if masked { line.get(1..).unwrap_or_default() } else { line }
}

/// The empty line that parts a letter from the next one is not its own.
fn without_last_empty_line(raw: &mut Vec<u8>) {
    for (end, keep) in [(&b"\r\n\r\n"[..], 2), (b"\n\n", 1)] {
        if raw.ends_with(end) {
            raw.truncate(raw.len() - keep);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<String> {
        Mbox::new(text.as_bytes(), "m").map(|found| String::from_utf8(found.unwrap().raw).unwrap()).collect()
    }

    #[test]
    fn letters_are_parted_at_their_from_lines_only() {
        let text = "From a@b Mon Nov 23 10:15:22 2026\nSubject: 1\n\nFrom here on all is well.\n\nFrom 2026 on too, at 10:30.\n>From the start\n>>From a quote\n\nFrom - Tue Nov 24 10:15:22 2026\nSubject: 2\n\nx\n\nFrom 17@xxx Wed Nov 25 10:15:22 +0000 2026\nSubject: 3\n\n";
        let expected = [
            "Subject: 1\n\nFrom here on all is well.\n\nFrom 2026 on too, at 10:30.\nFrom the start\n>From a quote\n",
            "Subject: 2\n\nx\n",
            "Subject: 3\n",
        ];
        assert_eq!(letters(text), expected);
    }

    #[test]
    fn letters_without_an_empty_line_between_them_are_parted_before_a_field() {
        let from = "From a@b Mon Nov 23 10:15:22 2026\n";
        let text = format!("{from}Subject: 1\n\nx\n{from}Subject: 2\n\ny\n{from}no field follows\n");
        assert_eq!(letters(&text), ["Subject: 1\n\nx\n".to_owned(), format!("Subject: 2\n\ny\n{from}no field follows\n")]);
    }

    #[test]
    fn line_ends_of_both_kinds_and_odd_beginnings_are_read() {
        let from = "From a@b Mon Nov 23 10:15:22 2026\r\n";
        assert_eq!(letters(&format!("{from}A: 1\r\n\r\nx\r\n\r\n{from}A: 2\r\n\r\n")), ["A: 1\r\n\r\nx\r\n", "A: 2\r\n"]);
        assert_eq!(letters("\n\nFrom a@b Mon Nov 23 10:15:22 2026\nA: 1\n"), ["A: 1\n"]);
        assert_eq!(letters("A: 1\n\nno mbox at all"), ["A: 1\n\nno mbox at all"]);
        assert_eq!(letters(""), Vec::<String>::new());
        assert_eq!(letters("\n\n"), Vec::<String>::new());
    }

    #[test]
    fn places_name_the_letter_and_its_byte() {
        let text = "From a@b Mon Nov 23 10:15:22 2026\nA: 1\n\nFrom a@b Mon Nov 23 10:15:22 2026\nStatus: RO\n\n";
        let found: Vec<Found> = Mbox::new(text.as_bytes(), "m").map(Result::unwrap).collect();
        assert_eq!((found[0].place.as_str(), found[1].place.as_str()), ("m, letter 1 at byte 0", "m, letter 2 at byte 40"));
        assert!(!found[0].flags.seen && found[1].flags.seen);
    }

    #[test]
    fn a_letter_too_long_is_said_and_the_next_one_follows() {
        struct Endless(u64);
        impl io::Read for Endless {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let len = (self.0 as usize).min(out.len());
                out[..len].fill(b'x');
                self.0 -= len as u64;
                Ok(len)
            }
        }
        let from = &b"From a@b Mon Nov 23 10:15:22 2026\n"[..];
        let long = io::Read::chain(Endless(LETTER_MAX as u64 + 10), &b"\n\nFrom a@b Mon Nov 23 10:15:22 2026\nA: 2\n\n"[..]);
        let found: Vec<_> = Mbox::new(io::BufReader::new(io::Read::chain(from, long)), "m").collect();
        assert_eq!(found.len(), 2);
        assert!(matches!(&found[0], Err(Unreadable { why: Why::TooLong, .. })));
        assert_eq!(found[1].as_ref().unwrap().raw, b"A: 2\n");
    }

    proptest::proptest! {
        #[test]
        fn written_letters_are_read_back(bodies in proptest::collection::vec("((From |>From |>>From )?[a-z ]{0,10}\n){0,5}", 1..5)) {
            let mask = |body: &str| -> String {
                body.split_inclusive('\n').map(|line| if line.trim_start_matches('>').starts_with("From ") { format!(">{line}") } else { line.to_owned() }).collect()
            };
            let sent: Vec<String> = bodies.iter().map(|body| format!("Subject: x\n\n{body}.\n")).collect();
            let text: String = sent.iter().map(|one| format!("From a@b Mon Nov 23 10:15:22 2026\n{}\n", mask(one))).collect();
            proptest::prop_assert_eq!(letters(&text), sent);
        }

        #[test]
        fn any_bytes_are_read_to_their_end(bytes: Vec<u8>) {
            proptest::prop_assert!(Mbox::new(&bytes[..], "m").count() <= bytes.len());
        }
    }
}
