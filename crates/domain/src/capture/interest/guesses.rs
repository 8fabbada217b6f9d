//! Wishes nobody announced: a quantity, or the one plain clause that is left.

use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::work::{Owner, Work};
use super::super::{Found, person};
use super::extent::{extent, looks_past, turns};
use super::{Piece, skip_price};

pub(super) fn clauses(work: &Work<'_>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut k = 0;
    while k < work.tokens.len() {
        if work.breaks(k) {
            k += 1;
            continue;
        }
        let from = k;
        while k < work.tokens.len() && !work.breaks(k) {
            k += 1;
        }
        out.push((from, k));
    }
    out
}

/// A clause with a quantity: "кабель ВВГ 3х2.5 300 м".
pub(super) fn with_quantity(work: &Work<'_>, (from, to): (usize, usize)) -> Option<Piece> {
    let premises = |k: usize| {
        matches!(
            work.key(k),
            "домов"
                | "дома"
                | "квартир"
                | "сотрудников"
                | "филиалов"
                | "филиала"
                | "магазинов"
                | "магазина"
                | "точек"
                | "точки"
                | "объектов"
                | "этажей"
                | "лет"
                | "employees"
                | "branches"
                | "shops"
                | "stores"
                | "people"
                | "locations"
                | "years"
        )
    };
    let thing = |k: usize| {
        !premises(k)
            && work.is_word(k)
            && !work.tokens[k].capital
            && work.free(k)
            && !work.has_any(k, &[Tag::Function, Tag::Unit, Tag::Chatter])
    };
    let headed =
        work.tokens[from].number().is_some_and(|n| n > 0) && from + 1 < to && thing(from + 1) && !work.has(from + 1, Tag::Post);
    let counted = headed || (from..to).any(|k| is_quantity(work, k));
    if !counted
        || money_only(work, from, to)
        || in_stock(work, from, to) && !asked_for(work, to)
        || work.has_any(from, &[Tag::Street, Tag::Source, Tag::Refusal])
    {
        return None;
    }
    let start = skip_price(work, lead_in(work, from, to)).min(to);
    // "частный дом 150 м2" is where it goes, not what is wanted.
    if start > from && work.has(from, Tag::Chatter) && work.tokens.get(start).is_some_and(|t| t.kind == Kind::Number) {
        return None;
    }
    let start = if start == from { list_before(work, from).unwrap_or(start) } else { start };
    let end = extent(work, start, true);
    (has_content(work, start, end) && (headed || (start..end).any(|k| is_quantity(work, k))) && has_noun(work, start, end))
        .then_some((start, start, end, 0.8))
}

/// A plain thing right before a counted clause begins the list: "сухофрукты оптом, чернослив 100 кг".
pub(super) fn list_before(work: &Work<'_>, from: usize) -> Option<usize> {
    let comma = from.checked_sub(1).filter(|k| work.mark_char(*k) == Some(','))?;
    let mut start = comma;
    while start > 0 && !work.breaks(start - 1) {
        start -= 1;
    }
    let tags = [
        Tag::Chatter,
        Tag::Post,
        Tag::City,
        Tag::Street,
        Tag::ActivityNoun,
        Tag::Done,
        Tag::Request,
        Tag::Call,
        Tag::Send,
        Tag::Meet,
        Tag::Ship,
        Tag::Find,
        Tag::Refusal,
        Tag::CompanyWord,
        Tag::KeptWord,
        Tag::Want,
        Tag::Label,
        Tag::Time,
        Tag::Introduces,
    ];
    let plain = (start..comma).all(|k| {
        work.is_word(k)
            && !work.has_any(k, &tags)
            && !work.tokens[k].capital
            && !person::is_name_word(work, k)
            && !super::super::steps::is_past(work.key(k))
    });
    let bulk = (start..comma).any(|k| matches!(work.key(k), "оптом" | "опт" | "wholesale" | "разное"));
    (bulk && comma - start <= 3 && plain && !turns(work, start) && !work.has(start, Tag::Function)).then_some(start)
}

pub(super) fn lead_in(work: &Work<'_>, from: usize, to: usize) -> usize {
    let mut start = from;
    while start < to && work.is_word(start) && !work.has(start, Tag::Unit) {
        let skipped =
            [Tag::Function, Tag::Chatter, Tag::Label, Tag::City, Tag::Post].iter().filter_map(|t| work.mark(start, *t)).max();
        let Some(length) = skipped else { break };
        start += length;
    }
    start.min(to)
}

pub(super) fn has_noun(work: &Work<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| {
        (work.is_word(k) || work.tokens[k].kind == Kind::Mixed)
            && !(work.has(k, Tag::Unit) && k > 0 && matches!(work.tokens[k - 1].kind, Kind::Number))
            && !work.has_any(k, &[Tag::Function, Tag::Chatter, Tag::Period, Tag::Post, Tag::City])
            && work.key(k).chars().count() > 1
    })
}

