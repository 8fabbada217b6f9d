//! HTML of letters made safe to show inside our own page.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ammonia::{Builder, UrlRelative};

use super::scan::{Piece, pieces};
use super::text::{as_html, as_text, attribute};
use super::{cost, style};

/// Longest HTML that is shown as such; a longer one is shown as text.
const SHOWN_MAX: usize = 2 * 1024 * 1024;
/// Longest picture inside the HTML itself (`data:`), characters.
const DATA_MAX: usize = 1024 * 1024;

/// Tags that may stay. Everything else goes, its text stays.
const TAGS: [&str; 53] = [
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
];
/// Tags that go with all they contain.
const WITH_CONTENT: [&str; 19] = [
    "script",
    "style",
    "title",
    "template",
    "svg",
    "math",
    "textarea",
    "select",
    "option",
    "noembed",
    "noframes",
    "noscript",
    "xmp",
    "plaintext",
    "iframe",
    "object",
    "audio",
    "video",
    "head",
];
const GENERIC: [&str; 9] = ["style", "dir", "align", "valign", "title", "lang", "width", "height", "bgcolor"];

/// How HTML is shown.
#[derive(Debug, Clone, Copy)]
pub struct Options<F> {
    /// Whether pictures from elsewhere may be loaded: the reader asked for them.
    pub remote: bool,
    /// Our own address for a picture of the letter, by its `Content-ID` without brackets; `None` when there is no such part.
    pub cid: F,
}

/// HTML that is safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SafeHtml {
    /// The HTML: a fragment without scripts, forms, styles that leave their box, and, unless asked, without anything that is
    /// loaded from elsewhere.
    pub html: String,
    /// Whether it has pictures from elsewhere (shown or not).
    pub had_remote: bool,
}

/// Makes the HTML of a letter safe. HTML that a parser could not take in reasonable time is shown as its text.
pub fn safe<F>(html: &str, options: &Options<F>) -> SafeHtml
where
    F: Fn(&str) -> Option<String>,
{
    if html.len() > SHOWN_MAX || !cost::is_bearable(html) {
        return SafeHtml { html: as_html(&as_text(html)), had_remote: false };
    }
    let pictures = pictures(html, &options.cid);
    let had_remote = Arc::new(AtomicBool::new(false));
    let filter = Filter { remote: options.remote, pictures, had_remote: Arc::clone(&had_remote) };
    let html = builder(filter).clean(html).to_string();
    SafeHtml { html, had_remote: had_remote.load(Ordering::Relaxed) }
}

