//! Times as people say them: "завтра в 15:00", "до пятницы", "in 12 min", "25 ноября к обеду".

use super::Due;
use super::lexicon::Tag;
use super::line::Kind;
use super::work::Work;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{Span, ToSpan};

/// A time found at tokens `from..to`; `due` is nothing for "срочно", "вчера" and other times that promise nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct When {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) due: Option<Due>,
}

/// What has been read of one time so far.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    date: Option<Date>,
    time: Option<Time>,
    moment: Option<DateTime>,
    part_of_day: Option<PartOfDay>,
    vague: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartOfDay {
    Morning,
    Noon,
    Later,
}

/// One element: how many tokens and what it says.
type Element = (usize, Parts);

/// Every time of the line, in order.
pub(crate) fn find(work: &Work<'_>) -> Vec<When> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < work.tokens.len() {
        match whole(work, i) {
            Some(when) => {
                i = when.to;
                out.push(when);
            }
            None => i += 1,
        }
    }
    out
}

const BEFORE: &[&str] = &[
    "в",
    "во",
    "к",
    "ко",
    "до",
    "на",
    "с",
    "со",
    "по",
    "после",
    "около",
    "примерно",
    "ближе",
    "где-то",
    "не",
    "позднее",
    "позже",
    "раньше",
    "максимум",
    "крайний",
    "срок",
    "at",
    "by",
    "on",
    "till",
    "until",
    "before",
    "after",
    "around",
    "about",
    "the",
    "this",
    "no",
    "later",
    "than",
    "from",
    "latest",
    "due",
    "of",
    "часов",
    "уже",
    "прямо",
    "for",
    "@",
    "~",
];

fn whole(work: &Work<'_>, start: usize) -> Option<When> {
    let mut parts = Parts::default();
    let mut end = start;
    let mut i = start;
    let mut preposition = "";
    while i < work.tokens.len() && i - start < 14 {
        if work.tokens[i].kind == Kind::Claimed || !work.free(i) {
            break;
        }
        let found = element(work, i, preposition, &parts);
        if let Some((length, element)) = found {
            parts = merged(parts, element);
            i += length;
            end = i;
            preposition = "";
            continue;
        }
        let word = work.key(i);
        let joins = BEFORE.contains(&word) || matches!(word, "в" | "and") || (word == "," && end == i && end > start);
        if !joins || (end == start && i > start + 3) {
            break;
        }
        if word != "," {
            preposition = word;
        }
        i += 1;
    }
    if end == start {
        return None;
    }
    let due = if parts.vague { None } else { resolve(&parts, work.now) };
    Some(When { from: start, to: end, due })
}

fn merged(a: Parts, b: Parts) -> Parts {
    Parts {
        date: a.date.or(b.date),
        time: a.time.or(b.time),
        moment: a.moment.or(b.moment),
        part_of_day: a.part_of_day.or(b.part_of_day),
        vague: a.vague || b.vague,
    }
}

fn resolve(parts: &Parts, now: DateTime) -> Option<Due> {
    if let Some(moment) = parts.moment {
        return Some(Due::Moment(moment));
    }
    match (parts.date, parts.time) {
        (Some(date), Some(time)) => Some(Due::Moment(date.to_datetime(time))),
        (Some(date), None) => Some(Due::Day(date)),
        (None, Some(time)) => {
            let today = now.date().to_datetime(time);
            let moment = if today > now { today } else { today.checked_add(1.day()).ok()? };
            Some(Due::Moment(moment))
        }
        (None, None) => {
            let over = match parts.part_of_day? {
                PartOfDay::Morning => now.hour() >= 10,
                PartOfDay::Noon => now.hour() >= 14,
                PartOfDay::Later => now.hour() >= 22,
            };
            let date = if over { now.date().tomorrow().ok()? } else { now.date() };
            Some(Due::Day(date))
        }
    }
}

