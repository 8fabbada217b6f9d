//! The gate on a real Postfix with large letters, many at once, and a judge that is not there.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use crate::lab::{Gate, TypedOnly, office, words, world};
use testkit::post::bypass::{Scene, arrived, program, signed_in};
use testkit::post::dkim::{Key, OpenDkim};
use testkit::post::{Letter, Postfix, Settings};
use yellowsheet_mail::milter::{Asked, Judge, Limits, Verdict};

#[expect(clippy::disallowed_methods, reason = "measures how long real programs take")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn a_letter_of_20_mb_is_judged_like_any_other() {
    let milter = Gate::start(TypedOnly);
    let world = world();
    let office = office(&[milter.port], &world, &[]);
    let words = words();
    let scene = Scene { office: &office, arriving: &[&world], words: &words };
    let large = |id: &str| Letter::new(id, &words.from, "ivan@client.example").header("Subject", "Cable").of_size(20 << 20);
    for (id, code) in [("untyped", 550), ("typed", 250)] {
        let letter = if id == "typed" { large(id).copy("offer@type.office.example") } else { large(id) };
        let begun = now();
        let answer = signed_in(&scene, &letter).unwrap();
        println!("20 MB {id}: {} in {:.2} s", answer.code, begun.elapsed().as_secs_f64());
        assert_eq!(answer.code, code, "{answer:?}");
        assert!(begun.elapsed().as_secs() < 30);
    }
    let found = arrived(&scene).unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), ["typed"]);
    // A mailbox holds lines as the machine ends them.
    let sent: Vec<u8> = large("typed").bytes().into_iter().filter(|byte| *byte != b'\r').collect();
    let body = |bytes: &[u8]| bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let arrived = &found["typed"][0];
    assert!(arrived[body(arrived)..] == sent[body(&sent)..]);
}

#[test]
fn fifty_letters_at_once_are_each_judged_by_their_own_type() {
    let milter = Gate::start(TypedOnly);
    let world = world();
    let office = office(&[milter.port], &world, &[]);
    let words = words();
    let scene = Scene { office: &office, arriving: &[&world], words: &words };
    let begun = now();
    thread::scope(|scope| {
        for number in 0..50 {
            let scene = &scene;
            scope.spawn(move || {
                let to = format!("client-{number}@client.example");
                let letter = Letter::new(&format!("many-{number}"), &scene.words.from, &to).of_size(100_000);
                let typed = number % 2 == 0;
                let letter = if typed { letter.header("Subject", "[t: offer] Cable") } else { letter.header("Subject", "Cable") };
                assert_eq!(signed_in(scene, &letter).unwrap().code, if typed { 250 } else { 550 });
            });
        }
    });
    println!("50 letters at once: {:.2} s", begun.elapsed().as_secs_f64());
    let found = arrived(&scene).unwrap();
    let mut expected: Vec<String> = (0..50).step_by(2).map(|number| format!("many-{number}")).collect();
    expected.sort();
    assert_eq!(found.into_keys().collect::<Vec<_>>(), expected);
}

#[test]
fn without_the_gate_nothing_leaves_and_nothing_is_lost() {
    let milter = Gate::start(TypedOnly);
    let port = milter.port;
    let world = world();
    let office = office(&[port], &world, &[]);
    let words = words();
    let scene = Scene { office: &office, arriving: &[&world], words: &words };
    milter.kill();
    let letter = |id: &str| Letter::new(id, &words.from, "ivan@client.example").header("Subject", "Cable");
    let typed = |id: &str| letter(id).copy("offer@type.office.example");
    let later = signed_in(&scene, &typed("program"));
    println!("the gate is down: {later:?}");
    // Postfix says so at the first command that it would have to ask about; some of its versions at the greeting.
    assert!(later.as_ref().map_or(true, |answer| (400..500).contains(&answer.code)), "{later:?}");
    office
        .sendmail(
            &["-i", "-f", &words.from, "--", "ivan@client.example", "offer@type.office.example"],
            &typed("sendmail").bytes(),
        )
        .unwrap();
    office.sendmail(&["-i", "-f", &words.from, "--", "ivan@client.example"], &letter("untyped").bytes()).unwrap();
    thread::park_timeout(std::time::Duration::from_secs(3));
    assert!(world.mailbox().is_empty());
    // It comes back: what the mail host kept is judged then, and only what has a type leaves.
    let milter = Gate::start_at(port, TypedOnly, Limits::default());
    let begun = now();
    while world.mailbox().is_empty() && begun.elapsed().as_secs() < 90 {
        office.flush().unwrap();
        thread::park_timeout(std::time::Duration::from_millis(500));
    }
    let found = arrived(&scene).unwrap();
    assert_eq!(found.into_keys().collect::<Vec<_>>(), ["sendmail"], "{}", office.log());
    assert_eq!(signed_in(&scene, &typed("again")).unwrap().code, 250);
    milter.stop();
}

/// Stops in the middle of a letter: says that it was asked, and never answers.
struct Stuck(std::sync::mpsc::SyncSender<()>);

impl Judge for Stuck {
    async fn judge(&self, _: Asked) -> Verdict {
        self.0.send(()).unwrap();
        std::future::pending().await
    }
}

