//! The type proposed for a letter, on the trading office's own playbook; and its letters to begin with, filled.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod case;
mod filled;
mod seen;
mod unseen;

use std::path::Path;
use std::sync::LazyLock;

use case::Case;
use domain::letter::count;
use domain::letter::suggest::{LetterLooks, LetterReason, PassedOn, suggest};
use domain::playbook::{Countable, Playbook, Words, WorkClass};
use yellowsheet_playbook::{load, read_folder};

fn trading_office() -> &'static Playbook {
    static READ: LazyLock<Playbook> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../playbooks/trading-office");
        let loaded = load(&read_folder(&folder).unwrap());
        let told: String = loaded.problems.iter().map(|problem| format!("{problem}\n")).collect();
        assert_eq!(told, "", "errors and warnings alike");
        loaded.playbook.unwrap()
    });
    &READ
}

/// How many percent of the letters have their type first, and among the first three; and every miss, for the message.
fn measure(cases: &[Case]) -> (usize, usize, String) {
    let (mut first, mut three, mut misses) = (0, 0, String::new());
    for case in cases {
        let found = suggest(trading_office(), case.looks);
        let want = format!("letter-{}", case.want);
        let place = found.iter().position(|one| one.work_type == want).unwrap();
        first += usize::from(place == 0);
        three += usize::from(place < 3);
        if place > 0 {
            misses += &format!("{want} is {} for {:?} {:?}: {:?}\n", place + 1, case.looks.subject, case.looks.own, &found[..3]);
        }
    }
    (
        first * 100 / cases.len(),
        three * 100 / cases.len(),
        format!("{first} first, {three} among three of {}\n{misses}", cases.len()),
    )
}

#[test]
fn most_letters_have_their_type_first_and_nearly_all_among_the_first_three() {
    let cases = seen::cases();
    assert!(cases.len() >= 60);
    let (first, three, told) = measure(&cases);
    assert!(first >= 85 && three >= 97, "{told}");
}

#[test]
fn letters_written_later_have_their_type_first_four_times_out_of_five() {
    let (first, three, told) = measure(&unseen::cases());
    assert!(first >= 80 && three >= 90, "{told}");
}

#[test]
fn every_type_of_letters_is_proposed_once_and_with_the_same_place_each_time() {
    let types = trading_office().work_types.iter().filter(|one| one.class == WorkClass::Letter).count();
    for case in seen::cases().iter().chain(&unseen::cases()) {
        let found = suggest(trading_office(), case.looks);
        assert_eq!(found, suggest(trading_office(), case.looks));
        let mut ids: Vec<&str> = found.iter().map(|one| one.work_type.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), found.len()), (types, types));
    }
}

#[test]
fn every_reason_is_true() {
    for case in seen::cases().iter().chain(&unseen::cases()) {
        let looks = case.looks;
        let counts = count(looks.own);
        for one in suggest(trading_office(), looks) {
            let work_type = trading_office().work_type(&one.work_type).unwrap();
            let limits = |what: Countable, number: u16| {
                work_type.portrait.limits.iter().find(|limit| limit.count == what).map(|limit| limit.holds(number))
            };
            let found =
                || work_type.keywords.all().any(|keyword| !Words::of(looks.own).hits(std::iter::once(keyword)).is_empty());
            let holds = match &one.reason {
                LetterReason::Template => looks.template == Some(work_type.id.as_str()),
                LetterReason::Steps { number } => counts.steps == *number && limits(Countable::Steps, *number) == Some(true),
                LetterReason::Positions { number } => {
                    counts.positions == *number && limits(Countable::Positions, *number) == Some(true)
                }
                LetterReason::Outside { count, number } => {
                    counts.of(*count) == Some(*number) && limits(*count, *number) == Some(false)
                }
                LetterReason::PassedOn { how } => looks.passed_on == Some(*how),
                LetterReason::Again => looks.again,
                LetterReason::Document => looks.document,
                LetterReason::Colleagues => looks.colleagues,
                LetterReason::Words { words } => !words.is_empty(),
                LetterReason::Catalogue => !found() || looks.own.contains("С уважением"),
            };
            assert!(holds, "{one:?} for {:?} {:?}", looks.subject, looks.own);
        }
    }
}

