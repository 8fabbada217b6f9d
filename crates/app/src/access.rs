//! Rights, asked before a rule runs.

use domain::id::EmployeeId;
use domain::rights::{Action, Scope};

use crate::error::{AppError, Done};
use crate::model::people::Employee;
use crate::ports::Tx;

/// How far the actor's right to an action reaches.
///
/// # Errors
/// `Denied` when there is no such right or the account is closed.
pub fn allow(actor: &Employee, action: Action) -> Done<Scope> {
    if !actor.active {
        return Err(AppError::SignedOut);
    }
    actor.roles.scope(action).ok_or(AppError::Denied(action))
}

/// The employees an actor's right to an action reaches: `None` is everybody.
///
/// # Errors
/// `Denied` when there is no such right; store errors.
pub fn reach(tx: &mut dyn Tx, actor: &Employee, action: Action) -> Done<Option<Vec<EmployeeId>>> {
    Ok(match allow(actor, action)? {
        Scope::All => None,
        Scope::Own => Some(vec![actor.id]),
        Scope::Team => {
            let mut team: Vec<EmployeeId> =
                tx.employees()?.into_iter().filter(|one| one.supervisor == Some(actor.id)).map(|one| one.id).collect();
            team.push(actor.id);
            Some(team)
        }
    })
}

/// Refuses unless the actor's right to an action reaches the employee `whose`.
///
/// # Errors
/// `Denied`; store errors.
pub fn allow_for(tx: &mut dyn Tx, actor: &Employee, action: Action, whose: EmployeeId) -> Done<()> {
    match reach(tx, actor, action)? {
        Some(employees) if !employees.contains(&whose) => Err(AppError::Denied(action)),
        _ => Ok(()),
    }
}
