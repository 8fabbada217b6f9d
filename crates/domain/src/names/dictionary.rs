//! The dictionary of given names and frequent surnames, with every form of the Russian ones.

use super::Gender;
use super::declension::{Case, given_forms};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const GIVEN_RU: &str = include_str!("../capture/data/given_ru.txt");
const GIVEN_EN: &str = include_str!("../capture/data/given_en.txt");
const SURNAMES_RU: &str = include_str!("../capture/data/surnames_ru.txt");
const SURNAMES_EN: &str = include_str!("../capture/data/surnames_en.txt");

/// One reading of a word as a given name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Nominative, with capital letters and `ё` where the name has one.
    pub nominative: &'static str,
    /// Gender; nothing for a name that can be both.
    pub gender: Option<Gender>,
    /// The case of the form.
    pub case: Case,
    /// Whether the same word is also a common word ("вера", "роман", "may").
    pub common: bool,
}

/// Words of the data files: lines, `#` starts a comment.
pub(crate) fn words(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().map(|l| l.split('#').next().unwrap_or_default()).flat_map(str::split_whitespace)
}

static GIVEN: LazyLock<HashMap<String, Vec<Given>>> = LazyLock::new(|| {
    let mut map: HashMap<String, Vec<Given>> = HashMap::new();
    let mut gender = None;
    for word in words(GIVEN_RU) {
        match word {
            "[m]" => gender = Some(Gender::Male),
            "[f]" => gender = Some(Gender::Female),
            "[both]" => gender = None,
            _ => {
                let common = word.ends_with('*');
                let nominative = word.trim_end_matches('*');
                let folded = crate::letters::folded(nominative);
                for (form, case) in given_forms(&folded, gender.unwrap_or(Gender::Male)) {
                    let readings = map.entry(form).or_default();
                    readings.push(Given { nominative, gender, case, common });
                }
            }
        }
    }
    for word in words(GIVEN_EN) {
        let common = word.ends_with('*');
        let nominative = word.trim_end_matches('*');
        let given = Given { nominative, gender: None, case: Case::Nominative, common };
        map.entry(crate::letters::folded(nominative)).or_default().push(given);
    }
    map
});

static SURNAMES: LazyLock<HashSet<String>> =
    LazyLock::new(|| words(SURNAMES_RU).chain(words(SURNAMES_EN)).map(crate::letters::folded).collect());

/// Every name and surname of the dictionary as written there.
pub(crate) fn all_words() -> impl Iterator<Item = &'static str> {
    [GIVEN_RU, GIVEN_EN, SURNAMES_RU, SURNAMES_EN].into_iter().flat_map(words).filter(|w| !w.starts_with('['))
}

/// Every reading of a folded word as a form of a given name; empty where it is none.
pub fn given(word: &str) -> &'static [Given] {
    GIVEN.get(word).map_or(&[], Vec::as_slice)
}

/// Whether the folded word is a frequent surname in the nominative (the male form of a Russian one, or its female form).
pub fn is_surname(word: &str) -> bool {
    SURNAMES.contains(word)
        || word.strip_suffix('а').is_some_and(|w| SURNAMES.contains(w))
        || word.strip_suffix("ая").is_some_and(|w| SURNAMES.contains(&format!("{w}ий")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_given_names_are_found() {
        assert!(given("марине").iter().any(|g| g.nominative == "Марина" && g.case == Case::Dative));
        assert!(given("петром").iter().any(|g| g.nominative == "Пётр"));
        assert!(given("женя").iter().any(|g| g.gender.is_none()));
        assert!(given("вера").iter().all(|g| g.common));
        assert!(given("кабель").is_empty());
    }

    #[test]
    fn frequent_surnames_are_known_in_both_genders() {
        assert!(is_surname("иванова") && is_surname("сидоров") && is_surname("smith"));
    }
}
