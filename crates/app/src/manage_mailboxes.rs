//! Mailboxes of the office: listed, set up, changed, switched off; letters that could not be read.

use domain::id::{EmployeeId, MailboxId, QuarantineId};
use domain::letter::clean_email;
use domain::rights::Action;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done, invalid};
use crate::model::mailbox::{MailAuth, MailServer, Mailbox, MailboxProgress, MailboxSettings, Quarantined, Security};
use crate::model::people::Employee;
use crate::ports::Tx;
use crate::send_letter::is_address;

/// Longest name, user name and signature, characters.
const NAME_LIMIT: usize = 200;
const SIGNATURE_LIMIT: usize = 4000;
/// Most letters that could not be read on one page.
const QUARANTINE_LIMIT: i64 = 200;

/// A mail server as a form gives it; without a host there is none.
#[derive(Debug, Clone, Default)]
pub struct ServerForm {
    /// Its name.
    pub host: String,
    /// Its port; empty is the usual one.
    pub port: String,
    /// How the connection is protected.
    pub security: Security,
}

/// A mailbox as a form gives it.
#[derive(Debug, Clone)]
pub struct MailboxForm {
    /// Its address.
    pub email: String,
    /// The name letters from it carry.
    pub name: String,
    /// Who answers for it.
    pub employee: EmployeeId,
    /// Whether everybody who sees clients sees its letters.
    pub shared: bool,
    /// Where letters are read.
    pub imap: ServerForm,
    /// Where letters are handed over.
    pub smtp: ServerForm,
    /// The user's name at both; empty is the address.
    pub user: String,
    /// How one signs in.
    pub auth: MailAuth,
    /// Whether letters are acknowledged automatically.
    pub acknowledge: bool,
    /// The signature under letters from here.
    pub signature: String,
    /// Whether it is in use.
    pub active: bool,
}

/// Every mailbox, by address.
///
/// # Errors
/// `Denied`; store errors.
pub fn list_mailboxes(tx: &mut dyn Tx, actor: &Employee) -> Done<Vec<Mailbox>> {
    allow(actor, Action::ManageMail)?;
    Ok(tx.mailboxes()?)
}

/// One mailbox.
///
/// # Errors
/// `Denied`; `NotFound`; store errors.
pub fn open_mailbox(tx: &mut dyn Tx, actor: &Employee, id: MailboxId) -> Done<Mailbox> {
    allow(actor, Action::ManageMail)?;
    tx.mailbox(id)?.ok_or(AppError::NotFound("mailbox"))
}

/// Sets up a mailbox, or changes the one with this id. `seal` seals the secret for the mailbox's id; `None` keeps the old one.
///
/// # Errors
/// `Denied`; `NotFound`; `Invalid` for `email`, `name`, `employee`, `imap_host`, `imap_port`, `imap_security`, the same of
/// `smtp`, `secret`, `signature`; store errors.
pub fn put_mailbox(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    id: Option<MailboxId>,
    form: &MailboxForm,
    seal: Option<&dyn Fn(MailboxId) -> String>,
) -> Done<Mailbox> {
    allow(actor, Action::ManageMail)?;
    let old = match id {
        Some(id) => Some(tx.mailbox(id)?.ok_or(AppError::NotFound("mailbox"))?),
        None => None,
    };
    let email = clean_email(&form.email);
    if !is_address(&email) {
        return Err(invalid("email", "not-an-address"));
    }
    if tx.mailbox_by_email(&email)?.is_some_and(|other| Some(other.id) != id) {
        return Err(invalid("email", "in-use"));
    }
    if form.name.chars().count() > NAME_LIMIT || form.user.chars().count() > NAME_LIMIT {
        return Err(invalid("name", "too-long"));
    }
    if form.signature.chars().count() > SIGNATURE_LIMIT {
        return Err(invalid("signature", "too-long"));
    }
    if !tx.employee(form.employee)?.is_some_and(|one| one.active) {
        return Err(invalid("employee", "unknown"));
    }
    let imap = server(&form.imap, 993, 143, ["imap_host", "imap_port", "imap_security"])?;
    let smtp = server(&form.smtp, 465, 587, ["smtp_host", "smtp_port", "smtp_security"])?;
    let id = old.as_ref().map_or_else(|| ctx.id(MailboxId), |one| one.id);
    let secret = seal.map(|seal| seal(id)).or_else(|| old.as_ref().and_then(|one| one.secret.clone()));
    if form.active && secret.is_none() && imap.is_some() {
        return Err(invalid("secret", "empty"));
    }
    let user = form.user.trim();
    let settings = MailboxSettings {
        imap,
        smtp,
        user: if user.is_empty() { email.clone() } else { user.to_owned() },
        auth: form.auth,
        acknowledge: form.acknowledge,
        signature: form.signature.trim_end().to_owned(),
    };
    let mailbox = Mailbox {
        id,
        email,
        name: form.name.trim().to_owned(),
        employee: form.employee,
        shared: form.shared,
        settings,
        secret,
        active: form.active,
        created: old.as_ref().map_or(ctx.now, |one| one.created),
        progress: old.as_ref().map_or_else(MailboxProgress::default, |one| one.progress.clone()),
    };
    match old {
        Some(_) => tx.put_mailbox(&mailbox)?,
        None => tx.add_mailbox(&mailbox)?,
    }
    crate::live::tell(tx, ctx, None, "mailbox", id.0)?;
    Ok(mailbox)
}

