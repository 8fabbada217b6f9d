//! What must be true of a playbook as a whole: names that meet, phrases within the method, something to say at every moment.

use std::collections::BTreeMap;

use domain::call::Direction;
use domain::playbook::{Condition, Effect, Moment, Phrase, PhraseKind, Piece, Playbook, Slot, Text, fact, pieces, slots};

use crate::check_work;
use crate::problem::{Notes, Place};
use crate::read::{Raw, Thing};

/// Checks everything that needs more than one table. Fills in nothing.
pub(crate) fn check(raw: &Raw, notes: &Notes) {
    empty(raw, notes);
    names(raw, notes);
    if !raw.playbook.facts.is_empty() {
        facts(raw, notes);
    }
    for phrase in &raw.playbook.phrases {
        phrase_alone(raw, phrase, notes);
    }
    guides(raw, notes);
    if !raw.playbook.work_types.is_empty() {
        check_work::work(raw, notes);
        check_work::letters(raw, notes);
    }
}

/// Files that are there and say nothing; a missing one is named where files are read.
fn empty(raw: &Raw, notes: &Notes) {
    let book = &raw.playbook;
    let speaks = |direction| book.phrases.iter().any(|phrase| phrase.direction == direction);
    let needs = [
        ("facts.toml", !book.facts.is_empty(), "there is no fact", "add [[fact]]"),
        ("guide-in.toml", speaks(Direction::In), "there is no phrase for incoming calls", "add [[phrase]]"),
        ("guide-out.toml", speaks(Direction::Out), "there is no phrase for outgoing calls", "add [[phrase]]"),
        ("documents.toml", !book.document_types.is_empty(), "there is no document type", "add [[document_type]]"),
    ];
    for (file, there, what, cure) in needs {
        if !there && raw.files.iter().any(|name| name == file) {
            let place = Place { file: file.to_owned(), line: 1 };
            notes.error(&place, what, format!("{cure}; docs/playbook.md shows what it holds"));
        }
    }
    if let (true, Some(file)) = (book.work_types.is_empty(), raw.files.iter().find(|name| name.starts_with("work-types/"))) {
        let place = Place { file: file.clone(), line: 1 };
        notes.error(&place, "there is no work type", "add [[work_type]]; docs/playbook.md shows what it holds");
    }
}

/// Every name is given once and every name referred to is given.
fn names(raw: &Raw, notes: &Notes) {
    let mut given: BTreeMap<(Thing, &str), &Place> = BTreeMap::new();
    for (thing, at) in &raw.given {
        if at.value.is_empty() {
            continue;
        }
        if let Some(first) = given.get(&(*thing, at.value.as_str())) {
            let what = format!("the {} \"{}\" is given twice", thing.name(), at.value);
            notes.error(&at.place, what, format!("rename one; the first is in {}:{}", first.file, first.line));
        } else {
            given.insert((*thing, &at.value), &at.place);
        }
    }
    for (thing, at) in &raw.referred {
        if at.value.is_empty() || given.contains_key(&(*thing, at.value.as_str())) {
            continue;
        }
        let known = raw.given.iter().filter(|(kind, _)| kind == thing).map(|(_, at)| at.value.as_str());
        let what = format!("there is no {} \"{}\"", thing.name(), at.value);
        notes.error(&at.place, what, cure_for(&at.value, known));
    }
    for (thing, at) in raw.given.iter().filter(|(thing, _)| *thing == Thing::Reason) {
        if !raw.referred.iter().any(|(kind, other)| kind == thing && other.value == at.value) {
            notes.warning(&at.place, format!("no phrase gives the reason \"{}\"", at.value), "use it in why, or remove it");
        }
    }
}

/// Names the nearest known name, or some of them.
fn cure_for<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.filter(|id| !id.is_empty()).collect();
    let near = known.iter().map(|id| (distance(wrong, id), *id)).min();
    match near {
        Some((far, id)) if far <= 1 + wrong.len() / 4 => format!("did you mean \"{id}\"?"),
        Some(_) if known.len() <= 12 => format!("known: {}", known.join(", ")),
        Some(_) => "correct the name, or add what it names".to_owned(),
        None => "add it first".to_owned(),
    }
}

