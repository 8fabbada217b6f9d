//! Content-Transfer-Encoding undone forgivingly: whatever can be read is read.

/// How the bytes of a part were packed for transfer (RFC 2045, 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Not at all: 7bit, 8bit, binary, or a word nobody knows.
    None,
    /// Base64.
    Base64,
    /// Quoted-printable.
    Quoted,
}

impl Packing {
    /// The packing of a `Content-Transfer-Encoding` value.
    #[must_use]
    pub fn of(value: &str) -> Self {
        let word = value.trim().trim_matches(['"', '\'']).split([';', ' ', '(']).next().unwrap_or_default();
        match word.to_ascii_lowercase().as_str() {
            "base64" | "base-64" | "b" => Self::Base64,
            "quoted-printable" | "quotedprintable" | "q" => Self::Quoted,
            _ => Self::None,
        }
    }

    /// The bytes unpacked.
    #[must_use]
    pub fn undo(self, packed: &[u8]) -> Vec<u8> {
        match self {
            Self::None => packed.to_vec(),
            Self::Base64 => base64(packed),
            Self::Quoted => quoted(packed, false),
        }
    }
}

/// Base64 with anything foreign skipped, both alphabets, padding in the middle (pieces joined), and the end cut anywhere.
#[must_use]
pub fn base64(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(packed.len() / 4 * 3 + 3);
    let mut bits: u32 = 0;
    let mut count = 0;
    for byte in packed {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                end_of_group(&mut out, bits, count);
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count == 4 {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    end_of_group(&mut out, bits, count);
    out
}

/// The bytes of a group of fewer than four characters.
fn end_of_group(out: &mut Vec<u8>, bits: u32, count: u32) {
    match count {
        2 => out.push((bits >> 4) as u8),
        3 => out.extend_from_slice(&((bits >> 2) as u16).to_be_bytes()),
        _ => {}
    }
}

/// Quoted-printable; in a header (`word`) an underscore is a space (RFC 2047, 4.2). What is no code stays as it is.
#[must_use]
pub fn quoted(packed: &[u8], word: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(packed.len());
    let mut at = 0;
    while let Some(byte) = packed.get(at) {
        at += 1;
        match byte {
            b'_' if word => out.push(b' '),
            b'=' => {
                let rest = packed.get(at..).unwrap_or_default();
                match (rest.first().copied().and_then(hex), rest.get(1).copied().and_then(hex)) {
                    (Some(high), Some(low)) => {
                        out.push(high << 4 | low);
                        at += 2;
                    }
                    // Spaces after a soft line break were added on the way.
                    _ => match soft_break(rest) {
                        Some(len) => at += len,
                        None => out.push(b'='),
                    },
                }
            }
            _ => out.push(*byte),
        }
    }
    out
}

/// Length of the blanks and the line end that make the `=` before them a soft line break. At the very end nothing is needed.
fn soft_break(rest: &[u8]) -> Option<usize> {
    let blanks = rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
    match rest.get(blanks) {
        Some(b'\n') => Some(blanks + 1),
        None => Some(blanks),
        Some(_) => None,
    }
}

fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

/// Percent codes undone (RFC 2231, 4); what is no code stays as it is.
#[must_use]
pub fn percent(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(packed.len());
    let mut at = 0;
    while let Some(byte) = packed.get(at) {
        let code = (packed.get(at + 1).copied().and_then(hex), packed.get(at + 2).copied().and_then(hex));
        match (byte, code) {
            (b'%', (Some(high), Some(low))) => {
                out.push(high << 4 | low);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_whatever_happened_to_it_on_the_way() {
        assert_eq!(base64(b"SGVs\r\nbG8="), b"Hello");
        assert_eq!(base64(b"SGVsbG8"), b"Hello");
        assert_eq!(base64(b"SGVsbG8=SGVsbG8="), b"HelloHello");
        assert_eq!(base64(b"S!G Vs**bG8=\0"), b"Hello");
        assert_eq!(base64(b"-_-_"), base64(b"+/+/"));
        assert_eq!(base64(b"A"), b"");
    }

    #[test]
    fn quoted_printable_keeps_what_is_no_code() {
        assert_eq!(quoted(b"a=3Db =\r\n c= \t\nd=ZZ=e", false), b"a=b  cd=ZZ=e");
        assert_eq!(quoted("=D0=9F_x=".as_bytes(), true), "П x".as_bytes());
        assert_eq!(quoted(b"_", false), b"_");
    }

    #[test]
    fn names_of_packings_are_forgiven_their_spelling() {
        assert_eq!(Packing::of(" BASE64 "), Packing::Base64);
        assert_eq!(Packing::of("\"quoted-printable\""), Packing::Quoted);
        assert_eq!(Packing::of("8bit"), Packing::None);
        assert_eq!(Packing::of("x-uuencode"), Packing::None);
    }

    #[test]
    fn percent_codes_are_undone_and_broken_ones_kept() {
        assert_eq!(percent(b"%D0%9F%2g%"), [0xD0, 0x9F, b'%', b'2', b'g', b'%']);
    }
}
