//! Companies named by their kind of house: "завод Прогресс", "фирма Ромашка", "Kim Dental Practice".

use super::super::interest::looks_past;
use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::person;
use super::super::steps::is_past;
use super::super::work::Work;
use super::{clean, company, continues, is_adjective, name_at, quoted, stops, stops_but_town};
use crate::letters::capitalised;

/// Capitals up to a kind of house in a clause of its own or after "from": "Kim Dental Practice".
pub(super) fn latin_house(work: &mut Work<'_>, i: usize) -> Option<usize> {
    // "photo booth for prom Lincoln High School": capitals after small letters begin a name as well.
    let after_small = i > 0
        && work.is_word(i - 1)
        && !work.tokens[i - 1].capital
        && work.is_word(i)
        && work.tokens[i].capital
        && work.is_word(i + 1)
        && work.tokens[i + 1].capital;
    let begins = i == 0 || work.breaks(i - 1) || matches!(work.key(i - 1), "from" | "at" | "of" | "with") || after_small;
    if !begins {
        return None;
    }
    let mut to = i;
    while to < work.tokens.len()
        && !work.breaks(to)
        && to - i < 5
        && (work.tokens[to].capital && work.key(to).is_ascii() && work.is_word(to)
            || matches!(work.key(to), "&" | "and" | "of") && to > i)
    {
        to += 1;
    }
    let last = to.checked_sub(1)?;
    let house = work.has(last, Tag::BusinessHead)
        || work.has(last, Tag::ActivityNoun)
        || matches!(
            work.key(last),
            "logistics"
                | "dental"
                | "deli"
                | "florists"
                | "solutions"
                | "systems"
                | "industries"
                | "partners"
                | "holdings"
                | "trading"
                | "technologies"
                | "foods"
                | "supplies"
                | "electric"
                | "energy"
                | "homes"
                | "properties"
                | "engineering"
                | "interiors"
                | "motors"
                | "imports"
                | "exports"
                | "labs"
                | "media"
                | "consulting"
                | "university"
                | "college"
                | "hospital"
                | "council"
                | "bank"
                | "church"
                | "primary"
                | "academy"
                | "auto"
                | "catering"
                | "brewing"
                | "roofing"
                | "plumbing"
                | "landscaping"
                | "builders"
                | "construction"
                | "inn"
                | "lodge"
                | "farms"
                | "fitness"
                | "pharmacy"
                | "bakery"
                | "kitchen"
                | "grill"
                | "cafe"
                | "events"
                | "textiles"
                | "freight"
                | "marine"
                | "printing"
                | "packaging"
                | "furniture"
                | "gardens"
                | "nurseries"
                | "vets"
                | "garage"
                | "yachts"
        );
    if to - i < 2
        || !house
        || !after_small && !work.breaks(to) && !work.has_any(to, &[Tag::Want, Tag::Function, Tag::Request, Tag::Call])
        || work.has_any(i, &[Tag::Want, Tag::Call, Tag::Request])
    {
        return None;
    }
    let sentence = i == 0 || matches!(work.mark_char(i - 1), Some('.' | '!' | '?'));
    // "Susan Park": a given name before a surname that is also a kind of house.
    let somebody = to - i == 2 && person::is_given(work, i) && crate::names::dictionary::is_surname(work.key(last));
    if sentence && to - i == 2 && work.is_known(i) || somebody {
        return None;
    }
    let name = clean(&work.text(i, to));
    work.found(company(None, name), 0.8, i, to);
    Some(to)
}

/// Kinds of houses at the end of a joined word: "спа-салон", "арт-студия".
const JOINED: &[&str] =
    &["салон", "сад", "студия", "клуб", "отель", "ферма", "бюро", "центр", "кафе", "бар", "школа", "клиника", "мастерская"];

