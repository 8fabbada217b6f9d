//! A template of the playbook put into a letter in the making, with what is known of the client; and how a letter begins empty.

use std::collections::BTreeMap;

use domain::id::{ClientId, OutgoingId};
use domain::language::Language;
use domain::letter::{Filling, fill, salutation};
use domain::names::PersonName;
use domain::playbook::Playbook;

use crate::context::Context;
use crate::error::{AppError, Done};
use crate::model::client::{FactState, Person};
use crate::model::office::Office;
use crate::model::outgoing::{AnswerKind, Outgoing};
use crate::model::people::Employee;
use crate::ports::Tx;
use crate::record_sheet::InForce;
use crate::write_letter::{LetterPatch, own_outgoing, save_letter};

/// Puts a template into an own letter: its text with the facts of the client, its subject where the letter has none of its
/// own, its work type. What is not known stays a gap.
///
/// # Errors
/// `Denied`; `NotFound` for the letter or the template; `Conflict("letter-left")`; store errors.
pub fn fill_template(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    office: &Office,
    in_force: InForce<'_>,
    id: OutgoingId,
    template: &str,
) -> Done<Outgoing> {
    let playbook = in_force.playbook;
    let outgoing = own_outgoing(tx, actor, id)?;
    let template = playbook.letters.iter().find(|one| one.id == template).ok_or(AppError::NotFound("template"))?;
    let client = client_of(tx, &outgoing)?;
    let person = person_of(tx, client, &outgoing)?;
    let language = office.language;
    let values = values(tx, playbook, client, language)?;
    let name = PersonName {
        surname: person.as_ref().and_then(|one| one.surname.clone()),
        given: person.as_ref().and_then(|one| one.given.clone()),
        patronymic: person.as_ref().and_then(|one| one.patronymic.clone()),
        gender: None,
    };
    let full = person.as_ref().map(Person::full_name).filter(|name| !name.is_empty());
    let employee = actor.name();
    let salutation = salutation(&playbook.salutations, &name, language);
    let filling = Filling {
        playbook,
        language,
        salutation: &salutation,
        person: full.as_deref(),
        employee: &employee,
        office: &office.name,
        values: &values,
    };
    let mut text = fill(template.text.get(language), filling);
    if let Some(signature) = own_signature(tx, &outgoing)? {
        text = format!("{}\n\n-- \n{signature}", text.trim_end());
    }
    let subject = outgoing.content.kind == AnswerKind::New || outgoing.content.subject.trim().is_empty();
    let patch = LetterPatch {
        text: Some(text),
        subject: subject.then(|| fill(template.subject.get(language), filling)),
        template: Some(template.id.clone()),
        work_type: Some(template.work_type.clone()),
        ..LetterPatch::default()
    };
    save_letter(tx, ctx, actor, id, patch)
}

/// Puts the signature under a letter just begun: the mailbox's own, or the author's name and the office.
///
/// # Errors
/// As `save_letter`.
pub fn sign_letter(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    office: &Office,
    outgoing: Outgoing,
) -> Done<Outgoing> {
    if outgoing.version > 1 || !outgoing.content.text.is_empty() {
        return Ok(outgoing);
    }
    let signature = own_signature(tx, &outgoing)?.unwrap_or_else(|| format!("{}, {}", actor.name(), office.name));
    let patch = LetterPatch { text: Some(format!("\n\n-- \n{signature}")), ..LetterPatch::default() };
    save_letter(tx, ctx, actor, outgoing.id, patch)
}

fn own_signature(tx: &mut dyn Tx, outgoing: &Outgoing) -> Done<Option<String>> {
    let mailbox = outgoing.mailbox.map(|id| tx.mailbox(id)).transpose()?.flatten();
    Ok(mailbox.map(|one| one.settings.signature.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// The client a letter in the making goes to: that of the letter it answers, else the one with the first address.
fn client_of(tx: &mut dyn Tx, outgoing: &Outgoing) -> Done<Option<ClientId>> {
    let about = outgoing.content.about.map(|id| tx.letter(id)).transpose()?.flatten();
    let answered = match about.filter(|_| outgoing.content.kind != AnswerKind::Forward) {
        Some(letter) => tx.interaction(letter.interaction)?.and_then(|one| one.client),
        None => None,
    };
    if answered.is_some() {
        return Ok(answered);
    }
    let Some(to) = outgoing.content.to.first() else { return Ok(None) };
    Ok(tx.clients_by_channel(&to.email, 1)?.first().map(|(client, _)| client.id))
}

/// The person written to: the one with the first address, else the client's only one.
fn person_of(tx: &mut dyn Tx, client: Option<ClientId>, outgoing: &Outgoing) -> Done<Option<Person>> {
    if let Some(to) = outgoing.content.to.first() {
        let known = tx.clients_by_channel(&to.email, 9)?.into_iter().find_map(|(_, person)| person);
        if known.is_some() {
            return Ok(known);
        }
    }
    let Some(client) = client else { return Ok(None) };
    let mut people = tx.people(client)?;
    Ok(if people.len() == 1 { people.pop() } else { None })
}

fn values(tx: &mut dyn Tx, playbook: &Playbook, client: Option<ClientId>, language: Language) -> Done<BTreeMap<String, String>> {
    let mut values = BTreeMap::new();
    let Some(client) = client else { return Ok(values) };
    // Newest first: the first value of a fact is the one in force.
    for fact in tx.facts(client, false)?.into_iter().filter(|one| one.state == FactState::Known) {
        let titled = playbook.fact_by_name(&fact.name).and_then(|known| known.values.iter().find(|one| one.id == fact.value));
        let shown = titled.map_or(fact.value.clone(), |one| one.title.get(language).to_owned());
        values.entry(fact.name).or_insert(shown);
    }
    if let Some(client) = tx.client(client)?.filter(|one| !one.name.is_empty()) {
        let company = client.form.iter().map(String::as_str).chain([client.name.as_str()]).collect::<Vec<_>>().join(" ");
        values.entry(domain::playbook::fact::COMPANY.to_owned()).or_insert(company);
    }
    Ok(values)
}
