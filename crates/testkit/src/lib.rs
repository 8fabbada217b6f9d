//! What tests share: a real PostgreSQL, Dovecot and Postfix for the length of a test, databases of their own, stores on both engines.

pub mod database;
pub mod dovecot;
pub mod guard;
pub mod letters;
pub mod office;
pub mod post;
pub mod postgres_server;

pub use database::{TestDatabase, both_engines};
