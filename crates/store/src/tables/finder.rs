//! Finding clients by parts of names and numbers, always the most recently contacted first.
//!
//! How and why: docs/decisions/0012-finding-clients.md. In short: a client's folded names and digits stand in one line of
//! `finder`. Segment 0 holds the freshest lines and is read whole; a larger segment has postings, which lines hold three
//! letters in a row. Postings give candidates, every candidate is compared in full. A line touched moves to segment 0 and
//! leaves a hole in its old segment; a full segment 0 becomes a segment with postings.

use app::model::client::{Channel, ChannelKind, Client, ClientKind, FoundClient, Standing};
use app::model::journal::After;
use app::ports::{ClientQuery, Kept};
use domain::id::{ClientId, EmployeeId};
use domain::text::{digits, fold};
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, Value, params};
use crate::tables::codec::all;
use crate::tables::postings::{MOST_GRAMS, grams_of_digits, grams_of_parts, intersection};
use crate::tables::{client, finder_segments};
use crate::tx::SqlTx;

/// Parts of words compared; the use case asks at most six.
const PARTS: usize = 6;
/// Lines compared at once.
const LINES_AT_ONCE: usize = 32;
/// Segments whose postings are read at once.
const SEGMENTS_AT_ONCE: usize = 8;
/// How many of the most recently contacted clients are looked through for one or two letters inside a word.
const WALK: i64 = 4000;
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
            "(f.words, $8) > 0 "
        )
    };
}

macro_rules! fresh {
    ($find:literal) => {
        found!(
            "finder f JOIN client c ON c.id = f.client WHERE f.segment = 0 AND f.last_contact <= $2 AND ",
            parts!($find),
            "AND ",
            $find,
            "(f.digits, $9) > 0 ORDER BY f.last_contact DESC, f.client DESC LIMIT $10"
        )
    };
}

macro_rules! walked {
    ($find:literal) => {
        found!(
            "(SELECT r.client, r.words, r.last_contact FROM finder r WHERE r.last_contact <= $2
                ORDER BY r.last_contact DESC LIMIT $10) f JOIN client c ON c.id = f.client WHERE ",
            parts!($find),
            "ORDER BY f.last_contact DESC, f.client DESC LIMIT $9"
        )
    };
}

macro_rules! compared {
    ($find:literal) => {
        found!(
            "finder f JOIN client c ON c.id = f.client WHERE f.segment = $2 AND ",
            parts!($find),
            "AND ",
            $find,
            "(f.digits, $9) > 0
                AND f.line IN ($10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
                    $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41)
            ORDER BY f.last_contact DESC, f.client DESC"
        )
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
    hot WALKED = walked!("instr"), walked!("strpos");
    hot COMPARED = compared!("instr"), compared!("strpos");
    hot POSTINGS = "SELECT segment, gram, lines FROM finder_posting
        WHERE segment IN ($1, $2, $3, $4, $5, $6, $7, $8) AND gram IN ($9, $10, $11, $12, $13, $14, $15, $16)
        ORDER BY segment";
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
    /// What every answer outside segment 0 has.
    grams: Vec<String>,
    /// Only one or two letters: no gram finds them inside a word.
    short: bool,
}

impl Asked {
    fn new(query: &ClientQuery) -> Option<Self> {
        match query {
            ClientQuery::Words(parts) => {
                let parts: Vec<String> =
                    parts.iter().flat_map(|part| fold(part).split(' ').map(cut).collect::<Vec<_>>()).collect();
                let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).take(PARTS).collect();
                let long: Vec<String> = parts.iter().filter(|part| part.chars().count() != 2).cloned().collect();
                let short = parts.iter().all(|part| part.chars().count() < 3);
                let grams = grams_of_parts(if short { &parts } else { &long });
                // A single letter is the beginning of a word; every word of a line has a space before it.
                let pattern = |part: &String| if part.chars().count() == 1 { format!(" {part}") } else { part.clone() };
                let mut words: Vec<String> = parts.iter().map(pattern).collect();
                words.resize(PARTS, String::new());
                (!parts.is_empty()).then_some(Self { words, digits: String::new(), grams, short })
            }
            ClientQuery::Digits(run) => {
                let run: String = run.chars().filter(char::is_ascii_digit).take(LONGEST_PART).collect();
                let grams = grams_of_digits(&run);
                (!grams.is_empty()).then_some(Self { words: vec![String::new(); PARTS], digits: run, grams, short: false })
            }
        }
    }

    /// The pattern that puts the number asked for first among a client's numbers.
    fn number(&self) -> Value {
        format!("%{}%", self.digits).into()
    }

    /// The parts, in the order of the statements.
    fn parts(&self) -> Vec<Value> {
        self.words.iter().map(Value::from).collect()
    }
}

