//! Sample data for tests of pages.

use std::collections::HashMap;

use app::list_unfinished::UnfinishedSheet;
use app::model::call::{Call, Evidence};
use app::model::client::{
    Channel, ChannelKind, Client, ClientCard, ClientKind, Fact, FactState, FoundClient, Merge, MovedRows, Person, Promise,
    PromiseState, Standing,
};
use app::model::journal::{JournalLine, TimelineItem};
use app::model::people::{Employee, Theme};
use app::model::sheet::{Sheet, SheetState};
use app::model::work::{Effects, Interaction, InteractionKind, UnitState, WorkUnit};
use app::show_output::UnitLine;
use domain::call::{CallState, Direction};
use domain::id::{
    CallId, ChannelId, ClientId, EmployeeId, FactId, InteractionId, MergeId, PersonId, PlaybookId, PromiseId, SheetId, UnitId,
};
use domain::language::Language;
use domain::playbook::{
    Countable, Fact as PlaybookFact, Keywords, Limit, Minutes, Pacing, Phrase, PhraseKind, Playbook, Portrait, Salutations, Text,
    Variant, WorkClass, WorkType,
};
use domain::rights::{Role, Roles};
use domain::sheet::Draft;
use domain::time::Time;

use crate::catalogue::Catalogue;
use crate::layout::Frame;
use crate::pages::client::{ClientView, TimelineView};
use crate::pages::journal::JournalView;
use crate::pages::today::TodayView;

pub(crate) fn people(now: Time) -> Vec<Employee> {
    let one = |id, surname: &str, given: &str, roles: &[Role]| Employee {
        id: EmployeeId(id),
        login: format!("{given}@example.ru").to_lowercase(),
        surname: surname.to_owned(),
        given: given.to_owned(),
        patronymic: None,
        roles: Roles::new(roles.iter().copied()),
        language: Language::Ru,
        theme: Theme::System,
        extension: Some(format!("10{id}")),
        mobile: None,
        supervisor: None,
        deputy: None,
        absent_from: None,
        absent_until: None,
        active: true,
        created: now,
    };
    let mut people = vec![
        one(1, "Петрова", "Анна", &[Role::Director]),
        one(2, "Ким", "Олег", &[Role::Employee]),
        one(3, "Садыкова", "Дина", &[Role::Supervisor, Role::Employee]),
    ];
    people[1].supervisor = Some(EmployeeId(3));
    people[1].deputy = Some(EmployeeId(3));
    people[1].absent_from = Some(now.plus_seconds(-3600));
    people
}

const DAY: i64 = 24 * 3600;

pub(crate) fn found(now: Time) -> Vec<FoundClient> {
    let one = |id, form: Option<&str>, name: &str, person: Option<&str>| FoundClient {
        id: ClientId(id),
        kind: if form.is_some() { ClientKind::Company } else { ClientKind::Private },
        standing: Standing::Potential,
        form: form.map(str::to_owned),
        name: name.to_owned(),
        person: person.map(str::to_owned),
        phone: Some("+79123456789".to_owned()),
        responsible: None,
        last_contact: now.plus_seconds(-id * 3600),
    };
    vec![
        one(7, Some("ООО"), "Стройдом", Some("Иванов Пётр Сергеевич")),
        one(8, None, "<script>alert(1)</script>", None),
        one(9, None, "", None),
    ]
}

pub(crate) fn call(now: Time) -> Call {
    let started = now.plus_seconds(-35 * 60);
    Call {
        id: CallId(60),
        key: "pbx-60".to_owned(),
        direction: Direction::In,
        number: Some("+79123456789".to_owned()),
        called: None,
        state: CallState::Ended,
        started,
        answered: Some(started.plus_seconds(8)),
        ended: Some(started.plus_seconds(220)),
        rang: vec!["101".to_owned()],
        talked: vec!["101".to_owned()],
        employee: Some(EmployeeId(2)),
        evidence: Evidence::Exchange,
    }
}

pub(crate) fn unit(now: Time) -> WorkUnit {
    WorkUnit {
        id: UnitId(80),
        employee: EmployeeId(2),
        interaction: Some(InteractionId(70)),
        sheet: None,
        client: Some(ClientId(7)),
        work_type: "call-new".to_owned(),
        playbook: PlaybookId(1),
        norm: 600,
        credited: 600,
        evidence: Evidence::Exchange,
        note: String::new(),
        at: now.plus_seconds(-35 * 60),
        state: UnitState::Counted,
        frozen: false,
        replaces: None,
    }
}

