//! What the playbook of the trading office promises: the method's work types, phrases that hold no hidden question,
//! something to say in every state of a talk, and positions found by a few letters.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use domain::guide::{Counts, Event, GuideState, Setup, start, suggest};
use domain::language::Language;
use domain::playbook::{Countable, Effect, Found, Playbook, Slot, Spoken, WorkClass, find, slots, spoken_of};
use yellowsheet_playbook::{load, read_folder};

fn trading_office() -> &'static Playbook {
    static READ: LazyLock<Playbook> = LazyLock::new(read);
    &READ
}

fn read() -> Playbook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../playbooks/trading-office");
    let loaded = load(&read_folder(&folder).unwrap());
    let told: String = loaded.problems.iter().map(|problem| format!("{problem}\n")).collect();
    assert_eq!(told, "", "errors and warnings alike");
    loaded.playbook.unwrap()
}

#[test]
fn the_sixteen_types_of_letters_carry_the_norms_of_the_method() {
    let playbook = trading_office();
    let norms: Vec<(&str, i64)> = playbook
        .work_types
        .iter()
        .filter(|one| one.class == WorkClass::Letter && one.special.is_none())
        .map(|one| (one.id.as_str(), one.norm / 60))
        .collect();
    let of = |minutes: i64| norms.iter().filter(|(_, norm)| *norm == minutes).count();
    assert_eq!(norms.len(), 16);
    assert_eq!([of(3), of(5), of(10), of(25), of(60)], [5, 2, 3, 4, 2]);
    assert!(
        playbook
            .work_types
            .iter()
            .filter(|one| one.class == WorkClass::Letter && one.special.is_none())
            .all(|one| !one.provisional)
    );
}

#[test]
fn five_steps_or_positions_are_still_the_easier_type_and_six_are_not() {
    let playbook = trading_office();
    for (what, easier, harder) in [
        (Countable::Steps, "letter-assignment-5", "letter-assignment-6"),
        (Countable::Positions, "letter-recommend-5", "letter-recommend-6"),
    ] {
        let holds = |id: &str, number| {
            let limits = &playbook.work_type(id).unwrap().portrait.limits;
            limits.iter().any(|limit| limit.count == what && limit.holds(number))
        };
        assert!(holds(easier, 5) && !holds(harder, 5), "{what:?}");
        assert!(!holds(easier, 6) && holds(harder, 6), "{what:?}");
    }
}

#[test]
fn every_type_of_call_is_provisional_until_timed() {
    for one in &trading_office().work_types {
        if matches!(one.class, WorkClass::CallIn | WorkClass::CallOut) {
            assert!(one.provisional, "{}", one.id);
        }
    }
}

#[test]
fn a_phrase_that_asks_nothing_holds_no_question_and_one_that_asks_holds_one() {
    for phrase in &trading_office().phrases {
        for variant in &phrase.variants {
            for language in [Language::Ru, Language::En] {
                let words = variant.text.get(language);
                let questions = words.matches('?').count();
                // "Is it convenient now?" asks for no fact, a clarification belongs to the answer.
                let expected = usize::from(!phrase.asks.is_empty() || phrase.effect == Some(Effect::Reason));
                if phrase.effect == Some(Effect::Clarify) {
                    assert!(questions <= 1, "{words}");
                } else {
                    assert_eq!(questions, expected, "{}: {words}", variant.id);
                }
                assert!(words.chars().count() <= 130, "too long to say: {words}");
            }
        }
        assert!(phrase.variants.len() >= 2, "{} has one wording only", phrase.id);
    }
}

#[test]
fn nobody_is_called_by_name_before_it_is_certain() {
    for phrase in &trading_office().phrases {
        let names = phrase.variants.iter().any(|variant| slots(&variant.text.ru).any(|slot| slot == Slot::Person));
        let certain = phrase.when.iter().any(|one| matches!(one.to_string().as_str(), "person_confirmed" | "known:name"));
        assert!(!names || certain, "{}", phrase.id);
    }
}

/// Whatever the employee's gender is, the words fit.
#[test]
fn phrases_and_answers_do_not_tell_the_gender_of_the_employee() {
    let playbook = trading_office();
    let phrases = playbook.phrases.iter().flat_map(|phrase| &phrase.variants).map(|variant| variant.text.ru.as_str());
    for words in phrases.chain(playbook.answers.iter().map(|answer| answer.text.ru.as_str())) {
        let lower = words.to_lowercase();
        let mut own = lower.split(|letter: char| !letter.is_alphabetic());
        let gendered = [
            "рад",
            "рада",
            "сам",
            "сама",
            "готов",
            "готова",
            "хотел",
            "хотела",
            "понял",
            "поняла",
            "записал",
            "записала",
            "должен",
            "должна",
        ];
        assert!(!own.any(|word| gendered.contains(&word)), "{words}");
    }
}

