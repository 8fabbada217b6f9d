//! Settling a letter: whose it is, that it needs no answer, that a call answered it, that it is private, what type it was.

use domain::call::Direction;
use domain::id::{ChannelId, ClientId, LetterId};
use domain::playbook::{SpecialType, WorkClass};
use domain::rights::Action;
use domain::sheet::NotClient;

use crate::access::{allow, allow_for};
use crate::context::Context;
use crate::credit_letter::{Circumstances, credit_letter};
use crate::error::{AppError, Done, invalid};
use crate::find_clients::standing_client;
use crate::letter_gate::{Wanted, pass};
use crate::live::tell;
use crate::model::client::{Channel, ChannelKind, Client, ClientKind, Person, Standing};
use crate::model::letter::{LetterState, StoredLetter};
use crate::model::people::Employee;
use crate::model::work::{Interaction, InteractionKind, UnitState, WorkUnit};
use crate::open_letter::may_see;
use crate::ports::Tx;
use crate::record_sheet::InForce;

/// Whose a letter is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Belongs {
    /// A client we know.
    Client(ClientId),
    /// Somebody new: a client is made of the sender's name and address.
    NewClient,
    /// Nobody's.
    NotClient(NotClient),
}

/// Answers "whose letter is this?". The address becomes the client's, and every letter from it that waits for this answer is
/// settled with it.
///
/// # Errors
/// `Denied`; `NotFound`; store errors.
pub fn assign_letter(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    id: LetterId,
    belongs: &Belongs,
) -> Done<StoredLetter> {
    allow(actor, Action::EditClients)?;
    let letter = may_see(tx, actor, id)?;
    let address = stranger(tx, &letter)?;
    let client = match belongs {
        Belongs::Client(id) => Some(standing_client(tx, *id)?),
        Belongs::NewClient => Some(new_client(tx, ctx, actor, &letter, address.as_ref())?),
        Belongs::NotClient(_) => None,
    };
    if let (Some(client), Some(address)) = (&client, &address) {
        learn_address(tx, ctx, client, &address.email)?;
    }
    let not_client = match belongs {
        Belongs::NotClient(kind) => Some(*kind),
        _ => None,
    };
    let mut same: Vec<StoredLetter> = match &address {
        Some(address) => tx.unmatched_from(&address.email)?,
        None => Vec::new(),
    };
    same.retain(|one| one.id != letter.id);
    same.push(letter);
    let mut settled = None;
    for letter in same {
        let one = tx.interaction(letter.interaction)?.ok_or(AppError::NotFound("interaction"))?;
        tx.put_interaction(&Interaction { client: client.as_ref().map(|client| client.id), not_client, ..one })?;
        // Spam and the like wait for no answer.
        let state = if not_client.is_some() && letter.state == LetterState::Waiting { LetterState::Read } else { letter.state };
        let letter = StoredLetter { matched: true, state, ..letter };
        tx.put_letter(&letter)?;
        tell(tx, ctx, None, "letter", letter.id.0)?;
        settled = Some(letter);
    }
    if let Some(client) = client {
        tx.touch_client(client.id, ctx.now)?;
        tell(tx, ctx, None, "client", client.id.0)?;
    }
    settled.ok_or(AppError::NotFound("letter"))
}

/// The address of a letter that is not the office's own.
fn stranger(tx: &mut dyn Tx, letter: &StoredLetter) -> Done<Option<domain::letter::Address>> {
    let own = crate::receive_letter::own_addresses(tx)?;
    let content = &letter.content;
    let all = match letter.direction {
        Direction::In => content.from.clone(),
        Direction::Out => content.to.iter().chain(&content.cc).cloned().collect(),
    };
    Ok(all.into_iter().find(|one| !own.contains(&one.email) && one.email.contains('@')))
}

fn learn_address(tx: &mut dyn Tx, ctx: &mut Context<'_>, client: &Client, email: &str) -> Done<()> {
    if tx.channels(client.id)?.iter().any(|one| one.value == email) {
        return Ok(());
    }
    tx.add_channel(&Channel {
        id: ctx.id(ChannelId),
        client: client.id,
        person: None,
        kind: ChannelKind::Email,
        value: email.to_owned(),
        extension: None,
        created: ctx.now,
        removed: false,
    })?;
    Ok(())
}

