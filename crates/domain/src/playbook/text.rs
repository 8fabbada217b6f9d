//! Texts of a playbook in both languages, side by side.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// One text in Russian and English. English may be missing while a playbook is being written: Russian is shown
/// instead and the check reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Text {
    /// Russian; always present.
    pub ru: String,
    /// English; `None` falls back to Russian.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// Both languages at once.
    #[must_use]
    pub fn both(ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ru: ru.into(), en: Some(en.into()) }
    }

    /// The text in a language, in Russian where English is missing.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match (language, &self.en) {
            (Language::En, Some(en)) => en,
            _ => &self.ru,
        }
    }
}

/// Words by which something is found, in both languages; both are searched whatever the screen's language is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Keywords {
    /// Russian words and beginnings of words.
    pub ru: Vec<String>,
    /// English ones.
    pub en: Vec<String>,
}

impl Keywords {
    /// All words, Russian first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.ru.iter().chain(&self.en).map(String::as_str)
    }
}
