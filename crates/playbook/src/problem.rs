//! What is wrong with a playbook: file, line, the mistake and its cure.

use std::cell::RefCell;
use std::fmt;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The playbook cannot be used.
    Error,
    /// The playbook can be used, something falls back.
    Warning,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The file, relative to the playbook's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub cure: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}:{}: {severity}: {}\n    {}", self.file, self.line, self.what, self.cure)
    }
}

/// A place in the files of a playbook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: usize,
}

/// A value and where it was written.
#[derive(Debug, Clone, Default)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// Collects problems while files are read.
#[derive(Debug, Default)]
pub(crate) struct Notes(RefCell<Vec<Problem>>);

impl Notes {
    pub(crate) fn error(&self, place: &Place, what: impl Into<String>, cure: impl Into<String>) {
        self.add(Severity::Error, place, what.into(), cure.into());
    }

    pub(crate) fn warning(&self, place: &Place, what: impl Into<String>, cure: impl Into<String>) {
        self.add(Severity::Warning, place, what.into(), cure.into());
    }

    fn add(&self, severity: Severity, place: &Place, what: String, cure: String) {
        let problem = Problem { severity, file: place.file.clone(), line: place.line.max(1), what, cure };
        self.0.borrow_mut().push(problem);
    }

    /// Everything found, by file and line, each once.
    pub(crate) fn finish(self) -> Vec<Problem> {
        let mut problems = self.0.into_inner();
        problems.sort_by(|a, b| (&a.file, a.line, a.severity, &a.what).cmp(&(&b.file, b.line, b.severity, &b.what)));
        problems.dedup();
        problems
    }
}
