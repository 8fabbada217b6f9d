//! Made-up offices of any size, the same for the same seed: clients with people and numbers, calls recorded over years.

use app::model::call::{Call, Evidence};
use app::model::client::{Channel, ChannelKind, Client, ClientKind, Fact, FactState, Person, Promise, PromiseState, Standing};
use app::model::sheet::{Sheet, SheetState};
use app::model::work::{Effects, Interaction, InteractionKind, UnitState, WorkUnit};
use app::ports::Tx;
use domain::call::{CallState, Direction};
use domain::id::{
    CallId, ChannelId, ClientId, EmployeeId, FactId, InteractionId, PersonId, PlaybookId, PromiseId, SheetId, UnitId,
};
use domain::sheet::Draft;
use domain::time::Time;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::{Store, StoreError};

/// How large an office.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Clients.
    pub clients: i64,
    /// Calls recorded with them, beyond those of the one client who calls daily.
    pub interactions: i64,
    /// Calls of the client who calls daily: the first one.
    pub of_one: i64,
    /// The seed of the names.
    pub seed: u64,
}

/// The moment the office was opened: 2024-02-01T00:00:00Z.
pub const OPENED: Time = Time::from_micros(1_706_745_600_000_000);

/// The client who calls daily.
pub const DAILY: ClientId = ClientId(1_000_000_001);

const STEP: i64 = 60_000_000;
const BATCH: i64 = 500;

const SURNAMES: [&str; 40] = [
    "Иванов",
    "Смирнов",
    "Кузнецов",
    "Попов",
    "Соколов",
    "Лебедев",
    "Козлов",
    "Новиков",
    "Морозов",
    "Петров",
    "Волков",
    "Соловьёв",
    "Васильев",
    "Зайцев",
    "Павлов",
    "Семёнов",
    "Голубев",
    "Виноградов",
    "Богданов",
    "Воробьёв",
    "Фёдоров",
    "Михайлов",
    "Беляев",
    "Тарасов",
    "Белов",
    "Комаров",
    "Орлов",
    "Киселёв",
    "Макаров",
    "Андреев",
    "Ковалёв",
    "Ильин",
    "Гусев",
    "Титов",
    "Кузьмин",
    "Кудрявцев",
    "Баранов",
    "Куликов",
    "Алексеев",
    "Степанов",
];
const GIVEN: [&str; 20] = [
    "Александр",
    "Сергей",
    "Дмитрий",
    "Андрей",
    "Алексей",
    "Пётр",
    "Михаил",
    "Иван",
    "Николай",
    "Владимир",
    "Евгений",
    "Олег",
    "Юрий",
    "Виктор",
    "Павел",
    "Роман",
    "Илья",
    "Антон",
    "Максим",
    "Игорь",
];
const PATRONYMICS: [&str; 12] = [
    "Александрович",
    "Сергеевич",
    "Дмитриевич",
    "Андреевич",
    "Петрович",
    "Михайлович",
    "Иванович",
    "Николаевич",
    "Владимирович",
    "Олегович",
    "Юрьевич",
    "Викторович",
];
const FIRST: [&str; 30] = [
    "Строй",
    "Пром",
    "Тех",
    "Энерго",
    "Электро",
    "Авто",
    "Агро",
    "Тепло",
    "Газ",
    "Метал",
    "Лес",
    "Мебель",
    "Пласт",
    "Хим",
    "Гидро",
    "Вент",
    "Свет",
    "Кабель",
    "Дом",
    "Интер",
    "Евро",
    "Сиб",
    "Урал",
    "Волга",
    "Север",
    "Юг",
    "Центр",
    "Гранд",
    "Альфа",
    "Вектор",
];
const SECOND: [&str; 24] = [
    "монтаж",
    "сервис",
    "дом",
    "ком",
    "снаб",
    "торг",
    "проект",
    "инвест",
    "холдинг",
    "техника",
    "комплект",
    "ресурс",
    "групп",
    "строй",
    "маш",
    "прибор",
    "линия",
    "сталь",
    "пак",
    "лайн",
    "трейд",
    "экспо",
    "мастер",
    "системы",
];
const WORDS: [&str; 24] = [
    "кабель",
    "счёт",
    "доставка",
    "автоматы",
    "цена",
    "скидка",
    "склад",
    "лоток",
    "щит",
    "муфта",
    "провод",
    "розетки",
    "монтаж",
    "объект",
    "договор",
    "сертификат",
    "срок",
    "замена",
    "гофра",
    "светильник",
    "трансформатор",
    "заявка",
    "аналог",
    "образец",
];

