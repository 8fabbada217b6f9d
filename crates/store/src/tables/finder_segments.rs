//! How the finder's lines become segments with postings, and small segments larger ones.

use app::ports::Kept;
use domain::id::ClientId;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, Value, params};
use crate::tables::codec::{all, one};
use crate::tables::postings::postings;
use crate::tx::SqlTx;

/// When lines are settled into segments.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Lines segment 0 may hold: reading them all takes a fraction of a millisecond.
    fresh: i64,
    /// Segments with fewer lines are small, and so many of them become a middle one.
    small: (i64, usize),
    /// Segments with fewer lines are middle ones, and so many of them become a large one.
    middle: (i64, usize),
}

const LIMITS: Limits = Limits { fresh: 512, small: (4096, 16), middle: (32_768, 8) };
/// Large segments that lost more than half of their lines to newer ones are taken up into a new large one, so many at once.
const HOLLOW_MOST: usize = 4;
/// Lines of one segment: a line's number has 16 bits.
const SEGMENT_MOST: usize = 65_536;
/// Rows written by one statement.
const POSTINGS_AT_ONCE: usize = 16;
const LINES_AT_ONCE: usize = 32;

statements! {
    hot COUNT_FRESH = "SELECT COUNT(*) FROM finder WHERE segment = 0 AND line = 0";
    cold SEGMENTS = "SELECT id, size FROM finder_segment ORDER BY id";
    cold LINES = "SELECT client, last_contact, words, digits FROM finder WHERE segment = $1";
    cold FRESH_LINES = "SELECT client, last_contact, words, digits FROM finder WHERE segment = 0
        ORDER BY last_contact DESC LIMIT $1";
    cold COUNT_LINES = "SELECT COUNT(*) FROM finder WHERE segment = $1";
    cold ADD_SEGMENT = "INSERT INTO finder_segment (id, newest, size) VALUES ($1, $2, $3)";
    cold REMOVE_SEGMENT = "DELETE FROM finder_segment WHERE id = $1";
    cold REMOVE_POSTINGS = "DELETE FROM finder_posting WHERE segment = $1";
    cold ADD_POSTING = "INSERT INTO finder_posting (segment, gram, lines) VALUES ($1, $2, $3)";
    cold ADD_POSTINGS = "INSERT INTO finder_posting (segment, gram, lines) VALUES
            ($1, $2, $3), ($1, $4, $5), ($1, $6, $7), ($1, $8, $9),
            ($1, $10, $11), ($1, $12, $13), ($1, $14, $15), ($1, $16, $17),
            ($1, $18, $19), ($1, $20, $21), ($1, $22, $23), ($1, $24, $25),
            ($1, $26, $27), ($1, $28, $29), ($1, $30, $31), ($1, $32, $33)";
    cold PLACE_LINE = "UPDATE finder SET segment = $1, line = $3 WHERE client = $2";
    cold PLACE_LINES = "UPDATE finder SET segment = $1, line = v.column2 FROM (VALUES
            (CAST($2 AS BIGINT), CAST($3 AS BIGINT)), (CAST($4 AS BIGINT), CAST($5 AS BIGINT)),
            (CAST($6 AS BIGINT), CAST($7 AS BIGINT)), (CAST($8 AS BIGINT), CAST($9 AS BIGINT)),
            (CAST($10 AS BIGINT), CAST($11 AS BIGINT)), (CAST($12 AS BIGINT), CAST($13 AS BIGINT)),
            (CAST($14 AS BIGINT), CAST($15 AS BIGINT)), (CAST($16 AS BIGINT), CAST($17 AS BIGINT)),
            (CAST($18 AS BIGINT), CAST($19 AS BIGINT)), (CAST($20 AS BIGINT), CAST($21 AS BIGINT)),
            (CAST($22 AS BIGINT), CAST($23 AS BIGINT)), (CAST($24 AS BIGINT), CAST($25 AS BIGINT)),
            (CAST($26 AS BIGINT), CAST($27 AS BIGINT)), (CAST($28 AS BIGINT), CAST($29 AS BIGINT)),
            (CAST($30 AS BIGINT), CAST($31 AS BIGINT)), (CAST($32 AS BIGINT), CAST($33 AS BIGINT)),
            (CAST($34 AS BIGINT), CAST($35 AS BIGINT)), (CAST($36 AS BIGINT), CAST($37 AS BIGINT)),
            (CAST($38 AS BIGINT), CAST($39 AS BIGINT)), (CAST($40 AS BIGINT), CAST($41 AS BIGINT)),
            (CAST($42 AS BIGINT), CAST($43 AS BIGINT)), (CAST($44 AS BIGINT), CAST($45 AS BIGINT)),
            (CAST($46 AS BIGINT), CAST($47 AS BIGINT)), (CAST($48 AS BIGINT), CAST($49 AS BIGINT)),
            (CAST($50 AS BIGINT), CAST($51 AS BIGINT)), (CAST($52 AS BIGINT), CAST($53 AS BIGINT)),
            (CAST($54 AS BIGINT), CAST($55 AS BIGINT)), (CAST($56 AS BIGINT), CAST($57 AS BIGINT)),
            (CAST($58 AS BIGINT), CAST($59 AS BIGINT)), (CAST($60 AS BIGINT), CAST($61 AS BIGINT)),
            (CAST($62 AS BIGINT), CAST($63 AS BIGINT)), (CAST($64 AS BIGINT), CAST($65 AS BIGINT))) AS v
        WHERE finder.client = v.column1";
}

