//! The gate: no letter leaves without its work type, by any way (docs/method.md, Work types of letters).
//!
//! Every way out asks [`pass`] and goes on only with the [`MayLeave`] it gives, which cannot be made anywhere else.

use domain::id::PlaybookId;
use domain::playbook::{SpecialType, WorkClass, WorkType};
use serde::Serialize;

use crate::record_sheet::InForce;

/// Longest note of a letter, characters.
const NOTE_LIMIT: usize = 500;

/// What a letter wants to leave with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The work type's id or one of its codes; `None` when nothing was given.
    pub work_type: Option<&'a str>,
    /// What it was, where the type is "not listed".
    pub note: &'a str,
    /// Whether a machine sends it: only then may it have the type of machine letters, and then it needs no other.
    pub automatic: bool,
}

/// The leave of one letter: its type, and nothing else lets a letter go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MayLeave {
    work_type: String,
    playbook: PlaybookId,
    norm: i64,
    credits: bool,
    once: bool,
    answers: bool,
    note: String,
}

impl MayLeave {
    /// The work type's id.
    #[must_use]
    pub fn work_type(&self) -> &str {
        &self.work_type
    }

    /// The playbook version it was chosen from.
    #[must_use]
    pub const fn playbook(&self) -> PlaybookId {
        self.playbook
    }

    /// The norm of the type, seconds.
    #[must_use]
    pub const fn norm(&self) -> i64 {
        self.norm
    }

    /// Whether the type credits its norm at all.
    #[must_use]
    pub const fn credits(&self) -> bool {
        self.credits
    }

    /// Whether it counts once in a thread.
    #[must_use]
    pub const fn once(&self) -> bool {
        self.once
    }

    /// Whether a letter of this type answers what waits in its thread.
    #[must_use]
    pub const fn answers(&self) -> bool {
        self.answers
    }

    /// The note to the unit.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }
}

/// Why a letter may not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// No type was given.
    NoType,
    /// What was given is no type of letters.
    UnknownType,
    /// Two different types were given.
    TwoTypes,
    /// "Not listed" needs a line that says what it was.
    NoteMissing,
    /// The note is too long.
    NoteTooLong,
    /// The type of machine letters is for machines only.
    NotAMachine,
}

impl Refusal {
    /// The stable code, also the end of its locale key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoType => "no-type",
            Self::UnknownType => "unknown-type",
            Self::TwoTypes => "two-types",
            Self::NoteMissing => "note-missing",
            Self::NoteTooLong => "note-too-long",
            Self::NotAMachine => "not-a-machine",
        }
    }
}

/// Lets a letter go with its type, or says why it may not.
///
/// # Errors
/// A [`Refusal`].
pub fn pass(in_force: InForce<'_>, wanted: Wanted<'_>) -> Result<MayLeave, Refusal> {
    let one = match wanted.work_type.map(str::trim).filter(|given| !given.is_empty()) {
        Some(given) => letter_type(in_force, given).ok_or(Refusal::UnknownType)?,
        None if wanted.automatic => in_force.playbook.work_types.iter().find(|one| is_machine(one)).ok_or(Refusal::NoType)?,
        None => return Err(Refusal::NoType),
    };
    if is_machine(one) && !wanted.automatic {
        return Err(Refusal::NotAMachine);
    }
    let note = wanted.note.trim();
    if one.special == Some(SpecialType::NotListed) && note.is_empty() {
        return Err(Refusal::NoteMissing);
    }
    if note.chars().count() > NOTE_LIMIT {
        return Err(Refusal::NoteTooLong);
    }
    Ok(MayLeave {
        work_type: one.id.clone(),
        playbook: in_force.id,
        norm: one.norm,
        // What the program does by itself credits zero (docs/method.md).
        credits: !wanted.automatic && !one.special.is_some_and(SpecialType::credits_nothing),
        once: one.once,
        answers: !one.keeps_waiting,
        note: note.to_owned(),
    })
}

fn is_machine(one: &WorkType) -> bool {
    one.class == WorkClass::Letter && one.special == Some(SpecialType::Machine)
}

/// The type of letters with this id or code.
fn letter_type<'a>(in_force: InForce<'a>, given: &str) -> Option<&'a WorkType> {
    let folded = given.to_lowercase();
    let letters = || in_force.playbook.work_types.iter().filter(|one| one.class == WorkClass::Letter);
    letters()
        .find(|one| one.id == given)
        .or_else(|| letters().find(|one| one.codes.iter().any(|code| code.to_lowercase() == folded)))
}
