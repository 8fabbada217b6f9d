//! Installing a version of the playbook. What was recorded under an old one keeps it.

use domain::id::PlaybookId;
use domain::rights::Action;

use crate::access::allow;
use crate::context::Context;
use crate::error::Done;
use crate::model::office::InstalledPlaybook;
use crate::model::people::Employee;
use crate::ports::Tx;

/// A playbook that was read and checked, ready to be kept.
#[derive(Debug, Clone)]
pub struct CheckedPlaybook {
    /// Its own name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Hash of its content.
    pub hash: String,
    /// The content as kept.
    pub content: String,
}

/// Installs a version on behalf of an employee.
///
/// # Errors
/// `Denied`; store errors.
pub fn install_playbook(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, playbook: CheckedPlaybook) -> Done<PlaybookId> {
    allow(actor, Action::InstallPlaybook)?;
    ensure_playbook(tx, ctx, playbook)
}

/// Installs a version unless the one in force has the very same content. The program does this with the playbook it
/// carries when the office has none.
///
/// # Errors
/// Store errors.
pub fn ensure_playbook(tx: &mut dyn Tx, ctx: &mut Context<'_>, playbook: CheckedPlaybook) -> Done<PlaybookId> {
    if let Some(in_force) = tx.playbooks()?.into_iter().next()
        && in_force.hash == playbook.hash
    {
        return Ok(in_force.id);
    }
    let id = ctx.id(PlaybookId);
    tx.add_playbook(&InstalledPlaybook {
        id,
        name: playbook.name,
        version: playbook.version,
        hash: playbook.hash,
        installed: ctx.now,
        content: playbook.content,
    })?;
    Ok(id)
}
