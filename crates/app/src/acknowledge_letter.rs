//! Acknowledging receipt: by one key, or by the rule of a mailbox; an answer by the playbook's template, with its type. What is
//! acknowledged still waits for its answer.

use domain::id::{LetterId, OutgoingId};
use domain::letter::{gaps, may_answer_automatically};
use domain::playbook::Text;

use crate::context::Context;
use crate::error::{AppError, Done};
use crate::fill_template::fill_template;
use crate::letter_gate::{Wanted, pass};
use crate::model::letter::{LetterState, StoredLetter};
use crate::model::mailbox::Mailbox;
use crate::model::office::Office;
use crate::model::outgoing::{AnswerKind, Outgoing, OutgoingState};
use crate::model::people::Employee;
use crate::ports::Tx;
use crate::record_sheet::InForce;
use crate::send_letter::{queue, send_letter};
use crate::show_output::zone_of;
use crate::write_letter::{Begin, begin_letter, own_outgoing};

/// Answers a letter with the first template of an acknowledgement, and sends it: it can be taken back as every letter.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("no-mailbox" | "no-template" | "being-answered")`; `Invalid` from the gate; store errors.
pub fn acknowledge_letter(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    office: &Office,
    in_force: InForce<'_>,
    id: LetterId,
) -> Done<Outgoing> {
    let begun = acknowledgement(tx, ctx, actor, office, in_force, id)?;
    send_letter(tx, ctx, actor, in_force, begun, None)
}

/// A draft that acknowledges a letter.
fn acknowledgement(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    office: &Office,
    in_force: InForce<'_>,
    id: LetterId,
) -> Done<OutgoingId> {
    let waits = |work_type: &str| in_force.playbook.work_type(work_type).is_some_and(|one| one.keeps_waiting);
    // One with gaps of its own (an apology that names a new day) wants its author's words.
    let whole = |text: &Text| gaps(text.get(office.language)) == 0;
    let mut templates = in_force.playbook.letters.iter();
    let template = templates.find(|one| waits(&one.work_type) && whole(&one.text)).ok_or(AppError::Conflict("no-template"))?;
    let begun = begin_letter(tx, ctx, actor, &Begin { kind: AnswerKind::Reply, about: Some(id), ..Begin::default() })?;
    if begun.version > 1 {
        // An answer with words of one's own is in the making: it is not written over.
        return Err(AppError::Conflict("being-answered"));
    }
    fill_template(tx, ctx, actor, office, in_force, begun.id, &template.id)?;
    Ok(begun.id)
}

/// Acknowledges a letter just received, where its mailbox says so and a machine may answer it (RFC 3834): never twice a day to one
/// address, never with a gap in the text. What the program does by itself credits zero.
///
/// # Errors
/// Store errors. Where it cannot be acknowledged nothing is done.
pub fn acknowledge_by_rule(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    office: &Office,
    in_force: InForce<'_>,
    mailbox: &Mailbox,
    letter: &StoredLetter,
) -> Done<()> {
    let wanted = mailbox.settings.acknowledge && mailbox.settings.smtp.is_some() && letter.state == LetterState::Waiting;
    if !wanted || !may_answer_automatically(&letter.content) {
        return Ok(());
    }
    let Some(actor) = tx.employee(mailbox.employee)?.filter(|one| one.active) else { return Ok(()) };
    let sender = letter.content.reply_to.first().or(letter.content.from.first());
    let address = sender.map_or(letter.sender.as_str(), |one| one.email.as_str());
    let day = ctx.now.local(&zone_of(office)).date().to_string();
    if !tx.note_auto_answer(address, &day)? {
        return Ok(());
    }
    let begun = match acknowledgement(tx, ctx, &actor, office, in_force, letter.id) {
        Ok(begun) => begun,
        Err(AppError::Store(why)) => return Err(why.into()),
        Err(_) => return Ok(()),
    };
    let mut draft = own_outgoing(tx, &actor, begun)?;
    draft.content.automatic = true;
    let leave = pass(in_force, Wanted { work_type: draft.work_type.as_deref(), automatic: true, ..Wanted::default() });
    match leave {
        Ok(leave) if gaps(&draft.content.text) == 0 => queue(tx, ctx, draft, &leave, None).map(drop),
        _ => Ok(tx.put_outgoing(&Outgoing { state: OutgoingState::Discarded, ..draft })?),
    }
}
