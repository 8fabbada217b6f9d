//! What is done on the desk: each handler is one use case, answered with the desk as it is then.

use std::sync::Arc;

use app::context::Context;
use app::desk::view::Recorded;
use app::enter_call::{EnteredCall, end_entered_call, enter_call};
use app::error::{AppError, Done};
use app::keep_promise::set_promise;
use app::model::client::PromiseState;
use app::model::office::Office;
use app::model::people::Employee;
use app::ports::Tx;
use app::record_sheet::{InForce, leave_as_recorded, record_sheet, reopen_sheet, undo_recording};
use app::save_sheet::{own_sheet, save_sheet};
use app::take_over_call::take_over_call;
use axum::Json;
use axum::extract::{Path, Query, State};
use domain::call::{CallEvent, Direction, EventKind};
use domain::id::{CallId, ClientId, PersonId, PromiseId, SheetId};
use domain::sheet::{Caller, Patch};
use domain::time::Time;
use jiff::civil::DateTime;
use maud::{Markup, html};
use serde::Deserialize;

use super::show::{Open, in_force, load, named_values, read_sheet, sheet_parts};
use super::{keys, sheet};
use crate::errors::Fail;
use crate::form::Pairs;
use crate::routes::Signed;
use crate::state::AppState;
use crate::{format, names, t};

/// Longest call one may enter, minutes: a day.
const MINUTES: i64 = 1440;

type Answer = Result<Markup, Fail>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    sheet: String,
}

/// The page; `?sheet=` opens that one.
pub(super) async fn page(state: &AppState, signed: &Signed, sheet: Option<SheetId>) -> Answer {
    state.demo_phone.opened(&signed.office, &signed.employee, state.now());
    let shown = load(state, signed, sheet.map_or(Open::Urgent, Open::This)).await?;
    Ok(shown.page(state, signed))
}

/// The columns anew, for a desk that heard of a change or opens another sheet.
pub(super) async fn columns(State(state): State<AppState>, signed: Signed, Query(wanted): Query<Wanted>) -> Answer {
    answer(&state, &signed, wanted.sheet.parse().ok().map(SheetId).map_or(Open::Urgent, Open::This), &html! {}).await
}

async fn answer(state: &AppState, signed: &Signed, open: Open, said: &Markup) -> Answer {
    Ok(load(state, signed, open).await?.columns(state, signed, said))
}

/// A message, with "undo" for a sheet that was recorded.
fn say(signed: &Signed, words: &str, undo: Option<SheetId>) -> Markup {
    html! {
        div data-toast data-undo=[undo] {
            span { (words) }
            @if undo.is_some() { " " button type="button" data-undo { (t!(signed.frame.lang, "desk-undo")) " " (keys::kbd(keys::UNDO)) } }
        }
    }
}

/// Saves as typed; answers with the sheet and the guide.
pub(super) async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    Json(mut patch): Json<Patch>,
) -> Answer {
    let playbook = in_force(&state).await?.1;
    named_values(&mut patch, &playbook);
    let (actor, office, book) = (signed.employee.clone(), signed.office.clone(), Arc::clone(&playbook));
    let view = state
        .write(move |tx, ctx| {
            save_sheet(tx, ctx, &actor, &office, SheetId(id), patch)?;
            read_sheet(tx, ctx.now, &actor, &office, &book, SheetId(id))
        })
        .await?;
    Ok(sheet_parts(&signed, &view, &playbook))
}

/// What a command carries: the sheet that is open and what was not saved yet.
struct Carried {
    actor: Employee,
    office: Arc<Office>,
    open: Option<SheetId>,
    patch: Option<Patch>,
}

impl Carried {
    fn of(signed: &Signed, form: &Pairs) -> Result<Self, Fail> {
        let patch = match form.text("patch") {
            "" => None,
            text => Some(serde_json::from_str(text).map_err(|why| Fail::Bad(why.to_string()))?),
        };
        let open = form.text("sheet").parse().ok().map(SheetId);
        Ok(Carried { actor: signed.employee.clone(), office: signed.office.clone(), open, patch })
    }

    /// Saves what the command brought along, so that both are done or none.
    fn save(self, tx: &mut dyn Tx, ctx: &mut Context<'_>) -> Done<()> {
        if let (Some(open), Some(patch)) = (self.open, self.patch) {
            save_sheet(tx, ctx, &self.actor, &self.office, open, patch)?;
        }
        Ok(())
    }
}