pub(crate) fn is_quantity(work: &Work<'_>, k: usize) -> bool {
    let token = &work.tokens[k];
    match token.kind {
        Kind::Number => work.has(k + 1, Tag::Unit),
        Kind::Mixed => {
            let digits = token.key.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
            digits.len() < token.key.len()
                && [
                    "шт", "м", "м2", "м3", "кг", "т", "л", "тн", "мм", "pcs", "kg", "m", "m2", "ft", "km", "км", "г", "мл",
                    "lbs", "l", "k", "t", "тонн", "см",
                ]
                .contains(&digits)
        }
        _ => false,
    }
}

pub(super) fn money_only(work: &Work<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| is_quantity(work, k))
        && (from..to).all(|k| {
            !is_quantity(work, k)
                || matches!(
                    work.key(k + 1),
                    "руб"
                        | "рублей"
                        | "тыс"
                        | "тысяч"
                        | "млн"
                        | "час"
                        | "часа"
                        | "лет"
                        | "раз"
                        | "минут"
                        | "чел"
                        | "человек"
                        | "people"
                        | "hours"
                        | "этаж"
                        | "тыр"
                        | "w"
                        | "сотрудников"
                        | "сотрудника"
                        | "машин"
                        | "точек"
                        | "точки"
                )
        })
}

/// The only plain clause that is left is what they want.
pub(super) fn left_over(work: &Work<'_>) -> Option<Piece> {
    let mut best: Option<Piece> = None;
    for (from, to) in clauses(work) {
        let start = lead_in(work, from, to);
        if start >= to
            || to - start > 9
            || !startable(work, start)
            || work.has_any(
                start,
                &[
                    Tag::Street,
                    Tag::Source,
                    Tag::Refusal,
                    Tag::Done,
                    Tag::Call,
                    Tag::Introduces,
                    Tag::Reference,
                    Tag::CompanyWord,
                    Tag::KeptWord,
                    Tag::Regular,
                ],
            )
        {
            continue;
        }
        let stop = (start + 1..to).find(|&k| turns(work, k)).unwrap_or(to);
        let talk = (start..stop).any(|k| {
            let key = work.key(k);
            work.has_any(k, &[Tag::NoPurchase, Tag::TalkVerb])
                || super::super::shapes::is_present_verb(key) && !work.has(k, Tag::NotSurname)
                || super::super::shapes::is_imperative(key)
                || work.english && key.ends_with("ed") && k == start
                || matches!(
                    key,
                    "нас"
                        | "вас"
                        | "меня"
                        | "мне"
                        | "всем"
                        | "всех"
                        | "все"
                        | "кто-то"
                        | "какой-то"
                        | "какая-то"
                        | "ли"
                        | "быть"
                        | "nothing"
                        | "nobody"
                        | "everyone"
                        | "you"
                        | "me"
                        | "us"
                )
        });
        if talk && !work.has(start, Tag::Service)
            || work.facts.is_empty() && !work.tokens.iter().any(|t| t.kind == Kind::Claimed) && !asked_for(work, to)
        {
            continue;
        }
        if [Tag::Chatter, Tag::Refusal, Tag::Call, Tag::Done, Tag::Request].iter().any(|t| work.within(from, stop, *t))
            || work.has_any(start, &[Tag::Find, Tag::Send])
            || beside_step(work, from, to)
            || money(work, from, to)
            || said_of_something(work, start, to)
            || to == start + 1 && nobody(work)
            || in_stock(work, from, to) && !asked_for(work, to)
            || work.key(start).starts_with("срок")
            || titles_a_person(work, from, to)
            || work.mark_char(to) == Some(':')
        {
            continue;
        }
        let end = extent(work, start, true);
        let words = (start..end.min(to)).filter(|&k| work.is_word(k) && !work.has_any(k, &[Tag::Function])).count();
        let verbish = (start..to).any(|k| {
            looks_past(work.key(k))
                || work.key(k).ends_with("ется")
                || work.key(k).ends_with("ются")
                || work.key(k).ends_with("ит")
                    && work.key(k).chars().count() > 5
                    && !work.has(k, Tag::NotSurname)
                    && !work.is_known(k)
        });
        let infinitive = ["ть", "ться", "йти", "ести", "зти"].iter().any(|e| work.key(start).ends_with(e)) && end - start > 1;
        let announced = work.facts.iter().any(|f| matches!(f.found, Found::Person(_) | Found::Company { .. }));
        let step = work.has_any(start, &[Tag::NoPurchase, Tag::Done, Tag::Meet, Tag::Ship, Tag::TalkVerb]);
        let name =
            infinitive && (!announced || step) || (start..to).any(|k| person::is_name_word(work, k) && work.tokens[k].capital);
        let sentence = from > 0 && matches!(work.mark_char(from - 1), Some('.' | '!' | '?'));
        let lone_capital = end - start == 1 && work.tokens[start].capital && from > 0 && !sentence;
        let reference = work.owners.get(to) == Some(&Owner::Reference) || from > 0 && work.owners[from - 1] == Owner::Reference;
        let denied = (from..to).any(|k| matches!(work.key(k), "не" | "нет" | "no" | "not"));
        let purpose = start > 0 && work.key(start - 1) == "to";
        if denied
            || purpose
            || !has_content(work, start, end)
            || words == 0
            || verbish
            || bare_adjective(work, start, end)
            || name
            || lone_capital
            || reference
            || !has_noun(work, start, end)
            || work.has_any(start, &[Tag::City, Tag::Post, Tag::Label, Tag::Time])
        {
            continue;
        }
        if best.is_none() {
            best = Some((start, start, end, 0.55));
        }
    }
    best
}

