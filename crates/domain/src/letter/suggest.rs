//! Which work type a letter looks like, and why: countable limits, the template, what was done to it, its words.

use serde::Serialize;

use super::acts::words;
use super::base_subject;
use super::count::{Counts, count};
use super::parts::body;
use super::sentences::Sentences;
use crate::playbook::{Countable, Limit, Playbook, Sign, SpecialType, Words, WorkClass, WorkType};
use crate::text::fold;

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

/// Why a type is proposed, or why it stands where it does.
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
    /// The letter holds a number that lies outside its limit: the type cannot be right.
    Outside {
        /// What was counted.
        count: Countable,
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
    /// It goes to colleagues only.
    Colleagues,
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

// How much each thing says. What was done to a letter is a fact and outweighs the template it began with; a template says
// more than words; an attachment or an addressee only goes with a type.
const DONE: i32 = 24;
const TEMPLATE: i32 = 14;
const COLLEAGUES: i32 = 6;
const DOCUMENT: i32 = 5;
/// A count within the limit of a type that something else speaks for as well, and of one that nothing else does.
const WITHIN: i32 = 6;
const WITHIN_ALONE: i32 = 2;
/// A keyword of one word, one of several words; what standing in the subject adds, and having it in common takes.
const WORD: i32 = 3;
const PHRASE: i32 = 5;
const IN_SUBJECT: i32 = 2;
const SHARED: i32 = -1;
/// At most so many keywords count, the weightiest.
const KEYWORDS: usize = 4;
const NOT_DONE: i32 = -4;
const NOT_TO_COLLEAGUES: i32 = -8;
/// A type without signs is for clients in the first place.
const FOR_CLIENTS: i32 = -3;
const SPECIAL: i32 = -5;
/// "Not listed" stands before types nothing speaks for.
const NOT_LISTED: i32 = 1;
/// Most words of one's own in a letter that is only passed on.
const PASSING_WORDS: usize = 25;

/// What a letter shows, read once for all types.
struct Seen<'a> {
    looks: LetterLooks<'a>,
    text: Searched,
    /// The subject of a letter that begins a talk; an answer keeps the other's.
    subject: Option<Searched>,
    /// The keywords of all types, folded: one that several types have tells less.
    keywords: Vec<String>,
    counts: Counts,
    /// Whether the letter does nothing but pass another one on.
    only_passes: bool,
    /// The limits of the template's type that its own count has left.
    outgrown: Vec<Limit>,
}

/// Every type of letters, the likeliest first. Types whose limit a count of the letter leaves stand behind all others; types
/// of equal weight keep the order of the catalogue.
#[must_use]
pub fn suggest(playbook: &Playbook, looks: LetterLooks<'_>) -> Vec<Suggestion> {
    let types = playbook.work_types.iter().filter(|one| one.class == WorkClass::Letter);
    let own = body(looks.own);
    let counts = count(looks.own);
    let limits = looks.template.and_then(|id| playbook.work_type(id)).map_or(&[][..], |one| &one.portrait.limits);
    let few = words(&own).count() <= PASSING_WORDS && counts.steps < 2;
    let seen = Seen {
        looks,
        text: Searched::of(&format!("{}\n{own}", looks.subject)),
        subject: (base_subject(looks.subject) == looks.subject.trim()).then(|| Searched::of(looks.subject)),
        keywords: types.clone().flat_map(|one| one.keywords.all()).map(fold).collect(),
        counts,
        only_passes: looks.passed_on.is_some() && few,
        outgrown: limits.iter().copied().filter(|limit| outside(*limit, counts).is_some()).collect(),
    };
    let mut rated: Vec<(i32, Suggestion)> = types
        .map(|one| {
            let (score, reason) = rate(one, &seen);
            (score, Suggestion { work_type: one.id.clone(), reason })
        })
        .collect();
    rated.sort_by_key(|(score, one)| (matches!(one.reason, LetterReason::Outside { .. }), std::cmp::Reverse(*score)));
    rated.into_iter().map(|(_, suggestion)| suggestion).collect()
}

/// The number that lies outside a limit; nothing counted is outside of none.
fn outside(limit: Limit, counts: Counts) -> Option<u16> {
    counts.of(limit.count).filter(|number| *number > 0 && !limit.holds(*number))
}

/// What speaks for a type, summed, and the weightiest of it.
#[derive(Default)]
struct Weight {
    score: i32,
    most: i32,
    reason: Option<LetterReason>,
}

impl Weight {
    fn add(&mut self, points: i32, reason: LetterReason) {
        self.score += points;
        if points > self.most {
            self.most = points;
            self.reason = Some(reason);
        }
    }
}

