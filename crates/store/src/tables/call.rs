//! Calls, the events told about them, yellow sheets.

use app::model::call::{Call, Evidence};
use app::model::journal::{JournalFilter, JournalLine};
use app::model::sheet::{Sheet, SheetState};
use app::ports::{CallPort, Kept};
use domain::call::{CallEvent, CallState, Direction, EventKind};
use domain::id::{CallId, ClientId, EmployeeId, InteractionId, SheetId};
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, params};
use crate::tables::codec::{all, changed, json, one};
use crate::tables::journal;
use crate::tx::SqlTx;

statements! {
    hot ADD_CALL_EVENT = "INSERT INTO call_event (call_key, digest, kind, at, direction, number, called, extension, received)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    hot CALL_EVENTS = "SELECT call_key, kind, at, direction, number, called, extension FROM call_event
        WHERE call_key = $1 ORDER BY at, kind, digest";
    hot CALL = "SELECT id, key, direction, number, called, state, started, answered, ended, rang, talked, employee, evidence
        FROM call WHERE id = $1";
    hot CALL_BY_KEY = "SELECT id, key, direction, number, called, state, started, answered, ended, rang, talked, employee, evidence
        FROM call WHERE key = $1";
    hot LAST_CALL_BETWEEN = "SELECT id, key, direction, number, called, state, started, answered, ended, rang, talked, employee,
            evidence FROM call WHERE key >= $1 AND key <= $2 ORDER BY key DESC LIMIT 1";
    hot ADD_CALL = "INSERT INTO call (id, key, direction, number, called, state, started, answered, ended, rang, talked, employee,
            evidence, finished)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    hot PUT_CALL = "UPDATE call SET key = $2, direction = $3, number = $4, called = $5, state = $6, started = $7, answered = $8,
            ended = $9, rang = $10, talked = $11, employee = $12, evidence = $13, finished = $14 WHERE id = $1";
    hot TALKED_SINCE = "SELECT id FROM call WHERE number = $1 AND started > $2 AND answered IS NOT NULL LIMIT 1";
    hot RUNNING = "SELECT id, key, direction, number, called, state, started, answered, ended, rang, talked, employee, evidence
        FROM call WHERE finished = 0 AND started > $1 ORDER BY started DESC, id DESC LIMIT 100";

    hot SHEET = "SELECT id, call, employee, state, draft, version, created, changed, client, interaction FROM sheet WHERE id = $1";
    hot SHEETS_OF_CALL = "SELECT id, call, employee, state, draft, version, created, changed, client, interaction FROM sheet
        WHERE call = $1 ORDER BY id";
    hot OPEN_SHEETS = "SELECT id, call, employee, state, draft, version, created, changed, client, interaction FROM sheet
        WHERE employee = $1 AND state = 'open' ORDER BY created, id";
    hot STALE_SHEETS = "SELECT id, call, employee, state, draft, version, created, changed, client, interaction FROM sheet
        WHERE state = 'open' AND created < $1 ORDER BY created, id LIMIT $2";
    hot STALE_OF = "SELECT id, call, employee, state, draft, version, created, changed, client, interaction FROM sheet
        WHERE employee = $1 AND state = 'open' AND created < $2 ORDER BY created, id LIMIT $3";
    hot ADD_SHEET = "INSERT INTO sheet (id, call, employee, state, draft, version, created, changed, client, interaction)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    hot PUT_SHEET = "UPDATE sheet SET call = $2, employee = $3, state = $4, draft = $5, version = $6, created = $7, changed = $8,
            client = $9, interaction = $10 WHERE id = $1";
}

pub(crate) fn call(row: &mut Row) -> Kept<Call> {
    let id = CallId(row.int()?);
    call_of(id, row)
}

/// The rest of a call, after its id.
pub(crate) fn call_of(id: CallId, row: &mut Row) -> Kept<Call> {
    Ok(Call {
        id,
        key: row.text()?,
        direction: Direction::from_code(&row.text()?),
        number: row.opt_text()?,
        called: row.opt_text()?,
        state: row.code(CallState::from_code)?,
        started: row.time()?,
        answered: row.opt_time()?,
        ended: row.opt_time()?,
        rang: row.json()?,
        talked: row.json()?,
        employee: row.opt_id(EmployeeId)?,
        evidence: row.code(Evidence::from_code)?,
    })
}

fn sheet(row: &mut Row) -> Kept<Sheet> {
    Ok(Sheet {
        id: SheetId(row.int()?),
        call: CallId(row.int()?),
        employee: EmployeeId(row.int()?),
        state: row.code(SheetState::from_code)?,
        draft: row.json()?,
        version: row.int()?,
        created: row.time()?,
        changed: row.time()?,
        client: row.opt_id(ClientId)?,
        interaction: row.opt_id(InteractionId)?,
    })
}

