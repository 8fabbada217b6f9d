//! Writing a letter: begun new, as an answer, passed on or sent again; saved as it is typed; thrown away.

use domain::id::{ClientId, LetterId, MailboxId, OutgoingId};
use domain::letter::{Address, Attachment, base_subject, clean_email};
use domain::rights::Action;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done, invalid};
use crate::live::tell;
use crate::model::letter::StoredLetter;
use crate::model::mailbox::Mailbox;
use crate::model::outgoing::{AnswerKind, Outgoing, OutgoingContent, OutgoingState};
use crate::model::people::Employee;
use crate::open_letter::may_see;
use crate::ports::Tx;
use crate::receive_letter::own_addresses;

/// Most bytes of a letter's own text.
const TEXT_LIMIT: usize = 1_000_000;
/// Most recipients of one letter.
const RECIPIENTS_LIMIT: usize = 200;
/// Most attachments of one letter, and their size together in bytes.
const ATTACHMENTS_LIMIT: usize = 50;
const ATTACHED_LIMIT: u64 = 35 * 1024 * 1024;

/// How a letter is begun.
#[derive(Debug, Clone, Default)]
pub struct Begin {
    /// What it is to another letter.
    pub kind: AnswerKind,
    /// The other letter.
    pub about: Option<LetterId>,
    /// The other letter's own text, to be quoted or passed on.
    pub text: String,
    /// To which client a new one goes.
    pub client: Option<ClientId>,
    /// To which address a new one goes.
    pub to: Option<String>,
}

/// Begins a letter. An answer has its recipients, subject and references; an unfinished answer of one's own to the same letter
/// is taken up again.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("no-mailbox")` when no mailbox of the actor's sends; store errors.
pub fn begin_letter(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, begin: &Begin) -> Done<Outgoing> {
    allow(actor, Action::WriteLetters)?;
    let about = match begin.about {
        Some(id) => Some(may_see(tx, actor, id)?),
        None => None,
    };
    if let Some(letter) = &about
        && let Some(mine) = tx.outgoing_of_thread(letter.thread)?.into_iter().find(|one| {
            one.employee == actor.id
                && one.state == OutgoingState::Draft
                && one.content.about == begin.about
                && one.content.kind == begin.kind
        })
    {
        return Ok(mine);
    }
    let mailbox = mailbox_for(tx, actor, about.as_ref())?;
    let mut content = OutgoingContent { kind: begin.kind, about: begin.about, ..OutgoingContent::default() };
    match &about {
        Some(letter) => answer(tx, letter, begin, &mut content)?,
        None => content.to = new_recipients(tx, begin)?,
    }
    let (id, message_id) = (ctx.id(OutgoingId), new_message_id(ctx, &mailbox.email));
    let thread = about.as_ref().filter(|_| begin.kind != AnswerKind::Forward).map(|letter| letter.thread);
    let begun = Outgoing::begun(id, actor.id, Some(mailbox.id), message_id, content, ctx.now);
    let outgoing = Outgoing { thread, ..begun };
    tx.add_outgoing(&outgoing)?;
    if let Some(letter) = about {
        // Colleagues with the same letter open see that somebody answers.
        tell(tx, ctx, None, "letter", letter.id.0)?;
    }
    Ok(outgoing)
}

/// A new `Message-ID` (RFC 5322, 3.6.4) at the sender's domain.
pub(crate) fn new_message_id(ctx: &mut Context<'_>, email: &str) -> String {
    let random = blake3::Hash::from_bytes(ctx.random).to_hex();
    let domain = domain::letter::domain_of(email).unwrap_or("localhost");
    format!("{}.{}@{domain}", ctx.id(|id| id), &random.as_str()[..16])
}

/// The mailbox an answer leaves from: the one the letter came to where the actor may send from it, else the actor's own.
fn mailbox_for(tx: &mut dyn Tx, actor: &Employee, about: Option<&StoredLetter>) -> Done<Mailbox> {
    let usable = sending_mailboxes(tx, actor)?;
    let came = about.and_then(|letter| letter.mailbox);
    let chosen = usable.iter().find(|one| Some(one.id) == came).or_else(|| usable.first());
    chosen.cloned().ok_or(AppError::Conflict("no-mailbox"))
}

