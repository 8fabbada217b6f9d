//! What a document points at is there: files, pictures, headings, and the paths it names between backticks.

use crate::finding::Finding;
use crate::tree::Tree;

/// Paths between backticks are looked up when they begin so.
const PLACES: [&str; 9] = [".ci/", ".config/", "crates/", "docs/", "e2e/", "fuzz/", "playbooks/", "xtask/", "./test"];

/// Files whose comments refer to documents.
const CODE: [&str; 6] = [".rs", ".toml", ".js", ".css", ".sql", ".ftl"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| path.ends_with(".md") && !path.starts_with("playbooks/")) {
        let mut fenced = false;
        for (at, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            if fenced {
                continue;
            }
            for target in targets(line) {
                if let Some(what) = dead(tree, path, &target) {
                    found.push(Finding::new(path, at + 1, what, "mend the link"));
                }
            }
            for named in line.split('`').skip(1).step_by(2).filter(|named| is_path(named)) {
                if !tree.has(named.trim_start_matches("./")) {
                    found.push(Finding::new(path, at + 1, format!("`{named}` is not there"), "mend the path"));
                }
            }
        }
    }
    for (path, text) in
        tree.texts().filter(|(path, _)| CODE.iter().any(|ending| path.ends_with(ending)) && !path.starts_with("xtask/"))
    {
        for (at, line) in text.lines().enumerate() {
            for named in documents(line).filter(|named| !tree.has(named)) {
                found.push(Finding::new(path, at + 1, format!("the document {named} is not there"), "mend the path"));
            }
        }
    }
    found
}

/// The documents a line of code refers to: `docs/....md`.
fn documents(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || "/._-".contains(c)))
        .filter(|word| word.starts_with("docs/") && word.ends_with(".md"))
}

/// What the links and pictures of a line point at: `[text](target)`. Code between backticks is no link.
fn targets(line: &str) -> Vec<String> {
    let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("``");
    let after = plain.split("](").skip(1);
    after
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target.split(' ').next().unwrap_or_default().to_owned())
        .collect()
}

fn is_path(named: &str) -> bool {
    let plain = named.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c));
    plain && PLACES.iter().any(|place| named.starts_with(place))
}

/// What is wrong with a target, seen from the file it stands in.
fn dead(tree: &Tree, from: &str, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, heading) = target.split_once('#').unwrap_or((target, ""));
    let path = if file.is_empty() { from.to_owned() } else { resolve(from, file) };
    if !tree.has(&path) {
        return Some(format!("the link leads nowhere: {target}"));
    }
    let text = tree.text(&path).filter(|_| !heading.is_empty() && path.ends_with(".md"))?;
    let known = text.lines().filter(|line| line.starts_with('#')).any(|line| slug(line) == heading);
    (!known).then(|| format!("the link leads to a heading that is not there: {target}"))
}

/// A relative path as one from the root of the tree.
fn resolve(from: &str, file: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// The name of a heading in a link: small letters, spaces as `-`, other signs gone.
fn slug(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    text.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let text = "See [b](b.md), [up](../README.md#two-commands), [web](https://example.org), [c](c.md), `[x](no.md)`.\n\n```\n[d](d.md)\n```\n";
        let files = [("docs/a.md", text), ("docs/b.md", ""), ("README.md", "# Yellow\n## Two commands\n")];
        assert_eq!(said(check, &files), ["docs/a.md:1 the link leads nowhere: c.md"]);
    }

    #[test]
    fn a_heading_that_is_not_there_is_found() {
        let files = [("a.md", "# One two\n[x](#one-two) [y](#three)\n")];
        assert_eq!(said(check, &files), ["a.md:2 the link leads to a heading that is not there: #three"]);
    }

    #[test]
    fn a_document_code_refers_to_has_to_be_there() {
        let document = ["docs/", "lost.md"].concat();
        let source = format!("//! As docs/a.md says.\n// See {document}, Pay.");
        let files = [("a.rs", source.as_str()), ("docs/a.md", "")];
        assert_eq!(said(check, &files), [format!("a.rs:2 the document {document} is not there")]);
    }

    #[test]
    fn a_path_named_in_a_document_has_to_be_there() {
        let files = [
            ("a.md", "`crates/app/src/lib.rs` and `crates/app/src/gone.rs`, `crates/{a,b}` and `cargo run`"),
            ("crates/app/src/lib.rs", ""),
        ];
        assert_eq!(said(check, &files), ["a.md:1 `crates/app/src/gone.rs` is not there"]);
    }
}
