//! How often they buy: "разово", "каждый месяц", "200 шт в неделю".

use super::lexicon::Tag;
use super::line::Kind;
use super::work::{Owner, Work};
use super::{Fact, Found, Frequency};

/// The frequency of the line: what is said outright, or a rate.
pub(crate) fn find(work: &mut Work<'_>) {
    let said = (0..work.tokens.len()).find_map(|i| said_at(work, i));
    if let Some((value, from, to)) = said {
        work.found(Found::Frequency { value }, 0.93, from, to);
        return;
    }
    if let Some((from, to)) = (0..work.tokens.len()).find_map(|i| rate_at(work, i)) {
        // The rate stays free: it is the quantity of the interest as well.
        let (start, end) = (work.tokens[from].start, work.tokens[to - 1].end);
        work.facts.push(Fact { found: Found::Frequency { value: Frequency::Regular }, confidence: 0.9, start, end });
    }
}

fn said_at(work: &Work<'_>, i: usize) -> Option<(Frequency, usize, usize)> {
    if !work.free(i) && work.owners[i] != Owner::Time {
        return None;
    }
    if let Some(length) = work.mark(i, Tag::OneOff) {
        let said = !matches!(work.key(i), "once") || length > 1 || work.breaks(i + 1);
        let counted = i > 0 && matches!(work.tokens[i - 1].kind, Kind::Number);
        if said && !counted && !preceded_by_not(work, i) {
            let (from, to) = with_deal(work, i, i + length);
            return Some((Frequency::OneOff, from, to));
        }
    }
    let length = work.mark(i, Tag::Regular)?;
    let key = work.key(i);
    if rate_at(work, i.saturating_sub(2)).is_some_and(|r| r.0 < i && i < r.1)
        || rate_at(work, i.saturating_sub(1)).is_some_and(|r| r.0 < i && i < r.1)
    {
        return None;
    }
    let next = work.key(i + length);
    let talk = [
        "занят",
        "переспраш",
        "переби",
        "отвлек",
        "торопи",
        "недовол",
        "жалу",
        "звон",
        "руга",
        "опазд",
        "busy",
        "interrupt",
        "жив",
        "прожив",
        "сбрас",
        "меня",
        "теря",
        "кашля",
    ];
    // "постоянно ломается", "постоянного тока": neither is how often they buy.
    let adverb = key == "постоянно" || key == "регулярно" || key == "часто";
    let buys = work.has_any(i + length, &[Tag::Want, Tag::Send, Tag::Ship])
        || next.starts_with("бер")
        || next.starts_with("бра")
        || next.starts_with("закуп");
    if length == 1 && adverb && !buys && (super::shapes::is_present_verb(next) || super::steps::is_past(next)) {
        return None;
    }
    let adjective = length == 1 && key.starts_with("постоянн") && super::shapes::is_oblique_adjective(key);
    let supplier = next.starts_with("поставщик") || next.starts_with("подрядчик");
    if adjective && !supplier && work.is_word(i + 1) && work.free(i + 1) && with_deal(work, i, i + 1) == (i, i + 1) {
        return None;
    }
    let about_talk = talk.iter().any(|t| next.starts_with(t)) || (key == "часто" && (next == "пропадает" || next == "не"));
    let hours = matches!(key, "ежедневно" | "daily" | "weekly") && (next == "с" || next == "до");
    let product = matches!(key, "daily" | "steady" | "regular" | "weekly" | "monthly" | "periodic")
        && matches!(
            next,
            "size" | "hours" | "coffee" | "fit" | "newsletter" | "mail" | "post" | "unleaded" | "report" | "stream"
        );
    if about_talk || hours || product || preceded_by_not(work, i) {
        return None;
    }
    if matches!(key, "серийно" | "continuous" | "steady" | "retainer") && work.is_word(i + 1) && !work.breaks(i + 1) {
        return None;
    }
    let (from, to) = with_deal(work, i, i + length);
    Some((Frequency::Regular, from, to))
}

/// The noun of dealing beside the word belongs to it: "разовая закупка", "заказ разовый", "one-time job".
fn with_deal(work: &Work<'_>, from: usize, to: usize) -> (usize, usize) {
    let deal = |k: usize| {
        [
            "закупк",
            "заказ",
            "покупк",
            "поставк",
            "работ",
            "сделк",
            "услуг",
            "основ",
            "партнер",
            "сотрудничеств",
            "клиент",
            "покупател",
        ]
        .iter()
        .any(|d| work.key(k).starts_with(d))
            && work.key(k) != "заказать"
            || matches!(
                work.key(k),
                "job"
                    | "order"
                    | "orders"
                    | "purchase"
                    | "purchases"
                    | "deal"
                    | "project"
                    | "thing"
                    | "buy"
                    | "request"
                    | "gig"
                    | "basis"
                    | "delivery"
                    | "deliveries"
                    | "client"
                    | "customer"
                    | "buyer"
            )
    };
    let to = if work.free(to) && deal(to) && work.is_word(to) { to + 1 } else { to };
    let from =
        if from > 0 && work.free(from - 1) && deal(from - 1) && (from == 1 || work.breaks(from - 2)) { from - 1 } else { from };
    (from, to)
}

fn preceded_by_not(work: &Work<'_>, i: usize) -> bool {
    i > 0 && matches!(work.key(i - 1), "не" | "not" | "no" | "нет")
}

/// "200 шт в неделю", "5 тонн/мес", "twice a week", "40 kg per month": a number, a unit, a period.
pub(crate) fn rate_at(work: &Work<'_>, i: usize) -> Option<(usize, usize)> {
    let token = work.tokens.get(i)?;
    let numeric = matches!(token.kind, Kind::Number | Kind::Mixed);
    let word_number = matches!(
        token.key.as_str(),
        "два"
            | "три"
            | "пару"
            | "несколько"
            | "пять"
            | "десять"
            | "тонну"
            | "машину"
            | "фуру"
            | "вагон"
            | "two"
            | "three"
            | "a"
            | "several"
            | "dozen"
            | "ящик"
            | "паллету"
            | "мешок"
            | "коробку"
            | "рулон"
            | "тысячу"
    );
    if !numeric && !word_number {
        return None;
    }
    for gap in 1..=6 {
        let at = i + gap;
        if work.mark_char(at).is_some_and(|c| c != '/' && c != '.' && c != '-') || at >= work.tokens.len() {
            return None;
        }
        let slash = work.mark_char(at) == Some('/')
            && matches!(
                work.key(at + 1),
                "мес"
                    | "месяц"
                    | "нед"
                    | "неделю"
                    | "день"
                    | "сутки"
                    | "год"
                    | "month"
                    | "week"
                    | "day"
                    | "mo"
                    | "wk"
                    | "year"
                    | "yr"
            );
        if slash {
            return Some((i, at + 2));
        }
        if let Some(length) = work.mark(at, Tag::Period) {
            return Some((i, at + length));
        }
    }
    None
}
