//! The output of a day: standard minutes against the working time passed and against the day.

use domain::id::{EmployeeId, UnitId};
use domain::output::ratio;
use domain::rights::Action;
use domain::time::Time;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::access::allow_for;
use crate::error::Done;
use crate::model::office::Office;
use crate::model::people::Employee;
use crate::model::work::{Interaction, WorkUnit};
use crate::ports::Tx;

/// Output of one employee on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayOutput {
    /// Standard seconds credited.
    pub credited: i64,
    /// Working seconds passed so far (the whole day for a day gone by).
    pub elapsed: i64,
    /// Working seconds of the day; 0 on a day off.
    pub fund: i64,
    /// P against the time passed, ten-thousandths; `None` while no working time has passed.
    pub against_elapsed: Option<i64>,
    /// P against the day, ten-thousandths; `None` on a day off.
    pub against_day: Option<i64>,
}

/// The time zone of the office; UTC if its name is not known here.
#[must_use]
pub fn zone_of(office: &Office) -> TimeZone {
    TimeZone::get(&office.zone).unwrap_or(TimeZone::UTC)
}

/// Output of one employee on a local day.
///
/// # Errors
/// `Denied`; store errors.
pub fn day_output(
    tx: &mut dyn Tx,
    actor: &Employee,
    office: &Office,
    whose: EmployeeId,
    day: Date,
    now: Time,
) -> Done<DayOutput> {
    allow_for(tx, actor, Action::SeeOutput, whose)?;
    let zone = zone_of(office);
    let (from, until) = Time::day(day, &zone);
    let credited = tx.output(Some(&[whose]), from, until)?.first().map_or(0, |(_, seconds)| *seconds);
    Ok(against_time(office, credited, day, now))
}

/// Sets credited seconds against the working time of a day.
///
/// Saturdays and Sundays have no fund; the production calendar comes with schedules.
#[must_use]
pub fn against_time(office: &Office, credited: i64, day: Date, now: Time) -> DayOutput {
    let zone = zone_of(office);
    let (from, until) = Time::day(day, &zone);
    let weekend = matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
    let fund = if weekend { 0 } else { office.day.fund() };
    let elapsed = if weekend || now < from {
        0
    } else if now >= until {
        fund
    } else {
        office.day.elapsed(now.seconds_since(from))
    };
    DayOutput { credited, elapsed, fund, against_elapsed: ratio(credited, elapsed), against_day: ratio(credited, fund) }
}

/// A counted unit with the contact it was done for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitLine {
    /// The unit.
    pub unit: WorkUnit,
    /// Its contact.
    pub interaction: Option<Interaction>,
    /// Legal form and name of the client.
    pub client_name: Option<String>,
}

/// The units of one employee on a local day, oldest first.
///
/// # Errors
/// `Denied`; store errors.
pub fn day_units(tx: &mut dyn Tx, actor: &Employee, office: &Office, whose: EmployeeId, day: Date) -> Done<Vec<UnitLine>> {
    allow_for(tx, actor, Action::SeeOutput, whose)?;
    let (from, until) = Time::day(day, &zone_of(office));
    let mut lines = Vec::new();
    for unit in tx.units_of_employee(whose, from, until)? {
        let interaction = unit.interaction.map(|id| tx.interaction(id)).transpose()?.flatten();
        let client = unit.client.map(|id| tx.client(id)).transpose()?.flatten();
        lines.push(UnitLine {
            unit,
            interaction,
            client_name: client.map(|client| full_name(client.form.as_deref(), &client.name)),
        });
    }
    Ok(lines)
}

/// Legal form and name as written: `ООО Стройдом`, `Harbour Ltd`.
#[must_use]
pub fn full_name(form: Option<&str>, name: &str) -> String {
    form.map_or_else(|| name.to_owned(), |form| domain::legal_form::with_name(form, name))
}

/// One unit, for its page.
///
/// # Errors
/// `Denied`; `NotFound`; store errors.
pub fn open_unit(tx: &mut dyn Tx, actor: &Employee, id: UnitId) -> Done<WorkUnit> {
    let unit = tx.unit(id)?.ok_or(crate::error::AppError::NotFound("unit"))?;
    allow_for(tx, actor, Action::SeeOutput, unit.employee)?;
    Ok(unit)
}