/// Records the sheet: exactly the type that was shown.
pub(super) async fn record(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, form: Pairs) -> Answer {
    let playbook = in_force(&state).await?;
    let (actor, office, mut carried) = (signed.employee.clone(), signed.office.clone(), Carried::of(&signed, &form)?);
    if let Some(patch) = &mut carried.patch {
        named_values(patch, &playbook.1);
    }
    let accept = Some(form.text("accept").to_owned()).filter(|id| !id.is_empty());
    let (recorded, name) = state
        .write(move |tx, ctx| {
            carried.save(tx, ctx)?;
            let in_force = InForce { id: playbook.0, playbook: &playbook.1 };
            let recorded = record_sheet(tx, ctx, &actor, &office, in_force, SheetId(id), accept.as_deref())?;
            let client = recorded.client.map(|id| tx.client(id)).transpose()?.flatten();
            Ok((recorded, client.map(|client| (client.form, client.name))))
        })
        .await?;
    let name = name.map(|(form, name)| names::client(signed.frame.lang, form.as_deref(), &name));
    let said = say(&signed, &recorded_words(&signed, &recorded, name), Some(SheetId(id)));
    answer(&state, &signed, Open::Urgent, &said).await
}

fn recorded_words(signed: &Signed, recorded: &Recorded, name: Option<String>) -> String {
    let lang = signed.frame.lang;
    let who = match (recorded.not_client, name) {
        (Some(_), _) => t!(lang, "desk-toast-not-client"),
        (None, None) => t!(lang, "desk-toast-no-client"),
        (None, Some(name)) if recorded.new_client => t!(lang, "desk-toast-new-client", name = name),
        (None, Some(name)) => name,
    };
    let mut parts = vec![who];
    parts.extend(recorded.promises.iter().map(|promise| {
        let what = super::words::action(lang, &promise.action);
        promise
            .due
            .map_or_else(|| what.clone(), |due| format!("{what} {}", super::words::due(&signed.frame, due, promise.all_day)))
    }));
    let credited: i64 = recorded.units.iter().map(|unit| unit.credited).sum();
    if credited > 0 {
        parts.push(t!(lang, "desk-toast-units", norm = format::duration(lang, credited)));
    }
    t!(lang, "desk-toast-recorded", what = parts.join("; "))
}

/// Undoes a recording and opens the sheet again.
pub(super) async fn undo(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, form: Pairs) -> Answer {
    let (actor, carried) = (signed.employee.clone(), Carried::of(&signed, &form)?);
    state
        .write(move |tx, ctx| {
            carried.save(tx, ctx)?;
            undo_recording(tx, ctx, &actor, SheetId(id))
        })
        .await?;
    answer(&state, &signed, Open::This(SheetId(id)), &say(&signed, &t!(signed.frame.lang, "desk-toast-undone"), None)).await
}

