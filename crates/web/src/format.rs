//! Numbers, times, dates and phone numbers in the way of each language.

use domain::time::Time;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::locale::Lang;
use crate::t;

/// A whole number with the separators of the language: `12 345` or `12,345`.
pub fn number(lang: Lang, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let separator = match lang {
        Lang::Ru => '\u{a0}',
        Lang::En => ',',
    };
    let mut text = String::new();
    if n < 0 {
        text.push('\u{2212}');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(c);
    }
    text
}

/// A number with a fixed count of decimals: `0,79` or `0.79`.
pub fn decimal(lang: Lang, n: f64, digits: usize) -> String {
    let plain = format!("{:.digits$}", n.abs());
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let sign = if n < 0.0 && plain.chars().any(|c| c.is_ascii_digit() && c != '0') { "\u{2212}" } else { "" };
    let whole = number(lang, whole.parse().unwrap_or(0));
    let mark = if lang == Lang::Ru { ',' } else { '.' };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{mark}{part}") }
}

/// A ratio such as P, with two decimals.
pub fn ratio(lang: Lang, p: f64) -> String {
    decimal(lang, p, 2)
}

/// A ratio kept in ten-thousandths, with two decimals.
#[expect(clippy::cast_precision_loss, reason = "ratios are far below the precision of f64")]
pub fn ten_thousandths(lang: Lang, ratio_value: i64) -> String {
    ratio(lang, ratio_value as f64 / 10_000.0)
}

/// A share from 0 to 1 as whole per cent: `79 %` or `79%`.
pub fn percent(lang: Lang, share: f64) -> String {
    let n = decimal(lang, share * 100.0, 0);
    if lang == Lang::Ru { format!("{n}\u{a0}%") } else { format!("{n}%") }
}

/// A length of time in hours and minutes, rounded down to the minute: `4 ч 10 мин`. Seconds alone below a minute.
pub fn duration(lang: Lang, seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    match (hours, minutes) {
        (0, 0) if seconds > 0 => t!(lang, "duration-seconds", seconds = seconds),
        (0, _) => t!(lang, "duration-minutes", minutes = minutes),
        (_, 0) => t!(lang, "duration-hours", hours = hours),
        _ => t!(lang, "duration-hours-minutes", hours = hours, minutes = minutes),
    }
}

/// The length of a talk as a clock shows it: `0:42`, `12:05`, `1:02:05`.
pub fn clock(seconds: i64) -> String {
    let (h, m, s) = (seconds / 3600, seconds % 3600 / 60, seconds % 60);
    if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") }
}

/// The local date of a moment.
pub fn local_date(tz: &TimeZone, at: Time) -> Date {
    at.local(tz).date()
}

/// A time of the day: `14:05`.
pub fn time(tz: &TimeZone, at: Time) -> String {
    let z = at.local(tz);
    format!("{:02}:{:02}", z.hour(), z.minute())
}

/// A date in words: `23 ноября 2026` or `23 November 2026`.
pub fn date(lang: Lang, date: Date) -> String {
    t!(lang, "date-long", day = i64::from(date.day()), month = month(lang, date.month()), year = date.year().to_string())
}

/// A date in words without the year: `23 ноября` or `23 November`.
pub fn day(lang: Lang, date: Date) -> String {
    t!(lang, "date-day", day = i64::from(date.day()), month = month(lang, date.month()))
}

/// A date in figures: `23.11.2026` or `23/11/2026`.
pub fn date_figures(lang: Lang, date: Date) -> String {
    let mark = if lang == Lang::Ru { '.' } else { '/' };
    format!("{:02}{mark}{:02}{mark}{}", date.day(), date.month(), date.year())
}

/// The name of a weekday.
pub fn weekday(lang: Lang, date: Date) -> String {
    t!(lang, "weekday", day = i64::from(date.weekday().to_monday_one_offset()))
}

fn month(lang: Lang, month: i8) -> String {
    t!(lang, "month-of", month = i64::from(month))
}

