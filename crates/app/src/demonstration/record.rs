//! What one contact leaves behind: the call, its yellow sheet, the contact, facts, promises, work units.

use domain::call::{CallState, Direction};
use domain::id::{CallId, ClientId, InteractionId, PromiseId, SheetId, UnitId};
use domain::sheet::{Caller, Draft, Matter, NotClient};
use domain::time::Time;

use super::calendar;
use super::clients::{self, Made};
use super::data::Script;
use super::office::{Office, Worker};
use super::phone::office_number;
use super::rows::Row;
use super::texts::{Filled, Filling};
use super::work_day::Todo;
use crate::model::call::{Call, Evidence};
use crate::model::client::{Promise, PromiseState};
use crate::model::sheet::{Sheet, SheetState};
use crate::model::work::{Effects, Interaction, InteractionKind, UnitState, WorkUnit};

/// One thing done.
#[derive(Debug)]
pub(super) struct Work {
    /// What it is, and its text.
    pub(super) script: Script,
    /// Call, letter or document; `None` is work without a contact.
    pub(super) kind: Option<InteractionKind>,
    /// Which way.
    pub(super) direction: Direction,
    /// With whom.
    pub(super) client: Option<u64>,
    /// Whether the client comes into being by it.
    pub(super) new: bool,
    /// Why it is not a client's.
    pub(super) not_client: Option<NotClient>,
    /// What it does away with.
    pub(super) todo: Option<Todo>,
    /// When it began.
    pub(super) start: Time,
    /// Seconds.
    pub(super) length: i64,
}

/// The client of a place.
pub(super) fn made(office: &Office, index: u64) -> Made {
    clients::client(&office.data, office.wanted.language, office.wanted.seed, index)
}

/// A call nobody answered.
pub(super) fn missed_call(office: &mut Office, client: u64, start: Time, rings: i64) {
    let number = made(office, client).phone;
    let rang = rang(office, None);
    let call = Call {
        id: CallId(office.ids.next(start)),
        key: next_key(office),
        direction: Direction::In,
        number: Some(number),
        called: Some(office_number(office.wanted.language)),
        state: CallState::Missed,
        started: start,
        answered: None,
        ended: Some(start.plus_seconds(rings)),
        rang,
        talked: Vec::new(),
        employee: None,
        evidence: Evidence::Exchange,
    };
    office.batch.rows.push(Row::Call(Box::new(call)));
}

/// Adds the rows of one thing done by a worker.
pub(super) fn record(office: &mut Office, place: usize, work: Work) {
    let Some(worker) = office.workers.get(place).cloned() else { return };
    let recorded = work.start.plus_seconds(work.length);
    let made = work.client.map(|client| made(office, client));
    let step = work.script.has("step").then(|| next_step(office, recorded)).flatten();
    let mut filled = fill(office, &worker, made.as_ref(), step.as_ref().map_or("", |step| step.words), work.script.text);
    let Some(kind) = work.kind else {
        unit(office, &worker, &work.script, &filled.text, (None, None, None), Evidence::Word, recorded);
        return;
    };
    let mut matters = vec![Matter { work_type: Some(work.script.work_type.to_owned()), note: String::new() }];
    if kind == InteractionKind::Call && work.direction == Direction::In && made.is_some() && !work.new && office.random.percent(6)
    {
        second_matter(office, &worker, made.as_ref(), &mut filled, &mut matters);
    }
    let interaction = InteractionId(office.ids.next(work.start));
    let told = (kind == InteractionKind::Call).then(|| call(office, &worker, &work, made.as_ref()));
    let (client, person, mut effects) = match (&made, work.new) {
        (Some(made), true) => {
            let (known, mut effects) = office.add_client(made, Some(place), recorded, Some(interaction));
            effects.facts = learned(office, known.id, made, &work.script, &filled, interaction, &worker, recorded);
            (Some(known.id), Some(known.person), effects)
        }
        _ => {
            let known = work.client.and_then(|index| office.known.get(usize::try_from(index).ok()?)).copied();
            (known.map(|known| known.id), known.map(|known| known.person), Effects::default())
        }
    };
    let kept = work.todo.and_then(|todo| todo.promise);
    effects.kept.extend(kept.as_ref().map(|promise| promise.id));
    let promise = step.map(|step| promise(office, &worker, client, interaction, made.as_ref(), step, recorded));
    effects.promises.extend(promise.as_ref().map(|promise| promise.id));

    let caller = match (client, work.new) {
        (Some(client), false) => Caller::Known { client, person },
        _ => Caller::Undecided,
    };
    let evidence = told.as_ref().map_or(Evidence::Word, |told| told.evidence);
    let seconds = told.as_ref().and_then(|told| told.talk_seconds(recorded)).unwrap_or(0);
    let mut sheet = None;
    if let Some(told) = &told {
        let draft = Draft {
            line: filled.text.clone(),
            caller,
            matters: matters.clone(),
            not_client: work.not_client,
            ..Draft::default()
        };
        let id = SheetId(office.ids.next(work.start));
        sheet = Some(id);
        effects.draft = draft.clone();
        let version = office.random.between(3, 30);
        office.batch.rows.push(Row::Sheet(Box::new(Sheet {
            id,
            call: told.id,
            employee: worker.id,
            state: SheetState::Recorded,
            draft,
            version,
            created: work.start,
            changed: recorded,
            client,
            interaction: Some(interaction),
        })));
    }
    office.batch.rows.push(Row::Interaction(Box::new(Interaction {
        id: interaction,
        kind,
        direction: work.direction,
        client,
        person,
        employee: worker.id,
        call: told.map(|told| told.id),
        at: work.start,
        seconds,
        text: filled.text,
        not_client: work.not_client,
        recorded,
        undone: None,
        effects,
    })));
    office.contacts += 1;
    for matter in matters {
        let script =
            Script { work_type: office.known_type(matter.work_type.as_deref()).unwrap_or(work.script.work_type), ..work.script };
        unit(office, &worker, &script, &matter.note, (Some(interaction), sheet, client), evidence, recorded);
    }
    if let Some(kept) = kept {
        office.batch.rows.push(Row::Promise(Promise { state: PromiseState::Kept, closed: Some(recorded), ..kept }));
    }
    if let (Some(promise), Some(index)) = (promise, work.client) {
        remember(office, place, promise, index);
    }
}