/// Opens a recorded sheet to correct it.
pub(super) async fn reopen(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Answer {
    let actor = signed.employee.clone();
    state.write(move |tx, ctx| reopen_sheet(tx, ctx, &actor, SheetId(id))).await?;
    answer(&state, &signed, Open::This(SheetId(id)), &say(&signed, &t!(signed.frame.lang, "desk-toast-reopened"), None)).await
}

/// Closes a reopened sheet as it was recorded. What was typed since goes away, also what was not saved yet.
pub(super) async fn leave(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Answer {
    let actor = signed.employee.clone();
    state.write(move |tx, ctx| leave_as_recorded(tx, ctx, &actor, SheetId(id))).await?;
    answer(&state, &signed, Open::Urgent, &say(&signed, &t!(signed.frame.lang, "desk-toast-left"), None)).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Who {
    client: Option<i64>,
    person: Option<i64>,
    undecided: Option<String>,
}

/// Settles who calls: `?client=1&person=2`, `?undecided`, anything else is somebody new.
pub(super) async fn caller(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    Query(who): Query<Who>,
    form: Pairs,
) -> Answer {
    let caller = match who {
        Who { client: Some(client), person, .. } => Caller::Known { client: ClientId(client), person: person.map(PersonId) },
        Who { undecided: Some(_), .. } => Caller::Undecided,
        _ => Caller::New,
    };
    let (actor, office, carried) = (signed.employee.clone(), signed.office.clone(), Carried::of(&signed, &form)?);
    state
        .write(move |tx, ctx| {
            carried.save(tx, ctx)?;
            save_sheet(tx, ctx, &actor, &office, SheetId(id), Patch { caller: Some(caller), ..Patch::default() })
        })
        .await?;
    answer(&state, &signed, Open::This(SheetId(id)), &html! {}).await
}

/// Ends a call that no exchange ends: one entered by hand, or one of the demonstration phone.
pub(super) async fn end(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, form: Pairs) -> Answer {
    let (actor, carried) = (signed.employee.clone(), Carried::of(&signed, &form)?);
    let office = signed.office.clone();
    state
        .write(move |tx, ctx| {
            carried.save(tx, ctx)?;
            let kept = own_sheet(tx, &actor, SheetId(id))?;
            let call = tx.call(kept.call)?.ok_or(AppError::NotFound("call"))?;
            if office.demonstration && sheet::is_demo(&call) {
                let event = handset(&call, EventKind::Ended, &actor, ctx.now);
                return app::receive_call_event::receive_call_event(tx, ctx, &event);
            }
            end_entered_call(tx, ctx, &actor, SheetId(id))
        })
        .await?;
    answer(&state, &signed, Open::This(SheetId(id)), &html! {}).await
}

/// Picks up a call of the demonstration phone.
pub(super) async fn pick_up(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, form: Pairs) -> Answer {
    let (actor, carried) = (signed.employee.clone(), Carried::of(&signed, &form)?);
    let open = carried.open;
    let demonstration = signed.office.demonstration;
    state
        .write(move |tx, ctx| {
            carried.save(tx, ctx)?;
            let call =
                tx.call(CallId(id))?.filter(|call| demonstration && sheet::is_demo(call)).ok_or(AppError::NotFound("call"))?;
            let event = handset(&call, EventKind::Answered, &actor, ctx.now);
            app::receive_call_event::receive_call_event(tx, ctx, &event)
        })
        .await?;
    answer(&state, &signed, open.map_or(Open::Urgent, Open::This), &html! {}).await
}

fn handset(call: &app::model::call::Call, kind: EventKind, actor: &Employee, at: Time) -> CallEvent {
    CallEvent {
        call: call.key.clone(),
        kind,
        at,
        direction: call.direction,
        number: call.number.clone(),
        called: call.called.clone(),
        extension: call.rang.first().cloned().or_else(|| actor.extension.clone()),
    }
}

/// Opens a sheet for a call past the exchange.
pub(super) async fn enter(State(state): State<AppState>, signed: Signed, form: Pairs) -> Answer {
    let entered = entered(&signed, &form)?;
    let actor = signed.employee.clone();
    let sheet = state.write(move |tx, ctx| enter_call(tx, ctx, &actor, entered)).await?;
    answer(&state, &signed, Open::This(sheet.id), &html! {}).await
}

/// A call as the form says it: local times are of the office.
fn entered(signed: &Signed, form: &Pairs) -> Result<EnteredCall, Fail> {
    let started = match form.text("started").trim() {
        "" => None,
        text => {
            let local: DateTime = text.parse().map_err(|_| Fail::Invalid("started", "not-a-time"))?;
            Some(Time::from_local(local, &signed.frame.tz))
        }
    };
    let minutes = match form.text("minutes").trim() {
        "" => None,
        text => Some(
            text.parse::<i64>().ok().filter(|one| (0..=MINUTES).contains(one)).ok_or(Fail::Invalid("minutes", "not-a-length"))?,
        ),
    };
    // Minutes without a start: the call has just ended.
    let started = match (started, minutes) {
        (None, Some(minutes)) => Some(signed.frame.now.plus_seconds(-minutes * 60)),
        (started, _) => started,
    };
    let number = crate::phone::normalise(form.text("number"), signed.frame.lang);
    Ok(EnteredCall {
        direction: Direction::from_code(form.text("direction")),
        number,
        started,
        seconds: minutes.map(|minutes| minutes * 60),
    })
}

/// "I took this call."
pub(super) async fn take(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, form: Pairs) -> Answer {
    let (actor, carried) = (signed.employee.clone(), Carried::of(&signed, &form)?);
    let sheet = state
        .write(move |tx, ctx| {
            carried.save(tx, ctx)?;
            take_over_call(tx, ctx, &actor, CallId(id))
        })
        .await?;
    answer(&state, &signed, Open::This(sheet.id), &say(&signed, &t!(signed.frame.lang, "desk-toast-taken"), None)).await
}

/// A promise is kept.
pub(super) async fn promise_done(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, form: Pairs) -> Answer {
    let (actor, carried) = (signed.employee.clone(), Carried::of(&signed, &form)?);
    let open = carried.open;
    state
        .write(move |tx, ctx| {
            carried.save(tx, ctx)?;
            set_promise(tx, ctx, &actor, PromiseId(id), PromiseState::Kept)
        })
        .await?;
    let said = say(&signed, &t!(signed.frame.lang, "desk-toast-promise"), None);
    answer(&state, &signed, open.map_or(Open::Urgent, Open::This), &said).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Switch {
    on: String,
}

/// Lets the demonstration phone ring by itself, or stops it.
pub(super) async fn demo(State(state): State<AppState>, signed: Signed, Query(switch): Query<Switch>, form: Pairs) -> Answer {
    let carried = Carried::of(&signed, &form)?;
    let open = carried.open;
    state.write(move |tx, ctx| carried.save(tx, ctx)).await?;
    state.demo_phone.switch(&signed.employee, switch.on == "yes", state.now());
    answer(&state, &signed, open.map_or(Open::Urgent, Open::This), &html! {}).await
}

/// The sheet on paper.
pub(super) async fn print(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Answer {
    let shown = load(&state, &signed, Open::This(SheetId(id))).await?;
    shown.open.as_ref().map(|view| super::print::filled(&signed.frame, view)).ok_or(Fail::NotFound)
}

/// A blank sheet on paper.
pub(super) async fn blank(State(state): State<AppState>, signed: Signed) -> Answer {
    let playbook = state.playbook().await?.map(|(_, playbook)| playbook);
    Ok(super::print::blank(&signed.frame, playbook.as_deref()))
}
