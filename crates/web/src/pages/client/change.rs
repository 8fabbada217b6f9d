//! Changing a client: its fields, facts, numbers; merging with a duplicate and taking that back.

use app::edit_client::{ClientChange, add_address, edit_client, learn_by_hand, remove_address};
use app::error::AppError;
use app::merge_clients::{merge_clients, undo_merge};
use app::model::client::{ClientKind, FactState, Standing};
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::id::{ChannelId, ClientId, EmployeeId, MergeId};
use domain::rights::Action;
use maud::{Markup, html};

use super::ClientView;
use crate::errors::Fail;
use crate::form::Pairs;
use crate::layout::Frame;
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{Field, field, select, submit};
use crate::{format, names, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post("/clients/{id}", Access::May(Action::EditClients), save)
        .post("/clients/{id}/merge", Access::May(Action::MergeClients), merge)
        .post("/clients/{id}/unmerge", Access::May(Action::MergeClients), unmerge)
}

async fn save(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, pairs: Pairs) -> Result<Redirect, Fail> {
    let (actor, id) = (signed.employee, ClientId(id));
    let change = ClientChange {
        kind: ClientKind::from_code(pairs.text("kind")).unwrap_or(ClientKind::Company),
        standing: Standing::from_code(pairs.text("standing")).unwrap_or(Standing::Potential),
        form: Some(pairs.text("form").to_owned()),
        name: pairs.text("name").to_owned(),
        inn: Some(pairs.text("inn").to_owned()),
        responsible: pairs.text("responsible").parse().ok().map(EmployeeId),
    };
    state
        .write::<_, _>(move |tx, ctx| {
            edit_client(tx, ctx, &actor, id, change)?;
            for (name, value) in pairs.starting("fact-") {
                learn_by_hand(tx, ctx, &actor, id, name, value)?;
            }
            for gone in pairs.all("remove-address").filter_map(|one| one.parse().ok()) {
                remove_address(tx, ctx, &actor, id, ChannelId(gone))?;
            }
            match pairs.text("address").trim() {
                "" => Ok::<_, AppError>(()),
                new => add_address(tx, ctx, &actor, id, new),
            }
        })
        .await?;
    Ok(Redirect::to(&format!("/clients/{id}?said=saved")))
}

async fn merge(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, pairs: Pairs) -> Result<Redirect, Fail> {
    let other = pairs.text("other").parse().map(ClientId).map_err(|_| Fail::NotFound)?;
    let merged = state.write(move |tx, ctx| merge_clients(tx, ctx, &signed.employee, ClientId(id), other)).await?;
    Ok(Redirect::to(&format!("/clients/{}?said=merged", merged.kept)))
}

async fn unmerge(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, pairs: Pairs) -> Result<Redirect, Fail> {
    let merge = pairs.text("merge").parse().map(MergeId).map_err(|_| Fail::NotFound)?;
    state.write(move |tx, ctx| undo_merge(tx, ctx, &signed.employee, merge)).await?;
    Ok(Redirect::to(&format!("/clients/{id}?said=unmerged")))
}

/// The form of changes: everything of the card in one place, saved together.
pub(super) fn form(frame: &Frame, view: &ClientView) -> Markup {
    let lang = frame.lang;
    let card = &view.card;
    let client = &card.client;
    let kinds: Vec<_> = ClientKind::ALL.iter().map(|k| (k.code().to_owned(), names::client_kind(lang, *k))).collect();
    let standings: Vec<_> = Standing::ALL.iter().map(|s| (s.code().to_owned(), names::standing(lang, *s))).collect();
    let mut people: Vec<_> = view.timeline.people.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    people.sort_by(|a, b| a.1.cmp(&b.1));
    people.insert(0, (String::new(), t!(lang, "people-nobody")));
    let responsible = client.responsible.map(|id| id.to_string()).unwrap_or_default();
    html! {
        form.stack method="post" action=(format!("/clients/{}", client.id)) {
            (frame.csrf_field())
            div.row {
                (field(&Field { name: "form", label: t!(lang, "client-form"), value: client.form.as_deref().unwrap_or_default(), ..Field::default() }))
                (field(&Field { name: "name", label: t!(lang, "client-name"), value: &client.name, ..Field::default() }))
            }
            div.row {
                (select("kind", &t!(lang, "client-kind"), &kinds, client.kind.code(), None))
                (select("standing", &t!(lang, "client-standing"), &standings, client.standing.code(), None))
            }
            div.row {
                (field(&Field { name: "inn", label: t!(lang, "client-inn"), value: client.inn.as_deref().unwrap_or_default(), ..Field::default() }))
                (select("responsible", &t!(lang, "client-responsible-field"), &people, &responsible, None))
            }
            (facts(frame, view))
            @if !card.channels.is_empty() {
                fieldset {
                    legend { (t!(lang, "address-remove")) }
                    @for channel in &card.channels {
                        (crate::ui::choice("checkbox", "remove-address", &channel.id.to_string(), false, &format::phone(&channel.value), None))
                    }
                }
            }
            (field(&Field { name: "address", label: t!(lang, "address-add"), help: Some(t!(lang, "address-add-help")), ..Field::default() }))
            div.actions { (submit(&t!(lang, "save"))) }
        }
    }
}

/// A field for every fact of the playbook that is not kept as a field, a person or a number of its own.
fn facts(frame: &Frame, view: &ClientView) -> Markup {
    const ELSEWHERE: [&str; 5] = ["name", "company", "phone", "email", "inn"];
    let lang = frame.lang;
    let known = |name: &str| {
        let fact = view.card.facts.iter().find(|fact| fact.name == name && fact.state == FactState::Known);
        fact.map(|fact| fact.value.clone()).unwrap_or_default()
    };
    html! {
        @if let Some(playbook) = &view.timeline.catalogue.current {
            @for fact in playbook.facts.iter().filter(|fact| !ELSEWHERE.contains(&fact.id.as_str())) {
                @let name = format!("fact-{}", fact.id);
                @let value = known(&fact.id);
                @if fact.values.is_empty() {
                    (field(&Field { name: &name, label: fact.title.get(lang).to_owned(), value: &value, ..Field::default() }))
                } @else {
                    @let options: Vec<_> = std::iter::once((String::new(), t!(lang, "fact-unknown"))).chain(fact.values.iter().map(|one| (one.id.clone(), one.title.get(lang).to_owned()))).collect();
                    (select(&name, fact.title.get(lang), &options, &value, None))
                }
            }
        }
    }
}
