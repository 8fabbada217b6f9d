//! Readers: several threads over one queue, each job in a read-only transaction that sees one state of the database.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use crate::engine::connection::Connection;
use crate::engine::job::Job;
use crate::error::StoreError;
use crate::tx::SqlTx;

/// The queue the readers share.
pub(crate) type Queue = Arc<Mutex<mpsc::Receiver<Box<dyn Job>>>>;

/// Runs until the queue is closed and empty. `open` makes a connection at the first job, and again when the old one died.
pub(crate) fn read_until_closed<C: Connection>(mut open: impl FnMut() -> Result<C, StoreError>, queue: &Queue) {
    let mut connection: Option<C> = None;
    loop {
        // The thread that holds the lock waits for the next job; the others wait for the lock.
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        let Some(mut job) = job else { return };
        let ready = match connection.take().filter(C::alive) {
            Some(ready) => begun(ready, &mut open),
            None => open().and_then(|fresh| begun(fresh, &mut open)),
        };
        match ready {
            Ok(mut ready) => {
                job.run(&mut SqlTx::new(&mut ready));
                ready.rollback();
                connection = Some(ready);
                job.answer(None);
            }
            Err(why) => job.answer(Some(why)),
        }
    }
}

fn begun<C: Connection>(mut connection: C, open: &mut impl FnMut() -> Result<C, StoreError>) -> Result<C, StoreError> {
    match connection.begin_read() {
        Ok(()) => Ok(connection),
        Err(why) if connection.alive() => {
            connection.rollback();
            Err(why)
        }
        Err(_) => {
            let mut fresh = open()?;
            fresh.begin_read()?;
            Ok(fresh)
        }
    }
}
