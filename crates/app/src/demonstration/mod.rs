//! The demonstration office: people, clients and three months of work that never were, the same for the same seed.
//!
//! A stream of batches of rows, so that an office of any size can be written in short transactions and is never held in
//! memory. Nobody in it is real: names and texts are lists of ours (`data/`), numbers and addresses belong to nobody.

mod calendar;
mod clients;
mod data;
mod ending;
pub mod numbers;
mod office;
pub mod phone;
mod record;
mod rows;
mod texts;
mod work_day;

use domain::playbook::Playbook;

use crate::error::{AppError, Done, StoreError};
use crate::ports::Tx;
use crate::show_output::zone_of;
use domain::rights::Role;

pub use office::{Office, Size, Wanted, office};
pub use rows::{Batch, NO_PASSWORD, Row, fill};

/// What fills the office of this database, or `None` when it did not ask for a demonstration.
///
/// Depends only on what was set up, so it may be called again after an interruption: batches kept already are passed over.
/// Keep its batches with [`fill`], one transaction each.
///
/// # Errors
/// `NotFound` when there is no playbook or no director; store errors.
pub fn demonstration_office(tx: &mut dyn Tx) -> Done<Option<Office>> {
    let Some(kept) = tx.office()?.filter(|kept| kept.demonstration) else { return Ok(None) };
    let playbook = tx.playbook()?.ok_or(AppError::NotFound("playbook"))?;
    let content: Playbook = serde_json::from_str(&playbook.content)
        .map_err(|why| AppError::Store(StoreError::Corrupt(format!("playbook: {why}"))))?;
    let mut people = tx.employees()?;
    people.sort_by_key(|one| one.id);
    let owner = people.into_iter().find(|one| one.created >= kept.created && one.roles.has(Role::Director));
    let wanted = Wanted {
        seed: phone::SEED,
        now: kept.created,
        language: kept.language,
        zone: zone_of(&kept),
        hours: kept.day,
        playbook: playbook.id,
        owner: Some(owner.ok_or(AppError::NotFound("director"))?),
        size: Size::DEMONSTRATION,
    };
    Ok(Some(office(wanted, &content)))
}
