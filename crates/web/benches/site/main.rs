//! Benchmarks of the whole server over loopback, with a made-up office on a durable database:
//! `cargo bench -p yellowsheet-web --bench site -- --engine sqlite --clients 100000 --interactions 500000`.
//!
//! Callers are threads of this process, each with a connection of its own, so what they cost is part of every figure.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark fails by panicking and prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads a real clock")]

mod http;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use app::model::office::InstalledPlaybook;
use app::model::people::{Employee, Theme};
use app::people::NewName;
use app::set_up_office::{FirstOffice, set_up_office};
use domain::capture::capture;
use domain::id::EmployeeId;
use domain::language::Language;
use domain::rights::{Role, Roles};
use http::{Line, Stream};
use store::{DatabaseUrl, Store, StoreOptions};
use testkit::database;
use testkit::office::{self, DAILY, OPENED, Size};
use testkit::postgres_server::PostgresServer;
use yellowsheet_web::{AppState, Ids, Settings};

const KEY: &str = "a key of a call source";
/// Desks that listen, and callers, in the right half of the table.
const MANY: i64 = 16;
/// Extensions of the made-up desks begin here; those below are other colleagues'.
const DESKS: i64 = 201;
static NUMBER: AtomicI64 = AtomicI64::new(0);

fn main() {
    let words: Vec<String> = std::env::args().collect();
    // `cargo test` may run benchmarks too: nothing to test here.
    if !words.iter().any(|word| word == "--bench") {
        return println!(
            "cargo bench -p yellowsheet-web --bench site -- [--engine sqlite|postgres] [--clients N] [--interactions N] \
             [--seconds N] [--keep FILE|URL]"
        );
    }
    let value = |name: &str| words.iter().position(|word| word == name).and_then(|at| words.get(at + 1));
    let number = |name: &str, usual: i64| value(name).map_or(usual, |text| text.parse().expect("a number"));
    let size =
        Size { clients: number("--clients", 100_000), interactions: number("--interactions", 500_000), of_one: 500, seed: 7 };
    let time = Duration::from_secs(number("--seconds", 5).unsigned_abs());
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = None;
    let url = match (value("--keep"), value("--engine").map(String::as_str)) {
        (Some(kept), _) => kept.parse().expect("a path or a URL"),
        (None, Some("postgres")) => {
            let started = server.insert(PostgresServer::start(true).expect("a server"));
            DatabaseUrl::Postgres(started.create_database().expect("a database"))
        }
        _ => DatabaseUrl::Sqlite(folder.path().join("office.db")),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let (here, sessions, _open) = runtime.block_on(serve(url.clone(), size));
    println!("{url:?}: {} clients, {} interactions; load {}", size.clients, size.interactions + size.of_one, load());
    println!("| operation | p50, 1 | p95, 1 | p99, 1 | p50, 16 | p95, 16 | a second, 1 | a second, 16 |");
    println!("|---|---|---|---|---|---|---|---|");
    read_lines(time);
    pop_up(here, &sessions, time);
    pages(here, &sessions, size, time);
    let create = |line: &mut Line, number| drop(line.post(&ringing(number, 101 + number % 6)));
    table("create a call by API, durable", run(here, "", 1, time, create), run(here, "", MANY, time, create));
    println!("load {}", load());
}

/// The site over a filled office: its address, the sessions of as many desks as there are callers, and what keeps live
/// streams open as long as it is held.
async fn serve(url: DatabaseUrl, size: Size) -> (SocketAddr, Vec<String>, tokio::sync::watch::Sender<bool>) {
    let begun = Instant::now();
    let filling = Store::open_with(&url, &StoreOptions { durable: false, ..StoreOptions::default() }).expect("a store");
    if filling.read(|tx| tx.client(DAILY)).await.expect("a store").is_none() {
        office::fill(&filling, size).await.expect("an office");
        println!("filled in {:.0} s", begun.elapsed().as_secs_f64());
    }
    drop(filling);
    let resting = url.clone();
    tokio::task::spawn_blocking(move || database::rest(&resting)).await.expect("a thread").expect("a database at rest");
    let (closing, closed) = tokio::sync::watch::channel(false);
    let counter = AtomicU64::new(0);
    let run = format!("{:?}", std::time::SystemTime::now());
    let state = AppState {
        store: Store::open(&url).expect("a store"),
        ids: Arc::new(Ids::of_node(1)),
        playbooks: yellowsheet_web::catalogue::Cache::default(),
        settings: Arc::new(Settings::default()),
        clock: Arc::new(|| jiff::Timestamp::now().into()),
        // Unlike in every run, like secrets; nobody attacks a benchmark.
        random: Arc::new(move |bytes| {
            let seed = blake3::hash(format!("{run} {}", counter.fetch_add(1, Ordering::Relaxed)).as_bytes());
            bytes.iter_mut().zip(seed.as_bytes().iter().cycle()).for_each(|(to, from)| *to = *from);
        }),
        filling: yellowsheet_web::demo_office::Progress::default(),
        demo_phone: yellowsheet_web::demo_phone::DemoPhone::default(),
        local_source: Some(app::secrets::digest(KEY).into()),
        limits: Arc::default(),
        objects: store::Objects::in_folder(&std::env::temp_dir().join("yellowsheet-bench-letters")).expect("a folder"),
        sealing: app::sealing::SealingKey::new([9; 32]),
        outbox: Arc::default(),
        closing: closed,
    };
    people(&state).await;
    let mut sessions = Vec::new();
    for desk in DESKS..DESKS + MANY {
        let open = state.write(move |tx, ctx| {
            let one = tx.employee_by_extension(&desk.to_string())?.ok_or(app::error::AppError::NotFound("employee"))?;
            app::sign_in::open_session(tx, ctx, &one, "benchmark")
        });
        sessions.push(open.await.expect("a session"));
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let here = listener.local_addr().expect("an address");
    let site = yellowsheet_web::site(state).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, site).await });
    (here, sessions, closing)
}

