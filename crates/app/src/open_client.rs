//! A client's page: the card, the timeline, who answers for it.

use domain::id::ClientId;
use domain::rights::Action;
use domain::text::stems;
use domain::time::Time;

use crate::access::allow;
use crate::error::Done;
use crate::find_clients::standing_client;
use crate::model::client::{ClientCard, Fact};
use crate::model::journal::{After, TimelineItem};
use crate::model::people::Employee;
use crate::ports::Tx;

/// Lines of one page of a timeline.
pub const TIMELINE_PAGE: i64 = 50;

/// The card of a client; a merged one opens the client that was kept.
///
/// # Errors
/// `Denied`; `NotFound`; store errors.
pub fn open_client(tx: &mut dyn Tx, actor: &Employee, id: ClientId) -> Done<ClientCard> {
    allow(actor, Action::SeeClients)?;
    let client = standing_client(tx, id)?;
    let id = client.id;
    Ok(ClientCard {
        client,
        people: tx.people(id)?,
        channels: tx.channels(id)?,
        facts: tx.facts(id, false)?,
        promises: tx.promises_of_client(id)?,
    })
}

/// Every row about a client's facts, replaced ones too.
///
/// # Errors
/// `Denied`; store errors.
pub fn fact_history(tx: &mut dyn Tx, actor: &Employee, id: ClientId) -> Done<Vec<Fact>> {
    allow(actor, Action::SeeClients)?;
    Ok(tx.facts(id, true)?)
}

/// One page of a client's timeline, newest first; with a text, only contacts that hold all its stems.
///
/// # Errors
/// `Denied`; store errors.
pub fn timeline(tx: &mut dyn Tx, actor: &Employee, id: ClientId, text: &str, after: Option<After>) -> Done<Vec<TimelineItem>> {
    allow(actor, Action::SeeClients)?;
    Ok(tx.timeline(id, &stems(text), after, TIMELINE_PAGE)?)
}

/// The employee responsible for a client and, while absent, the deputy who answers instead.
///
/// # Errors
/// Store errors.
pub fn responsible(
    tx: &mut dyn Tx,
    client: &crate::model::client::Client,
    now: Time,
) -> Done<Option<(Employee, Option<Employee>)>> {
    let Some(id) = client.responsible else { return Ok(None) };
    let Some(employee) = tx.employee(id)? else { return Ok(None) };
    let deputy = match employee.deputy {
        Some(deputy) if employee.absent(now) || !employee.active => tx.employee(deputy)?.filter(|one| one.active),
        _ => None,
    };
    Ok(Some((employee, deputy)))
}
