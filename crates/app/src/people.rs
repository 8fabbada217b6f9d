//! What the verbs about people share: checking names, logins, numbers.

use domain::id::EmployeeId;

use crate::error::{Done, invalid};
use crate::ports::Tx;

/// A name as a form gives it.
#[derive(Debug, Clone, Default)]
pub struct NewName {
    /// Surname.
    pub surname: String,
    /// Given name.
    pub given: String,
    /// Patronymic; empty when there is none.
    pub patronymic: Option<String>,
}

/// The name trimmed, or which part is missing or too long.
///
/// # Errors
/// `Invalid` for `surname` or `given`.
pub fn check_name(name: &NewName) -> Done<NewName> {
    Ok(NewName {
        surname: required("surname", &name.surname)?,
        given: required("given", &name.given)?,
        patronymic: optional(name.patronymic.as_deref()),
    })
}

fn required(field: &'static str, text: &str) -> Done<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(invalid(field, "empty"));
    }
    if text.chars().count() > 100 {
        return Err(invalid(field, "too-long"));
    }
    Ok(text.to_owned())
}

/// A text trimmed; `None` when nothing is left.
#[must_use]
pub fn optional(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A phone number as it is kept, E.164; ten digits and those after 8 are Russian. `None` when it has too few or too many.
#[must_use]
pub fn phone(text: &str) -> Option<String> {
    let digits = domain::text::digits(text);
    if !(10..=15).contains(&digits.len()) {
        return None;
    }
    Some(match digits.strip_prefix('8') {
        Some(rest) if digits.len() == 11 && !text.trim_start().starts_with('+') => format!("+7{rest}"),
        _ if digits.len() == 10 => format!("+7{digits}"),
        _ => format!("+{digits}"),
    })
}

/// A login as it is kept: lower case, no spaces, at most 100 characters.
///
/// # Errors
/// `Invalid` for `login`.
pub fn check_login(login: &str) -> Done<String> {
    let login = login.trim().to_lowercase();
    if login.is_empty() {
        return Err(invalid("login", "empty"));
    }
    if login.chars().count() > 100 {
        return Err(invalid("login", "too-long"));
    }
    if login.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(invalid("login", "spaces"));
    }
    Ok(login)
}

/// An extension as it is kept: two to eight digits, free at another open account.
///
/// # Errors
/// `Invalid` for `extension`; store errors.
pub fn check_extension(tx: &mut dyn Tx, extension: Option<&str>, whose: EmployeeId) -> Done<Option<String>> {
    let Some(extension) = optional(extension) else { return Ok(None) };
    if !(2..=8).contains(&extension.len()) || !extension.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(invalid("extension", "not-an-extension"));
    }
    match tx.employee_by_extension(&extension)? {
        Some(other) if other.id != whose => Err(invalid("extension", "in-use")),
        _ => Ok(Some(extension)),
    }
}
