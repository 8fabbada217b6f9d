//! Whether an HTML parser can take a letter's HTML in time and memory that its length explains.
//!
//! The rules for broken HTML let a short text make a tree that grows with the square of its length: formatting that is never
//! closed is opened anew in every block, and every tag looks through all that are open. Counted here in one pass, on the safe
//! side: what is not surely closed counts as open.

use super::scan::{Piece, pieces};

/// Most tags open at once.
const DEPTH_MAX: usize = 300;
/// Most attributes of one tag; each is compared with those before it.
const ATTRIBUTES_MAX: usize = 200;
/// Most steps: for every tag and text the formatting that may have to be opened anew, and one.
const STEPS_MAX: usize = 3_000_000;

/// Elements that stay open behind the block they are in.
const FORMATTING: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements without content.
const VOID: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements that end by themselves where the next one begins or the one around them closes.
const LIGHT: [&str; 15] =
    ["p", "li", "dd", "dt", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot", "rp", "rt", "colgroup"];

/// Elements that end all formatting opened inside them.
const CELLS: [&str; 6] = ["td", "th", "caption", "object", "applet", "marquee"];

/// Whether a parser may be given this HTML.
pub(super) fn is_bearable(html: &str) -> bool {
    let mut tree = Tree { open: Vec::new(), formatting: 0, leaks: vec![Vec::new()] };
    let mut steps = 0_usize;
    for piece in pieces(html) {
        let leaked: usize = tree.leaks.iter().map(Vec::len).sum();
        steps += 1 + tree.formatting + leaked;
        match piece {
            Piece::Text(_) => {}
            Piece::Open { rest, .. } if attributes(rest) > ATTRIBUTES_MAX => return false,
            Piece::Open { name, .. } => tree.open(name.to_ascii_lowercase()),
            Piece::Close { name } => tree.close(&name.to_ascii_lowercase()),
        }
        if tree.open.len() + leaked > DEPTH_MAX || steps > STEPS_MAX {
            return false;
        }
    }
    true
}

/// What is open, at least.
struct Tree {
    open: Vec<String>,
    /// How many of the open ones are formatting.
    formatting: usize,
    /// Formatting that was not closed where it was opened: it comes back in every block until its cell ends. One list for each
    /// open cell, and one for the rest.
    leaks: Vec<Vec<String>>,
}

impl Tree {
    fn open(&mut self, name: String) {
        if VOID.contains(&name.as_str()) {
            return;
        }
        if LIGHT.contains(&name.as_str()) && self.open.last() == Some(&name) {
            self.pop();
        }
        self.formatting += usize::from(FORMATTING.contains(&name.as_str()));
        if CELLS.contains(&name.as_str()) {
            self.leaks.push(Vec::new());
        }
        self.open.push(name);
    }

    /// Takes the innermost one out; gives it back when it is formatting.
    fn pop(&mut self) -> Option<String> {
        let name = self.open.pop()?;
        if CELLS.contains(&name.as_str()) && self.leaks.len() > 1 {
            self.leaks.pop();
        }
        let formatting = FORMATTING.contains(&name.as_str());
        self.formatting -= usize::from(formatting);
        formatting.then_some(name)
    }

    fn leak(&mut self, name: String) {
        if let Some(list) = self.leaks.last_mut() {
            list.push(name);
        }
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|own| own == name) else {
            if let Some(list) = self.leaks.last_mut()
                && let Some(found) = list.iter().rposition(|own| own == name)
            {
                list.remove(found);
            }
            return;
        };
        let inner = self.open.get(at + 1..).unwrap_or_default();
        let cell = inner.iter().any(|own| CELLS.contains(&own.as_str()) || own == "table");
        if cell && !["table", "tr", "tbody", "thead", "tfoot"].contains(&name) {
            // Out of reach: the parser would not close it from here.
            return;
        }
        if FORMATTING.contains(&name) {
            // What was opened inside stays open.
            if inner.iter().any(|own| !FORMATTING.contains(&own.as_str()) && !LIGHT.contains(&own.as_str())) {
                self.leak(name.to_owned());
            }
            self.open.remove(at);
            self.formatting -= 1;
            return;
        }
        let mut unclosed = Vec::new();
        while self.open.len() > at {
            let cells = self.leaks.len();
            let popped = self.pop();
            if self.leaks.len() < cells {
                // What was left open in a cell ends with it.
                unclosed.clear();
            }
            unclosed.extend(popped);
        }
        for one in unclosed {
            self.leak(one);
        }
    }
}

/// At least as many as the tag has attributes.
fn attributes(rest: &str) -> usize {
    let mut quote = None;
    let mut count = 0;
    let mut before = b' ';
    for byte in rest.bytes() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/' | b'"' | b'\'') => count += 1,
            _ => {}
        }
        before = byte;
    }
    count + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_of_usual_letters_is_bearable() {
        let row = "<tr><td style=\"padding:1px\"><p>a<p>b<font color=red><b>c</b></font></td><td><a href=x>y</a></td></tr>";
        assert!(is_bearable(&format!("<html><body><table>{}</table></body></html>", row.repeat(5000))));
        assert!(is_bearable(&"<div><p>x<br>y".repeat(100)));
        assert!(is_bearable(&"<li>x".repeat(50_000)));
        assert!(is_bearable(&"<p><b>x</p></b>".repeat(5_000)));
        assert!(is_bearable(&"<table><tr><td><b>x</td></tr></table>".repeat(5_000)));
    }

    #[test]
    fn html_that_grows_with_the_square_of_its_length_is_not() {
        for piece in ["<div>", "<b id=x>", "<b><div></b>", "<b><table><td></b></td></table>", "<table><td>", "<i><div></i>"] {
            assert!(!is_bearable(&piece.repeat(100_000)), "{piece}");
        }
        let many: String = (0..5000).map(|at| format!(" a{at}")).collect();
        assert!(!is_bearable(&format!("<p{many}>")));
        assert!(!is_bearable(&format!("{}{}", "<b>".repeat(250), "<p>x</p>".repeat(100_000))));
    }
}
