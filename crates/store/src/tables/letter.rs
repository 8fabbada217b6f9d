//! Letters, their threads and the places they were seen in.

use app::model::letter::{LetterFilter, LetterLine, LetterList, LetterState, StoredLetter};
use app::model::mailbox::MailPlace;
use app::model::work::WorkUnit;
use app::ports::{Kept, LetterPort};
use domain::call::Direction;
use domain::id::{ClientId, EmployeeId, InteractionId, LetterId, MailboxId, ThreadId};
use domain::letter::{Identity, base_subject};
use domain::text::fold;
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::{Engine, Statement, statements};
use crate::engine::value::{Row, Value, params};
use crate::tables::codec::{all, changed, json, one};
use crate::tables::{client, text_index, work};
use crate::tx::SqlTx;

macro_rules! letters {
    ($rest:literal) => {
        concat!(
            "SELECT l.id, l.mailbox, l.employee, l.direction, l.interaction, l.thread, l.message_id, l.digest, l.at, l.received,
                l.subject, l.sender, l.content, l.raw, l.size, l.state, l.private, l.matched, l.due, l.closed, l.closed_by, l.bounce
            FROM letter l ",
            $rest
        )
    };
}

macro_rules! lines {
    ($from:literal, $where:literal, $order:literal) => {
        concat!(
            "SELECT l.id, l.mailbox, l.employee, l.direction, l.interaction, l.thread, l.message_id, l.digest, l.at, l.received,
                l.subject, l.sender, l.content, l.raw, l.size, l.state, l.private, l.matched, l.due, l.closed, l.closed_by, l.bounce,
                i.id, i.kind, i.direction, i.client, i.person, i.employee, i.call, i.at, i.seconds, i.text, i.not_client,
                i.recorded, i.undone, i.effects,
                c.id, c.kind, c.standing, c.form, c.name, c.inn, c.responsible, c.created, c.last_contact, c.merged_into, c.removed
            FROM ",
            $from,
            " JOIN interaction i ON i.id = l.interaction LEFT JOIN client c ON c.id = i.client WHERE ",
            $where,
            " AND (CAST($1 AS BIGINT) < 0 OR l.private = 0 OR l.employee = CAST($1 AS BIGINT)) ORDER BY ",
            $order,
            " LIMIT $2"
        )
    };
}

