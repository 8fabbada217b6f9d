//! The ways a letter can go through the office's own Postfix, and whether one goes without its type.
//!
//! Whoever judges stands behind the milter of [`Scene::office`]; here letters are only sent and what arrived is counted.

use std::collections::BTreeMap;
use std::fmt;
use std::io;

use super::letter::Letter;
use super::mail_program::{Answer, MailProgram};
use super::postfix::Postfix;

/// An office with its mail server, and the world its letters go to.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The office's server.
    pub office: &'a Postfix,
    /// Where letters arrive: the world, and a provider the office's server hands some senders' letters to.
    pub arriving: &'a [&'a Postfix],
    /// What the judge knows.
    pub words: &'a Words,
}

/// Who writes, and how a type is given.
#[derive(Debug, Clone)]
pub struct Words {
    /// Login and address of an employee.
    pub from: String,
    /// Their password.
    pub password: String,
    /// Address of an employee whose mail is hosted elsewhere; signs in as the first.
    pub hosted: String,
    /// An address of the office that leads to a client.
    pub alias: String,
    /// A domain of clients.
    pub clients: String,
    /// The domain of type addresses.
    pub types: String,
    /// A short code in Latin letters.
    pub code: String,
    /// The same type's code in Cyrillic letters.
    pub russian: String,
}

/// One way and what became of the letters sent by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The way.
    pub way: &'static str,
    /// Letters without a type: sent, and arrived at anybody.
    pub untyped: (usize, usize),
    /// Letters with a type: sent, and arrived at their client.
    pub typed: (usize, usize),
    /// What a recipient could see of the type.
    pub traces: Vec<String>,
}

/// All ways.
#[derive(Debug, Clone)]
pub struct Matrix(pub Vec<Row>);

impl fmt::Display for Matrix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:<68} | untyped: sent, left | typed: sent, arrived | traces", "way")?;
        for row in &self.0 {
            let ((sent, left), (typed, arrived)) = (row.untyped, row.typed);
            writeln!(out, "{:<68} | {sent:>13}, {left:>4} | {typed:>11}, {arrived:>7} | {:>6}", row.way, row.traces.len())?;
        }
        let (sent, left) = self.0.iter().fold((0, 0), |sum, row| (sum.0 + row.untyped.0, sum.1 + row.untyped.1));
        write!(out, "{left} of {sent} untyped letters left, by {} ways", self.0.len())
    }
}

