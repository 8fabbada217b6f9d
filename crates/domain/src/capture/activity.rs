//! What the company does: "занимаются установкой окон", "build houses", "сеть аптек".

use super::Found;
use super::lexicon::Tag;
use super::line::Kind;
use super::work::{Owner, Work};

/// The activity of the line: a verb with its object, or a kind of business by itself.
pub(crate) fn find(work: &mut Work<'_>) {
    let found = (0..work.tokens.len()).find_map(|i| by_verb(work, i));
    let found = found.or_else(|| (0..work.tokens.len()).find_map(|i| by_noun(work, i)));
    let found = found.or_else(|| (0..work.tokens.len()).find_map(|i| by_head(work, i)));
    let found = found.or_else(|| (0..work.tokens.len()).find_map(|i| by_service(work, i)));
    let found = found.or_else(|| (0..work.tokens.len()).find_map(|i| by_any_verb(work, i)));
    if let Some((from, start, end, confidence)) = found {
        let value = work.text(start, end);
        work.found(Found::Activity { value }, confidence, from, end);
    }
}

fn by_verb(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    let length = work.mark(i, Tag::ActivityVerb)?;
    if !work.free(i)
        || matches!(work.key(i.wrapping_sub(1)), "не" | "if" | "not" | "what" | "чем" | "что" | "кто" | "to" | "которые" | "если")
    {
        return None;
    }
    let subject = matches!(work.key(i), "we" | "they" | "i" | "he" | "she") && length > 1;
    let start = if subject { i + 1 } else { i };
    let mut end = object_end(work, i + length);
    if end == i + length
        && !work.english
        && let Some(before) = object_before(work, i)
    {
        return Some((before, before, i + length, 0.8));
    }
    // "делает вид", "держит в курсе": a verb alone is not an activity.
    if end == i + length && length == 1 + usize::from(subject) {
        return None;
    }
    let object = work.key(start + 1);
    if matches!(
        object,
        "скидку"
            | "вид"
            | "паузу"
            | "заказ"
            | "заказы"
            | "вопросы"
            | "расчет"
            | "ремонт"
            | "sure"
            | "sense"
            | "вывод"
            | "late"
            | "out"
            | "тендер"
    ) && (work.key(start) != "делает" && work.key(start) != "делают" && work.key(start) != "делаем" || object != "ремонт")
    {
        return None;
    }
    if matches!(
        work.key(start),
        "делает"
            | "делают"
            | "делаем"
            | "держит"
            | "проводит"
            | "проводят"
            | "собирает"
            | "собирают"
            | "строит"
            | "строят"
            | "строим"
            | "готовит"
            | "готовят"
            | "do"
            | "does"
    ) && object == "ремонт"
        && (matches!(work.key(start + 2), "дома" | "в" | "у") || work.breaks(start + 2))
    {
        return None;
    }
    // "строит дом", "собирает документы" of a private person is no business.
    while end > start + 1
        && matches!(
            work.key(end - 1),
            "и" | "and"
                | "а"
                | "но"
                | "-"
                | "в"
                | "на"
                | "к"
                | "they"
                | "he"
                | "she"
                | "we"
                | "они"
                | "он"
                | "она"
                | "сейчас"
                | "срочно"
                | "now"
                | "мы"
                | "so"
        )
    {
        end -= 1;
    }
    (end > start + 1 || length > 1 + usize::from(subject)).then_some((i, start, end, 0.9))
}

