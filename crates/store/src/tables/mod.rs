//! The ports of `app` over tables, one file per subject.

pub(crate) mod codec;
mod live;
mod office;
mod pending;
mod people;

use crate::engine::statement::Statement;

/// Every statement of the crate, for the test that prepares and explains them all.
pub(crate) fn statements() -> impl Iterator<Item = &'static Statement> {
    [crate::engine::migrate::ALL, office::ALL, people::ALL, live::ALL].into_iter().flatten().copied()
}
