//! The checks, one file a subject. Each takes the tree and gives what it found.

pub(crate) mod direction;
pub(crate) mod documented;
pub(crate) mod headers;
pub(crate) mod links;
pub(crate) mod locales;
pub(crate) mod locks;
pub(crate) mod maud;
pub(crate) mod migrations;
pub(crate) mod names;
pub(crate) mod rules;
pub(crate) mod screen;
pub(crate) mod sql;
pub(crate) mod traces;

use crate::finding::Finding;
use crate::tree::Tree;

/// Every finding of every check, by path and line.
pub(crate) fn all(tree: &Tree) -> Vec<Finding> {
    let checks: [fn(&Tree) -> Vec<Finding>; 12] = [
        direction::check,
        documented::check,
        headers::check,
        links::check,
        locales::check,
        locks::check,
        migrations::check,
        names::check,
        rules::check,
        screen::check,
        sql::check,
        traces::check,
    ];
    let mut found: Vec<Finding> = checks.iter().flat_map(|check| check(tree)).collect();
    found.sort();
    found.dedup();
    found
}

/// The number of the line a byte stands on.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// What a check said about a made-up tree, as `path:line what`.
#[cfg(test)]
pub(crate) fn said(check: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)]) -> Vec<String> {
    check(&Tree::of(files)).iter().map(|one| format!("{}:{} {}", one.path, one.line, one.what)).collect()
}
