//! One's own preferences: language, theme, extension, mobile number, password.

use domain::language::Language;
use domain::rights::Action;

use crate::access::allow;
use crate::error::{Done, invalid};
use crate::model::people::{Employee, Theme};
use crate::people::{check_extension, optional, phone};
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
    let mobile = match optional(preferences.mobile.as_deref()) {
        Some(typed) => Some(phone(&typed).ok_or(invalid("mobile", "not-a-number"))?),
        None => None,
    };
    let mut employee = actor.clone();
    employee.language = preferences.language;
    employee.theme = preferences.theme;
    employee.extension = check_extension(tx, preferences.extension.as_deref(), actor.id)?;
    employee.mobile = mobile;
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
