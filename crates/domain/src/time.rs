//! Times as microseconds UTC, and local days in a time zone.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

/// A moment: microseconds UTC since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Time(i64);

impl Time {
    /// A moment from microseconds UTC.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds UTC, as stored.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This moment moved by whole seconds (negative: back).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Whole seconds from `earlier` to this moment; negative when this moment is the earlier one.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) / 1_000_000
    }

    /// The moment with its local clock. Times outside the calendar's range are clamped to its ends.
    #[must_use]
    pub fn in_zone(self, zone: &TimeZone) -> ZonedDateTime {
        let clamped = self.0.clamp(Timestamp::MIN.as_microsecond(), Timestamp::MAX.as_microsecond());
        Timestamp::from_microsecond(clamped).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(zone.clone())
    }

    /// The local date and time of this moment.
    #[must_use]
    pub fn local(self, zone: &TimeZone) -> DateTime {
        self.in_zone(zone).datetime()
    }

    /// The moment of a local date and time; a time skipped by a clock change moves forward.
    #[must_use]
    pub fn from_local(local: DateTime, zone: &TimeZone) -> Self {
        zone.to_timestamp(local).map_or(Self(0), |stamp| Self(stamp.as_microsecond()))
    }

    /// First moment of the local day `date`, and the first moment of the next one.
    #[must_use]
    pub fn day(date: Date, zone: &TimeZone) -> (Self, Self) {
        let start = Self::from_local(date.at(0, 0, 0, 0), zone);
        let next = date.tomorrow().unwrap_or(date);
        (start, Self::from_local(next.at(0, 0, 0, 0), zone))
    }
}

impl From<Timestamp> for Time {
    fn from(stamp: Timestamp) -> Self {
        Self(stamp.as_microsecond())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_day_in_moscow_starts_at_21_utc_of_the_day_before() {
        let zone = TimeZone::get("Europe/Moscow").unwrap();
        let (start, end) = Time::day(jiff::civil::date(2026, 11, 23), &zone);
        assert_eq!(start.in_zone(&TimeZone::UTC).to_string(), "2026-11-22T21:00:00+00:00[UTC]");
        assert_eq!(end.seconds_since(start), 86_400);
    }
}
