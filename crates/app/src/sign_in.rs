//! Signing in and out.

use domain::rights::Action;
use domain::time::Time;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done};
use crate::model::people::{Employee, Session};
use crate::ports::Tx;
use crate::secrets;

/// A session not used for so long ends by itself.
const SESSION_SECONDS: i64 = 14 * 24 * 3600;
/// How seldom a session's last use is written down.
const TOUCH_SECONDS: i64 = 600;

/// A PHC string to check a password against when the login is unknown, so that both answers take the same time.
pub const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$tz0Kq0yTVRnEGdt4wrmzYYfmsNH3pEbYYfPyZjpHhmY";

/// The open account of a login with its password's PHC string.
///
/// # Errors
/// Store errors.
pub fn account(tx: &mut dyn Tx, login: &str) -> Done<Option<(Employee, String)>> {
    Ok(tx.employee_by_login(&login.trim().to_lowercase())?.filter(|(employee, _)| employee.active))
}

/// Opens a session for an employee whose password was checked; gives the secret for the cookie.
///
/// # Errors
/// Store errors.
pub fn open_session(tx: &mut dyn Tx, ctx: &Context<'_>, employee: &Employee, agent: &str) -> Done<String> {
    let secret = secrets::secret(&ctx.random);
    tx.remove_expired_sessions(ctx.now)?;
    tx.add_session(&Session {
        key: secrets::digest(&secret),
        employee: employee.id,
        created: ctx.now,
        seen: ctx.now,
        expires: ctx.now.plus_seconds(SESSION_SECONDS),
        agent: agent.chars().take(200).collect(),
    })?;
    Ok(secret)
}

/// What a browser keeps to show that it has signed in to an account ([`secrets::browser_mark`]).
///
/// # Errors
/// Store errors.
pub fn mark_of_browser(tx: &mut dyn Tx, employee: &Employee) -> Done<String> {
    let phc = tx.employee_by_login(&employee.login)?.map(|(_, phc)| phc).unwrap_or_default();
    Ok(secrets::browser_mark(&phc))
}

/// Who a cookie's secret belongs to, and whether `touch` should write the use down.
///
/// # Errors
/// `SignedOut` when the session is unknown, over, or the account is closed; store errors.
pub fn authenticate(tx: &mut dyn Tx, secret: &str, now: Time) -> Done<(Employee, Session, bool)> {
    let (session, employee) = tx.session(&secrets::digest(secret))?.ok_or(AppError::SignedOut)?;
    if session.expires <= now || !employee.active {
        return Err(AppError::SignedOut);
    }
    let stale = now.seconds_since(session.seen) >= TOUCH_SECONDS;
    Ok((employee, session, stale))
}

/// Writes down that a session is in use.
///
/// # Errors
/// Store errors.
pub fn touch(tx: &mut dyn Tx, session: &Session, now: Time) -> Done<()> {
    Ok(tx.touch_session(&session.key, now, now.plus_seconds(SESSION_SECONDS))?)
}

/// Ends one session of the actor; another's is not there for them.
///
/// # Errors
/// `NotFound`; store errors.
pub fn sign_out(tx: &mut dyn Tx, actor: &Employee, key: &str) -> Done<()> {
    allow(actor, Action::OwnAccount)?;
    if !tx.sessions(actor.id)?.iter().any(|session| session.key == key) {
        return Err(AppError::NotFound("session"));
    }
    Ok(tx.remove_session(key)?)
}

/// Ends every session of the actor, this one too unless `keep` names it.
///
/// # Errors
/// Store errors.
pub fn sign_out_everywhere(tx: &mut dyn Tx, actor: &Employee, keep: Option<&str>) -> Done<()> {
    allow(actor, Action::OwnAccount)?;
    Ok(tx.remove_sessions(actor.id, keep)?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_unknown_login_is_checked_against_a_hash_that_really_costs_time() {
        let hash = argon2::password_hash::phc::PasswordHash::new(super::NOBODY).unwrap();
        assert_eq!(hash.algorithm.as_str(), "argon2id");
        assert!(hash.hash.is_some());
    }
}
