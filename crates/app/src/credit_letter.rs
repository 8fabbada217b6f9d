//! Crediting a letter: the norm of its type, or nothing where the method says so.

use domain::id::{ThreadId, UnitId};

use crate::context::Context;
use crate::error::Done;
use crate::letter_gate::MayLeave;
use crate::model::call::Evidence;
use crate::model::work::{Interaction, UnitState, WorkUnit};
use crate::ports::Tx;
use crate::record_sheet::InForce;

/// What is known of a letter beside its type.
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstances {
    /// The same letter went out before, word for word.
    pub again: bool,
    /// It is sent again because of an own mistake.
    pub own_mistake: bool,
    /// It is private.
    pub private: bool,
}

/// Credits a letter. Nothing is credited for a second one of a type that counts once in its thread, for the same letter sent
/// again where that was counted already, after an own mistake, and for a private one (docs/method.md).
///
/// # Errors
/// Store errors.
pub fn credit_letter(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    leave: &MayLeave,
    interaction: &Interaction,
    thread: ThreadId,
    known: Circumstances,
) -> Done<WorkUnit> {
    let counted = tx.units_of_thread(thread)?;
    let twice = leave.once() && counted.iter().any(|unit| unit.work_type == leave.work_type() && unit.credited > 0);
    let again = known.again && counted.iter().any(|unit| unit.work_type == leave.work_type());
    let nothing = !leave.credits() || twice || again || known.own_mistake || known.private;
    let unit = WorkUnit {
        id: ctx.id(UnitId),
        employee: interaction.employee,
        interaction: Some(interaction.id),
        sheet: None,
        client: interaction.client,
        work_type: leave.work_type().to_owned(),
        playbook: leave.playbook(),
        norm: leave.norm(),
        credited: if nothing { 0 } else { leave.norm() },
        evidence: Evidence::Letter,
        note: leave.note().to_owned(),
        at: interaction.at,
        state: UnitState::Counted,
        frozen: false,
        replaces: None,
    };
    tx.add_unit(&unit)?;
    Ok(unit)
}

/// Credits the documents made for a letter, each as a unit of its own; nothing for a private one. A document whose making has
/// no work type counts nothing.
///
/// # Errors
/// Store errors.
pub fn credit_documents(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    in_force: InForce<'_>,
    interaction: &Interaction,
    documents: &[String],
    private: bool,
) -> Done<()> {
    let playbook = in_force.playbook;
    let made = playbook.document_types.iter().filter(|one| documents.contains(&one.id));
    for work_type in made.filter_map(|one| playbook.work_type(one.work_type.as_deref()?)) {
        let unit = WorkUnit {
            id: ctx.id(UnitId),
            employee: interaction.employee,
            interaction: Some(interaction.id),
            sheet: None,
            client: interaction.client,
            work_type: work_type.id.clone(),
            playbook: in_force.id,
            norm: work_type.norm,
            credited: if private { 0 } else { work_type.norm },
            evidence: Evidence::Letter,
            note: String::new(),
            at: interaction.at,
            state: UnitState::Counted,
            frozen: false,
            replaces: None,
        };
        tx.add_unit(&unit)?;
    }
    Ok(())
}
