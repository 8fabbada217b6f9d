//! Long numbers: phones with extensions, tax numbers, and numbers of other things that must not pass for either.

use super::labels::{Label, label_before, of_a_paper};
use super::line::Line;
use crate::inn;
use crate::phone::{self, Home, Phone};

/// What a long number is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Phone(Phone),
    Inn(String),
    /// An order, an account, a bar code, a wrong tax number: stays in the note.
    Other,
}

/// A number found; `sure` tells a labelled or formatted one from a bare one.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) meaning: Meaning,
    pub(crate) sure: bool,
}

/// A group of digits.
#[derive(Debug, Clone, Copy)]
struct Group {
    start: usize,
    end: usize,
}

/// Every long number of the line, in order. `taken` are stretches that hold something else already.
pub(crate) fn find(line: &Line, taken: &[(usize, usize)], home: Home) -> Vec<Found> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < line.low.len() {
        if let Some(t) = taken.iter().find(|t| (t.0..t.1).contains(&i)) {
            i = t.1;
            continue;
        }
        if !line.low[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let groups = run(&line.low, i);
        let end = groups.last().map_or(i + 1, |g| g.end);
        read_run(line, &groups, home, &mut out);
        i = end.max(i + 1);
    }
    out
}

/// Groups of digits from `start` on with nothing but telephone punctuation between them.
fn run(low: &[char], start: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut i = start;
    while i < low.len() && low[i].is_ascii_digit() {
        let begin = i;
        while i < low.len() && low[i].is_ascii_digit() {
            i += 1;
        }
        groups.push(Group { start: begin, end: i });
        let mut next = i;
        while next < low.len() && next - i < 4 && matches!(low[next], ' ' | '-' | '(' | ')' | '.') {
            next += 1;
        }
        if groups.len() > 24 || next == i || low.get(next).is_none_or(|c| !c.is_ascii_digit()) {
            break;
        }
        i = next;
    }
    groups
}

fn read_run(line: &Line, groups: &[Group], home: Home, out: &mut Vec<Found>) {
    let mut first = 0;
    while first < groups.len() {
        let label = label_before(&line.low, groups[first].start);
        let label = if label == Label::None && of_a_paper(&line.low, groups[first].start, groups[first].end) {
            Label::Other
        } else {
            label
        };
        match read_from(line, &groups[first..], label, home) {
            Some((count, found)) => {
                out.push(found);
                first += count;
            }
            None => first += 1,
        }
    }
}

/// The number that begins with the first of `groups`, and how many groups it takes.
fn read_from(line: &Line, groups: &[Group], label: Label, home: Home) -> Option<(usize, Found)> {
    let low = &line.low;
    let start = groups[0].start;
    // "доб. 12 89123456789": the extension is no group of the number after it.
    if groups.len() > 1 && groups[0].end - start <= 6 && names_extension(&word_before(low, start)) {
        return None;
    }
    let plus = start > 0 && (low[start - 1] == '+' || (start > 1 && low[start - 1] == '(' && low[start - 2] == '+'));
    let glued = start > 0 && !plus && is_glued(low, start);
    if label == Label::Inn {
        return Some(tax_number(low, groups));
    }
    if label == Label::Other && !plus && !bracketed(low, groups) {
        let end = groups[0].end;
        let long = end - start >= 5;
        return long.then_some((1, Found { start, end, meaning: Meaning::Other, sure: true }));
    }
    if glued && label != Label::Phone {
        return long_other(low, groups);
    }
    for count in (1..=groups.len()).rev() {
        if let Some(found) = phone(line, &groups[..count], plus, label, home) {
            // A later group may start a better number: "342 8 912 345 67 89".
            return Some((count, found));
        }
    }
    let digits: String = low[start..groups[0].end].iter().collect();
    if inn::is_valid(&digits) && !plus && free_end(low, groups[0].end) {
        let end = groups[0].end;
        return Some((1, Found { start, end, meaning: Meaning::Inn(digits), sure: false }));
    }
    if label == Label::Phone && groups.len() > 1 {
        // A local number without a code: nothing else may take it.
        let total: usize = groups.iter().map(|g| g.end - g.start).sum();
        if (5..=7).contains(&total) {
            let end = groups[groups.len() - 1].end;
            return Some((groups.len(), Found { start, end, meaning: Meaning::Other, sure: true }));
        }
    }
    long_other(low, groups)
}

