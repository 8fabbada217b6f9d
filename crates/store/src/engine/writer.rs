//! The one writer: takes jobs from a queue, runs as many as wait in one transaction, and answers after the commit.

use tokio::sync::{mpsc, watch};

use crate::engine::connection::Connection;
use crate::engine::job::{Job, Verdict};
use crate::error::StoreError;
use crate::tx::SqlTx;

/// The most jobs of one group: bounds how long the first of them waits for its answer.
const GROUP: usize = 128;

/// Runs until the queue is closed and empty. `open` makes a new connection when the old one died.
pub(crate) fn write_until_closed<C: Connection>(
    first: C,
    mut open: impl FnMut() -> Result<C, StoreError>,
    mut jobs: mpsc::Receiver<Box<dyn Job>>,
    events: &watch::Sender<u64>,
) {
    let mut connection = Some(first);
    while let Some(job) = jobs.blocking_recv() {
        let ready = match connection.take().filter(C::alive) {
            Some(ready) => begun(ready, &mut open),
            None => open().and_then(|fresh| begun(fresh, &mut open)),
        };
        match ready {
            Ok(mut ready) => {
                if run_group(&mut ready, job, &mut jobs) {
                    events.send_modify(|count| *count += 1);
                }
                connection = Some(ready);
            }
            Err(why) => {
                tracing::warn!(%why, "the database cannot be written");
                job.answer(Some(why));
            }
        }
    }
}

/// A connection with a group begun. A connection that died unnoticed shows here, before any job has run: a new one is made once.
fn begun<C: Connection>(mut connection: C, open: &mut impl FnMut() -> Result<C, StoreError>) -> Result<C, StoreError> {
    match connection.begin_group() {
        Ok(()) => Ok(connection),
        Err(why) if connection.alive() => {
            connection.rollback();
            Err(why)
        }
        Err(_) => {
            let mut fresh = open()?;
            fresh.begin_group()?;
            Ok(fresh)
        }
    }
}

/// Runs a group to its commit; says whether live events were written.
fn run_group(connection: &mut impl Connection, first: Box<dyn Job>, jobs: &mut mpsc::Receiver<Box<dyn Job>>) -> bool {
    let mut done: Vec<(Box<dyn Job>, Option<StoreError>)> = Vec::new();
    let mut next = Some(first);
    let mut published = false;
    while let Some(job) = next.take() {
        let (job, lost, told) = run_job(connection, job, done.is_empty());
        published |= told;
        done.push((job, lost));
        if !connection.in_transaction() {
            let why = done.last().and_then(|(_, lost)| lost.clone());
            let why = why.unwrap_or_else(|| StoreError::Other("the database gave the transaction up".into()));
            connection.rollback();
            answer_all(done, Some(&why));
            return false;
        }
        if done.len() < GROUP {
            next = jobs.try_recv().ok();
        }
    }
    let announced = if published { connection.announce() } else { Ok(()) };
    match announced.and_then(|()| connection.commit()) {
        Ok(()) => {
            answer_all(done, None);
            published
        }
        Err(why) => {
            connection.rollback();
            tracing::error!(%why, jobs = done.len(), "a commit failed");
            answer_all(done, Some(&why));
            false
        }
    }
}

fn run_job(connection: &mut impl Connection, mut job: Box<dyn Job>, first: bool) -> (Box<dyn Job>, Option<StoreError>, bool) {
    if !first && let Err(why) = connection.next_job() {
        return (job, Some(why), false);
    }
    let mut tx = SqlTx::new(connection);
    let verdict = job.run(&mut tx);
    let told = tx.published();
    let kept = match verdict {
        Verdict::Keep => connection.keep_job(),
        Verdict::Undo => Err(StoreError::Other("the work was taken back".into())),
    };
    match kept {
        Ok(()) => (job, None, told),
        Err(why) => {
            // Where the transaction itself is gone there is no savepoint to go back to.
            let undone = if connection.in_transaction() { connection.undo_job() } else { Ok(()) };
            (job, Some(undone.err().unwrap_or(why)), false)
        }
    }
}

fn answer_all(done: Vec<(Box<dyn Job>, Option<StoreError>)>, lost: Option<&StoreError>) {
    for (job, own) in done {
        job.answer(own.or_else(|| lost.cloned()));
    }
}
