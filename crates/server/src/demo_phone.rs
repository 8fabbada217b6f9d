//! The demonstration phone at work: rings at desks that are open, gives up when nobody answers, hangs up in the end.

use std::time::Duration;

use app::context::Context;
use app::demonstration::phone::{DemoCall, SEED, event, next_demo_call};
use app::error::Done;
use app::model::people::Employee;
use app::ports::Tx;
use app::receive_call_event::receive_call_event;
use domain::call::{CallEvent, CallState, Direction, EventKind};
use domain::id::{CallId, EmployeeId};
use domain::time::Time;
use tokio::sync::watch;
use web::AppState;

const TICK: Duration = Duration::from_secs(1);
/// Whoever tries the program out looks around first: the phone is more patient than a caller, seconds.
const RINGS: i64 = 45;
/// Calls of an earlier run that were left open are looked for this far back, seconds.
const LEFT_OPEN: i64 = 24 * 3600;
/// The first extension given to somebody who has none.
const FIRST_EXTENSION: u32 = 101;

struct Running {
    id: CallId,
    call: DemoCall,
    first_ring: Time,
    extension: String,
}

/// Rings until the program is told to stop.
pub(crate) async fn keep_ringing(state: AppState, mut closing: watch::Receiver<bool>) {
    if let Err(why) = end_left_open(&state).await {
        tracing::warn!(%why, "demonstration calls of the last run cannot be ended");
    }
    let mut running: Vec<Running> = Vec::new();
    loop {
        tokio::select! {
            _ = closing.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(TICK) => {}
        }
        for (employee, nth) in state.demo_phone.due(state.now()) {
            match ring(&state, employee, u64::from(nth)).await {
                Ok(Some(call)) => running.push(call),
                Ok(None) => state.demo_phone.busy(employee, state.now()),
                Err(why) => tracing::warn!(%why, "the demonstration phone cannot ring"),
            }
        }
        let mut still = Vec::new();
        for call in running {
            match advance(&state, &call).await {
                Ok(true) => still.push(call),
                Ok(false) => {}
                Err(why) => tracing::warn!(%why, "a demonstration call cannot go on"),
            }
        }
        running = still;
    }
}

/// Rings at a desk; `None` when there is a call at it already.
async fn ring(state: &AppState, employee: EmployeeId, nth: u64) -> Done<Option<Running>> {
    state
        .write(move |tx, ctx| {
            let Some(employee) = tx.employee(employee)? else { return Ok(None) };
            for sheet in tx.open_sheets(employee.id)? {
                if tx.call(sheet.call)?.is_some_and(|call| !call.state.over()) {
                    return Ok(None);
                }
            }
            let extension = extension_of(tx, employee.clone())?;
            let call = next_demo_call(SEED, employee.language, nth);
            let ringing = event(&call, ctx.now, EventKind::Ringing, Some(&extension), ctx.now);
            let kept = receive_call_event(tx, ctx, &ringing)?;
            Ok(Some(Running { id: kept.id, call, first_ring: ctx.now, extension }))
        })
        .await
}

/// The employee's extension; in a demonstration office whoever has none is given the next free one.
fn extension_of(tx: &mut dyn Tx, employee: Employee) -> Done<String> {
    if let Some(extension) = employee.extension {
        return Ok(extension);
    }
    let mut number = FIRST_EXTENSION;
    while tx.employee_by_extension(&number.to_string())?.is_some() {
        number += 1;
    }
    tx.put_employee(&Employee { extension: Some(number.to_string()), ..employee })?;
    Ok(number.to_string())
}

/// Ends the call when its time has come; gives whether it goes on.
async fn advance(state: &AppState, running: &Running) -> Done<bool> {
    let (id, now) = (running.id, state.now());
    let Some(call) = state.read(move |tx| Ok(tx.call(id)?)).await? else { return Ok(false) };
    let over = match call.state {
        CallState::Ringing => now.seconds_since(running.first_ring) >= RINGS,
        CallState::Talking => call.talk_seconds(now).is_some_and(|talked| talked >= running.call.talks),
        CallState::Ended | CallState::Missed => return Ok(false),
    };
    if over {
        let ended = event(&running.call, running.first_ring, EventKind::Ended, Some(&running.extension), now);
        state.write(move |tx, ctx| receive_call_event(tx, ctx, &ended)).await?;
    }
    Ok(!over)
}

/// A program that was killed in the middle of a demonstration call ends it when it comes back.
async fn end_left_open(state: &AppState) -> Done<()> {
    state
        .write(|tx, ctx| {
            for call in tx.running_calls(ctx.now.plus_seconds(-LEFT_OPEN))? {
                if call.key.starts_with("demo-") {
                    end(tx, ctx, call.key)?;
                }
            }
            Ok(())
        })
        .await
}

fn end(tx: &mut dyn Tx, ctx: &mut Context<'_>, call: String) -> Done<()> {
    let event = CallEvent {
        call,
        kind: EventKind::Ended,
        at: ctx.now,
        direction: Direction::In,
        number: None,
        called: None,
        extension: None,
    };
    receive_call_event(tx, ctx, &event).map(|_| ())
}
