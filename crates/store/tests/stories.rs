//! Stories of the ports, told on both engines: the same answers, whatever keeps them.

use app::model::call::{Call, Evidence};
use app::model::client::{Channel, ChannelKind, Client, Fact, FactState, Merge, Person, Promise, PromiseState};
use app::model::journal::{After, JournalFilter, JournalOrder};
use app::model::office::{InstalledPlaybook, Office, OpenQuestion};
use app::model::sheet::{Sheet, SheetState};
use app::model::work::{Interaction, InteractionKind, UnitState, WorkUnit};
use app::ports::{ClientQuery, Tx};
use domain::call::{CallEvent, CallState, Direction, EventKind};
use domain::id::{
    CallId, ChannelId, ClientId, EmployeeId, FactId, InteractionId, MergeId, PersonId, PlaybookId, PromiseId, QuestionId,
    SheetId, UnitId,
};
use domain::language::Language;
use domain::sheet::{Draft, Matter, NotClient};
use domain::text::stems;
use domain::time::Time;
use testkit::{both_engines, office};
use yellowsheet_store::StoreError;

fn at(second: i64) -> Time {
    Time::from_micros(1_800_000_000_000_000 + second * 1_000_000)
}

/// Tells a story in one transaction on each engine.
macro_rules! story {
    ($name:ident, |$tx:ident| $story:block) => {
        #[tokio::test]
        async fn $name() {
            for database in both_engines() {
                let told = |$tx: &mut dyn Tx| -> Result<(), StoreError> {
                    $story
                    Ok(())
                };
                database.open().write(told).await.unwrap_or_else(|why| panic!("{:?}: {why}", database.engine));
            }
        }
    };
}

fn client(id: i64, name: &str) -> Client {
    Client { id: ClientId(id), name: name.into(), last_contact: at(id), ..office::client(1, 0).client }
}

fn person(id: i64, client: i64, surname: &str, given: &str) -> Person {
    Person {
        id: PersonId(id),
        client: ClientId(client),
        surname: Some(surname.into()),
        given: Some(given.into()),
        patronymic: None,
        ..office::client(1, 0).person
    }
}

fn phone(id: i64, client: i64, value: &str) -> Channel {
    Channel { id: ChannelId(id), client: ClientId(client), person: None, value: value.into(), ..office::client(1, 0).phone }
}

fn call(id: i64, employee: i64, second: i64) -> Call {
    Call {
        id: CallId(id),
        key: format!("key-{id}"),
        direction: Direction::In,
        number: Some(format!("+7912000{id:04}")),
        called: None,
        state: CallState::Ended,
        started: at(second),
        answered: Some(at(second + 2)),
        ended: Some(at(second + 60)),
        rang: vec!["101".into(), "102".into()],
        talked: vec!["101".into()],
        employee: Some(EmployeeId(employee)),
        evidence: Evidence::Exchange,
    }
}

fn interaction(id: i64, client: Option<i64>, call: Option<i64>, text: &str) -> Interaction {
    Interaction {
        id: InteractionId(id),
        kind: InteractionKind::Call,
        direction: Direction::In,
        client: client.map(ClientId),
        person: None,
        employee: EmployeeId(1),
        call: call.map(CallId),
        at: at(id),
        seconds: 60,
        text: text.into(),
        not_client: None,
        recorded: at(id),
        undone: None,
        effects: app::model::work::Effects::default(),
    }
}

fn unit(id: i64, employee: i64, interaction: i64, credited: i64) -> WorkUnit {
    WorkUnit {
        id: UnitId(id),
        employee: EmployeeId(employee),
        interaction: Some(InteractionId(interaction)),
        sheet: Some(SheetId(7)),
        client: None,
        work_type: "order".into(),
        playbook: PlaybookId(1),
        norm: 300,
        credited,
        evidence: Evidence::Word,
        note: "заметка".into(),
        at: at(id),
        state: UnitState::Counted,
        frozen: true,
        replaces: None,
    }
}

