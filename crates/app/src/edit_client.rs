//! Changing a client by hand: its name, where it stands, who answers for it, what is known of it.

use domain::id::{ChannelId, ClientId, EmployeeId, FactId};
use domain::rights::Action;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done, invalid};
use crate::find_clients::standing_client;
use crate::live::tell;
use crate::model::client::{Channel, ChannelKind, Client, ClientKind, Fact, FactState, Standing};
use crate::model::people::Employee;
use crate::people::optional;
use crate::ports::Tx;

/// Longest text of a field, characters.
const FIELD_LIMIT: usize = 500;

/// The client's own fields as the form gives them.
#[derive(Debug, Clone)]
pub struct ClientChange {
    /// Company or private person.
    pub kind: ClientKind,
    /// Where it stands.
    pub standing: Standing,
    /// Legal form, apart from the name.
    pub form: Option<String>,
    /// The name without the legal form.
    pub name: String,
    /// The tax number.
    pub inn: Option<String>,
    /// The employee responsible.
    pub responsible: Option<EmployeeId>,
}

/// Changes a client's own fields.
///
/// # Errors
/// `Denied`; `NotFound`; `Invalid` for `name`, `form`, `inn` or `responsible`; store errors.
pub fn edit_client(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: ClientId, change: ClientChange) -> Done<Client> {
    allow(actor, Action::EditClients)?;
    let before = standing_client(tx, id)?;
    let name = text("name", &change.name)?;
    let form = change.form.as_deref().map(|form| text("form", form)).transpose()?;
    let inn = optional(change.inn.as_deref());
    if inn.as_deref().is_some_and(|inn| !domain::inn::is_valid(inn)) {
        return Err(invalid("inn", "not-an-inn"));
    }
    if let Some(responsible) = change.responsible
        && before.responsible != Some(responsible)
        && !tx.employee(responsible)?.is_some_and(|employee| employee.active)
    {
        return Err(invalid("responsible", "unknown"));
    }
    let client = Client {
        kind: change.kind,
        standing: change.standing,
        form: optional(form.as_deref()),
        name,
        inn,
        responsible: change.responsible,
        ..before
    };
    tx.put_client(&client)?;
    tell(tx, ctx, None, "client", client.id.0)?;
    Ok(client)
}

/// Learns a fact by hand; the value known before stays in the history. An empty value strikes the fact out.
///
/// # Errors
/// `Denied`; `NotFound`; `Invalid` for `fact`; store errors.
pub fn learn_by_hand(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    id: ClientId,
    name: &str,
    value: &str,
) -> Done<()> {
    allow(actor, Action::EditClients)?;
    let client = standing_client(tx, id)?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 50 {
        return Err(invalid("fact", "unknown"));
    }
    let value = text("value", value)?;
    let known = tx.facts(client.id, false)?;
    let before: Vec<&Fact> = known.iter().filter(|fact| fact.name == name).collect();
    if before.iter().any(|fact| fact.state == FactState::Known && fact.value == value) {
        return Ok(());
    }
    // Nothing to strike out; a refusal stays.
    if value.is_empty() && before.iter().all(|fact| fact.state != FactState::Known) {
        return Ok(());
    }
    let gone = if value.is_empty() { FactState::Removed } else { FactState::Superseded };
    for fact in before {
        tx.set_fact_state(fact.id, gone)?;
    }
    if !value.is_empty() {
        tx.add_fact(&Fact {
            id: ctx.id(FactId),
            client: client.id,
            name: name.to_owned(),
            value,
            state: FactState::Known,
            interaction: None,
            words: None,
            confidence: 1000,
            employee: actor.id,
            at: ctx.now,
        })?;
    }
    tell(tx, ctx, None, "client", client.id.0)
}

/// Adds a phone number (E.164) or an e-mail address.
///
/// # Errors
/// `Denied`; `NotFound`; `Invalid` for `address`; store errors.
pub fn add_address(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: ClientId, value: &str) -> Done<()> {
    allow(actor, Action::EditClients)?;
    let client = standing_client(tx, id)?;
    let typed = text("address", value)?;
    let (kind, value) = match typed.contains('@') {
        true => (ChannelKind::Email, typed.to_lowercase()),
        false => (ChannelKind::Phone, crate::people::phone(&typed).ok_or(invalid("address", "not-a-number"))?),
    };
    if tx.channels(client.id)?.iter().any(|one| one.value == value) {
        return Ok(());
    }
    tx.add_channel(&Channel {
        id: ctx.id(ChannelId),
        client: client.id,
        person: None,
        kind,
        value,
        extension: None,
        created: ctx.now,
        removed: false,
    })?;
    tell(tx, ctx, None, "client", client.id.0)
}

/// Takes a phone number or an address away; its row stays, marked.
///
/// # Errors
/// `Denied`; `NotFound`; store errors.
pub fn remove_address(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: ClientId, channel: ChannelId) -> Done<()> {
    allow(actor, Action::EditClients)?;
    let found = tx.channel(channel)?.filter(|one| one.client == id).ok_or(AppError::NotFound("address"))?;
    tx.put_channel(&Channel { removed: true, ..found })?;
    tell(tx, ctx, None, "client", id.0)
}

fn text(field: &'static str, text: &str) -> Done<String> {
    let text = text.trim();
    if text.chars().count() > FIELD_LIMIT {
        return Err(invalid(field, "too-long"));
    }
    Ok(text.to_owned())
}
