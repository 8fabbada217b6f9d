//! Markdown of the playbook as HTML. Raw HTML inside it is shown as text, never let through.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, Parser, html};

/// The HTML of a text.
pub fn render(text: &str) -> Markup {
    let events = Parser::new(text).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events.filter(|event| !is_strange_link(event)));
    PreEscaped(out)
}

/// Links that are no links to pages ("javascript:...") and pictures from elsewhere are left out.
fn is_strange_link(event: &Event<'_>) -> bool {
    use pulldown_cmark::Tag;
    match event {
        Event::Start(Tag::Link { dest_url, .. }) => !(dest_url.starts_with("https://") || dest_url.starts_with('/')),
        Event::Start(Tag::Image { .. }) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_html_and_links_do_not_get_through() {
        let html = render("**жирно** <script>alert(1)</script> [x](javascript:alert(1)) ![y](https://evil/x.png)").into_string();
        assert!(html.contains("<strong>жирно</strong>"));
        assert!(!html.contains("<script") && !html.contains("javascript:") && !html.contains("<img"));
    }
}
