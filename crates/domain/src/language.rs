//! The two languages of the product.

use serde::{Deserialize, Serialize};

/// A language of the screen and of playbook texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Russian, the first language.
    #[default]
    Ru,
    /// English, complete.
    En,
}

impl Language {
    /// Both languages, Russian first.
    pub const ALL: [Self; 2] = [Self::Ru, Self::En];

    /// The two-letter code (ISO 639-1), as stored and as in `lang` attributes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language of a code; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}