/// A kind of business said by itself.
fn by_noun(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    let length = work.mark(i, Tag::ActivityNoun)?;
    if !(i..i + length).all(|k| work.free(k)) || length == 1 && ["ые", "ие"].iter().any(|e| work.key(i).ends_with(e)) {
        return None;
    }
    let (clause, clause_end) = work.clause(i);
    let mut start = i;
    // Adjectives before: "частная стоматология", "small bakery".
    while start > clause && work.free(start - 1) && work.is_word(start - 1) && is_adjective(work, start - 1) {
        start -= 1;
    }
    let before = start.checked_sub(1).map_or("", |b| work.key(b));
    let at_edge =
        start == clause || work.breaks(start - 1) || after_quantity(work, start) || start > 0 && work.has(start - 1, Tag::City);
    let introduced = matches!(
        before,
        "у" | "нас"
            | "них"
            | "него"
            | "нее"
            | "это"
            | "своя"
            | "свой"
            | "свое"
            | "мы"
            | "они"
            | "a"
            | "an"
            | "the"
            | "is"
            | "are"
            | "it's"
            | "have"
            | "has"
            | "their"
            | "own"
            | "our"
            | "my"
            | "his"
            | "her"
            | "as"
            | "открывают"
            | "открывает"
            | "работает"
            | "владелец"
            | "хозяйка"
            | "хозяин"
            | "there"
            | "из"
            | "от"
            | "сфера"
            | "деятельность"
            | "вид"
            | "-"
            | "activity"
            | "business"
            | "we're"
            | "they're"
            | "local"
            | "деятельности"
            | "профиль"
    );
    let forbidden =
        matches!(before, "для" | "в" | "на" | "под" | "около" | "for" | "to" | "in" | "of" | "к" | "через" | "с" | "по")
            || (before == "a" || before == "the" || before == "our" || before == "their" || before == "my")
                && start >= 2
                && matches!(work.key(start - 2), "for" | "to" | "in" | "opening" | "building");
    let forbidden = forbidden || before == "our" && start >= 2 && work.has(start - 2, Tag::Meet);
    let owner_of = (before == "a" || before == "an" || before == "the")
        && start >= 2
        && work.key(start - 2) == "of"
        && start >= 3
        && matches!(work.key(start - 3), "owner" | "manager" | "director" | "head");
    if (forbidden && !owner_of) || !(at_edge || introduced || owner_of) || work.within(clause, start, Tag::Want) && !owner_of {
        return None;
    }
    if matches!(
        work.key(i),
        "construction"
            | "logistics"
            | "retail"
            | "bar"
            | "spa"
            | "сервис"
            | "бар"
            | "салон"
            | "цех"
            | "склад"
            | "сеть"
            | "опт"
            | "ук"
            | "гск"
            | "жк"
            | "тц"
            | "сто"
            | "dealer"
            | "nursery"
            | "garage"
            | "кафе"
    ) && length == 1
        && !(at_edge || introduced)
    {
        return None;
    }
    let head = i + length;
    // What follows the kind of business in the same clause may be goods: "цех полуфабрикатов мясорубка 4 шт".
    let goods = goods_follow(work, head, clause_end);
    let end = if work.english {
        english_tail(work, head, clause_end, goods)
    } else {
        let leaning = length > 1 && super::shapes::leans(work.key(head - 1));
        whole_tail(work, head, clause_end, goods).unwrap_or_else(|| russian_tail(work, head, clause_end, leaning))
    };
    // "баня", "фотограф на выписку": what is also sold is a business only beside something else that is wanted.
    if work.has(i, Tag::SoldBusiness) && !wanted_elsewhere(work, start, end, clause_end) {
        return None;
    }
    // A bare product phrase with a quantity is a wish, not a business.
    let counted = (head..clause_end).any(|k| super::interest::is_quantity(work, k));
    if counted && at_edge && end == clause_end {
        return None;
    }
    Some((start, start, end, if at_edge { 0.8 } else { 0.85 }))
}

/// Whether a number with its unit ends right before `k`: goods are complete, something else begins.
fn after_quantity(work: &Work<'_>, k: usize) -> bool {
    k >= 2 && work.has(k - 1, Tag::Unit) && super::interest::is_quantity(work, k - 2)
        || k >= 1 && super::interest::is_quantity(work, k - 1) && matches!(work.tokens[k - 1].kind, Kind::Mixed)
}

/// Whether something that is wanted stands between `from` and the end of the clause.
fn goods_follow(work: &Work<'_>, from: usize, clause_end: usize) -> bool {
    (from..clause_end).any(|k| {
        work.free(k)
            && (matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed) && !premises(work, k + 1)
                || work.has(k, Tag::Want) && work.free(k))
    })
}

/// Whether the word counts what a business consists of: "таксопарк 60 машин", "отель на 14 номеров".
fn premises(work: &Work<'_>, k: usize) -> bool {
    work.has(k, Tag::Premises)
}

