//! How commands on the same machine reach the running server: a file in the data folder with its address and a key.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How long the server is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

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
    options.open(&part)?.write_all(text.as_bytes())?;
    fs::rename(part, path)
}

/// Reads the file of the server that uses this data folder.
pub(crate) fn read(data: &Path) -> io::Result<LocalSource> {
    serde_json::from_str(&fs::read_to_string(path(data))?).map_err(io::Error::other)
}

/// Whether a server answers at the address: the file outlives a server that was killed.
pub(crate) fn answers(source: &LocalSource) -> bool {
    TcpStream::connect_timeout(&reachable(source), PATIENCE).is_ok()
}

/// A server that listens everywhere is reached here.
fn reachable(source: &LocalSource) -> SocketAddr {
    match source.address {
        any if any.ip().is_unspecified() => SocketAddr::from(([127, 0, 0, 1], any.port())),
        one => one,
    }
}

/// One request with JSON to the server on this machine, as [`send`].
pub(crate) fn ask(source: &LocalSource, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
    send(source, method, path, &body.map(Value::to_string).unwrap_or_default())
}

/// One request to the server on this machine; a refusal gives its own sentence.
pub(crate) fn send(source: &LocalSource, method: &str, path: &str, body: &str) -> Result<Value, String> {
    let gone = |why: io::Error| format!("the server at {} does not answer ({why}); is it running?", source.address);
    let address = reachable(source);
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).map_err(gone)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(gone)?;
    let request = format!(
        "{method} {path} HTTP/1.0\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        source.key,
        body.len()
    );
    stream.write_all(request.as_bytes()).map_err(gone)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(gone)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse::<u16>().ok()).unwrap_or(0);
    let value: Value = serde_json::from_str(body).unwrap_or(Value::Null);
    match status {
        200..300 => Ok(value),
        _ => Err(value["detail"].as_str().map_or_else(|| format!("the server refused: {status}"), str::to_owned)),
    }
}
