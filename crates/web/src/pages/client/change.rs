//! Changing a client: its fields, facts, numbers; merging with a duplicate and taking that back.

use app::edit_client::{ClientChange, add_address, edit_client, learn_by_hand, remove_address};
use app::error::AppError;
use app::find_clients::standing_client;
use app::merge_clients::{merge_clients, undo_merge};
use app::model::client::{Client, ClientKind, FactState, Standing};
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
    state
        .write::<_, _>(move |tx, ctx| {
            let change = change(&standing_client(tx, id)?, &pairs);
            edit_client(tx, ctx, &actor, id, change)?;
            for (name, value) in pairs.starting("fact-").filter(|(name, _)| changed(&pairs, &format!("fact-{name}"))) {
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

/// What the form's reader changed; every other field stays as it is now: it may have been learned since the form was opened.
fn change(now: &Client, pairs: &Pairs) -> ClientChange {
    let text = |name: &str, now: &str| if changed(pairs, name) { pairs.text(name) } else { now }.to_owned();
    ClientChange {
        kind: ClientKind::from_code(&text("kind", now.kind.code())).unwrap_or(now.kind),
        standing: Standing::from_code(&text("standing", now.standing.code())).unwrap_or(now.standing),
        form: Some(text("form", now.form.as_deref().unwrap_or_default())),
        name: text("name", &now.name),
        inn: Some(text("inn", now.inn.as_deref().unwrap_or_default())),
        responsible: match changed(pairs, "responsible") {
            true => pairs.text("responsible").parse().ok().map(EmployeeId),
            false => now.responsible,
        },
    }
}

/// Whether a field differs from what the form showed when it was opened; a form that does not say changes what it sends.
fn changed(pairs: &Pairs, name: &str) -> bool {
    // A field of one line drops the line ends of what it shows.
    let one_line = |text: &str| text.replace(['\r', '\n'], "").trim().to_owned();
    let (was, is) = (format!("was-{name}"), pairs.all(name).next());
    is.is_some_and(|is| pairs.all(&was).next().is_none_or(|was| one_line(was) != one_line(is)))
}

/// What a field shows when the form is opened, sent along with it.
fn was(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(format!("was-{name}")) value=(value); }
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
            (was("form", client.form.as_deref().unwrap_or_default()))
            (was("name", &client.name))
            (was("kind", client.kind.code()))
            (was("standing", client.standing.code()))
            (was("inn", client.inn.as_deref().unwrap_or_default()))
            (was("responsible", &responsible))
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
                // A value that is not in the list is shown as none.
                @let shown = fact.values.is_empty() || fact.values.iter().any(|one| one.id == value);
                (was(&name, if shown { &value } else { "" }))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_from_what_was_shown_is_changed() {
        let form = Pairs::parse(
            "fact-a=&was-fact-a=&fact-b=x&was-fact-b=y&fact-c=&was-fact-c=z&fact-d=pq&was-fact-d=p%0D%0Aq&fact-e=1".as_bytes(),
        );
        let names: Vec<&str> =
            form.starting("fact-").map(|(name, _)| name).filter(|n| changed(&form, &format!("fact-{n}"))).collect();
        assert_eq!(names, ["b", "c", "e"]);
        assert!(!changed(&form, "fact-none"));
    }
}
