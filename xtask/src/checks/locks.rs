//! Lock files name versions and sums, never the place one machine loaded them from.

use crate::finding::Finding;
use crate::tree::Tree;

/// The source Cargo writes for the public registry, whichever mirror served it.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.matching("", "package-lock.json") {
        for (at, _) in text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("\"resolved\": \"http")) {
            let cure = "set omit-lockfile-registry-resolved=true in .npmrc beside it and write the lock file anew";
            found.push(Finding::new(path, at + 1, "the lock file records an address", cure));
        }
    }
    for (path, text) in tree.matching("", "Cargo.lock") {
        for (at, line) in text.lines().enumerate() {
            if line.strip_prefix("source = \"").is_some_and(|source| source.trim_end_matches('"') != REGISTRY) {
                found.push(Finding::new(
                    path,
                    at + 1,
                    "a package from elsewhere than the public registry",
                    "take it from the registry",
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    #[test]
    fn an_address_in_a_lock_file_is_found() {
        let npm = "{\n \"a\": {\n  \"resolved\": \"https://example.org/a.tgz\",\n  \"integrity\": \"x\" } }";
        let cargo = format!("name = \"a\"\nsource = \"{REGISTRY}\"\nsource = \"git+https://example.org/a\"\n");
        let found = said(check, &[("e2e/package-lock.json", npm), ("Cargo.lock", &cargo)]);
        assert_eq!(
            found,
            [
                "e2e/package-lock.json:3 the lock file records an address",
                "Cargo.lock:3 a package from elsewhere than the public registry"
            ]
        );
    }
}
