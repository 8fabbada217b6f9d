//! The files of the tree: those git tracks or would track.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Paths from the root with `/`, each with its text; files that are no text are known by name only.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    root: PathBuf,
    texts: BTreeMap<String, String>,
    others: BTreeSet<String>,
}

impl Tree {
    /// Reads the repository this program was built in.
    pub(crate) fn of_repository() -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .map_err(|why| format!("git could not be started: {why}; tidy reads the list of files from git"))?;
        if !listed.status.success() {
            let said = String::from_utf8_lossy(&listed.stderr);
            return Err(format!("git ls-files failed: {}", said.trim()));
        }
        let mut tree = Tree { root: root.to_owned(), ..Tree::default() };
        for path in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|path| !path.is_empty()) {
            // A file deleted but not yet staged is still listed.
            let Ok(bytes) = std::fs::read(root.join(path)) else { continue };
            match String::from_utf8(bytes) {
                Ok(text) => tree.texts.insert(path.to_owned(), text).is_none(),
                Err(_) => tree.others.insert(path.to_owned()),
            };
        }
        Ok(tree)
    }

    /// A made-up tree.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let texts = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Tree { texts, ..Tree::default() }
    }

    /// Where the tree lies.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.texts.len() + self.others.len()
    }

    /// Every file of text, by path.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Files whose path begins and ends so.
    pub(crate) fn matching(&self, begins: &str, ends: &str) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(move |(path, _)| path.starts_with(begins) && path.ends_with(ends))
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Is there such a file, or a folder with files in it?
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        if path.is_empty() || self.texts.contains_key(path) || self.others.contains(path) {
            return true;
        }
        let folder = format!("{path}/");
        let first = |from: &String| from.starts_with(&folder);
        self.texts.range(folder.clone()..).next().is_some_and(|(path, _)| first(path))
            || self.others.range(folder.clone()..).next().is_some_and(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_there_when_a_file_lies_in_it() {
        let tree = Tree::of(&[("docs/a.md", "")]);
        assert!(tree.has("docs") && tree.has("docs/") && tree.has("docs/a.md"));
        assert!(!tree.has("doc") && !tree.has("docs/b.md"));
    }
}
