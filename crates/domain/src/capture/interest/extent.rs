//! Where a wish ends: turns of the talk, lists, quantities after a comma.

use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::work::{Owner, Work};
use super::super::{Found, person};
use super::guesses::is_quantity;

/// Whether a word we do not know looks like a verb in the past.
pub(crate) fn looks_past(key: &str) -> bool {
    const NOUNS: &[&str] = &[
        "материал",
        "персонал",
        "журнал",
        "сигнал",
        "канал",
        "терминал",
        "портал",
        "вокзал",
        "акрил",
        "винил",
        "детали",
        "сандали",
        "пила",
        "белила",
        "чернила",
        "перила",
        "шкала",
        "автомобили",
        "профили",
        "текстили",
        "минерал",
        "стул",
        "мотоцикли",
        "кабали",
        "медали",
        "эмали",
        "спирали",
    ];
    ["лся", "лась", "лись", "ала", "ила", "яла", "ула", "али", "или", "яли", "ули", "ал", "ил", "ял"]
        .iter()
        .any(|e| key.ends_with(e))
        && key.chars().count() > 4
        && !NOUNS.contains(&key)
}

/// Whether something of another kind begins at `k`.
pub(super) fn turns(work: &Work<'_>, k: usize) -> bool {
    let key = work.key(k);
    if !work.free(k) {
        return true;
    }
    // "200 packs": a unit after its number is never a verb.
    if k > 0 && work.has(k, Tag::Unit) && work.tokens[k - 1].kind == Kind::Number {
        return false;
    }
    if matches!(key, "цену" | "цены" | "почем") && k > 0 && work.has(k - 1, Tag::Unit) {
        return true;
    }
    let sourced = work.facts.iter().any(|f| matches!(f.found, Found::Source { .. }));
    (work.has(k, Tag::Source) && !sourced && !key.starts_with("реклам") && !key.starts_with("объявл")
        || work.has_any(k, &[Tag::Refusal, Tag::ActivityVerb]))
        && !matches!(key, "services" | "designs" | "prints" | "supplies" | "on" | "about" | "о" | "from" | "via" | "fits")
        || work.has(k, Tag::Call) && !matches!(key, "звонок" | "a" | "contact")
        || work.has_any(k, &[Tag::Regular, Tag::OneOff])
        || ["отправ", "высл", "вышл", "скин", "присл", "пришл", "сброс", "перезвон"].iter().any(|s| key.starts_with(s))
            && !key.starts_with("отправк")
            && key != "отправления"
        || work.has(k, Tag::Find) && key.ends_with("ть") && k > 0 && matches!(work.key(k - 1), "и" | "," | "чтобы")
        || labels(work, k)
        || work.has(k, Tag::Introduces)
            && matches!(
                key,
                "звонил"
                    | "звонила"
                    | "зовут"
                    | "контактное"
                    | "спросить"
                    | "представился"
                    | "my"
                    | "name"
                    | "attn"
            )
        || stock(work, k)
        || names_place(work, k)
        || work.english && matches!(key, "is" | "are" | "hes" | "he's" | "she's" | "re")
        || matches!(key, "сумма" | "сумму" | "итого") && k > 0 && !matches!(work.key(k - 1), "и" | "с")
        || key == "на" && matches!(work.key(k + 1), "сумму")
        || key == "how" && matches!(work.key(k + 1), "much" | "many" | "long" | "soon")
        || price_for(work, k)
        || !work.english && matches!(key, "у" | "срок" | "бюджет")
        || matches!(
            key,
            "чтобы"
                | "который"
                | "которые"
                | "потому"
                | "если"
                | "so"
                | "because"
                | "ask"
                | "торопится"
                | "торопятся"
                | "срочно"
                | "urgently"
                | "asap"
                | "желательно"
                | "но"
                | "but"
                | "please"
                | "pls"
                | "а"
                | "просит"
                | "просят"
                | "просил"
                | "просила"
                | "попросил"
                | "попросила"
                | "говорит"
                | "ждет"
                | "ждут"
                | "бюджет"
                | "budget"
                | "когда"
                | "узнать"
                | "she"
                | "he"
                | "they"
                | "they're"
                | "он"
                | "она"
                | "они"
                | "спрашивает"
                | "which"
                | "since"
                | "delivered"
                | "shipped"
                | "measured"
                | "installed"
                | "доставить"
                | "привезти"
        )
        || work.has(k, Tag::Want)
            && !matches!(
                key,
                "поиск"
                    | "покупка"
                    | "order"
                    | "после"
                    | "after"
                    | "interest"
                    | "предложение"
                    | "взять"
                    | "подобрать"
                    | "тема"
                    | "купить"
                    | "закупка"
                    | "запрос"
                    | "посчитать"
                    | "buy"
                    | "стоимость"
                    | "наличие"
                    | "цель"
            )
}

