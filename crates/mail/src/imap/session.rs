//! A connection that is logged in: commands out, answers in.

use std::ops::RangeInclusive;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout, timeout_at};

use super::response::{Kind, Response, Status, read, words};
use super::wire::Wire;
use crate::account::{Account, Failure, Secret, Security, Trouble};
use crate::connect;
use crate::limits::Limits;

/// Servers and routers forget a connection that is silent longer.
const IDLE_MAX: Duration = Duration::from_secs(5 * 60);

/// A connection, in commands.
#[derive(Debug)]
pub(crate) struct Session {
    wire: Wire,
    pub(crate) limits: Limits,
    capabilities: Vec<String>,
    tags: u32,
    pub(crate) qresync: bool,
    /// Letters of the selected folder, as last told.
    pub(crate) exists: Option<u32>,
    /// Whether the server told, by itself, that the selected folder changed.
    pub(crate) news: bool,
}

/// How a command ended: with what was told on the way.
pub(crate) struct Done {
    pub(crate) status: Status,
    pub(crate) told: Vec<Response>,
}

impl Done {
    /// What was told, unless the server refused.
    pub(crate) fn good(self) -> Result<Vec<Response>, Failure> {
        if self.status.kind == Kind::Ok { Ok(self.told) } else { Err(Failure::new(Trouble::Said, self.status.text)) }
    }
}

impl Session {
    /// Connects and logs in.
    pub(crate) async fn open(account: &Account, limits: Limits) -> Result<Self, Failure> {
        let stream = connect::open(account, limits.connect).await?;
        let run = async {
            let mut session = Self::greeted(stream, limits).await?;
            if account.security == Security::StartTls {
                session = session.protected(account).await?;
            }
            session.log_in(account).await?;
            Ok(session)
        };
        // Servers answer a wrong password late, on purpose.
        timeout(limits.silence, run).await.map_err(|_| Failure::new(Trouble::Silent, "no answer in time"))?
    }

    async fn greeted(stream: connect::AnyStream, limits: Limits) -> Result<Self, Failure> {
        let mut session = Self {
            wire: Wire::new(stream, limits),
            limits,
            capabilities: Vec::new(),
            tags: 0,
            qresync: false,
            exists: None,
            news: false,
        };
        session.wire.allow(0);
        let greeting = timeout(limits.connect, session.wire.frame()).await;
        match read(greeting.map_err(|_| Failure::new(Trouble::Silent, "no greeting in time"))??) {
            Response::Untagged(Status { kind: Kind::Ok | Kind::PreAuth, code, .. }) => session.learn(&code),
            Response::Untagged(status) => return Err(Failure::new(Trouble::Said, status.text)),
            _ => return Err(Failure::new(Trouble::OtherProtocol, "the server does not greet as IMAP")),
        }
        Ok(session)
    }

    async fn protected(mut self, account: &Account) -> Result<Self, Failure> {
        self.ask_capabilities().await?;
        if !self.can("STARTTLS") {
            return Err(Failure::new(Trouble::NoStartTls, "the server does not offer STARTTLS"));
        }
        self.command("STARTTLS", 0).await?.good()?;
        let stream = self.wire.into_stream()?;
        let stream = connect::protect(stream, account).await?;
        // What was told before TLS is not believed.
        Ok(Self { wire: Wire::new(stream, self.limits), capabilities: Vec::new(), ..self })
    }

    async fn log_in(&mut self, account: &Account) -> Result<(), Failure> {
        if self.capabilities.is_empty() {
            self.ask_capabilities().await?;
        }
        let done = match &account.secret {
            Some(Secret::XOAuth2(token)) if self.can("AUTH=XOAUTH2") => {
                let answer = BASE64_STANDARD.encode(format!("user={}\x01auth=Bearer {token}\x01\x01", account.user));
                self.authenticate("XOAUTH2", &answer).await?
            }
            Some(Secret::Password(password)) if self.can("AUTH=PLAIN") => {
                let answer = BASE64_STANDARD.encode(format!("\0{}\0{password}", account.user));
                self.authenticate("PLAIN", &answer).await?
            }
            Some(Secret::Password(password)) if !self.can("LOGINDISABLED") => {
                let command = format!("LOGIN {} {}", quoted(&account.user)?, quoted(password)?);
                self.command(&command, 0).await?
            }
            _ => return Err(Failure::new(Trouble::NoLogin, self.capabilities.join(" "))),
        };
        if done.status.kind != Kind::Ok {
            // A server that is busy refuses too, and says which it is (RFC 5530).
            let busy = ["UNAVAILABLE", "INUSE", "LIMIT"].iter().any(|code| done.status.code.eq_ignore_ascii_case(code));
            return Err(Failure::new(if busy { Trouble::Said } else { Trouble::Login }, done.status.text));
        }
        self.capabilities.clear();
        self.learn(&done.status.code);
        if self.capabilities.is_empty() {
            self.ask_capabilities().await?;
        }
        if self.can("QRESYNC") {
            let told = self.command("ENABLE QRESYNC", 0).await?.told;
            self.qresync =
                told.iter().any(|one| matches!(one, Response::Enabled(what) if what.iter().any(|one| one == "QRESYNC")));
        }
        Ok(())
    }

