//! The program between a real Postfix and a real Dovecot: letters come in, letters go out, and none without its type.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::context::Context;
use app::error::AppError;
use app::letter_gate::{Wanted, pass};
use app::model::client::{Channel, ChannelKind};
use app::model::letter::{LetterFilter, LetterLine, LetterList, LetterState};
use app::model::mailbox::{MailServer, Mailbox, MailboxProgress, MailboxSettings, Security};
use app::model::outgoing::OutgoingState;
use app::model::people::Employee;
use app::people::NewName;
use app::ports::Tx;
use app::record_sheet::InForce;
use app::sealing::SealingKey;
use app::set_up_office::{FirstOffice, set_up_office};
use domain::id::{ChannelId, IdMaker, MailboxId, OutgoingId};
use domain::language::Language;
use domain::letter::Address;
use domain::time::Time;
use store::{DatabaseUrl, Store};
use tempfile::TempDir;
use testkit::dovecot::{Dovecot, DovecotOptions, PASSWORD};
use testkit::post::bypass::{Scene, Words, through_postfix};
use testkit::post::{Postfix, Settings};

const KEY: [u8; 32] = [5; 32];
const TYPES: &str = "type.office.example";

/// An office on disk, and the program that serves it while it runs.
struct Office {
    folder: TempDir,
    milter: u16,
    child: Option<Child>,
    log: Arc<Mutex<String>>,
}

fn now() -> Time {
    #[expect(clippy::disallowed_methods, reason = "the program beside runs by the real clock")]
    let now = jiff::Timestamp::now();
    now.into()
}