/// A moment as near as it is: `14:05` today, `yesterday, 14:05`, `23 November, 14:05`, with the year in another year.
pub fn moment(lang: Lang, tz: &TimeZone, now: Time, at: Time) -> String {
    let (today, that) = (local_date(tz, now), local_date(tz, at));
    let clock = time(tz, at);
    if today == that {
        return clock;
    }
    if today.yesterday().is_ok_and(|d| d == that) {
        return t!(lang, "moment-yesterday", time = clock);
    }
    if today.tomorrow().is_ok_and(|d| d == that) {
        return t!(lang, "moment-tomorrow", time = clock);
    }
    let date = if today.year() == that.year() { day(lang, that) } else { date(lang, that) };
    t!(lang, "moment-date", date = date, time = clock)
}

/// The heading of a day in a timeline: `today`, `yesterday`, `tomorrow`, else the weekday and the date.
pub fn day_heading(lang: Lang, tz: &TimeZone, now: Time, at: Time) -> String {
    let (today, that) = (local_date(tz, now), local_date(tz, at));
    if today == that {
        return t!(lang, "day-today");
    }
    if today.yesterday().is_ok_and(|d| d == that) {
        return t!(lang, "day-yesterday");
    }
    if today.tomorrow().is_ok_and(|d| d == that) {
        return t!(lang, "day-tomorrow");
    }
    let words = if today.year() == that.year() { day(lang, that) } else { date(lang, that) };
    t!(lang, "day-other", date = words, weekday = weekday(lang, that))
}

/// A moment for machines: the `datetime` attribute, RFC 3339 in UTC.
pub fn machine(at: Time) -> String {
    at.in_zone(&TimeZone::UTC).timestamp().to_string()
}

/// A phone number (E.164) for reading: `+7 912 345-67-89`. Numbers of other countries keep their digits.
pub fn phone(e164: &str) -> String {
    let digits = e164.strip_prefix("+7").filter(|d| d.len() == 10 && d.bytes().all(|b| b.is_ascii_digit()));
    match digits {
        Some(d) => format!("+7\u{a0}{}\u{a0}{}-{}-{}", &d[..3], &d[3..6], &d[6..8], &d[8..]),
        None => e164.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_use_the_separators_of_the_language() {
        assert_eq!(number(Lang::Ru, 1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(number(Lang::En, -1234), "\u{2212}1,234");
        assert_eq!(decimal(Lang::Ru, 0.7917, 2), "0,79");
        assert_eq!(decimal(Lang::En, 1234.5, 1), "1,234.5");
        assert_eq!(decimal(Lang::En, -0.001, 2), "0.00");
        assert_eq!(percent(Lang::Ru, 0.5), "50\u{a0}%");
    }

    #[test]
    fn lengths_of_time_are_said_shortly() {
        assert_eq!(duration(Lang::Ru, 4 * 3600 + 600), "4\u{a0}ч 10\u{a0}мин");
        assert_eq!(duration(Lang::En, 3600), "1\u{a0}h");
        assert_eq!(duration(Lang::En, 42), "42\u{a0}s");
        assert_eq!(duration(Lang::En, 0), "0\u{a0}min");
        assert_eq!(clock(3725), "1:02:05");
    }

    #[test]
    fn a_moment_is_as_near_as_it_is() {
        let tz = TimeZone::get("Europe/Moscow").expect("bundled");
        let at = |s: &str| Time::from(s.parse::<jiff::Timestamp>().expect("a time"));
        let now = at("2026-11-23T10:15:00+03:00");
        let say = |lang, s| moment(lang, &tz, now, at(s));
        assert_eq!(say(Lang::Ru, "2026-11-23T00:05:00+03:00"), "00:05");
        assert_eq!(say(Lang::Ru, "2026-11-22T23:59:00+03:00"), "вчера, 23:59");
        assert_eq!(say(Lang::En, "2026-11-24T15:00:00+03:00"), "tomorrow, 15:00");
        assert_eq!(say(Lang::Ru, "2026-05-01T09:00:00+03:00"), "1\u{a0}мая, 09:00");
        assert_eq!(say(Lang::En, "2025-05-01T09:00:00+03:00"), "1\u{a0}May 2025, 09:00");
    }

    #[test]
    fn russian_numbers_are_grouped_and_others_left_alone() {
        assert_eq!(phone("+79123456789"), "+7\u{a0}912\u{a0}345-67-89");
        assert_eq!(phone("+12025550123"), "+12025550123");
    }
}
