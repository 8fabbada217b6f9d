//! The guide beside a sheet: the talk so far, replayed from what was typed and marked, and what to say next.

use std::collections::{BTreeMap, BTreeSet};

use domain::guide::{Count, Counts, Event, GuideState, Line, Setup, parse_line, start, suggest};
use domain::playbook::{Moment, Playbook, fact};
use domain::time::Time;

use super::reading::{PersonRead, Reading};
use super::view::SayView;
use crate::model::call::Call;
use crate::model::client::{ClientCard, ClientKind, FactState, Person};
use crate::model::office::PhraseCount;
use crate::model::people::Employee;
use crate::model::sheet::Sheet;
use crate::show_output::full_name;

/// Everything a talk is understood from.
#[derive(Debug, Clone, Copy)]
pub struct Talk<'a> {
    /// The playbook in force.
    pub playbook: &'a Playbook,
    /// Our company as said to callers.
    pub office: &'a str,
    /// Who talks.
    pub employee: &'a Employee,
    /// The call.
    pub call: &'a Call,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// The sheet's draft as read.
    pub reading: &'a Reading,
    /// The client, if it is one we know.
    pub client: Option<&'a ClientCard>,
    /// The person whose number it is, or who was chosen.
    pub person: Option<&'a Person>,
    /// Whether the employee chose the person: then it is confirmed.
    pub person_chosen: bool,
}

/// What the guide tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where the talk is.
    pub moment: Moment,
    /// What to say next, best first.
    pub say: Vec<SayView>,
    /// Facts refused, now or earlier.
    pub refused: Vec<String>,
}

/// What to say next. One sheet keeps its wordings: they do not change under the eyes.
#[must_use]
pub fn listen(talk: &Talk<'_>, counts: &[PhraseCount]) -> Told {
    let state = replay(talk);
    let seed = u64::from_le_bytes(talk.sheet.id.0.to_le_bytes());
    let say = suggest(talk.playbook, &state, &counts_of(counts), seed);
    Told { moment: state.moment, say, refused: state.refused.into_iter().collect() }
}

/// The talk replayed: what was marked and the facts typed, in the order of time. A fact no longer in the line was
/// never said.
#[must_use]
pub fn replay(talk: &Talk<'_>) -> GuideState {
    let mut events: Vec<(Time, Event)> = Vec::new();
    for learned in &talk.sheet.draft.learned {
        if let Some(value) = talk.reading.value(&learned.words)
            && talk.playbook.fact(&learned.words).is_some()
        {
            // A caller is addressed by given name and patronymic, as people speak, not as a record is written.
            let spoken = talk.reading.person.as_ref().filter(|_| learned.words == fact::NAME).and_then(spoken_name);
            let value = spoken.unwrap_or_else(|| value.to_owned());
            events.push((learned.at, Event::FactKnown { fact: learned.words.clone(), value }));
        }
    }
    for one in &talk.sheet.draft.moves {
        // A move of an older playbook that names what is no longer there is passed over.
        if let Ok(Some(Line::Event(event))) = parse_line(talk.playbook, &one.event) {
            events.push((one.at, event));
        }
    }
    events.sort_by_key(|(at, _)| *at);
    if talk.person_chosen && talk.person.is_some() {
        events.insert(0, (talk.call.started, Event::PersonConfirmed));
    }
    events.iter().fold(start(setup(talk)), |state, (_, event)| state.apply(talk.playbook, event))
}

fn setup(talk: &Talk<'_>) -> Setup {
    let mut known = BTreeMap::new();
    let mut refused = BTreeSet::new();
    if let Some(card) = talk.client {
        for kept in &card.facts {
            // What somebody wanted last time is no wish of today; it is asked anew.
            if kept.state == FactState::Refused {
                refused.insert(kept.name.clone());
            } else if kept.name != fact::INTEREST && kept.name != fact::PURPOSE {
                known.insert(kept.name.clone(), kept.value.clone());
            }
        }
        if card.client.kind == ClientKind::Company && !card.client.name.is_empty() {
            known.insert(fact::COMPANY.to_owned(), full_name(card.client.form.as_deref(), &card.client.name));
        }
    }
    Setup {
        direction: talk.call.direction,
        language: talk.employee.language,
        employee: talk.employee.name(),
        office: Some(talk.office.to_owned()),
        reason: None,
        number: talk.call.number.clone(),
        person: talk.person.and_then(addressed),
        known,
        refused,
    }
}

/// How a person of the record is addressed: given name and patronymic, as far as known.
fn addressed(person: &Person) -> Option<String> {
    address(person.given.as_deref(), person.patronymic.as_deref())
}

/// How the person just read from the line is addressed.
fn spoken_name(person: &PersonRead) -> Option<String> {
    address(person.given.as_deref(), person.patronymic.as_deref())
}

fn address(given: Option<&str>, patronymic: Option<&str>) -> Option<String> {
    let given = given?;
    Some(patronymic.map_or_else(|| given.to_owned(), |patronymic| format!("{given} {patronymic}")))
}

fn counts_of(counts: &[PhraseCount]) -> Counts {
    let number = |count: i64| u32::try_from(count.max(0)).unwrap_or(u32::MAX);
    counts.iter().map(|one| (one.variant.clone(), Count { said: number(one.said), learned: number(one.learned) })).collect()
}
