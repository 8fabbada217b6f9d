//! HTML as plain text, for reading, searching and answering; and plain text as HTML.

use mail_parser::decoders::html::add_html_token;

use super::scan::{Piece, pieces};

/// Tags that begin a new line.
const LINES: [&str; 19] = [
    "address",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "tr",
    "ul",
    "table",
];
/// Tags with an empty line before and after.
const PARAGRAPHS: [&str; 2] = ["p", "pre"];

/// The text of the HTML: blanks joined, a line for a block, ` | ` between cells, `> ` before quotes, addresses of links after
/// their words where they say more than the words do.
#[must_use]
pub fn as_text(html: &str) -> String {
    let mut out = Writer::default();
    let mut links: Vec<(String, usize)> = Vec::new();
    let mut in_head = false;
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) if !in_head => out.words(text),
            Piece::Text(_) => {}
            Piece::Open { name, rest } => {
                let name = name.to_ascii_lowercase();
                match name.as_str() {
                    "head" => in_head = true,
                    // A body ends the head, whether it was closed or not.
                    "body" | "div" | "p" | "table" => in_head = false,
                    "blockquote" => out.quote += 1,
                    "pre" => out.kept += 1,
                    "a" => {
                        links.push((attribute(rest, "href").unwrap_or_default(), out.text.len()));
                        links.truncate(1000);
                    }
                    "td" | "th" => out.cell(),
                    "li" => out.line(1),
                    "img" => {
                        if let Some(alt) = attribute(rest, "alt").filter(|alt| !alt.trim().is_empty()) {
                            out.words(&format!("[{}]", alt.trim()));
                        }
                    }
                    _ => {}
                }
                out.around(&name);
                if name == "li" {
                    out.words("- ");
                }
                if name == "hr" {
                    out.words("----------");
                    out.line(1);
                }
            }
            Piece::Close { name } => {
                let name = name.to_ascii_lowercase();
                match name.as_str() {
                    "head" => in_head = false,
                    "blockquote" => {
                        out.line(1);
                        out.quote = out.quote.saturating_sub(1);
                    }
                    "pre" => out.kept = out.kept.saturating_sub(1),
                    "a" => {
                        if let Some((href, from)) = links.pop() {
                            out.address(&href, from);
                        }
                    }
                    _ => {}
                }
                out.around(&name);
            }
        }
    }
    out.text.trim().to_owned()
}

/// Plain text as HTML: marks escaped, lines kept.
#[must_use]
pub fn as_html(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    format!("<div style=\"white-space:pre-wrap\">{escaped}</div>")
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Line ends due before the next word.
    due: usize,
    /// A blank is due before the next word.
    blank: bool,
    quote: usize,
    kept: usize,
}

impl Writer {
    fn line(&mut self, ends: usize) {
        self.due = self.due.max(ends);
        self.blank = false;
    }

    fn around(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.line(2);
        } else if name == "br" {
            // Several in a row are several lines.
            self.due = (self.due + 1).min(3);
            self.blank = false;
        } else if LINES.contains(&name) {
            self.line(1);
        }
    }

    fn cell(&mut self) {
        if self.due == 0 && !self.text.is_empty() && !self.text.ends_with(" | ") && !self.text.ends_with('\n') {
            self.text.push_str(" | ");
            self.blank = false;
        }
    }

    fn words(&mut self, raw: &str) {
        let text = decoded(raw);
        if self.kept > 0 {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.due += 1;
                }
                if !line.is_empty() {
                    self.begin();
                    self.text.push_str(line);
                }
            }
            return;
        }
        for (at, word) in text.split([' ', '\n', '\r', '\t', '\u{a0}']).enumerate() {
            self.blank |= at > 0;
            let word = word.trim_matches(['\u{200b}', '\u{feff}', '\u{ad}', '\u{34f}', '\0']);
            if !word.is_empty() {
                self.begin();
                self.text.push_str(word);
            }
        }
    }

    fn begin(&mut self) {
        if self.text.is_empty() {
            self.mark();
        } else if self.due > 0 {
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.extend(std::iter::repeat_n('\n', self.due));
            self.mark();
        } else if self.blank && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
        self.due = 0;
        self.blank = false;
    }

    fn mark(&mut self) {
        for _ in 0..self.quote.min(20) {
            self.text.push_str("> ");
        }
    }

    /// The address of a link after its words.
    fn address(&mut self, href: &str, from: usize) {
        let href = href.trim();
        let words = self.text.get(from..).unwrap_or_default().trim();
        let shown = href.trim_start_matches("mailto:").trim_start_matches("https://").trim_start_matches("http://");
        let web = ["http://", "https://", "mailto:"].iter().any(|scheme| href.starts_with(scheme));
        if web && !words.is_empty() && !words.contains(shown.trim_end_matches('/')) && href.len() < 200 {
            self.text.push_str(&format!(" <{href}>"));
        }
    }
}

