//! People whose names no list knows.

use super::super::Found;
use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::work::Work;
use super::compose::{case_before, compose, written};
use super::parts::{Part, is_title};
use crate::names::PersonName;

/// People nobody has heard of: "my name is Priya Raman", "это Гжегож", "Priya Raman, Acme Ltd".
pub(super) fn strangers(work: &mut Work<'_>) {
    for i in 0..work.tokens.len() {
        let Some(length) = work.mark(i, Tag::Introduces) else { continue };
        let sure = matches!(
            work.key(i),
            "name"
                | "my"
                | "this"
                | "зовут"
                | "contact"
                | "attn"
                | "контактное"
                | "mr"
                | "mrs"
                | "ms"
                | "dr"
                | "фио"
                | "имя"
                | "спросить"
                | "ask"
                | "speak"
                | "представился"
                | "представилась"
                | "контакт"
                | "it's"
                | "named"
                | "фамилия"
                | "i'm"
                | "господин"
                | "госпожа"
                | "г-н"
                | "г-жа"
                | "caller"
                | "voicemail"
                | "message"
                | "called"
                | "говорил"
                | "говорила"
        );
        // "звонил Тлехас Аскербий": a verb of calling needs two words that nothing else explains.
        let calls = matches!(work.key(i), "звонил" | "звонила" | "звонит" | "обратился" | "обратилась");
        if calls && work.tokens.len() > i + 2 && unheard(work, i + 1) && unheard(work, i + 2) && work.breaks(i + 3) {
            let name = stranger_in_order(work, i + 1, i + 3);
            work.found(Found::Person(name), 0.7, i + 1, i + 3);
            return;
        }
        if !sure {
            continue;
        }
        let mut from = i + length;
        while matches!(work.mark_char(from), Some(':' | '.'))
            || matches!(work.key(from), "is" | "mr" | "mrs" | "ms" | "for" | "лицо" | "person" | "меня" | "его" | "ее" | "dr")
        {
            from += 1;
        }
        let to = capitals(work, from);
        if to > from && to - from <= 3 {
            let titled = is_title(work.key(from.wrapping_sub(1))) || (from > 1 && is_title(work.key(from - 2)));
            let name = stranger(work, from, to, titled);
            work.found(Found::Person(name), 0.8, from, to);
            return;
        }
    }
    for i in 0..work.tokens.len() {
        // "снабженец Ильяс", "Herr Weber"
        let title = is_title(work.key(i));
        let Some(length) = work.mark(i, Tag::Post).or(title.then_some(1)) else { continue };
        let from = i + length + usize::from(work.mark_char(i + length) == Some('.'));
        let to = capitals(work, from);
        if to > from
            && to - from <= 3
            && (from..to).all(|k| !work.is_known(k))
            && !work.english | title
            && !super::is_place_or_colleague(work, from)
        {
            let surname = to == from + 1 && super::parts::surname_surely(work.key(from));
            let name = if surname {
                compose(work, &[(Part::Surname, from)], case_before(work, from))
            } else {
                stranger(work, from, to, title)
            };
            work.found(Found::Person(name), 0.75, from, to);
            return;
        }
    }
    // A stranger's name right before or at the number: "Tess 6175550193".
    for i in 0..work.tokens.len() {
        let phone = |k: usize| {
            work.tokens.get(k).is_some_and(|t| {
                t.kind == Kind::Claimed && work.line.low[t.start..t.end].iter().all(|c| !c.is_alphabetic() && *c != '@')
            })
        };
        let fits = work.is_word(i)
            && work.free(i)
            && work.tokens[i].capital
            && !work.is_known(i)
            && i > 0
            && phone(i + 1)
            && !super::parts::typical_company(work.key(i))
            && !is_shouted(work, i)
            && !work.tokens.get(i - 1).is_some_and(|t| t.is_word() && t.capital && work.free(i - 1));
        if fits && work.key(i).chars().all(char::is_alphabetic) && work.key(i).chars().count() > 2 {
            let name = stranger(work, i, i + 1, false);
            work.found(Found::Person(name), 0.55, i, i + 1);
            return;
        }
    }
    if let Some((at, titled)) = small_stranger(work) {
        let name = stranger(work, at, at + 1, titled);
        let from = at - usize::from(titled) - usize::from(titled && work.mark_char(at - 1) == Some('.'));
        work.found(Found::Person(name), 0.55, from, at + 1);
        return;
    }
    if let Some((from, to)) = lone_clause(work) {
        let name = stranger_in_order(work, from, to);
        work.found(Found::Person(name), 0.55, from, to);
        return;
    }
    let to = capitals(work, 0);
    let next = [Tag::Want, Tag::ActivityVerb, Tag::ActivityNoun, Tag::BusinessHead, Tag::Post, Tag::Call, Tag::Request];
    if to == 2
        && (work.breaks(2) || work.has_any(2, &next))
        && work.english
        && (0..2).all(|k| work.key(k).is_ascii() && !work.is_known(k))
        && work.tokens.len() > 2
    {
        let name = stranger(work, 0, 2, false);
        work.found(Found::Person(name), 0.6, 0, 2);
    }
}

