//! A letter was seen: kept once however often it is seen, threaded, matched to a client, due by the answer it will need.

use domain::call::Direction;
use domain::id::{EmployeeId, InteractionId, LetterId, PersonId, ThreadId};
use domain::letter::suggest::{LetterLooks, suggest};
use domain::letter::{Letter, base_subject, domain_of, identity, is_free_mail, own_words, thread};
use domain::time::Time;

use crate::acknowledge_letter::acknowledge_by_rule;
use crate::context::Context;
use crate::error::Done;
use crate::live::tell;
use crate::model::client::Client;
use crate::model::letter::{LetterState, StoredLetter};
use crate::model::mailbox::{MailPlace, Mailbox};
use crate::model::office::Office;
use crate::model::work::{Effects, Interaction, InteractionKind};
use crate::ports::Tx;
use crate::record_sheet::InForce;
use crate::show_output::zone_of;

/// Working hours within which a letter is answered where its type says nothing.
const USUAL_HOURS: u16 = 8;
/// A talk without references goes on under its subject for so long, seconds.
const SUBJECT_SECONDS: i64 = 90 * 24 * 3600;
/// Most characters of a letter's text kept for the timeline and for searching; the whole letter is in its raw bytes.
const TEXT_LIMIT: usize = 200_000;
/// A date further from the day of receipt than this is not believed, seconds.
const BELIEVED_SECONDS: i64 = 366 * 24 * 3600 * 30;

/// A letter that was seen.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The letter, taken apart.
    pub letter: Letter,
    /// The name of its raw bytes in the object store.
    pub raw: String,
    /// Their number.
    pub size: i64,
    /// Where it was seen; `None` for an imported one.
    pub place: Option<MailPlace>,
    /// Whether that is a folder of sent letters.
    pub sent_folder: bool,
    /// Whether it comes with the first import: history, nothing is due.
    pub history: bool,
    /// When the server got it, where it says so.
    pub internal_date: Option<Time>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The letter.
    pub id: LetterId,
    /// Whether it was not known before.
    pub new: bool,
}

/// Keeps a letter. Seen again, only the place is new.
///
/// # Errors
/// Store errors.
pub fn receive_letter(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    office: &Office,
    in_force: InForce<'_>,
    mailbox: Option<&Mailbox>,
    employee: EmployeeId,
    seen: &Seen,
) -> Done<Kept> {
    if let Some(known) = known(tx, seen)? {
        if let Some(place) = &seen.place {
            tx.add_place(place, known)?;
        }
        return Ok(Kept { id: known, new: false });
    }
    let own = own_addresses(tx)?;
    let direction = direction(&seen.letter, seen.sent_folder, &own);
    let author = author(tx, &seen.letter, direction, mailbox, employee)?;
    let threads = tx.threads_of(&all_ids(&seen.letter))?;
    let (client, person, settled) = match bounced(tx, &seen.letter)? {
        Some(original) => (client_of(tx, &original)?, None, true),
        None => whose(tx, &seen.letter, direction, &own)?,
    };
    let thread = thread_for(tx, ctx, &seen.letter, client.as_ref(), &threads)?;
    let state = state(seen, direction);
    let due = (state == LetterState::Waiting).then(|| due(office, in_force, &seen.letter, ctx.now));
    let at = written(seen, ctx.now);
    let kept = keep(
        tx,
        ctx,
        &Placing { seen, mailbox, employee: author, direction, client: client.as_ref(), person, thread, at, state, due, settled },
    )?;
    if let Some(place) = &seen.place {
        tx.add_place(place, kept.id)?;
    }
    if let Some(report) = &seen.letter.bounce {
        note_bounce(tx, report)?;
    }
    if let Some(mailbox) = mailbox {
        acknowledge_by_rule(tx, ctx, office, in_force, mailbox, &kept)?;
    }
    if direction == Direction::Out {
        close_thread(tx, ctx, thread, kept.interaction, at, LetterState::Answered)?;
    }
    if let Some(client) = client.filter(|_| !seen.history) {
        tx.touch_client(client.id, at)?;
        tell(tx, ctx, None, "client", client.id.0)?;
    }
    if !seen.history {
        tell(tx, ctx, None, "letter", kept.id.0)?;
    }
    Ok(Kept { id: kept.id, new: true })
}