statements! {
    hot LETTER = letters!("WHERE l.id = $1");
    hot BY_IDENTITY = letters!("WHERE l.message_id = $1 AND l.digest = $2");
    hot BY_MESSAGE_ID = letters!("WHERE l.message_id = $1 ORDER BY l.id LIMIT 20");
    hot OF_INTERACTION = letters!("WHERE l.interaction = $1");
    hot OF_THREAD = letters!("WHERE l.thread = $1 ORDER BY l.at, l.id LIMIT 500");
    hot WAITING_FROM = letters!("WHERE l.sender = $1 AND l.state = 'waiting' ORDER BY l.at, l.id LIMIT 50");
    hot UNMATCHED_FROM = letters!("WHERE l.sender = $1 AND l.matched = 0 ORDER BY l.at, l.id LIMIT 200");
    hot WAITING_OF_CLIENT = letters!("JOIN interaction i ON i.id = l.interaction
        WHERE i.client = $1 AND l.state = 'waiting' ORDER BY l.at, l.id LIMIT 50");
    hot ADD_LETTER = "INSERT INTO letter (id, mailbox, employee, direction, interaction, thread, message_id, digest, at, received,
            subject, sender, content, raw, size, state, private, matched, due, closed, closed_by, bounce)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
    hot PUT_LETTER = "UPDATE letter SET mailbox = $2, employee = $3, direction = $4, interaction = $5, thread = $6,
            message_id = $7, digest = $8, at = $9, received = $10, subject = $11, sender = $12, content = $13, raw = $14, size = $15,
            state = $16, private = $17, matched = $18, due = $19, closed = $20, closed_by = $21, bounce = $22 WHERE id = $1";

    hot WAITING = lines!("letter l", "l.state = 'waiting' AND l.due < $3 AND (l.due > $4 OR (l.due = $4 AND l.id > $5))", "l.due, l.id");
    hot WAITING_OF = lines!("letter l",
        "l.state = 'waiting' AND l.due < $3 AND (l.due > $4 OR (l.due = $4 AND l.id > $5)) AND l.employee = $6", "l.due, l.id");
    hot NEWEST = lines!("letter l", "l.at <= $3 AND (l.at < $3 OR l.id < $4)", "l.at DESC, l.id DESC");
    hot NEWEST_OF = lines!("letter l", "l.employee = $5 AND l.at <= $3 AND (l.at < $3 OR l.id < $4)", "l.at DESC, l.id DESC");
    hot UNMATCHED = lines!("letter l", "l.matched = 0 AND l.at >= $3 AND (l.at > $3 OR l.id > $4)", "l.at, l.id");
    hot UNTYPED = lines!("letter l", "l.state = 'untyped' AND l.at < $3", "l.at, l.id");
    hot UNTYPED_OF = lines!("letter l", "l.state = 'untyped' AND l.at < $3 AND l.employee = $4", "l.at, l.id");
    // In two steps: the newest that hold the words, then the newest letters among them.
    hot HOLDING = "SELECT rowid FROM interaction_text WHERE interaction_text MATCH $1 ORDER BY rowid DESC LIMIT $2",
        "SELECT t.id FROM interaction_text t WHERE t.stems @@ CAST(CAST($1 AS TEXT) AS TSQUERY) LIMIT $2";
    hot AMONG = lines!("letter l",
        "l.interaction IN ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) AND l.at <= $3", "l.at DESC, l.id DESC");

    hot THREAD_OF = "SELECT thread FROM letter_reference WHERE message_id = $1";
    hot ADD_REFERENCE = "INSERT INTO letter_reference (message_id, thread) VALUES ($1, $2) ON CONFLICT (message_id) DO NOTHING";
    hot JOIN_LETTERS = "UPDATE letter SET thread = $2 WHERE thread = $1";
    hot JOIN_REFERENCES = "UPDATE letter_reference SET thread = $2 WHERE thread = $1";
    hot SUBJECTS = "SELECT l.thread, l.subject FROM interaction i JOIN letter l ON l.interaction = i.id
        WHERE i.client = $1 AND i.kind = 'letter' AND i.at >= $2 ORDER BY i.at DESC LIMIT 200";
    hot UNITS_OF_THREAD = "SELECT u.id, u.employee, u.interaction, u.sheet, u.client, u.work_type, u.playbook, u.norm, u.credited,
            u.evidence, u.note, u.at, u.state, u.frozen, u.replaces
        FROM letter l JOIN work_unit u ON u.interaction = l.interaction
        WHERE l.thread = $1 AND u.state = 'counted' ORDER BY u.id";

    hot ADD_PLACE = "INSERT INTO letter_place (mailbox, folder, validity, uid, letter) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (mailbox, folder, validity, uid) DO UPDATE SET letter = excluded.letter";
    hot LETTER_AT = "SELECT letter FROM letter_place WHERE mailbox = $1 AND folder = $2 AND validity = $3 AND uid = $4";
    hot REMOVE_PLACE = "DELETE FROM letter_place WHERE mailbox = $1 AND folder = $2 AND uid = $3";
    cold FORGET_PLACES = "DELETE FROM letter_place WHERE mailbox = $1 AND folder = $2";
    cold PLACE_UIDS = "SELECT uid FROM letter_place WHERE mailbox = $1 AND folder = $2
        UNION SELECT uid FROM quarantine WHERE mailbox = $1 AND folder = $2";
    hot COUNT_PLACES = "SELECT (SELECT COUNT(*) FROM letter_place WHERE mailbox = $1 AND folder = $2)
        + (SELECT COUNT(*) FROM quarantine WHERE mailbox = $1 AND folder = $2)";
    hot REMOVE_QUARANTINED_AT = "DELETE FROM quarantine WHERE mailbox = $1 AND folder = $2 AND uid = $3";
    cold FORGET_QUARANTINED = "DELETE FROM quarantine WHERE mailbox = $1 AND folder = $2";
}

