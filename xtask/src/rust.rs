//! Rust source as a row of tokens, enough to tell strings from comments, code from tests.

use std::ops::Range;

use crate::tree::Tree;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or a keyword.
    Word(String),
    /// A string as written between its quotes, escapes untouched.
    Text(String),
    /// One sign.
    Sign(char),
    /// A number, a character or a lifetime: nothing a check looks into.
    Other,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its line, counted from 1.
    pub(crate) line: usize,
}

impl Token {
    /// Is it this name?
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(own) if own == word)
    }

    /// Is it this sign?
    pub(crate) fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// The text of a string.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The name.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// The tokens of a source; comments are left out.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut lexer = Lexer { rest: source, line: 1 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next_token() {
        tokens.push(token);
    }
    tokens
}

struct Lexer<'a> {
    rest: &'a str,
    line: usize,
}

impl Lexer<'_> {
    /// Steps over `length` bytes and gives them.
    fn take(&mut self, length: usize) -> &str {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        self.line += taken.matches('\n').count();
        taken
    }

    fn next_token(&mut self) -> Option<Token> {
        self.skip_blank();
        let line = self.line;
        let first = self.rest.chars().next()?;
        let kind = if let Some(kind) = self.string() {
            kind
        } else if first.is_alphanumeric() || first == '_' {
            let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
            let word = self.take(end).to_owned();
            if first.is_numeric() { Kind::Other } else { Kind::Word(word) }
        } else if first == '\'' {
            self.character();
            Kind::Other
        } else {
            self.take(first.len_utf8());
            Kind::Sign(first)
        };
        Some(Token { kind, line })
    }

    fn skip_blank(&mut self) {
        loop {
            let blank = self.rest.len() - self.rest.trim_start().len();
            self.take(blank);
            if self.rest.starts_with("//") {
                let end = self.rest.find('\n').unwrap_or(self.rest.len());
                self.take(end);
            } else if self.rest.starts_with("/*") {
                self.skip_block();
            } else {
                return;
            }
        }
    }

    /// A comment between `/*` and `*/`, which may hold others.
    fn skip_block(&mut self) {
        let mut depth = 0_usize;
        while !self.rest.is_empty() {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.take(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.take(2);
                if depth == 0 {
                    return;
                }
            } else {
                let step = self.rest.chars().next().map_or(1, char::len_utf8);
                self.take(step);
            }
        }
    }

    /// A string of any sort: `"..."`, `b"..."`, `c"..."`, `r#"..."#`.
    fn string(&mut self) -> Option<Kind> {
        let prefix = self.rest.find(|c: char| !matches!(c, 'b' | 'c' | 'r'))?;
        let after = &self.rest[prefix..];
        let raw = self.rest[..prefix].ends_with('r');
        let hashes = if raw { after.len() - after.trim_start_matches('#').len() } else { 0 };
        if prefix > 2 || !after[hashes..].starts_with('"') {
            return None;
        }
        self.take(prefix + hashes + 1);
        let end = if raw { self.rest.find(&format!("\"{}", "#".repeat(hashes))) } else { end_of_string(self.rest) };
        let text = self.take(end.unwrap_or(usize::MAX)).to_owned();
        self.take(1 + hashes);
        Some(Kind::Text(text))
    }

    /// A character or a lifetime.
    fn character(&mut self) {
        let mut chars = self.rest[1..].char_indices();
        let (first, second) = (chars.next(), chars.next());
        let length = match (first, second) {
            (Some((_, '\\')), Some((_, escaped))) => {
                let from = 2 + escaped.len_utf8();
                self.rest[from..].find('\'').map_or(from, |at| from + at + 1)
            }
            (Some(_), Some((at, '\''))) => at + 2,
            _ => 1,
        };
        self.take(length);
    }
}

