//! Dates: weekdays, days of a month, "25 ноября", "25.11".

use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::work::Work;
use super::words_at;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    const STEMS: &[(&str, Weekday)] = &[
        ("понедельник", Weekday::Monday),
        ("вторник", Weekday::Tuesday),
        ("сред", Weekday::Wednesday),
        ("четверг", Weekday::Thursday),
        ("пятниц", Weekday::Friday),
        ("суббот", Weekday::Saturday),
        ("воскресен", Weekday::Sunday),
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let short = match word {
        "пн" | "пон" | "понед" | "mon" => Some(Weekday::Monday),
        "вт" | "втор" | "tue" | "tues" => Some(Weekday::Tuesday),
        "ср" | "wed" | "weds" => Some(Weekday::Wednesday),
        "чт" | "четв" | "thu" | "thur" | "thurs" => Some(Weekday::Thursday),
        "пт" | "пятн" | "fri" => Some(Weekday::Friday),
        "сб" | "субб" | "sat" => Some(Weekday::Saturday),
        "вс" | "воскр" | "sun" => Some(Weekday::Sunday),
        _ => None,
    };
    if short.is_some() {
        return short;
    }
    if word == "средн" || word.starts_with("средн") || word.starts_with("средс") || word.starts_with("среди")
    {
        return None;
    }
    let (stem, day) = STEMS.iter().find(|(stem, _)| word.starts_with(stem))?;
    // "субботин" and "четвергов" are people.
    let ending = &word[stem.len()..];
    ["", "а", "у", "ы", "е", "ой", "и", "я", "ю", "ья", "ье", "ью", "ам", "ом", "ьям", "s", "'s"]
        .contains(&ending)
        .then_some(*day)
}

pub(super) fn month(word: &str) -> Option<i8> {
    const STEMS: &[(&str, i8)] = &[
        ("январ", 1),
        ("феврал", 2),
        ("март", 3),
        ("апрел", 4),
        ("мая", 5),
        ("маю", 5),
        ("июн", 6),
        ("июл", 7),
        ("август", 8),
        ("сентябр", 9),
        ("октябр", 10),
        ("ноябр", 11),
        ("декабр", 12),
        ("january", 1),
        ("february", 2),
        ("march", 3),
        ("april", 4),
        ("may", 5),
        ("june", 6),
        ("july", 7),
        ("august", 8),
        ("september", 9),
        ("october", 10),
        ("november", 11),
        ("december", 12),
    ];
    const SHORT: &[(&str, i8)] = &[
        ("янв", 1),
        ("фев", 2),
        ("мар", 3),
        ("апр", 4),
        ("май", 5),
        ("июн", 6),
        ("июл", 7),
        ("авг", 8),
        ("сен", 9),
        ("сент", 9),
        ("окт", 10),
        ("ноя", 11),
        ("нояб", 11),
        ("дек", 12),
        ("jan", 1),
        ("feb", 2),
        ("mar", 3),
        ("apr", 4),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("sept", 9),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
    ];
    SHORT
        .iter()
        .find(|(s, _)| *s == word)
        .map(|x| x.1)
        .or_else(|| STEMS.iter().find(|(s, _)| word.starts_with(s) && word.chars().count() - s.chars().count() <= 2).map(|x| x.1))
}

