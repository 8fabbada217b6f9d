//! Letters: what one says, which thread it belongs to, how its work type is given, and what it looks like.
//!
//! A letter here is already taken apart; reading MIME is elsewhere (crate `mail`).

mod acts;
mod address;
mod automatic;
mod bounce;
mod count;
mod fill;
mod folder;
mod free_mail;
pub mod given_type;
mod goods;
mod identity;
mod line;
mod parts;
mod salutation;
mod sentences;
pub mod suggest;
pub mod thread;

use serde::{Deserialize, Serialize};

use crate::time::Time;

pub use address::{Address, clean_email, domain_of};
pub use automatic::{Automatic, may_answer_automatically};
pub use bounce::{Bounce, BounceAction, FailedRecipient};
pub use count::{Counts, count};
pub use fill::{Filling, fill, gaps};
pub use folder::FolderRole;
pub use free_mail::is_free_mail;
pub use identity::{Identity, identity};
pub use salutation::{SALUTATION_WORDS, salutation};

/// One letter, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    /// `Message-ID` without angle brackets (RFC 5322, 3.6.4).
    pub message_id: Option<String>,
    /// Ids of `In-Reply-To`, without angle brackets.
    pub in_reply_to: Vec<String>,
    /// Ids of `References`, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// The subject, decoded.
    pub subject: String,
    /// Who wrote it.
    pub from: Vec<Address>,
    /// Who sent it, where that is another.
    pub sender: Option<Address>,
    /// Where answers should go; empty means `from`.
    pub reply_to: Vec<Address>,
    /// To whom.
    pub to: Vec<Address>,
    /// Copies to.
    pub cc: Vec<Address>,
    /// Hidden copies to; only in our own copies of sent letters.
    pub bcc: Vec<Address>,
    /// The date its sender's machine wrote on it.
    pub date: Option<Time>,
    /// The text as plain characters: the plain part, or the HTML part without its markup.
    pub text: String,
    /// The HTML part as it came: never shown before it was made safe.
    pub html: Option<String>,
    /// Everything attached, calendars and forwarded letters included.
    pub attachments: Vec<Attachment>,
    /// What says that a machine sent it.
    pub automatic: Automatic,
    /// What it reports about a letter that could not be delivered.
    pub bounce: Option<Bounce>,
    /// What was odd about it and mended or left out, as stable codes (`charset`, `truncated`, `no-date` ...).
    pub oddities: Vec<String>,
}

/// One thing attached to a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Attachment {
    /// The file's name, decoded and without folders; empty when it has none.
    pub name: String,
    /// The media type, lower case (`application/pdf`).
    pub mime: String,
    /// Size of the content, bytes.
    pub size: u64,
    /// BLAKE3 of the content, hex: the name it is kept under.
    pub digest: String,
    /// `Content-ID` without angle brackets, for pictures inside the HTML part.
    pub content_id: Option<String>,
    /// Whether it is shown inside the text rather than attached.
    pub inline: bool,
    /// What kind of thing, where the program knows more about it than the media type says.
    pub kind: AttachmentKind,
}

/// What an attachment is to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A file.
    #[default]
    File,
    /// A picture a browser shows.
    Picture,
    /// An invitation or another calendar object (RFC 5545).
    Calendar,
    /// A letter inside the letter.
    Letter,
    /// Outlook's own package `winmail.dat` (TNEF): named as such, not opened.
    Tnef,
}

/// The subject without answer and forward marks and without spaces around: what the letters of one talk share.
#[must_use]
pub fn base_subject(subject: &str) -> &str {
    const MARKS: [&str; 10] = ["re", "fw", "fwd", "aw", "wg", "sv", "antw", "ответ", "отв", "пересл"];
    let mut rest = subject.trim();
    loop {
        let Some((head, tail)) = rest.split_once(':') else { return rest };
        // "Re[2]:" of some mail programs.
        let mark = head.trim().to_lowercase();
        let mark = mark.split('[').next().unwrap_or_default().trim();
        if !MARKS.contains(&mark) {
            return rest;
        }
        rest = tail.trim_start();
    }
}

/// The part of a text its author wrote anew: without quoted lines, the line that announces them, and the signature.
///
/// Knows the marks of usual mail programs, in both languages; what it does not know stays.
#[must_use]
pub fn own_words(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines() {
        let plain = line.trim();
        if plain == "--" || plain.starts_with("-----Original Message") || plain.starts_with("-----Исходное сообщение")
        {
            break;
        }
        if plain.starts_with('>') {
            continue;
        }
        if announces_quote(plain) {
            // The announcement of a quote that follows: nothing of the author's comes after it in practice.
            break;
        }
        kept.push(line);
    }
    kept.join("\n").trim().to_owned()
}

/// "On Mon, 23 Nov 2026, Anna wrote:", "23.11.2026 10:15, Анна пишет:", "Понедельник, ... от Анна <a@b>:".
fn announces_quote(line: &str) -> bool {
    let low = line.to_lowercase();
    let ends = ["wrote:", "writes:", "пишет:", "писал:", "писала:", "написал:", "написала:", "написал(а):", "писал(а):"];
    (ends.iter().any(|end| low.ends_with(end)) && low.chars().any(|c| c.is_ascii_digit()))
        || (low.ends_with(">:") && low.contains(" от ") && low.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_the_same_talk_whatever_marks_stand_before_it() {
        for subject in ["Кабель", "Re: Кабель", "RE: Fwd: Кабель", "Ответ: Re[3]: Кабель", " re:кабель".trim()]
        {
            assert_eq!(base_subject(subject).to_lowercase(), "кабель", "{subject}");
        }
        assert_eq!(base_subject("Срочно: кабель"), "Срочно: кабель");
        assert_eq!(base_subject(""), "");
    }

    #[test]
    fn own_words_are_what_the_author_wrote_anew() {
        let text = "Да, берём.\n\n23.11.2026 10:15, Анна Петрова пишет:\n> Берёте?\n";
        assert_eq!(own_words(text), "Да, берём.");
        assert_eq!(own_words("Yes.\n> really?\nAnd more.\n-- \nJohn"), "Yes.\nAnd more.");
        assert_eq!(own_words("On Mon, 23 Nov 2026 at 10:15, Anna wrote:\n> x"), "");
        assert_eq!(own_words("Он писал: приходите"), "Он писал: приходите");
    }
}
