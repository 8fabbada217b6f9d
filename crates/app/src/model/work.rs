//! Interactions and work units as kept.

use domain::call::Direction;
use domain::id::{
    CallId, ChannelId, ClientId, EmployeeId, FactId, InteractionId, PersonId, PlaybookId, PromiseId, SheetId, UnitId,
};
use domain::sheet::NotClient;
use domain::time::Time;
use serde::{Deserialize, Serialize};

use super::call::Evidence;
use super::client::{Standing, stored_names};

/// What kind of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InteractionKind {
    /// A call.
    Call,
    /// A letter.
    Letter,
    /// A document.
    Document,
    /// A meeting.
    Meeting,
}
stored_names!(InteractionKind { Call => "call", Letter => "letter", Document => "document", Meeting => "meeting" });

/// One contact, recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interaction {
    /// The id.
    pub id: InteractionId,
    /// Call, letter, document or meeting.
    pub kind: InteractionKind,
    /// Which way.
    pub direction: Direction,
    /// With which client; `None` for "not a client".
    pub client: Option<ClientId>,
    /// With which person.
    pub person: Option<PersonId>,
    /// By which employee.
    pub employee: EmployeeId,
    /// The call it records.
    pub call: Option<CallId>,
    /// When it began.
    pub at: Time,
    /// How long it took, seconds; 0 when unknown.
    pub seconds: i64,
    /// The raw words: the capture line, the letter's text.
    pub text: String,
    /// Why it is not a client's.
    pub not_client: Option<NotClient>,
    /// When it was recorded.
    pub recorded: Time,
    /// When the recording was undone.
    pub undone: Option<Time>,
    /// What undoing has to take back.
    pub effects: Effects,
}

/// What one recording made and changed, so that undo takes back exactly that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Effects {
    /// The sheet's draft as recorded; reopening changes another copy, so both versions stay.
    pub draft: domain::sheet::Draft,
    /// The client it created.
    pub created_client: Option<ClientId>,
    /// The client's fields before it changed them.
    pub client_before: Option<ClientFields>,
    /// The same fields as it left them: undoing leaves alone what others changed since.
    pub client_after: Option<ClientFields>,
    /// People it created.
    pub people: Vec<PersonId>,
    /// People it completed, as they were.
    pub people_before: Vec<super::client::Person>,
    /// The same people as it left them.
    pub people_after: Vec<super::client::Person>,
    /// Phones and addresses it created.
    pub channels: Vec<ChannelId>,
    /// Facts it created.
    pub facts: Vec<FactId>,
    /// Facts it replaced.
    pub superseded: Vec<FactId>,
    /// Promises it made.
    pub promises: Vec<PromiseId>,
    /// Promises it kept.
    pub kept: Vec<PromiseId>,
    /// Phrase variants counted: id and whether the fact was learned.
    pub phrases: Vec<(String, bool)>,
}

/// Fields of a client a recording may fill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientFields {
    /// Where it stood.
    pub standing: Standing,
    /// Legal form.
    pub form: Option<String>,
    /// Name.
    pub name: String,
    /// Company or private person.
    pub kind: super::client::ClientKind,
    /// Tax number.
    pub inn: Option<String>,
    /// Employee responsible.
    pub responsible: Option<EmployeeId>,
    /// Latest contact.
    pub last_contact: Time,
}

impl ClientFields {
    /// The fields of a client as they are.
    #[must_use]
    pub fn of(client: &super::client::Client) -> Self {
        Self {
            standing: client.standing,
            form: client.form.clone(),
            name: client.name.clone(),
            kind: client.kind,
            inn: client.inn.clone(),
            responsible: client.responsible,
            last_contact: client.last_contact,
        }
    }
}

/// How a work unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitState {
    /// Counts.
    Counted,
    /// Stays in sight and credits nothing: a newer version took its place, or the recording was undone.
    Withdrawn,
}
stored_names!(UnitState { Counted => "counted", Withdrawn => "withdrawn" });

/// One piece of work of a type, done by one employee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkUnit {
    /// The id.
    pub id: UnitId,
    /// Whose.
    pub employee: EmployeeId,
    /// For which contact.
    pub interaction: Option<InteractionId>,
    /// From which sheet.
    pub sheet: Option<SheetId>,
    /// For which client.
    pub client: Option<ClientId>,
    /// The work type's id in the playbook.
    pub work_type: String,
    /// The version of the playbook it was chosen from.
    pub playbook: PlaybookId,
    /// The norm of the type then, seconds.
    pub norm: i64,
    /// What it credits, seconds: the norm, or 0 where the method says so.
    pub credited: i64,
    /// What proves it.
    pub evidence: Evidence,
    /// The unit's own fact or document, in the employee's words.
    pub note: String,
    /// When the work was done.
    pub at: Time,
    /// How it stands.
    pub state: UnitState,
    /// Drawn for review: its type is frozen.
    pub frozen: bool,
    /// The unit this one took the place of.
    pub replaces: Option<UnitId>,
}
