//! Acknowledging receipt with one key: an answer by the playbook's template, with its type, on its way at once.

use domain::id::LetterId;

use crate::context::Context;
use crate::error::{AppError, Done};
use crate::fill_template::fill_template;
use crate::model::office::Office;
use crate::model::outgoing::{AnswerKind, Outgoing};
use crate::model::people::Employee;
use crate::ports::Tx;
use crate::record_sheet::InForce;
use crate::send_letter::send_letter;
use crate::write_letter::{Begin, begin_letter};

/// Answers a letter with the first template whose type counts once in a thread (an acknowledgement), and sends it: it can be
/// taken back as every letter.
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
    let once = |work_type: &str| in_force.playbook.work_type(work_type).is_some_and(|one| one.once);
    let template = in_force.playbook.letters.iter().find(|one| once(&one.work_type)).ok_or(AppError::Conflict("no-template"))?;
    let begun = begin_letter(tx, ctx, actor, &Begin { kind: AnswerKind::Reply, about: Some(id), ..Begin::default() })?;
    if begun.version > 1 {
        // An answer with words of one's own is in the making: it is not written over.
        return Err(AppError::Conflict("being-answered"));
    }
    fill_template(tx, ctx, actor, office, in_force, begun.id, &template.id)?;
    send_letter(tx, ctx, actor, in_force, begun.id, None)
}
