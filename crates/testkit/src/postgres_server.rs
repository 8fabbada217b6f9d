//! A PostgreSQL server of one's own: made in a temporary folder, listening on a random loopback port and a socket in that folder,
//! gone with the process that started it.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A running server.
#[derive(Debug)]
pub struct PostgresServer {
    port: u16,
    // Where databases are made: past the rules of the network.
    socket: PathBuf,
    guard: Child,
    databases: AtomicU32,
}

/// What an encrypted server shows, in PEM.
#[derive(Debug)]
pub struct Certificate {
    /// Its certificate.
    pub chain: String,
    /// The certificate's key.
    pub key: String,
}

/// Ends the server and removes its folder when the test process is gone, however it ended: `read` returns at the end of its input.
const GUARD: &str = r#"
"$1/pg_ctl_wrapper" start
echo ready
read -r _ || true
"$1/pg_ctl_wrapper" stop
rm -rf "$1"
"#;

impl PostgresServer {
    /// The server of this test process, started at the first call. It ends when the process does.
    ///
    /// # Panics
    /// When there is no PostgreSQL on the machine or it does not start: a test cannot go on then.
    #[expect(clippy::panic, reason = "a test cannot go on without its server")]
    pub fn shared() -> &'static Self {
        static SERVER: OnceLock<PostgresServer> = OnceLock::new();
        SERVER.get_or_init(|| Self::start(false).unwrap_or_else(|why| panic!("PostgreSQL for tests: {why}")))
    }

    /// Starts a server; a durable one waits for the disk at each commit, as in the field.
    ///
    /// # Errors
    /// In words: what is missing or what the server said.
    pub fn start(durable: bool) -> Result<Self, String> {
        Self::start_with(durable, None)
    }

    /// Starts a server that takes only encrypted connections over the network.
    ///
    /// # Errors
    /// As [`PostgresServer::start`].
    pub fn start_encrypted(certificate: &Certificate) -> Result<Self, String> {
        Self::start_with(false, Some(certificate))
    }

    fn start_with(durable: bool, certificate: Option<&Certificate>) -> Result<Self, String> {
        let bin = binaries()?;
        let folder = tempfile::Builder::new().prefix("yellowsheet-pg-").tempdir().map_err(|why| why.to_string())?.keep();
        let failed = |why: std::io::Error| why.to_string();
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|socket| socket.local_addr()).map_err(failed)?.port();
        // The server refuses to run as root: a root of a test machine lends it the account of the package.
        let root = std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
        let run_as = if root { "runuser -u postgres --" } else { "" };
        if root {
            command("chown", &["postgres".as_ref(), folder.as_os_str()])?;
        }
        let mut more = String::new();
        let mut prepare = String::new();
        if let Some(certificate) = certificate {
            let [chain, key, rules] = ["chain.pem", "key.pem", "pg_hba.conf"].map(|name| folder.join(name));
            std::fs::write(&chain, &certificate.chain).map_err(failed)?;
            std::fs::write(&key, &certificate.key).map_err(failed)?;
            std::fs::write(&rules, "local all all trust\nhostssl all all 127.0.0.1/32 trust\n").map_err(failed)?;
            command("chmod", &["600".as_ref(), key.as_os_str()])?;
            if root {
                command("chown", &["postgres".as_ref(), key.as_os_str()])?;
            }
            more = format!("-c ssl=on -c ssl_cert_file={} -c ssl_key_file={}", chain.display(), key.display());
            prepare = format!("cp {} {}\n", rules.display(), folder.join("data/pg_hba.conf").display());
        }
        let sync = if durable { "on" } else { "off" };
        let (data, bin) = (folder.join("data"), bin.display());
        let script = format!(
            "#!/bin/sh\nset -e\ncd /\nif [ \"$1\" = start ]; then\n\
             {run_as} {bin}/initdb -D {data} -U postgres -A trust -E UTF8 --locale=C --no-sync >{log} 2>&1\n\
             {prepare}\
             {run_as} {bin}/pg_ctl -D {data} -w -t 60 -l {folder}/server.log -o \"-p {port} -k {folder} -h 127.0.0.1 \
             -c fsync={sync} -c synchronous_commit={sync} -c full_page_writes={sync} -c max_connections=200 \
             -c shared_buffers=256MB {more}\" start >>{log} 2>&1\n\
             else {run_as} {bin}/pg_ctl -D {data} -m immediate -w stop >>{log} 2>&1; fi\n",
            data = data.display(),
            log = folder.join("start.log").display(),
            folder = folder.display(),
        );
        let wrapper = folder.join("pg_ctl_wrapper");
        std::fs::write(&wrapper, script).map_err(failed)?;
        command("chmod", &["755".as_ref(), wrapper.as_os_str()])?;
        let mut guard = Command::new("setsid")
            .args(["sh", "-c", GUARD, "guard"])
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let mut ready = [0; 5];
        let answered = guard.stdout.take().ok_or("no output")?.read_exact(&mut ready);
        let server = Self { port, socket: folder.clone(), guard, databases: AtomicU32::new(0) };
        answered.map_err(failed)?;
        wait_for(port, &folder)?;
        Ok(server)
    }

    /// Makes an empty database and gives its URL.
    ///
    /// # Errors
    /// What the server said.
    pub fn create_database(&self) -> Result<String, String> {
        let name = format!("office_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let socket = self.socket.display().to_string().replace('/', "%2F");
        let admin = format!("postgres://postgres@{socket}:{}/postgres", self.port);
        // The driver blocks, which a caller inside a runtime may not.
        let create = format!("CREATE DATABASE {name}");
        let made = std::thread::spawn(move || -> Result<(), String> {
            let mut client = postgres::Client::connect(&admin, postgres::NoTls).map_err(|why| why.to_string())?;
            client.batch_execute(&create).map_err(|why| why.to_string())
        });
        made.join().map_err(|_| "the thread panicked".to_owned())??;
        Ok(self.url(&name))
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        // The end of its input tells the guard to stop the server.
        if let Some(mut input) = self.guard.stdin.take() {
            drop(input.write_all(b"\n"));
        }
        drop(self.guard.wait());
    }
}

fn command(program: &str, arguments: &[&std::ffi::OsStr]) -> Result<(), String> {
    let status = Command::new(program).args(arguments).status().map_err(|why| format!("{program}: {why}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} failed: {status}")) }
}

fn wait_for(port: u16, folder: &Path) -> Result<(), String> {
    #[expect(clippy::disallowed_methods, reason = "a deadline in real time for a real process")]
    let now = Instant::now;
    let deadline = now() + Duration::from_secs(30);
    loop {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        if now() > deadline {
            let log = ["start.log", "server.log"].map(|name| std::fs::read_to_string(folder.join(name)).unwrap_or_default());
            return Err(format!("the server does not answer: {}", log.join("\n")));
        }
        std::thread::park_timeout(Duration::from_millis(50));
    }
}

/// The folder of `initdb` and `pg_ctl`: the newest of Debian's folders, or one in PATH.
fn binaries() -> Result<PathBuf, String> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    found.sort_by_key(|bin| {
        bin.parent().and_then(Path::file_name).and_then(|name| name.to_str()?.parse::<u32>().ok()).unwrap_or(0)
    });
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.pop().or_else(|| std::env::split_paths(&path).find(|bin| bin.join("initdb").exists())).ok_or_else(|| {
        "initdb is not there: install PostgreSQL (Debian: apt-get install postgresql) or put its programs in PATH".into()
    })
}
