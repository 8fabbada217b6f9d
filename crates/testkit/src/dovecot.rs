//! A Dovecot of one's own: IMAP on free loopback ports, its mailboxes in a temporary folder, gone with the test.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The password of every user.
pub const PASSWORD: &str = "\u{441}ecret \"7\" \\";

/// Ends the server and removes its folder when the test process is gone, however it ended: `read` returns at the end of its input.
const GUARD: &str = "read -r _ || true; kill -TERM $1; sleep 1; rm -rf \"$2\"";

/// How the server is to be.
#[derive(Debug, Clone, Default)]
pub struct DovecotOptions {
    /// The names of its users.
    pub users: Vec<String>,
    /// What it says it can do, instead of everything it can (`IMAP4rev1 LITERAL+`).
    pub capability: Option<String>,
    /// The name in its certificate; `localhost` where there is none.
    pub certificate_name: Option<String>,
    /// More lines for its configuration.
    pub more: String,
}

/// A running server.
#[derive(Debug)]
pub struct Dovecot {
    folder: PathBuf,
    child: Option<Child>,
    guard: Option<Child>,
    /// IMAP and STARTTLS.
    pub imap: u16,
    /// IMAP over TLS.
    pub imaps: u16,
    /// The certificate, PEM.
    pub certificate: String,
    owner: (u32, u32),
    letters: AtomicU32,
}

impl Dovecot {
    /// Starts a server with these users.
    ///
    /// # Errors
    /// In words: what is missing or what the server said.
    pub fn start(options: &DovecotOptions) -> Result<Self, String> {
        let failed = |why: std::io::Error| why.to_string();
        // Paths of sockets must be short.
        let folder = tempfile::Builder::new().prefix("ys-dc-").tempdir_in("/tmp").map_err(failed)?.keep();
        let own = std::fs::metadata("/proc/self").map_err(failed)?;
        // Dovecot keeps mail only for others than root: a root of a test machine lends it an account of the package.
        let owner = if own.uid() == 0 { (number("-u", "dovenull")?, number("-g", "dovenull")?) } else { (own.uid(), own.gid()) };
        let name = options.certificate_name.clone().unwrap_or_else(|| "localhost".into());
        let made = rcgen::generate_simple_self_signed(vec![name]).map_err(|why| why.to_string())?;
        let certificate = made.cert.pem();
        let free = || TcpListener::bind(("127.0.0.1", 0)).and_then(|socket| socket.local_addr()).map(|address| address.port());
        let held = (free().map_err(failed)?, free().map_err(failed)?);
        let server = Self {
            folder,
            child: None,
            guard: None,
            imap: held.0,
            imaps: held.1,
            certificate,
            owner,
            letters: AtomicU32::new(0),
        };
        std::fs::write(server.folder.join("cert.pem"), &server.certificate).map_err(failed)?;
        std::fs::write(server.folder.join("key.pem"), made.signing_key.serialize_pem()).map_err(failed)?;
        let users: String = options.users.iter().map(|user| format!("{user}:{{PLAIN}}{PASSWORD}\n")).collect();
        std::fs::write(server.folder.join("users"), users).map_err(failed)?;
        std::fs::write(server.folder.join("dovecot.conf"), server.configuration(options)?).map_err(failed)?;
        std::fs::create_dir(server.folder.join("mail")).map_err(failed)?;
        for path in [server.folder.clone(), server.folder.join("mail")] {
            std::os::unix::fs::chown(&path, Some(owner.0), Some(owner.1)).map_err(failed)?;
        }
        let mut server = server;
        server.begin()?;
        Ok(server)
    }

