//! The store: opens a database, keeps its threads, and hands closures to them.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use app::ports::Tx;
use tokio::sync::{mpsc, watch};

use crate::engine::connection::Connection;
use crate::engine::job::{Job, job};
use crate::engine::listen::{Listener, listen};
use crate::engine::lock::OwnerLock;
use crate::engine::migrate::{Migration, migrate};
use crate::engine::postgres::PostgresConnection;
use crate::engine::reader::{Queue, read_until_closed};
use crate::engine::sqlite::SqliteConnection;
use crate::engine::url::DatabaseUrl;
use crate::engine::writer::write_until_closed;
use crate::error::StoreError;
use crate::migrations::{FINDER_BEGUN_ANEW, MIGRATIONS};
use crate::tables::finder_segments;
use crate::tx::SqlTx;

/// How a store is run.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Threads that read, each with a connection of its own.
    pub readers: usize,
    /// Jobs that may wait in each queue; more callers wait before it.
    pub queue: usize,
    /// Whether a commit waits for the disk. False only in tests that check no durability.
    pub durable: bool,
    /// The most pages of 4096 bytes the SQLite file may have; `None` is as many as the disk holds.
    pub max_pages: Option<u32>,
    /// The migrations to apply; tests give others.
    pub migrations: &'static [Migration],
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self { readers: 4, queue: 1024, durable: true, max_pages: None, migrations: MIGRATIONS }
    }
}

/// An open database. Clones share it; the last one gone closes it after the work that was queued.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    writes: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    reads: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    events: watch::Receiver<u64>,
    // On PostgreSQL: hears of the events of other processes; stops when dropped.
    listener: Option<Listener>,
    // Released after the threads have ended: fields are dropped after `Drop::drop`.
    lock: Option<OwnerLock>,
}

impl Store {
    /// Opens a database with the usual options and brings it to the newest version.
    ///
    /// # Errors
    /// `Busy` when another process has the SQLite file open, `Unavailable` when the database cannot be reached,
    /// `Corrupt` when it is newer than the program.
    pub fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        Self::open_with(url, &StoreOptions::default())
    }

    /// Opens a database with the given options.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(url: &DatabaseUrl, options: &StoreOptions) -> Result<Self, StoreError> {
        // On a thread of its own: the driver of PostgreSQL blocks, which a caller inside a runtime may not.
        std::thread::scope(|scope| {
            let opening = scope.spawn(|| match url {
                DatabaseUrl::Sqlite(path) => open_sqlite(path, options),
                DatabaseUrl::Postgres(url) => open_postgres(url, options),
            });
            opening.join().unwrap_or_else(|_| Err(StoreError::Other("opening the database panicked".into())))
        })
    }

    /// Runs a closure in a transaction that may write. An `Err` of the closure, and a panic, take back all it did.
    /// The answer comes after the transaction is durable.
    ///
    /// # Errors
    /// What the closure refused, or why its work was lost.
    pub async fn write<R, E, F>(&self, work: F) -> Result<R, E>
    where
        F: FnOnce(&mut dyn Tx) -> Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.send(&self.inner.writes, move |tx| work(tx)).await
    }

    /// Runs a closure in a transaction that sees one state of the database and cannot write.
    ///
    /// # Errors
    /// What the closure refused, or why it could not run.
    pub async fn read<R, E, F>(&self, work: F) -> Result<R, E>
    where
        F: FnOnce(&mut dyn Tx) -> Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.send(&self.inner.reads, move |tx| work(tx)).await
    }

    async fn send<R, E, F>(&self, queue: &Mutex<Option<mpsc::Sender<Box<dyn Job>>>>, work: F) -> Result<R, E>
    where
        F: FnOnce(&mut SqlTx<'_>) -> Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let closed = || E::from(StoreError::Unavailable("the store is closed".into()));
        let queue = queue.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(closed)?;
        let (job, answer) = job(work);
        queue.send(job).await.map_err(|_| closed())?;
        drop(queue);
        answer.await.map_err(|_| closed())?
    }

    /// Changes whenever live events have been committed, by this process or, on PostgreSQL, by another.
    /// It carries no events: whoever is woken reads those after the last one seen.
    #[must_use]
    pub fn events(&self) -> watch::Receiver<u64> {
        self.inner.events.clone()
    }

    /// Refuses new work, finishes what is queued, and ends the threads. Blocks until that is done.
    pub fn close(&self) {
        self.inner.close();
    }
}

