//! From a mailbox as kept to an account as the mail crate logs in with it.

use app::model::mailbox::{MailAuth, MailServer, Mailbox, Security};
use app::sealing::{NotOpened, SealingKey};
use mail::account::{Account, Secret, Security as Protection};

/// What a mailbox's secret is sealed for.
pub(crate) fn purpose(mailbox: &Mailbox) -> String {
    format!("mailbox {}", mailbox.id)
}

/// The account at one of a mailbox's servers.
///
/// # Errors
/// When the sealed secret cannot be opened.
pub(crate) fn account(mailbox: &Mailbox, server: &MailServer, key: &SealingKey) -> Result<Account, NotOpened> {
    let secret = mailbox.secret.as_deref().map(|sealed| key.open(&purpose(mailbox), sealed)).transpose()?;
    let auth = mailbox.settings.auth;
    Ok(Account {
        host: server.host.clone(),
        port: server.port,
        security: match server.security {
            Security::Tls => Protection::Tls,
            Security::StartTls => Protection::StartTls,
            Security::Plain => Protection::Plain,
        },
        user: mailbox.settings.user.clone(),
        secret: secret.map(|secret| match auth {
            MailAuth::Password => Secret::Password(secret),
            MailAuth::Xoauth2 => Secret::XOAuth2(secret),
        }),
        extra_roots: None,
    })
}
