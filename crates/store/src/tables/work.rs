//! Interactions and work units.

use app::model::call::Evidence;
use app::model::journal::{After, TimelineItem};
use app::model::work::{Interaction, InteractionKind, UnitState, WorkUnit};
use app::ports::{Kept, WorkPort};
use domain::call::Direction;
use domain::id::{CallId, ClientId, EmployeeId, InteractionId, PersonId, PlaybookId, SheetId, UnitId};
use domain::sheet::NotClient;
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, Value, params};
use crate::tables::call::call_of;
use crate::tables::codec::{all, changed, json, one};
use crate::tables::text_index;
use crate::tx::SqlTx;

macro_rules! timeline {
    ($from:literal, $where:literal) => {
        concat!(
            "SELECT i.id, i.kind, i.direction, i.client, i.person, i.employee, i.call, i.at, i.seconds, i.text, i.not_client,
                i.recorded, i.undone, i.effects,
                c.id, c.key, c.direction, c.number, c.called, c.state, c.started, c.answered, c.ended, c.rang, c.talked, c.employee,
                c.evidence
            FROM ",
            $from,
            " LEFT JOIN call c ON c.id = i.call WHERE ",
            $where,
            "i.client = $1 AND i.undone IS NULL AND i.at <= $2 AND (i.at < $2 OR i.id < $3)
            ORDER BY i.at DESC, i.id DESC LIMIT $4"
        )
    };
}

statements! {
    hot INTERACTION = "SELECT id, kind, direction, client, person, employee, call, at, seconds, text, not_client, recorded, undone,
            effects FROM interaction WHERE id = $1";
    hot ADD_INTERACTION = "INSERT INTO interaction (id, kind, direction, client, person, employee, call, at, seconds, text,
            not_client, recorded, undone, effects)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    hot PUT_INTERACTION = "UPDATE interaction SET kind = $2, direction = $3, client = $4, person = $5, employee = $6, call = $7,
            at = $8, seconds = $9, text = $10, not_client = $11, recorded = $12, undone = $13, effects = $14 WHERE id = $1";
    hot TIMELINE = timeline!("interaction i", "");
    // CROSS tells SQLite to ask the text index first, not once for each contact of the client.
    hot TIMELINE_WITH = timeline!("interaction_text CROSS JOIN interaction i ON i.id = interaction_text.rowid",
            "interaction_text MATCH $5 AND "),
        timeline!("interaction_text t JOIN interaction i ON i.id = t.id",
            "t.stems @@ CAST(CAST($5 AS TEXT) AS TSQUERY) AND ");
    hot COUNT = "SELECT COUNT(*) FROM interaction WHERE client = $1 AND undone IS NULL AND id <> $2";

    hot UNIT = "SELECT id, employee, interaction, sheet, client, work_type, playbook, norm, credited, evidence, note, at, state,
            frozen, replaces FROM work_unit WHERE id = $1";
    hot ADD_UNIT = "INSERT INTO work_unit (id, employee, interaction, sheet, client, work_type, playbook, norm, credited, evidence,
            note, at, state, frozen, replaces)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    hot SET_UNIT_STATE = "UPDATE work_unit SET state = $2 WHERE id = $1";
    hot UNITS_OF_SHEET = "SELECT id, employee, interaction, sheet, client, work_type, playbook, norm, credited, evidence, note, at,
            state, frozen, replaces FROM work_unit WHERE sheet = $1 ORDER BY id";
    hot UNITS_OF_INTERACTIONS = "SELECT id, employee, interaction, sheet, client, work_type, playbook, norm, credited, evidence,
            note, at, state, frozen, replaces FROM work_unit
        WHERE state = 'counted' AND interaction IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ORDER BY id";
    hot UNITS_OF_EMPLOYEE = "SELECT id, employee, interaction, sheet, client, work_type, playbook, norm, credited, evidence, note,
            at, state, frozen, replaces FROM work_unit
        WHERE employee = $1 AND state = 'counted' AND at >= $2 AND at < $3 ORDER BY at, id";
    hot CREDITED_FOR_NUMBER = "SELECT COUNT(*) FROM call c JOIN interaction i ON i.call = c.id JOIN work_unit u ON u.interaction = i.id
        WHERE c.number = $1 AND c.started >= $2 AND c.started < $3 AND u.work_type = $4 AND u.state = 'counted' AND u.credited > 0";
    hot CREDITED_WITHOUT_NUMBER = "SELECT COUNT(*) FROM work_unit u JOIN interaction i ON i.id = u.interaction
            JOIN call c ON c.id = i.call
        WHERE u.employee = $1 AND u.state = 'counted' AND u.at >= $2 AND u.at < $3 AND u.work_type = $4 AND u.credited > 0
            AND c.number IS NULL";
    hot OUTPUT = "SELECT employee, CAST(SUM(credited) AS BIGINT) FROM work_unit
        WHERE state = 'counted' AND at >= $1 AND at < $2 GROUP BY employee ORDER BY employee";
    hot OUTPUT_OF = "SELECT employee, CAST(SUM(credited) AS BIGINT) FROM work_unit
        WHERE employee = $1 AND state = 'counted' AND at >= $2 AND at < $3 GROUP BY employee";
}

