//! Duplicates: proposing, merging, undoing a merge. Both ids stay; the lost one points to the kept one.

use domain::id::{ClientId, MergeId};
use domain::rights::Action;
use domain::text::fold;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done};
use crate::find_clients::standing_client;
use crate::live::tell;
use crate::model::client::{Client, Merge};
use crate::model::people::Employee;
use crate::ports::Tx;

/// Most duplicates proposed at once.
const PROPOSED: i64 = 5;

/// Clients that may be the same as this one: the same tax number, name, phone or address.
///
/// # Errors
/// `Denied`; store errors.
pub fn propose_duplicates(tx: &mut dyn Tx, actor: &Employee, client: &Client) -> Done<Vec<Client>> {
    allow(actor, Action::SeeClients)?;
    let mut found = tx.clients_like(client.inn.as_deref(), &fold(&client.name), client.id, PROPOSED)?;
    for channel in tx.channels(client.id)? {
        for (other, _) in tx.clients_by_channel(&channel.value, PROPOSED)? {
            if other.id != client.id && !found.iter().any(|one| one.id == other.id) {
                found.push(other);
            }
        }
    }
    found.truncate(usize::try_from(PROPOSED).unwrap_or(5));
    Ok(found)
}

/// Merges `lost` into `kept`: everything of the lost client moves; fields the kept one lacks are not guessed.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("same-client")`; store errors.
pub fn merge_clients(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, kept: ClientId, lost: ClientId) -> Done<Merge> {
    allow(actor, Action::MergeClients)?;
    let kept = standing_client(tx, kept)?;
    let lost = standing_client(tx, lost)?;
    if kept.id == lost.id {
        return Err(AppError::Conflict("same-client"));
    }
    let moved = tx.move_rows(lost.id, kept.id)?;
    let merge = Merge { id: ctx.id(MergeId), kept: kept.id, lost: lost.id, by: actor.id, at: ctx.now, undone: None, moved };
    tx.put_client(&Client { merged_into: Some(kept.id), ..lost.clone() })?;
    tx.touch_client(kept.id, lost.last_contact)?;
    tx.add_merge(&merge)?;
    tell(tx, ctx, None, "client", kept.id.0)?;
    Ok(merge)
}

/// Takes a merge back: exactly the rows it moved return.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("already-undone")`; `Conflict("merged-again")` when the kept client was itself
/// merged since; store errors.
pub fn undo_merge(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: MergeId) -> Done<()> {
    allow(actor, Action::MergeClients)?;
    let merge = tx.merge(id)?.ok_or(AppError::NotFound("merge"))?;
    if merge.undone.is_some() {
        return Err(AppError::Conflict("already-undone"));
    }
    let kept = tx.client(merge.kept)?.ok_or(AppError::NotFound("client"))?;
    if kept.merged_into.is_some() {
        return Err(AppError::Conflict("merged-again"));
    }
    let lost = tx.client(merge.lost)?.ok_or(AppError::NotFound("client"))?;
    tx.give_rows(&merge.moved, lost.id)?;
    tx.put_client(&Client { merged_into: None, ..lost })?;
    tx.undo_merge(id, ctx.now)?;
    tell(tx, ctx, None, "client", kept.id.0)
}
