//! How the office stands now: what was promised and waits, sheets nobody has finished, counts of phrases, open questions.

use domain::call::{CallState, Direction};
use domain::id::{CallId, PromiseId, QuestionId, SheetId};
use domain::random::Random;
use domain::sheet::Draft;
use domain::time::Time;

use super::calendar::{at, next_working, works};
use super::office::Office;
use super::phone::{office_number, stranger, stream};
use super::record::{made, next_key};
use super::rows::Row;
use super::texts::Filling;
use crate::model::call::{Call, Evidence};
use crate::model::client::{Promise, PromiseState};
use crate::model::office::{OpenQuestion, PhraseCount};
use crate::model::sheet::{Sheet, SheetState};

/// Adds the last rows.
pub(super) fn end(office: &mut Office) {
    settle(office);
    if office.wanted.size.contacts.is_none() {
        promises_of_today(office);
        unfinished_sheets(office);
    }
    phrases(office);
    questions(office);
}

/// Promises nobody got to yet: those of times gone by were kept, the others wait.
fn settle(office: &mut Office) {
    let now = office.wanted.now;
    for place in 0..office.workers.len() {
        let Some(worker) = office.workers.get_mut(place) else { continue };
        let mut todo = std::mem::take(&mut worker.todo);
        todo.sort_by_key(|one| one.from);
        for promise in todo.into_iter().filter_map(|one| one.promise) {
            let past = promise.due.filter(|due| *due < now);
            let state = if past.is_some() { PromiseState::Kept } else { PromiseState::Open };
            office.batch.rows.push(Row::Promise(Promise { state, closed: past, ..promise }));
        }
    }
}

/// Something waits for the first sellers today (on the next working day when this one is over), and one thing is overdue.
fn promises_of_today(office: &mut Office) {
    let (now, hours, language) = (office.wanted.now, office.wanted.hours, office.wanted.language);
    let today = now.local(&office.wanted.zone).date();
    let second = now.seconds_since(at(today, 0, &office.wanted.zone));
    let in_time = works(today, language) && second < hours.end * 60 - 5400;
    let (day, first) = if in_time {
        (today, second.max(hours.start * 60) + 1800)
    } else {
        (next_working(today, language), hours.start * 60 + 3600)
    };
    let reminders = office.data.reminders.clone();
    for (nth, [action, words]) in reminders.iter().enumerate() {
        let Some(place) = office.sellers.get(nth % office.sellers.len().max(1)).copied() else { return };
        let step = i64::try_from(nth).unwrap_or(0) * 1500;
        // Times people say: whole five minutes.
        let due = at(day, (first + step) / 300 * 300, &office.wanted.zone);
        add_promise(office, place, (action, words), due);
    }
    let overdue = office.earlier_day(1, hours.end * 60 - 7200);
    if let (Some(place), Some([action, words])) = (office.sellers.first().copied(), reminders.last()) {
        add_promise(office, place, (action, words), overdue);
    }
}

fn add_promise(office: &mut Office, place: usize, (action, words): (&str, &str), due: Time) {
    let Some(employee) = office.workers.get(place).map(|worker| worker.id) else { return };
    let many = office.sellers.len().max(1) as u64;
    let index = office.random.below(office.made() / many) * many
        + office.sellers.iter().position(|one| *one == place).unwrap_or(0) as u64;
    let Some(known) = usize::try_from(index).ok().and_then(|index| office.known.get(index)).copied() else { return };
    let created = due.min(office.wanted.now).plus_seconds(-86_400);
    let number = (action == "call_back").then(|| made(office, index).phone);
    office.batch.rows.push(Row::Promise(Promise {
        id: PromiseId(office.ids.next(created)),
        client: Some(known.id),
        interaction: None,
        employee,
        action: action.to_owned(),
        words: words.to_owned(),
        due: Some(due),
        all_day: false,
        number,
        state: PromiseState::Open,
        created,
        closed: None,
    }));
}

/// Calls of past days whose sheets were never finished.
fn unfinished_sheets(office: &mut Office) {
    for (nth, text) in office.data.unfinished.clone().into_iter().enumerate() {
        let Some(worker) = office.sellers.get(nth).and_then(|place| office.workers.get(*place)).cloned() else { return };
        let start = office.earlier_day(nth + 2, office.wanted.hours.start * 60 + 7000);
        let company = made(office, office.made().saturating_sub(1 + nth as u64));
        let company =
            (0..office.made()).map(|index| made(office, index)).find(|one| !one.company().is_empty()).unwrap_or(company);
        let mut random = office.random;
        let filling = Filling {
            data: &office.data,
            language: office.wanted.language,
            salutations: &office.salutations,
            made: Some(&company),
            us: &worker.name,
            step: "",
        };
        let line = filling.fill(text, &mut random).text;
        office.random = random;
        let call = Call {
            id: CallId(office.ids.next(start)),
            key: next_key(office),
            direction: Direction::In,
            number: Some(stranger(office.wanted.language, nth as u64)),
            called: Some(office_number(office.wanted.language)),
            state: CallState::Ended,
            started: start,
            answered: Some(start.plus_seconds(6)),
            ended: Some(start.plus_seconds(200)),
            rang: vec![worker.extension.clone()],
            talked: vec![worker.extension.clone()],
            employee: Some(worker.id),
            evidence: Evidence::Exchange,
        };
        let sheet = Sheet {
            id: SheetId(office.ids.next(start)),
            call: call.id,
            employee: worker.id,
            state: SheetState::Open,
            draft: Draft { line, ..Draft::default() },
            version: 4,
            created: start,
            changed: start.plus_seconds(150),
            client: None,
            interaction: None,
        };
        office.batch.rows.push(Row::Call(Box::new(call)));
        office.batch.rows.push(Row::Sheet(Box::new(sheet)));
    }
}

/// Counts as three months would have made them: wordings that ask bring their fact more or less often.
fn phrases(office: &mut Office) {
    let mut random = Random::of(office.wanted.seed, stream::ONCE, u64::MAX);
    for (variant, asks) in std::mem::take(&mut office.variants) {
        let said = random.between(15, 140);
        let learned = if asks { said * random.between(25, 85) / 100 } else { 0 };
        office.batch.rows.push(Row::Phrase(PhraseCount { variant, said, learned }));
    }
}

fn questions(office: &mut Office) {
    for (nth, text) in office.data.questions.clone().into_iter().enumerate() {
        let Some(worker) = office.workers.get(nth % office.workers.len().max(1)).map(|worker| worker.id) else { return };
        let at = office.earlier_day(nth + 1, office.wanted.hours.start * 60 + 11_000);
        let id = QuestionId(office.ids.next(at));
        office.batch.rows.push(Row::Question(OpenQuestion { id, text: text.to_owned(), at, employee: worker, sheet: None }));
    }
}
