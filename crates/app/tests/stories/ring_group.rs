//! A call that rings at several desks at once.

use crate::common::on_both;
use domain::call::EventKind;

#[test]
fn a_call_to_a_group_opens_a_sheet_at_every_desk_it_rings_at() {
    on_both(|mut told| {
        let number = Some("+79123456789");
        told.exchange("group", EventKind::Ringing, number, "101");
        told.exchange("group", EventKind::Ringing, number, "102");
        let (anna, boris) = (told.anna.clone(), told.boris.clone());
        assert_eq!(told.open_sheets_of(&anna).len(), 1);
        assert_eq!(told.open_sheets_of(&boris).len(), 1);
        told.later(4);
        told.exchange("group", EventKind::Answered, number, "102");
        assert_eq!(told.open_sheets_of(&anna).len(), 0, "the untouched sheet of the colleague is gone");
        assert_eq!(told.open_sheets_of(&boris).len(), 1);
    });
}

#[test]
fn a_call_taken_over_opens_no_new_sheet_at_the_desk_it_was_taken_from() {
    on_both(|mut told| {
        let number = Some("+79123456789");
        told.exchange("mobile", EventKind::Ringing, number, "101");
        told.exchange("mobile", EventKind::Answered, number, "101");
        let (anna, boris) = (told.anna.clone(), told.boris.clone());
        let call = told.open_sheets_of(&anna)[0].call;
        let taker = boris.clone();
        told.does(move |tx, ctx| app::take_over_call::take_over_call(tx, ctx, &taker, call)).unwrap();
        told.later(60);
        told.exchange("mobile", EventKind::Ended, number, "101");
        assert_eq!(told.open_sheets_of(&anna).len(), 0);
        assert_eq!(told.open_sheets_of(&boris).len(), 1);
    });
}

#[test]
fn a_call_passed_on_gives_everyone_who_talked_an_own_sheet() {
    on_both(|mut told| {
        let number = Some("+79123456789");
        told.exchange("passed", EventKind::Answered, number, "101");
        told.later(30);
        told.exchange("passed", EventKind::Answered, number, "102");
        told.later(30);
        told.exchange("passed", EventKind::Ended, number, "102");
        let (anna, boris) = (told.anna.clone(), told.boris.clone());
        assert_eq!(told.open_sheets_of(&anna).len(), 1);
        assert_eq!(told.open_sheets_of(&boris).len(), 1);
    });
}

#[test]
fn a_call_that_rang_at_both_is_taken_over_with_what_the_colleague_typed() {
    on_both(|mut told| {
        let number = Some("+79123456789");
        told.exchange("both", EventKind::Ringing, number, "101");
        let call = told.exchange("both", EventKind::Ringing, number, "102");
        let anna = told.anna.clone();
        let sheet = told.open_sheets_of(&anna)[0].id;
        told.types(sheet, "просит Бориса");
        let boris = told.boris.clone();
        let taken = told.does(move |tx, ctx| app::take_over_call::take_over_call(tx, ctx, &boris, call.id)).unwrap();
        assert_eq!(taken.draft.line, "просит Бориса");
        let (anna, boris) = (told.anna.clone(), told.boris.clone());
        assert_eq!(told.open_sheets_of(&anna).len(), 0);
        assert_eq!(told.open_sheets_of(&boris).len(), 1);
    });
}

#[test]
fn a_call_recorded_by_another_and_taken_over_counts_once_and_keeps_both_texts() {
    on_both(|mut told| {
        let number = Some("+79123456789");
        told.exchange("once", EventKind::Ringing, number, "101");
        told.exchange("once", EventKind::Ringing, number, "102");
        let boris = told.boris.clone();
        let note = told.open_sheets_of(&boris)[0].id;
        let (boris, office) = (told.boris.clone(), told.office.clone());
        let typed = domain::sheet::Patch { line: Some("моя заметка".into()), ..Default::default() };
        told.does(move |tx, ctx| app::save_sheet::save_sheet(tx, ctx, &boris, &office, note, typed)).unwrap();
        let sheet = told.call_to_anna("once", number, "Иванов, кабель 300 м");
        let recorded = told.records(sheet).unwrap();
        let (boris, call) = (told.boris.clone(), recorded.sheet.call);
        let taken = told.does(move |tx, ctx| app::take_over_call::take_over_call(tx, ctx, &boris, call)).unwrap();
        assert!(taken.draft.line.contains("кабель") && taken.draft.line.contains("моя заметка"), "{}", taken.draft.line);
        let (anna, boris) = (told.anna.clone(), told.boris.clone());
        assert_eq!(told.credited_today(&anna), 0);
        assert_eq!(told.credited_today(&boris), recorded.units[0].credited);
    });
}

#[test]
fn an_old_call_of_a_colleague_is_not_taken_without_asking() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("old", Some("+79123456789"), "Иванов, кабель 300 м");
        let call = told.records(sheet).unwrap().sheet.call;
        told.later(2 * 24 * 3600);
        let boris = told.boris.clone();
        let answer = told.does(move |tx, ctx| app::take_over_call::take_over_call(tx, ctx, &boris, call));
        assert!(matches!(answer, Err(app::error::AppError::Denied(_))));
    });
}
