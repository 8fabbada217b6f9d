//! Names of people: gender, declension to the nominative.

pub mod declension;
pub mod dictionary;

use serde::{Deserialize, Serialize};

/// Grammatical gender of a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Мужской.
    Male,
    /// Женский.
    Female,
}

impl Gender {
    /// The stored name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

/// A full name as far as it is known, in the nominative.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// Family name.
    #[serde(default)]
    pub surname: Option<String>,
    /// First name, a short form or an initial, as said.
    #[serde(default)]
    pub given: Option<String>,
    /// Patronymic or its initial.
    #[serde(default)]
    pub patronymic: Option<String>,
    /// Known from the patronymic only (docs/method.md, "Russian facts").
    #[serde(default)]
    pub gender: Option<Gender>,
}

/// The gender a patronymic tells: male -ич, -оглы, -улы, -углы; female -на, -кызы, -гызы.
pub fn gender_of_patronymic(patronymic: &str) -> Option<Gender> {
    let folded = crate::letters::folded(patronymic.trim());
    let ends = |list: &[&str]| list.iter().any(|e| folded.ends_with(e));
    if ends(&["ич", "оглы", "улы", "углы", "ulu", "ich", "ogly", "oglu"]) {
        Some(Gender::Male)
    } else if ends(&["на", "кызы", "гызы", "қызы", "vna", "chna", "kyzy"]) {
        Some(Gender::Female)
    } else {
        None
    }
}

/// A full name as English writes it: given name first, surname last ("Miller John" is "John Miller"). Words that are no
/// full name stay as they are.
pub fn given_first(full: &str) -> String {
    let words: Vec<&str> = full.split_whitespace().collect();
    let is_given = |word: &str| !dictionary::given(&crate::letters::folded(word)).is_empty();
    let is_patronymic = |word: &str| declension::patronymic(&crate::letters::folded(word)).is_some();
    match words.as_slice() {
        [surname, given] if is_given(given) && !is_given(surname) => format!("{given} {surname}"),
        [surname, given, patronymic] if is_patronymic(patronymic) || (is_given(given) && !is_given(surname)) => {
            format!("{given} {patronymic} {surname}")
        }
        _ => full.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_puts_the_given_name_first() {
        for (full, english) in [
            ("Miller John", "John Miller"),
            ("John Miller", "John Miller"),
            ("Петрова Анна", "Анна Петрова"),
            ("Иванов Пётр Сергеевич", "Пётр Сергеевич Иванов"),
            ("Пётр Сергеевич", "Пётр Сергеевич"),
            ("Катя", "Катя"),
            ("Harbour Trading", "Harbour Trading"),
            ("", ""),
        ] {
            assert_eq!(given_first(full), english);
        }
    }

    #[test]
    fn gender_comes_from_the_patronymic() {
        for male in ["Петрович", "Ильич", "Гасан оглы", "Тимурулы"] {
            assert_eq!(gender_of_patronymic(male), Some(Gender::Male), "{male}");
        }
        for female in ["Ивановна", "Ильинична", "Рафик кызы"] {
            assert_eq!(gender_of_patronymic(female), Some(Gender::Female), "{female}");
        }
        assert_eq!(gender_of_patronymic("А."), None);
    }
}
