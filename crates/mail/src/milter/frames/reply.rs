//! What a milter answers a mail server.

use super::{no_zeros, put};

/// One answer (`SMFIR_*`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// What the milter needs of what was offered.
    Negotiated(Wishes),
    /// Go on; at the end of a letter: let it pass.
    Continue,
    /// Refuse for now, in the server's own words (451).
    TryLater,
    /// Refuse with a code and words: one line a line of the answer, each with its code before it.
    Refuse {
        /// `550`, `451`: the first digit must be 4 or 5.
        code: u16,
        /// `5.7.1` (RFC 3463).
        status: &'static str,
        /// At least one; cleaned and cut as SMTP demands.
        lines: Vec<String>,
    },
    /// Take away a recipient, in angle brackets as it came.
    DeleteRecipient(String),
    /// Put another value into a header; an empty one removes it.
    ChangeHeader {
        /// Which of the headers of this name, from 1.
        index: u32,
        /// Its name.
        name: String,
        /// Lines parted by `\n`.
        value: Vec<u8>,
    },
    /// A header at the end of the headers.
    AddHeader {
        /// Its name.
        name: String,
        /// Lines parted by `\n`.
        value: Vec<u8>,
    },
}

/// What a milter asks for when a connection begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishes {
    /// Version of the protocol.
    pub version: u32,
    /// What it will change ([`super::actions`]).
    pub actions: u32,
    /// What to leave out ([`super::steps`]).
    pub steps: u32,
    /// The macros it wants: the stage (0 connection, 2 sender, 3 recipient, 5 end) and names parted by spaces.
    pub macros: Vec<(u32, &'static str)>,
}

/// Longest line of an answer, bytes of text: 512 with code, status and line end (RFC 5321, 4.5.3.1.5).
const LINE_MAX: usize = 480;
/// Most lines of an answer.
const LINES_MAX: usize = 40;

impl Reply {
    /// Puts the frame of this answer behind others.
    pub fn encode(&self, into: &mut Vec<u8>) {
        match self {
            Self::Negotiated(wishes) => {
                let mut data = Vec::new();
                for number in [wishes.version, wishes.actions, wishes.steps] {
                    data.extend(number.to_be_bytes());
                }
                for (stage, names) in &wishes.macros {
                    data.extend(stage.to_be_bytes());
                    data.extend(no_zeros(names.as_bytes()));
                    data.push(0);
                }
                put(into, b'O', &[&data]);
            }
            Self::Continue => put(into, b'c', &[]),
            Self::TryLater => put(into, b't', &[]),
            Self::Refuse { code, status, lines } => {
                put(into, b'y', &[answer(*code, status, lines).as_bytes(), &[0]]);
            }
            Self::DeleteRecipient(address) => put(into, b'-', &[&no_zeros(address.as_bytes()), &[0]]),
            Self::ChangeHeader { index, name, value } => {
                put(into, b'm', &[&index.to_be_bytes(), &no_zeros(name.as_bytes()), &[0], &no_zeros(value), &[0]]);
            }
            Self::AddHeader { name, value } => {
                put(into, b'h', &[&no_zeros(name.as_bytes()), &[0], &no_zeros(value), &[0]]);
            }
        }
    }
}

/// The lines of an SMTP answer: all but the last have `-` behind the code.
fn answer(code: u16, status: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().take(LINES_MAX).map(|line| clean(line)).collect();
    let last = lines.len().saturating_sub(1);
    if lines.is_empty() {
        return format!("{code} {status} -");
    }
    // A percent sign is doubled on the wire: Sendmail takes the answer for a format, and Postfix undoes that.
    let each = lines.iter().enumerate().map(|(at, line)| {
        let between = if at == last { ' ' } else { '-' };
        format!("{code}{between}{status} {}", line.replace('%', "%%"))
    });
    each.collect::<Vec<_>>().join("\r\n")
}

/// One line: no control characters, short enough, cut between characters.
fn clean(line: &str) -> String {
    let mut out = String::new();
    for letter in line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }) {
        if out.len() + letter.len_utf8() > LINE_MAX {
            break;
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(reply: &Reply) -> Vec<u8> {
        let mut into = Vec::new();
        reply.encode(&mut into);
        into
    }

    #[test]
    fn a_refusal_has_its_code_before_each_line() {
        let lines = vec!["A letter needs its type.".to_owned(), "offer - an offer\r\n250 Ok".to_owned()];
        let sent = bytes(&Reply::Refuse { code: 550, status: "5.7.1", lines });
        assert_eq!(&sent[5..], b"550-5.7.1 A letter needs its type.\r\n550 5.7.1 offer - an offer  250 Ok\0");
        assert_eq!(sent[4], b'y');
    }

    #[test]
    fn a_header_is_removed_by_an_empty_value() {
        let sent = bytes(&Reply::ChangeHeader { index: 2, name: "X-Work-Type".into(), value: Vec::new() });
        assert_eq!(sent, b"\0\0\0\x12m\0\0\0\x02X-Work-Type\0\0");
    }

    proptest! {
        #[test]
        fn an_answer_is_lines_of_smtp_whatever_its_words(lines in proptest::collection::vec(".{0,600}", 0..60)) {
            let said = answer(550, "5.7.1", &lines);
            let got: Vec<&str> = said.split("\r\n").collect();
            prop_assert!(got.len() <= LINES_MAX);
            for (at, line) in got.iter().enumerate() {
                prop_assert!(line.replace("%%", "%").len() <= 510 && !line.contains(['\r', '\n', '\0']));
                let between = if at + 1 == got.len() { "550 5.7.1 " } else { "550-5.7.1 " };
                prop_assert!(line.starts_with(between));
            }
        }
    }
}
