//! Which work type a letter looks like, and why: countable limits, the template, what was done to it, its words.

use serde::Serialize;

use super::count::{Counts, count};
use crate::playbook::{Playbook, Sign, Words, WorkClass, WorkType};

/// What a letter in the making looks like.
#[derive(Debug, Clone, Copy, Default)]
pub struct LetterLooks<'a> {
    /// The subject.
    pub subject: &'a str,
    /// What its author wrote, quotes left out.
    pub own: &'a str,
    /// The work type of the template it was made from.
    pub template: Option<&'a str>,
    /// What was done to a letter that is passed on.
    pub passed_on: Option<PassedOn>,
    /// Whether the same letter went out before.
    pub again: bool,
    /// Whether it goes to colleagues only.
    pub colleagues: bool,
    /// Whether a document (contract, invoice, act ...) is attached.
    pub document: bool,
}

/// What was done to a letter that is passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PassedOn {
    /// Not a word was changed.
    Unchanged,
    /// Name, signature or line breaks only.
    TouchedUp,
    /// Real changes.
    Rewritten,
}

/// Why a type is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum LetterReason {
    /// The template is of this type.
    Template,
    /// So many steps lie within its limit.
    Steps {
        /// How many.
        number: u16,
    },
    /// So many positions lie within its limit.
    Positions {
        /// How many.
        number: u16,
    },
    /// It is passed on, with what was done to it.
    PassedOn {
        /// What was done.
        how: PassedOn,
    },
    /// The same letter went out before.
    Again,
    /// A document is attached.
    Document,
    /// Words of it.
    Words {
        /// The words.
        words: Vec<String>,
    },
    /// Nothing speaks for it: it stands in the catalogue.
    Catalogue,
}

/// One proposed type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The work type's id.
    pub work_type: String,
    /// Why.
    #[serde(flatten)]
    pub reason: LetterReason,
}

// How much each thing says. A count is a fact, words are a hint; a count outside the limit rules a type out.
const TEMPLATE: i32 = 12;
const SIGN: i32 = 10;
const WITHIN: i32 = 6;
const WORD: i32 = 3;
const OUTSIDE: i32 = -30;
const SPECIAL: i32 = -5;

/// Every type of letters, the likeliest first. A template says more than what was done to the letter, that more than
/// counts, those more than words; types of equal weight keep the order of the catalogue.
#[must_use]
pub fn suggest(playbook: &Playbook, looks: LetterLooks<'_>) -> Vec<Suggestion> {
    let words = Words::of(&format!("{} {}", looks.subject, looks.own));
    let counts = count(looks.own);
    let types = playbook.work_types.iter().filter(|one| one.class == WorkClass::Letter);
    let mut rated: Vec<(i32, Suggestion)> = types
        .map(|one| {
            let (score, reason) = rate(one, looks, &words, counts);
            (score, Suggestion { work_type: one.id.clone(), reason })
        })
        .collect();
    rated.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    rated.into_iter().map(|(_, suggestion)| suggestion).collect()
}

fn rate(one: &WorkType, looks: LetterLooks<'_>, words: &Words, counts: Counts) -> (i32, LetterReason) {
    let hits = words.hits(one.keywords.all());
    let mut score = WORD * i32::try_from(hits.len().min(3)).unwrap_or(3);
    let mut reason = if hits.is_empty() { LetterReason::Catalogue } else { LetterReason::Words { words: hits } };
    let mut wanted = false;
    for limit in &one.portrait.limits {
        let Some(number) = counts.of(limit.count) else { continue };
        if number > 0 && !limit.holds(number) {
            return (OUTSIDE, LetterReason::Catalogue);
        }
        if number > 0 {
            score += WITHIN;
            reason = match limit.count {
                crate::playbook::Countable::Steps => LetterReason::Steps { number },
                _ => LetterReason::Positions { number },
            };
        }
    }
    for sign in &one.signs {
        let held = match sign {
            Sign::PassedOn => looks.passed_on == Some(PassedOn::Unchanged) && words_are_few(looks.own),
            Sign::PassedOnTouchedUp => looks.passed_on == Some(PassedOn::TouchedUp),
            Sign::PassedOnRewritten => looks.passed_on == Some(PassedOn::Rewritten),
            Sign::Again => looks.again,
            Sign::Document => looks.document,
            Sign::Colleagues => looks.colleagues,
            _ => continue,
        };
        wanted = true;
        if held {
            score += SIGN;
            reason = match (sign, looks.passed_on) {
                (Sign::PassedOn | Sign::PassedOnTouchedUp | Sign::PassedOnRewritten, Some(how)) => LetterReason::PassedOn { how },
                (Sign::Again, _) => LetterReason::Again,
                (Sign::Document, _) => LetterReason::Document,
                _ => reason,
            };
        } else {
            score -= SIGN;
        }
    }
    if looks.passed_on.is_some() && !wanted {
        score -= SIGN / 2;
    }
    if looks.template == Some(one.id.as_str()) {
        score += TEMPLATE;
        // A count within the limit says more to the reader than the template both come from.
        if !matches!(reason, LetterReason::Steps { .. } | LetterReason::Positions { .. }) {
            reason = LetterReason::Template;
        }
    }
    if one.special.is_some() {
        score += SPECIAL;
    }
    (score, reason)
}

/// A letter passed on word for word brings a line of its own at most.
fn words_are_few(own: &str) -> bool {
    own.split_whitespace().count() <= 25
}
