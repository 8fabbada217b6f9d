//! Working days of an office that never was, and when promises made on them are due.

use domain::language::Language;
use domain::output::WorkingDay;
use domain::time::Time;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

/// One working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    /// Its date.
    pub(crate) date: Date,
    /// When work begins.
    pub(crate) opens: Time,
}

/// Days everybody is off beside weekends: month, first and last day.
const fn holidays(language: Language) -> &'static [(i8, i8, i8)] {
    match language {
        Language::Ru => &[(1, 1, 8), (2, 23, 23), (3, 8, 8), (5, 1, 1), (5, 9, 9), (6, 12, 12), (11, 4, 4)],
        Language::En => &[(1, 1, 1), (7, 4, 4), (12, 25, 25)],
    }
}

/// Whether the office works on a day.
pub(crate) fn works(date: Date, language: Language) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    !weekend
        && !holidays(language).iter().any(|(month, first, last)| date.month() == *month && (*first..=*last).contains(&date.day()))
}

/// The working days from `first` to `last`, both included.
pub(crate) fn working_days(first: Date, last: Date, language: Language, zone: &TimeZone, hours: WorkingDay) -> Vec<Day> {
    let mut days = Vec::new();
    let mut date = first;
    while date <= last {
        if works(date, language) {
            days.push(Day { date, opens: at(date, hours.start * 60, zone) });
        }
        match date.tomorrow() {
            Ok(next) => date = next,
            Err(_) => break,
        }
    }
    days
}

/// The moment of a second of a local day.
pub(crate) fn at(date: Date, second: i64, zone: &TimeZone) -> Time {
    let clock = jiff::civil::Time::midnight();
    let time = clock.saturating_add(jiff::SignedDuration::from_secs(second));
    Time::from_local(date.to_datetime(time), zone)
}

/// The first working day after a date.
pub(crate) fn next_working(date: Date, language: Language) -> Date {
    let mut next = date.tomorrow().unwrap_or(date);
    // Holidays last days, not years: the walk is short.
    for _ in 0..30 {
        if works(next, language) {
            break;
        }
        next = next.tomorrow().unwrap_or(next);
    }
    next
}

/// When a promise of the lists is due, said at a second of a day: the moment, and whether only the day was said.
///
/// `None` where the words would not be true then: "tomorrow" on a Friday, "till 16:00" at five.
pub(crate) fn due(
    when: &str,
    said: Time,
    second: i64,
    date: Date,
    language: Language,
    zone: &TimeZone,
    hours: WorkingDay,
) -> Option<(Time, bool)> {
    if let Some(minutes) = when.strip_suffix('m').and_then(|number| number.parse::<i64>().ok()) {
        let ends = second + minutes * 60;
        return (ends < hours.end * 60).then(|| (said.plus_seconds(minutes * 60), false));
    }
    let (day, clock) = when.split_once(' ').map_or((when, None), |(day, clock)| (day, Some(clock)));
    let target = match day {
        "today" => date,
        "tomorrow" => date.tomorrow().ok().filter(|next| works(*next, language))?,
        "monday" => Some(next_working(date, language)).filter(|next| next.weekday() == Weekday::Monday)?,
        _ => return None,
    };
    let Some(clock) = clock else {
        return Some((Time::day(target, zone).1.plus_seconds(-1), true));
    };
    let (hour, minute) = clock.split_once(':')?;
    let due_second = hour.parse::<i64>().ok()? * 3600 + minute.parse::<i64>().ok()? * 60;
    (day != "today" || due_second > second + 3600).then(|| (at(target, due_second, zone), false))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weekends_and_holidays_are_free() {
        let zone = TimeZone::get("Europe/Moscow").unwrap();
        let days = working_days(date(2026, 10, 30), date(2026, 11, 9), Language::Ru, &zone, WorkingDay::default());
        let dates: Vec<i8> = days.iter().map(|day| day.date.day()).collect();
        assert_eq!(dates, [30, 2, 3, 5, 6, 9]);
        assert_eq!(days[0].opens.in_zone(&zone).to_string(), "2026-10-30T09:00:00+03:00[Europe/Moscow]");
    }

    #[test]
    fn words_about_time_are_true_when_said() {
        let zone = TimeZone::UTC;
        let due_at = |when: &str, day: Date, hour: i64| {
            let said = at(day, hour * 3600, &zone);
            due(when, said, hour * 3600, day, Language::En, &zone, WorkingDay::default())
                .map(|(due, whole)| (due.local(&zone).to_string(), whole))
        };
        let (thursday, friday) = (date(2026, 11, 19), date(2026, 11, 20));
        assert_eq!(due_at("15m", thursday, 10), Some(("2026-11-19T10:15:00".into(), false)));
        assert_eq!(due_at("tomorrow 11:30", thursday, 10), Some(("2026-11-20T11:30:00".into(), false)));
        assert_eq!(due_at("tomorrow", thursday, 10), Some(("2026-11-20T23:59:59".into(), true)));
        assert_eq!(due_at("tomorrow", friday, 10), None);
        assert_eq!(due_at("monday 10:00", friday, 10), Some(("2026-11-23T10:00:00".into(), false)));
        assert_eq!(due_at("monday", thursday, 10), None);
        assert_eq!(due_at("today 16:00", thursday, 10), Some(("2026-11-19T16:00:00".into(), false)));
        assert_eq!(due_at("today 16:00", thursday, 15), None);
    }
}
