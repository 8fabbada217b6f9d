//! The trading office's letters to begin with: complete, in both languages, and filled without anything lost unnoticed.

use std::collections::{BTreeMap, BTreeSet};

use domain::language::Language;
use domain::letter::{Filling, fill, gaps, salutation};
use domain::names::PersonName;
use domain::playbook::WorkClass;

use super::trading_office;

fn filled(text: &str, language: Language, values: &BTreeMap<String, String>) -> String {
    let book = trading_office();
    let person =
        PersonName { given: Some("Иван".into()), patronymic: Some("Петрович".into()), ..PersonName::default() };
    let salutation = salutation(&book.salutations, &person, language);
    let office = book.company.get(language);
    let person = Some("Иван Петрович");
    fill(
        text,
        Filling {
            playbook: book, language, salutation: &salutation, person, employee: "Анна Петрова", office, values
        },
    )
}

#[test]
fn there_is_a_letter_for_everything_an_office_writes_most() {
    let letters = &trading_office().letters;
    assert!((14..=18).contains(&letters.len()), "{}", letters.len());
    let types: BTreeSet<&str> = letters.iter().map(|one| one.work_type.as_str()).collect();
    for id in [
        "acknowledge",
        "offer-small-changes",
        "offer-big-changes",
        "payment-arrived",
        "reminder",
        "cover-documents",
        "pass-on",
        "assignment-5",
        "technical",
        "recommend-5",
        "organising",
        "send-again",
    ] {
        assert!(types.contains(format!("letter-{id}").as_str()), "{id}");
    }
}

#[test]
fn what_is_not_known_is_a_gap_with_the_title_of_the_fact_and_what_is_known_is_none() {
    let book = trading_office();
    let offer = book.letters.iter().find(|one| one.id == "offer").unwrap();
    let nothing = filled(&offer.text.ru, Language::Ru, &BTreeMap::new());
    assert!(nothing.starts_with("Уважаемый Иван Петрович!\n"), "{nothing}");
    assert!(nothing.contains("[... Что нужно]") && nothing.contains("[... Куда везти]"), "{nothing}");
    assert!(nothing.ends_with("С уважением,\nАнна Петрова\n«Свет и Кабель»"), "{nothing}");
    let values = BTreeMap::from([("interest".to_owned(), "кабель 3х2,5, 300 м".to_owned())]);
    let known = filled(&offer.text.ru, Language::Ru, &values);
    assert!(known.contains("о чём вы просили: кабель 3х2,5, 300 м."), "{known}");
    assert_eq!(gaps(&known), gaps(&nothing) - 1);
    let english = filled(&offer.text.en.clone().unwrap(), Language::En, &BTreeMap::new());
    assert!(english.contains("[... What they want]") && english.contains("Light & Cable"), "{english}");
    let empty = BTreeMap::from([("interest".to_owned(), " ".to_owned())]);
    assert_eq!(gaps(&filled(&offer.text.ru, Language::Ru, &empty)), gaps(&nothing));
}

/// They go with one key, or by themselves: nothing may be left to fill in.
#[test]
fn acknowledgements_have_no_gaps_even_where_nothing_is_known() {
    for id in ["received-tomorrow", "received-specialists"] {
        let letter = trading_office().letters.iter().find(|one| one.id == id).unwrap();
        for language in Language::ALL {
            for text in [&letter.subject, &letter.text] {
                assert_eq!(gaps(&filled(text.get(language), language, &BTreeMap::new())), 0, "{id}");
            }
        }
    }
}

#[test]
fn every_letter_greets_signs_and_has_the_same_gaps_in_both_languages() {
    for letter in &trading_office().letters {
        let english = letter.text.en.as_deref().unwrap();
        for text in [letter.text.ru.as_str(), english] {
            assert!(text.starts_with("{salutation}") && text.contains("{employee}"), "{}", letter.id);
        }
        assert_eq!(gaps(&letter.text.ru), gaps(english), "{}", letter.id);
        assert_eq!(gaps(&letter.subject.ru), gaps(letter.subject.en.as_deref().unwrap()), "{}", letter.id);
    }
}

/// The words are warm and plain, and fit an employee of either gender.
#[test]
fn letters_hold_no_officialese_and_do_not_tell_the_gender_of_the_employee() {
    for letter in &trading_office().letters {
        let russian = letter.text.ru.to_lowercase();
        for stale in [
            "в ответ на ваш",
            "настоящим",
            "сообщаем, что",
            "в связи с вышеизложенным",
            "доводим до",
            "просим вас",
            "данный",
            "осуществ",
            "надлежащ",
        ] {
            assert!(!russian.contains(stale), "{}: {stale}", letter.id);
        }
        let english = letter.text.en.as_deref().unwrap_or_default().to_lowercase();
        for stale in ["hereby", "pursuant", "kindly be informed", "enclosed please find", "as per your", "do not hesitate"] {
            assert!(!english.contains(stale), "{}: {stale}", letter.id);
        }
        let gendered = [
            "рад",
            "рада",
            "сам",
            "сама",
            "готова",
            "хотел",
            "хотела",
            "понял",
            "поняла",
            "должен",
            "должна",
            "отправил",
            "отправила",
        ];
        assert!(!russian.split(|letter: char| !letter.is_alphabetic()).any(|word| gendered.contains(&word)), "{}", letter.id);
    }
}

#[test]
fn no_code_of_a_type_begins_another_types_code_and_each_has_one_of_either_alphabet() {
    let types: Vec<_> = trading_office().work_types.iter().filter(|one| one.class == WorkClass::Letter).collect();
    for one in &types {
        assert!(one.codes.iter().any(|code| code.is_ascii()) && one.codes.iter().any(|code| !code.is_ascii()), "{}", one.id);
        for other in types.iter().filter(|other| other.id != one.id) {
            for code in &one.codes {
                assert!(
                    !other.codes.iter().any(|longer| longer.starts_with(code.as_str())),
                    "{code} of {} in {}",
                    one.id,
                    other.id
                );
            }
        }
    }
}