fn rate(one: &WorkType, seen: &Seen<'_>) -> (i32, LetterReason) {
    for limit in &one.portrait.limits {
        if let Some(number) = outside(*limit, seen.counts) {
            return (0, LetterReason::Outside { count: limit.count, number });
        }
    }
    let mut weight = Weight::default();
    let (points, hits) = keywords(one, seen);
    if !hits.is_empty() {
        weight.add(points, LetterReason::Words { words: hits });
    }
    signs(one, seen, &mut weight);
    if seen.looks.template == Some(one.id.as_str()) {
        weight.add(TEMPLATE, LetterReason::Template);
    }
    if seen.looks.colleagues && one.signs.is_empty() {
        weight.score += FOR_CLIENTS;
    }
    let mut counted = None;
    for limit in &one.portrait.limits {
        let Some(number) = seen.counts.of(limit.count).filter(|number| *number > 0) else { continue };
        let reason = match limit.count {
            Countable::Steps => LetterReason::Steps { number },
            Countable::Positions => LetterReason::Positions { number },
            Countable::Minutes | Countable::Pages => continue,
        };
        // A letter that has outgrown its template's type is of the neighbour that holds the number.
        let inherits = seen.outgrown.iter().any(|other| other.count == limit.count);
        let points = if weight.score > 0 || inherits { WITHIN } else { WITHIN_ALONE };
        weight.add(points + if inherits { TEMPLATE } else { 0 }, reason.clone());
        counted = Some(reason);
    }
    match one.special {
        Some(SpecialType::NotListed) if weight.score == 0 => weight.score = NOT_LISTED,
        Some(_) => weight.score += SPECIAL,
        None => {}
    }
    // The count tells most to a reader who has to choose between neighbours.
    let reason = counted.or(weight.reason).unwrap_or(LetterReason::Catalogue);
    (weight.score, reason)
}

/// The weight of the keywords found, and the words.
fn keywords(one: &WorkType, seen: &Seen<'_>) -> (i32, Vec<String>) {
    let mut points: Vec<i32> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for keyword in one.keywords.all() {
        let Some(hit) = seen.text.find(keyword).filter(|hit| !words.contains(hit)) else { continue };
        let several = keyword.trim().contains(' ');
        let shared = seen.keywords.iter().filter(|other| **other == fold(keyword)).count() > 1;
        let in_subject = seen.subject.as_ref().is_some_and(|subject| subject.find(keyword).is_some());
        let weight =
            if several { PHRASE } else { WORD } + if in_subject { IN_SUBJECT } else { 0 } + if shared { SHARED } else { 0 };
        points.push(weight);
        words.push(hit);
    }
    points.sort_unstable_by_key(|points| std::cmp::Reverse(*points));
    (points.iter().take(KEYWORDS).sum(), words)
}

/// A text keywords are looked up in.
struct Searched {
    words: Words,
    sentences: Sentences,
}

impl Searched {
    fn of(text: &str) -> Self {
        Self { words: Words::of(text), sentences: Sentences::of(text) }
    }

    /// The keyword as it is found: the word of the text, or the keyword itself where it has several.
    fn find(&self, keyword: &str) -> Option<String> {
        let keyword = keyword.trim();
        if keyword.contains(' ') {
            self.sentences.hold(keyword).then(|| keyword.to_owned())
        } else {
            self.words.hits(std::iter::once(keyword)).pop()
        }
    }
}

fn signs(one: &WorkType, seen: &Seen<'_>, weight: &mut Weight) {
    let looks = seen.looks;
    let passed = |how: PassedOn| (looks.passed_on == Some(how) && seen.only_passes).then_some(LetterReason::PassedOn { how });
    for sign in &one.signs {
        let (held, points, against) = match sign {
            Sign::PassedOn => (passed(PassedOn::Unchanged), DONE, NOT_DONE),
            Sign::PassedOnTouchedUp => (passed(PassedOn::TouchedUp), DONE, NOT_DONE),
            Sign::PassedOnRewritten => (passed(PassedOn::Rewritten), DONE, NOT_DONE),
            Sign::Again => (looks.again.then_some(LetterReason::Again), DONE, NOT_DONE),
            Sign::Document => (looks.document.then_some(LetterReason::Document), DOCUMENT, NOT_DONE),
            Sign::Colleagues => (looks.colleagues.then_some(LetterReason::Colleagues), COLLEAGUES, NOT_TO_COLLEAGUES),
            _ => continue,
        };
        match held {
            Some(reason) => weight.add(points, reason),
            None => weight.score += against,
        }
    }
}
