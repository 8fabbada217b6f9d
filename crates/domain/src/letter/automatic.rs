//! Whether a machine sent a letter, and whether a machine may answer it (RFC 3834).

use serde::{Deserialize, Serialize};

use super::Letter;

/// What the headers say about the sender being a machine.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Automatic {
    /// The value of `Auto-Submitted`, lower case, without its parameters; `None` when absent.
    pub submitted: Option<String>,
    /// The value of `Precedence`, lower case.
    pub precedence: Option<String>,
    /// Whether it came by a mailing list (`List-Id`, `List-Unsubscribe`).
    pub list: bool,
    /// Whether its sender asks for no answers by machines (`X-Auto-Response-Suppress`).
    pub suppressed: bool,
    /// Whether the envelope sender was empty (`Return-Path: <>`).
    pub empty_sender: bool,
}

impl Automatic {
    /// Whether a machine sent it.
    #[must_use]
    pub fn by_machine(&self) -> bool {
        self.submitted.as_deref().is_some_and(|value| value != "no") || self.empty_sender
    }
}

/// Whether a letter may be answered automatically (RFC 3834, section 2): never one that a machine, a list or a bulk
/// sending brought, one without a usable sender, or one of the robots' own addresses.
#[must_use]
pub fn may_answer_automatically(letter: &Letter) -> bool {
    let auto = &letter.automatic;
    let bulk = auto.precedence.as_deref().is_some_and(|value| matches!(value, "bulk" | "list" | "junk"));
    let robot = |email: &str| {
        let local = email.split('@').next().unwrap_or_default();
        ["mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply"].contains(&local)
            || local.starts_with("owner-")
            || local.ends_with("-request")
            || local.starts_with("bounce")
    };
    let sender = letter.reply_to.first().or(letter.from.first());
    !auto.by_machine()
        && !auto.list
        && !auto.suppressed
        && !bulk
        && letter.bounce.is_none()
        && sender.is_some_and(|one| one.email.contains('@') && !robot(&one.email))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::Address;

    fn from(email: &str) -> Letter {
        Letter { from: vec![Address::new("", email)], ..Letter::default() }
    }

    #[test]
    fn a_person_may_be_answered_and_a_machine_never() {
        assert!(may_answer_automatically(&from("ivan@client.example")));
        for email in ["mailer-daemon@x.example", "noreply@shop.example", "owner-list@x.example", "broken"] {
            assert!(!may_answer_automatically(&from(email)), "{email}");
        }
        let with = |automatic| Letter { automatic, ..from("ivan@client.example") };
        let of = |value: &str| Automatic { submitted: Some(value.into()), ..Automatic::default() };
        assert!(may_answer_automatically(&with(of("no"))));
        assert!(!may_answer_automatically(&with(of("auto-replied"))));
        assert!(!may_answer_automatically(&with(Automatic { precedence: Some("bulk".into()), ..Automatic::default() })));
        assert!(!may_answer_automatically(&with(Automatic { list: true, ..Automatic::default() })));
        assert!(!may_answer_automatically(&with(Automatic { empty_sender: true, ..Automatic::default() })));
        assert!(!may_answer_automatically(&with(Automatic { suppressed: true, ..Automatic::default() })));
    }
}