fn fill(office: &mut Office, worker: &Worker, made: Option<&Made>, step: &str, text: &str) -> Filled {
    let mut random = office.random;
    let filling = Filling {
        data: &office.data,
        language: office.wanted.language,
        salutations: &office.salutations,
        made,
        us: &worker.name,
        step,
    };
    let filled = filling.fill(text, &mut random);
    office.random = random;
    filled
}

/// A call that holds two matters is two units (docs/method.md, Work types of letters).
fn second_matter(office: &mut Office, worker: &Worker, made: Option<&Made>, filled: &mut Filled, matters: &mut Vec<Matter>) {
    let Some(first) = matters.first().and_then(|matter| matter.work_type.clone()) else { return };
    let others: Vec<Script> = office
        .data
        .calls_in
        .iter()
        .filter(|script| script.work_type != first && script.work_type != "call-in-new-enquiry")
        .filter(|script| !script.has("step") && !script.has("company"))
        .copied()
        .collect();
    let Some(script) = office.random.pick(&others).copied() else { return };
    let note = fill(office, worker, made, "", script.text).text;
    filled.text = format!("{}. {note}", filled.text);
    matters.push(Matter { work_type: Some(script.work_type.to_owned()), note });
}

/// The call of a contact: told by the exchange, now and then by the operator's list or by word only.
fn call(office: &mut Office, worker: &Worker, work: &Work, made: Option<&Made>) -> Call {
    let unanswered = work.direction == Direction::Out
        && office
            .types
            .get(work.script.work_type)
            .is_some_and(|one| one.special == Some(domain::playbook::SpecialType::Unanswered));
    let evidence = match office.random.below(100) {
        0..92 => Evidence::Exchange,
        92..97 => Evidence::Word,
        _ => Evidence::Operator,
    };
    let incoming = work.direction == Direction::In;
    let waited = office.random.between(3, 14);
    let share = if unanswered { 60 } else { office.random.between(35, 70) };
    let talk = work.length * share / 100;
    let hidden = incoming && evidence == Evidence::Exchange && !work.new && office.random.percent(4);
    let stranger = office.random.below(100_000);
    let number = match made {
        Some(made) => made.phone.clone(),
        None => super::phone::stranger(office.wanted.language, stranger),
    };
    let by_exchange = evidence == Evidence::Exchange;
    let id = CallId(office.ids.next(work.start));
    let answered = work.start.plus_seconds(waited);
    let rang = if incoming && by_exchange { rang(office, Some(worker)) } else { Vec::new() };
    let call = Call {
        id,
        key: if evidence == Evidence::Word { format!("word-{id}") } else { next_key(office) },
        direction: work.direction,
        number: (!hidden).then_some(number),
        called: (incoming && by_exchange).then(|| office_number(office.wanted.language)),
        state: if unanswered { CallState::Missed } else { CallState::Ended },
        started: work.start,
        answered: (!unanswered).then_some(answered),
        ended: Some(answered.plus_seconds(talk)),
        rang,
        talked: if by_exchange && !unanswered { vec![worker.extension.clone()] } else { Vec::new() },
        employee: Some(worker.id),
        evidence,
    };
    office.batch.rows.push(Row::Call(Box::new(call.clone())));
    call
}

/// Extensions that ring: the one who answers and up to two others, or a few of those who sell.
fn rang(office: &mut Office, answers: Option<&Worker>) -> Vec<String> {
    let mut rang: Vec<String> = answers.map(|worker| worker.extension.clone()).into_iter().collect();
    for _ in 0..office.random.below(3) + u64::from(answers.is_none()) {
        let seller = office.random.pick(&office.sellers).and_then(|place| office.workers.get(*place));
        if let Some(seller) = seller
            && !rang.contains(&seller.extension)
        {
            rang.push(seller.extension.clone());
        }
    }
    rang
}

