//! The next step: what is promised or asked for, and by when.

mod acts;
mod sending;
mod signs;

use super::lexicon::Tag;
use super::time::When;
use super::work::{Owner, Work};
use super::{Action, Due, Fact, Found};
use sending::{is_label, send_in};
use signs::sign_at;

/// A sign of a step: tokens `from..to`, its action and how strong the sign is.
#[derive(Debug, Clone, Copy)]
struct Sign {
    from: usize,
    to: usize,
    action: Action,
    confidence: f64,
    due: Option<usize>,
}

/// Every next step of the line, with its time.
pub(crate) fn find(work: &mut Work<'_>, times: &[When]) {
    let mut signs: Vec<Sign> = Vec::new();
    let mut i = 0;
    while i < work.tokens.len() {
        let sign = if work.free(i) { sign_at(work, i, times, &signs) } else { None };
        match sign {
            Some(sign) => {
                i = sign.to.max(i + 1);
                add(work, &mut signs, sign);
            }
            None => i += 1,
        }
    }
    let signs = sift(work, signs);
    let mut signs = dated(work, signs, times);
    // "просит акт, ... скину акт до обеда": what is asked for and then promised with a time is one step.
    let promised: Vec<Sign> = signs.iter().copied().filter(|s| s.due.is_some()).collect();
    let papers = [Action::SendOffer, Action::SendInvoice, Action::SendDocuments];
    signs.retain(|s| s.due.is_some() || !papers.contains(&s.action) || !promised.iter().any(|p| p.action == s.action));
    for sign in signs {
        record(work, &sign, times);
    }
}

/// Whether a verb is in the past: what was done is no promise.
pub(crate) fn is_past(key: &str) -> bool {
    key.chars().count() > 4
        && ["л", "ла", "ло", "ли", "лся", "лась", "лись"].iter().any(|e| key.ends_with(e))
        && ![
            "отдел",
            "канал",
            "материал",
            "металл",
            "металла",
            "материала",
            "персонала",
            "масла",
            "мыла",
            "стекла",
            "канала",
            "журнала",
            "стула",
            "сигнала",
            "портала",
            "мотоцикла",
            "футбола",
            "волейбола",
            "баскетбола",
            "школа",
            "школ",
            "кукла",
            "кукол",
        ]
        .contains(&key)
}

/// Adds a sign; the verb of sending or asking right before a paper belongs to it.
fn add(work: &Work<'_>, signs: &mut Vec<Sign>, mut sign: Sign) {
    // The verb of sending belongs to the sign.
    let (clause, _) = work.clause(sign.from);
    if matches!(sign.action, Action::SendOffer | Action::SendInvoice | Action::SendDocuments | Action::Ship) {
        let verb = (clause..sign.from)
            .rev()
            .take(8)
            .find(|&k| work.free(k) && work.has_any(k, &[Tag::Send]) && !is_past(work.key(k)) && !is_label(work, k));
        let verb = verb.or_else(|| (clause..sign.from).rev().take(5).find(|&k| work.free(k) && work.has(k, Tag::Request)));
        let taken = signs.last().map_or(0, |s| s.to);
        if let Some(k) = verb.filter(|k| {
            *k >= taken
                && (*k + 1..sign.from).all(|x| {
                    work.owners[x] == Owner::Time
                        || work.free(x)
                            && (!work.is_word(x)
                                || work.has_any(
                                    x,
                                    &[
                                        Tag::Function,
                                        Tag::Label,
                                        Tag::Chatter,
                                        Tag::Send,
                                        Tag::Request,
                                        Tag::OfferPaper,
                                        Tag::InvoicePaper,
                                        Tag::OtherPaper,
                                    ],
                                ))
                })
        }) {
            sign.from = k;
        }
    }
    signs.push(sign);
}

/// Drops what another step already says: "уточнить и перезвонить" is a call, "прайс и КП" one offer.
fn sift(work: &Work<'_>, signs: Vec<Sign>) -> Vec<Sign> {
    let mut kept: Vec<Sign> = Vec::new();
    for sign in signs {
        let same = kept.iter().position(|k| {
            k.action == sign.action && (work.clause(k.from) == work.clause(sign.from) || sign.action != Action::CallBack)
        });
        match same {
            Some(at) if work.clause(kept[at].from) == work.clause(sign.from) && sign.from <= kept[at].to + 2 => {
                kept[at].to = sign.to;
            }
            Some(at)
                if work.clause(kept[at].from) == work.clause(sign.from)
                    && matches!(sign.action, Action::Meet | Action::CallBack) => {}
            _ => kept.push(sign),
        }
    }
    // "узнать и сообщить" is one step.
    kept.dedup_by(|b, a| a.action == Action::Other && b.action == Action::Other && work.clause(a.from) == work.clause(b.from));
    let firm = |s: &Sign| !(s.action == Action::Other || (s.action == Action::SendOffer && s.confidence <= 0.7));
    if kept.iter().any(firm) {
        let anchors: Vec<Sign> = kept.iter().copied().filter(firm).collect();
        kept.retain(|s| firm(s) || !anchors.iter().any(|a| work.clause(a.from) == work.clause(s.from)));
    }
    kept
}

