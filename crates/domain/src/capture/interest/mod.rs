//! What is wanted: one contiguous phrase with its quantity, without "нужен" or "wants".

mod extent;
mod guesses;

use super::lexicon::Tag;
use super::line::Kind;
use super::work::{Owner, Work};
use super::{Found, person};
use extent::extent;
pub(crate) use extent::looks_past;
pub(crate) use guesses::is_quantity;
use guesses::{bare_adjective, clauses, has_content, left_over, startable, with_quantity};

/// The interest of the line: after a word of wishing, after a paper ("КП на ..."), with a quantity, or what is left.
pub(crate) fn find(work: &mut Work<'_>) {
    // Who got the wrong number wants nothing of us.
    let stray = |i: usize| {
        work.has(i, Tag::Complaint)
            && (work.key(i).starts_with("ошиб")
                || work.key(i) == "wrong" && work.key(i + 1) == "number"
                || work.key(i + 1) == "туда")
    };
    if (0..work.tokens.len()).any(stray) {
        return;
    }
    let complaint = (0..work.tokens.len()).any(|i| work.has(i, Tag::Complaint) && work.owners[i] != Owner::Reference);
    let found = (0..work.tokens.len())
        .find_map(|i| after_want(work, i))
        .or_else(|| (0..work.tokens.len()).find_map(|i| after_asking(work, i)))
        .or_else(|| (0..work.tokens.len()).find_map(|i| after_paper(work, i)))
        .or_else(|| clauses(work).into_iter().filter(|_| !complaint).find_map(|c| with_quantity(work, c)))
        .or_else(|| left_over(work).filter(|_| !complaint));
    let found = found.filter(|f| f.3 >= 0.9 || !complaint || (f.1..f.2).any(|k| is_quantity(work, k)));
    if let Some((from, start, end, confidence)) = found {
        let value = trimmed(&work.text(start, end));
        if !value.is_empty() {
            work.found(Found::Interest { value }, confidence, from, end);
        }
    }
}

/// The words of the wish some word of the line announces, with the word.
pub(crate) fn announced(work: &Work<'_>) -> Option<(usize, usize)> {
    let (from, _, end, _) = (0..work.tokens.len()).find_map(|i| after_want(work, i))?;
    Some((from, end))
}

/// A clause with a quantity, as the wish nobody announced.
pub(crate) fn counted_clause(work: &Work<'_>) -> Option<(usize, usize)> {
    let (from, _, end, _) = clauses(work).into_iter().find_map(|c| with_quantity(work, c))?;
    Some((from, end))
}

fn trimmed(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '-' | '–' | '—')).to_owned()
}

type Piece = (usize, usize, usize, f64);

/// After "нужен", "wants", "интересует".
fn after_want(work: &Work<'_>, i: usize) -> Option<Piece> {
    let length = work.mark(i, Tag::Want)?;
    if !work.free(i) || negated(work, i) {
        return None;
    }
    let mut start = i + length;
    if matches!(
        work.key(i),
        "про" | "после" | "after" | "тема" | "цель" | "оrder" | "orders" | "order" | "interest" | "buy" | "buys"
    ) && i > 0
        && !work.breaks(i - 1)
        && !work.has_any(i - 1, &[Tag::Want, Tag::Function])
        && work.key(i) != "orders"
    {
        return None;
    }
    start = skip_price(work, start);
    // "хочет, чтобы ...", "нужно перезвонить": nothing is wanted but a step.
    let stepped = (i + length..start.min(work.tokens.len())).any(|k| work.owners[k] == Owner::Step);
    if stepped && matches!(work.key(start), "and" | "и" | "") {
        return None;
    }
    if start >= work.tokens.len() || !startable(work, start) {
        return wanted_before(work, i);
    }
    // "хотел вернуть насос", "wants his money": nothing is bought.
    let idle = |k: usize| work.has(k, Tag::NoPurchase) || work.has(k, Tag::Complaint);
    if idle(start)
        || (i + length..start).any(|k| idle(k) && work.free(k))
        || matches!(work.key(start), "наши" | "наш" | "his" | "her") && idle(start + 1)
    {
        return None;
    }
    // "спрашивают как доехать", "asks where to park": a question about us names no goods.
    if asks_of_us(work, start) || answered(work, i, start) {
        return None;
    }
    let end = extent(work, start, true);
    if (start..end).any(|k| work.key(k) == "ли") || ordered(work, start, end) {
        return None;
    }
    if !has_content(work, start, end) && !packed(work, start, end) {
        return wanted_before(work, i);
    }
    Some((i, start, end, 0.9))
}

