//! People: surname, given name, patronymic in any order and case, brought to the nominative.

mod compose;
mod parts;
mod strangers;

use super::Found;
use super::lexicon::Tag;
use super::line::Kind;
use super::work::Work;
use crate::names::declension::Case;
use crate::names::{declension, dictionary};
use compose::{case_before, compose};
pub(crate) use parts::is_given;
pub(crate) use parts::is_name_word;
pub(crate) use parts::oblique_surname;
use parts::{
    Part, can_be_surname, declension_blocks, given_at, is_initial, is_title, known_surname, surname_like, typical_company,
    unheard_given,
};
use strangers::strangers;

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
        match read(work, i).filter(|_| !is_place_or_colleague(work, i)) {
            Some(reading) => {
                let end = reading.end;
                let case = case_before(work, i);
                let mut from = i;
                while from > 0 && work.free(from - 1) && is_title(work.key(from - 1)) {
                    from -= 1;
                }
                // "mr. Quill"
                if from == i && i > 1 && work.mark_char(i - 1) == Some('.') && work.free(i - 2) && is_title(work.key(i - 2)) {
                    from = i - 2;
                }
                let mut parts = reading.parts;
                // "Mrs Ellis": a title is said with the surname.
                let honour = !matches!(work.key(from), "captain" | "coach" | "father" | "sir" | "pastor" | "rabbi")
                    || dictionary::is_surname(work.key(i));
                if from < i && work.english && parts.len() == 1 && honour {
                    parts[0].0 = Part::Surname;
                }
                let name = compose(work, &parts, case);
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

/// "звонят из Владимира" names a town, "скинул на Сергея" and "transferred to Kim" a colleague of ours.
fn is_place_or_colleague(work: &Work<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let verb = before.checked_sub(1).map_or("", |k| work.key(k));
    let passed = [
        "скинул",
        "перевел",
        "перекинул",
        "переключил",
        "перенаправил",
        "перебросил",
        "назначил",
        "передал",
        "transferred",
        "passed",
        "forwarded",
        "redirected",
        "handed",
    ];
    let nominative = given_at(work, i).iter().any(|g| g.case == Case::Nominative);
    // "наш мастер Денис", "our Karen", "с нашей Викой": one of ours.
    let own = |k: usize| ["наш", "нашу", "нашей", "нашего", "нашему", "нашим", "наша", "our"].contains(&work.key(k));
    if own(before) && !work.has(i, Tag::Post)
        || before > 0 && own(before - 1) && work.has_any(before, &[Tag::Post]) && !work.key(before).starts_with("клиент")
    {
        return true;
    }
    // "узнаю у Лёши", "Валера с нашего склада": ours as well; "шиномонтаж на Гагарина" is a street.
    let asks = ["узна", "спрош", "спрос", "уточн"].iter().any(|v| verb.starts_with(v));
    let street = !is_given(work, i)
        && known_surname(work.key(i))
        && before > 0
        && work.has_any(before - 1, &[Tag::ActivityNoun, Tag::KeptWord, Tag::BusinessHead]);
    if work.key(before) == "у" && asks || work.key(before) == "на" && street {
        return true;
    }
    match work.key(before) {
        "из" => true,
        // "просили Сашу": they ask for one of ours.
        "просили" | "просит" | "просят" if is_given(work, i) && !nominative => true,
        "на" | "to" => passed.iter().any(|p| verb.starts_with(p)) || verb == "over",
        word => {
            matches!(word, "передал" | "передала" | "передали")
                || word == "ask" && matches!(work.key(i + 1), "when" | "if" | "whether" | "to" | "about")
        }
    }
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
        // "Гуревичу": a surname that ends like a patronymic, with no given name before it.
        let surname_of_its_own =
            parts.is_empty() && (patronymic_is_surname(&token.key) && !is_given(work, k + 1) || before_plain_given(work, k));
        let part = if (declension::patronymic(&token.key).is_some() || parts::joined_son(&token.key))
            && !surname_of_its_own
            && !has(Part::Patronymic)
            && (has(Part::Given) || has(Part::Surname) || parts.is_empty())
        {
            Part::Patronymic
        } else if parts.is_empty() && surname_first(work, k) {
            Part::Surname
        } else if (is_given(work, k)
            || given_before_patronymic(work, k)
            || opens_as_given(work, k)
            || has(Part::Surname) && parts::opens_with_surname(work, i, k))
            && !has(Part::Given)
            && !has(Part::Initial)
            && (!parts.is_empty() || !before_initials)
            && (!has(Part::Surname)
                || !declension_blocks(work, k)
                || given_before_patronymic(work, k)
                || parts::opens_with_surname(work, i, k))
        {
            Part::Given
        } else if !has(Part::Surname) && can_be_surname(work, i, k, &parts, before_initials) {
            Part::Surname
        } else if k == i + 1
            && has(Part::Surname)
            && (known_surname(work.key(i)) || work.tokens[i].capital && parts::surname_surely(work.key(i)))
            && unheard_given(work, k)
        {
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

/// "розы маратовны", "ерофей демидович": a common word or a stranger right before a patronymic is the given name.
fn given_before_patronymic(work: &Work<'_>, k: usize) -> bool {
    let Some((_, gender, _)) = declension::patronymic(work.key(k + 1)) else { return false };
    if !work.free(k + 1) || declension::patronymic(work.key(k)).is_some() || known_surname(work.key(k)) {
        return false;
    }
    if !given_at(work, k).is_empty() {
        return true;
    }
    let key = work.key(k);
    let female = ["а", "я", "ь"].iter().any(|e| key.ends_with(e));
    let fits = if gender == crate::names::Gender::Female {
        female || key.chars().count() > 3 && key.ends_with(['р', 'т', 'л', 'н', 'з'])
    } else {
        !female
    };
    work.is_word(k)
        && key.chars().count() > 2
        && !work.is_known(k)
        && !surname_like(key)
        && fits
        && !super::shapes::is_genitive_plural(key)
}

/// "Лукашевич Янина": nobody says the father's name before the given one.
fn before_plain_given(work: &Work<'_>, k: usize) -> bool {
    work.free(k + 1) && is_given(work, k + 1) && declension::patronymic(work.key(k + 2)).is_none()
}

/// "Пак Станислав": a frequent surname that is also a given name, before one that is nothing else.
fn surname_first(work: &Work<'_>, k: usize) -> bool {
    let cyrillic = super::line::is_cyrillic(work.key(k).chars().next().unwrap_or(' '));
    // "10 кан Артур": what a number counts is no surname.
    let counted = k > 0 && !work.tokens[k].capital && work.tokens[k - 1].kind == Kind::Number;
    cyrillic
        && !counted
        && dictionary::is_surname(work.key(k))
        && before_plain_given(work, k)
        && !dictionary::is_surname(work.key(k + 1))
        && given_at(work, k + 1).iter().any(|g| !g.common)
}

/// "grace wanjiru exports roses": a common word that is a name opens an English line before a surname and a verb.
fn opens_as_given(work: &Work<'_>, k: usize) -> bool {
    let strange = |at: usize| {
        work.is_word(at)
            && work.free(at)
            && (dictionary::is_surname(work.key(at)) || !super::reading::is_common(work.key(at)))
            && (!work.is_known(at) || dictionary::is_surname(work.key(at)))
    };
    work.english
        && k == 0
        && !given_at(work, k).is_empty()
        && strange(k + 1)
        && work.key(k + 1).chars().count() > 2
        && work.has_any(k + 2, &[Tag::Want, Tag::ActivityVerb, Tag::Call, Tag::Introduces])
        && !work.has_any(k + 1, &[Tag::Want, Tag::ActivityVerb, Tag::Call, Tag::Function])
}

fn patronymic_is_surname(key: &str) -> bool {
    declension::patronymic(key).is_some_and(|p| dictionary::is_surname(&p.0))
}

/// Two given names with no surname: the one that is a frequent surname is the surname ("Иван Роман" stays as said).
fn settle(work: &Work<'_>, parts: &mut [(Part, usize)]) {
    // "Кима Вячеслава Сергеевича": the father's name follows the given one.
    if let [(first @ Part::Given, a), (second @ Part::Surname, b), (Part::Patronymic, _)] = parts
        && is_given(work, *b)
        && is_given(work, *a)
    {
        (*first, *second) = (Part::Surname, Part::Given);
    }
    let given: Vec<usize> = parts.iter().filter(|p| p.0 == Part::Given).map(|p| p.1).collect();
    if given.len() == 2 && !parts.iter().any(|p| p.0 == Part::Surname) {
        let second = given[1];
        if let Some(p) = parts.iter_mut().find(|p| p.1 == second) {
            p.0 = Part::Surname;
        }
    }
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
            let known = known_surname(key) || surname_like(key) || surname == i && parts::common_surname_at(work, i);
            // "Стройдом Анна": a stranger with a capital before a given name may be a company.
            if !known && surname < parts[parts.len() - 1].1 && !good_stranger(work, surname) {
                return None;
            }
            if !common_only(work, &parts) || known || opens_as_given(work, i) {
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

fn nominative_shape(key: &str) -> bool {
    declension::surname_readings(key).iter().any(|r| r.2 == Case::Nominative)
}

/// Whether a lone word in small letters stands where a name does: between commas or at a number, after something said.
fn followed_or_led(work: &Work<'_>, i: usize) -> bool {
    let number = |k: usize| work.tokens.get(k).is_some_and(|t| t.kind == Kind::Claimed);
    i > 0 && (work.mark_char(i - 1) == Some(',') || number(i - 1)) || number(i + 1) || number(i + 2)
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
            || work.key(k) == "до" && k > 0 && work.key(k - 1).starts_with("дозвон")
            || (matches!(
                work.key(k),
                "tell" | "inform" | "remind" | "email" | "с" | "к" | "для" | "у" | "от" | "for" | "with" | "to" | "from"
            ) && !work.has(i, Tag::City));
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
        return token.capital
            && (introduced(work, i) || (edge && i == 0) || work.tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Claimed))
            && !work.has(i, Tag::Time);
    }
    if common {
        let called = introduced(work, i) && i > 0 && work.has_any(i - 1, &[Tag::Call, Tag::Send]) && work.breaks(i + 1);
        let dative = readings.iter().any(|g| g.case == Case::Dative);
        return (token.capital && (i > 0 || edge)) && (introduced(work, i) || edge)
            || (introduced(work, i) && edge)
            || called && dative;
    }
    // "кристине из агентства"
    if (i == 0 || work.breaks(i - 1)) && work.key(i + 1) == "из" {
        return true;
    }
    // An oblique form in small letters needs its surroundings: "мира", "лене".
    let nominative = readings.iter().any(|g| g.case == Case::Nominative);
    // "аня бюро переводов нужна ...": a short name opens the line before the trade or the wish.
    let opens = i == 0 && work.has_any(1, &[Tag::ActivityNoun, Tag::KeptWord, Tag::Want, Tag::ActivityVerb]);
    token.capital || introduced(work, i) || (edge && nominative) || (nominative && (token.key.chars().count() > 3 || opens))
}

/// "фермер Касымов": what somebody is stands right before the surname, at the beginning of the clause.
fn trader(work: &Work<'_>, i: usize) -> bool {
    const TRADES: &[&str] = &["ер", "ик", "ист", "ор", "граф", "щик", "чик", "тель", "лог", "арь", "вод"];
    i > 0
        && work.has(i - 1, Tag::ActivityNoun)
        && (i == 1 || work.breaks(i - 2))
        && TRADES.iter().any(|t| work.key(i - 1).ends_with(t))
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
    // "фомин из ооо гелиос"
    let of_company = matches!(work.key(i + 1), "из" | "от" | "from") && work.tokens.len() > i + 2 && !work.free(i + 2);
    if of_company && (i == 0 || work.breaks(i - 1)) && listed && !work.has(i, Tag::City) {
        return true;
    }
    if work.has_any(i, &[Tag::City]) && !introduced(work, i) || work.is_known(i) && !token.capital {
        return false;
    }
    let nominative_like =
        declension::surname_readings(&token.key).iter().any(|(n, _, c)| *c == Case::Nominative && dictionary::is_surname(n));
    if work.english {
        let rare = !super::reading::is_common(&token.key) && !work.is_known(i);
        return listed && (token.capital && introduced(work, i) || (token.capital || rare) && edge && i == 0);
    }
    // "отправить договор аренды Соколову"
    let (clause, _) = work.clause(i);
    let ends = work.breaks(i + 1) || !work.is_word(i + 1) || work.has_any(i + 1, &[Tag::Function, Tag::Time]);
    let receiver = token.capital && !nominative_like && ends && work.within(clause, i, Tag::Send);
    // "2 шт галеев 8 987 ...": a surname between a quantity and a number.
    let claimed = work.tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Claimed);
    let counted = i > 1 && work.has(i - 1, Tag::Unit) && matches!(work.tokens[i - 2].kind, Kind::Number);
    // "кравцов не взял трубку", "ткаченко просил перезвонить": a surname opens the line before what its bearer did.
    let did = |k: usize| work.is_word(k) && ["л", "ла", "ли"].iter().any(|e| work.key(k).ends_with(e));
    let acted = i == 0 && (did(1) || work.key(1) == "не" && did(2));
    (listed && nominative_like && (claimed && counted || acted))
        || (listed
            && (introduced(work, i)
                || receiver
                || edge
                || (token.capital && nominative_like && (i == 0 || work.breaks(i - 1) || work.breaks(i + 1)))))
        || (like && introduced(work, i) && (token.capital || edge))
        || (trader(work, i) && token.capital && nominative_shape(&token.key) && (listed || parts::surname_surely(&token.key)))
        || (like && token.capital && edge && !work.is_known(i))
        || (parts::surname_surely(&token.key) && edge && nominative_shape(&token.key) && followed_or_led(work, i))
        || (like && token.capital && i == 0 && work.has_any(1, &[Tag::Want, Tag::Request, Tag::Call, Tag::Source]))
}