fn words(parts: &[&str]) -> ClientQuery {
    ClientQuery::Words(parts.iter().map(|part| (*part).to_owned()).collect())
}

fn ids(tx: &mut dyn Tx, query: &ClientQuery) -> Result<Vec<i64>, StoreError> {
    Ok(tx.find_clients(query, 20)?.iter().map(|found| found.id.0).collect())
}

story!(the_office_its_playbooks_and_questions_are_kept_whole, |tx| {
    assert_eq!(tx.office()?, None);
    let mut office = Office {
        name: "Кабель и Свет".into(),
        language: Language::En,
        zone: "Europe/Moscow".into(),
        day: domain::output::WorkingDay { start: 9 * 3600, end: 18 * 3600, break_start: 13 * 3600, break_end: 14 * 3600 },
        created: at(0),
        demonstration: true,
        call_source_key: None,
    };
    tx.put_office(&office)?;
    office.call_source_key = Some("hash".into());
    tx.put_office(&office)?;
    assert_eq!(tx.office()?, Some(office));

    assert_eq!(tx.playbook()?, None);
    let version = |id: i64, installed: i64| InstalledPlaybook {
        id: PlaybookId(id),
        name: "trading-office".into(),
        version: id.to_string(),
        hash: format!("hash{id}"),
        installed: at(installed),
        content: "content".into(),
    };
    tx.add_playbook(&version(1, 10))?;
    tx.add_playbook(&version(2, 5))?;
    assert_eq!(tx.playbook()?, Some(version(1, 10)));
    assert_eq!(tx.playbook_id()?, Some(PlaybookId(1)));
    assert_eq!(tx.playbook_by_id(PlaybookId(2))?, Some(version(2, 5)));
    let listed = tx.playbooks()?;
    assert_eq!(listed.iter().map(|one| (one.id.0, one.content.as_str())).collect::<Vec<_>>(), [(1, ""), (2, "")]);

    let question =
        |id: i64| OpenQuestion { id: QuestionId(id), text: "?".into(), at: at(id), employee: EmployeeId(1), sheet: None };
    tx.add_question(&question(1))?;
    tx.add_question(&question(2))?;
    assert_eq!(tx.questions(1)?, [question(2)]);
    assert!(tx.remove_question(QuestionId(2))?);
    assert!(!tx.remove_question(QuestionId(2))?);
    tx.count_phrase("b", 2, 1)?;
    tx.count_phrase("b", -1, -1)?;
    assert_eq!(tx.phrase_counts()?.iter().map(|count| (count.said, count.learned)).collect::<Vec<_>>(), [(1, 0)]);
});