fn builder(filter: Filter) -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(WITH_CONTENT))
        .generic_attributes(HashSet::from(GENERIC))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt", "border"])),
            ("font", HashSet::from(["color", "face", "size"])),
            ("table", HashSet::from(["border", "cellpadding", "cellspacing"])),
            ("td", HashSet::from(["colspan", "rowspan", "nowrap"])),
            ("th", HashSet::from(["colspan", "rowspan", "nowrap"])),
            ("ol", HashSet::from(["start", "type"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid", "data"]))
        // Relative addresses of the letter are taken out by the filter; those it puts in are our own.
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank")
        .strip_comments(true)
        .attribute_filter(move |tag, name, value| filter.value(tag, name, value));
    builder
}

/// Our own addresses of the pictures the HTML points at.
fn pictures(html: &str, cid: &impl Fn(&str) -> Option<String>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for piece in pieces(html) {
        let Piece::Open { name, rest } = piece else { continue };
        if !name.eq_ignore_ascii_case("img") && !name.eq_ignore_ascii_case("image") {
            continue;
        }
        let Some(id) = attribute(rest, "src").as_deref().and_then(content_id) else { continue };
        if let Some(address) = cid(&id) {
            found.insert(id, address);
        }
    }
    found
}

/// The id of a `cid:` address (RFC 2392).
fn content_id(address: &str) -> Option<String> {
    let (scheme, id) = address.trim().split_once(':')?;
    let id = String::from_utf8_lossy(&crate::transfer::percent(id.trim().as_bytes())).into_owned();
    scheme.eq_ignore_ascii_case("cid").then_some(id)
}

struct Filter {
    remote: bool,
    pictures: HashMap<String, String>,
    had_remote: Arc<AtomicBool>,
}

impl Filter {
    /// What an attribute says instead; `None` takes it out.
    fn value<'v>(&self, tag: &str, name: &str, value: &'v str) -> Option<Cow<'v, str>> {
        match (tag, name) {
            (_, "style") => {
                let (kept, remote) = style::safe(value);
                if remote {
                    self.had_remote.store(true, Ordering::Relaxed);
                }
                (!kept.is_empty()).then_some(Cow::Owned(kept))
            }
            ("img", "src") => self.picture(value),
            ("a", "href") => scheme(value)
                .filter(|scheme| ["http", "https", "mailto", "tel"].contains(&scheme.as_str()))
                .map(|_| Cow::Borrowed(value)),
            (_, "width" | "height") => value
                .trim_end_matches("px")
                .trim_end_matches('%')
                .trim()
                .parse::<u32>()
                .is_ok_and(|number| number <= 4000)
                .then_some(Cow::Borrowed(value)),
            (_, "colspan" | "rowspan") => {
                value.trim().parse::<u32>().is_ok_and(|number| number <= 1000).then_some(Cow::Borrowed(value))
            }
            _ => Some(Cow::Borrowed(value)),
        }
    }

    fn picture<'v>(&self, value: &'v str) -> Option<Cow<'v, str>> {
        match scheme(value).as_deref() {
            Some("cid") => content_id(value).and_then(|id| self.pictures.get(&id).cloned()).map(Cow::Owned),
            Some("data") => {
                let low: String = value.trim().chars().take(40).collect::<String>().to_ascii_lowercase();
                let picture = ["png", "jpeg", "jpg", "gif", "webp"]
                    .iter()
                    .any(|kind| low.starts_with(&format!("data:image/{kind};base64,")));
                (picture && value.len() <= DATA_MAX).then_some(Cow::Borrowed(value))
            }
            Some("http" | "https") => {
                self.had_remote.store(true, Ordering::Relaxed);
                self.remote.then_some(Cow::Borrowed(value))
            }
            _ => None,
        }
    }
}

