//! Sheets of one's people that have waited for a type for more than a day (docs/method.md, Whose work and how much of it).

use domain::rights::Action;

use crate::access::reach;
use crate::error::Done;
use crate::model::call::Call;
use crate::model::people::Employee;
use crate::model::sheet::Sheet;
use crate::ports::Tx;
use domain::time::Time;

/// Unfinished sheets show at the supervisor's after a day.
const WAIT_SECONDS: i64 = 24 * 3600;
/// Most sheets of one page.
const LIMIT: i64 = 200;

/// One sheet with its call.
#[derive(Debug, Clone)]
pub struct UnfinishedSheet {
    /// The sheet.
    pub sheet: Sheet,
    /// Its call.
    pub call: Option<Call>,
}

/// The sheets, oldest first.
///
/// # Errors
/// `Denied`; store errors.
pub fn list_unfinished(tx: &mut dyn Tx, actor: &Employee, now: Time) -> Done<Vec<UnfinishedSheet>> {
    let whose = reach(tx, actor, Action::SeeSheets)?;
    let sheets = tx.stale_sheets(whose.as_deref(), now.plus_seconds(-WAIT_SECONDS), LIMIT)?;
    sheets.into_iter().map(|sheet| Ok(UnfinishedSheet { call: tx.call(sheet.call)?, sheet })).collect()
}
