//! The demonstration office keeps its promises: what is in it, and that any store can keep it.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where something is not as it should be")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use app::demonstration::{self, Row, Size, Wanted, numbers, phone};
use app::model::call::Call;
use app::model::client::{ChannelKind, Client, PromiseState, Standing};
use app::model::people::{Employee, Theme};
use app::model::sheet::SheetState;
use app::model::work::{Interaction, InteractionKind, WorkUnit};
use domain::id::{EmployeeId, PlaybookId};
use domain::language::Language;
use domain::output::WorkingDay;
use domain::playbook::Playbook;
use domain::rights::{Role, Roles};
use domain::time::Time;
use jiff::civil::{DateTime, Weekday, date};
use jiff::tz::TimeZone;

fn zone() -> TimeZone {
    TimeZone::get("Europe/Moscow").unwrap()
}

fn shipped() -> Playbook {
    playbook::load(&playbook::built_in()).playbook.expect("the playbook that ships is good")
}

fn director(language: Language, created: Time) -> Employee {
    Employee {
        id: EmployeeId(7),
        login: "boss".into(),
        surname: "Ёлкина".into(),
        given: "Зоя".into(),
        patronymic: None,
        roles: Roles::new([Role::Director, Role::Administrator]),
        language,
        theme: Theme::System,
        extension: None,
        mobile: None,
        supervisor: None,
        deputy: None,
        absent_from: None,
        absent_until: None,
        active: true,
        created,
    }
}

fn wanted(language: Language, now: DateTime, size: Size) -> Wanted {
    let now = Time::from_local(now, &zone());
    let owner = Employee { surname: "Elkin".into(), given: "Zoe".into(), ..director(language, now) };
    Wanted {
        seed: phone::SEED,
        now,
        language,
        zone: zone(),
        hours: WorkingDay::default(),
        playbook: PlaybookId(3),
        owner: Some(owner),
        size,
    }
}

fn monday_afternoon() -> DateTime {
    date(2026, 11, 23).at(15, 20, 0, 0)
}

fn rows(wanted: Wanted) -> Vec<Row> {
    demonstration::office(wanted, &shipped()).flat_map(|batch| batch.rows).collect()
}

/// The office of a language, made once for all tests.
fn three_months(language: Language) -> &'static [Row] {
    static OFFICES: [OnceLock<Vec<Row>>; 2] = [OnceLock::new(), OnceLock::new()];
    let place = usize::from(language == Language::En);
    OFFICES[place].get_or_init(|| rows(wanted(language, monday_afternoon(), Size::DEMONSTRATION)))
}

macro_rules! of {
    ($rows:expr, $kind:ident) => {
        $rows.iter().filter_map(|row| match row {
            Row::$kind(one) => Some(one),
            _ => None,
        })
    };
}

fn calls(rows: &[Row]) -> Vec<&Call> {
    of!(rows, Call).map(AsRef::as_ref).collect()
}

fn contacts(rows: &[Row]) -> Vec<&Interaction> {
    of!(rows, Interaction).map(AsRef::as_ref).collect()
}

fn units(rows: &[Row]) -> Vec<&WorkUnit> {
    of!(rows, Unit).map(AsRef::as_ref).collect()
}

#[test]
fn there_are_six_employees_three_hundred_clients_and_three_months_of_work() {
    for language in Language::ALL {
        let rows = three_months(language);
        let roles: Vec<String> = of!(rows, Employee).map(|one| one.roles.codes()).collect();
        assert_eq!(roles, ["employee", "employee", "employee", "employee", "supervisor", "operator"]);
        assert_eq!(of!(rows, Client).count(), 300);
        let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
        for contact in contacts(rows) {
            *kinds.entry(contact.kind.code()).or_default() += 1;
        }
        println!("{language:?}: {} rows, {} calls, {kinds:?}, {} units", rows.len(), calls(rows).len(), units(rows).len());
        assert!(kinds["call"] > 2_000 && kinds["letter"] > 500 && kinds["document"] > 500, "{kinds:?}");
        assert!(contacts(rows).iter().filter(|one| one.not_client.is_some()).count() > 50);
        let standings: HashSet<&str> = of!(rows, Client).map(|one| one.standing.code()).collect();
        assert_eq!(standings.len(), Standing::ALL.len());
    }
}

#[test]
fn the_same_seed_gives_the_same_office_and_another_seed_another() {
    let size = Size { clients: 60, contacts: None, sellers: 4, days: 20 };
    let one = wanted(Language::Ru, monday_afternoon(), size);
    assert_eq!(rows(one.clone()), rows(one.clone()));
    assert_ne!(rows(one.clone()), rows(Wanted { seed: 1, ..one }));
}

