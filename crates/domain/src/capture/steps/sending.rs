//! Verbs of sending and what they send.

use super::super::Action;
use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::time::When;
use super::super::work::{Owner, Work};
use super::signs::PAPERS;
use super::{Sign, is_past};

pub(super) fn send_before(work: &Work<'_>, clause: usize, i: usize) -> bool {
    (clause..i).rev().take(9).any(|k| {
        work.has(k, Tag::Send)
            && !is_past(work.key(k))
            && !work.has_any(k, &[Tag::OfferPaper, Tag::InvoicePaper])
            && !is_label(work, k)
    })
}

pub(super) fn sends_last(work: &Work<'_>, clause: usize, i: usize) -> bool {
    (clause..i).rev().take(4).any(|k| work.has(k, Tag::Send) && !is_past(work.key(k)))
}

/// Whether a verb of sending stands at the beginning of a sign.
pub(super) fn send_in(work: &Work<'_>, from: usize) -> bool {
    work.has(from, Tag::Send) && !work.has_any(from, &[Tag::OfferPaper, Tag::InvoicePaper])
}

/// "email: a@b.ru", "mail a@b.ru": a label, not a verb.
pub(super) fn is_label(work: &Work<'_>, k: usize) -> bool {
    matches!(
        work.key(k),
        "email"
            | "e-mail"
            | "mail"
            | "fax"
            | "whatsapp"
            | "text"
            | "post"
            | "drop"
            | "share"
            | "make"
            | "give"
            | "issue"
            | "supply"
    ) && (work.mark_char(k + 1) == Some(':')
        || work.owners.get(k + 1) == Some(&Owner::Fact)
        || matches!(work.key(k.wrapping_sub(1)), "by" | "via" | "to" | "on" | "his" | "her" | "their" | "the" | "an" | "my"))
}

pub(super) fn strong_send(work: &Work<'_>, clause: usize, i: usize) -> bool {
    let (_, end) = work.clause(i);
    (clause..end).filter(|k| *k != i).any(|k| {
        [
            "отправ",
            "высл",
            "вышл",
            "присл",
            "пришл",
            "напра",
            "послать",
            "пошл",
            "send",
            "mail",
            "post",
            "drop",
            "dispatch",
            "отгруз",
            "перед",
            "deliver",
            "resend",
        ]
        .iter()
        .any(|s| work.key(k).starts_with(s))
    })
}

pub(super) fn send_alone(
    work: &Work<'_>,
    i: usize,
    n: usize,
    (clause, end): (usize, usize),
    times: &[When],
    so_far: &[Sign],
) -> Option<(usize, Action, f64)> {
    let key = work.key(i);
    if is_label(work, i) {
        return None;
    }
    let paper_later =
        (i + n..end).any(|k| work.has_any(k, &[Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper, Tag::Goods]) && work.free(k));
    let calculates =
        ["рассчита", "посчита", "просчита", "обсчит", "считать", "расчет", "просчет", "quote", "обсчет", "work", "оценить"]
            .iter()
            .any(|s| key.starts_with(s));
    let timed = times.iter().any(|t| t.from >= clause && t.to <= end && t.due.is_some());
    let requested = work.within(clause, i, Tag::Request);
    if calculates {
        let infinitive =
            key.ends_with("ть") || key.ends_with("ем") || key.ends_with("айте") || key == "work" || key.ends_with("ай");
        return (infinitive && (requested || i == clause || timed)).then_some((i + n, Action::SendOffer, 0.7));
    }
    let strong = [
        "отправ",
        "высл",
        "вышл",
        "скин",
        "сброс",
        "присл",
        "пришл",
        "направ",
        "послать",
        "send",
        "forward",
        "email",
        "e-mail",
        "переслать",
        "перешл",
        "отослать",
        "resend",
        "кинь",
        "кинуть",
    ]
    .iter()
    .any(|s| key.starts_with(s))
        && !key.starts_with("отправк")
        && !key.starts_with("направлен")
        && key != "отправит";
    if !strong || paper_later {
        return None;
    }
    // "договор на уборку, отправить до 30.11": the paper was named in the clause before.
    let papers = [Action::SendOffer, Action::SendInvoice, Action::SendDocuments];
    if so_far.last().is_some_and(|s| s.to <= clause && clause - s.to <= 8 && papers.contains(&s.action) && !send_in(work, s.from))
    {
        return None;
    }
    let verb = i == clause
        || requested
        || timed
        || matches!(work.key(i.wrapping_sub(1)), "и" | "and" | "to" | "will" | "please" | "i'll" | "we'll");
    let information = (i + n..end).any(|k| {
        [
            "информац",
            "инфо",
            "details",
            "info",
            "information",
            "материал",
            "презент",
            "ссылк",
            "link",
            "presentation",
            "specs",
            "характерист",
        ]
        .iter()
        .any(|s| work.key(k).starts_with(s))
    });
    let quantity = (i + n..end).any(|k| matches!(work.tokens[k].kind, Kind::Number) && work.has(k + 1, Tag::Unit));
    // "счёт 99871 не пришёл, отправить ещё раз": the paper was named by its number.
    let named = (clause.saturating_sub(8)..clause)
        .find_map(|k| PAPERS.iter().find(|p| work.has(k, p.0) && p.1 != Action::Ship).map(|p| p.1));
    // "отправить сдэком": what goes with a carrier is goods.
    let paper_before = (clause..i).any(|k| work.has_any(k, &[Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper]));
    let carried = !paper_before
        && (i + n..end).any(|k| {
            [
                "сдэк",
                "сдек",
                "деловыми",
                "пэк",
                "курьером",
                "транспортной",
                "кит",
                "боксберри",
                "dhl",
                "ups",
                "fedex",
                "dpd",
                "courier",
            ]
            .iter()
            .any(|c| work.key(k).starts_with(c))
        });
    let action = if carried {
        Action::Ship
    } else if let Some(action) = named.filter(|_| !quantity) {
        action
    } else if information {
        Action::SendDocuments
    } else if quantity {
        Action::Ship
    } else {
        Action::Other
    };
    verb.then_some((i + n, action, 0.6))
}
