//! Live events: rows in the order of commits.

use app::model::journal::LiveEvent;
use app::ports::{Kept, LivePort};
use domain::id::{EmployeeId, EventId};
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, params};
use crate::error::StoreError;
use crate::tables::codec::{all, one};
use crate::tx::SqlTx;

statements! {
    hot NEXT_EVENT = "UPDATE counter SET value = value + 1 WHERE name = 'event' RETURNING value";
    hot LAST_EVENT = "SELECT value FROM counter WHERE name = 'event'";
    hot ADD_EVENT = "INSERT INTO live_event (id, employee, kind, subject, at) VALUES ($1, $2, $3, $4, $5)";
    hot EVENTS_AFTER = "SELECT id, employee, kind, subject, at FROM live_event
        WHERE id > $2 AND (employee = $1 OR employee IS NULL) ORDER BY id LIMIT $3";
    hot REMOVE_EVENTS = "DELETE FROM live_event WHERE at < $1";
}

impl LivePort for SqlTx<'_> {
    /// Writers follow each other, so a number taken here is in the order of commits: a page that has seen one
    /// has seen all before it. An id made by a clock would not be.
    fn add_event(&mut self, event: &LiveEvent) -> Kept<()> {
        let next = one(self.query(&NEXT_EVENT, &[])?, Row::int)?;
        let next = next.ok_or_else(|| StoreError::Corrupt("the counter of live events is missing".into()))?;
        self.execute(&ADD_EVENT, params![next, event.employee, &event.kind, event.subject, event.at])?;
        self.publish();
        Ok(())
    }

    fn events_after(&mut self, employee: EmployeeId, last: EventId, limit: i64) -> Kept<Vec<LiveEvent>> {
        all(self.query(&EVENTS_AFTER, params![employee, last, limit])?, |row| {
            Ok(LiveEvent {
                id: EventId(row.int()?),
                employee: row.opt_id(EmployeeId)?,
                kind: row.text()?,
                subject: row.int()?,
                at: row.time()?,
            })
        })
    }

    fn last_event(&mut self) -> Kept<EventId> {
        Ok(EventId(one(self.query(&LAST_EVENT, &[])?, Row::int)?.unwrap_or(0)))
    }

    fn remove_events(&mut self, before: Time) -> Kept<u64> {
        self.execute(&REMOVE_EVENTS, params![before])
    }
}
