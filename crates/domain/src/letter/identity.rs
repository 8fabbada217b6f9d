//! When two letters seen in several places are one.

use serde::{Deserialize, Serialize};

use super::Letter;

/// What makes a letter the same letter: its `Message-ID` and a hash of its content. The id alone would not do (some
/// programs use one twice), nor the place it was seen in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// `Message-ID`; empty when there is none.
    pub message_id: String,
    /// BLAKE3 of the content, hex.
    pub digest: String,
}

/// The identity of a letter.
///
/// The subject is left out: a mail server may tag it, and we take our own tag off. Without a `Message-ID` sender and date
/// count as well.
#[must_use]
pub fn identity(letter: &Letter) -> Identity {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    // Servers fold lines and trim their ends: only the words count.
    part(&letter.text.split_whitespace().collect::<Vec<_>>().join(" "));
    for attachment in &letter.attachments {
        part(&attachment.digest);
    }
    let message_id = letter.message_id.clone().unwrap_or_default();
    if message_id.is_empty() {
        part(letter.from.first().map_or("", |one| one.email.as_str()));
        part(&letter.date.map_or_else(String::new, |at| at.micros().to_string()));
        part(&letter.subject);
    }
    Identity { message_id, digest: hasher.finalize().to_hex().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Time;

    #[test]
    fn a_copy_with_other_line_ends_and_a_tagged_subject_is_the_same_letter() {
        let one = Letter { message_id: Some("a@b".into()), text: "Кабель\r\n 300 м\r\n".into(), ..Letter::default() };
        let other = Letter { text: "Кабель 300 м".into(), subject: "[offer] x".into(), ..one.clone() };
        assert_eq!(identity(&one), identity(&other));
        assert_ne!(identity(&one), identity(&Letter { text: "Кабель 301 м".into(), ..one.clone() }));
    }

    #[test]
    fn letters_without_an_id_are_told_apart_by_sender_date_and_subject() {
        let one = Letter { text: "да".into(), date: Some(Time::from_micros(1)), ..Letter::default() };
        assert_ne!(identity(&one), identity(&Letter { date: Some(Time::from_micros(2)), ..one.clone() }));
        assert_eq!(identity(&one), identity(&one.clone()));
    }
}