/// How many letters must change to make one word of another (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        for (cell, other) in row.iter_mut().skip(1).zip(&b) {
            let above = *cell;
            left = (corner + usize::from(letter != *other)).min(above + 1).min(left + 1);
            corner = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

fn facts(raw: &Raw, notes: &Notes) {
    let place = Place { file: "facts.toml".into(), line: 1 };
    for required in fact::REQUIRED {
        if raw.playbook.fact(required).is_none() {
            notes.error(
                &place,
                format!("the fact \"{required}\" is missing"),
                format!("add [[fact]] with id = \"{required}\": the rules know it by name"),
            );
        }
    }
    if let Some(potential) = raw.playbook.fact(fact::POTENTIAL).filter(|potential| potential.asked) {
        let place = raw.place_of(Thing::Fact, &potential.id);
        notes.error(&place, "what they could become is judged, not asked", "add asked = false");
    }
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for one in &raw.playbook.facts {
        for alias in &one.aliases {
            let taken = raw.playbook.fact(alias).map(|other| other.id.as_str()).or_else(|| names.insert(alias, &one.id));
            if let Some(other) = taken {
                let place = raw.place_of(Thing::Fact, &one.id);
                notes.error(&place, format!("\"{alias}\" is also a name of the fact \"{other}\""), "remove it from one of them");
            }
        }
    }
}

fn phrase_alone(raw: &Raw, phrase: &Phrase, notes: &Notes) {
    let place = raw.place_of(Thing::Phrase, &phrase.id);
    for asked in phrase.asks.iter().filter_map(|id| raw.playbook.fact(id)).filter(|one| !one.asked) {
        notes.error(&place, format!("the fact \"{}\" is not to be asked", asked.id), "remove it from asks");
    }
    for (variant_phrase, variant, at) in &raw.wordings {
        let wording = phrase.variants.iter().find(|one| one.id == *variant && *variant_phrase == phrase.id);
        if let Some(wording) = wording {
            placeholders(&raw.playbook, phrase, &wording.text, at, notes);
        }
    }
    let asks = |id: &str| phrase.asks.iter().any(|asked| asked == id);
    let in_moment = |moment| phrase.moments.contains(&moment);
    let needs = |condition: &Condition| phrase.when.contains(condition);
    let wrong = |what: &str, cure: &str| notes.error(&place, format!("\"{}\": {what}", phrase.id), cure);
    if phrase.kind == PhraseKind::Ask && phrase.asks.is_empty() {
        wrong("asks, but no fact", "add asks = [\"...\"], or choose another kind");
    }
    if phrase.effect == Some(Effect::Clarify) && (phrase.kind != PhraseKind::Answer || !phrase.asks.is_empty()) {
        wrong("a clarification belongs to the answer", "set kind = \"answer\" and leave asks out");
    }
    if phrase.asks.is_empty() {
        return;
    }
    if in_moment(Moment::Listening) {
        wrong("nothing is asked while the caller waits for an answer", "remove \"listening\" from moments, or asks");
    }
    if in_moment(Moment::Greeting) && (phrase.direction == Direction::Out || phrase.asks.iter().any(|asked| asked != fact::NAME))
    {
        wrong(
            "before the caller has said why, only the name is asked, and only in incoming calls",
            "remove \"greeting\" from moments, or the others from asks",
        );
    }
    if phrase.kind == PhraseKind::Answer || phrase.kind == PhraseKind::Close {
        wrong("an answer or a goodbye asks nothing", "set kind = \"ask\"");
    }
    if phrase.kind == PhraseKind::Promise {
        if phrase.asks.iter().any(|asked| asked != fact::PHONE && asked != fact::EMAIL) || phrase.asks.len() > 1 {
            wrong("a promise asks the phone only, or the e-mail where the phone was refused", "keep one of them in asks");
        }
        if phrase.moments.iter().any(|moment| *moment != Moment::Promising) {
            wrong("a promise asks in its own moment", "keep moments = [\"promising\"], or leave asks out");
        }
        if asks(fact::EMAIL) && !needs(&Condition::Refused(fact::PHONE.into())) {
            wrong("the e-mail is offered where the phone was refused", "add when = [\"refused:phone\"]");
        }
    } else if in_moment(Moment::Promising) && phrase.asks.iter().any(|asked| asked != fact::NAME) {
        wrong("while promising only the phone and a missed name are asked", "remove \"promising\" from moments");
    }
    if asks(fact::PHONE) {
        if phrase.direction == Direction::Out {
            wrong("the number is known: we have dialled it", "remove phone from asks");
        } else if !needs(&Condition::NumberShown) && !needs(&Condition::NumberHidden) {
            wrong(
                "a number shown by the exchange is confirmed, a hidden one is asked",
                "add when = [\"number_shown\"] or [\"number_hidden\"]",
            );
        }
        if in_moment(Moment::Answered) {
            wrong("the phone is asked with a promise or in the closing", "remove \"answered\" from moments");
        }
    }
    let after_answer = asks(fact::PURPOSE) || asks(fact::ORDERED_BEFORE);
    if after_answer && phrase.moments.iter().any(|moment| *moment != Moment::Answered) {
        wrong("a question about use follows \"yes, we have it\"", "keep moments = [\"answered\"]");
    }
    let names_us = |text: &Text| {
        [Some(&text.ru), text.en.as_ref()].into_iter().flatten().all(|words| slots(words).any(|slot| slot == Slot::Employee))
    };
    if asks(fact::NAME) && phrase.direction == Direction::In && !phrase.variants.iter().all(|variant| names_us(&variant.text)) {
        wrong("we give our name before we ask theirs", "put {employee} into every variant, in both languages");
    }
}