/// The value of an attribute of a tag.
pub(super) fn attribute(rest: &str, name: &str) -> Option<String> {
    let mut at = 0;
    let bytes = rest.as_bytes();
    while let Some(found) = rest.get(at..).and_then(|tail| tail.find('=')) {
        let equals = at + found;
        let before = rest.get(at..equals).unwrap_or_default().trim_end();
        let own = before.rsplit(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
        let mut from = equals + 1;
        while bytes.get(from).is_some_and(u8::is_ascii_whitespace) {
            from += 1;
        }
        let (value_from, value_to, next) = match bytes.get(from) {
            Some(quote @ (b'"' | b'\'')) => {
                let len = rest.get(from + 1..).and_then(|tail| tail.find(*quote as char));
                let end = len.map_or(rest.len(), |len| from + 1 + len);
                (from + 1, end, end + 1)
            }
            _ => {
                let tail = rest.get(from..).unwrap_or_default();
                let end = from + tail.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tail.len());
                (from, end, end)
            }
        };
        if own.eq_ignore_ascii_case(name) {
            return rest.get(value_from..value_to).map(decoded);
        }
        at = next.max(equals + 1);
    }
    None
}

/// Entities decoded.
fn decoded(raw: &str) -> String {
    if !raw.contains('&') {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from.bytes().take(34).position(|b| b == b';');
        let entity = end.and_then(|end| from.get(..=end));
        match entity.filter(|own| own.bytes().skip(1).all(|b| b.is_ascii_alphanumeric() || matches!(b, b'#' | b';'))) {
            Some(entity) => {
                add_html_token(&mut out, entity.as_bytes(), false);
                rest = from.get(entity.len()..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_of_letters_reads_as_people_would_read_it() {
        for (html, text) in [
            ("<html><head><title>x</title><style>p{}</style></head><body><p>Да.</p><p>Берём</p></body></html>", "Да.\n\nБерём"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("a<br>b<br><br>c", "a\nb\n\nc"),
            ("a &amp; b&nbsp;&lt;c&gt; &#1076;&#x430; &laquo;x&raquo; &nonsense; &", "a & b <c> да «x» &nonsense; &"),
            ("<table><tr><td>Кабель</td><td>300 м</td></tr><tr><td>ВВГ</td></tr></table>", "Кабель | 300 м\nВВГ"),
            ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
            ("<p>ok</p><blockquote>old<br>text</blockquote>new", "ok\n\n> old\n> text\nnew"),
            ("<a href='https://x.example/y'>price</a>", "price <https://x.example/y>"),
            ("<a href='https://x.example/'>x.example</a>", "x.example"),
            ("<a href='mailto:a@b'>a@b</a>", "a@b"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("<head><title>x</title>no body tag", ""),
            ("<head><body>text", "text"),
            ("  a  \n b  ", "a b"),
            ("<script>alert(1)</script>", ""),
            ("", ""),
        ] {
            assert_eq!(as_text(html), text, "{html}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_html_has_some_text(html in "\\PC*") {
            let _ = as_text(&html);
        }

        #[test]
        fn plain_text_made_html_reads_as_it_was(text in "[a-zа-я<>&\"' ]{0,60}") {
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            proptest::prop_assert_eq!(words(&as_text(&as_html(&text))), words(&text));
        }
    }
}