    fn configuration(&self, options: &DovecotOptions) -> Result<String, String> {
        let account = |flag: &str, id: u32| name_of(flag, id);
        let (user, group) = (account("passwd", self.owner.0)?, account("group", self.owner.1)?);
        let root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        // As an ordinary user everything runs as that user.
        let accounts = if root {
            String::new()
        } else {
            format!(
                "default_login_user = {user}\ndefault_internal_user = {user}\ndefault_internal_group = {group}\n\
                 service anvil {{\n chroot =\n}}\nservice imap-login {{\n chroot =\n}}\nservice stats {{\n chroot =\n}}\n"
            )
        };
        let capability = options.capability.as_ref().map_or_else(String::new, |words| format!("imap_capability = {words}\n"));
        let (folder, imap, imaps) = (self.folder.display(), self.imap, self.imaps);
        Ok(format!(
            "base_dir = {folder}/run\nstate_dir = {folder}/run\nlog_path = {folder}/log\nprotocols = imap\nlisten = 127.0.0.1\n\
             ssl = yes\nssl_cert = <{folder}/cert.pem\nssl_key = <{folder}/key.pem\ndisable_plaintext_auth = no\n\
             auth_mechanisms = plain login\nauth_failure_delay = 0\nmail_location = maildir:{folder}/mail/%u\n\
             mail_uid = {user}\nmail_gid = {group}\nfirst_valid_uid = 1\nfirst_valid_gid = 1\nmail_max_userip_connections = 100\n\
             mail_fsync = never\nmaildir_very_dirty_syncs = no\nmailbox_idle_check_interval = 1 secs\n\
             passdb {{\n driver = passwd-file\n args = scheme=PLAIN {folder}/users\n}}\n\
             userdb {{\n driver = static\n args = uid={user} gid={group} home={folder}/mail/%u\n}}\n\
             namespace inbox {{\n inbox = yes\n separator = /\n mailbox Drafts {{\n special_use = \\Drafts\n auto = create\n }}\n \
             mailbox Junk {{\n special_use = \\Junk\n auto = create\n }}\n mailbox Trash {{\n special_use = \\Trash\n auto = create\n }}\n \
             mailbox Sent {{\n special_use = \\Sent\n auto = create\n }}\n}}\n\
             service imap-login {{\n inet_listener imap {{\n port = {imap}\n }}\n inet_listener imaps {{\n port = {imaps}\n ssl = yes\n }}\n}}\n\
             {accounts}{capability}{}\n",
            options.more
        ))
    }