/// A private person by the name beside the address; the company follows when it is learned.
fn new_client(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    letter: &StoredLetter,
    address: Option<&domain::letter::Address>,
) -> Done<Client> {
    let name = address.map_or("", |one| one.shown()).to_owned();
    let client = Client {
        id: ctx.id(ClientId),
        kind: ClientKind::Private,
        standing: Standing::Potential,
        form: None,
        name: name.clone(),
        inn: None,
        responsible: Some(actor.id),
        created: ctx.now,
        last_contact: letter.at,
        merged_into: None,
        removed: false,
    };
    tx.add_client(&client)?;
    // "Иван Петров <...>": the reading of names is the capture line's.
    let now = ctx.now.local(&jiff::tz::TimeZone::UTC);
    let read = domain::capture::capture(&name, now, None).facts.into_iter().find_map(|fact| match fact.found {
        domain::capture::Found::Person(person) => Some(person),
        _ => None,
    });
    if let Some(read) = read {
        tx.add_person(&Person {
            id: ctx.id(domain::id::PersonId),
            client: client.id,
            surname: read.surname,
            given: read.given,
            patronymic: read.patronymic,
            gender: read.gender.map(|gender| gender.code().to_owned()),
            created: ctx.now,
            removed: false,
        })?;
    }
    Ok(client)
}

/// Says that a letter needs no answer. Reading it is a type of its own and is credited once.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("not-waiting")`; store errors.
pub fn mark_read(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    in_force: InForce<'_>,
    id: LetterId,
) -> Done<StoredLetter> {
    allow(actor, Action::WriteLetters)?;
    let letter = waiting(tx, actor, id)?;
    let interaction = tx.interaction(letter.interaction)?.ok_or(AppError::NotFound("interaction"))?;
    let read =
        in_force.playbook.work_types.iter().find(|one| one.class == WorkClass::Letter && one.special == Some(SpecialType::Read));
    if let Some(read) = read {
        let leave = pass(in_force, Wanted { work_type: Some(&read.id), ..Wanted::default() })
            .map_err(|refusal| invalid("work_type", refusal.code()))?;
        let done = Interaction { employee: actor.id, at: ctx.now, ..interaction };
        credit_letter(
            tx,
            ctx,
            &leave,
            &done,
            letter.thread,
            Circumstances { private: letter.private, ..Circumstances::default() },
        )?;
        tell(tx, ctx, Some(actor.id), "output", actor.id.0)?;
    }
    close(tx, ctx, letter, LetterState::Read, None)
}

/// Takes "no answer needed" back: the letter waits again and its unit is withdrawn.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("not-closed" | "frozen")`; store errors.
pub fn reopen_letter(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: LetterId) -> Done<StoredLetter> {
    allow(actor, Action::WriteLetters)?;
    let letter = may_see(tx, actor, id)?;
    if !matches!(letter.state, LetterState::Read | LetterState::Called) || letter.direction != Direction::In {
        return Err(AppError::Conflict("not-closed"));
    }
    for unit in tx.units_of_thread(letter.thread)?.into_iter().filter(|unit| unit.interaction == Some(letter.interaction)) {
        if unit.frozen {
            return Err(AppError::Conflict("frozen"));
        }
        tx.set_unit_state(unit.id, UnitState::Withdrawn)?;
    }
    let due = letter.due.or(Some(ctx.now));
    let open = StoredLetter { state: LetterState::Waiting, closed: None, closed_by: None, due, ..letter };
    tx.put_letter(&open)?;
    tell(tx, ctx, None, "letter", open.id.0)?;
    tell(tx, ctx, Some(actor.id), "output", actor.id.0)?;
    Ok(open)
}

/// Closes a letter by the client's latest call since it came: the call is the unit, the letter adds none.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("not-waiting" | "no-call")`; store errors.
pub fn close_by_call(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: LetterId) -> Done<StoredLetter> {
    allow(actor, Action::WriteLetters)?;
    let letter = waiting(tx, actor, id)?;
    let client = tx.interaction(letter.interaction)?.and_then(|one| one.client).ok_or(AppError::Conflict("no-call"))?;
    let call = tx
        .timeline(client, &[], None, 50)?
        .into_iter()
        .map(|item| item.interaction)
        .find(|one| one.kind == InteractionKind::Call && one.at >= letter.at)
        .ok_or(AppError::Conflict("no-call"))?;
    close(tx, ctx, letter, LetterState::Called, Some(call.id))
}

