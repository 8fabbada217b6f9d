//! Signs of a step: calls and papers.

use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::time::When;
use super::super::work::{Owner, Work};
use super::super::{Action, Found};
use super::acts::{find_out, meet, ship};
use super::sending::{send_alone, send_before, sends_last, strong_send};
use super::{Sign, is_past};

pub(super) const PAPERS: [(Tag, Action); 4] = [
    (Tag::OfferPaper, Action::SendOffer),
    (Tag::InvoicePaper, Action::SendInvoice),
    (Tag::OtherPaper, Action::SendDocuments),
    (Tag::Goods, Action::Ship),
];

pub(super) fn sign_at(work: &Work<'_>, i: usize, times: &[When], so_far: &[Sign]) -> Option<Sign> {
    let (clause, end) = work.clause(i);
    if work.within(clause.max(i.saturating_sub(2)), i, Tag::Refusal) && !waits(work, clause, i)
        || work.has(i, Tag::Refusal) && !work.has_any(i, &[Tag::Call])
    {
        return None;
    }
    let cancelled = (clause..end).any(|k| {
        work.has(k, Tag::Refusal)
            && ["не", "отмен"].iter().any(|s| work.key(k).starts_with(s))
            && (work.key(k) != "не"
                || work.key(k + 1).starts_with("смо")
                || ["получ", "нужен", "нужна", "нужно", "требуется"].iter().any(|s| work.key(k + 1).starts_with(s)))
    });
    if cancelled {
        return None;
    }
    let make = |to: usize, action: Action, confidence: f64| Some(Sign { from: i, to, action, confidence, due: None });
    if (matches!(work.key(i), "call" | "ring" | "phone" | "ping")
        || work.key(i) == "contact" && i == clause && (clause..end).any(|k| work.key(k) == "to" || work.owners[k] == Owner::Time))
        && is_person(work, i + 1)
        && !matches!(work.key(i.wrapping_sub(1)), "a" | "the")
    {
        return make(i + 1, Action::CallBack, 0.9);
    }
    if matches!(work.key(i), "tell" | "inform" | "update" | "remind" | "notify") && is_person(work, i + 1) {
        return make(i + 1, Action::Other, 0.8);
    }
    if let Some(n) = work.mark(i, Tag::Call)
        && let Some(confidence) = call(work, i, n, clause, end)
    {
        return make(i + n, Action::CallBack, confidence);
    }
    for (tag, action) in PAPERS {
        if let Some(n) = work.mark(i, tag)
            && !printed_goods(work, i, (clause, end))
            && !theirs(work, (clause, end))
            && let Some(confidence) = paper(work, i, n, tag, (clause, end), times, so_far)
        {
            return make(i + n, action, confidence);
        }
    }
    // "мастер сегодня в 4", "tech on monday 8am"
    let comes = matches!(
        work.key(i),
        "мастер"
            | "замерщик"
            | "монтажник"
            | "инженер"
            | "техник"
            | "сервисник"
            | "tech"
            | "technician"
            | "inspector"
            | "surveyor"
            | "fitter"
    );
    let next = i + 1 + usize::from(matches!(work.key(i + 1), "on" | "at" | "в" | "на"));
    let agreed = !work.within(clause, i, Tag::Want);
    if comes && agreed && (work.owners.get(i + 1) == Some(&Owner::Time) || work.owners.get(next) == Some(&Owner::Time)) {
        return make(i + 1, Action::Meet, 0.85);
    }
    if let Some(n) = work.mark(i, Tag::Meet)
        && !is_past(work.key(i))
        && let Some(confidence) = meet(work, i, n, clause, end, times)
    {
        return make(i + n, Action::Meet, confidence);
    }
    if let Some(n) = work.mark(i, Tag::Ship)
        && !is_past(work.key(i))
        && let Some(confidence) = ship(work, i, (clause, end), times)
    {
        return make(i + n, Action::Ship, confidence);
    }
    if let Some(n) = work.mark(i, Tag::Send)
        && !is_past(work.key(i))
        && let Some((to, action, confidence)) = send_alone(work, i, n, (clause, end), times, so_far)
    {
        return make(to, action, confidence);
    }
    if let Some(n) = work.mark(i, Tag::Find)
        && !is_past(work.key(i))
        && find_out(work, i, (clause, end), times)
    {
        return make(i + n, Action::Other, 0.7);
    }
    None
}

