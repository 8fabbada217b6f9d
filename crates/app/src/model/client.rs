//! Clients with their people, phones, facts and promises.

use domain::id::{ChannelId, ClientId, EmployeeId, FactId, InteractionId, MergeId, PersonId, PromiseId};
use domain::time::Time;
use serde::{Deserialize, Serialize};

macro_rules! stored_names {
    ($name:ident { $($variant:ident => $code:literal),* $(,)? }) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stored name.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The value of a stored name; `None` for any other text.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}
pub(crate) use stored_names;

/// A company or a private person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientKind {
    /// A company.
    Company,
    /// A private person.
    Private,
}
stored_names!(ClientKind { Company => "company", Private => "private" });

/// Where a client stands with us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Has not bought yet.
    Potential,
    /// Buys.
    Active,
    /// Will not buy.
    Lost,
}
stored_names!(Standing { Potential => "potential", Active => "active", Lost => "lost" });

/// A client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// The id.
    pub id: ClientId,
    /// Company or private person.
    pub kind: ClientKind,
    /// Where it stands.
    pub standing: Standing,
    /// Legal form (`ООО`, `LLC`), apart from the name.
    pub form: Option<String>,
    /// The name without the legal form; a private person's full name; empty while unknown.
    pub name: String,
    /// The tax number.
    pub inn: Option<String>,
    /// The employee responsible.
    pub responsible: Option<EmployeeId>,
    /// When the record was made.
    pub created: Time,
    /// The latest contact; the found list is ordered by it.
    pub last_contact: Time,
    /// The client this one was merged into.
    pub merged_into: Option<ClientId>,
    /// Whether the recording that made it was undone.
    pub removed: bool,
}

/// A human at a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// At which client.
    pub client: ClientId,
    /// Surname in the nominative.
    pub surname: Option<String>,
    /// Given name, or its short form if only that was said.
    pub given: Option<String>,
    /// Patronymic.
    pub patronymic: Option<String>,
    /// `male` or `female`, from the patronymic only.
    pub gender: Option<String>,
    /// When the record was made.
    pub created: Time,
    /// Whether the recording that made it was undone.
    pub removed: bool,
}

impl Person {
    /// The name as written in a record: surname, given name, patronymic, as far as known.
    #[must_use]
    pub fn full_name(&self) -> String {
        [&self.surname, &self.given, &self.patronymic].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
    }
}

/// What kind of address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChannelKind {
    /// A phone number, E.164.
    Phone,
    /// An e-mail address.
    Email,
}
stored_names!(ChannelKind { Phone => "phone", Email => "email" });

/// A phone number or an e-mail address of a client. The same one may stand at several clients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// The id.
    pub id: ChannelId,
    /// Whose client.
    pub client: ClientId,
    /// Whose person, if it is one person's.
    pub person: Option<PersonId>,
    /// Phone or e-mail.
    pub kind: ChannelKind,
    /// The number in E.164 or the address in lower case.
    pub value: String,
    /// The extension beside a number.
    pub extension: Option<String>,
    /// When the record was made.
    pub created: Time,
    /// Whether the recording that made it was undone.
    pub removed: bool,
}

/// What a fact's row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FactState {
    /// Known.
    Known,
    /// The caller would not say; it is not asked again.
    Refused,
    /// A newer row took its place.
    Superseded,
    /// The recording it came from was undone, or it was struck out.
    Removed,
}
stored_names!(FactState { Known => "known", Refused => "refused", Superseded => "superseded", Removed => "removed" });

/// One thing learned about a client, with where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The id.
    pub id: FactId,
    /// About which client.
    pub client: ClientId,
    /// The fact's name in the playbook (`activity`, `interest`, `source` ...).
    pub name: String,
    /// What was said; empty for a refusal.
    pub value: String,
    /// Known, refused or replaced.
    pub state: FactState,
    /// The contact it came from; `None` when entered on the client's page.
    pub interaction: Option<InteractionId>,
    /// The words it was recognised in.
    pub words: Option<String>,
    /// How sure, in thousandths; 1000 when typed by hand.
    pub confidence: i64,
    /// Who learned it.
    pub employee: EmployeeId,
    /// When.
    pub at: Time,
}

/// How a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PromiseState {
    /// To be done.
    Open,
    /// Done.
    Kept,
    /// Taken back or undone.
    Cancelled,
}
stored_names!(PromiseState { Open => "open", Kept => "kept", Cancelled => "cancelled" });

/// Something we said we would do by a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The id.
    pub id: PromiseId,
    /// To which client.
    pub client: Option<ClientId>,
    /// Made in which contact.
    pub interaction: Option<InteractionId>,
    /// Whose.
    pub employee: EmployeeId,
    /// What: the capture line's action code (`call_back`, `send_offer` ...).
    pub action: String,
    /// In the employee's words.
    pub words: String,
    /// By when; `None` when no time was said.
    pub due: Option<Time>,
    /// Whether only the day was said; then `due` is the day's end.
    pub all_day: bool,
    /// The number to call.
    pub number: Option<String>,
    /// How it stands.
    pub state: PromiseState,
    /// When it was made.
    pub created: Time,
    /// When it was kept or cancelled.
    pub closed: Option<Time>,
}

/// A client with everything its page shows above the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClientCard {
    /// The client.
    pub client: Client,
    /// Its people, newest first.
    pub people: Vec<Person>,
    /// Its phones and addresses.
    pub channels: Vec<Channel>,
    /// Facts known and refused, newest first.
    pub facts: Vec<Fact>,
    /// Open promises, soonest first.
    pub promises: Vec<Promise>,
}

/// One line of a list of clients found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundClient {
    /// The client.
    pub id: ClientId,
    /// Company or private person.
    pub kind: ClientKind,
    /// Where it stands.
    pub standing: Standing,
    /// Legal form.
    pub form: Option<String>,
    /// Name.
    pub name: String,
    /// One person of it, as written in a record.
    pub person: Option<String>,
    /// One number of it, the matching one first.
    pub phone: Option<String>,
    /// The employee responsible.
    pub responsible: Option<EmployeeId>,
    /// The latest contact.
    pub last_contact: Time,
}

/// One merge of two clients; both ids stay, the lost one points to the kept one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The id.
    pub id: MergeId,
    /// The client that stays.
    pub kept: ClientId,
    /// The client that now points to it.
    pub lost: ClientId,
    /// Who merged.
    pub by: EmployeeId,
    /// When.
    pub at: Time,
    /// When it was undone, if it was.
    pub undone: Option<Time>,
    /// What belonged to the lost client, to give it back.
    pub moved: MovedRows,
}

/// The rows a merge moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct MovedRows {
    /// People.
    pub people: Vec<PersonId>,
    /// Phones and addresses.
    pub channels: Vec<ChannelId>,
    /// Facts.
    pub facts: Vec<FactId>,
    /// Interactions.
    pub interactions: Vec<InteractionId>,
    /// Promises.
    pub promises: Vec<PromiseId>,
}