#[test]
fn every_number_is_full_and_belongs_to_nobody() {
    for language in Language::ALL {
        let rows = three_months(language);
        let start = if language == Language::Ru { "+794" } else { "+129" };
        let good = |number: &str| {
            number.len() == 12 && number.starts_with(start) && number[1..].bytes().all(|digit| digit.is_ascii_digit())
        };
        assert!(of!(rows, Channel).filter(|one| one.kind == ChannelKind::Phone).all(|one| good(&one.value)));
        assert!(calls(rows).iter().filter_map(|call| call.number.as_deref()).all(good));
        assert!(
            of!(rows, Channel)
                .filter(|one| one.kind == ChannelKind::Email)
                .all(|one| one.value.ends_with(".example") || one.value.ends_with("@example.com"))
        );
    }
}

#[test]
fn a_number_and_a_tax_number_typed_by_hand_are_read_as_they_are_kept() {
    let home = |language| if language == Language::Ru { domain::phone::Home::Russia } else { domain::phone::Home::America };
    for language in Language::ALL {
        for slot in 0..5_000 {
            let number = numbers::phone(language, slot);
            assert_eq!(domain::phone::normalise(&number[1..], true, home(language)), Some(number.clone()));
            assert_eq!(domain::phone::normalise(&number[2..], false, home(language)), Some(number));
        }
    }
    assert!(
        (0..5_000)
            .all(|slot| domain::inn::is_valid(&numbers::company_inn(slot)) && domain::inn::is_valid(&numbers::person_inn(slot)))
    );
}

#[test]
fn work_is_done_on_working_days_and_in_working_hours_up_to_now() {
    let holiday = date(2026, 11, 4);
    for now in [
        monday_afternoon(),
        date(2026, 11, 22).at(12, 0, 0, 0),
        date(2026, 1, 12).at(8, 0, 0, 0),
        date(2026, 11, 23).at(9, 7, 0, 0),
    ] {
        let wanted = wanted(Language::Ru, now, Size::DEMONSTRATION);
        let until = wanted.now;
        let rows = &rows(wanted);
        assert_eq!(of!(rows, Client).count(), 300, "{now}");
        for unit in units(rows) {
            let local = unit.at.local(&zone());
            assert!(!matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday) && local.date() != holiday, "{local}");
            assert!((9..=18).contains(&local.hour()), "{local}");
            assert!(unit.at <= until, "{local} is after {now}");
        }
        assert!(calls(rows).iter().all(|call| call.ended.is_some_and(|ended| ended <= until)));
        assert!(of!(rows, Client).all(|client| client.created <= until));
    }
}

#[test]
fn every_unit_is_of_a_type_of_the_playbook_with_its_norm() {
    let playbook = shipped();
    for language in Language::ALL {
        let rows = three_months(language);
        let mut seen = HashSet::new();
        for unit in units(rows) {
            let work_type = playbook.work_type(&unit.work_type).unwrap_or_else(|| panic!("{}", unit.work_type));
            assert_eq!(unit.norm, work_type.norm);
            assert!(unit.credited == unit.norm || unit.credited == 0);
            seen.insert(unit.work_type.as_str());
        }
        // Every text of the lists came to be used: none names a type that is not there.
        assert!(seen.len() > 60, "{}: {seen:?}", seen.len());
        assert!(of!(rows, Fact).all(|fact| playbook.fact(&fact.name).is_some()));
        assert!(of!(rows, Phrase).all(|count| playbook.variant(&count.variant).is_some()));
    }
}

#[test]
fn every_type_the_lists_name_is_in_the_playbook() {
    let playbook = shipped();
    let lists = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src/demonstration/data");
    for language in Language::ALL {
        for list in ["calls-in", "calls-out", "missed", "letters", "documents", "internal"] {
            let text = std::fs::read_to_string(lists.join(language.code()).join(format!("{list}.txt"))).unwrap();
            for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
                let id = line.split('|').next().unwrap_or_default().trim();
                assert!(playbook.work_type(id).is_some(), "{list}: {id}");
            }
        }
    }
}

