//! What a draft says: the facts of its line, with what was changed by hand over them.

use domain::capture::{self, Action, Due, Fact, Found, Frequency};
use domain::names::PersonName;
use domain::output::WorkingDay;
use domain::playbook::fact;
use domain::sheet::{Draft, Said};
use domain::time::Time;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::view::{FactSource, StepView};

/// A person as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonRead {
    /// Surname in the nominative.
    pub surname: Option<String>,
    /// Given name.
    pub given: Option<String>,
    /// Patronymic.
    pub patronymic: Option<String>,
    /// `male` or `female`.
    pub gender: Option<String>,
}

impl PersonRead {
    /// The name as written in a record.
    #[must_use]
    pub fn full_name(&self) -> String {
        [&self.surname, &self.given, &self.patronymic].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
    }
}

/// One fact as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFact {
    /// The fact's name in the playbook.
    pub name: String,
    /// The value kept.
    pub value: String,
    /// How sure, thousandths.
    pub confidence: i64,
    /// Where from.
    pub source: FactSource,
    /// The words it was recognised in.
    pub words: Option<String>,
}

/// A draft as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Every fact, `name`, `company`, `phone`, `email` and `inn` too, in the order of the line.
    pub facts: Vec<ReadFact>,
    /// The person in parts.
    pub person: Option<PersonRead>,
    /// Legal form and name of the company.
    pub company: Option<(Option<String>, String)>,
    /// Numbers, E.164, with extensions.
    pub phones: Vec<(String, Option<String>)>,
    /// Addresses.
    pub emails: Vec<String>,
    /// The tax number.
    pub inn: Option<String>,
    /// Next steps.
    pub steps: Vec<StepView>,
    /// What was not recognised.
    pub note: String,
}

impl Reading {
    /// The value of a fact.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.as_str())
    }

    /// Whether the line says who is calling.
    #[must_use]
    pub fn identifies(&self) -> bool {
        self.person.is_some()
            || self.company.is_some()
            || self.inn.is_some()
            || !self.phones.is_empty()
            || !self.emails.is_empty()
    }
}

/// Where and when a draft is read.
#[derive(Debug, Clone)]
pub struct Place {
    /// The office's time zone.
    pub zone: TimeZone,
    /// The working day: a promise of a day is due at its end.
    pub day: WorkingDay,
    /// The time of the line's last change, for steps that were not remembered.
    pub now: Time,
}

/// Reads a draft.
#[must_use]
pub fn read(draft: &Draft, place: &Place) -> Reading {
    let line = captured(&draft.line, place.now, place);
    let mut reading = Reading { note: line.note, ..Reading::default() };
    for fact in &line.facts {
        take(&mut reading, fact, &draft.line);
    }
    for change in &draft.by_hand {
        strike_out(&mut reading, &change.fact);
        if let Some(value) = change.value.as_deref().map(str::trim).filter(|value| !value.is_empty()) {
            take_by_hand(&mut reading, &change.fact, value, place);
        }
    }
    reading.steps = steps(draft, place, &line.facts);
    reading
}

fn words_of(line: &str, found: &Fact) -> String {
    line.chars().skip(found.start).take(found.end.saturating_sub(found.start)).collect()
}

fn take(reading: &mut Reading, fact: &Fact, line: &str) {
    let (name, value) = match &fact.found {
        Found::Person(_) if reading.person.is_some() => return,
        Found::Company { .. } if reading.company.is_some() => return,
        Found::NextStep { .. } => return,
        Found::Person(person) => {
            let person = person_read(person);
            let name = person.full_name();
            reading.person = Some(person);
            (fact::NAME, name)
        }
        Found::Company { form, name } => {
            reading.company = Some((form.clone(), name.clone()));
            (fact::COMPANY, crate::show_output::full_name(form.as_deref(), name))
        }
        Found::Phone(phone) => {
            reading.phones.push((phone.value.clone(), phone.ext.clone()));
            (fact::PHONE, phone.value.clone())
        }
        Found::Email { value } => {
            reading.emails.push(value.clone());
            (fact::EMAIL, value.clone())
        }
        Found::Inn { value } => {
            reading.inn.get_or_insert_with(|| value.clone());
            (INN, value.clone())
        }
        Found::Activity { value } => (fact::ACTIVITY, value.clone()),
        Found::Interest { value } => (fact::INTEREST, value.clone()),
        Found::Source { value } => (fact::SOURCE, value.clone()),
        Found::Frequency { value } => (fact::FREQUENCY, frequency_code(*value).to_owned()),
    };
    reading.facts.push(ReadFact {
        name: name.to_owned(),
        value,
        confidence: permille(fact.confidence),
        source: FactSource::Line { start: fact.start, end: fact.end },
        words: Some(words_of(line, fact)),
    });
}

fn person_read(person: &PersonName) -> PersonRead {
    PersonRead {
        surname: person.surname.clone(),
        given: person.given.clone(),
        patronymic: person.patronymic.clone(),
        gender: person.gender.map(|gender| gender.code().to_owned()),
    }
}

/// The stored value of a frequency, as playbooks name it.
const fn frequency_code(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::OneOff => "one_off",
        Frequency::Regular => "regular",
    }
}

/// The stored value of an action.
const fn action_code(action: Action) -> &'static str {
    match action {
        Action::CallBack => "call_back",
        Action::SendOffer => "send_offer",
        Action::SendInvoice => "send_invoice",
        Action::SendDocuments => "send_documents",
        Action::Meet => "meet",
        Action::Ship => "ship",
        Action::Other => "other",
    }
}

/// The fact of a tax number; the guide never asks it.
pub const INN: &str = "inn";