/// "KPP 770601001": an abbreviation in capitals names its number.
fn is_shouted(work: &Work<'_>, k: usize) -> bool {
    let token = &work.tokens[k];
    work.line.read[token.start..token.end].iter().all(|c| !c.is_lowercase()) && work.line.read.iter().any(|c| c.is_lowercase())
}

/// A name in small letters no list knows, where nothing but a name stands: after a title, after "wanted by", or between a
/// phone and the end ("720 555 0151 devin"). The token and whether a title is before it.
fn small_stranger(work: &Work<'_>) -> Option<(usize, bool)> {
    (1..work.tokens.len()).find_map(|i| {
        let key = work.key(i);
        let plain = work.is_word(i)
            && work.free(i)
            && !work.is_known(i)
            && key.chars().count() > 2
            && key.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-');
        if !plain || work.has_any(i, &[Tag::NotSurname, Tag::City, Tag::Time]) {
            return None;
        }
        let common = super::super::reading::is_common(key);
        let title = is_title(work.key(i - 1)) || i > 1 && work.mark_char(i - 1) == Some('.') && is_title(work.key(i - 2));
        if title && !common {
            return Some((i, true));
        }
        let by = work.key(i - 1) == "by"
            && i > 1
            && matches!(work.key(i - 2), "wanted" | "needed" | "ordered" | "requested" | "booked")
            && work.breaks(i + 1);
        let phone = |t: &super::super::line::Token| {
            t.kind == Kind::Claimed && work.line.low[t.start..t.end].iter().all(|c| !c.is_alphabetic() && *c != '@')
        };
        let ends = i + 1 == work.tokens.len() || matches!(work.key(i + 1), "из" | "from");
        let shaped = !super::super::shapes::is_adjective(key)
            && !super::super::steps::is_past(key)
            && !super::super::shapes::is_present_verb(key)
            && !["ть", "ing", "ed", "ние", "ция", "но", "ly"].iter().any(|e| key.ends_with(e));
        (!common && (by || phone(&work.tokens[i - 1]) && ends && shaped)).then_some((i, false))
    })
}

/// A clause that is nothing but one or two capitalised words no list knows: "..., Софико, ...", "Harpreet Gill, ...".
fn lone_clause(work: &Work<'_>) -> Option<(usize, usize)> {
    let mut from = 0;
    while from < work.tokens.len() {
        if work.breaks(from) {
            from += 1;
            continue;
        }
        let to = (from..work.tokens.len()).find(|&k| work.breaks(k)).unwrap_or(work.tokens.len());
        let house_at = |k: usize| matches!(work.key(k), "from" | "at" | "из" | "с") && to > k;
        let end = if house_at(from + 1) && (to > from + 2 || work.tokens.get(to).is_some_and(|t| t.mark().is_none())) {
            from + 1
        } else if house_at(from + 2) {
            from + 2
        } else {
            to
        };
        if end - from <= 2 && (from..end).all(|k| unheard(work, k)) && stands_as_name(work, from, end) {
            return Some((from, end));
        }
        from = to;
    }
    None
}

