//! A telephone tells what happened to a call: the call is understood anew, sheets open and close, desks hear of it.

use domain::call::{CallEvent, CallState, EventKind, understand};
use domain::id::{CallId, EmployeeId, SheetId};
use domain::sheet::Draft;
use domain::time::Time;

use crate::context::Context;
use crate::error::{Done, invalid};
use crate::live::tell;
use crate::model::call::{Call, Evidence};
use crate::model::people::Employee;
use crate::model::sheet::{Sheet, SheetState};
use crate::ports::Tx;

/// Longest text of an event's field kept.
const FIELD_LIMIT: usize = 200;

/// How far from what is known of a call an event of the same name may lie, seconds: further off the source uses the name again.
const NAME_LASTS: i64 = 24 * 3600;

/// Takes one event in. Events may come in any order and repeat: the call is always what their set says.
///
/// Whoever rings gets a sheet; when another answers, or nobody does, untouched sheets are dropped and those with
/// something typed stay. A name whose call was over more than a day before begins a new call.
///
/// # Errors
/// `Invalid` for an empty or overlong field; store errors.
pub fn receive_call_event(tx: &mut dyn Tx, ctx: &mut Context<'_>, event: &CallEvent) -> Done<Call> {
    check(event)?;
    let (key, known) = call_of(tx, event)?;
    let event = &CallEvent { call: key, ..event.clone() };
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

/// The call an event belongs to, and its key: the name itself, or the name used again.
fn call_of(tx: &mut dyn Tx, event: &CallEvent) -> Done<(String, Option<Call>)> {
    let first = tx.call_by_key(&event.call)?;
    if first.as_ref().is_none_or(|call| call.key != call.name() || belongs(call, event)) {
        return Ok((event.call.clone(), first));
    }
    let key_at = |at| Call::key_of_reuse(&event.call, at);
    let last = tx.last_call_between(&key_at(Time::from_micros(0)), &key_at(event.at.plus_seconds(NAME_LASTS)))?;
    Ok(match last.filter(|call| belongs(call, event)) {
        Some(call) => (call.key.clone(), Some(call)),
        None => (key_at(event.at), None),
    })
}

/// Whether an event may be one of this call's: near in time to what is known, or the end of a call that still goes on.
fn belongs(call: &Call, event: &CallEvent) -> bool {
    let last = [call.answered, call.ended].into_iter().flatten().fold(call.started, Time::max);
    let ends = event.kind == EventKind::Ended && !call.state.over();
    event.at >= call.started.plus_seconds(-NAME_LASTS) && (ends || event.at <= last.plus_seconds(NAME_LASTS))
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
