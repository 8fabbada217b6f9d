//! Questions no answer covers: they go to the author of the playbook.

use domain::id::{QuestionId, SheetId};
use domain::rights::Action;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done, invalid};
use crate::model::office::OpenQuestion;
use crate::model::people::Employee;
use crate::ports::Tx;

/// Sends a question to the author.
///
/// # Errors
/// `Denied`; `Invalid` for an empty or overlong text; store errors.
pub fn ask_author(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, text: &str, sheet: Option<SheetId>) -> Done<()> {
    allow(actor, Action::TakeCalls)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(invalid("question", "empty"));
    }
    if text.chars().count() > 1000 {
        return Err(invalid("question", "too-long"));
    }
    let question = OpenQuestion { id: ctx.id(QuestionId), text: text.to_owned(), at: ctx.now, employee: actor.id, sheet };
    Ok(tx.add_question(&question)?)
}

/// The open questions, newest first.
///
/// # Errors
/// `Denied`; store errors.
pub fn open_questions(tx: &mut dyn Tx, actor: &Employee) -> Done<Vec<OpenQuestion>> {
    allow(actor, Action::SeePlaybook)?;
    Ok(tx.questions(200)?)
}

/// Takes a question off the list once the playbook answers it.
///
/// # Errors
/// `Denied`; `NotFound`; store errors.
pub fn close_question(tx: &mut dyn Tx, actor: &Employee, id: QuestionId) -> Done<()> {
    allow(actor, Action::InstallPlaybook)?;
    if tx.remove_question(id)? { Ok(()) } else { Err(AppError::NotFound("question")) }
}
