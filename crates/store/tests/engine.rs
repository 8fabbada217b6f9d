//! The promises of the engine, told on both databases where both can break them.

use std::str::FromStr;
use std::time::Duration;

use app::model::client::{Merge, MovedRows};
use app::model::journal::LiveEvent;
use app::model::people::{Employee, Session, Theme};
use app::ports::Tx;
use domain::id::{ClientId, EmployeeId, EventId, MergeId};
use domain::language::Language;
use domain::rights::Roles;
use domain::time::Time;
use testkit::{TestDatabase, both_engines, letters, office};
use yellowsheet_store::{DatabaseUrl, Migration, Statement, Store, StoreError, StoreOptions, explain};

fn event(subject: i64) -> LiveEvent {
    let at = Time::from_micros(1_800_000_000_000_000);
    LiveEvent { id: EventId(0), employee: None, kind: "call".into(), subject, at }
}

#[expect(clippy::unwrap_used, reason = "a test helper")]
async fn said(store: &Store, variant: &'static str) -> i64 {
    let counts = store.read(move |tx| tx.phrase_counts()).await.unwrap();
    counts.iter().find(|count| count.variant == variant).map_or(0, |count| count.said)
}

fn refused() -> StoreError {
    StoreError::Other("refused on purpose".into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_fails_or_panics_takes_back_only_its_own_work() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str() != Some("on purpose") {
            usual(panic);
        }
    }));
    for database in both_engines() {
        let store = database.open();
        let jobs = (0..200_i64).map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .write(move |tx| {
                        tx.count_phrase("a", 1, 0)?;
                        match number % 5 {
                            1 => Err(refused()),
                            2 => panic!("on purpose"),
                            // A constraint broken, as the last statement of the job.
                            3 => tx.add_session(&no_such_employee()),
                            _ => Ok(()),
                        }
                    })
                    .await
            })
        });
        let jobs: Vec<_> = jobs.collect();
        let mut kept = 0;
        for (number, job) in jobs.into_iter().enumerate() {
            let answer: Result<(), StoreError> = job.await.unwrap();
            match number % 5 {
                1 => assert_eq!(answer, Err(refused())),
                2 => {
                    assert!(matches!(&answer, Err(StoreError::Other(why)) if why.contains("panicked: on purpose")), "{answer:?}");
                }
                3 => assert!(matches!(answer, Err(StoreError::Constraint(_))), "{answer:?}"),
                _ => {
                    answer.unwrap();
                    kept += 1;
                }
            }
        }
        assert_eq!(said(&store, "a").await, kept, "{:?}", database.engine);
    }
}

fn no_such_employee() -> Session {
    let at = Time::from_micros(0);
    Session { key: "k".into(), employee: EmployeeId(404), created: at, seen: at, expires: at, agent: String::new() }
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_who_read_first_lose_no_update() {
    for database in both_engines() {
        let store = database.open();
        let writers: Vec<_> = (0..16)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    for _ in 0..20 {
                        let add = |tx: &mut dyn Tx| -> Result<(), StoreError> {
                            let now = tx.phrase_counts()?.first().map_or(0, |count| count.said);
                            // What was read decides what is written: `learned` ends at the sum of 0..320.
                            tx.count_phrase("a", 1, now)
                        };
                        store.write(add).await.unwrap();
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let counts = store.read(|tx| tx.phrase_counts()).await.unwrap();
        assert_eq!((counts[0].said, counts[0].learned), (320, 319 * 320 / 2), "{:?}", database.engine);
    }
}

#[tokio::test]
async fn an_error_that_the_job_ignored_does_not_pass_for_success_on_postgresql() {
    let store = TestDatabase::postgres().open();
    let ignoring = |tx: &mut dyn Tx| {
        drop(tx.add_session(&no_such_employee()));
        Ok::<_, StoreError>(())
    };
    assert!(store.write(ignoring).await.is_err());
    store.write(|tx| tx.count_phrase("a", 1, 0)).await.unwrap();
    assert_eq!(said(&store, "a").await, 1);
}

#[tokio::test]
async fn reading_cannot_write() {
    for database in both_engines() {
        let store = database.open();
        assert!(store.read(|tx| tx.count_phrase("a", 1, 0)).await.is_err());
        assert_eq!(said(&store, "a").await, 0);
    }
}

#[tokio::test]
async fn text_with_a_nul_character_is_kept_without_it() {
    for database in both_engines() {
        let store = database.open();
        store.write(|tx| tx.count_phrase("a\0b", 1, 0)).await.unwrap();
        assert_eq!(said(&store, "ab").await, 1);
    }
}

#[tokio::test]
async fn closing_finishes_what_is_queued_and_refuses_the_rest() {
    for database in both_engines() {
        let store = database.open();
        let queued: Vec<_> = (0..50)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.write(|tx| tx.count_phrase("a", 1, 0)).await })
            })
            .collect();
        tokio::task::yield_now().await;
        let mut kept = 0;
        store.close();
        for job in queued {
            match job.await.unwrap() {
                Ok(()) => kept += 1,
                Err(why) => assert!(matches!(why, StoreError::Unavailable(_)), "{why:?}"),
            }
        }
        assert!(matches!(store.read(|tx| tx.office()).await, Err(StoreError::Unavailable(_))));
        drop(store);
        assert_eq!(said(&database.open(), "a").await, kept);
    }
}

