//! The numbers ids are made with: leased in the database, never held by two, on both engines.

use std::collections::BTreeSet;

use app::error::{AppError, StoreError};
use app::lease_node::{LEASE, NodeLease, lease_node, release_node, renew_node};
use domain::id::{IdMaker, NODES};
use domain::time::Time;
use testkit::{TestDatabase, both_engines};
use yellowsheet_store::Store;

const NOW: Time = Time::from_micros(1_800_000_000_000_000);

async fn lease(store: &Store, owner: &str, now: Time) -> Result<NodeLease, AppError> {
    let owner = owner.to_owned();
    store.write(move |tx| lease_node(tx, &owner, now)).await
}

#[expect(clippy::expect_used, reason = "a test helper")]
async fn renew(store: &Store, lease: &NodeLease, now: Time) -> Option<NodeLease> {
    let lease = lease.clone();
    store.write(move |tx| renew_node(tx, &lease, now)).await.expect("a renewal")
}

#[tokio::test]
async fn holders_have_different_numbers_until_one_is_given_back_or_over() {
    for database in both_engines() {
        let store = database.open();
        let (one, two) = (lease(&store, "one", NOW).await.unwrap(), lease(&store, "two", NOW).await.unwrap());
        assert_eq!((one.node, two.node), (0, 1));
        // Renewed, it lasts longer than it was first given for.
        let renewed = renew(&store, &one, NOW.plus_seconds(LEASE - 1)).await.unwrap();
        let later = NOW.plus_seconds(LEASE + 1);
        let three = lease(&store, "three", later).await.unwrap();
        assert_eq!(three.node, two.node, "the lease of two is over, that of one is not");
        // Two was held up and comes back: it learns that its number is gone.
        assert_eq!(renew(&store, &two, later).await, None);
        assert_eq!(lease(&store, "two", later).await.unwrap().node, 2);
        let used = later;
        store.write::<_, AppError, _>(move |tx| release_node(tx, &renewed, used)).await.unwrap();
        assert_eq!(lease(&store, "four", later).await.unwrap().node, 3, "ids of one may be as new as this moment");
        assert_eq!(lease(&store, "five", later.plus_seconds(1)).await.unwrap().node, 0);
    }
}

#[tokio::test]
async fn ids_of_a_number_differ_whatever_the_clocks_of_its_holders_say() {
    for database in both_engines() {
        let store = database.open();
        // The clock of the first runs an hour ahead; the second comes after it was stopped, with the right time.
        let ahead = NOW.plus_seconds(3600);
        let first = lease(&store, "first", ahead).await.unwrap();
        let mut maker = IdMaker::since(first.node, first.since);
        let mut made: Vec<i64> = (0..100).map(|_| maker.next(ahead)).collect();
        let used = maker.newest();
        let back = first.clone();
        store.write::<_, AppError, _>(move |tx| release_node(tx, &back, used)).await.unwrap();
        let second = lease(&store, "second", NOW).await.unwrap();
        let third = lease(&store, "third", ahead.plus_seconds(2)).await.unwrap();
        for lease in [&second, &third] {
            let mut maker = IdMaker::since(lease.node, lease.since);
            made.extend((0..100).map(|_| maker.next(ahead)));
        }
        assert_eq!(third.node, first.node);
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len());
    }
}

#[tokio::test]
async fn when_all_numbers_are_in_use_the_next_one_is_refused_in_words() {
    for database in both_engines() {
        let store = database.open();
        let take_all = |tx: &mut dyn app::ports::Tx| {
            (0..NODES).map(|_| lease_node(tx, "everybody", NOW).map(|lease| lease.node)).collect::<Result<BTreeSet<_>, _>>()
        };
        assert_eq!(store.write(take_all).await.unwrap().len(), usize::from(NODES));
        let refused = lease(&store, "one too many", NOW).await.unwrap_err();
        assert!(matches!(&refused, AppError::Store(StoreError::Busy(why)) if why.contains("all 1024 numbers")), "{refused}");
        assert_eq!(lease(&store, "later", NOW.plus_seconds(LEASE)).await.unwrap().node, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stores_over_one_postgresql_never_share_a_number() {
    let database = TestDatabase::postgres();
    let stores: Vec<Store> = (0..4).map(|_| database.open()).collect();
    let takers: Vec<_> = stores
        .iter()
        .enumerate()
        .flat_map(|(at, store)| (0..16).map(move |turn| (store.clone(), format!("{at}-{turn}"))))
        .map(|(store, owner)| tokio::spawn(async move { lease(&store, &owner, NOW).await.unwrap().node }))
        .collect();
    let mut nodes = BTreeSet::new();
    for taker in takers {
        assert!(nodes.insert(taker.await.unwrap()), "two hold one number");
    }
    assert_eq!(nodes.len(), 64);
}
