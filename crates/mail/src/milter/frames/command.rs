//! What a mail server tells a milter.

use super::{FrameError, no_zeros, put, text, until_zero};

/// One command (`SMFIC_*`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The beginning of a connection: what the server speaks, allows and can leave out.
    Negotiate {
        /// Version of the protocol.
        version: u32,
        /// What it allows ([`super::actions`]).
        actions: u32,
        /// What it can leave out ([`super::steps`]).
        steps: u32,
    },
    /// Values that belong to the command that follows.
    Macros {
        /// The byte of that command.
        stage: u8,
        /// Names as sent (`i`, `{auth_authen}`) and values.
        values: Vec<(String, String)>,
    },
    /// A client connected to the mail server.
    Connect(Connection),
    /// The client's greeting.
    Hello(String),
    /// A letter begins: its envelope sender, in angle brackets.
    Sender {
        /// As the client gave it.
        address: String,
        /// Parameters of ESMTP (`SIZE=100`).
        parameters: Vec<String>,
    },
    /// One envelope recipient, in angle brackets.
    Recipient {
        /// As the client gave it.
        address: String,
        /// Parameters of ESMTP.
        parameters: Vec<String>,
    },
    /// The client begins to send the letter.
    Data,
    /// One header; lines of a folded value are parted by `\n`.
    Header {
        /// Without the colon.
        name: String,
        /// As sent, without the space after the colon.
        value: Vec<u8>,
    },
    /// The headers are over.
    EndOfHeaders,
    /// A piece of the body.
    Body(Vec<u8>),
    /// The letter is complete, possibly with a last piece of the body; the milter answers.
    EndOfBody(Vec<u8>),
    /// The letter is given up; the connection goes on.
    Abort,
    /// The connection ends.
    Quit,
    /// The client's connection ends, this one is used for the next.
    QuitAndConnect,
    /// A command of SMTP the server does not know.
    Strange(Vec<u8>),
}

/// The client of a mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Its name, or its address in square brackets.
    pub host: String,
    /// What kind of address.
    pub family: Family,
    /// Its port; 0 where there is none.
    pub port: u16,
    /// Its address; empty where the family is not known.
    pub address: String,
}

/// Kinds of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Not known.
    Unknown,
    /// A socket of the machine itself.
    Unix,
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

impl Family {
    fn code(self) -> u8 {
        match self {
            Self::Unknown => b'U',
            Self::Unix => b'L',
            Self::V4 => b'4',
            Self::V6 => b'6',
        }
    }

    fn of(code: u8) -> Self {
        match code {
            b'L' => Self::Unix,
            b'4' => Self::V4,
            b'6' => Self::V6,
            _ => Self::Unknown,
        }
    }
}

impl Command {
    /// A command out of its byte and its data.
    pub(super) fn read(code: u8, data: &[u8]) -> Result<Self, FrameError> {
        let short = || FrameError::Short(char::from(code));
        Ok(match code {
            b'O' => {
                let (version, rest) = number(data).ok_or_else(short)?;
                let (actions, rest) = number(rest).ok_or_else(short)?;
                let (steps, _) = number(rest).ok_or_else(short)?;
                Self::Negotiate { version, actions, steps }
            }
            b'D' => {
                let (stage, rest) = data.split_first().ok_or_else(short)?;
                Self::Macros { stage: *stage, values: pairs(rest) }
            }
            b'C' => Self::Connect(connection(data).ok_or_else(short)?),
            b'H' => Self::Hello(text(until_zero(data).0)),
            b'M' => {
                let (address, parameters) = addressed(data);
                Self::Sender { address, parameters }
            }
            b'R' => {
                let (address, parameters) = addressed(data);
                Self::Recipient { address, parameters }
            }
            b'L' => {
                let (name, rest) = until_zero(data);
                Self::Header { name: text(name), value: until_zero(rest).0.to_vec() }
            }
            b'T' => Self::Data,
            b'N' => Self::EndOfHeaders,
            b'B' => Self::Body(data.to_vec()),
            b'E' => Self::EndOfBody(data.to_vec()),
            b'A' => Self::Abort,
            b'Q' => Self::Quit,
            b'K' => Self::QuitAndConnect,
            b'U' => Self::Strange(until_zero(data).0.to_vec()),
            _ => return Err(FrameError::Unknown(code)),
        })
    }

