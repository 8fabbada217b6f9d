//! People: surname, given name, patronymic in any order and case, brought to the nominative.

use super::Found;
use super::lexicon::Tag;
use super::line::Kind;
use super::work::{Owner, Work};
use crate::letters::capitalised;
use crate::names::declension::{self, Case};
use crate::names::dictionary::{self, Given};
use crate::names::{Gender, PersonName, gender_of_patronymic};

/// What a word can be in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Surname,
    Given,
    Patronymic,
    /// A letter with a stop.
    Initial,
}

/// A name read at some token: its parts with their tokens, and the token after it.
struct Reading {
    parts: Vec<(Part, usize)>,
    end: usize,
    confidence: f64,
}

/// Every person of the line.
pub(crate) fn find(work: &mut Work<'_>) {
    let mut i = 0;
    while i < work.tokens.len() {
        if !work.free(i) || !(work.is_word(i)) {
            i += 1;
            continue;
        }
        match read(work, i) {
            Some(reading) => {
                let end = reading.end;
                let case = case_before(work, i);
                let name = compose(work, &reading.parts, case);
                let mut from = i;
                while from > 0 && work.free(from - 1) && is_title(work.key(from - 1)) {
                    from -= 1;
                }
                work.found(Found::Person(name), reading.confidence, from, end);
                i = end;
            }
            None => i += 1,
        }
    }
    if !work.facts.iter().any(|f| matches!(f.found, Found::Person(_))) {
        strangers(work);
    }
}

fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "г-н"
            | "г-жа"
            | "господин"
            | "госпожа"
            | "г-ну"
            | "г-же"
            | "prof"
            | "herr"
            | "frau"
            | "señor"
            | "monsieur"
            | "madame"
            | "mme"
            | "sir"
            | "signor"
    )
}

/// Whether the word at `k` can be part of a person's name.
pub(crate) fn is_name_word(work: &Work<'_>, k: usize) -> bool {
    is_given(work, k)
        || declension::patronymic(work.key(k)).is_some()
        || dictionary::is_surname(work.key(k))
        || is_initial(work, k)
}

/// Whether the word at `k` is a given name that is not used as a common word here.
pub(crate) fn is_given(work: &Work<'_>, k: usize) -> bool {
    let Some(token) = work.tokens.get(k) else { return false };
    let readings = given_at(work, k);
    !readings.is_empty() && (token.capital || readings.iter().any(|r| !r.common))
}

