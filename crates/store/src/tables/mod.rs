//! The ports of `app` over tables, one file per subject.

mod call;
mod client;
mod clients_port;
pub(crate) mod codec;
mod finder;
pub(crate) mod finder_segments;
mod journal;
mod learned;
mod letter;
mod live;
mod mailbox;
mod merge;
mod node;
mod office;
mod outgoing;
mod people;
mod postings;
mod text_index;
mod work;

use crate::engine::migrate;
use crate::engine::statement::Statement;

/// Every statement of the crate, for the test that prepares and explains them all.
pub(crate) fn statements() -> impl Iterator<Item = &'static Statement> {
    let files: [&[&'static Statement]; 17] = [
        migrate::ALL,
        office::ALL,
        people::ALL,
        client::ALL,
        learned::ALL,
        merge::ALL,
        finder::ALL,
        finder_segments::ALL,
        call::ALL,
        journal::ALL,
        work::ALL,
        text_index::ALL,
        letter::ALL,
        outgoing::ALL,
        mailbox::ALL,
        live::ALL,
        node::ALL,
    ];
    files.into_iter().flatten().copied()
}
