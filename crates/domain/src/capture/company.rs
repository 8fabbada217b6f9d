//! Companies: a legal form with a name, a kind of house with a name, a name in quotes, a bare name after "из".

use super::Found;
use super::lexicon::Tag;
use super::line::Kind;
use super::person;
use super::work::{Owner, Work};
use crate::legal_form::{Place, legal_form};
use crate::letters::capitalised;

/// Companies with a form, a kept word ("завод") or quotes.
pub(crate) fn find(work: &mut Work<'_>) {
    let mut i = 0;
    while i < work.tokens.len() {
        let next = with_form(work, i).or_else(|| with_kept_word(work, i)).or_else(|| after_company_word(work, i));
        i = next.unwrap_or(i + 1).max(i + 1);
    }
    if !has_company(work) {
        for i in 0..work.tokens.len() {
            if latin_house(work, i).is_some() {
                break;
            }
        }
    }
    if !has_company(work) {
        for i in 0..work.tokens.len() {
            if bare_quotes(work, i).is_some() {
                break;
            }
        }
    }
}

/// Capitals up to a kind of house in a clause of its own or after "from": "Kim Dental Practice".
fn latin_house(work: &mut Work<'_>, i: usize) -> Option<usize> {
    let begins = i == 0 || work.breaks(i - 1) || matches!(work.key(i - 1), "from" | "at" | "of" | "with");
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
        );
    if to - i < 2
        || !house
        || !work.breaks(to) && !work.has_any(to, &[Tag::Want, Tag::Function, Tag::Request, Tag::Call])
        || work.has_any(i, &[Tag::Want, Tag::Call, Tag::Request])
    {
        return None;
    }
    let sentence = i == 0 || matches!(work.mark_char(i - 1), Some('.' | '!' | '?'));
    if sentence && to - i == 2 && work.is_known(i) {
        return None;
    }
    let name = clean(&work.text(i, to));
    work.found(company(None, name), 0.8, i, to);
    Some(to)
}

pub(crate) fn has_company(work: &Work<'_>) -> bool {
    work.facts.iter().any(|f| matches!(f.found, Found::Company { .. }))
}

/// A legal form at `i`: its usual spelling, its place and the token after it.
pub(crate) fn form_at(work: &Work<'_>, i: usize) -> Option<(&'static str, Place, usize)> {
    if !work.is_word(i) || !work.free(i) {
        return None;
    }
    if work.key(i) == "co" && i > 0 && matches!(work.key(i - 1), "&" | "and") {
        return None;
    }
    let mut spelling = String::new();
    let mut best = None;
    for k in i..work.tokens.len().min(i + 9) {
        let token = &work.tokens[k];
        match token.kind {
            Kind::Word => spelling.push_str(&token.key),
            Kind::Mark('.' | ',') if k > i => {
                // The stop of "Ltd." belongs to the form where a small letter or nothing follows.
                if let Some((form, place, end)) = best
                    && end == k
                    && token.start == work.tokens[k - 1].end
                    && token.kind == Kind::Mark('.')
                    && work.tokens.get(k + 1).is_none_or(|t| t.mark().is_some_and(|c| c == ',' || c == ')'))
                {
                    best = Some((form, place, k + 1));
                }
                continue;
            }
            Kind::Mark('&') => spelling.push('&'),
            _ => break,
        }
        if let Some((form, place)) = legal_form(&spelling) {
            let capitals = work.line.read[token.start..token.end].iter().filter(|c| c.is_uppercase()).count();
            let dotted = k > i && token.key.chars().count() == 1;
            if place != Place::AfterInCapitals || dotted || (capitals >= 1 && i > 0) {
                best = Some((form, place, k + 1));
            }
        }
    }
    // "S.A." ends with its own stop.
    best.map(|(form, place, end)| {
        let own_stop = end >= 2
            && work.mark_char(end) == Some('.')
            && work.mark_char(end - 2) == Some('.')
            && work.tokens[end].start == work.tokens[end - 1].end;
        (form, place, if own_stop { end + 1 } else { end })
    })
}

