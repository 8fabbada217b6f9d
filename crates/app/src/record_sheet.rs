//! Recording a call: the client is created or completed, the promise set, the work unit credited - and undoing it.

use domain::call::Direction;
use domain::id::{ChannelId, ClientId, EmployeeId, FactId, InteractionId, PersonId, PlaybookId, PromiseId, SheetId, UnitId};
use domain::playbook::{Playbook, WorkType, fact};
use domain::text::fold;
use domain::time::Time;

use crate::context::Context;
use crate::desk::caller::{WhoCalls, candidates, who_calls};
use crate::desk::reading::{self, PersonRead, Reading};
use crate::desk::show::reading_of;
use crate::desk::talk::{Talk, replay};
use crate::desk::types::{Looks, likely_types};
use crate::desk::view::Recorded;
use crate::error::{AppError, Done, invalid};
use crate::live::tell;
use crate::model::call::Call;
use crate::model::client::{Channel, ChannelKind, Client, ClientKind, Fact, FactState, Person, Promise, PromiseState, Standing};
use crate::model::office::Office;
use crate::model::people::Employee;
use crate::model::sheet::{Sheet, SheetState};
use crate::model::work::{ClientFields, Effects, Interaction, InteractionKind, UnitState, WorkUnit};
use crate::ports::Tx;
use crate::save_sheet::own_sheet;
use crate::show_output::zone_of;

/// The playbook in force, as the use cases are given it.
#[derive(Debug, Clone, Copy)]
pub struct InForce<'a> {
    /// The installed version.
    pub id: PlaybookId,
    /// Its content.
    pub playbook: &'a Playbook,
}

/// Records a sheet. `shown_type` is the type that stood first on the page: Enter records exactly what was shown.
///
/// # Errors
/// `NotFound`; `Conflict("already-recorded" | "call-goes-on" | "which-client")`; `Invalid` for a type the playbook
/// does not have; store errors.
pub fn record_sheet(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    office: &Office,
    in_force: InForce<'_>,
    id: SheetId,
    shown_type: Option<&str>,
) -> Done<Recorded> {
    let sheet = own_sheet(tx, actor, id)?;
    if sheet.state == SheetState::Recorded {
        return Err(AppError::Conflict("already-recorded"));
    }
    let call = tx.call(sheet.call)?.ok_or(AppError::NotFound("call"))?;
    if !call.state.over() {
        return Err(AppError::Conflict("call-goes-on"));
    }
    let before = match sheet.interaction {
        Some(recorded) => Some(take_back(tx, ctx, recorded)?),
        None => None,
    };
    let reading = reading_of(&sheet, office);
    let mut effects = Effects { draft: sheet.draft.clone(), ..Effects::default() };
    let mut recording = Recording { tx, ctx, actor, call: &call, reading: &reading, effects: &mut effects };
    let interaction_id = recording.ctx.id(InteractionId);
    let (client, person) = match sheet.draft.not_client {
        Some(_) => (None, None),
        None => recording.client(&sheet, before.as_ref().and_then(|before| before.effects.created_client), interaction_id)?,
    };
    let new_client = recording.effects.created_client.is_some();
    let promises = match &client {
        Some(client) => recording.promises(client, interaction_id)?,
        None => Vec::new(),
    };
    recording.count_phrases(office, &sheet, in_force.playbook)?;
    let interaction = Interaction {
        id: interaction_id,
        kind: InteractionKind::Call,
        direction: call.direction,
        client: client.as_ref().map(|client| client.id),
        person,
        employee: actor.id,
        call: Some(call.id),
        at: call.started,
        seconds: call.talk_seconds(ctx.now).unwrap_or(0),
        text: sheet.draft.line.clone(),
        not_client: sheet.draft.not_client,
        recorded: ctx.now,
        undone: None,
        effects,
    };
    tx.add_interaction(&interaction)?;
    let known_client = client.is_some() && !new_client;
    let replaced = before.map(|before| before.id);
    let units = credit(tx, ctx, office, in_force, &sheet, &call, &interaction, &reading, known_client, shown_type, replaced)?;
    let sheet = Sheet {
        state: SheetState::Recorded,
        client: interaction.client,
        interaction: Some(interaction.id),
        version: sheet.version + 1,
        changed: ctx.now,
        ..sheet
    };
    tx.put_sheet(&sheet)?;
    tell(tx, ctx, Some(actor.id), "sheet", sheet.id.0)?;
    tell(tx, ctx, Some(actor.id), "output", actor.id.0)?;
    if let Some(client) = &client {
        tell(tx, ctx, None, "client", client.id.0)?;
    }
    Ok(Recorded { client: interaction.client, new_client, not_client: interaction.not_client, units, promises, sheet })
}

