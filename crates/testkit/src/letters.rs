//! Letters made up the same way every time, for stories, plans of queries and benchmarks.

use app::model::letter::{LetterState, StoredLetter};
use app::model::outgoing::{Outgoing, OutgoingContent, OutgoingState};
use app::model::work::{Effects, Interaction, InteractionKind};
use app::ports::Tx;
use domain::call::Direction;
use domain::id::{ClientId, EmployeeId, InteractionId, LetterId, MailboxId, OutgoingId, PlaybookId, ThreadId};
use domain::letter::{Address, Letter};
use domain::time::Time;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use store::{Store, StoreError};

const WORDS: [&str; 24] = [
    "кабель",
    "счёт",
    "доставка",
    "предложение",
    "склад",
    "щит",
    "розетка",
    "договор",
    "акт",
    "оплата",
    "срок",
    "монтаж",
    "лампа",
    "автомат",
    "партия",
    "скидка",
    "адрес",
    "образец",
    "паспорт",
    "гарантия",
    "замена",
    "отгрузка",
    "остаток",
    "заявка",
];

/// A moment so many seconds after a fixed one.
#[must_use]
pub fn at(second: i64) -> Time {
    Time::from_micros(1_790_000_000_000_000).plus_seconds(second)
}

/// The line on the timeline of letter `number`.
#[must_use]
pub fn interaction(number: i64, client: Option<ClientId>, text: &str) -> Interaction {
    Interaction {
        id: InteractionId(5_000_000_000_000 + number),
        kind: InteractionKind::Letter,
        direction: Direction::In,
        client,
        person: None,
        employee: EmployeeId(1 + number % 6),
        call: None,
        at: at(number),
        seconds: 0,
        text: text.to_owned(),
        not_client: None,
        recorded: at(number),
        undone: None,
        effects: Effects::default(),
    }
}

/// Letter `number`: received, waiting for an answer, in a thread of four.
#[must_use]
pub fn letter(number: i64) -> StoredLetter {
    let sender = format!("person{}@client{}.example", number % 997, number % 89);
    StoredLetter {
        id: LetterId(number),
        mailbox: Some(MailboxId(1)),
        employee: EmployeeId(1 + number % 6),
        direction: Direction::In,
        interaction: InteractionId(5_000_000_000_000 + number),
        thread: ThreadId(number / 4),
        message_id: format!("{number}@client.example"),
        digest: format!("{number:064x}"),
        at: at(number),
        received: at(number),
        subject: format!("Заявка {}", number / 4),
        sender: sender.clone(),
        content: Letter { from: vec![Address::new("", &sender)], ..Letter::default() },
        raw: format!("{number:064x}"),
        size: 2000,
        state: LetterState::Waiting,
        private: false,
        matched: true,
        due: Some(at(number + 3600)),
        closed: None,
        closed_by: None,
        bounce: None,
    }
}

/// A letter in the making.
#[must_use]
pub fn outgoing(number: i64) -> Outgoing {
    Outgoing {
        id: OutgoingId(number),
        employee: EmployeeId(1 + number % 6),
        mailbox: Some(MailboxId(1)),
        state: OutgoingState::Draft,
        version: 1,
        content: OutgoingContent { to: vec![Address::new("", "ivan@client.example")], ..OutgoingContent::default() },
        work_type: Some("letter-technical".to_owned()),
        playbook: Some(PlaybookId(1)),
        message_id: format!("out-{number}@office.example"),
        raw: None,
        send_at: None,
        next_try: None,
        lease: None,
        attempts: 0,
        error: None,
        thread: Some(ThreadId(number / 4)),
        letter: None,
        unit: None,
        created: at(number),
        changed: at(number),
    }
}

/// Fills a database with letters of clients that are there (`clients` of them, ids by `client_id`), most of them settled.
///
/// # Errors
/// What the store refuses.
pub async fn fill(
    store: &Store,
    letters: i64,
    clients: i64,
    client_id: impl Fn(i64) -> ClientId + Copy + Send + 'static,
) -> Result<(), StoreError> {
    const AT_ONCE: i64 = 1000;
    for first in (0..letters).step_by(1000) {
        let last = letters.min(first + AT_ONCE);
        store.write(move |tx| (first..last).try_for_each(|number| add(tx, number, client_id(number % clients)))).await?;
    }
    Ok(())
}

fn add(tx: &mut dyn Tx, number: i64, client: ClientId) -> Result<(), StoreError> {
    let mut rng = ChaCha8Rng::seed_from_u64(number.cast_unsigned());
    let mut words: Vec<&str> = (0..60).map(|_| WORDS[rng.random_range(0..WORDS.len())]).collect();
    let rare = format!("редкость{}", number / 50);
    words.push(&rare);
    tx.add_interaction(&interaction(number, Some(client), &words.join(" ")))?;
    let waiting = number % 50 == 0;
    let state = if waiting { LetterState::Waiting } else { LetterState::Answered };
    let letter =
        StoredLetter { state, closed: (!waiting).then(|| at(number + 60)), matched: number % 100 != 0, ..letter(number) };
    tx.add_references(letter.thread, std::slice::from_ref(&letter.message_id))?;
    tx.add_letter(&letter)?;
    if number % 10 == 0 {
        let state = if number % 200 == 0 { OutgoingState::Queued } else { OutgoingState::Sent };
        tx.add_outgoing(&Outgoing { state, next_try: Some(at(number)), ..outgoing(number) })?;
    }
    Ok(())
}
