//! Reads the lists the demonstration office is made of: one thing a line, fields apart by `|`, `#` begins a remark.

use domain::language::Language;

/// All lists of one language.
#[derive(Debug, Clone)]
pub(crate) struct Data {
    /// Login, surname, given name, patronymic, role, extension.
    pub(crate) employees: Vec<[&'static str; 6]>,
    /// A man's and a woman's form.
    pub(crate) surnames: Vec<[&'static str; 2]>,
    /// Name, a son's patronymic, a daughter's; the patronymics are empty where there are none.
    pub(crate) men: Vec<[&'static str; 3]>,
    /// Names.
    pub(crate) women: Vec<&'static str>,
    /// Ending of a company's name, what it does, what it needs goods for.
    pub(crate) trades: Vec<[&'static str; 3]>,
    /// Beginnings of companies' names.
    pub(crate) beginnings: Vec<&'static str>,
    /// What a company's name may end with.
    pub(crate) tails: Vec<&'static str>,
    /// Legal forms with their share.
    pub(crate) forms: Vec<(&'static str, u64)>,
    /// The form of a sole trader.
    pub(crate) sole_trader: Option<&'static str>,
    /// Form, name, surname, given name of foreign companies.
    pub(crate) foreign: Vec<[&'static str; 4]>,
    /// Letters as written in addresses.
    pub(crate) translit: Vec<(char, &'static str)>,
    /// Goods, unit, quantities.
    pub(crate) goods: Vec<[&'static str; 3]>,
    /// How they found us.
    pub(crate) sources: Vec<&'static str>,
    /// The value of the fact, how it is said.
    pub(crate) frequency: Vec<[&'static str; 2]>,
    /// Towns that are nowhere.
    pub(crate) places: Vec<&'static str>,
    /// Action, when, words.
    pub(crate) steps: Vec<[&'static str; 3]>,
    /// Action and words of promises that wait today.
    pub(crate) reminders: Vec<[&'static str; 2]>,
    /// Kind and words of calls that are not a client's.
    pub(crate) not_clients: Vec<[&'static str; 2]>,
    /// Questions no answer covers.
    pub(crate) questions: Vec<&'static str>,
    /// Lines of sheets nobody has finished.
    pub(crate) unfinished: Vec<&'static str>,
    /// Texts by kind of work.
    pub(crate) calls_in: Vec<Script>,
    /// As above.
    pub(crate) calls_out: Vec<Script>,
    /// Calling back a missed call.
    pub(crate) missed: Vec<Script>,
    /// Letters, both ways.
    pub(crate) letters: Vec<Script>,
    /// Documents.
    pub(crate) documents: Vec<Script>,
    /// Work without a client.
    pub(crate) internal: Vec<Script>,
}

/// Whose contact a text fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// A company's.
    Company,
    /// A private person's.
    Private,
    /// Anybody's.
    Any,
}

/// A text of a contact with the work type it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Script {
    /// The work type's id in the playbook.
    pub(crate) work_type: &'static str,
    /// Whose contact it fits.
    pub(crate) whose: Whose,
    /// Whether it comes from the client.
    pub(crate) incoming: bool,
    /// How often, beside the others.
    pub(crate) weight: u64,
    /// The text with its places to fill: `{who}`, `{goods}` ...
    pub(crate) text: &'static str,
}

impl Script {
    /// Whether the text has a place of this name.
    pub(crate) fn has(&self, place: &str) -> bool {
        self.text.split('{').skip(1).any(|rest| rest.strip_prefix(place).is_some_and(|rest| rest.starts_with('}')))
    }
}

macro_rules! list {
    ($language:expr, $name:literal) => {
        match $language {
            Language::Ru => include_str!(concat!("data/ru/", $name, ".txt")),
            Language::En => include_str!(concat!("data/en/", $name, ".txt")),
        }
    };
}

impl Data {
    /// The lists of a language.
    pub(crate) fn of(language: Language) -> Self {
        Self {
            employees: rows(list!(language, "employees")),
            surnames: rows(list!(language, "surnames")),
            men: rows(list!(language, "given-male")),
            women: words(list!(language, "given-female")),
            trades: rows(list!(language, "trades")),
            beginnings: words(list!(language, "company-beginnings")),
            tails: words(list!(language, "company-tails")),
            forms: rows::<2>(list!(language, "forms")).into_iter().map(|[form, share]| (form, number(share))).collect(),
            sole_trader: words(list!(language, "sole-trader")).first().copied(),
            foreign: rows(list!(language, "foreign")),
            translit: rows::<2>(list!(language, "translit"))
                .into_iter()
                .filter_map(|[letter, latin]| Some((letter.chars().next()?, latin)))
                .collect(),
            goods: rows(list!(language, "goods")),
            sources: words(list!(language, "sources")),
            frequency: rows(list!(language, "frequency")),
            places: words(list!(language, "places")),
            steps: rows(list!(language, "steps")),
            reminders: rows(list!(language, "reminders")),
            not_clients: rows(list!(language, "not-clients")),
            questions: words(list!(language, "questions")),
            unfinished: words(list!(language, "unfinished")),
            calls_in: calls(list!(language, "calls-in"), true),
            calls_out: calls(list!(language, "calls-out"), false),
            missed: calls(list!(language, "missed"), false),
            letters: rows::<5>(list!(language, "letters"))
                .into_iter()
                .map(|[work_type, direction, whose, weight, text]| Script {
                    work_type,
                    whose: whose_of(whose),
                    incoming: direction == "in",
                    weight: number(weight),
                    text,
                })
                .collect(),
            documents: plain(list!(language, "documents")),
            internal: plain(list!(language, "internal")),
        }
    }
}

fn calls(text: &'static str, incoming: bool) -> Vec<Script> {
    rows::<4>(text)
        .into_iter()
        .map(|[work_type, whose, weight, text]| Script {
            work_type,
            whose: whose_of(whose),
            incoming,
            weight: number(weight),
            text,
        })
        .collect()
}

fn plain(text: &'static str) -> Vec<Script> {
    rows::<3>(text)
        .into_iter()
        .map(|[work_type, weight, text]| Script { work_type, whose: Whose::Any, incoming: false, weight: number(weight), text })
        .collect()
}

fn whose_of(text: &str) -> Whose {
    match text {
        "company" => Whose::Company,
        "private" => Whose::Private,
        _ => Whose::Any,
    }
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

/// Lines that hold something. A space before the first field belongs to it: names may be put together with one.
fn words(text: &'static str) -> Vec<&'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(str::trim_end).collect()
}

/// Lines of fields; those left out are empty.
fn rows<const N: usize>(text: &'static str) -> Vec<[&'static str; N]> {
    words(text)
        .into_iter()
        .map(|line| {
            let mut row = [""; N];
            for (place, field) in line.splitn(N, '|').enumerate() {
                row[place] = if place == 0 { field.trim_end() } else { field.trim() };
            }
            row
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_holds_something_in_both_languages() {
        for language in Language::ALL {
            let data = Data::of(language);
            assert_eq!(data.employees.len(), 6);
            assert!(data.employees.iter().all(|one| one[5].starts_with("10")));
            assert!(data.surnames.iter().all(|both| !both[1].is_empty()));
            assert!(data.men.iter().all(|man| (language == Language::Ru) != man[1].is_empty()));
            assert!(data.trades.iter().all(|trade| !trade[2].is_empty()));
            assert_eq!(data.forms.iter().map(|form| form.1).sum::<u64>(), 100);
            assert!(data.goods.iter().all(|goods| !goods[2].is_empty()));
            for scripts in [&data.calls_in, &data.calls_out, &data.missed, &data.letters, &data.documents, &data.internal] {
                assert!(!scripts.is_empty());
                assert!(scripts.iter().all(|script| script.weight > 0 && !script.text.is_empty()), "{scripts:?}");
            }
            for list in [&data.women, &data.beginnings, &data.sources, &data.places, &data.questions, &data.unfinished] {
                assert!(list.len() > 2);
            }
        }
    }

    #[test]
    fn english_lists_hold_no_cyrillic_letter() {
        let text = format!("{:?}", Data::of(Language::En));
        assert!(!text.chars().any(|letter| ('\u{400}'..'\u{500}').contains(&letter)));
    }
}