fn element(work: &Work<'_>, i: usize, preposition: &str, so_far: &Parts) -> Option<Element> {
    if so_far.moment.is_none()
        && so_far.date.is_none()
        && so_far.time.is_none()
        && let Some(found) = duration(work, i).or_else(|| day(work, i))
    {
        return Some(found);
    }
    if so_far.date.is_none()
        && so_far.moment.is_none()
        && let Some((length, date)) = date(work, i, preposition)
    {
        return Some((length, Parts { date: Some(date), ..Parts::default() }));
    }
    if so_far.date.is_none()
        && let Some(found) = day(work, i)
    {
        return Some(found);
    }
    if so_far.time.is_none()
        && so_far.moment.is_none()
        && let Some((length, time)) = clock(work, i, preposition, so_far)
    {
        return Some((length, Parts { time: Some(time), ..Parts::default() }));
    }
    part_of_day(work, i, preposition, so_far)
}

fn words_at(work: &Work<'_>, i: usize, phrase: &str) -> Option<usize> {
    let mut n = 0;
    for word in phrase.split(' ') {
        if work.key(i + n) != word {
            return None;
        }
        n += 1;
    }
    Some(n)
}

/// Named days and vague times: "завтра", "до конца недели", "next week".
fn day(work: &Work<'_>, i: usize) -> Option<Element> {
    let today = work.now.date();
    let plus = |n: i64| today.checked_add(n.days()).ok();
    let to_friday = i64::from(Weekday::Friday.to_monday_zero_offset()) - i64::from(today.weekday().to_monday_zero_offset());
    let friday = if to_friday < 0 { plus(to_friday + 7) } else { plus(to_friday) };
    let next_monday = plus(7 - i64::from(today.weekday().to_monday_zero_offset()));
    let next_month = today.last_of_month().tomorrow().ok();
    let table: &[(&[&str], Option<Date>)] = &[
        (
            &[
                "до конца дня",
                "к концу дня",
                "в течение дня",
                "в конце дня",
                "конец дня",
                "под конец дня",
                "end of day",
                "end of the day",
                "end of business",
                "close of business",
                "eod",
                "cob",
                "end of play",
                "today",
                "tonight",
                "сегодня",
                "сёдня",
                "седня",
                "this afternoon",
                "this evening",
                "this morning",
                "later today",
            ],
            plus(0),
        ),
        (&["послезавтра", "после завтра", "day after tomorrow", "the day after tomorrow", "позавтра"], plus(2)),
        (&["завтра", "tomorrow", "tmrw", "tmr", "tomorow", "tommorow", "tommorrow", "2moro"], plus(1)),
        (
            &[
                "до конца недели",
                "к концу недели",
                "в конце недели",
                "на конец недели",
                "под конец недели",
                "конец недели",
                "end of the week",
                "end of week",
                "end of this week",
                "the end of the week",
                "eow",
            ],
            friday,
        ),
        (
            &[
                "в начале следующей недели",
                "начало следующей недели",
                "на следующей неделе",
                "на следующую неделю",
                "на той неделе",
                "следующей неделе",
                "в начале недели",
                "начале недели",
                "early next week",
                "beginning of next week",
                "start of next week",
                "next week",
                "на след неделе",
                "на будущей неделе",
                "со следующей недели",
            ],
            next_monday,
        ),
        (
            &[
                "в конце следующей недели",
                "до конца следующей недели",
                "к концу следующей недели",
                "end of next week",
                "late next week",
            ],
            friday.and_then(|f| f.checked_add(7.days()).ok()),
        ),
        (
            &[
                "до конца месяца",
                "в конце месяца",
                "к концу месяца",
                "конец месяца",
                "end of the month",
                "end of month",
                "month end",
                "eom",
            ],
            Some(today.last_of_month()),
        ),
        (
            &[
                "в начале следующего месяца",
                "в следующем месяце",
                "начале месяца",
                "в начале месяца",
                "next month",
                "start of next month",
            ],
            next_month,
        ),
        (
            &[
                "до конца года",
                "в конце года",
                "к концу года",
                "end of the year",
                "end of year",
                "year end",
                "before new year",
                "до нового года",
            ],
            Some(today.last_of_year()),
        ),
        (
            &["в выходные", "на выходных", "at the weekend", "on the weekend", "over the weekend", "this weekend"],
            plus((5 - i64::from(today.weekday().to_monday_zero_offset())).max(0)),
        ),
    ];
    let best = table
        .iter()
        .flat_map(|(phrases, date)| phrases.iter().filter_map(move |p| words_at(work, i, p).map(|n| (n, *date))))
        .max_by_key(|x| x.0);
    if let Some((length, date)) = best {
        return Some((length, Parts { date: Some(date?), ..Parts::default() }));
    }
    let vague = [
        "вчера",
        "позавчера",
        "yesterday",
        "на этой неделе",
        "this week",
        "на днях",
        "на прошлой неделе",
        "с прошлой недели",
        "с прошлого месяца",
        "last week",
        "в прошлом месяце",
        "last month",
        "в этом месяце",
        "this month",
        "через месяцок",
        "в течение недели",
    ];
    vague.iter().filter_map(|p| words_at(work, i, p)).max().map(|length| (length, Parts { vague: true, ..Parts::default() }))
}