fn given_at(work: &Work<'_>, k: usize) -> &'static [Given] {
    let key = work.key(k);
    let found = dictionary::given(key);
    if !found.is_empty() {
        return found;
    }
    match key.split_once('-') {
        Some((a, b)) if !dictionary::given(b).is_empty() => dictionary::given(a),
        _ => &[],
    }
}

fn is_initial(work: &Work<'_>, k: usize) -> bool {
    let Some(token) = work.tokens.get(k).filter(|t| t.is_word() && t.end - t.start == 1) else { return false };
    let stop = work.tokens.get(k + 1).is_some_and(|t| t.mark() == Some('.') && t.start == token.end);
    // In small letters only right after a surname: "захаров в.п."
    let after_surname = k > 0 && work.is_word(k - 1) && known_surname(work.key(k - 1));
    let second = k > 2
        && work.mark_char(k - 1) == Some('.')
        && work.tokens[k - 1].end == token.start
        && work.tokens[k - 2].end - work.tokens[k - 2].start == 1
        && work.is_word(k - 3)
        && known_surname(work.key(k - 3));
    stop && (token.capital || after_surname || second)
}

/// How many leading tokens of `from..to` are a person's name.
pub(crate) fn leading_name(work: &Work<'_>, from: usize, to: usize) -> usize {
    if !is_given(work, from) || !work.free(from) {
        return 0;
    }
    let second = from + 1 < to && work.is_word(from + 1) && work.tokens[from + 1].capital;
    if second && from + 2 < to { 2 } else { 0 }
}

/// The name of a sole trader after ИП: the words and the token after them.
pub(crate) fn name_after_form(work: &Work<'_>, from: usize) -> Option<(String, usize)> {
    let first = work.tokens.get(from).filter(|t| t.is_word() && work.free(from))?;
    if !first.capital && work.has_any(from, &[Tag::Function, Tag::Want, Tag::Call]) {
        return None;
    }
    let case = case_before(work, from.saturating_sub(1));
    let mut to = from;
    let mut parts: Vec<(Part, usize)> = Vec::new();
    while to < work.tokens.len() && parts.len() < 3 && work.free(to) {
        if is_initial(work, to) {
            parts.push((Part::Initial, to));
            to += 2;
            continue;
        }
        let token = &work.tokens[to];
        if !token.is_word() || work.breaks(to) {
            break;
        }
        let part = if declension::patronymic(&token.key).is_some() {
            Part::Patronymic
        } else if is_given(work, to) && !parts.is_empty() && !parts.iter().any(|p| p.0 == Part::Given) {
            Part::Given
        } else if parts.is_empty() {
            if is_given(work, to) { Part::Given } else { Part::Surname }
        } else if !parts.iter().any(|p| p.0 == Part::Surname) && (token.capital || surname_like(&token.key)) && !work.is_known(to)
        {
            Part::Surname
        } else {
            break;
        };
        parts.push((part, to));
        to += 1;
    }
    let name = compose(work, &parts, case);
    let order: Vec<String> = parts
        .iter()
        .filter_map(|(part, _)| match part {
            Part::Surname => name.surname.clone(),
            Part::Given => name.given.clone(),
            Part::Patronymic => name.patronymic.clone(),
            Part::Initial => None,
        })
        .collect();
    let initials: String =
        parts.iter().filter(|p| p.0 == Part::Initial).map(|p| format!("{}.", work.text(p.1, p.1 + 1).to_uppercase())).collect();
    let mut words = order;
    if !initials.is_empty() {
        words.push(initials);
    }
    (!parts.is_empty()).then_some((words.join(" "), to))
}

/// What the words around a name say of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Governs {
    One(Case),
    /// A verb or a preposition that takes a dative or an accusative alike.
    Nothing,
}

fn case_before(work: &Work<'_>, i: usize) -> Governs {
    let mut k = i;
    for _ in 0..3 {
        let Some(before) = k.checked_sub(1) else { break };
        k = before;
        let word = work.key(k);
        if work.mark_char(k).is_some_and(|c| c != '.' && c != '"') {
            break;
        }
        let case = match word {
            "с" | "со" => Some(Case::Instrumental),
            "у" | "от" | "для" | "до" | "без" | "из" | "ждет" | "жду" => Some(Case::Genitive),
            "к" | "ко" | "по" => Some(Case::Dative),
            "о" | "об" => Some(Case::Prepositional),
            "на"
            | "спросить"
            | "позвать"
            | "набрать"
            | "спрашивать"
            | "спроси"
            | "пригласить"
            | "наберу"
            | "зовите"
            | "найти" => Some(Case::Accusative),
            "звонил"
            | "звонила"
            | "звонит"
            | "это"
            | "зовут"
            | "я"
            | "представился"
            | "представилась"
            | "просит"
            | "просил"
            | "просила"
            | "попросил"
            | "попросила"
            | "обратился"
            | "обратилась"
            | "пишет"
            | "контакт"
            | "директор"
            | "менеджер" => Some(Case::Nominative),
            _ if work.has_any(k, &[Tag::Call, Tag::Send, Tag::Find]) => Some(Case::Dative),
            _ if work.has(k, Tag::Post) && (word.ends_with('у') || word.ends_with('ю')) => Some(Case::Dative),
            _ if work.has(k, Tag::Post) && ["ом", "ем"].iter().any(|e| word.ends_with(e)) => Some(Case::Instrumental),
            _ => None,
        };
        if let Some(case) = case {
            return Governs::One(case);
        }
        let passes = is_title(word)
            || work.has_any(k, &[Tag::Post])
            || word == "."
            || matches!(word, "ему" | "ей" | "снова" | "еще" | "раз" | "самому" | "имя" | "лицо");
        if !passes && !work.has(k, Tag::Time) && work.owners[k] != Owner::Time {
            break;
        }
    }
    Governs::Nothing
}