/// Whether the line says neither who calls nor what to do: one bare word of it is talk ("ошибка", "дождь").
fn nobody(work: &Work<'_>) -> bool {
    work.facts.is_empty() && !work.tokens.iter().any(|t| t.kind == Kind::Claimed)
}

/// Whether the clause tells what goes on ("кран будет в среду", "traffic is awful") or where something lies already.
fn said_of_something(work: &Work<'_>, from: usize, to: usize) -> bool {
    const THINGS: &[&str] = &["печать", "кровать", "сеть", "нить", "плеть", "клеть", "медь", "плать", "тетрадь"];
    let alone = to == from + 1
        && (["ать", "ить", "еть"].iter().any(|e| work.key(from).ends_with(e)) && !THINGS.contains(&work.key(from))
            || work.english && work.key(from).ends_with("ed"));
    alone
        || work.within(from, to, Tag::TalkVerb)
        || (from..to).any(|k| super::super::steps::is_past(work.key(k)) && work.has_any(k, &[Tag::Ship, Tag::Send, Tag::Find]))
}

/// Whether the clause ends with a question mark: a question about goods is a wish.
fn asked_for(work: &Work<'_>, to: usize) -> bool {
    work.mark_char(to) == Some('?')
}

/// Whether the clause says what lies in a stock: a number of ours or theirs, no wish.
fn in_stock(work: &Work<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| {
        matches!(work.key(k), "складе" | "остатке" | "остатках" | "остаток" | "stock" | "наличии")
            && matches!(work.key(k.wrapping_sub(1)), "на" | "in" | "в" | "from" | "у")
    })
}

/// Whether the words are the title of the person right after them: "старшая сестра Ольга".
pub(super) fn titles_a_person(work: &Work<'_>, from: usize, to: usize) -> bool {
    const TRADES: &[&str] = &["щик", "чик", "щица", "тель", "ист", "лог", "арь", "сестра", "няня", "повар"];
    let person =
        work.tokens.get(to).is_some_and(|t| work.facts.iter().any(|f| f.start == t.start && matches!(f.found, Found::Person(_))));
    let last = to.wrapping_sub(1);
    person && to - from <= 3 && TRADES.iter().any(|t| work.key(last).ends_with(t))
}

/// Whether the words lean on a step before or after them.
pub(super) fn beside_step(work: &Work<'_>, from: usize, to: usize) -> bool {
    from > 0 && work.owners[from - 1] == Owner::Step || work.owners.get(to) == Some(&Owner::Step)
}

pub(super) fn money(work: &Work<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| matches!(work.key(k), "руб" | "рублей" | "сумма" | "р" | "usd" | "eur" | "тыс" | "млн" | "лет" | "номер"))
}

/// An adjective with no noun: "неверный", "плохая".
pub(super) fn bare_adjective(work: &Work<'_>, from: usize, to: usize) -> bool {
    to == from + 1 && ["ый", "ий", "ая", "ое", "ой", "ые", "ие"].iter().any(|e| work.key(from).ends_with(e))
}

/// Whether an interest can begin at `k`.
pub(super) fn startable(work: &Work<'_>, k: usize) -> bool {
    if k >= work.tokens.len() || !work.free(k) || work.mark_char(k).is_some_and(|c| c != '"') {
        return false;
    }
    !turns(work, k)
}

/// Whether a phrase names something and is not mere talk.
pub(super) fn has_content(work: &Work<'_>, from: usize, to: usize) -> bool {
    if from >= to || work.mark(from, Tag::Chatter).is_some_and(|n| n > 1 && from + n >= to) {
        return false;
    }
    let real = (from..to).any(|k| match work.tokens[k].kind {
        Kind::Word if work.has(k, Tag::Unit) && k > 0 && matches!(work.tokens[k - 1].kind, Kind::Number) => false,
        Kind::Word if matches!(work.key(k), "клиент" | "клиенту" | "клиента" | "client" | "customer") => {
            false
        }
        Kind::Word => {
            !work.has_any(k, &[Tag::Function, Tag::Chatter, Tag::Label, Tag::Time, Tag::Call, Tag::Request, Tag::Find])
                && work.key(k).chars().count() > 1
        }
        Kind::Mixed => true,
        _ => false,
    });
    let papers_only = (from..to).all(|k| {
        work.has_any(
            k,
            &[
                Tag::OfferPaper,
                Tag::InvoicePaper,
                Tag::OtherPaper,
                Tag::Send,
                Tag::Function,
                Tag::Find,
                Tag::Chatter,
                Tag::Meet,
                Tag::Ship,
            ],
        ) || !work.is_word(k)
    });
    real && !papers_only
}