impl Inner {
    fn close(&self) {
        drop(self.writes.lock().unwrap_or_else(PoisonError::into_inner).take());
        drop(self.reads.lock().unwrap_or_else(PoisonError::into_inner).take());
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        let here = std::thread::current().id();
        for thread in threads {
            // A closure that held the last clone would wait for itself.
            if thread.thread().id() != here && thread.join().is_err() {
                tracing::error!("a thread of the store panicked");
            }
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

fn open_sqlite(path: &Path, options: &StoreOptions) -> Result<Store, StoreError> {
    let lock = OwnerLock::take(path)?;
    let mut writer = SqliteConnection::open_writer(path, options.durable, options.max_pages)?;
    migrate(&mut writer, options.migrations)?;
    settle_finder(&mut writer, options)?;
    let (write_path, durable, pages) = (path.to_owned(), options.durable, options.max_pages);
    let read_path = path.to_owned();
    let open_writer = move || SqliteConnection::open_writer(&write_path, durable, pages);
    let open_reader = move || SqliteConnection::open_reader(&read_path);
    let (told, events) = watch::channel(0);
    let mut store = start(writer, open_writer, open_reader, options, told, events)?;
    store.lock = Some(lock);
    Ok(Store { inner: Arc::new(store) })
}

fn open_postgres(url: &str, options: &StoreOptions) -> Result<Store, StoreError> {
    let mut writer = PostgresConnection::open(url)?;
    migrate(&mut writer, options.migrations)?;
    settle_finder(&mut writer, options)?;
    let (write_url, read_url) = (url.to_owned(), url.to_owned());
    let open_writer = move || PostgresConnection::open(&write_url);
    let open_reader = move || PostgresConnection::open(&read_url);
    let (told, events) = watch::channel(0);
    let mut store = start(writer, open_writer, open_reader, options, told.clone(), events)?;
    let listener = listen(url.to_owned(), told)?;
    store.listener = Some(listener);
    Ok(Store { inner: Arc::new(store) })
}

/// Puts fresh lines of the finder into segments, one large segment a transaction: after a migration that begins the index
/// anew all lines are fresh.
fn settle_finder(writer: &mut impl Connection, options: &StoreOptions) -> Result<(), StoreError> {
    // The migrations that tests give make no such tables.
    let mut more = options.migrations.iter().any(|migration| migration.name == FINDER_BEGUN_ANEW);
    while more {
        writer.begin_group()?;
        let settled = finder_segments::settle_some(&mut SqlTx::new(writer));
        more = match settled.and_then(|more| writer.keep_job().and_then(|()| writer.commit()).map(|()| more)) {
            Ok(more) => more,
            Err(why) => {
                writer.rollback();
                return Err(why);
            }
        };
    }
    Ok(())
}

fn start<C: Connection + Send + 'static>(
    writer: C,
    open_writer: impl FnMut() -> Result<C, StoreError> + Send + 'static,
    open_reader: impl Fn() -> Result<C, StoreError> + Clone + Send + 'static,
    options: &StoreOptions,
    told: watch::Sender<u64>,
    events: watch::Receiver<u64>,
) -> Result<Inner, StoreError> {
    let spawn = |name: String, work: Box<dyn FnOnce() + Send>| {
        let failed = |why| StoreError::Unavailable(format!("cannot start a thread: {why}"));
        std::thread::Builder::new().name(name).spawn(work).map_err(failed)
    };
    let (writes, write_jobs) = mpsc::channel(options.queue);
    let (reads, read_jobs) = mpsc::channel(options.queue);
    let queue: Queue = Arc::new(Mutex::new(read_jobs));
    let mut threads =
        vec![spawn("store-writer".into(), Box::new(move || write_until_closed(writer, open_writer, write_jobs, &told)))?];
    for number in 0..options.readers.max(1) {
        let (open, queue) = (open_reader.clone(), Arc::clone(&queue));
        threads.push(spawn(format!("store-reader-{number}"), Box::new(move || read_until_closed(open, &queue)))?);
    }
    Ok(Inner {
        writes: Mutex::new(Some(writes)),
        reads: Mutex::new(Some(reads)),
        threads: Mutex::new(threads),
        events,
        listener: None,
        lock: None,
    })
}
