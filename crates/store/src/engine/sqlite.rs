//! SQLite: one connection, its settings and its statements.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, ToSql};

use crate::engine::connection::{Connection, Sql};
use crate::engine::statement::{Engine, Statement};
use crate::engine::value::{Row, Value};
use crate::error::{StoreError, from_sqlite};

/// Prepared statements kept per connection; above the number of texts there are.
const CACHED_STATEMENTS: usize = 512;

/// A connection to a SQLite file.
pub(crate) struct SqliteConnection {
    inner: rusqlite::Connection,
}

impl SqliteConnection {
    /// Opens the connection that writes. `durable` is false only in tests that need speed, not durability.
    pub(crate) fn open_writer(path: &Path, durable: bool, max_pages: Option<u32>) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let inner = open(path, flags)?;
        let synchronous = if durable { "FULL" } else { "OFF" };
        inner
            .execute_batch(&format!(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;"
            ))
            .map_err(from_sqlite)?;
        if let Some(pages) = max_pages {
            inner.execute_batch(&format!("PRAGMA max_page_count = {pages}")).map_err(from_sqlite)?;
        }
        Ok(Self { inner })
    }

    /// Opens a connection that can only read.
    pub(crate) fn open_reader(path: &Path) -> Result<Self, StoreError> {
        let inner = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        inner.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8192;").map_err(from_sqlite)?;
        Ok(Self { inner })
    }
}

fn open(path: &Path, flags: OpenFlags) -> Result<rusqlite::Connection, StoreError> {
    let inner = rusqlite::Connection::open_with_flags(path, flags)
        .map_err(|why| StoreError::Unavailable(format!("cannot open {}: {why}", path.display())))?;
    inner.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    inner
        .execute_batch("PRAGMA busy_timeout = 5000; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;")
        .map_err(from_sqlite)?;
    Ok(inner)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

fn read(value: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Blob(value) => Value::Bytes(value.to_vec()),
        ValueRef::Real(_) => {
            return Err(StoreError::Corrupt("a column holds a fraction: no column may".into()));
        }
    })
}

fn bound<'a>(
    connection: &'a rusqlite::Connection,
    statement: &'static Statement,
    values: &[Value],
) -> rusqlite::Result<rusqlite::CachedStatement<'a>> {
    let mut prepared = connection.prepare_cached(statement.text(Engine::Sqlite))?;
    for (index, value) in values.iter().enumerate() {
        prepared.raw_bind_parameter(index + 1, value)?;
    }
    Ok(prepared)
}

impl Sql for SqliteConnection {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn execute(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64, StoreError> {
        let mut prepared = bound(&self.inner, statement, values).map_err(from_sqlite)?;
        Ok(prepared.raw_execute().map_err(from_sqlite)? as u64)
    }

    fn query(&mut self, statement: &'static Statement, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut prepared = bound(&self.inner, statement, values).map_err(from_sqlite)?;
        let width = prepared.column_count();
        let mut rows = prepared.raw_query();
        let mut out = Vec::new();
        while let Some(row) = rows.next().map_err(from_sqlite)? {
            let columns =
                (0..width).map(|index| read(row.get_ref(index).map_err(from_sqlite)?)).collect::<Result<Vec<_>, StoreError>>()?;
            out.push(Row::new(columns));
        }
        Ok(out)
    }
}

impl SqliteConnection {
    fn run(&mut self, text: &str) -> Result<(), StoreError> {
        let done = self.inner.prepare_cached(text).and_then(|mut prepared| prepared.raw_execute());
        done.map(|_| ()).map_err(from_sqlite)
    }
}

impl Connection for SqliteConnection {
    fn begin_group(&mut self) -> Result<(), StoreError> {
        self.run("BEGIN IMMEDIATE")?;
        self.run("SAVEPOINT job")
    }

    fn next_job(&mut self) -> Result<(), StoreError> {
        self.run("SAVEPOINT job")
    }

    fn keep_job(&mut self) -> Result<(), StoreError> {
        self.run("RELEASE job")
    }

    fn undo_job(&mut self) -> Result<(), StoreError> {
        self.run("ROLLBACK TO job")?;
        self.run("RELEASE job")
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.run("COMMIT")
    }

    fn rollback(&mut self) {
        if !self.inner.is_autocommit()
            && let Err(why) = self.run("ROLLBACK")
        {
            tracing::error!(%why, "a rollback failed");
        }
    }

    fn begin_read(&mut self) -> Result<(), StoreError> {
        self.run("BEGIN")
    }

    fn in_transaction(&self) -> bool {
        !self.inner.is_autocommit()
    }

    fn alive(&self) -> bool {
        true
    }

    fn announce(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn script(&mut self, text: &str) -> Result<(), StoreError> {
        self.inner.execute_batch(text).map_err(from_sqlite)
    }
}