/// Everything a letter is kept with.
pub(crate) struct Placing<'a> {
    pub(crate) seen: &'a Seen,
    pub(crate) mailbox: Option<&'a Mailbox>,
    pub(crate) employee: EmployeeId,
    pub(crate) direction: Direction,
    pub(crate) client: Option<&'a Client>,
    pub(crate) person: Option<PersonId>,
    pub(crate) thread: ThreadId,
    pub(crate) at: Time,
    pub(crate) state: LetterState,
    pub(crate) due: Option<Time>,
    pub(crate) settled: bool,
}

/// Writes the letter, its line on the timeline and its place in the thread.
pub(crate) fn keep(tx: &mut dyn Tx, ctx: &mut Context<'_>, placing: &Placing<'_>) -> Done<StoredLetter> {
    let letter = &placing.seen.letter;
    let interaction = Interaction {
        id: ctx.id(InteractionId),
        kind: InteractionKind::Letter,
        direction: placing.direction,
        client: placing.client.map(|client| client.id),
        person: placing.person,
        employee: placing.employee,
        call: None,
        at: placing.at,
        seconds: 0,
        text: searchable(letter),
        not_client: None,
        recorded: ctx.now,
        undone: None,
        effects: Effects::default(),
    };
    tx.add_interaction(&interaction)?;
    let identity = identity(letter);
    let kept = StoredLetter {
        id: ctx.id(LetterId),
        mailbox: placing.mailbox.map(|mailbox| mailbox.id),
        employee: placing.employee,
        direction: placing.direction,
        interaction: interaction.id,
        thread: placing.thread,
        message_id: identity.message_id,
        digest: identity.digest,
        at: placing.at,
        received: ctx.now,
        subject: letter.subject.clone(),
        sender: letter.from.first().map_or_else(String::new, |from| from.email.clone()),
        content: Letter { text: String::new(), html: None, ..letter.clone() },
        raw: placing.seen.raw.clone(),
        size: placing.seen.size,
        state: placing.state,
        private: false,
        matched: placing.settled,
        due: placing.due,
        closed: None,
        closed_by: None,
        bounce: None,
    };
    tx.add_letter(&kept)?;
    tx.add_references(placing.thread, &all_ids(letter))?;
    Ok(kept)
}

/// Subject, text and names of attachments: what the timeline shows and the search finds.
fn searchable(letter: &Letter) -> String {
    let names = letter.attachments.iter().map(|one| one.name.as_str()).filter(|name| !name.is_empty());
    let mut text = [letter.subject.as_str(), letter.text.as_str()].join("\n\n");
    for name in names {
        text.push('\n');
        text.push_str(name);
    }
    if text.len() > TEXT_LIMIT {
        let end = (0..=TEXT_LIMIT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
    }
    text
}

/// The letter's own text out of what its line on the timeline holds: without the subject before it and the names after it.
#[must_use]
pub fn text_of<'a>(letter: &StoredLetter, line: &'a str) -> &'a str {
    without_frame(line, &letter.subject, letter.content.attachments.iter().map(|one| one.name.as_str()))
}

fn without_frame<'a, 'b>(line: &'a str, subject: &str, names: impl DoubleEndedIterator<Item = &'b str>) -> &'a str {
    let mut text = line.strip_prefix(subject).and_then(|rest| rest.strip_prefix("\n\n")).unwrap_or(line);
    for name in names.rev().filter(|name| !name.is_empty()) {
        text = text.strip_suffix(name).and_then(|rest| rest.strip_suffix('\n')).unwrap_or(text);
    }
    text
}

