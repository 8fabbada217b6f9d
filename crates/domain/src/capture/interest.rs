//! What is wanted: one contiguous phrase with its quantity, without "нужен" or "wants".

use super::Found;
use super::lexicon::Tag;
use super::line::Kind;
use super::person;
use super::work::{Owner, Work};

/// The interest of the line: after a word of wishing, after a paper ("КП на ..."), with a quantity, or what is left.
pub(crate) fn find(work: &mut Work<'_>) {
    let found = (0..work.tokens.len())
        .find_map(|i| after_want(work, i))
        .or_else(|| (0..work.tokens.len()).find_map(|i| after_paper(work, i)))
        .or_else(|| clauses(work).into_iter().find_map(|c| with_quantity(work, c)))
        .or_else(|| left_over(work));
    if let Some((from, start, end, confidence)) = found {
        let value = trimmed(&work.text(start, end));
        if !value.is_empty() {
            work.found(Found::Interest { value }, confidence, from, end);
        }
    }
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
    let end = extent(work, start, true);
    if !has_content(work, start, end) {
        return wanted_before(work, i);
    }
    Some((i, start, end, 0.9))
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
        let next = if work.has(i, Tag::Find) { skip_price(work, next) } else { next };
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
    if address || !startable(work, start) || person::is_name_word(work, start) {
        return None;
    }
    let end = extent(work, start, true);
    has_content(work, start, end).then_some((start, start, end, 0.85))
}

fn calculates(key: &str) -> bool {
    ["рассчита", "посчита", "просчита"].iter().any(|s| key.starts_with(s))
}

fn clauses(work: &Work<'_>) -> Vec<(usize, usize)> {
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
fn with_quantity(work: &Work<'_>, (from, to): (usize, usize)) -> Option<Piece> {
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
    if !counted || money_only(work, from, to) || work.has_any(from, &[Tag::Street, Tag::Source, Tag::Refusal]) {
        return None;
    }
    let start = skip_price(work, lead_in(work, from, to)).min(to);
    let start = if start == from { list_before(work, from).unwrap_or(start) } else { start };
    let end = extent(work, start, true);
    (has_content(work, start, end) && (headed || (start..end).any(|k| is_quantity(work, k))) && has_noun(work, start, end))
        .then_some((start, start, end, 0.8))
}

/// A plain thing right before a counted clause begins the list: "сухофрукты оптом, чернослив 100 кг".
fn list_before(work: &Work<'_>, from: usize) -> Option<usize> {
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
            && !super::steps::is_past(work.key(k))
    });
    let bulk = (start..comma).any(|k| matches!(work.key(k), "оптом" | "опт" | "wholesale" | "разное"));
    (bulk && comma - start <= 3 && plain && !turns(work, start) && !work.has(start, Tag::Function)).then_some(start)
}

fn lead_in(work: &Work<'_>, from: usize, to: usize) -> usize {
    let mut start = from;
    while start < to && work.is_word(start) && !work.has(start, Tag::Unit) {
        let skipped =
            [Tag::Function, Tag::Chatter, Tag::Label, Tag::City, Tag::Post].iter().filter_map(|t| work.mark(start, *t)).max();
        let Some(length) = skipped else { break };
        start += length;
    }
    start.min(to)
}

fn has_noun(work: &Work<'_>, from: usize, to: usize) -> bool {
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

fn money_only(work: &Work<'_>, from: usize, to: usize) -> bool {
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
fn left_over(work: &Work<'_>) -> Option<Piece> {
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
        if [Tag::Chatter, Tag::Refusal, Tag::Call, Tag::Done, Tag::Request].iter().any(|t| work.within(from, to, *t))
            || work.has_any(start, &[Tag::Find, Tag::Send])
            || beside_step(work, from, to)
            || money(work, from, to)
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
        let infinitive = ["ть", "ться", "ти"].iter().any(|e| work.key(start).ends_with(e)) && end - start > 1;
        let name = infinitive || (start..to).any(|k| person::is_name_word(work, k) && work.tokens[k].capital);
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

/// Whether the words lean on a step before or after them.
fn beside_step(work: &Work<'_>, from: usize, to: usize) -> bool {
    from > 0 && work.owners[from - 1] == Owner::Step || work.owners.get(to) == Some(&Owner::Step)
}

fn money(work: &Work<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| matches!(work.key(k), "руб" | "рублей" | "сумма" | "р" | "usd" | "eur" | "тыс" | "млн" | "лет" | "номер"))
}

/// Whether a word we do not know looks like a verb in the past.
fn looks_past(key: &str) -> bool {
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

/// An adjective with no noun: "неверный", "плохая".
fn bare_adjective(work: &Work<'_>, from: usize, to: usize) -> bool {
    to == from + 1 && ["ый", "ий", "ая", "ое", "ой", "ые", "ие"].iter().any(|e| work.key(from).ends_with(e))
}

/// Whether an interest can begin at `k`.
fn startable(work: &Work<'_>, k: usize) -> bool {
    if k >= work.tokens.len() || !work.free(k) || work.mark_char(k).is_some_and(|c| c != '"') {
        return false;
    }
    !turns(work, k)
}

/// Whether something of another kind begins at `k`.
fn turns(work: &Work<'_>, k: usize) -> bool {
    let key = work.key(k);
    if !work.free(k) {
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

/// Whether the word at `k` announces a number or an address.
fn labels(work: &Work<'_>, k: usize) -> bool {
    let counted = k > 0 && matches!(work.tokens[k - 1].kind, Kind::Number | Kind::Mixed);
    work.has(k, Tag::Label) && !counted && (k + 1..k + 3).any(|x| work.tokens.get(x).is_some_and(|t| t.kind == Kind::Claimed))
}

/// Where an interest that begins at `start` ends; a list and a quantity go on over a comma.
fn extent(work: &Work<'_>, start: usize, over_commas: bool) -> usize {
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

fn quotes_even(work: &Work<'_>, from: usize, to: usize) -> bool {
    (from..to).filter(|&k| work.mark_char(k) == Some('"')).count().is_multiple_of(2)
}

fn bracket_is_plain(work: &Work<'_>, open: usize) -> bool {
    let Some(close) = (open + 1..work.tokens.len().min(open + 8)).find(|&k| work.mark_char(k) == Some(')')) else { return false };
    (open + 1..close).all(|k| work.free(k) && !turns(work, k) && !work.has_any(k, &[Tag::Chatter, Tag::Post]))
}

/// Whether the clause after a comma still belongs to the wish: a quantity, or one more thing of a list.
fn goes_on(work: &Work<'_>, from: usize) -> bool {
    let end = (from..work.tokens.len()).find(|&k| work.breaks(k) && work.mark_char(k) != Some('/')).unwrap_or(work.tokens.len());
    if from >= end || turns(work, from) || (from..end).all(|k| work.has_any(k, &[Tag::Price, Tag::Function])) {
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
        work.has_any(
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

/// Whether a phrase names something and is not mere talk.
fn has_content(work: &Work<'_>, from: usize, to: usize) -> bool {
    if from >= to {
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