/// How many interactions one query asks the units of.
const UNITS_AT_ONCE: usize = 16;

pub(crate) fn interaction(row: &mut Row) -> Kept<Interaction> {
    Ok(Interaction {
        id: InteractionId(row.int()?),
        kind: row.code(InteractionKind::from_code)?,
        direction: Direction::from_code(&row.text()?),
        client: row.opt_id(ClientId)?,
        person: row.opt_id(PersonId)?,
        employee: EmployeeId(row.int()?),
        call: row.opt_id(CallId)?,
        at: row.time()?,
        seconds: row.int()?,
        text: row.text()?,
        not_client: row.opt_text()?.and_then(|code| NotClient::from_code(&code)),
        recorded: row.time()?,
        undone: row.opt_time()?,
        effects: row.json()?,
    })
}

pub(crate) fn unit(row: &mut Row) -> Kept<WorkUnit> {
    Ok(WorkUnit {
        id: UnitId(row.int()?),
        employee: EmployeeId(row.int()?),
        interaction: row.opt_id(InteractionId)?,
        sheet: row.opt_id(SheetId)?,
        client: row.opt_id(ClientId)?,
        work_type: row.text()?,
        playbook: PlaybookId(row.int()?),
        norm: row.int()?,
        credited: row.int()?,
        evidence: row.code(Evidence::from_code)?,
        note: row.text()?,
        at: row.time()?,
        state: row.code(UnitState::from_code)?,
        frozen: row.flag()?,
        replaces: row.opt_id(UnitId)?,
    })
}

/// The counted units of several interactions, oldest first.
pub(crate) fn units_of_interactions(tx: &mut SqlTx<'_>, ids: &[InteractionId]) -> Kept<Vec<WorkUnit>> {
    let mut units = Vec::new();
    for chunk in ids.chunks(UNITS_AT_ONCE) {
        let mut values: Vec<Value> = chunk.iter().map(|id| Value::from(*id)).collect();
        values.resize(UNITS_AT_ONCE, Value::Null);
        units.extend(all(tx.query(&UNITS_OF_INTERACTIONS, &values)?, unit)?);
    }
    Ok(units)
}

macro_rules! interaction_values {
    ($i:expr) => {
        params![
            $i.id,
            $i.kind.code(),
            $i.direction.code(),
            $i.client,
            $i.person,
            $i.employee,
            $i.call,
            $i.at,
            $i.seconds,
            &$i.text,
            $i.not_client.map(NotClient::code),
            $i.recorded,
            $i.undone,
            json(&$i.effects)?
        ]
    };
}

