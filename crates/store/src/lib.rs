//! The database of Yellow Sheet: the only crate that knows SQL, the same answers on SQLite and PostgreSQL.
//!
//! Entry points: [`Store::open`], [`Store::write`], [`Store::read`]. `engine/` runs transactions and knows no tables;
//! `tables/` implements the ports of `app`, one file per subject; `migrations/` makes the tables.
//! Must not live here: rules of the office, HTTP, a clock, new ids.

mod engine;
mod error;
mod migrations;
mod objects;
mod store;
mod tables;
mod tx;

pub mod explain;

pub use app::error::StoreError;
pub use engine::migrate::Migration;
pub use engine::statement::{Engine, Statement};
pub use engine::url::DatabaseUrl;
pub use objects::Objects;
pub use store::{Store, StoreOptions};
