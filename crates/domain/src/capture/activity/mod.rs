//! What the company does: "занимаются установкой окон", "build houses", "сеть аптек".

mod place;
mod tails;

use super::Found;
use super::lexicon::Tag;
use super::line::Kind;
use super::work::{Owner, Work};
use tails::{
    activity_tail, english_object, english_tail, extent, goods_follow, object_before, object_end, russian_tail, whole_tail,
};

/// The activity of the line: a verb with its object, or a kind of business by itself.
pub(crate) fn find(work: &mut Work<'_>) {
    let found = (0..work.tokens.len()).find_map(|i| by_verb(work, i));
    let found = found.or_else(|| (0..work.tokens.len()).find_map(|i| by_base_verb(work, i)));
    let found = found.or_else(|| (0..work.tokens.len()).find_map(|i| by_noun(work, i)));
    let found = found.or_else(|| (0..work.tokens.len()).find_map(|i| by_head(work, i)));
    let found = found.map(|(from, start, end, confidence)| match place::widened(work, start, end) {
        (wider, to) if from == start && !work.has(start, Tag::ActivityVerb) => (wider, wider, to, confidence),
        _ => (from, start, end, confidence),
    });
    let found = found.or_else(|| (0..work.tokens.len()).find_map(|i| by_service(work, i)));
    let found = found.or_else(|| (0..work.tokens.len()).find_map(|i| by_any_verb(work, i)));
    let found = found.or_else(|| place::by_place(work));
    let found = found.filter(|f| work.has(f.1, Tag::ActivityVerb) || !wanted_itself(work, f.1 + 1, f.2, work.clause(f.1).1));
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
    if wanted_itself(work, head, end, clause_end) {
        return None;
    }
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

/// "репетитор по химии нужен", "catering van insurance wanted by Jamal": the clause is closed by its wish, so the service is
/// what is wanted. `head` is the token after the kind of business, `end` the one after its tail.
fn wanted_itself(work: &Work<'_>, head: usize, end: usize, clause_end: usize) -> bool {
    let wish = |k: usize| {
        matches!(
            work.key(k),
            "нужен" | "нужна" | "нужно" | "нужны" | "требуется" | "требуются" | "wanted" | "needed" | "required"
        )
    };
    let Some(at) = (head..clause_end).find(|&k| work.free(k) && wish(k)) else { return false };
    let closed = work.breaks(at + 1) || matches!(work.key(at + 1), "by" | "срочно" | "asap");
    let one_phrase = work.english || end == at || matches!(work.key(head), "на" | "по" | "для" | "под");
    closed && one_phrase && (head..at).all(|k| work.free(k) && !work.breaks(k))
}

/// Whether a number with its unit ends right before `k`: goods are complete, something else begins.
fn after_quantity(work: &Work<'_>, k: usize) -> bool {
    k >= 2 && work.has(k - 1, Tag::Unit) && super::interest::is_quantity(work, k - 2)
        || k >= 1 && super::interest::is_quantity(work, k - 1) && matches!(work.tokens[k - 1].kind, Kind::Mixed)
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
                    || work.has(k, Tag::Want) && k > 0 && work.is_word(k - 1) && work.free(k - 1) && work.breaks(k + 1)
                    || counted(work, k))
        })
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

/// "Larkspur Foods Inc, make frozen pizza": after a name the verb stands without "they".
fn by_base_verb(work: &Work<'_>, i: usize) -> Option<(usize, usize, usize, f64)> {
    const BASE: &[&str] = &[
        "make",
        "manufacture",
        "produce",
        "install",
        "build",
        "sell",
        "grow",
        "bake",
        "brew",
        "translate",
        "organise",
        "organize",
        "manage",
        "operate",
        "run",
        "teach",
        "raise",
        "breed",
        "publish",
        "restore",
        "renovate",
        "roast",
        "weld",
        "sew",
        "develop",
        "distribute",
        "provide",
        "assemble",
        "maintain",
        "refurbish",
        "recycle",
        "craft",
        "tailor",
        "farm",
        "cater",
    ];
    let named = i > 0 && (work.owners[i - 1] == Owner::Fact || i > 1 && work.breaks(i - 1) && work.owners[i - 2] == Owner::Fact);
    let article = usize::from(matches!(work.key(i + 1), "a" | "an" | "the"));
    let thing = i + 1 + article;
    let key = work.key(i);
    let does = work.english
        && BASE.contains(&key)
        && work.free(i)
        && named
        && work.is_word(thing)
        && work.free(thing)
        && !work.has_any(thing, &[Tag::Function, Tag::Chatter, Tag::Want, Tag::Time, Tag::OfferPaper, Tag::InvoicePaper])
        && !matches!(work.key(thing), "sure" | "appointment" | "out" | "late" | "it" | "them" | "call");
    let end = if does { english_object(work, thing) } else { thing };
    (end > thing).then_some((i, i, end, 0.7))
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