/// How many interactions one query asks the letters of.
const AT_ONCE: usize = 16;
/// How many newest contacts that hold the words are looked at.
const LOOKED_AT: i64 = 800;

fn letter(row: &mut Row) -> Kept<StoredLetter> {
    Ok(StoredLetter {
        id: LetterId(row.int()?),
        mailbox: row.opt_id(MailboxId)?,
        employee: EmployeeId(row.int()?),
        direction: Direction::from_code(&row.text()?),
        interaction: InteractionId(row.int()?),
        thread: ThreadId(row.int()?),
        message_id: row.text()?,
        digest: row.text()?,
        at: row.time()?,
        received: row.time()?,
        subject: row.text()?,
        sender: row.text()?,
        content: row.json()?,
        raw: row.text()?,
        size: row.int()?,
        state: row.code(LetterState::from_code)?,
        private: row.flag()?,
        matched: row.flag()?,
        due: row.opt_time()?,
        closed: row.opt_time()?,
        closed_by: row.opt_id(InteractionId)?,
        bounce: row.opt_text()?.map(|text| crate::tables::codec::from_json(&text)).transpose()?,
    })
}

fn line(row: &mut Row) -> Kept<LetterLine> {
    let (letter, interaction) = (letter(row)?, work::interaction(row)?);
    let client = row.opt_id(ClientId)?.map(|id| client::client_of(id, row)).transpose()?;
    Ok(LetterLine { letter, interaction, client, units: Vec::new() })
}

macro_rules! letter_values {
    ($l:expr) => {
        params![
            $l.id,
            $l.mailbox,
            $l.employee,
            $l.direction.code(),
            $l.interaction,
            $l.thread,
            &$l.message_id,
            &$l.digest,
            $l.at,
            $l.received,
            &$l.subject,
            &$l.sender,
            json(&$l.content)?,
            &$l.raw,
            $l.size,
            $l.state.code(),
            $l.private,
            $l.matched,
            $l.due,
            $l.closed,
            $l.closed_by,
            $l.bounce.as_ref().map(json).transpose()?
        ]
    };
}

/// Letters of each employee asked for, or of everybody.
fn of_each(
    tx: &mut SqlTx<'_>,
    employees: Option<&[EmployeeId]>,
    (everybody, of_one): (&'static Statement, &'static Statement),
    values: &[Value],
) -> Kept<Vec<LetterLine>> {
    let Some(employees) = employees else { return all(tx.query(everybody, values)?, line) };
    let mut found = Vec::new();
    for employee in employees {
        let mut values = values.to_vec();
        values.push((*employee).into());
        found.extend(all(tx.query(of_one, &values)?, line)?);
    }
    Ok(found)
}

/// The letters of a list, without their units.
fn listed(tx: &mut SqlTx<'_>, filter: &LetterFilter) -> Kept<Vec<LetterLine>> {
    let private_of = filter.private_of.map_or(-1, |id| id.0);
    let employees = filter.employees.as_deref();
    let last = Time::from_micros(i64::MAX);
    let (at, id) = filter.after.map_or((None, None), |after| (Some(after.at), Some(after.id)));
    let mut found = match filter.list {
        _ if !filter.stems.is_empty() => return holding(tx, filter, private_of),
        LetterList::Waiting => {
            let first = Time::from_micros(i64::MIN);
            let values =
                params![private_of, filter.limit, filter.due_before.unwrap_or(last), at.unwrap_or(first), id.unwrap_or(-1)];
            let mut found = of_each(tx, employees, (&WAITING, &WAITING_OF), values)?;
            found.sort_by_key(|one| (one.letter.due, one.letter.id));
            found
        }
        LetterList::All => {
            let values = params![private_of, filter.limit, at.unwrap_or(last), id.unwrap_or(i64::MAX)];
            let mut found = of_each(tx, employees, (&NEWEST, &NEWEST_OF), values)?;
            found.sort_by_key(|one| std::cmp::Reverse((one.letter.at, one.letter.id)));
            found
        }
        LetterList::Unmatched => {
            let values = params![private_of, filter.limit, at.unwrap_or(Time::from_micros(i64::MIN)), id.unwrap_or(-1)];
            all(tx.query(&UNMATCHED, values)?, line)?
        }
        LetterList::Untyped => {
            let values = params![private_of, filter.limit, filter.due_before.unwrap_or(last)];
            let mut found = of_each(tx, employees, (&UNTYPED, &UNTYPED_OF), values)?;
            found.sort_by_key(|one| (one.letter.at, one.letter.id));
            found
        }
    };
    found.truncate(usize::try_from(filter.limit).unwrap_or(0));
    Ok(found)
}