pub(super) fn date(work: &Work<'_>, i: usize, preposition: &str) -> Option<(usize, Date)> {
    let today = work.now.date();
    let token = work.tokens.get(i)?;
    let key = token.key.as_str();
    // "в следующую пятницу", "next Friday", "ближайший вторник"
    let (skip, next_week) = match key {
        "следующую" | "следующий" | "следующее" | "следующей" | "след" | "следующего" | "next" | "будущую" | "будущий" => {
            (1, true)
        }
        "эту" | "этот" | "ближайшую" | "ближайший" | "ближайшее" | "coming" | "this" | "эта" | "this coming" => {
            (1, false)
        }
        _ => (0, false),
    };
    if let Some(day) = weekday(work.key(i + skip)) {
        let short = work.key(i + skip).chars().count() <= 3;
        let confirmed = skip > 0 || !preposition.is_empty() || !short || i == 0 || work.owners.len() == 1;
        let confirmed = confirmed
            || !matches!(work.key(i + skip), "sun" | "sat" | "вс" | "сб" | "ср" | "mon" | "пон" | "втор")
            || work.tokens.get(i + skip + 1).is_some_and(|t| {
                matches!(t.kind, Kind::Number | Kind::Mixed)
                    || matches!(
                        t.key.as_str(),
                        "в" | "к" | "до" | "at" | "by" | "утром" | "вечером" | "днем" | "morning" | "afternoon"
                    )
            })
            || work.has_any(i.wrapping_sub(1), &[Tag::Call, Tag::Send, Tag::Meet, Tag::Ship, Tag::OfferPaper, Tag::InvoicePaper])
            || work.breaks(i.wrapping_sub(1));
        if confirmed && !(short && work.key(i) == "sun" && work.english && preposition != "on") {
            let mut length = skip + 1;
            if work.mark_char(i + length) == Some('.') && short {
                length += 1;
            }
            let ahead = i64::from(day.since(today.weekday()));
            let mut days = if ahead == 0 { 7 } else { ahead };
            let monday = i64::from(today.weekday().to_monday_zero_offset());
            if next_week && monday + days < 7 {
                days += 7;
            }
            // "вторник на следующей неделе"
            let after = ["на следующей неделе", "next week", "следующей недели", "на той неделе"]
                .iter()
                .find_map(|p| words_at(work, i + length, p));
            if let Some(n) = after {
                length += n;
                if monday + days < 7 {
                    days += 7;
                }
            }
            return Some((length, today.checked_add(days.days()).ok()?));
        }
    }
    // "December 5th", "Dec 5"
    if let Some(m) = month(key) {
        let ahead = work.mark_char(i + 1) == Some('.');
        let at = i + 1 + usize::from(ahead);
        if let Some(d) = ordinal(work, at).filter(|_| work.english && (key != "may" || token.capital)) {
            let extra = year_length(work, at + 1);
            return coming(today, m, d).map(|date| (at + 1 - i + extra, date));
        }
        if matches!(preposition, "в" | "до" | "к") && !work.english {
            return None;
        }
    }
    // "25 ноября", "25-го", "25 числа", "25th of November"
    if let Some(d) = ordinal(work, i) {
        let of = usize::from(
            work.key(i + 1) == "of" || work.key(i + 1) == "го" || (work.key(i + 1) == "-" && work.key(i + 2) == "го"),
        );
        let m_at = i + 1 + of;
        if let Some(m) = month(work.key(m_at)).filter(|_| !work.tokens[m_at].key.is_empty()) {
            let dotted = usize::from(work.mark_char(m_at + 1) == Some('.') && work.key(m_at).chars().count() <= 4);
            let extra = year_length(work, m_at + 1 + dotted);
            return coming(today, m, d).map(|date| (m_at + 1 - i + dotted + extra, date));
        }
        let numeral = work.tokens[i].kind == Kind::Number;
        let named = matches!(work.key(i + 1), "числа" | "число" | "числу" | "ч") && work.key(i + 1) != "ч";
        if named
            || (!numeral
                && work.tokens[i].key.chars().any(|c| c.is_ascii_digit())
                && (!preposition.is_empty() || work.english || work.tokens[i].key.ends_with("го")))
        {
            return coming_day(today, d).map(|date| (1 + usize::from(named), date));
        }
        if work.key(i + 1) == "го" || (work.key(i + 1) == "-" && work.key(i + 2) == "го") {
            return coming_day(today, d).map(|date| (if work.key(i + 1) == "го" { 2 } else { 3 }, date));
        }
    }
    if let Some(n) = ["числа", "число"].iter().find(|w| **w == key).and_then(|_| ordinal(work, i + 1)) {
        return coming_day(today, n).map(|date| (2, date));
    }
    numeric_date(work, i, preposition)
}