pub(crate) fn interaction(now: Time) -> Interaction {
    Interaction {
        id: InteractionId(70),
        kind: InteractionKind::Call,
        direction: Direction::In,
        client: Some(ClientId(7)),
        person: None,
        employee: EmployeeId(2),
        call: Some(CallId(60)),
        at: now.plus_seconds(-35 * 60),
        seconds: 212,
        text: "иванов стройдом кабель ВВГнг 3х2.5 300 м <img src=x onerror=alert(1)>".to_owned(),
        not_client: None,
        recorded: now,
        undone: None,
        effects: Effects::default(),
    }
}

pub(crate) fn client_view(now: Time) -> ClientView {
    let client = |id, name: &str| Client {
        id: ClientId(id),
        kind: ClientKind::Company,
        standing: Standing::Potential,
        form: Some("ООО".to_owned()),
        name: name.to_owned(),
        inn: Some("7707083893".to_owned()),
        responsible: Some(EmployeeId(2)),
        created: now,
        last_contact: now.plus_seconds(-35 * 60),
        merged_into: None,
        removed: false,
    };
    let fact = |id, name: &str, value: &str, state, confidence| Fact {
        id: FactId(id),
        client: ClientId(7),
        name: name.to_owned(),
        value: value.to_owned(),
        state,
        interaction: Some(InteractionId(70)),
        words: Some("стройка".to_owned()),
        confidence,
        employee: EmployeeId(2),
        at: now.plus_seconds(-35 * 60),
    };
    let person = Person {
        id: PersonId(5),
        client: ClientId(7),
        surname: Some("Иванов".to_owned()),
        given: Some("Пётр".to_owned()),
        patronymic: Some("Сергеевич".to_owned()),
        gender: Some("male".to_owned()),
        created: now,
        removed: false,
    };
    let phone = Channel {
        id: ChannelId(6),
        client: ClientId(7),
        person: Some(PersonId(5)),
        kind: ChannelKind::Phone,
        value: "+79123456789".to_owned(),
        extension: Some("12".to_owned()),
        created: now,
        removed: false,
    };
    let promise = Promise {
        id: PromiseId(4),
        client: Some(ClientId(7)),
        interaction: None,
        employee: EmployeeId(2),
        action: "call_back".to_owned(),
        words: "перезвонить через 12 минут".to_owned(),
        due: Some(now.plus_seconds(-600)),
        all_day: false,
        number: None,
        state: PromiseState::Open,
        created: now,
        closed: None,
    };
    let people: HashMap<_, _> = people(now).into_iter().map(|one| (one.id, one.name())).collect();
    let mut employees = self::people(now).into_iter().skip(1);
    let responsible = employees.next().map(|employee| (employee, employees.next()));
    let item = TimelineItem { interaction: interaction(now), units: vec![unit(now)], call: Some(call(now)) };
    ClientView {
        card: ClientCard {
            client: client(7, "Стройдом"),
            people: vec![person],
            channels: vec![phone],
            facts: vec![
                fact(1, "activity", "строительство", FactState::Known, 620),
                fact(2, "source", "", FactState::Refused, 1000),
            ],
            promises: vec![promise],
        },
        responsible,
        duplicates: vec![client(11, "СтройДом")],
        merges: vec![Merge {
            id: MergeId(3),
            kept: ClientId(7),
            lost: ClientId(12),
            by: EmployeeId(1),
            at: now.plus_seconds(-DAY),
            undone: None,
            moved: MovedRows::default(),
        }],
        timeline: TimelineView {
            client: Some(ClientId(7)),
            later: false,
            typed: String::new(),
            items: vec![item],
            people,
            catalogue: Catalogue::of(playbook()),
            letters: HashMap::new(),
        },
        may_edit: true,
        may_merge: true,
        may_write: true,
        type_domain: "type.office.example".to_owned(),
        said: None,
    }
}