#[tokio::test]
async fn live_events_are_numbered_in_the_order_of_commits_and_wake_the_watchers() {
    for database in both_engines() {
        let store = database.open();
        let mut watcher = store.events();
        watcher.mark_unchanged();
        store.write(|tx| tx.count_phrase("a", 1, 0)).await.unwrap();
        let failed = |tx: &mut dyn Tx| tx.add_event(&event(1)).and_then(|()| Err::<(), _>(refused()));
        store.write(failed).await.unwrap_err();
        store.write(|tx| tx.add_event(&event(2))).await.unwrap();
        tokio::time::timeout(Duration::from_secs(5), watcher.changed()).await.unwrap().unwrap();
        store.write(|tx| tx.add_event(&event(3))).await.unwrap();
        let seen = store.read(|tx| tx.events_after(EmployeeId(1), EventId(0), 10)).await.unwrap();
        assert_eq!(seen.iter().map(|event| (event.id.0, event.subject)).collect::<Vec<_>>(), [(1, 2), (2, 3)]);
        // Numbers go on after old events were removed, so that a page's last one stays behind the new ones.
        store.write(|tx| tx.remove_events(Time::from_micros(i64::MAX))).await.unwrap();
        store.write(|tx| tx.add_event(&event(4))).await.unwrap();
        assert_eq!(store.read(|tx| tx.last_event()).await.unwrap(), EventId(3));
    }
}