fn with_form(work: &mut Work<'_>, i: usize) -> Option<usize> {
    let (form, place, mut after) = form_at(work, i)?;
    let short = work.tokens[i].key.chars().count() <= 2 && !work.tokens[i].capital && after == i + 1;
    if matches!(work.key(i), "пк" | "пп" | "уп" | "тов" | "гск" | "доу")
        && !work.tokens[i].capital
        && !work.tokens.get(after).is_some_and(|t| t.capital || t.mark() == Some('"'))
    {
        return None;
    }
    if matches!(place, Place::After | Place::AfterInCapitals) {
        return latin_before(work, i, form, after).or_else(|| latin_after(work, form, i, after));
    }
    while work.mark_char(after).is_some_and(|c| matches!(c, '.' | ':')) {
        after += 1;
    }
    if place == Place::Person {
        if let Some((name, end)) = quoted(work, after) {
            work.found(company(Some(form), name), 0.95, i, end);
            return Some(end);
        }
        let (name, end) = person::name_after_form(work, after)?;
        work.found(company(Some(form), name), 0.95, i, end);
        return Some(end);
    }
    if let Some((name, end)) = name_at(work, after) {
        // "Ромашка ООО, кабель": the form may stand after its name.
        work.found(company(Some(form), name), 0.96, i, end);
        return Some(end);
    }
    let before = name_before(work, i)?;
    if short && form == "АО" {
        return None;
    }
    let name = clean(&work.text(before, i));
    work.found(company(Some(form), name), 0.9, before, after);
    Some(after)
}

/// The words right before a form that stands last: "«Ромашка», ООО".
fn name_before(work: &Work<'_>, i: usize) -> Option<usize> {
    let mut last = i.checked_sub(1)?;
    if work.mark_char(last) == Some(',') {
        last = last.checked_sub(1)?;
        work.mark_char(last).filter(|c| *c == '"')?;
    }
    if work.mark_char(last) == Some('"') {
        return (last.saturating_sub(8)..last).rev().find(|&k| work.mark_char(k) == Some('"'));
    }
    let fits = |k: usize| work.free(k) && work.is_word(k) && (!work.is_known(k) || work.tokens[k].capital);
    if !fits(last) {
        return None;
    }
    let mut from = last;
    while from > 0 && fits(from - 1) && work.tokens[from - 1].capital && work.tokens[from].capital && last - from < 3 {
        from -= 1;
    }
    Some(from)
}

fn latin_before(work: &mut Work<'_>, i: usize, form: &str, after: usize) -> Option<usize> {
    let mut from = i;
    if from > 0 && work.mark_char(from - 1) == Some(',') {
        from -= 1;
    }
    let end = from;
    if from > 0 && work.mark_char(from - 1) == Some('"') {
        let open = (from.saturating_sub(9)..from - 1).rev().find(|&k| work.mark_char(k) == Some('"'))?;
        let name = clean(&work.text(open, end));
        work.found(company(Some(form), name), 0.95, open, after);
        return Some(after);
    }
    let part = |k: usize| {
        let t = &work.tokens[k];
        let connecting = matches!(t.kind, Kind::Mark('&' | '+'))
            || matches!(
                t.key.as_str(),
                "and"
                    | "of"
                    | "de"
                    | "del"
                    | "della"
                    | "di"
                    | "da"
                    | "du"
                    | "des"
                    | "la"
                    | "van"
                    | "von"
                    | "der"
                    | "und"
                    | "y"
                    | "et"
                    | "i"
            );
        let named = matches!(t.kind, Kind::Word | Kind::Mixed | Kind::Number) && (t.capital || t.kind != Kind::Word);
        work.free(k) && (named || connecting)
    };
    while from > 0 && end - from < 6 && part(from - 1) {
        from -= 1;
    }
    // A small-letter name takes one word: "acme ltd".
    if from == end && from > 0 && work.free(from - 1) && work.is_word(from - 1) && !work.has_any(from - 1, &[Tag::Function]) {
        from -= 1;
        while from > 0
            && work.free(from - 1)
            && work.is_word(from - 1)
            && !work.is_known(from - 1)
            && end - from < 3
            && !person::is_given(work, from - 1)
        {
            from -= 1;
        }
    }
    while from < end
        && !work.tokens[from].capital
        && matches!(work.key(from), "and" | "of" | "de" | "und" | "y" | "et" | "i" | "&" | "+")
    {
        from += 1;
    }
    while from + 1 < end
        && (work.has_any(from, &[Tag::Introduces, Tag::Want, Tag::Call])
            || matches!(work.key(from), "from" | "at" | "for" | "this" | "the" | "с" | "из" | "my" | "i" | "hi" | "hello"))
        && !matches!(work.key(from + 1), "&" | "and")
    {
        from += 1;
    }
    // "John Smith Acme Ltd": a person before the name keeps his words.
    let people = person::leading_name(work, from, end);
    if people > 0 && from + people < end && !matches!(work.key(from + people), "&" | "and") {
        from += people;
    }
    while from + 1 < end && matches!(work.key(from), "of" | "and" | "from" | "at" | "и") {
        from += 1;
    }
    if from >= end {
        return None;
    }
    let name = clean(&work.text(from, end));
    if name.is_empty() {
        return None;
    }
    work.found(company(Some(form), name), 0.95, from, after);
    Some(after)
}

