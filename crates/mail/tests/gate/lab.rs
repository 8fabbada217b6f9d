//! A gate for the tests: a milter on a port of its own with any judge, and a judge that knows two types.

use std::future::Future;
use std::time::Duration;

use domain::letter::given_type::{Said, TypeCodes};
use testkit::post::bypass::Words;
use testkit::post::{Postfix, Settings};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use yellowsheet_mail::milter::{Asked, Judge, Limits, Server, Verdict, clean};

/// A running milter.
pub(crate) struct Gate {
    /// Where it listens.
    pub(crate) port: u16,
    runtime: Runtime,
    stop: oneshot::Sender<()>,
    running: tokio::task::JoinHandle<()>,
}

impl Gate {
    /// Starts one on a free port.
    pub(crate) fn start(judge: impl Judge) -> Self {
        Self::start_at(0, judge, Limits::default())
    }

    /// Starts one on this port.
    pub(crate) fn start_at(port: u16, judge: impl Judge, limits: Limits) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", port))).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (stop, stopped) = oneshot::channel();
        let stopped = async move {
            // A sender that is gone says the same.
            drop(stopped.await);
        };
        let running = runtime.spawn(Server::new(judge, limits).run(listener, stopped));
        Self { port, runtime, stop, running }
    }

    /// Ends it as a crash would: every connection breaks off.
    pub(crate) fn kill(self) {
        self.runtime.shutdown_timeout(Duration::from_millis(200));
    }

    /// Tells it to stop and waits until it has.
    pub(crate) fn stop(self) {
        self.stop.send(()).unwrap();
        self.runtime.block_on(self.running).unwrap();
    }
}

/// Lets letters with a type leave and refuses all others.
pub(crate) struct TypedOnly;

/// What the judge knows.
pub(crate) fn types() -> Vec<TypeCodes> {
    let one = |id: &str, codes: [&str; 2]| TypeCodes { id: id.into(), codes: codes.map(str::to_owned).into() };
    vec![one("letter-offer-small-changes", ["offer", "кп"]), one("letter-reminder", ["remind", "напоминание"])]
}

/// The domain of its type addresses.
pub(crate) const TYPES: &str = "type.office.example";

/// The lines of a refusal.
pub(crate) const REFUSAL: [&str; 4] = [
    "Письмо не ушло: не указан тип работы.",
    "offer, кп: коммерческое предложение с небольшими изменениями (25 мин, 100% нормы)",
    "remind, напоминание: напоминание (5 мин)",
    "Добавьте в копию offer@type.office.example или в тему [т: кп]",
];

impl Judge for TypedOnly {
    fn judge(&self, asked: Asked) -> impl Future<Output = Verdict> + Send {
        let types = types();
        let refuse = |line: String| Verdict::Refuse { lines: vec![line] };
        let verdict = match clean::said(&asked, &types, TYPES) {
            Said::Nothing => Verdict::Refuse { lines: REFUSAL.map(str::to_owned).into() },
            Said::Unknown { word, .. } => refuse(format!("Типа «{word}» нет")),
            Said::Conflict(given) => refuse(format!("Указано типов: {}", given.len())),
            Said::Type(_) if clean::recipients_left(&asked, TYPES).is_empty() => refuse("Письмо никому не адресовано".into()),
            Said::Type(_) => Verdict::Pass { changes: clean::changes(&asked, &types, TYPES) },
        };
        std::future::ready(verdict)
    }
}

/// What the letters of the tests say.
pub(crate) fn words() -> Words {
    Words {
        from: "anna@office.example".into(),
        password: "secret".into(),
        hosted: "anna@hosted.example".into(),
        alias: "out@office.example".into(),
        clients: "client.example".into(),
        types: TYPES.into(),
        code: "offer".into(),
        russian: "кп".into(),
    }
}

/// The world: it would take letters to type addresses, so that one that leaks is seen.
pub(crate) fn world() -> Postfix {
    Postfix::start(&Settings::outside(&["client.example", TYPES])).unwrap()
}

/// The office's server with these milters, its letters going to that world.
pub(crate) fn office(milters: &[u16], world: &Postfix, extra: &[String]) -> Postfix {
    let settings = Settings {
        relay: Some(world.ports.world),
        milters: milters.to_vec(),
        people: vec![(words().from, words().password)],
        extra: extra.to_vec(),
        ..Settings::default()
    };
    Postfix::start(&settings).unwrap()
}
