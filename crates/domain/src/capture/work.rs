//! The desk the recognisers work at: tokens, the phrases that begin at each, what is taken, the facts so far.

use super::lexicon::{Tag, lexicon};
use super::line::{Kind, Line, Token};
use super::{Fact, Found};
use jiff::civil::DateTime;

/// Who holds a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    Free,
    /// A fact has it.
    Fact,
    /// A number of an order, an account and the like.
    Reference,
    /// A time; a next step may take it.
    Time,
    /// Part of a next step's wording.
    Step,
}

/// Everything known of one line.
pub(crate) struct Work<'a> {
    pub(crate) line: &'a Line,
    pub(crate) tokens: Vec<Token>,
    marks: Vec<Vec<(Tag, usize)>>,
    pub(crate) owners: Vec<Owner>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) now: DateTime,
    pub(crate) english: bool,
}

impl<'a> Work<'a> {
    pub(crate) fn new(line: &'a Line, tokens: Vec<Token>, now: DateTime) -> Work<'a> {
        let marks = (0..tokens.len()).map(|i| lexicon().at(&tokens, i)).collect();
        let owners = tokens.iter().map(|t| if t.kind == Kind::Claimed { Owner::Fact } else { Owner::Free }).collect();
        Work { line, tokens, marks, owners, facts: Vec::new(), now, english: line.is_english() }
    }

    /// Length in tokens of the longest phrase of `tag` that begins at `i`.
    pub(crate) fn mark(&self, i: usize, tag: Tag) -> Option<usize> {
        self.marks.get(i)?.iter().filter(|m| m.0 == tag).map(|m| m.1).max()
    }

    pub(crate) fn has(&self, i: usize, tag: Tag) -> bool {
        self.mark(i, tag).is_some()
    }

    pub(crate) fn has_any(&self, i: usize, tags: &[Tag]) -> bool {
        tags.iter().any(|t| self.has(i, *t))
    }

    /// Whether a phrase of `tag` begins anywhere in `from..to`.
    pub(crate) fn within(&self, from: usize, to: usize, tag: Tag) -> bool {
        (from..to).any(|i| self.has(i, tag))
    }

    /// Whether the word is in the lexicon at all.
    pub(crate) fn is_known(&self, i: usize) -> bool {
        self.marks.get(i).is_some_and(|m| m.iter().any(|x| x.1 == 1 && !matches!(x.0, Tag::NotSurname)))
    }

    pub(crate) fn key(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.key.as_str())
    }

    pub(crate) fn free(&self, i: usize) -> bool {
        self.owners.get(i) == Some(&Owner::Free)
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(Token::is_word)
    }

    pub(crate) fn mark_char(&self, i: usize) -> Option<char> {
        self.tokens.get(i).and_then(Token::mark)
    }

    pub(crate) fn take(&mut self, from: usize, to: usize, owner: Owner) {
        for o in &mut self.owners[from..to] {
            *o = owner;
        }
    }

    /// The text of tokens `from..to` as read.
    pub(crate) fn text(&self, from: usize, to: usize) -> String {
        if from >= to {
            return String::new();
        }
        self.line.words(self.tokens[from].start, self.tokens[to - 1].end)
    }

    /// Records a fact that came from tokens `from..to` and takes them.
    pub(crate) fn found(&mut self, found: Found, confidence: f64, from: usize, to: usize) {
        let (start, end) = (self.tokens[from].start, self.tokens[to - 1].end);
        self.take(from, to, Owner::Fact);
        self.facts.push(Fact { found, confidence, start, end });
    }

    /// Whether a clause ends at token `i`: punctuation that is no part of an abbreviation, or something already taken.
    pub(crate) fn breaks(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else { return true };
        match token.kind {
            Kind::Claimed => true,
            Kind::Mark(c) => self.is_breaking_mark(i, c) || !self.free(i),
            _ => !self.free(i),
        }
    }

    /// Whether token `i` is punctuation that ends a clause.
    pub(crate) fn is_breaking_mark(&self, i: usize, c: char) -> bool {
        let spaced = |k: usize| k == 0 || k >= self.line.low.len() || self.line.low[k].is_whitespace();
        let token = &self.tokens[i];
        match c {
            ',' | ';' | '!' | '?' | '(' | ')' | '\n' | '|' | '[' | ']' | '•' | '→' | '>' | '=' | '{' | '}' => true,
            // "11:00" is one hour.
            ':' => !self.inside_number(i),
            '-' => token.start > 0 && spaced(token.start - 1) && spaced(token.end),
            '/' => spaced(token.start.saturating_sub(1)) && spaced(token.end),
            '.' => !self.is_abbreviation(i),
            _ => false,
        }
    }

    /// Whether the mark at `i` stands between digits with no space.
    fn inside_number(&self, i: usize) -> bool {
        let digit = |k: usize| self.line.low.get(k).is_some_and(char::is_ascii_digit);
        self.tokens[i].start > 0 && digit(self.tokens[i].start - 1) && digit(self.tokens[i].end)
    }

    /// Whether the full stop at `i` only shortens a word: "шт. по", "кв.м", "г.Тула".
    fn is_abbreviation(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|b| &self.tokens[b]) else { return false };
        let Some(after) = self.tokens.get(i + 1) else { return false };
        let glued = after.start == self.tokens[i].end;
        let short = before.is_word() && before.end == self.tokens[i].start && before.key.chars().count() <= 4;
        if before.is_word()
            && before.end == self.tokens[i].start
            && self.has(i - 1, Tag::Shortened)
            && after.is_word()
            && !after.capital
        {
            return true;
        }
        let unit = self.has_any(i - 1, &[Tag::Unit, Tag::Street, Tag::Label, Tag::Post])
            || matches!(
                before.key.as_str(),
                "г" | "ком"
                    | "комм"
                    | "тд"
                    | "ст"
                    | "им"
                    | "т"
                    | "п"
                    | "о"
                    | "no"
                    | "mr"
                    | "mrs"
                    | "ms"
                    | "dr"
                    | "гл"
                    | "ген"
                    | "зам"
                    | "кв"
                    | "пог"
                    | "эл"
                    | "конт"
                    | "мин"
                    | "час"
            );
        short
            && unit
            && !(after.capital
                && !glued
                && after.key.chars().count() > 1
                && !self.has(i - 1, Tag::Post)
                && !matches!(before.key.as_str(), "mr" | "mrs" | "ms" | "dr" | "г" | "ул" | "им"))
    }

    /// The clause around token `i`: from the token after the break before it to the break after it.
    pub(crate) fn clause(&self, i: usize) -> (usize, usize) {
        let is_break = |k: usize| match self.tokens[k].kind {
            Kind::Mark(c) => self.is_breaking_mark(k, c),
            _ => false,
        };
        let mut from = i;
        while from > 0 && !is_break(from - 1) {
            from -= 1;
        }
        let mut to = i + 1;
        while to < self.tokens.len() && !is_break(to) {
            to += 1;
        }
        (from, to)
    }
}
