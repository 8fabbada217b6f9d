//! The journal of calls, as far as the actor may see it.

use domain::rights::Action;

use crate::access::reach;
use crate::error::Done;
use crate::model::journal::{JournalFilter, JournalLine};
use crate::model::people::Employee;
use crate::ports::Tx;

/// Lines of one page.
pub const JOURNAL_PAGE: i64 = 100;
/// Most lines of one file taken out.
pub const EXPORT_LIMIT: i64 = 100_000;

/// One page of the journal. Employees beyond the actor's reach are left out of the filter.
///
/// # Errors
/// `Denied`; store errors.
pub fn show_journal(tx: &mut dyn Tx, actor: &Employee, filter: JournalFilter) -> Done<Vec<JournalLine>> {
    narrowed(tx, actor, Action::SeeJournal, filter)
}

/// The whole journal of a period, for a file.
///
/// # Errors
/// `Denied`; store errors.
pub fn export_journal(tx: &mut dyn Tx, actor: &Employee, filter: JournalFilter) -> Done<Vec<JournalLine>> {
    narrowed(tx, actor, Action::ExportJournal, JournalFilter { limit: EXPORT_LIMIT, after: None, ..filter })
}

fn narrowed(tx: &mut dyn Tx, actor: &Employee, action: Action, mut filter: JournalFilter) -> Done<Vec<JournalLine>> {
    let reach = reach(tx, actor, action)?;
    filter.employees = match (reach, filter.employees) {
        (None, asked) => asked,
        (Some(reach), None) => Some(reach),
        (Some(reach), Some(asked)) => Some(asked.into_iter().filter(|one| reach.contains(one)).collect()),
    };
    Ok(tx.journal(&filter)?)
}

/// The words of a filter as the store compares them: stems of words and runs of digits.
#[must_use]
pub fn filter_words(text: &str) -> Vec<String> {
    domain::text::stems(text)
}