/// Whether a question about the way, the hours or the time begins at `k`.
fn asks_of_us(work: &Work<'_>, k: usize) -> bool {
    matches!(
        work.key(k),
        "как"
            | "где"
            | "куда"
            | "когда"
            | "кто"
            | "почему"
            | "зачем"
            | "докуда"
            | "what"
            | "where"
            | "when"
            | "why"
            | "who"
            | "how"
    ) && !matches!(work.key(k + 1), "much" | "many")
        || matches!(work.key(k), "до" | "во" | "с") && work.key(k + 1).starts_with("скольк")
}

/// "есть ли радиаторы? спросил дед": the question is over, and who asked follows.
fn answered(work: &Work<'_>, i: usize, start: usize) -> bool {
    work.key(i).starts_with("спр") && i > 0 && work.mark_char(i - 1) == Some('?') && work.has(start, Tag::Post)
}

/// "ждет фурнитуру по заказу 318": a number of an order right after the goods: they are bought already.
fn ordered(work: &Work<'_>, start: usize, end: usize) -> bool {
    let link = |k: usize| matches!(work.key(k), "по" | "из" | "on" | "from" | "under");
    let waits = matches!(work.key(start.wrapping_sub(1)), "ждет" | "ждут" | "ждал" | "ждала" | "awaiting" | "expecting");
    waits && (end..end + 2).any(|k| work.owners.get(k) == Some(&Owner::Reference) && (link(k) || k > 0 && link(k - 1)))
}

/// "просит бумагу мелованную 20 пачек", "спрашивает за стулья": asking for goods that are counted.
fn after_asking(work: &Work<'_>, i: usize) -> Option<Piece> {
    let asks = matches!(
        work.key(i),
        "просит"
            | "просят"
            | "просила"
            | "просил"
            | "просили"
            | "попросил"
            | "попросила"
            | "попросили"
            | "хотят"
            | "asks"
            | "asked"
    );
    if !asks || !work.free(i) {
        return None;
    }
    let start = skip_price(work, i + 1);
    if !startable(work, start) || work.has_any(start, &[Tag::Function, Tag::NoPurchase, Tag::Complaint, Tag::Call, Tag::Send]) {
        return None;
    }
    let end = extent(work, start, true);
    let counted = (start..end).any(|k| is_quantity(work, k) || matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed));
    (counted && has_content(work, start, end)).then_some((i, start, end, 0.85))
}

/// "need 800 crates": packing that is itself what is wanted.
fn packed(work: &Work<'_>, start: usize, end: usize) -> bool {
    const PACKING: &[&str] = &[
        "crate",
        "pallet",
        "box",
        "bag",
        "drum",
        "barrel",
        "мешк",
        "ящик",
        "поддон",
        "паллет",
        "короб",
        "бочк",
        "бочек",
        "канистр",
        "баллон",
        "ведр",
        "ведер",
        "бутыл",
        "банк",
        "банок",
        "букет",
        "флакон",
    ];
    let english = work.english
        && work.key(start + 1).chars().count() > 4
        && !matches!(work.key(start + 1), "hours" | "people" | "users" | "minutes" | "pieces");
    is_quantity(work, start) && end == start + 2 && (english || PACKING.iter().any(|p| work.key(start + 1).starts_with(p)))
}

/// "кабель нужен срочно", "окна интересуют": the wish stands after its object.
fn wanted_before(work: &Work<'_>, i: usize) -> Option<Piece> {
    let (clause, _) = work.clause(i);
    if !matches!(
        work.key(i),
        "нужен"
            | "нужна"
            | "нужно"
            | "нужны"
            | "интересует"
            | "интересуют"
            | "требуется"
            | "требуются"
            | "needed"
            | "required"
            | "надо"
            | "ищет"
            | "ищут"
            | "хочет"
            | "хотят"
            | "wanted"
    ) {
        return None;
    }
    let mut from = i;
    while from > clause && work.free(from - 1) && !work.breaks(from - 1) {
        from -= 1;
    }
    while from < i && (work.has_any(from, &[Tag::Function, Tag::Chatter]) && !work.has(from, Tag::Unit)) {
        from += 1;
    }
    let mut end = i;
    while end > from
        && matches!(
            work.key(end - 1),
            "им" | "ему"
                | "ей"
                | "нам"
                | "очень"
                | "срочно"
                | "is"
                | "are"
                | "мне"
                | "будет"
                | "еще"
                | "тоже"
                | "urgently"
        )
    {
        end -= 1;
    }
    (has_content(work, from, end)).then_some((from, from, end, 0.8))
}