#[test]
fn rows_come_after_those_they_name_and_ids_never_repeat() {
    let rows = three_months(Language::Ru);
    let (mut clients, mut people, mut calls, mut sheets, mut contacts, mut all) =
        (HashSet::new(), HashSet::new(), HashSet::new(), HashSet::new(), HashSet::new(), HashSet::new());
    for row in rows {
        let id = match row {
            Row::Employee(one) => one.id.0,
            Row::Client(one) => {
                clients.insert(one.id);
                one.id.0
            }
            Row::Person(one) => {
                assert!(clients.contains(&one.client));
                people.insert(one.id);
                one.id.0
            }
            Row::Channel(one) => {
                assert!(clients.contains(&one.client) && one.person.is_none_or(|person| people.contains(&person)));
                one.id.0
            }
            Row::Fact(one) => {
                assert!(clients.contains(&one.client));
                one.id.0
            }
            Row::Promise(one) => {
                assert!(one.client.is_none_or(|client| clients.contains(&client)));
                assert!(one.interaction.is_none_or(|contact| contacts.contains(&contact)));
                one.id.0
            }
            Row::Call(one) => {
                calls.insert(one.id);
                one.id.0
            }
            Row::Sheet(one) => {
                assert!(calls.contains(&one.call));
                sheets.insert(one.id);
                one.id.0
            }
            Row::Interaction(one) => {
                assert!(
                    one.client.is_none_or(|client| clients.contains(&client))
                        && one.call.is_none_or(|call| calls.contains(&call))
                );
                assert!(one.person.is_none_or(|person| people.contains(&person)));
                assert_eq!(one.call.is_some(), one.kind == InteractionKind::Call);
                contacts.insert(one.id);
                one.id.0
            }
            Row::Unit(one) => {
                assert!(
                    one.interaction.is_none_or(|contact| contacts.contains(&contact))
                        && one.sheet.is_none_or(|sheet| sheets.contains(&sheet))
                );
                one.id.0
            }
            Row::Question(one) => one.id.0,
            Row::Phrase(_) | Row::Extension(..) => continue,
        };
        assert!(all.insert(id), "{row:?}");
    }
    let keys: HashSet<&str> = self::calls(rows).iter().map(|call| call.key.as_str()).collect();
    assert_eq!(keys.len(), self::calls(rows).len());
}

#[test]
fn the_day_looks_alive_promises_wait_and_one_is_overdue() {
    for language in Language::ALL {
        let wanted = wanted(language, monday_afternoon(), Size::DEMONSTRATION);
        let (now, boss) = (wanted.now, wanted.owner.as_ref().map(|owner| owner.id));
        let (today, tomorrow) = Time::day(date(2026, 11, 23), &zone());
        let rows = three_months(language);
        let open: Vec<_> = of!(rows, Promise).filter(|one| one.state == PromiseState::Open).collect();
        assert_eq!(open.iter().filter(|one| one.due < Some(now)).count(), 1);
        let due_today = open.iter().filter(|one| one.due >= Some(now) && one.due < Some(tomorrow)).count();
        assert!(due_today >= 4, "{due_today}");
        assert!(of!(rows, Promise).filter(|one| one.state == PromiseState::Kept).all(|one| one.closed <= Some(now)));
        let mut by_employee: HashMap<EmployeeId, i64> = HashMap::new();
        for unit in units(rows).into_iter().filter(|unit| unit.at >= today) {
            *by_employee.entry(unit.employee).or_default() += unit.credited;
        }
        assert_eq!(by_employee.len(), 7, "the six and whoever set the office up");
        // Worked until 15:20: five hours and a third.
        for (employee, credited) in by_employee {
            let least = if Some(employee) == boss { 900 } else { 7_000 };
            assert!((least..24_000).contains(&credited), "{employee}: {credited}");
        }
        let waiting: Vec<_> = of!(rows, Sheet).filter(|sheet| sheet.state == SheetState::Open).collect();
        assert_eq!(waiting.len(), 3);
        assert!(waiting.iter().all(|sheet| now.seconds_since(sheet.created) > 86_400 && !sheet.draft.line.is_empty()));
        let (missed, others): (Vec<&Call>, Vec<&Call>) = calls(rows).into_iter().partition(|call| call.employee.is_none());
        assert!(missed.len() > 50);
        let mut backs: HashMap<Option<&str>, Vec<Time>> = HashMap::new();
        for call in others.iter().filter(|call| call.direction == domain::call::Direction::Out) {
            backs.entry(call.number.as_deref()).or_default().push(call.started);
        }
        let soon = |call: &&&Call| {
            let back = backs.get(&call.number.as_deref());
            back.is_some_and(|times| times.iter().any(|back| (0..7_200).contains(&back.seconds_since(call.started))))
        };
        let called_back = missed.iter().filter(soon).count();
        println!("{language:?}: {called_back} of {} missed calls called back within two hours", missed.len());
        assert!(called_back * 10 > missed.len() * 6, "{called_back} of {}", missed.len());
    }
}