#[test]
fn a_gate_that_stops_within_a_letter_lets_nothing_through() {
    let (asked, hears) = std::sync::mpsc::sync_channel(9);
    let milter = Gate::start(Stuck(asked));
    let port = milter.port;
    let world = world();
    let office = office(&[port], &world, &[]);
    let words = words();
    let scene = Scene { office: &office, arriving: &[&world], words: &words };
    let letter = |id: &str| Letter::new(id, &words.from, "ivan@client.example").header("X-Work-Type", "offer");
    // In the middle of DATA.
    let mut program = program(&scene).unwrap();
    let within = letter("within-data");
    assert!(program.envelope(&words.from, &within.recipients).unwrap().is_none());
    assert_eq!(program.say("DATA").unwrap().code, 354);
    let bytes = within.of_size(500_000).bytes();
    program.raw(&bytes[..300_000]).unwrap();
    // While the judge thinks.
    thread::scope(|scope| {
        let judged = scope.spawn(|| signed_in(&scene, &letter("while-judged")));
        hears.recv().unwrap();
        milter.kill();
        let answer = judged.join().unwrap().unwrap();
        println!("stopped while it judged: {answer:?}");
        assert_eq!(answer.code, 451);
    });
    program.raw(&bytes[300_000..]).unwrap();
    program.raw(b".\r\n").unwrap();
    let answer = program.answer().unwrap();
    println!("stopped within DATA: {answer:?}");
    assert_eq!(answer.code, 451);
    assert!(office.settle(20) && world.mailbox().is_empty());
    // The mail program still has the letter and sends it again.
    let milter = Gate::start_at(port, TypedOnly, Limits::default());
    assert_eq!(signed_in(&scene, &letter("again")).unwrap().code, 250);
    assert_eq!(arrived(&scene).unwrap().into_keys().collect::<Vec<_>>(), ["again"]);
    milter.stop();
}

/// Panics over the first letter, judges the others; keeps what it was asked.
struct Clumsy(AtomicBool, std::sync::Arc<Mutex<Vec<Asked>>>);

impl Judge for Clumsy {
    async fn judge(&self, asked: Asked) -> Verdict {
        assert!(self.0.swap(true, Ordering::SeqCst), "the first letter is dropped");
        self.1.lock().unwrap().push(asked);
        Verdict::TryLater { line: "Ещё не решено".into() }
    }
}

#[test]
fn a_judge_that_fails_or_waits_lets_nothing_through_and_is_told_who_sends() {
    let asked = std::sync::Arc::default();
    let milter = Gate::start(Clumsy(AtomicBool::new(false), std::sync::Arc::clone(&asked)));
    let world = world();
    let office = office(&[milter.port], &world, &[]);
    let words = words();
    let scene = Scene { office: &office, arriving: &[&world], words: &words };
    let letter = Letter::new("asked", &words.from, "ivan@client.example").header("Subject", "Cable\r\n\tand more");
    assert_eq!(signed_in(&scene, &letter).unwrap().code, 451);
    let later = signed_in(&scene, &letter).unwrap();
    assert_eq!((later.code, later.text().as_str()), (451, "4.7.1 Ещё не решено"));
    office.sendmail(&["-i", "-f", &words.from, "--", "ivan@client.example"], &letter.bytes()).unwrap();
    while asked.lock().unwrap().len() < 2 {
        thread::park_timeout(std::time::Duration::from_millis(50));
    }
    let asked = asked.lock().unwrap();
    let program = &asked[0];
    assert_eq!(program.auth_login.as_deref(), Some("anna@office.example"));
    assert_eq!(program.auth_method.as_deref(), Some("PLAIN"));
    assert_eq!(program.daemon_name, "ORIGINATING");
    assert_eq!(program.client_addr, "127.0.0.1");
    assert_eq!(program.envelope_from, "anna@office.example");
    assert_eq!(program.recipients, ["ivan@client.example"]);
    assert!(!program.queue_id.is_empty());
    let subject = program.headers.iter().find(|(name, _)| name == "Subject").unwrap();
    assert_eq!(subject.1, b"Cable\n\tand more");
    let mut body = String::new();
    std::io::Read::read_to_string(&mut program.body.reader().unwrap(), &mut body).unwrap();
    assert_eq!(body, "Добрый день!\r\n.\r\nКабель есть.\r\n");
    let local = &asked[1];
    assert_eq!((local.auth_login.as_deref(), local.client_host.as_str()), (None, "localhost"));
    assert!(world.mailbox().is_empty());
}

#[test]
fn a_signature_made_behind_the_gate_is_good_at_the_other_end() {
    let milter = Gate::start(TypedOnly);
    let key = Key::new("office.example").unwrap();
    let (signing, checking) = (OpenDkim::signing(&key).unwrap(), OpenDkim::checking(&key).unwrap());
    let outside = Settings { milters: vec![checking.port], ..Settings::outside(&["client.example"]) };
    let world = Postfix::start(&outside).unwrap();
    let words = words();
    let letter = |id: &str| {
        let letter =
            Letter::new(id, &words.from, "ivan@client.example").header("Subject", "=?utf-8?B?W9GCOiDQutC/XSDQmtCw0LHQtdC70Yw=?=");
        letter.copy("offer@type.office.example").header("X-Work-Type", "offer")
    };
    let result = |order: &[u16], id: &str| {
        let office = office(order, &world, &[]);
        let scene = Scene { office: &office, arriving: &[&world], words: &words };
        assert_eq!(signed_in(&scene, &letter(id)).unwrap().code, 250);
        let found = arrived(&scene).unwrap();
        let text = String::from_utf8_lossy(&found[id][0]).into_owned();
        assert!(text.contains("DKIM-Signature:"), "{text}");
        text.split("dkim=").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default().to_owned()
    };
    assert_eq!(result(&[milter.port, signing.port], "after"), "pass");
    // In the wrong order the signature is broken: the documents say which one is right.
    assert_eq!(result(&[signing.port, milter.port], "before"), "fail");
}
