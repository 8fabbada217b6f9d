//! One thing a check found.

use std::fmt;

/// What is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The file, from the root of the tree.
    pub(crate) path: String,
    /// The line, counted from 1.
    pub(crate) line: usize,
    /// What is wrong.
    pub(crate) what: String,
    /// What to do.
    pub(crate) cure: &'static str,
    /// Shown, but fails nothing.
    pub(crate) warning: bool,
}

impl Finding {
    /// Something to cure.
    pub(crate) fn new(path: &str, line: usize, what: impl Into<String>, cure: &'static str) -> Self {
        Finding { path: path.to_owned(), line, what: what.into(), cure, warning: false }
    }

    /// Something to think about.
    pub(crate) fn warning(path: &str, line: usize, what: impl Into<String>, cure: &'static str) -> Self {
        Finding { warning: true, ..Finding::new(path, line, what, cure) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.warning { "warning: " } else { "" };
        write!(f, "{}:{}: {kind}{}; {}", self.path, self.line, self.what, self.cure)
    }
}
