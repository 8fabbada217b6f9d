//! Finding clients by parts of names and numbers, always the most recently contacted first.
//!
//! How and why: docs/decisions/0012-finding-clients.md. In short: a client's folded names and digits stand in one line of
//! `finder`. Segment 0 holds the freshest lines and is read whole; a larger segment has postings, which lines hold two or
//! three letters in a row. Postings give candidates, every candidate is compared in full. A line touched moves to segment 0 and
//! leaves a hole in its old segment; a full segment 0 becomes a segment with postings.

use std::collections::BTreeMap;

use app::model::client::{Channel, ChannelKind, Client, ClientKind, FoundClient, Standing};
use app::model::journal::After;
use app::ports::{ClientQuery, Kept};
use domain::id::{ClientId, EmployeeId};
use domain::text::{digits, fold};
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, Value, params};
use crate::tables::codec::{all, json};
use crate::tables::postings::{CHOSEN_GRAMS, MOST_GRAMS, grams_of_digits, grams_of_parts, intersection, rarest};
use crate::tables::{client, finder_segments};
use crate::tx::SqlTx;

/// Parts of words compared; the use case asks at most six.
const PARTS: usize = 6;
/// Lines compared at once: where most candidates are answers, a page of them is enough ...
const LINES_FIRST: usize = 32;
/// ... and where few are, each question to the database costs more than a line.
const LINES_MOST: usize = 512;
/// Segments asked at once: the newest alone have enough of what is common, ...
const SEGMENTS_FIRST: usize = 4;
/// ... what is rare is looked for in all.
const SEGMENTS_MOST: usize = 32;
/// Grams whose postings are read: one of each part, or a few of a single one.
const GRAMS_READ: usize = if PARTS > CHOSEN_GRAMS { PARTS } else { CHOSEN_GRAMS };
/// Letters of a part that are compared.
const LONGEST_PART: usize = 60;

macro_rules! found {
    ($($from:expr),* $(,)?) => {
        concat!(
            "SELECT c.id, c.kind, c.standing, c.form, c.name,
        (SELECT TRIM(COALESCE(p.surname || ' ', '') || COALESCE(p.given || ' ', '') || COALESCE(p.patronymic, ''))
            FROM person p WHERE p.client = c.id AND p.removed = 0 ORDER BY p.id DESC LIMIT 1),
        (SELECT ch.value FROM channel ch WHERE ch.client = c.id AND ch.kind = 'phone' AND ch.removed = 0
            ORDER BY CASE WHEN ch.value LIKE $1 THEN 0 ELSE 1 END, ch.id LIMIT 1),
        c.responsible, c.last_contact
            FROM ",
            $($from),*
        )
    };
}

/// Every part of the question stands in the line; an empty one does in each.
macro_rules! parts {
    ($find:literal) => {
        concat!(
            $find,
            "(f.words, $2) > 0 AND ",
            $find,
            "(f.words, $3) > 0 AND ",
            $find,
            "(f.words, $4) > 0 AND ",
            $find,
            "(f.words, $5) > 0 AND ",
            $find,
            "(f.words, $6) > 0 AND ",
            $find,
            "(f.words, $7) > 0 AND ",
            $find,
            "(f.digits, $8) > 0"
        )
    };
}

/// What is compared: parts of words from `$2`, digits in `$8`.
macro_rules! fresh {
    ($find:literal) => {
        concat!(
            "SELECT f.client, f.last_contact FROM finder f WHERE f.segment = 0 AND f.last_contact <= $1 AND ",
            parts!($find),
            " ORDER BY f.last_contact DESC, f.client DESC LIMIT $9"
        )
    };
}

/// Candidates come as a JSON list of places: the segment above, the line in the lower 16 bits.
macro_rules! compared {
    ($lines:literal, $find:literal) => {
        concat!("SELECT f.client, f.last_contact FROM ", $lines, " WHERE ", parts!($find))
    };
}

