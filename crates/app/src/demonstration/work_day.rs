//! One working day: whoever is free next does the next thing, in the order of time.

use std::cmp::Reverse;

use domain::call::Direction;
use domain::sheet::NotClient;
use domain::time::Time;

use super::data::{Script, Whose};
use super::office::Office;
use super::record::{self, Work};
use crate::model::client::{ClientKind, Promise, Standing};
use crate::model::work::InteractionKind;

/// Mean pause between two things, seconds.
const PAUSE: i64 = 135;
/// The type a new caller's call is of.
const NEW_CALLER: &str = "call-in-new-enquiry";

/// Something a worker is going to do.
#[derive(Debug, Clone)]
pub(super) struct Todo {
    /// Not before this moment.
    pub(super) from: Time,
    /// Whether it is a call; a document otherwise.
    pub(super) call: bool,
    /// The work type, where it is a certain one.
    pub(super) work_type: Option<&'static str>,
    /// For which client.
    pub(super) client: u64,
    /// The promise it keeps; none for a call missed.
    pub(super) promise: Option<Promise>,
}

/// Begins the current day.
pub(super) fn open(office: &mut Office) {
    office.free.clear();
    for place in 0..office.workers.len() {
        let second = office.random.between(20, 900);
        office.free.push(Reverse((second, place)));
    }
    let first_missed = office.random.between(300, 9_000);
    office.free.push(Reverse((first_missed, office.workers.len())));
}

/// Does the next thing of the day, or begins the next day; `false` when all days are over.
pub(super) fn step(office: &mut Office) -> bool {
    let Some(day) = office.days.get(office.day).copied() else { return false };
    let Some(Reverse((second, place))) = office.free.pop() else {
        office.day += 1;
        if office.day >= office.days.len() {
            return false;
        }
        open(office);
        return true;
    };
    let hours = office.wanted.hours;
    let start = day.opens.plus_seconds(second);
    let clock = hours.start * 60 + second;
    // Whoever is not put back has gone home.
    if start >= office.wanted.now || clock > hours.end * 60 - 180 {
        return true;
    }
    if place == office.workers.len() {
        miss_call(office, start);
        let next = second + office.random.between(1_500, 15_000);
        office.free.push(Reverse((next, place)));
    } else if (hours.break_start * 60..hours.break_end * 60).contains(&clock) {
        let back = (hours.break_end - hours.start) * 60 + office.random.between(0, 300);
        office.free.push(Reverse((back, place)));
    } else if let Some(took) = work(office, place, start, clock) {
        let next = second + took + pause(office, place, clock);
        office.free.push(Reverse((next, place)));
    }
    true
}

/// The busiest hours have the shortest pauses.
fn pause(office: &mut Office, place: usize, clock: i64) -> i64 {
    let tempo = match clock / 3600 {
        10 | 11 => 60,
        14 | 15 => 70,
        12 | 16 => 100,
        9 => 130,
        _ => 170,
    };
    let of_worker = office.workers.get(place).map_or(100, |worker| worker.pauses);
    office.random.between(5, PAUSE * 2) * tempo / 100 * of_worker / 100
        + if of_worker > 100 { office.random.between(60, 900) } else { 0 }
}

/// A call nobody answered; somebody is going to call back.
fn miss_call(office: &mut Office, start: Time) {
    let Some(client) = choose_client(office, None) else { return };
    let rings = office.random.between(14, 40);
    if start.plus_seconds(rings) > office.wanted.now {
        return;
    }
    record::missed_call(office, client, start, rings);
    let many = office.sellers.len() as u64;
    let nth = usize::try_from(office.random.below(many)).unwrap_or(0);
    let from = start.plus_seconds(office.random.between(120, 1_500));
    if let Some(worker) = office.sellers.get(nth).and_then(|place| office.workers.get_mut(*place)) {
        worker.todo.push(Todo { from, call: true, work_type: None, client, promise: None });
    }
}