/// The office itself, its playbook, six colleagues whom calls ring and the desks that listen; once for a kept file.
async fn people(state: &AppState) {
    let book = playbook::load(&playbook::built_in()).playbook.expect("the built-in playbook is clean");
    let content = playbook::to_json(&book).expect("a text");
    // The made-up units were chosen from this version.
    let id = domain::id::PlaybookId(1);
    let hash = "benchmark".to_owned();
    let installed = InstalledPlaybook { id, name: book.id, version: book.version, hash, installed: OPENED, content };
    let first = FirstOffice {
        office: "Кабель-Трейд".to_owned(),
        language: Language::Ru,
        zone: "Europe/Moscow".to_owned(),
        name: NewName { surname: "Петрова".to_owned(), given: "Анна".to_owned(), patronymic: None },
        login: "director".to_owned(),
        password: "no password".to_owned(),
        demonstration: false,
    };
    let add = move |tx: &mut dyn app::ports::Tx, ctx: &mut app::context::Context<'_>| {
        if tx.office()?.is_none() {
            set_up_office(tx, ctx, first)?;
        }
        for extension in (101..107).chain(DESKS..DESKS + MANY) {
            if tx.employee_by_extension(&extension.to_string())?.is_none() {
                tx.add_employee(&employee(extension), "no password")?;
            }
        }
        if tx.playbook_by_id(id)?.is_none() {
            tx.add_playbook(&installed)?;
        }
        Ok(())
    };
    state.write(add).await.expect("people");
}

fn employee(extension: i64) -> Employee {
    Employee {
        // The generator's clients belong to employees 1 to 6.
        id: EmployeeId(extension - 100),
        login: format!("desk{extension}"),
        surname: "Петрова".to_owned(),
        given: "Анна".to_owned(),
        patronymic: None,
        roles: Roles::new([Role::Employee, Role::Director]),
        language: Language::Ru,
        theme: Theme::System,
        extension: Some(extension.to_string()),
        mobile: None,
        supervisor: None,
        deputy: None,
        absent_from: None,
        absent_until: None,
        active: true,
        created: OPENED,
    }
}

/// The capture line, with no server: 300 characters as an employee types them in a call.
fn read_lines(time: Duration) {
    let lines = [
        "иванов пётр сергеевич ооо стройдом +7 912 345-67-89 доб 12 нужен кабель ввгнг 3х2.5 300 м и автоматы авв 16а 20 шт, строят дома, нашли нас в яндексе, почта ivanov@stroydom.ru, просит счёт, перезвонить завтра в 15:30; берут раз в месяц; ",
        "оао гранд-монтаж инн 7707083893, снабженец олег николаевич ким, телефон 8 (843) 555-12-34, спрашивает срок поставки и скидку на лотки и щиты, выслать прайс на sales@grandmontazh.ru, созвониться через 2 дня после обеда, посоветовали знакомые; ",
        "Sidorova Anna from Kabel Trade LLC, phone +1 415 555 2671 ext 7, wants 250 m of cable and 12 sockets for an office in two weeks, send an invoice to anna@kabel-trade.com, call back tomorrow at 10, orders twice a year, found us on the web; ",
    ];
    let typed: Vec<String> = lines.iter().map(|line| line.chars().cycle().take(300).collect()).collect();
    let now: jiff::civil::DateTime = "2026-11-23T10:15".parse().expect("a time");
    let read = |callers: usize| {
        let one = || {
            let until = Instant::now() + time;
            let mut times = Vec::new();
            for line in typed.iter().cycle() {
                let begun = Instant::now();
                std::hint::black_box(capture(std::hint::black_box(line), now, None));
                times.push(begun.elapsed());
                if Instant::now() > until {
                    break;
                }
            }
            times
        };
        thread::scope(|scope| {
            let all: Vec<_> = (0..callers).map(|_| scope.spawn(one)).collect();
            Run { times: all.into_iter().flat_map(|one| one.join().expect("a caller")).collect(), took: time }
        })
    };
    table("capture a line of 300 characters (no HTTP)", read(1), read(16));
}

