//! Calls no exchange tells of: "I am on the phone now", and a call on a mobile entered afterwards.

use domain::call::{CallState, Direction};
use domain::id::CallId;
use domain::rights::Action;
use domain::time::Time;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done, invalid};
use crate::live::tell;
use crate::model::call::{Call, Evidence};
use crate::model::people::Employee;
use crate::model::sheet::Sheet;
use crate::ports::Tx;
use crate::receive_call_event::new_sheet;

/// Longest number kept, characters.
const NUMBER_LIMIT: usize = 64;

/// A call as its employee enters it.
#[derive(Debug, Clone)]
pub struct EnteredCall {
    /// Which way.
    pub direction: Direction,
    /// The client's number, E.164 or as typed; `None` when not known.
    pub number: Option<String>,
    /// When it began; `None` is now, and the call goes on.
    pub started: Option<Time>,
    /// How long it took, seconds, for a call that is over.
    pub seconds: Option<i64>,
}

/// Opens a sheet for a call the employee entered. Its evidence is the employee's word.
///
/// # Errors
/// `Denied`; `Invalid` for a start in the future, a length below 0 or above a day, or a number too long; store errors.
pub fn enter_call(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, entered: EnteredCall) -> Done<Sheet> {
    allow(actor, Action::TakeCalls)?;
    let seconds = entered.seconds.unwrap_or(0);
    if !(0..=86_400).contains(&seconds) {
        return Err(invalid("minutes", "not-a-length"));
    }
    if entered.number.as_ref().is_some_and(|number| number.chars().count() > NUMBER_LIMIT) {
        return Err(invalid("number", "too-long"));
    }
    let over = entered.started.is_some();
    let started = entered.started.unwrap_or(ctx.now);
    if started > ctx.now {
        return Err(invalid("started", "in-the-future"));
    }
    let id = ctx.id(CallId);
    let call = Call {
        id,
        key: format!("word-{id}"),
        direction: entered.direction,
        number: crate::people::optional(entered.number.as_deref()),
        called: None,
        state: if over { CallState::Ended } else { CallState::Talking },
        started,
        answered: Some(started),
        ended: over.then(|| started.plus_seconds(seconds)),
        rang: Vec::new(),
        talked: Vec::new(),
        employee: Some(actor.id),
        evidence: Evidence::Word,
    };
    tx.add_call(&call)?;
    let sheet = new_sheet(ctx, &call, actor.id);
    tx.add_sheet(&sheet)?;
    tell(tx, ctx, Some(actor.id), "call", call.id.0)?;
    Ok(sheet)
}

/// Says that a call is over. One the exchange tells of ends by itself, unless the word of its end is lost: then the
/// employee says so while it talks, and an end that comes later after all corrects the time.
///
/// # Errors
/// `NotFound` for another's sheet; store errors.
pub fn end_entered_call(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, sheet: domain::id::SheetId) -> Done<Call> {
    allow(actor, Action::TakeCalls)?;
    let sheet = tx.sheet(sheet)?.filter(|sheet| sheet.employee == actor.id).ok_or(AppError::NotFound("sheet"))?;
    let mut call = tx.call(sheet.call)?.ok_or(AppError::NotFound("call"))?;
    if !call.state.over() && (call.evidence == Evidence::Word || call.state == CallState::Talking) {
        call.state = CallState::Ended;
        call.ended = Some(ctx.now);
        tx.put_call(&call)?;
        tell(tx, ctx, Some(actor.id), "call", call.id.0)?;
    }
    Ok(call)
}