impl WorkPort for SqlTx<'_> {
    fn interaction(&mut self, id: InteractionId) -> Kept<Option<Interaction>> {
        one(self.query(&INTERACTION, params![id])?, interaction)
    }

    fn add_interaction(&mut self, interaction: &Interaction) -> Kept<()> {
        self.execute(&ADD_INTERACTION, interaction_values!(interaction))?;
        text_index::add(self, interaction.id)
    }

    fn put_interaction(&mut self, interaction: &Interaction) -> Kept<()> {
        changed(self.execute(&PUT_INTERACTION, interaction_values!(interaction))?, "interaction")?;
        text_index::renew(self, interaction.id)
    }

    fn timeline(&mut self, client: ClientId, stems: &[String], after: Option<After>, limit: i64) -> Kept<Vec<TimelineItem>> {
        let after = after.unwrap_or(After { at: Time::from_micros(i64::MAX), id: i64::MAX });
        let mut values = params![client, after.at, after.id, limit].to_vec();
        let rows = if stems.is_empty() {
            self.query(&TIMELINE, &values)?
        } else {
            values.push(text_index::of_client(self.engine(), stems, client).into());
            self.query(&TIMELINE_WITH, &values)?
        };
        let mut items = all(rows, |row| {
            let interaction = interaction(row)?;
            let call = row.opt_id(CallId)?.map(|id| call_of(id, row)).transpose()?;
            Ok(TimelineItem { interaction, units: Vec::new(), call })
        })?;
        let ids: Vec<_> = items.iter().map(|item| item.interaction.id).collect();
        for unit in units_of_interactions(self, &ids)? {
            if let Some(item) = items.iter_mut().find(|item| Some(item.interaction.id) == unit.interaction) {
                item.units.push(unit);
            }
        }
        Ok(items)
    }

    fn count_interactions(&mut self, client: ClientId, not: Option<InteractionId>) -> Kept<i64> {
        Ok(one(self.query(&COUNT, params![client, not.map_or(-1, |id| id.0)])?, Row::int)?.unwrap_or(0))
    }

    fn unit(&mut self, id: UnitId) -> Kept<Option<WorkUnit>> {
        one(self.query(&UNIT, params![id])?, unit)
    }

    fn add_unit(&mut self, unit: &WorkUnit) -> Kept<()> {
        self.execute(
            &ADD_UNIT,
            params![
                unit.id,
                unit.employee,
                unit.interaction,
                unit.sheet,
                unit.client,
                &unit.work_type,
                unit.playbook,
                unit.norm,
                unit.credited,
                unit.evidence.code(),
                &unit.note,
                unit.at,
                unit.state.code(),
                unit.frozen,
                unit.replaces
            ],
        )?;
        Ok(())
    }

    fn set_unit_state(&mut self, id: UnitId, state: UnitState) -> Kept<()> {
        changed(self.execute(&SET_UNIT_STATE, params![id, state.code()])?, "work unit")
    }

    fn units_of_sheet(&mut self, sheet: SheetId) -> Kept<Vec<WorkUnit>> {
        all(self.query(&UNITS_OF_SHEET, params![sheet])?, unit)
    }

    fn units_of_employee(&mut self, employee: EmployeeId, from: Time, until: Time) -> Kept<Vec<WorkUnit>> {
        all(self.query(&UNITS_OF_EMPLOYEE, params![employee, from, until])?, unit)
    }

    fn count_credited(
        &mut self,
        work_type: &str,
        number: Option<&str>,
        employee: EmployeeId,
        from: Time,
        until: Time,
    ) -> Kept<i64> {
        let rows = match number {
            Some(number) => self.query(&CREDITED_FOR_NUMBER, params![number, from, until, work_type])?,
            None => self.query(&CREDITED_WITHOUT_NUMBER, params![employee, from, until, work_type])?,
        };
        Ok(one(rows, Row::int)?.unwrap_or(0))
    }

    fn output(&mut self, employees: Option<&[EmployeeId]>, from: Time, until: Time) -> Kept<Vec<(EmployeeId, i64)>> {
        let line = |row: &mut Row| Ok((EmployeeId(row.int()?), row.int()?));
        let Some(employees) = employees else { return all(self.query(&OUTPUT, params![from, until])?, line) };
        let mut sums = Vec::new();
        for employee in employees {
            sums.extend(one(self.query(&OUTPUT_OF, params![*employee, from, until])?, line)?);
        }
        Ok(sums)
    }
}
