//! What the rest of the crate asks of a database connection, whichever engine answers.

use crate::engine::statement::{Engine, Statement};
use crate::engine::value::{Row, Value};
use crate::error::StoreError;

/// Runs statements inside the transaction that is open.
pub(crate) trait Sql {
    /// Which engine this is.
    fn engine(&self) -> Engine;

    /// Runs a statement that answers no rows and says how many rows it changed.
    ///
    /// # Errors
    /// Whatever the database refuses, by kind.
    fn execute(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64, StoreError>;

    /// Runs a statement and collects its rows.
    ///
    /// # Errors
    /// Whatever the database refuses, by kind.
    fn query(&mut self, statement: &'static Statement, values: &[Value]) -> Result<Vec<Row>, StoreError>;
}

/// One connection with its transactions and savepoints.
pub(crate) trait Connection: Sql {
    /// Opens a group: a transaction that alone may write, with the savepoint of its first job.
    fn begin_group(&mut self) -> Result<(), StoreError>;
    /// Opens the savepoint of the next job of the group.
    fn next_job(&mut self) -> Result<(), StoreError>;
    /// Keeps what the job did.
    fn keep_job(&mut self) -> Result<(), StoreError>;
    /// Takes back what the job did, and only that.
    fn undo_job(&mut self) -> Result<(), StoreError>;
    /// Makes the group durable.
    fn commit(&mut self) -> Result<(), StoreError>;
    /// Takes back everything; never fails, because there is nothing more to lose.
    fn rollback(&mut self);
    /// Opens a transaction that sees one state of the database and cannot write.
    fn begin_read(&mut self) -> Result<(), StoreError>;
    /// Whether the transaction is still there (SQLite drops it by itself when the disk is full).
    fn in_transaction(&self) -> bool;
    /// Whether the connection can be used again.
    fn alive(&self) -> bool;
    /// Tells other processes, after the commit, that live events were written.
    fn announce(&mut self) -> Result<(), StoreError>;
    /// Runs several statements without parameters (migrations).
    fn script(&mut self, text: &str) -> Result<(), StoreError>;
}
