//! What can go wrong, as values; words for people are made by the pages from the codes here.

use domain::rights::Action;
use thiserror::Error;

/// Why the store could not do something.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The disk or the database is full; nothing of the transaction was kept.
    #[error("no space left for the database: {0}")]
    Full(String),
    /// Somebody else holds the data; trying again is right.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// A rule of the tables refused the write (unique, foreign key).
    #[error("the database refused the write: {0}")]
    Constraint(String),
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// What is stored cannot be read.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// Anything else, in the words of the engine.
    #[error("the database answered: {0}")]
    Other(String),
}

/// Why a use case was refused or failed.
#[derive(Debug, Error)]
pub enum AppError {
    /// The person has no right to this.
    #[error("no right to {}", .0.code())]
    Denied(Action),
    /// Nobody is signed in, or the session is over.
    #[error("not signed in")]
    SignedOut,
    /// The thing does not exist, or must not be seen.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The input is wrong: which field, and a stable code of the problem.
    #[error("{field}: {problem}")]
    Invalid {
        /// The field as the form and the API name it.
        field: &'static str,
        /// The stable code of the problem, also the end of its locale key.
        problem: &'static str,
    },
    /// The thing is in a state that does not allow this; a stable code says which.
    #[error("not possible now: {0}")]
    Conflict(&'static str),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a use case gives.
pub type Done<T> = Result<T, AppError>;

/// Short for an input that is wrong.
#[must_use]
pub const fn invalid(field: &'static str, problem: &'static str) -> AppError {
    AppError::Invalid { field, problem }
}
