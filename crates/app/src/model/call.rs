//! Calls as kept: what the events say, and who took it.

use domain::call::{CallState, Direction};
use domain::id::{CallId, EmployeeId};
use domain::time::Time;
use serde::{Deserialize, Serialize};

use super::client::stored_names;

/// What proves a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The exchange told it.
    Exchange,
    /// It stands in the operator's list.
    Operator,
    /// The employee's word.
    Word,
    /// The letter itself.
    Letter,
}
stored_names!(Evidence { Exchange => "exchange", Operator => "operator", Word => "word", Letter => "letter" });

/// Stands between a name and the time it was used again; no name of a source holds it.
const AGAIN: char = '\u{1f}';

/// One call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The id.
    pub id: CallId,
    /// The source's name of the call; where it used the name again, with the time added; unique.
    pub key: String,
    /// Which way it goes.
    pub direction: Direction,
    /// The client's number (E.164, or as told when it is no full number); `None` when hidden.
    pub number: Option<String>,
    /// The office number called.
    pub called: Option<String>,
    /// How it stands.
    pub state: CallState,
    /// The first thing heard of it.
    pub started: Time,
    /// When somebody first answered.
    pub answered: Option<Time>,
    /// When it was over.
    pub ended: Option<Time>,
    /// Extensions that rang.
    pub rang: Vec<String>,
    /// Extensions that talked.
    pub talked: Vec<String>,
    /// Who took it, once known.
    pub employee: Option<EmployeeId>,
    /// What proves it.
    pub evidence: Evidence,
}

impl Call {
    /// The source's name of the call.
    #[must_use]
    pub fn name(&self) -> &str {
        self.key.split(AGAIN).next().unwrap_or_default()
    }

    /// The key of a call whose name was used before, by the time of its first event heard; keys of a name sort by time.
    #[must_use]
    pub fn key_of_reuse(name: &str, at: Time) -> String {
        format!("{name}{AGAIN}{:020}", at.micros().max(0))
    }

    /// Seconds talked, up to `now` while it goes on; `None` when nobody answered.
    #[must_use]
    pub fn talk_seconds(&self, now: Time) -> Option<i64> {
        let answered = self.answered?;
        Some(self.ended.unwrap_or(now).seconds_since(answered).max(0))
    }
}
