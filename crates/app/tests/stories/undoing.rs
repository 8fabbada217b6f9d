//! Undoing a recording takes back what it did, and leaves alone what others did since.

#![expect(clippy::unwrap_used, reason = "helpers of stories fail by panicking")]

use crate::common::{Told, on_both};
use app::edit_client::{ClientChange, edit_client};
use app::model::client::{Fact, FactState};
use domain::id::{ClientId, SheetId};
use domain::sheet::{FactByHand, Patch};

const NUMBER: Option<&str> = Some("+79123456789");

/// A call from the number with facts given by hand, recorded.
fn recorded_call(told: &mut Told, call: &str, facts: &[(&str, &str)]) -> (SheetId, ClientId) {
    let sheet = told.call_to_anna(call, NUMBER, "");
    let by_hand = facts.iter().map(|(fact, value)| FactByHand { fact: (*fact).into(), value: Some((*value).into()) }).collect();
    told.saves(sheet, Patch { by_hand, ..Patch::default() });
    let recorded = told.records(sheet).unwrap();
    told.later(3600);
    (sheet, recorded.client.unwrap())
}

fn undo(told: &mut Told, sheet: SheetId) {
    let anna = told.anna.clone();
    told.does(move |tx, ctx| app::record_sheet::undo_recording(tx, ctx, &anna, sheet)).unwrap();
}

fn known(told: &mut Told, client: ClientId, name: &'static str) -> Vec<String> {
    let facts: Vec<Fact> = told.does(move |tx, _| Ok(tx.facts(client, false)?)).unwrap();
    facts.into_iter().filter(|fact| fact.name == name && fact.state == FactState::Known).map(|fact| fact.value).collect()
}

#[test]
fn what_a_colleague_changed_since_stays_when_a_recording_is_undone() {
    on_both(|mut told| {
        let (_, client) = recorded_call(&mut told, "first", &[("company", "Стройдом")]);
        let (second, same) = recorded_call(&mut told, "second", &[("inn", "7707083893")]);
        assert_eq!(client, same);
        let director = told.director.clone();
        told.does(move |tx, ctx| {
            let now = tx.client(client)?.unwrap();
            let change = ClientChange {
                kind: now.kind,
                standing: now.standing,
                form: now.form,
                name: "Стройдом-М".into(),
                inn: now.inn,
                responsible: Some(director.id),
            };
            edit_client(tx, ctx, &director, client, change)
        })
        .unwrap();
        undo(&mut told, second);
        let after = told.does(move |tx, _| Ok(tx.client(client)?)).unwrap().unwrap();
        assert_eq!(after.name, "Стройдом-М");
        assert_eq!(after.responsible, Some(told.director.id));
        assert_eq!(after.inn, None, "the recording itself is taken back");
    });
}

#[test]
fn undoing_an_older_recording_does_not_bring_its_facts_back_beside_newer_ones() {
    on_both(|mut told| {
        let (_, client) = recorded_call(&mut told, "first", &[("activity", "стройка")]);
        let (second, _) = recorded_call(&mut told, "second", &[("activity", "отделка")]);
        let (third, _) = recorded_call(&mut told, "third", &[("activity", "ремонт")]);
        assert_eq!(known(&mut told, client, "activity"), ["ремонт"]);
        undo(&mut told, second);
        assert_eq!(known(&mut told, client, "activity"), ["ремонт"]);
        undo(&mut told, third);
        assert!(known(&mut told, client, "activity").len() <= 1);
        assert!(!known(&mut told, client, "activity").contains(&"отделка".to_owned()), "an undone fact stays undone");
    });
}

#[test]
fn a_number_a_later_call_came_from_stays_with_the_client_when_the_first_recording_is_undone() {
    on_both(|mut told| {
        let number = Some("+79123456789");
        let first = told.call_to_anna("c1", number, "Иванов Петр, ООО Гамма, кабель 300 м");
        let client = told.records(first).unwrap().client;
        told.later(600);
        let second = told.call_to_anna("c2", number, "розетки 40 шт");
        assert_eq!(told.records(second).unwrap().client, client);
        let anna = told.anna.clone();
        told.does(move |tx, ctx| app::record_sheet::undo_recording(tx, ctx, &anna, first)).unwrap();
        let again = told.records(first).unwrap();
        assert!(!again.new_client);
        assert_eq!(again.client, client);
    });
}
