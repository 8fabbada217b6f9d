//! Companies without any sign but their place or their quotes.

use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::work::{Owner, Work};
use super::super::{Found, person};
use super::{clean, company, continues, has_company, quoted};

/// A name in quotes with no form: «Стройдом».
pub(super) fn bare_quotes(work: &mut Work<'_>, i: usize) -> Option<usize> {
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

pub(super) fn after_preposition(work: &mut Work<'_>, i: usize) -> Option<usize> {
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
    // "звонят из Владимира": a town called like a person.
    if word == "из" && !person_before && (person::is_given(work, from) || person::oblique_surname(work, from)) {
        return None;
    }
    let lettered = first.capital && work.mark_char(from + 1) == Some('&');
    let named = matches!(first.kind, Kind::Word | Kind::Mixed) && work.free(from) && (first.key.chars().count() > 1 || lettered);
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
        && word != "с"
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

/// Whether the line names somebody or says where to reach them.
fn person_of(work: &Work<'_>) -> bool {
    work.facts.iter().any(|f| matches!(f.found, Found::Person(_))) || work.tokens.iter().any(|t| t.kind == Kind::Claimed)
}

/// A clause that is nothing but a name: beside a person it is the company.
pub(super) fn lone_name(work: &mut Work<'_>, i: usize) -> Option<usize> {
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
    // A row of capitals that opens the line is no person: "Green Leaf Florists, Amy", "Отделка Про, Зухра".
    let row = i == 0
        && (count == 3 || count == 2 && !work.english)
        && person_of(work)
        && (i..end).all(|k| {
            let t = &work.tokens[k];
            let strange = if work.english { !person::is_given(work, k) } else { !person::is_name_word(work, k) };
            let other =
                [Tag::Post, Tag::Want, Tag::Call, Tag::Chatter, Tag::Introduces, Tag::Request, Tag::Reference, Tag::Label];
            t.kind == Kind::Word && t.capital && strange && (!work.has_any(k, &other) || k > i && work.key(k) == "про")
        })
        && (work.english || !person::oblique_surname(work, i));
    if row {
        let name = clean(&work.text(i, end));
        work.found(company(None, name), 0.6, i, end);
        return Some(end);
    }
    // "КаргоПлюс": capitals inside a word make a trade name.
    let inner = count == 1
        && work.is_word(i)
        && !work.english
        && work.key(i).chars().count() > 4
        && work.tokens[i].capital
        && work.line.read[work.tokens[i].start..work.tokens[i].end]
            .windows(2)
            .any(|w| w[0].is_lowercase() && w[1].is_uppercase());
    if inner {
        let name = clean(&work.text(i, end));
        work.found(company(None, name), 0.7, i, end);
        return Some(end);
    }
    // "Строймонтаж-7": a number glued on belongs to the name.
    let numbered = count == 1
        && work.tokens[i].capital
        && work.key(i).split_once('-').is_some_and(|(head, tail)| {
            head.chars().all(char::is_alphabetic)
                && TYPICAL.iter().any(|t| head.ends_with(t) || head.starts_with(t))
                && !tail.is_empty()
                && tail.chars().all(|c| c.is_ascii_digit())
        });
    if numbered {
        let name = clean(&work.text(i, end));
        work.found(company(None, name), 0.6, i, end);
        return Some(end);
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
