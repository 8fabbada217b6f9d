//! An office for tests of the site: a store in a temporary folder, one person per role, requests without a network.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use app::install_playbook::{CheckedPlaybook, ensure_playbook};
use app::model::people::Employee;
use app::people::NewName;
use app::set_up_office::{FirstOffice, set_up_office};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::id::EmployeeId;
use domain::language::Language;
use domain::playbook::Playbook;
use domain::rights::{Role, Roles};
use domain::time::Time;
use store::{DatabaseUrl, Store};
use tower::ServiceExt;
use yellowsheet_web::security::csrf;
use yellowsheet_web::{AppState, Ids, Settings};

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "a long and easy phrase";

/// The key calls are sent with.
pub(crate) const SOURCE_KEY: &str = "a key of a call source";

/// The playbook that ships, read once.
static PLAYBOOK: LazyLock<Playbook> =
    LazyLock::new(|| playbook::load(&playbook::built_in()).playbook.expect("the built-in playbook is clean"));
static CONTENT: LazyLock<String> = LazyLock::new(|| playbook::to_json(&PLAYBOOK).expect("a text"));

/// The office.
pub(crate) struct Office {
    pub(crate) state: AppState,
    pub(crate) site: Router,
    clock: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

/// A site over an empty store: nobody has set the office up.
pub(crate) fn empty_office(settings: Settings) -> Office {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&DatabaseUrl::Sqlite(folder.path().join("test.sqlite"))).expect("a store");
    let start: jiff::Timestamp = "2026-11-23T07:15:00Z".parse().expect("a time");
    let clock = Arc::new(AtomicI64::new(Time::from(start).micros()));
    let (ticking, counter) = (Arc::clone(&clock), AtomicU64::new(1));
    let state = AppState {
        store,
        ids: Arc::new(Ids::of_node(1)),
        playbooks: yellowsheet_web::catalogue::Cache::default(),
        settings: Arc::new(settings),
        clock: Arc::new(move || Time::from_micros(ticking.load(Ordering::Relaxed))),
        random: Arc::new(move |bytes| {
            let seed = blake3::hash(&counter.fetch_add(1, Ordering::Relaxed).to_le_bytes());
            bytes.iter_mut().zip(seed.as_bytes().iter().cycle()).for_each(|(to, from)| *to = *from);
        }),
        filling: yellowsheet_web::demo_office::Progress::default(),
        demo_phone: yellowsheet_web::demo_phone::DemoPhone::default(),
        local_source: Some(app::secrets::digest(SOURCE_KEY).into()),
        limits: Arc::default(),
        objects: store::Objects::in_folder(&folder.path().join("letters")).expect("a folder"),
        sealing: app::sealing::SealingKey::new([9; 32]),
        outbox: Arc::default(),
        closing: tokio::sync::watch::channel(false).1,
    };
    Office { site: yellowsheet_web::site(state.clone()), state, clock, _folder: folder }
}

/// An office with its director, `director`.
pub(crate) async fn office() -> Office {
    let office = empty_office(Settings::default());
    let first = FirstOffice {
        office: "Кабель-Трейд".to_owned(),
        language: Language::Ru,
        zone: "Europe/Moscow".to_owned(),
        name: NewName { surname: "Петрова".to_owned(), given: "Анна".to_owned(), patronymic: None },
        login: "director".to_owned(),
        password: app::secrets::hash_password(PASSWORD, &[7; 32]).expect("a password"),
        demonstration: false,
    };
    office.state.write(move |tx, ctx| set_up_office(tx, ctx, first)).await.expect("an office");
    let book = &*PLAYBOOK;
    let checked = CheckedPlaybook {
        name: book.id.clone(),
        version: book.version.clone(),
        hash: "test".to_owned(),
        content: CONTENT.clone(),
    };
    office.state.write(move |tx, ctx| ensure_playbook(tx, ctx, checked)).await.expect("a playbook");
    office
}

impl Office {
    /// Moves the clock.
    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// A colleague with exactly these roles, and the secret of a session of theirs.
    pub(crate) async fn session_of(&self, roles: &[Role]) -> String {
        let roles = Roles::new(roles.iter().copied());
        self.state
            .write(move |tx, ctx| {
                let director = tx.employees()?.into_iter().next().expect("a director");
                let id = ctx.id(EmployeeId);
                let one = Employee { id, login: format!("u{id}"), roles, extension: None, ..director };
                tx.add_employee(&one, "no password")?;
                app::sign_in::open_session(tx, ctx, &one, "test")
            })
            .await
            .expect("a session")
    }

    pub(crate) async fn send(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))));
        let response = self.site.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 10_000_000).await.expect("a body");
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub(crate) async fn get(&self, path: &str, session: &str) -> Answer {
        self.send(Request::get(path).header(header::COOKIE, format!("session={session}")).body(Body::empty()).expect("a request"))
            .await
    }

    /// Sends JSON as a script of ours does.
    pub(crate) async fn post_json(&self, path: &str, session: &str, json: &serde_json::Value) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={session}"))
            .header("sec-fetch-site", "same-origin")
            .header("hx-request", "true")
            .header("x-csrf-token", csrf::token(session))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json.to_string()));
        self.send(request.expect("a request")).await
    }

    /// Tells of calls as an exchange does.
    pub(crate) async fn tell(&self, key: &str, body: &str) -> Answer {
        let request = Request::post("/api/v1/calls/events").header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.send(request.body(Body::from(body.to_owned())).expect("a request")).await
    }

    /// Installs a playbook as the command on the server's machine does.
    pub(crate) async fn install(&self, key: &str, content: &str) -> Answer {
        let request = Request::post("/api/v1/playbooks").header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.send(request.body(Body::from(content.to_owned())).expect("a request")).await
    }

    /// Sends a form as a browser of ours does.
    pub(crate) async fn post(&self, path: &str, session: &str, form: &str) -> Answer {
        let token = if session.is_empty() { String::new() } else { format!("&csrf={}", csrf::token(session)) };
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={session}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("{form}{token}")));
        self.send(request.expect("a request")).await
    }
}