struct Line {
    client: i64,
    last_contact: i64,
    words: String,
    digits: String,
}

fn line(row: &mut Row) -> Kept<Line> {
    Ok(Line { client: row.int()?, last_contact: row.int()?, words: row.text()?, digits: row.text()? })
}

/// Looks now and then whether segment 0 is full, and settles it if so. Counting takes longer than the write that asks.
pub(crate) fn settle(tx: &mut SqlTx<'_>, client: ClientId) -> Kept<()> {
    let mixed = client.0.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.cast_signed());
    if mixed.cast_unsigned() >> 58 == 0 { settle_some(tx).map(drop) } else { Ok(()) }
}

/// Settles segment 0 if it is full, up to one large segment of it; says whether it did.
pub(crate) fn settle_some(tx: &mut SqlTx<'_>) -> Kept<bool> {
    if one(tx.query(&COUNT_FRESH, &[])?, Row::int)?.unwrap_or(0) < LIMITS.fresh {
        return Ok(false);
    }
    settle_at(tx, LIMITS)?;
    Ok(true)
}

/// Makes a segment of segment 0; of all small ones when there are many, and then of all middle ones when those are many.
fn settle_at(tx: &mut SqlTx<'_>, limits: Limits) -> Kept<()> {
    let segments = all(tx.query(&SEGMENTS, &[])?, |row| Ok((row.int()?, row.int()?)))?;
    let next = segments.last().map_or(1, |(id, _)| id + 1);
    let between = |from: i64, until: i64| -> Vec<i64> {
        segments.iter().filter(|(_, size)| (from..until).contains(size)).map(|(id, _)| *id).collect()
    };
    let most = i64::try_from(SEGMENT_MOST).unwrap_or(i64::MAX);
    let mut lines = all(tx.query(&FRESH_LINES, params![most])?, line)?;
    if i64::try_from(lines.len()).unwrap_or(i64::MAX) < limits.fresh {
        return Ok(());
    }
    let (small, middle) = (between(0, limits.small.0), between(limits.small.0, limits.middle.0));
    if small.len() >= limits.small.1 {
        take_up(tx, &small, &mut lines)?;
        if middle.len() >= limits.middle.1 {
            take_up(tx, &middle, &mut lines)?;
            let mut hollow = Vec::new();
            for (id, size) in segments.iter().filter(|(_, size)| *size >= limits.middle.0) {
                let left = one(tx.query(&COUNT_LINES, params![*id])?, Row::int)?.unwrap_or(0);
                if left * 2 < *size && hollow.len() < HOLLOW_MOST {
                    hollow.push(*id);
                }
            }
            take_up(tx, &hollow, &mut lines)?;
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.last_contact, line.client)));
    for (lines, segment) in lines.chunks(SEGMENT_MOST).zip(next..) {
        build(tx, segment, lines)?;
    }
    Ok(())
}

/// Takes the lines of segments, which are no more.
fn take_up(tx: &mut SqlTx<'_>, segments: &[i64], lines: &mut Vec<Line>) -> Kept<()> {
    for segment in segments {
        lines.extend(all(tx.query(&LINES, params![*segment])?, line)?);
        tx.execute(&REMOVE_POSTINGS, params![*segment])?;
        tx.execute(&REMOVE_SEGMENT, params![*segment])?;
    }
    Ok(())
}

