//! The office as a stream of batches: people, clients we had before, then day by day until now.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use domain::id::{ChannelId, ClientId, EmployeeId, FactId, IdMaker, InteractionId, PersonId, PlaybookId};
use domain::language::Language;
use domain::output::WorkingDay;
use domain::playbook::{Playbook, Salutations, WorkType};
use domain::random::Random;
use domain::rights::{Role, Roles};
use domain::time::Time;
use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::calendar::{Day, at, working_days};
use super::clients::{Made, client};
use super::data::{Data, Script};
use super::ending;
use super::phone::CLIENTS;
use super::rows::{Batch, Row};
use super::work_day::{self, Todo};
use crate::model::client::{Channel, ChannelKind, Client, Fact, FactState, Person};
use crate::model::people::{Employee, Theme};
use crate::model::work::Effects;

/// Rows of a batch, about: one transaction stays short.
const BATCH: usize = 1000;
/// The node ids are made with; a running program makes no ids for times gone by.
const NODES: (u16, u16) = (1022, 1023);
/// Days before the period in which older clients came.
const BEFORE: i64 = 730;

/// How much there is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Clients.
    pub clients: u64,
    /// Contacts after which the stream ends; `None` goes on until now.
    pub contacts: Option<u64>,
    /// Employees who sell.
    pub sellers: usize,
    /// Calendar days of work before now.
    pub days: i64,
}

impl Size {
    /// Six employees, three hundred clients, three months.
    pub const DEMONSTRATION: Self = Self { clients: CLIENTS, contacts: None, sellers: 4, days: 92 };

    /// An office to measure with: exactly so many clients and contacts, made by forty sellers. The first client of a large
    /// one has at least five hundred contacts.
    #[must_use]
    pub const fn benchmark(clients: u64, contacts: u64) -> Self {
        // A seller has more than twenty contacts on a working day.
        let days = contacts.cast_signed() / (40 * 20) * 7 / 5 + 30;
        Self { clients, contacts: Some(contacts), sellers: 40, days }
    }
}

/// What the office is made from.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The same seed gives the same office.
    pub seed: u64,
    /// Up to when; the day of this moment is filled in part.
    pub now: Time,
    /// Language of names and texts.
    pub language: Language,
    /// The office's time zone.
    pub zone: TimeZone,
    /// The working day.
    pub hours: WorkingDay,
    /// The playbook in force, whose work types are used.
    pub playbook: PlaybookId,
    /// Whoever set the office up: gets calls, promises and output too.
    pub owner: Option<Employee>,
    /// How much.
    pub size: Size,
}

/// An employee at work.
#[derive(Debug, Clone)]
pub(super) struct Worker {
    pub(super) id: EmployeeId,
    pub(super) name: String,
    pub(super) extension: String,
    /// Calls in, calls out, letters, documents, internal work: their shares.
    pub(super) shares: [u64; 5],
    /// Time spent for a norm of 100.
    pub(super) pace: i64,
    /// Pauses, as a multiple of the usual.
    pub(super) pauses: i64,
    /// Has clients of one's own.
    pub(super) sells: bool,
    /// Still to be done.
    pub(super) todo: Vec<Todo>,
}

/// A client that is there already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) id: ClientId,
    pub(super) person: PersonId,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Old,
    Days,
    Late,
    Ending,
    Done,
}

/// The office, batch by batch. Holds sixteen bytes a client and what is still to be done, never the rows.
#[derive(Debug)]
pub struct Office {
    pub(super) wanted: Wanted,
    pub(super) data: Data,
    pub(super) salutations: Salutations,
    pub(super) types: HashMap<String, WorkType>,
    pub(super) facts: Vec<String>,
    /// Variants of phrases that ask, and those that do not.
    pub(super) variants: Vec<(String, bool)>,
    pub(super) days: Vec<Day>,
    before: Vec<Day>,
    pub(super) workers: Vec<Worker>,
    /// Places of the workers who have clients of their own.
    pub(super) sellers: Vec<usize>,
    pub(super) known: Vec<Known>,
    /// Clients we had before the period.
    old: u64,
    pub(super) contacts: u64,
    pub(super) calls: u64,
    pub(super) day: usize,
    /// Whoever is free next: the second from the opening of the day, the worker; one past the workers is the telephone itself.
    pub(super) free: BinaryHeap<Reverse<(i64, usize)>>,
    pub(super) random: Random,
    pub(super) ids: IdMaker,
    client_ids: IdMaker,
    stage: Stage,
    pub(super) batch: Batch,
}