#[tokio::test]
async fn another_process_hears_of_live_events_on_postgresql() {
    let database = TestDatabase::postgres();
    let (one, other) = (database.open(), database.open());
    let mut watcher = other.events();
    // The listener wakes once when it begins.
    tokio::time::timeout(Duration::from_secs(5), watcher.changed()).await.unwrap().unwrap();
    watcher.mark_unchanged();
    one.write(|tx| tx.add_event(&event(1))).await.unwrap();
    tokio::time::timeout(Duration::from_secs(5), watcher.changed()).await.unwrap().unwrap();
    let seen = other.read(|tx| tx.events_after(EmployeeId(1), EventId(0), 10)).await.unwrap();
    assert_eq!(seen.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_died_is_made_again() {
    let database = TestDatabase::postgres();
    let store = database.open();
    store.write(|tx| tx.count_phrase("a", 1, 0)).await.unwrap();
    assert_eq!(said(&store, "a").await, 1);
    let DatabaseUrl::Postgres(url) = database.url.clone() else { panic!() };
    let kill = move || {
        let mut admin = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        admin.query(others, &[]).unwrap();
    };
    tokio::task::spawn_blocking(kill).await.unwrap();
    store.write(|tx| tx.count_phrase("a", 1, 0)).await.unwrap();
    for _ in 0..4 {
        assert_eq!(said(&store, "a").await, 2);
    }
}

#[tokio::test]
async fn a_second_process_on_the_same_sqlite_file_is_told_so() {
    let database = TestDatabase::sqlite();
    let first = database.open();
    let second = Store::open(&database.url).map(|_| ()).unwrap_err();
    assert!(matches!(&second, StoreError::Busy(why) if why.contains("another process has")), "{second}");
    drop(first);
    Store::open(&database.url).map(|_| ()).unwrap();
}

#[tokio::test]
async fn a_full_disk_is_said_keeps_nothing_half_done_and_works_again_with_space() {
    let database = TestDatabase::sqlite();
    drop(database.open());
    let pages = std::fs::metadata(database.path()).unwrap().len() / 4096;
    let small = StoreOptions { max_pages: Some(u32::try_from(pages).unwrap() + 8), ..StoreOptions::default() };
    let store = Store::open_with(&database.url, &small).unwrap();
    let long = "x".repeat(2000);
    let mut kept = 0;
    let full = loop {
        let variant = format!("{kept:05}{long}");
        let both = move |tx: &mut dyn Tx| tx.count_phrase(&variant, 1, 0).and_then(|()| tx.count_phrase("pairs", 1, 0));
        match store.write(both).await {
            Ok(()) => kept += 1,
            Err(why) => break why,
        }
        assert!(kept < 10_000, "never full");
    };
    assert!(matches!(full, StoreError::Full(_)), "{full:?}");
    assert_eq!(said(&store, "pairs").await, kept);
    drop(store);
    let store = database.open();
    assert_eq!(said(&store, "pairs").await, kept);
    store.write(move |tx| tx.count_phrase(&long, 1, 0)).await.unwrap();
}

const BEFORE: &[Migration] = &[Migration { number: 1, name: "0001_a", text: "CREATE TABLE a (id {{id}}) {{strict}};" }];
const EDITED: &[Migration] =
    &[Migration { number: 1, name: "0001_a", text: "CREATE TABLE a (id {{id}}, b {{int}}) {{strict}};" }];
const BROKEN: &[Migration] = &[
    BEFORE[0],
    Migration {
        number: 2,
        name: "0002_b",
        text: "CREATE TABLE b (id {{id}}) {{strict}}; CREATE TABLE a (id {{id}}) {{strict}};",
    },
];
const AFTER: &[Migration] = &[BEFORE[0], Migration { number: 2, name: "0002_b", text: "CREATE TABLE b (id {{id}}) {{strict}};" }];

#[test]
fn migrations_run_once_whole_and_never_change() {
    for database in both_engines() {
        let open = |migrations| {
            let options = StoreOptions { migrations, ..StoreOptions::default() };
            Store::open_with(&database.url, &options).map(|_| ())
        };
        open(BEFORE).unwrap();
        open(BEFORE).unwrap();
        assert!(matches!(open(EDITED), Err(StoreError::Corrupt(why)) if why.contains("0001_a) was changed")));
        open(BROKEN).unwrap_err();
        // The broken one left nothing behind: the good one makes the same table.
        open(AFTER).unwrap();
        assert!(matches!(open(BEFORE), Err(StoreError::Corrupt(why)) if why.contains("newer than this program")));
    }
}

#[test]
fn a_database_that_cannot_be_reached_is_said_clearly() {
    let nowhere = DatabaseUrl::from_str("sqlite:/no/such/folder/office.db").unwrap();
    assert!(matches!(Store::open(&nowhere).map(|_| ()), Err(StoreError::Unavailable(why)) if why.contains("/no/such/folder")));
    let nobody = DatabaseUrl::from_str("postgres://nobody@127.0.0.1:1/none").unwrap();
    assert!(matches!(Store::open(&nobody).map(|_| ()), Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn every_statement_is_prepared_on_both_engines_and_no_hot_one_scans_a_growing_table() {
    for database in both_engines() {
        let store = database.open();
        let size = office::Size { clients: 2500, interactions: 1000, of_one: 100, seed: 1 };
        office::fill(&store, size).await.unwrap();
        store.write(|tx| sign_in_and_merge_often(tx)).await.unwrap();
        letters::fill(&store, 2000, 2500, |number| office::client(1, number).client.id).await.unwrap();
        drop(store);
        let url = database.url.clone();
        let complaints = tokio::task::spawn_blocking(move || explain::check(&url, &explain::statements())).await.unwrap();
        assert_eq!(complaints.unwrap(), [], "{:?}", database.engine);
    }
}

/// Rows for the tables the generator leaves empty.
fn sign_in_and_merge_often(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let at = Time::from_micros(0);
    for number in 1..=1000 {
        let employee = Employee {
            id: EmployeeId(number),
            login: format!("login{number}"),
            surname: String::new(),
            given: String::new(),
            patronymic: None,
            roles: Roles::default(),
            language: Language::Ru,
            theme: Theme::System,
            extension: Some(number.to_string()),
            mobile: None,
            supervisor: None,
            deputy: None,
            absent_from: None,
            absent_until: None,
            active: true,
            created: at,
        };
        tx.add_employee(&employee, "")?;
        tx.add_session(&Session { key: format!("k{number}"), employee: EmployeeId(number), ..no_such_employee() })?;
        tx.add_event(&event(number))?;
        let client = |step: i64| ClientId(office::DAILY.0 + 8 * (number + step));
        tx.add_merge(&Merge {
            id: MergeId(number),
            kept: client(0),
            lost: client(1000),
            by: EmployeeId(1),
            at,
            undone: None,
            moved: MovedRows::default(),
        })?;
    }
    Ok(())
}

#[test]
fn the_check_of_statements_does_find_bad_ones() {
    let bad: [(&str, &'static str); 5] = [
        ("a scan", "SELECT subject FROM live_event WHERE subject = $1"),
        ("a scan of an index", "SELECT MAX(id) FROM live_event WHERE kind = 'call'"),
        ("a scan inside", "SELECT id FROM employee WHERE id IN (SELECT subject FROM live_event WHERE kind <> 'call')"),
        ("a scan to delete", "DELETE FROM live_event WHERE subject = $1"),
        ("an unknown column", "SELECT nothing FROM live_event WHERE id = $1"),
    ];
    for database in both_engines() {
        drop(database.open());
        for (what, text) in bad {
            let statement = Statement::new(what, true, text, text);
            assert_eq!(explain::check(&database.url, &[&statement]).unwrap().len(), 1, "{what} on {:?}", database.engine);
        }
        let good = Statement::new(
            "good",
            true,
            "SELECT subject FROM live_event WHERE id > $1",
            "SELECT subject FROM live_event WHERE id > $1",
        );
        assert_eq!(explain::check(&database.url, &[&good]).unwrap(), []);
    }
    let database = TestDatabase::postgres();
    drop(database.open());
    let sum = Statement::new("sum", false, "", "SELECT SUM(subject) FROM live_event WHERE id = $1");
    assert!(explain::check(&database.url, &[&sum]).unwrap()[0].why.contains("cast it"));
}
