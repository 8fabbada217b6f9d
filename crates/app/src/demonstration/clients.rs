//! Who the clients are: each is a function of the seed and its place, so that nothing has to be remembered.

use domain::language::Language;
use domain::random::Random;

use super::data::Data;
use super::numbers;
use super::phone::{SLOTS_PER_CLIENT, stream};
use crate::model::client::{ClientKind, Standing};

/// One client in so many is kept twice, for trying out merges: this one is the second of the two.
const TWINS: (u64, u64) = (997, 250);
/// One client in so many shares the number of the next one: a switchboard.
const SWITCHBOARDS: (u64, u64) = (100, 40);
/// One client in so many comes from abroad.
const FOREIGNERS: (u64, u64) = (61, 17);

/// What is known of a client.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) kind: ClientKind,
    pub(crate) standing: Standing,
    pub(crate) form: Option<&'static str>,
    pub(crate) name: String,
    pub(crate) inn: Option<String>,
    /// The first one is the one who calls.
    pub(crate) people: Vec<MadePerson>,
    /// The first person's number.
    pub(crate) phone: String,
    /// The company's own number with the first person's extension.
    pub(crate) second_phone: Option<(String, Option<String>)>,
    pub(crate) email: Option<String>,
    pub(crate) activity: Option<&'static str>,
    pub(crate) purpose: &'static str,
    pub(crate) source: &'static str,
    /// The value and the words.
    pub(crate) frequency: [&'static str; 2],
}

/// A human at a client.
#[derive(Debug, Clone)]
pub(crate) struct MadePerson {
    pub(crate) surname: &'static str,
    pub(crate) given: &'static str,
    pub(crate) patronymic: Option<&'static str>,
    /// From the patronymic only (docs/method.md, Russian facts).
    pub(crate) gender: Option<&'static str>,
}

impl Made {
    /// Legal form and name; empty for a private person.
    pub(crate) fn company(&self) -> String {
        match (self.kind, self.form) {
            (ClientKind::Private, _) => String::new(),
            (ClientKind::Company, Some(form)) => format!("{form} {}", self.name),
            (ClientKind::Company, None) => self.name.clone(),
        }
    }
}

/// The client of a place.
pub(crate) fn client(data: &Data, language: Language, seed: u64, index: u64) -> Made {
    let twin = index % TWINS.0 == TWINS.1;
    let of_pair = twin || index % TWINS.0 == TWINS.1 - 1;
    // The second of a pair is the first one met again: same names, other numbers.
    let mut random = Random::of(seed, stream::CLIENT, if twin { index - 1 } else { index });
    let foreign = (index % FOREIGNERS.0 == FOREIGNERS.1 && !of_pair).then(|| foreigner(data, index)).flatten();
    let trade = data.trades.get(trade_of(data, seed, index - u64::from(twin)));
    let person = |random: &mut Random| person(data, random);
    let chance = if of_pair { 0 } else { random.below(100) };
    let first = person(&mut random);
    let (kind, form, name) = match (foreign, data.sole_trader) {
        (Some([form, name, ..]), _) => (ClientKind::Company, Some(*form), foreign_name(data, name, index)),
        (None, _) if chance >= 78 => (ClientKind::Private, None, full_name(&first)),
        (None, Some(form)) if chance >= 66 => (ClientKind::Company, Some(form), full_name(&first)),
        _ => (ClientKind::Company, form(data, &mut random), company_name(data, seed, index - u64::from(twin))),
    };
    let mut people = vec![match foreign {
        Some([_, _, surname, given]) => MadePerson { surname, given, patronymic: None, gender: None },
        None => first,
    }];
    let company = kind == ClientKind::Company;
    let more = random.below(100);
    for needed in [70, 94] {
        let another = person(&mut random);
        if company && more >= needed {
            people.push(another);
        }
    }
    let second = random.percent(40);
    let shared = index % SWITCHBOARDS.0 == SWITCHBOARDS.1;
    let extension = random.percent(60).then(|| random.between(10, 99).to_string());
    let second_phone = if shared {
        Some((numbers::phone(language, (index + 1) * SLOTS_PER_CLIENT), None))
    } else {
        (company && second).then(|| (numbers::phone(language, index * SLOTS_PER_CLIENT + 1), extension))
    };
    let standing = match random.below(100) {
        0..50 => Standing::Active,
        50..88 => Standing::Potential,
        _ => Standing::Lost,
    };
    let inn = (language == Language::Ru && foreign.is_none() && !twin && kind == ClientKind::Company && random.percent(65))
        .then(|| if form == data.sole_trader { numbers::person_inn(index) } else { numbers::company_inn(index) });
    let email = random.percent(60).then(|| email(data, &people[0], kind, &name));
    Made {
        kind,
        standing,
        form,
        name,
        inn,
        people,
        phone: numbers::phone(language, index * SLOTS_PER_CLIENT),
        second_phone,
        email,
        activity: trade.filter(|_| company).map(|trade| trade[1]),
        purpose: trade.map_or("", |trade| trade[2]),
        source: random.pick(&data.sources).copied().unwrap_or_default(),
        frequency: random.pick(&data.frequency).copied().unwrap_or_default(),
    }
}