fn cut(part: &str) -> String {
    part.chars().take(LONGEST_PART).collect()
}

/// Clients found, the most recently contacted first.
pub(crate) fn find(tx: &mut SqlTx<'_>, query: &ClientQuery, limit: i64) -> Kept<Vec<FoundClient>> {
    let Some(asked) = Asked::new(query) else { return Ok(Vec::new()) };
    let limit = limit.clamp(0, 1000);
    let enough = usize::try_from(limit).unwrap_or(0);
    let mut hits = if asked.short { walk(tx, &asked, limit)? } else { fresh(tx, &asked, limit)? };
    if asked.short && hits.len() >= enough {
        return Ok(hits);
    }
    let segments = all(tx.query(&SEGMENTS, &[])?, |row| Ok((row.int()?, row.time()?)))?;
    for batch in segments.chunks(SEGMENTS_AT_ONCE) {
        // Nothing in the segments to come is newer than what is found already.
        let done = |hits: &[FoundClient], newest: Time| {
            enough.checked_sub(1).and_then(|last| hits.get(last)).is_some_and(|hit| hit.last_contact >= newest)
        };
        if batch.first().is_none_or(|(_, newest)| done(&hits, *newest)) {
            break;
        }
        let mut sets = postings(tx, batch, &asked)?;
        for (segment, newest) in batch {
            if done(&hits, *newest) {
                break;
            }
            let of_segment: Vec<Vec<u8>> = sets.extract_if(.., |(id, _)| id == segment).map(|(_, lines)| lines).collect();
            if of_segment.len() == asked.grams.len() {
                compare(tx, *segment, &intersection(of_segment)?, &asked, enough, &mut hits)?;
            }
        }
    }
    Ok(hits)
}

fn fresh(tx: &mut SqlTx<'_>, asked: &Asked, limit: i64) -> Kept<Vec<FoundClient>> {
    let mut values = params![asked.number(), i64::MAX].to_vec();
    values.extend(asked.parts());
    values.extend_from_slice(params![&asked.digits, limit]);
    all(tx.query(&FRESH, &values)?, found)
}

fn walk(tx: &mut SqlTx<'_>, asked: &Asked, limit: i64) -> Kept<Vec<FoundClient>> {
    let mut values = params![asked.number(), i64::MAX].to_vec();
    values.extend(asked.parts());
    values.extend_from_slice(params![limit, WALK]);
    all(tx.query(&WALKED, &values)?, found)
}

fn postings(tx: &mut SqlTx<'_>, segments: &[(i64, Time)], asked: &Asked) -> Kept<Vec<(i64, Vec<u8>)>> {
    let mut values: Vec<Value> = segments.iter().map(|(id, _)| Value::Int(*id)).collect();
    values.resize(SEGMENTS_AT_ONCE, Value::Null);
    values.extend(asked.grams.iter().map(Value::from));
    values.resize(SEGMENTS_AT_ONCE + MOST_GRAMS, Value::Null);
    all(tx.query(&POSTINGS, &values)?, |row| {
        let segment = row.int()?;
        row.text()?;
        Ok((segment, row.bytes()?))
    })
}

/// Compares the candidates of a segment, newest first, and keeps the best of all hits so far.
fn compare(
    tx: &mut SqlTx<'_>,
    segment: i64,
    candidates: &[u16],
    asked: &Asked,
    enough: usize,
    hits: &mut Vec<FoundClient>,
) -> Kept<()> {
    let mut here = 0;
    for lines in candidates.chunks(LINES_AT_ONCE) {
        let mut values = params![asked.number(), segment].to_vec();
        values.extend(asked.parts());
        values.push((&asked.digits).into());
        values.extend(lines.iter().map(|line| Value::Int(i64::from(*line))));
        values.resize(9 + LINES_AT_ONCE, Value::Null);
        let new = all(tx.query(&COMPARED, &values)?, found)?;
        here += new.len();
        for hit in new {
            if hits.iter().all(|known| known.id != hit.id) {
                hits.push(hit);
            }
        }
        // Lines of a segment stand newest first: the rest of it is older.
        if here >= enough {
            break;
        }
    }
    hits.sort_by_key(|hit| std::cmp::Reverse((hit.last_contact, hit.id)));
    hits.truncate(enough);
    Ok(())
}