/// "завод Прогресс", "школа № 5", "детсад «Солнышко»".
pub(super) fn with_kept_word(work: &mut Work<'_>, i: usize) -> Option<usize> {
    let business = work.mark(i, Tag::ActivityNoun).filter(|n| {
        let named = work.tokens.get(i + n).is_some_and(|t| {
            t.is_word() && t.capital && work.breaks(i + n + 1) && work.breaks(i.wrapping_sub(1)) && !t.key.is_ascii()
        });
        let trade = ["ус", "ат", "ист", "ор", "граф", "ник", "щик", "чик", "тель", "лог", "арь"]
            .iter()
            .any(|t| work.key(i + n - 1).ends_with(t));
        // "котельная №7"
        let numbered = work.mark_char(i + n) == Some('№') && !trade;
        let unknown = named && !trade && !work.is_known(i + n) && !person::is_name_word(work, i + n);
        (work.mark_char(i + n) == Some('"') || numbered || unknown) && !(i..i + n).any(|k| work.has(k, Tag::CompanyWord))
    });
    let joined = work.key(i).rsplit_once('-').is_some_and(|(_, kind)| JOINED.contains(&kind)).then_some(1);
    let plain = work.mark(i, Tag::KeptWord).or(business).or(joined)?;
    let named_after = |k: usize| {
        work.mark_char(k) == Some('"')
            || work.tokens.get(k).is_some_and(|t| t.capital && t.is_word() && !person::is_name_word(work, k))
    };
    // "сеть аптек «Здоровье»": the whole kind of business is the head where a name follows; alone it is an activity.
    let length = work.mark(i, Tag::ActivityNoun).filter(|n| *n > plain).unwrap_or(plain);
    if length > plain && !named_after(i + length) {
        return None;
    }
    if !work.free(i) || (i > 0 && matches!(work.key(i - 1), "для" | "в" | "на" | "под")) {
        return None;
    }
    // "гимназия № 12": an adjective before the head belongs to it ("частная школа «Ом»").
    let after = i + length;
    let next = work.tokens.get(after)?;
    let number = next.kind == Kind::Number && next.key.len() <= 4 && !work.has(after + 1, Tag::Unit);
    let named = next.is_word()
        && next.capital
        && !person::is_name_word(work, after)
        && !stops_but_town(work, after)
        && !next.key.is_empty();
    // "600 шт торговый дом алтай инн ...": after a quantity and before a label the word can be a name only.
    let trading = matches!(work.key(i), "торговый" | "торгового" | "тд");
    let house = trading
        || ["завод", "фабрик", "комбинат", "детсад", "детск", "санатори", "лице", "гимнази", "колледж", "пансионат"]
            .iter()
            .any(|h| work.key(i).starts_with(h))
            && !super::super::shapes::leans(&next.key)
            && !is_adjective(&next.key);
    let counted = i > 0 && work.has(i - 1, Tag::Unit);
    let labelled = work.has_any(after + 1, &[Tag::Label, Tag::Reference]) || trading && work.breaks(after + 1);
    let traded = house
        && (i == 0 || work.breaks(i - 1) || counted)
        && labelled
        && next.is_word()
        && work.free(after)
        && (!work.is_known(after) || trading && work.has(after, Tag::City))
        && !person::is_name_word(work, after);
    let small = work.tokens[i].key.chars().count() > 2
        && next.is_word()
        && !next.capital
        && !work.is_known(after)
        && !person::is_name_word(work, after)
        && (work.breaks(after + 1)
            || work.key(i) != "сеть" && work.tokens[after + 1].capital && person::is_given(work, after + 1))
        && !looks_past(&next.key)
        && !["ции", "ости", "ния", "тия", "ства", "оты", "ов", "ев", "цев"].iter().any(|e| next.key.ends_with(e))
        && !is_past(&next.key)
        && !(work.has(i, Tag::ActivityNoun) && ["ы", "и", "ов", "ей", "ий"].iter().any(|e| next.key.ends_with(e)))
        && (i == 0 || work.breaks(i - 1) || work.has(i - 1, Tag::Introduces) || matches!(work.key(i - 1), "из" | "от" | "с"));
    let end = if let Some((_, end)) = quoted(work, after) {
        end
    } else if work.mark_char(after) == Some('№')
        && work.tokens.get(after + 1).is_some_and(|t| matches!(t.kind, Kind::Number | Kind::Mixed))
    {
        quoted(work, after + 2).map_or(after + 2 + usize::from(own_name(work, after + 2)), |q| q.1)
    } else if let Some(end) = numbered_kind(work, after).or_else(|| named_kind(work, i, after)) {
        end
    } else if number
        && !matches!(
            work.key(i),
            "бар"
                | "сеть"
                | "салон"
                | "банк"
                | "центр"
                | "магазин"
                | "кафе"
                | "бюро"
                | "аптека"
                | "аптеки"
                | "тд"
                | "гк"
                | "ск"
                | "пк"
                | "ук"
        )
    {
        quoted(work, after + 1).map_or(after + 1 + usize::from(own_name(work, after + 1)), |q| q.1)
    } else if named {
        let mut to = after + 1;
        while to < work.tokens.len() && to - i < 6 && continues(work, after, to, 0) {
            to += 1;
        }
        to
    } else if small || traded {
        after + 1
    } else {
        return None;
    };
    if work.tokens[i..end].iter().any(|t| t.kind == Kind::Claimed) {
        return None;
    }
    // "Мебельная фабрика «Дуб»": an adjective at the beginning belongs to the name.
    let mut from = i;
    while from > 0
        && work.free(from - 1)
        && work.is_word(from - 1)
        && is_adjective(work.key(from - 1))
        && work.key(from - 1).chars().count() > 4
        && !work.has_any(from - 1, &[Tag::Want, Tag::Chatter, Tag::Regular])
    {
        from -= 1;
    }
    // "софья андреевна музыкальная школа 3": it may also follow somebody's name.
    let begins = from == 0 || work.breaks(from - 1) || person::is_name_word(work, from - 1);
    let adjective = if from < i && begins { work.text(from, i) + " " } else { String::new() };
    let from = if begins { from } else { i };
    let head = nominative_head(&work.text(i, i + length));
    let rest = clean(&work.text(i + length, end));
    let glue = if work.tokens[after].start == work.tokens[after - 1].end { "" } else { " " };
    work.found(company(None, format!("{adjective}{head}{glue}{rest}")), 0.88, from, end);
    Some(end)
}

