//! A business told by its place alone: the plain words that are left beside a wish that was announced.
//!
//! "Савва Юрьевич, картинг, нужны шины 40 шт", "chloe tran pottery classes wants shelves": no list can hold every trade,
//! but who is wished for something is named first by a person, then by what they do.

use super::super::interest::looks_past;
use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::shapes;
use super::super::steps::is_past;
use super::super::work::Work;
use super::super::{Found, person};
use super::turns;

/// What a trade is never made of: steps, papers, talk, posts, places.
const OTHER: &[Tag] = &[
    Tag::Call,
    Tag::Send,
    Tag::Meet,
    Tag::Ship,
    Tag::Find,
    Tag::OfferPaper,
    Tag::InvoicePaper,
    Tag::OtherPaper,
    Tag::Request,
    Tag::Done,
    Tag::Refusal,
    Tag::Source,
    Tag::Channel,
    Tag::Want,
    Tag::Price,
    Tag::Regular,
    Tag::OneOff,
    Tag::Chatter,
    Tag::Post,
    Tag::City,
    Tag::Street,
    Tag::Reference,
    Tag::Introduces,
    Tag::Label,
    Tag::Time,
    Tag::TalkVerb,
    Tag::Complaint,
    Tag::NoPurchase,
    Tag::Period,
    Tag::CompanyWord,
];

/// What private people and callers are said of: no trade.
const PRIVATE: &[&str] = &[
    "дядьк",
    "тетк",
    "мужик",
    "мужчин",
    "женщин",
    "девушк",
    "парень",
    "старик",
    "старушк",
    "lady",
    "guy",
    "bloke",
    "woman",
    "gent",
    "пенсион",
    "новосел",
    "подар",
    "переезд",
    "свадьб",
    "юбиле",
    "рожден",
    "дача",
    "дачн",
    "квартир",
    "семь",
    "сосед",
    "студент",
    "турист",
    "звон",
    "линия",
    "связь",
    "фамили",
    "birthday",
    "anniversary",
    "retired",
    "pensioner",
    "student",
    "tourist",
    "call",
    "line",
    "house",
    "home",
    "flat",
    "apartment",
    "gift",
    "present",
    "neighbour",
    "neighbor",
    "moving",
];

/// The trade of a line whose wish is announced and whose caller is known.
pub(super) fn by_place(work: &Work<'_>) -> Option<(usize, usize, usize, f64)> {
    let said = wish(work);
    let (from, to) = said.or_else(|| super::super::interest::counted_clause(work))?;
    let mut k = 0;
    while k < work.tokens.len() {
        let (start, end) = piece(work, k, (from, to));
        let after = start >= to
            && !beside_caller(work, start, end)
            && !work.has_any(end.saturating_sub(1), &[Tag::ActivityNoun, Tag::BusinessHead]);
        if end > start
            && !after
            && (said.is_some() || beside_caller(work, start, end))
            && !titles(work, start, end)
            && bounded(work, start, end, from)
            && is_trade(work, start, end)
            && called(work, start)
        {
            return Some((start, start, end, 0.55));
        }
        k = end.max(k + 1);
    }
    None
}

/// The whole of the plain piece around a kind of business: "цирк" of "цирк шапито", "landscaping" of "landscaping crew".
pub(super) fn widened(work: &Work<'_>, start: usize, end: usize) -> (usize, usize) {
    let Some(span) = wish(work).or_else(|| super::super::interest::counted_clause(work)) else { return (start, end) };
    let mut from = start;
    while from > 0 && !work.breaks(from - 1) && !turns(work, from - 1) && !(span.0..span.1).contains(&(from - 1)) {
        from -= 1;
    }
    let (piece_from, piece_to) = piece(work, from, span);
    let wider = piece_from <= start && piece_to >= end && (piece_from < start || piece_to > end);
    if wider && bounded(work, piece_from, piece_to, span.0) && is_trade(work, piece_from, piece_to) {
        (piece_from, piece_to)
    } else {
        (start, end)
    }
}

/// The wish that some word announces.
fn wish(work: &Work<'_>) -> Option<(usize, usize)> {
    super::super::interest::announced(work)
}

/// The run of free words from `k` on, up to the wish or to a turn.
fn piece(work: &Work<'_>, k: usize, wish: (usize, usize)) -> (usize, usize) {
    let mut end = k;
    while end < work.tokens.len() && !work.breaks(end) && !turns(work, end) && !(wish.0..wish.1).contains(&end) {
        end += 1;
    }
    (k, end)
}

