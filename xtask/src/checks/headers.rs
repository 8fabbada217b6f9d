//! Every file says in its first line what it is for; no file grows beyond one subject.

use crate::finding::Finding;
use crate::tree::Tree;

/// Longest source, in lines.
const LINES_MAX: usize = 700;

/// Endings and how a first line begins there.
const HEADERS: [(&str, &[&str]); 5] = [
    (".rs", &["//! "]),
    (".js", &["// ", "/* ", "/** "]),
    (".css", &["/* "]),
    (".ftl", &["# ", "## ", "### "]),
    (".sql", &["-- "]),
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.texts() {
        let Some((_, begins)) = HEADERS.iter().find(|(ending, _)| path.ends_with(ending)) else { continue };
        if !begins.iter().any(|begin| text.starts_with(begin)) {
            let what = format!("the first line does not say what the file is for (`{}...`)", begins[0]);
            found.push(Finding::new(path, 1, what, "write it in one line"));
        }
        let lines = text.lines().count();
        if lines > LINES_MAX {
            let what = format!("{lines} lines, more than {LINES_MAX}");
            found.push(Finding::new(path, LINES_MAX + 1, what, "split it by subject"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    #[test]
    fn a_file_without_a_first_line_about_itself_is_found() {
        let files = [
            ("a.rs", "//! A.\n"),
            ("b.rs", "use x;\n"),
            ("c.css", "a {}\n"),
            ("d.ftl", "# D.\n"),
            ("e.js", "x();\n"),
            ("f.sql", "-- F.\n"),
        ];
        let found = said(check, &files);
        assert_eq!(found.len(), 3);
        assert!(found[0].starts_with("b.rs:1") && found[1].starts_with("c.css:1") && found[2].starts_with("e.js:1"));
    }

    #[test]
    fn a_file_of_too_many_lines_is_found_at_the_first_line_too_many() {
        let long = format!("//! Long.\n{}", "\n".repeat(LINES_MAX));
        assert_eq!(said(check, &[("a.rs", &long)]), ["a.rs:701 701 lines, more than 700"]);
        assert!(said(check, &[("a.rs", &long[..long.len() - 1])]).is_empty());
    }
}
