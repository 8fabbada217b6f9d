//! The next step: what is promised or asked for, and by when.

use super::lexicon::Tag;
use super::line::Kind;
use super::time::When;
use super::work::{Owner, Work};
use super::{Action, Due, Fact, Found};

/// A sign of a step: tokens `from..to`, its action and how strong the sign is.
#[derive(Debug, Clone, Copy)]
struct Sign {
    from: usize,
    to: usize,
    action: Action,
    confidence: f64,
    due: Option<usize>,
}

const PAPERS: [(Tag, Action); 4] = [
    (Tag::OfferPaper, Action::SendOffer),
    (Tag::InvoicePaper, Action::SendInvoice),
    (Tag::OtherPaper, Action::SendDocuments),
    (Tag::Goods, Action::Ship),
];

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
    let signs = dated(work, signs, times);
    for sign in signs {
        record(work, &sign, times);
    }
}

/// Whether a verb is in the past: what was done is no promise.
pub(crate) fn is_past(key: &str) -> bool {
    key.chars().count() > 4
        && ["л", "ла", "ло", "ли", "лся", "лась", "лись"].iter().any(|e| key.ends_with(e))
        && !["отдел", "канал", "материал", "металл"].contains(&key)
}

fn sign_at(work: &Work<'_>, i: usize, times: &[When], so_far: &[Sign]) -> Option<Sign> {
    let (clause, end) = work.clause(i);
    if work.within(clause.max(i.saturating_sub(2)), i, Tag::Refusal) && !waits(work, clause, i)
        || work.has(i, Tag::Refusal) && !work.has_any(i, &[Tag::Call])
    {
        return None;
    }
    let cancelled = (clause..end).any(|k| {
        work.has(k, Tag::Refusal)
            && ["не", "отмен"].iter().any(|s| work.key(k).starts_with(s))
            && (work.key(k) != "не" || work.key(k + 1).starts_with("смо") || ["получ", "нужен", "нужна", "нужно", "требуется"].iter().any(|s| work.key(k + 1).starts_with(s)))
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
            && let Some(confidence) = paper(work, i, n, tag, (clause, end), times, so_far)
        {
            return make(i + n, action, confidence);
        }
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

fn is_person(work: &Work<'_>, k: usize) -> bool {
    work.tokens.get(k).is_some_and(|t| work.facts.iter().any(|f| f.start == t.start && matches!(f.found, Found::Person(_))))
}

/// "не забыть перезвонить" asks for it after all.
fn waits(work: &Work<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| work.key(k).starts_with("забы") || work.key(k) == "forget")
}

fn call(work: &Work<'_>, i: usize, n: usize, clause: usize, end: usize) -> Option<f64> {
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
fn is_strong_paper(key: &str) -> bool {
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

fn paper(
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
    let sends = send_before(work, clause, i)
        || so_far.last().is_some_and(|s| {
            s.to >= clause && matches!(s.action, Action::SendOffer | Action::SendInvoice | Action::SendDocuments) && i - s.to <= 3
        });
    let follows = (i + n..end.min(i + n + 6)).any(|k| {
        work.has(k, Tag::Send)
            && !is_past(work.key(k))
            && !work.has_any(k, &[Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper])
    });
    let requested = (clause..i).any(|k| work.has(k, Tag::Request) && !is_wish_for_goods(work, k));
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
    let first = i == clause || (clause..i).all(|k| !work.is_word(k) || work.owners[k] == Owner::Time);
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
        "на" | "по" | "to" | "by" | "до" | "for" | "в" | "к" | "завтра" | "сегодня" | "via" | "asap" | "срочно" | "с"
    ) || work.breaks(i + n);
    let paired = matches!(work.key(i + n), "и" | "and" | "+" | "&")
        && work.has_any(i + n + 1, &[Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper]);
    let to_where = to_where || paired;
    let number_follows =
        work.tokens.get(i + n).is_some_and(|t| matches!(t.kind, Kind::Number)) || work.mark_char(i + n) == Some('№');
    if number_follows {
        return None;
    }
    if requested {
        return Some(0.9);
    }
    let leads = i == clause
        || (clause..i).all(|k| {
            work.has_any(k, &[Tag::Function, Tag::Chatter]) || work.owners[k] == Owner::Time || work.owners[k] == Owner::Fact
        });
    // "... счёт на оплату", "... КП на почту": the paper closes its clause.
    let closes = (i + n..end)
        .all(|k| !work.is_word(k) || !work.free(k) || work.has_any(k, &[Tag::Function, Tag::Label]) || work.key(k) == "оплату");
    // "каталог кухонь, zarina@inbox.ru, до 10.12": where or when stands further on.
    let numbered = (i..end).any(|k| work.mark_char(k) == Some('№') || work.owners[k] == Owner::Reference);
    let addressed = i == clause
        && n + i < end
        && !numbered
        && (times.iter().any(|t| t.due.is_some() && t.from > i)
            || work
                .tokens
                .iter()
                .enumerate()
                .any(|(k, t)| k > i && t.kind == Kind::Claimed && work.line.low[t.start..t.end].contains(&'@')));
    (leads && (timed || to_where) || addressed || closes && i > clause && work.free(i - 1)).then_some(0.75)
}

/// A wish verb that wants goods, not papers, is no request by itself: "хочет купить по счёту".
fn is_wish_for_goods(work: &Work<'_>, k: usize) -> bool {
    matches!(work.key(k), "can" | "есть")
}

fn send_before(work: &Work<'_>, clause: usize, i: usize) -> bool {
    (clause..i).rev().take(9).any(|k| {
        work.has(k, Tag::Send)
            && !is_past(work.key(k))
            && !work.has_any(k, &[Tag::OfferPaper, Tag::InvoicePaper])
            && !is_label(work, k)
    })
}

fn sends_last(work: &Work<'_>, clause: usize, i: usize) -> bool {
    (clause..i).rev().take(4).any(|k| work.has(k, Tag::Send) && !is_past(work.key(k)))
}

/// Whether a verb of sending stands at the beginning of a sign.
fn send_in(work: &Work<'_>, from: usize) -> bool {
    work.has(from, Tag::Send) && !work.has_any(from, &[Tag::OfferPaper, Tag::InvoicePaper])
}

/// "email: a@b.ru", "mail a@b.ru": a label, not a verb.
fn is_label(work: &Work<'_>, k: usize) -> bool {
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

fn strong_send(work: &Work<'_>, clause: usize, i: usize) -> bool {
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

fn meet(work: &Work<'_>, i: usize, n: usize, clause: usize, end: usize, times: &[When]) -> Option<f64> {
    let key = work.key(i);
    let timed = times.iter().any(|t| t.from >= clause && t.to <= end && t.due.is_some());
    let before = i.checked_sub(1).map_or("", |b| work.key(b));
    let requested = work.within(clause, i, Tag::Request);
    if matches!(before, "на" | "по" | "из" | "с" | "после" | "о" | "от" | "last" | "after" | "our" | "для" | "for" | "in")
        && !requested
        && !timed
        && !matches!(before, "на" | "for")
    {
        return None;
    }
    if matches!(
        key,
        "демо"
            | "demo"
            | "tour"
            | "show"
            | "showing"
            | "presentation"
            | "inspection"
            | "survey"
            | "measure"
            | "measuring"
            | "in"
            | "come"
            | "visiting"
            | "viewing"
            | "осмотр"
            | "показать"
            | "подойдет"
            | "подойти"
            | "показ"
            | "on-site"
            | "onsite"
            | "measurement"
            | "measurements"
    ) {
        let verb = requested
            || timed
            || (i == clause && end - i <= 6)
            || matches!(before, "a" | "book" | "arrange" | "schedule" | "to" | "and" | "и");
        return verb.then_some(0.8);
    }
    if key == "подойдет"
        || key == "встречный"
        || key == "встречные"
        || key.starts_with("показател")
        || key.starts_with("осмотрит")
    {
        return None;
    }
    if matches!(key, "visit" | "visiting")
        && matches!(work.key(i + n), "our" | "your" | "the")
        && work.key(i + n + 1) == "website"
    {
        return None;
    }
    // Wanted works that are sold as such ("нужен осмотр ...") stay wishes without a time; a measuring is always a step.
    Some(if timed { 0.93 } else { 0.82 })
}

fn ship(work: &Work<'_>, i: usize, (clause, end): (usize, usize), times: &[When]) -> Option<f64> {
    let key = work.key(i);
    let before = i.checked_sub(1).map_or("", |b| work.key(b));
    let timed = times.iter().any(|t| t.from >= clause && t.to <= end && t.due.is_some());
    let verb = ["достави", "привез", "отгруз", "отвез", "завез", "подвез", "довез", "ship", "deliver", "dispatch", "drop"]
        .iter()
        .any(|s| key.starts_with(s))
        && !matches!(key, "delivery" | "shipment" | "shipping");
    if matches!(
        before,
        "с" | "со" | "with" | "including" | "без" | "и" | "по" | "for" | "про" | "о" | "за" | "free" | "стоимость" | "services"
    ) && !verb
    {
        return None;
    }
    if verb {
        let wish = (clause..i).any(|k| matches!(work.key(k), "чтобы" | "who" | "можете" | "сможете"));
        let noun = matches!(key, "отгрузка" | "отгрузку" | "отгрузки" | "отгрузке");
        return (!wish && (!noun || timed || i == clause)).then_some(0.88);
    }
    let wanted = work.within(clause, i, Tag::Want);
    (timed && !wanted && end - clause <= 9 || timed && i == clause).then_some(0.8)
}

fn send_alone(
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
    let action = if let Some(action) = named.filter(|_| !quantity) {
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

fn find_out(work: &Work<'_>, i: usize, (clause, end): (usize, usize), times: &[When]) -> bool {
    let key = work.key(i);
    let before = i.checked_sub(1).map_or("", |b| work.key(b));
    let client_wants = (clause..i).any(|k| {
        matches!(
            work.key(k),
            "хочет"
                | "хотел"
                | "хотела"
                | "хотят"
                | "хотели"
                | "wants"
                | "want"
                | "would"
                | "wanted"
                | "чтобы"
                | "можно"
                | "интересует"
                | "желает"
                | "calling"
                | "звонит"
                | "звонил"
                | "звонила"
                | "like"
                | "trying"
        )
    });
    let asked_us = (clause..i).any(|k| {
        matches!(
            work.key(k),
            "просит"
                | "просил"
                | "просила"
                | "попросил"
                | "попросила"
                | "просят"
                | "надо"
                | "нужно"
                | "нам"
                | "обещал"
                | "обещала"
                | "обещали"
                | "asked"
                | "asks"
                | "promised"
                | "need"
                | "we'll"
                | "i'll"
                | "we"
                | "must"
                | "договорились"
        )
    });
    if client_wants && !asked_us {
        return false;
    }
    let timed = times.iter().any(|t| t.from >= clause && t.to <= end && t.due.is_some());
    let leads = i == clause
        || matches!(before, "и" | "and" | "to" | "please" | "а" | "then" | "потом" | "надо" | "нужно" | "сначала")
        || work.owners.get(i.wrapping_sub(1)) == Some(&Owner::Time)
        || asked_us;
    let plain = matches!(
        key,
        "резерв"
            | "ответить"
            | "подобрать"
            | "check"
            | "report"
            | "confirm"
            | "confirmed"
            | "ответим"
            | "reply"
            | "remind"
            | "respond"
            | "advise"
            | "tell"
            | "inform"
            | "reserve"
            | "подберем"
            | "разобраться"
            | "подтвердить"
            | "согласовать"
    );
    leads && (!plain || timed || i == clause || asked_us)
}

/// One step of a kind is enough unless each has its own time; a doc named after its verb joins it.
fn add(work: &Work<'_>, signs: &mut Vec<Sign>, sign: Sign) {
    let _ = work;
    let mut sign = sign;
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
                kept[at].to = sign.to
            }
            Some(at) if work.clause(kept[at].from) == work.clause(sign.from) && matches!(sign.action, Action::Meet | Action::CallBack) => {}
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
    for (t, when) in times.iter().enumerate() {
        if when.due.is_none() {
            continue;
        }
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
            alone
                .then(|| nearest(&signs, &all, when))
                .flatten()
                .filter(|&s| beside(work, &signs[s], when) || sends && signs[s].to <= from)
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
                    let papers = |a: Action| matches!(a, Action::SendOffer | Action::SendInvoice | Action::SendDocuments);
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