/// The longest name that begins at `i`.
fn read(work: &Work<'_>, i: usize) -> Option<Reading> {
    let mut parts: Vec<(Part, usize)> = Vec::new();
    let mut k = i;
    while k < work.tokens.len() && parts.len() < 4 && work.free(k) {
        let token = &work.tokens[k];
        if is_initial(work, k) && !parts.iter().any(|p| p.0 == Part::Patronymic) {
            parts.push((Part::Initial, k));
            k += 2;
            continue;
        }
        if !token.is_word() {
            break;
        }
        let has = |part: Part| parts.iter().any(|p| p.0 == part);
        let before_initials = is_initial(work, k + 1);
        let part = if declension::patronymic(&token.key).is_some()
            && !has(Part::Patronymic)
            && (has(Part::Given) || has(Part::Surname) || parts.is_empty())
        {
            Part::Patronymic
        } else if is_given(work, k)
            && !has(Part::Given)
            && !has(Part::Initial)
            && (!parts.is_empty() || !before_initials)
            && (!has(Part::Surname) || !declension_blocks(work, k))
        {
            Part::Given
        } else if !has(Part::Surname) && can_be_surname(work, i, k, &parts, before_initials) {
            Part::Surname
        } else if k == i + 1 && has(Part::Surname) && known_surname(work.key(i)) && unheard_given(work, k) {
            Part::Given
        } else {
            break;
        };
        // "Гасан оглы": the father's name and the word make one patronymic.
        if matches!(token.key.as_str(), "оглы" | "кызы" | "улы" | "гызы" | "углы") && k > i {
            if let Some(last) = parts.last_mut() {
                last.0 = Part::Patronymic;
            }
            k += 1;
            continue;
        }
        parts.push((part, k));
        k += 1;
        if matches!(work.key(k), "оглы" | "кызы" | "улы" | "гызы" | "углы" | "қызы") && parts.len() > 1 {
            if let Some(last) = parts.last_mut() {
                last.0 = Part::Patronymic;
            }
            k += 1;
        } else if parts.len() >= 2
            && work.is_word(k)
            && matches!(work.key(k + 1), "оглы" | "кызы" | "улы" | "гызы" | "углы" | "қызы")
        {
            parts.push((Part::Patronymic, k));
            k += 2;
        }
    }
    settle(work, &mut parts);
    accept(work, i, parts, k)
}

/// A stranger with a capital right after a known surname, as the clause ends or a patronymic follows: "Филиппова Инесса".
fn unheard_given(work: &Work<'_>, k: usize) -> bool {
    let token = &work.tokens[k];
    let cyrillic = super::line::is_cyrillic(token.key.chars().next().unwrap_or(' '));
    let closed = work.breaks(k + 1) || declension::patronymic(work.key(k + 1)).is_some();
    token.capital && cyrillic && closed && !work.is_known(k) && !typical_company(&token.key) && !surname_like(&token.key)
}

/// After "Иванов" a common-word given name in small letters is no name.
fn declension_blocks(work: &Work<'_>, k: usize) -> bool {
    let token = &work.tokens[k];
    !token.capital && given_at(work, k).iter().all(|g| g.common)
}

/// Two given names with no surname: the one that is a frequent surname is the surname ("Иван Роман" stays as said).
fn settle(work: &Work<'_>, parts: &mut [(Part, usize)]) {
    let given: Vec<usize> = parts.iter().filter(|p| p.0 == Part::Given).map(|p| p.1).collect();
    if given.len() == 2 && !parts.iter().any(|p| p.0 == Part::Surname) {
        let second = given[1];
        if let Some(p) = parts.iter_mut().find(|p| p.1 == second) {
            p.0 = Part::Surname;
        }
    }
    let _ = work;
}

