//! A fresh database on either engine, gone with the test.

use std::path::{Path, PathBuf};

use store::{DatabaseUrl, Engine, Store, StoreOptions};
use tempfile::TempDir;

use crate::postgres_server::PostgresServer;

/// An empty database.
#[derive(Debug)]
pub struct TestDatabase {
    /// Where it is.
    pub url: DatabaseUrl,
    /// Which engine.
    pub engine: Engine,
    folder: Option<TempDir>,
}

impl TestDatabase {
    /// A SQLite file in a temporary folder.
    ///
    /// # Panics
    /// When there is no room for a folder: a test cannot go on then.
    #[must_use]
    #[expect(clippy::panic, reason = "a test cannot go on without its database")]
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|why| panic!("a temporary folder: {why}"));
        Self { url: DatabaseUrl::Sqlite(folder.path().join("office.db")), engine: Engine::Sqlite, folder: Some(folder) }
    }

    /// A database on the PostgreSQL server of this test process.
    ///
    /// # Panics
    /// When there is no such server: a test cannot go on then.
    #[must_use]
    #[expect(clippy::panic, reason = "a test cannot go on without its database")]
    pub fn postgres() -> Self {
        let url = PostgresServer::shared().create_database().unwrap_or_else(|why| panic!("a database: {why}"));
        Self { url: DatabaseUrl::Postgres(url), engine: Engine::Postgres, folder: None }
    }

    /// The folder of a SQLite file.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_ref().map(TempDir::path)
    }

    /// The path of a SQLite file; empty for PostgreSQL.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        match &self.url {
            DatabaseUrl::Sqlite(path) => path.clone(),
            DatabaseUrl::Postgres(_) => PathBuf::new(),
        }
    }

    /// Opens it, without waiting for the disk at commits.
    ///
    /// # Panics
    /// When it cannot be opened: a test cannot go on then.
    #[must_use]
    #[expect(clippy::panic, reason = "a test cannot go on without its store")]
    pub fn open(&self) -> Store {
        let options = StoreOptions { durable: false, readers: 2, ..StoreOptions::default() };
        Store::open_with(&self.url, &options).unwrap_or_else(|why| panic!("a store: {why}"))
    }
}

/// Makes statistics anew and writes everything out, as a database in use has done by itself; SQLite needs none of it.
/// Blocks, which a caller inside a runtime may not.
///
/// # Errors
/// What the server said.
pub fn rest(url: &DatabaseUrl) -> Result<(), String> {
    let DatabaseUrl::Postgres(url) = url else { return Ok(()) };
    let mut admin = postgres::Client::connect(url, postgres::NoTls).map_err(|why| why.to_string())?;
    // One by one: VACUUM refuses the transaction that several statements together are.
    let rested = admin.batch_execute("VACUUM ANALYZE").and_then(|()| admin.batch_execute("CHECKPOINT"));
    rested.map_err(|why| why.to_string())
}

/// One empty database of each engine: a story is told on both.
#[must_use]
pub fn both_engines() -> Vec<TestDatabase> {
    vec![TestDatabase::sqlite(), TestDatabase::postgres()]
}