type Sending = fn(&Scene<'_>, &Letter) -> io::Result<()>;

/// Letters of each kind sent by each way.
const EACH: usize = 2;

/// Sends letters without and with a type by every way through Postfix, and counts.
///
/// # Errors
/// When a way cannot be gone at all: the mail server does not answer, or its queue does not get empty.
pub fn through_postfix(scene: &Scene<'_>) -> Result<Matrix, String> {
    let ways: [(&'static str, Sending); 13] = [
        ("a mail program, signed in", |scene, letter| signed_in(scene, letter).map(drop)),
        ("a mail program, in one chunk of known size (BDAT)", |scene, letter| {
            program(scene)?.send_chunked(&scene.words.from, &letter.recipients, &letter.bytes()).map(drop)
        }),
        ("a mail program, behind a typed letter in one connection", after_a_typed_one),
        ("a mail program, after a typed letter was begun and given up", after_a_given_up_one),
        ("a mail program, a client among colleagues", |scene, letter| {
            let letter = letter.clone().recipient("petr@office.example");
            signed_in(scene, &letter).map(drop)
        }),
        ("a mail program, to an address of the office that leads to a client", |scene, letter| {
            let mut letter = letter.clone();
            if let Some(first) = letter.recipients.first_mut() {
                first.clone_from(&scene.words.alias);
            }
            signed_in(scene, &letter).map(drop)
        }),
        ("a mail program, saying that a machine wrote it", |scene, letter| {
            signed_in(scene, &letter.clone().header("Auto-Submitted", "auto-generated")).map(drop)
        }),
        ("a mail program, the type only in the text", |scene, letter| {
            let words = &scene.words;
            let text = format!("X-Work-Type: {0}\r\nSubject: [t: {0}]\r\nCc: {0}@{1}\r\n", words.code, words.types);
            signed_in(scene, &letter.clone().text(text)).map(drop)
        }),
        ("a device of the network, not signed in", |scene, letter| {
            let mut device = MailProgram::connect(scene.office.ports.devices)?;
            device.send(&scene.words.from, &letter.recipients, &letter.bytes()).map(drop)
        }),
        ("sendmail on the mail host", |scene, letter| {
            let mut arguments = vec!["-i", "-f", scene.words.from.as_str(), "--"];
            arguments.extend(letter.recipients.iter().map(String::as_str));
            scene.office.sendmail(&arguments, &letter.bytes()).map_err(io::Error::other)
        }),
        ("sendmail on the mail host, recipients from the headers (-t)", |scene, letter| {
            let hidden = letter.recipients.get(1..).unwrap_or_default().join(", ");
            let letter = if hidden.is_empty() { letter.clone() } else { letter.clone().header("Bcc", hidden) };
            scene.office.sendmail(&["-i", "-t", "-f", &scene.words.from], &letter.bytes()).map_err(io::Error::other)
        }),
        ("an answering machine on the mail host, with an empty sender", |scene, letter| {
            let letter = letter.clone().header("Auto-Submitted", "auto-replied");
            let mut arguments = vec!["-i", "-f", "", "--"];
            arguments.extend(letter.recipients.iter().map(String::as_str));
            scene.office.sendmail(&arguments, &letter.bytes()).map_err(io::Error::other)
        }),
        ("a mail program with mail hosted elsewhere (relay by sender)", |scene, letter| {
            program(scene)?.send(&scene.words.hosted, &letter.recipients, &letter.bytes()).map(drop)
        }),
    ];
    for (number, (way, send)) in ways.iter().enumerate() {
        for one in 0..EACH {
            let to = client(scene.words, number);
            let untyped = Letter::new(&format!("untyped-{number}-{one}"), &scene.words.from, &to).header("Subject", "Cable");
            send(scene, &untyped).map_err(|why| format!("{way}, untyped: {why}"))?;
            let typed = Letter::new(&format!("typed-{number}-{one}"), &scene.words.from, &to).header("Subject", "Cable");
            // By a hidden address, then by the header.
            let typed = match one {
                0 => typed.recipient(&format!("{}@{}", scene.words.code, scene.words.types)),
                _ => typed.header("X-Work-Type", &scene.words.code),
            };
            send(scene, &typed).map_err(|why| format!("{way}, typed: {why}"))?;
        }
    }
    let arrived = arrived(scene)?;
    let rows = ways.iter().enumerate().map(|(number, (way, _))| {
        let of = |kind: &str| {
            let ids = (0..EACH).map(|one| format!("{kind}-{number}-{one}"));
            ids.filter_map(|id| arrived.get(&id)).flatten().collect::<Vec<_>>()
        };
        let (untyped, typed) = (of("untyped"), of("typed"));
        let traces = typed.iter().flat_map(|bytes| traces(bytes, scene.words)).collect();
        Row { way, untyped: (EACH, untyped.len()), typed: (EACH, typed.len()), traces }
    });
    Ok(Matrix(rows.collect()))
}

/// The address of the client a way's letters go to.
fn client(words: &Words, number: usize) -> String {
    format!("way-{number}@{}", words.clients)
}

/// What arrived, by the local part of its `Message-ID`, once for each recipient.
///
/// # Errors
/// When letters still wait after a minute.
pub fn arrived(scene: &Scene<'_>) -> Result<BTreeMap<String, Vec<Vec<u8>>>, String> {
    for server in [scene.office].iter().chain(scene.arriving) {
        if !server.settle(60) {
            return Err(format!("letters still wait: {:?}\n{}", server.queue(), server.log()));
        }
    }
    let mut found: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    for letter in scene.arriving.iter().flat_map(|server| server.mailbox()) {
        if let Some(id) = message_id(&letter.bytes) {
            found.entry(id).or_default().push(letter.bytes);
        }
    }
    Ok(found)
}

fn message_id(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(8000))?).into_owned();
    let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: <"))?;
    id.split_once('@').map(|(local, _)| local.to_owned())
}

