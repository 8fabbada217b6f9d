//! `yellowsheet serve`: opens the database, installs the playbook the program carries, answers browsers until told to stop.

use std::io::{self, IsTerminal, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use app::error::{AppError, StoreError};
use app::install_playbook::{CheckedPlaybook, ensure_playbook};
use app::sealing::SealingKey;
use clap::Args;
use domain::time::Time;
use store::{DatabaseUrl, Objects, Store};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::{AppState, Ids, Settings};

use crate::demo_phone;
use crate::housekeeping;
use crate::letters;
use crate::local_source::{self, LocalSource};

/// How long open pages may take to finish once the program was told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// `yellowsheet serve ...`
#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    /// The folder of everything the office keeps; made when it is not there.
    #[arg(long, env = "YELLOWSHEET_DATA", default_value = "data")]
    pub data: PathBuf,
    /// The address to answer at.
    #[arg(long, env = "YELLOWSHEET_LISTEN", default_value = "127.0.0.1:8080", value_parser = listen_address)]
    pub listen: SocketAddr,
    /// postgres://user:password@host/database, or a path of a SQLite file; by default a file in the data folder.
    #[arg(long, env = "YELLOWSHEET_DATABASE")]
    pub database: Option<DatabaseUrl>,
    /// The address browsers use, when it is another: https://desk.example.org. With https cookies are marked secure.
    #[arg(long, env = "YELLOWSHEET_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// The domain of type addresses, where our own mail server receives them: with type.office.example a letter with
    /// offer@type.office.example in Cc or Bcc has the type "offer".
    #[arg(long, env = "YELLOWSHEET_TYPE_DOMAIN", default_value = "")]
    pub type_domain: String,
    /// Where the office's own Postfix asks before a letter leaves (smtpd_milters): 127.0.0.1:8891. Without it letters of mail
    /// programs are not asked about.
    #[arg(long, env = "YELLOWSHEET_MILTER")]
    pub milter: Option<SocketAddr>,
    /// Logins or addresses machines send letters from; their letters may say Auto-Submitted instead of a type.
    #[arg(long, env = "YELLOWSHEET_SERVICE_ACCOUNTS", value_delimiter = ',')]
    pub service_accounts: Vec<String>,
    /// A proxy of ours stands in front and says who asks (X-Forwarded-For).
    #[arg(long, env = "YELLOWSHEET_BEHIND_PROXY")]
    pub behind_proxy: bool,
}

