//! Sending: through the gate, with ten seconds to take the letter back; throwing a letter away.

use app::error::AppError;
use app::model::outgoing::{Outgoing, OutgoingState};
use app::record_sheet::InForce;
use app::send_letter::{send_letter, take_letter_back};
use app::suggest_letter_type::suggest_letter_type;
use app::write_letter::{discard_letter, own_outgoing, save_letter};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::OutgoingId;
use domain::letter::gaps;
use domain::time::Time;
use jiff::civil::DateTime;
use maud::{Markup, html};

use super::compose::{self, Trouble, send_state};
use super::words;
use super::write::whole_form;
use crate::errors::Fail;
use crate::form::{Fragment, Pairs};
use crate::layout::Frame;
use crate::pages::desk::in_force;
use crate::routes::Signed;
use crate::state::AppState;
use crate::{format, t};

/// Sends, or says at the button why not.
pub(super) async fn send(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    Fragment(fragment): Fragment,
    form: Pairs,
) -> Result<Response, Fail> {
    let (version, playbook) = in_force(&state).await?;
    let at = send_at(&signed.frame, form.text("send_at"))?;
    if at.is_some_and(|at| at <= signed.frame.now) {
        return Err(Fail::Invalid("send_at", "in-the-past"));
    }
    let whole = whole_form(&form);
    let asked = form.text("gaps") == "ok";
    let (actor, book) = (signed.employee.clone(), playbook.clone());
    let id = OutgoingId(id);
    // What is typed is kept also where the letter may not leave.
    if let Some(patch) = whole {
        let actor = actor.clone();
        state.write(move |tx, ctx| save_letter(tx, ctx, &actor, id, patch)).await?;
    }
    let sent = state
        .write(move |tx, ctx| {
            let outgoing = own_outgoing(tx, &actor, id)?;
            if !asked && open_gaps(&outgoing) > 0 {
                return Ok(Err(Trouble::Gaps(open_gaps(&outgoing))));
            }
            Ok(Ok(send_letter(tx, ctx, &actor, InForce { id: version, playbook: &book }, id, at)?))
        })
        .await;
    let trouble = match sent {
        Ok(Ok(sent)) => {
            state.outbox.notify_one();
            return Ok(Redirect::to(&gone_to(&sent)).into_response());
        }
        Ok(Err(trouble)) => trouble,
        Err(AppError::Invalid { problem, .. }) => Trouble::Refused(problem),
        Err(AppError::Conflict(problem)) if problem != "letter-left" => Trouble::Refused(problem),
        Err(other) => return Err(other.into()),
    };
    if !fragment {
        let page = compose::page_of(&state, &signed, id, Some(trouble)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (actor, book) = (signed.employee.clone(), playbook.clone());
    let (outgoing, suggestions) = state
        .read(move |tx| {
            let outgoing = own_outgoing(tx, &actor, id)?;
            let suggestions = suggest_letter_type(tx, &book, &outgoing)?;
            Ok((outgoing, suggestions))
        })
        .await?;
    let markup = send_state(&signed.frame, &playbook, &outgoing, &suggestions, Some(trouble));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
}

/// Gaps of a template that nobody has filled.
fn open_gaps(outgoing: &Outgoing) -> usize {
    if outgoing.raw.is_some() { 0 } else { gaps(&outgoing.content.text) + gaps(&outgoing.content.subject) }
}

/// Where the page goes on after Send: the list, with the letter to take back.
fn gone_to(sent: &Outgoing) -> String {
    format!("/letters?sent={}", sent.id)
}

fn send_at(frame: &Frame, typed: &str) -> Result<Option<Time>, Fail> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let local: DateTime = typed.trim().parse().map_err(|_| Fail::Invalid("send_at", "not-a-time"))?;
    Ok(Some(Time::from_local(local, &frame.tz)))
}

/// Takes a letter back: its page opens again.
pub(super) async fn take_back(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Redirect, Fail> {
    let actor = signed.employee.clone();
    state.write(move |tx, ctx| take_letter_back(tx, ctx, &actor, OutgoingId(id))).await?;
    Ok(Redirect::to(&format!("/outgoing/{id}")))
}

/// Throws a letter in the making away.
pub(super) async fn discard(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Redirect, Fail> {
    let actor = signed.employee.clone();
    state.write(move |tx, ctx| discard_letter(tx, ctx, &actor, OutgoingId(id))).await?;
    Ok(Redirect::to("/letters?list=own"))
}

/// Says that a letter is about to leave, and takes it back with one key.
pub(super) fn undo_note(frame: &Frame, sent: Option<&Outgoing>) -> Markup {
    let lang = frame.lang;
    html! {
        @if let Some(one) = sent.filter(|one| one.state == OutgoingState::Queued) {
            @let leaves = one.next_try.unwrap_or(frame.now);
            div.notice.undo-note role="status" data-leaves=(leaves.seconds_since(frame.now).max(0)) {
                form method="post" action=(format!("/outgoing/{}/back", one.id)) {
                    (frame.csrf_field())
                    @match one.send_at {
                        Some(at) => { span { (t!(lang, "sent-later", when = format::moment(lang, &frame.tz, frame.now, at), subject = words::subject(lang, &one.content.subject))) } }
                        None => { span { (t!(lang, "sent-now", subject = words::subject(lang, &one.content.subject))) } }
                    }
                    " " button.button.small type="submit" data-undo { (t!(lang, "desk-undo")) " " kbd { "Alt+Z" } }
                }
            }
        }
    }
}
