//! How the finder's lines become segments with postings, and small segments larger ones.

use app::ports::Kept;
use domain::id::ClientId;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, Value, params};
use crate::tables::codec::{all, one};
use crate::tables::postings::postings;
use crate::tx::SqlTx;

/// Lines segment 0 may hold: reading them all takes about a millisecond.
const FRESH_MOST: i64 = 2048;
/// Segments with fewer lines are small ...
const SMALL: i64 = 16_384;
/// ... and so many small ones become one.
const SMALL_MOST: usize = 16;
/// Lines of one segment: a line's number has 16 bits.
const SEGMENT_MOST: usize = 65_536;
/// Rows written by one statement.
const POSTINGS_AT_ONCE: usize = 16;
const LINES_AT_ONCE: usize = 32;

statements! {
    hot COUNT_FRESH = "SELECT COUNT(*) FROM finder WHERE segment = 0 AND line = 0";
    cold SEGMENTS = "SELECT id, size FROM finder_segment ORDER BY id";
    cold LINES = "SELECT client, last_contact, words, digits FROM finder WHERE segment = $1";
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
    let fresh = if mixed.cast_unsigned() >> 58 == 0 { one(tx.query(&COUNT_FRESH, &[])?, Row::int)?.unwrap_or(0) } else { 0 };
    if fresh < FRESH_MOST {
        return Ok(());
    }
    let segments = all(tx.query(&SEGMENTS, &[])?, |row| Ok((row.int()?, row.int()?)))?;
    let next = segments.last().map_or(1, |(id, _)| id + 1);
    let small: Vec<i64> = segments.iter().filter(|(_, size)| *size < SMALL).map(|(id, _)| *id).collect();
    let mut lines = all(tx.query(&LINES, params![0_i64])?, line)?;
    if small.len() >= SMALL_MOST {
        for segment in small {
            lines.extend(all(tx.query(&LINES, params![segment])?, line)?);
            tx.execute(&REMOVE_POSTINGS, params![segment])?;
            tx.execute(&REMOVE_SEGMENT, params![segment])?;
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.last_contact, line.client)));
    for (lines, segment) in lines.chunks(SEGMENT_MOST).zip(next..) {
        build(tx, segment, lines)?;
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