fn placeholders(playbook: &Playbook, phrase: &Phrase, text: &Text, place: &Place, notes: &Notes) {
    for words in [Some(&text.ru), text.en.as_ref()].into_iter().flatten() {
        for piece in pieces(words) {
            match piece {
                Piece::Unknown(braces) => {
                    let known = Slot::words().filter(|word| word != "{facts}").collect::<Vec<_>>().join(" ");
                    notes.error(place, format!("{braces} is no placeholder"), format!("known: {known}"));
                }
                Piece::Slot(Slot::Facts) => notes.error(place, "{facts} is for reasons", "write the question itself"),
                Piece::Slot(Slot::Value(id)) if playbook.fact(&id).is_none() => {
                    notes.error(
                        place,
                        format!("there is no fact \"{id}\""),
                        cure_for(&id, playbook.facts.iter().map(|one| one.id.as_str())),
                    );
                }
                Piece::Slot(Slot::Guess) if !can_guess(playbook, phrase) => {
                    notes.error(place, "nothing can be guessed here", "ask a fact that has [[fact.guess]]");
                }
                Piece::Slot(_) | Piece::Words(_) => {}
            }
        }
    }
    let of = |words: &str| {
        let mut all: Vec<String> = slots(words).map(|slot| format!("{slot:?}")).collect();
        all.sort();
        all.dedup();
        all
    };
    if text.en.as_ref().is_some_and(|en| of(en) != of(&text.ru)) {
        notes.warning(place, "the languages use different placeholders", "use the same in both");
    }
}

fn can_guess(playbook: &Playbook, phrase: &Phrase) -> bool {
    phrase.asks.iter().filter_map(|id| playbook.fact(id)).any(|one| !one.guesses.is_empty())
}