impl Office {
    /// An office with Anna as its director.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sealing.key"), KEY).unwrap();
        let milter = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let office = Self { folder, milter, child: None, log: Arc::default() };
        // The program installs its playbook at the first start.
        office.does(|tx, ctx| {
            set_up_office(
                tx,
                ctx,
                FirstOffice {
                    office: "Проводник".into(),
                    language: Language::Ru,
                    zone: "Europe/Moscow".into(),
                    name: NewName { surname: "Петрова".into(), given: "Анна".into(), patronymic: None },
                    login: "anna".into(),
                    password: "not a hash".into(),
                    demonstration: false,
                },
            )
        });
        office
    }

    /// Runs a verb on the database while the program does not.
    fn does<R: Send + 'static>(
        &self,
        verb: impl FnOnce(&mut dyn Tx, &mut Context<'_>) -> Result<R, AppError> + Send + 'static,
    ) -> R {
        assert!(self.child.is_none(), "the program has the database");
        let store = Store::open(&DatabaseUrl::Sqlite(self.folder.path().join("yellowsheet.sqlite"))).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let answer = runtime.block_on(store.write(move |tx| {
            let now = now();
            let random = *blake3::hash(&now.micros().to_le_bytes()).as_bytes();
            verb(tx, &mut Context { now, ids: &mut IdMaker::new(1000), random })
        }));
        store.close();
        answer.unwrap()
    }

    /// Adds a mailbox of Anna's.
    fn mailbox(&self, email: &str, imap: Option<u16>, smtp: Option<u16>) -> MailboxId {
        let email = email.to_owned();
        self.does(move |tx, ctx| {
            let anna = anna(tx)?;
            let id = ctx.id(MailboxId);
            let server = |port| MailServer { host: "127.0.0.1".into(), port, security: Security::Plain };
            let user = email.clone();
            tx.add_mailbox(&Mailbox {
                id,
                email,
                name: "Анна Петрова".into(),
                employee: anna.id,
                shared: false,
                settings: MailboxSettings { imap: imap.map(server), smtp: smtp.map(server), user, ..MailboxSettings::default() },
                secret: Some(SealingKey::new(KEY).seal(&format!("mailbox {id}"), PASSWORD, &ctx.random)),
                active: true,
                created: ctx.now,
                progress: MailboxProgress::default(),
            })?;
            Ok(id)
        })
    }

    /// Starts the program and waits until it is ready.
    fn start(&mut self) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_yellowsheet"))
            .args(["serve", "--listen", "127.0.0.1:0", "--type-domain", TYPES])
            .args(["--milter", &format!("127.0.0.1:{}", self.milter)])
            .arg("--data")
            .arg(self.folder.path())
            .env_remove("YELLOWSHEET_DATABASE")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let errors = child.stderr.take().unwrap();
        let log = Arc::clone(&self.log);
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                let mut log = log.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut ready = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut ready).unwrap();
        assert!(ready.contains("is ready"), "{ready}{}", self.log.lock().unwrap());
        self.child = Some(child);
    }

    /// Ends the program: as told, or as a power cut would.
    fn stop(&mut self, told: bool) {
        let mut child = self.child.take().unwrap();
        let signal = if told { "-TERM" } else { "-KILL" };
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        child.wait().unwrap();
    }

    fn letters(&self, list: LetterList) -> Vec<LetterLine> {
        self.does(move |tx, _| Ok(tx.letters(&LetterFilter { list, limit: 1000, ..LetterFilter::default() })?))
    }

    fn said(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

fn anna(tx: &mut dyn Tx) -> Result<Employee, AppError> {
    Ok(tx.employee_by_login("anna")?.ok_or(AppError::NotFound("employee"))?.0)
}

/// Waits until something is so; `false` when it never is.
fn until(seconds: u64, mut so: impl FnMut() -> bool) -> bool {
    for _ in 0..seconds * 10 {
        if so() {
            return true;
        }
        #[expect(clippy::disallowed_methods, reason = "another program does it in its own time")]
        std::thread::sleep(Duration::from_millis(100));
    }
    false
}

fn words() -> Words {
    Words {
        from: "anna@office.example".into(),
        password: PASSWORD.into(),
        hosted: "anna@hosted.example".into(),
        alias: "out@office.example".into(),
        clients: "client.example".into(),
        types: TYPES.into(),
        code: "offer".into(),
        russian: "кп".into(),
    }
}

fn world() -> Postfix {
    Postfix::start(&Settings::outside(&["client.example", TYPES])).unwrap()
}

fn mail_server(milter: u16, world: &Postfix, extra: Vec<String>) -> Postfix {
    let people = vec![(words().from, words().password)];
    Postfix::start(&Settings { relay: Some(world.ports.world), milters: vec![milter], people, extra, ..Settings::default() })
        .unwrap()
}

/// Puts letters into the outbox, typed, as Send does; gives their ids.
fn queue(office: &Office, mailbox: MailboxId, count: usize) -> Vec<OutgoingId> {
    let content = playbook::load(&playbook::built_in()).playbook.unwrap();
    office.does(move |tx, ctx| {
        let anna = anna(tx)?;
        let id = tx.playbook_id()?.ok_or(AppError::NotFound("playbook"))?;
        let in_force = InForce { id, playbook: &content };
        assert!(pass(in_force, Wanted::default()).is_err());
        let mut queued = Vec::new();
        for number in 0..count {
            let begin = app::write_letter::Begin { to: Some(format!("client{number}@client.example")), ..Default::default() };
            let draft = app::write_letter::begin_letter(tx, ctx, &anna, &begin)?;
            let patch = app::write_letter::LetterPatch {
                mailbox: Some(mailbox),
                to: Some(vec![Address::new("Клиент", &format!("client{number}@client.example"))]),
                subject: Some(format!("Кабель {number}")),
                text: Some("Здравствуйте! Кабель есть, 96 рублей за метр.".into()),
                work_type: Some("letter-technical".into()),
                ..Default::default()
            };
            app::write_letter::save_letter(tx, ctx, &anna, draft.id, patch)?;
            app::send_letter::send_letter(tx, ctx, &anna, in_force, draft.id, None)?;
            // The ten seconds of undoing are not what this test is about.
            let mut sent = tx.outgoing(draft.id)?.ok_or(AppError::NotFound("letter"))?;
            sent.next_try = Some(ctx.now);
            tx.put_outgoing(&sent)?;
            queued.push(draft.id);
        }
        Ok(queued)
    })
}

fn state_of(office: &Office, id: OutgoingId) -> OutgoingState {
    office.does(move |tx, _| Ok(tx.outgoing(id)?.ok_or(AppError::NotFound("letter"))?.state))
}

#[test]
fn no_untyped_letter_leaves_the_office_by_any_way_and_every_typed_one_counts() {
    let mut office = Office::new();
    office.mailbox("anna@office.example", None, None);
    office.mailbox("anna@hosted.example", None, None);
    office.start();
    let world = world();
    let account = [("anna@hosted.example".to_owned(), "other-secret".to_owned())];
    let provider = Postfix::start(&Settings {
        name: "smtp.hosted.example".into(),
        domains: vec!["client.example".into(), TYPES.into()],
        people: account.into(),
        ..Settings::default()
    })
    .unwrap();
    let extra = vec![
        format!("sender_dependent_relayhost_maps = inline:{{ {{anna@hosted.example=[127.0.0.1]:{}}} }}", provider.ports.people),
        "smtp_sender_dependent_authentication = yes".into(),
        "smtp_sasl_auth_enable = yes".into(),
        "smtp_sasl_security_options = noanonymous".into(),
        "smtp_sasl_password_maps = inline:{ {anna@hosted.example=anna@hosted.example:other-secret} }".into(),
        "virtual_alias_maps = inline:{ {out@office.example=ivan@client.example} }".into(),
    ];
    let server = mail_server(office.milter, &world, extra);
    let words = words();
    let scene = Scene { office: &server, arriving: &[&world, &provider], words: &words };
    let matrix = through_postfix(&scene).unwrap();
    println!("{matrix}");
    for row in &matrix.0 {
        assert_eq!(row.untyped.1, 0, "{}\n{}", row.way, office.said());
        assert_eq!(row.typed.0, row.typed.1, "{}\n{}{}", row.way, server.log(), office.said());
        assert!(row.traces.is_empty(), "{}: {:?}", row.way, row.traces);
    }
    office.stop(true);
    let sent = office.letters(LetterList::All);
    assert!(sent.iter().all(|line| line.letter.state == LetterState::Sent && line.units.len() == 1));
    // Both typed letters of every way, and one before each of the ways that begin with a typed one.
    assert!(sent.len() >= 2 * matrix.0.len(), "{} of {} ways", sent.len(), matrix.0.len());
    let held = office.does(|tx, _| {
        let anna = anna(tx)?;
        Ok(tx.open_outgoing(anna.id, 1000)?.into_iter().filter(|one| one.state == OutgoingState::Held).count())
    });
    assert!(held >= matrix.0.len(), "{held} letters are held for their type");
}

#[test]
fn a_letter_from_the_page_leaves_once_is_credited_and_its_copy_in_sent_is_no_second_letter() {
    let dovecot = Dovecot::start(&DovecotOptions { users: vec![words().from], ..DovecotOptions::default() }).unwrap();
    let world = world();
    let mut office = Office::new();
    let server = mail_server(office.milter, &world, Vec::new());
    // The playbook comes with the first start.
    office.start();
    office.stop(true);
    let mailbox = office.mailbox("anna@office.example", Some(dovecot.imap), Some(server.ports.people));
    let id = queue(&office, mailbox, 1)[0];
    office.start();
    let came = until(30, || world.mailbox().len() == 1);
    assert!(came, "{}\n{}", server.log(), office.said());
    let letter = world.mailbox()[0].text();
    assert!(!letter.to_lowercase().contains("x-yellow-sheet"), "{letter}");
    // Time for the copy in Sent to be read back.
    until(5, || false);
    office.stop(true);
    assert_eq!(state_of(&office, id), OutgoingState::Sent);
    let letters = office.letters(LetterList::All);
    assert_eq!(letters.len(), 1, "{letters:?}\n{}", office.said());
    assert_eq!(letters[0].letter.state, LetterState::Sent);
    assert_eq!(letters[0].units.iter().map(|unit| unit.credited).sum::<i64>(), 600);
}

#[test]
fn what_was_in_the_mailbox_is_history_and_what_comes_then_waits_for_its_answer() {
    let dovecot = Dovecot::start(&DovecotOptions { users: vec![words().from], ..DovecotOptions::default() }).unwrap();
    let letter = |number: usize, text: &str| {
        format!(
            "From: Ivan <ivan@client.example>\r\nTo: anna@office.example\r\nSubject: Cable {number}\r\n\
             Message-ID: <{number}@client.example>\r\nDate: Mon, 23 Nov 2026 10:15:00 +0300\r\n\r\n{text}\r\n"
        )
        .into_bytes()
    };
    for number in 0..30 {
        dovecot.deliver(&words().from, "INBOX", &letter(number, "old")).unwrap();
    }
    dovecot.deliver(&words().from, "INBOX", b"\r\n \r\n").unwrap();
    let mut office = Office::new();
    office.start();
    office.stop(true);
    office.mailbox("anna@office.example", Some(dovecot.imap), None);
    office.does(|tx, ctx| {
        let made = testkit::office::client(1, 0);
        tx.add_client(&made.client)?;
        tx.add_channel(&Channel {
            id: ctx.id(ChannelId),
            kind: ChannelKind::Email,
            value: "ivan@client.example".into(),
            person: None,
            ..made.phone
        })?;
        Ok(())
    });
    office.start();
    until(6, || false);
    dovecot.deliver(&words().from, "INBOX", &letter(100, "Is there any cable?")).unwrap();
    until(6, || false);
    office.stop(false);
    let all = office.letters(LetterList::All);
    assert_eq!(all.len(), 31, "{}", office.said());
    let waiting = office.letters(LetterList::Waiting);
    assert_eq!(waiting.len(), 1, "{}", office.said());
    assert_eq!(waiting[0].letter.subject, "Cable 100");
    assert!(waiting[0].client.is_some());
    assert_eq!(office.does(|tx, _| Ok(tx.quarantined(10)?)).len(), 1, "a blank letter is put aside and stops nothing");
}

#[test]
fn letters_survive_the_program_being_killed_in_the_middle_of_sending() {
    let world = world();
    let mut office = Office::new();
    office.start();
    office.stop(true);
    let mailbox = office.mailbox("anna@office.example", None, Some(world.ports.world));
    office.does(move |tx, _| {
        let one = tx.mailbox(mailbox)?.ok_or(AppError::NotFound("mailbox"))?;
        // The world asks for no password.
        Ok(tx.put_mailbox(&Mailbox { secret: None, ..one })?)
    });
    let ids = queue(&office, mailbox, 40);
    let mut kills = 0;
    for round in 0..40_u64 {
        office.start();
        // Another moment each time: before, in the middle of and after a handing over.
        until_moment(30 + round * 37 % 400);
        office.stop(false);
        kills += 1;
        // What was being handed over is free again when its lease is over: here at once.
        let left = office.does(|tx, ctx| {
            let far = ctx.now.plus_seconds(3600);
            let due = tx.due_outgoing(far, 100)?;
            for one in &due {
                let mut one = one.clone();
                one.lease = Some(ctx.now);
                one.next_try = Some(ctx.now);
                tx.put_outgoing(&one)?;
            }
            Ok(due.len())
        });
        if left == 0 {
            break;
        }
    }
    assert!(kills > 1, "killed {kills} times");
    for id in ids {
        assert_eq!(state_of(&office, id), OutgoingState::Sent, "{}", office.said());
    }
    assert!(world.settle(30));
    let mut subjects: Vec<String> = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    for letter in world.mailbox() {
        let text = letter.text();
        let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned();
        ids.insert(id);
        subjects.push(letter.to);
    }
    let doubled = subjects.len() - ids.len();
    subjects.sort();
    subjects.dedup();
    println!("killed {kills} times: {} letters arrived, {doubled} of them once more under the same Message-ID", subjects.len());
    assert_eq!((subjects.len(), ids.len()), (40, 40), "every letter arrives, and never under a second id");
    let credited: i64 = office.letters(LetterList::All).iter().flat_map(|line| &line.units).map(|unit| unit.credited).sum();
    assert_eq!(credited, 40 * 600, "each is credited once");
}

fn until_moment(milliseconds: u64) {
    #[expect(clippy::disallowed_methods, reason = "a moment at which a program is killed")]
    std::thread::sleep(Duration::from_millis(milliseconds));
}

#[test]
fn files_of_letters_are_brought_in_and_what_cannot_be_read_is_named() {
    let mut office = Office::new();
    office.start();
    office.stop(true);
    let folder = tempfile::tempdir().unwrap();
    let letter =
        |number: usize| format!("From: a@client.example\nSubject: File {number}\nMessage-ID: <f{number}@x>\n\nText {number}\n");
    std::fs::write(folder.path().join("one.eml"), letter(1)).unwrap();
    let mbox: String =
        (2..5).map(|number| format!("From a@client.example Mon Nov 23 10:15:00 2026\n{}\n", letter(number))).collect();
    std::fs::write(folder.path().join("many.mbox"), mbox).unwrap();
    let import = |path: &Path| {
        Command::new(env!("CARGO_BIN_EXE_yellowsheet"))
            .arg("import")
            .arg("--data")
            .arg(office.folder.path())
            .arg(path)
            .output()
            .unwrap()
    };
    let first = import(folder.path());
    let told = String::from_utf8_lossy(&first.stdout).into_owned();
    assert!(
        told.contains("4 letters read, 4 of them new, 0 could not be read"),
        "{told}{}",
        String::from_utf8_lossy(&first.stderr)
    );
    let again = import(folder.path());
    assert!(String::from_utf8_lossy(&again.stdout).contains("4 letters read, 0 of them new"));
    let missing = import(&folder.path().join("none.eml"));
    assert!(!missing.status.success());
    assert!(String::from_utf8_lossy(&missing.stderr).contains("there is no such file"));
    assert!(office.letters(LetterList::All).iter().all(|line| line.letter.state == LetterState::Filed));
}
