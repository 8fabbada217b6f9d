//! The milter spoken to frame by frame, as a mail server would and as none would.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use yellowsheet_mail::milter::frames::{Command, actions, steps};
use yellowsheet_mail::milter::{Asked, Change, Judge, Limits, Verdict};

use crate::lab::Gate;

/// A mail server's side of a connection.
struct Side(TcpStream);

impl Side {
    fn connect(gate: &Gate) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", gate.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut side = Self(stream);
        side.say(&Command::Negotiate { version: 6, actions: 0x1ff, steps: 0x1f_ffff });
        assert_eq!(side.hear().unwrap()[0], b'O');
        side
    }

    fn say(&mut self, command: &Command) {
        let mut bytes = Vec::new();
        command.encode(&mut bytes);
        self.0.write_all(&bytes).unwrap();
    }

    /// The next frame: its command and data; `None` when the milter has hung up.
    fn hear(&mut self) -> Option<Vec<u8>> {
        let mut length = [0; 4];
        self.0.read_exact(&mut length).ok()?;
        let mut frame = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap()];
        self.0.read_exact(&mut frame).ok()?;
        Some(frame)
    }

    fn begin(&mut self, recipient: &str) {
        self.say(&Command::Sender { address: "<anna@office.example>".into(), parameters: vec!["SIZE=1".into()] });
        self.say(&Command::Recipient { address: format!("<{recipient}>"), parameters: Vec::new() });
    }

    fn end(&mut self) {
        self.say(&Command::EndOfBody(Vec::new()));
    }
}

/// Answers by the first recipient.
struct ByName(SyncSender<()>);

impl Judge for ByName {
    async fn judge(&self, asked: Asked) -> Verdict {
        match asked.recipients[0].as_str() {
            "panic" => panic!("the judge fails"),
            "never" => std::future::pending().await,
            "slow" => {
                self.0.send(()).unwrap();
                tokio::time::sleep(Duration::from_millis(300)).await;
                Verdict::Pass { changes: Vec::new() }
            }
            "change" => {
                let value = b"a\r\nBcc: x\n".to_vec();
                Verdict::Pass {
                    changes: vec![
                        Change::AddHeader { name: "X-New".into(), value: value.clone() },
                        Change::RemoveRecipient("b@c".into()),
                        Change::ReplaceHeader { name: "Subject".into(), index: 1, value },
                    ],
                }
            }
            "size" => Verdict::Refuse { lines: vec![asked.body.len().to_string(), asked.headers.len().to_string()] },
            _ => Verdict::Pass { changes: Vec::new() },
        }
    }
}

fn gate(limits: Limits) -> (Gate, Receiver<()>) {
    let (send, hear) = sync_channel(9);
    (Gate::start_at(0, ByName(send), limits), hear)
}

fn short() -> Limits {
    Limits { judging: Duration::from_millis(200), body: 1 << 22, ..Limits::default() }
}

#[test]
fn a_judge_that_panics_or_never_answers_means_try_later() {
    let (gate, _hear) = gate(short());
    let mut side = Side::connect(&gate);
    for name in ["panic", "never"] {
        side.begin(name);
        side.end();
        assert_eq!(side.hear().unwrap(), b"t", "{name}");
    }
    // The connection is as good as before.
    side.begin("ok");
    side.end();
    assert_eq!(side.hear().unwrap(), b"c");
}

#[test]
fn changes_come_before_the_verdict_and_bring_no_header_of_their_own() {
    let (gate, _hear) = gate(short());
    let mut side = Side::connect(&gate);
    side.begin("change");
    side.end();
    assert_eq!(side.hear().unwrap(), b"hX-New\0a\n Bcc: x\0");
    assert_eq!(side.hear().unwrap(), b"-<b@c>\0");
    assert_eq!(side.hear().unwrap(), b"m\0\0\0\x01Subject\0a\n Bcc: x\0");
    assert_eq!(side.hear().unwrap(), b"c");
}

#[test]
fn letters_of_one_connection_do_not_mix() {
    let (gate, _hear) = gate(short());
    let mut side = Side::connect(&gate);
    side.begin("size");
    side.say(&Command::Header { name: "X".into(), value: b"1".to_vec() });
    side.say(&Command::Body(vec![b'a'; 100]));
    side.say(&Command::Abort);
    side.begin("size");
    side.say(&Command::Body(vec![b'a'; 5]));
    side.say(&Command::EndOfBody(vec![b'a'; 2]));
    assert_eq!(side.hear().unwrap(), b"y550-5.7.1 7\r\n550 5.7.1 0\0");
}