fn surname_like(key: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ов",
        "ев",
        "ин",
        "ын",
        "ова",
        "ева",
        "ина",
        "ына",
        "ский",
        "цкий",
        "ская",
        "цкая",
        "енко",
        "чук",
        "щук",
        "юк",
        "ян",
        "янц",
        "дзе",
        "швили",
        "ых",
        "их",
        "ого",
        "ову",
        "еву",
        "ину",
        "овой",
        "евой",
        "иной",
        "овым",
        "евым",
        "иным",
        "скому",
        "ским",
        "ской",
        "скую",
        "ского",
        "ман",
        "берг",
        "штейн",
        "ец",
        "ко",
        "як",
        "ук",
        "ич",
    ];
    key.chars().count() >= 4 && ENDINGS.iter().any(|e| key.ends_with(e))
}

/// Whether a dictionary surname stands behind any reading of the word.
fn known_surname(key: &str) -> bool {
    dictionary::is_surname(key) || declension::surname_readings(key).iter().any(|(n, ..)| dictionary::is_surname(n))
}

fn can_be_surname(work: &Work<'_>, start: usize, k: usize, parts: &[(Part, usize)], before_initials: bool) -> bool {
    let token = &work.tokens[k];
    let key = token.key.as_str();
    if key.chars().count() < 2 || work.has(k, Tag::Function) || work.has(k, Tag::NotSurname) && !before_initials {
        return false;
    }
    let listed = known_surname(key);
    let latin = key.is_ascii() || !super::line::is_cyrillic(key.chars().next().unwrap_or(' '));
    let beside = parts.iter().any(|p| matches!(p.0, Part::Given | Part::Patronymic | Part::Initial));
    let known = work.is_known(k) && !listed;
    if before_initials {
        return (token.capital || listed) && !work.has_any(k, &[Tag::City, Tag::Street]);
    }
    if beside {
        // After a given name: a known surname, a Russian ending, or simply a capital.
        if listed || (!latin && surname_like(key) && (!work.is_known(k) || token.capital && !is_spoken_for(work, k))) {
            return true;
        }
        if token.capital
            && !known
            && super::company::form_at(work, k).is_none()
            && !typical_company(key)
            && work.tokens[start].capital
        {
            return true;
        }
        let alone = work.breaks(k + 1) && (start == 0 || work.breaks(start - 1)) && k == start + 1;
        return alone && !token.capital && !work.is_known(k) && key.chars().all(char::is_alphabetic) && !typical_company(key);
    }
    // Before anything else: only what looks like a surname; accepted alone by its surroundings.
    listed || (!latin && surname_like(key) && !work.is_known(k)) || (token.capital && !work.is_known(k))
}

fn is_spoken_for(work: &Work<'_>, k: usize) -> bool {
    work.has_any(k, &[Tag::City, Tag::Want, Tag::Call, Tag::Send, Tag::Time, Tag::ActivityVerb, Tag::Post])
}

fn typical_company(key: &str) -> bool {
    ["строй", "торг", "пром", "сервис", "трейд", "групп", "инвест", "снаб", "комплект", "маркет", "дом", "монтаж"]
        .iter()
        .any(|t| key.ends_with(t))
}

