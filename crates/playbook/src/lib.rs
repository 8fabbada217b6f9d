//! Reads a playbook's folder into the domain's type and checks it.
//!
//! Here live: the file format (docs/playbook.md), the check with file, line and cure of every mistake, the canonical
//! form of a version and its hash, the playbook that is built into the program. Must not live here: what the rules of
//! the guide mean (domain), the database.

mod check;
mod check_work;
mod files;
mod form;
mod markdown;
mod problem;
mod read;
mod read_guide;
mod read_letter;
mod read_work;
mod reader;

pub use files::{Files, FilesError, built_in, read_folder};
pub use form::{FormError, content_hash, from_json, to_json};
pub use problem::{Problem, Severity};

use domain::playbook::Playbook;

/// What came of reading a playbook.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The playbook; `None` when there are errors.
    pub playbook: Option<Playbook>,
    /// Every mistake and every warning, by file and line; files that cannot be read come first.
    pub problems: Vec<Problem>,
    /// How many more there are that may only follow from files that cannot be read.
    pub held: usize,
}

impl Loaded {
    /// How many problems are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// How many problems are warnings.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.problems.len() - self.errors()
    }
}

/// Reads and checks the files of a playbook. All mistakes are found at once.
#[must_use]
pub fn load(files: &Files) -> Loaded {
    let notes = problem::Notes::default();
    let mut raw = read::read(files, &notes);
    let reading = notes.count();
    read_guide::weigh(&mut raw);
    check::check(&raw, &notes);
    let (problems, held) = notes.finish(reading);
    let broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    Loaded { playbook: (!broken).then_some(raw.playbook), problems, held }
}
