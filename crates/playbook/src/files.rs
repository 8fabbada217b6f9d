//! The files of a playbook as names and bytes, from a folder or built into the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files by their path inside the playbook's folder, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A folder that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {path}: {source}; give the folder that holds playbook.toml")]
pub struct FilesError {
    /// What could not be read.
    pub path: PathBuf,
    /// Why.
    pub source: std::io::Error,
}

/// Reads all files of a folder. Names that begin with a dot or end with `~` are passed over.
///
/// # Errors
/// The folder or one of its files cannot be read.
pub fn read_folder(folder: &Path) -> Result<Files, FilesError> {
    let mut files = Files::new();
    read_into(&mut files, folder, "")?;
    Ok(files)
}

fn read_into(files: &mut Files, folder: &Path, prefix: &str) -> Result<(), FilesError> {
    let failed = |source| FilesError { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let path = entry.path();
        let key = format!("{prefix}{name}");
        if path.is_dir() {
            read_into(files, &path, &format!("{key}/"))?;
        } else {
            let bytes = std::fs::read(&path).map_err(|source| FilesError { path, source })?;
            files.insert(key, bytes);
        }
    }
    Ok(())
}

/// The playbook of the trading office as it was when the program was built.
#[must_use]
pub fn built_in() -> Files {
    BUILT_IN.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

include!(concat!(env!("OUT_DIR"), "/built_in.rs"));