    /// Puts the frame of this command behind others: what a mail server would send.
    pub fn encode(&self, into: &mut Vec<u8>) {
        let envelope = |address: &str, parameters: &[String]| {
            let mut data = no_zeros(address.as_bytes());
            data.push(0);
            for one in parameters {
                data.extend(no_zeros(one.as_bytes()));
                data.push(0);
            }
            data
        };
        match self {
            Self::Negotiate { version, actions, steps } => {
                put(into, b'O', &[&version.to_be_bytes(), &actions.to_be_bytes(), &steps.to_be_bytes()]);
            }
            Self::Macros { stage, values } => {
                let mut data = vec![*stage];
                for part in values.iter().flat_map(|(name, value)| [name, value]) {
                    data.extend(no_zeros(part.as_bytes()));
                    data.push(0);
                }
                put(into, b'D', &[&data]);
            }
            Self::Connect(one) => {
                let (host, code) = (no_zeros(one.host.as_bytes()), one.family.code());
                if one.family == Family::Unknown {
                    put(into, b'C', &[&host, &[0, code]]);
                } else {
                    let address = no_zeros(one.address.as_bytes());
                    put(into, b'C', &[&host, &[0, code], &one.port.to_be_bytes(), &address, &[0]]);
                }
            }
            Self::Hello(name) => put(into, b'H', &[&no_zeros(name.as_bytes()), &[0]]),
            Self::Sender { address, parameters } => put(into, b'M', &[&envelope(address, parameters)]),
            Self::Recipient { address, parameters } => put(into, b'R', &[&envelope(address, parameters)]),
            Self::Data => put(into, b'T', &[]),
            Self::Header { name, value } => {
                put(into, b'L', &[&no_zeros(name.as_bytes()), &[0], &no_zeros(value), &[0]]);
            }
            Self::EndOfHeaders => put(into, b'N', &[]),
            Self::Body(piece) => put(into, b'B', &[piece]),
            Self::EndOfBody(piece) => put(into, b'E', &[piece]),
            Self::Abort => put(into, b'A', &[]),
            Self::Quit => put(into, b'Q', &[]),
            Self::QuitAndConnect => put(into, b'K', &[]),
            Self::Strange(line) => put(into, b'U', &[&no_zeros(line), &[0]]),
        }
    }
}

fn number(data: &[u8]) -> Option<(u32, &[u8])> {
    data.split_first_chunk::<4>().map(|(bytes, rest)| (u32::from_be_bytes(*bytes), rest))
}

/// Names and values in turn, each ended by a zero; a name without a value is left out.
fn pairs(mut data: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    while data.contains(&0) {
        let (name, rest) = until_zero(data);
        if rest.is_empty() {
            break;
        }
        let (value, rest) = until_zero(rest);
        found.push((text(name), text(value)));
        data = rest;
    }
    found
}

fn addressed(data: &[u8]) -> (String, Vec<String>) {
    let (address, mut rest) = until_zero(data);
    let mut parameters = Vec::new();
    while !rest.is_empty() {
        let (one, next) = until_zero(rest);
        if !one.is_empty() {
            parameters.push(text(one));
        }
        rest = next;
    }
    (text(address), parameters)
}

fn connection(data: &[u8]) -> Option<Connection> {
    let (host, rest) = until_zero(data);
    let (code, rest) = rest.split_first()?;
    let (family, host) = (Family::of(*code), text(host));
    if family == Family::Unknown {
        return Some(Connection { host, family, port: 0, address: String::new() });
    }
    let (port, rest) = rest.split_first_chunk::<2>()?;
    Some(Connection { host, family, port: u16::from_be_bytes(*port), address: text(until_zero(rest).0) })
}
