//! The values answers are made of: atoms, strings, lists.

use super::wire::{Frame, Piece};

/// Deeper lists and more values than any answer we ask for are nonsense.
const DEPTH_MAX: usize = 16;
const VALUES_MAX: usize = 4096;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// An atom; `NIL` too.
    Atom(String),
    /// A quoted string or a literal.
    Bytes(Vec<u8>),
    /// A literal that was not kept, and its size.
    Skipped(u64),
    /// A list.
    List(Vec<Value>),
}

impl Value {
    /// Its characters; `None` for lists.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Atom(text) => Some(text.clone()),
            Self::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            Self::Skipped(_) | Self::List(_) => None,
        }
    }
}

/// Reads values one after another.
pub(crate) struct Reader {
    pieces: std::vec::IntoIter<Piece>,
    text: Vec<u8>,
    at: usize,
    values: usize,
}

enum Token {
    Open,
    Close,
    Value(Value),
}

impl Reader {
    /// From this byte of the first line.
    pub(crate) fn new(frame: Frame, from: usize) -> Self {
        let mut pieces = frame.into_iter();
        let text = match pieces.next() {
            Some(Piece::Text(text)) => text,
            _ => Vec::new(),
        };
        Self { pieces, text, at: from, values: 0 }
    }

    /// The next whole value; `None` at the end and at nonsense.
    pub(crate) fn next(&mut self) -> Option<Value> {
        let mut open: Vec<Vec<Value>> = Vec::new();
        loop {
            let value = match self.token()? {
                Token::Open if open.len() < DEPTH_MAX => {
                    open.push(Vec::new());
                    continue;
                }
                Token::Open => return None,
                Token::Close => Value::List(open.pop()?),
                Token::Value(value) => value,
            };
            match open.last_mut() {
                Some(list) => list.push(value),
                None => return Some(value),
            }
        }
    }

    fn token(&mut self) -> Option<Token> {
        self.values += 1;
        if self.values > VALUES_MAX {
            return None;
        }
        while self.text.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        match self.text.get(self.at) {
            None => self.piece(),
            Some(b'(') => {
                self.at += 1;
                Some(Token::Open)
            }
            Some(b')') => {
                self.at += 1;
                Some(Token::Close)
            }
            Some(b'"') => self.quoted(),
            Some(_) => Some(Token::Value(Value::Atom(self.atom()))),
        }
    }

    fn piece(&mut self) -> Option<Token> {
        match self.pieces.next()? {
            Piece::Text(text) => {
                (self.text, self.at) = (text, 0);
                self.token()
            }
            Piece::Literal(bytes) => Some(Token::Value(Value::Bytes(bytes))),
            Piece::Skipped(size) => Some(Token::Value(Value::Skipped(size))),
        }
    }

    fn quoted(&mut self) -> Option<Token> {
        self.at += 1;
        let mut bytes = Vec::new();
        loop {
            let byte = *self.text.get(self.at)?;
            self.at += 1;
            match byte {
                b'"' => return Some(Token::Value(Value::Bytes(bytes))),
                b'\\' => {
                    bytes.push(*self.text.get(self.at)?);
                    self.at += 1;
                }
                _ => bytes.push(byte),
            }
        }
    }

    /// Up to a space or a bracket, but `BODY[HEADER.FIELDS (DATE)]<0>` is one atom.
    fn atom(&mut self) -> String {
        let from = self.at;
        let mut inside = false;
        while let Some(byte) = self.text.get(self.at) {
            match byte {
                b'[' => inside = true,
                b']' => inside = false,
                b' ' | b'(' | b')' if !inside => break,
                _ => {}
            }
            self.at += 1;
        }
        String::from_utf8_lossy(&self.text[from..self.at]).into_owned()
    }
}
