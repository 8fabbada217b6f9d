//! Endings of Russian names by gender and case, and the way back to the nominative.

use super::Gender;
use super::Gender::{Female, Male};

/// A grammatical case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Case {
    /// Кто?
    Nominative,
    /// Кого? (нет)
    Genitive,
    /// Кому?
    Dative,
    /// Кого? (вижу)
    Accusative,
    /// Кем?
    Instrumental,
    /// О ком?
    Prepositional,
}

use Case::{Accusative, Dative, Genitive, Instrumental, Nominative, Prepositional};

/// The oblique cases in the order the ending tables use.
const OBLIQUE: [Case; 5] = [Genitive, Dative, Accusative, Instrumental, Prepositional];

/// All forms of a given name (folded), the nominative first.
pub fn given_forms(name: &str, gender: Gender) -> Vec<(String, Case)> {
    let mut forms = vec![(name.to_owned(), Nominative)];
    let irregular = match name {
        "петр" => Some(("петр", ["а", "у", "а", "ом", "е"])),
        "павел" => Some(("павл", ["а", "у", "а", "ом", "е"])),
        "лев" => Some(("льв", ["а", "у", "а", "ом", "е"])),
        "любовь" => Some(("любов", ["и", "и", "ь", "ью", "и"])),
        _ => None,
    };
    let Some((stem, endings)) = irregular.or_else(|| given_endings(name, gender)) else { return forms };
    forms.extend(endings.iter().zip(OBLIQUE).map(|(e, case)| (format!("{stem}{e}"), case)));
    forms
}

fn given_endings(name: &str, gender: Gender) -> Option<(&str, [&'static str; 5])> {
    let last = name.chars().last()?;
    let stem = &name[..name.len() - last.len_utf8()];
    let before = stem.chars().last()?;
    Some(match last {
        'а' if "гкхжшчщ".contains(before) && "жшчщ".contains(before) => (stem, ["и", "е", "у", "ей", "е"]),
        'а' if "гкх".contains(before) => (stem, ["и", "е", "у", "ой", "е"]),
        'а' => (stem, ["ы", "е", "у", "ой", "е"]),
        'я' if before == 'и' => (stem, ["и", "и", "ю", "ей", "и"]),
        'я' => (stem, ["и", "е", "ю", "ей", "е"]),
        'й' if before == 'и' => (stem, ["я", "ю", "я", "ем", "и"]),
        'й' => (stem, ["я", "ю", "я", "ем", "е"]),
        'ь' if gender == Male => (stem, ["я", "ю", "я", "ем", "е"]),
        'ь' => (stem, ["и", "и", "ь", "ью", "и"]),
        c if "оеиуюыэ".contains(c) || gender == Female => return None,
        _ => (name, ["а", "у", "а", "ом", "е"]),
    })
}

/// The nominative, gender and case of a patronymic (folded) in any case, or nothing where the word is none.
pub fn patronymic(word: &str) -> Option<(String, Gender, Case)> {
    for (ending, case) in
        [("", Nominative), ("а", Genitive), ("у", Dative), ("ем", Instrumental), ("ом", Instrumental), ("е", Prepositional)]
    {
        if let Some(base) = word.strip_suffix(ending)
            && (["ович", "евич", "ьич"].iter().any(|e| base.ends_with(e))
                || ["ильич", "лукич", "кузьмич", "фомич", "никитич"].contains(&base))
            && base.chars().count() >= 5
        {
            return Some((base.to_owned(), Male, case));
        }
    }
    for (ending, case) in
        [("а", Nominative), ("ы", Genitive), ("е", Dative), ("у", Accusative), ("ой", Instrumental), ("ою", Instrumental)]
    {
        if let Some(base) = word.strip_suffix(ending)
            && ["овн", "евн", "иничн", "ичн"].iter().any(|e| base.ends_with(e))
            && base.chars().count() >= 5
        {
            return Some((format!("{base}а"), Female, case));
        }
    }
    // In Latin letters: "Ludmila Petrovna".
    for (ending, gender) in [("ovich", Male), ("evich", Male), ("ovna", Female), ("evna", Female), ("ichna", Female)] {
        if word.ends_with(ending) && word.len() >= 7 {
            return Some((word.to_owned(), gender, Nominative));
        }
    }
    // Spoken short forms: "Палыч", "Михалыч", "Сергевна" keep as they are.
    let spoken = ["алыч", "аныч", "егыч", "еич", "имыч", "дрыч", "рыч", "ныч", "тыч"];
    if word.chars().count() >= 5 && spoken.iter().any(|e| word.ends_with(e)) {
        return Some((word.to_owned(), Male, Nominative));
    }
    None
}

/// The declension a surname follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    /// Иванов, Пушкин.
    Possessive,
    /// Невский, Толстой.
    Adjective,
    /// Шевчук, Ткач: men only.
    Consonant,
}

