//! PostgreSQL: one connection, its transactions and its statements.
//!
//! Writers of all processes take one advisory lock for the length of a group, so that a use case that reads and then writes
//! is as safe as under SQLite's single writer, without retries (docs/decisions/0003-one-writer.md).

use std::collections::HashMap;
use std::error::Error;

use postgres::Client;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::engine::connection::{Connection, Sql};
use crate::engine::statement::{Engine, Statement};
use crate::engine::tls::connect;
use crate::engine::value::{Row, Value};
use crate::error::{StoreError, from_postgres};

/// The name under which processes tell each other about live events.
pub(crate) const CHANNEL: &str = "yellowsheet_events";

/// The advisory lock of the one writer ("ylws" as a number).
const WRITER_LOCK: i64 = 0x796c_7773;

/// A connection to a PostgreSQL server.
pub(crate) struct PostgresConnection {
    client: Client,
    // By the address of the statement: each is a static.
    prepared: HashMap<usize, postgres::Statement>,
    in_transaction: bool,
    // A statement of the current job failed, so that only a rollback to its savepoint is left.
    failed: bool,
    // The server said goodbye or the wire is cut.
    broken: bool,
    // The savepoint of the last kept job is still to be released; it travels with the next command.
    unreleased: bool,
}

impl PostgresConnection {
    /// Connects; fails at once when the server cannot be reached.
    pub(crate) fn open(url: &str) -> Result<Self, StoreError> {
        let mut client = connect(url)?;
        client.batch_execute("SET client_min_messages = warning; SET jit = off; SET TIME ZONE 'UTC'").map_err(from_postgres)?;
        Ok(Self { client, prepared: HashMap::new(), in_transaction: false, failed: false, broken: false, unreleased: false })
    }

    fn prepared(&mut self, statement: &'static Statement) -> Result<postgres::Statement, StoreError> {
        let key = std::ptr::from_ref(statement).addr();
        if let Some(known) = self.prepared.get(&key) {
            return Ok(known.clone());
        }
        let new = self.client.prepare(statement.text(Engine::Postgres)).map_err(from_postgres)?;
        self.prepared.insert(key, new.clone());
        Ok(new)
    }

    /// Remembers what an error means for the rest of the transaction and of the connection.
    fn noted<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        self.failed |= result.is_err();
        self.broken |= matches!(result, Err(StoreError::Unavailable(_)));
        result
    }

    fn batch(&mut self, text: &str) -> Result<(), StoreError> {
        let result = self.client.batch_execute(text);
        self.noted(result.map_err(from_postgres))
    }
}

/// The values of a statement as the driver wants them.
fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) if *kind == Type::INT4 => i32::try_from(*value)?.to_sql(kind, out),
            Self::Int(value) if *kind == Type::INT8 => value.to_sql(kind, out),
            Self::Text(value) if *kind == Type::TEXT || *kind == Type::VARCHAR => value.to_sql(kind, out),
            Self::Bytes(value) if *kind == Type::BYTEA => value.to_sql(kind, out),
            other => Err(format!("a parameter of type {kind} got {other:?}").into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        readable(kind)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *kind {
            Type::INT4 => Self::Int(i64::from(i32::from_sql(kind, raw)?)),
            Type::INT8 => Self::Int(i64::from_sql(kind, raw)?),
            Type::BYTEA => Self::Bytes(raw.to_vec()),
            _ => Self::Text(String::from_sql(kind, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(kind: &Type) -> bool {
        readable(kind)
    }
}

/// The types a column or a parameter may have.
pub(crate) fn readable(kind: &Type) -> bool {
    [Type::INT4, Type::INT8, Type::TEXT, Type::VARCHAR, Type::BYTEA].contains(kind)
}

impl Sql for PostgresConnection {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn execute(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64, StoreError> {
        let result = self
            .prepared(statement)
            .and_then(|prepared| self.client.execute(&prepared, &parameters(values)).map_err(from_postgres));
        self.noted(result)
    }

    fn query(&mut self, statement: &'static Statement, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let result = self
            .prepared(statement)
            .and_then(|prepared| self.client.query(&prepared, &parameters(values)).map_err(from_postgres))
            .and_then(|rows| rows.iter().map(read).collect());
        self.noted(result)
    }
}

fn read(row: &postgres::Row) -> Result<Row, StoreError> {
    let columns = (0..row.len())
        .map(|index| row.try_get::<_, Value>(index).map_err(|why| StoreError::Corrupt(why.to_string())))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Row::new(columns))
}

impl Connection for PostgresConnection {
    fn begin_group(&mut self) -> Result<(), StoreError> {
        (self.failed, self.unreleased) = (false, false);
        self.batch(&format!("BEGIN; SELECT pg_advisory_xact_lock({WRITER_LOCK}); SAVEPOINT job"))?;
        self.in_transaction = true;
        Ok(())
    }

    fn next_job(&mut self) -> Result<(), StoreError> {
        let text = if std::mem::take(&mut self.unreleased) { "RELEASE job; SAVEPOINT job" } else { "SAVEPOINT job" };
        self.batch(text)
    }

    fn keep_job(&mut self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Other("a statement failed and its error was ignored".into()));
        }
        self.unreleased = true;
        Ok(())
    }

    fn undo_job(&mut self) -> Result<(), StoreError> {
        (self.failed, self.unreleased) = (false, false);
        self.batch("ROLLBACK TO job; RELEASE job")
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.unreleased = false;
        let result = self.batch("COMMIT");
        self.in_transaction = result.is_err();
        result
    }

    fn rollback(&mut self) {
        self.in_transaction = false;
        if self.alive()
            && let Err(why) = self.batch("ROLLBACK")
        {
            tracing::error!(%why, "a rollback failed");
        }
    }

    fn begin_read(&mut self) -> Result<(), StoreError> {
        self.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        self.in_transaction = true;
        Ok(())
    }

    fn in_transaction(&self) -> bool {
        self.in_transaction && self.alive()
    }

    fn alive(&self) -> bool {
        !self.broken && !self.client.is_closed()
    }

    fn announce(&mut self) -> Result<(), StoreError> {
        self.batch(&format!("NOTIFY {CHANNEL}"))
    }

    fn script(&mut self, text: &str) -> Result<(), StoreError> {
        self.batch(text)
    }
}