    async fn authenticate(&mut self, way: &str, answer: &str) -> Result<Done, Failure> {
        let tag = self.send(&format!("AUTHENTICATE {way}")).await?;
        self.wire.allow(0);
        loop {
            match read(self.wire.frame().await?) {
                // A second question is the explanation of an error: an empty answer ends it (XOAUTH2).
                Response::Continue(question) => {
                    let line = if question.trim().is_empty() { format!("{answer}\r\n") } else { "\r\n".to_owned() };
                    self.wire.write(line.as_bytes()).await?;
                }
                Response::Tagged { tag: ended, status } if ended == tag => return Ok(Done { status, told: Vec::new() }),
                Response::Untagged(Status { kind: Kind::Bye, text, .. }) => return Err(Failure::new(Trouble::Broken, text)),
                _ => {}
            }
        }
    }

    async fn ask_capabilities(&mut self) -> Result<(), Failure> {
        for response in self.command("CAPABILITY", 0).await?.good()? {
            if let Response::Capability(words) = response {
                self.capabilities = words;
            }
        }
        Ok(())
    }

    fn learn(&mut self, code: &str) {
        let mut told = words(code);
        if told.first().is_some_and(|word| word == "CAPABILITY") {
            told.remove(0);
            self.capabilities = told;
        }
    }

    /// Whether the server has a capability (in capitals).
    pub(crate) fn can(&self, capability: &str) -> bool {
        self.capabilities.iter().any(|one| one == capability)
    }

    /// Whether changes are numbered: CONDSTORE or QRESYNC.
    pub(crate) fn condstore(&self) -> bool {
        self.qresync || self.can("CONDSTORE")
    }

    async fn send(&mut self, command: &str) -> Result<String, Failure> {
        self.tags = self.tags.wrapping_add(1);
        let tag = format!("y{}", self.tags);
        self.wire.write(format!("{tag} {command}\r\n").as_bytes()).await?;
        Ok(tag)
    }

    /// Sends a command and collects what is told until its end; `literals` is how many bytes of letters may be told.
    pub(crate) async fn command(&mut self, command: &str, literals: u64) -> Result<Done, Failure> {
        let limit = self.limits.command;
        let run = async {
            let tag = self.send(command).await?;
            self.wire.allow(literals);
            self.until(&tag).await
        };
        timeout(limit, run).await.map_err(|_| Failure::new(Trouble::Silent, "the command has no end"))?
    }

    async fn until(&mut self, tag: &str) -> Result<Done, Failure> {
        let mut told = Vec::new();
        loop {
            let response = read(self.wire.frame().await?);
            self.notice(&response);
            match response {
                Response::Tagged { tag: ended, status } if ended == tag => return Ok(Done { status, told }),
                Response::Untagged(Status { kind: Kind::Bye, text, .. }) => return Err(Failure::new(Trouble::Broken, text)),
                Response::Other | Response::Exists(_) | Response::Expunge => {}
                response => told.push(response),
            }
        }
    }

    fn notice(&mut self, response: &Response) {
        match response {
            Response::Exists(count) => {
                self.news |= self.exists != Some(*count);
                self.exists = Some(*count);
            }
            Response::Expunge => {
                self.news = true;
                self.exists = self.exists.map(|exists| exists.saturating_sub(1));
            }
            Response::Vanished { earlier: false, uids } => {
                self.news = true;
                let count = uids.iter().map(|range| u64::from(range.end() - range.start()) + 1).sum::<u64>();
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                self.exists = self.exists.map(|exists| exists.saturating_sub(count));
            }
            _ => {}
        }
    }

