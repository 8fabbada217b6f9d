//! Saving a yellow sheet as it is typed.

use domain::id::SheetId;
use domain::rights::Action;
use domain::sheet::{LINE_LIMIT, Patch, merge};

use crate::access::allow;
use crate::context::Context;
use crate::desk::reading::remember;
use crate::desk::show::place_of;
use crate::error::{AppError, Done, invalid};
use crate::live::tell;
use crate::model::office::Office;
use crate::model::people::Employee;
use crate::model::sheet::{Sheet, SheetState};
use crate::ports::Tx;

/// Most moves of one talk kept.
const MOVES_LIMIT: usize = 2_000;

/// The actor's own sheet.
///
/// # Errors
/// `Denied`; `NotFound`, also for another's sheet; store errors.
pub fn own_sheet(tx: &mut dyn Tx, actor: &Employee, id: SheetId) -> Done<Sheet> {
    allow(actor, Action::TakeCalls)?;
    tx.sheet(id)?.filter(|sheet| sheet.employee == actor.id).ok_or(AppError::NotFound("sheet"))
}

/// Puts a page's save into the sheet, and tells the employee's other pages of a new line. Repeating the same save changes nothing; a stale one loses nothing.
///
/// # Errors
/// `NotFound`; `Conflict("recorded")` when the sheet is recorded: reopen it first; `Invalid` for a line too long;
/// store errors.
pub fn save_sheet(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    office: &Office,
    id: SheetId,
    patch: Patch,
) -> Done<Sheet> {
    let sheet = own_sheet(tx, actor, id)?;
    if patch.line.as_ref().is_some_and(|line| line.len() > LINE_LIMIT) {
        return Err(invalid("line", "too-long"));
    }
    if sheet.state == SheetState::Recorded {
        return Err(AppError::Conflict("recorded"));
    }
    let mut draft = merge(sheet.draft.clone(), patch);
    if draft.line != sheet.draft.line || draft.by_hand != sheet.draft.by_hand {
        remember(&mut draft, &place_of(office, ctx.now));
    }
    if draft.line.len() > LINE_LIMIT || draft.moves.len() > MOVES_LIMIT {
        return Err(invalid("line", "too-long"));
    }
    if draft == sheet.draft && sheet.state == SheetState::Open {
        return Ok(sheet);
    }
    let line = sheet.draft.line.clone();
    // Typing on a sheet that was dropped takes it up again: nothing typed is lost.
    let saved = Sheet { draft, version: sheet.version + 1, changed: ctx.now, state: SheetState::Open, ..sheet };
    tx.put_sheet(&saved)?;
    if saved.draft.line != line {
        tell(tx, ctx, Some(actor.id), "sheet", saved.id.0)?;
    }
    Ok(saved)
}
