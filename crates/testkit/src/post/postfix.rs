//! A Postfix of one's own: Debian's, with its settings, its queue and its mailboxes in a temporary folder.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::config;
use crate::guard::{Guard, as_root, free_port, open_folder, own_user, run, wait_until};

/// What kind of Postfix.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Its name (`mail.office.example`).
    pub name: String,
    /// Domains whose letters it keeps in its mailbox; the first is added to addresses without one.
    pub domains: Vec<String>,
    /// The port of the server all other letters go to.
    pub relay: Option<u16>,
    /// Ports of milters, in order.
    pub milters: Vec<u16>,
    /// What it does when a milter does not answer.
    pub default_action: String,
    /// Who may sign in: `anna@office.example` and a password.
    pub people: Vec<(String, String)>,
    /// Further lines of `main.cf`.
    pub extra: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "mail.office.example".to_owned(),
            domains: vec!["office.example".to_owned()],
            relay: None,
            milters: Vec::new(),
            default_action: "tempfail".to_owned(),
            people: Vec::new(),
            extra: Vec::new(),
        }
    }
}

impl Settings {
    /// A server of other people's: it takes letters for these domains.
    #[must_use]
    pub fn outside(domains: &[&str]) -> Self {
        let domains = domains.iter().map(|&domain| domain.to_owned()).collect();
        Self { name: "mx.outside.example".to_owned(), domains, ..Self::default() }
    }
}

/// Where it listens.
#[derive(Debug, Clone, Copy)]
pub struct Ports {
    /// For other mail servers.
    pub world: u16,
    /// For people who sign in (submission; `{daemon_name}` is `ORIGINATING`).
    pub people: u16,
    /// For devices of the office's own network, which do not sign in.
    pub devices: u16,
}

/// A running Postfix; it stops when it is dropped.
#[derive(Debug)]
pub struct Postfix {
    /// Where it listens.
    pub ports: Ports,
    guard: Guard,
}

/// A letter in its mailbox.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// The envelope recipient.
    pub to: String,
    /// All of it, with what Postfix put before it.
    pub bytes: Vec<u8>,
}

impl Delivered {
    /// The letter as text, wrong bytes replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Postfix {
    /// Starts one; this takes about two seconds.
    ///
    /// # Errors
    /// In words: what is missing or what Postfix said.
    pub fn start(settings: &Settings) -> Result<Self, String> {
        if !Path::new("/usr/sbin/postfix").exists() {
            return Err("Postfix is not there (Debian: apt-get install postfix sasl2-bin libsasl2-modules)".to_owned());
        }
        let folder = open_folder("yellowsheet-postfix-")?;
        let said = |why: std::io::Error| why.to_string();
        for name in ["etc", "etc/sasl", "spool", "lib", "mail", "sasl"] {
            fs::create_dir(folder.join(name)).map_err(said)?;
        }
        let ports = Ports { world: free_port()?, people: free_port()?, devices: free_port()? };
        let user = own_user();
        fs::write(folder.join("etc/main.cf"), config::main(&folder, settings, user)).map_err(said)?;
        fs::write(folder.join("etc/master.cf"), config::master(ports)).map_err(said)?;
        fs::write(folder.join("etc/sasl/smtpd.conf"), config::accounts(&folder)).map_err(said)?;
        add_people(&folder, &settings.people)?;
        let owner = if user < 100 { "nobody".to_owned() } else { user.to_string() };
        run(as_root("chown").arg(owner).arg(folder.join("mail")))?;
        run(as_root("chown").args(["-R", "postfix"]).args([folder.join("lib"), folder.join("sasl")]))?;
        run(as_root("chown").args(["-R", "root"]).args([folder.join("etc"), folder.join("spool")]))?;
        let etc = folder.join("etc").display().to_string();
        let guard =
            Guard::start(&folder, &format!("/usr/sbin/postfix -c {etc} start"), &format!("/usr/sbin/postfix -c {etc} abort"))?;
        let postfix = Self { ports, guard };
        let listens = |port: u16| std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
        if wait_until(20, || listens(ports.people) && listens(ports.world)) { Ok(postfix) } else { Err(postfix.log()) }
    }