/// "макет скинет сама", "фото пришлет": the other side does it.
fn theirs(work: &Work<'_>, (clause, end): (usize, usize)) -> bool {
    let will = ["пришлет", "пришлют", "скинет", "скинут", "вышлет", "вышлют", "отправит", "сбросит"];
    let ours = (clause..end).any(|k| matches!(work.key(k), "менеджер" | "наш" | "мы" | "бухгалтерия" | "логист" | "коллега"));
    if (clause..end).any(|k| will.contains(&work.key(k))) && !ours {
        return true;
    }
    (clause + 1..end).any(|k| {
        matches!(work.key(k), "сам" | "сама" | "сами" | "himself" | "herself" | "themselves")
            && [k - 1, k + 1].iter().any(|&v| ["ет", "ит", "ут", "ят"].iter().any(|e| work.key(v).ends_with(e)))
    })
}

/// Printed matter and licences with a number and no word of sending are bought: "буклеты А4 300 экз".
fn printed_goods(work: &Work<'_>, i: usize, (clause, end): (usize, usize)) -> bool {
    const PRINTED: &[&str] =
        &["буклет", "каталог", "брошюр", "лицензи", "макет", "booklet", "leaflet", "brochure", "catalog", "manual"];
    let counted = i > clause && work.tokens[i - 1].kind == Kind::Number && work.free(i - 1);
    PRINTED.iter().any(|p| work.key(i).starts_with(p)) && counted && !(clause..i).any(|k| work.has(k, Tag::Send))
        || PRINTED.iter().any(|p| work.key(i).starts_with(p))
            && (i + 1..end).any(|k| work.tokens[k].kind == Kind::Number && work.free(k))
            && !(clause..i).any(|k| work.has(k, Tag::Send))
}

pub(super) fn is_person(work: &Work<'_>, k: usize) -> bool {
    work.tokens.get(k).is_some_and(|t| work.facts.iter().any(|f| f.start == t.start && matches!(f.found, Found::Person(_))))
}

/// "не забыть перезвонить" asks for it after all.
pub(super) fn waits(work: &Work<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| work.key(k).starts_with("забы") || work.key(k) == "forget")
}

pub(super) fn call(work: &Work<'_>, i: usize, n: usize, clause: usize, end: usize) -> Option<f64> {
    let key = work.key(i);
    let asked = (i.saturating_sub(4)..i).any(|k| work.key(k) == "чтобы" || work.key(k) == "чтоб");
    if is_past(key) && n == 1 && !asked || matches!(key, "звонка" | "звонке") {
        return None;
    }
    let himself = (clause..end).any(|k| matches!(work.key(k), "сам" | "сама" | "сами" | "himself" | "herself" | "themselves"));
    let theirs = key.ends_with("ит")
        || key.ends_with("ят")
        || key.ends_with("ет")
        || matches!(work.key(i.wrapping_sub(1)), "he'll" | "she'll" | "they'll");
    if himself
        && (theirs
            || key.ends_with('у')
            || key.ends_with("ем")
            || matches!(work.key(i.wrapping_sub(1)), "will" | "обещал" | "обещала"))
    {
        return None;
    }
    if matches!(key, "звонок" | "обратный") && n == 1 {
        let asked = (clause..i)
            .any(|k| work.has(k, Tag::Request) || matches!(work.key(k), "назначить" | "запланировать" | "назначен" | "сделать"));
        let timed = work.owners.get(i + 1) == Some(&Owner::Time);
        return (asked || timed).then_some(0.85);
    }
    if key == "звонить" {
        // "звонить после 15", "звонить на мобильный" at least asks for a call.
        let timed = (clause..end).any(|k| work.owners[k] == Owner::Time);
        let alone = i == clause && end - i <= 3;
        return (timed || alone || work.within(clause, i, Tag::Request)).then_some(0.75);
    }
    if key == "a" || n == 1 && matches!(key, "reconnect" | "callback" | "cb" | "clbk" | "call-back") {
        let got = (clause..i).any(|k| {
            matches!(
                work.key(k),
                "got" | "had" | "missed" | "after" | "was" | "took" | "from" | "received" | "for" | "on" | "during"
            )
        });
        let asked = (clause..i).any(|k| {
            matches!(
                work.key(k),
                "wants"
                    | "needs"
                    | "expects"
                    | "expecting"
                    | "schedule"
                    | "scheduled"
                    | "arrange"
                    | "book"
                    | "booked"
                    | "requested"
                    | "requests"
                    | "set"
                    | "give"
                    | "asked"
                    | "prefers"
                    | "wait"
                    | "waiting"
                    | "awaits"
                    | "agreed"
                    | "for"
            )
        });
        return if key == "a" { (asked && !got).then_some(0.8) } else { (!got).then_some(0.9) };
    }
    if matches!(key, "call")
        && matches!(work.key(i + 1), "about" | "for" | "on")
        && matches!(work.key(i.wrapping_sub(1)), "a" | "inbound" | "incoming" | "the" | "first" | "this")
    {
        return None;
    }
    if key == "call"
        && n == 2
        && matches!(work.key(i + 1), "at" | "for" | "about" | "on" | "in")
        && (clause..i).any(|k| matches!(work.key(k), "a" | "had" | "got" | "missed" | "cold"))
    {
        return None;
    }
    if matches!(key, "call" | "phone" | "contact") && work.owners.get(i + 1) == Some(&Owner::Fact) && n == 1 {
        return None;
    }
    Some(0.95)
}

