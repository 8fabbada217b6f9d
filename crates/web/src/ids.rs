//! Where this process's ids come from: a maker with a number leased in the database, taken anew when the lease was lost.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use app::error::{AppError, Done, StoreError};
use app::lease_node::{NodeLease, lease_node, release_node, renew_node};
use domain::id::IdMaker;
use domain::time::Time;
use store::Store;

/// A maker of ids and the lease of its number.
#[derive(Debug)]
pub struct Ids {
    // Lent to a use case for the length of its transaction: nobody else may wait for it.
    inner: Mutex<Inner>,
    // Microseconds up to which ids may be made, to be asked without waiting.
    good_until: AtomicI64,
    // Held while the lease is looked after: one request does it, the others wait for its end.
    renewing: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Inner {
    maker: IdMaker,
    lease: Option<NodeLease>,
}

impl Ids {
    /// A maker with a number that nobody else has anyway: for tests and measurements.
    #[must_use]
    pub fn of_node(node: u16) -> Self {
        Self::new(IdMaker::new(node), None)
    }

    /// Leases a number. `owner` is a secret of this process.
    ///
    /// # Errors
    /// `Busy` when all numbers are in use; store errors.
    pub async fn lease(store: &Store, owner: String, now: Time) -> Done<Self> {
        let lease = store.write(move |tx| lease_node(tx, &owner, now)).await?;
        Ok(Self::new(IdMaker::since(lease.node, lease.since), Some(lease)))
    }

    fn new(maker: IdMaker, lease: Option<NodeLease>) -> Self {
        let good_until = lease.as_ref().map_or(i64::MAX, |lease| lease.good_until().micros());
        let good_until = AtomicI64::new(good_until);
        Self { inner: Mutex::new(Inner { maker, lease }), good_until, renewing: tokio::sync::Mutex::default() }
    }

    /// Makes sure that ids may be made at this time: nearly always by looking at the lease alone.
    ///
    /// # Errors
    /// As [`Ids::renew`].
    pub async fn ready(&self, store: &Store, now: Time) -> Done<()> {
        if self.holds(now) {
            return Ok(());
        }
        let turn = self.renewing.lock().await;
        if self.holds(now) {
            return Ok(());
        }
        self.look_after(store, now).await?;
        drop(turn);
        Ok(())
    }

    /// Renews the lease; where another process has taken the number meanwhile, takes a new one.
    ///
    /// # Errors
    /// `Busy` when all numbers are in use; store errors.
    pub async fn renew(&self, store: &Store, now: Time) -> Done<()> {
        let turn = self.renewing.lock().await;
        self.look_after(store, now).await?;
        drop(turn);
        Ok(())
    }

    async fn look_after(&self, store: &Store, now: Time) -> Done<()> {
        let Some(held) = self.lock().lease.clone() else {
            let stopped = AppError::Store(StoreError::Unavailable("the program is stopping".to_owned()));
            return if self.holds(now) { Ok(()) } else { Err(stopped) };
        };
        let lease = store
            .write::<_, AppError, _>(move |tx| match renew_node(tx, &held, now)? {
                Some(renewed) => Ok(renewed),
                None => lease_node(tx, &held.owner, now),
            })
            .await?;
        // Waits for a transaction at most; it happens every few minutes.
        let mut inner = self.lock();
        if inner.lease.as_ref().is_some_and(|held| held.node != lease.node || held.since != lease.since) {
            tracing::warn!(node = lease.node, "the number for making ids was lost to another process; another one is used");
            inner.maker = IdMaker::since(lease.node, lease.since);
        }
        self.good_until.store(lease.good_until().micros(), Ordering::Release);
        inner.lease = Some(lease);
        Ok(())
    }

    /// Gives the number back: whoever asks for ids from now on is refused, and what was begun before makes none newer than now.
    ///
    /// # Errors
    /// Store errors.
    pub async fn release(&self, store: &Store, now: Time) -> Done<()> {
        self.good_until.store(i64::MIN, Ordering::Release);
        let (held, used) = {
            let mut inner = self.lock();
            (inner.lease.take(), inner.maker.newest().max(now))
        };
        let Some(held) = held else { return Ok(()) };
        store.write(move |tx| release_node(tx, &held, used)).await
    }

    /// The number ids are made with now.
    #[must_use]
    pub fn node(&self) -> u16 {
        self.lock().lease.as_ref().map_or(0, |lease| lease.node)
    }

    /// Lends the maker to one use case.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut IdMaker) -> R) -> R {
        work(&mut self.lock().maker)
    }

    fn holds(&self, now: Time) -> bool {
        now.micros() < self.good_until.load(Ordering::Acquire)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use app::lease_node::LEASE;
    use testkit::both_engines;

    use super::*;

    const NOW: Time = Time::from_micros(1_800_000_000_000_000);

    #[tokio::test]
    async fn a_process_held_up_for_longer_than_its_lease_goes_on_with_another_number() {
        for database in both_engines() {
            let store = database.open();
            let paused = Ids::lease(&store, "paused".to_owned(), NOW).await.expect("a lease");
            let before = paused.with(|maker| maker.next(NOW));
            let later = NOW.plus_seconds(LEASE);
            let other = Ids::lease(&store, "other".to_owned(), later).await.expect("a lease");
            assert_eq!(other.node(), paused.node());
            paused.ready(&store, later).await.expect("another number");
            assert_ne!(other.node(), paused.node());
            let (mine, theirs) = (paused.with(|maker| maker.next(later)), other.with(|maker| maker.next(later)));
            assert!(before < mine && mine != theirs);
        }
    }

    #[tokio::test]
    async fn a_lease_nobody_took_meanwhile_is_renewed_with_the_same_number() {
        for database in both_engines() {
            let store = database.open();
            let ids = Ids::lease(&store, "one".to_owned(), NOW).await.expect("a lease");
            ids.ready(&store, NOW.plus_seconds(10 * LEASE)).await.expect("renewed");
            assert_eq!(ids.node(), 0);
            assert_eq!(Ids::lease(&store, "two".to_owned(), NOW.plus_seconds(10 * LEASE)).await.expect("a lease").node(), 1);
        }
    }

    #[tokio::test]
    async fn a_number_given_back_makes_no_more_ids_and_is_soon_free() {
        let store = testkit::TestDatabase::sqlite().open();
        let ids = Ids::lease(&store, "one".to_owned(), NOW).await.expect("a lease");
        ids.release(&store, NOW).await.expect("given back");
        assert!(ids.ready(&store, NOW).await.is_err());
        assert_eq!(Ids::lease(&store, "two".to_owned(), NOW.plus_seconds(1)).await.expect("a lease").node(), 0);
    }
}
