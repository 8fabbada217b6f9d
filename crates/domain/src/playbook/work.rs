//! Work types with their portraits and norms, document types, salutations (docs/method.md, Work types of letters).

use serde::{Deserialize, Serialize};

use super::sign::Sign;
use super::text::{Keywords, Text};

/// A role of the office with a catalogue of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The stable name, `sales`.
    pub id: String,
    /// What it is called.
    pub title: Text,
}

/// What kind of contact a work type is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkClass {
    /// A letter.
    Letter,
    /// An incoming call.
    CallIn,
    /// An outgoing call.
    CallOut,
    /// A document: contract, invoice, act.
    Document,
    /// Work without a client: price lists, training, a trip to the warehouse.
    Internal,
}

impl WorkClass {
    /// Every class.
    pub const ALL: [Self; 5] = [Self::Letter, Self::CallIn, Self::CallOut, Self::Document, Self::Internal];

    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::CallIn => "call_in",
            Self::CallOut => "call_out",
            Self::Document => "document",
            Self::Internal => "internal",
        }
    }

    /// The class of a stable name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

/// A type with a meaning of its own to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpecialType {
    /// "Not listed: say what it was": credits nothing until the supervisor types it.
    NotListed,
    /// Private: norm zero.
    Private,
    /// Read, no answer needed.
    Read,
    /// Merely connecting someone.
    Connecting,
    /// An unanswered attempt to call: a tiny norm, limited per number and day.
    Unanswered,
    /// A letter a machine sends: norm zero.
    Machine,
}

impl SpecialType {
    /// Every special type.
    pub const ALL: [Self; 6] = [Self::NotListed, Self::Private, Self::Read, Self::Connecting, Self::Unanswered, Self::Machine];

    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotListed => "not_listed",
            Self::Private => "private",
            Self::Read => "read",
            Self::Connecting => "connecting",
            Self::Unanswered => "unanswered",
            Self::Machine => "machine",
        }
    }

    /// The special type of a stable name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|special| special.code() == code)
    }

    /// Whether the norm is zero by the method.
    #[must_use]
    pub const fn credits_nothing(self) -> bool {
        matches!(self, Self::NotListed | Self::Private | Self::Machine)
    }
}

/// A kind of call, letter, document or internal work, with a portrait and a norm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkType {
    /// The stable name, `letter-hard-offer-small-changes`.
    pub id: String,
    /// What it is for.
    pub class: WorkClass,
    /// The heading it stands under: "very easy", "hard".
    pub group: Text,
    /// What it is called.
    pub title: Text,
    /// Standard time, seconds.
    pub norm: i64,
    /// The norm has not been timed yet.
    pub provisional: bool,
    /// A meaning of its own to the program.
    pub special: Option<SpecialType>,
    /// Roles whose catalogue holds it; empty means every role.
    pub roles: Vec<String>,
    /// Counts once in a thread of letters, however often it is done (a second acknowledgement).
    pub once: bool,
    /// Most units of it credited per number and day; `None` is no limit.
    pub daily_limit: Option<u16>,
    /// Short names a letter is given this type by from any mail program (`кп`, `offer`): part of a type address, of a tag
    /// in the subject, of the header `X-Work-Type`. The id always works too.
    #[serde(default)]
    pub codes: Vec<String>,
    /// A letter that will need an answer of this type is due after so many working hours; `None` is the office's usual time.
    #[serde(default)]
    pub answer_hours: Option<u16>,
    /// A letter of this type does not answer: what it acknowledges still waits for its answer.
    #[serde(default)]
    pub keeps_waiting: bool,
    /// Words it is found and recognised by.
    pub keywords: Keywords,
    /// What a call of this type looks like; each one that holds speaks for the type, each that does not against it.
    #[serde(default)]
    pub signs: Vec<Sign>,
    /// How to recognise it.
    pub portrait: Portrait,
}

/// How to recognise a work type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Portrait {
    /// The wording, Markdown.
    pub description: Text,
    /// Limits the program can count.
    pub limits: Vec<Limit>,
    /// What the norm includes.
    pub includes: Vec<Text>,
    /// Work of this type.
    pub examples: Vec<Text>,
    /// Work that looks like it and is not, with the right type.
    pub counter_examples: Vec<Text>,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Countable {
    /// Steps of an assignment.
    Steps,
    /// Positions recommended or calculated.
    Positions,
    /// Minutes of talk.
    Minutes,
    /// Pages of a document.
    Pages,
}

impl Countable {
    /// Everything that is counted.
    pub const ALL: [Self; 4] = [Self::Steps, Self::Positions, Self::Minutes, Self::Pages];

    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Steps => "steps",
            Self::Positions => "positions",
            Self::Minutes => "minutes",
            Self::Pages => "pages",
        }
    }

    /// The countable of a stable name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|countable| countable.code() == code)
    }
}

/// A countable limit, both ends included: up to 5 steps is `max: 5`, more than 5 is `min: 6`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// What is counted.
    pub count: Countable,
    /// At least so many.
    pub min: Option<u16>,
    /// At most so many.
    pub max: Option<u16>,
}

impl Limit {
    /// Whether a number lies within the limit.
    #[must_use]
    pub fn holds(self, number: u16) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }
}

/// A letter to begin with: subject and text with placeholders, and the work type it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterTemplate {
    /// The stable name, `offer`.
    pub id: String,
    /// What it is called in the list.
    pub title: Text,
    /// The work type of a letter made from it; the author of the letter may choose another.
    pub work_type: String,
    /// Words it is found by.
    pub keywords: Keywords,
    /// The subject of a new letter; an answer keeps its own.
    pub subject: Text,
    /// The text, plain, with placeholders.
    pub text: Text,
}

/// A kind of document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentType {
    /// The stable name, `invoice`.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// The work type of making one.
    pub work_type: Option<String>,
}

/// How a letter begins, by the gender of the patronymic; placeholders `{given}`, `{patronymic}`, `{surname}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Salutations {
    /// To a man.
    pub male: Text,
    /// To a woman.
    pub female: Text,
    /// To somebody whose gender is not known.
    pub neutral: Text,
    /// To nobody in particular.
    pub unknown: Text,
}
