//! What a delivery status notification says (RFC 3464).

use serde::{Deserialize, Serialize};

/// A report about a letter that was not, or not yet, delivered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bounce {
    /// `Message-ID` of the letter it is about, from the third part; `None` when the report does not carry it.
    pub original: Option<String>,
    /// What happened to each recipient it names.
    pub recipients: Vec<FailedRecipient>,
}

/// What happened to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedRecipient {
    /// The address (`Final-Recipient`, or `Original-Recipient` where that is missing), lower case.
    pub email: String,
    /// What the mail system did.
    pub action: BounceAction,
    /// The status code, `5.1.1` (RFC 3463).
    pub status: String,
    /// What the other side said (`Diagnostic-Code` without its type).
    pub said: String,
}

/// What the mail system did (RFC 3464, 2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BounceAction {
    /// It will not be delivered.
    Failed,
    /// Not yet; it is tried again.
    Delayed,
    /// It was delivered.
    Delivered,
    /// It was handed on to a system that reports nothing.
    Relayed,
    /// It was delivered and went on to others.
    Expanded,
}

impl BounceAction {
    /// The action of the report's word; a word nobody knows is a failure only when the status begins with 5.
    #[must_use]
    pub fn of(word: &str, status: &str) -> Self {
        match word.trim().to_lowercase().as_str() {
            "failed" => Self::Failed,
            "delayed" => Self::Delayed,
            "delivered" => Self::Delivered,
            "relayed" => Self::Relayed,
            "expanded" => Self::Expanded,
            _ if status.starts_with('5') => Self::Failed,
            _ => Self::Delayed,
        }
    }
}

impl Bounce {
    /// Whether at least one recipient will not get the letter.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.recipients.iter().any(|one| one.action == BounceAction::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_action_is_judged_by_its_status() {
        assert_eq!(BounceAction::of(" Failed ", ""), BounceAction::Failed);
        assert_eq!(BounceAction::of("gone", "5.1.1"), BounceAction::Failed);
        assert_eq!(BounceAction::of("", "4.4.1"), BounceAction::Delayed);
    }
}
