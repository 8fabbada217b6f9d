//! The office's own settings and its playbook versions.

use domain::id::PlaybookId;
use domain::language::Language;
use domain::output::WorkingDay;
use domain::time::Time;
use serde::{Deserialize, Serialize};

/// The office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Its name, as on the pages.
    pub name: String,
    /// Its first language.
    pub language: Language,
    /// Its time zone, an IANA name.
    pub zone: String,
    /// The working day when nobody's schedule says otherwise.
    pub day: WorkingDay,
    /// When it was set up.
    pub created: Time,
    /// Whether it was filled with the demonstration office.
    pub demonstration: bool,
    /// BLAKE3 of the secret that call sources show, hex; `None` while none was made.
    pub call_source_key: Option<String>,
}

/// One installed version of the playbook. Never changed; a new version is a new row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalledPlaybook {
    /// The id.
    pub id: PlaybookId,
    /// The playbook's own name, for example `trading-office`.
    pub name: String,
    /// Its version text.
    pub version: String,
    /// Hash of its content.
    pub hash: String,
    /// When it was installed; the newest one is in force.
    pub installed: Time,
    /// The content, as the playbook crate writes it.
    pub content: String,
}

/// How often a variant of a phrase was said, and how often it brought its fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhraseCount {
    /// The variant's id in the playbook.
    pub variant: String,
    /// Times said.
    pub said: i64,
    /// Times the fact was learned after.
    pub learned: i64,
}

/// A question no answer of the playbook covered, for its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// The id.
    pub id: domain::id::QuestionId,
    /// The question, as typed.
    pub text: String,
    /// When.
    pub at: Time,
    /// Who was asked.
    pub employee: domain::id::EmployeeId,
    /// In which sheet, if in one.
    pub sheet: Option<domain::id::SheetId>,
}
