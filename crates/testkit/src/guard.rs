//! Programs of the system that a test starts and that end with the test process, however it ends.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Runs `start`, says so, waits for the end of its input, runs `stop` and removes the folder.
const SCRIPT: &str = r#"
folder=$1 start=$2 stop=$3
cd / || exit 1
(eval "$start") >"$folder/start.log" 2>&1 </dev/null || { echo "failed"; exit 1; }
echo "ready!"
read -r _ || true
(eval "$stop") >>"$folder/start.log" 2>&1 </dev/null
rm -rf "$folder"
"#;

/// A started program and its folder.
#[derive(Debug)]
pub struct Guard {
    folder: PathBuf,
    process: Child,
}

impl Guard {
    /// Starts something by two shell commands, as root. The folder goes when it is stopped.
    ///
    /// # Errors
    /// In words: what the start said.
    pub fn start(folder: &Path, start: &str, stop: &str) -> Result<Self, String> {
        let mut process = as_root("setsid")
            .args(["sh", "-c", SCRIPT, "guard"])
            .arg(folder)
            .args([start, stop])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|why| why.to_string())?;
        let mut said = [0; 6];
        let answered = process.stdout.take().ok_or("no output")?.read_exact(&mut said);
        let guard = Self { folder: folder.to_owned(), process };
        if answered.is_err() || &said != b"ready!" {
            return Err(std::fs::read_to_string(folder.join("start.log")).unwrap_or_else(|_| "it did not start".to_owned()));
        }
        Ok(guard)
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(mut input) = self.process.stdin.take() {
            drop(input.write_all(b"\n"));
        }
        drop(self.process.wait());
    }
}

/// A command of root: with sudo where the tests do not run as root.
#[must_use]
pub fn as_root(program: &str) -> Command {
    if is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["-n", program]);
    command
}

/// Whether this process is root's.
#[must_use]
pub fn is_root() -> bool {
    own_user() == 0
}

/// The user of this process.
#[must_use]
pub fn own_user() -> u32 {
    std::fs::metadata("/proc/self").map_or(0, |own| std::os::unix::fs::MetadataExt::uid(&own))
}

/// Runs a command to its end and gives what it wrote.
///
/// # Errors
/// What it said when it failed.
pub fn run(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.output().map_err(|why| format!("{name}: {why}"))?;
    if done.status.success() {
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    } else {
        Err(format!("{name}: {} {}", done.status, String::from_utf8_lossy(&done.stderr)))
    }
}

/// A folder for a program that gives up its rights: others may pass through it.
///
/// # Errors
/// When there is no room.
pub fn open_folder(prefix: &str) -> Result<PathBuf, String> {
    let folder = tempfile::Builder::new().prefix(prefix).tempdir().map_err(|why| why.to_string())?.keep();
    run(Command::new("chmod").arg("755").arg(&folder))?;
    Ok(folder)
}

/// A port of loopback nobody listens on.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16, String> {
    let socket = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(|why| why.to_string())?;
    socket.local_addr().map(|address| address.port()).map_err(|why| why.to_string())
}

/// Waits until `ready` says so, at most so many seconds of real time.
#[must_use]
pub fn wait_until(seconds: u64, mut ready: impl FnMut() -> bool) -> bool {
    #[expect(clippy::disallowed_methods, reason = "a deadline in real time for a real process")]
    let now = std::time::Instant::now;
    let deadline = now() + std::time::Duration::from_secs(seconds);
    loop {
        if ready() {
            return true;
        }
        if now() > deadline {
            return false;
        }
        std::thread::park_timeout(std::time::Duration::from_millis(20));
    }
}