pub(super) fn next_key(office: &mut Office) -> String {
    office.calls += 1;
    format!("demonstration-{}", office.calls)
}

/// A next step of the lists, with the time its words mean now.
pub(super) struct Step {
    action: &'static str,
    words: &'static str,
    due: Time,
    all_day: bool,
}

fn next_step(office: &mut Office, said: Time) -> Option<Step> {
    let day = office.days.get(office.day)?.date;
    let second = office.second_of_day(said);
    let wanted = &office.wanted;
    let possible: Vec<Step> = office
        .data
        .steps
        .iter()
        .filter_map(|[action, when, words]| {
            let (due, all_day) = calendar::due(when, said, second, day, wanted.language, &wanted.zone, wanted.hours)?;
            Some(Step { action, words, due, all_day })
        })
        .collect();
    let chosen = usize::try_from(office.random.below(possible.len() as u64)).ok()?;
    possible.into_iter().nth(chosen)
}

#[expect(clippy::too_many_arguments, reason = "everything a recording learned, used once")]
fn learned(
    office: &mut Office,
    client: ClientId,
    made: &Made,
    script: &Script,
    filled: &Filled,
    interaction: InteractionId,
    worker: &Worker,
    at: Time,
) -> Vec<domain::id::FactId> {
    let goods = filled.goods.as_deref().unwrap_or_default();
    let said = [
        ("interest", "goods", goods, goods),
        ("activity", "activity", made.activity.unwrap_or_default(), made.activity.unwrap_or_default()),
        ("purpose", "purpose", made.purpose, made.purpose),
        ("source", "source", made.source, made.source),
        ("frequency", "frequency", made.frequency[0], made.frequency[1]),
    ];
    said.into_iter()
        .filter(|(_, place, ..)| script.has(place))
        .filter_map(|(name, _, value, words)| office.add_fact(client, name, value, Some((words, interaction)), worker.id, at))
        .collect()
}

fn promise(
    office: &mut Office,
    worker: &Worker,
    client: Option<ClientId>,
    interaction: InteractionId,
    made: Option<&Made>,
    step: Step,
    at: Time,
) -> Promise {
    Promise {
        id: PromiseId(office.ids.next(at)),
        client,
        interaction: Some(interaction),
        employee: worker.id,
        action: step.action.to_owned(),
        words: step.words.to_owned(),
        due: Some(step.due),
        all_day: step.all_day,
        number: made.filter(|_| step.action == "call_back").map(|made| made.phone.clone()),
        state: PromiseState::Open,
        created: at,
        closed: None,
    }
}

/// What was promised is going to be done by whoever promised it; its row is added when it is known how it ended.
fn remember(office: &mut Office, place: usize, promise: Promise, client: u64) {
    let due = promise.due.unwrap_or(promise.created);
    let (call, work_type) = match promise.action.as_str() {
        "call_back" => (true, Some("call-out-promised")),
        "send_offer" => (false, Some("document-offer")),
        "send_invoice" => (false, Some("document-invoice")),
        "send_documents" => (false, Some("document-certificates")),
        _ => {
            // A visit or a delivery leaves no contact behind.
            let kept = due < office.wanted.now;
            let state = if kept { PromiseState::Kept } else { PromiseState::Open };
            office.batch.rows.push(Row::Promise(Promise { state, closed: kept.then_some(due), ..promise }));
            return;
        }
    };
    let work_type = work_type.filter(|id| office.types.contains_key(*id));
    let from = match (call, promise.all_day) {
        (true, true) => due.plus_seconds(-13 * 3600),
        (true, false) => due.plus_seconds(-180),
        (false, _) => promise.created,
    };
    if let Some(worker) = office.workers.get_mut(place) {
        worker.todo.push(Todo { from, call, work_type, client, promise: Some(promise) });
    }
}

/// A work unit's row. `about`: the contact, the sheet, the client.
fn unit(
    office: &mut Office,
    worker: &Worker,
    script: &Script,
    note: &str,
    about: (Option<InteractionId>, Option<SheetId>, Option<ClientId>),
    evidence: Evidence,
    at: Time,
) {
    let Some(work_type) = office.types.get(script.work_type) else { return };
    let credited = if work_type.special.is_some_and(|special| special.credits_nothing()) { 0 } else { work_type.norm };
    let norm = work_type.norm;
    office.batch.rows.push(Row::Unit(Box::new(WorkUnit {
        id: UnitId(office.ids.next(at)),
        employee: worker.id,
        interaction: about.0,
        sheet: about.1,
        client: about.2,
        work_type: script.work_type.to_owned(),
        playbook: office.wanted.playbook,
        norm,
        credited,
        evidence,
        note: note.to_owned(),
        at,
        state: UnitState::Counted,
        frozen: false,
        replaces: None,
    })));
}
