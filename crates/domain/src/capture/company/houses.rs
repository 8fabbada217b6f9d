//! Latin names of houses in small letters: "oakfield dental", "from harbor logistics".

use super::super::lexicon::Tag;
use super::super::person;
use super::super::work::Work;
use super::company;
use crate::letters::capitalised;

/// Endings of places and families that give a house its name.
const NAMES: &[&str] = &[
    "field", "gate", "ford", "ham", "wood", "brook", "bridge", "worth", "bury", "haven", "ridge", "dale", "view", "mont", "sen",
    "son", "berg", "land", "vale", "shire", "crest", "creek", "water", "hurst", "mere", "cliff", "lake", "combe", "chester",
    "castle", "minster", "ville", "burg", "stein", "ley", "man", "ton", "wick", "more", "fell", "well",
];

/// Last words that trade names have and trades have not.
const LAST: &[&str] = &[
    "dental",
    "logistics",
    "solutions",
    "systems",
    "industries",
    "partners",
    "holdings",
    "trading",
    "technologies",
    "foods",
    "supplies",
    "energy",
    "homes",
    "properties",
    "interiors",
    "motors",
    "imports",
    "exports",
    "labs",
    "media",
    "fitness",
    "freight",
    "marine",
    "textiles",
    "events",
    "plastics",
    "metals",
    "chemicals",
    "estates",
    "ventures",
    "brothers",
    "bros",
    "outfitters",
    "enterprises",
    "aviation",
    "electronics",
    "ceramics",
    "pharma",
    "steel",
    "timber",
    "hardware",
    "academy",
    "primary",
    "hospital",
    "council",
    "university",
    "college",
];

/// A name in small letters up to its kind of house, in a clause of its own or before a wish.
pub(super) fn small_house(work: &mut Work<'_>, i: usize) -> Option<usize> {
    let led = i > 0 && matches!(work.key(i - 1), "from" | "at" | "for" | "of");
    if !work.english || !(i == 0 || work.breaks(i - 1) || led && work.key(i - 1) == "from") {
        return None;
    }
    let kind = |k: usize| work.has(k, Tag::BusinessHead) || LAST.contains(&work.key(k)) || work.has(k, Tag::KeptWord);
    let last =
        (i + 1..work.tokens.len().min(i + 4)).take_while(|k| work.is_word(*k) && work.free(*k)).filter(|k| kind(*k)).last()?;
    let ends =
        work.breaks(last + 1) || work.has_any(last + 1, &[Tag::Want, Tag::ActivityVerb, Tag::Post, Tag::Label, Tag::Request]);
    let named = name_like(work.key(i)) && !person::is_given(work, i) && !work.is_known(i);
    let plain = |k: usize| {
        work.is_word(k)
            && work.free(k)
            && work.key(k).chars().count() > 3
            && !work.has_any(k, &[Tag::Function, Tag::Want, Tag::Call, Tag::Chatter, Tag::Service, Tag::ActivityNoun, Tag::Post])
    };
    let traded = led && LAST.contains(&work.key(last)) && last == i + 1;
    if !ends || !(named || traded) || !(i..last).all(plain) || work.has(i, Tag::BusinessHead) {
        return None;
    }
    let name: Vec<String> = work.text(i, last + 1).split(' ').map(capitalised).collect();
    work.found(company(None, name.join(" ")), 0.65, i, last + 1);
    Some(last + 1)
}

/// "Ellis & Sons", "Hart & Pole": two names with the sign between them are a house.
pub(super) fn partners(work: &mut Work<'_>, i: usize) -> Option<usize> {
    const KIN: &[&str] = &["sons", "son", "co", "bros", "brothers", "daughters", "partners", "associates"];
    let capital = |k: usize| work.is_word(k) && work.free(k) && work.tokens[k].capital;
    let kin = KIN.contains(&work.key(i + 2));
    let both = person::is_given(work, i) && person::is_given(work, i + 2);
    let joined = work.mark_char(i + 1) == Some('&') || work.key(i + 1) == "and" && kin;
    let begins = i == 0 || work.breaks(i - 1) || matches!(work.key(i - 1), "from" | "at");
    if !work.english || !begins || !capital(i) || !joined || !(kin || capital(i + 2) && !both) || !work.breaks(i + 3) {
        return None;
    }
    let name = work.text(i, i + 3);
    work.found(company(None, name), 0.75, i, i + 3);
    Some(i + 3)
}

fn name_like(key: &str) -> bool {
    let shaped = key.chars().count() > 5 && NAMES.iter().any(|n| key.ends_with(n) && key.len() > n.len() + 2);
    key.is_ascii() && (shaped || crate::names::dictionary::is_surname(key)) && !super::super::reading::is_common(key)
}