/// "price list to help@...", "quote by email": a paper begins here with its receiver.
fn price_for(work: &Work<'_>, k: usize) -> bool {
    let Some(length) = [Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper].iter().filter_map(|t| work.mark(k, *t)).max() else {
        return false;
    };
    let claimed = |k: usize| work.tokens.get(k).is_some_and(|t| t.kind == Kind::Claimed);
    let after = k + length;
    matches!(work.key(after), "to" | "на" | "by") && claimed(after + 1) || claimed(after)
}

/// "in Leeds", "for St Brendan's Primary": a place or a house with capitals is no part of English goods.
fn names_place(work: &Work<'_>, k: usize) -> bool {
    let capital = |k: usize| work.is_word(k) && work.tokens[k].capital;
    work.english
        && (matches!(work.key(k), "in" | "at" | "near") && capital(k + 1)
            || work.key(k) == "for" && capital(k + 1) && capital(k + 2))
}

/// "in stock", "в наличии": where the goods lie is no part of their name.
fn stock(work: &Work<'_>, k: usize) -> bool {
    matches!(work.key(k), "in" | "в" | "on" | "на" | "back") && matches!(work.key(k + 1), "stock" | "наличии" | "складе" | "hand")
        || matches!(work.key(k), "back") && matches!(work.key(k + 1), "in")
}

/// Whether the word at `k` announces a number or an address.
pub(super) fn labels(work: &Work<'_>, k: usize) -> bool {
    let counted = k > 0 && matches!(work.tokens[k - 1].kind, Kind::Number | Kind::Mixed);
    work.has(k, Tag::Label) && !counted && (k + 1..k + 3).any(|x| work.tokens.get(x).is_some_and(|t| t.kind == Kind::Claimed))
}

/// Where an interest that begins at `start` ends; a list and a quantity go on over a comma.
pub(super) fn extent(work: &Work<'_>, start: usize, over_commas: bool) -> usize {
    let mut k = start;
    let mut bracket = false;
    while k < work.tokens.len() && k - start < 40 {
        if let Some(c) = work.mark_char(k) {
            if c == '(' && work.free(k) && bracket_is_plain(work, k) {
                bracket = true;
                k += 1;
                continue;
            }
            if c == ')' && bracket {
                bracket = false;
                k += 1;
                continue;
            }
            if c == ',' && over_commas && goes_on(work, k + 1) {
                k += 1;
                continue;
            }
            if c == '/' && !work.breaks(k) || c == '+' || c == '*' || c == '×' {
                k += 1;
                continue;
            }
        }
        if work.breaks(k) || (k > start && turns(work, k)) {
            break;
        }
        k += 1;
    }
    if k > start + 3
        && work.key(k - 3) == "к"
        && matches!(work.key(k - 2), "новому" | "отопительному" | "летнему" | "зимнему" | "дачному")
    {
        k -= 3;
    }
    if k > start + 2
        && work.key(k - 2) == "к"
        && matches!(work.key(k - 1), "весне" | "лету" | "зиме" | "осени" | "сезону" | "празднику" | "празднеству" | "новому")
    {
        k -= 2;
    }
    // "... 40 мешков агроном жданов": the post goes with the person after it.
    while k > start + 1 && work.has(k - 1, Tag::Post) && !work.has(k - 1, Tag::Unit) && work.owners.get(k) == Some(&Owner::Fact) {
        k -= 1;
    }
    while k > start
        && (matches!(
            work.key(k - 1),
            "и" | "and"
                | "а"
                | "но"
                | "-"
                | "в"
                | "на"
                | "к"
                | "до"
                | "с"
                | "по"
                | "от"
                | "из"
                | "or"
                | "или"
                | "for"
                | "by"
                | "to"
                | "on"
                | "from"
                | "with"
                | "at"
                | "the"
                | "is"
                | ","
                | "его"
                | "ее"
                | "не"
                | "через"
                | "у"
                | "об"
                | "о"
                | "in"
                | "очень"
                | "+"
                | "просьба"
                | "можно"
                | "we"
                | "i"
                | "же"
                | "бы"
                | "еще"
                | "сейчас"
                | "please"
                | "тел"
                | "тел."
                | "почта"
                | "т"
                | "email"
                | "phone"
                | "e-mail"
                | "mail"
                | "моб"
                | "tel"
                | "нам"
                | "им"
                | "ему"
                | "ей"
        ) && !(k >= 2 && work.key(k - 1) == "т" && matches!(work.tokens[k - 2].kind, Kind::Number | Kind::Mixed))
            || work.mark_char(k - 1).is_some_and(|c| {
                matches!(c, '.' | '(' | ',' | '-' | '"')
                    && !(c == '"' && quotes_even(work, start, k))
                    && !(c == '.' && work.has(k.wrapping_sub(2), Tag::Unit))
            }))
    {
        k -= 1;
    }
    k
}