/// Mailboxes an employee may send from, the own one first: in use, with a server to hand letters to.
///
/// # Errors
/// Store errors.
pub fn sending_mailboxes(tx: &mut dyn Tx, actor: &Employee) -> Done<Vec<Mailbox>> {
    let mut usable: Vec<Mailbox> = tx
        .mailboxes()?
        .into_iter()
        .filter(|one| one.active && one.settings.smtp.is_some() && (one.employee == actor.id || one.shared))
        .collect();
    usable.sort_by_key(|one| (one.employee != actor.id, one.shared));
    Ok(usable)
}

fn answer(tx: &mut dyn Tx, letter: &StoredLetter, begin: &Begin, content: &mut OutgoingContent) -> Done<()> {
    let own = own_addresses(tx)?;
    let not_own = |list: &[Address]| list.iter().filter(|one| !own.contains(&one.email)).cloned().collect::<Vec<_>>();
    let original = &letter.content;
    let base = base_subject(&letter.subject);
    content.references = original.references.clone();
    content.references.extend(original.message_id.clone());
    match begin.kind {
        AnswerKind::Reply | AnswerKind::ReplyAll | AnswerKind::New => {
            let sender = if original.reply_to.is_empty() { &original.from } else { &original.reply_to };
            // An answer to a letter of our own goes on to those it went to.
            let theirs = not_own(sender);
            content.to = if theirs.is_empty() { not_own(&original.to) } else { theirs };
            if begin.kind == AnswerKind::ReplyAll {
                let others: Vec<Address> = original.to.iter().chain(&original.cc).cloned().collect();
                content.cc = not_own(&others);
                content.cc.retain(|one| content.to.iter().all(|to| to.email != one.email));
                let mut seen = std::collections::HashSet::new();
                content.cc.retain(|one| seen.insert(one.email.clone()));
            }
            content.subject = format!("Re: {base}");
            content.quoted.clone_from(&begin.text);
        }
        AnswerKind::Forward => {
            content.subject = format!("Fwd: {base}");
            content.original.clone_from(&begin.text);
            content.quoted.clone_from(&begin.text);
            content.attachments.clone_from(&original.attachments);
            content.references = Vec::new();
        }
        AnswerKind::Again => {
            content.to = original.to.clone();
            content.cc = original.cc.clone();
            content.subject.clone_from(&letter.subject);
            content.text.clone_from(&begin.text);
            content.original.clone_from(&begin.text);
            content.attachments.clone_from(&original.attachments);
        }
    }
    Ok(())
}

fn new_recipients(tx: &mut dyn Tx, begin: &Begin) -> Done<Vec<Address>> {
    if let Some(to) = begin.to.as_deref().map(clean_email).filter(|to| !to.is_empty()) {
        return Ok(vec![Address::new("", &to)]);
    }
    let Some(client) = begin.client else { return Ok(Vec::new()) };
    let people = tx.people(client)?;
    let email = tx.channels(client)?.into_iter().rev().find(|one| one.kind == crate::model::client::ChannelKind::Email);
    Ok(email
        .map(|email| {
            let person = people.iter().find(|one| Some(one.id) == email.person);
            Address::new(&person.map_or_else(String::new, crate::model::client::Person::full_name), &email.value)
        })
        .into_iter()
        .collect())
}

/// What a page saves of a letter: each field that changed.
#[derive(Debug, Clone, Default)]
pub struct LetterPatch {
    /// The mailbox it leaves from.
    pub mailbox: Option<MailboxId>,
    /// To whom.
    pub to: Option<Vec<Address>>,
    /// Copies to.
    pub cc: Option<Vec<Address>>,
    /// Hidden copies to.
    pub bcc: Option<Vec<Address>>,
    /// The subject.
    pub subject: Option<String>,
    /// The author's words.
    pub text: Option<String>,
    /// What stands quoted.
    pub quoted: Option<String>,
    /// The template it was begun with.
    pub template: Option<String>,
    /// The work type's id; empty takes it away.
    pub work_type: Option<String>,
    /// The note to the unit.
    pub note: Option<String>,
    /// Ticked points of the checklist.
    pub checked: Option<Vec<u16>>,
    /// Documents made for it.
    pub documents: Option<Vec<String>>,
    /// Whether it is private.
    pub private: Option<bool>,
    /// Whether it repairs an own mistake.
    pub own_mistake: Option<bool>,
    /// An attachment to add.
    pub attach: Option<Attachment>,
    /// The digest of an attachment to take off.
    pub detach: Option<String>,
}

