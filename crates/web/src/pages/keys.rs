//! The list of keys: a page, and the same as a fragment for F1.

use axum::http::HeaderMap;
use maud::{Markup, html};

use super::{desk, letters};
use crate::layout::{Frame, Page};
use crate::locale::Lang;
use crate::routes::{Access, Routes, Signed};
use crate::t;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/keys", Access::Signed, show)
}

async fn show(signed: Signed, headers: HeaderMap) -> Markup {
    let list = list(signed.frame.lang);
    if headers.contains_key("hx-request") { list } else { page(&signed.frame, &list) }
}

fn page(frame: &Frame, list: &Markup) -> Markup {
    frame.page(&Page::new(&t!(frame.lang, "keys-title")), list)
}

/// A group of keys: its heading, then (chord, what it does).
type Group = (String, Vec<(&'static [&'static str], String)>);

fn groups(lang: Lang) -> Vec<Group> {
    vec![
        (
            t!(lang, "keys-everywhere"),
            vec![
                (&["Ctrl", "K"], t!(lang, "keys-palette")),
                (&["F1"], t!(lang, "keys-help")),
                (&["Tab"], t!(lang, "keys-tab")),
                (&["Esc"], t!(lang, "keys-escape")),
            ],
        ),
        (t!(lang, "place-desk"), desk::keys::list(lang)),
        (t!(lang, "letters-title"), letters::keys::list(lang)),
    ]
}

fn list(lang: Lang) -> Markup {
    html! {
        h1 { (t!(lang, "keys-title")) }
        @for (heading, keys) in groups(lang) {
            h2.keys-group { (heading) }
            dl.keys {
                @for (chord, does) in keys {
                    dt { @for key in chord { kbd { (key) } " " } }
                    dd { (does) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_says_what_it_does_in_both_languages() {
        for lang in Lang::ALL {
            let html = page(&Frame::sample(lang), &list(lang)).into_string();
            assert!(html.matches("<dt>").count() >= 4 && html.contains("<kbd>F1</kbd>"));
        }
    }
}