/// The office of a seed, as batches to be kept in their order.
#[must_use]
pub fn office(wanted: Wanted, playbook: &Playbook) -> Office {
    let data = Data::of(wanted.language);
    let today = wanted.now.local(&wanted.zone).date();
    let first = today.saturating_sub(wanted.size.days.days());
    let days = working_days(first, today, wanted.language, &wanted.zone, wanted.hours);
    let last_before = first.saturating_sub(1.days());
    let before = working_days(first.saturating_sub(BEFORE.days()), last_before, wanted.language, &wanted.zone, wanted.hours);
    let new = wanted.size.clients * 35 / 100;
    let new = wanted.size.contacts.map_or(new, |contacts| new.min(contacts / 16));
    let mut office = Office {
        old: wanted.size.clients - new,
        salutations: playbook.salutations.clone(),
        types: playbook.work_types.iter().map(|one| (one.id.clone(), one.clone())).collect(),
        facts: playbook.facts.iter().map(|fact| fact.id.clone()).collect(),
        variants: playbook
            .phrases
            .iter()
            .flat_map(|phrase| phrase.variants.iter().map(|variant| (variant.id.clone(), !phrase.asks.is_empty())))
            .collect(),
        data,
        days,
        before,
        workers: Vec::new(),
        sellers: Vec::new(),
        known: Vec::with_capacity(usize::try_from(wanted.size.clients).unwrap_or(0)),
        contacts: 0,
        calls: 0,
        day: 0,
        free: BinaryHeap::new(),
        random: Random::of(wanted.seed, super::phone::stream::DAY, 0),
        ids: IdMaker::new(NODES.0),
        client_ids: IdMaker::new(NODES.1),
        stage: Stage::Old,
        batch: Batch::default(),
        wanted,
    };
    office.drop_unknown_types();
    office.hire();
    office
}

impl Iterator for Office {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        while self.batch.rows.len() < BATCH && self.stage != Stage::Done {
            self.step();
        }
        self.batch.progress = self.progress();
        let batch = std::mem::take(&mut self.batch);
        (!batch.rows.is_empty()).then_some(batch)
    }
}

impl Office {
    fn step(&mut self) {
        match self.stage {
            Stage::Old if self.made() < self.old => self.add_old_client(),
            Stage::Old => {
                work_day::open(self);
                self.stage = Stage::Days;
            }
            Stage::Days => {
                if self.enough() || !work_day::step(self) {
                    self.stage = Stage::Late;
                }
            }
            // Whoever found no call to come with was entered by hand.
            Stage::Late if self.made() < self.wanted.size.clients => self.add_old_client(),
            Stage::Late => self.stage = Stage::Ending,
            Stage::Ending => {
                ending::end(self);
                self.stage = Stage::Done;
            }
            Stage::Done => {}
        }
    }

    /// How much is made, thousandths.
    fn progress(&self) -> u64 {
        match self.stage {
            Stage::Old => self.made() * 200 / self.wanted.size.clients.max(1),
            Stage::Days => {
                let days = self.day as u64 * 790 / self.days.len().max(1) as u64;
                200 + self.wanted.size.contacts.map_or(days, |contacts| self.contacts * 790 / contacts.max(1)).min(790)
            }
            Stage::Late | Stage::Ending => 995,
            Stage::Done => 1000,
        }
    }

    fn enough(&self) -> bool {
        self.wanted.size.contacts.is_some_and(|contacts| self.contacts >= contacts)
    }

    /// Clients there are.
    pub(super) fn made(&self) -> u64 {
        self.known.len() as u64
    }

    /// Clients that come during the period, as a share of its working time so far (thousandths).
    pub(super) fn due_clients(&self, thousandths: u64) -> u64 {
        self.old + (self.wanted.size.clients - self.old) * thousandths / 1000
    }

    /// A playbook of one's own may know other types: texts of types it does not have are left out.
    fn drop_unknown_types(&mut self) {
        let types = &self.types;
        let known = |scripts: &mut Vec<Script>| scripts.retain(|script| types.contains_key(script.work_type));
        known(&mut self.data.calls_in);
        known(&mut self.data.calls_out);
        known(&mut self.data.missed);
        known(&mut self.data.letters);
        known(&mut self.data.documents);
        known(&mut self.data.internal);
    }

