//! The words of a letter on a page: plain text with quotes folded, or HTML made safe.

use domain::id::LetterId;
use mail::html::{Options, SafeHtml, safe};
use mail::parse::Parsed;
use maud::{Markup, PreEscaped, html};

use crate::layout::Frame;
use crate::t;

/// Fewest quoted lines worth folding.
const FOLDED: usize = 3;

/// Plain text; runs of quoted lines stand folded.
pub(super) fn text(frame: &Frame, text: &str) -> Markup {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let quoted = |line: &&str| line.starts_with('>');
    html! {
        div.letter-text {
            @for run in lines.chunk_by(|a, b| quoted(a) == quoted(b)) {
                @if run.first().is_some_and(quoted) && run.len() >= FOLDED {
                    details.quote { summary { (t!(frame.lang, "letter-quoted", count = run.len())) } div.quoted { (run.join("\n")) } }
                } @else if run.first().is_some_and(quoted) {
                    div.quoted { (run.join("\n")) }
                } @else {
                    div { (run.join("\n")) }
                }
            }
        }
    }
}

/// The HTML of a letter, safe to stand in our page; pictures of the letter itself come from our own address.
pub(super) fn rich(id: LetterId, parsed: &Parsed, remote: bool) -> Option<SafeHtml> {
    let source = parsed.letter.html.as_deref().filter(|source| !source.trim().is_empty())?;
    let attachments = &parsed.letter.attachments;
    let cid = |wanted: &str| {
        let n = attachments.iter().position(|one| one.content_id.as_deref() == Some(wanted))?;
        Some(format!("/letters/{id}/attachments/{n}"))
    };
    Some(safe(source, &Options { remote, cid }))
}

/// HTML that `mail::html` made safe, in a box of its own.
pub(super) fn boxed(frame: &Frame, safe: &SafeHtml) -> Markup {
    html! { div.letter-html tabindex="0" role="group" aria-label=(t!(frame.lang, "compose-text")) { (PreEscaped(&safe.html)) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn long_quotes_are_folded_and_hostile_words_stay_text() {
        let frame = Frame::sample(Lang::Ru);
        let html = text(&frame, "Да, <script>alert(1)</script>\n> раз\n> два\n> три\nконец\n> одна").into_string();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"));
        assert_eq!(html.matches("<details").count(), 1);
    }

    #[test]
    fn pictures_of_the_letter_come_from_us_and_scripts_from_nowhere() {
        let raw = "From: a@b.ru\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p onclick=\"x()\">hi<script>alert(1)</script><img src=\"https://evil.example/p.png\"><img src=\"cid:none\"></p>";
        let parsed = mail::parse::take_apart(raw.as_bytes()).expect("a letter");
        let closed = rich(LetterId(5), &parsed, false).expect("html");
        assert!(closed.had_remote && !closed.html.contains("evil.example") && !closed.html.contains("onclick"));
        assert!(!closed.html.contains("<script"));
        assert!(rich(LetterId(5), &parsed, true).expect("html").html.contains("evil.example"));
    }
}