const POSSESSIVE: [&str; 5] = ["ов", "ев", "ин", "ын", "ёв"];
/// Stems of surnames such as Толстый, Грозный.
const ADJECTIVE_STEMS: [&str; 3] = ["н", "в", "т"];

/// Whether a surname never changes: -ко, -ых, -их and foreign vowels.
pub fn is_undeclinable(surname: &str) -> bool {
    ["ко", "ых", "их", "аго", "ово", "дзе", "швили", "ли", "ри", "ни", "ссе", "рю"].iter().any(|e| surname.ends_with(e))
}

/// Every nominative that `word` (folded) can be a form of, with gender and case; the word itself in the nominative comes first.
pub fn surname_readings(word: &str) -> Vec<(String, Gender, Case)> {
    let mut out = Vec::new();
    if let Some(gender) = nominative_gender(word) {
        out.extend(gender.iter().map(|g| (word.to_owned(), *g, Nominative)));
    }
    let mut strip = |ending: &str, add: &str, gender: Gender, cases: &[Case], fits: fn(&str) -> bool| {
        if let Some(base) = word.strip_suffix(ending)
            && base.chars().count() >= 2
            && fits(base)
        {
            out.extend(cases.iter().map(|c| (format!("{base}{add}"), gender, *c)));
        }
    };
    let possessive: fn(&str) -> bool = |b| POSSESSIVE.iter().any(|e| b.ends_with(e));
    let sk: fn(&str) -> bool = |b| b.ends_with("ск") || b.ends_with("цк");
    let consonant: fn(&str) -> bool =
        |b| b.chars().last().is_some_and(|c| !"аеиоуыэюяьй".contains(c)) && !POSSESSIVE.iter().any(|e| b.ends_with(e));
    strip("а", "", Male, &[Genitive, Accusative], possessive);
    strip("у", "", Male, &[Dative], possessive);
    strip("ым", "", Male, &[Instrumental], possessive);
    strip("е", "", Male, &[Prepositional], possessive);
    strip("ой", "а", Female, &[Genitive, Dative, Instrumental, Prepositional], possessive);
    strip("у", "а", Female, &[Accusative], possessive);
    strip("ого", "ий", Male, &[Genitive, Accusative], sk);
    strip("ому", "ий", Male, &[Dative], sk);
    strip("им", "ий", Male, &[Instrumental], sk);
    strip("ом", "ий", Male, &[Prepositional], sk);
    strip("ой", "ая", Female, &[Genitive, Dative, Instrumental, Prepositional], sk);
    strip("ую", "ая", Female, &[Accusative], sk);
    strip("ого", "ый", Male, &[Genitive, Accusative], |b| ADJECTIVE_STEMS.iter().any(|e| b.ends_with(e)));
    strip("ому", "ый", Male, &[Dative], |b| ADJECTIVE_STEMS.iter().any(|e| b.ends_with(e)));
    strip("а", "", Male, &[Genitive, Accusative], consonant);
    strip("у", "", Male, &[Dative], consonant);
    strip("ом", "", Male, &[Instrumental], consonant);
    strip("ем", "", Male, &[Instrumental], consonant);
    strip("я", "ь", Male, &[Genitive, Accusative], |b| b.ends_with('л') || b.ends_with('н') || b.ends_with('р'));
    strip("ю", "ь", Male, &[Dative], |b| b.ends_with('л') || b.ends_with('н') || b.ends_with('р'));
    strip("ем", "ь", Male, &[Instrumental], |b| b.ends_with('л'));
    strip("я", "й", Male, &[Genitive, Accusative], |b| b.ends_with('а') || b.ends_with('о') || b.ends_with('е'));
    strip("ю", "й", Male, &[Dative], |b| b.ends_with('а') || b.ends_with('о') || b.ends_with('е'));
    out
}