fn negated(work: &Work<'_>, i: usize) -> bool {
    i > 0 && matches!(work.key(i - 1), "не" | "not" | "don't" | "doesn't" | "ничего" | "no") || work.has(i, Tag::Refusal)
}

/// Skips what stands between the wish and the thing: "цена на", "купить", "в количестве".
fn skip_price(work: &Work<'_>, start: usize) -> usize {
    let mut k = start;
    while k < work.tokens.len() {
        if work.mark_char(k) == Some(':') || (work.mark_char(k) == Some('-') && k == start) {
            k += 1;
            continue;
        }
        if work.owners[k] == Owner::Time && work.is_word(k) || work.owners[k] == Owner::Step {
            k += 1;
            continue;
        }
        if !work.free(k) {
            if work.is_word(k) && work.has_any(k, &[Tag::Regular, Tag::OneOff]) {
                k += 1;
                continue;
            }
            break;
        }
        let length = [Tag::Price, Tag::Want].iter().filter_map(|t| work.mark(k, *t)).max();
        match length {
            Some(n) => k += n,
            None if matches!(work.key(k), "и" | "and") && work.has_any(k + 1, &[Tag::Price]) => k += 1,
            None => break,
        }
    }
    k
}

/// "КП на кабель ВВГ", "quote for 20 doors": what the paper is for.
fn after_paper(work: &Work<'_>, i: usize) -> Option<Piece> {
    if work.owners[i] != Owner::Step || work.owners.get(i + 1) != Some(&Owner::Free) {
        return None;
    }
    let next = i + 1;
    let priced = work.has_any(i, &[Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper]) || calculates(work.key(i));
    if matches!(work.key(next), "за" | "с" | "with") && !priced {
        return None;
    }
    if !matches!(work.key(next), "на" | "по" | "for" | "on" | "of" | "за" | "с") {
        let asked = next;
        let next = if work.has(i, Tag::Find) { skip_price(work, next) } else { next };
        // "узнать срок изготовления": a question about terms names no goods.
        let terms = |k: usize| ["срок", "график", "статус", "when", "whether"].iter().any(|s| work.key(k).starts_with(s));
        if work.has(i, Tag::Find) && (asked..next + 1).any(terms) {
            return None;
        }
        if next >= work.tokens.len() {
            return None;
        }
        let step_paper = work.has_any(i, &[Tag::OfferPaper, Tag::InvoicePaper, Tag::Ship, Tag::Find]) && !work.has(i, Tag::Goods)
            || calculates(work.key(i))
            || work.key(i).starts_with("катал")
            || work.key(i).starts_with("сертиф");
        if !step_paper
            || !startable(work, next)
            || work.has_any(next, &[Tag::Function, Tag::Label, Tag::Chatter, Tag::Goods])
            || person::is_name_word(work, next)
        {
            return None;
        }
        let end = extent(work, next, false);
        return (has_content(work, next, end) && !bare_adjective(work, next, end)).then_some((next, next, end, 0.7));
    }
    let start = skip_price(work, next + 1);
    let address = work.has_any(start, &[Tag::Label, Tag::Street, Tag::City])
        || matches!(
            work.key(start),
            "почту"
                | "вотсап"
                | "ватсап"
                | "email"
                | "объект"
                | "адрес"
                | "имя"
                | "whatsapp"
                | "телеграм"
                | "адресу"
                | "месте"
                | "подпись"
                | "подписание"
                | "согласование"
                | "печать"
                | "проверку"
                | "объекте"
                | "site"
                | "склад"
                | "мыло"
                | "эту"
                | "этот"
                | "ту"
                | "рабочую"
                | "электронную"
                | "личную"
                | "корпоративную"
                | "him"
                | "her"
                | "them"
                | "me"
                | "us"
        );
    let idle = work.has_any(start, &[Tag::NoPurchase, Tag::Complaint]);
    if address || idle || !startable(work, start) || person::is_name_word(work, start) {
        return None;
    }
    let end = extent(work, start, true);
    has_content(work, start, end).then_some((start, start, end, 0.85))
}

fn calculates(key: &str) -> bool {
    ["рассчита", "посчита", "просчита"].iter().any(|s| key.starts_with(s))
}
