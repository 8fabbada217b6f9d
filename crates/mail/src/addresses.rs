//! Lists of addresses (`To`, `Cc`, `From`), as places in the raw value: so they can be read, and some taken out, byte for byte.

use std::ops::Range;

use domain::letter::{Address, clean_email};

use crate::{charset, words};

/// One address of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it stands, without the comma, blanks around it included.
    pub span: Range<usize>,
    /// The address and the name beside it.
    pub address: Address,
    /// The number of the group (`Office: a@b, c@d;`) it stands in, from 0.
    pub group: Option<usize>,
}

/// Where a group (RFC 5322, 3.4) stands, its name and its semicolon included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The addresses, in order.
    pub items: Vec<Item>,
    /// The groups.
    pub groups: Vec<Range<usize>>,
}

/// Most addresses of one field that are read; the rest is left out.
pub const ADDRESSES_MAX: usize = 10_000;

/// The addresses of a list.
///
/// Commas and semicolons inside quotes, comments and angle brackets separate nothing. Semicolons outside a group separate as
/// commas do (a habit of some programs). A piece without an `@` is an address with a name only.
#[must_use]
pub fn list(value: &[u8]) -> List {
    let mut found = List { items: Vec::new(), groups: Vec::new() };
    let mut piece_from = 0;
    let mut group_from: Option<usize> = None;
    let mut scan = Scan::default();
    for (at, byte) in value.iter().enumerate() {
        let separates = match scan.step(*byte) {
            Step::Inside => false,
            Step::Plain => match byte {
                b',' | b';' => true,
                b':' if group_from.is_none() && begins_group(value, piece_from, at) => {
                    group_from = Some(piece_from);
                    piece_from = at + 1;
                    false
                }
                _ => false,
            },
        };
        if separates {
            push(&mut found, value, piece_from..at, group_from.is_some());
            if *byte == b';'
                && let Some(from) = group_from.take()
            {
                found.groups.push(from..at + 1);
            }
            piece_from = at + 1;
        }
    }
    push(&mut found, value, piece_from..value.len(), group_from.is_some());
    if let Some(from) = group_from {
        found.groups.push(from..value.len());
    }
    found
}

/// A colon begins a group when what stands before it is a phrase; `user:password@host` and `http://` are none.
fn begins_group(value: &[u8], from: usize, at: usize) -> bool {
    let name = value.get(from..at).unwrap_or_default();
    let next = value.get(at + 1);
    !name.trim_ascii().is_empty() && !name.contains(&b'@') && !name.contains(&b'=') && next != Some(&b'/')
}

fn push(found: &mut List, value: &[u8], span: Range<usize>, grouped: bool) {
    let raw = value.get(span.clone()).unwrap_or_default();
    if raw.trim_ascii().is_empty() || found.items.len() >= ADDRESSES_MAX {
        return;
    }
    let group = grouped.then_some(found.groups.len());
    found.items.push(Item { span, address: address_of(raw), group });
}

/// One address: `Name <a@b>`, `a@b (Name)`, `"Name" a@b`, `a@b`.
fn address_of(raw: &[u8]) -> Address {
    let mut scan = Scan::default();
    let (mut phrase, mut angle, mut comment) = (Vec::new(), None::<Vec<u8>>, Vec::new());
    for byte in raw {
        let (quoted, depth, in_angle, escaped) = (scan.quoted, scan.comment, scan.angle, scan.escaped);
        scan.step(*byte);
        let turns = quoted != scan.quoted || depth != scan.comment || in_angle != scan.angle;
        let escape = *byte == b'\\' && !escaped && (quoted || depth > 0);
        if escape || (turns && (depth.max(scan.comment) <= 1)) {
            if !in_angle && scan.angle {
                angle = Some(Vec::new());
            }
            if turns && depth + scan.comment > 0 {
                comment.push(b' ');
            }
            continue;
        }
        if depth > 0 {
            comment.push(*byte);
        } else if in_angle {
            angle.get_or_insert_default().push(*byte);
        } else if *byte == b'>' && !quoted {
            // One bracket too many.
        } else {
            phrase.push(*byte);
        }
    }
    let name_of = |bytes: &[u8]| without_quotes(&words::decode(bytes));
    match angle {
        Some(angle) => {
            let name = name_of(&phrase);
            let name = if name.is_empty() { name_of(&comment) } else { name };
            Address::new(&name, &email_of(&angle))
        }
        None => {
            let text = charset::decode(None, &words::unfolded(&phrase)).text;
            match text.split_whitespace().position(|word| word.contains('@') && word.len() > 2) {
                Some(at) => {
                    let mut parts: Vec<&str> = text.split_whitespace().collect();
                    let email = parts.remove(at);
                    let name = if parts.is_empty() { name_of(&comment) } else { name_of(parts.join(" ").as_bytes()) };
                    Address::new(&name, &email_of(email.as_bytes()))
                }
                None => Address::new(&name_of(&phrase), ""),
            }
        }
    }
}