fn latin_after(work: &mut Work<'_>, form: &str, i: usize, after: usize) -> Option<usize> {
    let (name, end) = name_at(work, after)?;
    work.tokens.get(i).filter(|t| t.capital)?;
    work.found(company(Some(form), name), 0.85, i, end);
    Some(end)
}

fn company(form: Option<&str>, name: String) -> Found {
    let name = if name.chars().any(char::is_uppercase) || !name.chars().all(|c| c.is_alphabetic() || c == '-' || c == ' ') {
        name
    } else {
        capitalised(&name)
    };
    Found::Company { form: form.map(str::to_owned), name }
}

fn clean(name: &str) -> String {
    let bare: String =
        name.chars().filter(|c| !matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '\'' | '‘') || *c == '\'').collect();
    bare.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '-' | '\''))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A name in quotes at `i`: its text and the token after the closing quote.
fn quoted(work: &Work<'_>, i: usize) -> Option<(String, usize)> {
    if work.mark_char(i) != Some('"') {
        return None;
    }
    let open = work.line.read[work.tokens[i].start];
    let close = (i + 1..work.tokens.len().min(i + 12)).find(|&k| {
        let c = work.line.read[work.tokens[k].start];
        work.mark_char(k) == Some('"') && (open != '«' || c == '»') && (open == '«' || c == open || c == '”' || c == '“')
    });
    let mut end = close.unwrap_or_else(|| (i + 1..work.tokens.len()).find(|&k| work.breaks(k)).unwrap_or(work.tokens.len()));
    // ««Торговый дом «Ромашка»»: a second closing quote belongs to the name as well.
    if close.is_some() && work.mark_char(end + 1) == Some('"') && work.tokens[end + 1].start == work.tokens[end].end {
        end += 1;
    }
    if end <= i + 1 || end - i > 10 {
        return None;
    }
    let name = clean(&work.text(i, end));
    let after = if close.is_some() { end + 1 } else { end };
    (!name.is_empty()).then_some((name, after))
}