/// Whether the parts make a person, with what confidence.
fn accept(work: &Work<'_>, i: usize, mut parts: Vec<(Part, usize)>, mut end: usize) -> Option<Reading> {
    loop {
        let count = |part: Part| parts.iter().filter(|p| p.0 == part).count();
        let (s, g, p, n) = (count(Part::Surname), count(Part::Given), count(Part::Patronymic), count(Part::Initial));
        let first_capital = work.tokens[i].capital;
        let reading = |parts: Vec<(Part, usize)>, end: usize, confidence: f64| Some(Reading { parts, end, confidence });
        if g + s == 0 && p == 1 && parts.len() == 1 {
            // "Сергеевна", "Палыч": a patronymic alone is how people are called.
            return if first_capital || work.breaks(i + 1) { reading(parts, end, 0.7) } else { None };
        }
        if g == 1 && p == 1 {
            return reading(parts, end, 0.97);
        }
        if s == 1 && n >= 1 {
            return reading(parts, end, 0.95);
        }
        if g == 1 && s == 1 {
            let surname = parts.iter().find(|x| x.0 == Part::Surname).map_or(i, |x| x.1);
            let key = work.key(surname);
            let known = known_surname(key) || surname_like(key);
            // "Стройдом Анна": a stranger with a capital before a given name may be a company.
            if !known && surname < parts[parts.len() - 1].1 && !good_stranger(work, surname) {
                return None;
            }
            if !common_only(work, &parts) || known {
                return reading(parts, end, if known { 0.95 } else { 0.85 });
            }
        }
        if s == 1 && p == 1 {
            // "Айдос Маратович": a stranger before a patronymic is a given name.
            if let Some(first) = parts.first_mut().filter(|f| {
                f.0 == Part::Surname && f.1 + 1 < end && !known_surname(work.key(f.1)) && !surname_like(work.key(f.1))
            }) {
                first.0 = Part::Given;
            }
            return reading(parts, end, 0.85);
        }
        if g == 1 && parts.len() == 1 {
            return lone_given(work, i).then_some(Reading { parts, end, confidence: 0.85 });
        }
        if s == 1 && parts.len() == 1 {
            return lone_surname(work, i).then_some(Reading { parts, end, confidence: 0.75 });
        }
        // Something at the end does not fit: try without it.
        parts.pop()?;
        if parts.is_empty() {
            return None;
        }
        let last = parts[parts.len() - 1];
        end = if last.0 == Part::Initial { last.1 + 2 } else { last.1 + 1 };
    }
}

/// A capitalised stranger in front of a given name that begins a clause, as people write "Шмидт Анна".
fn good_stranger(work: &Work<'_>, k: usize) -> bool {
    work.tokens[k].capital
        && !work.is_known(k)
        && (k == 0 || work.breaks(k - 1) || work.has(k - 1, Tag::Introduces))
        && !typical_company(work.key(k))
        && !["ит", "ет", "ят", "ют", "ут"].iter().any(|e| work.key(k).ends_with(e))
        && work.key(k).is_ascii() == work.key(k + 1).is_ascii()
        && !work.key(k).is_ascii()
}

fn common_only(work: &Work<'_>, parts: &[(Part, usize)]) -> bool {
    parts.iter().filter(|p| p.0 == Part::Given).all(|p| given_at(work, p.1).iter().all(|g| g.common) && !work.tokens[p.1].capital)
}

fn introduced(work: &Work<'_>, i: usize) -> bool {
    let mut k = i;
    for _ in 0..2 {
        let Some(before) = k.checked_sub(1) else { return false };
        k = before;
        if work.mark_char(k) == Some(':') || work.mark_char(k) == Some('.') {
            continue;
        }
        return work.has(k, Tag::Introduces)
            || (0..3).any(|n| k >= n && work.mark(k - n, Tag::Introduces) == Some(n + 1))
            || work.has_any(k, &[Tag::Post, Tag::Call, Tag::Send, Tag::Find, Tag::Meet, Tag::Ship])
            || (matches!(work.key(k), "с" | "к" | "для" | "у" | "от" | "for" | "with" | "to" | "from")
                && !work.has(i, Tag::City));
    }
    false
}

fn lone_given(work: &Work<'_>, i: usize) -> bool {
    let token = &work.tokens[i];
    let readings = given_at(work, i);
    let common = readings.iter().all(|g| g.common);
    let edge = (i == 0 || work.breaks(i - 1)) && work.breaks(i + 1);
    if work.has_any(i, &[Tag::City]) && !introduced(work, i) {
        return false;
    }
    if work.english && common {
        return token.capital && (introduced(work, i) || (edge && i == 0) || work.tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Claimed)) && !work.has(i, Tag::Time);
    }
    if common {
        return (token.capital && (i > 0 || edge)) && (introduced(work, i) || edge) || (introduced(work, i) && edge);
    }
    // An oblique form in small letters needs its surroundings: "мира", "лене".
    let nominative = readings.iter().any(|g| g.case == Case::Nominative);
    token.capital || introduced(work, i) || (edge && nominative) || (nominative && token.key.chars().count() > 3)
}