/// Which client of a pair kept twice an index is the second of.
#[cfg(test)]
pub(crate) const fn twin_of(index: u64) -> Option<u64> {
    if index % TWINS.0 == TWINS.1 { Some(index - 1) } else { None }
}

fn person(data: &Data, random: &mut Random) -> MadePerson {
    let woman = random.percent(45);
    let surname = random.pick(&data.surnames).copied().unwrap_or_default();
    let man = random.pick(&data.men).copied().unwrap_or_default();
    let father = random.pick(&data.men).copied().unwrap_or_default();
    let given = if woman { random.pick(&data.women).copied().unwrap_or_default() } else { man[0] };
    // Not everybody says the patronymic.
    let said = random.percent(80);
    let patronymic = Some(if woman { father[2] } else { father[1] }).filter(|name| said && !name.is_empty());
    MadePerson {
        surname: if woman { surname[1] } else { surname[0] },
        given,
        patronymic,
        gender: patronymic.map(|_| if woman { "female" } else { "male" }),
    }
}

fn full_name(person: &MadePerson) -> String {
    match person.patronymic {
        Some(patronymic) => format!("{} {} {patronymic}", person.surname, person.given),
        None => format!("{} {}", person.surname, person.given),
    }
}

fn form(data: &Data, random: &mut Random) -> Option<&'static str> {
    let mut at = random.below(data.forms.iter().map(|form| form.1).sum());
    for (form, share) in &data.forms {
        if at < *share {
            return Some(form);
        }
        at -= share;
    }
    None
}

/// A walk over all pairs of a beginning and a trade: the names of an office repeat only when all were used.
fn pair_of(data: &Data, seed: u64, index: u64) -> u64 {
    let pairs = (data.beginnings.len() * data.trades.len()).max(1) as u64;
    // A prime larger than the lists divides no product of their lengths.
    (index.wrapping_mul(7_919).wrapping_add(seed % pairs)) % pairs
}

fn trade_of(data: &Data, seed: u64, index: u64) -> usize {
    usize::try_from(pair_of(data, seed, index)).unwrap_or(0) % data.trades.len().max(1)
}

fn company_name(data: &Data, seed: u64, index: u64) -> String {
    let pairs = (data.beginnings.len() * data.trades.len()).max(1) as u64;
    let beginning = usize::try_from(pair_of(data, seed, index)).unwrap_or(0) / data.trades.len().max(1);
    let beginning = data.beginnings.get(beginning).copied().unwrap_or_default();
    let ending = data.trades.get(trade_of(data, seed, index)).map_or("", |trade| trade[0]);
    let round = index / pairs;
    let tails = data.tails.len().max(1) as u64 + 1;
    let tail = match round % tails {
        0 => "",
        nth => usize::try_from(nth - 1).ok().and_then(|nth| data.tails.get(nth)).copied().unwrap_or_default(),
    };
    match round / tails {
        0 => format!("{beginning}{ending}{tail}"),
        number => format!("{beginning}{ending}{tail} {}", number + 1),
    }
}

