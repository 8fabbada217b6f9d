//! SQL stands in `crates/store` and nowhere else.

use crate::finding::Finding;
use crate::rust::{self, Kind};
use crate::tree::Tree;

/// Where SQL and the drivers may be named: the store, and the kit that starts databases for tests.
const HOME: [&str; 2] = ["crates/store/", "crates/testkit/"];

/// Beginnings of statements and the word that must follow somewhere.
const STATEMENTS: [(&str, &str); 9] = [
    ("select ", " from "),
    ("with ", " select "),
    ("insert into ", ""),
    ("update ", " set "),
    ("delete from ", ""),
    ("create table ", ""),
    ("create index ", ""),
    ("alter table ", ""),
    ("pragma ", ""),
];

const DRIVERS: [&str; 3] = ["rusqlite", "postgres", "tokio_postgres"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in
        tree.texts().filter(|(path, _)| !HOME.iter().any(|home| path.starts_with(home)) && !path.starts_with("xtask/"))
    {
        if path.ends_with(".sql") {
            found.push(Finding::new(path, 1, "an SQL file outside the store", "move it to crates/store"));
        }
        if !path.ends_with(".rs") {
            continue;
        }
        let tokens = rust::tokens(text);
        for (at, token) in tokens.iter().enumerate() {
            match &token.kind {
                Kind::Text(text) if is_sql(text) => {
                    let cure = "give the store a method for it, named in crates/app/src/ports.rs";
                    found.push(Finding::new(path, token.line, "SQL outside the store", cure));
                }
                // A driver is named as the beginning of a path; a word alone may be anything.
                Kind::Word(word)
                    if DRIVERS.contains(&word.as_str())
                        && tokens[at + 1..].iter().take(2).filter(|next| next.is(':')).count() == 2 =>
                {
                    found.push(Finding::new(
                        path,
                        token.line,
                        format!("{word} is named outside the store"),
                        "go through the ports",
                    ));
                }
                _ => {}
            }
        }
    }
    found
}

fn is_sql(text: &str) -> bool {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    STATEMENTS.iter().any(|(begins, has)| plain.starts_with(begins) && plain.contains(has))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    #[test]
    fn a_statement_outside_the_store_is_found_and_words_are_left_alone() {
        let source = "//! Select a client from the list.
fn f() {\n  g(\"SELECT id\\n FROM client\");\n  g(\"Select a client\");\n  g(\"update the page\"); }";
        let files = [("crates/web/src/a.rs", source), ("crates/store/src/a.rs", source)];
        assert_eq!(said(check, &files), ["crates/web/src/a.rs:3 SQL outside the store"]);
    }

    #[test]
    fn a_driver_named_outside_the_store_is_found() {
        let files = [("crates/app/src/a.rs", "use rusqlite::Connection;\nlet postgres = 1;"), ("crates/web/x.sql", "-- x")];
        let found = said(check, &files);
        assert_eq!(
            found,
            ["crates/app/src/a.rs:1 rusqlite is named outside the store", "crates/web/x.sql:1 an SQL file outside the store"]
        );
    }
}
