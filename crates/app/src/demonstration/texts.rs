//! Fills the places of a text: `{who}`, `{goods}`, `{step}` ...

use domain::language::Language;
use domain::playbook::Salutations;
use domain::random::Random;

use super::clients::Made;
use super::data::Data;

/// What the places of one text are filled with. Goods and numbers are drawn when they are met.
pub(crate) struct Filling<'a> {
    pub(crate) data: &'a Data,
    pub(crate) language: Language,
    pub(crate) salutations: &'a Salutations,
    /// With whom.
    pub(crate) made: Option<&'a Made>,
    /// Who of us, given name and surname.
    pub(crate) us: &'a str,
    /// The next step's words.
    pub(crate) step: &'a str,
}

/// A text filled, with the goods it names first.
pub(crate) struct Filled {
    pub(crate) text: String,
    pub(crate) goods: Option<String>,
}

impl Filling<'_> {
    /// Fills a text.
    pub(crate) fn fill(&self, text: &str, random: &mut Random) -> Filled {
        let mut filled = Filled { text: String::with_capacity(text.len() + 60), goods: None };
        let mut parts = text.split('{');
        filled.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let Some((place, rest)) = part.split_once('}') else { continue };
            self.place(place, &mut filled, random);
            filled.text.push_str(rest);
        }
        if filled.text.contains('¶') {
            filled.text = filled.text.replace('¶', "\n");
        }
        filled
    }

    fn place(&self, place: &str, filled: &mut Filled, random: &mut Random) {
        let text = &mut filled.text;
        let made = self.made;
        match place {
            "who" => text.push_str(&made.map(|made| who(made, random)).unwrap_or_default()),
            "company" => text.push_str(&made.map(Made::company).unwrap_or_default()),
            "phone" => text.push_str(&made.map(|made| as_typed(&made.phone, self.language, random)).unwrap_or_default()),
            "email" => text.push_str(made.and_then(|made| made.email.as_deref()).unwrap_or_default()),
            "inn" => text.push_str(made.and_then(|made| made.inn.as_deref()).unwrap_or_default()),
            "activity" => text.push_str(made.and_then(|made| made.activity).unwrap_or_default()),
            "purpose" => text.push_str(made.map_or("", |made| made.purpose)),
            "source" => text.push_str(made.map_or("", |made| made.source)),
            "frequency" => text.push_str(made.map_or("", |made| made.frequency[1])),
            "step" => text.push_str(self.step),
            "us" => text.push_str(self.us),
            "hello" => text.push_str(&made.map(|made| self.hello(made)).unwrap_or_default()),
            "place" => text.push_str(random.pick(&self.data.places).copied().unwrap_or_default()),
            "n" => text.push_str(&random.between(1200, 9800).to_string()),
            "sum" => text.push_str(&sum(random, self.language)),
            "goods" | "goods2" => {
                let goods = goods(self.data, random);
                text.push_str(&goods);
                filled.goods.get_or_insert(goods);
            }
            _ => {}
        }
    }

    fn hello(&self, made: &Made) -> String {
        let Some(person) = made.people.first() else { return self.salutations.unknown.get(self.language).to_owned() };
        let text = match person.gender {
            Some("male") => &self.salutations.male,
            Some(_) => &self.salutations.female,
            None => &self.salutations.neutral,
        };
        text.get(self.language)
            .replace("{given}", person.given)
            .replace("{patronymic}", person.patronymic.unwrap_or_default())
            .replace("{surname}", person.surname)
            .trim_end()
            .to_owned()
    }
}

/// A name as an employee types it, sometimes with the patronymic, sometimes the surname alone.
fn who(made: &Made, random: &mut Random) -> String {
    let Some(person) = made.people.first() else { return String::new() };
    match (random.below(10), person.patronymic) {
        (0..4, Some(patronymic)) => format!("{} {} {patronymic}", person.surname, person.given),
        (0..6, _) => format!("{} {}", person.surname, person.given),
        (6..8, Some(patronymic)) => format!("{} {patronymic}", person.given),
        _ => format!("{} {}", person.given, person.surname),
    }
}

/// A number as an employee types it.
fn as_typed(number: &str, language: Language, random: &mut Random) -> String {
    // Both plans: +, one digit of the country, three of the code, seven of the number.
    let (Some(code), Some(first), Some(second), Some(third)) =
        (number.get(2..5), number.get(5..8), number.get(8..10), number.get(10..12))
    else {
        return number.to_owned();
    };
    match (language, random.below(3)) {
        (Language::Ru, 0) => format!("8 {code} {first}-{second}-{third}"),
        (Language::Ru, 1) => format!("8{code}{first}{second}{third}"),
        (Language::En, 0) => format!("({code}) {first}-{second}{third}"),
        (Language::En, 1) => format!("{code} {first} {second}{third}"),
        _ => number.to_owned(),
    }
}

fn goods(data: &Data, random: &mut Random) -> String {
    let Some([name, unit, quantities]) = random.pick(&data.goods) else { return String::new() };
    let many = quantities.split(' ').count() as u64;
    let quantity = usize::try_from(random.below(many)).ok().and_then(|nth| quantities.split(' ').nth(nth)).unwrap_or_default();
    format!("{name} {quantity} {unit}")
}

fn sum(random: &mut Random, language: Language) -> String {
    let (thousands, rest) = (random.between(4, 680), random.between(0, 99) * 10);
    match language {
        Language::Ru => format!("{thousands} {rest:03}"),
        Language::En => format!("{thousands},{rest:03}"),
    }
}
