//! Merges of clients: whose rows went where.

use app::model::client::{Merge, MovedRows};
use app::ports::Kept;
use domain::id::{ChannelId, ClientId, EmployeeId, FactId, InteractionId, MergeId, PersonId, PromiseId};
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::{Statement, statements};
use crate::engine::value::{Row, Value, params};
use crate::tables::codec::{all, changed, json, one};
use crate::tables::{finder, text_index};
use crate::tx::SqlTx;

statements! {
    hot PEOPLE_OF = "SELECT id FROM person WHERE client = $1";
    hot CHANNELS_OF = "SELECT id FROM channel WHERE client = $1";
    hot FACTS_OF = "SELECT id FROM fact WHERE client = $1";
    hot INTERACTIONS_OF = "SELECT id FROM interaction WHERE client = $1";
    hot PROMISES_OF = "SELECT id FROM promise WHERE client = $1";
    hot MOVE_PERSON = "UPDATE person SET client = $2 WHERE id = $1";
    hot MOVE_CHANNEL = "UPDATE channel SET client = $2 WHERE id = $1";
    hot MOVE_FACT = "UPDATE fact SET client = $2 WHERE id = $1";
    hot MOVE_INTERACTION = "UPDATE interaction SET client = $2 WHERE id = $1";
    hot MOVE_PROMISE = "UPDATE promise SET client = $2 WHERE id = $1";
    hot MOVE_UNITS = "UPDATE work_unit SET client = $2 WHERE interaction = $1";
    hot ADD_MERGE = "INSERT INTO client_merge (id, kept, lost, merged_by, at, undone, moved) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    hot MERGE = "SELECT id, kept, lost, merged_by, at, undone, moved FROM client_merge WHERE id = $1";
    hot MERGES = "SELECT id, kept, lost, merged_by, at, undone, moved FROM client_merge WHERE kept = $1 OR lost = $1
        ORDER BY id DESC";
    hot UNDO_MERGE = "UPDATE client_merge SET undone = $2 WHERE id = $1";
}

fn merge(row: &mut Row) -> Kept<Merge> {
    Ok(Merge {
        id: MergeId(row.int()?),
        kept: ClientId(row.int()?),
        lost: ClientId(row.int()?),
        by: EmployeeId(row.int()?),
        at: row.time()?,
        undone: row.opt_time()?,
        moved: row.json()?,
    })
}

pub(crate) fn move_rows(tx: &mut SqlTx<'_>, lost: ClientId, kept: ClientId) -> Kept<MovedRows> {
    let mut ids = |statement: &'static Statement| all(tx.query(statement, params![lost])?, Row::int);
    let rows = MovedRows {
        people: ids(&PEOPLE_OF)?.into_iter().map(PersonId).collect(),
        channels: ids(&CHANNELS_OF)?.into_iter().map(ChannelId).collect(),
        facts: ids(&FACTS_OF)?.into_iter().map(FactId).collect(),
        interactions: ids(&INTERACTIONS_OF)?.into_iter().map(InteractionId).collect(),
        promises: ids(&PROMISES_OF)?.into_iter().map(PromiseId).collect(),
    };
    give_rows(tx, &rows, kept)?;
    finder::renew(tx, lost)?;
    Ok(rows)
}

pub(crate) fn give_rows(tx: &mut SqlTx<'_>, rows: &MovedRows, client: ClientId) -> Kept<()> {
    // Who had them: their names are no longer found at that client.
    let mut before = Vec::new();
    for id in &rows.people {
        before.extend(super::client::person_by_id(tx, *id)?.map(|person| person.client));
    }
    for id in &rows.channels {
        before.extend(super::client::channel_by_id(tx, *id)?.map(|channel| channel.client));
    }
    let mut give = |statement: &'static Statement, ids: Vec<Value>| -> Kept<()> {
        ids.into_iter().try_for_each(|id| tx.execute(statement, &[id, client.into()]).map(|_| ()))
    };
    give(&MOVE_PERSON, rows.people.iter().map(|id| Value::from(*id)).collect())?;
    give(&MOVE_CHANNEL, rows.channels.iter().map(|id| Value::from(*id)).collect())?;
    give(&MOVE_FACT, rows.facts.iter().map(|id| Value::from(*id)).collect())?;
    give(&MOVE_INTERACTION, rows.interactions.iter().map(|id| Value::from(*id)).collect())?;
    give(&MOVE_UNITS, rows.interactions.iter().map(|id| Value::from(*id)).collect())?;
    give(&MOVE_PROMISE, rows.promises.iter().map(|id| Value::from(*id)).collect())?;
    for id in &rows.interactions {
        text_index::renew(tx, *id)?;
    }
    before.push(client);
    before.sort_unstable();
    before.dedup();
    before.into_iter().try_for_each(|client| finder::renew(tx, client))
}

pub(crate) fn add(tx: &mut SqlTx<'_>, m: &Merge) -> Kept<()> {
    tx.execute(&ADD_MERGE, params![m.id, m.kept, m.lost, m.by, m.at, m.undone, json(&m.moved)?])?;
    Ok(())
}

pub(crate) fn by_id(tx: &mut SqlTx<'_>, id: MergeId) -> Kept<Option<Merge>> {
    one(tx.query(&MERGE, params![id])?, merge)
}

pub(crate) fn of_client(tx: &mut SqlTx<'_>, client: ClientId) -> Kept<Vec<Merge>> {
    all(tx.query(&MERGES, params![client])?, merge)
}

pub(crate) fn undo(tx: &mut SqlTx<'_>, id: MergeId, at: Time) -> Kept<()> {
    changed(tx.execute(&UNDO_MERGE, params![id, at])?, "merge")
}
