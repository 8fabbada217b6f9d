//! Yellow sheets as kept.

use domain::id::{CallId, ClientId, EmployeeId, InteractionId, SheetId};
use domain::sheet::Draft;
use domain::time::Time;
use serde::{Deserialize, Serialize};

use super::client::stored_names;

/// How a sheet stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SheetState {
    /// In work: the call goes on, or waits to be recorded.
    Open,
    /// Recorded.
    Recorded,
    /// Handed to a colleague or answered elsewhere; nothing was recorded here.
    Dropped,
}
stored_names!(SheetState { Open => "open", Recorded => "recorded", Dropped => "dropped" });

/// One yellow sheet: one employee's record of one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The id.
    pub id: SheetId,
    /// Of which call.
    pub call: CallId,
    /// Whose.
    pub employee: EmployeeId,
    /// How it stands.
    pub state: SheetState,
    /// Everything typed and decided so far.
    pub draft: Draft,
    /// Grows with every save.
    pub version: i64,
    /// When it was opened.
    pub created: Time,
    /// When it was last saved.
    pub changed: Time,
    /// The client it was recorded for.
    pub client: Option<ClientId>,
    /// What it was recorded as.
    pub interaction: Option<InteractionId>,
}