/// Does one thing; how long it took, or `None` when there was no time left.
fn work(office: &mut Office, place: usize, start: Time, clock: i64) -> Option<i64> {
    let mut work = next_work(office, place, start, clock)?;
    let worker = office.workers.get(place)?;
    let norm = office.types.get(work.script.work_type)?.norm;
    work.length = (norm * worker.pace / 100 * office.random.between(78, 118) / 100).max(40);
    let over = start.plus_seconds(work.length) > office.wanted.now || clock + work.length > office.wanted.hours.end * 60 + 600;
    if over {
        // What was taken up waits for another day.
        if let Some(todo) = work.todo
            && let Some(worker) = office.workers.get_mut(place)
        {
            worker.todo.push(todo);
        }
        return None;
    }
    let length = work.length;
    record::record(office, place, work);
    Some(length)
}

fn next_work(office: &mut Office, place: usize, start: Time, clock: i64) -> Option<Work> {
    if office.random.percent(75)
        && let Some(todo) = take_todo(office, place, start, true)
    {
        return todo_work(office, todo, start);
    }
    let worker = office.workers.get(place)?;
    let (shares, sells) = (worker.shares, worker.sells);
    let mut at = office.random.below(shares.iter().sum());
    let class = shares.iter().position(|share| {
        let here = at < *share;
        at = at.saturating_sub(*share);
        here
    })?;
    match class {
        0 if office.random.percent(7) => not_client(office, start),
        0 if sells && office.due_clients(passed(office, clock)) > office.made() => new_caller(office, start),
        0 => known(office, place, start, InteractionKind::Call, Direction::In, |office| &office.data.calls_in),
        1 => match take_todo(office, place, start, true) {
            Some(todo) => todo_work(office, todo, start),
            None => known(office, place, start, InteractionKind::Call, Direction::Out, |office| &office.data.calls_out),
        },
        2 => known(office, place, start, InteractionKind::Letter, Direction::Out, |office| &office.data.letters),
        3 => match take_todo(office, place, start, false) {
            Some(todo) => todo_work(office, todo, start),
            None => known(office, place, start, InteractionKind::Document, Direction::Out, |office| &office.data.documents),
        },
        _ => {
            let script = weighted(office, None, |office| &office.data.internal, |_| true)?;
            Some(Work {
                script,
                kind: None,
                direction: Direction::Out,
                client: None,
                new: false,
                not_client: None,
                todo: None,
                start,
                length: 0,
            })
        }
    }
}

/// How much of the period's working time has passed, thousandths.
fn passed(office: &Office, clock: i64) -> u64 {
    let hours = office.wanted.hours;
    let day = (hours.end - hours.start).max(1) * 60;
    let clock = (clock - hours.start * 60).clamp(0, day);
    let until = office.second_of_last_day();
    let all = (office.days.len().saturating_sub(1)) as i64 * day + until.clamp(1, day);
    let gone = office.day as i64 * day + clock;
    (gone * 1000 / all.max(1)).clamp(0, 1000).cast_unsigned()
}

/// The earliest thing that may be begun.
fn take_todo(office: &mut Office, place: usize, start: Time, call: bool) -> Option<Todo> {
    let todo = &mut office.workers.get_mut(place)?.todo;
    let at = (0..todo.len()).filter(|at| todo[*at].call == call && todo[*at].from <= start).min_by_key(|at| todo[*at].from)?;
    Some(todo.swap_remove(at))
}

fn todo_work(office: &mut Office, todo: Todo, start: Time) -> Option<Work> {
    let client = Some(todo.client);
    let missed = todo.promise.is_none();
    let wanted = todo.work_type;
    let fits = |script: &Script| wanted.is_none_or(|wanted| script.work_type == wanted);
    let script = match (todo.call, missed) {
        (true, true) => weighted(office, client, |office| &office.data.missed, |_| true),
        (true, false) => weighted(office, client, |office| &office.data.calls_out, fits),
        _ => weighted(office, client, |office| &office.data.documents, fits),
    }?;
    let kind = if todo.call { InteractionKind::Call } else { InteractionKind::Document };
    Some(Work {
        script,
        kind: Some(kind),
        direction: Direction::Out,
        client,
        new: false,
        not_client: None,
        todo: Some(todo),
        start,
        length: 0,
    })
}