/// From the exchange's event going out to every listening desk having heard of the call: 1 desk, then 16.
fn pop_up(here: SocketAddr, sessions: &[String], time: Duration) {
    let mut heard = [Run::default(), Run::default()];
    let mut shown = [Run::default(), Run::default()];
    for (at, desks) in [1, sessions.len()].into_iter().enumerate() {
        let mut streams: Vec<Stream> = sessions.iter().take(desks).map(|session| Stream::open(here, session)).collect();
        let (mut exchange, mut page) = (Line::open(here, KEY, ""), Line::open(here, "", &sessions[0]));
        let until = Instant::now() + time;
        let begun_all = Instant::now();
        while Instant::now() < until {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let event = ringing(number, DESKS);
            let begun = Instant::now();
            let answer = exchange.post(&event);
            let id = answer.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id").to_owned();
            streams.iter_mut().for_each(|stream| stream.wait_for(&id));
            heard[at].times.push(begun.elapsed());
            let columns = page.get("/desk/columns");
            assert!(columns.contains("data-call=\"ringing\""), "the call is on the desk");
            shown[at].times.push(begun.elapsed());
            exchange.post(&event.replace("ringing", "ended"));
            // The untouched sheet is dropped; its event is heard before the next call.
            streams.iter_mut().for_each(|stream| stream.wait_for(&id));
        }
        (heard[at].took, shown[at].took) = (begun_all.elapsed(), begun_all.elapsed());
    }
    let [one, many] = heard;
    table("event in to /live out (1 desk; all of 16 desks)", one, many);
    let [one, many] = shown;
    table("event in to the desk's columns with the call", one, many);
}

fn pages(here: SocketAddr, sessions: &[String], size: Size, time: Duration) {
    let phone = move |number: i64| office::client(size.seed, number * 7919 % size.clients).phone.value;
    let one_of = |words: &'static [&'static str], number: i64| words[usize::try_from(number).unwrap_or(0) % words.len()];
    let found = |line: &mut Line, asked: &str| drop(line.get(&format!("/clients?q={}", http::escaped(asked))));
    let ask = |name: &str, work: &(dyn Fn(&mut Line, i64) + Sync)| {
        table(name, run(here, &sessions[0], 1, time, work), run(here, &sessions[0], MANY, time, work));
    };
    ask("page: find by a whole number", &|line, number| found(line, &phone(number)));
    ask("page: find by the last four digits", &|line, number| found(line, &phone(number)[8..]));
    ask("page: find by a part of a name", &|line, number| {
        found(line, one_of(&["монтаж", "анов", "холд", "сервис", "мастер", "ьев", "техник", "ресу"], number));
    });
    ask("page: find by two parts in any order", &|line, number| {
        found(line, one_of(&["петр строй", "монтаж иванов", "кабель олег", "юрьевич дом", "сталь новик", "ил ор"], number));
    });
    ask("page: open a client with 500 interactions", &|line, _| {
        assert!(line.get(&format!("/clients/{}", DAILY.0)).len() > 10_000, "the client with the timeline");
    });
}

fn ringing(number: i64, extension: i64) -> String {
    let (run, caller) = (std::process::id(), number * 7919 % 1_000_000_000);
    format!(r#"{{"call": "pbx-{run}-{number}", "event": "ringing", "number": "+79{caller:09}", "extension": "{extension}"}}"#)
}

/// What was measured.
#[derive(Default)]
struct Run {
    times: Vec<Duration>,
    took: Duration,
}

/// So many callers at once, each with a connection of its own, one request after another.
fn run(here: SocketAddr, session: &str, callers: i64, time: Duration, work: impl Fn(&mut Line, i64) + Sync) -> Run {
    let begun = Instant::now();
    let one = || {
        let mut line = Line::open(here, if session.is_empty() { KEY } else { "" }, session);
        let mut times = Vec::new();
        while begun.elapsed() < time {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let begun = Instant::now();
            work(&mut line, number);
            times.push(begun.elapsed());
        }
        times
    };
    let times = thread::scope(|scope| {
        let all: Vec<_> = (0..callers).map(|_| scope.spawn(one)).collect();
        all.into_iter().flat_map(|one| one.join().expect("a caller")).collect()
    });
    Run { times, took: begun.elapsed() }
}

fn table(name: &str, mut one: Run, mut many: Run) {
    one.times.sort_unstable();
    many.times.sort_unstable();
    let at = |run: &Run, of_100: usize| {
        let index = (run.times.len() * of_100 / 100).min(run.times.len().saturating_sub(1));
        run.times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = |run: &Run| run.times.len() as f64 / run.took.as_secs_f64();
    println!(
        "| {name} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.0} | {:.0} |",
        at(&one, 50),
        at(&one, 95),
        at(&one, 99),
        at(&many, 50),
        at(&many, 95),
        rate(&one),
        rate(&many)
    );
}

/// What else the machine does, this process with it: the load of the last minute.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}