/// What both guides must be able to say.
fn guides(raw: &Raw, notes: &Notes) {
    for (direction, file) in [(Direction::In, "guide-in.toml"), (Direction::Out, "guide-out.toml")] {
        let phrases: Vec<&Phrase> = raw.playbook.phrases.iter().filter(|phrase| phrase.direction == direction).collect();
        if phrases.is_empty() {
            continue; // the file is missing, broken or empty: already said
        }
        let place = Place { file: file.to_owned(), line: 1 };
        let need = |found: bool, what: &str, cure: &str| {
            if !found {
                notes.error(&place, what.to_owned(), cure.to_owned());
            }
        };
        for moment in Moment::ALL {
            let what = format!("there may be nothing to say in \"{}\"", moment.code());
            need(
                phrases.iter().any(|phrase| phrase.moments.contains(&moment) && always_sayable(phrase)),
                &what,
                "add a phrase without asks and when, and without placeholders but {employee}, {office}, {minutes}",
            );
        }
        let asking = |id: &str, condition: Condition| {
            phrases.iter().any(|phrase| {
                phrase.kind == PhraseKind::Promise
                    && phrase.asks.iter().any(|asked| asked == id)
                    && phrase.when.contains(&condition)
            })
        };
        let refused = Condition::Refused(fact::PHONE.into());
        if direction == Direction::In {
            need(
                asking(fact::PHONE, Condition::NumberHidden),
                "no promise asks a hidden number",
                "add a phrase of kind promise with asks = [\"phone\"] and when = [\"number_hidden\"]",
            );
            need(
                asking(fact::PHONE, Condition::NumberShown),
                "no promise confirms a shown number",
                "add a phrase of kind promise with asks = [\"phone\"] and when = [\"number_shown\"]",
            );
            need(
                asking(fact::EMAIL, refused.clone()),
                "no promise offers e-mail where the phone was refused",
                "add a phrase of kind promise with asks = [\"email\"] and when = [\"refused:phone\"]",
            );
            let they_call = phrases.iter().any(|phrase| {
                phrase.kind == PhraseKind::Promise
                    && phrase.asks.is_empty()
                    && phrase.moments.contains(&Moment::Promising)
                    && phrase.when.contains(&refused)
            });
            need(
                they_call,
                "no promise offers that they call where the phone was refused",
                "add a phrase of kind promise without asks and with when = [\"refused:phone\"]",
            );
            let names = |moment| phrases.iter().any(|phrase| phrase.asks == [fact::NAME] && phrase.moments.contains(&moment));
            for moment in [Moment::Greeting, Moment::Answered, Moment::Promising, Moment::Closing] {
                let what = format!("no phrase exchanges names in \"{}\"", moment.code());
                need(names(moment), &what, "add a phrase with asks = [\"name\"] for it");
            }
        } else {
            let reason = phrases.iter().any(|phrase| {
                phrase.effect == Some(Effect::Reason)
                    && phrase.kind == PhraseKind::Greet
                    && phrase.variants.iter().all(|variant| {
                        let all: Vec<Slot> = slots(&variant.text.ru).collect();
                        all.contains(&Slot::Employee) && all.contains(&Slot::Office) && all.contains(&Slot::Reason)
                    })
            });
            need(
                reason,
                "no phrase gives our name, company and the reason",
                "add a phrase of kind greet with effect = \"reason\" and {employee}, {office} and {reason}",
            );
            let later = phrases.iter().any(|phrase| phrase.when.contains(&Condition::Inconvenient) && phrase.asks.is_empty());
            need(later, "no phrase agrees a time when it is inconvenient", "add a phrase with when = [\"inconvenient\"]");
        }
    }
}

/// Whether a phrase can be said in its moments whatever happened before.
fn always_sayable(phrase: &Phrase) -> bool {
    let plain = |words: &str| pieces(words).iter().all(|piece| !matches!(piece, Piece::Slot(slot) if !slot.always()));
    phrase.asks.is_empty()
        && phrase.when.is_empty()
        && phrase.variants.iter().any(|variant| plain(&variant.text.ru) && variant.text.en.as_deref().is_none_or(plain))
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn the_distance_of_words_is_the_number_of_changed_letters() {
        assert_eq!(distance("purpose", "purpose"), 0);
        assert_eq!(distance("porpose", "purpose"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