/// Whether something else is wanted outside the clause of `start..end`, or right after it where a new phrase begins.
fn wanted_elsewhere(work: &Work<'_>, start: usize, end: usize, clause_end: usize) -> bool {
    let (clause, _) = work.clause(start);
    let own_object = end > start + 1 || !work.has(start, Tag::SoldBusiness);
    let new_phrase = own_object
        && end < clause_end
        && work.is_word(end)
        && work.free(end)
        && !work.has_any(end, &[Tag::Function, Tag::Time, Tag::Call, Tag::Send])
        && (end..clause_end).any(|k| work.free(k) && (counted(work, k) || work.has(k, Tag::Want)));
    new_phrase
        || (0..work.tokens.len()).any(|k| {
            !(clause..clause_end).contains(&k)
                && work.free(k)
                && (work.has(k, Tag::Want) && k + 1 < work.tokens.len() && work.free(k + 1) && work.is_word(k + 1)
                    || counted(work, k))
        })
}

fn after_place(work: &Work<'_>, k: usize) -> bool {
    k > 0 && matches!(work.key(k - 1), "в" | "на" | "из" | "под" | "по" | "г" | "возле" | "около" | ".")
}

/// The rest of a clause that holds nothing but the business: "лаборатория анализа воды", "ателье пошив штор".
fn whole_tail(work: &Work<'_>, from: usize, clause_end: usize, goods: bool) -> Option<usize> {
    let first = work.key(from);
    let begins = super::shapes::leans(first)
        || super::shapes::is_adjective(first)
        || work.has_any(from, &[Tag::Service, Tag::BusinessHead])
        || matches!(first, "по" | "для" | "на" | "в" | "с" | "из" | "под");
    let plain = (from..clause_end).all(|k| {
        work.is_word(k)
            && work.free(k)
            && !turns(work, k)
            && (!work.tokens[k].capital || after_place(work, k))
            && !work.has_any(k, &[Tag::Post, Tag::TalkVerb, Tag::Chatter, Tag::Done])
            && !super::steps::is_past(work.key(k))
            && !matches!(work.key(k), "у" | "а" | "но" | "они" | "ему" | "им" | "ей")
    });
    (!goods && begins && plain && clause_end - from <= 5).then_some(clause_end)
}

/// What leans on the head: genitives, "по камню", "на вокзале", "на 14 номеров".
fn russian_tail(work: &Work<'_>, from: usize, clause_end: usize, after_noun: bool) -> usize {
    let mut end = from;
    let mut noun = after_noun;
    while end < clause_end && end - from < 7 && work.free(end) && !turns(work, end) {
        let key = work.key(end);
        let counts = matches!(work.tokens[end].kind, Kind::Number) && premises(work, end + 1);
        if counts {
            end += 2;
            continue;
        }
        if matches!(key, "по" | "для" | "на" | "в" | "из" | "под" | "с") && end + 1 < clause_end && work.free(end + 1)
        {
            let at = end + 1;
            if matches!(work.tokens[at].kind, Kind::Number) && premises(work, at + 1) {
                end = at + 2;
                continue;
            }
            if !work.is_word(at) || work.tokens[at].capital && key == "с" || turns(work, at) || work.has_any(at, &[Tag::Function])
            {
                break;
            }
            let adjective = super::shapes::is_oblique_adjective(work.key(at))
                && at + 1 < clause_end
                && work.is_word(at + 1)
                && work.free(at + 1)
                && super::shapes::leans(work.key(at + 1));
            end = at + 1 + usize::from(adjective);
            noun = true;
            continue;
        }
        let fits = |k: usize| {
            work.is_word(k)
                && !work.tokens[k].capital
                && super::shapes::leans(work.key(k))
                && !work.has_any(k, &[Tag::Function, Tag::Unit, Tag::Chatter, Tag::Post, Tag::TalkVerb, Tag::Regular])
                && !super::shapes::is_present_verb(work.key(k))
        };
        if key == "и" && end + 1 < clause_end && work.free(end + 1) && fits(end + 1) {
            noun = !super::shapes::is_oblique_adjective(work.key(end + 1));
            end += 2;
        } else if fits(end) && (!noun || super::shapes::is_genitive_plural(key)) {
            noun = !super::shapes::is_oblique_adjective(key);
            end += 1;
        } else if work.is_word(end) && matches!(key, "оптом" | "мелким" | "крупным" | "опт" | "розница" | "пвх")
        {
            end += 1;
        } else {
            break;
        }
    }
    without_link(work, from, end)
}