/// Undoes a recording: what it made is taken back, what it changed is as before, the sheet is in work again.
///
/// # Errors
/// `NotFound`; `Conflict("not-recorded" | "frozen")`; store errors.
pub fn undo_recording(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: SheetId) -> Done<Sheet> {
    let sheet = own_sheet(tx, actor, id)?;
    let interaction =
        sheet.interaction.filter(|_| sheet.state == SheetState::Recorded).ok_or(AppError::Conflict("not-recorded"))?;
    let before = take_back(tx, ctx, interaction)?;
    let sheet = Sheet {
        state: SheetState::Open,
        client: None,
        interaction: None,
        draft: before.effects.draft,
        version: sheet.version + 1,
        changed: ctx.now,
        ..sheet
    };
    tx.put_sheet(&sheet)?;
    tell(tx, ctx, Some(actor.id), "sheet", sheet.id.0)?;
    tell(tx, ctx, Some(actor.id), "output", actor.id.0)?;
    if let Some(client) = before.client {
        tell(tx, ctx, None, "client", client.0)?;
    }
    Ok(sheet)
}

/// Opens an own recorded sheet again. What was recorded counts until the sheet is recorded anew; both versions stay.
///
/// # Errors
/// `NotFound`; `Conflict("not-recorded" | "frozen")`; store errors.
pub fn reopen_sheet(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: SheetId) -> Done<Sheet> {
    let sheet = own_sheet(tx, actor, id)?;
    if sheet.state != SheetState::Recorded {
        return Err(AppError::Conflict("not-recorded"));
    }
    refuse_frozen(tx, &sheet)?;
    let sheet = Sheet { state: SheetState::Open, version: sheet.version + 1, changed: ctx.now, ..sheet };
    tx.put_sheet(&sheet)?;
    tell(tx, ctx, Some(actor.id), "sheet", sheet.id.0)?;
    Ok(sheet)
}

/// Closes a reopened sheet without recording it anew: it is as it was recorded.
///
/// # Errors
/// `NotFound`; `Conflict("not-reopened")`; store errors.
pub fn leave_as_recorded(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: SheetId) -> Done<Sheet> {
    let sheet = own_sheet(tx, actor, id)?;
    let recorded = sheet.interaction.filter(|_| sheet.state == SheetState::Open).ok_or(AppError::Conflict("not-reopened"))?;
    let interaction = tx.interaction(recorded)?.ok_or(AppError::NotFound("interaction"))?;
    let sheet = Sheet {
        state: SheetState::Recorded,
        draft: interaction.effects.draft,
        version: sheet.version + 1,
        changed: ctx.now,
        ..sheet
    };
    tx.put_sheet(&sheet)?;
    tell(tx, ctx, Some(actor.id), "sheet", sheet.id.0)?;
    Ok(sheet)
}

fn refuse_frozen(tx: &mut dyn Tx, sheet: &Sheet) -> Done<()> {
    let frozen = tx.units_of_sheet(sheet.id)?.iter().any(|unit| unit.frozen && unit.state == UnitState::Counted);
    if frozen { Err(AppError::Conflict("frozen")) } else { Ok(()) }
}

