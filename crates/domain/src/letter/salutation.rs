//! How a letter begins: by the gender of the patronymic, in the words of the playbook.

use crate::language::Language;
use crate::names::{Gender, PersonName, gender_of_patronymic};
use crate::playbook::Salutations;

/// Placeholders a salutation of a playbook may hold.
pub const SALUTATION_WORDS: [&str; 3] = ["{given}", "{patronymic}", "{surname}"];

/// The words a letter to a person begins with, without the mark behind them: «Уважаемый Иван Петрович».
///
/// The gender is told by the patronymic only (docs/method.md, Russian facts): a first name or a surname tells none. Where
/// a part of the name a salutation needs is not known, or is an initial, the next less personal one is taken.
#[must_use]
pub fn salutation(salutations: &Salutations, person: &PersonName, language: Language) -> String {
    let gendered = match person.patronymic.as_deref().and_then(gender_of_patronymic) {
        Some(Gender::Male) => Some(&salutations.male),
        Some(Gender::Female) => Some(&salutations.female),
        None => None,
    };
    gendered
        .into_iter()
        .chain([&salutations.neutral])
        .find_map(|text| with_name(text.get(language), person))
        .unwrap_or_else(|| salutations.unknown.get(language).to_owned())
}

/// The wording with the parts of the name in place; `None` when one it needs is missing.
fn with_name(wording: &str, person: &PersonName) -> Option<String> {
    let parts = [&person.given, &person.patronymic, &person.surname];
    let mut words = wording.to_owned();
    for (placeholder, part) in SALUTATION_WORDS.iter().zip(parts) {
        if words.contains(placeholder) {
            words = words.replace(placeholder, part.as_deref().map(str::trim).filter(|part| in_full(part))?);
        }
    }
    Some(words)
}

/// Whether a part of a name is written out: nobody is addressed by an initial.
fn in_full(part: &str) -> bool {
    part.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && !part.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Text;

    fn salutations() -> Salutations {
        Salutations {
            male: Text::both("Уважаемый {given} {patronymic}", "Dear {given} {surname}"),
            female: Text::both("Уважаемая {given} {patronymic}", "Dear {given} {surname}"),
            neutral: Text::both("Здравствуйте, {given}", "Dear {given}"),
            unknown: Text::both("Здравствуйте", "Good day"),
        }
    }

    fn name(surname: &str, given: &str, patronymic: &str) -> PersonName {
        let part = |part: &str| (!part.is_empty()).then(|| part.to_owned());
        PersonName { surname: part(surname), given: part(given), patronymic: part(patronymic), gender: None }
    }

    #[test]
    fn a_person_is_addressed_by_the_gender_of_the_patronymic_and_neutrally_without_one() {
        for (person, expected) in [
            (name("", "Иван", "Петрович"), "Уважаемый Иван Петрович"),
            (name("Сидорова", "Анна", "Ивановна"), "Уважаемая Анна Ивановна"),
            (name("Алиев", "Гасан", "Рафик оглы"), "Уважаемый Гасан Рафик оглы"),
            (name("", "Айгуль", "Рафик кызы"), "Уважаемая Айгуль Рафик кызы"),
            (name("", "Женя", ""), "Здравствуйте, Женя"),
            (name("Иванов", "Иван", ""), "Здравствуйте, Иван"),
            (name("Иванов", "И.", "П."), "Здравствуйте"),
            (name("Иванова", "", "Петровна"), "Здравствуйте"),
            (name("Ким", "", ""), "Здравствуйте"),
            (name("", "", ""), "Здравствуйте"),
        ] {
            assert_eq!(salutation(&salutations(), &person, Language::Ru), expected);
        }
    }

    #[test]
    fn a_surname_of_one_gender_does_not_make_a_salutation_of_that_gender() {
        let person = PersonName { gender: Some(Gender::Female), ..name("Иванова", "Саша", "") };
        assert_eq!(salutation(&salutations(), &person, Language::Ru), "Здравствуйте, Саша");
    }

    #[test]
    fn in_english_the_playbook_alone_says_how() {
        let person = name("Petrov", "Ivan", "Petrovich");
        assert_eq!(salutation(&salutations(), &person, Language::En), "Dear Ivan Petrov");
        let formal =
            Salutations { male: Text::both("Уважаемый {given} {patronymic}", "Dear Mr. {surname}"), ..salutations() };
        assert_eq!(salutation(&formal, &person, Language::En), "Dear Mr. Petrov");
        assert_eq!(salutation(&salutations(), &name("", "Ivan", "Petrovich"), Language::En), "Dear Ivan");
        assert_eq!(salutation(&salutations(), &name("", "", ""), Language::En), "Good day");
    }
}
