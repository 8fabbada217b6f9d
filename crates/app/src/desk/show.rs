//! Computing the views of the desk from what is kept.

use domain::id::{PersonId, SheetId};
use domain::playbook::{Playbook, fact};
use domain::rights::Action;
use domain::sheet::Draft;
use domain::time::Time;

use super::caller::{WhoCalls, candidates, who_calls};
use super::reading::{Place, ReadFact, Reading, read};
use super::talk::{self, Talk};
use super::types::{Looks, likely_types};
use super::view::{CallCard, DeskView, FactSource, FactView, NotReady, PromiseCard, SheetCard, SheetView};
use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done};
use crate::model::call::Call;
use crate::model::client::{Client, ClientCard, FactState, FoundClient, Person};
use crate::model::journal::{JournalFilter, JournalOrder};
use crate::model::office::Office;
use crate::model::people::Employee;
use crate::model::sheet::Sheet;
use crate::open_client::{open_client, responsible};
use crate::ports::Tx;
use crate::save_sheet::own_sheet;
use crate::show_output::{day_output, full_name, zone_of};

/// Running calls older than this are taken for lost ends, seconds.
const RUNNING_SECONDS: i64 = 6 * 3600;
/// Most lines of each list of the desk.
const LIST: i64 = 50;

/// Where and when an office's drafts are read.
#[must_use]
pub fn place_of(office: &Office, now: Time) -> Place {
    Place { zone: zone_of(office), day: office.day, now }
}

/// A sheet's draft as read; times count from the last change of the sheet.
#[must_use]
pub fn reading_of(sheet: &Sheet, office: &Office) -> Reading {
    read(&sheet.draft, &place_of(office, sheet.changed))
}

/// The desk of an employee.
///
/// # Errors
/// `Denied`; store errors.
pub fn show_desk(tx: &mut dyn Tx, ctx: &Context<'_>, actor: &Employee, office: &Office) -> Done<DeskView> {
    allow(actor, Action::TakeCalls)?;
    let mut sheets = Vec::new();
    for sheet in tx.open_sheets(actor.id)? {
        let Some(call) = tx.call(sheet.call)? else { continue };
        let card = card(tx, call, actor)?;
        sheets.push(SheetCard { sheet, card });
    }
    let mut colleagues = Vec::new();
    for call in tx.running_calls(ctx.now.plus_seconds(-RUNNING_SECONDS))? {
        let own = call.employee == Some(actor.id) || sheets.iter().any(|one| one.card.call.id == call.id);
        if !own {
            colleagues.push(card(tx, call, actor)?);
        }
    }
    let today = ctx.now.local(&zone_of(office)).date();
    let (from, until) = Time::day(today, &zone_of(office));
    let lines = |employees, missed| JournalFilter {
        from,
        until,
        employees,
        missed,
        limit: LIST,
        order: JournalOrder::Newest,
        ..JournalFilter::default()
    };
    let day = tx.journal(&lines(Some(vec![actor.id]), Some(false)))?;
    let mut missed = Vec::new();
    for line in tx.journal(&lines(None, Some(true)))? {
        let called_back = match &line.call.number {
            Some(number) => tx.talked_since(number, line.call.started)?,
            None => true,
        };
        if !called_back {
            missed.push(card(tx, line.call, actor)?);
        }
    }
    let output = match allow(actor, Action::SeeOutput) {
        Ok(_) => Some(day_output(tx, actor, office, actor.id, today, ctx.now)?),
        Err(_) => None,
    };
    let mut promises = Vec::new();
    for promise in tx.promises_of_employee(actor.id, LIST)? {
        let client = promise.client.map(|id| tx.client(id)).transpose()?.flatten();
        promises.push(PromiseCard { promise, client: client.map(|client| (client.form, client.name)) });
    }
    Ok(DeskView { sheets, colleagues, missed, promises, output, day })
}

/// A call with who it may be.
///
/// # Errors
/// Store errors.
pub fn card(tx: &mut dyn Tx, call: Call, actor: &Employee) -> Done<CallCard> {
    let matches = match &call.number {
        Some(number) => {
            tx.clients_by_channel(number, LIST)?.into_iter().map(|(client, person)| found(client, person, &call)).collect()
        }
        None => Vec::new(),
    };
    let colleague = match call.employee.filter(|one| *one != actor.id) {
        Some(id) => tx.employee(id)?.map(|employee| employee.name()),
        None => None,
    };
    Ok(CallCard { call, matches, colleague })
}

fn found(client: Client, person: Option<Person>, call: &Call) -> FoundClient {
    FoundClient {
        id: client.id,
        kind: client.kind,
        standing: client.standing,
        form: client.form,
        name: client.name,
        person: person.map(|person| person.full_name()),
        phone: call.number.clone(),
        responsible: client.responsible,
        last_contact: client.last_contact,
    }
}