fn not_client(office: &mut Office, start: Time) -> Option<Work> {
    let [kind, words] = *office.random.pick(&office.data.not_clients)?;
    // The lists use the names of files, the program hyphens.
    let kind = NotClient::from_code(&kind.replace('_', "-"))?;
    let work_type = if kind == NotClient::Colleague { "call-in-colleague" } else { "call-in-not-client" };
    office.types.contains_key(work_type).then(|| {
        let script = Script { work_type, whose: Whose::Any, incoming: true, weight: 1, text: words };
        Work {
            script,
            kind: Some(InteractionKind::Call),
            direction: Direction::In,
            client: None,
            new: false,
            not_client: Some(kind),
            todo: None,
            start,
            length: 0,
        }
    })
}

fn new_caller(office: &mut Office, start: Time) -> Option<Work> {
    let client = Some(office.made());
    let script = weighted(office, client, |office| &office.data.calls_in, |script| script.work_type == NEW_CALLER)?;
    Some(Work {
        script,
        kind: Some(InteractionKind::Call),
        direction: Direction::In,
        client,
        new: true,
        not_client: None,
        todo: None,
        start,
        length: 0,
    })
}

fn known(
    office: &mut Office,
    place: usize,
    start: Time,
    kind: InteractionKind,
    direction: Direction,
    list: fn(&Office) -> &Vec<Script>,
) -> Option<Work> {
    let client = choose_client(office, Some(place));
    let script = weighted(office, client, list, |script| script.work_type != NEW_CALLER)?;
    let direction = if kind == InteractionKind::Letter && script.incoming { Direction::In } else { direction };
    Some(Work { script, kind: Some(kind), direction, client, new: false, not_client: None, todo: None, start, length: 0 })
}

/// A client somebody has to do with: mostly one's own, mostly those who have been there longest or came lately.
fn choose_client(office: &mut Office, place: Option<usize>) -> Option<u64> {
    let made = office.made();
    if made == 0 {
        return None;
    }
    // A large office has one client with a long history.
    let often = office.wanted.size.contacts.map_or(0, |contacts| contacts / 700);
    if often > 1 && office.contacts.is_multiple_of(often) {
        return Some(0);
    }
    let mut chosen = 0;
    for _ in 0..3 {
        chosen = if office.random.percent(30) {
            made - 1 - office.random.below(made.min(40))
        } else {
            office.random.below(made).min(office.random.below(made))
        };
        let many = office.sellers.len() as u64;
        let own = place.and_then(|place| office.sellers.iter().position(|seller| *seller == place)).map(|nth| nth as u64);
        if let Some(own) = own
            && office.random.percent(80)
        {
            let snapped = chosen - chosen % many + own;
            chosen = if snapped < made { snapped } else { chosen };
        }
        if record::made(office, chosen).standing != Standing::Lost {
            break;
        }
    }
    Some(chosen)
}

/// A text that fits a client, by weight.
fn weighted(
    office: &mut Office,
    client: Option<u64>,
    list: fn(&Office) -> &Vec<Script>,
    fits: impl Fn(&Script) -> bool,
) -> Option<Script> {
    let made = client.map(|client| record::made(office, client));
    let fits = |script: &&Script| {
        let suits = match (&made, script.whose) {
            (_, Whose::Any) => true,
            (Some(made), Whose::Company) => made.kind == ClientKind::Company,
            (Some(made), Whose::Private) => made.kind == ClientKind::Private,
            (None, _) => false,
        };
        let has = |place: &str, there: bool| there || !script.has(place);
        let said = made.as_ref().is_none_or(|made| {
            has("inn", made.inn.is_some()) && has("email", made.email.is_some()) && has("activity", made.activity.is_some())
        });
        suits && said && fits(script)
    };
    let all: u64 = list(office).iter().filter(fits).map(|script| script.weight).sum();
    let mut at = office.random.below(all);
    list(office)
        .iter()
        .filter(fits)
        .find(|script| {
            let here = at < script.weight;
            at = at.saturating_sub(script.weight);
            here
        })
        .copied()
}
