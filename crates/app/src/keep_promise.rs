//! Marking an own promise as kept, or taking that back.

use domain::id::PromiseId;
use domain::rights::Action;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done};
use crate::live::tell;
use crate::model::client::{Promise, PromiseState};
use crate::model::people::Employee;
use crate::ports::Tx;

/// Sets how an own promise stands.
///
/// # Errors
/// `Denied`; `NotFound`, also for a colleague's; store errors.
pub fn set_promise(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    id: PromiseId,
    state: PromiseState,
) -> Done<Promise> {
    allow(actor, Action::TakeCalls)?;
    let promise = tx.promise(id)?.filter(|promise| promise.employee == actor.id).ok_or(AppError::NotFound("promise"))?;
    let promise = Promise { state, closed: (state != PromiseState::Open).then_some(ctx.now), ..promise };
    tx.put_promise(&promise)?;
    tell(tx, ctx, Some(actor.id), "promise", promise.id.0)?;
    Ok(promise)
}