/// The scheme of an address, lower case, as a browser reads it; `None` for a relative one.
fn scheme(address: &str) -> Option<String> {
    let clean: String = address.chars().filter(|c| !c.is_control()).collect();
    let (scheme, _) = clean.trim().split_once(':')?;
    let good = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    good.then(|| scheme.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str, remote: bool) -> SafeHtml {
        safe(html, &Options { remote, cid: |id: &str| (id == "logo@x").then(|| "/letters/1/parts/2".to_owned()) })
    }

    #[test]
    fn what_letters_need_stays() {
        let html = "<p style=\"color:#333\">Да, <b>берём</b></p><table border=1><tr><td colspan=2>300 м</td></tr></table>";
        let expected = "<p style=\"color:#333\">Да, <b>берём</b></p><table border=\"1\"><tbody><tr><td colspan=\"2\">300 м</td></tr></tbody></table>";
        assert_eq!(shown(html, false), SafeHtml { html: expected.into(), had_remote: false });
    }

    #[test]
    fn links_open_elsewhere_and_tell_nobody_where_from() {
        let out = shown("<a href=\"https://x.example/\" onclick=\"x()\" target=_top rel=opener>y</a>", false).html;
        assert!(out.contains("href=\"https://x.example/\"") && out.contains("target=\"_blank\""), "{out}");
        assert!(
            out.contains("rel=\"noopener noreferrer nofollow\"") && !out.contains("onclick") && !out.contains("opener\" rel")
        );
        for bad in ["javascript:alert(1)", "/sign-out", "//x.example", "data:text/html,x", "vbscript:x", "java\nscript:x", "#x"] {
            assert!(!shown(&format!("<a href=\"{bad}\">y</a>"), true).html.contains("href"), "{bad}");
        }
    }

    #[test]
    fn pictures_from_elsewhere_wait_until_asked_for() {
        let html = "<img src=\"https://spy.example/x.png\" alt=\"x\">";
        assert_eq!(shown(html, false), SafeHtml { html: "<img alt=\"x\">".into(), had_remote: true });
        assert!(shown(html, true).html.contains("https://spy.example/x.png"));
        for html in ["<img srcset=\"https://x/y 2x\">", "<td background=\"https://x/y\">", "<input type=image src=https://x/y>"] {
            assert!(!shown(html, true).html.contains("https://x/y"), "{html}");
        }
        let styled = shown("<p style=\"background-image:url(https://x/y)\">a</p>", false);
        assert_eq!(styled, SafeHtml { html: "<p>a</p>".into(), had_remote: true });
    }

    #[test]
    fn pictures_of_the_letter_come_from_our_own_address() {
        assert_eq!(shown("<img src=\"cid:logo@x\">", false).html, "<img src=\"/letters/1/parts/2\">");
        assert_eq!(shown("<img src=\"CID:logo%40x\">", false).html, "<img src=\"/letters/1/parts/2\">");
        assert_eq!(shown("<img src=\"cid:other\">", false).html, "<img>");
        assert_eq!(shown("<img src=\"/sign-out\">", false).html, "<img>");
        assert!(shown("<img src=\"data:image/png;base64,AAAA\">", false).html.contains("data:image/png"));
        assert_eq!(shown("<img src=\"data:image/svg+xml;base64,AAAA\">", true).html, "<img>");
    }

    #[test]
    fn nothing_that_runs_or_asks_for_passwords_stays() {
        for html in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<svg/onload=alert(1)>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
            "<form action=https://x><input name=password><button formaction=https://x>y</button></form>",
            "<iframe src=https://x></iframe>",
            "<object data=https://x></object><embed src=https://x>",
            "<link rel=stylesheet href=https://x><style>@import 'https://x'</style>",
            "<meta http-equiv=refresh content='0;url=https://x'><base href=https://x>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<a href=\"  javascript:alert(1)\">x</a>",
            "<p style=\"position:fixed;top:0\">x</p>",
            "<div id=main class=dialog>x</div>",
        ] {
            let out = shown(html, false).html;
            for bad in
                ["script", "onerror", "onload", "https://x", "<form", "<input", "<button", "position", "id=", "class=", "<style"]
            {
                assert!(!out.contains(bad), "{html} -> {out}");
            }
        }
    }

    #[test]
    fn html_nobody_could_parse_is_shown_as_text() {
        let out = shown(&format!("{}<p>Да", "<div>".repeat(100_000)), false);
        assert!(out.html.contains("Да") && out.html.len() < 200);
    }

    fn is_harmless(html: &str, remote: bool) -> bool {
        // Whatever is still markup is looked at, not the text.
        pieces(html).all(|piece| match piece {
            Piece::Open { name, rest } => {
                let low = rest.to_ascii_lowercase();
                let attributes = low.split_ascii_whitespace().map(|own| own.split('=').next().unwrap_or_default().to_owned());
                let quoted_away = low.contains('"');
                TAGS.contains(&name)
                    && (quoted_away || attributes.into_iter().all(|own| !own.starts_with("on")))
                    && attribute(rest, "href")
                        .is_none_or(|href| !href.trim_start().to_ascii_lowercase().starts_with("javascript"))
                    && attribute(rest, "src")
                        .is_none_or(|src| src.starts_with("/letters/") || src.starts_with("data:image/") || remote)
                    && ["onerror", "onload", "onclick", "srcset"].iter().all(|own| attribute(rest, own).is_none())
            }
            _ => true,
        })
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_in_nothing_harmful_comes_out(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec![
                    "<script>", "</script>", "<img src=", "http://x/y", "cid:logo@x", " onerror=", "alert(1)", ">", "<", "\"", "'",
                    "<a href=", "javascript:", "java\tscript:", "<svg>", "<math>", "<style>", "</style>", "<!--", "-->", "<p style=\"",
                    "background:url(http://x)", "<form action=", "<table>", "<td>", "</p>", "<noscript>", "<title>", "&#106;", "&colon;",
                    " ", "/", "=", "x", "<base href=//x>", "<b>", "<mglyph>", "<annotation-xml>", "<select>", "<template>", "\0",
                ]),
                0..40,
            ),
            remote in proptest::bool::ANY,
        ) {
            let out = shown(&pieces.concat(), remote).html;
            proptest::prop_assert!(is_harmless(&out, remote), "{}", out);
            // Made safe again it stays the same: a browser that parses it finds what was checked.
            let again = safe(&out, &Options { remote, cid: |_: &str| None }).html;
            proptest::prop_assert_eq!(again.matches('<').count(), out.matches('<').count());
        }
    }
}