    /// The employees, and whoever set the office up.
    fn hire(&mut self) {
        let since = self.days.first().map_or(self.wanted.now, |day| day.opens).plus_seconds(-86_400);
        let mut staff: Vec<(Employee, Role)> = Vec::new();
        for [login, surname, given, patronymic, role, extension] in self.data.employees.clone() {
            let role = Role::from_code(role).unwrap_or(Role::Employee);
            staff.push((self.employee([login, surname, given, patronymic, extension], role, since), role));
        }
        let four = staff.iter().filter(|one| one.1 == Role::Employee).count();
        for nth in four..self.wanted.size.sellers {
            let made = client(&self.data, self.wanted.language, self.wanted.seed ^ 1, nth as u64);
            let Some(person) = made.people.first() else { continue };
            let (login, extension) = (format!("seller{nth}"), (200 + nth).to_string());
            let patronymic = person.patronymic.unwrap_or_default();
            let employee = self.employee([&login, person.surname, person.given, patronymic, &extension], Role::Employee, since);
            staff.push((employee, Role::Employee));
        }
        let owner = self.wanted.owner.clone();
        let supervisor = staff.iter().find(|one| one.1 == Role::Supervisor).map(|one| one.0.id);
        if let Some(owner) = &owner {
            let extension = owner.extension.clone().unwrap_or_else(|| "100".to_owned());
            self.put_to_work(owner, &extension, [42, 24, 22, 10, 2], 300, true);
        }
        for (employee, role) in &mut staff {
            employee.supervisor = if *role == Role::Employee { supervisor } else { owner.as_ref().map(|owner| owner.id) };
            let extension = employee.extension.clone().unwrap_or_default();
            let shares = match role {
                Role::Supervisor => [15, 20, 30, 15, 20],
                Role::Operator => [0, 0, 0, 45, 55],
                _ => [36, 20, 26, 14, 4],
            };
            self.put_to_work(employee, &extension, shares, 100, *role == Role::Employee);
        }
        self.batch.rows.extend(staff.into_iter().map(|(employee, _)| Row::Employee(Box::new(employee))));
        // Always told, so that an office begun again has the same batches.
        if let Some(owner) = owner {
            self.batch.rows.push(Row::Extension(owner.id, "100".to_owned()));
        }
    }

    fn employee(&mut self, [login, surname, given, patronymic, extension]: [&str; 5], role: Role, since: Time) -> Employee {
        let taken = self.wanted.owner.as_ref().is_some_and(|owner| owner.login == login);
        Employee {
            id: EmployeeId(self.ids.next(since)),
            login: if taken { format!("{login}2") } else { login.to_owned() },
            surname: surname.to_owned(),
            given: given.to_owned(),
            patronymic: (!patronymic.is_empty()).then(|| patronymic.to_owned()),
            roles: Roles::new([role]),
            language: self.wanted.language,
            theme: Theme::System,
            extension: Some(extension.to_owned()),
            mobile: None,
            supervisor: None,
            deputy: None,
            absent_from: None,
            absent_until: None,
            active: true,
            created: since,
        }
    }

    fn put_to_work(&mut self, employee: &Employee, extension: &str, shares: [u64; 5], pauses: i64, sells: bool) {
        if sells {
            self.sellers.push(self.workers.len());
        }
        self.workers.push(Worker {
            id: employee.id,
            name: employee.name(),
            extension: extension.to_owned(),
            shares,
            pace: self.random.between(94, 124),
            pauses,
            sells,
            todo: Vec::new(),
        });
    }

    /// Whose client one is.
    pub(super) fn responsible(&self, index: u64) -> Option<usize> {
        let many = self.sellers.len().max(1) as u64;
        self.sellers.get(usize::try_from(index % many).ok()?).copied()
    }

    fn add_old_client(&mut self) {
        let index = self.made();
        let created = if self.stage == Stage::Old { self.long_ago(index) } else { self.wanted.now.plus_seconds(-60) };
        let made = client(&self.data, self.wanted.language, self.wanted.seed, index);
        let worker = self.responsible(index);
        let known = self.add_client(&made, worker, created, None).0;
        let Some(employee) = worker.and_then(|place| self.workers.get(place)).map(|worker| worker.id) else { return };
        let mut random = Random::of(self.wanted.seed, super::phone::stream::ONCE, index);
        let learned = [
            ("activity", made.activity.unwrap_or_default(), 80),
            ("source", made.source, 60),
            ("frequency", made.frequency[0], 50),
            ("purpose", made.purpose, 30),
        ];
        for (name, value, percent) in learned {
            if random.percent(percent) {
                self.add_fact(known.id, name, value, None, employee, created);
            }
        }
    }

