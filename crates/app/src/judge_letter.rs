//! A letter on its way from an ordinary mail program: it leaves with its type, or it is held and its author is told.

use domain::id::{EmployeeId, MailboxId, OutgoingId};
use domain::letter::given_type::{GivenType, Said, TypeCodes};
use domain::letter::suggest::{LetterLooks, suggest};
use domain::letter::{Address, identity, own_words};
use domain::playbook::{Playbook, WorkClass};

use crate::context::Context;
use crate::credit_letter::Circumstances;
use crate::error::Done;
use crate::letter_gate::{Refusal, Wanted, pass};
use crate::live::tell;
use crate::model::mailbox::Mailbox;
use crate::model::outgoing::{Outgoing, OutgoingContent, OutgoingState};
use crate::model::people::Employee;
use crate::ports::Tx;
use crate::receive_letter::Seen;
use crate::record_sheet::InForce;
use crate::send_letter::{queue, record_leaving};
use crate::write_letter::new_message_id;

/// How many likely types a refusal names.
const LIKELY: usize = 4;

/// A letter that wants to leave by the mail server.
#[derive(Debug, Clone)]
pub struct Offered {
    /// Who signed in at the mail server; `None` without signing in.
    pub login: Option<String>,
    /// The envelope sender.
    pub envelope_from: String,
    /// Recipients without type addresses.
    pub recipients: Vec<String>,
    /// The letter, as it will leave when its type is taken off.
    pub seen: Seen,
    /// What its author said about the type.
    pub said: Said,
    /// Whether its sender is one of the accounts machines send from.
    pub service: bool,
}

/// What becomes of it.
#[derive(Debug, Clone)]
pub enum Judged {
    /// It leaves.
    Pass,
    /// It is held.
    Refuse(Box<Held>),
}

/// A letter that is held.
#[derive(Debug, Clone)]
pub struct Held {
    /// Why.
    pub refusal: Refusal,
    /// What was given and is no type.
    pub word: String,
    /// The likeliest types: id, first code, title in the author's language.
    pub likely: Vec<(String, String, String)>,
    /// Whose it is, where that is known; else nothing is kept.
    pub author: Option<(Employee, OutgoingId)>,
    /// Whether it is held for the first time: only then its author is told by a letter.
    pub first: bool,
}

/// The types of letters with their codes, for reading what an author gave.
#[must_use]
pub fn type_codes(playbook: &Playbook) -> Vec<TypeCodes> {
    let letters = playbook.work_types.iter().filter(|one| one.class == WorkClass::Letter);
    letters.map(|one| TypeCodes { id: one.id.clone(), codes: one.codes.clone() }).collect()
}

/// Judges a letter: the one gate, for every way that goes by the mail server.
///
/// # Errors
/// Store errors: then the mail server is told to try later, and nothing leaves.
pub fn judge_letter(tx: &mut dyn Tx, ctx: &mut Context<'_>, in_force: InForce<'_>, offered: &Offered) -> Done<Judged> {
    let author = author(tx, offered)?;
    let automatic = offered.service && offered.seen.letter.automatic.by_machine();
    let given = match &offered.said {
        Said::Type(given) => Ok(Some(given)),
        Said::Nothing => Ok(None),
        Said::Unknown { word, .. } => Err((Refusal::UnknownType, word.clone())),
        Said::Conflict(_) => Err((Refusal::TwoTypes, String::new())),
    };
    let left = given.and_then(|given: Option<&GivenType>| {
        let wanted = Wanted {
            work_type: given.map(|given| given.code.as_str()),
            note: given.map_or("", |given| given.note.as_str()),
            automatic,
        };
        pass(in_force, wanted).map_err(|refusal| (refusal, String::new()))
    });
    match (left, author) {
        (Ok(leave), Some((employee, mailbox))) => {
            let passing = outgoing(ctx, &employee, mailbox.as_ref(), offered, OutgoingState::Sent);
            let again = tx.outgoing_by_message_id(&passing.message_id)?;
            // The mail server asks again where the first answer did not reach it: the letter counts once.
            if again.as_ref().is_some_and(|one| one.state == OutgoingState::Sent) {
                return Ok(Judged::Pass);
            }
            let known = Circumstances { again: false, own_mistake: false, private: false };
            let (letter, unit) = record_leaving(tx, ctx, &leave, &passing, &offered.seen, known, ctx.now)?;
            let sent = Outgoing {
                id: again.as_ref().map_or(passing.id, |one| one.id),
                work_type: Some(leave.work_type().to_owned()),
                playbook: Some(leave.playbook()),
                thread: Some(letter.thread),
                letter: Some(letter.id),
                unit: Some(unit.id),
                ..passing
            };
            // A letter held before and now sent again with its type has left: it is not held any more.
            match again {
                Some(_) => tx.put_outgoing(&sent)?,
                None => tx.add_outgoing(&sent)?,
            }
            Ok(Judged::Pass)
        }
        // A machine of the office that is nobody's: it has its type and there is nobody to credit.
        (Ok(_), None) if automatic => Ok(Judged::Pass),
        (Ok(_), None) => Ok(held(tx, ctx, in_force, offered, Refusal::NoType, String::new(), None)?),
        (Err((refusal, word)), author) => Ok(held(tx, ctx, in_force, offered, refusal, word, author)?),
    }
}

