//! The demonstration phone: who has a desk open and wants it to ring, and when it is time. The server lets it ring.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::model::office::Office;
use app::model::people::Employee;
use domain::id::EmployeeId;
use domain::time::Time;

/// From opening a desk to the first ring, seconds.
const FIRST: i64 = 5;
/// From one ring to the next, seconds.
const PAUSE: i64 = 240;
/// A ring that found the desk busy is tried again after so many seconds.
const BUSY: i64 = 20;

#[derive(Debug, Default)]
struct Seat {
    off: bool,
    desks: u32,
    next: Option<Time>,
    rung: u32,
}

/// The seats of one process. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct DemoPhone(Arc<Mutex<HashMap<EmployeeId, Seat>>>);

/// A desk that listens; the phone is quiet once it is dropped.
#[derive(Debug)]
pub struct OpenDesk {
    phone: DemoPhone,
    employee: EmployeeId,
}

impl Drop for OpenDesk {
    fn drop(&mut self) {
        self.phone.seat(self.employee, |seat| seat.desks = seat.desks.saturating_sub(1));
    }
}

impl DemoPhone {
    fn seat<R>(&self, employee: EmployeeId, work: impl FnOnce(&mut Seat) -> R) -> R {
        work(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(employee).or_default())
    }

    /// A desk was opened: in a demonstration office its phone rings soon, the first time.
    pub fn opened(&self, office: &Office, employee: &Employee, now: Time) {
        if office.demonstration {
            self.seat(employee.id, |seat| seat.next = seat.next.or(Some(now.plus_seconds(FIRST))));
        }
    }

    /// A page listens from now until the answer is dropped.
    #[must_use]
    pub fn listening(&self, employee: EmployeeId) -> OpenDesk {
        self.seat(employee, |seat| seat.desks += 1);
        OpenDesk { phone: self.clone(), employee }
    }

    /// Whether it rings by itself.
    #[must_use]
    pub fn is_on(&self, employee: EmployeeId) -> bool {
        self.seat(employee, |seat| !seat.off)
    }

    /// Switches it on or off; switched on, it rings soon.
    pub fn switch(&self, employee: &Employee, on: bool, now: Time) {
        self.seat(employee.id, |seat| {
            seat.off = !on;
            seat.next = Some(now.plus_seconds(FIRST));
        });
    }

    /// Seats it is time to ring at, each with how many times it has rung before.
    #[must_use]
    pub fn due(&self, now: Time) -> Vec<(EmployeeId, u32)> {
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = seats.iter_mut().filter(|(_, seat)| !seat.off && seat.desks > 0 && seat.next.is_some_and(|at| at <= now));
        due.map(|(employee, seat)| {
            seat.next = Some(now.plus_seconds(PAUSE));
            seat.rung += 1;
            (*employee, seat.rung - 1)
        })
        .collect()
    }

    /// The desk was busy: the same ring comes a little later.
    pub fn busy(&self, employee: EmployeeId, now: Time) {
        self.seat(employee, |seat| {
            seat.rung = seat.rung.saturating_sub(1);
            seat.next = Some(now.plus_seconds(BUSY));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn office(demonstration: bool) -> Office {
        Office {
            name: String::new(),
            language: domain::language::Language::Ru,
            zone: "UTC".into(),
            day: domain::output::WorkingDay::default(),
            created: Time::default(),
            demonstration,
            call_source_key: None,
        }
    }

    #[test]
    fn a_desk_of_a_demonstration_office_rings_within_ten_seconds_and_only_while_it_is_open() {
        let (phone, now) = (DemoPhone::default(), Time::from_micros(0));
        let anna = &sample::people(now)[0];
        phone.opened(&office(true), anna, now);
        assert!(phone.due(now.plus_seconds(10)).is_empty());
        let desk = phone.listening(anna.id);
        assert!(phone.due(now.plus_seconds(1)).is_empty());
        assert_eq!(phone.due(now.plus_seconds(10)), [(anna.id, 0)]);
        assert!(phone.due(now.plus_seconds(11)).is_empty());
        drop(desk);
        assert!(phone.due(now.plus_seconds(10_000)).is_empty());
    }

    #[test]
    fn an_ordinary_office_and_a_switched_off_phone_stay_quiet() {
        let (phone, now) = (DemoPhone::default(), Time::from_micros(0));
        let people = sample::people(now);
        let _desks = [phone.listening(people[0].id), phone.listening(people[1].id)];
        phone.opened(&office(false), &people[0], now);
        phone.opened(&office(true), &people[1], now);
        phone.switch(&people[1], false, now);
        assert!(phone.due(now.plus_seconds(3600)).is_empty());
        phone.switch(&people[1], true, now);
        assert_eq!(phone.due(now.plus_seconds(60)).len(), 1);
    }
}
