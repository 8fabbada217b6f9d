//! Benchmarks of the storage with a made-up office: `cargo run --release -p yellowsheet-testkit --bin bench -- --help`.
//!
//! Each operation runs as a use case does: through the ports, in one transaction, with its turn in the queues.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use app::context::Context;
use app::error::AppError;
use app::model::people::{Employee, Theme};
use app::open_client::{open_client, timeline};
use app::ports::{ClientQuery, Tx};
use app::receive_call_event::receive_call_event;
use domain::call::{CallEvent, Direction, EventKind};
use domain::id::{EmployeeId, IdMaker};
use domain::language::Language;
use domain::rights::{Role, Roles};
use domain::time::Time;
use std::io::Write as _;
use store::{DatabaseUrl, Store, StoreError, StoreOptions};
use yellowsheet_testkit::database;
use yellowsheet_testkit::office::{self, DAILY, OPENED, Size};
use yellowsheet_testkit::postgres_server::PostgresServer;

const USAGE: &str = "bench [--engine sqlite|postgres] [--clients N] [--interactions N] [--seconds N] [--keep FILE|URL]
Fills an office (a kept SQLite FILE, or a database of PostgreSQL by its URL, is filled once) and prints, in milliseconds, the processor time of an operation and its
p50 and p95 at 1 and 16 callers.";

struct Asked {
    engine: String,
    clients: i64,
    interactions: i64,
    seconds: u64,
    keep: Option<String>,
}

fn asked() -> Option<Asked> {
    let mut asked = Asked { engine: "sqlite".into(), clients: 100_000, interactions: 500_000, seconds: 3, keep: None };
    let mut words = std::env::args().skip(1);
    while let Some(name) = words.next() {
        let value = words.next()?;
        match name.as_str() {
            "--engine" => asked.engine = value,
            "--clients" => asked.clients = value.parse().ok()?,
            "--interactions" => asked.interactions = value.parse().ok()?,
            "--seconds" => asked.seconds = value.parse().ok()?,
            "--keep" => asked.keep = Some(value),
            _ => return None,
        }
    }
    Some(asked)
}

fn main() -> ExitCode {
    let Some(asked) = asked() else {
        say(USAGE);
        return ExitCode::from(2);
    };
    match run(&asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            say(&why);
            ExitCode::FAILURE
        }
    }
}

fn say(line: &str) {
    // Nobody reads any more: nothing to tell them.
    drop(writeln!(std::io::stdout(), "{line}"));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads a real clock")]
fn now() -> Instant {
    Instant::now()
}

fn run(asked: &Asked) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|why| why.to_string())?;
    let server;
    let url = match asked.engine.as_str() {
        _ if asked.keep.is_some() => asked.keep.as_deref().unwrap_or_default().parse()?,
        "sqlite" => DatabaseUrl::Sqlite(folder.path().join("office.db")),
        "postgres" => {
            server = PostgresServer::start(true)?;
            DatabaseUrl::Postgres(server.create_database()?)
        }
        other => return Err(format!("no such engine: {other}")),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|why| why.to_string())?;
    runtime.block_on(measure(asked, &url)).map_err(|why| why.to_string())
}

async fn measure(asked: &Asked, url: &DatabaseUrl) -> Result<(), AppError> {
    let size = Size { clients: asked.clients, interactions: asked.interactions, of_one: 500, seed: 7 };
    let begun = now();
    let filling = Store::open_with(url, &StoreOptions { durable: false, ..StoreOptions::default() })?;
    if filling.read(|tx| tx.client(DAILY)).await?.is_none() {
        office::fill(&filling, size).await?;
        filling.write(|tx| (1..=6).try_for_each(|number| tx.add_employee(&employee(number), ""))).await?;
        say(&format!("filled in {:.0} s", begun.elapsed().as_secs_f64()));
    }
    drop(filling);
    let resting = url.clone();
    let rested = tokio::task::spawn_blocking(move || database::rest(&resting)).await;
    rested.map_err(|why| StoreError::Other(why.to_string()))?.map_err(StoreError::Other)?;
    let begun = now();
    let store = Store::open(url)?;
    let opened = begun.elapsed();
    say(&format!(
        "{:?}: {} clients, {} interactions; opened in {:.1} ms; load {}",
        url,
        size.clients,
        size.interactions + size.of_one,
        opened.as_secs_f64() * 1e3,
        load()
    ));
    let heads = ["operation", "CPU", "p50, 1", "p95, 1", "p50, 16", "p95, 16", "a second"];
    say(&format!("| {} |", heads.join(" | ")));
    say("|---|---|---|---|---|---|---|");
    for (name, operation) in operations(size) {
        let before = cpu();
        let (one, _) = callers(&store, operation.clone(), 1, asked.seconds).await?;
        let cpu = (cpu() - before).as_secs_f64() * 1e3 / f64::from(u32::try_from(one.len().max(1)).unwrap_or(u32::MAX));
        let (many, rate) = callers(&store, operation, 16, asked.seconds).await?;
        say(&format!(
            "| {name:44} | {cpu:7.2} | {:7.2} | {:7.2} | {:8.2} | {:8.2} | {rate:8.0} |",
            at(&one, 0.50),
            at(&one, 0.95),
            at(&many, 0.50),
            at(&many, 0.95)
        ));
    }
    say(&format!("load {}", load()));
    Ok(())
}

