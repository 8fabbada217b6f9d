//! Reading facts, reasons, phrases, the range and answers.

use domain::call::Direction;
use domain::playbook::{
    Answer, AnswerKind, Condition, Effect, Fact, FactValue, Guess, Moment, Phrase, PhraseKind, Position, Reason, Recommendation,
    Stock, Variant,
};

use crate::markdown::Body;
use crate::problem::At;
use crate::read::{Raw, Thing};
use crate::reader::Table;

pub(crate) fn facts(raw: &mut Raw, table: &Table<'_>) {
    for one in table.tables("fact") {
        let id = raw.give(Thing::Fact, &one.id());
        let mut guesses = Vec::new();
        for guess in one.tables("guess") {
            guesses.push(Guess {
                from: raw.refer(Thing::Fact, guess.string("from", "\"company\"")),
                contains: plain(guess.strings("contains")),
                value: guess.text("value").value,
            });
            if guesses.last().is_some_and(|guess| guess.contains.is_empty()) {
                table.notes.error(&guess.place, "\"contains\" is empty", "add contains = [\"строй\", \"stroy\"]");
            }
            guess.finish();
        }
        let mut values: Vec<FactValue> = Vec::new();
        for value in one.tables("value") {
            let at = value.id();
            if values.iter().any(|known| known.id == at.value) {
                table.notes.error(&at.place, format!("the value \"{}\" is given twice", at.value), "rename one");
            }
            values.push(FactValue { id: at.value, title: value.text("title").value });
            value.finish();
        }
        raw.playbook.facts.push(Fact {
            id,
            title: one.text("title").value,
            aliases: plain(one.strings("aliases")),
            weight: one.number("weight", 0, 100).and_then(|at| u8::try_from(at.value).ok()).unwrap_or(10),
            asked: one.boolean("asked", true),
            values,
            guesses,
        });
        one.finish();
    }
}

pub(crate) fn reasons(raw: &mut Raw, table: &Table<'_>) {
    for one in table.tables("reason") {
        let id = raw.give(Thing::Reason, &one.id());
        raw.playbook.reasons.push(Reason { id, text: one.text("text").value });
        one.finish();
    }
}

pub(crate) fn incoming(raw: &mut Raw, table: &Table<'_>) {
    phrases(raw, table, Direction::In);
}

pub(crate) fn outgoing(raw: &mut Raw, table: &Table<'_>) {
    phrases(raw, table, Direction::Out);
}

fn phrases(raw: &mut Raw, table: &Table<'_>, direction: Direction) {
    for one in table.tables("phrase") {
        let id = raw.give(Thing::Phrase, &one.id());
        let asks: Vec<String> = one.strings("asks").into_iter().map(|at| raw.refer(Thing::Fact, at)).collect();
        let weight = one.number("weight", 0, 100).and_then(|at| u8::try_from(at.value).ok());
        let phrase = Phrase {
            kind: one.word("kind", PhraseKind::from_code, &PhraseKind::ALL.map(PhraseKind::code)).unwrap_or(PhraseKind::Answer),
            direction,
            moments: moments(&one),
            when: conditions(raw, &one),
            effect: one.has("effect").then(|| one.word("effect", effect, &["clarify", "reason"])).flatten(),
            // Without a weight of its own a phrase is worth what it asks; filled in by `weigh`, when all facts are read.
            weight: weight.unwrap_or(u8::MAX),
            why: raw.refer(Thing::Reason, one.string("why", "\"id-of-a-reason\"")),
            variants: variants(raw, &one, &id),
            asks,
            id,
        };
        one.finish();
        raw.playbook.phrases.push(phrase);
    }
}

/// Gives phrases without a weight of their own the weight of the facts they ask, or 10.
pub(crate) fn weigh(raw: &mut Raw) {
    let facts = &raw.playbook.facts;
    for phrase in raw.playbook.phrases.iter_mut().filter(|phrase| phrase.weight == u8::MAX) {
        let asked = facts.iter().filter(|one| phrase.asks.contains(&one.id));
        phrase.weight = asked.map(|one| one.weight).max().unwrap_or(10);
    }
}

fn effect(word: &str) -> Option<Effect> {
    match word {
        "clarify" => Some(Effect::Clarify),
        "reason" => Some(Effect::Reason),
        _ => None,
    }
}