/// Saves what changed of an own letter in the making. Repeating the same save changes nothing; a stale one loses nothing.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("letter-left")` once it is on its way; `Invalid` for what is too long or too much; store errors.
pub fn save_letter(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    id: OutgoingId,
    patch: LetterPatch,
) -> Done<Outgoing> {
    let outgoing = own_outgoing(tx, actor, id)?;
    if !matches!(outgoing.state, OutgoingState::Draft | OutgoingState::Held | OutgoingState::Failed) {
        return Err(AppError::Conflict("letter-left"));
    }
    let mut changed = outgoing.clone();
    if let Some(mailbox) = patch.mailbox {
        let usable = sending_mailboxes(tx, actor)?.iter().any(|one| one.id == mailbox);
        changed.mailbox = Some(mailbox).filter(|_| usable).or(changed.mailbox);
    }
    if let Some(work_type) = &patch.work_type {
        changed.work_type = Some(work_type.clone()).filter(|one| !one.is_empty());
    }
    // A letter held on its way from a mail program leaves as its author wrote it; only its type is missing.
    if outgoing.raw.is_none() {
        put(&mut changed.content, &patch);
    }
    changed.content.note = patch.note.unwrap_or(changed.content.note);
    changed.content.checked = patch.checked.unwrap_or(changed.content.checked);
    changed.content.documents = patch.documents.unwrap_or(changed.content.documents);
    changed.content.private = patch.private.unwrap_or(changed.content.private);
    check(&changed.content)?;
    if changed == outgoing {
        return Ok(outgoing);
    }
    changed.version += 1;
    changed.changed = ctx.now;
    tx.put_outgoing(&changed)?;
    Ok(changed)
}

fn put(content: &mut OutgoingContent, patch: &LetterPatch) {
    fn take<T: Clone>(field: &mut T, new: Option<&T>) {
        if let Some(new) = new {
            field.clone_from(new);
        }
    }
    take(&mut content.to, patch.to.as_ref());
    take(&mut content.cc, patch.cc.as_ref());
    take(&mut content.bcc, patch.bcc.as_ref());
    take(&mut content.subject, patch.subject.as_ref());
    take(&mut content.text, patch.text.as_ref());
    take(&mut content.quoted, patch.quoted.as_ref());
    take(&mut content.own_mistake, patch.own_mistake.as_ref());
    if let Some(template) = &patch.template {
        content.template = Some(template.clone()).filter(|one| !one.is_empty());
    }
    if let Some(attachment) = &patch.attach
        && content.attachments.iter().all(|one| one.digest != attachment.digest || one.name != attachment.name)
    {
        content.attachments.push(attachment.clone());
    }
    if let Some(digest) = &patch.detach {
        content.attachments.retain(|one| one.digest != *digest);
    }
}

fn check(content: &OutgoingContent) -> Done<()> {
    if content.text.len() + content.quoted.len() > TEXT_LIMIT {
        return Err(invalid("text", "too-long"));
    }
    if content.subject.chars().count() > 500 {
        return Err(invalid("subject", "too-long"));
    }
    if content.to.len() + content.cc.len() + content.bcc.len() > RECIPIENTS_LIMIT {
        return Err(invalid("to", "too-many"));
    }
    let size: u64 = content.attachments.iter().map(|one| one.size).sum();
    if content.attachments.len() > ATTACHMENTS_LIMIT || size > ATTACHED_LIMIT {
        return Err(invalid("attachment", "too-large"));
    }
    Ok(())
}

/// Throws an own letter in the making away.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("letter-left")`; store errors.
pub fn discard_letter(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: OutgoingId) -> Done<()> {
    let outgoing = own_outgoing(tx, actor, id)?;
    if !matches!(outgoing.state, OutgoingState::Draft | OutgoingState::Held | OutgoingState::Failed) {
        return Err(AppError::Conflict("letter-left"));
    }
    tx.put_outgoing(&Outgoing { state: OutgoingState::Discarded, version: outgoing.version + 1, changed: ctx.now, ..outgoing })?;
    Ok(())
}

/// An own letter in the making or on its way.
///
/// # Errors
/// `Denied`; `NotFound`, also for another's; store errors.
pub fn own_outgoing(tx: &mut dyn Tx, actor: &Employee, id: OutgoingId) -> Done<Outgoing> {
    allow(actor, Action::WriteLetters)?;
    tx.outgoing(id)?.filter(|one| one.employee == actor.id).ok_or(AppError::NotFound("letter"))
}
