//! Unanswered attempts credit only as often as the playbook allows for one number and one local day.

use crate::common::{Told, on_both};
use app::model::work::WorkUnit;
use domain::call::{CallEvent, Direction, EventKind};
use domain::sheet::{Matter, Patch};

const UNANSWERED: &str = "call-out-unanswered";

/// An attempt of Anna's that nobody answers, recorded.
#[expect(clippy::unwrap_used, reason = "a story that cannot go on must fail")]
fn attempt(told: &mut Told, number: Option<&str>) -> WorkUnit {
    let name = format!("out-{}", told.now().micros());
    for kind in [EventKind::Ringing, EventKind::Ended] {
        let event = CallEvent {
            call: name.clone(),
            kind,
            at: told.now(),
            direction: Direction::Out,
            number: number.map(Into::into),
            called: None,
            extension: Some("101".into()),
        };
        told.does(move |tx, ctx| app::receive_call_event::receive_call_event(tx, ctx, &event)).unwrap();
        if kind == EventKind::Ringing {
            let anna = told.anna.clone();
            let sheet = told.open_sheets_of(&anna)[0].id;
            let matter = Matter { work_type: Some(UNANSWERED.into()), note: String::new() };
            told.saves(sheet, Patch { line: Some("гудки".into()), matters: Some(vec![matter]), ..Patch::default() });
        }
        told.later(20);
    }
    let anna = told.anna.clone();
    let sheet = told.open_sheets_of(&anna)[0].id;
    told.records(sheet).unwrap().units.remove(0)
}

fn limit(told: &Told) -> i64 {
    told.playbook.work_type(UNANSWERED).and_then(|one| one.daily_limit).map_or(0, i64::from)
}

#[test]
fn beyond_the_limit_of_a_number_and_a_day_an_attempt_credits_nothing() {
    on_both(|mut told| {
        let limit = limit(&told);
        assert!(limit > 0, "the playbook limits unanswered attempts");
        for _ in 0..limit {
            let unit = attempt(&mut told, Some("+79123456789"));
            assert_eq!((unit.credited, unit.norm > 0), (unit.norm, true));
        }
        let beyond = attempt(&mut told, Some("+79123456789"));
        assert_eq!((beyond.credited, beyond.norm > 0), (0, true));
        let other = attempt(&mut told, Some("+79990001122"));
        assert_eq!(other.credited, other.norm, "another number has a limit of its own");
        // 10:15 in Moscow and 14 hours: the next local day, the same day in UTC.
        told.later(14 * 3600);
        let next_day = attempt(&mut told, Some("+79123456789"));
        assert_eq!(next_day.credited, next_day.norm);
    });
}

#[test]
fn an_attempt_taken_back_makes_room_for_another() {
    on_both(|mut told| {
        let mut last = None;
        for _ in 0..limit(&told) {
            last = attempt(&mut told, Some("+79123456789")).sheet;
        }
        let (anna, sheet) = (told.anna.clone(), last.expect("a sheet"));
        told.does(move |tx, ctx| app::record_sheet::undo_recording(tx, ctx, &anna, sheet)).unwrap();
        // Recorded once more, it is the same attempt and not one too many.
        let again = told.records(sheet).unwrap();
        assert_eq!(again.units[0].credited, again.units[0].norm);
        assert_eq!(attempt(&mut told, Some("+79123456789")).credited, 0);
    });
}

#[test]
fn attempts_without_a_number_share_one_limit() {
    on_both(|mut told| {
        for _ in 0..limit(&told) {
            assert!(attempt(&mut told, None).credited > 0);
        }
        assert_eq!(attempt(&mut told, None).credited, 0);
    });
}
