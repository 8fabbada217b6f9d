//! What a refused letter's author is told: by the mail server, and by a letter in the own mailbox.

use app::judge_letter::Held;
use app::letter_gate::Refusal;

use crate::locale::Lang;
use crate::t;

/// Where an author can give a type.
#[derive(Debug, Clone, Copy)]
pub struct Ways<'a> {
    /// The domain of type addresses; empty where there is none.
    pub type_domain: &'a str,
    /// The address of our pages.
    pub site: &'a str,
}

/// Why the letter did not leave, in one sentence.
fn why(lang: Lang, held: &Held) -> String {
    match held.refusal {
        Refusal::NoType if held.author.is_none() => t!(lang, "gate-unknown-author"),
        Refusal::NoType => t!(lang, "gate-no-type"),
        Refusal::UnknownType => t!(lang, "gate-unknown-type", word = held.word.clone()),
        Refusal::TwoTypes => t!(lang, "gate-two-types"),
        Refusal::NoteMissing => t!(lang, "gate-note-missing"),
        Refusal::NoteTooLong => t!(lang, "gate-note-too-long"),
        Refusal::NotAMachine => t!(lang, "gate-not-a-machine"),
    }
}

fn link(held: &Held, ways: Ways<'_>) -> Option<String> {
    held.author.as_ref().map(|(_, id)| format!("{}/outgoing/{id}", ways.site))
}

/// The lines the author's mail program shows, in the author's language; Russian where the author is not known.
#[must_use]
pub fn refusal(held: &Held, ways: Ways<'_>) -> Vec<String> {
    let lang = held.author.as_ref().map_or(Lang::Ru, |(author, _)| author.language);
    let mut lines = vec![why(lang, held)];
    if held.author.is_none() {
        return lines;
    }
    let types: Vec<String> = held.likely.iter().map(|(_, code, title)| format!("{code} ({title})")).collect();
    if !types.is_empty() {
        lines.push(t!(lang, "gate-likely", types = types.join("; ")));
    }
    if let Some((_, code, _)) = held.likely.first() {
        lines.push(t!(lang, "gate-how-tag", code = code.clone()));
        if !ways.type_domain.is_empty() {
            lines.push(t!(lang, "gate-how-address", address = format!("{code}@{}", ways.type_domain)));
        }
    }
    if let Some(link) = link(held, ways) {
        lines.push(t!(lang, "gate-how-page", link = link));
    }
    lines
}

/// Subject and text of the letter that tells an author that a letter is held.
#[must_use]
pub fn notice(held: &Held, ways: Ways<'_>, subject: &str, to: &str) -> (String, String) {
    let lang = held.author.as_ref().map_or(Lang::Ru, |(author, _)| author.language);
    let types: Vec<String> = held.likely.iter().map(|(_, code, title)| format!("- {title} [{code}]")).collect();
    let text = t!(
        lang,
        "gate-notice-text",
        subject = subject.to_owned(),
        to = to.to_owned(),
        why = why(lang, held),
        types = types.join("\n"),
        link = link(held, ways).unwrap_or_default()
    );
    (t!(lang, "gate-notice-subject", subject = subject.to_owned()), text)
}

/// What a mail server is told while letters cannot be checked.
#[must_use]
pub fn later() -> String {
    t!(Lang::Ru, "gate-later")
}
