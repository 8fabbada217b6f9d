//! Companies: a legal form with a name, a kind of house with a name, a name in quotes, a bare name after "из".

mod bare;
mod forms;
mod houses;
mod kinds;

use super::lexicon::Tag;
use super::line::Kind;
use super::work::Work;
use super::{Found, person};
use crate::letters::capitalised;
use bare::bare_quotes;
pub(crate) use bare::find_bare;
pub(crate) use forms::form_at;
use forms::with_form;
use kinds::{after_company_word, latin_house, with_kept_word};

/// Companies with a form, a kept word ("завод") or quotes.
pub(crate) fn find(work: &mut Work<'_>) {
    let mut i = 0;
    while i < work.tokens.len() {
        let next = with_form(work, i).or_else(|| with_kept_word(work, i)).or_else(|| after_company_word(work, i));
        i = next.unwrap_or(i + 1).max(i + 1);
    }
    if !has_company(work) {
        for i in 0..work.tokens.len() {
            if latin_house(work, i).or_else(|| houses::small_house(work, i)).or_else(|| houses::partners(work, i)).is_some() {
                break;
            }
        }
    }
    if !has_company(work) {
        for i in 0..work.tokens.len() {
            if bare_quotes(work, i).is_some() {
                break;
            }
        }
    }
}

pub(crate) fn has_company(work: &Work<'_>) -> bool {
    work.facts.iter().any(|f| matches!(f.found, Found::Company { .. }))
}

fn company(form: Option<&str>, name: String) -> Found {
    let name = if name.chars().any(char::is_uppercase) || !name.chars().all(|c| c.is_alphabetic() || c == '-' || c == ' ') {
        name
    } else {
        capitalised(&name)
    };
    Found::Company { form: form.map(str::to_owned), name }
}

fn clean(name: &str) -> String {
    let bare: String =
        name.chars().filter(|c| !matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '\'' | '‘') || *c == '\'').collect();
    bare.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '-' | '\''))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A name in quotes at `i`: its text and the token after the closing quote.
fn quoted(work: &Work<'_>, i: usize) -> Option<(String, usize)> {
    if work.mark_char(i) != Some('"') {
        return None;
    }
    let open = work.line.read[work.tokens[i].start];
    let close = (i + 1..work.tokens.len().min(i + 12)).find(|&k| {
        let c = work.line.read[work.tokens[k].start];
        work.mark_char(k) == Some('"') && (open != '«' || c == '»') && (open == '«' || c == open || c == '”' || c == '“')
    });
    let mut end = close.unwrap_or_else(|| (i + 1..work.tokens.len()).find(|&k| work.breaks(k)).unwrap_or(work.tokens.len()));
    // ««Торговый дом «Ромашка»»: a second closing quote belongs to the name as well.
    if close.is_some() && work.mark_char(end + 1) == Some('"') && work.tokens[end + 1].start == work.tokens[end].end {
        end += 1;
    }
    if end <= i + 1 || end - i > 10 {
        return None;
    }
    let name = clean(&work.text(i, end));
    let after = if close.is_some() { end + 1 } else { end };
    (!name.is_empty()).then_some((name, after))
}

/// The name that follows a form: in quotes, or words with capitals, or the one small-letter word.
fn name_at(work: &Work<'_>, i: usize) -> Option<(String, usize)> {
    if let Some(found) = quoted(work, i) {
        return Some(found);
    }
    let mut from = i;
    if let Some(skip) = work.mark(i, Tag::CompanyWord) {
        from += skip;
        if let Some(found) = quoted(work, from) {
            return Some(found);
        }
    }
    let first = work.tokens.get(from)?;
    let nameable = matches!(first.kind, Kind::Word | Kind::Mixed | Kind::Number) && work.free(from);
    if !nameable || (first.is_word() && !first.capital && work.has_any(from, &[Tag::Function, Tag::Call, Tag::Want, Tag::Source]))
    {
        return None;
    }
    let mut to = from + 1;
    let mut kept = 0;
    if let Some(length) = work.mark(from, Tag::KeptWord) {
        kept = length;
        to = from + length;
        if work.mark_char(to) == Some('"')
            && let Some((_, end)) = quoted(work, to)
        {
            return Some((clean(&work.text(from, end)), end));
        }
        if work.mark_char(to) == Some('№') {
            to += 1;
        }
    }
    while to < work.tokens.len() && to - from < 6 && continues(work, from, to, kept) {
        to += 1;
    }
    // "ооо гранд отель инн ...": a word that only describes takes the next one with it.
    let describes = matches!(
        first.key.as_str(),
        "гранд"
            | "арт"
            | "евро"
            | "мега"
            | "супер"
            | "эко"
            | "бизнес"
            | "сити"
            | "премиум"
            | "роял"
            | "стар"
            | "голд"
            | "нео"
            | "элит"
    );
    if to == from + 1
        && describes
        && work.is_word(to)
        && work.free(to)
        && !work.has_any(to, &[Tag::Function, Tag::Want, Tag::Call, Tag::Post, Tag::Label, Tag::Reference, Tag::ActivityVerb])
        && !person::is_given(work, to)
    {
        to += 1;
    }
    // A row of unknown small words up to the end of the clause is one name: "ооо строй инвест".
    if to == from + 1 && !first.capital {
        let ends =
            |k: usize| work.breaks(k) || wishes_after(work, k) || work.has_any(k, &[Tag::Label, Tag::Post, Tag::Reference]);
        let end = (to..work.tokens.len()).find(|&k| ends(k)).unwrap_or(work.tokens.len());
        let unknown = (to..end)
            .all(|k| work.is_word(k) && !work.is_known(k) && (!person::is_name_word(work, k) || is_adjective(work.key(k))));
        if end > to && end - from <= 3 && unknown {
            to = end;
        }
    }
    while to > from + 1 && matches!(work.key(to - 1), "и" | "&" | "-" | "and" | "+") {
        to -= 1;
    }
    Some((clean(&work.text(from, to)), to))
}

