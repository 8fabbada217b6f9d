//! The demonstration office is kept by a real store on both engines, and filling it twice changes nothing.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is not as it should be")]

use app::context::Context;
use app::demonstration::{Batch, NO_PASSWORD, demonstration_office, fill};
use app::error::AppError;
use app::install_playbook::{CheckedPlaybook, ensure_playbook};
use app::model::client::{FoundClient, Promise};
use app::model::people::Employee;
use app::people::NewName;
use app::secrets::password_fits;
use app::set_up_office::{FirstOffice, set_up_office};
use app::show_output::{DayOutput, day_output};
use domain::id::IdMaker;
use domain::language::Language;
use domain::time::Time;
use jiff::civil::date;
use jiff::tz::TimeZone;
use store::Store;

fn now() -> Time {
    Time::from_local(date(2026, 11, 23).at(15, 20, 0, 0), &TimeZone::get("Europe/Moscow").unwrap())
}

fn first_office() -> FirstOffice {
    FirstOffice {
        office: "Свет и Кабель".into(),
        language: Language::Ru,
        zone: "Europe/Moscow".into(),
        name: NewName { surname: "Ёлкина".into(), given: "Зоя".into(), patronymic: None },
        login: "anna".into(),
        password: "not a hash".into(),
        demonstration: true,
    }
}

async fn set_up(store: &Store) {
    let book = playbook::load(&playbook::built_in()).playbook.unwrap();
    let checked = CheckedPlaybook {
        name: book.id.clone(),
        version: book.version.clone(),
        hash: playbook::content_hash(&book).unwrap(),
        content: playbook::to_json(&book).unwrap(),
    };
    store
        .write::<_, AppError, _>(move |tx| {
            let mut ids = IdMaker::new(1);
            let mut ctx = Context { now: now(), ids: &mut ids, random: [1; 32] };
            ensure_playbook(tx, &mut ctx, checked)?;
            set_up_office(tx, &mut ctx, first_office())
        })
        .await
        .unwrap();
}

async fn batches(store: &Store) -> Vec<Batch> {
    let office = store.read::<_, AppError, _>(|tx| demonstration_office(tx)).await.unwrap();
    office.expect("a demonstration was asked for").collect()
}

async fn keep(store: &Store, batches: Vec<Batch>) {
    for batch in batches {
        store.write::<_, AppError, _>(move |tx| fill(tx, &batch)).await.unwrap();
    }
}

struct Seen {
    people: usize,
    director: Employee,
    output: DayOutput,
    promises: Vec<Promise>,
    password: String,
    stale: usize,
    recent: Vec<FoundClient>,
    invented: Employee,
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_office_is_kept_once_however_often_it_is_filled() {
    for database in yellowsheet_testkit::both_engines() {
        let store = database.open();
        set_up(&store).await;
        let first = batches(&store).await;
        assert!(first.iter().all(|batch| batch.rows.len() < 1_500));
        // Broken off in the middle, begun again from the start.
        let half = first.len() / 2;
        keep(&store, first[..half].to_vec()).await;
        let again = batches(&store).await;
        assert_eq!(again, first, "{:?}", database.engine);
        keep(&store, again).await;

        let seen = store
            .read::<_, AppError, _>(|tx| {
                let people = tx.employees()?;
                let office = tx.office()?.ok_or(AppError::NotFound("office"))?;
                let director = tx.employee_by_login("anna")?.ok_or(AppError::NotFound("director"))?.0;
                let output = day_output(tx, &director, &office, director.id, date(2026, 11, 23), now())?;
                let promises = tx.promises_of_employee(director.id, 100)?;
                let (invented, password) = tx.employee_by_login("anna2")?.ok_or(AppError::NotFound("anna2"))?;
                let stale = tx.stale_sheets(None, now().plus_seconds(-86_400), 100)?;
                let recent = tx.list_clients(None, 400)?;
                Ok(Seen { people: people.len(), director, output, promises, password, stale: stale.len(), recent, invented })
            })
            .await
            .unwrap();
        let Seen { people, director, output, promises, password, stale, recent, invented } = seen;
        assert_eq!(people, 7);
        assert_eq!(director.extension.as_deref(), Some("100"));
        assert!(output.credited > 900 && output.against_elapsed.is_some());
        assert!(promises.iter().any(|promise| promise.due < Some(now())), "one is overdue");
        assert_eq!(password, NO_PASSWORD);
        assert!(!password_fits("", &password) && !password_fits(NO_PASSWORD, &password));
        assert!(invented.supervisor.is_some());
        assert_eq!(stale, 3);
        assert_eq!(recent.len(), 300);
        // The list begins with whoever was talked to last, today.
        assert!(now().seconds_since(recent[0].last_contact) < 3_600);
    }
}