#[test]
fn a_position_is_found_by_a_few_letters_in_either_language() {
    let playbook = trading_office();
    for (typed, expected) in [
        ("ввг 3х2", "vvgng-3x2-5"),
        ("vvg 3x1", "vvgng-3x1-5"),
        ("nym 5", "nym-5x2-5"),
        ("сип 4х", "sip4-4x16"),
        ("брон", "vbshv-4x10"),
        ("пвс", "pvs-2x0-75"),
        ("подр", "box-68"),
        ("прох", "switch-pass"),
        ("с16", "breaker-c16"),
        ("c25", "breaker-c25"),
        ("узо", "rcd-40"),
        ("rcd", "rcd-40"),
        ("диф", "rcbo-16"),
        ("rcbo", "rcbo-16"),
        ("узип", "spd"),
        ("щрн", "board-24-out"),
        ("счет 3", "meter-3ph"),
        ("прож", "flood-50"),
        ("лот", "tray-100"),
        ("гоф", "conduit-20"),
        ("ншви", "sleeve-2-5"),
        ("изол", "tape"),
        ("мульт", "multimeter"),
    ] {
        let found = find(playbook, typed, 3);
        assert!(
            found.iter().any(|one| one.id() == expected),
            "{typed}: {:?}",
            found.iter().map(|one| one.id()).collect::<Vec<_>>()
        );
    }
}

#[test]
fn an_answer_is_found_by_a_few_letters_in_either_language() {
    let playbook = trading_office();
    for (typed, expected) in [
        ("дост", "delivery-cost"),
        ("самов", "pickup"),
        ("возв", "return"),
        ("отср", "payment-deferred"),
        ("серт", "documents-certificates"),
        ("эдо", "documents-edo"),
        ("гара", "warranty"),
        ("часы", "opening-hours"),
        ("deliv", "delivery-cost"),
        ("ret", "return"),
        ("дорог", "hard-too-expensive"),
        ("дешев", "hard-cheaper-elsewhere"),
        ("подд", "hard-counterfeit"),
        ("пост", "not-client-supplier"),
    ] {
        let found = find(playbook, typed, 8);
        assert!(
            found.iter().any(|one| one.id() == expected),
            "{typed}: {:?}",
            found.iter().map(|one| one.id()).collect::<Vec<_>>()
        );
    }
}

#[test]
fn what_a_caller_speaks_of_is_the_position_meant_and_no_other() {
    let playbook = trading_office();
    for (text, expected) in [
        ("У вас есть кабель ВВГнг 3х2,5, метров триста?", Some("vvgng-3x2-5")),
        ("почём NYM 3x1.5", Some("nym-3x1-5")),
        ("нужен сип 4х16 на столб", Some("sip4-4x16")),
        ("VBShV 5x16 cable, 100 m", Some("vbshv-5x16")),
        ("автоматы с16 двадцать штук", Some("breaker-c16")),
        ("do you have a C16 breaker?", Some("breaker-c16")),
        ("нужен кабель, триста метров", None),
        ("есть розетки?", None),
        ("do you have cable?", None),
        ("Добрый вечер, мне бы кое-что узнать у вас", None),
        ("Good morning, I need some help for people in my house", None),
        ("Третий день жду, вы вообще работаете", None),
        ("мы строим дом, нас 20 человек, 100 квадратов", None),
    ] {
        let position = match spoken_of(playbook, text) {
            Spoken::Of(Found::Position(position)) => Some(position.id.as_str()),
            Spoken::Of(Found::Answer(_)) | Spoken::Several | Spoken::Nothing => None,
        };
        assert_eq!(position, expected, "{text}");
    }
}

/// All talks of up to two events, of both directions: never silent, never only questions, never twice the same words.
#[test]
fn there_is_something_to_say_in_every_state_of_a_talk() {
    let playbook = trading_office();
    let known = |fact: &str, value: &str| Event::FactKnown { fact: fact.into(), value: value.into() };
    let refused = |fact: &str| Event::FactRefused { fact: fact.into() };
    let caller = |text: &str| Event::CallerSaid { text: text.into() };
    let events = [
        caller("Здравствуйте"),
        caller("Есть кабель ВВГнг 3х2,5?"),
        caller("Спасибо, до свидания"),
        Event::Answered { have: None, position: None },
        Event::Answered { have: Some(false), position: None },
        known("name", "Иван Петров"),
        known("company", "ООО Стройдом"),
        known("phone", "+79120000000"),
        refused("phone"),
        refused("email"),
        Event::Hurry,
        Event::Promised { minutes: 12 },
        Event::Closing,
        Event::ReasonGiven,
        Event::Inconvenient,
    ];
    for (direction, language) in [("in", Language::Ru), ("in", Language::En), ("out", Language::Ru)] {
        let setup = Setup {
            direction: if direction == "in" { domain::call::Direction::In } else { domain::call::Direction::Out },
            language,
            employee: "Анна Петрова".into(),
            number: (language == Language::En).then(|| "+79121234567".into()),
            ..Setup::default()
        };
        let first = start(setup);
        let mut states: Vec<GuideState> = vec![first.apply(playbook, &Event::ReasonGiven), first];
        let longest = 2;
        for depth in 0..=longest {
            let mut seen = BTreeSet::new();
            for state in &states {
                sensible(playbook, state);
            }
            if depth == longest {
                break;
            }
            states = states
                .iter()
                .flat_map(|state| events.iter().map(|event| state.apply(playbook, event)))
                .filter(|state| seen.insert(format!("{state:?}")))
                .collect();
        }
    }
}

fn sensible(playbook: &Playbook, state: &GuideState) {
    let said = suggest(playbook, state, &Counts::default(), 1);
    assert!(!said.is_empty(), "nothing to say: {state:?}");
    assert!(said.iter().any(|one| one.asks.is_empty()), "only questions: {state:?}");
    let texts: BTreeSet<&str> = said.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts.len(), said.len(), "the same words twice: {state:?}");
    assert!(said.iter().all(|one| !one.text.contains(['{', '}']) && !one.why.is_empty()), "{said:?}");
}
