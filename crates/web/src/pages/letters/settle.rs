//! What is done with a letter without writing one: whose it is, that it needs no answer, its type, an acknowledgement.

use app::acknowledge_letter::acknowledge_letter;
use app::find_clients::find_clients;
use app::model::letter::LetterList;
use app::open_letter::{Whose, list_letters, may_see};
use app::record_sheet::InForce;
use app::settle_letter::{Belongs, assign_letter, close_by_call, mark_read, reopen_letter, set_private, type_sent_letter};
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use domain::id::{ClientId, LetterId};
use domain::sheet::NotClient;
use maud::{Markup, html};
use serde::Deserialize;

use super::thread::belongs;
use crate::errors::Fail;
use crate::form::Pairs;
use crate::pages::desk::in_force;
use crate::routes::Signed;
use crate::state::AppState;

/// Clients found while one types whose a letter is.
const FOUND: i64 = 7;

fn back(id: i64, said: &str) -> Redirect {
    Redirect::to(&format!("/letters/{id}?said={said}"))
}

/// Whose it is; then the next letter nobody knows, if there is one.
pub(super) async fn assign(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    form: Pairs,
) -> Result<Redirect, Fail> {
    let said = form.text("belongs");
    let belongs = match (said, NotClient::from_code(said), said.parse()) {
        ("new", ..) => Belongs::NewClient,
        (_, Some(kind), _) => Belongs::NotClient(kind),
        (_, _, Ok(client)) => Belongs::Client(ClientId(client)),
        _ => return Err(Fail::Invalid("belongs", "empty")),
    };
    let actor = signed.employee.clone();
    let next = state
        .write(move |tx, ctx| {
            assign_letter(tx, ctx, &actor, LetterId(id), &belongs)?;
            let rest = list_letters(tx, &actor, LetterList::Unmatched, Whose::Mine, "", None, ctx.now)?;
            Ok(rest.first().map(|one| one.letter.id))
        })
        .await?;
    Ok(next.map_or_else(|| back(id, "assigned"), |next| Redirect::to(&format!("/letters/{next}?said=assigned"))))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    q: String,
}

/// Clients found by what is typed, each a button that says the letter is theirs.
pub(super) async fn clients(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    Query(typed): Query<Typed>,
) -> Result<Markup, Fail> {
    let actor = signed.employee.clone();
    let found = state
        .read(move |tx| {
            may_see(tx, &actor, LetterId(id))?;
            let found = find_clients(tx, &actor, &typed.q, FOUND)?;
            Ok(found.into_iter().map(|one| tx.client(one.id)).collect::<Result<Vec<_>, _>>()?)
        })
        .await?;
    Ok(html! { @for client in found.iter().flatten() { li { (belongs(&signed.frame, LetterId(id), client, None)) } } })
}

pub(super) async fn read(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Redirect, Fail> {
    let (version, playbook) = in_force(&state).await?;
    let actor = signed.employee.clone();
    state.write(move |tx, ctx| mark_read(tx, ctx, &actor, InForce { id: version, playbook: &playbook }, LetterId(id))).await?;
    Ok(back(id, "read"))
}

pub(super) async fn called(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Redirect, Fail> {
    let actor = signed.employee.clone();
    state.write(move |tx, ctx| close_by_call(tx, ctx, &actor, LetterId(id))).await?;
    Ok(back(id, "called"))
}

pub(super) async fn reopen(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Redirect, Fail> {
    let actor = signed.employee.clone();
    state.write(move |tx, ctx| reopen_letter(tx, ctx, &actor, LetterId(id))).await?;
    Ok(back(id, "reopened"))
}

pub(super) async fn private(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    form: Pairs,
) -> Result<Redirect, Fail> {
    let (actor, private) = (signed.employee.clone(), form.text("private") != "no");
    state.write(move |tx, ctx| set_private(tx, ctx, &actor, LetterId(id), private)).await?;
    Ok(back(id, if private { "private" } else { "not-private" }))
}

/// The type of a letter that was sent past us.
pub(super) async fn give_type(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    form: Pairs,
) -> Result<Redirect, Fail> {
    let (version, playbook) = in_force(&state).await?;
    let actor = signed.employee.clone();
    state
        .write(move |tx, ctx| {
            let force = InForce { id: version, playbook: &playbook };
            type_sent_letter(tx, ctx, &actor, force, LetterId(id), form.text("work_type"), form.text("note"))
        })
        .await?;
    Ok(back(id, "typed"))
}

/// "Received": one key, and it can be taken back like every letter.
pub(super) async fn acknowledge(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Redirect, Fail> {
    let (version, playbook) = in_force(&state).await?;
    let (actor, office) = (signed.employee.clone(), signed.office.clone());
    let sent = state
        .write(move |tx, ctx| {
            acknowledge_letter(tx, ctx, &actor, &office, InForce { id: version, playbook: &playbook }, LetterId(id))
        })
        .await?;
    state.outbox.notify_one();
    Ok(Redirect::to(&format!("/letters/{id}?sent={}", sent.id)))
}