/// In English the head stands last: only "of" and "for" go on, and a place is left out.
fn english_tail(work: &Work<'_>, from: usize, clause_end: usize, goods: bool) -> usize {
    let mut end = from;
    while end < clause_end && work.is_word(end) && work.free(end) && work.has(end, Tag::BusinessHead) && !work.tokens[end].capital
    {
        end += 1;
    }
    if matches!(work.key(end), "of" | "for") && end + 1 < clause_end && work.is_word(end + 1) && !goods {
        end += 1;
        while end < clause_end && work.is_word(end) && work.free(end) && !turns(work, end) && end - from < 5 {
            if matches!(work.key(end), "in" | "at" | "near" | "from" | "up" | "out" | "down" | "with") {
                break;
            }
            end += 1;
        }
    }
    without_link(work, from, end)
}

fn without_link(work: &Work<'_>, from: usize, mut end: usize) -> usize {
    while end > from
        && (matches!(
            work.key(end - 1),
            "и" | "and" | "-" | "в" | "на" | "они" | "she" | "they" | "а" | "но" | "with" | "с" | "для" | "по" | "of" | "for"
        ) || work.mark_char(end - 1).is_some())
    {
        end -= 1;
    }
    end
}

/// A clause that is a kind of business by its last word: "юридические услуги", "wedding planner", "it's a toy company".
fn by_head(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    work.mark(i, Tag::BusinessHead).filter(|_| work.free(i))?;
    let mut start = i;
    while start > 0 && !work.breaks(start - 1) && work.is_word(start - 1) {
        start -= 1;
    }
    while start < i
        && matches!(
            work.key(start),
            "a" | "an"
                | "the"
                | "they"
                | "are"
                | "is"
                | "it's"
                | "we"
                | "we're"
                | "they're"
                | "have"
                | "has"
                | "у"
                | "нас"
                | "них"
                | "это"
                | "они"
                | "мы"
                | "их"
                | "our"
                | "their"
                | "i"
                | "own"
                | "my"
                | "сфера"
                | "мои"
                | "небольшая"
                | "owner"
                | "of"
                | "from"
                | "runs"
                | "и"
                | "and"
        )
    {
        start += 1;
    }
    let russian = !work.english;
    let fits = (start..i).all(|k| {
        (!russian || is_adjective(work, k))
            && !work.has_any(
                k,
                &[
                    Tag::Want,
                    Tag::Chatter,
                    Tag::Function,
                    Tag::City,
                    Tag::Call,
                    Tag::Send,
                    Tag::Request,
                    Tag::Source,
                    Tag::Meet,
                    Tag::Label,
                    Tag::Price,
                ],
            )
    });
    let end = if russian { activity_tail(work, i + 1) } else { i + 1 };
    (start < i && i - start <= 3 && fits && (work.breaks(end) || turns(work, end) || work.has_any(end, &[Tag::Function])))
        .then_some((start, start, end, 0.7))
}

/// A kind of work with no quantity, where something else is wanted: "монтаж заборов, сетка рабица 50 рулонов".
fn by_service(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    work.mark(i, Tag::Service).filter(|_| work.free(i))?;
    let mut start = i;
    while start > 0 && !work.breaks(start - 1) {
        start -= 1;
    }
    let clause_end = (i..work.tokens.len()).find(|&k| work.breaks(k) || turns(work, k)).unwrap_or(work.tokens.len());
    let lead =
        (start..i).all(|k| is_adjective(work, k) || work.english && !work.has_any(k, &[Tag::Function, Tag::Want, Tag::Chatter]));
    let whole = work.english || !goods_follow(work, i + 1, clause_end);
    let end = if whole { clause_end } else { russian_tail(work, i + 1, clause_end, false) };
    let plain = (start..end)
        .all(|k| work.is_word(k) && !super::interest::is_quantity(work, k) && !work.has_any(k, &[Tag::Chatter, Tag::Price]));
    let wanted = wanted_elsewhere(work, start, end, clause_end) || names_goods(work, end + 1);
    let rest = end == clause_end || work.is_word(end) && !work.has(end, Tag::Unit) && goods_follow(work, end, clause_end);
    let plain = plain && !(start..end).any(|k| work.has(k, Tag::City) && work.is_word(k));
    (lead && plain && wanted && rest && end - start <= 5 && end - start > 1).then_some((start, start, end, 0.65))
}

