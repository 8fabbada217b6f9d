//! What helps to answer: the range, answers to questions, why a price is what it is - each with its date.

use serde::{Deserialize, Serialize};

use super::text::{Keywords, Text};

/// One position of the range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The stable name, `vvgng-3x2-5`.
    pub id: String,
    /// The section of the range it stands in ("Cable", "Sockets").
    pub group: Text,
    /// What it is called in a talk.
    pub name: Text,
    /// Words it is found by.
    pub keywords: Keywords,
    /// Price of one unit, kopecks.
    pub price: i64,
    /// The unit, "м" / "m".
    pub unit: Text,
    /// How much there is.
    pub stock: Stock,
    /// The day price and stock were true, `2026-11-20`.
    pub date: String,
    /// One or two sentences that help to answer; may be empty.
    pub note: Text,
    /// What to recommend with it, best first.
    pub recommend: Vec<Recommendation>,
}

/// How much of a position there is, in its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    /// In the warehouse now; 0 means to order.
    pub now: u32,
    /// Days until it comes when there is none.
    pub days: Option<u16>,
}

/// Another position to recommend, and the reason to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The id of the position recommended.
    pub position: String,
    /// Why it goes with the first one.
    pub why: Text,
}

/// What an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Delivery, payment, documents, opening hours.
    Practical,
    /// A question that is hard to answer well.
    Hard,
    /// Why the price is what it is.
    Price,
}

impl AnswerKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Practical, Self::Hard, Self::Price];

    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Practical => "practical",
            Self::Hard => "hard",
            Self::Price => "price",
        }
    }

    /// The kind of a stable name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The answer to one question of callers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The stable name, `delivery-cost`.
    pub id: String,
    /// What it is for.
    pub kind: AnswerKind,
    /// The question, as callers ask it.
    pub question: Text,
    /// Words it is found by.
    pub keywords: Keywords,
    /// Positions it is about; empty means all.
    pub positions: Vec<String>,
    /// The day the answer was true, `2026-11-20`.
    pub date: String,
    /// The answer to say, Markdown.
    pub text: Text,
}
