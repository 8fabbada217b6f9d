//! "I took this call": the sheet and its unit move to the colleague who really talked.

use domain::id::{CallId, UnitId};
use domain::rights::Action;
use domain::sheet::Draft;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done};
use crate::live::tell;
use crate::model::call::Call;
use crate::model::people::Employee;
use crate::model::sheet::{Sheet, SheetState};
use crate::model::work::{Interaction, UnitState, WorkUnit};
use crate::ports::Tx;
use crate::receive_call_event::new_sheet;

/// Moves a call to the actor: with the colleague's sheet and everything typed on it; a recorded one with its units.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("frozen")` when a unit was drawn for review; store errors.
pub fn take_over_call(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: CallId) -> Done<Sheet> {
    allow(actor, Action::TakeCalls)?;
    let call = tx.call(id)?.ok_or(AppError::NotFound("call"))?;
    let sheets = tx.sheets_of_call(id)?;
    let from = call.employee.filter(|one| *one != actor.id);
    tx.put_call(&Call { employee: Some(actor.id), ..call.clone() })?;
    let own = sheets.iter().find(|sheet| sheet.employee == actor.id && sheet.state != SheetState::Dropped);
    let theirs = sheets.iter().find(|sheet| sheet.employee != actor.id && sheet.state != SheetState::Dropped);
    let sheet = match (own, theirs) {
        (Some(own), Some(theirs)) if own.state == SheetState::Open && own.draft == Draft::default() => {
            // It rang here too: the empty sheet gives way to the one the talk was written on.
            tx.put_sheet(&Sheet { state: SheetState::Dropped, version: own.version + 1, changed: ctx.now, ..own.clone() })?;
            move_sheet(tx, ctx, actor, theirs)?
        }
        (Some(own), _) => own.clone(),
        (None, Some(theirs)) => move_sheet(tx, ctx, actor, theirs)?,
        (None, None) => {
            let sheet = new_sheet(ctx, &call, actor.id);
            tx.add_sheet(&sheet)?;
            sheet
        }
    };
    let mut told = vec![actor.id];
    told.extend(from);
    told.extend(theirs.map(|sheet| sheet.employee));
    told.dedup();
    for employee in told {
        tell(tx, ctx, Some(employee), "call", call.id.0)?;
    }
    Ok(sheet)
}

fn move_sheet(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, theirs: &Sheet) -> Done<Sheet> {
    for unit in tx.units_of_sheet(theirs.id)?.into_iter().filter(|unit| unit.state == UnitState::Counted) {
        if unit.frozen {
            return Err(AppError::Conflict("frozen"));
        }
        tx.set_unit_state(unit.id, UnitState::Withdrawn)?;
        tx.add_unit(&WorkUnit { id: ctx.id(UnitId), employee: actor.id, replaces: Some(unit.id), ..unit })?;
    }
    if let Some(id) = theirs.interaction
        && let Some(interaction) = tx.interaction(id)?
    {
        tx.put_interaction(&Interaction { employee: actor.id, ..interaction })?;
    }
    let sheet = Sheet { employee: actor.id, version: theirs.version + 1, changed: ctx.now, ..theirs.clone() };
    tx.put_sheet(&sheet)?;
    Ok(sheet)
}