/// Papers that are a step by themselves; the rest needs a verb.
pub(super) fn is_strong_paper(key: &str) -> bool {
    const WEAK: &[&str] = &[
        "цены",
        "цену",
        "price",
        "prices",
        "стоимость",
        "предложение",
        "предложения",
        "предложением",
        "расчет",
        "просчет",
        "rate",
        "rates",
        "offer",
        "bid",
        "лист",
        "фото",
        "проект",
        "схему",
        "описание",
        "реестр",
        "plans",
        "terms",
        "statement",
        "act",
        "acts",
        "act.",
        "заказ",
        "заказу",
        "order",
        "goods",
        "товар",
        "груз",
        "партию",
        "parcel",
        "package",
        "batch",
        "portfolio",
        "photos",
        "pictures",
        "manual",
        "manuals",
        "document",
        "оценку",
        "бумаги",
        "бумага",
        "анкету",
        "макет",
        "макеты",
        "сертификатов",
        "запчасти",
        "посылку",
        "посылка",
        "паспорт",
        "агрегат",
        "планировку",
        "pricing",
        "bill",
        "costing",
        "rate card",
        "эскиз",
        "ценник",
        "фотографии",
        "документооборот",
        "drawing",
        "drawings",
        "agreement",
        "проектом",
        "проекта",
        "проекту",
        "проекты",
        "labels",
        "описания",
        "consignment",
        "billing",
        "портфолио",
        "протокол",
        "оригинал",
        "скан",
        "калькулятор",
        "образцов",
        "образцу",
        "sample",
        "лицензия",
    ];
    !WEAK.contains(&key) && !key.starts_with("проектн") && !key.starts_with("документообор")
}