/// One client with one person and one number.
#[derive(Debug, Clone)]
pub struct MadeClient {
    /// The client.
    pub client: Client,
    /// Its person.
    pub person: Person,
    /// The person's number.
    pub phone: Channel,
}

/// Client number `number` (from 0) of an office with this seed.
#[must_use]
pub fn client(seed: u64, number: i64) -> MadeClient {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ number.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let id = ClientId(DAILY.0 + number * 8);
    let created = Time::from_micros(OPENED.micros() + number * 1000);
    // A tenth of all are called Иванов, as a hard case for the search.
    let surname = if rng.random_ratio(1, 11) { SURNAMES[0] } else { SURNAMES[rng.random_range(0..SURNAMES.len())] };
    let given = GIVEN[rng.random_range(0..GIVEN.len())];
    let patronymic = PATRONYMICS[rng.random_range(0..PATRONYMICS.len())];
    let company = rng.random_ratio(3, 4);
    let name = if company {
        let first = FIRST[rng.random_range(0..FIRST.len())];
        let second = SECOND[rng.random_range(0..SECOND.len())];
        if rng.random_ratio(1, 2) { format!("{first}{second}") } else { format!("{first}{second} {}", rng.random_range(1..2000)) }
    } else {
        format!("{surname} {given} {patronymic}")
    };
    let phone = format!("+79{:09}", rng.random_range(0..1_000_000_000_i64));
    MadeClient {
        client: Client {
            id,
            kind: if company { ClientKind::Company } else { ClientKind::Private },
            standing: Standing::Active,
            form: company.then(|| "ООО".to_owned()),
            name,
            inn: None,
            responsible: Some(EmployeeId(1 + number % 6)),
            created,
            last_contact: created,
            merged_into: None,
            removed: false,
        },
        person: Person {
            id: PersonId(id.0 + 1),
            client: id,
            surname: Some(surname.to_owned()),
            given: Some(given.to_owned()),
            patronymic: Some(patronymic.to_owned()),
            gender: Some("male".to_owned()),
            created,
            removed: false,
        },
        phone: Channel {
            id: ChannelId(id.0 + 2),
            client: id,
            person: Some(PersonId(id.0 + 1)),
            kind: ChannelKind::Phone,
            value: phone,
            extension: None,
            created,
            removed: false,
        },
    }
}

/// Fills an empty store through the ports, as use cases do.
///
/// # Errors
/// What the store says.
pub async fn fill(store: &Store, size: Size) -> Result<(), StoreError> {
    for from in (0..size.clients).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        let until = (from + BATCH).min(size.clients);
        let add = move |tx: &mut dyn Tx| (from..until).try_for_each(|number| add_client(tx, size.seed, number));
        store.write(add).await?;
    }
    let all = size.interactions + size.of_one;
    for from in (0..all).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        let until = (from + BATCH).min(all);
        let add = move |tx: &mut dyn Tx| (from..until).try_for_each(|number| add_call(tx, size, number));
        store.write(add).await?;
    }
    Ok(())
}