/// The name that follows a form: in quotes, or words with capitals, or the one small-letter word.
fn name_at(work: &Work<'_>, i: usize) -> Option<(String, usize)> {
    if let Some(found) = quoted(work, i) {
        return Some(found);
    }
    let mut from = i;
    if let Some(skip) = work.mark(i, Tag::CompanyWord) {
        from += skip;
        if let Some(found) = quoted(work, from) {
            return Some(found);
        }
    }
    let first = work.tokens.get(from)?;
    let nameable = matches!(first.kind, Kind::Word | Kind::Mixed | Kind::Number) && work.free(from);
    if !nameable || (first.is_word() && !first.capital && work.has_any(from, &[Tag::Function, Tag::Call, Tag::Want, Tag::Source]))
    {
        return None;
    }
    let mut to = from + 1;
    let mut kept = 0;
    if let Some(length) = work.mark(from, Tag::KeptWord) {
        kept = length;
        to = from + length;
        if work.mark_char(to) == Some('"')
            && let Some((_, end)) = quoted(work, to)
        {
            return Some((clean(&work.text(from, end)), end));
        }
        if work.mark_char(to) == Some('№') {
            to += 1;
        }
    }
    while to < work.tokens.len() && to - from < 6 && continues(work, from, to, kept) {
        to += 1;
    }
    // A row of unknown small words up to the end of the clause is one name: "ооо строй инвест".
    if to == from + 1 && !first.capital {
        let end = (to..work.tokens.len()).find(|&k| work.breaks(k)).unwrap_or(work.tokens.len());
        let unknown = (to..end).all(|k| work.is_word(k) && !work.is_known(k) && !person::is_name_word(work, k));
        if end > to && end - from <= 3 && unknown {
            to = end;
        }
    }
    while to > from + 1 && matches!(work.key(to - 1), "и" | "&" | "-" | "and" | "+") {
        to -= 1;
    }
    Some((clean(&work.text(from, to)), to))
}

/// Whether token `k` goes on with the name that began at `from`.
fn continues(work: &Work<'_>, from: usize, k: usize, kept: usize) -> bool {
    if work.breaks(k) {
        return false;
    }
    let token = &work.tokens[k];
    let glued = token.start == work.tokens[k - 1].end;
    match token.kind {
        Kind::Mark('&' | '+' | '-' | '№' | '!' | '\'') => true,
        Kind::Mark(_) | Kind::Claimed => false,
        Kind::Number => {
            glued
                || work.mark_char(k - 1) == Some('№')
                || (work.breaks(k + 1) && !work.has(k + 1, Tag::Unit) && work.tokens[k].key.len() <= 3)
        }
        Kind::Mixed => token.capital && !work.breaks(k),
        Kind::Word => {
            let after_kept = kept > 0 && k == from + kept;
            let joined = matches!(work.key(k - 1), "&" | "и" | "-" | "+");
            let conjunction = matches!(token.key.as_str(), "и" | "of" | "and")
                && work.tokens.get(k + 1).is_some_and(|t| t.capital)
                && !person::is_name_word(work, k + 1);
            if after_kept {
                return !work.has_any(k, &[Tag::Function, Tag::Want, Tag::Call, Tag::Source, Tag::ActivityVerb]);
            }
            let country =
                work.has(k, Tag::City) && token.capital && work.tokens[from].capital && work.breaks(k + 1) && k == from + 1;
            let tail = k == from + 1
                && work.tokens[from].capital
                && is_adjective(work.key(from))
                && work.breaks(k + 1)
                && !stops(work, k);
            let latin = token.capital
                && token.key.is_ascii()
                && work.tokens[from].capital
                && !stops(work, k)
                && !(person::is_given(work, k) && work.is_word(k + 1));
            conjunction
                || joined
                || country
                || tail
                || latin
                || (token.capital && work.tokens[from].capital && !person::is_name_word(work, k) && !stops(work, k))
        }
    }
}

fn is_adjective(key: &str) -> bool {
    ["ый", "ая", "ое", "ой", "ий", "ые", "ие"].iter().any(|e| key.ends_with(e))
        || matches!(key, "наш" | "мой" | "ваш" | "твой" | "наша" | "моя" | "мое")
}

/// Words with a capital that begin something else.
fn stops(work: &Work<'_>, k: usize) -> bool {
    work.has_any(
        k,
        &[
            Tag::Want,
            Tag::Call,
            Tag::Send,
            Tag::Meet,
            Tag::Source,
            Tag::ActivityVerb,
            Tag::Introduces,
            Tag::Label,
            Tag::OfferPaper,
            Tag::InvoicePaper,
            Tag::Chatter,
        ],
    ) || work.has_any(k, &[Tag::City, Tag::Post, Tag::Request, Tag::Regular, Tag::OneOff])
}

