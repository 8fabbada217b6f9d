//! How they found us: the phrase as typed, with its verb.

use super::Found;
use super::lexicon::Tag;
use super::person;
use super::work::{Owner, Work};

/// The source of the line.
pub(crate) fn find(work: &mut Work<'_>) {
    let mut i = 0;
    while i < work.tokens.len() {
        match labelled(work, i)
            .or_else(|| phrase(work, i))
            .or_else(|| found_in_channel(work, i))
            .or_else(|| from_someone(work, i))
        {
            Some((from, start, end, confidence)) => {
                let value = work.text(start, end);
                work.found(Found::Source { value }, confidence, from, end);
                return;
            }
            None => i += 1,
        }
    }
}

/// "источник: Авито": the words after the label.
fn labelled(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    let length = match work.key(i) {
        "источник" | "source" | "реклама" | "канал" => 1,
        // "how they found us: leaflet"
        "found" | "heard" if matches!(work.key(i + 1), "us" | "about" | "from" | "via") => {
            let colon = (i + 1..i + 4).find(|&k| work.mark_char(k) == Some(':'))?;
            colon - i
        }
        "нашли" | "узнали" | "нашел" | "узнал" if work.mark_char(i + 1) == Some(':') || work.mark_char(i + 2) == Some(':') => {
            1 + usize::from(work.mark_char(i + 2) == Some(':'))
        }
        "откуда" => 1 + usize::from(work.key(i + 1).starts_with("узнал")),
        _ => return None,
    };
    let mut start = i + length;
    let colon = matches!(work.mark_char(start), Some(':' | '-' | '='));
    // "источник питания" is goods: without a colon a place where we are found must follow.
    let place = |k: usize| work.has_any(k, &[Tag::Channel, Tag::Source]);
    if !colon
        && !(matches!(work.key(i), "источник" | "source") && (place(start) || work.has(start, Tag::Function) && place(start + 1)))
    {
        return None;
    }
    start += usize::from(colon);
    let end = extent(work, start);
    (end > start).then_some((i, start, end, 0.93))
}

fn phrase(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    let length = work.mark(i, Tag::Source)?;
    // "рекламация" complains; "дал телефон кадров" tells what we did.
    let given = work.key(i).starts_with("дал")
        && length == 2
        && !work.tokens.get(i + 2).is_some_and(|t| t.capital)
        && work.is_word(i + 2)
        && super::shapes::leans(work.key(i + 2));
    if work.key(i).starts_with("рекламац") || given {
        return None;
    }
    if !work.free(i) || work.key(i.wrapping_sub(1)) == "не" || matches!(work.key(i), "источник" | "source" | "откуда")
    {
        return None;
    }
    let end = before_goods(work, i + length, extent(work, i + length)).max(i + length);
    let verb = work.key(i);
    // "хотят рекламу на радио" is a wish.
    if i > 0 && work.has(i - 1, Tag::Want) && !is_verb(verb) {
        return None;
    }
    let bare_verb = length == 1 && end == i + 1;
    let telling = ["посовет", "рекоменд", "порекоменд", "подсказал", "совет"].iter().any(|s| verb.starts_with(s))
        || verb.ends_with("нас")
        || matches!(verb, "recommended" | "told" | "о" | "про" | "нас");
    let (clause, _) = work.clause(i);
    let mut start = i;
    if telling || matches!(verb, "was" | "were") || starts_with_subject(work, i, clause) {
        while start > clause
            && work.free(start - 1)
            && i - start < 7
            && !turns(work, start - 1)
            && !work.breaks(start - 1)
            && !counts(work, start - 1)
        {
            start -= 1;
        }
        while start < i
            && matches!(work.key(start), "и" | "а" | "and" | "but" | "но" | "ее" | "его" | "i" | "we" | "she" | "he" | "they")
        {
            start += 1;
        }
    } else if bare_verb && !verb.starts_with("сарафан") {
        return None;
    }
    if telling && start == i && bare_verb && !matches!(verb, "referral" | "рекомендация") {
        return None;
    }
    // "советский", "совет директоров": the stem of advice with no one advising.
    if verb.starts_with("совет") && !verb.starts_with("советова") && !verb.starts_with("советую") && !matches!(verb, "совету")
    {
        return None;
    }
    // Seeing and hearing need something seen: "видел вашу рекламу", not "видел объект".
    let senses = ["увидел", "видел", "услышал", "слышал", "прочитал", "read", "heard", "saw"].iter().any(|s| verb.starts_with(s));
    let about = |k: usize| {
        matches!(
            work.key(k),
            "о" | "об"
                | "про"
                | "от"
                | "вас"
                | "нас"
                | "ваш"
                | "ваша"
                | "вашу"
                | "наш"
                | "нашу"
                | "в"
                | "на"
                | "вывеску"
                | "баннер"
                | "объявление"
                | "сайт"
                | "пост"
                | "статью"
                | "us"
                | "you"
                | "your"
                | "our"
                | "about"
                | "ad"
                | "an"
                | "the"
                | "of"
                | "from"
                | "a"
                | "по"
                | "у"
        ) || work.key(k).starts_with("реклам")
    };
    if senses && !(i + 1..end).any(about) {
        return None;
    }
    // "on google" and the like are a source only where nothing else is said of the place.
    let mut first = start;
    while first > clause && matches!(work.key(first - 1), "нас" | "вас" | "нам" | "о" | "про" | "us") && work.free(first - 1)
    {
        first -= 1;
    }
    Some((first, first, end, if length > 1 { 0.92 } else { 0.85 }))
}

