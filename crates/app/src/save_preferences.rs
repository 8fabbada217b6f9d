//! One's own preferences: language, theme, extension, mobile number, password.

use domain::language::Language;
use domain::rights::Action;

use crate::access::allow;
use crate::error::{Done, invalid};
use crate::model::people::{Employee, Theme};
use crate::people::{check_extension, optional};
use crate::ports::Tx;

/// What the page of preferences gives.
#[derive(Debug, Clone)]
pub struct Preferences {
    /// Language of the screen.
    pub language: Language,
    /// Look of the screen.
    pub theme: Theme,
    /// Extension on the office's telephone.
    pub extension: Option<String>,
    /// Mobile number.
    pub mobile: Option<String>,
}

/// Keeps the actor's preferences; gives the employee as kept.
///
/// # Errors
/// `Invalid` for `extension` or `mobile`; store errors.
pub fn save_preferences(tx: &mut dyn Tx, actor: &Employee, preferences: Preferences) -> Done<Employee> {
    allow(actor, Action::OwnAccount)?;
    let mobile = optional(preferences.mobile.as_deref());
    if mobile.as_deref().is_some_and(|number| !(10..=15).contains(&domain::text::digits(number).len())) {
        return Err(invalid("mobile", "not-a-number"));
    }
    let mut employee = actor.clone();
    employee.language = preferences.language;
    employee.theme = preferences.theme;
    employee.extension = check_extension(tx, preferences.extension.as_deref(), actor.id)?;
    employee.mobile = mobile.map(|number| domain::text::digits(&number)).map(|digits| match digits.strip_prefix('8') {
        Some(rest) if digits.len() == 11 => format!("+7{rest}"),
        _ if digits.len() == 10 => format!("+7{digits}"),
        _ => format!("+{digits}"),
    });
    tx.put_employee(&employee)?;
    Ok(employee)
}

/// Sets a new password (a PHC string) and ends every other session of the actor.
///
/// # Errors
/// Store errors.
pub fn change_password(tx: &mut dyn Tx, actor: &Employee, password: &str, this_session: &str) -> Done<()> {
    allow(actor, Action::OwnAccount)?;
    tx.set_password(actor.id, password)?;
    Ok(tx.remove_sessions(actor.id, Some(this_session))?)
}
