//! What an administrator or another program types is documented: settings in `docs/operations.md`, addresses of the API in
//! `docs/api.md`; and nothing is documented that is not there.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::rust;
use crate::tree::Tree;

/// A kind of name: where it is made, how it begins, where it is documented.
struct Subject {
    code: &'static str,
    begins: &'static str,
    document: &'static str,
}

const SUBJECTS: [Subject; 2] = [
    Subject { code: "crates/server/src/", begins: "YELLOWSHEET_", document: "docs/operations.md" },
    Subject { code: "crates/web/src/", begins: "/api/v1/", document: "docs/api.md" },
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let sources = rust::sources(tree);
    SUBJECTS.iter().flat_map(|subject| of_subject(tree, &sources, subject)).collect()
}

fn of_subject(tree: &Tree, sources: &[(&str, Vec<rust::Token>)], subject: &Subject) -> Vec<Finding> {
    let mut made: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for (path, tokens) in sources.iter().filter(|(path, _)| path.starts_with(subject.code)) {
        for token in tokens {
            if let Some(name) =
                token.text().filter(|text| text.starts_with(subject.begins) && text.len() > subject.begins.len() && is_name(text))
            {
                made.entry(name).or_insert((path, token.line));
            }
        }
    }
    let text = tree.text(subject.document).unwrap_or_default();
    let mut found = Vec::new();
    for (name, (path, line)) in made.iter().filter(|(name, _)| !names(text, subject.begins).any(|(own, _)| own == **name)) {
        found.push(Finding::new(path, *line, format!("{name} is not in {}", subject.document), "say there what it does"));
    }
    for (name, line) in names(text, subject.begins).filter(|(name, _)| !made.contains_key(name)) {
        found.push(Finding::new(subject.document, line, format!("{name} is not in the code"), "take it out, or mend the name"));
    }
    found
}

fn is_name(text: &str) -> bool {
    text.chars().all(is_part)
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_/{}-".contains(c)
}

/// The names of a document that begin so, with their lines.
fn names<'a>(text: &'a str, begins: &'a str) -> impl Iterator<Item = (&'a str, usize)> {
    text.lines().enumerate().flat_map(move |(at, line)| {
        line.match_indices(begins).map(move |(from, _)| {
            let rest = &line[from..];
            (&rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())], at + 1)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    #[test]
    fn a_setting_nobody_documented_and_a_documented_one_that_is_gone_are_found() {
        let files = [
            ("crates/server/src/a.rs", "#[arg(env = \"YELLOWSHEET_DATA\")]\n#[arg(env = \"YELLOWSHEET_NEW\")]"),
            ("docs/operations.md", "`YELLOWSHEET_DATA` is a folder.\n`YELLOWSHEET_OLD` is gone."),
        ];
        let expected = [
            "crates/server/src/a.rs:2 YELLOWSHEET_NEW is not in docs/operations.md",
            "docs/operations.md:2 YELLOWSHEET_OLD is not in the code",
        ];
        assert_eq!(said(check, &files), expected);
    }

    #[test]
    fn an_address_of_the_api_has_to_be_documented_whole() {
        let files = [
            ("crates/web/src/a.rs", "post(\"/api/v1/calls/events\"); get(\"/api/v1/calls\"); starts_with(\"/api/v1/\")"),
            ("docs/api.md", "POST http://127.0.0.1:8080/api/v1/calls/events\n"),
        ];
        assert_eq!(said(check, &files), ["crates/web/src/a.rs:1 /api/v1/calls is not in docs/api.md"]);
    }
}