fn long_other(low: &[char], groups: &[Group]) -> Option<(usize, Found)> {
    let Group { start, end } = groups[0];
    (end - start >= 7 && free_end(low, end)).then_some((1, Found { start, end, meaning: Meaning::Other, sure: false }))
}

fn tax_number(low: &[char], groups: &[Group]) -> (usize, Found) {
    let mut digits = String::new();
    for (i, g) in groups.iter().enumerate() {
        digits.extend(&low[g.start..g.end]);
        if inn::is_valid(&digits) {
            return (i + 1, Found { start: groups[0].start, end: g.end, meaning: Meaning::Inn(digits), sure: true });
        }
        if digits.len() >= 12 {
            break;
        }
    }
    (1, Found { start: groups[0].start, end: groups[0].end, meaning: Meaning::Other, sure: true })
}

/// Whether the digits at `start` hang on a word or a sign: "INV-8912...", "№8912...", "3.5".
fn is_glued(low: &[char], start: usize) -> bool {
    match low[start - 1] {
        '-' | '/' | '_' | '.' => start > 1 && low[start - 2].is_alphanumeric(),
        '#' | '№' => true,
        c => c.is_alphabetic(),
    }
}

fn bracketed(low: &[char], groups: &[Group]) -> bool {
    groups.len() > 2 && low[groups[0].end..groups[1].start].contains(&'(')
}

/// Whether nothing that makes it a quantity or a code is glued to the end of a number.
fn free_end(low: &[char], end: usize) -> bool {
    match low.get(end) {
        None => true,
        Some('/' | '-' | ':' | '_') => low.get(end + 1).is_none_or(|c| !c.is_alphanumeric()),
        Some('.' | ',') => low.get(end + 1).is_none_or(|c| !c.is_ascii_digit()),
        Some(c) => !c.is_alphanumeric() && !matches!(c, '%' | '₽' | '$' | '€' | '°'),
    }
}

fn phone(line: &Line, groups: &[Group], plus: bool, label: Label, home: Home) -> Option<Found> {
    let low = &line.low;
    let last = groups[groups.len() - 1].end;
    if groups.len() > 11 || !(free_end(low, last) || matches!(low.get(last), Some('x' | 'д' | 'т' | '/'))) {
        return None;
    }
    let digits = digits_of(low, groups);
    if !plausible_groups(low, groups, &digits, plus, home) || (!plus && label != Label::Phone && is_counted(low, last)) {
        return None;
    }
    let start = groups[0].start;
    let alone = groups.len() == 1 && !plus && label != Label::Phone;
    if alone && digits.len() == 10 && inn::is_valid(&digits) && !digits.starts_with('9') {
        return None;
    }
    if alone && digits.len() == 12 && inn::is_valid(&digits) {
        return None;
    }
    let value = phone::normalise(&digits, plus, home)?;
    let (mut ext, end) = extension(low, last).map_or((None, last), |(ext, end)| (Some(ext), end));
    let mut begin = start;
    while begin > 0 && matches!(low[begin - 1], '(' | '+') {
        begin -= 1;
    }
    let number_begin = begin;
    if ext.is_none()
        && let Some((digits, from)) = extension_before(low, begin)
    {
        begin = from;
        ext = Some(digits);
    }
    let end = if ext.is_none() && low.get(end) == Some(&')') && low[number_begin] == '(' && !low[number_begin..end].contains(&')')
    {
        end + 1
    } else {
        end
    };
    Some(Found {
        start: begin,
        end,
        meaning: Meaning::Phone(Phone { value, ext }),
        sure: plus || label == Label::Phone || groups.len() > 2,
    })
}

/// The digits of the groups without the "(0)" that some countries write after the country code.
fn digits_of(low: &[char], groups: &[Group]) -> String {
    let mut digits = String::new();
    for (i, g) in groups.iter().enumerate() {
        let zero =
            i > 0 && g.end - g.start == 1 && low[g.start] == '0' && low[g.start - 1] == '(' && low.get(g.end) == Some(&')');
        if !zero {
            digits.extend(&low[g.start..g.end]);
        }
    }
    digits
}

