//! The frames of the milter protocol: bytes to commands, replies to bytes. No input or output, no state.
//!
//! Version 6 of the protocol as Postfix 3.7 speaks it (its `src/milter/milter8.c`): four bytes of length, one byte of a
//! command, its data. Everything a mail server sends is bounded by [`FRAME_MAX`], and nothing here panics.

mod command;
mod reply;

pub use command::{Command, Connection, Family};
pub use reply::{Reply, Wishes};

/// Longest frame taken, bytes. Postfix sends bodies in pieces of 64 KiB and headers of up to `header_size_limit` (100 KiB).
pub const FRAME_MAX: usize = 1 << 20;

/// The version of the protocol spoken here.
pub const VERSION: u32 = 6;

/// What a milter may change (`SMFIF_*`), as the bits of the negotiation.
pub mod actions {
    /// Add headers.
    pub const ADD_HEADERS: u32 = 0x01;
    /// Take recipients away.
    pub const DELETE_RECIPIENTS: u32 = 0x08;
    /// Change and remove headers.
    pub const CHANGE_HEADERS: u32 = 0x10;
    /// Name the macros it wants.
    pub const NAME_MACROS: u32 = 0x100;
}

/// What a milter does not want to hear of or does not answer (`SMFIP_*`), as the bits of the negotiation.
pub mod steps {
    /// No greeting of the client.
    pub const NO_HELO: u32 = 0x02;
    /// No end of the headers.
    pub const NO_END_OF_HEADERS: u32 = 0x40;
    /// No answer to a header.
    pub const SILENT_HEADER: u32 = 0x80;
    /// No commands nobody knows.
    pub const NO_UNKNOWN: u32 = 0x100;
    /// No beginning of the letter.
    pub const NO_DATA: u32 = 0x200;
    /// No answer to the connection.
    pub const SILENT_CONNECT: u32 = 0x1000;
    /// No answer to the sender.
    pub const SILENT_SENDER: u32 = 0x4000;
    /// No answer to a recipient.
    pub const SILENT_RECIPIENT: u32 = 0x8000;
    /// No answer to a piece of the body.
    pub const SILENT_BODY: u32 = 0x80000;
}

/// Why bytes are no frame. A connection that brought them is of no more use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// A length of zero: there is not even a command.
    #[error("an empty frame")]
    Empty,
    /// Longer than [`FRAME_MAX`].
    #[error("a frame of {0} bytes")]
    TooLong(usize),
    /// No command of the protocol.
    #[error("the command {0:#04x} is not known")]
    Unknown(u8),
    /// The data does not fit the command.
    #[error("the data of the command '{0}' is cut short")]
    Short(char),
}

/// The first frame of a buffer and how many bytes it took; `None` while it is not all there.
///
/// # Errors
/// When the bytes cannot become a frame, whatever follows.
pub fn first(buffer: &[u8]) -> Result<Option<(Command, usize)>, FrameError> {
    let Some((length, rest)) = buffer.split_first_chunk::<4>() else { return Ok(None) };
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    if length == 0 {
        return Err(FrameError::Empty);
    }
    if length > FRAME_MAX {
        return Err(FrameError::TooLong(length));
    }
    let Some((frame, _)) = rest.split_at_checked(length) else { return Ok(None) };
    let Some((code, data)) = frame.split_first() else { return Err(FrameError::Empty) };
    Ok(Some((Command::read(*code, data)?, length + 4)))
}

/// Puts a frame behind others: length, command, data.
fn put(into: &mut Vec<u8>, code: u8, data: &[&[u8]]) {
    let length: usize = 1 + data.iter().map(|part| part.len()).sum::<usize>();
    into.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
    into.push(code);
    for part in data {
        into.extend_from_slice(part);
    }
}

/// Bytes up to a zero, and what follows it; without one, everything.
fn until_zero(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().position(|byte| *byte == 0) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[]),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Without zeros, which end a value on the wire.
fn no_zeros(value: &[u8]) -> Vec<u8> {
    value.iter().copied().filter(|byte| *byte != 0).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn word() -> impl Strategy<Value = String> {
        "[^\0]{0,20}"
    }

    fn command() -> impl Strategy<Value = Command> {
        let bytes = || proptest::collection::vec(any::<u8>(), 0..200);
        let family = prop_oneof![Just(Family::Unknown), Just(Family::Unix), Just(Family::V4), Just(Family::V6)];
        prop_oneof![
            (any::<u32>(), any::<u32>(), any::<u32>()).prop_map(|(version, actions, steps)| Command::Negotiate {
                version,
                actions,
                steps
            }),
            (b'A'..=b'Z', proptest::collection::vec((word(), word()), 0..4))
                .prop_map(|(stage, values)| Command::Macros { stage, values }),
            (word(), family, any::<u16>(), word()).prop_map(|(host, family, port, address)| {
                // The protocol has no room for these two where the family is not known.
                let known = family != Family::Unknown;
                let (port, address) = if known { (port, address) } else { (0, String::new()) };
                Command::Connect(Connection { host, family, port, address })
            }),
            word().prop_map(Command::Hello),
            (word(), proptest::collection::vec("[^\0]{1,8}", 0..3))
                .prop_map(|(address, parameters)| Command::Sender { address, parameters }),
            (word(), proptest::collection::vec("[^\0]{1,8}", 0..3))
                .prop_map(|(address, parameters)| Command::Recipient { address, parameters }),
            (word(), bytes()).prop_map(|(name, value)| Command::Header { name, value: no_zeros(&value) }),
            bytes().prop_map(Command::Body),
            bytes().prop_map(Command::EndOfBody),
            Just(Command::Data),
            Just(Command::EndOfHeaders),
            Just(Command::Abort),
            Just(Command::Quit),
            Just(Command::QuitAndConnect),
        ]
    }

    proptest! {
        #[test]
        fn a_command_comes_back_from_its_bytes(one in command(), after in proptest::collection::vec(any::<u8>(), 0..9)) {
            let mut bytes = Vec::new();
            one.encode(&mut bytes);
            let length = bytes.len();
            bytes.extend(after);
            prop_assert_eq!(first(&bytes), Ok(Some((one, length))));
        }

        #[test]
        fn a_part_of_a_frame_is_waited_for(one in command(), share in 0.0..1.0_f64) {
            let mut bytes = Vec::new();
            one.encode(&mut bytes);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a length")]
            let cut = (bytes.len() as f64 * share) as usize;
            prop_assert_eq!(first(&bytes[..cut]), Ok(None));
        }

        #[test]
        fn any_bytes_give_a_frame_an_error_or_a_wait(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(Some((_, length))) = first(&bytes) {
                prop_assert!(length > 4 && length <= bytes.len());
            }
        }

        #[test]
        fn any_data_of_any_command_is_read_or_refused(code in any::<u8>(), data in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut bytes = Vec::new();
            put(&mut bytes, code, &[&data]);
            let read = first(&bytes);
            prop_assert!(!matches!(read, Ok(None)));
        }
    }

    #[test]
    fn a_frame_too_long_is_refused_before_it_is_there() {
        assert_eq!(first(&[0x7f, 0, 0, 0]), Err(FrameError::TooLong(0x7f00_0000)));
        assert_eq!(first(&[0, 0, 0, 0]), Err(FrameError::Empty));
        assert_eq!(first(&[0, 0]), Ok(None));
    }
}
