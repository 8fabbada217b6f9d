//! The first use: the office and its director's account.

use domain::id::EmployeeId;
use domain::language::Language;
use domain::output::WorkingDay;
use domain::rights::{Role, Roles};

use crate::context::Context;
use crate::error::{AppError, Done, invalid};
use crate::model::office::Office;
use crate::model::people::{Employee, Theme};
use crate::people::{NewName, check_login, check_name};
use crate::ports::Tx;

/// What the first page asks.
#[derive(Debug, Clone)]
pub struct FirstOffice {
    /// Name of the office.
    pub office: String,
    /// Its first language, also the director's.
    pub language: Language,
    /// Its time zone, an IANA name.
    pub zone: String,
    /// The director's name.
    pub name: NewName,
    /// What the director signs in with.
    pub login: String,
    /// PHC string of the password (`secrets::hash_password`).
    pub password: String,
    /// Whether the demonstration office is going to be filled in.
    pub demonstration: bool,
}

/// Sets the office up and makes the director's account, who is its administrator until there is another.
///
/// # Errors
/// `Conflict("already-set-up")`, `Invalid` for a field, store errors.
pub fn set_up_office(tx: &mut dyn Tx, ctx: &mut Context<'_>, first: FirstOffice) -> Done<Employee> {
    if tx.office()?.is_some() {
        return Err(AppError::Conflict("already-set-up"));
    }
    if first.office.trim().is_empty() {
        return Err(invalid("office", "empty"));
    }
    if jiff::tz::TimeZone::get(&first.zone).is_err() {
        return Err(invalid("zone", "unknown"));
    }
    let name = check_name(&first.name)?;
    let director = Employee {
        id: ctx.id(EmployeeId),
        login: check_login(&first.login)?,
        surname: name.surname,
        given: name.given,
        patronymic: name.patronymic,
        roles: Roles::new([Role::Director, Role::Administrator]),
        language: first.language,
        theme: Theme::System,
        extension: None,
        mobile: None,
        supervisor: None,
        deputy: None,
        absent_from: None,
        absent_until: None,
        active: true,
        created: ctx.now,
    };
    tx.put_office(&Office {
        name: first.office.trim().to_owned(),
        language: first.language,
        zone: first.zone,
        day: WorkingDay::default(),
        created: ctx.now,
        demonstration: first.demonstration,
        call_source_key: None,
    })?;
    tx.add_employee(&director, &first.password)?;
    Ok(director)
}