/// Whether a plain thing begins at `k`, right after the comma.
fn names_goods(work: &Work<'_>, k: usize) -> bool {
    let other = [
        Tag::Chatter,
        Tag::Post,
        Tag::City,
        Tag::Call,
        Tag::Send,
        Tag::Meet,
        Tag::Ship,
        Tag::Find,
        Tag::Request,
        Tag::OfferPaper,
        Tag::InvoicePaper,
        Tag::OtherPaper,
        Tag::Label,
        Tag::Regular,
        Tag::OneOff,
        Tag::Source,
        Tag::Introduces,
        Tag::Time,
        Tag::Function,
        Tag::Service,
        Tag::Street,
        Tag::ActivityNoun,
        Tag::Done,
        Tag::Refusal,
    ];
    k > 0
        && work.is_word(k)
        && work.free(k)
        && !work.tokens[k].capital
        && !work.has_any(k, &other)
        && work.mark_char(k - 1) == Some(',')
}

/// A number or a mark of goods that is no money and no talk.
fn counted(work: &Work<'_>, k: usize) -> bool {
    let (from, to) = work.clause(k);
    matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed)
        && work.free(k)
        && !matches!(
            work.key(k + 1),
            "тыс"
                | "руб"
                | "млн"
                | "рублей"
                | "лет"
                | "человек"
                | "чел"
                | "персон"
                | "people"
                | "guests"
                | "сотрудников"
                | "year"
                | "years"
                | "k"
        )
        && !work.within(from, to, Tag::Chatter)
        && !address(work, from, to)
}

/// "Мира 12 кв 40": where it is, no number of goods.
fn address(work: &Work<'_>, from: usize, to: usize) -> bool {
    work.within(from, to, Tag::Street)
        || (from..to).any(|k| {
            matches!(work.key(k), "кв" | "подъезд" | "этаж" | "дом")
                && work.tokens.get(k + 1).is_some_and(|t| t.kind == Kind::Number)
        })
}

/// Where the object of a verb of doing ends; goods with a quantity may follow it without a comma: "чистят бассейны хлор 20 кг".
fn object_end(work: &Work<'_>, from: usize) -> usize {
    let whole = extent(work, from);
    let counted = (from..whole).any(|k| matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed) && !premises(work, k + 1));
    if work.english || !counted || whole <= from + 1 || !work.is_word(from) {
        return whole;
    }
    let mut noun = from;
    while noun < whole
        && work.is_word(noun)
        && (super::shapes::is_adjective(work.key(noun))
            || super::shapes::is_oblique_adjective(work.key(noun))
            || work.has(noun, Tag::Function))
    {
        noun += 1;
    }
    let end = russian_tail(work, (noun + 1).min(whole), whole, false);
    let new_phrase = end < whole && work.is_word(end) && !work.has(end, Tag::Unit);
    if new_phrase { end } else { whole }
}

/// "фрукты оптом возит": the object stands before the verb that ends its clause.
fn object_before(work: &Work<'_>, verb: usize) -> Option<usize> {
    let mut from = verb;
    while from > 0 && !work.breaks(from - 1) && work.free(from - 1) && work.is_word(from - 1) && verb - from < 4 {
        from -= 1;
    }
    while from < verb && matches!(work.key(from), "они" | "он" | "она" | "сами" | "сам" | "и" | "а" | "мы" | "у" | "них")
    {
        from += 1;
    }
    let plain = (from..verb).all(|k| !work.has_any(k, &[Tag::Want, Tag::Chatter, Tag::Post, Tag::Regular, Tag::Call]));
    (from < verb && plain && !work.has(verb, Tag::TalkVerb) && work.breaks(verb + 1)).then_some(from)
}