/// Whether token `k` goes on with the name that began at `from`.
fn continues(work: &Work<'_>, from: usize, k: usize, kept: usize) -> bool {
    if work.breaks(k) {
        return false;
    }
    let token = &work.tokens[k];
    let glued = token.start == work.tokens[k - 1].end;
    match token.kind {
        Kind::Mark('&' | '+' | '-' | '№' | '!' | '\'') => true,
        Kind::Mark(_) | Kind::Claimed => false,
        Kind::Number => {
            // "мбоу сош 12 парты 30 шт": schools go by their number.
            let numbered = kept > 0
                && k == from + kept
                && token.key.len() <= 3
                && !work.has(k + 1, Tag::Unit)
                && ["сош", "оош", "школ", "лице", "гимнази", "детск", "детсад", "дюсш", "больниц", "поликлиник"]
                    .iter()
                    .any(|h| work.key(from).starts_with(h));
            glued
                || numbered
                || work.mark_char(k - 1) == Some('№')
                || k == from + 1
                    && work.tokens[k].key.len() <= 3
                    && work.has_any(k + 1, &[Tag::Post, Tag::Label, Tag::Want, Tag::ActivityVerb])
                    && !work.has(k + 1, Tag::Unit)
                || (work.breaks(k + 1) && !work.has(k + 1, Tag::Unit) && work.tokens[k].key.len() <= 3)
        }
        Kind::Mixed => token.capital && !work.breaks(k),
        Kind::Word => {
            let after_kept = kept > 0 && k == from + kept;
            let joined = matches!(work.key(k - 1), "&" | "и" | "-" | "+");
            let conjunction = matches!(token.key.as_str(), "и" | "of" | "and")
                && work.tokens.get(k + 1).is_some_and(|t| t.capital)
                && !person::is_name_word(work, k + 1);
            if after_kept {
                return !work.has_any(k, &[Tag::Function, Tag::Want, Tag::Call, Tag::Source, Tag::ActivityVerb]);
            }
            let country =
                work.has(k, Tag::City) && token.capital && work.tokens[from].capital && work.breaks(k + 1) && k == from + 1;
            let tail = k == from + 1
                && work.tokens[from].capital
                && is_adjective(work.key(from))
                && ((work.breaks(k + 1) || work.has(k + 1, Tag::Label))
                    && (!stops(work, k) || work.has_any(k, &[Tag::City, Tag::Post]))
                    || wishes_after(work, k + 1));
            let latin = token.capital
                && token.key.is_ascii()
                && work.tokens[from].capital
                && !stops(work, k)
                && !(person::is_given(work, k) && work.is_word(k + 1));
            conjunction
                || joined
                || country
                || tail
                || latin
                || (token.capital && work.tokens[from].capital && !person::is_name_word(work, k) && !stops(work, k))
        }
    }
}

/// Whether a wish, a trade or a step begins at `k`: a name ends there without a comma.
fn wishes_after(work: &Work<'_>, k: usize) -> bool {
    work.has_any(k, &[Tag::Want, Tag::ActivityVerb, Tag::Call, Tag::Request, Tag::Source])
}

fn is_adjective(key: &str) -> bool {
    ["ый", "ая", "ое", "ой", "ий", "ые", "ие"].iter().any(|e| key.ends_with(e))
        || matches!(key, "наш" | "мой" | "ваш" | "твой" | "наша" | "моя" | "мое")
}

/// Words with a capital that begin something else; a town may give a house its name ("завод Уралмаш").
fn stops_but_town(work: &Work<'_>, k: usize) -> bool {
    let town = work.has(k, Tag::City) && work.key(k).chars().count() > 7;
    stops(work, k) && !town
}

/// Words with a capital that begin something else.
fn stops(work: &Work<'_>, k: usize) -> bool {
    work.has_any(
        k,
        &[
            Tag::Want,
            Tag::Call,
            Tag::Send,
            Tag::Meet,
            Tag::Source,
            Tag::ActivityVerb,
            Tag::Introduces,
            Tag::Label,
            Tag::OfferPaper,
            Tag::InvoicePaper,
            Tag::Chatter,
        ],
    ) || work.has_any(k, &[Tag::City, Tag::Post, Tag::Request, Tag::Regular, Tag::OneOff])
}