pub(super) fn year_length(work: &Work<'_>, i: usize) -> usize {
    let year = work.tokens.get(i).and_then(|t| t.number()).is_some_and(|y| (2020..2100).contains(&y));
    if !year {
        return 0;
    }
    match work.key(i + 1) {
        "г" => 2 + usize::from(work.mark_char(i + 2) == Some('.')),
        "года" | "году" | "год" => 2,
        _ => 1,
    }
}

/// A day of a month: 5, 5-го, 5th, "пятого" is left to the note.
pub(super) fn ordinal(work: &Work<'_>, i: usize) -> Option<i8> {
    let token = work.tokens.get(i)?;
    let digits: String = token.key.chars().take_while(char::is_ascii_digit).collect();
    let rest = &token.key[digits.len()..];
    let fits =
        matches!(rest, "" | "-го" | "го" | "-ого" | "-е" | "е" | "-му" | "му" | "-ому" | "th" | "st" | "nd" | "rd" | "-ое");
    let day: i8 = digits.parse().ok()?;
    (fits && (1..=31).contains(&day)).then_some(day)
}

/// The next such day and month, this year or next.
pub(super) fn coming(today: Date, month: i8, day: i8) -> Option<Date> {
    let date = Date::new(today.year(), month, day).ok()?;
    if date < today { Date::new(today.year() + 1, month, day).ok() } else { Some(date) }
}

/// The next such day of a month.
pub(super) fn coming_day(today: Date, day: i8) -> Option<Date> {
    let mut first = today.first_of_month();
    for _ in 0..3 {
        if let Ok(date) = Date::new(first.year(), first.month(), day)
            && date >= today
        {
            return Some(date);
        }
        first = first.checked_add(1.month()).ok()?;
    }
    None
}

/// "25.11", "25.11.2026", "25/11", "2026-11-25".
pub(super) fn numeric_date(work: &Work<'_>, i: usize, preposition: &str) -> Option<(usize, Date)> {
    let token = work.tokens.get(i)?;
    if token.kind != Kind::Number {
        return None;
    }
    let key = token.key.as_str();
    let pieces: Vec<&str> = key.split(['.', '/', '-']).collect();
    let numbers: Vec<i16> = pieces.iter().map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let today = work.now.date();
    match (&numbers[..], &pieces[..]) {
        ([y, m, d], [p, ..]) if p.len() == 4 => Some((1, Date::new(*y, (*m).try_into().ok()?, (*d).try_into().ok()?).ok()?)),
        ([d, m, y], _) if key.contains(['.', '/']) => {
            let year = if *y < 100 { 2000 + y } else { *y };
            let (d, m) = american(work, key, *d, *m);
            Some((1, Date::new(year, m.try_into().ok()?, d.try_into().ok()?).ok()?))
        }
        ([d, m], [_, p]) if p.len() == 2 && key.contains(['.', '/']) => {
            let followed = work
                .tokens
                .get(i + 1)
                .is_some_and(|t| matches!(t.key.as_str(), "в" | "at" | "к" | "г") || weekday(&t.key).is_some());
            let asked = matches!(
                preposition,
                "до" | "к" | "на" | "by" | "on" | "с" | "после" | "before" | "until" | "till" | "after" | "the"
            ) || followed;
            let verb = work
                .has_any(i.wrapping_sub(1), &[Tag::Call, Tag::Meet, Tag::Ship, Tag::Send, Tag::OfferPaper, Tag::InvoicePaper]);
            let last = pieces[0].len() == 2 && work.breaks(i + 1) && i > 0 && work.is_word(i - 1) && work.free(i - 1);
            if !(asked || verb || last) || work.has(i + 1, Tag::Unit) && !followed {
                return None;
            }
            let (d, m) = american(work, key, *d, *m);
            coming(today, m.try_into().ok()?, d.try_into().ok()?).map(|date| (1, date))
        }
        _ => None,
    }
}

/// In English text "12/05" is the 5th of December where it can be.
pub(super) fn american(work: &Work<'_>, key: &str, first: i16, second: i16) -> (i16, i16) {
    if work.english && key.contains('/') && first <= 12 { (second, first) } else { (first, second) }
}
