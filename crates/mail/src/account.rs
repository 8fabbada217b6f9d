//! How a mail server is reached, and what may go wrong before a letter moves. IMAP and SMTP share it.

use std::fmt;

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS; never without it.
    StartTls,
    /// None; refused unless the server is on this machine.
    Plain,
}

/// What the account logs in with. Never shown, not even by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// A password.
    Password(String),
    /// An OAuth 2 access token, given by XOAUTH2.
    XOAuth2(String),
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password(_) => "Password(..)",
            Self::XOAuth2(_) => "XOAuth2(..)",
        })
    }
}

/// An account on a mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The server's name, as its certificate says it, or its address.
    pub host: String,
    /// Its port: usually 993 (TLS) or 143 for IMAP, 465 (TLS) or 587 for SMTP.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// The name to log in with.
    pub user: String,
    /// The secret; without one nobody logs in (SMTP on this machine).
    pub secret: Option<Secret>,
    /// Certificates (PEM) trusted beside those of the system: a private server's own.
    pub extra_roots: Option<String>,
}

/// What failed: a stable code for the words of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The name of the server is not known.
    Dns,
    /// Nothing listens there.
    Refused,
    /// No answer in time.
    Silent,
    /// The connection broke.
    Broken,
    /// A certificate of an issuer that is not trusted.
    UnknownIssuer,
    /// A certificate for another name.
    WrongName,
    /// A certificate that has expired or is not valid yet.
    Expired,
    /// TLS failed in another way, or the other side does not speak it.
    Tls,
    /// The extra certificates cannot be read, or there are no trusted ones at all.
    Roots,
    /// The server has no STARTTLS.
    NoStartTls,
    /// Plain text to another machine is not done.
    NotLocal,
    /// The other side speaks another protocol.
    OtherProtocol,
    /// Wrong name or password, or a token that has run out.
    Login,
    /// The server takes no way of logging in that is known here.
    NoLogin,
    /// The server refused, and said so.
    Said,
    /// The server's answer makes no sense.
    Nonsense,
    /// The own storage did not take something.
    Storage,
}

impl Trouble {
    /// The code, the same for ever.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Refused => "refused",
            Self::Silent => "silent",
            Self::Broken => "broken",
            Self::UnknownIssuer => "unknown-issuer",
            Self::WrongName => "wrong-name",
            Self::Expired => "expired",
            Self::Tls => "tls",
            Self::Roots => "roots",
            Self::NoStartTls => "no-starttls",
            Self::NotLocal => "not-local",
            Self::OtherProtocol => "other-protocol",
            Self::Login => "login",
            Self::NoLogin => "no-login",
            Self::Said => "said",
            Self::Nonsense => "nonsense",
            Self::Storage => "storage",
        }
    }
}

/// What failed, and what was said about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {said}", trouble.code())]
pub struct Failure {
    /// What failed.
    pub trouble: Trouble,
    /// The words of the server or the system, for whoever looks closer; never a secret.
    pub said: String,
}

impl Failure {
    /// A failure with what was said.
    pub fn new(trouble: Trouble, said: impl Into<String>) -> Self {
        Self { trouble, said: said.into() }
    }
}
