//! "I took this call": the sheet and its unit move to the colleague who really talked.

use domain::id::{CallId, UnitId};
use domain::rights::Action;
use domain::sheet::Draft;

use crate::access::{allow, allow_for};
use crate::context::Context;
use crate::error::{AppError, Done};
use crate::live::tell;
use crate::model::call::Call;
use crate::model::people::Employee;
use crate::model::sheet::{Sheet, SheetState};
use crate::model::work::{Interaction, UnitState, WorkUnit};
use crate::ports::Tx;
use crate::receive_call_event::new_sheet;

/// A colleague's call may be taken for so long; later it takes somebody who may see the colleague's sheets.
const FRESH_SECONDS: i64 = 24 * 3600;

/// Moves a call to the actor: with the sheet of whoever held it and everything typed on it; a recorded one with its
/// units. What the actor had typed on an own sheet of the call is kept behind it, and the talk counts once.
///
/// # Errors
/// `Denied`, also for an old call of somebody else's; `NotFound`; `Conflict("frozen")` when a unit was drawn for
/// review; store errors.
pub fn take_over_call(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: CallId) -> Done<Sheet> {
    allow(actor, Action::TakeCalls)?;
    let call = tx.call(id)?.ok_or(AppError::NotFound("call"))?;
    let from = call.employee.filter(|one| *one != actor.id);
    if let Some(holder) = from
        && call.state.over()
        && ctx.now.seconds_since(call.started) > FRESH_SECONDS
    {
        allow_for(tx, actor, Action::SeeSheets, holder)?;
    }
    let sheets: Vec<Sheet> = tx.sheets_of_call(id)?.into_iter().filter(|sheet| sheet.state != SheetState::Dropped).collect();
    tx.put_call(&Call { employee: Some(actor.id), ..call.clone() })?;
    let own = sheets.iter().find(|sheet| sheet.employee == actor.id);
    let mut others = sheets.iter().filter(|sheet| sheet.employee != actor.id);
    let theirs = others.clone().find(|sheet| Some(sheet.employee) == from).or_else(|| others.next());
    let sheet = match (own, theirs) {
        (Some(own), Some(theirs)) if own.state == SheetState::Open => {
            tx.put_sheet(&Sheet { state: SheetState::Dropped, version: own.version + 1, changed: ctx.now, ..own.clone() })?;
            let moved = move_sheet(tx, ctx, actor, theirs)?;
            write_behind(tx, ctx, moved, &own.draft.line)?
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

/// Puts words typed elsewhere behind the line of a sheet; a recorded one is open again for them.
fn write_behind(tx: &mut dyn Tx, ctx: &Context<'_>, sheet: Sheet, words: &str) -> Done<Sheet> {
    let words = words.trim();
    if words.is_empty() || sheet.draft.line.contains(words) {
        return Ok(sheet);
    }
    let line = format!("{} {words}", sheet.draft.line).trim().to_owned();
    let sheet = Sheet {
        state: SheetState::Open,
        draft: Draft { line, ..sheet.draft },
        version: sheet.version + 1,
        changed: ctx.now,
        ..sheet
    };
    tx.put_sheet(&sheet)?;
    Ok(sheet)
}