/// Whether the words stand between commas, numbers, the caller and the wish.
fn bounded(work: &Work<'_>, start: usize, end: usize, wish: usize) -> bool {
    let mark = |k: usize| work.mark_char(k).is_some_and(|c| work.is_breaking_mark(k, c));
    let edge = |k: usize| work.tokens.get(k).is_none_or(|t| t.kind == Kind::Claimed || mark(k) || of_caller(work, k));
    (start == 0 || edge(start - 1)) && (edge(end) || end == wish)
}

/// "шкипер Иван": one word in the ending of a post right before a name is who they are.
fn titles(work: &Work<'_>, start: usize, end: usize) -> bool {
    const POSTS: &[&str] =
        &["щик", "чик", "тель", "ист", "лог", "арь", "пер", "тер", "дир", "ник", "вод", "ер", "or", "er", "ist"];
    end == start + 1 && end < work.tokens.len() && of_caller(work, end) && POSTS.iter().any(|p| work.key(start).ends_with(p))
}

/// Whether the caller is named right before the words, or right after them where they open the line.
fn beside_caller(work: &Work<'_>, start: usize, end: usize) -> bool {
    let caller =
        |k: usize| work.tokens.get(k).is_some_and(|t| t.kind == Kind::Claimed) || k < work.tokens.len() && of_caller(work, k);
    let before = start.checked_sub(1).filter(|k| work.mark_char(*k) == Some(',')).and_then(|k| k.checked_sub(1));
    // "доб. 305", "зав производством": a shortened word announces something else.
    let first = work.key(start);
    let shortened = first.chars().count() < 5 && (end == start + 1 || matches!(first, "зав" | "зам" | "нач" | "гл" | "асс"));
    !shortened && (before.is_some_and(caller) || start == 0 && work.mark_char(end) == Some(',') && caller(end + 1))
}

/// Whether a name or a house holds the token.
fn of_caller(work: &Work<'_>, k: usize) -> bool {
    let place = work.tokens[k].start;
    work.facts.iter().any(|f| (f.start..f.end).contains(&place) && matches!(f.found, Found::Person(_) | Found::Company { .. }))
}

/// Whether the words can be nothing but a trade.
fn is_trade(work: &Work<'_>, start: usize, end: usize) -> bool {
    let last = end - 1;
    let plain = |k: usize| {
        // "plumbing & heating"
        if work.mark_char(k) == Some('&') && k > start && k < last {
            return work.free(k);
        }
        let english = matches!(work.key(k), "of" | "and" | "for");
        let linked = k > start && k < last && work.has(k, Tag::Function) && (!work.english || english);
        work.is_word(k)
            && work.free(k)
            && (!work.tokens[k].capital || k == start && (k == 0 || matches!(work.mark_char(k - 1), Some('.' | '!'))))
            && !work.has_any(k, OTHER)
            && (linked || !work.has(k, Tag::Function))
            && !person::is_name_word(work, k)
            && !matches!(work.key(k), "near" | "behind" | "opposite" | "outside" | "by" | "around")
            && !is_past(work.key(k))
            && !looks_past(work.key(k))
            && (!shapes::is_present_verb(work.key(k)) || work.is_known(k))
            && !shapes::is_imperative(work.key(k))
    };
    let key = work.key(last);
    let bare = shapes::is_adjective(key)
        || end == start + 1
            && (adverb(key)
                || ["ю", "ет", "ит", "у"].iter().any(|e| key.ends_with(e))
                || key.ends_with("ть")
                || key.ends_with("ed")
                || key.ends_with("ly"));
    let private = work.key(start) == "склад" || (start..end).any(|k| PRIVATE.iter().any(|p| work.key(k).starts_with(p)));
    let infinitive = ["ать", "ить", "еть", "уть", "ться"].iter().any(|e| work.key(start).ends_with(e));
    !private && !infinitive && end - start <= 4 && key.chars().count() > 2 && (start..end).all(plain) && !bare
}

/// "быстро", "дорого": one word in -о says how.
fn adverb(key: &str) -> bool {
    key.ends_with('о')
        && !["кино", "депо", "сито", "зерно", "пиво", "вино", "лото", "авто", "радио"].iter().any(|n| key.ends_with(n))
}

/// Whether the line says who calls or how to reach them, beside the words at `start`.
fn called(work: &Work<'_>, start: usize) -> bool {
    let known = !work.facts.is_empty() || work.tokens.iter().any(|t| t.kind == Kind::Claimed);
    let complaint = (0..work.tokens.len()).any(|k| work.has(k, Tag::Complaint));
    known && !complaint && work.free(start)
}