fn is_verb(key: &str) -> bool {
    super::steps::is_past(key)
        || key.ends_with("ed")
        || matches!(key, "found" | "saw" | "heard" | "read" | "met" | "got" | "came" | "told" | "нашел" | "прочел")
}

/// "инстаграм увидела", "через 2гис нас нашли", and a channel alone: "с Авито", "из гугла".
fn found_in_channel(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    let advertised = work.mark(i, Tag::Advertisement).filter(|_| i == 0 || work.breaks(i - 1));
    let length = work.mark(i, Tag::Channel).or(advertised).filter(|_| work.free(i) && !work.key(i).starts_with("рекламац"))?;
    let (clause, clause_end) = work.clause(i);
    let finds = |k: usize| {
        [
            "нашел",
            "нашла",
            "нашли",
            "увидел",
            "узнал",
            "прочитал",
            "услышал",
            "вышли",
            "вышел",
            "вышла",
            "наткн",
            "found",
            "saw",
            "heard",
            "spotted",
            "discovered",
            "noticed",
        ]
        .iter()
        .any(|v| work.key(k).starts_with(v))
    };
    let mut start = i;
    while start > clause
        && work.free(start - 1)
        && !work.breaks(start - 1)
        && (work.has(start - 1, Tag::Function) || finds(start - 1))
        && i - start < 4
    {
        start -= 1;
    }
    while start < i
        && matches!(work.key(start), "и" | "and" | "а" | "мы" | "они" | "он" | "она" | "we" | "they" | "he" | "she" | "i")
    {
        start += 1;
    }
    let verb = (i + length..clause_end.min(i + length + 4)).find(|&k| finds(k));
    if let Some(v) = verb.filter(|v| (i..*v).all(|k| work.free(k) && !counts(work, k))) {
        let end = extent(work, v + 1).max(v + 1);
        return Some((start, start, end, 0.85));
    }
    let led = start < i && matches!(work.key(start), "с" | "из" | "через" | "по" | "via" | "from" | "through");
    let whole = (start == clause || work.breaks(start - 1)) && extent(work, i + length) == clause_end;
    let named = [
        "авито",
        "avito",
        "яндекс",
        "гугл",
        "google",
        "2гис",
        "2gis",
        "инстаграм",
        "instagram",
        "вконтакте",
        "linkedin",
        "facebook",
        "сарафан",
        "реклам",
        "сайт",
        "website",
    ]
    .iter()
    .any(|n| work.key(i).starts_with(n));
    // "листовка в ящике": an advertisement and its place are a clause of their own.
    let placed = start == i
        && start == clause
        && matches!(
            work.key(i + length),
            "в" | "на" | "у" | "от" | "под" | "in" | "on" | "at" | "from" | "through" | "under" | "by"
        )
        && clause_end - i <= 5
        && work.has(i, Tag::Advertisement);
    (whole && (led || placed || named && start == i && i + length == clause_end)).then_some((
        start,
        start,
        extent(work, i + length).max(i + length),
        0.7,
    ))
}