/// What a recipient can see of the type.
#[must_use]
pub fn traces(bytes: &[u8], words: &Words) -> Vec<String> {
    let head = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap_or(bytes.len());
    let raw = String::from_utf8_lossy(bytes.get(..head).unwrap_or(bytes)).to_lowercase();
    let parsed = mail_parser::MessageParser::default().parse_headers(bytes);
    let subject = parsed.as_ref().and_then(|letter| letter.subject()).unwrap_or_default().to_lowercase();
    let mut found = Vec::new();
    for sign in [words.types.as_str(), "x-work-type"] {
        if raw.contains(sign) {
            found.push(format!("{sign} in the headers:\n{raw}"));
        }
    }
    if ["[t:", "[т:", "(т:", "[n:"].iter().any(|sign| subject.contains(sign)) {
        found.push(format!("a tag in the subject: {subject}"));
    }
    found
}

/// A mail program that signed in.
///
/// # Errors
/// When the server does not let it.
pub fn program(scene: &Scene<'_>) -> io::Result<MailProgram> {
    MailProgram::sign_in(scene.office.ports.people, &scene.words.from, &scene.words.password)
}

/// Sends one letter as an employee does.
///
/// # Errors
/// When the connection is gone.
pub fn signed_in(scene: &Scene<'_>, letter: &Letter) -> io::Result<Answer> {
    program(scene)?.send(&scene.words.from, &letter.recipients, &letter.bytes())
}

fn after_a_typed_one(scene: &Scene<'_>, letter: &Letter) -> io::Result<()> {
    let words = scene.words;
    let first = Letter::new("before", &words.from, &format!("before@{}", words.clients));
    let first = first.recipient(&format!("{}@{}", words.code, words.types)).header("X-Work-Type", &words.code);
    let mut program = program(scene)?;
    program.send(&words.from, &first.recipients, &first.bytes())?;
    program.send(&words.from, &letter.recipients, &letter.bytes()).map(drop)
}

fn after_a_given_up_one(scene: &Scene<'_>, letter: &Letter) -> io::Result<()> {
    let words = scene.words;
    let mut program = program(scene)?;
    program.envelope(&words.from, &[format!("{}@{}", words.code, words.types)])?;
    program.say("RSET")?;
    program.send(&words.from, &letter.recipients, &letter.bytes()).map(drop)
}

/// A letter typed in one form, and the subject its recipient shall see.
#[derive(Debug, Clone)]
pub struct Form {
    /// What form.
    pub name: &'static str,
    /// The letter.
    pub letter: Letter,
    /// The subject afterwards; `None` when there is none left.
    pub subject: Option<&'static str>,
}

