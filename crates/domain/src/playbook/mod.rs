//! The shape of a playbook: one versioned package of content. Plain data; reading and checking files is elsewhere.

mod answers;
mod condition;
mod find;
mod guide;
mod sign;
mod slot;
mod text;
mod words;
mod work;

use serde::{Deserialize, Serialize};

pub use answers::{Answer, AnswerKind, Position, Recommendation, Stock};
pub use condition::{Condition, NotACondition};
pub use find::{Found, Spoken, find, spoken_of};
pub use guide::{Effect, Fact, FactValue, Guess, Moment, Pacing, Phrase, PhraseKind, Reason, Variant, fact};
pub use sign::{NotASign, Sign};
pub use slot::{Piece, Slot, pieces, slots};
pub use text::{Keywords, Text};
pub use words::Words;
pub use work::{Countable, DocumentType, LetterTemplate, Limit, Portrait, Role, Salutations, SpecialType, WorkClass, WorkType};

/// A whole playbook as read from its folder (docs/playbook.md).
///
/// Lists keep the order of the files, which is the order of screens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Playbook {
    /// The stable name, `trading-office`.
    pub id: String,
    /// The author's version, `2026.11`; what was recorded names it.
    pub version: String,
    /// What it is called.
    pub title: Text,
    /// What kind of office it is for.
    pub about: Text,
    /// Our company's name until the office gives its own.
    pub company: Text,
    /// Forms of "minute" after a number, for phrases with `{minutes}`.
    pub minutes: Minutes,
    /// Forms of "hour", for promises of an hour and more; without them these are said in minutes.
    #[serde(default)]
    pub hours: Option<Minutes>,
    /// How many questions and when; never looser than the method.
    pub pacing: Pacing,
    /// Roles of an office that have catalogues of work types.
    pub roles: Vec<Role>,
    /// Facts to learn about a caller.
    pub facts: Vec<Fact>,
    /// Reasons shown beside suggestions.
    pub reasons: Vec<Reason>,
    /// Everything the guide may offer to say.
    pub phrases: Vec<Phrase>,
    /// The range: what we sell.
    pub positions: Vec<Position>,
    /// Answers to questions, hard ones too.
    pub answers: Vec<Answer>,
    /// The catalogue of work types.
    pub work_types: Vec<WorkType>,
    /// Letters to begin with.
    #[serde(default)]
    pub letters: Vec<LetterTemplate>,
    /// Kinds of documents.
    pub document_types: Vec<DocumentType>,
    /// How a letter begins.
    pub salutations: Salutations,
}

/// Forms of "minute" or "hour" after "in": one (`минуту`, `minute`), few (`минуты`), many (`минут`, `minutes`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// After 1, 21, 31 in Russian; after 1 in English.
    pub one: Text,
    /// After 2-4, 22-24 in Russian; English takes `many`.
    pub few: Text,
    /// After everything else.
    pub many: Text,
}

impl Playbook {
    /// The fact of a name.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// The fact of a name or of one of its other names (`person` for `name`).
    #[must_use]
    pub fn fact_by_name(&self, name: &str) -> Option<&Fact> {
        self.fact(name).or_else(|| self.facts.iter().find(|fact| fact.aliases.iter().any(|alias| alias == name)))
    }

    /// The phrase and the variant of a variant's id, `ask-purpose.plain`.
    #[must_use]
    pub fn variant(&self, id: &str) -> Option<(&Phrase, &Variant)> {
        self.phrases
            .iter()
            .find_map(|phrase| phrase.variants.iter().find(|variant| variant.id == id).map(|variant| (phrase, variant)))
    }

    /// The position of an id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<&Position> {
        self.positions.iter().find(|position| position.id == id)
    }

    /// The work type of an id.
    #[must_use]
    pub fn work_type(&self, id: &str) -> Option<&WorkType> {
        self.work_types.iter().find(|work_type| work_type.id == id)
    }

    /// The reason of an id.
    #[must_use]
    pub fn reason(&self, id: &str) -> Option<&Reason> {
        self.reasons.iter().find(|reason| reason.id == id)
    }
}
