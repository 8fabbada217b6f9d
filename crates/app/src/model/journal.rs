//! What lists and timelines are asked with, and their lines.

use domain::call::Direction;
use domain::id::{ClientId, EmployeeId, InteractionId, SheetId};
use domain::time::Time;
use serde::{Deserialize, Serialize};

use super::call::Call;
use super::sheet::SheetState;
use super::work::{Interaction, WorkUnit};

/// Where a page of a list ended: the next page starts after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    /// The time of the last line.
    pub at: Time,
    /// Its id.
    pub id: i64,
}

/// One line of a client's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineItem {
    /// The contact.
    pub interaction: Interaction,
    /// Its work units.
    pub units: Vec<WorkUnit>,
    /// Its call, for a call.
    pub call: Option<Call>,
}

/// How a journal is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum JournalOrder {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
}

/// Which calls a journal shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalFilter {
    /// From this moment.
    pub from: Time,
    /// Up to this moment, exclusive.
    pub until: Time,
    /// Of these employees only; `None` is everybody, calls nobody took included.
    pub employees: Option<Vec<EmployeeId>>,
    /// One way only.
    pub direction: Option<Direction>,
    /// Missed only (`true`) or answered only (`false`).
    pub missed: Option<bool>,
    /// With a unit of this work type only.
    pub work_type: Option<String>,
    /// With this text in the words, the client's name or the number; already stems and digits, made by the use case.
    pub words: Vec<String>,
    /// Order.
    pub order: JournalOrder,
    /// The page after this line.
    pub after: Option<After>,
    /// At most so many lines.
    pub limit: i64,
}

/// One line of the journal: a call, and what was recorded of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalLine {
    /// The call.
    pub call: Call,
    /// The recorded contact, not undone.
    pub interaction: Option<InteractionId>,
    /// Its words.
    pub text: String,
    /// The client.
    pub client: Option<ClientId>,
    /// Legal form and name of the client.
    pub client_name: Option<String>,
    /// The sheet and how it stands.
    pub sheet: Option<(SheetId, SheetState)>,
    /// Counted units.
    pub units: Vec<WorkUnit>,
}

/// A live event: something pages should show at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveEvent {
    /// The id; pages reconnect with the last one they saw.
    pub id: domain::id::EventId,
    /// For whom; `None` is everybody.
    pub employee: Option<EmployeeId>,
    /// What changed: `call`, `sheet`, `promise`, `output`, `client`.
    pub kind: String,
    /// The id of what changed.
    pub subject: i64,
    /// When.
    pub at: Time,
}
