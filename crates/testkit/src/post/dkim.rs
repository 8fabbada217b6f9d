//! opendkim as a milter: one that signs the office's letters, one that checks them, by a key in a file instead of the DNS.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::guard::{Guard, as_root, free_port, open_folder, run, wait_until};

/// A key pair of a domain.
#[derive(Debug)]
pub struct Key {
    folder: tempfile::TempDir,
    domain: String,
}

/// A running opendkim.
#[derive(Debug)]
pub struct OpenDkim {
    /// Where it listens.
    pub port: u16,
    _guard: Guard,
}

const SELECTOR: &str = "test";

impl Key {
    /// Makes one.
    ///
    /// # Errors
    /// In words: what is missing.
    pub fn new(domain: &str) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|why| why.to_string())?;
        let mut make = Command::new("/usr/sbin/opendkim-genkey");
        make.args(["-b", "2048", "-s", SELECTOR, "-d", domain, "-D"]).arg(folder.path());
        run(&mut make).map_err(|why| format!("{why} (Debian: apt-get install opendkim opendkim-tools)"))?;
        Ok(Self { folder, domain: domain.to_owned() })
    }

    /// What the DNS would say, in opendkim's file for tests: name and record.
    fn record(&self) -> Result<String, String> {
        let zone = fs::read_to_string(self.folder.path().join(format!("{SELECTOR}.txt"))).map_err(|why| why.to_string())?;
        let record: String = zone.split('"').skip(1).step_by(2).collect();
        Ok(format!("{SELECTOR}._domainkey.{} {record}\n", self.domain))
    }

    fn secret(&self) -> PathBuf {
        self.folder.path().join(format!("{SELECTOR}.private"))
    }
}

impl OpenDkim {
    /// One that signs letters of the key's domain.
    ///
    /// # Errors
    /// In words.
    pub fn signing(key: &Key) -> Result<Self, String> {
        let folder = open_folder("yellowsheet-dkim-")?;
        fs::copy(key.secret(), folder.join("key")).map_err(|why| why.to_string())?;
        let lines = format!("Mode s\nDomain {}\nSelector {SELECTOR}\nKeyFile {}/key\n", key.domain, folder.display());
        Self::start(&folder, &lines)
    }

    /// One that writes into `Authentication-Results` whether a signature is good.
    ///
    /// # Errors
    /// In words.
    pub fn checking(key: &Key) -> Result<Self, String> {
        let folder = open_folder("yellowsheet-dkim-")?;
        fs::write(folder.join("public"), key.record()?).map_err(|why| why.to_string())?;
        Self::start(&folder, &format!("Mode v\nTestPublicKeys {}/public\nAlwaysAddARHeader yes\n", folder.display()))
    }

    fn start(folder: &Path, lines: &str) -> Result<Self, String> {
        let port = free_port()?;
        let place = folder.display();
        let settings = format!(
            "Socket inet:{port}@127.0.0.1\nCanonicalization relaxed/simple\nInternalHosts 127.0.0.1\nPidFile {place}/pid\n\
             RequireSafeKeys no\nSyslog no\nBackground yes\nUserID opendkim\n{lines}"
        );
        fs::write(folder.join("opendkim.conf"), settings).map_err(|why| why.to_string())?;
        run(as_root("chown").args(["-R", "opendkim"]).arg(folder))?;
        let start = format!("/usr/sbin/opendkim -x {place}/opendkim.conf");
        let guard = Guard::start(folder, &start, &format!("kill $(cat {place}/pid)"))?;
        let listens = wait_until(10, || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        if listens { Ok(Self { port, _guard: guard }) } else { Err("opendkim does not listen".to_owned()) }
    }
}