/// Why the program could not start.
#[derive(Debug, Error)]
enum Failed {
    #[error("the data folder {0} cannot be made: {1}; choose another with --data")]
    Folder(PathBuf, io::Error),
    #[error(
        "the data folder {0} cannot be written: {1}; give the account that runs the program the right to write there, or choose another folder with --data"
    )]
    ReadOnly(PathBuf, io::Error),
    #[error(
        "{0} is not a database of Yellow Sheet; put a copy of the right file back, or move this one away to begin with an empty office"
    )]
    NotDatabase(PathBuf),
    #[error("the database {0} cannot be opened: {1}")]
    Open(String, StoreError),
    #[error("the key file {0} cannot be used: {1}; put the right one back, without it passwords of mailboxes cannot be opened")]
    Key(PathBuf, io::Error),
    #[error("{0}")]
    App(#[from] AppError),
    #[error("{0} cannot be listened on: {1}; choose another address with --listen")]
    Listen(SocketAddr, io::Error),
    #[error("the program could not go on: {0}")]
    Io(#[from] io::Error),
}

/// Runs the command until SIGINT or SIGTERM.
pub(crate) fn run(command: &Serve) -> ExitCode {
    start_log();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(why) => return refused(&Failed::Io(why)),
    };
    match runtime.block_on(serve(command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => refused(&why),
    }
}

fn refused(why: &Failed) -> ExitCode {
    // Nobody to tell when even stderr is closed.
    let _ = writeln!(io::stderr(), "yellowsheet: {why}");
    ExitCode::FAILURE
}

/// Log lines go to stderr; `RUST_LOG` says how much.
fn start_log() {
    let filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    // A second initialisation in one process (tests) keeps the first.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .try_init();
}

async fn serve(command: &Serve) -> Result<(), Failed> {
    make_private(&command.data).map_err(|why| Failed::Folder(command.data.clone(), why))?;
    check_writable(&command.data).map_err(|why| Failed::ReadOnly(command.data.clone(), why))?;
    let url = database_url(&command.data, command.database.as_ref());
    if let DatabaseUrl::Sqlite(path) = &url
        && !may_be_database(path)
    {
        return Err(Failed::NotDatabase(path.clone()));
    }
    let opening = url.clone();
    let opened = tokio::task::spawn_blocking(move || Store::open(&opening)).await.map_err(io::Error::other)?;
    let store = opened.map_err(|why| Failed::Open(name_of(&url), why))?;
    let (closing, closed) = watch::channel(false);
    let local_key = secret();
    let objects = Objects::in_folder(&command.data.join("letters")).map_err(|why| Failed::Open("of letters".to_owned(), why))?;
    let sealing = sealing_key(&command.data)?;
    let ids = Arc::new(Ids::lease(&store, secret(), now()).await?);
    tracing::debug!(node = ids.node(), "the number for making ids is leased");
    let state = state_of(command, (store.clone(), objects, sealing), Arc::clone(&ids), closed, &local_key);
    install_built_in(&state).await?;

    let listener = TcpListener::bind(command.listen).await.map_err(|why| Failed::Listen(command.listen, why))?;
    let here = listener.local_addr()?;
    local_source::write(&command.data, &LocalSource { address: here, key: local_key })?;
    say_where(command, here)?;
    // Goes on where the last run was broken off; nothing to do for most offices.
    tokio::spawn(web::demo_office::fill(state.clone()));
    let tidying = tokio::spawn(housekeeping::keep_tidy(state.clone()));
    let site_address = command.public_url.clone().unwrap_or_else(|| format!("http://{here}"));
    let reading = tokio::spawn(letters::keep_reading(state.clone()));
    let sending = tokio::spawn(letters::keep_sending(state.clone()));
    let guarding = match command.milter {
        Some(address) => {
            let listener = TcpListener::bind(address).await.map_err(|why| Failed::Listen(address, why))?;
            let services = command.service_accounts.clone().into();
            let gate = letters::Gate { state: state.clone(), site: site_address, services };
            Some(tokio::spawn(letters::guard(gate, listener, closing.subscribe())))
        }
        None => None,
    };
    let renewing = tokio::spawn(housekeeping::keep_node(state.clone()));
    let ringing = tokio::spawn(demo_phone::keep_ringing(state.clone(), closing.subscribe()));
    let site = web::site(state).into_make_service_with_connect_info::<SocketAddr>();
    let mut told = closing.subscribe();
    let serving = axum::serve(listener, site).with_graceful_shutdown(async move {
        stop_signal().await;
        tracing::info!("stopping");
        // Live streams end themselves on this.
        let _ = closing.send(true);
    });
    let late = async move {
        // The sender going away means the server has already ended.
        let _ = told.wait_for(|stop| *stop).await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        ended = serving => ended?,
        () = late => tracing::warn!("some requests did not finish in time"),
    }
    if let Some(guarding) = guarding {
        // Letters on their way at the mail server are answered first.
        drop(tokio::time::timeout(FAREWELL, guarding).await);
    }
    reading.abort();
    sending.abort();
    ringing.abort();
    tidying.abort();
    renewing.abort();
    if let Err(why) = ids.release(&store, now()).await {
        tracing::warn!(%why, "the number for making ids is not given back; it is free again in some minutes");
    }
    tokio::task::spawn_blocking(move || store.close()).await.map_err(io::Error::other)?;
    Ok(())
}

/// The key that passwords of mailboxes are sealed with: a file beside the database, made at the first start, for its owner only.
fn sealing_key(data: &Path) -> Result<SealingKey, Failed> {
    let path = data.join("sealing.key");
    let failed = |why: io::Error| Failed::Key(path.clone(), why);
    match std::fs::read(&path) {
        Ok(bytes) => {
            let bytes: [u8; 32] = bytes.try_into().map_err(|_| failed(io::Error::other("it does not hold 32 bytes")))?;
            Ok(SealingKey::new(bytes))
        }
        Err(why) if why.kind() == io::ErrorKind::NotFound => {
            let mut bytes = [0; 32];
            fill_random(&mut bytes);
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&path).map_err(failed)?;
            file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)?;
            Ok(SealingKey::new(bytes))
        }
        Err(why) => Err(failed(why)),
    }
}

