//! A telephone tells what happened to a call: the call is understood anew, sheets open and close, desks hear of it.

use domain::call::{CallEvent, CallState, understand};
use domain::id::{CallId, EmployeeId, SheetId};
use domain::sheet::Draft;

use crate::context::Context;
use crate::error::{Done, invalid};
use crate::live::tell;
use crate::model::call::{Call, Evidence};
use crate::model::people::Employee;
use crate::model::sheet::{Sheet, SheetState};
use crate::ports::Tx;

/// Longest text of an event's field kept.
const FIELD_LIMIT: usize = 200;

/// Takes one event in. Events may come in any order and repeat: the call is always what their set says.
///
/// Whoever rings gets a sheet; when another answers, or nobody does, untouched sheets are dropped and those with
/// something typed stay.
///
/// # Errors
/// `Invalid` for an empty or overlong field; store errors.
pub fn receive_call_event(tx: &mut dyn Tx, ctx: &mut Context<'_>, event: &CallEvent) -> Done<Call> {
    check(event)?;
    let known = tx.call_by_key(&event.call)?;
    let fresh = tx.add_call_event(event, ctx.now)?;
    if let Some(call) = &known
        && !fresh
    {
        return Ok(call.clone());
    }
    let events = tx.call_events(&event.call)?;
    let understood = understand(&events).ok_or(invalid("event", "empty"))?;
    let rang = employees(tx, &understood.rang)?;
    let talked = employees(tx, &understood.talked)?;
    let call = Call {
        id: known.as_ref().map_or_else(|| ctx.id(CallId), |call| call.id),
        key: event.call.clone(),
        direction: understood.direction,
        number: understood.number,
        called: understood.called,
        state: understood.state,
        started: understood.started,
        answered: understood.answered,
        ended: understood.ended,
        rang: understood.rang,
        talked: understood.talked,
        employee: known.as_ref().and_then(|call| call.employee).or_else(|| talked.first().map(|one| one.id)),
        evidence: Evidence::Exchange,
    };
    match &known {
        None => tx.add_call(&call)?,
        Some(before) if *before != call => tx.put_call(&call)?,
        Some(_) => {}
    }
    let mut concerned: Vec<EmployeeId> = Vec::new();
    for employee in rang.iter().chain(&talked) {
        if !concerned.contains(&employee.id) {
            concerned.push(employee.id);
        }
    }
    fit_sheets(tx, ctx, &call, &concerned, &talked)?;
    // Everybody: colleagues see the call too, and may say that they took it.
    tell(tx, ctx, None, "call", call.id.0)?;
    Ok(call)
}

fn check(event: &CallEvent) -> Done<()> {
    if event.call.trim().is_empty() {
        return Err(invalid("call", "empty"));
    }
    let fields = [
        ("call", Some(&event.call)),
        ("number", event.number.as_ref()),
        ("called", event.called.as_ref()),
        ("extension", event.extension.as_ref()),
    ];
    for (field, value) in fields {
        if value.is_some_and(|value| value.len() > FIELD_LIMIT) {
            return Err(invalid(field, "too-long"));
        }
    }
    Ok(())
}

fn employees(tx: &mut dyn Tx, extensions: &[String]) -> Done<Vec<Employee>> {
    let mut found = Vec::new();
    for extension in extensions {
        found.extend(tx.employee_by_extension(extension)?);
    }
    Ok(found)
}

/// Opens a sheet for everyone a call rings at or who talks, and drops untouched ones that are not needed any more.
fn fit_sheets(tx: &mut dyn Tx, ctx: &mut Context<'_>, call: &Call, concerned: &[EmployeeId], talked: &[Employee]) -> Done<()> {
    let sheets = tx.sheets_of_call(call.id)?;
    // A call taken over by somebody the exchange did not hear stays with them: nobody else gets a new sheet of it.
    let taken_over = call.employee.is_some_and(|owner| talked.iter().all(|one| one.id != owner));
    for employee in concerned {
        let talks = talked.iter().any(|one| one.id == *employee);
        let needed = talks || call.state == CallState::Ringing;
        let theirs = sheets.iter().find(|sheet| sheet.employee == *employee);
        match theirs {
            None if needed && !taken_over => {
                tx.add_sheet(&new_sheet(ctx, call, *employee))?;
            }
            Some(sheet) if sheet.state == SheetState::Dropped && talks => {
                tx.put_sheet(&Sheet { state: SheetState::Open, changed: ctx.now, version: sheet.version + 1, ..sheet.clone() })?;
            }
            Some(sheet) if sheet.state == SheetState::Open && !needed && sheet.draft == Draft::default() => {
                tx.put_sheet(&Sheet {
                    state: SheetState::Dropped,
                    changed: ctx.now,
                    version: sheet.version + 1,
                    ..sheet.clone()
                })?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// A fresh sheet of a call.
pub(crate) fn new_sheet(ctx: &mut Context<'_>, call: &Call, employee: EmployeeId) -> Sheet {
    Sheet {
        id: ctx.id(SheetId),
        call: call.id,
        employee,
        state: SheetState::Open,
        draft: Draft::default(),
        version: 1,
        created: ctx.now,
        changed: ctx.now,
        client: None,
        interaction: None,
    }
}
