//! What was learned about clients and promised to them.

use app::model::client::{Fact, FactState, Promise, PromiseState};
use app::ports::Kept;
use domain::id::{ClientId, EmployeeId, FactId, InteractionId, PromiseId};

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, params};
use crate::tables::codec::{all, changed, one};
use crate::tx::SqlTx;

statements! {
    hot FACTS = "SELECT id, client, name, value, state, interaction, words, confidence, employee, at FROM fact
        WHERE client = $1 AND state IN ('known', 'refused') ORDER BY at DESC, id DESC";
    hot FACT_HISTORY = "SELECT id, client, name, value, state, interaction, words, confidence, employee, at FROM fact
        WHERE client = $1 ORDER BY at DESC, id DESC";
    hot ADD_FACT = "INSERT INTO fact (id, client, name, value, state, interaction, words, confidence, employee, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    hot SET_FACT_STATE = "UPDATE fact SET state = $2 WHERE id = $1";

    hot PROMISE = "SELECT id, client, interaction, employee, action, words, due, all_day, number, state, created, closed
        FROM promise WHERE id = $1";
    hot OF_CLIENT = "SELECT id, client, interaction, employee, action, words, due, all_day, number, state, created, closed
        FROM promise WHERE client = $1 AND state = 'open' ORDER BY CASE WHEN due IS NULL THEN 1 ELSE 0 END, due, id";
    hot OF_EMPLOYEE = "SELECT id, client, interaction, employee, action, words, due, all_day, number, state, created, closed
        FROM promise WHERE employee = $1 AND state = 'open' ORDER BY CASE WHEN due IS NULL THEN 1 ELSE 0 END, due, id LIMIT $2";
    hot ADD_PROMISE = "INSERT INTO promise (id, client, interaction, employee, action, words, due, all_day, number, state, created,
            closed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    hot PUT_PROMISE = "UPDATE promise SET client = $2, interaction = $3, employee = $4, action = $5, words = $6, due = $7,
            all_day = $8, number = $9, state = $10, created = $11, closed = $12 WHERE id = $1";
}

fn fact(row: &mut Row) -> Kept<Fact> {
    Ok(Fact {
        id: FactId(row.int()?),
        client: ClientId(row.int()?),
        name: row.text()?,
        value: row.text()?,
        state: row.code(FactState::from_code)?,
        interaction: row.opt_id(InteractionId)?,
        words: row.opt_text()?,
        confidence: row.int()?,
        employee: EmployeeId(row.int()?),
        at: row.time()?,
    })
}

fn promise(row: &mut Row) -> Kept<Promise> {
    Ok(Promise {
        id: PromiseId(row.int()?),
        client: row.opt_id(ClientId)?,
        interaction: row.opt_id(InteractionId)?,
        employee: EmployeeId(row.int()?),
        action: row.text()?,
        words: row.text()?,
        due: row.opt_time()?,
        all_day: row.flag()?,
        number: row.opt_text()?,
        state: row.code(PromiseState::from_code)?,
        created: row.time()?,
        closed: row.opt_time()?,
    })
}

pub(crate) fn facts(tx: &mut SqlTx<'_>, client: ClientId, history: bool) -> Kept<Vec<Fact>> {
    all(tx.query(if history { &FACT_HISTORY } else { &FACTS }, params![client])?, fact)
}

pub(crate) fn add_fact(tx: &mut SqlTx<'_>, f: &Fact) -> Kept<()> {
    tx.execute(
        &ADD_FACT,
        params![
            f.id,
            f.client,
            &f.name,
            &f.value,
            f.state.code(),
            f.interaction,
            f.words.as_deref(),
            f.confidence,
            f.employee,
            f.at
        ],
    )?;
    Ok(())
}

pub(crate) fn set_fact_state(tx: &mut SqlTx<'_>, id: FactId, state: FactState) -> Kept<()> {
    changed(tx.execute(&SET_FACT_STATE, params![id, state.code()])?, "fact")
}

pub(crate) fn promise_by_id(tx: &mut SqlTx<'_>, id: PromiseId) -> Kept<Option<Promise>> {
    one(tx.query(&PROMISE, params![id])?, promise)
}

pub(crate) fn promises_of_client(tx: &mut SqlTx<'_>, client: ClientId) -> Kept<Vec<Promise>> {
    all(tx.query(&OF_CLIENT, params![client])?, promise)
}

pub(crate) fn promises_of_employee(tx: &mut SqlTx<'_>, employee: EmployeeId, limit: i64) -> Kept<Vec<Promise>> {
    all(tx.query(&OF_EMPLOYEE, params![employee, limit])?, promise)
}

macro_rules! promise_values {
    ($p:expr) => {
        params![
            $p.id,
            $p.client,
            $p.interaction,
            $p.employee,
            &$p.action,
            &$p.words,
            $p.due,
            $p.all_day,
            $p.number.as_deref(),
            $p.state.code(),
            $p.created,
            $p.closed
        ]
    };
}

pub(crate) fn add_promise(tx: &mut SqlTx<'_>, promise: &Promise) -> Kept<()> {
    tx.execute(&ADD_PROMISE, promise_values!(promise))?;
    Ok(())
}

pub(crate) fn put_promise(tx: &mut SqlTx<'_>, promise: &Promise) -> Kept<()> {
    changed(tx.execute(&PUT_PROMISE, promise_values!(promise))?, "promise")
}