#[test]
fn output_of_a_past_day_is_believable() {
    let rows = three_months(Language::Ru);
    let mut days: HashMap<(EmployeeId, jiff::civil::Date), i64> = HashMap::new();
    for unit in units(rows) {
        *days.entry((unit.employee, unit.at.local(&zone()).date())).or_default() += unit.credited;
    }
    let today = date(2026, 11, 23);
    let mut ratios: Vec<i64> =
        days.iter().filter(|((who, day), _)| *day != today && who.0 != 7).map(|(_, credited)| credited * 100 / 28_800).collect();
    ratios.sort_unstable();
    println!("P of a day, percent: least {}, median {}, most {}", ratios[0], ratios[ratios.len() / 2], ratios[ratios.len() - 1]);
    assert!((65..90).contains(&ratios[ratios.len() / 2]));
    assert!(ratios[0] > 40 && ratios[ratios.len() - 1] < 120);
}

#[test]
fn an_english_office_has_no_cyrillic_letter() {
    for row in three_months(Language::En) {
        let text = format!("{row:?}");
        assert!(!text.chars().any(|letter| ('\u{400}'..'\u{500}').contains(&letter)), "{text}");
        assert!(!text.contains('{') || !text.contains("{who}"), "{text}");
    }
}

#[test]
fn every_place_of_a_text_is_filled() {
    for language in Language::ALL {
        for contact in contacts(three_months(language)) {
            assert!(!contact.text.trim().is_empty() && !contact.text.contains(['{', '}', '¶']), "{}", contact.text);
            assert!(!contact.text.contains("  "), "{}", contact.text);
        }
    }
}

#[test]
fn an_office_to_measure_with_has_exactly_so_many_rows_and_one_client_with_a_long_history() {
    let rows = &rows(wanted(Language::Ru, monday_afternoon(), Size::benchmark(2_000, 12_000)));
    assert_eq!(of!(rows, Client).count(), 2_000);
    assert_eq!(contacts(rows).len(), 12_000);
    let first: Option<&Client> = of!(rows, Client).next();
    let long = contacts(rows).iter().filter(|one| one.client == first.map(|client| client.id)).count();
    assert!(long >= 500, "{long}");
}

#[test]
fn the_demo_phone_calls_from_numbers_of_the_office() {
    for language in Language::ALL {
        let rows = three_months(language);
        let known: HashSet<&str> = of!(rows, Channel).map(|one| one.value.as_str()).collect();
        for n in 0..60 {
            let call = phone::next_demo_call(phone::SEED, language, n);
            match call.caller {
                phone::Caller::Client(_) => assert!(known.contains(call.number.as_deref().unwrap())),
                phone::Caller::Stranger => assert!(!known.contains(call.number.as_deref().unwrap())),
                phone::Caller::Hidden => assert_eq!(call.number, None),
            }
        }
    }
}

/// Run it with `cargo test --release -p yellowsheet-testkit --test demonstration -- --ignored --nocapture`.
#[test]
#[ignore = "measures: for a quiet machine and a release build"]
#[expect(clippy::disallowed_methods, reason = "it measures real time")]
fn rows_are_made_fast() {
    let begun = std::time::Instant::now();
    let made: usize =
        demonstration::office(wanted(Language::Ru, monday_afternoon(), Size::benchmark(100_000, 500_000)), &shipped())
            .map(|batch| batch.rows.len())
            .sum();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{made} rows in {seconds:.1} s, {:.0} a second", made as f64 / seconds);
    assert!(made as f64 / seconds > 50_000.0);
}

/// Shows a day of the office to whoever writes its lists.
#[test]
#[ignore = "prints, for people"]
fn print_a_day() {
    for language in Language::ALL {
        let (today, _) = Time::day(date(2026, 11, 23), &zone());
        for contact in contacts(three_months(language)).into_iter().filter(|one| one.at >= today) {
            println!(
                "{} {:>3} s {} {}",
                contact.at.local(&zone()).time(),
                contact.seconds,
                contact.kind.code(),
                contact.text.replace('\n', " / ")
            );
        }
        for client in of!(three_months(language), Client).take(30) {
            println!("{:?} {} {:?} {:?}", client.form, client.name, client.standing, client.inn);
        }
    }
}