#[expect(clippy::cast_possible_truncation, reason = "a confidence lies between 0 and 1")]
fn permille(confidence: f64) -> i64 {
    (confidence.clamp(0.0, 1.0) * 1000.0).round() as i64
}

fn strike_out(reading: &mut Reading, name: &str) {
    reading.facts.retain(|fact| fact.name != name);
    match name {
        fact::NAME => reading.person = None,
        fact::COMPANY => reading.company = None,
        fact::PHONE => reading.phones.clear(),
        fact::EMAIL => reading.emails.clear(),
        INN => reading.inn = None,
        _ => {}
    }
}

/// Puts a value typed into a fact's own field; a value that is no number, address or tax number stays a plain fact.
fn take_by_hand(reading: &mut Reading, name: &str, value: &str, place: &Place) {
    let alone = captured(value, place.now, place);
    let mut kept = value.to_owned();
    match name {
        fact::NAME => {
            let person = alone.facts.iter().find_map(|fact| match &fact.found {
                Found::Person(person) => Some(person_read(person)),
                _ => None,
            });
            let person = person.unwrap_or_else(|| plain_person(value));
            kept = person.full_name();
            reading.person = Some(person);
        }
        fact::COMPANY => {
            let company = alone.facts.iter().find_map(|fact| match &fact.found {
                Found::Company { form, name } => Some((form.clone(), name.clone())),
                _ => None,
            });
            reading.company = Some(company.unwrap_or_else(|| (None, value.to_owned())));
        }
        fact::PHONE => {
            for fact in &alone.facts {
                if let Found::Phone(phone) = &fact.found {
                    kept.clone_from(&phone.value);
                    reading.phones.push((phone.value.clone(), phone.ext.clone()));
                }
            }
        }
        fact::EMAIL => reading.emails.push(value.to_lowercase()),
        INN if domain::inn::is_valid(value) => reading.inn = Some(value.to_owned()),
        _ => {}
    }
    reading.facts.push(ReadFact { name: name.to_owned(), value: kept, confidence: 1000, source: FactSource::Hand, words: None });
}

/// A name typed into its own field in a way no rule knows: surname, given name, patronymic in this order.
fn plain_person(value: &str) -> PersonRead {
    let mut words = value.split_whitespace().map(str::to_owned);
    let first = words.next();
    let second = words.next();
    let patronymic = words.next();
    let gender = patronymic.as_deref().and_then(domain::names::gender_of_patronymic).map(|gender| gender.code().to_owned());
    match second {
        Some(second) => PersonRead { surname: first, given: Some(second), patronymic, gender },
        None => PersonRead { given: first, ..PersonRead::default() },
    }
}

fn steps(draft: &Draft, place: &Place, facts: &[Fact]) -> Vec<StepView> {
    if let Some(chosen) = draft.next_step.as_deref() {
        let alone = captured(chosen, place.now, place);
        let found: Vec<StepView> = steps_of(&alone.facts, chosen, place, &draft.said);
        return if found.is_empty() {
            vec![StepView { action: "other".into(), due: None, all_day: false, words: chosen.to_owned() }]
        } else {
            found
        };
    }
    steps_of(facts, &draft.line, place, &draft.said)
}

fn steps_of(facts: &[Fact], text: &str, place: &Place, said: &[Said]) -> Vec<StepView> {
    facts
        .iter()
        .filter_map(|fact| {
            let Found::NextStep { action, due } = &fact.found else { return None };
            let words = words_of(text, fact);
            let due = said.iter().find(|said| said.words == words).and_then(|said| due_as_said(&words, said.at, place)).or(*due);
            let (due, all_day) = moment_of(due, place);
            Some(StepView { action: action_code(*action).to_owned(), due, all_day, words })
        })
        .collect()
}

/// The due of a step counted from when its words were first typed.
fn due_as_said(words: &str, at: Time, place: &Place) -> Option<Due> {
    captured(words, at, place).facts.into_iter().find_map(|fact| match fact.found {
        Found::NextStep { due, .. } => due,
        _ => None,
    })
}

fn captured(text: &str, at: Time, place: &Place) -> capture::Capture {
    capture::capture(text, at.local(&place.zone), None)
}

fn moment_of(due: Option<Due>, place: &Place) -> (Option<Time>, bool) {
    match due {
        None => (None, false),
        Some(Due::Day(date)) => (Some(Time::from_local(day_end(date, place.day), &place.zone)), true),
        Some(Due::Moment(at)) => (Some(Time::from_local(at, &place.zone)), false),
    }
}

fn day_end(date: Date, day: WorkingDay) -> DateTime {
    let hour = i8::try_from(day.end / 60).unwrap_or(18);
    let minute = i8::try_from(day.end % 60).unwrap_or(0);
    date.at(hour.clamp(0, 23), minute.clamp(0, 59), 0, 0)
}

/// Remembers when each step and each fact of a draft was first typed: what was seen before keeps its time.
pub fn remember(draft: &mut Draft, place: &Place) {
    let line = captured(&draft.line, place.now, place);
    let steps = line.facts.iter().filter(|fact| matches!(fact.found, Found::NextStep { .. }));
    let steps: Vec<String> = steps.map(|fact| words_of(&draft.line, fact)).collect();
    draft.said = first_seen(&draft.said, steps, place.now);
    let mut names: Vec<String> = read(draft, place).facts.into_iter().map(|fact| fact.name).collect();
    names.dedup();
    draft.learned = first_seen(&draft.learned, names, place.now);
}

fn first_seen(before: &[Said], now: Vec<String>, at: Time) -> Vec<Said> {
    now.into_iter()
        .map(|words| {
            let at = before.iter().find(|said| said.words == words).map_or(at, |said| said.at);
            Said { words, at }
        })
        .collect()
}
