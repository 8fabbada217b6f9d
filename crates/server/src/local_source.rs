//! How commands on the same machine reach the running server: a file in the data folder with its address and a key.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// What the file says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LocalSource {
    /// Where the server answers.
    pub address: SocketAddr,
    /// The key it takes calls with.
    pub key: String,
}

fn path(data: &Path) -> PathBuf {
    data.join("local-source.json")
}

/// Writes the file, readable by its owner only.
pub(crate) fn write(data: &Path, source: &LocalSource) -> io::Result<()> {
    let (path, part) = (path(data), data.join("local-source.part"));
    let text = serde_json::to_string(source).map_err(io::Error::other)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    io::Write::write_all(&mut options.open(&part)?, text.as_bytes())?;
    fs::rename(part, path)
}

/// Reads the file of the server that uses this data folder.
pub(crate) fn read(data: &Path) -> io::Result<LocalSource> {
    serde_json::from_str(&fs::read_to_string(path(data))?).map_err(io::Error::other)
}