/// "завод Прогресс", "школа № 5", "детсад «Солнышко»".
fn with_kept_word(work: &mut Work<'_>, i: usize) -> Option<usize> {
    let business = work
        .mark(i, Tag::ActivityNoun)
        .filter(|n| work.mark_char(i + n) == Some('"') && !(i..i + n).any(|k| work.has(k, Tag::CompanyWord)));
    let plain = work.mark(i, Tag::KeptWord).or(business)?;
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
    let named =
        next.is_word() && next.capital && !person::is_name_word(work, after) && !stops(work, after) && !next.key.is_empty();
    let small = work.tokens[i].key.chars().count() > 2
        && next.is_word()
        && !next.capital
        && !work.is_known(after)
        && !person::is_name_word(work, after)
        && work.breaks(after + 1)
        && !(work.has(i, Tag::ActivityNoun) && ["ы", "и", "ов", "ей", "ий"].iter().any(|e| next.key.ends_with(e)))
        && (i == 0 || work.breaks(i - 1) || work.has(i - 1, Tag::Introduces) || matches!(work.key(i - 1), "из" | "от" | "с"));
    let end = if let Some((_, end)) = quoted(work, after) {
        end
    } else if work.mark_char(after) == Some('№')
        && work.tokens.get(after + 1).is_some_and(|t| matches!(t.kind, Kind::Number | Kind::Mixed))
    {
        quoted(work, after + 2).map_or(after + 2, |q| q.1)
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
        quoted(work, after + 1).map_or(after + 1, |q| q.1)
    } else if named {
        let mut to = after + 1;
        while to < work.tokens.len() && to - i < 6 && continues(work, after, to, 0) {
            to += 1;
        }
        to
    } else if small {
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
    let begins = from == 0 || work.breaks(from - 1);
    let adjective = if from < i && begins { work.text(from, i) + " " } else { String::new() };
    let from = if begins { from } else { i };
    let head = nominative_head(&work.text(i, i + length));
    let rest = clean(&work.text(i + length, end));
    let glue = if work.tokens[after].start == work.tokens[after - 1].end { "" } else { " " };
    work.found(company(None, format!("{adjective}{head}{glue}{rest}")), 0.88, from, end);
    Some(end)
}

/// The kind of house back in the nominative: "завода" is "завод".
fn nominative_head(head: &str) -> String {
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
fn after_company_word(work: &mut Work<'_>, i: usize) -> Option<usize> {
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
            let small = !first.capital && !work.is_known(at) && work.breaks(at + 1) && !person::is_name_word(work, at);
            if !(first.is_word() || first.kind == Kind::Mixed) || !(first.capital && !stops(work, at) || small) {
                return None;
            }
            name_at(work, at)?
        }
    };
    let adjective = i > 0 && work.free(i - 1) && work.is_word(i - 1) && work.has(i - 1, Tag::ActivityNoun);
    let from = if adjective { i - 1 } else { i };
    let name = if work.english { name } else { company_nominative_of(work, i, &name) };
    work.found(company(None, name), 0.88, from, end);
    Some(end)
}

fn company_nominative_of(_work: &Work<'_>, _i: usize, name: &str) -> String {
    name.to_owned()
}

/// A name in quotes with no form: «Стройдом».
fn bare_quotes(work: &mut Work<'_>, i: usize) -> Option<usize> {
    if !work.free(i) || work.mark_char(i) != Some('"') {
        return None;
    }
    let (name, end) = quoted(work, i)?;
    let first = work.tokens.get(i + 1)?;
    // "ЖК «Речной»" is where, not who.
    let place = i > 0 && work.has(i - 1, Tag::Street);
    let closed = work.mark_char(end - 1) == Some('"') && !place;
    let (from, _) = work.clause(i);
    let product = work.within(from, i, Tag::Want)
        || (from..i).any(|k| work.is_word(k) && !work.is_known(k) && !person::is_name_word(work, k) && k + 1 == i);
    if !closed || !first.capital || name.split(' ').count() > 4 || product || (i + 1..end).any(|k| work.owners[k] != Owner::Free)
    {
        return None;
    }
    work.found(company(None, name), 0.75, i, end);
    Some(end)
}