statements! {
    hot ADD_LINE = "INSERT INTO finder (client, last_contact, segment, line, words, digits) VALUES ($1, $2, 0, 0, $3, $4)
        ON CONFLICT (client) DO UPDATE SET last_contact = excluded.last_contact, segment = 0, line = 0,
            words = excluded.words, digits = excluded.digits";
    hot TOUCH_LINE = "UPDATE finder SET last_contact = $2, segment = 0, line = 0 WHERE client = $1";
    hot ADD_TEXT = "UPDATE finder SET words = words || $2, digits = digits || $3, segment = 0, line = 0 WHERE client = $1";
    hot REMOVE_LINE = "DELETE FROM finder WHERE client = $1";

    hot LIST = found!("client c
            WHERE c.removed = 0 AND c.merged_into IS NULL AND c.last_contact <= $2 AND (c.last_contact < $2 OR c.id < $3)
            ORDER BY c.last_contact DESC, c.id DESC LIMIT $4");
    hot FRESH = fresh!("instr"), fresh!("strpos");
    // CROSS and OFFSET tell each engine to look candidates up one by one; neither knows how few they are.
    hot COMPARED = compared!("json_each($1) v CROSS JOIN finder f ON f.segment = v.value >> 16 AND f.line = v.value & 65535", "instr"),
        compared!("json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON)) v CROSS JOIN LATERAL
            (SELECT l.client, l.last_contact, l.words, l.digits FROM finder l
                WHERE l.segment = CAST(v.value AS BIGINT) >> 16 AND l.line = CAST(v.value AS BIGINT) & 65535 OFFSET 0) f", "strpos");
    hot FOUND = found!("json_each($2) v CROSS JOIN client c ON c.id = v.value"),
        found!("json_array_elements_text(CAST(CAST($2 AS TEXT) AS JSON)) v CROSS JOIN LATERAL
            (SELECT l.* FROM client l WHERE l.id = CAST(v.value AS BIGINT) OFFSET 0) c");
    hot SIZES = "SELECT segment, gram, length(lines) FROM finder_posting
        WHERE segment IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
            AND gram IN ($33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48)";
    hot POSTINGS = "SELECT segment, lines FROM finder_posting
        WHERE segment IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
            AND gram IN ($33, $34, $35, $36, $37, $38)";
    hot SEGMENTS = "SELECT id, newest FROM finder_segment ORDER BY newest DESC, id DESC";
}

fn found(row: &mut Row) -> Kept<FoundClient> {
    Ok(FoundClient {
        id: ClientId(row.int()?),
        kind: row.code(ClientKind::from_code)?,
        standing: row.code(Standing::from_code)?,
        form: row.opt_text()?,
        name: row.text()?,
        person: row.opt_text()?.filter(|name| !name.is_empty()),
        phone: row.opt_text()?,
        responsible: row.opt_id(EmployeeId)?,
        last_contact: row.time()?,
    })
}

/// Makes a new client findable.
pub(crate) fn add(tx: &mut SqlTx<'_>, client: &Client) -> Kept<()> {
    if client.removed || client.merged_into.is_some() {
        return Ok(());
    }
    let words = format!(" {}", fold(&client.name));
    tx.execute(&ADD_LINE, params![client.id, client.last_contact, words, digits(client.inn.as_deref().unwrap_or(""))])?;
    finder_segments::settle(tx, client.id)
}

/// Adds a name or a number to a client's line.
pub(crate) fn add_text(tx: &mut SqlTx<'_>, client: ClientId, words: &str, digits: &str) -> Kept<()> {
    let spaced = |text: &str| if text.is_empty() { String::new() } else { format!(" {text}") };
    tx.execute(&ADD_TEXT, params![client, spaced(words), spaced(digits)])?;
    finder_segments::settle(tx, client)
}

/// Moves a client forward to the time of a contact.
pub(crate) fn touch(tx: &mut SqlTx<'_>, client: ClientId, at: Time) -> Kept<()> {
    tx.execute(&TOUCH_LINE, params![client, at])?;
    finder_segments::settle(tx, client)
}

/// Writes a client's line anew from all that belongs to it; a client removed or merged has none.
pub(crate) fn renew(tx: &mut SqlTx<'_>, id: ClientId) -> Kept<()> {
    let Some(client) = client::by_id(tx, id)?.filter(|client| !client.removed && client.merged_into.is_none()) else {
        tx.execute(&REMOVE_LINE, params![id])?;
        return Ok(());
    };
    let mut words = format!(" {}", fold(&client.name));
    let mut numbers = digits(client.inn.as_deref().unwrap_or(""));
    for person in client::people(tx, id)? {
        words.push(' ');
        words.push_str(&fold(&person.full_name()));
    }
    for channel in client::channels(tx, id)? {
        let (more_words, more_digits) = channel_text(&channel);
        words.push(' ');
        words.push_str(&more_words);
        numbers.push(' ');
        numbers.push_str(&more_digits);
    }
    tx.execute(&ADD_LINE, params![id, client.last_contact, words, numbers])?;
    finder_segments::settle(tx, id)
}

/// What a number or an address adds to the words and to the digits.
pub(crate) fn channel_text(channel: &Channel) -> (String, String) {
    match channel.kind {
        ChannelKind::Phone => (String::new(), digits(&channel.value)),
        ChannelKind::Email => (fold(&channel.value), String::new()),
    }
}

/// The clients list, the most recently contacted first.
pub(crate) fn list(tx: &mut SqlTx<'_>, after: Option<After>, limit: i64) -> Kept<Vec<FoundClient>> {
    let after = after.unwrap_or(After { at: Time::from_micros(i64::MAX), id: i64::MAX });
    all(tx.query(&LIST, params!["", after.at, after.id, limit])?, found)
}

/// A question as it is compared.
struct Asked {
    /// Parts of words; empty ones fill the rest.
    words: Vec<String>,
    /// A run of digits, or empty.
    digits: String,
    /// What every answer outside segment 0 has, by part.
    grams: Vec<Vec<String>>,
}

impl Asked {
    fn new(query: &ClientQuery) -> Option<Self> {
        match query {
            ClientQuery::Words(parts) => {
                let parts: Vec<String> =
                    parts.iter().flat_map(|part| fold(part).split(' ').map(cut).collect::<Vec<_>>()).collect();
                let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).take(PARTS).collect();
                let grams = grams_of_parts(&parts);
                // A single letter is the beginning of a word; every word of a line has a space before it.
                let pattern = |part: &String| if part.chars().count() == 1 { format!(" {part}") } else { part.clone() };
                let mut words: Vec<String> = parts.iter().map(pattern).collect();
                words.resize(PARTS, String::new());
                (!parts.is_empty()).then_some(Self { words, digits: String::new(), grams })
            }
            ClientQuery::Digits(run) => {
                let run: String = run.chars().filter(char::is_ascii_digit).take(LONGEST_PART).collect();
                let grams = grams_of_digits(&run);
                let words = vec![String::new(); PARTS];
                grams.iter().any(|part| !part.is_empty()).then_some(Self { words, digits: run, grams })
            }
        }
    }

    /// The pattern that puts the number asked for first among a client's numbers.
    fn number(&self) -> Value {
        format!("%{}%", self.digits).into()
    }

    /// The values of a comparison: what is particular to it comes first.
    fn values(&self, first: Value) -> Vec<Value> {
        let parts = self.words.iter().map(Value::from);
        std::iter::once(first).chain(parts).chain([Value::from(&self.digits)]).collect()
    }
}

fn cut(part: &str) -> String {
    part.chars().take(LONGEST_PART).collect()
}

/// Clients found, the most recently contacted first.
pub(crate) fn find(tx: &mut SqlTx<'_>, query: &ClientQuery, limit: i64) -> Kept<Vec<FoundClient>> {
    let Some(asked) = Asked::new(query) else { return Ok(Vec::new()) };
    let limit = limit.clamp(0, 1000);
    let mut search = Search { asked: &asked, enough: usize::try_from(limit).unwrap_or(0), hits: Vec::new() };
    let mut values = asked.values(Value::Int(i64::MAX));
    values.push(limit.into());
    search.hits = all(tx.query(&FRESH, &values)?, hit)?;
    let segments = all(tx.query(&SEGMENTS, &[])?, |row| Ok((row.int()?, row.time()?)))?;
    let (first, rest) = segments.split_at(segments.len().min(SEGMENTS_FIRST));
    for batch in std::iter::once(first).chain(rest.chunks(SEGMENTS_MOST)) {
        if batch.first().is_none_or(|(_, newest)| search.done(*newest)) {
            break;
        }
        search.look_in(tx, batch)?;
    }
    // Only what is shown is read whole: names and numbers lie in tables of their own.
    let ids: Vec<i64> = search.hits.iter().map(|hit| hit.id.0).collect();
    let mut clients = all(tx.query(&FOUND, &[asked.number(), json(&ids)?.into()])?, found)?;
    clients.sort_by_key(|client| std::cmp::Reverse((client.last_contact, client.id)));
    Ok(clients)
}

/// A client that fits.
struct Hit {
    last_contact: Time,
    id: ClientId,
}

fn hit(row: &mut Row) -> Kept<Hit> {
    Ok(Hit { id: ClientId(row.int()?), last_contact: row.time()? })
}

/// A question on its way through the segments, from the newest to the oldest.
struct Search<'a> {
    asked: &'a Asked,
    enough: usize,
    hits: Vec<Hit>,
}

impl Search<'_> {
    /// Whether nothing contacted at `newest` or before can be among the answers any more.
    fn done(&self, newest: Time) -> bool {
        self.enough.checked_sub(1).is_none_or(|last| self.hits.get(last).is_some_and(|hit| hit.last_contact >= newest))
    }

    fn look_in(&mut self, tx: &mut SqlTx<'_>, batch: &[(i64, Time)]) -> Kept<()> {
        let mut sets = self.postings(tx, batch)?;
        // Places of several segments with few candidates each, to be compared together.
        let mut waiting: Vec<i64> = Vec::new();
        for (segment, newest) in batch {
            if self.done(*newest) {
                return Ok(());
            }
            let Some(lines) = sets.remove(segment) else { continue };
            let places: Vec<i64> = intersection(lines)?.into_iter().map(|line| (segment << 16) | i64::from(line)).collect();
            if waiting.len() + places.len() > LINES_MOST {
                self.compare(tx, &std::mem::take(&mut waiting))?;
            }
            if places.len() > LINES_FIRST {
                self.compare(tx, &std::mem::take(&mut waiting))?;
                if self.done(*newest) {
                    return Ok(());
                }
                self.compare_segment(tx, &places)?;
            } else {
                waiting.extend(places);
            }
        }
        self.compare(tx, &waiting).map(drop)
    }

    /// The postings of the rarest grams, for the segments that have every gram asked for.
    fn postings(&self, tx: &mut SqlTx<'_>, batch: &[(i64, Time)]) -> Kept<BTreeMap<i64, Vec<Vec<u8>>>> {
        let grams: Vec<&String> = self.asked.grams.iter().flatten().collect();
        let ids: Vec<i64> = batch.iter().map(|(id, _)| *id).collect();
        let sizes = all(tx.query(&SIZES, &lists(&ids, &grams, MOST_GRAMS))?, |row| Ok((row.int()?, row.text()?, row.int()?)))?;
        let mut present: BTreeMap<i64, usize> = BTreeMap::new();
        for (segment, _, _) in &sizes {
            *present.entry(*segment).or_default() += 1;
        }
        let ids: Vec<i64> = ids.into_iter().filter(|id| present.get(id) == Some(&grams.len())).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut sums: BTreeMap<String, i64> = BTreeMap::new();
        for (_, gram, size) in sizes {
            *sums.entry(gram).or_default() += size;
        }
        let chosen = rarest(&self.asked.grams, &sums);
        let rows = tx.query(&POSTINGS, &lists(&ids, &chosen.iter().collect::<Vec<_>>(), GRAMS_READ))?;
        let mut sets: BTreeMap<i64, Vec<Vec<u8>>> = BTreeMap::new();
        for (segment, lines) in all(rows, |row| Ok((row.int()?, row.bytes()?)))? {
            sets.entry(segment).or_default().push(lines);
        }
        Ok(sets)
    }

    /// Compares the candidates of one segment, newest first, until there are enough: the rest of the segment is older.
    fn compare_segment(&mut self, tx: &mut SqlTx<'_>, places: &[i64]) -> Kept<()> {
        let (mut rest, mut at_once, mut here) = (places, LINES_FIRST, 0);
        while here < self.enough && !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(at_once));
            here += self.compare(tx, now)?;
            (rest, at_once) = (later, (at_once * 4).min(LINES_MOST));
        }
        Ok(())
    }

    /// Compares candidates in full and keeps the best of all hits so far; gives how many of these fit.
    fn compare(&mut self, tx: &mut SqlTx<'_>, places: &[i64]) -> Kept<usize> {
        if places.is_empty() {
            return Ok(0);
        }
        let new = all(tx.query(&COMPARED, &self.asked.values(json(&places)?.into()))?, hit)?;
        let fit = new.len();
        for hit in new {
            if self.hits.iter().all(|known| known.id != hit.id) {
                self.hits.push(hit);
            }
        }
        self.hits.sort_by_key(|hit| std::cmp::Reverse((hit.last_contact, hit.id)));
        self.hits.truncate(self.enough);
        Ok(fit)
    }
}

/// The values of a statement over segments and grams.
fn lists(segments: &[i64], grams: &[&String], most_grams: usize) -> Vec<Value> {
    let mut values: Vec<Value> = segments.iter().map(|id| Value::Int(*id)).collect();
    values.resize(SEGMENTS_MOST, Value::Null);
    values.extend(grams.iter().map(|gram| Value::from(gram.as_str())));
    values.resize(SEGMENTS_MOST + most_grams, Value::Null);
    values
}