fn foreigner(data: &Data, index: u64) -> Option<&[&'static str; 4]> {
    data.foreign.get(usize::try_from(index / FOREIGNERS.0).ok()? % data.foreign.len().max(1))
}

fn foreign_name(data: &Data, name: &str, index: u64) -> String {
    match index / (FOREIGNERS.0 * data.foreign.len().max(1) as u64) {
        0 => name.to_owned(),
        number => format!("{name} {}", number + 1),
    }
}

/// An address in a zone that is kept for examples (RFC 2606).
fn email(data: &Data, person: &MadePerson, kind: ClientKind, name: &str) -> String {
    let surname = latin(data, person.surname);
    match kind {
        ClientKind::Private => format!("{}.{surname}@example.com", latin(data, person.given)),
        ClientKind::Company => format!("{surname}@{}.example", latin(data, name)),
    }
}

fn latin(data: &Data, text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match data.translit.iter().find(|(known, _)| *known == letter) {
            Some((_, latin)) => written.push_str(latin),
            None if letter.is_ascii_alphanumeric() => written.push(letter),
            None if !written.is_empty() && !written.ends_with('-') => written.push('-'),
            None => {}
        }
    }
    written.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn clients_are_of_every_kind_and_the_same_for_the_same_seed() {
        for language in Language::ALL {
            let data = Data::of(language);
            let made: Vec<Made> = (0..300).map(|index| client(&data, language, 1, index)).collect();
            let private = made.iter().filter(|one| one.kind == ClientKind::Private).count();
            assert!((40..100).contains(&private), "{private}");
            assert!(made.iter().filter(|one| one.people.len() > 1).count() > 40);
            assert!(made.iter().any(|one| one.standing == Standing::Lost));
            let again: Vec<String> = (0..300).map(|index| format!("{:?}", client(&data, language, 1, index))).collect();
            assert_eq!(made.iter().map(|one| format!("{one:?}")).collect::<Vec<_>>(), again);
            assert_ne!(format!("{:?}", client(&data, language, 2, 0)), again[0]);
        }
    }

    #[test]
    fn exactly_one_pair_of_three_hundred_is_kept_twice() {
        for language in Language::ALL {
            let data = Data::of(language);
            let mut names = HashSet::new();
            let twice: Vec<u64> = (0..300)
                .filter(|index| {
                    let made = client(&data, language, 5, *index);
                    made.kind == ClientKind::Company && !names.insert((made.form, made.name))
                })
                .collect();
            let twins: Vec<u64> = (0..300).filter(|index| twin_of(*index).is_some()).collect();
            assert_eq!(twice, twins);
            assert_eq!(twins.len(), 1);
            assert_ne!(client(&data, language, 5, 249).phone, client(&data, language, 5, 250).phone);
        }
    }

    #[test]
    fn the_gender_is_the_patronymics() {
        let data = Data::of(Language::Ru);
        for index in 0..500 {
            for person in client(&data, Language::Ru, 9, index).people {
                let expected = person.patronymic.map(|name| if name.ends_with("на") { "female" } else { "male" });
                assert_eq!(person.gender, expected);
            }
        }
    }

    #[test]
    fn addresses_are_latin_and_in_zones_kept_for_examples() {
        let data = Data::of(Language::Ru);
        for index in 0..300 {
            if let Some(email) = client(&data, Language::Ru, 9, index).email {
                assert!(email.is_ascii() && (email.ends_with(".example") || email.ends_with("@example.com")), "{email}");
            }
        }
    }
}
