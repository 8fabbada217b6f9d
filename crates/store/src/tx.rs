//! One open transaction, as the use cases see it.

use crate::engine::connection::Sql;
use crate::engine::statement::{Engine, Statement};
use crate::engine::value::{Row, Value};
use crate::error::StoreError;

/// The transaction of one job.
pub(crate) struct SqlTx<'a> {
    sql: &'a mut dyn Sql,
    published: bool,
}

impl<'a> SqlTx<'a> {
    pub(crate) fn new(sql: &'a mut dyn Sql) -> Self {
        Self { sql, published: false }
    }

    /// Whether a live event was written.
    pub(crate) fn published(&self) -> bool {
        self.published
    }

    /// Remembers that a live event was written: listeners are told after the commit.
    pub(crate) fn publish(&mut self) {
        self.published = true;
    }
}

impl Sql for SqlTx<'_> {
    fn engine(&self) -> Engine {
        self.sql.engine()
    }

    fn execute(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64, StoreError> {
        self.sql.execute(statement, values)
    }

    fn query(&mut self, statement: &'static Statement, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.sql.query(statement, values)
    }
}