/// Makes the data folder for its owner only; one that is there keeps its rights.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes and removes an empty file: rights alone do not say whether a disk is mounted for reading only.
fn check_writable(folder: &Path) -> io::Result<()> {
    let probe = folder.join(format!("write-check-{}.part", std::process::id()));
    std::fs::File::create(&probe)?;
    std::fs::remove_file(probe)
}

/// Whether a file is absent, empty, or begins as SQLite's do (sqlite.org/fileformat.html, 1.3). One that cannot be
/// read is left to the store, which says why.
fn may_be_database(path: &Path) -> bool {
    let mut start = Vec::new();
    match std::fs::File::open(path).and_then(|file| file.take(16).read_to_end(&mut start)) {
        Ok(0) | Err(_) => true,
        Ok(_) => start == b"SQLite format 3\0",
    }
}

/// A database by its name, without passwords.
fn name_of(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => path.display().to_string(),
        DatabaseUrl::Postgres(_) => "on the PostgreSQL server".to_owned(),
    }
}

/// Reads `--public-url`: http or https, a host, no path.
/// An address of this machine with a port; `localhost:8080` and `:8080` are this machine alone.
fn listen_address(text: &str) -> Result<SocketAddr, String> {
    let port = text.strip_prefix("localhost:").or_else(|| text.strip_prefix(':'));
    let whole = port.map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
    whole.parse().map_err(|_| {
        format!("'{text}' is no address with a port; write 127.0.0.1:8080, or 0.0.0.0:8080 for every address of this machine")
    })
}

fn public_url(text: &str) -> Result<String, String> {
    let wrong = || format!("'{text}' is no address of a site; write it as https://desk.example.org");
    let url: axum::http::Uri = text.parse().map_err(|_| wrong())?;
    let good = matches!(url.scheme_str(), Some("http" | "https"))
        && url.host().is_some_and(|host| !host.is_empty())
        && matches!(url.path(), "" | "/")
        && url.query().is_none();
    if good { Ok(text.trim_end_matches('/').to_owned()) } else { Err(wrong()) }
}

/// The office's database: the one named, or the file in the data folder.
pub(crate) fn database_url(data: &Path, named: Option<&DatabaseUrl>) -> DatabaseUrl {
    named.cloned().unwrap_or_else(|| DatabaseUrl::Sqlite(data.join("yellowsheet.sqlite")))
}

fn state_of(
    command: &Serve,
    (store, objects, sealing): (Store, Objects, SealingKey),
    ids: Arc<Ids>,
    closing: watch::Receiver<bool>,
    local_key: &str,
) -> AppState {
    let https = command.public_url.as_ref().is_some_and(|url| url.starts_with("https://"));
    AppState {
        store,
        ids,
        playbooks: web::catalogue::Cache::default(),
        settings: Arc::new(Settings { https, behind_proxy: command.behind_proxy, type_domain: command.type_domain.clone() }),
        clock: Arc::new(now),
        random: Arc::new(fill_random),
        filling: web::demo_office::Progress::default(),
        demo_phone: web::demo_phone::DemoPhone::default(),
        local_source: Some(app::secrets::digest(local_key).into()),
        limits: Arc::default(),
        objects,
        sealing,
        outbox: Arc::default(),
        closing,
    }
}

impl Serve {
    /// The options of a command that needs the office but serves no pages.
    pub(crate) fn of(data: PathBuf, database: Option<DatabaseUrl>) -> Self {
        Self {
            data,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database,
            public_url: None,
            type_domain: String::new(),
            milter: None,
            service_accounts: Vec::new(),
            behind_proxy: false,
        }
    }
}

/// The office as a command needs it: the database, the letters and the key, without pages.
///
/// # Errors
/// When the database cannot be opened, or another process has it.
pub(crate) async fn office_state(command: &Serve) -> Result<AppState, StoreError> {
    let other = |why: &dyn std::fmt::Display| StoreError::Other(why.to_string());
    let url = database_url(&command.data, command.database.as_ref());
    let opening = url.clone();
    let store = tokio::task::spawn_blocking(move || Store::open(&opening)).await.map_err(|why| other(&why))??;
    let objects = Objects::in_folder(&command.data.join("letters"))?;
    let sealing = sealing_key(&command.data).map_err(|why| other(&why))?;
    let ids = Ids::lease(&store, secret(), now()).await.map_err(|why| other(&why))?;
    let (_, closed) = watch::channel(false);
    Ok(state_of(command, (store, objects, sealing), Arc::new(ids), closed, &secret()))
}