/// A yellow sheet with all that is understood of it. The employee's own; `seed` settles which wording is offered.
///
/// # Errors
/// `Denied`; `NotFound`; store errors.
pub fn show_sheet(
    tx: &mut dyn Tx,
    ctx: &Context<'_>,
    actor: &Employee,
    office: &Office,
    playbook: &Playbook,
    id: SheetId,
) -> Done<SheetView> {
    let sheet = own_sheet(tx, actor, id)?;
    let call = tx.call(sheet.call)?.ok_or(AppError::NotFound("call"))?;
    let reading = reading_of(&sheet, office);
    let candidates = candidates(tx, &call, &reading)?;
    let who = who_calls(tx, &sheet.draft, &candidates)?;
    let (client, person) = match &who {
        WhoCalls::Known { client, person, .. } => (Some(open_client(tx, actor, client.id)?), person.clone()),
        _ => (None, None),
    };
    let answers_for = match &client {
        Some(card) => responsible(tx, &card.client, ctx.now)?,
        None => None,
    };
    let responsible = answers_for
        .filter(|(employee, _)| employee.id != actor.id)
        .map(|(employee, deputy)| (employee.name(), deputy.map(|deputy| deputy.name())));
    let facts = facts(playbook, actor, &call, &sheet.draft, &reading, client.as_ref());
    let counts = tx.phrase_counts()?;
    let talk = Talk {
        playbook,
        office: &office.name,
        employee: actor,
        call: &call,
        sheet: &sheet,
        reading: &reading,
        client: client.as_ref(),
        person: person.as_ref(),
        person_chosen: matches!(who, WhoCalls::Known { chosen: true, .. }),
    };
    let told = talk::listen(&talk, &counts);
    let looks = Looks {
        direction: call.direction,
        known_client: client.is_some(),
        unanswered: call.answered.is_none() && call.state.over(),
        draft: &sheet.draft,
        reading: &reading,
    };
    let types = likely_types(playbook, looks, actor.language);
    let not_ready = not_ready(&sheet, &call, &who, types.is_empty());
    Ok(SheetView {
        matches: candidates.into_iter().map(|(client, person)| with_person(client, person, &call)).collect(),
        client,
        responsible,
        missing: missing(playbook, actor, &facts, &told.refused),
        facts,
        refused: told.refused,
        moment: told.moment,
        say: if sheet.draft.not_client.is_some() { Vec::new() } else { told.say },
        types,
        steps: reading.steps,
        note: reading.note,
        not_ready,
        call,
        sheet,
    })
}

fn with_person(client: Client, person: Option<Person>, call: &Call) -> (FoundClient, Option<PersonId>) {
    let id = person.as_ref().map(|person| person.id);
    (found(client, person, call), id)
}

fn not_ready(sheet: &Sheet, call: &Call, who: &WhoCalls, no_types: bool) -> Option<NotReady> {
    if !call.state.over() {
        Some(NotReady::CallGoesOn)
    } else if sheet.draft.not_client.is_none() && *who == WhoCalls::Maybe {
        Some(NotReady::WhichClient)
    } else if no_types {
        Some(NotReady::NoType)
    } else {
        None
    }
}

/// The facts of the sheet, then those known of the client, in the order of the playbook.
fn facts(
    playbook: &Playbook,
    actor: &Employee,
    call: &Call,
    draft: &Draft,
    reading: &Reading,
    client: Option<&ClientCard>,
) -> Vec<FactView> {
    let mut views: Vec<FactView> = reading.facts.iter().map(|read| view_of(playbook, actor, read)).collect();
    let struck: Vec<&str> =
        draft.by_hand.iter().filter(|change| change.value.is_none()).map(|change| change.fact.as_str()).collect();
    let mut add = |name: &str, value: &str, source: FactSource, confidence: i64| {
        if !value.is_empty() && !struck.contains(&name) && !views.iter().any(|view| view.name == name) {
            views.push(FactView {
                name: name.to_owned(),
                title: title(playbook, actor, name),
                text: shown_value(playbook, actor, name, value),
                confidence,
                source,
            });
        }
    };
    if let Some(card) = client {
        let client = &card.client;
        if client.kind == crate::model::client::ClientKind::Company {
            add(fact::COMPANY, &full_name(client.form.as_deref(), &client.name), FactSource::Client, 1000);
        }
        if let [person] = card.people.as_slice() {
            add(fact::NAME, &person.full_name(), FactSource::Client, 700);
        }
        // What somebody wanted last time is no wish of today.
        for kept in card.facts.iter().filter(|kept| kept.state == FactState::Known && kept.name != fact::INTEREST) {
            add(&kept.name, &kept.value, FactSource::Client, 1000);
        }
    }
    if let Some(number) = &call.number {
        add(fact::PHONE, number, FactSource::Exchange, 800);
    }
    let order = |name: &str| playbook.facts.iter().position(|fact| fact.id == name).unwrap_or(usize::MAX);
    views.sort_by_key(|view| order(&view.name));
    views
}

fn view_of(playbook: &Playbook, actor: &Employee, read: &ReadFact) -> FactView {
    FactView {
        name: read.name.clone(),
        title: title(playbook, actor, &read.name),
        text: shown_value(playbook, actor, &read.name, &read.value),
        confidence: read.confidence,
        source: read.source.clone(),
    }
}

/// What a fact is called; one the playbook does not know keeps its name.
#[must_use]
pub fn title(playbook: &Playbook, actor: &Employee, name: &str) -> String {
    playbook.fact(name).map_or_else(|| name.to_owned(), |fact| fact.title.get(actor.language).to_owned())
}

/// A value as people read it: one of few values by its title.
#[must_use]
pub fn shown_value(playbook: &Playbook, actor: &Employee, name: &str, value: &str) -> String {
    playbook
        .fact(name)
        .and_then(|fact| fact.values.iter().find(|one| one.id == value))
        .map_or_else(|| value.to_owned(), |one| one.title.get(actor.language).to_owned())
}

/// Facts of weight not known yet, most wanted first.
fn missing(playbook: &Playbook, actor: &Employee, known: &[FactView], refused: &[String]) -> Vec<(String, String)> {
    let mut wanted: Vec<_> = playbook
        .facts
        .iter()
        .filter(|fact| fact.weight > 0 && fact.asked)
        .filter(|fact| !known.iter().any(|view| view.name == fact.id) && !refused.contains(&fact.id))
        .collect();
    wanted.sort_by_key(|fact| std::cmp::Reverse(fact.weight));
    wanted.into_iter().map(|fact| (fact.id.clone(), fact.title.get(actor.language).to_owned())).collect()
}