/// A verb we do not know at the beginning of a clause: "перекупает авто".
fn by_any_verb(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    let key = work.key(i);
    let verb = ["ает", "ают", "аем", "ует", "уют", "уем", "яет", "яют", "яем", "ируют", "ирует"].iter().any(|e| key.ends_with(e))
        && key.chars().count() >= 6
        || ["ют", "ут", "ят"].iter().any(|e| key.ends_with(e)) && key.chars().count() >= 4 && does(work, i);
    const ENGLISH: &[&str] = &[
        "paints", "plants", "drills", "mills", "tows", "smokes", "bottles", "films", "shoots", "casts", "moulds", "roofs",
        "plasters", "tiles", "wires", "cans", "dries", "presses", "picks", "trims", "cooks", "hires", "stocks", "keeps",
    ];
    if matches!(work.key(i.wrapping_sub(1)), "they" | "we") && does_in_english(work, i) {
        let end = english_object(work, i + 1);
        return (end > i + 1).then_some((i, i, end, 0.6));
    }
    let does = matches!(key, "does" | "do") && (i == 0 || work.breaks(i - 1)) && work.is_word(i + 1) && work.free(i + 1);
    if does && !work.has_any(i + 1, &[Tag::Function, Tag::Chatter, Tag::Want, Tag::TalkVerb]) {
        return Some((i, i, extent(work, i + 1), 0.7));
    }
    let (_, end) = work.clause(i);
    let short = end - i <= 3 && (i + 1..end).all(|k| work.is_word(k) && work.free(k) && !turns(work, k));
    let verb = verb || short && ENGLISH.contains(&key) && work.key(i + 1).ends_with('s');
    let begins = i == 0 || work.breaks(i - 1) || matches!(work.key(i - 1), "они" | "мы" | "он" | "она");
    let object = work.is_word(i + 1)
        && work.free(i + 1)
        && !work.has_any(
            i + 1,
            &[Tag::Function, Tag::Chatter, Tag::Want, Tag::OfferPaper, Tag::InvoicePaper, Tag::OtherPaper, Tag::Goods],
        );
    if !verb || !begins || !object || !work.free(i) || work.is_known(i) && !work.has(i, Tag::NotSurname) || !work.is_word(i) {
        return None;
    }
    Some((i, i, object_end(work, i + 1), 0.6))
}

/// Whether the word after "they" or "we" can be a verb of doing: nothing of the talk, of wishing or of a step.
fn does_in_english(work: &Work<'_>, i: usize) -> bool {
    let other = [
        Tag::Function,
        Tag::Want,
        Tag::Call,
        Tag::Send,
        Tag::Meet,
        Tag::Ship,
        Tag::Find,
        Tag::Request,
        Tag::Done,
        Tag::Refusal,
        Tag::Chatter,
        Tag::TalkVerb,
        Tag::Source,
    ];
    let key = work.key(i);
    work.is_word(i)
        && work.free(i)
        && work.is_word(i + 1)
        && work.free(i + 1)
        && !work.has_any(i + 1, &[Tag::Function, Tag::Chatter, Tag::Time])
        && !work.has_any(i, &other)
        && !["ed", "'ll", "n't", "'re", "'ve", "'d"].iter().any(|e| key.ends_with(e))
}

/// The object of an English verb: words up to a turn; before counted goods it takes one word and its "for ..." or "in ...".
fn english_object(work: &Work<'_>, from: usize) -> usize {
    let whole = extent(work, from);
    let counted = (from..whole).any(|k| matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed));
    if !counted {
        return whole;
    }
    let mut end = from + 1;
    while end + 1 < whole && matches!(work.key(end), "for" | "of" | "and" | "to") && work.is_word(end + 1) {
        end += 2;
    }
    end
}

