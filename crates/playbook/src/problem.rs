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
pub(crate) struct Notes {
    problems: RefCell<Vec<Problem>>,
    /// Files whose text cannot be read, or not to its end.
    unreadable: RefCell<Vec<Problem>>,
}

impl Notes {
    pub(crate) fn error(&self, place: &Place, what: impl Into<String>, cure: impl Into<String>) {
        self.add(Severity::Error, place, what.into(), cure.into());
    }

    pub(crate) fn warning(&self, place: &Place, what: impl Into<String>, cure: impl Into<String>) {
        self.add(Severity::Warning, place, what.into(), cure.into());
    }

    /// The file cannot be read, or not to its end: what it would have given is missing elsewhere.
    pub(crate) fn unreadable(&self, place: &Place, what: impl Into<String>, cure: impl Into<String>) {
        let problem = Problem {
            severity: Severity::Error,
            file: place.file.clone(),
            line: place.line.max(1),
            what: what.into(),
            cure: cure.into(),
        };
        self.unreadable.borrow_mut().push(problem);
    }

    /// How many problems were found so far in files that could be read.
    pub(crate) fn count(&self) -> usize {
        self.problems.borrow().len()
    }

    pub(crate) fn add(&self, severity: Severity, place: &Place, what: String, cure: String) {
        let problem = Problem { severity, file: place.file.clone(), line: place.line.max(1), what, cure };
        self.problems.borrow_mut().push(problem);
    }

    /// Everything found, by file and line, each once; and how many are held back.
    ///
    /// Files that cannot be read come first. Then what else is wrong in them is held back, and so is what the whole
    /// lacks (everything after the first `reading` problems): most of it only follows from what could not be read.
    pub(crate) fn finish(self, reading: usize) -> (Vec<Problem>, usize) {
        let unreadable = in_order(self.unreadable.into_inner());
        let mut whole = self.problems.into_inner();
        if unreadable.is_empty() {
            return (in_order(whole), 0);
        }
        let mut held = whole.split_off(reading.min(whole.len()));
        let (follows, stays) = whole.into_iter().partition(|one| unreadable.iter().any(|broken| broken.file == one.file));
        let follows: Vec<Problem> = follows;
        held.extend(follows);
        (unreadable.into_iter().chain(in_order(stays)).collect(), in_order(held).len())
    }
}

fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| (&a.file, a.line, a.severity, &a.what).cmp(&(&b.file, b.line, b.severity, &b.what)));
    problems.dedup();
    problems
}