/// The genders a surname in the nominative can have, or nothing where the ending is no nominative of a surname.
fn nominative_gender(word: &str) -> Option<&'static [Gender]> {
    let ends = |list: &[&str]| list.iter().any(|e| word.ends_with(e));
    match pattern(word) {
        _ if is_undeclinable(word) => Some(&[Male, Female]),
        Some(Pattern::Possessive | Pattern::Adjective) => Some(&[Male]),
        Some(Pattern::Consonant) => Some(&[Male, Female]),
        None if ends(&["ова", "ева", "ина", "ына", "ая"]) => Some(&[Female]),
        None if ends(&["а", "я", "ь"]) => Some(&[Male, Female]),
        None => None,
    }
}

fn pattern(word: &str) -> Option<Pattern> {
    let ends = |list: &[&str]| list.iter().any(|e| word.ends_with(e));
    if ends(&POSSESSIVE) {
        Some(Pattern::Possessive)
    } else if ends(&["ий", "ый", "ой"]) {
        Some(Pattern::Adjective)
    } else if word.chars().last().is_some_and(|c| !"аеиоуыэюяь".contains(c)) {
        Some(Pattern::Consonant)
    } else {
        None
    }
}

/// The nominative of a surname said beside words of known gender and case; the word itself where nothing fits.
pub fn surname_nominative(word: &str, gender: Option<Gender>, case: Option<Case>) -> String {
    if is_undeclinable(word) {
        return word.to_owned();
    }
    let readings = surname_readings(word);
    let fits = |g: Gender, c: Case| gender.is_none_or(|x| x == g) && case.is_none_or(|x| same_case(x, c));
    readings
        .iter()
        .find(|(_, g, c)| fits(*g, *c))
        .or_else(|| readings.iter().find(|(_, g, _)| gender.is_some_and(|x| x == *g)))
        .map_or_else(|| word.to_owned(), |(nominative, ..)| nominative.clone())
}

/// Genitive and accusative sound alike for men; people mix them.
fn same_case(a: Case, b: Case) -> bool {
    a == b || matches!((a, b), (Genitive, Accusative) | (Accusative, Genitive))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_come_back_to_the_nominative() {
        let cases = [
            ("иванову", Male, Dative, "иванов"),
            ("ивановой", Female, Dative, "иванова"),
            ("петровым", Male, Instrumental, "петров"),
            ("невского", Male, Genitive, "невский"),
            ("невской", Female, Genitive, "невская"),
            ("шевченко", Male, Dative, "шевченко"),
            ("черных", Female, Genitive, "черных"),
            ("мартиросян", Female, Dative, "мартиросян"),
            ("мартиросяну", Male, Dative, "мартиросян"),
            ("ткача", Male, Genitive, "ткач"),
            ("ткач", Female, Instrumental, "ткач"),
            ("гоголю", Male, Dative, "гоголь"),
        ];
        for (word, gender, case, expected) in cases {
            assert_eq!(surname_nominative(word, Some(gender), Some(case)), expected, "{word}");
        }
    }

    #[test]
    fn patronymics_come_back_to_the_nominative() {
        assert_eq!(patronymic("сергеевне"), Some(("сергеевна".to_owned(), Female, Dative)));
        assert_eq!(patronymic("петровичем"), Some(("петрович".to_owned(), Male, Instrumental)));
        assert_eq!(patronymic("ильича"), Some(("ильич".to_owned(), Male, Genitive)));
        assert_eq!(patronymic("кирпич"), None);
    }

    #[test]
    fn given_names_have_all_their_forms() {
        let forms: Vec<String> = given_forms("мария", Female).into_iter().map(|f| f.0).collect();
        assert_eq!(forms, ["мария", "марии", "марии", "марию", "марией", "марии"]);
        let forms: Vec<String> = given_forms("илья", Male).into_iter().map(|f| f.0).collect();
        assert_eq!(forms, ["илья", "ильи", "илье", "илью", "ильей", "илье"]);
    }
}