/// Names without any sign but their place: "Марина из Альфы", "Иванов, Стройдом, кабель".
pub(crate) fn find_bare(work: &mut Work<'_>) {
    if has_company(work) {
        return;
    }
    for i in 0..work.tokens.len() {
        if after_preposition(work, i).is_some() {
            return;
        }
    }
    for i in 0..work.tokens.len() {
        if lone_name(work, i).is_some() {
            return;
        }
    }
}

fn after_preposition(work: &mut Work<'_>, i: usize) -> Option<usize> {
    if !work.free(i) {
        return None;
    }
    let word = work.key(i);
    let russian = matches!(word, "из" | "от" | "компании")
        || (word == "с" && i > 0 && work.owners[i - 1] == Owner::Fact && !work.breaks(i));
    let english = matches!(word, "from" | "at" | "with" | "of");
    let person_before = i > 0 && work.owners[i - 1] == Owner::Fact && !matches!(work.tokens[i - 1].kind, Kind::Mark(_));
    let intro = i == 0
        || work.breaks(i.wrapping_sub(1))
        || (work.has_any(i - 1, &[Tag::Introduces, Tag::Post, Tag::Call, Tag::Request])
            || matches!(work.key(i - 1), "calling" | "called" | "writes" | "calls" | "call"));
    if !(russian || english) || !(person_before || intro) || (word == "of" && !person_before) {
        return None;
    }
    if matches!(word, "at" | "with") && !person_before {
        return None;
    }
    let mut from = i + 1;
    while matches!(work.key(from), "the" | "фирмы" | "компании" | "организации") {
        from += 1;
    }
    if let Some((name, end)) = quoted(work, from) {
        work.found(company(None, name), 0.85, from, end);
        return Some(end);
    }
    let first = work.tokens.get(from)?;
    let named = matches!(first.kind, Kind::Word | Kind::Mixed) && work.free(from) && first.key.chars().count() > 1;
    if !named
        || work.has_any(
            from,
            &[Tag::City, Tag::Time, Tag::Street, Tag::ActivityNoun, Tag::Post, Tag::CompanyWord, Tag::KeptWord, Tag::Function],
        )
        || (person::is_given(work, from) && !work.tokens[from].capital)
        || work.has(i, Tag::Source)
    {
        return None;
    }
    let small = !first.capital
        && person_before
        && !work.is_known(from)
        && (work.breaks(from + 1) || work.has_any(from + 1, &[Tag::Want, Tag::Request, Tag::Call, Tag::ActivityVerb]));
    if (!first.capital || work.has_any(from, &[Tag::Want, Tag::Unit, Tag::Label])) && !small {
        return None;
    }
    let mut to = from + 1;
    while to < work.tokens.len() && to - from < 5 && continues(work, from, to, 0) && !work.has(to, Tag::City) {
        to += 1;
    }
    while to > from + 1 && matches!(work.key(to - 1), "и" | "&" | "-" | "and") {
        to -= 1;
    }
    let name = clean(&work.text(from, to));
    let name = if to == from + 1 && russian { nominative(&name) } else { name };
    work.found(company(None, name), 0.75, from, to);
    Some(to)
}