/// A secret that is new with every start: the key for commands on this machine, the name of this process among others.
pub(crate) fn secret() -> String {
    let mut bytes = [0; 32];
    fill_random(&mut bytes);
    app::secrets::secret(&bytes)
}

#[expect(clippy::disallowed_methods, reason = "the binary owns the clock")]
pub(crate) fn now() -> Time {
    jiff::Timestamp::now().into()
}

#[expect(clippy::disallowed_methods, reason = "the binary owns the source of random bytes")]
pub(crate) fn fill_random(bytes: &mut [u8]) {
    if let Err(why) = getrandom::fill(bytes) {
        // Secrets made without randomness would be worse than no program.
        tracing::error!(%why, "the system gives no random bytes");
        std::process::abort();
    }
}

/// Installs the playbook the program carries, unless the office has one already: an office's own version stays.
async fn install_built_in(state: &AppState) -> Result<(), Failed> {
    if state.read(|tx| Ok(tx.playbook_id()?)).await?.is_some() {
        return Ok(());
    }
    let loaded = playbook::load(&playbook::built_in());
    let checked = loaded.playbook.as_ref().and_then(|book| {
        let (content, hash) = (playbook::to_json(book).ok()?, playbook::content_hash(book).ok()?);
        Some(CheckedPlaybook { name: book.id.clone(), version: book.version.clone(), hash, content })
    });
    match checked {
        Some(checked) => {
            tracing::info!(name = checked.name, version = checked.version, "installing the playbook");
            state.write(move |tx, ctx| ensure_playbook(tx, ctx, checked)).await?;
        }
        None => tracing::error!(problems = loaded.problems.len(), "the playbook inside the program is broken"),
    }
    Ok(())
}

fn say_where(command: &Serve, here: SocketAddr) -> io::Result<()> {
    let address = command.public_url.clone().unwrap_or_else(|| format!("http://{here}"));
    let mut out = io::stdout().lock();
    writeln!(out, "Yellow Sheet is ready: {address}")?;
    out.flush()
}

/// Waits for Ctrl+C, or for SIGTERM where there is one.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_to_listen_on_is_read_as_people_write_it() {
        for (text, read) in [
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            ("localhost:9000", "127.0.0.1:9000"),
            (":9000", "127.0.0.1:9000"),
            ("0.0.0.0:80", "0.0.0.0:80"),
            ("[::1]:80", "[::1]:80"),
        ] {
            assert_eq!(listen_address(text).map(|address| address.to_string()).as_deref(), Ok(read));
        }
        for wrong in ["nonsense", "8080", "127.0.0.1", "127.0.0.1:99999", "localhost:", ""] {
            assert!(listen_address(wrong).is_err_and(|why| why.contains("write 127.0.0.1:8080")), "{wrong}");
        }
    }

    #[test]
    fn only_an_address_of_a_site_is_a_public_one() {
        assert_eq!(public_url("https://desk.example.org/").as_deref(), Ok("https://desk.example.org"));
        assert_eq!(public_url("http://10.0.0.5:8080").as_deref(), Ok("http://10.0.0.5:8080"));
        for wrong in ["not a url", "desk.example.org", "ftp://desk.example.org", "https://", "https://a/b", ""] {
            assert!(public_url(wrong).is_err_and(|why| why.contains("https://desk.example.org")), "{wrong}");
        }
    }

    #[test]
    fn a_file_of_something_else_is_no_database() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("yellowsheet.sqlite");
        assert!(may_be_database(&path), "absent");
        for (content, good) in [(&b""[..], true), (b"garbage", false), (b"SQLite format 3\0 and more", true)] {
            std::fs::write(&path, content).unwrap();
            assert_eq!(may_be_database(&path), good);
        }
        assert!(check_writable(folder.path()).is_ok());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "the check leaves nothing behind");
    }
}
