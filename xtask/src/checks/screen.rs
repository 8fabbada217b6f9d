//! Strings of the screen stand in the locales: no words in templates, no Cyrillic in code, none in scripts and styles.

use crate::checks::maud;
use crate::finding::Finding;
use crate::rust;
use crate::tree::Tree;

const CURE: &str = "put it into crates/web/locales/{ru,en} and write t!(lang, \"key\")";

/// Rust sources whose strings may be Russian: the rules about Russian names and phrases, messages of the terminal with Russian
/// examples, what tests use, and these checks.
const RUSSIAN: [&str; 6] =
    ["crates/domain/", "crates/playbook/", "crates/server/src/commands/", "crates/testkit/", "fuzz/", "xtask/"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, tokens) in rust::sources(tree) {
        if path.starts_with("crates/web/") {
            for at in maud::words(&tokens) {
                let word = tokens[at].text().unwrap_or_default();
                found.push(Finding::new(path, tokens[at].line, format!("the page says \"{word}\" by itself"), CURE));
            }
        }
        if RUSSIAN.iter().any(|home| path.starts_with(home)) {
            continue;
        }
        for token in tokens.iter().filter(|token| token.text().is_some_and(is_russian)) {
            found.push(Finding::new(path, token.line, "a Russian string in code", CURE));
        }
    }
    for (path, text) in tree.matching("crates/web/assets/", "") {
        let (script, style) = (path.ends_with(".js"), path.ends_with(".css"));
        for (at, line) in text.lines().enumerate().filter(|_| script || style) {
            let comment = line.find("//").into_iter().chain(line.find("/*")).min().unwrap_or(line.len());
            let inner = line.trim_start().starts_with('*');
            if !inner && is_russian(&line[..comment]) {
                let cure = "let the page hand the text over in a data attribute, from crates/web/locales";
                found.push(Finding::new(path, at + 1, "a Russian string in a script or style", cure));
            }
            if style && has_written_words(line) {
                found.push(Finding::new(path, at + 1, "a style writes words", "write them in the page, from crates/web/locales"));
            }
        }
    }
    found
}

fn is_russian(text: &str) -> bool {
    text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c))
}

/// `content: "words"` in a style.
fn has_written_words(line: &str) -> bool {
    let Some((_, value)) = line.split_once("content:") else { return false };
    value.split('"').nth(1).is_some_and(|text| !text.starts_with('\\') && text.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    #[test]
    fn words_in_a_template_are_found_and_those_of_its_tests_are_not() {
        let source = "//! A.\nfn f() -> Markup { html! { p { \"Hello\" } } }\n#[cfg(test)]\nmod tests { fn g() { html! { p { \"x y\" } } } }";
        assert_eq!(said(check, &[("crates/web/src/a.rs", source)]), ["crates/web/src/a.rs:2 the page says \"Hello\" by itself"]);
    }

    #[test]
    fn a_russian_string_is_found_in_code_and_not_in_comments_rules_or_tests() {
        let source = "//! Про звонки.\nfn f() {\n  g(\"звонок\") }";
        let files = [("crates/app/src/a.rs", source), ("crates/domain/src/a.rs", source), ("crates/app/tests/a.rs", source)];
        assert_eq!(said(check, &files), ["crates/app/src/a.rs:3 a Russian string in code"]);
    }

    #[test]
    fn scripts_and_styles_have_no_words_of_their_own() {
        let files = [
            ("crates/web/assets/js/a.js", "// Про звонки\nsay(\"звонок\"); // да\n"),
            ("crates/web/assets/css/a.css", "/* A. */\na::before { content: \"New\"; }\nb::before { content: \"\\2013\"; }\n"),
        ];
        let found = said(check, &files);
        assert_eq!(
            found,
            [
                "crates/web/assets/css/a.css:2 a style writes words",
                "crates/web/assets/js/a.js:2 a Russian string in a script or style"
            ]
        );
    }
}