/// "завод железобетонных изделий №3": the kind in the genitive before the number.
fn numbered_kind(work: &Work<'_>, after: usize) -> Option<usize> {
    let mut k = after;
    while k < work.tokens.len() && k - after < 4 && work.is_word(k) && work.free(k) && super::super::shapes::leans(work.key(k)) {
        k += 1;
    }
    let number = work.mark_char(k) == Some('№') && work.tokens.get(k + 1).is_some_and(|t| t.kind == Kind::Number);
    (k > after && number).then_some(k + 2)
}

/// "фабрика игрушек радуга": the kind in the genitive, then a name that ends the clause.
fn named_kind(work: &Work<'_>, head: usize, after: usize) -> Option<usize> {
    let shop = ["магазин", "салон", "сеть", "кафе", "бар", "ателье"].iter().any(|s| work.key(head).starts_with(s));
    let mut k = after;
    while k < work.tokens.len()
        && k - after < 3
        && work.is_word(k)
        && work.free(k)
        && (super::super::shapes::is_oblique_adjective(work.key(k))
            || super::super::shapes::is_genitive_plural(work.key(k))
            || k == after
                && (super::super::shapes::leans(work.key(k)) || work.key(k).ends_with("ек") || work.key(k).ends_with("ок")))
    {
        k += 1;
    }
    if !shop && k > after && opens(work, head) && own_name(work, k) && !super::super::shapes::leans(work.key(k)) {
        return Some(k + 1);
    }
    // "санаторий сосновый бор": an adjective in the nominative with its noun, up to the comma.
    let noun = after + 1;
    let pair = super::super::shapes::is_adjective(work.key(after))
        && !work.has_any(after, &[Tag::Chatter, Tag::Post, Tag::Want, Tag::Service])
        && [after, noun].iter().all(|k| work.is_word(*k) && work.free(*k) && !work.tokens[*k].capital)
        && !work.has_any(noun, &[Tag::Post, Tag::Want, Tag::Function, Tag::ActivityNoun, Tag::Chatter, Tag::Unit, Tag::Call])
        && work.breaks(noun + 1);
    (!shop && pair && opens(work, head) && !is_adjective(work.key(noun))).then_some(noun + 1)
}

fn opens(work: &Work<'_>, k: usize) -> bool {
    k == 0 || work.breaks(k - 1)
}

/// Whether a word no list knows ends the clause at `k`, the way "ромашка" ends "детсад 15 ромашка".
fn own_name(work: &Work<'_>, k: usize) -> bool {
    work.is_word(k)
        && work.free(k)
        && work.key(k).chars().count() > 3
        && !work.is_known(k)
        && !person::is_name_word(work, k)
        && !looks_past(work.key(k))
        && work.breaks(k + 1)
}