/// Takes back everything a recording made and marks it as undone; gives it as it was.
fn take_back(tx: &mut dyn Tx, ctx: &Context<'_>, id: InteractionId) -> Done<Interaction> {
    let interaction = tx.interaction(id)?.ok_or(AppError::NotFound("interaction"))?;
    let sheet_units = match interaction.call {
        Some(call) => tx.sheets_of_call(call)?.into_iter().find(|sheet| sheet.interaction == Some(id)),
        None => None,
    };
    if let Some(sheet) = &sheet_units {
        refuse_frozen(tx, sheet)?;
        for unit in tx.units_of_sheet(sheet.id)? {
            if unit.state == UnitState::Counted {
                tx.set_unit_state(unit.id, UnitState::Withdrawn)?;
            }
        }
    }
    let effects = &interaction.effects;
    for fact in &effects.facts {
        tx.set_fact_state(*fact, FactState::Removed)?;
    }
    if let Some(client) = interaction.client.filter(|_| !effects.superseded.is_empty()) {
        let history = tx.facts(client, true)?;
        // What was learned since stays: an older value comes back only where nothing stands in its place.
        let stands = |name: &str| history.iter().any(|fact| fact.name == name && fact.state == FactState::Known);
        for fact in history.iter().filter(|fact| effects.superseded.contains(&fact.id)) {
            if fact.state == FactState::Superseded && !stands(&fact.name) {
                tx.set_fact_state(fact.id, FactState::Known)?;
            }
        }
    }
    for id in &effects.channels {
        // A number somebody has called from since is the client's, whoever wrote it down first.
        if let Some(channel) = tx.channel(*id)?
            && !tx.talked_since(&channel.value, interaction.at)?
        {
            tx.put_channel(&Channel { removed: true, ..channel })?;
        }
    }
    for id in &effects.people {
        if let Some(person) = tx.person(*id)? {
            tx.put_person(&Person { removed: true, ..person })?;
        }
    }
    for (before, after) in effects.people_before.iter().zip(&effects.people_after) {
        if tx.person(before.id)?.as_ref() == Some(after) {
            tx.put_person(before)?;
        }
    }
    for (ids, state) in [(&effects.promises, PromiseState::Cancelled), (&effects.kept, PromiseState::Open)] {
        for id in ids {
            if let Some(promise) = tx.promise(*id)? {
                let closed = (state == PromiseState::Cancelled).then_some(ctx.now);
                tx.put_promise(&Promise { state, closed, ..promise })?;
            }
        }
    }
    for (variant, learned) in &effects.phrases {
        tx.count_phrase(variant, -1, -i64::from(*learned))?;
    }
    take_back_client(tx, &interaction)?;
    tx.put_interaction(&Interaction { undone: Some(ctx.now), ..interaction.clone() })?;
    Ok(interaction)
}

fn take_back_client(tx: &mut dyn Tx, interaction: &Interaction) -> Done<()> {
    let Some(id) = interaction.client else { return Ok(()) };
    let Some(client) = tx.client(id)? else { return Ok(()) };
    if interaction.effects.created_client == Some(id) {
        // A client somebody has dealt with since stays.
        if tx.count_interactions(id, Some(interaction.id))? == 0 {
            tx.put_client(&Client { removed: true, ..client })?;
        }
    } else if let Some(before) = &interaction.effects.client_before {
        let after = interaction.effects.client_after.as_ref().unwrap_or(before);
        let now = ClientFields::of(&client);
        tx.put_client(&Client {
            standing: undone(now.standing, &after.standing, &before.standing),
            form: undone(now.form, &after.form, &before.form),
            name: undone(now.name, &after.name, &before.name),
            kind: undone(now.kind, &after.kind, &before.kind),
            inn: undone(now.inn, &after.inn, &before.inn),
            responsible: undone(now.responsible, &after.responsible, &before.responsible),
            last_contact: undone(now.last_contact, &after.last_contact, &before.last_contact),
            ..client
        })?;
    }
    Ok(())
}

/// A field as it was before, unless somebody changed it since.
fn undone<T: PartialEq + Clone>(now: T, after: &T, before: &T) -> T {
    if now == *after { before.clone() } else { now }
}

/// One recording in work.
struct Recording<'a, 'b> {
    tx: &'a mut dyn Tx,
    ctx: &'a mut Context<'b>,
    actor: &'a Employee,
    call: &'a Call,
    reading: &'a Reading,
    effects: &'a mut Effects,
}

impl Recording<'_, '_> {
    /// The client of the call, created or completed, and the person who called.
    fn client(
        &mut self,
        sheet: &Sheet,
        again: Option<ClientId>,
        source: InteractionId,
    ) -> Done<(Option<Client>, Option<PersonId>)> {
        let found: Vec<_> = candidates(self.tx, self.call, self.reading)?;
        let client = match who_calls(self.tx, &sheet.draft, &found)? {
            WhoCalls::Maybe => return Err(AppError::Conflict("which-client")),
            WhoCalls::Known { client, .. } => self.complete(*client)?,
            WhoCalls::New => {
                // A short or hidden number alone names nobody.
                if !self.reading.identifies() && !self.call.number.as_deref().is_some_and(|number| number.starts_with('+')) {
                    return Ok((None, None));
                }
                self.create(again)?
            }
        };
        let person = self.person(&client)?;
        self.channels(&client, person)?;
        self.facts(&client, source, sheet)?;
        Ok((Some(client), person))
    }