/// The address between angle brackets: no blanks, no old route (`@a,@b:user@host`), no `mailto:`.
fn email_of(raw: &[u8]) -> String {
    let text = words::decode(raw);
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_prefix("mailto:").unwrap_or(&text);
    let text = if text.starts_with('@') { text.rsplit(':').next().unwrap_or_default() } else { text };
    clean_email(text.trim_matches(['\'', '"', ',', ';']))
}

/// Programs put names in single quotes inside the double ones, or quote an encoded word and the quotes within it.
fn without_quotes(name: &str) -> String {
    let mut name = name.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = name.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            name = inner.trim();
        }
    }
    name.to_owned()
}

/// Where the reader of a structured field stands.
#[derive(Default, Clone, Copy)]
struct Scan {
    quoted: bool,
    comment: usize,
    angle: bool,
    escaped: bool,
}

enum Step {
    /// Inside quotes, a comment or angle brackets, or one of their marks.
    Inside,
    /// Outside.
    Plain,
}

impl Scan {
    fn step(&mut self, byte: u8) -> Step {
        if self.escaped {
            self.escaped = false;
            return Step::Inside;
        }
        if self.quoted {
            match byte {
                b'\\' => self.escaped = true,
                b'"' => self.quoted = false,
                _ => {}
            }
            return Step::Inside;
        }
        if self.comment > 0 {
            match byte {
                b'\\' => self.escaped = true,
                b'(' => self.comment += 1,
                b')' => self.comment -= 1,
                _ => {}
            }
            return Step::Inside;
        }
        match byte {
            b'"' => self.quoted = true,
            b'(' => self.comment = 1,
            b'<' => self.angle = true,
            b'>' => self.angle = false,
            _ if self.angle => {}
            _ => return Step::Plain,
        }
        Step::Inside
    }
}

/// The list without the given addresses, the rest byte for byte; `None` when no address is left.
///
/// The comma goes with the address; a group that loses its last address goes with it.
#[must_use]
pub fn without(value: &[u8], emails: &[String]) -> Option<Vec<u8>> {
    let unwanted: Vec<String> = emails.iter().map(|email| clean_email(email)).collect();
    let found = list(value);
    let goes = |item: &Item| unwanted.contains(&item.address.email);
    if !found.items.iter().any(goes) {
        return Some(value.to_vec());
    }
    if found.items.iter().all(goes) {
        return None;
    }
    let empty_group = |group: usize| found.items.iter().filter(|item| item.group == Some(group)).all(goes);
    let had_any = |group: usize| found.items.iter().any(|item| item.group == Some(group));
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for (at, span) in found.groups.iter().enumerate() {
        if had_any(at) && empty_group(at) {
            cuts.push(span.clone());
        }
    }
    for item in found.items.iter().filter(|item| goes(item)) {
        if !item.group.is_some_and(|group| had_any(group) && empty_group(group)) {
            cuts.push(item.span.clone());
        }
    }
    cuts.sort_by_key(|cut| cut.start);
    Some(without_cuts(value, &cuts))
}

