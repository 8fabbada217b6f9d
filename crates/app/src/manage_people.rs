//! Roles, supervisors, deputies, absences; opening and closing accounts.

use domain::id::EmployeeId;
use domain::rights::{Action, Role, Roles};
use domain::time::Time;

use crate::access::allow;
use crate::error::{AppError, Done, invalid};
use crate::model::people::Employee;
use crate::people::check_extension;
use crate::ports::Tx;

/// What the page of people changes at one employee.
#[derive(Debug, Clone)]
pub struct EmployeeChange {
    /// Whose.
    pub id: EmployeeId,
    /// The roles.
    pub roles: Roles,
    /// The named supervisor.
    pub supervisor: Option<EmployeeId>,
    /// Who stands in while absent.
    pub deputy: Option<EmployeeId>,
    /// The extension.
    pub extension: Option<String>,
    /// Start of an absence.
    pub absent_from: Option<Time>,
    /// End of the absence.
    pub absent_until: Option<Time>,
    /// Whether the account is open.
    pub active: bool,
}

/// Every employee, for the page of people.
///
/// # Errors
/// `Denied`; store errors.
pub fn list_people(tx: &mut dyn Tx, actor: &Employee) -> Done<Vec<Employee>> {
    allow(actor, Action::SeePeople)?;
    Ok(tx.employees()?)
}

/// Gives an employee who forgot theirs a new password (a PHC string) and ends their sessions.
///
/// # Errors
/// `Denied`, also for an account that sees content unless the actor is a director; `NotFound`; store errors.
pub fn give_password(tx: &mut dyn Tx, actor: &Employee, id: EmployeeId, password: &str) -> Done<()> {
    allow(actor, Action::ManagePeople)?;
    let employee = tx.employee(id)?.ok_or(AppError::NotFound("employee"))?;
    only_director_opens_content(actor, &employee.roles)?;
    tx.set_password(id, password)?;
    Ok(tx.remove_sessions(id, None)?)
}

/// Roles that see clients are given, and passwords of their accounts set, by a director: the administrator runs the
/// program and sees no content, so he must not be able to let himself in (method.md, Words).
///
/// # Errors
/// `Denied`.
pub(crate) fn only_director_opens_content(actor: &Employee, roles: &Roles) -> Done<()> {
    if roles.iter().all(|role| role == Role::Administrator) || actor.roles.has(Role::Director) {
        Ok(())
    } else {
        Err(AppError::Denied(Action::ManagePeople))
    }
}

/// Changes an employee. Closing an account ends its sessions; the office always keeps one open director.
///
/// # Errors
/// `Denied`; `NotFound`; `Invalid`; `Conflict("last-director")`; store errors.
pub fn change_employee(tx: &mut dyn Tx, actor: &Employee, change: EmployeeChange) -> Done<Employee> {
    allow(actor, Action::ManagePeople)?;
    let before = tx.employee(change.id)?.ok_or(AppError::NotFound("employee"))?;
    if change.roles != before.roles {
        only_director_opens_content(actor, &before.roles)?;
        only_director_opens_content(actor, &change.roles)?;
    }
    if before.roles.has(Role::Director) && !actor.roles.has(Role::Director) {
        return Err(AppError::Denied(Action::ManagePeople));
    }
    if change.roles.iter().next().is_none() {
        return Err(invalid("roles", "empty"));
    }
    if change.supervisor == Some(change.id) {
        return Err(invalid("supervisor", "self"));
    }
    if change.deputy == Some(change.id) {
        return Err(invalid("deputy", "self"));
    }
    for (field, other) in [("supervisor", change.supervisor), ("deputy", change.deputy)] {
        if let Some(other) = other
            && !tx.employee(other)?.is_some_and(|employee| employee.active)
        {
            return Err(invalid(field, "unknown"));
        }
    }
    if let (Some(from), Some(until)) = (change.absent_from, change.absent_until)
        && until <= from
    {
        return Err(invalid("absent-until", "before-start"));
    }
    let employee = Employee {
        roles: change.roles,
        supervisor: change.supervisor,
        deputy: change.deputy,
        extension: check_extension(tx, change.extension.as_deref(), change.id)?,
        absent_from: change.absent_from,
        absent_until: change.absent_until,
        active: change.active,
        ..before
    };
    tx.put_employee(&employee)?;
    if !tx.employees()?.iter().any(|one| one.active && one.roles.has(Role::Director)) {
        return Err(AppError::Conflict("last-director"));
    }
    if !employee.active {
        tx.remove_sessions(employee.id, None)?;
    }
    Ok(employee)
}
