//! The line as the recognisers see it: characters as typed and as read, tokens, and who has claimed what.

use crate::letters::fold_char;

/// Longest beginning of a line that is analysed, in characters; what follows stays in the note.
pub(crate) const LONGEST: usize = 3000;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with inner hyphens and apostrophes.
    Word,
    /// Digits, with inner decimal marks.
    Number,
    /// Letters and digits together: `М500`, `3х2.5`, `300м`.
    Mixed,
    /// One character that is neither letter nor digit.
    Mark(char),
    /// A stretch already claimed: a phone, an e-mail, a reference number.
    Claimed,
}

/// A piece of the line; `start..end` in characters.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    /// The folded reading, slips of the hand mended.
    pub(crate) key: String,
    /// Whether the first letter was a capital.
    pub(crate) capital: bool,
}

/// The characters of the line: `read` has the keyboard layout mended, `low` is `read` folded; both as long as the line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) read: Vec<char>,
    pub(crate) low: Vec<char>,
}

impl Line {
    pub(crate) fn new(read: Vec<char>) -> Line {
        let low = read.iter().map(|&c| fold_char(c)).collect();
        Line { read, low }
    }

    /// The text between two positions as read, spaces collapsed.
    pub(crate) fn words(&self, start: usize, end: usize) -> String {
        let text: String = self.read[start..end].iter().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether most letters are Latin.
    pub(crate) fn is_english(&self) -> bool {
        let latin = self.low.iter().filter(|c| c.is_ascii_alphabetic()).count();
        let cyrillic = self.low.iter().filter(|c| is_cyrillic(**c)).count();
        latin > 2 * cyrillic
    }
}

pub(crate) fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Cuts the line into tokens; a claimed stretch is one token.
pub(crate) fn tokens(line: &Line, claimed: &[(usize, usize)]) -> Vec<Token> {
    let mut out = Vec::new();
    let mut i = 0;
    let mut claims = claimed.iter().peekable();
    while i < line.low.len() {
        while claims.peek().is_some_and(|c| c.1 <= i) {
            claims.next();
        }
        let limit = claims.peek().map_or(line.low.len(), |c| c.0.max(i));
        if limit == i {
            let end = claims.next().map_or(i + 1, |c| c.1);
            out.push(Token { start: i, end, kind: Kind::Claimed, key: String::new(), capital: false });
            i = end;
            continue;
        }
        let c = line.low[i];
        if c.is_whitespace() && c != '\n' {
            i += 1;
            continue;
        }
        let end = if c.is_alphanumeric() { word_end(&line.low[..limit], i) } else { i + 1 };
        out.push(token(line, i, end));
        i = end;
    }
    out
}

fn word_end(low: &[char], start: usize) -> usize {
    let mut i = start;
    while i < low.len() {
        let inner = i > start && i + 1 < low.len() && low[i + 1].is_alphanumeric();
        let digits = inner && low[i - 1].is_ascii_digit() && low[i + 1].is_ascii_digit();
        let letter_before = i > start && low[i - 1].is_alphabetic();
        let short = i == start + 1 && low.get(i + 2).is_none_or(|c| !c.is_alphanumeric());
        match low[i] {
            c if c.is_alphanumeric() => {}
            '-' | '\'' if inner => {}
            '.' | ',' | '*' | '×' if digits => {}
            '/' if digits || (inner && letter_before && short) => {}
            '\u{300}'..='\u{36f}' => {}
            _ => break,
        }
        i += 1;
    }
    i
}

fn token(line: &Line, start: usize, end: usize) -> Token {
    let low = &line.low[start..end];
    let letters = low.iter().any(|c| c.is_alphabetic());
    let digits = low.iter().any(|c| c.is_ascii_digit());
    let kind = match (letters, digits) {
        (true, false) => Kind::Word,
        (true, true) => Kind::Mixed,
        (false, true) => Kind::Number,
        (false, false) => Kind::Mark(low[0]),
    };
    Token { start, end, kind, key: low.iter().collect(), capital: line.read[start].is_uppercase() }
}

impl Token {
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(crate) fn mark(&self) -> Option<char> {
        match self.kind {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// The value of a token that is a whole number.
    pub(crate) fn number(&self) -> Option<u32> {
        if self.kind == Kind::Number && self.key.len() <= 6 { self.key.parse().ok() } else { None }
    }
}