/// The value without the cuts and without the separator that goes with each.
fn without_cuts(value: &[u8], cuts: &[Range<usize>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    let mut at = 0;
    let lead = value.iter().take_while(|b| b.is_ascii_whitespace()).count();
    for cut in cuts {
        out.extend_from_slice(value.get(at..cut.start).unwrap_or_default());
        at = cut.end;
        if value.get(at) == Some(&b',') {
            at += 1;
        } else if out.last() == Some(&b',') {
            // The last of the list, or of its group: the comma before it goes.
            out.pop();
        }
    }
    out.extend_from_slice(value.get(at..).unwrap_or_default());
    // What stands first now takes the blanks the first one had.
    let text = out.iter().skip_while(|b| b.is_ascii_whitespace()).copied();
    value.get(..lead).unwrap_or_default().iter().copied().chain(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Vec<(String, String)> {
        list(value.as_bytes()).items.into_iter().map(|item| (item.address.name, item.address.email)).collect()
    }

    #[test]
    fn addresses_are_read_as_mail_programs_write_them() {
        for (value, name, email) in [
            ("anna@office.example", "", "anna@office.example"),
            (" <Anna@Office.example> ", "", "anna@office.example"),
            ("Анна <anna@office.example>", "Анна", "anna@office.example"),
            ("\"Петрова, Анна\" <anna@office.example>", "Петрова, Анна", "anna@office.example"),
            ("\"A \\\"B\\\" C\" <a@b>", "A \"B\" C", "a@b"),
            ("=?utf-8?B?0JDQvdC90LA=?= <a@b>", "Анна", "a@b"),
            ("\"=?utf-8?B?0JDQvdC90LA=?=\" <a@b>", "Анна", "a@b"),
            ("a@b (Anna)", "Anna", "a@b"),
            ("a@b (=?utf-8?B?0JDQvdC90LA=?=)", "Анна", "a@b"),
            ("'Anna' <a@b>", "Anna", "a@b"),
            ("Anna a@b", "Anna", "a@b"),
            ("<@relay,@other:a@b>", "", "a@b"),
            ("<mailto:a@b>", "", "a@b"),
            ("< a @ b >", "", "a@b"),
            ("Anna <>", "Anna", ""),
            ("Anna", "Anna", ""),
            ("a@b <c@d>", "a@b", "c@d"),
            ("Иван <иван@почта.рф>", "Иван", "иван@почта.рф"),
        ] {
            assert_eq!(read(value), [(name.to_owned(), email.to_owned())], "{value}");
        }
    }

    #[test]
    fn lists_are_split_only_where_they_are() {
        let emails = |value: &str| read(value).into_iter().map(|(_, email)| email).collect::<Vec<_>>().join(" ");
        assert_eq!(emails("a@b, \"x, y\" <c@d>, e@f (g, h)"), "a@b c@d e@f");
        assert_eq!(emails("a@b; c@d"), "a@b c@d");
        assert_eq!(emails("Office: a@b, c@d;, e@f"), "a@b c@d e@f");
        assert_eq!(emails("undisclosed-recipients:;"), "");
        assert_eq!(emails(", ,a@b,,"), "a@b");
        assert_eq!(emails("a@b,\r\n c@d"), "a@b c@d");
    }

    fn cut(value: &str, emails: &[&str]) -> Option<String> {
        let emails: Vec<String> = emails.iter().map(|&email| email.to_owned()).collect();
        without(value.as_bytes(), &emails).map(|out| String::from_utf8(out).unwrap())
    }

    #[test]
    fn an_address_goes_with_its_comma_and_the_rest_stays_byte_for_byte() {
        let type_address = &["offer@type.office.example"][..];
        for (value, expected) in [
            (" a@b, offer@type.office.example", Some(" a@b")),
            (" offer@type.office.example, a@b", Some(" a@b")),
            (" \"Тип, КП\" <Offer@Type.office.example>,\r\n\t\"x, y\"  <a@b>", Some(" \"x, y\"  <a@b>")),
            (" a@b,\r\n offer@type.office.example,\r\n c@d", Some(" a@b,\r\n c@d")),
            (" offer@type.office.example", None),
            (" <offer@type.office.example>, offer@type.office.example", None),
            (" a@b ,c@d", Some(" a@b ,c@d")),
            (" G: offer@type.office.example;, a@b", Some(" a@b")),
            (" G: offer@type.office.example, c@d;, a@b", Some(" G: c@d;, a@b")),
            (" G: c@d, offer@type.office.example;, a@b", Some(" G: c@d;, a@b")),
        ] {
            assert_eq!(cut(value, type_address).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_list_of_a_hundred_thousand_addresses_is_bounded() {
        let many = "a@b, ".repeat(100_000);
        assert_eq!(list(many.as_bytes()).items.len(), ADDRESSES_MAX);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_some_list(bytes: Vec<u8>) {
            let _ = list(&bytes);
            let _ = without(&bytes, &["a@b".to_owned()]);
        }

        #[test]
        fn taking_out_one_address_leaves_exactly_the_others(count in 2_usize..8, gone in 0_usize..8, fold in proptest::bool::ANY) {
            let gone = gone % count;
            let comma = if fold { ",\r\n " } else { ", " };
            let all: Vec<String> = (0..count).map(|at| format!("\"N, {at}\" <a{at}@b>")).collect();
            let left: Vec<String> = (0..count).filter(|at| *at != gone).map(|at| format!("a{at}@b")).collect();
            let value = format!(" {}", all.join(comma));
            let out = cut(&value, &[&format!("a{gone}@b")]).unwrap();
            proptest::prop_assert_eq!(read(&out).into_iter().map(|(_, email)| email).collect::<Vec<_>>(), left);
            proptest::prop_assert!(out.starts_with(' ') && !out.starts_with("  "));
        }
    }
}