/// Writes a segment; its lines stand newest first.
fn build(tx: &mut SqlTx<'_>, segment: i64, lines: &[Line]) -> Kept<()> {
    let newest = lines.first().map_or(0, |line| line.last_contact);
    let size = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    tx.execute(&ADD_SEGMENT, params![segment, newest, size])?;
    let postings = postings(lines.iter().map(|line| (line.words.as_str(), line.digits.as_str())));
    let postings: Vec<(String, Vec<u8>)> = postings.into_iter().collect();
    for rows in postings.chunks(POSTINGS_AT_ONCE) {
        let pairs = rows.iter().flat_map(|(gram, lines)| [Value::from(gram), Value::from(lines.as_slice())]);
        let values: Vec<Value> = std::iter::once(Value::Int(segment)).chain(pairs).collect();
        if rows.len() == POSTINGS_AT_ONCE {
            tx.execute(&ADD_POSTINGS, &values)?;
        } else {
            for pair in values[1..].chunks(2) {
                tx.execute(&ADD_POSTING, &[&values[..1], pair].concat())?;
            }
        }
    }
    let places: Vec<[Value; 2]> = lines.iter().zip(0..).map(|(line, number)| [line.client.into(), Value::Int(number)]).collect();
    for rows in places.chunks(LINES_AT_ONCE) {
        let values: Vec<Value> = std::iter::once(Value::Int(segment)).chain(rows.iter().flatten().cloned()).collect();
        if rows.len() == LINES_AT_ONCE {
            tx.execute(&PLACE_LINES, &values)?;
        } else {
            for pair in values[1..].chunks(2) {
                tx.execute(&PLACE_LINE, &[&values[..1], pair].concat())?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use app::model::client::{Client, ClientKind, Standing};
    use app::ports::{ClientPort, ClientQuery};
    use domain::time::Time;
    use proptest::prelude::*;

    use super::*;
    use crate::engine::connection::Connection;
    use crate::engine::migrate::migrate;
    use crate::engine::sqlite::SqliteConnection;
    use crate::migrations::MIGRATIONS;

    const TINY: Limits = Limits { fresh: 5, small: (12, 3), middle: (24, 2) };
    const NAMES: [&str; 6] = ["строймонтаж", "дом строй", "иванов петр", "петров иван", "альфа", "строй альфа 1"];

    fn client(id: i64, name: &str, at: i64) -> Client {
        Client {
            id: ClientId(id),
            kind: ClientKind::Company,
            standing: Standing::Active,
            form: None,
            name: name.to_owned(),
            inn: None,
            responsible: None,
            created: Time::from_micros(0),
            last_contact: Time::from_micros(at),
            merged_into: None,
            removed: false,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn whatever_happens_to_clients_the_finder_answers_like_a_plain_search(
            happenings in prop::collection::vec((0_i64..40, 0_usize..6, 1_i64..1000, 0_u8..8), 1..150),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut connection = SqliteConnection::open_writer(&folder.path().join("a.db"), false, None).unwrap();
            migrate(&mut connection, MIGRATIONS).unwrap();
            connection.begin_group().unwrap();
            let mut tx = SqlTx::new(&mut connection);
            let mut plain: BTreeMap<i64, Client> = BTreeMap::new();
            for (id, name, at, what) in happenings {
                // Distinct times: the order of two contacts at the same moment is nobody's business.
                let at = at * 64 + id;
                match plain.get_mut(&id) {
                    None => {
                        let new = client(id, NAMES[name], at);
                        tx.add_client(&new).unwrap();
                        plain.insert(id, new);
                    }
                    Some(known) => {
                        match what {
                            0 => known.removed = !known.removed,
                            1 => NAMES[name].clone_into(&mut known.name),
                            _ => known.last_contact = known.last_contact.max(Time::from_micros(at)),
                        }
                        tx.put_client(known).unwrap();
                    }
                }
                settle_at(&mut tx, TINY).unwrap();
            }
            for parts in [vec!["строй"], vec!["иван"], vec!["петр", "иван"], vec!["аль", "стр"], vec!["а"], vec!["ст", "ал"], vec!["ом"], vec!["тр", "ив"]] {
                let fits = |client: &&Client| {
                    let words = format!(" {}", client.name);
                    let part = |part: &&str| words.contains(&if part.chars().count() == 1 { format!(" {part}") } else { (*part).to_owned() });
                    !client.removed && parts.iter().all(part)
                };
                let mut expected: Vec<_> = plain.values().filter(fits).map(|client| (client.last_contact, client.id)).collect();
                expected.sort_by_key(|hit| std::cmp::Reverse(*hit));
                expected.truncate(4);
                let query = ClientQuery::Words(parts.iter().map(|part| (*part).to_owned()).collect());
                let found: Vec<_> = tx.find_clients(&query, 4).unwrap().iter().map(|hit| (hit.last_contact, hit.id)).collect();
                prop_assert_eq!(found, expected, "{:?}", parts);
            }
        }
    }
}
