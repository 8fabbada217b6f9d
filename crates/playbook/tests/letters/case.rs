//! A letter and the type a supervisor would give it.

use domain::letter::suggest::{LetterLooks, PassedOn};

/// One letter.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    /// The type a supervisor gives it, without `letter-`.
    pub(crate) want: &'static str,
    /// What it looks like.
    pub(crate) looks: LetterLooks<'static>,
}

/// A letter to a client.
pub(crate) fn letter(want: &'static str, subject: &'static str, own: &'static str) -> Case {
    Case { want, looks: LetterLooks { subject, own, ..LetterLooks::default() } }
}

impl Case {
    /// It goes to colleagues only.
    pub(crate) fn inside(mut self) -> Self {
        self.looks.colleagues = true;
        self
    }

    /// A document is attached.
    pub(crate) fn with_document(mut self) -> Self {
        self.looks.document = true;
        self
    }

    /// The same letter went out before.
    pub(crate) fn again(mut self) -> Self {
        self.looks.again = true;
        self
    }

    /// It passes another letter on.
    pub(crate) fn passed(mut self, how: PassedOn) -> Self {
        self.looks.passed_on = Some(how);
        self
    }

    /// It was made from a template of this work type.
    pub(crate) fn from(mut self, template: &'static str) -> Self {
        self.looks.template = Some(template);
        self
    }
}
