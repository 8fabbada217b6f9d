//! A landed migration is never edited: its sum stands in a list beside it. Expand with a new number, contract with a later one.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::tree::Tree;

/// Where migrations lie.
const FOLDER: &str = "crates/store/migrations/";

/// The list: a line a file, its sum and its name.
pub(crate) const LIST: &str = "crates/store/migrations/LANDED";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let text = tree.text(LIST).unwrap_or_default();
    let pairs = text.lines().enumerate().filter_map(|(at, line)| line.split_once("  ").map(|(sum, name)| (name, (at + 1, sum))));
    let landed: BTreeMap<&str, (usize, &str)> = pairs.collect();
    let mut found = Vec::new();
    for (path, text) in tree.matching(FOLDER, ".sql") {
        let name = path.trim_start_matches(FOLDER);
        match landed.get(name) {
            None => found.push(Finding::new(
                path,
                1,
                "the migration is not in the list of landed ones",
                "run `cargo xtask migrations`",
            )),
            Some((_, landed)) if *landed != sum(text) => {
                let cure = "put the old text back and write a new migration; only one that was never released may be listed anew";
                found.push(Finding::new(path, 1, "a landed migration was edited", cure));
            }
            Some(_) => {}
        }
    }
    for (name, (line, _)) in landed.iter().filter(|(name, _)| !tree.has(&format!("{FOLDER}{name}"))) {
        found.push(Finding::new(LIST, *line, format!("the landed migration {name} is gone"), "bring it back"));
    }
    found
}

/// The list as it should be now.
pub(crate) fn list(tree: &Tree) -> String {
    tree.matching(FOLDER, ".sql").map(|(path, text)| format!("{}  {}\n", sum(text), path.trim_start_matches(FOLDER))).collect()
}

fn sum(text: &str) -> String {
    // Line ends may change on the way through a checkout; the text may not.
    blake3::hash(text.replace("\r\n", "\n").as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    const ONE: &str = "crates/store/migrations/0001_one.sql";

    #[test]
    fn an_edited_a_new_and_a_lost_migration_are_found() {
        let landed = list(&Tree::of(&[(ONE, "CREATE TABLE a;\n")]));
        let told = |files: &[(&str, &str)]| said(check, &[files, &[(LIST, landed.as_str())]].concat());
        assert!(told(&[(ONE, "CREATE TABLE a;\r\n")]).is_empty(), "line ends do not count");
        assert_eq!(told(&[(ONE, "CREATE TABLE b;\n")]), [format!("{ONE}:1 a landed migration was edited")]);
        assert_eq!(told(&[]), [format!("{LIST}:1 the landed migration 0001_one.sql is gone")]);
        let new = "crates/store/migrations/0002_two.sql";
        assert_eq!(
            told(&[(ONE, "CREATE TABLE a;\n"), (new, "")]),
            [format!("{new}:1 the migration is not in the list of landed ones")]
        );
    }
}