/// Who sends a letter: the account that signed in, else the mailbox it says it is from.
fn author(tx: &mut dyn Tx, offered: &Offered) -> Done<Option<(Employee, Option<Mailbox>)>> {
    let mailboxes = tx.mailboxes()?;
    let from = offered.seen.letter.from.first().map(|one| one.email.as_str()).unwrap_or_default();
    let of = |login: &str| {
        let low = login.to_lowercase();
        mailboxes.iter().find(|one| one.email == low || (!one.settings.user.is_empty() && one.settings.user == login))
    };
    let mailbox = match offered.login.as_deref() {
        Some(login) => of(login),
        None => of(from).or_else(|| of(&offered.envelope_from)),
    };
    let employee = match (mailbox, offered.login.as_deref()) {
        (Some(mailbox), _) => tx.employee(mailbox.employee)?,
        (None, Some(login)) => tx.employee_by_login(&login.to_lowercase())?.map(|(employee, _)| employee),
        (None, None) => None,
    };
    Ok(employee.filter(|one| one.active).map(|employee| (employee, mailbox.cloned())))
}

fn outgoing(
    ctx: &mut Context<'_>,
    employee: &Employee,
    mailbox: Option<&Mailbox>,
    offered: &Offered,
    state: OutgoingState,
) -> Outgoing {
    let letter = &offered.seen.letter;
    let named = |email: &String| {
        let all = letter.to.iter().chain(&letter.cc);
        all.clone().find(|one| one.email == *email).cloned().unwrap_or_else(|| Address::new("", email))
    };
    let message_id = letter.message_id.clone().unwrap_or_else(|| format!("{}@held", identity(letter).digest));
    let content = OutgoingContent {
        to: offered.recipients.iter().map(named).collect(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        attachments: letter.attachments.clone(),
        references: letter.references.clone(),
        pressed: Some(ctx.now),
        ..OutgoingContent::default()
    };
    let id = ctx.id(OutgoingId);
    let begun = Outgoing::begun(id, employee.id, mailbox.map(|mailbox| mailbox.id), message_id, content, ctx.now);
    Outgoing { state, raw: Some(offered.seen.raw.clone()), ..begun }
}

fn held(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    in_force: InForce<'_>,
    offered: &Offered,
    refusal: Refusal,
    word: String,
    author: Option<(Employee, Option<Mailbox>)>,
) -> Done<Judged> {
    let language = author.as_ref().map_or(domain::language::Language::Ru, |(employee, _)| employee.language);
    let own = own_words(&offered.seen.letter.text);
    let looks = LetterLooks { subject: &offered.seen.letter.subject, own: &own, ..LetterLooks::default() };
    let likely = suggest(in_force.playbook, looks)
        .into_iter()
        .filter_map(|one| in_force.playbook.work_type(&one.work_type))
        .filter(|one| !one.codes.is_empty())
        .take(LIKELY)
        .map(|one| (one.id.clone(), code_for(&one.codes, language), one.title.get(language).to_owned()))
        .collect();
    let mut first = false;
    let author = match author {
        None => None,
        Some((employee, mailbox)) => {
            let holding = outgoing(ctx, &employee, mailbox.as_ref(), offered, OutgoingState::Held);
            // A mail program tries again and again: one letter is held once.
            let known = tx.outgoing_by_message_id(&holding.message_id)?;
            let id = known.as_ref().map_or(holding.id, |one| one.id);
            if known.is_none() {
                tx.add_outgoing(&holding)?;
                tell(tx, ctx, Some(employee.id), "outgoing", id.0)?;
                first = true;
            }
            Some((employee, id))
        }
    };
    Ok(Judged::Refuse(Box::new(Held { refusal, word, likely, author, first })))
}

/// A code in the author's letters where there is one.
fn code_for(codes: &[String], language: domain::language::Language) -> String {
    let russian = |code: &String| code.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let wanted = language == domain::language::Language::Ru;
    codes.iter().find(|code| russian(code) == wanted).or_else(|| codes.first()).cloned().unwrap_or_default()
}

/// Tells an author by a letter to the own mailbox that a letter is held: a machine letter, with its type of norm zero.
///
/// # Errors
/// Store errors.
pub fn tell_author(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    in_force: InForce<'_>,
    employee: EmployeeId,
    mailbox: MailboxId,
    subject: String,
    text: String,
) -> Done<()> {
    let Some(own) = tx.mailbox(mailbox)?.filter(|one| one.settings.smtp.is_some()) else { return Ok(()) };
    let Ok(leave) = pass(in_force, Wanted { automatic: true, ..Wanted::default() }) else { return Ok(()) };
    let content = OutgoingContent {
        to: vec![Address::new(&own.name, &own.email)],
        subject,
        text,
        automatic: true,
        ..OutgoingContent::default()
    };
    let (id, message_id) = (ctx.id(OutgoingId), new_message_id(ctx, &own.email));
    let letter = Outgoing::begun(id, employee, Some(mailbox), message_id, content, ctx.now);
    tx.add_outgoing(&letter)?;
    queue(tx, ctx, letter, &leave, None)?;
    Ok(())
}
