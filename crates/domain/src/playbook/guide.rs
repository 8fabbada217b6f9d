//! What the guide says and asks: facts, moments, phrases, pacing (docs/method.md, The conversation guide).

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::text::Text;
use crate::call::Direction;

/// Facts that the rules of the guide know by name. A playbook may add any others.
pub mod fact {
    /// The caller's name; learned by the exchange of names.
    pub const NAME: &str = "name";
    /// The company.
    pub const COMPANY: &str = "company";
    /// The number to call back on.
    pub const PHONE: &str = "phone";
    /// The e-mail, offered where the phone was refused.
    pub const EMAIL: &str = "email";
    /// What the company does; may be guessed from its name.
    pub const ACTIVITY: &str = "activity";
    /// Why they call. Known means that the caller has said why.
    pub const INTEREST: &str = "interest";
    /// What it is for; asked after "yes, we have it".
    pub const PURPOSE: &str = "purpose";
    /// Whether they have ordered from us before; asked after the purpose.
    pub const ORDERED_BEFORE: &str = "ordered_before";
    /// One purchase or regular ones, as said.
    pub const FREQUENCY: &str = "frequency";
    /// How they found us.
    pub const SOURCE: &str = "source";
    /// What they could become, as judged by the employee; never asked.
    pub const POTENTIAL: &str = "potential";

    /// The facts every playbook has: the rules name them.
    pub const REQUIRED: [&str; 11] =
        [NAME, COMPANY, PHONE, EMAIL, ACTIVITY, INTEREST, PURPOSE, ORDERED_BEFORE, FREQUENCY, SOURCE, POTENTIAL];
}

/// One thing to learn about a caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The stable name, `purpose`.
    pub id: String,
    /// What it is called on the screen.
    pub title: Text,
    /// Other names understood in scripts.
    pub aliases: Vec<String>,
    /// How much it is worth to learn, 0 to 100; orders the questions. 0 = not counted among "known 4 of 8".
    pub weight: u8,
    /// Whether a phrase may ask it; `false` for what the employee judges.
    pub asked: bool,
    /// A few values to choose from, where the answer is one of few.
    pub values: Vec<FactValue>,
    /// What another fact lets us guess of this one.
    pub guesses: Vec<Guess>,
}

/// One of few possible values of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactValue {
    /// The stored value, `regular`.
    pub id: String,
    /// What it is called.
    pub title: Text,
}

/// What a value of one fact tells about another: a company called Stroydom is probably in construction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// The fact looked at, `company`.
    pub from: String,
    /// Parts of its value, compared without case; one is enough.
    pub contains: Vec<String>,
    /// The guess, in the form the phrase with `{guess}` needs ("строительством", "construction").
    pub value: Text,
}

/// Where the talk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Moment {
    /// Nobody has said yet why the call takes place.
    #[default]
    Greeting,
    /// The caller has asked and waits.
    Listening,
    /// We have answered.
    Answered,
    /// We have promised something by a time.
    Promising,
    /// The talk ends.
    Closing,
}

impl Moment {
    /// Every moment, in the order of a talk.
    pub const ALL: [Self; 5] = [Self::Greeting, Self::Listening, Self::Answered, Self::Promising, Self::Closing];

    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::Listening => "listening",
            Self::Answered => "answered",
            Self::Promising => "promising",
            Self::Closing => "closing",
        }
    }

    /// The moment of a stable name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| moment.code() == code)
    }
}

/// What a phrase does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PhraseKind {
    /// Greets, gives our name, exchanges names, notices ("the call is recorded").
    Greet,
    /// Asks one question.
    Ask,
    /// Answers, or clarifies in order to answer.
    Answer,
    /// Promises to do something by a time.
    Promise,
    /// Ends the talk.
    Close,
}

impl PhraseKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Greet, Self::Ask, Self::Answer, Self::Promise, Self::Close];

    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Greet => "greet",
            Self::Ask => "ask",
            Self::Answer => "answer",
            Self::Promise => "promise",
            Self::Close => "close",
        }
    }

    /// The kind of a stable name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One thing the guide may offer to say, in several wordings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// The stable name, `ask-purpose`.
    pub id: String,
    /// What it does.
    pub kind: PhraseKind,
    /// For which calls.
    pub direction: Direction,
    /// The moments it fits.
    pub moments: Vec<Moment>,
    /// The facts it may bring; empty when it asks nothing.
    pub asks: Vec<String>,
    /// All of these hold, or it is not offered.
    pub when: Vec<Condition>,
    /// What else it does to the talk.
    pub effect: Option<Effect>,
    /// Orders the suggestions, higher first. By default the weight of the facts asked, or 10.
    pub weight: u8,
    /// The reason shown beside it, an id of [`Reason`].
    pub why: String,
    /// The wordings.
    pub variants: Vec<Variant>,
}

/// What saying a phrase does to the talk beyond its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// A clarification needed to answer ("which section, how many metres?"): the caller's question stays open.
    Clarify,
    /// Gives our company and the reason of an outgoing call.
    Reason,
}

/// One wording of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The stable name within the whole playbook, `ask-purpose.plain`: counts of what was said and learned refer to it.
    pub id: String,
    /// The wording; may hold placeholders in braces (docs/playbook.md).
    pub text: Text,
}

/// Why something is suggested now, shown beside the suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The stable name, `just-answered`.
    pub id: String,
    /// The reason; `{facts}` stands for the titles of the facts asked.
    pub text: Text,
}

/// Limits of the guide. A playbook may be stricter than docs/method.md, never looser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pacing {
    /// Suggestions shown at once; at most 3.
    pub suggestions: u8,
    /// Questions between two answers; at most 1.
    pub questions_between_answers: u8,
    /// Questions in the closing of a whole call; at most 2.
    pub closing_questions: u8,
    /// How often one fact is asked in a call; at most 2.
    pub times_asked: u8,
    /// Minutes offered when a promise is suggested and the employee has not said how many.
    pub promise_minutes: u16,
}

impl Default for Pacing {
    fn default() -> Self {
        Self { suggestions: 3, questions_between_answers: 1, closing_questions: 2, times_asked: 2, promise_minutes: 12 }
    }
}
