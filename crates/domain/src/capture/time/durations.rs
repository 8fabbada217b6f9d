//! Durations: "через 12 мин", "in an hour", "в течение часа".

use super::super::line::Kind;
use super::super::work::Work;
use super::{Element, Parts, words_at};
use jiff::Span;
use jiff::ToSpan;
use jiff::civil::{DateTime, Weekday};

pub(super) fn count_word(word: &str) -> Option<i64> {
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
pub(super) enum Measure {
    Minute,
    Hour,
    Day,
    Workday,
    Week,
    Month,
}

pub(super) fn measure(word: &str) -> Option<Measure> {
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
pub(super) fn duration(work: &Work<'_>, i: usize) -> Option<Element> {
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
pub(super) fn amount(work: &Work<'_>, i: usize) -> Option<(usize, i64)> {
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

pub(super) fn glued_measure(key: &str) -> Option<Measure> {
    measure(key.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',' || c == '-'))
}

pub(super) fn moment(now: DateTime, span: Span) -> Option<Parts> {
    Some(Parts { moment: Some(now.checked_add(span).ok()?), ..Parts::default() })
}

/// `halves` half units after now.
pub(super) fn after(now: DateTime, halves: i64, measure: Measure) -> Option<Parts> {
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