/// A server of a form; `fields` names its host, port and protection.
fn server(form: &ServerForm, tls: u16, plain: u16, fields: [&'static str; 3]) -> Done<Option<MailServer>> {
    let [host_field, port_field, security_field] = fields;
    let host = form.host.trim().to_lowercase();
    if host.is_empty() {
        return Ok(None);
    }
    let is_host = |host: &str| host.len() <= 253 && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
    if !is_host(&host) {
        return Err(invalid(host_field, "not-a-host"));
    }
    let port = match form.port.trim() {
        "" => Some(if form.security == Security::Tls { tls } else { plain }),
        typed => typed.parse::<u16>().ok().filter(|port| *port > 0),
    };
    let port = port.ok_or_else(|| invalid(port_field, "not-a-port"))?;
    if form.security == Security::Plain && !is_loopback(&host) {
        return Err(invalid(security_field, "only-loopback"));
    }
    Ok(Some(MailServer { host, port, security: form.security }))
}

/// Whether a host is this very machine: only there a password may travel in plain.
fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Letters that could not be read, newest first.
///
/// # Errors
/// `Denied`; store errors.
pub fn list_quarantined(tx: &mut dyn Tx, actor: &Employee) -> Done<Vec<Quarantined>> {
    allow(actor, Action::ManageMail)?;
    Ok(tx.quarantined(QUARANTINE_LIMIT)?)
}

/// One of them, for its raw bytes.
///
/// # Errors
/// `Denied`; `NotFound`; store errors.
pub fn open_quarantined(tx: &mut dyn Tx, actor: &Employee, id: QuarantineId) -> Done<Quarantined> {
    list_quarantined(tx, actor)?.into_iter().find(|one| one.id == id).ok_or(AppError::NotFound("quarantined"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(host: &str, port: &str, security: Security) -> Result<Option<MailServer>, (&'static str, &'static str)> {
        let form = ServerForm { host: host.to_owned(), port: port.to_owned(), security };
        server(&form, 993, 143, ["host", "port", "security"]).map_err(|why| match why {
            AppError::Invalid { field, problem } => (field, problem),
            other => panic!("{other}"),
        })
    }

    #[test]
    fn a_server_gets_the_usual_port_of_its_protection() {
        let port = |security| form(" Mail.Example.RU ", "", security).unwrap().map(|one| (one.host, one.port));
        assert_eq!(port(Security::Tls), Some(("mail.example.ru".to_owned(), 993)));
        assert_eq!(port(Security::StartTls), Some(("mail.example.ru".to_owned(), 143)));
        assert_eq!(form("", "x", Security::Tls), Ok(None));
    }

    #[test]
    fn a_password_travels_in_plain_to_this_machine_only() {
        assert_eq!(form("mail.example.ru", "", Security::Plain), Err(("security", "only-loopback")));
        for here in ["localhost", "127.0.0.1", "::1"] {
            assert!(form(here, "1143", Security::Plain).is_ok_and(|one| one.is_some()), "{here}");
        }
    }

    #[test]
    fn what_is_no_host_or_port_is_refused() {
        assert_eq!(form("mail example", "", Security::Tls), Err(("host", "not-a-host")));
        for port in ["0", "70000", "imap", "-1"] {
            assert_eq!(form("mail.example.ru", port, Security::Tls), Err(("port", "not-a-port")), "{port}");
        }
    }
}
