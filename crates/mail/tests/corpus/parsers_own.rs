//! The letters the parser's own source comes with, where cargo unpacked it.
#![expect(clippy::unwrap_used, reason = "test data that is not there fails the test")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of its test data: cargo knows where.
pub(crate) fn resources() -> PathBuf {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .output()
        .unwrap();
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let own = all["packages"].as_array().unwrap().iter().find(|one| one["name"] == "mail-parser").unwrap();
    Path::new(own["manifest_path"].as_str().unwrap()).parent().unwrap().join("resources")
}

/// All its letters, with their paths.
pub(crate) fn letters() -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    below(&resources().join("eml"), &mut files);
    files.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        } else if path.extension().is_some_and(|own| own == "eml") {
            found.push(path);
        }
    }
}