    /// Sends a letter by the `sendmail` command of the machine, with these arguments.
    ///
    /// # Errors
    /// What the command said.
    pub fn sendmail(&self, arguments: &[&str], letter: &[u8]) -> Result<(), String> {
        let mut process = as_root("/usr/sbin/sendmail")
            .arg("-C")
            .arg(self.folder("etc"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|why| why.to_string())?;
        // It takes lines as the machine ends them.
        let lines: Vec<u8> = letter.iter().copied().filter(|byte| *byte != b'\r').collect();
        process.stdin.take().ok_or("no input")?.write_all(&lines).map_err(|why| why.to_string())?;
        let done = process.wait_with_output().map_err(|why| why.to_string())?;
        if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned()) }
    }

    /// The letters in its mailbox, in no order.
    #[must_use]
    pub fn mailbox(&self) -> Vec<Delivered> {
        let files = fs::read_dir(self.folder("mail/inbox/new")).into_iter().flatten().flatten();
        files
            .filter_map(|file| {
                let bytes = fs::read(file.path()).ok()?;
                let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4000))?).into_owned();
                let to = head.lines().find_map(|line| line.strip_prefix("Delivered-To: "))?.trim().to_owned();
                Some(Delivered { to, bytes })
            })
            .collect()
    }

    /// The letters waiting in its queue: what `postqueue -j` says of each.
    ///
    /// # Errors
    /// What the command said.
    pub fn queue(&self) -> Result<Vec<String>, String> {
        let said = run(as_root("/usr/sbin/postqueue").arg("-c").arg(self.folder("etc")).arg("-j"))?;
        Ok(said.lines().map(str::to_owned).collect())
    }

    /// Tries to deliver what waits.
    ///
    /// # Errors
    /// What the command said.
    pub fn flush(&self) -> Result<(), String> {
        run(as_root("/usr/sbin/postqueue").arg("-c").arg(self.folder("etc")).arg("-f")).map(|_| ())
    }

    /// Waits until its queue is empty and stays so, at most so many seconds; whether it is.
    #[must_use]
    pub fn settle(&self, seconds: u64) -> bool {
        let mut empty = 0;
        wait_until(seconds, || {
            let spool = self.folder("spool");
            // What `sendmail` left for the pickup service is not in the queue yet.
            let dropped = run(as_root("ls").arg(spool.join("maildrop"))).is_ok_and(|names| !names.trim().is_empty());
            empty = if !dropped && self.queue().is_ok_and(|queue| queue.is_empty()) { empty + 1 } else { 0 };
            empty >= 3
        })
    }

    /// Its log.
    #[must_use]
    pub fn log(&self) -> String {
        run(as_root("cat").arg(self.folder("mail.log"))).unwrap_or_default()
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.guard.folder().join(name)
    }
}

/// Accounts in a file of Cyrus SASL.
fn add_people(folder: &Path, people: &[(String, String)]) -> Result<(), String> {
    for (login, password) in people {
        let (user, realm) = login.split_once('@').ok_or("a login is user@domain")?;
        let mut process = Command::new("/usr/sbin/saslpasswd2")
            .args(["-p", "-c", "-f"])
            .arg(folder.join("sasl/db"))
            .args(["-u", realm, user])
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|why| format!("saslpasswd2: {why} (Debian: apt-get install sasl2-bin)"))?;
        process.stdin.take().ok_or("no input")?.write_all(password.as_bytes()).map_err(|why| why.to_string())?;
        if !process.wait().is_ok_and(|status| status.success()) {
            return Err(format!("no account could be made for {login}"));
        }
    }
    Ok(())
}