    /// When a client we had before came: spread over the years before, in working hours, in order.
    fn long_ago(&self, index: u64) -> Time {
        let many = self.before.len().max(1) as u64;
        let place = index * many / self.old.max(1);
        let within = index * many % self.old.max(1);
        let day = usize::try_from(place).ok().and_then(|place| self.before.get(place));
        let hours = (self.wanted.hours.end - self.wanted.hours.start) * 60;
        let second = within.cast_signed() * hours / self.old.max(1).cast_signed();
        day.map_or(self.wanted.now.plus_seconds(-60), |day| day.opens.plus_seconds(second))
    }

    /// Adds the rows of a client with its people, phones and addresses; says what was made.
    pub(super) fn add_client(
        &mut self,
        made: &Made,
        worker: Option<usize>,
        created: Time,
        from: Option<InteractionId>,
    ) -> (Known, Effects) {
        let mut effects = Effects::default();
        let id = ClientId(self.client_ids.next(created));
        self.batch.rows.push(Row::Client(Client {
            id,
            kind: made.kind,
            // Whoever has just called has not bought yet.
            standing: if from.is_some() { crate::model::client::Standing::Potential } else { made.standing },
            form: made.form.map(str::to_owned),
            name: made.name.clone(),
            inn: made.inn.clone(),
            responsible: worker.and_then(|place| self.workers.get(place)).map(|worker| worker.id),
            created,
            last_contact: created,
            merged_into: None,
            removed: false,
        }));
        effects.created_client = from.map(|_| id);
        for person in &made.people {
            let person_id = PersonId(self.client_ids.next(created));
            effects.people.push(person_id);
            self.batch.rows.push(Row::Person(Person {
                id: person_id,
                client: id,
                surname: Some(person.surname.to_owned()),
                given: Some(person.given.to_owned()),
                patronymic: person.patronymic.map(str::to_owned),
                gender: person.gender.map(str::to_owned),
                created,
                removed: false,
            }));
        }
        let first = effects.people.first().copied();
        let second = made.second_phone.clone();
        let channels = [
            Some((ChannelKind::Phone, first, made.phone.clone(), None)),
            second.map(|(number, extension)| (ChannelKind::Phone, None, number, extension)),
            made.email.clone().map(|email| (ChannelKind::Email, first, email, None)),
        ];
        for (kind, person, value, extension) in channels.into_iter().flatten() {
            let channel = ChannelId(self.client_ids.next(created));
            effects.channels.push(channel);
            self.batch.rows.push(Row::Channel(Channel {
                id: channel,
                client: id,
                person,
                kind,
                value,
                extension,
                created,
                removed: false,
            }));
        }
        let known = Known { id, person: first.unwrap_or(PersonId(0)) };
        self.known.push(known);
        (known, effects)
    }

    /// Adds a fact the playbook knows; `words` says where it was recognised.
    pub(super) fn add_fact(
        &mut self,
        client: ClientId,
        name: &str,
        value: &str,
        words: Option<(&str, InteractionId)>,
        employee: EmployeeId,
        at: Time,
    ) -> Option<FactId> {
        if value.is_empty() || !self.facts.iter().any(|fact| fact == name) {
            return None;
        }
        let id = FactId(self.client_ids.next(at));
        let confidence = if words.is_some() { self.random.between(840, 990) } else { 1000 };
        self.batch.rows.push(Row::Fact(Fact {
            id,
            client,
            name: name.to_owned(),
            value: value.to_owned(),
            state: FactState::Known,
            interaction: words.map(|words| words.1),
            words: words.map(|words| words.0.to_owned()),
            confidence,
            employee,
            at,
        }));
        Some(id)
    }

    /// The second of the local day at a moment of the current day.
    pub(super) fn second_of_day(&self, moment: Time) -> i64 {
        let opens = self.days.get(self.day).map_or(moment, |day| day.opens);
        self.wanted.hours.start * 60 + moment.seconds_since(opens)
    }

    /// Seconds worked on the last day of the period until now.
    pub(super) fn second_of_last_day(&self) -> i64 {
        self.days.last().map_or(0, |day| self.wanted.now.seconds_since(day.opens))
    }

    /// A work type's own text, kept for as long as the program runs, where the lists name it.
    pub(super) fn known_type(&self, id: Option<&str>) -> Option<&'static str> {
        self.data.calls_in.iter().map(|script| script.work_type).find(|known| Some(*known) == id)
    }

    /// A moment of the last working day but so many.
    pub(super) fn earlier_day(&self, back: usize, second: i64) -> Time {
        let day = self.days.len().checked_sub(back + 1).and_then(|place| self.days.get(place));
        day.map_or(self.wanted.now.plus_seconds(-86_400 * 2), |day| at(day.date, second, &self.wanted.zone))
    }
}
