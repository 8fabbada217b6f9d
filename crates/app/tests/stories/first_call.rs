//! The first call: it rings, one line is typed, it is recorded, typed and counted - on both engines.

use crate::common::on_both;
use app::error::AppError;
use domain::call::EventKind;
use domain::sheet::{Caller, Matter, NotClient, Patch};

const NUMBER: Option<&str> = Some("+79123456789");
const LINE: &str = "Иванов Петр, ООО Стройдом, строят дома, нужен кабель ВВГ 3х2.5 300 м, перезвонить через 12 минут";

#[test]
fn a_new_caller_becomes_a_client_with_a_promise_and_a_counted_unit() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", NUMBER, LINE);
        let view = told.shows(sheet);
        assert!(view.client.is_none());
        assert!(view.not_ready.is_none());
        let recorded = told.records(sheet).unwrap();
        assert!(recorded.new_client);
        assert_eq!(recorded.promises.len(), 1);
        assert_eq!(recorded.units.len(), 1);
        let client = recorded.client.unwrap();
        let anna = told.anna.clone();
        let card = told.does(move |tx, _| app::open_client::open_client(tx, &anna, client)).unwrap();
        assert_eq!((card.client.form.as_deref(), card.client.name.as_str()), (Some("ООО"), "Стройдом"));
        assert_eq!(card.people.len(), 1);
        assert_eq!(card.people[0].surname.as_deref(), Some("Иванов"));
        assert_eq!(card.channels[0].value, "+79123456789");
        assert!(card.facts.iter().any(|fact| fact.name == "interest" && fact.value.contains("кабель")));
        assert_eq!(card.promises.len(), 1);
        let anna = told.anna.clone();
        let timeline = told.does(move |tx, _| app::open_client::timeline(tx, &anna, client, "кабелю", None)).unwrap();
        assert_eq!(timeline.len(), 1);
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), recorded.units[0].credited);
    });
}

#[test]
fn the_promise_counts_from_when_it_was_typed_not_from_the_last_key() {
    on_both(|mut told| {
        told.exchange("c1", EventKind::Answered, NUMBER, "101");
        let anna = told.anna.clone();
        let sheet = told.open_sheets_of(&anna)[0].id;
        told.types(sheet, "перезвонить через 12 минут");
        let typed = told.now();
        told.later(240);
        told.types(sheet, "перезвонить через 12 минут, кабель 300 м");
        told.exchange("c1", EventKind::Ended, NUMBER, "101");
        let recorded = told.records(sheet).unwrap();
        let due = recorded.promises[0].due.unwrap();
        assert!((due.seconds_since(typed) - 720).abs() < 60, "{}", due.seconds_since(typed));
    });
}

#[test]
fn undoing_a_recording_takes_back_exactly_what_it_made() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", NUMBER, LINE);
        let recorded = told.records(sheet).unwrap();
        let anna = told.anna.clone();
        told.does(move |tx, ctx| app::record_sheet::undo_recording(tx, ctx, &anna, sheet)).unwrap();
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), 0);
        let client = recorded.client.unwrap();
        assert!(told.does(move |tx, _| Ok(tx.client(client)?)).unwrap().unwrap().removed);
        assert!(told.does(|tx, _| Ok(tx.clients_by_channel("+79123456789", 10)?)).unwrap().is_empty());
        assert_eq!(told.open_sheets_of(&anna)[0].draft.line, LINE);
        // Recorded again, it counts once.
        let again = told.records(sheet).unwrap();
        assert!(again.new_client);
        assert_eq!(told.credited_today(&anna), again.units[0].credited);
    });
}

#[test]
fn a_known_caller_is_matched_and_completed_without_losing_what_is_known() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", NUMBER, LINE);
        let first = told.records(sheet).unwrap();
        told.later(3600);
        let sheet = told.call_to_anna("c2", NUMBER, "розетки 40 шт, стройдом@example.com info@stroydom.example");
        let view = told.shows(sheet);
        assert_eq!(view.client.as_ref().map(|card| card.client.id), first.client);
        let second = told.records(sheet).unwrap();
        assert!(!second.new_client);
        assert_eq!(second.client, first.client);
        let client = first.client.unwrap();
        let anna = told.anna.clone();
        let card = told.does(move |tx, _| app::open_client::open_client(tx, &anna, client)).unwrap();
        assert_eq!(card.client.name, "Стройдом");
        assert!(card.channels.iter().any(|channel| channel.value == "info@stroydom.example"));
        // Undoing the second call leaves the first one's facts in force.
        let anna = told.anna.clone();
        told.does(move |tx, ctx| app::record_sheet::undo_recording(tx, ctx, &anna, sheet)).unwrap();
        let anna = told.anna.clone();
        let card = told.does(move |tx, _| app::open_client::open_client(tx, &anna, client)).unwrap();
        assert!(!card.client.removed);
        assert!(card.facts.iter().any(|fact| fact.name == "interest" && fact.value.contains("кабель")));
        assert!(!card.channels.iter().any(|channel| channel.value == "info@stroydom.example"));
    });
}