/// The nominative of a bare name said after "из": "Альфы" is "Альфа", "Стройдома" is "Стройдом".
pub(crate) fn nominative(name: &str) -> String {
    const MASCULINE: &[&str] = &[
        "строя",
        "дома",
        "торга",
        "прома",
        "маша",
        "сервиса",
        "монтажа",
        "трейда",
        "групп",
        "проекта",
        "газа",
        "снаба",
        "центра",
        "холдинга",
        "банка",
        "комплекта",
        "маркета",
        "инвеста",
        "трака",
        "парка",
        "дизайна",
        "стиля",
        "комбината",
        "союза",
        "альянса",
        "прогресса",
        "вектора",
        "горизонта",
        "гранита",
        "монолита",
        "фаворита",
        "авангарда",
        "стандарта",
        "энерго",
        "транса",
        "сити",
        "телекома",
        "софта",
        "теха",
        "лайна",
        "мета",
        "металла",
        "ресурса",
        "партнера",
        "магнита",
        "востока",
        "севера",
        "юга",
        "запада",
        "яндекса",
        "ростелекома",
        "газпрома",
        "сбербанка",
        "озона",
        "спектра",
        "импульса",
        "титана",
        "маяка",
        "стройтреста",
        "квартала",
        "престижа",
        "лидера",
        "мастера",
        "атланта",
        "формата",
        "эталона",
        "базиса",
        "феникса",
        "континента",
        "капитала",
        "актива",
    ];
    let folded = crate::letters::folded(name);
    let count = name.chars().count();
    let cut = |n: usize, add: &str| name.chars().take(count - n).collect::<String>() + add;
    if let Some(ending) = MASCULINE.iter().find(|m| folded.ends_with(**m)) {
        return match ending.chars().last() {
            Some('я') if folded.ends_with("строя") => cut(1, "й"),
            Some('я') => cut(1, "ь"),
            Some('а') => cut(1, ""),
            _ => name.to_owned(),
        };
    }
    if count < 4 {
        return name.to_owned();
    }
    if ["нефти", "связи", "сети", "печати", "сталь"].iter().any(|e| folded.ends_with(e)) {
        return cut(1, "ь");
    }
    if folded.ends_with('ы') {
        return cut(1, "а");
    }
    if ["ки", "ги", "хи", "ши", "жи", "чи", "щи"].iter().any(|e| folded.ends_with(e)) {
        return cut(1, "а");
    }
    if folded.ends_with("ии") {
        return cut(1, "я");
    }
    name.to_owned()
}

/// A clause that is nothing but a name: beside a person it is the company.
fn lone_name(work: &mut Work<'_>, i: usize) -> Option<usize> {
    const TYPICAL: &[&str] = &[
        "строй",
        "дом",
        "торг",
        "пром",
        "сервис",
        "монтаж",
        "трейд",
        "групп",
        "инвест",
        "снаб",
        "комплект",
        "маш",
        "проект",
        "маркет",
        "холдинг",
        "стройка",
        "энерго",
        "техно",
        "агро",
        "металл",
        "транс",
        "телеком",
        "софт",
        "лайн",
        "логистик",
        "нефть",
        "газ",
        "эко",
        "мед",
        "евро",
        "спец",
    ];
    if !(i == 0 || work.breaks(i - 1)) || !work.free(i) || !(work.is_word(i) || work.tokens[i].kind == Kind::Mixed) {
        return None;
    }
    let end = (i..work.tokens.len()).find(|&k| work.breaks(k)).unwrap_or(work.tokens.len());
    let count = end - i;
    if count == 0 || count > 3 {
        return None;
    }
    let plain =
        (i..end).all(|k| work.is_word(k) && !work.is_known(k) && !person::is_name_word(work, k) && !work.has(k, Tag::NotSurname));
    let capital = (i..end).all(|k| work.tokens[k].capital);
    let typical = count == 1
        && work.key(i).chars().count() > 4
        && TYPICAL.iter().any(|t| work.key(i).ends_with(t) || work.key(i).starts_with(t) && t.chars().count() > 4);
    let sentence = i == 0 || matches!(work.mark_char(i - 1), Some('.' | '!' | '?'));
    let capital = capital && !sentence;
    let person = work.facts.iter().any(|f| matches!(f.found, Found::Person(_)));
    let after_person = i >= 2 && work.owners[i - 2] == Owner::Fact && person;
    if !plain || !(typical && (capital || person) || capital && after_person && count <= 2) {
        return None;
    }
    let name = clean(&work.text(i, end));
    work.found(company(None, name), 0.6, i, end);
    Some(end)
}
