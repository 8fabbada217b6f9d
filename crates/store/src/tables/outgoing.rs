//! Letters in the making and on their way out.

use app::model::outgoing::{Outgoing, OutgoingState};
use app::ports::{Kept, OutgoingPort};
use domain::id::{EmployeeId, LetterId, MailboxId, OutgoingId, PlaybookId, ThreadId, UnitId};
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, params};
use crate::tables::codec::{all, changed, json, one};
use crate::tx::SqlTx;

macro_rules! outgoing {
    ($rest:literal) => {
        concat!(
            "SELECT id, employee, mailbox, state, version, content, work_type, playbook, message_id, raw, send_at, next_try, lease,
                attempts, error, thread, letter, unit, created, changed FROM outgoing ",
            $rest
        )
    };
}

statements! {
    hot OUTGOING = outgoing!("WHERE id = $1");
    hot BY_MESSAGE_ID = outgoing!("WHERE message_id = $1 ORDER BY id LIMIT 1");
    hot ADD_OUTGOING = "INSERT INTO outgoing (id, employee, mailbox, state, version, content, work_type, playbook, message_id, raw,
            send_at, next_try, lease, attempts, error, thread, letter, unit, created, changed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    hot PUT_OUTGOING = "UPDATE outgoing SET employee = $2, mailbox = $3, state = $4, version = $5, content = $6, work_type = $7,
            playbook = $8, message_id = $9, raw = $10, send_at = $11, next_try = $12, lease = $13, attempts = $14, error = $15,
            thread = $16, letter = $17, unit = $18, created = $19, changed = $20 WHERE id = $1";
    hot OPEN = outgoing!("WHERE employee = $1 AND state IN ('draft', 'held', 'failed', 'queued', 'sending')
        ORDER BY changed DESC, id DESC LIMIT $2");
    hot OF_THREAD = outgoing!("WHERE thread = $1 AND state IN ('draft', 'queued', 'sending') ORDER BY id LIMIT 50");
    hot DUE = outgoing!("WHERE state IN ('queued', 'sending') AND next_try <= $1 AND (state = 'queued' OR lease < $1)
        ORDER BY next_try, id LIMIT $2");
    hot NEXT = "SELECT next_try FROM outgoing WHERE state IN ('queued', 'sending') AND next_try IS NOT NULL
        ORDER BY next_try LIMIT 1";
    hot NOTE_AUTO_ANSWER = "INSERT INTO auto_answer (address, day) VALUES ($1, $2) ON CONFLICT (address, day) DO NOTHING";
}

fn outgoing(row: &mut Row) -> Kept<Outgoing> {
    Ok(Outgoing {
        id: OutgoingId(row.int()?),
        employee: EmployeeId(row.int()?),
        mailbox: row.opt_id(MailboxId)?,
        state: row.code(OutgoingState::from_code)?,
        version: row.int()?,
        content: row.json()?,
        work_type: row.opt_text()?,
        playbook: row.opt_id(PlaybookId)?,
        message_id: row.text()?,
        raw: row.opt_text()?,
        send_at: row.opt_time()?,
        next_try: row.opt_time()?,
        lease: row.opt_time()?,
        attempts: row.int()?,
        error: row.opt_text()?,
        thread: row.opt_id(ThreadId)?,
        letter: row.opt_id(LetterId)?,
        unit: row.opt_id(UnitId)?,
        created: row.time()?,
        changed: row.time()?,
    })
}

macro_rules! outgoing_values {
    ($o:expr) => {
        params![
            $o.id,
            $o.employee,
            $o.mailbox,
            $o.state.code(),
            $o.version,
            json(&$o.content)?,
            $o.work_type.as_deref(),
            $o.playbook,
            &$o.message_id,
            $o.raw.as_deref(),
            $o.send_at,
            $o.next_try,
            $o.lease,
            $o.attempts,
            $o.error.as_deref(),
            $o.thread,
            $o.letter,
            $o.unit,
            $o.created,
            $o.changed
        ]
    };
}

impl OutgoingPort for SqlTx<'_> {
    fn outgoing(&mut self, id: OutgoingId) -> Kept<Option<Outgoing>> {
        one(self.query(&OUTGOING, params![id])?, outgoing)
    }

    fn outgoing_by_message_id(&mut self, message_id: &str) -> Kept<Option<Outgoing>> {
        one(self.query(&BY_MESSAGE_ID, params![message_id])?, outgoing)
    }

    fn add_outgoing(&mut self, outgoing: &Outgoing) -> Kept<()> {
        self.execute(&ADD_OUTGOING, outgoing_values!(outgoing))?;
        Ok(())
    }

    fn put_outgoing(&mut self, outgoing: &Outgoing) -> Kept<()> {
        changed(self.execute(&PUT_OUTGOING, outgoing_values!(outgoing))?, "letter on its way")
    }

    fn open_outgoing(&mut self, employee: EmployeeId, limit: i64) -> Kept<Vec<Outgoing>> {
        all(self.query(&OPEN, params![employee, limit])?, outgoing)
    }

    fn outgoing_of_thread(&mut self, thread: ThreadId) -> Kept<Vec<Outgoing>> {
        all(self.query(&OF_THREAD, params![thread])?, outgoing)
    }

    fn due_outgoing(&mut self, now: Time, limit: i64) -> Kept<Vec<Outgoing>> {
        all(self.query(&DUE, params![now, limit])?, outgoing)
    }

    fn next_outgoing(&mut self) -> Kept<Option<Time>> {
        one(self.query(&NEXT, params![])?, Row::time)
    }

    fn note_auto_answer(&mut self, address: &str, day: &str) -> Kept<bool> {
        Ok(self.execute(&NOTE_AUTO_ANSWER, params![address, day])? > 0)
    }
}
