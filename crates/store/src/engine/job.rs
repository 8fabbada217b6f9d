//! A piece of work for a connection: a closure, its answer, and the caller who waits for it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use crate::error::StoreError;
use crate::tx::SqlTx;

/// What a job wants done with its changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Keep,
    Undo,
}

/// A job as the threads see it.
pub(crate) trait Job: Send {
    /// Runs the closure and remembers its answer.
    fn run(&mut self, tx: &mut SqlTx<'_>) -> Verdict;
    /// Answers the caller: with what the closure said, or with why its work was lost.
    fn answer(self: Box<Self>, lost: Option<StoreError>);
}

struct Closure<F, R, E> {
    work: Option<F>,
    result: Option<Result<R, E>>,
    caller: oneshot::Sender<Result<R, E>>,
}

/// Wraps a closure; the receiver gets its answer.
pub(crate) fn job<F, R, E>(work: F) -> (Box<dyn Job>, oneshot::Receiver<Result<R, E>>)
where
    F: FnOnce(&mut SqlTx<'_>) -> Result<R, E> + Send + 'static,
    R: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (caller, answer) = oneshot::channel();
    (Box::new(Closure { work: Some(work), result: None, caller }), answer)
}

impl<F, R, E> Job for Closure<F, R, E>
where
    F: FnOnce(&mut SqlTx<'_>) -> Result<R, E> + Send,
    R: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut SqlTx<'_>) -> Verdict {
        let Some(work) = self.work.take() else {
            return Verdict::Undo;
        };
        // The transaction is rolled back to the job's savepoint, so nothing half changed is seen after a panic.
        let result = catch_unwind(AssertUnwindSafe(|| work(tx)))
            .unwrap_or_else(|panic| Err(StoreError::Other(format!("the work panicked: {}", message(&*panic))).into()));
        let verdict = if result.is_ok() { Verdict::Keep } else { Verdict::Undo };
        self.result = Some(result);
        verdict
    }

    fn answer(self: Box<Self>, lost: Option<StoreError>) {
        let result = match (lost, self.result) {
            // What the closure refused by itself is the truer answer.
            (_, Some(Err(refused))) => Err(refused),
            (Some(why), _) => Err(why.into()),
            (None, Some(done)) => done,
            (None, None) => Err(StoreError::Unavailable("the work was not begun".into()).into()),
        };
        // A caller who went away does not need the answer.
        drop(self.caller.send(result));
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("?")
}
