//! The journal of calls: one line a call, with what was recorded of it.

use app::model::journal::{After, JournalFilter, JournalLine, JournalOrder};
use app::model::sheet::SheetState;
use app::ports::Kept;
use domain::call::Direction;
use domain::id::{ClientId, EmployeeId, InteractionId, SheetId};
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::{Engine, Statement, statements};
use crate::engine::value::{Row, Value};
use crate::tables::codec::all;
use crate::tables::{call, text_index, work};
use crate::tx::SqlTx;

macro_rules! journal {
    ($words:literal, $whose:literal, $page:literal, $order:literal) => {
        concat!(
            "SELECT c.id, c.key, c.direction, c.number, c.called, c.state, c.started, c.answered, c.ended, c.rang, c.talked,
                c.employee, c.evidence, i.id, i.text, i.client, k.form, k.name, s.id, s.state
            FROM call c
            LEFT JOIN interaction i ON i.id = (SELECT MAX(r.id) FROM interaction r WHERE r.call = c.id AND r.undone IS NULL)
            LEFT JOIN client k ON k.id = i.client
            LEFT JOIN sheet s ON s.id = (SELECT MAX(o.id) FROM sheet o WHERE o.call = c.id AND o.state <> 'dropped')
            WHERE c.started >= $1 AND c.started < $2 AND ",
            $page,
            " AND ($5 = '' OR c.direction = $5)
            AND ($6 = 0 OR ($6 = 1 AND c.state = 'missed') OR ($6 = 2 AND c.answered IS NOT NULL))
            AND ($7 = '' OR EXISTS (SELECT 1 FROM interaction w JOIN work_unit u ON u.interaction = w.id
                WHERE w.call = c.id AND w.undone IS NULL AND u.state = 'counted' AND u.work_type = $7))
            AND ($8 = '' OR c.number LIKE $8 OR i.id IN (",
            $words,
            "))",
            $whose,
            $order
        )
    };
    (sqlite $($rest:literal),*) => {
        journal!("SELECT rowid FROM interaction_text WHERE interaction_text MATCH $9", $($rest),*)
    };
    (postgres $($rest:literal),*) => {
        journal!("SELECT t.id FROM interaction_text t WHERE t.stems @@ CAST(CAST($9 AS TEXT) AS TSQUERY)", $($rest),*)
    };
}

statements! {
    hot NEWEST = journal!(sqlite "", "(c.started < $3 OR c.id < $4)", " ORDER BY c.started DESC, c.id DESC LIMIT $10"),
        journal!(postgres "", "(c.started < $3 OR c.id < $4)", " ORDER BY c.started DESC, c.id DESC LIMIT $10");
    hot OLDEST = journal!(sqlite "", "(c.started > $3 OR c.id > $4)", " ORDER BY c.started, c.id LIMIT $10"),
        journal!(postgres "", "(c.started > $3 OR c.id > $4)", " ORDER BY c.started, c.id LIMIT $10");
    hot NEWEST_OF = journal!(sqlite " AND c.employee = $11", "(c.started < $3 OR c.id < $4)",
            " ORDER BY c.started DESC, c.id DESC LIMIT $10"),
        journal!(postgres " AND c.employee = $11", "(c.started < $3 OR c.id < $4)",
            " ORDER BY c.started DESC, c.id DESC LIMIT $10");
    hot OLDEST_OF = journal!(sqlite " AND c.employee = $11", "(c.started > $3 OR c.id > $4)",
            " ORDER BY c.started, c.id LIMIT $10"),
        journal!(postgres " AND c.employee = $11", "(c.started > $3 OR c.id > $4)",
            " ORDER BY c.started, c.id LIMIT $10");
}

/// The lines of a filter.
pub(crate) fn lines(tx: &mut SqlTx<'_>, filter: &JournalFilter) -> Kept<Vec<JournalLine>> {
    let newest = filter.order == JournalOrder::Newest;
    let values = values(tx.engine(), filter);
    let mut found = Vec::new();
    match &filter.employees {
        None => found = all(tx.query(if newest { &NEWEST } else { &OLDEST }, &values)?, line)?,
        Some(employees) => {
            let statement: &'static Statement = if newest { &NEWEST_OF } else { &OLDEST_OF };
            for employee in employees {
                found.extend(of_employee(tx, statement, &values, *employee)?);
            }
            found.sort_by_key(|line| (line.call.started, line.call.id));
            if newest {
                found.reverse();
            }
            found.truncate(usize::try_from(filter.limit).unwrap_or(0));
        }
    }
    let recorded: Vec<InteractionId> = found.iter().filter_map(|line| line.interaction).collect();
    let mut at = std::collections::HashMap::new();
    for (index, line) in found.iter().enumerate() {
        at.extend(line.interaction.map(|id| (id, index)));
    }
    for unit in work::units_of_interactions(tx, &recorded)? {
        let line = unit.interaction.and_then(|id| at.get(&id)).and_then(|index| found.get_mut(*index));
        if let Some(line) = line {
            line.units.push(unit);
        }
    }
    Ok(found)
}

fn of_employee(
    tx: &mut SqlTx<'_>,
    statement: &'static Statement,
    values: &[Value],
    employee: EmployeeId,
) -> Kept<Vec<JournalLine>> {
    let mut values = values.to_vec();
    values.push(employee.into());
    all(tx.query(statement, &values)?, line)
}

fn values(engine: Engine, filter: &JournalFilter) -> Vec<Value> {
    let newest = filter.order == JournalOrder::Newest;
    let (mut from, mut until) = (filter.from, filter.until);
    let after = filter.after.unwrap_or(if newest {
        After { at: Time::from_micros(i64::MAX), id: i64::MAX }
    } else {
        After { at: Time::from_micros(i64::MIN), id: i64::MIN }
    });
    // The index is entered where the last page ended.
    if filter.after.is_some() && newest {
        until = until.min(Time::from_micros(after.at.micros().saturating_add(1)));
    } else if filter.after.is_some() {
        from = from.max(after.at);
    }
    let missed = match filter.missed {
        None => 0_i64,
        Some(true) => 1,
        Some(false) => 2,
    };
    let asked = text_index::anywhere(engine, &filter.words);
    // One run of digits may be a number of somebody whose call was not recorded.
    let number = match filter.words.as_slice() {
        [one] if one.chars().all(|sign| sign.is_ascii_digit()) => format!("%{one}%"),
        _ => "none".to_owned(),
    };
    let number = if asked.is_some() { number } else { String::new() };
    vec![
        from.into(),
        until.into(),
        after.at.into(),
        after.id.into(),
        filter.direction.map_or("", Direction::code).into(),
        missed.into(),
        filter.work_type.as_deref().unwrap_or("").into(),
        number.into(),
        // Not asked when there are no words, but a query all the same.
        asked.unwrap_or_else(|| if engine == Engine::Sqlite { "\"\"".into() } else { String::new() }).into(),
        filter.limit.into(),
    ]
}

fn line(row: &mut Row) -> Kept<JournalLine> {
    let call = call::call(row)?;
    let interaction = row.opt_id(InteractionId)?;
    let text = row.opt_text()?.unwrap_or_default();
    let client = row.opt_id(ClientId)?;
    let (form, name) = (row.opt_text()?, row.opt_text()?);
    let sheet = row.opt_id(SheetId)?;
    let state = row.opt_text()?.and_then(|code| SheetState::from_code(&code));
    let client_name = name.map(|name| form.map_or_else(|| name.clone(), |form| format!("{form} {name}")));
    Ok(JournalLine { call, interaction, text, client, client_name, sheet: sheet.zip(state), units: Vec::new() })
}
