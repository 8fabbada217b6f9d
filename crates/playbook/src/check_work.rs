//! What must be true of work types and of letters to begin with.

use domain::playbook::{SpecialType, WorkClass};

use crate::problem::{Notes, Place};
use crate::read::{Raw, Thing};

/// Special types every catalogue of letters and calls ends with, and norms not timed yet.
pub(crate) fn work(raw: &Raw, notes: &Notes) {
    let types = &raw.playbook.work_types;
    for class in WorkClass::ALL {
        let of_class: Vec<_> = types.iter().filter(|one| one.class == class).collect();
        let place = of_class
            .first()
            .map_or_else(|| Place { file: "work-types/".into(), line: 1 }, |one| raw.place_of(Thing::WorkType, &one.id));
        let mut required = Vec::new();
        if matches!(class, WorkClass::Letter | WorkClass::CallIn | WorkClass::CallOut) {
            required.extend([SpecialType::NotListed, SpecialType::Private]);
        }
        if class == WorkClass::Letter {
            required.extend([SpecialType::Read, SpecialType::Machine]);
        }
        for special in required {
            if !of_class.iter().any(|one| one.special == Some(special)) {
                let what = format!("no type of class \"{}\" is \"{}\"", class.code(), special.code());
                notes.error(&place, what, format!("add one with special = \"{}\"", special.code()));
            }
        }
        let not_listed = of_class.iter().position(|one| one.special == Some(SpecialType::NotListed));
        if let Some(one) = not_listed.filter(|at| at + 1 != of_class.len()).and_then(|at| of_class.get(at)) {
            notes.error(&raw.place_of(Thing::WorkType, &one.id), "\"not listed\" stands last in its list", "move it to the end");
        }
    }
    for one in types {
        let call = matches!(one.class, WorkClass::CallIn | WorkClass::CallOut);
        let place = raw.place_of(Thing::WorkType, &one.id);
        if call && !one.provisional && one.norm > 0 {
            notes.warning(
                &place,
                format!("the call type \"{}\" is not marked provisional", one.id),
                "add provisional = true until it has been timed",
            );
        }
        if one.special == Some(SpecialType::Unanswered) && one.daily_limit.is_none() {
            notes.error(&place, "unanswered attempts are limited per number and day", "add daily_limit = 3");
        }
    }
}

/// Short codes by which a letter's type is given, and the types of letters to begin with.
pub(crate) fn letters(raw: &Raw, notes: &Notes) {
    let types = &raw.playbook.work_types;
    for (_, at) in raw.given.iter().filter(|(thing, _)| *thing == Thing::Code) {
        // The id works wherever a code does, so a code that is another type's id would mean two types.
        if types.iter().any(|one| one.id == at.value && !one.codes.contains(&at.value)) {
            notes.error(&at.place, format!("the code \"{}\" is the id of another work type", at.value), "choose another code");
        }
    }
    for one in types {
        if one.class == WorkClass::Letter && one.special.is_none() && one.codes.is_empty() {
            let what = format!("nobody can give the type \"{}\" from a mail program", one.id);
            notes.error(&raw.place_of(Thing::WorkType, &one.id), what, "add codes = [\"кп\", \"offer\"], short words for it");
        }
    }
    for letter in &raw.playbook.letters {
        let of = types.iter().find(|one| one.id == letter.work_type);
        if let Some(one) = of.filter(|one| one.class != WorkClass::Letter) {
            let what = format!("\"{}\" is no type of letters but of class \"{}\"", one.id, one.class.code());
            let file = raw.place_of(Thing::Letter, &letter.id).file;
            let place = raw.referred.iter().find(|(thing, at)| *thing == Thing::WorkType && at.place.file == file);
            let place = place.map(|(_, at)| at.place.clone()).unwrap_or_default();
            notes.error(&place, what, "set work_type to a type of class \"letter\"");
        }
    }
}