fn weekday(word: &str) -> Option<Weekday> {
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
    let ending = word.chars().count() - stem.chars().count();
    (ending <= 2).then_some(*day)
}

fn month(word: &str) -> Option<i8> {
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

fn date(work: &Work<'_>, i: usize, preposition: &str) -> Option<(usize, Date)> {
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

fn year_length(work: &Work<'_>, i: usize) -> usize {
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
fn ordinal(work: &Work<'_>, i: usize) -> Option<i8> {
    let token = work.tokens.get(i)?;
    let digits: String = token.key.chars().take_while(char::is_ascii_digit).collect();
    let rest = &token.key[digits.len()..];
    let fits =
        matches!(rest, "" | "-го" | "го" | "-ого" | "-е" | "е" | "-му" | "му" | "-ому" | "th" | "st" | "nd" | "rd" | "-ое");
    let day: i8 = digits.parse().ok()?;
    (fits && (1..=31).contains(&day)).then_some(day)
}

/// The next such day and month, this year or next.
fn coming(today: Date, month: i8, day: i8) -> Option<Date> {
    let date = Date::new(today.year(), month, day).ok()?;
    if date < today { Date::new(today.year() + 1, month, day).ok() } else { Some(date) }
}

/// The next such day of a month.
fn coming_day(today: Date, day: i8) -> Option<Date> {
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
fn numeric_date(work: &Work<'_>, i: usize, preposition: &str) -> Option<(usize, Date)> {
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
            if !(asked || verb || last) || work.has(i + 1, Tag::Unit) {
                return None;
            }
            let (d, m) = american(work, key, *d, *m);
            coming(today, m.try_into().ok()?, d.try_into().ok()?).map(|date| (1, date))
        }
        _ => None,
    }
}

/// In English text "12/05" is the 5th of December where it can be.
fn american(work: &Work<'_>, key: &str, first: i16, second: i16) -> (i16, i16) {
    if work.english && key.contains('/') && first <= 12 { (second, first) } else { (first, second) }
}

fn count_word(word: &str) -> Option<i64> {
    Some(match word {
        "a" | "an" | "one" | "один" | "одну" | "одного" => 1,
        "two" | "пару" | "пара" | "couple" | "два" | "две" | "двух" => 2,
        "three" | "три" | "трех" => 3,
        "four" | "четыре" | "четырех" => 4,
        "five" | "пять" | "пяти" => 5,
        "six" | "шесть" | "шести" => 6,
        "seven" | "семь" | "семи" => 7,
        "eight" | "восемь" | "восьми" => 8,
        "nine" | "девять" | "девяти" => 9,
        "ten" | "десять" | "десяти" => 10,
        "eleven" | "одиннадцать" | "одиннадцати" => 11,
        "twelve" | "двенадцать" | "двенадцати" => 12,
        "fifteen" | "пятнадцать" => 15,
        "twenty" | "двадцать" => 20,
        "thirty" | "тридцать" => 30,
        "forty" | "сорок" => 40,
        _ => return None,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Minute,
    Hour,
    Day,
    Workday,
    Week,
    Month,
}

fn measure(word: &str) -> Option<Measure> {
    let is = |stems: &[&str]| stems.contains(&word);
    if word.starts_with("минут") || is(&["мин", "min", "mins", "minute", "minutes", "м"]) {
        Some(Measure::Minute)
    } else if is(&["час", "часа", "часов", "часик", "часика", "часиков", "ч", "hour", "hours", "hr", "hrs", "h"])
    {
        Some(Measure::Hour)
    } else if is(&["день", "дня", "дней", "денек", "дн", "day", "days", "сутки"]) {
        Some(Measure::Day)
    } else if is(&["неделю", "недели", "недель", "недельку", "недельки", "нед", "week", "weeks"])
    {
        Some(Measure::Week)
    } else if is(&["месяц", "месяца", "месяцев", "month", "months", "мес"]) {
        Some(Measure::Month)
    } else {
        None
    }
}

/// "через 12 мин", "через полчаса", "in an hour", "в течение часа", "минут через 20".
fn duration(work: &Work<'_>, i: usize) -> Option<Element> {
    let key = work.key(i);
    let lead = match key {
        "через" | "in" | "within" | "through" | "чз" | "ч/з" => 1,
        "в" if work.key(i + 1) == "течение" || work.key(i + 1) == "течении" => 2,
        "минут" | "часа" | "часов" | "часик" | "минуток" | "дня" | "дней" | "недели" | "недельки"
            if work.key(i + 1) == "через" =>
        {
            let n = amount(work, i + 2)?;
            return Some((2 + n.0, after(work.now, n.1, measure(if key == "минуток" { "минут" } else { key })?)?));
        }
        _ => return None,
    };
    let mut at = i + lead;
    while matches!(
        work.key(at),
        "примерно"
            | "где-то"
            | "about"
            | "around"
            | "the"
            | "next"
            | "another"
            | "еще"
            | "ближайшие"
            | "ближайших"
            | "ближайшего"
    ) {
        at += 1;
    }
    let special = [
        ("полчаса", 30),
        ("пол часа", 30),
        ("полчасика", 30),
        ("half an hour", 30),
        ("half hour", 30),
        ("a half hour", 30),
        ("полтора часа", 90),
        ("полтора часика", 90),
        ("час полтора", 90),
        ("час-полтора", 90),
        ("an hour and a half", 90),
        ("hour and a half", 90),
        ("четверть часа", 15),
        ("a quarter of an hour", 15),
        ("an hour or so", 60),
        ("an hour", 60),
        ("hour", 60),
        ("минуту", 1),
        ("a minute", 1),
        ("минутку", 1),
        ("пару минут", 2),
        ("пять минут", 5),
        ("пару минуток", 2),
    ];
    if let Some((n, minutes)) = special.iter().filter_map(|(p, m)| words_at(work, at, p).map(|n| (n, *m))).max() {
        return Some((at + n - i, moment(work.now, i64::from(minutes).minutes())?));
    }
    if let Some(m) = measure(work.key(at)) {
        return Some((at + 1 - i, after(work.now, 2, m)?));
    }
    let (n, value) = amount(work, at)?;
    let mut k = at + n;
    while matches!(work.key(k), "of" | "рабочих" | "рабочие" | "рабочий" | "working" | "business" | "календарных")
    {
        k += 1;
    }
    let workdays = matches!(work.key(k - 1), "рабочих" | "рабочие" | "рабочий" | "working" | "business");
    let m = if n == 1 && work.tokens.get(at).is_some_and(|t| t.kind == Kind::Mixed) {
        glued_measure(work.key(at))?
    } else {
        measure(work.key(k))?
    };
    let m = if workdays && m == Measure::Day { Measure::Workday } else { m };
    let end = if work.tokens.get(at).is_some_and(|t| t.kind == Kind::Mixed) { at + 1 } else { k + 1 };
    let end = end
        + usize::from(
            work.mark_char(end) == Some('.')
                && work.key(end - 1).chars().count() <= 3
                && !work.tokens.get(end + 1).is_none_or(|t| t.capital),
        );
    Some((end - i, after(work.now, value, m)?))
}

/// A number in tens: "2" is 20, "1.5" is 15; kept whole elsewhere.
fn amount(work: &Work<'_>, i: usize) -> Option<(usize, i64)> {
    let token = work.tokens.get(i)?;
    let (skip, key) = if token.key == "a" && matches!(work.key(i + 1), "couple" | "few") {
        (1, work.key(i + 1))
    } else {
        (0, token.key.as_str())
    };
    if let Some(n) = count_word(key) {
        return Some((skip + 1, n * 2));
    }
    let digits: String = key.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
    let digits = digits.trim_end_matches('-');
    if let Some((_, last)) = digits.split_once('-') {
        return last.parse::<i64>().ok().map(|n| (1, n * 2));
    }
    if let Some((whole, "5")) = digits.split_once(['.', ',']) {
        return whole.parse::<i64>().ok().map(|n| (1, n * 2 + 1));
    }
    let n: i64 = digits.parse().ok()?;
    (n < 1000).then_some((1, n * 2))
}

fn glued_measure(key: &str) -> Option<Measure> {
    measure(key.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',' || c == '-'))
}

fn moment(now: DateTime, span: Span) -> Option<Parts> {
    Some(Parts { moment: Some(now.checked_add(span).ok()?), ..Parts::default() })
}

/// `halves` half units after now.
fn after(now: DateTime, halves: i64, measure: Measure) -> Option<Parts> {
    let whole = halves / 2;
    let on = |span: Span| Some(Parts { date: Some(now.date().checked_add(span).ok()?), ..Parts::default() });
    match measure {
        Measure::Minute => moment(now, whole.minutes()),
        Measure::Hour => moment(now, (halves * 30).minutes()),
        Measure::Day => on(whole.days()),
        Measure::Workday => {
            let mut date = now.date();
            for _ in 0..whole.min(100) {
                date = date.tomorrow().ok()?;
                while matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
                    date = date.tomorrow().ok()?;
                }
            }
            Some(Parts { date: Some(date), ..Parts::default() })
        }
        Measure::Week => on((whole * 7).days()),
        Measure::Month => on(whole.months()),
    }
}

/// Tags of words that may follow a bare hour; anything else makes the number a quantity.
const MAY_FOLLOW: &[Tag] = &[
    Tag::Call,
    Tag::Send,
    Tag::Meet,
    Tag::Ship,
    Tag::Find,
    Tag::Request,
    Tag::Function,
    Tag::Time,
    Tag::Chatter,
    Tag::OfferPaper,
    Tag::InvoicePaper,
    Tag::OtherPaper,
    Tag::Introduces,
    Tag::Label,
    Tag::City,
];

fn clock(work: &Work<'_>, i: usize, preposition: &str, so_far: &Parts) -> Option<(usize, Time)> {
    let asked = matches!(
        preposition,
        "в" | "во"
            | "к"
            | "ко"
            | "до"
            | "после"
            | "на"
            | "около"
            | "с"
            | "at"
            | "by"
            | "after"
            | "before"
            | "around"
            | "about"
            | "till"
            | "until"
            | "for"
            | "ближе"
            | "@"
            | "from"
            | "where"
            | "где-то"
            | "примерно"
            | "часов"
            | "~"
            | "of"
            | "позднее"
            | "позже"
            | "than"
    );
    for (phrase, hour) in
        [("полдень", 12), ("полудню", 12), ("полудня", 12), ("noon", 12), ("midday", 12), ("полночь", 0), ("midnight", 0)]
    {
        if let Some(n) = words_at(work, i, phrase) {
            return time(hour, 0).map(|t| (n, t));
        }
    }
    if let Some(found) = halves(work, i) {
        return Some(found);
    }
    let token = work.tokens.get(i)?;
    let (length, hour, minute, written) = match spelled_time(work, i) {
        Some(found) => found,
        None => {
            let hour = if token.kind == Kind::Word {
                hour_word(token.key.as_str())?
            } else {
                token.number().and_then(|n| i8::try_from(n).ok())?
            };
            (1, hour, 0, false)
        }
    };
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let (extra, half, named) = suffix(work, i + length);
    // "на 3 дня", "на 2 часа" is how long, not when.
    let long = (preposition == "на" || i > 0 && work.key(i - 1) == "на")
        && so_far.date.is_none()
        && !written
        && extra == 1
        && matches!(work.key(i + length), "дня" | "часа" | "часов" | "час" | "hours");
    if long {
        return None;
    }
    if !written && !named {
        // A bare number is an hour only after "в", "at" ..., and only where no noun follows.
        let word_hour = token.kind == Kind::Word;
        let follows = i + length;
        let fine = follows >= work.tokens.len()
            || !work.is_word(follows)
            || (work.has_any(follows, MAY_FOLLOW) && !work.has(follows, Tag::Unit));
        let fine = fine && !matches!(work.mark_char(follows), Some('%' | '₽' | '$' | '€' | '+' | '*'));
        let weak = matches!(preposition, "на" | "с" | "for" | "from" | "of" | "about") && so_far.date.is_none();
        if !asked
            || weak
            || !fine
            || (word_hour && hour == 1)
            || (work.tokens.get(follows).is_some_and(|t| matches!(t.kind, Kind::Number | Kind::Mixed | Kind::Claimed))
                && so_far.date.is_none())
        {
            return None;
        }
    }
    let padded = token.key.starts_with('0') || work.key(i + length - 1).ends_with("am");
    let hour = match half {
        Half::Day if hour < 7 => hour + 12,
        Half::Evening if hour < 12 => hour + 12,
        Half::Night if hour == 12 => 0,
        Half::Morning if hour == 12 && work.english => 0,
        Half::None if (1..=7).contains(&hour) && !padded && !says_morning(work, i, i + length + extra) => hour + 12,
        _ => hour,
    };
    time(hour % 24, minute).map(|t| (length + extra, t))
}

/// Whether "утром" or "morning" stands beside the hour.
fn says_morning(work: &Work<'_>, from: usize, to: usize) -> bool {
    let around = [from.checked_sub(2), from.checked_sub(1), from.checked_sub(3), Some(to), Some(to + 1), Some(to + 2)];
    around.into_iter().flatten().any(|k| matches!(work.key(k), "утром" | "утра" | "morning" | "am"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    None,
    Morning,
    Day,
    Evening,
    Night,
}

/// What stands after an hour: "часов", "утра", "pm": tokens, half of the day, and whether it proves an hour.
fn suffix(work: &Work<'_>, i: usize) -> (usize, Half, bool) {
    let mut n = 0;
    let mut named = false;
    if matches!(work.key(i), "часов" | "часа" | "час" | "ч" | "часам" | "o'clock" | "hrs" | "oclock" | "hours")
    {
        let dot = usize::from(work.key(i) == "ч" && work.mark_char(i + 1) == Some('.'));
        n += 1 + dot;
        named = true;
    }
    let (k, half) = match work.key(i + n) {
        "утра" | "am" => (1, Half::Morning),
        "дня" => (1, Half::Day),
        "вечера" | "pm" => (1, Half::Evening),
        "ночи" => (1, Half::Night),
        "a" if work.key(i + n + 2) == "m" => (if work.mark_char(i + n + 3) == Some('.') { 4 } else { 3 }, Half::Morning),
        "p" if work.key(i + n + 2) == "m" => (if work.mark_char(i + n + 3) == Some('.') { 4 } else { 3 }, Half::Evening),
        "in" if work.key(i + n + 1) == "the" && work.key(i + n + 2) == "morning" => (3, Half::Morning),
        "in" if work.key(i + n + 1) == "the" && matches!(work.key(i + n + 2), "afternoon" | "evening") => (3, Half::Evening),
        _ => (0, Half::None),
    };
    (n + k, half, named || k > 0)
}

fn hour_word(word: &str) -> Option<i8> {
    if word == "час" || word == "часу" {
        return Some(1);
    }
    let n = count_word(word)?;
    (n <= 12 && !matches!(word, "a" | "an" | "пару" | "пара" | "couple" | "one" | "один" | "одну" | "одного"))
        .then_some(i8::try_from(n).ok()?)
}

/// "15:00", "15.30" after a preposition, "9am", "3pm", "15ч".
fn spelled_time(work: &Work<'_>, i: usize) -> Option<(usize, i8, i8, bool)> {
    let token = work.tokens.get(i)?;
    let key = token.key.as_str();
    if let Some(hour) = token.number()
        && work.mark_char(i + 1) == Some(':')
        && work.tokens[i + 1].start == token.end
        && let Some(minute) = work.tokens.get(i + 2).filter(|t| t.start == token.end + 1)
    {
        let digits: String = minute.key.chars().take_while(char::is_ascii_digit).collect();
        let rest = &minute.key[digits.len()..];
        if digits.len() == 2 {
            let mut hour = i8::try_from(hour).ok()?;
            match rest {
                "pm" if hour < 12 => hour += 12,
                "am" if hour == 12 => hour = 0,
                "" | "am" | "pm" => {}
                _ => return None,
            }
            return Some((3, hour, digits.parse().ok()?, true));
        }
    }
    if token.kind == Kind::Number && key.len() <= 5 {
        let (h, m) = key.split_once(['.', '-', ',']).filter(|(_, m)| m.len() == 2)?;
        let hour: i8 = h.parse().ok()?;
        let minute: i8 = m.parse().ok()?;
        let asked = work.key(i.wrapping_sub(1));
        let date_before =
            i > 0 && (work.has(i - 1, Tag::Time) || matches!(asked, "в" | "к" | "до" | "at" | "by" | "после" | "after" | "на"));
        let unit = work.has(i + 1, Tag::Unit) && !matches!(work.key(i + 1), "часов" | "ч");
        return (date_before && !unit && (6..24).contains(&hour) && minute < 60 && (minute % 5 == 0))
            .then_some((1, hour, minute, true));
    }
    if token.kind == Kind::Mixed {
        let digits: String = key.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let rest = &key[digits.len()..];
        let (h, m) = digits.split_once('.').unwrap_or((&digits, "0"));
        let (mut hour, minute): (i8, i8) = (h.parse().ok()?, m.parse().ok()?);
        return match rest {
            "am" => Some((1, if hour == 12 { 0 } else { hour }, minute, true)),
            "pm" => {
                if hour < 12 {
                    hour += 12;
                }
                Some((1, hour, minute, true))
            }
            "ч" | "h" | "-ти" | "-и" | "ти" | "часов" => Some((1, hour, minute, true)),
            _ => None,
        };
    }
    None
}

/// "полтретьего", "половина третьего", "half past three", "без четверти пять", "quarter to five".
fn halves(work: &Work<'_>, i: usize) -> Option<(usize, Time)> {
    const GENITIVE: &[&str] = &[
        "первого",
        "второго",
        "третьего",
        "четвертого",
        "пятого",
        "шестого",
        "седьмого",
        "восьмого",
        "девятого",
        "десятого",
        "одиннадцатого",
        "двенадцатого",
    ];
    let nth = |word: &str| GENITIVE.iter().position(|g| *g == word).and_then(|p| i8::try_from(p).ok());
    let afternoon = |hour: i8| {
        if (1..=7).contains(&hour) {
            hour + 12
        } else if hour == 0 {
            12
        } else {
            hour
        }
    };
    let key = work.key(i);
    if let Some(hour) = key.strip_prefix("пол").and_then(|k| nth(k.trim_start_matches('-'))) {
        return time(afternoon(hour), 30).map(|t| (1, t));
    }
    if matches!(key, "половина" | "половине" | "пол" | "половину")
        && let Some(hour) = nth(work.key(i + 1))
    {
        return time(afternoon(hour), 30).map(|t| (2, t));
    }
    let hour_at =
        |k: usize| work.tokens.get(k).and_then(|t| t.number().and_then(|n| i8::try_from(n).ok()).or_else(|| hour_word(&t.key)));
    if key == "half" && work.key(i + 1) == "past" {
        return hour_at(i + 2).and_then(|h| time(afternoon(h), 30)).map(|t| (3, t));
    }
    if key == "quarter" && work.key(i + 1) == "past" {
        return hour_at(i + 2).and_then(|h| time(afternoon(h), 15)).map(|t| (3, t));
    }
    if key == "quarter" && work.key(i + 1) == "to" {
        return hour_at(i + 2).and_then(|h| time((afternoon(h) + 23) % 24, 45)).map(|t| (3, t));
    }
    if key == "без" {
        let (n, minutes) = match work.key(i + 1) {
            "четверти" => (1, 15),
            other => (
                1 + usize::from(work.key(i + 2) == "минут"),
                other.parse().ok().or_else(|| count_word(other).and_then(|c| i8::try_from(c).ok()))?,
            ),
        };
        return hour_at(i + 1 + n).and_then(|h| time((afternoon(h) + 23) % 24, 60 - minutes)).map(|t| (2 + n, t));
    }
    None
}

fn time(hour: i8, minute: i8) -> Option<Time> {
    Time::new(hour, minute, 0, 0).ok()
}

fn part_of_day(work: &Work<'_>, i: usize, preposition: &str, so_far: &Parts) -> Option<Element> {
    const PARTS: &[(&str, PartOfDay)] = &[
        ("утром", PartOfDay::Morning),
        ("с утра", PartOfDay::Morning),
        ("утра", PartOfDay::Morning),
        ("в первой половине дня", PartOfDay::Morning),
        ("в первую половину дня", PartOfDay::Morning),
        ("до обеда", PartOfDay::Noon),
        ("к обеду", PartOfDay::Noon),
        ("в обед", PartOfDay::Noon),
        ("обеда", PartOfDay::Later),
        ("обед", PartOfDay::Noon),
        ("обеду", PartOfDay::Noon),
        ("после обеда", PartOfDay::Later),
        ("во второй половине дня", PartOfDay::Later),
        ("второй половине дня", PartOfDay::Later),
        ("во вторую половину дня", PartOfDay::Later),
        ("днем", PartOfDay::Later),
        ("вечером", PartOfDay::Later),
        ("вечера", PartOfDay::Later),
        ("вечеру", PartOfDay::Later),
        ("вечерком", PartOfDay::Later),
        ("ночью", PartOfDay::Later),
        ("концу дня", PartOfDay::Later),
        ("конца дня", PartOfDay::Later),
        ("first thing in the morning", PartOfDay::Morning),
        ("first thing", PartOfDay::Morning),
        ("in the morning", PartOfDay::Morning),
        ("morning", PartOfDay::Morning),
        ("in the afternoon", PartOfDay::Later),
        ("afternoon", PartOfDay::Later),
        ("in the evening", PartOfDay::Later),
        ("evening", PartOfDay::Later),
        ("at night", PartOfDay::Later),
        ("before lunch", PartOfDay::Noon),
        ("by lunch", PartOfDay::Noon),
        ("by lunchtime", PartOfDay::Noon),
        ("at lunch", PartOfDay::Noon),
        ("at lunchtime", PartOfDay::Noon),
        ("lunchtime", PartOfDay::Noon),
        ("lunch", PartOfDay::Later),
        ("after lunch", PartOfDay::Later),
        ("end of day", PartOfDay::Later),
        ("eod", PartOfDay::Later),
        ("cob", PartOfDay::Later),
        ("close of business", PartOfDay::Later),
        ("end of the day", PartOfDay::Later),
        ("work", PartOfDay::Later),
    ];
    let (length, phrase, part) =
        PARTS.iter().filter_map(|(p, part)| words_at(work, i, p).map(|n| (n, *p, *part))).max_by_key(|x| x.0)?;
    let needs_preposition = matches!(
        phrase,
        "обеда"
            | "обед"
            | "обеду"
            | "утра"
            | "вечера"
            | "вечеру"
            | "lunch"
            | "концу дня"
            | "конца дня"
            | "work"
    );
    let anchored = so_far.date.is_some();
    if needs_preposition
        && !(matches!(preposition, "до" | "к" | "после" | "в" | "after" | "before" | "by" | "at" | "с")
            || (anchored && phrase != "work"))
    {
        return None;
    }
    if phrase == "work" && !matches!(preposition, "after") {
        return None;
    }
    let english_noun = matches!(phrase, "morning" | "afternoon" | "evening")
        && !anchored
        && !matches!(preposition, "this" | "the" | "by" | "before" | "until" | "till");
    if english_noun {
        return None;
    }
    let part = if phrase == "lunch" && matches!(preposition, "before" | "by" | "at") || phrase == "обеда" && preposition == "до"
    {
        PartOfDay::Noon
    } else {
        part
    };
    Some((length, Parts { part_of_day: Some(part), ..Parts::default() }))
}
