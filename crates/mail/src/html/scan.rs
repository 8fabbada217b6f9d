//! HTML cut into tags and text in one pass, in time that grows with its length only.
//!
//! Made for reading text and for counting, not for showing: what is shown goes through a real HTML parser afterwards.

use std::ops::Range;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Characters, entities not decoded.
    Text(&'a str),
    /// A tag that opens: its name as written, and everything up to `>`.
    Open { name: &'a str, rest: &'a str },
    /// A tag that closes.
    Close { name: &'a str },
}

/// Elements whose content is no markup; it is skipped.
const RAW: [&str; 9] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"];

/// The pieces of the HTML, comments and raw contents left out.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { html, at: 0 }
}

/// See [`pieces`].
pub(super) struct Pieces<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let rest = self.html.get(self.at..).filter(|rest| !rest.is_empty())?;
            let bytes = rest.as_bytes();
            if bytes.first() != Some(&b'<') {
                let len = rest.find('<').unwrap_or(rest.len());
                return Some(self.take_text(len));
            }
            match bytes.get(1) {
                Some(c) if c.is_ascii_alphabetic() => return Some(self.open(rest)),
                Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                    let name = name_at(rest, 2);
                    self.at += tag_end(rest, name.end);
                    return Some(Piece::Close { name: rest.get(name).unwrap_or_default() });
                }
                Some(b'!') if rest.starts_with("<!--") => self.skip_past(rest, 4, "-->"),
                Some(b'!') if rest.starts_with("<![CDATA[") => self.skip_past(rest, 9, "]]>"),
                Some(b'!' | b'?' | b'/') => self.skip_past(rest, 2, ">"),
                _ => {
                    let len = 1 + rest.get(1..).and_then(|tail| tail.find('<')).unwrap_or(rest.len() - 1);
                    return Some(self.take_text(len));
                }
            }
        }
    }
}

impl<'a> Pieces<'a> {
    fn take_text(&mut self, len: usize) -> Piece<'a> {
        let text = self.html.get(self.at..self.at + len).unwrap_or_default();
        self.at += len.max(1);
        Piece::Text(text)
    }

    fn skip_past(&mut self, rest: &str, from: usize, end: &str) {
        let found = rest.get(from..).and_then(|tail| tail.find(end));
        self.at += found.map_or(rest.len(), |found| from + found + end.len());
    }

    fn open(&mut self, rest: &'a str) -> Piece<'a> {
        let name = name_at(rest, 1);
        let end = tag_end(rest, name.end);
        let inner = rest.get(name.end..end).unwrap_or_default();
        let name = rest.get(name).unwrap_or_default();
        self.at += end;
        if let Some(raw) = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name)) {
            let after = self.html.get(self.at..).unwrap_or_default();
            self.at += close_of(after, raw);
        }
        Piece::Open { name, rest: inner.strip_suffix('>').unwrap_or(inner) }
    }
}

fn name_at(rest: &str, from: usize) -> Range<usize> {
    let tail = rest.as_bytes().get(from..).unwrap_or_default();
    let len = tail.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')).unwrap_or(tail.len());
    from..from + len
}

/// The place after the `>` that ends a tag; a `>` in a quoted value does not.
fn tag_end(rest: &str, from: usize) -> usize {
    let mut quote: Option<u8> = None;
    let mut after_equals = false;
    for (at, byte) in rest.bytes().enumerate().skip(from) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return at + 1,
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    rest.len()
}

/// Where the closing tag of a raw element begins; the end when there is none.
fn close_of(after: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(found) = after.get(from..).and_then(|tail| tail.find("</")) {
        let at = from + found;
        let own = after.as_bytes().get(at + 2..at + 2 + name.len()).unwrap_or_default();
        let next = after.as_bytes().get(at + 2 + name.len());
        if own.eq_ignore_ascii_case(name.as_bytes()) && next.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')) {
            return at;
        }
        from = at + 2;
    }
    after.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(html: &str) -> String {
        let show = |piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Open { name, .. } => format!("[{name}]"),
            Piece::Close { name } => format!("[/{name}]"),
        };
        pieces(html).map(show).collect()
    }

    #[test]
    fn tags_text_and_comments_are_told_apart() {
        assert_eq!(said("a<b>c</b><!-- <i> -->d"), "a[b]c[/b]d");
        assert_eq!(said("<a title='>' href=\"x>y\">t"), "[a]t");
        assert_eq!(said("1 < 2 <3 & <br/>"), "1 < 2 <3 & [br]");
        assert_eq!(said("<script>x<b></script>y<STYLE>z</style >w"), "[script][/script]y[STYLE][/style]w");
        assert_eq!(said("<!DOCTYPE html><?xml ?></ x>t"), "t");
        assert_eq!(said("<p"), "[p]");
        assert_eq!(said("<script>never closed <b>"), "[script]");
        assert_eq!(said("<"), "<");
        assert_eq!(said("привет <b>мир"), "привет [b]мир");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_to_its_end(html in "\\PC*") {
            let _ = pieces(&html).count();
        }

        #[test]
        fn any_marks_are_cut_to_their_end(html in "[<>a-c/!\"'= -]*") {
            let _ = pieces(&html).count();
        }
    }
}