story!(a_client_is_kept_with_people_numbers_facts_and_promises, |tx| {
    let mut one = Client { inn: Some("7707083893".into()), form: Some("ООО".into()), ..client(1, "Берёзка") };
    tx.add_client(&one)?;
    assert_eq!(tx.client(ClientId(1))?, Some(one.clone()));
    one.responsible = Some(EmployeeId(4));
    tx.put_client(&one)?;
    tx.touch_client(ClientId(1), at(500))?;
    tx.touch_client(ClientId(1), at(400))?;
    assert_eq!(tx.client(ClientId(1))?, Some(Client { last_contact: at(500), ..one }));
    assert!(tx.put_client(&client(404, "nobody")).is_err());

    tx.add_person(&person(11, 1, "Петров", "Иван"))?;
    tx.add_person(&person(12, 1, "Сидорова", "Анна"))?;
    tx.put_person(&Person { removed: true, ..person(12, 1, "Сидорова", "Анна") })?;
    assert_eq!(tx.people(ClientId(1))?, [person(11, 1, "Петров", "Иван")]);
    assert!(tx.person(PersonId(12))?.unwrap().removed);

    let number = Channel { person: Some(PersonId(11)), extension: Some("12".into()), ..phone(21, 1, "+79123456789") };
    tx.add_channel(&number)?;
    assert_eq!(tx.channels(ClientId(1))?, vec![number.clone()]);
    assert_eq!(tx.channel(ChannelId(21))?, Some(number.clone()));
    let found = tx.clients_by_channel("+79123456789", 5)?;
    assert_eq!(
        found.iter().map(|(client, person)| (client.id.0, person.as_ref().map(|one| one.id.0))).collect::<Vec<_>>(),
        [(1, Some(11))]
    );
    tx.add_client(&client(2, "берёзка"))?;
    tx.add_channel(&phone(22, 2, "+79123456789"))?;
    assert_eq!(tx.clients_by_channel("+79123456789", 5)?.len(), 2);
    tx.put_channel(&Channel { removed: true, ..phone(22, 2, "+79123456789") })?;
    assert_eq!(tx.clients_by_channel("+79123456789", 5)?.len(), 1);
    let like = tx.clients_like(Some("7707083893"), "березка", ClientId(9), 5)?;
    assert_eq!(like.iter().map(|one| one.id.0).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(tx.clients_like(None, "", ClientId(9), 5)?, []);

    let fact = |id: i64, state: FactState| Fact {
        id: FactId(id),
        client: ClientId(1),
        name: "interest".into(),
        value: "кабель".into(),
        state,
        interaction: Some(InteractionId(5)),
        words: Some("нужен кабель".into()),
        confidence: 900,
        employee: EmployeeId(1),
        at: at(id),
    };
    tx.add_fact(&fact(1, FactState::Known))?;
    tx.add_fact(&fact(2, FactState::Refused))?;
    tx.set_fact_state(FactId(1), FactState::Superseded)?;
    assert_eq!(tx.facts(ClientId(1), false)?, [fact(2, FactState::Refused)]);
    assert_eq!(tx.facts(ClientId(1), true)?, [fact(2, FactState::Refused), fact(1, FactState::Superseded)]);

    let promise = |id: i64, due: Option<i64>| Promise {
        id: PromiseId(id),
        client: Some(ClientId(1)),
        interaction: None,
        employee: EmployeeId(3),
        action: "call_back".into(),
        words: "перезвонить".into(),
        due: due.map(at),
        all_day: false,
        number: Some("+79123456789".into()),
        state: PromiseState::Open,
        created: at(0),
        closed: None,
    };
    for (id, due) in [(1, None), (2, Some(50)), (3, Some(20)), (4, Some(10))] {
        tx.add_promise(&promise(id, due))?;
    }
    tx.put_promise(&Promise { state: PromiseState::Kept, closed: Some(at(60)), ..promise(4, Some(10)) })?;
    let soonest = [promise(3, Some(20)), promise(2, Some(50)), promise(1, None)];
    assert_eq!(tx.promises_of_client(ClientId(1))?, soonest);
    assert_eq!(tx.promises_of_employee(EmployeeId(3), 10)?, soonest);
    assert_eq!(tx.promise(PromiseId(4))?.unwrap().state, PromiseState::Kept);
});

story!(clients_are_found_by_parts_of_names_addresses_and_numbers_the_latest_contact_first, |tx| {
    tx.add_client(&Client { inn: Some("7707083893".into()), ..client(1, "Стройдом") })?;
    tx.add_person(&person(11, 1, "Семёнов", "Пётр"))?;
    tx.add_channel(&phone(21, 1, "+79123456789"))?;
    tx.add_client(&client(2, "Агрострой 2000"))?;
    tx.add_channel(&Channel { kind: ChannelKind::Email, ..phone(22, 2, "snab@agrostroy.example") })?;
    assert_eq!(ids(tx, &words(&["строй"]))?, [2, 1]);
    assert_eq!(ids(tx, &words(&["петр", "строй"]))?, [1]);
    assert_eq!(ids(tx, &words(&["дом", "семен"]))?, [1]);
    assert_eq!(ids(tx, &words(&["с"]))?, [1]);
    assert_eq!(ids(tx, &words(&["ро"]))?, [2, 1]);
    assert_eq!(ids(tx, &words(&["agro"]))?, [2]);
    assert_eq!(ids(tx, &words(&["петр", "агро"]))?, [0; 0]);
    assert_eq!(ids(tx, &ClientQuery::Digits("6789".into()))?, [1]);
    assert_eq!(ids(tx, &ClientQuery::Digits("770708".into()))?, [1]);
    // Signs of patterns are no signs of a name.
    assert_eq!(ids(tx, &words(&["%"]))?, [0; 0]);
    assert_eq!(ids(tx, &words(&["_трой"]))?, [2, 1]);
    let found = &tx.find_clients(&ClientQuery::Digits("6789".into()), 5)?[0];
    assert_eq!((found.person.as_deref(), found.phone.as_deref()), (Some("Семёнов Пётр"), Some("+79123456789")));
    tx.touch_client(ClientId(1), at(900))?;
    assert_eq!(ids(tx, &words(&["строй"]))?, [1, 2]);
    tx.put_client(&Client { name: "Монолит".into(), last_contact: at(900), ..client(1, "") })?;
    assert_eq!(ids(tx, &words(&["строй"]))?, [2]);
    assert_eq!(ids(tx, &words(&["монолит", "семен"]))?, [1]);
    assert_eq!(tx.list_clients(None, 1)?[0].id, ClientId(1));
    assert_eq!(tx.list_clients(Some(After { at: at(900), id: 1 }), 5)?[0].id, ClientId(2));
    tx.put_client(&Client { removed: true, ..client(1, "Монолит") })?;
    assert_eq!(ids(tx, &words(&["монолит"]))?, [0; 0]);
    assert_eq!(tx.list_clients(None, 5)?.len(), 1);
});

story!(a_merge_moves_everything_and_undo_gives_exactly_that_back, |tx| {
    tx.add_client(&client(1, "Альфа"))?;
    tx.add_client(&client(2, "Бета"))?;
    tx.add_person(&person(11, 1, "Первый", "Пётр"))?;
    tx.add_person(&person(12, 2, "Второй", "Павел"))?;
    tx.add_channel(&phone(22, 2, "+79120000002"))?;
    tx.add_interaction(&interaction(31, Some(1), None, "кабель"))?;
    tx.add_interaction(&interaction(32, Some(2), None, "кабеля много"))?;
    tx.add_unit(&unit(41, 1, 32, 300))?;
    let moved = tx.move_rows(ClientId(2), ClientId(1))?;
    assert_eq!((moved.people.as_slice(), moved.interactions.as_slice()), (&[PersonId(12)][..], &[InteractionId(32)][..]));
    tx.put_client(&Client { merged_into: Some(ClientId(1)), ..client(2, "Бета") })?;
    let merge = Merge { id: MergeId(1), kept: ClientId(1), lost: ClientId(2), by: EmployeeId(1), at: at(0), undone: None, moved };
    tx.add_merge(&merge)?;
    assert_eq!(tx.merges(ClientId(2))?, vec![merge.clone()]);
    assert_eq!(ids(tx, &words(&["второй"]))?, [1]);
    assert_eq!(ids(tx, &words(&["бета"]))?, [0; 0]);
    assert_eq!(ids(tx, &ClientQuery::Digits("0002".into()))?, [1]);
    assert_eq!(tx.timeline(ClientId(1), &stems("кабелю"), None, 10)?.len(), 2);
    tx.give_rows(&merge.moved, ClientId(2))?;
    tx.put_client(&client(2, "Бета"))?;
    tx.undo_merge(MergeId(1), at(9))?;
    assert_eq!(tx.merge(MergeId(1))?.unwrap().undone, Some(at(9)));
    assert_eq!(ids(tx, &words(&["второй"]))?, [2]);
    assert_eq!(ids(tx, &words(&["первый"]))?, [1]);
    assert_eq!(tx.timeline(ClientId(1), &stems("кабелю"), None, 10)?.len(), 1);
    assert_eq!(
        tx.timeline(ClientId(2), &stems("кабелю много"), None, 10)?[0].units,
        [unit(41, 1, 32, 300)].map(|unit| WorkUnit { client: Some(ClientId(2)), ..unit })
    );
});

story!(a_timeline_is_paged_by_key_and_searched_by_stems, |tx| {
    tx.add_client(&client(1, "Альфа"))?;
    tx.add_client(&client(2, "Кабель"))?;
    tx.add_call(&call(5, 1, 100))?;
    for id in 1..=7 {
        let text = if id % 2 == 0 {
            "Нужны кабели и 'муфты' \"разные\""
        } else {
            "Счёт за доставку"
        };
        tx.add_interaction(&Interaction { at: at(id / 2), ..interaction(id, Some(1), (id == 3).then_some(5), text) })?;
    }
    tx.add_interaction(&interaction(8, Some(2), None, "кабель"))?;
    tx.add_interaction(&Interaction { not_client: Some(NotClient::Spam), ..interaction(9, None, None, "реклама") })?;
    let page = |tx: &mut dyn Tx, stems: &[String], after| -> Result<Vec<i64>, StoreError> {
        Ok(tx.timeline(ClientId(1), stems, after, 3)?.iter().map(|item| item.interaction.id.0).collect())
    };
    assert_eq!(page(tx, &[], None)?, [7, 6, 5]);
    assert_eq!(page(tx, &[], Some(After { at: at(2), id: 5 }))?, [4, 3, 2]);
    assert_eq!(page(tx, &stems("КАБЕЛЯ"), None)?, [6, 4, 2]);
    assert_eq!(page(tx, &stems("муфта кабелем"), Some(After { at: at(3), id: 6 }))?, [4, 2]);
    assert_eq!(page(tx, &stems("альфа"), None)?, [0; 0]);
    assert_eq!(page(tx, &["\"'&|!".into()], None)?, [7, 6, 5]);
    let with_call = tx.timeline(ClientId(1), &[], Some(After { at: at(2), id: 4 }), 1)?;
    assert_eq!(with_call[0].call, Some(call(5, 1, 100)));
    assert_eq!(tx.interaction(InteractionId(9))?.unwrap().not_client, Some(NotClient::Spam));
    assert_eq!(tx.count_interactions(ClientId(1), None)?, 7);
    assert_eq!(tx.count_interactions(ClientId(1), Some(InteractionId(3)))?, 6);
    let undone = Interaction { undone: Some(at(99)), text: "пусто".into(), ..interaction(6, Some(1), None, "") };
    tx.put_interaction(&undone)?;
    assert_eq!(page(tx, &stems("кабель"), None)?, [4, 2]);
    assert_eq!(tx.count_interactions(ClientId(1), None)?, 6);
    let long = "слово ".repeat(10_000) + &(0..100_000).map(|number| format!("с{number} ")).collect::<String>();
    tx.add_interaction(&interaction(10, Some(1), None, &long))?;
    assert_eq!(page(tx, &stems("слова"), None)?, [10]);
});

story!(events_of_a_call_are_kept_once_in_any_order, |tx| {
    let told = |kind: EventKind, second: i64| CallEvent {
        call: "pbx-1".into(),
        kind,
        at: at(second),
        direction: Direction::In,
        number: Some("+79123456789".into()),
        called: None,
        extension: Some("101".into()),
    };
    assert!(tx.add_call_event(&told(EventKind::Ended, 30), at(31))?);
    assert!(tx.add_call_event(&told(EventKind::Ringing, 1), at(32))?);
    assert!(!tx.add_call_event(&told(EventKind::Ended, 30), at(33))?);
    assert!(tx.add_call_event(&CallEvent { extension: None, ..told(EventKind::Ended, 30) }, at(33))?);
    assert_eq!(
        tx.call_events("pbx-1")?.iter().map(|event| event.kind).collect::<Vec<_>>(),
        [EventKind::Ringing, EventKind::Ended, EventKind::Ended]
    );
    assert_eq!(tx.call_events("pbx-2")?, []);
});

story!(calls_and_their_sheets_are_kept_whole, |tx| {
    let ended = call(1, 1, 10);
    let running = Call { state: CallState::Talking, ended: None, number: None, ..call(2, 2, 20) };
    tx.add_call(&ended)?;
    tx.add_call(&running)?;
    assert_eq!(tx.call(CallId(1))?, Some(ended.clone()));
    assert_eq!(tx.call_by_key("key-2")?, Some(running.clone()));
    assert_eq!(tx.running_calls(at(0))?, vec![running.clone()]);
    assert!(tx.talked_since("+79120000001", at(9))?);
    assert!(!tx.talked_since("+79120000001", at(10))?);
    for number in 1000..1120 {
        tx.add_call(&Call { state: CallState::Ringing, answered: None, ended: None, ..call(number, 1, number) })?;
    }
    let many = tx.running_calls(at(0))?;
    assert_eq!((many.len(), many[0].id, many[99].id), (100, CallId(1020), CallId(1119)));
    for number in 1000..1120 {
        tx.put_call(&Call { state: CallState::Ended, ended: Some(at(90)), ..call(number, 1, number) })?;
    }
    tx.put_call(&Call { state: CallState::Ended, ended: Some(at(90)), ..running })?;
    assert_eq!(tx.running_calls(at(0))?, []);

    let sheet = |id: i64, call: i64, employee: i64| Sheet {
        id: SheetId(id),
        call: CallId(call),
        employee: EmployeeId(employee),
        state: SheetState::Open,
        draft: Draft {
            line: "ИП Ёлкин, кабель \u{1f600}\0 'x'".into(),
            matters: vec![Matter { work_type: Some("order".into()), note: "н".into() }],
            ..Draft::default()
        },
        version: 3,
        created: at(id),
        changed: at(id),
        client: None,
        interaction: None,
    };
    for (id, call, employee) in [(1, 1, 1), (2, 1, 2), (3, 2, 1)] {
        tx.add_sheet(&sheet(id, call, employee))?;
    }
    // JSON keeps even a NUL character.
    assert_eq!(tx.sheet(SheetId(1))?, Some(sheet(1, 1, 1)));
    assert_eq!(tx.sheets_of_call(CallId(1))?, [sheet(1, 1, 1), sheet(2, 1, 2)]);
    assert_eq!(tx.open_sheets(EmployeeId(1))?, [sheet(1, 1, 1), sheet(3, 2, 1)]);
    tx.put_sheet(&Sheet { state: SheetState::Recorded, client: Some(ClientId(5)), ..sheet(1, 1, 1) })?;
    assert_eq!(tx.open_sheets(EmployeeId(1))?, [sheet(3, 2, 1)]);
    assert_eq!(tx.stale_sheets(None, at(3), 10)?, [sheet(2, 1, 2)]);
    assert_eq!(tx.stale_sheets(Some(&[EmployeeId(1), EmployeeId(2)]), at(9), 10)?, [sheet(2, 1, 2), sheet(3, 2, 1)]);
    assert_eq!(tx.stale_sheets(Some(&[]), at(9), 10)?, []);
});

story!(output_counts_what_counts, |tx| {
    for (id, employee, credited) in [(1, 1, 300), (2, 1, 600), (3, 2, 60), (4, 1, 1000)] {
        tx.add_unit(&unit(id, employee, 1, credited))?;
    }
    tx.set_unit_state(UnitId(4), UnitState::Withdrawn)?;
    assert_eq!(tx.unit(UnitId(3))?, Some(unit(3, 2, 1, 60)));
    assert_eq!(tx.units_of_sheet(SheetId(7))?.len(), 4);
    assert_eq!(tx.units_of_employee(EmployeeId(1), at(0), at(2))?, [unit(1, 1, 1, 300)]);
    assert_eq!(tx.output(None, at(0), at(9))?, [(EmployeeId(1), 900), (EmployeeId(2), 60)]);
    assert_eq!(tx.output(Some(&[EmployeeId(2), EmployeeId(3)]), at(0), at(9))?, [(EmployeeId(2), 60)]);
});

story!(the_journal_is_filtered_ordered_and_paged, |tx| {
    tx.add_client(&Client { form: Some("ООО".into()), ..client(1, "Берёзка") })?;
    for id in 1..=6 {
        let missed = id == 4;
        tx.add_call(&Call {
            state: if missed { CallState::Missed } else { CallState::Ended },
            answered: (!missed).then(|| at(id)),
            direction: if id == 5 { Direction::Out } else { Direction::In },
            ..call(id, 1 + id % 2, id / 2)
        })?;
    }
    tx.add_interaction(&interaction(12, Some(1), Some(2), "нужен кабель"))?;
    tx.add_interaction(&Interaction { undone: Some(at(50)), ..interaction(13, Some(1), Some(2), "ошибка") })?;
    tx.add_unit(&unit(21, 1, 12, 300))?;
    let all = JournalFilter { from: at(0), until: at(100), limit: 10, ..JournalFilter::default() };
    let page = |tx: &mut dyn Tx, filter: JournalFilter| -> Result<Vec<i64>, StoreError> {
        Ok(tx.journal(&filter)?.iter().map(|line| line.call.id.0).collect())
    };
    assert_eq!(page(tx, all.clone())?, [6, 5, 4, 3, 2, 1]);
    assert_eq!(page(tx, JournalFilter { limit: 2, after: Some(After { at: at(2), id: 5 }), ..all.clone() })?, [4, 3]);
    let oldest = JournalFilter { order: JournalOrder::Oldest, limit: 3, ..all.clone() };
    assert_eq!(page(tx, oldest.clone())?, [1, 2, 3]);
    assert_eq!(page(tx, JournalFilter { after: Some(After { at: at(1), id: 2 }), ..oldest })?, [3, 4, 5]);
    assert_eq!(page(tx, JournalFilter { from: at(1), until: at(2), ..all.clone() })?, [3, 2]);
    assert_eq!(page(tx, JournalFilter { employees: Some(vec![EmployeeId(1)]), ..all.clone() })?, [6, 4, 2]);
    assert_eq!(
        page(tx, JournalFilter { employees: Some(vec![EmployeeId(1), EmployeeId(2)]), limit: 3, ..all.clone() })?,
        [6, 5, 4]
    );
    assert_eq!(page(tx, JournalFilter { employees: Some(vec![]), ..all.clone() })?, [0; 0]);
    assert_eq!(page(tx, JournalFilter { direction: Some(Direction::Out), ..all.clone() })?, [5]);
    assert_eq!(page(tx, JournalFilter { missed: Some(true), ..all.clone() })?, [4]);
    assert_eq!(page(tx, JournalFilter { missed: Some(false), ..all.clone() })?, [6, 5, 3, 2, 1]);
    assert_eq!(page(tx, JournalFilter { work_type: Some("order".into()), ..all.clone() })?, [2]);
    let asked = |text: &str| JournalFilter { words: stems(text), ..all.clone() };
    assert_eq!(page(tx, asked("кабели"))?, [2]);
    assert_eq!(page(tx, asked("берёзки кабель"))?, [2]);
    assert_eq!(page(tx, asked("берёзки счёт"))?, [0; 0]);
    assert_eq!(page(tx, asked("0004"))?, [4]);
    let line = &tx.journal(&asked("кабели"))?[0];
    assert_eq!((line.interaction, line.text.as_str(), line.client), (Some(InteractionId(12)), "нужен кабель", Some(ClientId(1))));
    assert_eq!((line.client_name.as_deref(), line.units.len(), line.sheet), (Some("ООО Берёзка"), 1, None));
    tx.put_client(&Client { form: None, ..client(1, "Осина") })?;
    assert_eq!(page(tx, asked("осина кабель"))?, [2]);
    assert_eq!(page(tx, asked("берёзка"))?, [0; 0]);
});