/// The newest letters that hold all the words.
fn holding(tx: &mut SqlTx<'_>, filter: &LetterFilter, private_of: i64) -> Kept<Vec<LetterLine>> {
    let before = filter.after.map_or(Time::from_micros(i64::MAX), |after| after.at);
    let asked = text_index::letters(tx.engine(), &filter.stems);
    let mut ids = all(tx.query(&HOLDING, params![asked, LOOKED_AT])?, Row::int)?;
    if tx.engine() == Engine::Postgres {
        ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
    }
    let limit = usize::try_from(filter.limit).unwrap_or(0);
    let mut found: Vec<LetterLine> = Vec::new();
    for chunk in ids.chunks(AT_ONCE) {
        let mut values = params![private_of, filter.limit, before].to_vec();
        values.extend(chunk.iter().map(|id| Value::from(*id)));
        values.resize(3 + AT_ONCE, Value::Null);
        found.extend(all(tx.query(&AMONG, &values)?, line)?);
    }
    if let Some(employees) = &filter.employees {
        found.retain(|one| employees.contains(&one.letter.employee));
    }
    if let Some(after) = filter.after {
        found.retain(|one| (one.letter.at, one.letter.id.0) < (after.at, after.id));
    }
    found.sort_by_key(|one| std::cmp::Reverse((one.letter.at, one.letter.id)));
    found.truncate(limit);
    Ok(found)
}