pub(crate) fn journal_view(frame: &Frame) -> JournalView {
    let people: HashMap<_, _> = people(frame.now).into_iter().map(|one| (one.id, one.name())).collect();
    let line = JournalLine {
        call: call(frame.now),
        interaction: Some(InteractionId(70)),
        text: "иванов стройдом кабель".to_owned(),
        client: Some(ClientId(7)),
        client_name: Some("ООО Стройдом".to_owned()),
        sheet: None,
        units: vec![unit(frame.now)],
    };
    JournalView {
        lines: vec![line],
        choices: people.clone().into_iter().collect(),
        people,
        catalogue: Catalogue::of(playbook()),
        may_export: true,
        ..JournalView::default()
    }
}

pub(crate) fn today_view(frame: &Frame) -> TodayView {
    let output = frame.today.clone().expect("a sample has output");
    TodayView {
        day: crate::format::local_date(&frame.tz, frame.now),
        whose: EmployeeId(2),
        units: vec![UnitLine {
            unit: unit(frame.now),
            interaction: Some(interaction(frame.now)),
            client_name: Some("ООО Стройдом".to_owned()),
        }],
        catalogue: Catalogue::of(playbook()),
        team: people(frame.now).into_iter().map(|one| (one.id, one.name(), output.clone())).collect(),
        output,
    }
}

pub(crate) fn unfinished(now: Time) -> Vec<UnfinishedSheet> {
    let sheet = Sheet {
        id: SheetId(90),
        call: CallId(60),
        employee: EmployeeId(2),
        state: SheetState::Open,
        draft: Draft { line: "кабель 3х2.5".to_owned(), ..Draft::default() },
        version: 3,
        created: now.plus_seconds(-2 * DAY),
        changed: now.plus_seconds(-2 * DAY),
        client: None,
        interaction: None,
    };
    vec![UnfinishedSheet { sheet, call: Some(call(now)) }]
}

pub(crate) fn playbook() -> Playbook {
    let text = |ru: &str, en: &str| Text::both(ru, en);
    let words = || Keywords { ru: Vec::new(), en: Vec::new() };
    let work_type = |id: &str, class, ru: &str, en: &str, provisional| WorkType {
        id: id.to_owned(),
        class,
        group: text("обычные", "usual"),
        title: text(ru, en),
        norm: 600,
        provisional,
        special: None,
        roles: Vec::new(),
        once: false,
        daily_limit: None,
        codes: Vec::new(),
        keeps_waiting: false,
        answer_hours: None,
        keywords: words(),
        signs: Vec::new(),
        portrait: Portrait {
            description: text("**Новый** человек спрашивает о товаре.", "A **new** person asks about goods."),
            limits: vec![Limit { count: Countable::Positions, min: None, max: Some(5) }],
            includes: vec![text("ответ", "the answer")],
            examples: Vec::new(),
            counter_examples: Vec::new(),
        },
    };
    Playbook {
        id: "trading-office".to_owned(),
        version: "2026.11".to_owned(),
        title: text("Торговый офис", "Trading office"),
        about: text("Кабель и электротовары", "Cable and electrical goods"),
        company: text("Кабель-Трейд", "Cable Trade"),
        minutes: Minutes {
            one: text("минуту", "minute"), few: text("минуты", "minutes"), many: text("минут", "minutes")
        },
        hours: None,
        pacing: Pacing::default(),
        roles: Vec::new(),
        facts: vec![PlaybookFact {
            id: "activity".to_owned(),
            title: text("Чем занимаются", "What they do"),
            aliases: Vec::new(),
            weight: 50,
            asked: true,
            values: Vec::new(),
            guesses: Vec::new(),
        }],
        reasons: Vec::new(),
        phrases: vec![Phrase {
            id: "ask-purpose".to_owned(),
            kind: PhraseKind::Ask,
            direction: Direction::In,
            moments: Vec::new(),
            asks: vec!["activity".to_owned()],
            when: Vec::new(),
            effect: None,
            weight: 50,
            why: String::new(),
            variants: vec![Variant {
                id: "ask-purpose.plain".to_owned(), text: text("Для чего вам?", "What is it for?")
            }],
        }],
        positions: Vec::new(),
        answers: Vec::new(),
        work_types: vec![
            work_type("call-new", WorkClass::CallIn, "Новое обращение", "New enquiry", true),
            work_type("letter-answer", WorkClass::Letter, "Технический ответ", "Technical answer", false),
        ],
        letters: Vec::new(),
        document_types: Vec::new(),
        salutations: Salutations { male: text("", ""), female: text("", ""), neutral: text("", ""), unknown: text("", "") },
    }
}