pub(super) fn quotes_even(work: &Work<'_>, from: usize, to: usize) -> bool {
    (from..to).filter(|&k| work.mark_char(k) == Some('"')).count().is_multiple_of(2)
}

pub(super) fn bracket_is_plain(work: &Work<'_>, open: usize) -> bool {
    let Some(close) = (open + 1..work.tokens.len().min(open + 8)).find(|&k| work.mark_char(k) == Some(')')) else { return false };
    (open + 1..close).all(|k| work.free(k) && !turns(work, k) && !work.has_any(k, &[Tag::Chatter, Tag::Post]))
}

/// Whether the clause after a comma still belongs to the wish: a quantity, or one more thing of a list.
pub(super) fn goes_on(work: &Work<'_>, from: usize) -> bool {
    let end = (from..work.tokens.len()).find(|&k| work.breaks(k) && work.mark_char(k) != Some('/')).unwrap_or(work.tokens.len());
    if from >= end || turns(work, from) || (from..end).all(|k| work.has_any(k, &[Tag::Price, Tag::Function])) {
        return false;
    }
    // "..., сайт, ...", "..., монтаж 10 декабря": where they saw us, what is done and when.
    let channel = work.key(from) == "через" || end - from <= 2 && work.has_any(end - 1, &[Tag::Channel, Tag::Advertisement]);
    let service = end == from + 1 && work.has(from, Tag::Service) && work.owners.get(end) == Some(&Owner::Time);
    if channel || service {
        return false;
    }
    // "по 200 кг в месяц уходит": how fast it goes is no part of the goods.
    if (from..end).any(|k| work.has(k, Tag::Period))
        && work.is_word(end - 1)
        && !work.has_any(end - 1, &[Tag::Period, Tag::Time, Tag::Unit])
    {
        return false;
    }
    if super::guesses::titles_a_person(work, from, end) || work.has(from, Tag::Reference) {
        return false;
    }
    // "..., медиакит на pr@delta.ru": something to be sent.
    if end < work.tokens.len() && work.tokens[end].kind == Kind::Claimed && matches!(work.key(end - 1), "на" | "to") {
        return false;
    }
    let quantity = is_quantity(work, from)
        || (work.tokens[from].kind == Kind::Number && end == from + 1)
        || (matches!(
            work.key(from),
            "примерно"
                | "около"
                | "about"
                | "approx"
                | "всего"
                | "порядка"
                | "толщина"
                | "цвет"
                | "размер"
                | "диаметр"
                | "по"
        ) && (from..end).any(|k| is_quantity(work, k) || matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed)));
    let foreign = (from..end).any(|k| {
        ["образ", "пробник", "sampl"].iter().any(|s| work.key(k).starts_with(s))
            || work.has_any(
                k,
                &[
                    Tag::Chatter,
                    Tag::Post,
                    Tag::City,
                    Tag::Street,
                    Tag::Introduces,
                    Tag::ActivityNoun,
                    Tag::KeptWord,
                    Tag::Done,
                    Tag::Request,
                    Tag::Meet,
                    Tag::Ship,
                    Tag::Send,
                    Tag::Refusal,
                    Tag::CompanyWord,
                    Tag::Want,
                    Tag::Label,
                    Tag::Find,
                ],
            ) && !work.has(k, Tag::Unit)
    });
    if quantity {
        return !foreign || is_quantity(work, from) && end - from <= 3;
    }
    let stop = (from..end).find(|&k| turns(work, k)).unwrap_or(end);
    let name = (from..end).any(|k| work.is_word(k) && (work.tokens[k].capital || person::is_given(work, k)));
    let verb = (from..stop).any(|k| {
        looks_past(work.key(k))
            || [
                "ует", "ает", "яет", "ают", "яют", "уют", "ется", "ются", "ится", "ятся", "жите", "дите", "йте", "шите", "ните",
                "дят", "сят", "рят", "тят", "вят",
            ]
            .iter()
            .any(|e| work.key(k).ends_with(e))
                && work.key(k).chars().count() > 5
                && !work.has_any(k, &[Tag::Unit, Tag::NotSurname])
                && !matches!(
                    work.key(k),
                    "цемент"
                        | "паркет"
                        | "кювет"
                        | "пакет"
                        | "букет"
                        | "буклет"
                        | "ламинат"
                        | "гранит"
                        | "керамзит"
                        | "инструмент"
                        | "фильтрат"
                        | "автомат"
                        | "салат"
                        | "гидрант"
                        | "лист"
                        | "винт"
                        | "болт"
                        | "бинт"
                        | "грунт"
                        | "щит"
                )
    });
    let counted_later = (from..stop).any(|k| is_quantity(work, k));
    let remark = work.english && (work.key(from).ends_with("ing") || stop - from > 2) && !counted_later;
    !foreign && !name && !verb && !remark && (stop - from <= 3 || counted_later) && stop > from
}