#[test]
fn a_letter_larger_than_allowed_is_refused_and_not_kept() {
    let (gate, _hear) = gate(short());
    let mut side = Side::connect(&gate);
    side.begin("ok");
    for _ in 0..70 {
        side.say(&Command::Body(vec![b'a'; 65_535]));
    }
    side.end();
    assert!(side.hear().unwrap().starts_with(b"y552 5.3.4"));
    side.begin("ok");
    side.end();
    assert_eq!(side.hear().unwrap(), b"c");
}

#[test]
fn a_server_that_wants_an_answer_to_everything_gets_one() {
    let (gate, _hear) = gate(short());
    let mut side = Side(TcpStream::connect(("127.0.0.1", gate.port)).unwrap());
    let needed = actions::ADD_HEADERS | actions::DELETE_RECIPIENTS | actions::CHANGE_HEADERS;
    side.say(&Command::Negotiate { version: 6, actions: needed, steps: steps::NO_DATA });
    assert_eq!(side.hear().unwrap(), [b"O\0\0\0\x06\0\0\0\x19\0\0\x02\0".as_slice()].concat());
    side.say(&Command::Hello("x".into()));
    assert_eq!(side.hear().unwrap(), b"c");
    side.begin("ok");
    side.say(&Command::Header { name: "A".into(), value: b"b".to_vec() });
    side.say(&Command::EndOfHeaders);
    side.say(&Command::Body(b"x".to_vec()));
    for _ in 0..5 {
        assert_eq!(side.hear().unwrap(), b"c");
    }
    side.end();
    assert_eq!(side.hear().unwrap(), b"c");
}

#[test]
fn what_is_no_milter_protocol_is_hung_up_on_and_others_go_on() {
    let (gate, _hear) = gate(short());
    let mut good = Side::connect(&gate);
    good.begin("ok");
    let rubbish: [&[u8]; 5] = [b"GET / HTTP/1.1\r\n\r\n", b"\0\0\0\0", b"\xff\xff\xff\xffO", b"\0\0\0\x01?", b"\0\0\0\x02O\0"];
    for bytes in rubbish {
        let mut bad = Side(TcpStream::connect(("127.0.0.1", gate.port)).unwrap());
        bad.0.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        bad.0.write_all(bytes).unwrap();
        assert_eq!(bad.hear(), None, "{bytes:?}");
    }
    let mut old = Side(TcpStream::connect(("127.0.0.1", gate.port)).unwrap());
    old.say(&Command::Negotiate { version: 2, actions: 0x1ff, steps: 0 });
    assert_eq!(old.hear(), None);
    let mut early = Side::connect(&gate);
    early.end();
    assert_eq!(early.hear(), None);
    good.end();
    assert_eq!(good.hear().unwrap(), b"c");
}

#[test]
fn a_gate_that_stops_finishes_letters_on_their_way_and_leaves_idle_connections() {
    let (gate, hear) = gate(Limits::default());
    let mut idle = Side::connect(&gate);
    let mut busy = Side::connect(&gate);
    let mut begun = Side::connect(&gate);
    busy.begin("slow");
    busy.end();
    begun.begin("ok");
    hear.recv().unwrap();
    let stopping = thread::spawn(move || gate.stop());
    assert_eq!(idle.hear(), None);
    assert_eq!(busy.hear().unwrap(), b"c");
    assert_eq!(busy.hear(), None);
    begun.say(&Command::Body(b"more".to_vec()));
    begun.end();
    assert_eq!(begun.hear().unwrap(), b"c");
    stopping.join().unwrap();
}

#[test]
fn a_hundred_connections_wait_for_one_slow_judge_together() {
    let (gate, _hear) = gate(Limits::default());
    let mut sides: Vec<Side> = (0..100).map(|_| Side::connect(&gate)).collect();
    for side in &mut sides {
        side.begin("ok");
        side.say(&Command::Body(vec![b'x'; 65_000]));
        side.end();
    }
    for side in &mut sides {
        assert_eq!(side.hear().unwrap(), b"c");
    }
}

#[test]
fn a_connection_that_says_nothing_is_closed_in_time() {
    let (gate, _hear) = gate(Limits { silence: Duration::from_millis(200), ..Limits::default() });
    let mut side = Side::connect(&gate);
    side.begin("ok");
    assert_eq!(side.hear(), None);
}
