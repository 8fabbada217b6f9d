//! Sources that count their calls anew: a name used again is another call, a late event of the first one is not.

use crate::common::on_both;
use domain::call::{CallState, EventKind};

const DAY: i64 = 24 * 3600;
const NUMBER: Option<&str> = Some("+79123456789");

#[test]
fn a_name_whose_call_was_over_more_than_a_day_before_begins_a_new_call() {
    on_both(|mut told| {
        told.call_to_anna("17", NUMBER, "Иванов, кабель");
        let first = told.exchange("17", EventKind::Ended, NUMBER, "101");
        told.later(2 * DAY);
        let second = told.exchange("17", EventKind::Ringing, Some("+79990001122"), "101");
        assert_ne!(second.id, first.id);
        assert_eq!((second.name(), second.state), ("17", CallState::Ringing));
        assert_eq!(second.number.as_deref(), Some("+79990001122"));
        // Told once more, answered and ended it stays the second call.
        assert_eq!(told.exchange("17", EventKind::Ringing, Some("+79990001122"), "101").id, second.id);
        told.later(20);
        assert_eq!(told.exchange("17", EventKind::Answered, None, "101").id, second.id);
        told.later(60);
        let over = told.exchange("17", EventKind::Ended, None, "101");
        assert_eq!((over.id, over.state), (second.id, CallState::Ended));
        told.later(30 * DAY);
        let third = told.exchange("17", EventKind::Ringing, NUMBER, "101");
        assert!(third.id != first.id && third.id != second.id);
        let id = first.id;
        let kept = told.does(move |tx, _| Ok(tx.call(id)?)).unwrap().unwrap();
        assert_eq!(kept.ended, first.ended);
    });
}

#[test]
fn a_late_event_of_a_name_used_again_lands_on_the_call_it_is_near() {
    on_both(|mut told| {
        let first = told.exchange("17", EventKind::Ringing, NUMBER, "101");
        let began = told.now();
        told.later(30);
        told.exchange("17", EventKind::Ended, NUMBER, "101");
        told.later(2 * DAY);
        let second = told.exchange("17", EventKind::Ringing, NUMBER, "101");
        let late = domain::call::CallEvent {
            call: "17".into(),
            kind: EventKind::Answered,
            at: began.plus_seconds(5),
            direction: domain::call::Direction::In,
            number: None,
            called: None,
            extension: Some("101".into()),
        };
        let heard = told.does(move |tx, ctx| app::receive_call_event::receive_call_event(tx, ctx, &late)).unwrap();
        assert_eq!((heard.id, heard.state), (first.id, CallState::Ended));
        let id = second.id;
        assert_eq!(told.does(move |tx, _| Ok(tx.call(id)?)).unwrap().unwrap().state, CallState::Ringing);
    });
}

#[test]
fn a_call_that_goes_on_ends_by_its_end_however_late_that_comes() {
    on_both(|mut told| {
        let first = told.exchange("17", EventKind::Answered, NUMBER, "101");
        told.later(3 * DAY);
        let over = told.exchange("17", EventKind::Ended, NUMBER, "101");
        assert_eq!((over.id, over.state), (first.id, CallState::Ended));
    });
}