fn add_client(tx: &mut dyn Tx, seed: u64, number: i64) -> Result<(), StoreError> {
    let made = client(seed, number);
    tx.add_client(&made.client)?;
    tx.add_person(&made.person)?;
    tx.add_channel(&made.phone)?;
    tx.add_fact(&Fact {
        id: FactId(made.client.id.0 + 3),
        client: made.client.id,
        name: "activity".to_owned(),
        value: "монтаж".to_owned(),
        state: FactState::Known,
        interaction: None,
        words: None,
        confidence: 900,
        employee: EmployeeId(1),
        at: made.client.created,
    })
}

fn add_call(tx: &mut dyn Tx, size: Size, number: i64) -> Result<(), StoreError> {
    let mut rng = ChaCha8Rng::seed_from_u64(size.seed ^ 0x5eed ^ number.cast_unsigned().wrapping_mul(0x2545_f491_4f6c_dd1d));
    // Calls of the daily client are spread evenly; a fifth of the clients make most of the others.
    let daily = size.of_one > 0 && number % ((size.interactions + size.of_one) / size.of_one).max(1) == 0;
    let whose = if daily {
        0
    } else if rng.random_ratio(4, 5) {
        rng.random_range(0..(size.clients / 5).max(1)) * 5 % size.clients
    } else {
        rng.random_range(0..size.clients)
    };
    let made = client(size.seed, whose);
    let at = Time::from_micros(OPENED.micros() + size.clients * 1000 + number * STEP);
    let employee = EmployeeId(1 + number % 6);
    let base = 4_000_000_000_000 + number * 4;
    let text = (0..6).map(|_| WORDS[rng.random_range(0..WORDS.len())]).collect::<Vec<_>>().join(" ");
    tx.add_call(&Call {
        id: CallId(base),
        key: format!("made-{number}"),
        direction: Direction::In,
        number: Some(made.phone.value.clone()),
        called: None,
        state: CallState::Ended,
        started: at,
        answered: Some(at.plus_seconds(4)),
        ended: Some(at.plus_seconds(124)),
        rang: vec!["101".to_owned()],
        talked: vec!["101".to_owned()],
        employee: Some(employee),
        evidence: Evidence::Exchange,
    })?;
    tx.add_interaction(&Interaction {
        id: InteractionId(base + 1),
        kind: InteractionKind::Call,
        direction: Direction::In,
        client: Some(made.client.id),
        person: Some(made.person.id),
        employee,
        call: Some(CallId(base)),
        at,
        seconds: 120,
        text: format!("{text} {number}"),
        not_client: None,
        recorded: at.plus_seconds(130),
        undone: None,
        effects: Effects::default(),
    })?;
    tx.add_unit(&WorkUnit {
        id: UnitId(base + 2),
        employee,
        interaction: Some(InteractionId(base + 1)),
        sheet: None,
        client: Some(made.client.id),
        work_type: "call-order".to_owned(),
        playbook: PlaybookId(1),
        norm: 300,
        credited: 300,
        evidence: Evidence::Exchange,
        note: String::new(),
        at,
        state: UnitState::Counted,
        frozen: false,
        replaces: None,
    })?;
    tx.add_sheet(&Sheet {
        id: SheetId(base + 3),
        call: CallId(base),
        employee,
        state: if number % 50 == 0 { SheetState::Open } else { SheetState::Recorded },
        draft: Draft { line: text, ..Draft::default() },
        version: 3,
        created: at,
        changed: at.plus_seconds(130),
        client: Some(made.client.id),
        interaction: Some(InteractionId(base + 1)),
    })?;
    if number % 5 == 0 {
        tx.add_promise(&Promise {
            id: PromiseId(base),
            client: Some(made.client.id),
            interaction: Some(InteractionId(base + 1)),
            employee,
            action: "call_back".to_owned(),
            words: "перезвонить".to_owned(),
            due: Some(at.plus_seconds(3600)),
            all_day: false,
            number: None,
            state: if number % 50 == 0 { PromiseState::Open } else { PromiseState::Kept },
            created: at,
            closed: None,
        })?;
    }
    tx.touch_client(made.client.id, at)
}
