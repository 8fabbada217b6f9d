//! A client's page: who they are, what is known and where from, one timeline of everything, newest first.

mod card;
mod change;
mod timeline;
mod write;

use std::collections::{BTreeSet, HashMap};

use app::error::Done;
use app::merge_clients::propose_duplicates;
use app::model::client::{Client, ClientCard, Merge};
use app::model::journal::{After, TimelineItem};
use app::model::letter::StoredLetter;
use app::model::people::Employee;
use app::model::work::InteractionKind;
use app::open_client::{open_client, responsible, timeline};
use app::open_letter::letter_of_line;
use app::ports::Tx;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{ClientId, EmployeeId, InteractionId};
use domain::rights::Action;
use domain::time::Time;
use maud::{Markup, html};
use serde::Deserialize;

use crate::catalogue::Catalogue;
use crate::errors::Fail;
use crate::form::Fragment;
use crate::layout::{Frame, Page, Place};
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::{names, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/clients/{id}", Access::May(Action::SeeClients), show)
        .get("/clients/{id}/timeline", Access::May(Action::SeeClients), more)
        .with(change::routes)
}

/// Everything the page shows.
#[derive(Clone)]
pub(crate) struct ClientView {
    pub card: ClientCard,
    pub responsible: Option<(Employee, Option<Employee>)>,
    pub duplicates: Vec<Client>,
    pub merges: Vec<Merge>,
    pub timeline: TimelineView,
    pub may_edit: bool,
    pub may_merge: bool,
    pub may_write: bool,
    /// The domain of type addresses; empty where there is none.
    pub type_domain: String,
    pub said: Option<String>,
}

/// One page of the timeline.
#[derive(Clone, Default)]
pub(crate) struct TimelineView {
    pub client: Option<ClientId>,
    /// The page does not begin with the newest contact.
    pub later: bool,
    pub typed: String,
    pub items: Vec<TimelineItem>,
    pub people: HashMap<EmployeeId, String>,
    pub catalogue: Catalogue,
    /// The letters behind lines, for those who may see them.
    pub letters: HashMap<InteractionId, StoredLetter>,
}

impl TimelineView {
    /// The name of an employee; a dash for somebody the store no longer names.
    pub(crate) fn who(&self, id: EmployeeId) -> &str {
        self.people.get(&id).map_or("—", String::as_str)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    at: Option<i64>,
    id: Option<i64>,
    said: String,
}

impl Asked {
    fn after(&self) -> Option<After> {
        self.at.zip(self.id).map(|(at, id)| After { at: Time::from_micros(at), id })
    }
}

async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let (actor, now, typed, after) = (signed.employee.clone(), signed.frame.now, asked.q.clone(), asked.after());
    let may_merge = actor.roles.scope(Action::MergeClients).is_some();
    let may_edit = actor.roles.scope(Action::EditClients).is_some();
    let may_write = actor.roles.scope(Action::WriteLetters).is_some();
    let type_domain = state.settings.type_domain.clone();
    let (mut view, versions) = state
        .read(move |tx| {
            let card = open_client(tx, &actor, ClientId(id))?;
            let answers = responsible(tx, &card.client, now)?;
            let duplicates = propose_duplicates(tx, &actor, &card.client)?;
            let merges = if may_merge { tx.merges(card.client.id)? } else { Vec::new() };
            let (timeline, versions) = read_timeline(tx, &actor, card.client.id, typed, after)?;
            let view = ClientView {
                card,
                responsible: answers,
                duplicates,
                merges,
                timeline,
                may_edit,
                may_merge,
                may_write,
                type_domain,
                said: None,
            };
            Ok((view, versions))
        })
        .await?;
    // A merged client leads to the one that was kept, under its own address.
    if view.card.client.id != ClientId(id) {
        return Ok(Redirect::to(&format!("/clients/{}", view.card.client.id)).into_response());
    }
    view.timeline.catalogue = state.catalogue(versions).await?;
    view.said = said(&signed.frame, &asked.said);
    Ok(page(&signed.frame, &view).into_response())
}

