//! Nothing of one machine or of how the work was organised stays in the tree: folders, hosts of registries, numbers of tickets.

use crate::finding::Finding;
use crate::tree::Tree;

/// Written in two halves, so that this file does not find itself.
const FOLDERS: [(&str, &str); 4] = [("/wo", "rk/"), ("/ro", "ot/"), ("/tm", "p/"), ("/fa", "rm/")];

const HOSTS: [(&str, &str); 6] = [
    ("index.cr", "ates.io"),
    ("static.cr", "ates.io"),
    ("registry.np", "mjs.org"),
    ("py", "pi.org"),
    ("files.python", "hosted.org"),
    ("deb.deb", "ian.org"),
];

const WORDS: [(&str, &str); 6] = [
    ("sub", "agent"),
    ("language", " model"),
    ("work", "tree"),
    ("co-", "authored-by"),
    ("AI", "-generated"),
    ("coding", " agent"),
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let lists = |list: &[(&str, &str)]| -> Vec<String> { list.iter().map(|(a, b)| format!("{a}{b}").to_lowercase()).collect() };
    let (folders, hosts, words) = (lists(&FOLDERS), lists(&HOSTS), lists(&WORDS));
    for (path, text) in tree.texts().filter(|(path, _)| !path.ends_with(".lock") && !path.ends_with("package-lock.json")) {
        for (at, line) in text.lines().enumerate() {
            let folded = line.to_lowercase();
            let mut say = |what: String, cure| found.push(Finding::new(path, at + 1, what, cure));
            for folder in folders.iter().filter(|folder| names_folder(&folded, folder)) {
                say(
                    format!("a folder of one machine: {folder}..."),
                    "use a path from the root of the tree, or a temporary folder asked from the system",
                );
            }
            for host in hosts.iter().filter(|host| folded.contains(*host)) {
                say(format!("the host of a registry: {host}"), "leave the registry to the tool's own settings");
            }
            for word in words.iter().filter(|word| folded.contains(*word)) {
                say(format!("\"{word}\" speaks of how the work was organised"), "speak of the product");
            }
            if let Some(number) = ticket(&folded) {
                say(format!("the number of a ticket: {number}"), "say the reason itself");
            }
        }
    }
    found
}

/// Does the line name this folder at the beginning of a path? In the middle of one it may be anything.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        !before.is_some_and(|c| c.is_alphanumeric() || "_-.})*".contains(c))
            && after.is_some_and(|c| c.is_ascii_alphabetic() || c == '.')
    })
}

/// A word for a ticket with its number.
fn ticket(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let number = pair[1].trim_start_matches('#').trim_end_matches(|c: char| !c.is_ascii_digit());
        let named = matches!(pair[0].trim_start_matches('('), "issue" | "ticket" | "request");
        (named && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())).then(|| pair.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    #[test]
    fn folders_of_one_machine_are_found_and_other_paths_are_not() {
        let text = format!("cd /{}/main\nsee a/tmp/b and /etc/x and /worker/x\n\"/{}/.cargo\"\n", "work", "root");
        let found = said(check, &[("a.md", &text)]);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("a.md:1 ") && found[1].starts_with("a.md:3 "));
    }

    #[test]
    fn hosts_of_registries_and_numbers_of_tickets_are_found_but_not_in_lock_files() {
        let text = format!("https://registry.{}/x\nmends issue {}.\nthe issue is old\n", "npmjs.org", "#12");
        let found = said(check, &[("a.md", &text), ("Cargo.lock", &text)]);
        assert_eq!(found.len(), 2);
        assert!(found[1].starts_with("a.md:2 the number of a ticket"));
    }

    #[test]
    fn words_about_how_the_work_was_organised_are_found() {
        assert_eq!(said(check, &[("a.rs", &format!("//! Made by a sub{}.", "agent"))]).len(), 1);
    }
}