/// The kind of house back in the nominative: "завода" is "завод".
pub(super) fn nominative_head(head: &str) -> String {
    const HEADS: &[(&str, &str)] = &[
        ("завода", "завод"),
        ("заводу", "завод"),
        ("заводе", "завод"),
        ("заводом", "завод"),
        ("фабрики", "фабрика"),
        ("фабрике", "фабрика"),
        ("фабрику", "фабрика"),
        ("торгового дома", "торговый дом"),
        ("торговому дому", "торговый дом"),
        ("детсада", "детсад"),
        ("детсаду", "детсад"),
        ("детского сада", "детский сад"),
        ("детскому саду", "детский сад"),
        ("школы", "школа"),
        ("школе", "школа"),
        ("школу", "школа"),
        ("гимназии", "гимназия"),
        ("лицея", "лицей"),
        ("колледжа", "колледж"),
        ("университета", "университет"),
        ("института", "институт"),
        ("больницы", "больница"),
        ("поликлиники", "поликлиника"),
        ("комбината", "комбинат"),
        ("холдинга", "холдинг"),
        ("концерна", "концерн"),
        ("группы компаний", "группа компаний"),
        ("магазина", "магазин"),
        ("ресторана", "ресторан"),
        ("отеля", "отель"),
        ("гостиницы", "гостиница"),
        ("автосервиса", "автосервис"),
        ("автосалона", "автосалон"),
        ("клиники", "клиника"),
        ("аптеки", "аптека"),
        ("салона", "салон"),
        ("студии", "студия"),
        ("агентства", "агентство"),
        ("типографии", "типография"),
        ("санатория", "санаторий"),
        ("агрофирмы", "агрофирма"),
        ("фонда", "фонд"),
        ("центра", "центр"),
        ("медцентра", "медцентр"),
        ("автошколы", "автошкола"),
        ("стоматологии", "стоматология"),
        ("пекарни", "пекарня"),
        ("пиццерии", "пиццерия"),
        ("кофейни", "кофейня"),
        ("бара", "бар"),
        ("базы отдыха", "база отдыха"),
        ("мастерской", "мастерская"),
        ("хлебозавода", "хлебозавод"),
        ("мясокомбината", "мясокомбинат"),
        ("птицефабрики", "птицефабрика"),
        ("треста", "трест"),
        ("совхоза", "совхоз"),
        ("колхоза", "колхоз"),
        ("банка", "банк"),
        ("строительной компании", "строительная компания"),
    ];
    let folded = crate::letters::folded(head);
    match HEADS.iter().find(|h| h.0 == folded) {
        Some((_, nominative)) if head.starts_with(char::is_uppercase) => capitalised(nominative),
        Some((_, nominative)) => (*nominative).to_owned(),
        None => head.to_owned(),
    }
}

/// "фирма Ромашка", "компания «Вектор»": the word itself is no part of the name.
pub(super) fn after_company_word(work: &mut Work<'_>, i: usize) -> Option<usize> {
    let length = work.mark(i, Tag::CompanyWord)?;
    let after = i + length;
    if !work.free(i) {
        return None;
    }
    let (name, end) = match quoted(work, after) {
        Some(found) => found,
        None => {
            let next = work.tokens.get(after).filter(|t| t.is_word() && work.free(after))?;
            let called = matches!(next.key.as_str(), "называется" | "called" | "named");
            let at = after + usize::from(called);
            let first = work.tokens.get(at)?;
            let ends = work.breaks(at + 1)
                || work.has_any(at + 1, &[Tag::Label, Tag::Reference, Tag::Post, Tag::Want, Tag::ActivityVerb]);
            // "фирма лотос цветы 500 шт": a strange word right after "фирма" is its name, whatever follows.
            let strange = work.key(at).chars().count() > 3
                && !super::super::reading::is_common(work.key(at))
                && !super::super::shapes::leans(work.key(at))
                && !is_adjective(work.key(at))
                && !is_past(work.key(at))
                && !super::super::shapes::is_present_verb(work.key(at))
                && work.tokens[i].key.starts_with(['ф', 'к'])
                && work.is_word(at + 1);
            let plural = super::super::shapes::is_genitive_plural(work.key(at));
            let small = !first.capital && !plural && !work.is_known(at) && (ends || strange) && !person::is_name_word(work, at);
            if !(first.is_word() || first.kind == Kind::Mixed) || !(first.capital && !stops(work, at) || small) {
                return None;
            }
            name_at(work, at)?
        }
    };
    let adjective = i > 0 && work.free(i - 1) && work.is_word(i - 1) && work.has(i - 1, Tag::ActivityNoun);
    let from = if adjective { i - 1 } else { i };
    work.found(company(None, name), 0.88, from, end);
    Some(end)
}
