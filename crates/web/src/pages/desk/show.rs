//! Reading what the desk shows, in one transaction, and putting it on the page.

use std::sync::Arc;

use app::context::Context;
use app::desk::show::{show_desk, show_sheet};
use app::desk::view::{DeskView, SheetView};
use app::error::{AppError, Done};
use app::model::office::Office;
use app::model::people::Employee;
use app::ports::Tx;
use domain::id::{EventId, IdMaker, PlaybookId, SheetId};
use domain::playbook::Playbook;
use domain::sheet::Patch;
use domain::text::fold;
use domain::time::Time;
use maud::{Markup, html};

use super::{guide, now, page, sheet};
use crate::errors::Fail;
use crate::layout::today_bar;
use crate::locale::Lang;
use crate::pages::letters::{LettersDue, soonest};
use crate::routes::Signed;
use crate::state::AppState;

/// Which sheet a desk opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// This one, if it is still there.
    This(SheetId),
    /// That of a call going on, else none.
    Urgent,
}

/// What was read.
pub(crate) struct Shown {
    pub desk: DeskView,
    pub letters: LettersDue,
    pub open: Option<SheetView>,
    pub last: EventId,
    pub playbook: Arc<Playbook>,
}

/// The playbook in force. Without one there is nothing to say and nothing to count: the desk says so.
pub(crate) async fn in_force(state: &AppState) -> Result<(PlaybookId, Arc<Playbook>), Fail> {
    state.playbook().await?.ok_or(Fail::Conflict("no-playbook"))
}

/// Reads the desk of the employee signed in.
pub(crate) async fn load(state: &AppState, signed: &Signed, open: Open) -> Result<Shown, Fail> {
    let playbook = in_force(state).await?.1;
    let (actor, office, now) = (signed.employee.clone(), signed.office.clone(), state.now());
    let book = Arc::clone(&playbook);
    let (desk, letters, open, last) = state
        .read(move |tx| {
            let last = tx.last_event()?;
            let desk = show_desk(tx, &quiet(now, 0, &mut IdMaker::new(0)), &actor, &office)?;
            let letters = soonest(tx, &actor, now)?;
            let id = match open {
                Open::This(id) => Some(id),
                Open::Urgent => now::urgent(&desk).map(|one| one.sheet.id),
            };
            let open = match id.map(|id| read_sheet(tx, now, &actor, &office, &playbook, id)) {
                Some(Ok(view)) => Some(view),
                // Taken over by a colleague, or never ours: the desk goes on without it.
                None | Some(Err(AppError::NotFound(_))) => None,
                Some(Err(other)) => return Err(other),
            };
            Ok((desk, letters, open, last))
        })
        .await?;
    Ok(Shown { desk, letters, open, last, playbook: book })
}

/// Reads one sheet. The wording offered depends on the sheet alone, so that it does not change under the reader's eyes.
pub(crate) fn read_sheet(
    tx: &mut dyn Tx,
    now: Time,
    actor: &Employee,
    office: &Office,
    playbook: &Playbook,
    id: SheetId,
) -> Done<SheetView> {
    show_sheet(tx, &quiet(now, id.0, &mut IdMaker::new(0)), actor, office, playbook, id)
}

/// A context for reading: no ids are made, and what is random follows from `seed`.
pub(crate) fn quiet(now: Time, seed: i64, ids: &mut IdMaker) -> Context<'_> {
    Context { now, ids, random: *blake3::hash(&seed.to_le_bytes()).as_bytes() }
}

impl Shown {
    /// The whole page.
    pub(crate) fn page(&self, state: &AppState, signed: &Signed) -> Markup {
        page::page(&signed.frame, &self.of(state, signed))
    }

    /// The columns, the bar of the day and a message: the answer to a command.
    pub(crate) fn columns(&self, state: &AppState, signed: &Signed, said: &Markup) -> Markup {
        html! {
            (page::columns(&signed.frame, &self.of(state, signed)))
            @if let Some(output) = &self.desk.output { (today_bar(signed.frame.lang, output)) }
            (said)
        }
    }

    fn of<'a>(&'a self, state: &AppState, signed: &'a Signed) -> page::Desk<'a> {
        let demo = signed.office.demonstration.then(|| state.demo_phone.is_on(signed.employee.id));
        page::Desk {
            employee: &signed.employee,
            view: &self.desk,
            letters: &self.letters,
            open: self.open.as_ref(),
            demo,
            last: self.last,
            playbook: &self.playbook,
        }
    }
}

/// The sheet and the guide: the answer to a save.
pub(crate) fn sheet_parts(signed: &Signed, view: &SheetView, playbook: &Playbook) -> Markup {
    html! {
        (sheet::sheet(&signed.frame, Some(view), false, playbook))
        (guide::guide(&signed.frame, Some(view)))
    }
}

/// Values chosen by their titles are kept by their names: "regularly" is `regular`.
pub(crate) fn named_values(patch: &mut Patch, playbook: &Playbook) {
    for change in &mut patch.by_hand {
        let Some(value) = change.value.as_deref().map(fold) else { continue };
        let known = playbook
            .fact(&change.fact)
            .and_then(|fact| fact.values.iter().find(|one| Lang::ALL.iter().any(|lang| fold(one.title.get(*lang)) == value)));
        if let Some(one) = known {
            change.value = Some(one.id.clone());
        }
    }
}
