//! Today's output of one employee, as the top bar and the page of output need it.

use app::error::Done;
use app::model::office::Office;
use app::model::people::Employee;
use app::ports::Tx;
use domain::time::Time;
use jiff::tz::TimeZone;

use crate::layout::TodayBar;

/// The zone of the office; UTC where its name is no longer known.
pub fn zone(office: &Office) -> TimeZone {
    TimeZone::get(&office.zone).unwrap_or(TimeZone::UTC)
}

/// Today's standard seconds of an employee.
///
/// # Errors
/// Store errors.
pub fn credited(tx: &mut dyn Tx, office: &Office, employee: &Employee, now: Time) -> Done<i64> {
    let zone = zone(office);
    let (from, until) = Time::day(now.local(&zone).date(), &zone);
    Ok(tx.output(Some(&[employee.id]), from, until)?.iter().map(|(_, seconds)| seconds).sum())
}

/// Output against the time elapsed and the whole day.
pub fn bar(office: &Office, credited: i64, now: Time) -> TodayBar {
    let clock = now.local(&zone(office)).time();
    let second = i64::from(clock.hour()) * 3600 + i64::from(clock.minute()) * 60 + i64::from(clock.second());
    TodayBar { credited, elapsed: office.day.elapsed(second), day: office.day.fund() }
}