/// "друг посоветовал", "a friend told us": the one who told stands before the verb.
fn starts_with_subject(work: &Work<'_>, i: usize, clause: usize) -> bool {
    i > clause
        && matches!(
            work.key(i - 1),
            "friend"
                | "colleague"
                | "neighbour"
                | "neighbor"
                | "друг"
                | "коллега"
                | "знакомый"
                | "знакомые"
                | "сосед"
                | "партнеры"
                | "друзья"
                | "партнер"
        )
}

/// "от Петрова из Альфы".
fn from_someone(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    if !matches!(work.key(i), "от") || !work.free(i) {
        return None;
    }
    let before = i.checked_sub(1).map_or("", |b| work.key(b));
    if matches!(
        before,
        "звонок"
            | "письмо"
            | "заявка"
            | "заказ"
            | "сообщение"
            | "привет"
            | "запрос"
            | "вопрос"
            | "деньги"
            | "оплата"
            | "скидка"
            | "call"
            | "входящий"
            | "контакт"
    ) {
        return None;
    }
    let next = i + 1;
    let person = work.is_word(next) && work.free(next) && person::is_name_word(work, next) || person::oblique_surname(work, next);
    if !person {
        return None;
    }
    let mut end = next;
    while end < work.tokens.len() && !work.breaks(end) && !turns(work, end) && end - next < 7 {
        let named = work.tokens[end].capital
            || person::is_name_word(work, end)
            || person::oblique_surname(work, end)
            || matches!(work.key(end), "из" | "с" | "компании" | "фирмы" | "." | "\"" | "ооо" | "ип" | "ао" | "завода")
            || (end > next && matches!(work.key(end - 1), "из" | "с" | "фирмы" | "компании"));
        if !named {
            break;
        }
        end += 1;
    }
    // "от Козловой Марины" is who calls; "от Петрова из Альфы" sent them. A town after "из" sends nobody.
    let house = (next + 1..end).find(|&k| matches!(work.key(k), "из" | "с"));
    let trade = |k: usize| !work.tokens[k].capital && work.has_any(k, &[Tag::ActivityNoun, Tag::KeptWord]);
    let named = |k: usize| work.tokens[k].capital || work.mark_char(k) == Some('"') || !work.tokens[next].capital;
    let sent = house.is_some_and(|k| k + 1 < end && named(k + 1) && !work.has(k + 1, Tag::City) && !trade(k + 1));
    (end > next && sent).then_some((i, i, end, 0.85))
}

/// "увидел рекламу в лифте жалюзи 5 шт": with a quantity further on, the place takes one noun and the rest is goods.
fn before_goods(work: &Work<'_>, from: usize, end: usize) -> usize {
    let Some(counted) = (from..end).find(|&k| super::interest::is_quantity(work, k)) else { return end };
    let place = (from.saturating_sub(1)..counted)
        .rev()
        .find(|&k| matches!(work.key(k), "в" | "на" | "по" | "через" | "у" | "от" | "с" | "in" | "on" | "at" | "from"));
    let Some(place) = place else { return end };
    let adjective = ["ом", "ой", "ем", "ей", "ых", "их"].iter().any(|e| work.key(place + 1).ends_with(e))
        && ["нном", "ном", "ской", "ском", "ной", "шем", "шей", "вой", "вом", "ных", "ских"]
            .iter()
            .any(|e| work.key(place + 1).ends_with(e));
    let noun = place + 1 + usize::from(adjective);
    if noun + 1 < counted { noun + 1 } else { end }
}