    /// A new client; one that a reopened sheet had made is made again under its own id.
    fn create(&mut self, again: Option<ClientId>) -> Done<Client> {
        let person = self.reading.person.as_ref().map(PersonRead::full_name);
        let (form, name) = match &self.reading.company {
            Some((form, name)) => (form.clone(), name.clone()),
            None => (None, person.unwrap_or_default()),
        };
        let company = self.reading.company.is_some() || self.reading.inn.as_deref().is_some_and(|inn| inn.len() == 10);
        let taken_back = match again {
            Some(id) => self.tx.client(id)?.filter(|client| client.removed && client.merged_into.is_none()),
            None => None,
        };
        let client = Client {
            id: taken_back.as_ref().map_or_else(|| self.ctx.id(ClientId), |client| client.id),
            kind: if company { ClientKind::Company } else { ClientKind::Private },
            standing: Standing::Potential,
            form,
            name,
            inn: self.reading.inn.clone(),
            responsible: Some(self.actor.id),
            created: taken_back.as_ref().map_or(self.ctx.now, |client| client.created),
            last_contact: self.call.started,
            merged_into: None,
            removed: false,
        };
        match taken_back {
            Some(_) => self.tx.put_client(&client)?,
            None => self.tx.add_client(&client)?,
        }
        self.effects.created_client = Some(client.id);
        Ok(client)
    }

    /// Fills what the client lacks; nothing known is overwritten.
    fn complete(&mut self, client: Client) -> Done<Client> {
        self.effects.client_before = Some(ClientFields::of(&client));
        let mut filled = client.clone();
        if let Some((form, name)) = &self.reading.company
            && (client.name.is_empty() || (client.kind == ClientKind::Private && client.inn.is_none()))
        {
            filled.kind = ClientKind::Company;
            filled.form.clone_from(form);
            filled.name.clone_from(name);
        } else if let Some(person) = &self.reading.person
            && client.name.is_empty()
        {
            filled.name = person.full_name();
        }
        if filled.inn.is_none() {
            filled.inn.clone_from(&self.reading.inn);
        }
        filled.responsible = filled.responsible.or(Some(self.actor.id));
        filled.last_contact = filled.last_contact.max(self.call.started);
        if filled != client {
            self.tx.put_client(&filled)?;
        }
        self.effects.client_after = Some(ClientFields::of(&filled));
        Ok(filled)
    }

    /// The person who called: one we know completed, or a new one.
    fn person(&mut self, client: &Client) -> Done<Option<PersonId>> {
        let people = self.tx.people(client.id)?;
        let Some(read) = &self.reading.person else {
            return Ok(match people.as_slice() {
                [only] => Some(only.id),
                _ => None,
            });
        };
        if let Some(known) = people.iter().find(|person| same_person(person, read)) {
            let completed = Person {
                surname: known.surname.clone().or_else(|| read.surname.clone()),
                given: longer(known.given.as_ref(), read.given.as_ref()),
                patronymic: longer(known.patronymic.as_ref(), read.patronymic.as_ref()),
                gender: known.gender.clone().or_else(|| read.gender.clone()),
                ..known.clone()
            };
            if completed != *known {
                self.effects.people_before.push(known.clone());
                self.tx.put_person(&completed)?;
                self.effects.people_after.push(completed);
            }
            return Ok(Some(known.id));
        }
        let person = Person {
            id: self.ctx.id(PersonId),
            client: client.id,
            surname: read.surname.clone(),
            given: read.given.clone(),
            patronymic: read.patronymic.clone(),
            gender: read.gender.clone(),
            created: self.ctx.now,
            removed: false,
        };
        self.tx.add_person(&person)?;
        self.effects.people.push(person.id);
        Ok(Some(person.id))
    }

    fn channels(&mut self, client: &Client, person: Option<PersonId>) -> Done<()> {
        let known = self.tx.channels(client.id)?;
        // The number shown may be a switchboard: it belongs to the client; what the caller named is theirs.
        let shown = self
            .call
            .number
            .iter()
            .filter(|number| number.starts_with('+'))
            .map(|number| (ChannelKind::Phone, number, None, None));
        let phones = self.reading.phones.iter().map(|(number, ext)| (ChannelKind::Phone, number, ext.clone(), person));
        let emails = self.reading.emails.iter().map(|address| (ChannelKind::Email, address, None, person));
        let mut added: Vec<String> = Vec::new();
        for (kind, value, extension, person) in phones.chain(emails).chain(shown) {
            if known.iter().any(|channel| channel.value == *value) || added.contains(value) {
                continue;
            }
            let channel = Channel {
                id: self.ctx.id(ChannelId),
                client: client.id,
                person,
                kind,
                value: value.clone(),
                extension,
                created: self.ctx.now,
                removed: false,
            };
            self.tx.add_channel(&channel)?;
            self.effects.channels.push(channel.id);
            added.push(value.clone());
        }
        Ok(())
    }