#[test]
fn a_number_of_several_clients_is_maybe_until_one_is_chosen() {
    on_both(|mut told| {
        let first = told.call_to_anna("c1", NUMBER, LINE);
        told.records(first).unwrap();
        told.later(60);
        let second = told.call_to_anna("c2", NUMBER, "Сидорова Анна, ЗАО Ромашка");
        told.saves(second, Patch { caller: Some(Caller::New), ..Patch::default() });
        told.records(second).unwrap();
        told.later(60);
        let third = told.call_to_anna("c3", NUMBER, "кабель");
        let view = told.shows(third);
        assert_eq!(view.matches.len(), 2);
        assert!(view.client.is_none());
        assert!(matches!(told.records(third), Err(AppError::Conflict("which-client"))));
        let chosen = view.matches[0].0.id;
        told.saves(third, Patch { caller: Some(Caller::Known { client: chosen, person: None }), ..Patch::default() });
        assert_eq!(told.records(third).unwrap().client, Some(chosen));
    });
}

#[test]
fn a_call_that_is_no_clients_makes_no_client() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", NUMBER, "курьер привезет документы");
        told.saves(sheet, Patch { not_client: Some(Some(NotClient::Courier)), ..Patch::default() });
        let view = told.shows(sheet);
        assert!(view.say.is_empty());
        let recorded = told.records(sheet).unwrap();
        assert_eq!(recorded.client, None);
        assert_eq!(recorded.units.len(), 1);
        assert!(told.does(|tx, _| Ok(tx.clients_by_channel("+79123456789", 10)?)).unwrap().is_empty());
    });
}

#[test]
fn a_call_without_a_number_is_recorded_by_its_line() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", None, "Петрова Мария Ивановна, нужны розетки 10 шт");
        let recorded = told.records(sheet).unwrap();
        assert!(recorded.new_client);
        let empty = told.call_to_anna("c2", None, "");
        let recorded = told.records(empty).unwrap();
        assert_eq!(recorded.client, None);
    });
}

#[test]
fn two_matters_of_one_call_are_two_units() {
    on_both(|mut told| {
        let types: Vec<String> = told
            .playbook
            .work_types
            .iter()
            .filter(|one| one.class == domain::playbook::WorkClass::CallIn && one.special.is_none())
            .map(|one| one.id.clone())
            .take(2)
            .collect();
        let sheet = told.call_to_anna("c1", NUMBER, LINE);
        let matters = types.iter().map(|id| Matter { work_type: Some(id.clone()), note: "счет 12".into() }).collect();
        told.saves(sheet, Patch { matters: Some(matters), ..Patch::default() });
        let recorded = told.records(sheet).unwrap();
        let found: Vec<String> = recorded.units.iter().map(|unit| unit.work_type.clone()).collect();
        assert_eq!(found, types);
    });
}

#[test]
fn a_sheet_is_not_recorded_while_the_call_goes_on_nor_twice() {
    on_both(|mut told| {
        told.exchange("c1", EventKind::Answered, NUMBER, "101");
        let anna = told.anna.clone();
        let sheet = told.open_sheets_of(&anna)[0].id;
        assert!(matches!(told.records(sheet), Err(AppError::Conflict("call-goes-on"))));
        told.exchange("c1", EventKind::Ended, NUMBER, "101");
        told.records(sheet).unwrap();
        assert!(matches!(told.records(sheet), Err(AppError::Conflict("already-recorded"))));
    });
}

#[test]
fn a_reopened_sheet_counts_as_recorded_until_it_is_recorded_anew_and_both_versions_stay() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", NUMBER, LINE);
        let first = told.records(sheet).unwrap();
        let anna = told.anna.clone();
        told.does(move |tx, ctx| app::record_sheet::reopen_sheet(tx, ctx, &anna, sheet)).unwrap();
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), first.units[0].credited);
        let other = told
            .playbook
            .work_types
            .iter()
            .find(|one| {
                one.class == domain::playbook::WorkClass::CallIn && one.special.is_none() && one.id != first.units[0].work_type
            })
            .unwrap()
            .id
            .clone();
        let matters = vec![Matter { work_type: Some(other.clone()), note: String::new() }];
        told.saves(sheet, Patch { matters: Some(matters), ..Patch::default() });
        let second = told.records(sheet).unwrap();
        assert_eq!(second.client, first.client, "the client keeps its id");
        assert_eq!(second.units[0].work_type, other);
        assert_eq!(second.units[0].replaces, Some(first.units[0].id));
        let all = told.does(move |tx, _| Ok(tx.units_of_sheet(sheet)?)).unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(told.credited_today(&anna), second.units[0].credited);
    });
}