fn said(frame: &Frame, code: &str) -> Option<String> {
    match code {
        "merged" => Some(t!(frame.lang, "merge-done")),
        "unmerged" => Some(t!(frame.lang, "merge-undone")),
        "saved" => Some(t!(frame.lang, "client-saved")),
        _ => None,
    }
}

fn read_timeline(
    tx: &mut dyn Tx,
    actor: &Employee,
    client: ClientId,
    typed: String,
    after: Option<After>,
) -> Done<(TimelineView, BTreeSet<domain::id::PlaybookId>)> {
    let items = timeline(tx, actor, client, &typed, after)?;
    let people = tx.employees()?.into_iter().map(|one| (one.id, one.name())).collect();
    let versions = items.iter().flat_map(|item| item.units.iter().map(|unit| unit.playbook)).collect();
    let later = after.is_some();
    let letters = letters_behind(tx, actor, &items)?;
    Ok((TimelineView { client: Some(client), later, typed, items, people, catalogue: Catalogue::default(), letters }, versions))
}

/// The letters behind the lines of a page, as far as the reader may see them.
fn letters_behind(tx: &mut dyn Tx, actor: &Employee, items: &[TimelineItem]) -> Done<HashMap<InteractionId, StoredLetter>> {
    let mut letters = HashMap::new();
    if actor.roles.scope(Action::SeeLetters).is_none() {
        return Ok(letters);
    }
    for line in items.iter().map(|item| &item.interaction).filter(|line| line.kind == InteractionKind::Letter) {
        if let Some(id) = letter_of_line(tx, actor, line.id)?
            && let Some(letter) = tx.letter(id)?
        {
            letters.insert(line.id, letter);
        }
    }
    Ok(letters)
}

async fn more(
    State(state): State<AppState>,
    signed: Signed,
    Fragment(fragment): Fragment,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    if !fragment {
        return Ok(Redirect::to(&format!("/clients/{id}?q={}", crate::errors::percent(&asked.q))).into_response());
    }
    let (actor, typed, after) = (signed.employee.clone(), asked.q.clone(), asked.after());
    let (mut view, versions) = state.read(move |tx| read_timeline(tx, &actor, ClientId(id), typed, after)).await?;
    view.catalogue = state.catalogue(versions).await?;
    let markup = if after.is_some() { timeline::items(&signed.frame, &view) } else { timeline::list(&signed.frame, &view) };
    Ok(markup.into_response())
}

pub(crate) fn page(frame: &Frame, view: &ClientView) -> Markup {
    let lang = frame.lang;
    let client = &view.card.client;
    let title = names::client(lang, client.form.as_deref(), &client.name);
    let body = html! {
        header.page-head {
            h1 { (title) }
            div.actions {
                span.tag { (names::client_kind(lang, client.kind)) }
                span.tag.yellow { (names::standing(lang, client.standing)) }
                @if view.may_write { (write::button(frame, view)) }
            }
            p { (card::answers(frame, view)) }
        }
        @if let Some(said) = &view.said { p.notice role="status" { (said) } }
        (card::duplicates(frame, view))
        @if view.may_write { (write::by_mail_program(frame, view)) }
        div.client-page {
            section.client-card aria-label=(t!(lang, "client-card")) { (card::card(frame, view)) }
            section.client-timeline { (timeline::section(frame, &view.timeline)) }
        }
    };
    frame.page(&Page::new(&title).at(Place::Clients).wide().script("letters.js"), &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::sample;

    #[test]
    fn a_client_renders_in_both_languages_with_everything_it_may_have() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let html = page(&frame, &sample::client_view(frame.now)).into_string();
            assert!(html.contains(&t!(lang, "contact-call", direction = "in")));
            let person = if lang == Lang::Ru {
                "Иванов Пётр Сергеевич"
            } else {
                "Пётр Сергеевич Иванов"
            };
            for part in ["ООО Стройдом", person, "345-67-89", "ВВГнг", "Ким", "/merge"] {
                assert!(html.contains(part), "{part} in {lang:?}");
            }
            assert!(!html.contains("<img src=x"), "hostile words stay text");
        }
    }
}
