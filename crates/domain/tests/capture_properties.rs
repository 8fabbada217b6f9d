//! What holds for every line whatsoever: spans, the note, no panic, no dependence on spare spaces.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use proptest::prelude::*;
use yellowsheet_domain::capture::{Capture, Found, capture};

fn read(text: &str) -> Capture {
    capture(text, "2026-11-23T10:15".parse().unwrap(), None)
}

/// Pieces that make the recognisers work: names, numbers, marks, words of both languages, slips.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Иванов",
        "Пётр",
        "Сергеевна",
        "А.",
        "ООО",
        "«Ромашка»",
        "\"Вектор",
        "ИП",
        "завод",
        "нужен",
        "кабель",
        "300 м",
        "3х2,5",
        "перезвонить",
        "завтра",
        "в 15:00",
        "до пятницы",
        "через 12 мин",
        "8 912 345-67-89",
        "+49 30 12345678",
        "доб. 12",
        "ИНН 7707083893",
        "info@mail.ru",
        "штащ@ьфшдюкг",
        "bdfyjd",
        "нашли в Яндексе",
        "от Петрова из Альфы",
        "занимаются окнами",
        "200 шт в неделю",
        "разово",
        "КП",
        "счёт",
        "и",
        ",",
        ".",
        ";",
        "(",
        ")",
        "\"",
        "—",
        "\n",
        "Ltd",
        "Sp. z o.o.",
        "John Smith",
        "call back",
        "at 3",
        "in half an hour",
        "wants",
        "200 chairs",
        "found us on Google",
        "из",
        "с",
        "№",
        "25.11",
        "25 ноября",
        "оглы",
        "S.A.",
        "&",
        "@",
        "+",
        "к",
        "по",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => "[0-9 ().+-]{1,16}"]
}

fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.join(" "))
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let got = read(text);
    let chars: Vec<char> = text.chars().collect();
    prop_assert_eq!(&got.text, text);
    let mut covered = vec![false; chars.len()];
    for fact in &got.facts {
        prop_assert!(fact.start < fact.end && fact.end <= chars.len(), "span {}..{} of {}", fact.start, fact.end, chars.len());
        prop_assert!((0.0..=1.0).contains(&fact.confidence));
        covered[fact.start..fact.end].fill(true);
    }
    // Every letter and digit that no fact came from is in the note, in order.
    let left: String = chars.iter().zip(&covered).filter(|(c, taken)| !**taken && c.is_alphanumeric()).map(|(c, _)| *c).collect();
    let noted: String = got.note.chars().filter(|c| c.is_alphanumeric()).collect();
    prop_assert_eq!(left, noted);
    Ok(())
}

#[test]
fn spaces_before_a_dash_do_not_make_a_step_of_a_name() {
    let found = |text: &str| read(text).facts.into_iter().map(|fact| fact.found).collect::<Vec<Found>>();
    assert_eq!(found("— at 3 КП «Ромашка»"), found("  — at 3 КП «Ромашка» "));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_spans_are_valid_for_likely_lines(text in line()) {
        check(&text)?;
    }

    #[test]
    fn nothing_is_lost_and_spans_are_valid_for_any_text(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn any_unicode_at_all_is_survived(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn spaces_around_a_line_change_nothing(text in line()) {
        let values = |c: Capture| c.facts.into_iter().map(|f| f.found).collect::<Vec<Found>>();
        prop_assert_eq!(values(read(&text)), values(read(&format!("  {text} "))));
    }

    #[test]
    fn the_same_line_is_read_the_same_way_twice(text in line()) {
        prop_assert_eq!(read(&text), read(&text));
    }
}

#[test]
fn a_line_of_a_megabyte_is_read_at_its_beginning_and_kept_whole() {
    let text = format!("Иванов Пётр, 8 912 345-67-89, {}", "кабель 300 м, ".repeat(80_000));
    assert!(text.len() > 1_000_000);
    let got = read(&text);
    assert!(got.facts.iter().any(|f| matches!(&f.found, Found::Phone(p) if p.value == "+79123456789")));
    assert_eq!(got.text.len(), text.len());
    assert!(got.note.len() > 900_000);
}

#[test]
fn a_megabyte_without_a_single_space_is_survived() {
    for unit in ["8", "а", "@", "(", "\"", ".", "😀", "a.", "+7", "\u{301}"] {
        let text = unit.repeat(1_000_000 / unit.len());
        assert_eq!(read(&text).text.len(), text.len());
    }
}

#[test]
fn the_shape_of_the_json_is_the_documented_one() {
    let got = read("ООО Ромашка, Иванов Пётр, 8 912 345-67-89, перезвонить завтра в 15:00");
    let json = serde_json::to_value(&got).unwrap();
    let facts = json["facts"].as_array().unwrap();
    let company = facts.iter().find(|f| f["fact"] == "company").unwrap();
    assert_eq!((company["form"].as_str(), company["name"].as_str()), (Some("ООО"), Some("Ромашка")));
    let phone = facts.iter().find(|f| f["fact"] == "phone").unwrap();
    assert_eq!((phone["value"].as_str(), phone["ext"].is_null()), (Some("+79123456789"), true));
    assert!(phone["start"].is_u64() && phone["end"].is_u64() && phone["confidence"].is_f64());
    let person = facts.iter().find(|f| f["fact"] == "person").unwrap();
    assert_eq!(person["surname"], "Иванов");
    assert!(person["patronymic"].is_null() && person["gender"].is_null());
    let step = facts.iter().find(|f| f["fact"] == "next_step").unwrap();
    assert_eq!((step["action"].as_str(), step["due"].as_str()), (Some("call_back"), Some("2026-11-24T15:00")));
}