macro_rules! call_values {
    ($c:expr) => {
        params![
            $c.id,
            &$c.key,
            $c.direction.code(),
            $c.number.as_deref(),
            $c.called.as_deref(),
            $c.state.code(),
            $c.started,
            $c.answered,
            $c.ended,
            json(&$c.rang)?,
            json(&$c.talked)?,
            $c.employee,
            $c.evidence.code(),
            $c.state.over()
        ]
    };
}

macro_rules! sheet_values {
    ($s:expr) => {
        params![
            $s.id,
            $s.call,
            $s.employee,
            $s.state.code(),
            json(&$s.draft)?,
            $s.version,
            $s.created,
            $s.changed,
            $s.client,
            $s.interaction
        ]
    };
}

impl CallPort for SqlTx<'_> {
    fn add_call_event(&mut self, event: &CallEvent, received: Time) -> Kept<bool> {
        // The same event told again is the same bytes.
        let digest = blake3::hash(json(event)?.as_bytes()).as_bytes()[..16].to_vec();
        let rows = self.execute(
            &ADD_CALL_EVENT,
            params![
                &event.call,
                digest,
                event.kind.code(),
                event.at,
                event.direction.code(),
                event.number.as_deref(),
                event.called.as_deref(),
                event.extension.as_deref(),
                received
            ],
        )?;
        Ok(rows > 0)
    }

    fn call_events(&mut self, key: &str) -> Kept<Vec<CallEvent>> {
        all(self.query(&CALL_EVENTS, params![key])?, |row| {
            Ok(CallEvent {
                call: row.text()?,
                kind: row.code(EventKind::from_code)?,
                at: row.time()?,
                direction: Direction::from_code(&row.text()?),
                number: row.opt_text()?,
                called: row.opt_text()?,
                extension: row.opt_text()?,
            })
        })
    }

    fn call(&mut self, id: CallId) -> Kept<Option<Call>> {
        one(self.query(&CALL, params![id])?, call)
    }

    fn call_by_key(&mut self, key: &str) -> Kept<Option<Call>> {
        one(self.query(&CALL_BY_KEY, params![key])?, call)
    }

    fn last_call_between(&mut self, from: &str, until: &str) -> Kept<Option<Call>> {
        one(self.query(&LAST_CALL_BETWEEN, params![from, until])?, call)
    }

    fn add_call(&mut self, call: &Call) -> Kept<()> {
        self.execute(&ADD_CALL, call_values!(call))?;
        Ok(())
    }

    fn put_call(&mut self, call: &Call) -> Kept<()> {
        changed(self.execute(&PUT_CALL, call_values!(call))?, "call")
    }

    fn talked_since(&mut self, number: &str, after: Time) -> Kept<bool> {
        Ok(!self.query(&TALKED_SINCE, params![number, after])?.is_empty())
    }

    fn running_calls(&mut self, since: Time) -> Kept<Vec<Call>> {
        let mut running = all(self.query(&RUNNING, params![since])?, call)?;
        running.reverse();
        Ok(running)
    }

    fn sheet(&mut self, id: SheetId) -> Kept<Option<Sheet>> {
        one(self.query(&SHEET, params![id])?, sheet)
    }

    fn sheets_of_call(&mut self, call: CallId) -> Kept<Vec<Sheet>> {
        all(self.query(&SHEETS_OF_CALL, params![call])?, sheet)
    }

    fn open_sheets(&mut self, employee: EmployeeId) -> Kept<Vec<Sheet>> {
        all(self.query(&OPEN_SHEETS, params![employee])?, sheet)
    }

    fn stale_sheets(&mut self, employees: Option<&[EmployeeId]>, before: Time, limit: i64) -> Kept<Vec<Sheet>> {
        let Some(employees) = employees else { return all(self.query(&STALE_SHEETS, params![before, limit])?, sheet) };
        let mut found = Vec::new();
        for employee in employees {
            found.extend(all(self.query(&STALE_OF, params![*employee, before, limit])?, sheet)?);
        }
        found.sort_by_key(|sheet| (sheet.created, sheet.id));
        found.truncate(usize::try_from(limit).unwrap_or(0));
        Ok(found)
    }

    fn add_sheet(&mut self, sheet: &Sheet) -> Kept<()> {
        self.execute(&ADD_SHEET, sheet_values!(sheet))?;
        Ok(())
    }

    fn put_sheet(&mut self, sheet: &Sheet) -> Kept<()> {
        changed(self.execute(&PUT_SHEET, sheet_values!(sheet))?, "sheet")
    }

    fn journal(&mut self, filter: &JournalFilter) -> Kept<Vec<JournalLine>> {
        journal::lines(self, filter)
    }
}