fn lone_surname(work: &Work<'_>, i: usize) -> bool {
    let token = &work.tokens[i];
    let listed = known_surname(&token.key);
    let like = surname_like(&token.key) && super::line::is_cyrillic(token.key.chars().next().unwrap_or(' '));
    let edge = (i == 0 || work.breaks(i - 1)) && work.breaks(i + 1);
    let titled = i > 0 && is_title(work.key(i - 1)) || (i > 1 && work.mark_char(i - 1) == Some('.') && is_title(work.key(i - 2)));
    if titled {
        return true;
    }
    if work.has_any(i, &[Tag::City]) && !introduced(work, i) || work.is_known(i) && !token.capital {
        return false;
    }
    let nominative_like =
        declension::surname_readings(&token.key).iter().any(|(n, _, c)| *c == Case::Nominative && dictionary::is_surname(n));
    if work.english {
        return listed && token.capital && (introduced(work, i) || edge && i == 0);
    }
    (listed
        && (introduced(work, i)
            || edge
            || (token.capital && nominative_like && (i == 0 || work.breaks(i - 1) || work.breaks(i + 1)))))
        || (like && introduced(work, i) && (token.capital || edge))
        || (like && token.capital && edge && !work.is_known(i))
        || (like && token.capital && i == 0 && work.has_any(1, &[Tag::Want, Tag::Request, Tag::Call, Tag::Source]))
}

/// Puts the parts of a name together in the nominative.
fn compose(work: &Work<'_>, parts: &[(Part, usize)], governs: Governs) -> PersonName {
    let key_of = |part: Part| parts.iter().find(|p| p.0 == part).map(|p| p.1);
    let patronymic = key_of(Part::Patronymic).map(|k| (k, declension::patronymic(work.key(k))));
    let mut gender = patronymic.as_ref().and_then(|p| p.1.as_ref()).map(|p| p.1);
    let mut case = patronymic.as_ref().and_then(|p| p.1.as_ref()).map(|p| p.2);
    // -е of a woman's patronymic is the dative and the prepositional alike.
    if case == Some(Case::Genitive) && gender == Some(Gender::Male) && governs == Governs::One(Case::Accusative) {
        case = Some(Case::Accusative);
    }
    let surname_key = key_of(Part::Surname);
    let governed = match governs {
        Governs::One(c) => Some(c),
        Governs::Nothing => None,
    };
    let mut given = None;
    if let Some(k) = key_of(Part::Given) {
        let reading = choose_given(work, k, gender, case, governed, surname_key);
        if let Some(r) = reading {
            gender = gender.or(r.gender);
            case = case.or(Some(r.case));
            given = Some(as_written(work, k, r));
        } else {
            given = Some(written(work, k));
        }
    }
    let surname = surname_key.map(|k| {
        let key = work.key(k);
        let latin = !super::line::is_cyrillic(key.chars().next().unwrap_or(' '));
        if latin {
            return written(work, k);
        }
        let case = case.or(governed).or_else(|| guess_case(work, k));
        nominative_surname(work, k, gender, case)
    });
    let initials: Vec<String> =
        parts.iter().filter(|p| p.0 == Part::Initial).map(|p| format!("{}.", work.text(p.1, p.1 + 1).to_uppercase())).collect();
    let mut initials = initials.into_iter();
    let given = given.or_else(|| initials.next());
    let patronymic = match patronymic {
        Some((k, Some((nominative, ..)))) => Some(restore(work, k, &nominative)),
        Some((k, None)) => Some(patronymic_with_son(work, k)),
        None => initials.next().filter(|_| !work.english),
    };
    let known = patronymic.as_deref().and_then(gender_of_patronymic);
    PersonName { surname, given, patronymic, gender: known }
}

fn patronymic_with_son(work: &Work<'_>, k: usize) -> String {
    format!("{} {}", written(work, k), work.key(k + 1))
}

/// A word with its capital restored.
fn written(work: &Work<'_>, k: usize) -> String {
    let text = work.text(k, k + 1);
    let shouted = text.chars().count() > 2 && text.chars().all(|c| !c.is_lowercase());
    let text = if shouted { text.to_lowercase() } else { text };
    text.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}

