//! Companies with a legal form.

use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::person;
use super::super::work::Work;
use super::{clean, company, name_at, quoted};
use crate::legal_form::{Place, legal_form};

/// A legal form at `i`: its usual spelling, its place and the token after it.
pub(crate) fn form_at(work: &Work<'_>, i: usize) -> Option<(&'static str, Place, usize)> {
    if !work.is_word(i) || !work.free(i) {
        return None;
    }
    // "240 кв м КП": a unit is no part of a form.
    if i > 0
        && !work.tokens[i].capital
        && work.has(i, Tag::Unit)
        && (work.has(i - 1, Tag::Unit) || work.tokens[i - 1].kind == Kind::Number)
    {
        return None;
    }
    if work.key(i) == "co" && i > 0 && matches!(work.key(i - 1), "&" | "and") {
        return None;
    }
    let mut spelling = String::new();
    let mut best = None;
    for k in i..work.tokens.len().min(i + 9) {
        let token = &work.tokens[k];
        match token.kind {
            Kind::Word => spelling.push_str(&token.key),
            Kind::Mark('.' | ',') if k > i => {
                // The stop of "Ltd." belongs to the form where a small letter or nothing follows.
                if let Some((form, place, end)) = best
                    && end == k
                    && token.start == work.tokens[k - 1].end
                    && token.kind == Kind::Mark('.')
                    && work.tokens.get(k + 1).is_none_or(|t| t.mark().is_some_and(|c| c == ',' || c == ')'))
                {
                    best = Some((form, place, k + 1));
                }
                continue;
            }
            Kind::Mark('&') => spelling.push('&'),
            _ => break,
        }
        if let Some((form, place)) = legal_form(&spelling) {
            let capitals = work.line.read[token.start..token.end].iter().filter(|c| c.is_uppercase()).count();
            let dotted = k > i && token.key.chars().count() == 1;
            if place != Place::AfterInCapitals || dotted || (capitals >= 1 && i > 0) {
                best = Some((form, place, k + 1));
            }
        }
    }
    // "S.A." ends with its own stop.
    best.map(|(form, place, end)| {
        let own_stop = end >= 2
            && work.mark_char(end) == Some('.')
            && work.mark_char(end - 2) == Some('.')
            && work.tokens[end].start == work.tokens[end - 1].end;
        (form, place, if own_stop { end + 1 } else { end })
    })
}

pub(super) fn with_form(work: &mut Work<'_>, i: usize) -> Option<usize> {
    let (form, place, mut after) = form_at(work, i)?;
    let short = work.tokens[i].key.chars().count() <= 2 && !work.tokens[i].capital && after == i + 1;
    // "гск маяк": no other word is spelt like that, so a strange word after it is enough.
    let strange = matches!(work.key(i), "гск" | "доу")
        && work.is_word(after)
        && work.free(after)
        && !work.is_known(after)
        && !person::is_name_word(work, after);
    if matches!(work.key(i), "пк" | "пп" | "уп" | "тов" | "гск" | "доу")
        && !work.tokens[i].capital
        && !strange
        && !work.tokens.get(after).is_some_and(|t| t.capital || t.mark() == Some('"'))
    {
        return None;
    }
    if matches!(place, Place::After | Place::AfterInCapitals) {
        // "Ковальчик Ян, GmbH Nordholz": after a comma the name may follow the form.
        let leads = i > 0
            && work.breaks(i - 1)
            && work.mark_char(i - 1).is_some()
            && work
                .tokens
                .get(after)
                .is_some_and(|t| t.capital && t.is_word() && !t.key.chars().any(super::super::line::is_cyrillic))
            && !work.breaks(after)
            && !work.is_known(after)
            && !person::is_given(work, after);
        if leads && let Some(end) = latin_after(work, form, i, after) {
            return Some(end);
        }
        return latin_before(work, i, form, after).or_else(|| latin_after(work, form, i, after));
    }
    while work.mark_char(after).is_some_and(|c| matches!(c, '.' | ':')) {
        after += 1;
    }
    if place == Place::Person {
        if let Some((name, end)) = quoted(work, after) {
            work.found(company(Some(form), name), 0.95, i, end);
            return Some(end);
        }
        let (name, end) = person::name_after_form(work, after)?;
        work.found(company(Some(form), name), 0.95, i, end);
        return Some(end);
    }
    if let Some((name, end)) = name_at(work, after) {
        // "Ромашка ООО, кабель": the form may stand after its name.
        work.found(company(Some(form), name), 0.96, i, end);
        return Some(end);
    }
    let before = name_before(work, i)?;
    if short && form == "АО" {
        return None;
    }
    let name = clean(&work.text(before, i));
    work.found(company(Some(form), name), 0.9, before, after);
    Some(after)
}

