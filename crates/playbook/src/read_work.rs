//! Reading work types and document types.

use domain::letters::fold_char;
use domain::playbook::{Countable, DocumentType, Limit, Portrait, Sign, SpecialType, WorkClass, WorkType};

use crate::problem::At;
use crate::read::{Raw, Thing};
use crate::reader::Table;

pub(crate) fn work_types(raw: &mut Raw, table: &Table<'_>) {
    let class = table.word("class", WorkClass::from_code, &WorkClass::ALL.map(WorkClass::code)).unwrap_or(WorkClass::Internal);
    for one in table.tables("work_type") {
        let id = raw.give(Thing::WorkType, &one.id());
        let special = one
            .has("special")
            .then(|| one.word("special", SpecialType::from_code, &SpecialType::ALL.map(SpecialType::code)))
            .flatten();
        let roles = one.strings("roles").into_iter().map(|at| raw.refer(Thing::Role, at)).collect();
        let portrait = portrait(&one);
        let signs = signs(raw, &one);
        let codes = codes(raw, &one);
        raw.playbook.work_types.push(WorkType {
            id,
            class,
            group: one.text("group").value,
            title: one.text("title").value,
            norm: norm(&one, special),
            provisional: one.boolean("provisional", false),
            special,
            roles,
            once: one.boolean("once", false),
            daily_limit: one.number("daily_limit", 1, 1000).and_then(|at| u16::try_from(at.value).ok()),
            codes,
            keeps_waiting: one.boolean("keeps_waiting", false),
            answer_hours: one.number("answer_hours", 1, 1000).and_then(|at| u16::try_from(at.value).ok()),
            keywords: one.keywords("keywords"),
            signs,
            portrait,
        });
        one.finish();
    }
}

/// Short names to be typed in a subject or an address: nothing in them that could be typed in two ways.
fn codes(raw: &mut Raw, one: &Table<'_>) -> Vec<String> {
    let mut codes = Vec::new();
    for at in one.strings("codes") {
        let plain = |letter: char| letter.is_numeric() || (letter.is_alphabetic() && fold_char(letter) == letter);
        let latin = at.value.chars().any(|letter| letter.is_ascii_alphabetic());
        let other = at.value.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii_alphabetic());
        if !at.value.chars().all(plain) || !(latin || other) {
            let cure = "use small letters and digits only, without spaces and marks, and е for ё: \"кп\", \"task6\"";
            one.notes.error(&at.place, format!("\"{}\" cannot be a code", at.value), cure);
        } else if latin && other {
            let what = format!("the code \"{}\" mixes letters of two alphabets: nobody would type it right", at.value);
            one.notes.error(&at.place, what, "write it in one alphabet");
        }
        codes.push(raw.give(Thing::Code, &at));
    }
    codes
}

fn signs(raw: &mut Raw, one: &Table<'_>) -> Vec<Sign> {
    let mut signs = Vec::new();
    for at in one.strings("signs") {
        match at.value.parse::<Sign>() {
            Ok(sign) => {
                if let Some(fact) = sign.fact() {
                    raw.refer(Thing::Fact, At { value: fact.to_owned(), place: at.place });
                }
                signs.push(sign);
            }
            Err(error) => {
                let words = Sign::words().collect::<Vec<_>>().join(", ");
                one.notes.error(&at.place, error.to_string(), format!("one of: {words}"));
            }
        }
    }
    signs
}

/// The norm in seconds: `norm_minutes` or `norm_seconds`, positive unless the method says zero.
fn norm(one: &Table<'_>, special: Option<SpecialType>) -> i64 {
    let given = one.has("norm_minutes") || one.has("norm_seconds");
    if one.has("norm_minutes") && one.has("norm_seconds") {
        one.notes.error(&one.place, "the norm is given twice", "keep norm_minutes or norm_seconds");
    }
    let nothing = special.is_some_and(SpecialType::credits_nothing);
    if nothing && given {
        let place = one.number("norm_minutes", 0, 600).or_else(|| one.number("norm_seconds", 0, 36000));
        if let Some(at) = place.filter(|at| at.value != 0) {
            one.notes.error(&at.place, "this type credits nothing", "remove its norm");
        }
        return 0;
    }
    let minutes = one.number("norm_minutes", 1, 600).map(|at| at.value * 60);
    let norm = minutes.or_else(|| one.number("norm_seconds", 1, 36000).map(|at| at.value));
    if norm.is_none() && !given && !nothing {
        one.notes.error(&one.place, "the norm is missing", "add norm_minutes = 10");
    }
    norm.unwrap_or_default()
}

fn portrait(one: &Table<'_>) -> Portrait {
    let limits = one.tables("limits").iter().filter_map(limit).collect();
    let Some(table) = one.table("portrait") else {
        if !one.has("portrait") {
            let cure = "add [work_type.portrait] with description and examples";
            one.notes.error(&one.place, "the portrait is missing: nobody could recognise the type", cure);
        }
        return Portrait { limits, ..Portrait::default() };
    };
    let portrait = Portrait {
        description: table.text("description").value,
        limits,
        includes: table.texts("includes"),
        examples: table.texts("examples"),
        counter_examples: table.texts("counter_examples"),
    };
    table.finish();
    portrait
}

fn limit(table: &Table<'_>) -> Option<Limit> {
    let count = table.word("count", Countable::from_code, &Countable::ALL.map(Countable::code));
    let bound = |key| table.number(key, 0, 10_000).and_then(|at| u16::try_from(at.value).ok());
    let (min, max) = (bound("min"), bound("max"));
    if min.is_none() && max.is_none() && !table.has("min") && !table.has("max") {
        table.notes.error(&table.place, "a limit without min and max", "add min, max or both");
    }
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        table.notes.error(&table.place, "min is above max", "exchange them");
    }
    table.finish();
    Some(Limit { count: count?, min, max })
}

pub(crate) fn documents(raw: &mut Raw, table: &Table<'_>) {
    for one in table.tables("document_type") {
        let id = raw.give(Thing::DocumentType, &one.id());
        let title = one.text("title").value;
        let work_type = one.maybe_string("work_type", "\"id-of-a-work-type\"").map(|at| raw.refer(Thing::WorkType, at));
        raw.playbook.document_types.push(DocumentType { id, title, work_type });
        one.finish();
    }
}