/// The nominative `key` with the letters the person typed where they agree (ё, capitals).
fn restore(work: &Work<'_>, k: usize, nominative: &str) -> String {
    let typed = written(work, k);
    let mut out: String =
        typed.chars().zip(nominative.chars()).take_while(|(t, n)| crate::letters::fold_char(*t) == *n).map(|(t, _)| t).collect();
    out.extend(nominative.chars().skip(out.chars().count()));
    out.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}

fn choose_given<'g>(
    work: &Work<'_>,
    k: usize,
    gender: Option<Gender>,
    case: Option<Case>,
    governed: Option<Case>,
    surname: Option<usize>,
) -> Option<&'g Given> {
    let readings = given_at(work, k);
    if readings.is_empty() {
        return None;
    }
    let surname_fits = |r: &Given| {
        surname.is_some_and(|s| {
            declension::surname_readings(work.key(s)).iter().any(|(n, g, c)| {
                r.gender.is_none_or(|x| x == *g) && near(*c, r.case) && (dictionary::is_surname(n) || surname_like(n))
            })
        })
    };
    let score = |r: &Given| {
        let mut score = 0;
        if gender.is_some_and(|g| r.gender.is_none_or(|x| x == g)) {
            score += 8;
        }
        if case.is_some_and(|c| near(c, r.case)) {
            score += 8;
        }
        if surname_fits(r) {
            score += 5;
        }
        if governed.is_some_and(|c| near(c, r.case)) {
            score += 4 + i32::from(governed == Some(r.case));
        }
        if r.case == Case::Nominative {
            score += 2;
        }
        if r.case == Case::Nominative && governed.is_none() {
            score += 2;
        }
        if verb_agrees(work, k, r) {
            score += 1;
        }
        score
    };
    readings.iter().max_by_key(|r| (score(r), std::cmp::Reverse(readings.iter().position(|x| x == *r))))
}

fn verb_agrees(work: &Work<'_>, k: usize, r: &Given) -> bool {
    let female = (k.saturating_sub(3)..k).any(|x| matches!(work.key(x), "звонила" | "обратилась" | "просила" | "представилась"));
    female && r.gender == Some(Gender::Female) && r.case == Case::Nominative
}

fn near(a: Case, b: Case) -> bool {
    a == b
        || matches!(
            (a, b),
            (Case::Genitive, Case::Accusative)
                | (Case::Accusative, Case::Genitive)
                | (Case::Dative, Case::Prepositional)
                | (Case::Prepositional, Case::Dative)
        )
}

fn as_written(work: &Work<'_>, k: usize, r: &Given) -> String {
    let nominative = r.nominative;
    if work.key(k).contains('-') || nominative.is_ascii() {
        return written(work, k);
    }
    restore(work, k, &crate::letters::folded(nominative))
}

/// The case of a lone surname by its ending: "Ивановым" can be one thing only.
fn guess_case(work: &Work<'_>, k: usize) -> Option<Case> {
    let key = work.key(k);
    let readings = declension::surname_readings(key);
    if readings.iter().any(|(n, _, c)| *c == Case::Nominative && (dictionary::is_surname(n) || surname_like(n))) {
        return Some(Case::Nominative);
    }
    readings.iter().find(|(n, ..)| dictionary::is_surname(n)).map(|r| r.2)
}

fn nominative_surname(work: &Work<'_>, k: usize, gender: Option<Gender>, case: Option<Case>) -> String {
    let key = work.key(k);
    if let Some((first, second)) = key.split_once('-') {
        let both = [first, second].map(|p| declension::surname_nominative(p, gender, case));
        return restore(work, k, &both.join("-"));
    }
    // A surname that is in the dictionary as it stands is in the nominative unless a case is asked for that it can be in.
    let readings = declension::surname_readings(key);
    let fits = readings.iter().find(|(n, g, c)| {
        gender.is_none_or(|x| x == *g) && case.is_none_or(|x| near(x, *c)) && (dictionary::is_surname(n) || surname_like(n))
    });
    let nominative = match (fits, case) {
        (Some((n, ..)), _) => n.clone(),
        (None, Some(Case::Nominative) | None) => key.to_owned(),
        (None, Some(_)) => declension::surname_nominative(key, gender, case),
    };
    restore(work, k, &nominative)
}