/// The words right before a form that stands last: "«Ромашка», ООО".
pub(super) fn name_before(work: &Work<'_>, i: usize) -> Option<usize> {
    let mut last = i.checked_sub(1)?;
    if work.mark_char(last) == Some(',') {
        last = last.checked_sub(1)?;
        // "Ромашка, ООО, нужны стулья": a strange word with a capital alone in its clause.
        let alone = work.tokens[last].capital
            && work.is_word(last)
            && work.free(last)
            && !work.is_known(last)
            && !person::is_name_word(work, last)
            && !person::oblique_surname(work, last)
            && (last == 0 || work.breaks(last - 1))
            && work.breaks(i + 1);
        if alone {
            return Some(last);
        }
        work.mark_char(last).filter(|c| *c == '"')?;
    }
    if work.mark_char(last) == Some('"') {
        return (last.saturating_sub(8)..last).rev().find(|&k| work.mark_char(k) == Some('"'));
    }
    let fits = |k: usize| work.free(k) && work.is_word(k) && (!work.is_known(k) || work.tokens[k].capital);
    if !fits(last) {
        return None;
    }
    // "клининг плюс ооо": small words from the beginning of the clause.
    let (clause, _) = work.clause(i);
    let row = last > clause
        && last - clause < 3
        && (clause..i).all(|k| work.free(k) && work.is_word(k) && !work.tokens[k].capital && !person::is_name_word(work, k));
    let talk = (clause..i).any(|k| work.has_any(k, &[Tag::Want, Tag::Introduces, Tag::Function, Tag::Call, Tag::Post]));
    if row && !talk {
        return Some(clause);
    }
    let mut from = last;
    while from > 0 && fits(from - 1) && work.tokens[from - 1].capital && work.tokens[from].capital && last - from < 3 {
        from -= 1;
    }
    Some(from)
}

pub(super) fn latin_before(work: &mut Work<'_>, i: usize, form: &str, after: usize) -> Option<usize> {
    let mut from = i;
    if from > 0 && work.mark_char(from - 1) == Some(',') {
        from -= 1;
    }
    let end = from;
    if from > 0 && work.mark_char(from - 1) == Some('"') {
        let open = (from.saturating_sub(9)..from - 1).rev().find(|&k| work.mark_char(k) == Some('"'))?;
        let name = clean(&work.text(open, end));
        work.found(company(Some(form), name), 0.95, open, after);
        return Some(after);
    }
    let part = |k: usize| {
        let t = &work.tokens[k];
        let connecting = matches!(t.kind, Kind::Mark('&' | '+'))
            || matches!(
                t.key.as_str(),
                "and"
                    | "of"
                    | "de"
                    | "del"
                    | "della"
                    | "di"
                    | "da"
                    | "du"
                    | "des"
                    | "la"
                    | "van"
                    | "von"
                    | "der"
                    | "und"
                    | "y"
                    | "et"
                    | "i"
            );
        let named = matches!(t.kind, Kind::Word | Kind::Mixed | Kind::Number) && (t.capital || t.kind != Kind::Word);
        work.free(k) && (named || connecting)
    };
    while from > 0 && end - from < 6 && part(from - 1) {
        from -= 1;
    }
    // A small-letter name takes one word: "acme ltd".
    if from == end && from > 0 && work.free(from - 1) && work.is_word(from - 1) && !work.has_any(from - 1, &[Tag::Function]) {
        from -= 1;
        while from > 0
            && work.free(from - 1)
            && work.is_word(from - 1)
            && !work.is_known(from - 1)
            && end - from < 3
            && !person::is_given(work, from - 1)
        {
            from -= 1;
        }
    }
    while from < end
        && !work.tokens[from].capital
        && matches!(work.key(from), "and" | "of" | "de" | "und" | "y" | "et" | "i" | "&" | "+")
    {
        from += 1;
    }
    while from + 1 < end
        && (work.has_any(from, &[Tag::Introduces, Tag::Want, Tag::Call])
            || matches!(work.key(from), "from" | "at" | "for" | "this" | "the" | "с" | "из" | "my" | "i" | "hi" | "hello"))
        && !matches!(work.key(from + 1), "&" | "and")
    {
        from += 1;
    }
    // "John Smith Acme Ltd": a person before the name keeps his words.
    let people = person::leading_name(work, from, end);
    if people > 0 && from + people < end && !matches!(work.key(from + people), "&" | "and") {
        from += people;
    }
    while from + 1 < end && matches!(work.key(from), "of" | "and" | "from" | "at" | "и") {
        from += 1;
    }
    if from >= end {
        return None;
    }
    let name = clean(&work.text(from, end));
    if name.is_empty() {
        return None;
    }
    work.found(company(Some(form), name), 0.95, from, after);
    Some(after)
}

pub(super) fn latin_after(work: &mut Work<'_>, form: &str, i: usize, after: usize) -> Option<usize> {
    let (name, end) = name_at(work, after)?;
    work.tokens.get(i).filter(|t| t.capital)?;
    work.found(company(Some(form), name), 0.85, i, end);
    Some(end)
}