/// Gives each step the time that stands nearest.
fn dated(work: &Work<'_>, mut signs: Vec<Sign>, times: &[When]) -> Vec<Sign> {
    // The time that stands nearest to a step is given first.
    let all: Vec<usize> = (0..signs.len()).collect();
    let mut order: Vec<(usize, &When)> = times.iter().enumerate().filter(|t| t.1.due.is_some()).collect();
    order.sort_by_key(|(t, when)| (nearest(&signs, &all, when).map_or(usize::MAX, |s| distance(&signs[s], when)), *t));
    for (t, when) in order {
        let (from, to) = work.clause(when.from);
        let in_clause: Vec<usize> = (0..signs.len()).filter(|&s| signs[s].from >= from && signs[s].from < to).collect();
        let chosen = if in_clause.is_empty() {
            // A clause that is nothing but a time belongs to the step beside it.
            let sends = (from..to).any(|k| send_in(work, k) && !is_past(work.key(k)));
            let alone = sends
                || (from..to).all(|k| {
                    (when.from..when.to).contains(&k)
                        || work.owners[k] != Owner::Free
                        || work.has_any(k, &[Tag::Function, Tag::Time])
                });
            let all: Vec<usize> = (0..signs.len()).collect();
            alone.then(|| nearest(&signs, &all, when)).flatten().filter(|&s| {
                beside(work, &signs[s], when)
                    || sends && signs[s].to <= from
                    || signs.len() == 1 && (from..to).all(|k| (when.from..when.to).contains(&k))
            })
        } else {
            let before_all = in_clause.iter().all(|&s| when.to <= signs[s].from);
            if before_all {
                // "завтра перезвонить и выслать КП": the time rules over both.
                let later = times.iter().any(|o| o.due.is_some() && o.from > when.to && o.to <= to);
                if !later && in_clause.len() > 1 {
                    for &s in &in_clause {
                        signs[s].due.get_or_insert(t);
                    }
                }
            }
            let same_verb: Vec<usize> = in_clause.clone();
            let first = nearest(&signs, &in_clause, when);
            if let Some(f) = first {
                // "выслать КП и счёт завтра": one verb, one time.
                for &s in &same_verb {
                    let papers =
                        |a: Action| matches!(a, Action::SendOffer | Action::SendInvoice | Action::SendDocuments | Action::Ship);
                    if s != f
                        && papers(signs[s].action)
                        && papers(signs[f].action)
                        && signs[s].due.is_none()
                        && (signs[s].to..signs[f].from)
                            .all(|k| matches!(work.key(k), "и" | "and" | "," | "+" | "&" | "the" | "a" | "с" | "with"))
                    {
                        signs[s].due = Some(t);
                    }
                }
            }
            first
        };
        if let Some(s) = chosen {
            signs[s].due.get_or_insert(t);
        }
    }
    signs
}

fn nearest(signs: &[Sign], candidates: &[usize], when: &When) -> Option<usize> {
    candidates.iter().copied().filter(|&s| signs[s].due.is_none()).min_by_key(|&s| distance(&signs[s], when))
}

fn distance(sign: &Sign, when: &When) -> usize {
    if when.from >= sign.to { when.from - sign.to } else { sign.from.saturating_sub(when.to) + 1 }
}

/// Whether only commas, names and small words stand between a step and a time.
fn beside(work: &Work<'_>, sign: &Sign, when: &When) -> bool {
    let (from, to) =
        if when.from >= sign.to { (work.clause(sign.to - 1).1.min(when.from), when.from) } else { (when.to, sign.from) };
    to - from <= 12
        && (from..to).all(|k| {
            !work.is_word(k)
                || work.owners[k] != Owner::Free
                || work.has_any(
                    k,
                    &[
                        Tag::Function,
                        Tag::Label,
                        Tag::Chatter,
                        Tag::OfferPaper,
                        Tag::OtherPaper,
                        Tag::InvoicePaper,
                        Tag::Post,
                        Tag::City,
                    ],
                )
        })
}

fn record(work: &mut Work<'_>, sign: &Sign, times: &[When]) {
    let due: Option<Due> = sign.due.and_then(|t| times[t].due);
    let mut from = sign.from;
    let mut to = sign.to;
    if let Some(when) = sign.due.map(|t| times[t]) {
        let (low, high) = (from.min(when.from), to.max(when.to));
        let gap = if when.from >= to { to..when.from } else { when.to..from };
        let clear = gap.clone().all(|k| {
            work.owners[k] == Owner::Free
                && (!work.is_word(k) || work.has_any(k, &[Tag::Function, Tag::Label, Tag::Chatter, Tag::Request]))
        }) && gap.len() <= 4;
        if clear {
            from = low;
            to = high;
        } else {
            work.take(when.from, when.to, Owner::Step);
        }
    }
    let (start, end) = (work.tokens[from].start, work.tokens[to - 1].end);
    for k in from..to {
        if work.owners[k] == Owner::Free || work.owners[k] == Owner::Time {
            work.owners[k] = Owner::Step;
        }
    }
    work.facts.push(Fact { found: Found::NextStep { action: sign.action, due }, confidence: sign.confidence, start, end });
}