/// Whether people write phones in such groups; "84 951 234 567" is a sum.
fn plausible_groups(low: &[char], groups: &[Group], digits: &str, plus: bool, home: Home) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|g| g.end - g.start).collect();
    if plus || lengths.len() == 1 {
        return true;
    }
    // "2500.50", "12.5 300": points between groups of a phone come at least in pairs of digits.
    let dotted = low[groups[0].end..groups[lengths.len() - 1].start].contains(&'.');
    if dotted && lengths.iter().skip(1).any(|&l| l < 2) {
        return false;
    }
    let ones = lengths.iter().all(|&l| l == 1);
    let first = lengths[0];
    match digits.len() {
        _ if ones => true,
        11 if matches!(digits.as_bytes()[0], b'7' | b'8') => {
            matches!(first, 1 | 4 | 5 | 6 | 7) && lengths[1..].iter().all(|&l| l >= 2 || first == 1)
        }
        11 => first == 1 && home == Home::America,
        10 => (3..=6).contains(&first) && lengths[1..].iter().all(|&l| l >= 2) && (lengths != [3, 3, 3, 1]),
        _ => matches!(first, 1..=5),
    }
}

/// Whether money or a unit follows at once: "1 250 000 руб".
fn is_counted(low: &[char], end: usize) -> bool {
    let word: String = low[end..].iter().skip_while(|c| **c == ' ').take_while(|c| c.is_alphabetic()).collect();
    [
        "руб",
        "р",
        "рублей",
        "тыс",
        "млн",
        "шт",
        "штук",
        "кг",
        "usd",
        "eur",
        "евро",
        "dollars",
        "pcs",
        "тонн",
        "т",
        "rub",
        "долл",
        "тенге",
        "yen",
        "pounds",
        "euros",
        "rubles",
        "иен",
        "сум",
        "юаней",
    ]
    .contains(&word.as_str())
}

/// Whether the word says that an extension follows.
fn names_extension(word: &str) -> bool {
    let known = [
        "доб",
        "добав",
        "добавочный",
        "доп",
        "вн",
        "внутр",
        "внутренний",
        "внут",
        "ext",
        "extension",
        "extn",
        "x",
        "тоновый",
        "х",
        "int",
    ];
    known.contains(&word) || word.starts_with("добав") || word.starts_with("внутр") || word.starts_with("тонов")
}

/// The word right before `i`, over the marks that may stand between it and a number.
fn word_before(low: &[char], i: usize) -> String {
    let end = low[..i].iter().rposition(|c| !matches!(c, ' ' | '.' | ':' | '№' | '#')).map_or(0, |last| last + 1);
    let start = low[..end].iter().rposition(|c| !c.is_alphabetic()).map_or(0, |last| last + 1);
    low[start..end].iter().collect()
}

/// The extension written before a number that begins at `begin`: its digits and where its word begins.
/// "доб. 304 по 8 (812) 334-20-10", "ext 12 at 212 555 0147"
fn extension_before(low: &[char], begin: usize) -> Option<(String, usize)> {
    let back = |to: usize, over: &[char]| low[..to].iter().rposition(|c| !over.contains(c)).map_or(0, |last| last + 1);
    let mut end = back(begin, &[' ', ',', ':', '.']);
    for _ in 0..2 {
        let word = word_before(low, end);
        if !matches!(
            word.as_str(),
            "по" | "на"
                | "к"
                | "номер"
                | "номеру"
                | "номера"
                | "тел"
                | "телефону"
                | "at"
                | "on"
                | "of"
                | "number"
                | "phone"
        ) {
            break;
        }
        end = back(end, &[' ', '.', ':', '№']) - word.chars().count();
        end = back(end, &[' ', ',']);
    }
    let start = low[..end].iter().rposition(|c| !c.is_ascii_digit()).map_or(0, |last| last + 1);
    let digits: String = low[start..end].iter().collect();
    let word = word_before(low, start);
    // One letter before digits is as likely a size: "х 12".
    if digits.is_empty() || digits.len() > 6 || word.chars().count() < 2 || !names_extension(&word) || start < 2 {
        return None;
    }
    let from = back(start, &[' ', '.', ':', '№', '#']) - word.chars().count();
    // "8 495 123-45-67 доб. 12, 8 912 ...": that extension belongs to the number before it.
    let owned = low[..from].iter().rev().find(|c| !matches!(c, ' ' | ',' | '(' | '.' | ';')).is_some_and(char::is_ascii_digit);
    (!owned).then_some((digits, from))
}

