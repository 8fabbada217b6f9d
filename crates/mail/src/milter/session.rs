//! One connection of a mail server: commands in, what to do out. No input or output.

use std::collections::HashMap;

use super::Asked;
use super::frames::{Command, Connection, Reply, VERSION, Wishes, actions, steps};

/// Headers of one letter together, bytes of names and values.
const HEADERS_MAX: usize = 4 << 20;
/// Recipients of one letter.
const RECIPIENTS_MAX: usize = 20_000;
/// Values of macros kept for one command.
const MACROS_MAX: usize = 64;

const NEEDED: u32 = actions::ADD_HEADERS | actions::DELETE_RECIPIENTS | actions::CHANGE_HEADERS;
const UNWANTED: u32 = steps::NO_HELO
    | steps::NO_END_OF_HEADERS
    | steps::NO_UNKNOWN
    | steps::NO_DATA
    | steps::SILENT_HEADER
    | steps::SILENT_CONNECT
    | steps::SILENT_SENDER
    | steps::SILENT_RECIPIENT
    | steps::SILENT_BODY;

/// What to do after a command.
#[derive(Debug)]
pub(super) enum Step {
    /// Nothing is answered.
    Wait,
    /// This is answered.
    Answer(Reply),
    /// A piece came and more is in memory than should be: unload the body, then go on as said within.
    Unload(Box<Step>),
    /// The letter is complete.
    Judge(Box<Asked>),
    /// The letter is complete, and larger than any judge shall see.
    TooLarge,
    /// The connection is over.
    Close,
    /// The other side breaks the protocol or cannot do what is needed.
    Broken(&'static str),
}

/// What is known of a connection.
#[derive(Debug, Default)]
pub(super) struct Session {
    steps: u32,
    client: Option<Connection>,
    of_connection: HashMap<String, String>,
    of_letter: HashMap<String, String>,
    letter: Option<Box<Asked>>,
    body_max: u64,
    headers: usize,
    large: bool,
}

impl Session {
    pub(super) fn new(body_max: u64) -> Self {
        Self { body_max, ..Self::default() }
    }

    /// Whether a letter is on its way.
    pub(super) fn busy(&self) -> bool {
        self.letter.is_some()
    }

    /// The letter on its way, to unload its body.
    pub(super) fn letter(&mut self) -> Option<&mut Asked> {
        self.letter.as_deref_mut()
    }

    pub(super) fn take(&mut self, command: Command) -> Step {
        match command {
            Command::Negotiate { version, actions, steps } => self.negotiate(version, actions, steps),
            Command::Macros { stage, values } => {
                self.keep(stage, values);
                Step::Wait
            }
            Command::Connect(client) => {
                self.client = Some(client);
                self.answer(steps::SILENT_CONNECT)
            }
            Command::Hello(_) | Command::Strange(_) => Step::Answer(Reply::Continue),
            Command::Sender { address, .. } => {
                self.forget();
                self.letter = Some(Box::new(Asked { envelope_from: bare(&address), ..Asked::default() }));
                self.answer(steps::SILENT_SENDER)
            }
            Command::QuitAndConnect => {
                self.forget();
                self.of_letter.clear();
                self.of_connection.clear();
                self.client = None;
                Step::Wait
            }
            Command::Abort => {
                self.forget();
                self.of_letter.clear();
                Step::Wait
            }
            Command::Quit => Step::Close,
            _ if self.letter.is_none() => Step::Broken("a part of a letter before its sender"),
            Command::Data | Command::EndOfHeaders => Step::Answer(Reply::Continue),
            Command::Recipient { address, .. } => {
                self.large |= self.letter().is_some_and(|letter| letter.recipients.len() >= RECIPIENTS_MAX);
                self.add(|letter| letter.recipients.push(bare(&address)));
                self.answer(steps::SILENT_RECIPIENT)
            }
            Command::Header { name, value } => {
                self.headers += name.len() + value.len();
                self.large |= self.headers > HEADERS_MAX;
                self.add(|letter| letter.headers.push((name, value)));
                self.answer(steps::SILENT_HEADER)
            }
            Command::Body(piece) => self.piece(&piece),
            Command::EndOfBody(piece) => {
                drop(self.piece(&piece));
                self.complete()
            }
        }
    }

    fn negotiate(&mut self, version: u32, allowed: u32, offered: u32) -> Step {
        if version < VERSION {
            return Step::Broken("it speaks an older version of the protocol (Postfix: milter_protocol = 6)");
        }
        if allowed & NEEDED != NEEDED {
            return Step::Broken("it does not allow headers and recipients to be changed");
        }
        self.steps = UNWANTED & offered;
        // Where the server lets itself be told which macros to send, its settings need not name them.
        let named = allowed & actions::NAME_MACROS;
        let macros =
            if named == 0 { Vec::new() } else { vec![(0, "{daemon_name}"), (2, "i {auth_type} {auth_authen}"), (5, "i")] };
        Step::Answer(Reply::Negotiated(Wishes { version: VERSION, actions: NEEDED | named, steps: self.steps, macros }))
    }

    /// Silence where it was agreed on.
    fn answer(&self, silent: u32) -> Step {
        if self.steps & silent != 0 { Step::Wait } else { Step::Answer(Reply::Continue) }
    }

    fn keep(&mut self, stage: u8, values: Vec<(String, String)>) {
        if stage == b'M' {
            self.of_letter.clear();
        }
        let kept = if matches!(stage, b'C' | b'H') { &mut self.of_connection } else { &mut self.of_letter };
        for (name, value) in values {
            if kept.len() < MACROS_MAX {
                kept.insert(name.trim_matches(['{', '}']).to_owned(), value);
            }
        }
    }

    fn add(&mut self, change: impl FnOnce(&mut Asked)) {
        if let Some(letter) = self.letter.as_deref_mut().filter(|_| !self.large) {
            change(letter);
        }
    }

    fn piece(&mut self, piece: &[u8]) -> Step {
        self.large |= self.letter().map_or(0, |letter| letter.body.len()) + piece.len() as u64 > self.body_max;
        self.add(|letter| letter.body.push(piece));
        let next = self.answer(steps::SILENT_BODY);
        let heavy = self.letter().is_some_and(|letter| letter.body.is_heavy());
        if heavy { Step::Unload(Box::new(next)) } else { next }
    }

    fn complete(&mut self) -> Step {
        let large = self.large;
        let letter = self.letter.take();
        self.forget();
        let Some(mut letter) = letter else { return Step::Broken("the end of a letter that did not begin") };
        if large {
            return Step::TooLarge;
        }
        let mut value = |name: &str| self.of_letter.remove(name).filter(|value| !value.is_empty());
        letter.auth_login = value("auth_authen");
        letter.auth_method = value("auth_type");
        letter.queue_id = value("i").unwrap_or_default();
        letter.daemon_name = value("daemon_name").or_else(|| self.of_connection.get("daemon_name").cloned()).unwrap_or_default();
        if let Some(client) = &self.client {
            letter.client_host.clone_from(&client.host);
            letter.client_addr.clone_from(&client.address);
        }
        self.of_letter.clear();
        Step::Judge(letter)
    }

    fn forget(&mut self) {
        self.letter = None;
        self.headers = 0;
        self.large = false;
    }
}

/// An envelope address without its angle brackets.
fn bare(address: &str) -> String {
    let inner = address.trim();
    inner.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(inner).to_owned()
}
