//! The work type as the author of a letter gave it in an ordinary mail program.
//!
//! Three ways: a type address among the recipients (`offer@type.office.example`), a tag in the subject (`[t: offer]`,
//! `[т: кп]`), the header `X-Work-Type`. The tag is a letter, a colon and a code in square brackets: ticket numbers
//! (`[#1234]`), marks of lists (`[sales]`) and prices do not look like that. Round brackets do as well, because the Russian layout has no
//! square ones, but only with a code that exists. Codes are compared without capitals, with ё as е, and typed on the other
//! keyboard layout.

use serde::{Deserialize, Serialize};

use crate::layout;
use crate::letters::fold_char;

/// A work type and the words it may be given by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeCodes {
    /// The type's id in the playbook (`letter-offer-small-changes`): always a code too.
    pub id: String,
    /// Short codes in any language (`offer`, `кп`).
    pub codes: Vec<String>,
}

/// Where a type was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// A type address.
    Address,
    /// A tag in the subject.
    Subject,
    /// The header `X-Work-Type`.
    Header,
}

/// A type that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenType {
    /// The type's id, whichever code it was given by.
    pub code: String,
    /// Where.
    pub by: By,
    /// What was written after the code: what a letter was whose type is not listed. Empty mostly.
    pub note: String,
}

/// What an author said about the type of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// One type, possibly several times.
    Type(GivenType),
    /// A code no type has.
    Unknown {
        /// As it was written.
        word: String,
        /// Where.
        by: By,
    },
    /// Two types or more: their ids, in the order they were given.
    Conflict(Vec<GivenType>),
}

/// Where an author may have given a type.
#[derive(Debug, Clone, Copy, Default)]
pub struct Places<'a> {
    /// Addresses of the envelope, To, Cc and Bcc.
    pub addresses: &'a [String],
    /// Subjects, decoded.
    pub subjects: &'a [String],
    /// Values of `X-Work-Type`, decoded.
    pub headers: &'a [String],
}

/// A tag in a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Where it stands, brackets included: positions in bytes.
    pub span: std::ops::Range<usize>,
    /// The id of the type, or `None` when no type has this code.
    pub id: Option<String>,
    /// The code as written.
    pub word: String,
    /// What follows the code.
    pub note: String,
}

/// Longest tag, bytes: a bracket closed later belongs to something else.
const TAG_MAX: usize = 300;

/// What the author said.
///
/// Another type given by any way is a conflict. An unknown code in a subject counts only where nothing else was given: it
/// may be the subject's own words. An unknown type address or header always counts: it was meant for us.
#[must_use]
pub fn find(types: &[TypeCodes], domain: &str, places: Places<'_>) -> Said {
    let mut given: Vec<GivenType> = Vec::new();
    let mut unknown: Vec<(String, By)> = Vec::new();
    let mut take = |id: Option<String>, word: &str, note: &str, by: By| {
        let Some(code) = id else { return unknown.push((word.to_owned(), by)) };
        match given.iter_mut().find(|one| one.code == code) {
            Some(before) if before.note.is_empty() => note.clone_into(&mut before.note),
            Some(_) => {}
            None => given.push(GivenType { code, by, note: note.to_owned() }),
        }
    };
    for address in places.addresses {
        if let Some(word) = type_address(address, domain) {
            take(lookup(types, word), word, "", By::Address);
        }
    }
    for subject in places.subjects {
        for tag in tags(types, subject) {
            take(tag.id, &tag.word, &tag.note, By::Subject);
        }
    }
    for value in places.headers.iter().map(|value| value.trim()).filter(|value| !value.is_empty()) {
        let (id, word, note) = code_and_note(types, value);
        take(id, word, note, By::Header);
    }
    let meant = unknown.into_iter().find(|(_, by)| *by != By::Subject || given.is_empty());
    if let Some((word, by)) = meant {
        return Said::Unknown { word, by };
    }
    if given.len() > 1 {
        return Said::Conflict(given);
    }
    given.pop().map_or(Said::Nothing, Said::Type)
}

