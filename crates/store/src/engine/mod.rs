//! The engine under the tables: values, statements, connections, the writer with its group commit, the readers.
//! Nothing here knows what a client or a call is.

pub(crate) mod connection;
pub(crate) mod job;
pub(crate) mod listen;
pub(crate) mod lock;
pub(crate) mod migrate;
pub(crate) mod postgres;
pub(crate) mod reader;
pub(crate) mod sqlite;
pub(crate) mod statement;
pub(crate) mod tls;
pub(crate) mod url;
pub(crate) mod value;
pub(crate) mod writer;
