//! Telling open pages what changed.

use domain::id::{EmployeeId, EventId};

use crate::context::Context;
use crate::error::Done;
use crate::model::journal::LiveEvent;
use crate::ports::Tx;

/// Tells one employee's pages, or everybody's, that a thing changed.
///
/// # Errors
/// Store errors.
pub fn tell(tx: &mut dyn Tx, ctx: &mut Context<'_>, employee: Option<EmployeeId>, kind: &str, subject: i64) -> Done<()> {
    let event = LiveEvent { id: ctx.id(EventId), employee, kind: kind.to_owned(), subject, at: ctx.now };
    Ok(tx.add_event(&event)?)
}