fn waiting(tx: &mut dyn Tx, actor: &Employee, id: LetterId) -> Done<StoredLetter> {
    let letter = may_see(tx, actor, id)?;
    if letter.state == LetterState::Waiting { Ok(letter) } else { Err(AppError::Conflict("not-waiting")) }
}

fn close(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    letter: StoredLetter,
    state: LetterState,
    by: Option<domain::id::InteractionId>,
) -> Done<StoredLetter> {
    let closed = StoredLetter { state, closed: Some(ctx.now), closed_by: by, ..letter };
    tx.put_letter(&closed)?;
    tell(tx, ctx, None, "letter", closed.id.0)?;
    Ok(closed)
}

/// Marks an own letter as private, or no longer. A private one leaves the client's timeline and credits nothing.
///
/// # Errors
/// `Denied`; `NotFound`, also for another's; `Conflict("frozen")`; store errors.
pub fn set_private(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: LetterId, private: bool) -> Done<StoredLetter> {
    allow(actor, Action::WriteLetters)?;
    let letter = may_see(tx, actor, id)?;
    if letter.employee != actor.id {
        return Err(AppError::NotFound("letter"));
    }
    if letter.private == private {
        return Ok(letter);
    }
    let interaction = tx.interaction(letter.interaction)?.ok_or(AppError::NotFound("interaction"))?;
    let client = if private {
        None
    } else {
        let own = crate::receive_letter::own_addresses(tx)?;
        crate::receive_letter::whose(tx, &letter.content, letter.direction, &own)?.0.map(|client| client.id)
    };
    for unit in tx.units_of_thread(letter.thread)?.into_iter().filter(|unit| unit.interaction == Some(letter.interaction)) {
        if unit.frozen {
            return Err(AppError::Conflict("frozen"));
        }
        let credited = if private { 0 } else { unit.norm };
        tx.set_unit_state(unit.id, UnitState::Withdrawn)?;
        let next = WorkUnit { id: ctx.id(domain::id::UnitId), credited, client, replaces: Some(unit.id), ..unit };
        tx.add_unit(&next)?;
    }
    tx.put_interaction(&Interaction { client, ..interaction })?;
    let changed = StoredLetter { private, matched: private || client.is_some() || letter.matched, ..letter };
    tx.put_letter(&changed)?;
    tell(tx, ctx, None, "letter", changed.id.0)?;
    tell(tx, ctx, Some(actor.id), "output", actor.id.0)?;
    Ok(changed)
}

/// Gives a letter sent past us its type: from now on it counts.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("typed")`; `Invalid` for `work_type`; store errors.
pub fn type_sent_letter(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    in_force: InForce<'_>,
    id: LetterId,
    work_type: &str,
    note: &str,
) -> Done<StoredLetter> {
    allow(actor, Action::WriteLetters)?;
    let letter = may_see(tx, actor, id)?;
    if letter.employee != actor.id {
        allow_for(tx, actor, Action::SeeLetters, letter.employee)?;
    }
    if letter.state != LetterState::Untyped {
        return Err(AppError::Conflict("typed"));
    }
    let leave = pass(in_force, Wanted { work_type: Some(work_type), note, automatic: false })
        .map_err(|refusal| invalid("work_type", refusal.code()))?;
    let interaction = tx.interaction(letter.interaction)?.ok_or(AppError::NotFound("interaction"))?;
    let known = Circumstances { private: letter.private, ..Circumstances::default() };
    credit_letter(tx, ctx, &leave, &interaction, letter.thread, known)?;
    let typed = StoredLetter { state: LetterState::Sent, ..letter };
    tx.put_letter(&typed)?;
    tell(tx, ctx, None, "letter", typed.id.0)?;
    tell(tx, ctx, Some(typed.employee), "output", typed.employee.0)?;
    Ok(typed)
}
