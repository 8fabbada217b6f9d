//! Facts in a caller's own words, read as the capture line reads them, and only where it is sure.

use jiff::civil::DateTime;

use crate::capture::{Fact, Found, Frequency, capture};
use crate::language::Language;
use crate::legal_form::with_name;
use crate::names::PersonName;
use crate::playbook::fact;
use crate::text::fold;

/// Below this the words of a talk are taken for chatter.
const SURE: f64 = 0.85;

/// Words after which a name is somebody else's: the caller asks for them.
const ASKED_FOR: [&str; 12] = [
    "позовите",
    "соедините",
    "переключите",
    "передайте",
    "на месте",
    "могу услышать",
    "нужен",
    "можно",
    "speak to",
    "talk to",
    "put me through",
    "is there",
];

/// What the capture line reads in a caller's words.
pub(super) fn read(text: &str, language: Language) -> Vec<Fact> {
    // The hour matters to next steps only, and those are not read here.
    capture(text, DateTime::MIN, Some(language)).facts
}

/// Where names and companies stand in the words, in characters: they are no reason of a call.
pub(super) fn of_caller(read: &[Fact]) -> Vec<(usize, usize)> {
    let names = read.iter().filter(|one| matches!(one.found, Found::Person(_) | Found::Company { .. } | Found::Phone(_)));
    names.map(|one| (one.start, one.end)).collect()
}

/// The facts a caller told, by name. `names_asked`: we have just exchanged names, so that a given name alone is theirs.
pub(super) fn told(read: Vec<Fact>, text: &str, employee: &str, names_asked: bool) -> Vec<(&'static str, String)> {
    read.into_iter()
        .filter(|one| one.confidence >= SURE)
        .filter_map(|one| match one.found {
            Found::Person(person) => theirs(&person, text, employee, names_asked).map(|name| (fact::NAME, name)),
            Found::Phone(phone) => Some((fact::PHONE, phone.value)),
            Found::Email { value } => Some((fact::EMAIL, value)),
            Found::Company { form, name } => Some((fact::COMPANY, form.map_or(name.clone(), |form| with_name(&form, &name)))),
            Found::Activity { value } => Some((fact::ACTIVITY, value)),
            Found::Interest { value } => Some((fact::INTEREST, value)),
            Found::Frequency { value: Frequency::OneOff } => Some((fact::FREQUENCY, "one_off".to_owned())),
            Found::Frequency { value: Frequency::Regular } => Some((fact::FREQUENCY, "regular".to_owned())),
            Found::Source { value } => Some((fact::SOURCE, value)),
            Found::Inn { .. } | Found::NextStep { .. } => None,
        })
        .collect()
}

/// The caller's own name, as one would address them: not ours, not of somebody they ask for.
fn theirs(person: &PersonName, text: &str, employee: &str, names_asked: bool) -> Option<String> {
    let given = person.given.clone()?;
    let folded = fold(text);
    let asked_for = ASKED_FOR.iter().any(|words| format!(" {folded}").contains(&format!(" {words}")));
    let ours = fold(employee).split(' ').any(|word| word == fold(&given));
    let full = person.surname.is_some() || person.patronymic.is_some();
    if ours || asked_for || !(full || names_asked) {
        return None;
    }
    let rest = person.patronymic.as_ref().or(person.surname.as_ref());
    Some(rest.map_or(given.clone(), |rest| format!("{given} {rest}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, names_asked: bool) -> Option<String> {
        told(read(text, Language::Ru), text, "Анна Петрова", names_asked)
            .into_iter()
            .find(|(fact, _)| *fact == fact::NAME)
            .map(|(_, name)| name)
    }

    #[test]
    fn a_full_name_is_the_callers_and_a_given_name_only_after_names_were_exchanged() {
        assert_eq!(name("Сидоров Пётр, ООО Стройдом, кабель 300 м", false).as_deref(), Some("Пётр Сидоров"));
        assert_eq!(name("Здравствуйте, Иван", false), None);
        assert_eq!(name("Здравствуйте, Иван", true).as_deref(), Some("Иван"));
    }

    #[test]
    fn our_own_name_and_the_name_of_somebody_asked_for_are_not_the_callers() {
        assert_eq!(name("Анна, добрый день!", true), None);
        assert_eq!(name("Позовите Сидорова Петра", false), None);
    }

    #[test]
    fn what_a_caller_says_of_himself_is_known_at_once() {
        let text = "Нашёл вас в Яндексе, нужен кабель ВВГ 300 м, мой номер 8 912 345-67-89";
        let facts = told(read(text, Language::Ru), text, "Анна Петрова", false);
        let names: Vec<&str> = facts.iter().map(|(fact, _)| *fact).collect();
        assert_eq!(names, [fact::SOURCE, fact::INTEREST, fact::PHONE]);
    }
}