/// Where a source phrase that goes on at `from` ends.
fn extent(work: &Work<'_>, from: usize) -> usize {
    let mut k = from;
    while k < work.tokens.len() {
        let address = work.owners[k] == Owner::Fact
            && k > 0
            && matches!(work.key(k - 1), "на" | "сайте" | "сайт" | "website" | "on" | "site" | "с" | "через")
            && !work.line.low[work.tokens[k].start..work.tokens[k].end].contains(&'@')
            && work.line.low[work.tokens[k].start].is_alphabetic();
        // "через сарафанку Лена маникюр на дому": a given name after a finished phrase is who calls.
        let before = k.checked_sub(1).map_or("", |b| work.key(b));
        let caller = k > from
            && person::is_given(work, k)
            && !super::steps::is_past(before)
            && !matches!(
                before,
                "от" | "у"
                    | "через"
                    | "из"
                    | "с"
                    | "по"
                    | "by"
                    | "from"
                    | "via"
                    | "of"
                    | "и"
                    | "and"
                    | "нас"
                    | "us"
                    | "друг"
                    | "подруга"
                    | "friend"
            )
            && !work.has(k - 1, Tag::Post)
            && !work.tokens.get(k - 1).is_some_and(|t| t.capital);
        if !address && (work.breaks(k) || turns(work, k) || caller && work.is_word(k + 1) && !work.breaks(k + 1)) {
            break;
        }
        k += 1;
    }
    while k > from
        && matches!(
            work.key(k - 1),
            "и" | "and"
                | "а"
                | "но"
                | "but"
                | "так"
                | "она"
                | "он"
                | "они"
                | "she"
                | "he"
                | "they"
                | "we"
                | "i"
                | "-"
                | "мы"
                | "к"
                | "с"
                | "по"
                | "очень"
        )
    {
        k -= 1;
    }
    k
}

/// "meet on friday", "send brochure tomorrow": a step begins at `k` with its paper or its time.
fn promises(work: &Work<'_>, k: usize) -> bool {
    let timed = |at: usize| work.owners.get(at) == Some(&Owner::Time);
    let paper = |at: usize| work.has_any(at, &[Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper, Tag::Goods]);
    let act = work.has_any(k, &[Tag::Send, Tag::Meet, Tag::Ship]) && !super::steps::is_past(work.key(k));
    let end = (k + 1..k + 4).find(|at| work.mark_char(*at).is_some()).unwrap_or(k + 4);
    work.is_word(k) && act && (k + 1..end).any(|at| timed(at) || paper(at) && !work.breaks(at))
}

/// Whether a number or its unit stands at `k`: what is before it is goods.
fn counts(work: &Work<'_>, k: usize) -> bool {
    let number =
        |k: usize| work.tokens.get(k).is_some_and(|t| matches!(t.kind, super::line::Kind::Number | super::line::Kind::Mixed));
    number(k) || k > 0 && number(k - 1) && work.has(k, Tag::Unit)
}

/// Whether something of another kind begins at `k`.
fn turns(work: &Work<'_>, k: usize) -> bool {
    let verb = |tag| work.has(k, tag) && !super::steps::is_past(work.key(k));
    work.has_any(k, &[Tag::Want, Tag::ActivityVerb, Tag::Regular, Tag::OneOff])
        && !matches!(
            work.key(k),
            "поиск"
                | "про"
                | "запрос"
                | "запросу"
                | "after"
                | "interest"
                | "order"
                | "buy"
                | "берет"
                | "часто"
                | "orders"
                | "тема"
        )
        || work.has(k, Tag::Request) && !matches!(work.key(k), "можно" | "request" | "есть" | "запрос" | "запросу" | "will")
        || (verb(Tag::Call) && !matches!(work.key(k), "cb" | "contact"))
        || (verb(Tag::Meet)
            && work.is_word(k)
            && !work.key(k).starts_with("показ")
            && !work.key(k).starts_with("презентац")
            && !matches!(work.key(k), "meeting" | "tour" | "show" | "meet"))
        || promises(work, k)
        || work.has_any(k, &[Tag::Label]) && work.owners.get(k + 1) == Some(&Owner::Fact)
        || super::company::form_at(work, k).is_some_and(|f| f.1 == crate::legal_form::Place::Person)
            && k > 0
            && work.breaks(k - 1)
        || matches!(work.key(k), "срочно" | "торопится" | "торопятся" | "urgent" | "asap")
}
