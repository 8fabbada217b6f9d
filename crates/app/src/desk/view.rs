//! The views of the desk, as plain data for pages and the API.

use domain::id::{ClientId, PersonId};
use domain::playbook::Moment;
use domain::sheet::NotClient;
use domain::time::Time;
use serde::Serialize;

use crate::model::call::Call;
use crate::model::client::{ClientCard, FoundClient, Promise};
use crate::model::journal::JournalLine;
use crate::model::sheet::Sheet;
use crate::model::work::WorkUnit;
use crate::show_output::DayOutput;

/// A call on the desk with who it may be.
#[derive(Debug, Clone, Serialize)]
pub struct CallCard {
    /// The call.
    pub call: Call,
    /// The clients with its number: one is a match, several are "maybe", none is somebody new.
    pub matches: Vec<FoundClient>,
    /// Whose it is now, for a colleague's call: given name and surname.
    pub colleague: Option<String>,
}

/// A sheet in the list of the desk.
#[derive(Debug, Clone, Serialize)]
pub struct SheetCard {
    /// The sheet.
    pub sheet: Sheet,
    /// Its call with who it may be.
    pub card: CallCard,
}

/// A promise, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PromiseCard {
    /// The promise.
    pub promise: Promise,
    /// The client's legal form and name, where it is known who.
    pub client: Option<(Option<String>, String)>,
}

/// An employee's day on one page.
#[derive(Debug, Clone, Serialize)]
pub struct DeskView {
    /// Own sheets in work, oldest first; a ringing call has one too.
    pub sheets: Vec<SheetCard>,
    /// Colleagues' running calls and their unfinished ones of the last hours, for "I took this call".
    pub colleagues: Vec<CallCard>,
    /// Calls missed today that nobody has called back, newest first.
    pub missed: Vec<CallCard>,
    /// Own open promises, soonest first.
    pub promises: Vec<PromiseCard>,
    /// Today's output; `None` where the role has none.
    pub output: Option<DayOutput>,
    /// Own calls of today, newest first, with what was recorded of them.
    pub day: Vec<JournalLine>,
}

/// Where a fact on the sheet comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum FactSource {
    /// Recognised in the line: characters `start..end`.
    Line {
        /// First character.
        start: usize,
        /// One past the last character.
        end: usize,
    },
    /// Changed by hand on this sheet.
    Hand,
    /// Known of the client from before.
    Client,
    /// The number shown by the exchange.
    Exchange,
}

/// One fact on the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactView {
    /// The name (`name`, `company`, `phone`, `email`, `inn`, `activity`, `interest`, `frequency`, `source` ...).
    pub name: String,
    /// What it is called, in the employee's language.
    pub title: String,
    /// The value as people read it.
    pub text: String,
    /// How sure, thousandths. Below 900 it is a guess and looks like one.
    pub confidence: i64,
    /// Where from.
    pub source: FactSource,
}

/// A next step on the sheet: it becomes a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepView {
    /// The action's code (`call_back`, `send_offer` ...).
    pub action: String,
    /// By when; `None` when no time was said.
    pub due: Option<Time>,
    /// Whether only the day was said.
    pub all_day: bool,
    /// The words it was said in.
    pub words: String,
}

/// One thing the guide suggests to say.
pub use domain::guide::Suggestion as SayView;

/// Why a work type is likely.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum TypeReason {
    /// The employee chose it on this sheet.
    Chosen,
    /// Words of the line speak for it.
    Words {
        /// The words as typed.
        words: Vec<String>,
    },
    /// The caller is new and has said what they want.
    NewWithInterest,
    /// The caller is a client we know.
    KnownClient,
    /// The next step speaks for it.
    Step {
        /// The action's code.
        action: String,
    },
    /// The call was marked as not a client's.
    NotClient,
    /// Nobody answered.
    Unanswered,
    /// Nothing speaks against it; it stands next in the catalogue.
    Catalogue,
}

/// A work type to choose, likeliest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeView {
    /// The id in the playbook.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Standard seconds.
    pub norm: i64,
    /// The norm has not been timed yet.
    pub provisional: bool,
    /// Why it stands here.
    pub reason: TypeReason,
    /// The portrait's description, Markdown.
    pub portrait: String,
}

/// Why a sheet cannot be recorded yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotReady {
    /// The call goes on.
    CallGoesOn,
    /// No work type and none likely enough to accept.
    NoType,
    /// Several clients have this number and none was chosen.
    WhichClient,
}

/// A yellow sheet with all that is understood of it.
#[derive(Debug, Clone, Serialize)]
pub struct SheetView {
    /// The sheet as kept.
    pub sheet: Sheet,
    /// Its call.
    pub call: Call,
    /// Clients with this number (or the name typed), each with the person if it is one person's.
    pub matches: Vec<(FoundClient, Option<PersonId>)>,
    /// The client it will be recorded for, with what is known of it; `None`: somebody new, or not decided yet.
    pub client: Option<ClientCard>,
    /// The employee responsible for the client, when it is somebody else: name, and the deputy's name if away.
    pub responsible: Option<(String, Option<String>)>,
    /// Facts, in the order of the playbook.
    pub facts: Vec<FactView>,
    /// Names and titles of facts of weight not known yet, most wanted first.
    pub missing: Vec<(String, String)>,
    /// Names of facts refused, now or earlier.
    pub refused: Vec<String>,
    /// Where the talk is.
    pub moment: Moment,
    /// What to say next, best first, at most three; empty when the call is not a client's.
    pub say: Vec<SayView>,
    /// Work types, likeliest first, all of the catalogue.
    pub types: Vec<TypeView>,
    /// Next steps: what will be promised.
    pub steps: Vec<StepView>,
    /// What of the line was not recognised.
    pub note: String,
    /// Why it cannot be recorded yet; `None`: Enter records.
    pub not_ready: Option<NotReady>,
}

/// What was recorded.
#[derive(Debug, Clone, Serialize)]
pub struct Recorded {
    /// The sheet as kept.
    pub sheet: Sheet,
    /// The client, created or completed; `None` for "not a client".
    pub client: Option<ClientId>,
    /// Whether the client is new.
    pub new_client: bool,
    /// Why it is no client's.
    pub not_client: Option<NotClient>,
    /// The units counted.
    pub units: Vec<WorkUnit>,
    /// The promises made.
    pub promises: Vec<Promise>,
}