    fn begin(&mut self) -> Result<(), String> {
        let program = ["/usr/sbin/dovecot", "/usr/local/sbin/dovecot"].into_iter().find(|path| Path::new(path).exists());
        let program = program.ok_or("dovecot is not there: apt-get install dovecot-imapd")?;
        let said = std::fs::File::create(self.folder.join("said")).map_err(|why| why.to_string())?;
        let child = Command::new(program)
            .arg("-F")
            .arg("-c")
            .arg(self.folder.join("dovecot.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .map_err(|why| format!("{program}: {why}"))?;
        let id = child.id().to_string();
        self.child = Some(child);
        let guard =
            Command::new("setsid").args(["sh", "-c", GUARD, "guard", &id]).arg(&self.folder).stdin(Stdio::piped()).spawn();
        self.guard = Some(guard.map_err(|why| why.to_string())?);
        let (imap, folder) = (self.imap, self.folder.clone());
        until(|| greets(imap)).map_err(|()| {
            let log = ["said", "log"].map(|name| std::fs::read_to_string(folder.join(name)).unwrap_or_default());
            format!("Dovecot does not answer: {}", log.join("\n"))
        })
    }

    /// Ends the server at once, as a power cut does: every process of it.
    pub fn kill(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let id = child.id().to_string();
        for signal in ["-STOP", "-KILL"] {
            if signal == "-KILL" {
                // Its children first, or they would go on serving.
                drop(Command::new("pkill").args(["-KILL", "-P", &id]).status());
            }
            drop(Command::new("kill").args([signal, &id]).status());
        }
        drop(child.wait());
        self.relieve();
    }

    /// Ends the server in order.
    pub fn stop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        drop(Command::new("kill").args(["-TERM", &child.id().to_string()]).status());
        drop(child.wait());
        self.relieve();
    }

    /// Starts it again, on the same ports with the same mail.
    ///
    /// # Errors
    /// What the server said.
    pub fn start_again(&mut self) -> Result<(), String> {
        self.kill();
        self.begin()
    }

    /// Puts a letter into a folder (as the server writes its name; `INBOX` too), the way a delivery agent does.
    ///
    /// # Errors
    /// What the file system said.
    pub fn deliver(&self, user: &str, folder: &str, raw: &[u8]) -> Result<(), String> {
        let box_ = self.maildir(user, folder);
        let name = format!("{}.{}.test", 1_700_000_000, self.letters.fetch_add(1, Ordering::Relaxed));
        let (new, tmp) = (box_.join("new").join(&name), box_.join("tmp").join(&name));
        let put = || -> std::io::Result<()> {
            for part in ["cur", "new", "tmp"] {
                std::fs::create_dir_all(box_.join(part))?;
            }
            for path in [self.folder.join("mail").join(user), box_.clone(), box_.join("cur"), box_.join("new"), box_.join("tmp")]
            {
                std::os::unix::fs::chown(path, Some(self.owner.0), Some(self.owner.1))?;
            }
            std::fs::write(&tmp, raw)?;
            std::os::unix::fs::chown(&tmp, Some(self.owner.0), Some(self.owner.1))?;
            std::fs::rename(&tmp, &new)
        };
        put().map_err(|why| why.to_string())
    }

    /// Gives a mailbox another UIDVALIDITY, as a rebuilt one has: what Dovecot remembers of its UIDs is thrown away. The server must be
    /// stopped.
    ///
    /// # Errors
    /// What the file system said.
    pub fn rebuild(&self, user: &str, folder: &str, uid_validity: u32) -> Result<(), String> {
        let box_ = self.maildir(user, folder);
        let forget = || -> std::io::Result<()> {
            for entry in std::fs::read_dir(&box_)?.flatten() {
                if entry.file_name().to_string_lossy().starts_with("dovecot") && entry.file_type()?.is_file() {
                    std::fs::remove_file(entry.path())?;
                }
            }
            let list = box_.join("dovecot-uidlist");
            std::fs::write(&list, format!("3 V{uid_validity} N1\n"))?;
            std::os::unix::fs::chown(list, Some(self.owner.0), Some(self.owner.1))
        };
        forget().map_err(|why| why.to_string())
    }

    fn maildir(&self, user: &str, folder: &str) -> PathBuf {
        let home = self.folder.join("mail").join(user);
        if folder.eq_ignore_ascii_case("INBOX") { home } else { home.join(format!(".{}", folder.replace('/', "."))) }
    }
}

impl Dovecot {
    /// The guard has nothing to guard any more.
    fn relieve(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            drop(guard.kill());
            drop(guard.wait());
        }
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        self.stop();
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn greets(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let mut greeting = [0; 4];
    let limited = stream.set_read_timeout(Some(Duration::from_secs(5))).is_ok();
    let greeted = limited && stream.read_exact(&mut greeting).is_ok() && &greeting == b"* OK";
    drop(stream.write_all(b"a LOGOUT\r\n"));
    greeted
}

fn until(done: impl Fn() -> bool) -> Result<(), ()> {
    #[expect(clippy::disallowed_methods, reason = "a deadline in real time for a real process")]
    let now = Instant::now;
    let deadline = now() + Duration::from_secs(30);
    while !done() {
        if now() > deadline {
            return Err(());
        }
        std::thread::park_timeout(Duration::from_millis(20));
    }
    Ok(())
}

fn number(flag: &str, name: &str) -> Result<u32, String> {
    let said = Command::new("id").args([flag, name]).output().map_err(|why| why.to_string())?;
    String::from_utf8_lossy(&said.stdout).trim().parse().map_err(|_| format!("there is no account {name}"))
}

fn name_of(database: &str, id: u32) -> Result<String, String> {
    let said = Command::new("getent").args([database, &id.to_string()]).output().map_err(|why| why.to_string())?;
    let line = String::from_utf8_lossy(&said.stdout).into_owned();
    line.split(':').next().filter(|name| !name.trim().is_empty()).map(str::to_owned).ok_or_else(|| format!("no account {id}"))
}
