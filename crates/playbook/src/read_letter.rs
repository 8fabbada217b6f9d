//! Reading letters to begin with, and how a letter begins.

use domain::letter::SALUTATION_WORDS;
use domain::playbook::{LetterTemplate, Piece, Salutations, Slot, Text, pieces};

use crate::markdown::Body;
use crate::problem::{At, Place};
use crate::read::{Raw, Thing};
use crate::reader::Table;

const CURE: &str =
    "in a letter: {salutation}, {person}, {employee}, {office}, {value:FACT}; what its author fills in: [... what]";

pub(crate) fn letter(raw: &mut Raw, one: &Table<'_>, body: Body) {
    let id = raw.give(Thing::Letter, &one.id());
    let title = one.text("title").value;
    let work_type = raw.refer(Thing::WorkType, one.string("work_type", "\"id-of-a-work-type\""));
    let subject = one.text("subject");
    if subject.value.en.is_none() && !subject.value.ru.is_empty() {
        one.notes.error(&subject.place, "the English subject is missing", "add en = \"...\" to it");
    }
    let keywords = one.keywords("keywords");
    for (language, words) in [("ru", &keywords.ru), ("en", &keywords.en)] {
        if words.is_empty() {
            let what = format!("the letter cannot be found by words of \"{language}\"");
            one.notes.error(&one.place, what, "add keywords = { ru = [\"...\"], en = [\"...\"] }");
        }
    }
    let Body { text, ru_line, en_line } = body;
    placeholders(raw, one, &subject.value, subject.place.line, subject.place.line);
    placeholders(raw, one, &text, ru_line, en_line);
    raw.playbook.letters.push(LetterTemplate { id, title, work_type, keywords, subject: subject.value, text });
}

/// Placeholders nobody could fill when a letter is written, each in its own line.
fn placeholders(raw: &mut Raw, one: &Table<'_>, text: &Text, ru_line: usize, en_line: usize) {
    let lines = |words: &'_ str, first: usize| -> Vec<(usize, String)> {
        words.lines().enumerate().map(|(number, line)| (first + number, line.to_owned())).collect()
    };
    let english = text.en.as_deref().map(|words| lines(words, en_line)).unwrap_or_default();
    for (line, words) in lines(&text.ru, ru_line).into_iter().chain(english) {
        let place = Place { file: one.place.file.clone(), line };
        for piece in pieces(&words) {
            let wrong = match piece {
                Piece::Words(_) | Piece::Slot(Slot::Salutation | Slot::Employee | Slot::Office | Slot::Person) => continue,
                Piece::Slot(Slot::Value(fact)) => {
                    raw.refer(Thing::Fact, At { value: fact, place: place.clone() });
                    continue;
                }
                Piece::Slot(slot) => slot.to_string(),
                Piece::Unknown(braces) => braces.to_owned(),
            };
            one.notes.error(&place, format!("a placeholder no letter can fill: {wrong}"), CURE);
        }
    }
}

pub(crate) fn salutations(table: &Table<'_>) -> Salutations {
    let read = |key| {
        let at = table.text(key);
        for words in std::iter::once(at.value.ru.as_str()).chain(at.value.en.as_deref()) {
            let mut rest = words.to_owned();
            for word in SALUTATION_WORDS {
                rest = rest.replace(word, "");
            }
            if rest.contains(['{', '}']) {
                let known = SALUTATION_WORDS.join(", ");
                table.notes.error(&at.place, format!("a placeholder no salutation can fill: {words}"), format!("known: {known}"));
            }
        }
        at.value
    };
    Salutations { male: read("male"), female: read("female"), neutral: read("neutral"), unknown: read("unknown") }
}