#[test]
fn a_reopened_sheet_can_be_left_as_it_was_recorded() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", NUMBER, LINE);
        told.records(sheet).unwrap();
        let anna = told.anna.clone();
        told.does(move |tx, ctx| app::record_sheet::reopen_sheet(tx, ctx, &anna, sheet)).unwrap();
        told.types(sheet, "другое");
        let anna = told.anna.clone();
        let left = told.does(move |tx, ctx| app::record_sheet::leave_as_recorded(tx, ctx, &anna, sheet)).unwrap();
        assert_eq!(left.draft.line, LINE);
        let anna = told.anna.clone();
        assert!(told.open_sheets_of(&anna).is_empty());
    });
}

#[test]
fn i_took_this_call_moves_the_sheet_with_what_was_typed_and_the_unit() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", NUMBER, LINE);
        let recorded = told.records(sheet).unwrap();
        let boris = told.boris.clone();
        let call = recorded.sheet.call;
        let moved = told.does(move |tx, ctx| app::take_over_call::take_over_call(tx, ctx, &boris, call)).unwrap();
        assert_eq!(moved.employee, told.boris.id);
        assert_eq!(moved.draft.line, LINE);
        let (anna, boris) = (told.anna.clone(), told.boris.clone());
        assert_eq!(told.credited_today(&anna), 0);
        assert_eq!(told.credited_today(&boris), recorded.units[0].credited);
    });
}

#[test]
fn a_call_answered_by_a_colleague_drops_the_untouched_sheet_and_keeps_the_typed_one() {
    on_both(|mut told| {
        for (call, typed) in [("c1", false), ("c2", true)] {
            told.exchange(call, EventKind::Ringing, NUMBER, "101");
            told.exchange(call, EventKind::Ringing, NUMBER, "102");
            let anna = told.anna.clone();
            let sheet = told.open_sheets_of(&anna).last().unwrap().id;
            if typed {
                told.types(sheet, "уже пишу");
            }
            told.later(3);
            told.exchange(call, EventKind::Answered, NUMBER, "102");
            let anna = told.anna.clone();
            let left = told.open_sheets_of(&anna).iter().any(|one| one.id == sheet);
            assert_eq!(left, typed);
            told.exchange(call, EventKind::Ended, NUMBER, "102");
        }
    });
}

#[test]
fn another_employees_sheet_is_not_there_for_me() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", NUMBER, LINE);
        let (boris, office) = (told.boris.clone(), told.office.clone());
        let answer = told.does(move |tx, ctx| app::save_sheet::save_sheet(tx, ctx, &boris, &office, sheet, Patch::default()));
        assert!(matches!(answer, Err(AppError::NotFound("sheet"))));
    });
}

#[test]
fn a_line_of_a_megabyte_is_refused_by_name_and_nothing_is_lost() {
    on_both(|mut told| {
        let sheet = told.call_to_anna("c1", NUMBER, LINE);
        let (anna, office) = (told.anna.clone(), told.office.clone());
        let patch = Patch { line: Some("x".repeat(1 << 20)), line_base: LINE.into(), ..Patch::default() };
        let answer = told.does(move |tx, ctx| app::save_sheet::save_sheet(tx, ctx, &anna, &office, sheet, patch));
        assert!(matches!(answer, Err(AppError::Invalid { field: "line", problem: "too-long" })));
        let anna = told.anna.clone();
        assert_eq!(told.open_sheets_of(&anna)[0].draft.line, LINE);
    });
}

#[test]
fn a_merge_moves_everything_and_its_undo_gives_it_back() {
    on_both(|mut told| {
        let one = told.call_to_anna("c1", NUMBER, LINE);
        let kept = told.records(one).unwrap().client.unwrap();
        let two = told.call_to_anna("c2", Some("+79990000000"), "Иванов, ООО Стройдом, провод");
        let lost = told.records(two).unwrap().client.unwrap();
        let director = told.director.clone();
        let client = told.does(move |tx, _| Ok(tx.client(kept)?)).unwrap().unwrap();
        let proposed = told.does(move |tx, _| app::merge_clients::propose_duplicates(tx, &director, &client)).unwrap();
        assert!(proposed.iter().any(|client| client.id == lost));
        let director = told.director.clone();
        let merge = told.does(move |tx, ctx| app::merge_clients::merge_clients(tx, ctx, &director, kept, lost)).unwrap();
        let anna = told.anna.clone();
        let card = told.does(move |tx, _| app::open_client::open_client(tx, &anna, lost)).unwrap();
        assert_eq!(card.client.id, kept);
        assert_eq!(card.channels.len(), 2);
        let anna = told.anna.clone();
        assert_eq!(told.does(move |tx, _| app::open_client::timeline(tx, &anna, kept, "", None)).unwrap().len(), 2);
        let director = told.director.clone();
        told.does(move |tx, ctx| app::merge_clients::undo_merge(tx, ctx, &director, merge.id)).unwrap();
        let anna = told.anna.clone();
        assert_eq!(told.does(move |tx, _| app::open_client::timeline(tx, &anna, lost, "", None)).unwrap().len(), 1);
        let director = told.director.clone();
        let again = told.does(move |tx, ctx| app::merge_clients::undo_merge(tx, ctx, &director, merge.id));
        assert!(matches!(again, Err(AppError::Conflict("already-undone"))));
    });
}