/// The letter already kept: at this very place, of this identity, or the one we sent under this id ourselves.
fn known(tx: &mut dyn Tx, seen: &Seen) -> Done<Option<LetterId>> {
    if let Some(place) = &seen.place
        && let Some(id) = tx.letter_at(place)?
    {
        return Ok(Some(id));
    }
    let identity = identity(&seen.letter);
    if let Some(letter) = tx.letter_by_identity(&identity)? {
        return Ok(Some(letter.id));
    }
    // A mail server may have changed a letter of ours on its way; its id was made by us and is used once.
    let sent = match identity.message_id.as_str() {
        "" => None,
        id => tx.outgoing_by_message_id(id)?.and_then(|outgoing| outgoing.letter),
    };
    Ok(sent)
}

/// Its own id and those it refers to.
fn all_ids(letter: &Letter) -> Vec<String> {
    let own = letter.message_id.clone().unwrap_or_default();
    let mut ids = thread::references(&own, &letter.references, &letter.in_reply_to);
    if !own.is_empty() {
        ids.push(own);
    }
    ids
}

/// Addresses of the office's own mailboxes.
pub(crate) fn own_addresses(tx: &mut dyn Tx) -> Done<Vec<String>> {
    Ok(tx.mailboxes()?.into_iter().map(|mailbox| mailbox.email).collect())
}

fn direction(letter: &Letter, sent_folder: bool, own: &[String]) -> Direction {
    let ours = letter.from.iter().any(|from| own.contains(&from.email));
    if sent_folder || ours { Direction::Out } else { Direction::In }
}

/// Whose a letter is: who sent it, where it is one of ours; else who answers for the mailbox.
fn author(
    tx: &mut dyn Tx,
    letter: &Letter,
    direction: Direction,
    mailbox: Option<&Mailbox>,
    employee: EmployeeId,
) -> Done<EmployeeId> {
    if direction == Direction::Out
        && let Some(from) = letter.from.first()
        && let Some(own) = tx.mailbox_by_email(&from.email)?
    {
        return Ok(own.employee);
    }
    Ok(mailbox.map_or(employee, |mailbox| mailbox.employee))
}

/// The letter a report is about.
fn bounced(tx: &mut dyn Tx, letter: &Letter) -> Done<Option<StoredLetter>> {
    let Some(original) = letter.bounce.as_ref().and_then(|bounce| bounce.original.as_deref()) else { return Ok(None) };
    Ok(tx.letters_by_message_id(original)?.into_iter().next())
}

fn note_bounce(tx: &mut dyn Tx, report: &domain::letter::Bounce) -> Done<()> {
    let Some(original) = report.original.as_deref() else { return Ok(()) };
    for letter in tx.letters_by_message_id(original)? {
        tx.put_letter(&StoredLetter { bounce: Some(report.clone()), ..letter })?;
    }
    Ok(())
}

fn client_of(tx: &mut dyn Tx, letter: &StoredLetter) -> Done<Option<Client>> {
    let client = tx.interaction(letter.interaction)?.and_then(|interaction| interaction.client);
    client.map_or(Ok(None), |id| Ok(tx.client(id)?))
}

/// The client and person of a letter, and whether it is settled whose it is. One client with an address is it; several are
/// nobody's yet; else the only client at the address's domain, unless that is a public mail service.
pub(crate) fn whose(
    tx: &mut dyn Tx,
    letter: &Letter,
    direction: Direction,
    own: &[String],
) -> Done<(Option<Client>, Option<PersonId>, bool)> {
    let addresses: Vec<&str> = match direction {
        Direction::In => letter.from.iter().chain(&letter.reply_to).map(|one| one.email.as_str()).collect(),
        Direction::Out => letter.to.iter().chain(&letter.cc).chain(&letter.bcc).map(|one| one.email.as_str()).collect(),
    };
    let strangers: Vec<&str> = addresses.into_iter().filter(|email| !own.iter().any(|mine| mine == email)).collect();
    if strangers.is_empty() {
        // Between colleagues only.
        return Ok((None, None, true));
    }
    for email in &strangers {
        match tx.clients_by_channel(email, 2)?.as_slice() {
            [] => {}
            [(client, person)] => return Ok((Some(client.clone()), person.as_ref().map(|one| one.id), true)),
            _ => return Ok((None, None, false)),
        }
    }
    for email in &strangers {
        let Some(domain) = domain_of(email).filter(|domain| !is_free_mail(domain)) else { continue };
        if let [client] = tx.clients_by_domain(domain, 2)?.as_slice() {
            return Ok((Some(client.clone()), None, true));
        }
    }
    // Machines and lists are nobody's clients: they do not wait to be asked about.
    let machine = letter.automatic.by_machine() || letter.automatic.list || letter.bounce.is_some();
    Ok((None, None, machine))
}