    fn facts(&mut self, client: &Client, source: InteractionId, sheet: &Sheet) -> Done<()> {
        let known = self.tx.facts(client.id, false)?;
        let of_record = [fact::NAME, fact::PHONE, fact::EMAIL, reading::INN];
        for read in self.reading.facts.iter().filter(|read| !of_record.contains(&read.name.as_str())) {
            let old: Vec<&Fact> = known.iter().filter(|fact| fact.name == read.name).collect();
            if old.iter().any(|fact| fact.state == FactState::Known && fact.value == read.value) {
                continue;
            }
            for fact in old.iter().filter(|fact| !self.effects.superseded.contains(&fact.id)).collect::<Vec<_>>() {
                self.tx.set_fact_state(fact.id, FactState::Superseded)?;
                if fact.state == FactState::Known {
                    self.effects.superseded.push(fact.id);
                }
            }
            self.add_fact(client, source, &read.name, &read.value, FactState::Known, read.words.clone(), read.confidence)?;
        }
        for name in refused_in(sheet) {
            if self.reading.value(&name).is_none() && !known.iter().any(|fact| fact.name == name) {
                self.add_fact(client, source, &name, "", FactState::Refused, None, 1000)?;
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of one row")]
    fn add_fact(
        &mut self,
        client: &Client,
        source: InteractionId,
        name: &str,
        value: &str,
        state: FactState,
        words: Option<String>,
        confidence: i64,
    ) -> Done<()> {
        let fact = Fact {
            id: self.ctx.id(FactId),
            client: client.id,
            name: name.to_owned(),
            value: value.to_owned(),
            state,
            interaction: Some(source),
            words,
            confidence,
            employee: self.actor.id,
            at: self.ctx.now,
        };
        self.tx.add_fact(&fact)?;
        self.effects.facts.push(fact.id);
        Ok(())
    }

    /// Sets what was promised; a call to the client keeps an own promise to call.
    fn promises(&mut self, client: &Client, source: InteractionId) -> Done<Vec<Promise>> {
        if self.call.direction == Direction::Out && self.call.answered.is_some() {
            for promise in self.tx.promises_of_client(client.id)? {
                if promise.action == "call_back" && promise.employee == self.actor.id && promise.created < self.call.started {
                    self.effects.kept.push(promise.id);
                    self.tx.put_promise(&Promise { state: PromiseState::Kept, closed: Some(self.ctx.now), ..promise })?;
                }
            }
        }
        let number = self.reading.phones.first().map(|(number, _)| number.clone()).or_else(|| self.call.number.clone());
        let mut made = Vec::new();
        for step in &self.reading.steps {
            let promise = Promise {
                id: self.ctx.id(PromiseId),
                client: Some(client.id),
                interaction: Some(source),
                employee: self.actor.id,
                action: step.action.clone(),
                words: step.words.clone(),
                due: step.due,
                all_day: step.all_day,
                number: number.clone(),
                state: PromiseState::Open,
                created: self.ctx.now,
                closed: None,
            };
            self.tx.add_promise(&promise)?;
            self.effects.promises.push(promise.id);
            made.push(promise);
        }
        Ok(made)
    }

    /// Counts the variants marked as said, and whether a fact they asked was learned after.
    fn count_phrases(&mut self, office: &Office, sheet: &Sheet, playbook: &Playbook) -> Done<()> {
        let talk = Talk {
            playbook,
            office: &office.name,
            employee: self.actor,
            call: self.call,
            sheet,
            reading: self.reading,
            client: None,
            person: None,
            person_chosen: false,
        };
        let mut counted: Vec<(String, bool)> = Vec::new();
        for said in replay(&talk).said {
            let learned = !said.learned.is_empty();
            match counted.iter_mut().find(|(variant, _)| *variant == said.variant) {
                Some((_, before)) => *before |= learned,
                None => counted.push((said.variant, learned)),
            }
        }
        for (variant, learned) in &counted {
            self.tx.count_phrase(variant, 1, i64::from(*learned))?;
        }
        self.effects.phrases = counted;
        Ok(())
    }
}

/// The facts refused in a sheet's talk.
fn refused_in(sheet: &Sheet) -> Vec<String> {
    let mut refused: Vec<String> =
        sheet.draft.moves.iter().filter_map(|one| one.event.strip_prefix("refuse ")).map(str::to_owned).collect();
    refused.sort_unstable();
    refused.dedup();
    refused
}

/// Two names are one person's where every part both have agrees and at least one part is shared; an initial agrees
/// with the name it begins.
fn same_person(known: &Person, read: &PersonRead) -> bool {
    let parts = [(&known.surname, &read.surname), (&known.given, &read.given), (&known.patronymic, &read.patronymic)];
    let mut shared = false;
    for (a, b) in parts {
        if let (Some(a), Some(b)) = (a, b) {
            let (a, b) = (fold(a), fold(b));
            let initial = a.chars().count() == 1 || b.chars().count() == 1;
            if a != b && !(initial && a.chars().next() == b.chars().next()) {
                return false;
            }
            shared = true;
        }
    }
    shared
}

fn longer(known: Option<&String>, read: Option<&String>) -> Option<String> {
    match (known, read) {
        (Some(known), Some(read)) if fold(known).chars().count() == 1 => Some(read.clone()),
        (Some(known), _) => Some(known.clone()),
        (None, read) => read.cloned(),
    }
}

/// Credits the matters of a sheet; without a chosen type, the one that was shown.
#[expect(clippy::too_many_arguments, reason = "everything a unit is made of")]
fn credit(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    office: &Office,
    in_force: InForce<'_>,
    sheet: &Sheet,
    call: &Call,
    interaction: &Interaction,
    reading: &Reading,
    known_client: bool,
    shown_type: Option<&str>,
    replaced: Option<InteractionId>,
) -> Done<Vec<WorkUnit>> {
    let chosen: Vec<(String, String)> = sheet
        .draft
        .matters
        .iter()
        .filter_map(|matter| matter.work_type.clone().map(|work_type| (work_type, matter.note.clone())))
        .collect();
    let types = if chosen.is_empty() {
        let looks =
            Looks { direction: call.direction, known_client, unanswered: call.answered.is_none(), draft: &sheet.draft, reading };
        let likely = likely_types(in_force.playbook, looks, domain::language::Language::Ru);
        let shown = shown_type.map(str::to_owned).or_else(|| likely.first().map(|view| view.id.clone()));
        vec![(shown.ok_or(AppError::Conflict("no-type"))?, String::new())]
    } else {
        chosen
    };
    let before: Vec<UnitId> = tx
        .units_of_sheet(sheet.id)?
        .iter()
        .filter(|unit| replaced.is_some() && unit.interaction == replaced)
        .map(|unit| unit.id)
        .collect();
    let mut units = Vec::new();
    for (index, (id, note)) in types.into_iter().enumerate() {
        let work_type = in_force.playbook.work_type(&id).ok_or(invalid("work_type", "unknown"))?;
        let nothing = work_type.special.is_some_and(domain::playbook::SpecialType::credits_nothing)
            || beyond_limit(tx, office, work_type, sheet.employee, call)?;
        let unit = WorkUnit {
            id: ctx.id(UnitId),
            employee: sheet.employee,
            interaction: Some(interaction.id),
            sheet: Some(sheet.id),
            client: interaction.client,
            work_type: id,
            playbook: in_force.id,
            norm: work_type.norm,
            credited: if nothing { 0 } else { work_type.norm },
            evidence: call.evidence,
            note,
            at: interaction.at,
            state: UnitState::Counted,
            frozen: false,
            replaces: before.get(index).copied(),
        };
        tx.add_unit(&unit)?;
        units.push(unit);
    }
    Ok(units)
}

/// Whether a type has been credited as often as it may be for this number on the local day of the call.
fn beyond_limit(tx: &mut dyn Tx, office: &Office, work_type: &WorkType, employee: EmployeeId, call: &Call) -> Done<bool> {
    let Some(limit) = work_type.daily_limit else { return Ok(false) };
    let zone = zone_of(office);
    let (from, until) = Time::day(call.started.local(&zone).date(), &zone);
    Ok(tx.count_credited(&work_type.id, call.number.as_deref(), employee, from, until)? >= i64::from(limit))
}