/// Every form a type is given in, each as a letter to a client of its own.
#[must_use]
pub fn forms(words: &Words) -> Vec<Form> {
    let Words { code, russian, types, .. } = words;
    let address = format!("{code}@{types}");
    let tagged = format!("[т: {russian}] Кабель ВВГ");
    let plain = |letter: Letter| letter.header("Subject", "Cable");
    let koi8 = encoding_rs::KOI8_R.encode(&tagged).0.into_owned();
    let cp1251 = encoding_rs::WINDOWS_1251.encode(&tagged).0.into_owned();
    let word = |charset: &str, bytes: &[u8]| format!("=?{charset}?B?{}?=", super::mail_program::base64(bytes));
    let quoted = |charset: &str, bytes: &[u8]| {
        let text: String = bytes.iter().map(|byte| format!("={byte:02X}")).collect();
        format!("=?{charset}?Q?{text}?=")
    };
    // Cut in the middle of a character, as some programs do.
    let (first, second) = tagged.as_bytes().split_at_checked(6).unwrap_or_default();
    let long = format!("[t: {code}] {}", "a long subject of many words ".repeat(5));
    type Build<'a> = Box<dyn Fn(Letter) -> Letter + 'a>;
    let subject = |value: Vec<u8>| -> Build<'_> { Box::new(move |letter: Letter| letter.header("Subject", &value)) };
    let long_left = "a long subject of many words a long subject of many words a long subject of many words \
                     a long subject of many words a long subject of many words";
    let all: Vec<(&'static str, Build<'_>, Option<&'static str>)> = vec![
        ("a type address in Cc", Box::new(|letter| plain(letter).copy(&address)), Some("Cable")),
        (
            "a type address with a name among others in Cc",
            Box::new(|letter| {
                let list = format!("\"Петров, Пётр\" <petr@office.example>,\r\n \"{address}\" <{}>", address.to_uppercase());
                plain(letter).recipient("petr@office.example").recipient(&address).header("Cc", list)
            }),
            Some("Cable"),
        ),
        ("a hidden type address (Bcc)", Box::new(|letter| plain(letter).recipient(&address)), Some("Cable")),
        (
            "a hidden type address, Bcc left in",
            Box::new(|letter| plain(letter).recipient(&address).header("Bcc", &address)),
            Some("Cable"),
        ),
        ("a tag, plain", subject(format!("Cable [t: {code}]").into_bytes()), Some("Cable")),
        ("a tag, folded", subject(format!("Re:\r\n [t:\r\n\t{code}] Cable").into_bytes()), Some("Re: Cable")),
        ("a tag in a long subject", subject(long.trim_end().as_bytes().to_vec()), Some(long_left)),
        ("a tag in bare UTF-8", subject(tagged.clone().into_bytes()), Some("Кабель ВВГ")),
        ("a tag in UTF-8, B", subject(word("UTF-8", tagged.as_bytes()).into_bytes()), Some("Кабель ВВГ")),
        ("a tag in UTF-8, Q", subject(quoted("utf-8", tagged.as_bytes()).into_bytes()), Some("Кабель ВВГ")),
        (
            "a tag in UTF-8, folded within a character",
            subject(format!("{}\r\n {}", word("utf-8", first), word("utf-8", second)).into_bytes()),
            Some("Кабель ВВГ"),
        ),
        ("a tag in koi8-r, B", subject(word("koi8-r", &koi8).into_bytes()), Some("Кабель ВВГ")),
        ("a tag in windows-1251, Q", subject(quoted("windows-1251", &cp1251).into_bytes()), Some("Кабель ВВГ")),
        ("a tag in bare windows-1251", subject(cp1251), Some("Кабель ВВГ")),
        ("a tag and nothing else", subject(format!("[t: {code}]").into_bytes()), None),
        (
            "a tag, repeated in Thread-Topic",
            Box::new(|letter| {
                let value = format!("[T:{}] Cable", code.to_uppercase());
                letter.header("Subject", &value).header("Thread-Topic", &value)
            }),
            Some("Cable"),
        ),
        ("the header X-Work-Type", Box::new(|letter| plain(letter).header("X-Work-Type", code)), Some("Cable")),
        (
            "the header, in UTF-8 and twice",
            Box::new(|letter| {
                let value = word("utf-8", russian.as_bytes());
                plain(letter).header("X-Work-Type", &value).header("x-work-type", &value)
            }),
            Some("Cable"),
        ),
        (
            "all of them at once",
            Box::new(|letter| {
                let letter = letter.copy(&address).header("X-Work-Type", code);
                letter.header("Subject", word("UTF-8", tagged.as_bytes()))
            }),
            Some("Кабель ВВГ"),
        ),
    ];
    let each = all.into_iter().enumerate().map(|(number, (name, build, subject))| {
        let letter = Letter::new(&format!("form-{number}"), &words.from, &format!("form-{number}@{}", words.clients));
        Form { name, letter: build(letter), subject }
    });
    each.collect()
}