#[test]
fn five_steps_or_positions_stay_the_easier_type_and_six_do_not_whatever_the_template_was() {
    let steps = ["Проверить остаток", "Отрезать 300 м", "Снять бирку", "Вызвать машину", "Оформить пропуск", "Позвонить мне"];
    let goods = [
        "Щит ЩРН-24, 1 шт",
        "Автомат С16, 8 шт",
        "УЗО 40А, 2 шт",
        "Кабель ВВГнг 3х2,5, 100 м",
        "Лоток 100, 6 м",
        "Гильза, 50 шт",
    ];
    let list =
        |lines: &[&str]| -> String { lines.iter().enumerate().map(|(at, line)| format!("{}. {line}\n", at + 1)).collect() };
    for (lines, intro, colleagues, easier, harder) in [
        (steps, "Прошу сделать:", true, "letter-assignment-5", "letter-assignment-6"),
        (goods, "Рекомендуем:", false, "letter-recommend-5", "letter-recommend-6"),
    ] {
        for template in [None, Some(easier), Some(harder)] {
            for (number, expected, other) in [(1, easier, harder), (5, easier, harder), (6, harder, easier)] {
                let own =
                    format!("Добрый день!\n\n{intro}\n{}\nС уважением,\nАнна, тел. +7 912 345-67-89", list(&lines[..number]));
                let found = suggest(trading_office(), LetterLooks { own: &own, template, colleagues, ..LetterLooks::default() });
                assert_eq!(found[0].work_type, expected, "{number} from {template:?}: {:?}", found[0]);
                let last = found.iter().find(|one| one.work_type == other).unwrap();
                assert!(matches!(last.reason, LetterReason::Outside { .. }), "{last:?}");
            }
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]
    #[test]
    fn a_type_whose_limit_a_count_leaves_never_stands_before_one_that_holds_it(
        steps in 0..9_usize,
        positions in 0..9_usize,
        template in 0..20_usize,
        colleagues: bool,
        document: bool,
        again: bool,
        passed in 0..4_usize,
        junk in "[а-яa-z0-9.,:;()\\n\\t |*>-]{0,80}",
    ) {
        let types: Vec<_> = trading_office().work_types.iter().filter(|one| one.class == WorkClass::Letter).collect();
        let own = format!(
            "{junk}\n\n{}{}",
            "- проверить остаток\n".repeat(steps),
            "- Кабель ВВГнг 3х2,5, 10 м\n".repeat(positions),
        );
        let passed_on = [None, Some(PassedOn::Unchanged), Some(PassedOn::TouchedUp), Some(PassedOn::Rewritten)][passed];
        let template = types.get(template).map(|one| one.id.as_str());
        let looks = LetterLooks { subject: &junk, own: &own, template, passed_on, again, colleagues, document };
        let found = suggest(trading_office(), looks);
        proptest::prop_assert_eq!(found.len(), types.len());
        let counts = count(&own);
        let holds = |id: &str, what: Countable| {
            let number = counts.of(what).unwrap_or(0);
            let limits = &trading_office().work_type(id).unwrap().portrait.limits;
            limits.iter().find(|limit| limit.count == what && number > 0).map(|limit| limit.holds(number))
        };
        for what in [Countable::Steps, Countable::Positions] {
            let places = |held: bool| {
                found.iter().enumerate().filter(move |(_, one)| holds(&one.work_type, what) == Some(held)).map(|(at, _)| at)
            };
            // One that another count of the letter rules out has no place to defend.
            let inside = places(true).filter(|at| !matches!(found[*at].reason, LetterReason::Outside { .. })).max();
            if let (Some(inside), Some(outside)) = (inside, places(false).min()) {
                proptest::prop_assert!(inside < outside);
            }
        }
    }

    #[test]
    fn any_text_is_counted(text in "\\PC{0,200}") {
        let _ = count(&text);
    }
}
