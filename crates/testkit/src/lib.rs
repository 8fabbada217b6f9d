//! What tests share: a real PostgreSQL for the length of a test process, databases of their own, stores on both engines.

pub mod database;
pub mod dovecot;
pub mod office;
pub mod postgres_server;

pub use database::{TestDatabase, both_engines};