fn moments(one: &Table<'_>) -> Vec<Moment> {
    let words = Moment::ALL.map(Moment::code).join(", ");
    let mut moments = Vec::new();
    for at in one.strings("moments") {
        match Moment::from_code(&at.value) {
            Some(moment) => moments.push(moment),
            None => one.notes.error(&at.place, format!("unknown moment \"{}\"", at.value), format!("one of: {words}")),
        }
    }
    if moments.is_empty() && !one.has("moments") {
        one.notes.error(&one.place, "\"moments\" is missing", format!("add moments = [\"...\"] with some of: {words}"));
    }
    moments
}

fn conditions(raw: &mut Raw, one: &Table<'_>) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for at in one.strings("when") {
        match at.value.parse::<Condition>() {
            Ok(condition) => {
                if let Some(fact) = condition.fact() {
                    raw.refer(Thing::Fact, At { value: fact.to_owned(), place: at.place });
                }
                conditions.push(condition);
            }
            Err(error) => {
                let words = Condition::words().collect::<Vec<_>>().join(", ");
                one.notes.error(&at.place, error.to_string(), format!("one of: {words}"));
            }
        }
    }
    conditions
}

fn variants(raw: &mut Raw, one: &Table<'_>, phrase: &str) -> Vec<Variant> {
    let mut variants = Vec::new();
    for variant in one.tables("variant") {
        let at = variant.id();
        let id = format!("{phrase}.{}", at.value);
        raw.give(Thing::Variant, &At { value: id.clone(), place: at.place });
        let text = variant.own_text();
        variant.finish();
        raw.wordings.push((phrase.to_owned(), id.clone(), text.place));
        variants.push(Variant { id, text: text.value });
    }
    if variants.is_empty() && !one.has("variant") {
        one.notes.error(&one.place, "the phrase has no wording", "add [[phrase.variant]] with id, ru and en");
    }
    variants
}

pub(crate) fn range(raw: &mut Raw, table: &Table<'_>) {
    let group = table.text("group").value;
    for one in table.tables("position") {
        let id = raw.give(Thing::Position, &one.id());
        let mut recommend = Vec::new();
        for other in one.tables("recommend") {
            let at = other.string("position", "\"id-of-a-position\"");
            if at.value == id {
                table.notes.error(&at.place, "a position recommends itself", "recommend another one");
            }
            recommend.push(Recommendation { position: raw.refer(Thing::Position, at), why: other.text("why").value });
            other.finish();
        }
        let keywords = one.keywords("keywords");
        if keywords.all().next().is_none() {
            table.notes.error(&one.place, "the position cannot be found", "add keywords = { ru = [\"...\"], en = [\"...\"] }");
        }
        raw.playbook.positions.push(Position {
            id,
            group: group.clone(),
            name: one.text("name").value,
            keywords,
            price: one.money("price"),
            unit: one.text("unit").value,
            stock: stock(&one),
            date: one.day("date"),
            note: one.maybe_text("note").value,
            recommend,
        });
        one.finish();
    }
}

fn stock(one: &Table<'_>) -> Stock {
    let Some(table) = one.table("stock") else {
        if !one.has("stock") {
            one.notes.error(&one.place, "\"stock\" is missing", "add stock = { now = 4200 } or { now = 0, days = 5 }");
        }
        return Stock { now: 0, days: None };
    };
    let now = table.number("now", 0, i64::from(u32::MAX)).and_then(|at| u32::try_from(at.value).ok());
    let days = table.number("days", 1, 365).and_then(|at| u16::try_from(at.value).ok());
    if now.is_none() && !table.has("now") {
        one.notes.error(&table.place, "\"now\" is missing", "add now = 0, or how much there is");
    }
    if now == Some(0) && days.is_none() && !table.has("days") {
        one.notes.warning(&table.place, "there is none and nobody knows when", "add days = 5");
    }
    table.finish();
    Stock { now: now.unwrap_or_default(), days }
}

pub(crate) fn answer(raw: &mut Raw, table: &Table<'_>, body: Body) {
    let id = raw.give(Thing::Answer, &table.id());
    let positions = table.strings("positions").into_iter().map(|at| raw.refer(Thing::Position, at)).collect();
    let keywords = table.keywords("keywords");
    if keywords.all().next().is_none() {
        table.notes.error(&table.place, "the answer cannot be found", "add keywords = { ru = [\"...\"], en = [\"...\"] }");
    }
    raw.playbook.answers.push(Answer {
        id,
        kind: table.word("kind", AnswerKind::from_code, &AnswerKind::ALL.map(AnswerKind::code)).unwrap_or(AnswerKind::Practical),
        question: table.text("question").value,
        keywords,
        positions,
        date: table.day("date"),
        text: body.text,
    });
}

fn plain(list: Vec<At<String>>) -> Vec<String> {
    list.into_iter().map(|at| at.value).collect()
}
