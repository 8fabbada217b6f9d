//! Inviting a colleague by a link, and taking the invitation.

use domain::id::EmployeeId;
use domain::language::Language;
use domain::rights::{Action, Roles};
use domain::time::Time;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done, invalid};
use crate::manage_people::only_director_opens_content;
use crate::model::people::{Employee, Invitation, Theme};
use crate::people::{NewName, check_login, check_name};
use crate::ports::Tx;
use crate::secrets;

/// A link works for a week.
const INVITATION_SECONDS: i64 = 7 * 24 * 3600;

/// Makes an invitation; gives the secret for the link, which is shown once.
///
/// # Errors
/// `Denied`, also for roles that see content unless the actor is a director; `Invalid` for no roles; store errors.
pub fn invite(tx: &mut dyn Tx, ctx: &Context<'_>, actor: &Employee, roles: Roles, note: &str) -> Done<String> {
    allow(actor, Action::ManagePeople)?;
    if roles.iter().next().is_none() {
        return Err(invalid("roles", "empty"));
    }
    only_director_opens_content(actor, &roles)?;
    let secret = secrets::secret(&ctx.random);
    tx.add_invitation(&Invitation {
        key: secrets::digest(&secret),
        roles,
        note: note.trim().chars().take(200).collect(),
        by: actor.id,
        created: ctx.now,
        expires: ctx.now.plus_seconds(INVITATION_SECONDS),
        used_by: None,
    })?;
    Ok(secret)
}

/// The invitation of a link's secret, if it still works.
///
/// # Errors
/// `NotFound` when it is unknown, used or over; store errors.
pub fn open_invitation(tx: &mut dyn Tx, secret: &str, now: Time) -> Done<Invitation> {
    tx.invitation(&secrets::digest(secret))?
        .filter(|invitation| invitation.used_by.is_none() && invitation.expires > now)
        .ok_or(AppError::NotFound("invitation"))
}

/// What a colleague fills in.
#[derive(Debug, Clone)]
pub struct NewColleague {
    /// The name.
    pub name: NewName,
    /// The login.
    pub login: String,
    /// PHC string of the password.
    pub password: String,
    /// Language of the screen.
    pub language: Language,
}

/// Makes the account of an invitation.
///
/// # Errors
/// `NotFound` for the invitation; `Invalid` for a field (`login: in-use`); store errors.
pub fn accept_invitation(tx: &mut dyn Tx, ctx: &mut Context<'_>, secret: &str, new: &NewColleague) -> Done<Employee> {
    let invitation = open_invitation(tx, secret, ctx.now)?;
    let name = check_name(&new.name)?;
    let login = check_login(&new.login)?;
    if tx.employee_by_login(&login)?.is_some() {
        return Err(invalid("login", "in-use"));
    }
    let employee = Employee {
        id: ctx.id(EmployeeId),
        login,
        surname: name.surname,
        given: name.given,
        patronymic: name.patronymic,
        roles: invitation.roles,
        language: new.language,
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
    tx.add_employee(&employee, &new.password)?;
    if !tx.use_invitation(&invitation.key, employee.id)? {
        return Err(AppError::NotFound("invitation"));
    }
    Ok(employee)
}

/// Takes an invitation back.
///
/// # Errors
/// `Denied`; store errors.
pub fn withdraw_invitation(tx: &mut dyn Tx, actor: &Employee, key: &str) -> Done<()> {
    allow(actor, Action::ManagePeople)?;
    Ok(tx.remove_invitation(key)?)
}
