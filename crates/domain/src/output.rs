//! Output: the sum of norms of accepted work units against the working time (method.md, Output and pay).

use jiff::Span;
use jiff::civil::{DateTime, Weekday};
use serde::{Deserialize, Serialize};

/// A span of working time within a day, as minutes from local midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingDay {
    /// Start of work, minutes from midnight.
    pub start: i64,
    /// End of work, minutes from midnight.
    pub end: i64,
    /// Start of the unpaid break, minutes from midnight; equal to `break_end` when there is none.
    pub break_start: i64,
    /// End of the unpaid break.
    pub break_end: i64,
}

impl Default for WorkingDay {
    /// 9:00 to 18:00 with an hour from 13:00: eight working hours.
    fn default() -> Self {
        Self { start: 540, end: 1080, break_start: 780, break_end: 840 }
    }
}

impl WorkingDay {
    /// Working seconds of the whole day.
    #[must_use]
    pub const fn fund(self) -> i64 {
        ((self.end - self.start) - (self.break_end - self.break_start)) * 60
    }

    /// Working seconds passed when the local clock shows `second_of_day`.
    #[must_use]
    pub fn elapsed(self, second_of_day: i64) -> i64 {
        let until = second_of_day.clamp(self.start * 60, self.end * 60);
        let at_work = until - self.start * 60;
        let on_break = (until - self.break_start * 60).clamp(0, (self.break_end - self.break_start) * 60);
        at_work - on_break
    }

    /// The local moment so many working hours after `from`, Saturdays and Sundays left out; `from` itself where a day has no
    /// working time at all.
    #[must_use]
    pub fn after_hours(self, from: DateTime, hours: u16) -> DateTime {
        if self.fund() <= 0 {
            return from;
        }
        let mut left = i64::from(hours) * 3600;
        let (mut date, mut second) = (from.date(), second_of(from));
        loop {
            let works = !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
            let rest = if works { self.fund() - self.elapsed(second) } else { 0 };
            if works && left <= rest {
                let wanted = self.elapsed(second) + left;
                return date.at(0, 0, 0, 0) + Span::new().seconds(self.clock_at(wanted));
            }
            left -= rest;
            let Ok(next) = date.tomorrow() else { return from };
            (date, second) = (next, 0);
        }
    }

    /// The second of the day when so many working seconds have passed.
    fn clock_at(self, worked: i64) -> i64 {
        let before_break = (self.break_start - self.start) * 60;
        let pause = if worked > before_break { (self.break_end - self.break_start) * 60 } else { 0 };
        self.start * 60 + worked + pause
    }
}

fn second_of(at: DateTime) -> i64 {
    i64::from(at.hour()) * 3600 + i64::from(at.minute()) * 60 + i64::from(at.second())
}

/// The output ratio P in ten-thousandths, rounded half up; `None` when there is no fund to divide by.
///
/// Integers, so that the same numbers give the same P everywhere.
#[must_use]
pub const fn ratio(output_seconds: i64, fund_seconds: i64) -> Option<i64> {
    if fund_seconds <= 0 {
        return None;
    }
    Some((output_seconds * 20_000 + fund_seconds) / (fund_seconds * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_of_the_method_gives_its_p() {
        let minutes = 20 * 3 + 12 * 5 + 10 * 10 + 4 * 25 + 60;
        assert_eq!(minutes, 380);
        assert_eq!(ratio(minutes * 60, 480 * 60), Some(7917));
        assert_eq!(ratio(minutes * 60, 432 * 60), Some(8796));
        assert_eq!(ratio(0, 0), None);
    }

    #[test]
    fn working_hours_run_over_the_break_the_night_and_the_week_end() {
        let day = WorkingDay::default();
        let at = |text: &str| text.parse::<DateTime>().unwrap();
        assert_eq!(day.after_hours(at("2026-11-25T10:15"), 2), at("2026-11-25T12:15"));
        assert_eq!(day.after_hours(at("2026-11-25T12:30"), 2), at("2026-11-25T15:30"));
        assert_eq!(day.after_hours(at("2026-11-27T17:00"), 2), at("2026-11-30T10:00"));
        assert_eq!(day.after_hours(at("2026-11-28T03:00"), 8), at("2026-11-30T18:00"));
        assert_eq!(day.after_hours(at("2026-11-25T23:00"), 0), at("2026-11-25T18:00"));
    }

    #[test]
    fn the_break_does_not_count_as_working_time() {
        let day = WorkingDay::default();
        assert_eq!(day.fund(), 8 * 3600);
        assert_eq!(day.elapsed(8 * 3600), 0);
        assert_eq!(day.elapsed(13 * 3600 + 1800), 4 * 3600);
        assert_eq!(day.elapsed(15 * 3600), 5 * 3600);
        assert_eq!(day.elapsed(23 * 3600), 8 * 3600);
    }
}