/// The thread of a letter: the one its ids name (several become one), else its subject's within the client, else a new one.
pub(crate) fn thread_for(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    letter: &Letter,
    client: Option<&Client>,
    known: &[ThreadId],
) -> Done<ThreadId> {
    if let [kept, lost @ ..] = known {
        for lost in lost {
            tx.join_threads(*lost, *kept)?;
        }
        return Ok(*kept);
    }
    let base = base_subject(&letter.subject);
    let answer = base.len() != letter.subject.trim().len();
    if let Some(client) = client
        && answer
        && !base.is_empty()
        && let Some(thread) = tx.thread_by_subject(client.id, base, ctx.now.plus_seconds(-SUBJECT_SECONDS))?
    {
        return Ok(thread);
    }
    Ok(ctx.id(ThreadId))
}

fn state(seen: &Seen, direction: Direction) -> LetterState {
    let letter = &seen.letter;
    match direction {
        _ if seen.history => LetterState::Filed,
        Direction::Out if letter.automatic.by_machine() => LetterState::Filed,
        Direction::Out => LetterState::Untyped,
        Direction::In => {
            let bulk = letter.automatic.precedence.as_deref().is_some_and(|value| value != "normal");
            let machine = letter.automatic.by_machine() || letter.automatic.list || bulk || letter.bounce.is_some();
            if machine { LetterState::Filed } else { LetterState::Waiting }
        }
    }
}

/// When the answer is due: so many working hours after now as the likeliest type of the answer says.
fn due(office: &Office, in_force: InForce<'_>, letter: &Letter, now: Time) -> Time {
    let own = own_words(&letter.text);
    let likely = suggest(in_force.playbook, LetterLooks { subject: &letter.subject, own: &own, ..LetterLooks::default() });
    let hours = likely
        .first()
        .and_then(|first| in_force.playbook.work_type(&first.work_type))
        .and_then(|one| one.answer_hours)
        .unwrap_or(USUAL_HOURS);
    let zone = zone_of(office);
    Time::from_local(office.day.after_hours(now.local(&zone), hours), &zone)
}

/// When it was written, as its date says where that can be believed.
fn written(seen: &Seen, now: Time) -> Time {
    let got = seen.internal_date.unwrap_or(now);
    match seen.letter.date {
        Some(date) if date <= got.plus_seconds(24 * 3600) && got.seconds_since(date) < BELIEVED_SECONDS => date,
        _ => got,
    }
}

/// Settles everything that waits in a thread.
pub(crate) fn close_thread(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    thread: ThreadId,
    by: InteractionId,
    at: Time,
    state: LetterState,
) -> Done<()> {
    for letter in tx.letters_of_thread(thread)? {
        if letter.state == LetterState::Waiting && letter.at <= at {
            let id = letter.id;
            tx.put_letter(&StoredLetter { state, closed: Some(ctx.now), closed_by: Some(by), ..letter })?;
            tell(tx, ctx, None, "letter", id.0)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::letter::Attachment;

    #[test]
    fn the_text_of_a_letter_comes_out_of_its_line_as_it_went_in() {
        let file = |name: &str| Attachment { name: name.to_owned(), ..Attachment::default() };
        for text in ["Good day\n", "", "offer.pdf", "Cable\n\nCable"] {
            let letter = Letter {
                subject: "Cable".to_owned(),
                text: text.to_owned(),
                attachments: vec![file("offer.pdf"), file(""), file("act.pdf")],
                ..Letter::default()
            };
            let names = letter.attachments.iter().map(|one| one.name.as_str());
            assert_eq!(without_frame(&searchable(&letter), &letter.subject, names), text);
        }
    }
}