/// A capitalised word no list knows, shaped like a name.
fn unheard(work: &Work<'_>, k: usize) -> bool {
    let token = &work.tokens[k];
    let plain = token.kind == Kind::Word
        && token.key.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'')
        && token.key.chars().count() > 2;
    let inner_capital = work.line.read[token.start + 1..token.end].iter().any(|c| c.is_uppercase());
    // Who types the line in small letters gives a capital to names: "хостел, Мамука, нужны ...".
    let small_style = k > 0 && !work.tokens[0].capital;
    let shape = ["ing", "tion", "ment", "ers", "ость", "ние", "ция", "ство", "ель"].iter().any(|e| token.key.ends_with(e))
        || token.key.ends_with("ка") && !small_style;
    let listed = crate::names::dictionary::is_surname(&token.key);
    plain
        && token.capital
        && work.free(k)
        && (listed || !shape)
        && !inner_capital
        && (!work.is_known(k) || listed)
        && !work.has_any(k, &[Tag::NotSurname, Tag::City])
        && !super::super::reading::is_common(&token.key)
        && !super::super::shapes::is_adjective(&token.key)
        && !super::parts::typical_company(&token.key)
}

/// Whether such words can be a person here: not the first word of a sentence unless two stand together or a house follows.
fn stands_as_name(work: &Work<'_>, from: usize, end: usize) -> bool {
    let sentence = from == 0 || matches!(work.mark_char(from - 1), Some('.' | '!' | '?'));
    let two = end == from + 2;
    let house = matches!(work.key(end), "from" | "at" | "из") && work.tokens.len() > end + 1;
    let more = work.tokens.len() > end + 2;
    let reachable = work.tokens.iter().any(|t| t.kind == Kind::Claimed);
    // "Папандопуло Ставрос, возделывают ...": a trade or a wish is said of somebody.
    let said = (end + 1..work.tokens.len()).any(|k| {
        work.has_any(k, &[Tag::Want, Tag::ActivityVerb, Tag::Request]) || super::super::shapes::is_present_verb(work.key(k))
    });
    more && (!sentence || house || two && (work.english || reachable || said) || work.english && reachable)
}

/// The surname first where only the first word looks like one: "Ходжаев Умед", "Rosenthal Avi".
fn stranger_in_order(work: &Work<'_>, from: usize, to: usize) -> PersonName {
    let like = |k: usize| crate::names::dictionary::is_surname(work.key(k)) || super::parts::surname_surely(work.key(k));
    let given = |k: usize| super::parts::is_given(work, k);
    // Russian lists put the surname first.
    let russian = !work.english && !like(from + 1) && !given(from);
    if to == from + 2 && (like(from) && !like(from + 1) || given(from + 1) && !given(from) || russian) {
        return PersonName { surname: Some(written(work, from)), given: Some(written(work, from + 1)), ..PersonName::default() };
    }
    if to == from + 1 && super::parts::surname_surely(work.key(from)) {
        return PersonName { surname: Some(written(work, from)), ..PersonName::default() };
    }
    stranger(work, from, to, false)
}

pub(super) fn capitals(work: &Work<'_>, from: usize) -> usize {
    let mut to = from;
    while to < work.tokens.len()
        && work.is_word(to)
        && work.free(to)
        && work.tokens[to].capital
        && !work.has_any(to, &[Tag::City, Tag::CompanyWord, Tag::Function, Tag::Want])
        && work.tokens[to].kind == Kind::Word
    {
        to += 1;
    }
    to
}

pub(super) fn stranger(work: &Work<'_>, from: usize, to: usize, titled: bool) -> PersonName {
    let words: Vec<String> = (from..to).map(|k| written(work, k)).collect();
    match (words.len(), titled) {
        (1, true) => PersonName { surname: Some(words[0].clone()), ..PersonName::default() },
        (1, false) => PersonName { given: Some(words[0].clone()), ..PersonName::default() },
        _ => PersonName { given: Some(words[0].clone()), surname: Some(words[1..].join(" ")), ..PersonName::default() },
    }
}