/// People nobody has heard of: "my name is Priya Raman", "это Гжегож", "Priya Raman, Acme Ltd".
fn strangers(work: &mut Work<'_>) {
    for i in 0..work.tokens.len() {
        let Some(length) = work.mark(i, Tag::Introduces) else { continue };
        let sure = matches!(
            work.key(i),
            "name"
                | "my"
                | "this"
                | "зовут"
                | "contact"
                | "attn"
                | "контактное"
                | "mr"
                | "mrs"
                | "ms"
                | "dr"
                | "фио"
                | "имя"
                | "спросить"
                | "ask"
                | "speak"
                | "представился"
                | "представилась"
                | "контакт"
                | "it's"
                | "named"
                | "фамилия"
                | "i'm"
                | "господин"
                | "госпожа"
                | "г-н"
                | "г-жа"
                | "caller"
        );
        if !sure {
            continue;
        }
        let mut from = i + length;
        while matches!(work.mark_char(from), Some(':' | '.'))
            || matches!(work.key(from), "is" | "mr" | "mrs" | "ms" | "for" | "лицо" | "person" | "меня" | "его" | "ее" | "dr")
        {
            from += 1;
        }
        let to = capitals(work, from);
        if to > from && to - from <= 3 {
            let titled = is_title(work.key(from.wrapping_sub(1))) || (from > 1 && is_title(work.key(from - 2)));
            let name = stranger(work, from, to, titled);
            work.found(Found::Person(name), 0.8, from, to);
            return;
        }
    }
    for i in 0..work.tokens.len() {
        // "снабженец Ильяс", "Herr Weber"
        let title = is_title(work.key(i));
        let Some(length) = work.mark(i, Tag::Post).or(title.then_some(1)) else { continue };
        let from = i + length + usize::from(work.mark_char(i + length) == Some('.'));
        let to = capitals(work, from);
        if to > from && to - from <= 3 && (from..to).all(|k| !work.is_known(k)) && !work.english | title {
            let name = stranger(work, from, to, title);
            work.found(Found::Person(name), 0.75, from, to);
            return;
        }
    }
    let to = capitals(work, 0);
    if to == 2
        && work.breaks(2)
        && work.english
        && (0..2).all(|k| work.key(k).is_ascii() && !work.is_known(k))
        && work.tokens.len() > 2
    {
        let name = stranger(work, 0, 2, false);
        work.found(Found::Person(name), 0.6, 0, 2);
    }
}

fn capitals(work: &Work<'_>, from: usize) -> usize {
    let mut to = from;
    while to < work.tokens.len()
        && work.is_word(to)
        && work.free(to)
        && work.tokens[to].capital
        && !work.has_any(to, &[Tag::City, Tag::CompanyWord, Tag::Function, Tag::Want])
        && work.tokens[to].kind == Kind::Word
    {
        to += 1;
    }
    to
}

fn stranger(work: &Work<'_>, from: usize, to: usize, titled: bool) -> PersonName {
    let words: Vec<String> = (from..to).map(|k| written(work, k)).collect();
    match (words.len(), titled) {
        (1, true) => PersonName { surname: Some(words[0].clone()), ..PersonName::default() },
        (1, false) => PersonName { given: Some(words[0].clone()), ..PersonName::default() },
        _ => PersonName { given: Some(words[0].clone()), surname: Some(words[1..].join(" ")), ..PersonName::default() },
    }
}

/// Whether the word can only be a surname in an oblique case: "Петрова", "Сидоровой" after "от".
pub(crate) fn oblique_surname(work: &Work<'_>, k: usize) -> bool {
    let Some(token) = work.tokens.get(k) else { return false };
    let listed =
        declension::surname_readings(&token.key).iter().any(|(n, _, c)| *c != Case::Nominative && dictionary::is_surname(n));
    token.is_word() && (listed || (token.capital && surname_like(&token.key) && !work.is_known(k)))
}
