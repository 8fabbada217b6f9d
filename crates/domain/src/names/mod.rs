//! Names of people: gender, declension to the nominative, salutation.

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

/// The words a Russian letter begins with: "Уважаемый Иван Петрович", or a neutral greeting where the gender is unknown.
pub fn salutation(name: &PersonName) -> String {
    let called: Vec<&str> = [&name.given, &name.patronymic].into_iter().flatten().map(String::as_str).collect();
    let called = called.join(" ");
    let gender = name.patronymic.as_deref().and_then(gender_of_patronymic);
    match gender {
        Some(Gender::Male) if name.given.is_some() => format!("Уважаемый {called}"),
        Some(Gender::Female) if name.given.is_some() => format!("Уважаемая {called}"),
        _ if called.is_empty() => "Здравствуйте".to_owned(),
        _ => format!("Здравствуйте, {called}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn the_salutation_follows_the_gender_and_is_neutral_without_one() {
        let name = |given: &str, patronymic: Option<&str>| PersonName {
            given: Some(given.to_owned()),
            patronymic: patronymic.map(str::to_owned),
            ..PersonName::default()
        };
        assert_eq!(salutation(&name("Иван", Some("Петрович"))), "Уважаемый Иван Петрович");
        assert_eq!(salutation(&name("Анна", Some("Ивановна"))), "Уважаемая Анна Ивановна");
        assert_eq!(salutation(&name("Саша", None)), "Здравствуйте, Саша");
        assert_eq!(salutation(&PersonName::default()), "Здравствуйте");
    }
}