pub(super) fn paper(
    work: &Work<'_>,
    i: usize,
    n: usize,
    tag: Tag,
    (clause, end): (usize, usize),
    times: &[When],
    so_far: &[Sign],
) -> Option<f64> {
    let key = work.key(i);
    let before = i.checked_sub(1).map_or("", |b| work.key(b));
    if matches!(
        before,
        "по" | "без"
            | "из"
            | "в"
            | "на"
            | "с"
            | "от"
            | "за"
            | "к"
            | "about"
            | "per"
            | "by"
            | "under"
            | "согласно"
            | "не"
            | "номер"
            | "для"
            | "под"
            | "of"
            | "your"
            | "this"
            | "наш"
            | "ваш"
            | "ваше"
            | "наше"
            | "вашему"
            | "from"
            | "with"
    ) {
        // "с КП и прайсом": after a verb of sending it is still what is sent.
        let still_sent = matches!(before, "with" | "с" | "your") && send_before(work, clause, i);
        if !still_sent {
            return None;
        }
    }
    if before == "за" || work.key(i + n) == "фактура" {
        return None;
    }
    // "price list to help@...": the paper stands with its receiver.
    let receiver = work.tokens.get(i + n + 1).filter(|t| t.kind == Kind::Claimed);
    let addressed = matches!(work.key(i + n), "to" | "на" | "by")
        && tag != Tag::Goods
        && receiver.is_some_and(|t| work.line.low[t.start..t.end].contains(&'@'));
    if addressed {
        return Some(0.8);
    }
    let sends = send_before(work, clause, i)
        || so_far.last().is_some_and(|s| {
            s.to >= clause && matches!(s.action, Action::SendOffer | Action::SendInvoice | Action::SendDocuments) && i - s.to <= 3
        });
    let follows = (i + n..end.min(i + n + 6)).any(|k| {
        work.has(k, Tag::Send)
            && !is_past(work.key(k))
            && !work.has_any(k, &[Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper])
    });
    let requested = (clause..i).any(|k| work.has(k, Tag::Request));
    let timed = times.iter().any(|t| t.from >= clause && t.to <= end && t.due.is_some());
    let done = (clause..end).any(|k| work.has(k, Tag::Done) && !(k > 0 && work.key(k - 1) == "be"))
        || (clause..end).any(|k| work.has(k, Tag::Send) && is_past(work.key(k)));
    if tag == Tag::Goods {
        let verb = sends || follows;
        let samples =
            key.starts_with("образ") || key.starts_with("sampl") || key.starts_with("пробник") || key.starts_with("swatch");
        return (verb && !done && (samples || strong_send(work, clause, i)))
            .then_some(0.85)
            .or((samples && (requested || timed) && !done).then_some(0.8));
    }
    if sends || follows {
        return (!done || sends_last(work, clause, i)).then_some(0.95);
    }
    if done {
        return None;
    }
    let first = i == clause
        || matches!(work.owners[i - 1], Owner::Fact)
        || (clause..i).all(|k| !work.is_word(k) || work.owners[k] == Owner::Time);
    if !is_strong_paper(key) {
        if first && timed && tag == Tag::OfferPaper {
            return Some(0.75);
        }
        return (requested
            && tag == Tag::OfferPaper
            && (timed || key != "price")
            && matches!(
                key,
                "цены" | "предложение" | "prices" | "pricing" | "расчет" | "просчет" | "offer" | "costing" | "price"
            )
            && !(clause..i).any(|k| matches!(work.key(k), "узнать")))
        .then_some(0.75);
    }
    let to_where = matches!(
        work.key(i + n),
        "на" | "по"
            | "to"
            | "by"
            | "до"
            | "for"
            | "в"
            | "к"
            | "завтра"
            | "сегодня"
            | "via"
            | "asap"
            | "срочно"
            | "с"
            | "out"
            | "через"
            | "today"
            | "tomorrow"
            | "tmrw"
    ) || work.owners.get(i + n) == Some(&Owner::Time)
        || work.breaks(i + n);
    let paired = matches!(work.key(i + n), "и" | "and" | "+" | "&")
        && work.has_any(i + n + 1, &[Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper]);
    let to_where = to_where || paired;
    let number_follows =
        work.tokens.get(i + n).is_some_and(|t| matches!(t.kind, Kind::Number) && work.owners[i + n] != Owner::Time)
            || work.mark_char(i + n) == Some('№');
    if number_follows {
        return None;
    }
    if requested {
        return Some(0.9);
    }
    let counted = i > clause + 1 && work.has(i - 1, Tag::Unit) && matches!(work.tokens[i - 2].kind, Kind::Number | Kind::Mixed);
    let after_fact = i > clause && matches!(work.owners[i - 1], Owner::Fact | Owner::Reference | Owner::Time) || counted;
    let leads = i == clause
        || after_fact
        || (clause..i).all(|k| {
            work.has_any(k, &[Tag::Function, Tag::Chatter]) || work.owners[k] == Owner::Time || work.owners[k] == Owner::Fact
        });
    // "... счёт на оплату", "... КП на почту": the paper closes its clause.
    let closes = (i + n..end)
        .all(|k| !work.is_word(k) || !work.free(k) || work.has_any(k, &[Tag::Function, Tag::Label]) || work.key(k) == "оплату");
    // "каталог кухонь, zarina@inbox.ru, до 10.12": where or when stands further on.
    let numbered = (i..end).any(|k| work.mark_char(k) == Some('№') || work.owners[k] == Owner::Reference);
    // "contract manufacturing of cream 3000 jars" is goods with a number, not a paper.
    let goods = (i + n..end).any(|k| matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed) && work.free(k));
    let addressed = i == clause
        && !goods
        && n + i < end
        && !numbered
        && (times.iter().any(|t| t.due.is_some() && t.from > i)
            || work
                .tokens
                .iter()
                .enumerate()
                .any(|(k, t)| k > i && t.kind == Kind::Claimed && work.line.low[t.start..t.end].contains(&'@')));
    // In English the last of two nouns is the thing: "service contract".
    let compound = work.english
        && i > clause
        && work.is_word(i - 1)
        && !work.has_any(i - 1, &[Tag::Function, Tag::Send, Tag::Request, Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper]);
    let visit = work.has(i + n, Tag::Meet);
    (leads && (timed || to_where) && !visit || addressed && !visit || closes && i > clause && work.free(i - 1) && !compound)
        .then_some(0.75)
}