    /// Waits until the server tells something of the selected folder, the time is over, or somebody wakes it (`true`).
    pub(crate) async fn idle(&mut self, time: Duration, wake: &Notify) -> Result<bool, Failure> {
        let tag = self.send("IDLE").await?;
        self.wire.allow(0);
        loop {
            match read(self.wire.frame().await?) {
                Response::Continue(_) => break,
                Response::Tagged { status, .. } => return Err(Failure::new(Trouble::Said, status.text)),
                response => self.notice(&response),
            }
        }
        let end = Instant::now() + time.min(IDLE_MAX);
        let mut woken = false;
        while !self.news {
            let ready = tokio::select! {
                ready = timeout_at(end, self.wire.ready()) => ready,
                () = wake.notified() => {
                    woken = true;
                    break;
                }
            };
            match ready {
                Ok(ready) => ready?,
                Err(_) => break,
            }
            let response = read(self.wire.frame().await?);
            self.notice(&response);
            match response {
                Response::Fetch(_) => self.news = true,
                Response::Untagged(Status { kind: Kind::Bye, text, .. }) => return Err(Failure::new(Trouble::Broken, text)),
                Response::Tagged { status, .. } => return Err(Failure::new(Trouble::Said, status.text)),
                _ => {}
            }
        }
        self.wire.write(b"DONE\r\n").await?;
        timeout(self.limits.done, self.until(&tag)).await.map_err(|_| Failure::new(Trouble::Silent, "no answer to DONE"))??;
        Ok(woken)
    }

    /// Puts a letter into a folder, marked as seen.
    pub(crate) async fn append(&mut self, wire: &str, raw: &[u8]) -> Result<(), Failure> {
        let tag = self.send(&format!("APPEND {} (\\Seen) {{{}}}", quoted(wire)?, raw.len())).await?;
        self.wire.allow(0);
        loop {
            match read(self.wire.frame().await?) {
                Response::Continue(_) => break,
                Response::Tagged { status, .. } => return Err(Failure::new(Trouble::Said, status.text)),
                response => self.notice(&response),
            }
        }
        self.wire.write(raw).await?;
        self.wire.write(b"\r\n").await?;
        self.until(&tag).await?.good().map(drop)
    }

    /// Says good-bye; how it ends is nobody's concern.
    pub(crate) async fn log_out(mut self) {
        drop(timeout(self.limits.done, self.command("LOGOUT", 0)).await);
    }
}

/// A string as IMAP quotes it. A line's end or a zero byte cannot be quoted, and would be a command of its own.
pub(crate) fn quoted(text: &str) -> Result<String, Failure> {
    if text.contains(['\r', '\n', '\0']) {
        return Err(Failure::new(Trouble::Nonsense, "a line's end inside a name or secret"));
    }
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// UIDs as a set: `1:4,7`. Sorted here.
pub(crate) fn set_of(uids: &[u32]) -> String {
    let mut sorted = uids.to_vec();
    sorted.sort_unstable();
    let mut set = String::new();
    let mut put = |range: RangeInclusive<u32>| {
        let comma = if set.is_empty() { "" } else { "," };
        let (from, to) = range.into_inner();
        set.push_str(&if from == to { format!("{comma}{from}") } else { format!("{comma}{from}:{to}") });
    };
    let mut open: Option<RangeInclusive<u32>> = None;
    for uid in sorted {
        open = Some(match open {
            Some(range) if uid <= range.end().saturating_add(1) => *range.start()..=uid,
            Some(range) => {
                put(range);
                uid..=uid
            }
            None => uid..=uid,
        });
    }
    if let Some(range) = open {
        put(range);
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uids_are_written_as_ranges() {
        assert_eq!(set_of(&[7, 1, 2, 3, 9, 8, 12]), "1:3,7:9,12");
        assert_eq!(set_of(&[]), "");
        assert_eq!(set_of(&[u32::MAX, u32::MAX]), "4294967295");
    }

    #[test]
    fn a_secret_cannot_smuggle_a_command() {
        assert!(quoted("a\r\ny2 DELETE x").is_err());
        assert_eq!(quoted(r#"a"b\c"#).unwrap(), r#""a\"b\\c""#);
    }
}