/// Whether a word in -ют, -ут, -ят is a verb of doing: no noun, nothing of the talk, nothing that will be done once.
fn does(work: &Work<'_>, i: usize) -> bool {
    const NOUNS: &[&str] = &[
        "мазут",
        "батут",
        "хомут",
        "жгут",
        "лоскут",
        "маршрут",
        "институт",
        "салют",
        "уют",
        "опят",
        "ягнят",
        "поросят",
        "цыплят",
        "гусят",
        "утят",
        "телят",
        "козлят",
        "щенят",
        "котят",
        "ребят",
        "пятьдесят",
        "шестьдесят",
        "семьдесят",
        "восемьдесят",
    ];
    const ONCE: &[&str] = &["при", "вы", "за", "по", "от", "пере", "под", "об", "вер", "у"];
    let key = work.key(i);
    let once = ONCE.iter().any(|p| key.starts_with(p)) && !key.ends_with("вают") && !key.ends_with("яют");
    !NOUNS.contains(&key) && !once && !work.has(i, Tag::TalkVerb)
}

/// A genitive after a Russian head: "производство мебели", "служба доставки".
fn activity_tail(work: &Work<'_>, from: usize) -> usize {
    let mut end = from;
    while end < work.tokens.len()
        && end - from < 4
        && work.is_word(end)
        && !work.breaks(end)
        && !turns(work, end)
        && !work.has_any(end, &[Tag::Function, Tag::City, Tag::Chatter])
        && !work.tokens[end].capital
    {
        end += 1;
    }
    end
}

fn is_adjective(work: &Work<'_>, k: usize) -> bool {
    let key = work.key(k);
    let russian =
        key.chars().count() > 4 && ["ая", "ое", "ый", "ий", "ой", "ые", "ие", "ого", "ной"].iter().any(|e| key.ends_with(e));
    let english = [
        "small",
        "local",
        "big",
        "large",
        "family",
        "private",
        "new",
        "regional",
        "national",
        "online",
        "mobile",
        "commercial",
        "residential",
        "independent",
        "organic",
        "luxury",
        "industrial",
        "family-run",
        "family-owned",
        "medium-sized",
        "boutique",
        "wholesale",
        "retail",
        "vegan",
        "craft",
        "children's",
        "steel",
        "metal",
        "wedding",
        "furniture",
        "food",
        "medical",
        "civil",
        "electrical",
        "second-hand",
        "artisan",
        "italian",
        "french",
        "leading",
        "mid-size",
        "dental",
    ];
    (russian || english.contains(&key)) && !work.has_any(k, &[Tag::Want, Tag::Chatter, Tag::Post, Tag::Regular, Tag::OneOff])
        || matches!(key, "мини" | "эко" | "веб")
}

fn extent(work: &Work<'_>, from: usize) -> usize {
    let mut k = from;
    while k < work.tokens.len() && !work.breaks(k) && !turns(work, k) && k - from < 14 {
        k += 1;
    }
    // A list goes on over a comma where "и" closes it: "строим дома, бани и гаражи".
    if work.mark_char(k) == Some(',') && k == from + 1 {
        let end = (k + 1..work.tokens.len()).find(|&x| work.breaks(x)).unwrap_or(work.tokens.len());
        let short = end - k - 1;
        let plain = (k + 1..end).all(|x| {
            (work.is_word(x))
                && !turns(work, x)
                && !work.tokens[x].capital
                && !work.has_any(x, &[Tag::Chatter, Tag::Post, Tag::City])
        });
        let closes = (k + 1..end).any(|x| matches!(work.key(x), "и" | "and")) && k + 2 < end;
        if plain && closes && short <= 4 {
            return end;
        }
    }
    k
}

/// Whether something of another kind begins at `k`.
fn turns(work: &Work<'_>, k: usize) -> bool {
    work.owners[k] != Owner::Free
        || (work.has(k, Tag::Want)
            && !matches!(
                work.key(k),
                "про"
                    | "after"
                    | "тема"
                    | "покупка"
                    | "order"
                    | "buy"
                    | "интерес"
                    | "orders"
                    | "закупка"
                    | "взять"
                    | "interest"
            ))
        || work.has_any(k, &[Tag::Call, Tag::Request, Tag::Source])
            && !matches!(work.key(k), "есть" | "можно" | "to" | "contact" | "will" | "order" | "надо")
        || work.has_any(k, &[Tag::Regular, Tag::OneOff])
        || matches!(work.key(k), "срочно" | "торопится" | "urgent" | "asap" | "который" | "которые" | "interested")
        || work.has(k, Tag::Label) && work.owners.get(k + 1) == Some(&Owner::Fact)
}