/// Where the closing quote of an ordinary string stands.
fn end_of_string(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// Where the brackets opened at `open` close; the last token when they never do.
pub(crate) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Sign('(' | '[' | '{') => depth += 1,
            Kind::Sign(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    tokens.len().saturating_sub(1)
}

/// The items that stand under `#[cfg(test)]`, as ranges of tokens.
pub(crate) fn tests(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in 0..tokens.len() {
        if found.last().is_some_and(|last| last.contains(&start)) || !is_cfg_test(&tokens[start..]) {
            continue;
        }
        let mut at = start;
        while at < tokens.len() && tokens[at].is('#') {
            at = closing(tokens, at) + 1;
        }
        // The item ends with its braces or with a semicolon, whichever comes first.
        while at < tokens.len() && !tokens[at].is('{') && !tokens[at].is(';') {
            at = if tokens[at].is('(') || tokens[at].is('[') { closing(tokens, at) + 1 } else { at + 1 };
        }
        let end = if at < tokens.len() && tokens[at].is('{') { closing(tokens, at) } else { at };
        found.push(start..end + 1);
    }
    found
}

fn is_cfg_test(tokens: &[Token]) -> bool {
    let shape = ["#", "[", "cfg", "(", "test", ")", "]"];
    tokens.len() >= shape.len()
        && shape.iter().zip(tokens).all(|(wanted, token)| match &token.kind {
            Kind::Word(word) => word == wanted,
            Kind::Sign(sign) => wanted.chars().eq([*sign]),
            _ => false,
        })
}

/// Is this a file of tests or benchmarks, whole?
pub(crate) fn is_test_file(path: &str) -> bool {
    let folders = ["/tests/", "/benches/", "/examples/"];
    folders.iter().any(|folder| path.contains(folder)) || path.ends_with("/tests.rs") || path.ends_with("_tests.rs")
}

/// Every source of the tree with the tokens that are no tests; files of tests are left out.
pub(crate) fn sources(tree: &Tree) -> Vec<(&str, Vec<Token>)> {
    let read = tree.matching("", ".rs").filter(|(path, _)| !is_test_file(path)).map(|(path, text)| (path, tokens(text)));
    let read: Vec<_> = read.collect();
    let modules: Vec<String> = read.iter().flat_map(|(path, tokens)| test_modules(path, tokens)).collect();
    let of_test = |path: &str| modules.iter().any(|own| path == format!("{own}.rs") || path.starts_with(&format!("{own}/")));
    read.into_iter().filter(|(path, _)| !of_test(path)).map(|(path, tokens)| (path, without_tests(tokens))).collect()
}

/// The modules a file declares for tests (`#[cfg(test)] mod sample;`), as paths without an ending.
fn test_modules(path: &str, tokens: &[Token]) -> Vec<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.trim_end_matches(".rs");
    let inside = if matches!(stem, "lib" | "main" | "mod") { folder.to_owned() } else { format!("{folder}/{stem}") };
    let mut found = Vec::new();
    for range in tests(tokens) {
        let item = &tokens[range.start..range.end.min(tokens.len())];
        let name = item.windows(3).find(|own| own[0].is_word("mod") && own[2].is(';')).and_then(|own| own[1].word());
        found.extend(name.map(|name| format!("{inside}/{name}")));
    }
    found
}

fn without_tests(all: Vec<Token>) -> Vec<Token> {
    let tests = tests(&all);
    all.into_iter().enumerate().filter(|(at, _)| !tests.iter().any(|range| range.contains(at))).map(|(_, token)| token).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        tokens(source).iter().filter_map(|token| token.text().map(str::to_owned)).collect()
    }

    #[test]
    fn strings_are_told_from_comments_characters_and_lifetimes() {
        let source = r##"// "no" /* "no" */
            /* "no /* "no" */ "no" */ fn f<'a>(x: &'a str) -> char { let _ = '"'; let _ = '\''; let _ = b'"'; "yes" }
            const R: &str = r#"raw "quoted" text"#; const B: &[u8] = b"bytes"; const E: &str = "a \" b";"##;
        assert_eq!(texts(source), ["yes", "raw \"quoted\" text", "bytes", "a \\\" b"]);
    }

    #[test]
    fn lines_are_counted_through_strings_of_several_lines() {
        let found = tokens("\"one\ntwo\"\n/* a\nb */ last");
        assert_eq!(found.last().map(|token| token.line), Some(4));
    }

    #[test]
    fn what_stands_under_cfg_test_is_not_code() {
        let source = "const A: &str = \"code\";\n#[cfg(test)]\n#[x]\nmod tests { fn f() { \"test\"; } }\nfn g() { \"more\"; }\n#[cfg(test)] use x::{a};\n\"end\"";
        let tree = Tree::of(&[("a.rs", source)]);
        let found: Vec<_> = sources(&tree)[0].1.iter().filter_map(|token| token.text().map(str::to_owned)).collect();
        assert_eq!(found, ["code", "more", "end"]);
    }

    #[test]
    fn a_module_declared_for_tests_is_no_code() {
        let files = [
            ("a/lib.rs", "#[cfg(test)]\nmod sample;\nmod real;"),
            ("a/sample.rs", ""),
            ("a/real.rs", "#[cfg(test)] mod deep;"),
            ("a/real/deep.rs", ""),
        ];
        let tree = Tree::of(&files);
        let paths: Vec<_> = sources(&tree).into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["a/lib.rs", "a/real.rs"]);
    }

    #[test]
    fn a_source_cut_short_is_still_read_to_its_end() {
        for source in ["\"open", "r#\"open", "/* open", "'", "'\\", "fn f( {", "#[cfg(test)] mod"] {
            tests(&tokens(source));
        }
    }
}