/// What else the machine does, this process with it: the load of the last minute.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// Processor time of this process so far: what an operation costs where others use the machine too. A server of PostgreSQL
/// is another process and does not count.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |field: usize| after_name.split_whitespace().nth(field).and_then(|ticks| ticks.parse::<u64>().ok()).unwrap_or(0);
    // Fields 14 and 15 of proc(5), in hundredths of a second.
    Duration::from_millis(10 * (ticks(11) + ticks(12)))
}

fn at(times: &[Duration], share: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "an index")]
    let index = (times.len() as f64 * share) as usize;
    times.get(index.min(times.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

fn employee(number: i64) -> Employee {
    Employee {
        id: EmployeeId(number),
        login: format!("login{number}"),
        surname: "Петрова".into(),
        given: "Анна".into(),
        patronymic: None,
        roles: Roles::new([Role::Employee, Role::Director]),
        language: Language::Ru,
        theme: Theme::System,
        extension: Some((100 + number).to_string()),
        mobile: None,
        supervisor: None,
        deputy: None,
        absent_from: None,
        absent_until: None,
        active: true,
        created: OPENED,
    }
}

type Work = dyn Fn(&mut dyn Tx, i64) -> Result<(), AppError> + Send + Sync;

/// One operation: what to do in which kind of transaction, told a number that never repeats.
#[derive(Clone)]
enum Operation {
    Read(Arc<Work>),
    Write(Arc<Work>),
}

fn find(query: impl Fn(i64) -> ClientQuery + Send + Sync + 'static) -> Operation {
    Operation::Read(Arc::new(move |tx, number| Ok(tx.find_clients(&query(number), 20).map(drop)?)))
}

fn words(lists: &'static [&'static str]) -> Operation {
    find(move |number| {
        let line = usize::try_from(number).map_or("", |number| lists[number % lists.len()]);
        ClientQuery::Words(line.split(' ').map(str::to_owned).collect())
    })
}

fn operations(size: Size) -> Vec<(&'static str, Operation)> {
    let phone = move |number: i64| office::client(size.seed, number * 7919 % size.clients).phone.value;
    let digits = move |number: i64, from: usize, until: usize| ClientQuery::Digits(phone(number)[from..until].to_owned());
    vec![
        (
            "find by a whole number",
            Operation::Read(Arc::new(move |tx, number| Ok(tx.clients_by_channel(&phone(number), 10).map(drop)?))),
        ),
        ("find by the last four digits", find(move |number| digits(number, 8, 12))),
        ("find by six digits inside a number", find(move |number| digits(number, 4, 10))),
        ("find by ten digits", find(move |number| digits(number, 2, 12))),
        ("find by the beginning of a name", words(&["иван", "семен", "энерго", "куз", "стр", "гранд", "вино", "ал"])),
        ("find by a part of a name", words(&["монтаж", "анов", "холд", "сервис", "мастер", "ьев", "техник", "ресу"])),
        ("find by a rare part", words(&["гидромастер", "сибприбор 17", "векторпак", "югмаш 191", "альфасистемы 1999"])),
        (
            "find by two parts in any order",
            words(&["петр строй", "монтаж иванов", "кабель олег", "юрьевич дом", "сталь новик", "ил ор"]),
        ),
        (
            "find two common names nobody has together",
            words(&["смирнов кузнецов", "иванов соколов", "попов лебедев", "строй пакгидро"]),
        ),
        (
            "open a client with 500 interactions",
            Operation::Read(Arc::new(|tx, _| {
                let who = employee(1);
                open_client(tx, &who, DAILY)?;
                timeline(tx, &who, DAILY, "", None).map(drop)
            })),
        ),
        (
            "search its history by a word",
            Operation::Read(Arc::new(|tx, _| timeline(tx, &employee(1), DAILY, "кабеля", None).map(drop))),
        ),
        ("take a call's first event in", Operation::Write(Arc::new(ring))),
    ]
}

/// `POST /api/v1/calls/events` without its HTTP.
fn ring(tx: &mut dyn Tx, number: i64) -> Result<(), AppError> {
    // Another time for each run, so that a kept file gets no id twice.
    let run = i64::from(std::process::id() % 1000) * 1_000_000_000_000;
    let now = Time::from_micros(OPENED.micros() + 100_000_000_000_000 + run + number * 1000);
    let mut ids = IdMaker::new(1);
    let mut ctx = Context { now, ids: &mut ids, random: [0; 32] };
    let event = CallEvent {
        call: format!("pbx-{}-{number}", std::process::id()),
        kind: EventKind::Ringing,
        at: now,
        direction: Direction::In,
        number: Some(format!("+79{:09}", number * 7919 % 1_000_000_000)),
        called: None,
        extension: Some((101 + number % 6).to_string()),
    };
    receive_call_event(tx, &mut ctx, &event).map(drop)
}

async fn callers(store: &Store, operation: Operation, callers: usize, seconds: u64) -> Result<(Vec<Duration>, f64), AppError> {
    static NUMBER: AtomicI64 = AtomicI64::new(0);
    let begun = now();
    let until = begun + Duration::from_secs(seconds);
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (store, operation) = (store.clone(), operation.clone());
            tokio::spawn(async move {
                let mut times = Vec::new();
                while now() < until {
                    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                    let begun = now();
                    match operation.clone() {
                        Operation::Read(work) => store.read(move |tx| work(tx, number)).await?,
                        Operation::Write(work) => store.write(move |tx| work(tx, number)).await?,
                    }
                    times.push(begun.elapsed());
                }
                Ok::<_, AppError>(times)
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.map_err(|why| StoreError::Other(why.to_string()))??);
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = all.len() as f64 / begun.elapsed().as_secs_f64();
    all.sort_unstable();
    Ok((all, rate))
}
