//! Migrations: numbered SQL files, one text for both engines, each applied once in a transaction and recorded with its hash.
//!
//! A landed file is never edited: expand with a new number, contract with a later one. The types are written as
//! `{{id}}`, `{{int}}`, `{{text}}`, `{{blob}}`, the ends of tables as `{{strict}}` or `{{clustered}}`; lines between
//! `-- sqlite:` and `-- both:` (or `-- postgres:` and `-- both:`) are for one engine.

use crate::engine::connection::Connection;
use crate::engine::statement::{Engine, statements};
use crate::engine::value::Value;
use crate::error::StoreError;

/// One file of `migrations/`.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Counted from 1 without gaps.
    pub number: i64,
    /// The file's name without number and ending.
    pub name: &'static str,
    /// The file's text.
    pub text: &'static str,
}

statements! {
    cold APPLIED = "SELECT number, name, hash FROM schema_migration ORDER BY number";
    cold RECORD = "INSERT INTO schema_migration (number, name, hash) VALUES ($1, $2, $3)";
}

/// Brings the database to the newest version the program knows.
///
/// # Errors
/// `Corrupt` when a landed migration was edited or the database is newer than the program; otherwise what the database says.
pub(crate) fn migrate(connection: &mut impl Connection, migrations: &[Migration]) -> Result<(), StoreError> {
    connection.begin_group()?;
    match apply(connection, migrations) {
        Ok(()) => connection.keep_job().and_then(|()| connection.commit()),
        Err(why) => {
            connection.rollback();
            Err(why)
        }
    }
}

fn apply(connection: &mut impl Connection, migrations: &[Migration]) -> Result<(), StoreError> {
    let engine = connection.engine();
    let ledger = "CREATE TABLE IF NOT EXISTS schema_migration
        (number {{id}}, name {{text}} NOT NULL, hash {{text}} NOT NULL) {{strict}};";
    connection.script(&dialect(ledger, engine))?;
    let mut applied = 0;
    for mut row in connection.query(&APPLIED, &[])? {
        let (number, name, hash) = (row.int()?, row.text()?, row.text()?);
        let Some(known) = migrations.iter().find(|known| known.number == number) else {
            return Err(StoreError::Corrupt(format!(
                "the database is newer than this program: it has migration {number} ({name}), the program ends at {}; \
                 start the newer program, or restore a backup made by this one",
                migrations.last().map_or(0, |last| last.number)
            )));
        };
        if hash != fingerprint(known) {
            return Err(StoreError::Corrupt(format!(
                "migration {number} ({name}) was changed after it had been applied: put the old text back and add a new migration"
            )));
        }
        applied = number;
    }
    for migration in migrations.iter().filter(|migration| migration.number > applied) {
        connection.script(&dialect(migration.text, engine))?;
        let record = [Value::Int(migration.number), migration.name.into(), fingerprint(migration).into()];
        connection.execute(&RECORD, &record)?;
        tracing::info!(number = migration.number, name = migration.name, "migration applied");
    }
    Ok(())
}

fn fingerprint(migration: &Migration) -> String {
    // Line ends may change on the way through a checkout; the text may not.
    blake3::hash(migration.text.replace("\r\n", "\n").as_bytes()).to_hex().to_string()
}

/// The text of a migration for one engine.
pub(crate) fn dialect(text: &str, engine: Engine) -> String {
    let words: [(&str, &str, &str); 6] = [
        ("{{id}}", "INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY"),
        ("{{int}}", "INTEGER", "BIGINT"),
        // Byte order, as SQLite has it: folded keys are made for it, and LIKE 'x%' can use the index.
        ("{{text}}", "TEXT", "TEXT COLLATE \"C\""),
        ("{{blob}}", "BLOB", "BYTEA"),
        ("{{strict}}", "STRICT", ""),
        ("{{clustered}}", "STRICT, WITHOUT ROWID", ""),
    ];
    let mut only = None;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim() {
            "-- sqlite:" => only = Some(Engine::Sqlite),
            "-- postgres:" => only = Some(Engine::Postgres),
            "-- both:" => only = None,
            _ if only.is_none_or(|only| only == engine) => {
                out.push_str(line);
                out.push('\n');
            }
            _ => {}
        }
    }
    for (word, sqlite, postgres) in words {
        out = out.replace(word, if engine == Engine::Sqlite { sqlite } else { postgres });
    }
    out
}