/// The extension written after a number that ends at `end`: its digits and its end.
fn extension(low: &[char], end: usize) -> Option<(String, usize)> {
    let mut i = end;
    while i < low.len() && i - end < 4 && matches!(low[i], ' ' | ',' | ';' | '(' | ')' | '.' | '-' | '/') {
        i += 1;
    }
    let opened = low[end..i].contains(&'(');
    let word: String = low[i..].iter().take_while(|c| c.is_alphabetic()).collect();
    let hash = low.get(i) == Some(&'#');
    if !hash && !names_extension(&word) {
        return None;
    }
    i += if hash { 1 } else { word.chars().count() };
    let mut gap = i;
    let rest: String = low[i..].iter().take(8).collect();
    if rest.starts_with(" номер ") || rest.starts_with(" number ") {
        gap += if rest.starts_with(" номер ") { 7 } else { 8 };
    }
    while gap < low.len() && gap - i < 12 && matches!(low[gap], ' ' | '.' | ':' | '№' | '#' | '-') {
        gap += 1;
    }
    let digits: String = low[gap..].iter().take_while(|c| c.is_ascii_digit()).collect();
    let mut stop = gap + digits.len();
    if digits.is_empty() || digits.len() > 6 || !free_end(low, stop) {
        return None;
    }
    if opened && low.get(stop) == Some(&')') {
        stop += 1;
    }
    Some((digits, stop))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, home: Home) -> Vec<String> {
        find(&Line::new(text.chars().collect()), &[], home)
            .into_iter()
            .filter_map(|f| match f.meaning {
                Meaning::Phone(p) => Some(p.ext.map_or(p.value.clone(), |e| format!("{} {e}", p.value))),
                Meaning::Inn(i) => Some(format!("inn {i}")),
                Meaning::Other => None,
            })
            .collect()
    }

    #[test]
    fn phones_are_read_however_they_are_grouped() {
        for text in [
            "8 912 345 67 89",
            "+7(912)345-67-89",
            "89123456789",
            "912-345-67-89",
            "8-912-34-567-89",
            "тел.9123456789",
            "+7 9123456789",
            "300 м 8 912 345 67 89",
            "8.912.345.67.89",
            "8912 345 67 89 10 шт",
            "2 89123456789",
            "8 9 1 2 3 4 5 6 7 8 9",
        ] {
            assert_eq!(read(text, Home::Russia), ["+79123456789"], "{text}");
        }
        assert_eq!(read("8 (4852) 72-12-34", Home::Russia), ["+74852721234"]);
        assert_eq!(read("+44 (0)20 7946 0958", Home::Russia), ["+442079460958"]);
        assert_eq!(read("(212) 555-0147", Home::America), ["+12125550147"]);
    }

    #[test]
    fn extensions_stand_beside_the_number() {
        for text in [
            "8(495)123-45-67 доб. 12",
            "84951234567 (доб.12)",
            "8 495 123-45-67, доб 12",
            "+7 495 1234567 ext. 12",
            "8 495 123 45 67 вн. 12",
        ] {
            assert_eq!(read(text, Home::Russia), ["+74951234567 12"], "{text}");
        }
        assert_eq!(read("212-555-0147 x12", Home::America), ["+12125550147 12"]);
    }

    #[test]
    fn other_numbers_are_not_phones() {
        for text in [
            "заказ № 89123456789",
            "артикул 9123456789",
            "р/с 40702810900000012345",
            "счёт 89123456789",
            "КПП 773601001",
            "ОГРН 1027700132195",
            "штрихкод 4601234567890",
            "VIN XTA21099043576182",
            "сумма 1 250 000 000 руб",
            "123-45-67",
            "ИНН 1234567895",
            "25.11.2026 10 00",
            "БИК 044525225",
            "INV-89123456789",
            "4601234567890",
        ] {
            assert!(read(text, Home::Russia).is_empty(), "{text}: {:?}", read(text, Home::Russia));
        }
    }

    #[test]
    fn tax_numbers_need_right_check_digits() {
        assert_eq!(read("ИНН 7707083893", Home::Russia), ["inn 7707083893"]);
        assert_eq!(read("ИНН/КПП 7707083893/773601001", Home::Russia), ["inn 7707083893"]);
        assert_eq!(read("инн: 500100732259 тел 89123456789", Home::Russia), ["inn 500100732259", "+79123456789"]);
        assert_eq!(read("7707083893", Home::Russia), ["inn 7707083893"]);
        assert_eq!(read("ИНН 77 0708 3893", Home::Russia), ["inn 7707083893"]);
    }
}