impl LetterPort for SqlTx<'_> {
    fn letter(&mut self, id: LetterId) -> Kept<Option<StoredLetter>> {
        one(self.query(&LETTER, params![id])?, letter)
    }

    fn letter_by_identity(&mut self, identity: &Identity) -> Kept<Option<StoredLetter>> {
        one(self.query(&BY_IDENTITY, params![&identity.message_id, &identity.digest])?, letter)
    }

    fn letters_by_message_id(&mut self, message_id: &str) -> Kept<Vec<StoredLetter>> {
        all(self.query(&BY_MESSAGE_ID, params![message_id])?, letter)
    }

    fn letter_of_interaction(&mut self, id: InteractionId) -> Kept<Option<StoredLetter>> {
        one(self.query(&OF_INTERACTION, params![id])?, letter)
    }

    fn add_letter(&mut self, letter: &StoredLetter) -> Kept<()> {
        self.execute(&ADD_LETTER, letter_values!(letter))?;
        Ok(())
    }

    fn put_letter(&mut self, letter: &StoredLetter) -> Kept<()> {
        changed(self.execute(&PUT_LETTER, letter_values!(letter))?, "letter")
    }

    fn letters_of_thread(&mut self, thread: ThreadId) -> Kept<Vec<StoredLetter>> {
        all(self.query(&OF_THREAD, params![thread])?, letter)
    }

    fn letters(&mut self, filter: &LetterFilter) -> Kept<Vec<LetterLine>> {
        let mut found = listed(self, filter)?;
        let ids: Vec<_> = found.iter().map(|one| one.interaction.id).collect();
        for unit in work::units_of_interactions(self, &ids)? {
            if let Some(one) = found.iter_mut().find(|one| Some(one.interaction.id) == unit.interaction) {
                one.units.push(unit);
            }
        }
        Ok(found)
    }

    fn waiting_from(&mut self, sender: &str) -> Kept<Vec<StoredLetter>> {
        all(self.query(&WAITING_FROM, params![sender])?, letter)
    }

    fn unmatched_from(&mut self, sender: &str) -> Kept<Vec<StoredLetter>> {
        all(self.query(&UNMATCHED_FROM, params![sender])?, letter)
    }

    fn waiting_of_client(&mut self, client: ClientId) -> Kept<Vec<StoredLetter>> {
        all(self.query(&WAITING_OF_CLIENT, params![client])?, letter)
    }

    fn threads_of(&mut self, message_ids: &[String]) -> Kept<Vec<ThreadId>> {
        let mut threads = Vec::new();
        for id in message_ids {
            threads.extend(one(self.query(&THREAD_OF, params![id])?, |row| Ok(ThreadId(row.int()?)))?);
        }
        threads.sort_unstable();
        threads.dedup();
        Ok(threads)
    }

    fn add_references(&mut self, thread: ThreadId, message_ids: &[String]) -> Kept<()> {
        for id in message_ids {
            self.execute(&ADD_REFERENCE, params![id, thread])?;
        }
        Ok(())
    }

    fn join_threads(&mut self, lost: ThreadId, kept: ThreadId) -> Kept<()> {
        self.execute(&JOIN_LETTERS, params![lost, kept])?;
        self.execute(&JOIN_REFERENCES, params![lost, kept])?;
        Ok(())
    }

    fn thread_by_subject(&mut self, client: ClientId, base: &str, since: Time) -> Kept<Option<ThreadId>> {
        let wanted = fold(base);
        let subjects = all(self.query(&SUBJECTS, params![client, since])?, |row| Ok((ThreadId(row.int()?), row.text()?)))?;
        Ok(subjects.into_iter().find(|(_, subject)| fold(base_subject(subject)) == wanted).map(|(thread, _)| thread))
    }

    fn units_of_thread(&mut self, thread: ThreadId) -> Kept<Vec<WorkUnit>> {
        all(self.query(&UNITS_OF_THREAD, params![thread])?, work::unit)
    }

    fn add_place(&mut self, place: &MailPlace, letter: LetterId) -> Kept<()> {
        self.execute(&ADD_PLACE, params![place.mailbox, &place.folder, place.validity, place.uid, letter])?;
        Ok(())
    }

    fn letter_at(&mut self, place: &MailPlace) -> Kept<Option<LetterId>> {
        let rows = self.query(&LETTER_AT, params![place.mailbox, &place.folder, place.validity, place.uid])?;
        one(rows, |row| Ok(LetterId(row.int()?)))
    }

    fn place_uids(&mut self, mailbox: MailboxId, folder: &str) -> Kept<Vec<i64>> {
        all(self.query(&PLACE_UIDS, params![mailbox, folder])?, Row::int)
    }

    fn count_places(&mut self, mailbox: MailboxId, folder: &str) -> Kept<i64> {
        Ok(one(self.query(&COUNT_PLACES, params![mailbox, folder])?, Row::int)?.unwrap_or(0))
    }

    fn remove_places(&mut self, mailbox: MailboxId, folder: &str, uids: &[i64]) -> Kept<()> {
        for uid in uids {
            self.execute(&REMOVE_PLACE, params![mailbox, folder, *uid])?;
            self.execute(&REMOVE_QUARANTINED_AT, params![mailbox, folder, *uid])?;
        }
        Ok(())
    }

    fn forget_places(&mut self, mailbox: MailboxId, folder: &str) -> Kept<()> {
        self.execute(&FORGET_PLACES, params![mailbox, folder])?;
        self.execute(&FORGET_QUARANTINED, params![mailbox, folder])?;
        Ok(())
    }
}