/// The part before the `@` of a type address; `None` for any other address.
#[must_use]
pub fn type_address<'a>(address: &'a str, domain: &str) -> Option<&'a str> {
    let inner = address.trim();
    let inner = inner.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(inner);
    let (local, host) = inner.rsplit_once('@')?;
    let same = !domain.is_empty() && host.trim_end_matches('.').to_lowercase() == domain.to_lowercase();
    same.then(|| local.trim_matches('"'))
}

/// The tags of a subject, in order.
#[must_use]
pub fn tags(types: &[TypeCodes], subject: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(tag) = next_tag(types, subject, from) {
        from = tag.span.end;
        found.push(tag);
    }
    found
}

/// The first tag that begins at this place or behind it.
fn next_tag(types: &[TypeCodes], subject: &str, from: usize) -> Option<Tag> {
    let rest = subject.get(from..)?;
    rest.match_indices(['[', '(']).find_map(|(at, _)| tag_at(types, subject, from + at))
}

/// The subject without its tags: their places closed up, nothing else changed.
///
/// A code nobody knows stays: where other words gave the type, it is the subject's own.
#[must_use]
pub fn without_tags(types: &[TypeCodes], subject: &str) -> String {
    let mut left = subject.to_owned();
    let mut from = 0;
    while let Some(tag) = next_tag(types, &left, from) {
        from = tag.span.end;
        if tag.id.is_none() {
            continue;
        }
        let before = left.get(..tag.span.start).unwrap_or_default();
        let after = left.get(tag.span.end..).unwrap_or_default();
        // What stood around a tag may be one itself once the tag is gone.
        from = before.char_indices().rev().map(|(at, _)| at).take_while(|at| at + TAG_MAX >= before.len()).last().unwrap_or(0);
        // Of the spaces on both sides one stays, and none at either end.
        let after = if before.is_empty() || before.ends_with(char::is_whitespace) { after.trim_start() } else { after };
        left = format!("{before}{after}").trim_end().to_owned();
    }
    left
}

/// The id of the type with this code.
#[must_use]
pub fn lookup(types: &[TypeCodes], word: &str) -> Option<String> {
    let ways = [fold(word), fold(&mapped(word, layout::to_cyrillic)), fold(&mapped(word, layout::to_latin))];
    ways.iter().filter(|way| !way.is_empty()).find_map(|way| {
        let fits = |one: &&TypeCodes| fold(&one.id) == *way || one.codes.iter().any(|code| fold(code) == *way);
        types.iter().find(fits).map(|one| one.id.clone())
    })
}

/// The tag whose opening bracket stands at `open`.
fn tag_at(types: &[TypeCodes], subject: &str, open: usize) -> Option<Tag> {
    let square = subject.get(open..)?.starts_with('[');
    let inner = subject.get(open + 1..)?;
    let end = inner.find(if square { [']', '['] } else { [')', '('] })?;
    let closed = inner.get(end..)?.starts_with([']', ')']);
    if !closed || end > TAG_MAX {
        return None;
    }
    let inner = inner.get(..end)?;
    let (mark, said) = inner.split_once([':', '^', 'Ж', 'ж', '：'])?;
    // The mark is the letter t or т; on the other layout the same keys give е and n.
    let plain = matches!(mark.trim(), "t" | "T" | "т" | "Т");
    let other = matches!(mark.trim(), "n" | "N" | "е" | "Е");
    let said = said.trim();
    if said.is_empty() || !(plain || other) {
        return None;
    }
    let (id, word, note) = code_and_note(types, said);
    // Only a whole tag in square brackets can be a slip; the rest is the subject's own words unless the code exists.
    let slip = square && plain && looks_like_code(word);
    if id.is_none() && !slip {
        return None;
    }
    Some(Tag { span: open..open + 1 + end + 1, id, word: word.to_owned(), note: note.to_owned() })
}

/// A code, and what is written after it.
fn code_and_note<'a>(types: &[TypeCodes], said: &'a str) -> (Option<String>, &'a str, &'a str) {
    if let Some(id) = lookup(types, said) {
        return (Some(id), said, "");
    }
    let end = said.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')).unwrap_or(said.len());
    let (word, rest) = said.split_at_checked(end).unwrap_or((said, ""));
    let note = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—'));
    (lookup(types, word), word, note)
}

/// A word somebody may have meant as a code: letters first, then letters, digits and dashes.
fn looks_like_code(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphabetic) && word.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

fn fold(word: &str) -> String {
    word.trim().chars().map(fold_char).collect()
}

fn mapped(word: &str, swap: fn(char) -> char) -> String {
    word.chars().map(swap).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DOMAIN: &str = "type.office.example";

    fn types() -> Vec<TypeCodes> {
        let one = |id: &str, codes: &[&str]| TypeCodes { id: id.into(), codes: codes.iter().map(|&code| code.into()).collect() };
        vec![
            one("letter-offer-small-changes", &["offer", "кп"]),
            one("letter-reminder", &["remind", "счёт"]),
            one("letter-other", &["other", "иное"]),
        ]
    }

    fn said(addresses: &[&str], subject: &str, header: &str) -> Said {
        let addresses: Vec<String> = addresses.iter().map(|&one| one.into()).collect();
        let (subjects, headers) = ([subject.to_owned()], [header.to_owned()]);
        find(&types(), DOMAIN, Places { addresses: &addresses, subjects: &subjects, headers: &headers })
    }

    fn offer(by: By) -> Said {
        Said::Type(GivenType { code: "letter-offer-small-changes".into(), by, note: String::new() })
    }

    #[test]
    fn a_type_is_given_by_an_address_a_tag_or_a_header() {
        assert_eq!(said(&["ivan@client.example", "Offer@TYPE.office.example"], "Кабель", ""), offer(By::Address));
        assert_eq!(said(&[], "[t: offer] Кабель", ""), offer(By::Subject));
        assert_eq!(said(&[], "Re: Кабель", " КП "), offer(By::Header));
        assert_eq!(said(&["offer@office.example"], "offer [offer] (кп) t: offer", ""), Said::Nothing);
    }

    #[test]
    fn a_tag_is_read_however_it_was_typed() {
        for subject in
            ["[t: offer]", "x [T:OFFER] y", "[т: кп]", "[Т:КП]", "[t: кп]", "[ т : кп ]", "(т: кп)", "[t: rg]", "[n: rg]"]
        {
            assert_eq!(said(&[], subject, ""), offer(By::Subject), "{subject}");
        }
        // The whole tag on the Russian layout, where only round brackets are.
        assert_eq!(said(&[], "(еЖ щааук)", ""), offer(By::Subject));
        let reminder = said(&[], "[т: счет]", "");
        assert_eq!(reminder, Said::Type(GivenType { code: "letter-reminder".into(), by: By::Subject, note: String::new() }));
    }

    #[test]
    fn ordinary_subjects_have_no_tag() {
        let subjects = [
            "[#1234] Заявка",
            "[sales] Price list",
            "Насос (T: 110 C)",
            "[t: 5 шт]",
            "[t:]",
            "[]",
            "[t: ",
            "Re[2]: Кабель",
            "(n: 5)",
            "(т: завтра)",
            "Счёт [№ 12]",
            "((кп))",
            "t: offer",
        ];
        for subject in subjects {
            assert_eq!(said(&[], subject, ""), Said::Nothing, "{subject}");
            assert_eq!(without_tags(&types(), subject), subject);
        }
    }

    #[test]
    fn an_unknown_code_is_named_so_that_the_refusal_can_say_it() {
        let unknown = |word: &str, by| Said::Unknown { word: word.into(), by };
        assert_eq!(said(&["ofer@type.office.example"], "x", ""), unknown("ofer", By::Address));
        assert_eq!(said(&[], "[t: ofer] x", ""), unknown("ofer", By::Subject));
        assert_eq!(said(&[], "x", "ofer"), unknown("ofer", By::Header));
        assert_eq!(said(&["ofer@type.office.example"], "[t: offer]", ""), unknown("ofer", By::Address));
        // In a subject it may be the client's own word.
        assert_eq!(said(&[], "[t: high] alarm", "offer"), offer(By::Header));
        assert_eq!(without_tags(&types(), "[t: high] alarm"), "[t: high] alarm");
    }

    #[test]
    fn two_types_are_a_conflict_and_one_twice_is_not() {
        assert_eq!(said(&["offer@type.office.example"], "[т: кп] x", "letter-offer-small-changes"), offer(By::Address));
        let Said::Conflict(given) = said(&["offer@type.office.example"], "[t: remind] x", "") else { panic!("no conflict") };
        assert_eq!(given.iter().map(|one| one.by).collect::<Vec<_>>(), [By::Address, By::Subject]);
    }

    #[test]
    fn what_a_letter_of_no_listed_type_was_is_kept_as_a_note() {
        let other = |by| Said::Type(GivenType { code: "letter-other".into(), by, note: "сверка остатков".into() });
        assert_eq!(said(&[], "[т: иное, сверка остатков] Кабель", ""), other(By::Subject));
        assert_eq!(said(&[], "Кабель", "иное — сверка остатков"), other(By::Header));
        assert_eq!(without_tags(&types(), "[т: иное, сверка остатков] Кабель"), "Кабель");
        assert_eq!(said(&["other@type.office.example"], "[т: иное: сверка остатков]", ""), other(By::Address));
    }

    #[test]
    fn a_subject_is_left_as_if_the_tag_had_never_been_there() {
        let cases = [
            ("[t: offer] Кабель", "Кабель"),
            ("Кабель [t: offer]", "Кабель"),
            ("Re: [т: кп] Кабель", "Re: Кабель"),
            ("Re:[т: кп]Кабель", "Re:Кабель"),
            ("[t: offer] [т: кп] Кабель  300 м", "Кабель  300 м"),
            ("[t: offer]", ""),
            ("[t: of[t: offer]fer] Кабель", "Кабель"),
            ("[t: offer (a [т: кп]b)] Кабель", "Кабель"),
            ("  Кабель", "  Кабель"),
        ];
        for (subject, left) in cases {
            assert_eq!(without_tags(&types(), subject), left);
        }
    }

    proptest! {
        #[test]
        fn any_subject_is_read_without_a_panic_and_keeps_no_known_tag(subject in "(\\PC|[\\[\\]():tтnе ]|offer|кп){0,40}") {
            let found = tags(&types(), &subject);
            for tag in &found {
                prop_assert!(subject.get(tag.span.clone()).is_some());
            }
            let left = without_tags(&types(), &subject);
            prop_assert!(tags(&types(), &left).iter().all(|tag| tag.id.is_none()));
            let known = found.iter().any(|tag| tag.id.is_some());
            prop_assert_eq!(known, left != subject);
        }

        #[test]
        fn a_tag_anywhere_in_a_subject_is_found_and_taken_away(before in "[a-zа-я0-9 .,!?#№:-]{0,30}", after in "[a-zа-я0-9 .,!?#№:-]{0,30}", form in 0..6_usize) {
            let tag = ["[t: offer]", "[т: кп]", "(T:Offer)", "[t: щааук]", "[n:rg]", "[т:letter-offer-small-changes]"][form];
            let subject = format!("{before}{tag}{after}");
            prop_assert_eq!(said(&[], &subject, ""), offer(By::Subject));
            let left = without_tags(&types(), &subject);
            prop_assert!(tags(&types(), &left).is_empty());
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(squeezed(&left), squeezed(&format!("{before}{after}")));
        }

        #[test]
        fn any_words_in_any_place_give_an_answer(address in "\\PC{0,30}", subject in "\\PC{0,60}", header in "\\PC{0,30}") {
            let one = said(&[&address], &subject, &header);
            prop_assert_eq!(&one, &said(&[&address], &subject, &header));
        }
    }
}
