//! Lists of addresses in headers: who is in them, and the same list without some of them.

use domain::letter::given_type::type_address;

/// Longest line of a rewritten list, characters.
const LINE: usize = 76;

/// One part of a list; the bytes are as they stood, spaces around taken off.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    /// `Name:` before a group.
    Group(&'a [u8]),
    /// `;` after a group.
    GroupEnd,
    /// One mailbox, with its name and comments.
    Mailbox(&'a [u8]),
}

/// The addresses of a list, without names and comments.
pub(super) fn of(value: &[u8]) -> Vec<String> {
    let addresses = parts(value).into_iter().filter_map(|part| match part {
        Part::Mailbox(mailbox) => Some(address(mailbox)),
        _ => None,
    });
    addresses.filter(|one| !one.is_empty()).collect()
}

/// The list without addresses of this domain; `None` when there are none of it, empty when nothing is left.
pub(super) fn without(name: &str, value: &[u8], domain: &str) -> Option<Vec<u8>> {
    let all = parts(value);
    let gone = |part: &Part<'_>| matches!(part, Part::Mailbox(mailbox) if type_address(&address(mailbox), domain).is_some());
    if !all.iter().any(gone) {
        // A list too broken to be taken apart must not leak the address either.
        return cut_out(value, domain);
    }
    let kept: Vec<Part<'_>> = all.into_iter().filter(|part| !gone(part)).collect();
    let joined = join(name, &kept);
    Some(cut_out(&joined, domain).unwrap_or(joined))
}

fn join(name: &str, parts: &[Part<'_>]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    if !parts.iter().any(|part| matches!(part, Part::Mailbox(_))) {
        return out;
    }
    let mut column = name.len() + 2;
    for (at, part) in parts.iter().enumerate() {
        let (bytes, end): (&[u8], &[u8]) = match part {
            Part::Group(name) => (name, b":"),
            Part::GroupEnd => (b"", b";"),
            Part::Mailbox(mailbox) => (mailbox, b""),
        };
        let before = at.checked_sub(1).and_then(|at| parts.get(at));
        if matches!(before, Some(Part::Mailbox(_) | Part::GroupEnd)) && *part != Part::GroupEnd {
            out.push(b',');
            column += 1;
        }
        if before.is_some() && *part != Part::GroupEnd {
            let first = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
            let fold = column + first + 1 > LINE;
            out.extend_from_slice(if fold { b"\n " } else { b" " });
            column = if fold { 1 } else { column + 1 };
        }
        out.extend_from_slice(bytes);
        out.extend_from_slice(end);
        column = match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(last) => bytes.len() - last,
            None => column + bytes.len() + end.len(),
        };
    }
    out
}

/// Takes a list apart at its commas, colons and semicolons: those outside quotes, comments, angle and square brackets.
fn parts(value: &[u8]) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    let (mut quoted, mut comments, mut angle, mut literal, mut group) = (false, 0_usize, false, false, false);
    let mut escaped = false;
    let mailbox = |from: usize, to: usize| {
        let bytes = value.get(from..to).unwrap_or_default().trim_ascii();
        (!bytes.is_empty()).then_some(Part::Mailbox(bytes))
    };
    for (at, byte) in value.iter().enumerate() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        let open = !quoted && comments == 0;
        match byte {
            b'\\' if quoted || comments > 0 => escaped = true,
            b'"' if comments == 0 => quoted = !quoted,
            b'(' if !quoted => comments += 1,
            b')' if !quoted => comments = comments.saturating_sub(1),
            b'<' if open => angle = true,
            b'>' if open => angle = false,
            b'[' if open => literal = true,
            b']' if open => literal = false,
            b',' if open && !angle && !literal => {
                found.extend(mailbox(from, at));
                from = at + 1;
            }
            b':' if open && !angle && !literal && !group => {
                found.push(Part::Group(value.get(from..at).unwrap_or_default().trim_ascii()));
                (from, group) = (at + 1, true);
            }
            b';' if open && !angle && !literal => {
                found.extend(mailbox(from, at));
                if std::mem::take(&mut group) {
                    found.push(Part::GroupEnd);
                }
                from = at + 1;
            }
            _ => {}
        }
    }
    found.extend(mailbox(from, value.len()));
    if group {
        found.push(Part::GroupEnd);
    }
    found
}

/// The address of a mailbox: what its angle brackets hold, or all of it; no comments, no spaces, no route.
fn address(mailbox: &[u8]) -> String {
    let mut plain = Vec::new();
    let mut inside: Option<Vec<u8>> = None;
    let (mut quoted, mut comments, mut angle, mut escaped) = (false, 0_usize, false, false);
    for byte in mailbox {
        let kept = if angle { inside.get_or_insert_default() } else { &mut plain };
        if std::mem::take(&mut escaped) {
            kept.push(*byte);
            continue;
        }
        match byte {
            b'\\' if quoted || comments > 0 => escaped = true,
            b'"' if comments == 0 => {
                quoted = !quoted;
                kept.push(b'"');
            }
            b'(' if !quoted => comments += 1,
            b')' if !quoted => comments = comments.saturating_sub(1),
            _ if comments > 0 => {}
            b'<' if !quoted => (angle, inside) = (true, Some(Vec::new())),
            b'>' if !quoted => angle = false,
            _ if byte.is_ascii_whitespace() && !quoted => {}
            _ => kept.push(*byte),
        }
    }
    let found = String::from_utf8_lossy(&inside.unwrap_or(plain)).into_owned();
    match found.strip_prefix('@').and_then(|route| route.split_once(':')) {
        Some((_, address)) => address.to_owned(),
        None => found,
    }
}

/// Every word of this domain cut out by force; `None` when there is none.
fn cut_out(value: &[u8], domain: &str) -> Option<Vec<u8>> {
    if domain.is_empty() {
        return None;
    }
    let mark = format!("@{}", domain.to_ascii_lowercase()).into_bytes();
    let ends = |byte: u8| byte.is_ascii_whitespace() || b"<>,;:()\"".contains(&byte);
    let mut out = value.to_vec();
    let mut changed = false;
    loop {
        let low = out.to_ascii_lowercase();
        let at = low.windows(mark.len()).position(|part| part == mark.as_slice());
        let Some(at) = at else { break };
        let from = out.iter().take(at).rposition(|byte| ends(*byte)).map_or(0, |before| before + 1);
        out.drain(from..at + mark.len());
        changed = true;
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DOMAIN: &str = "type.office.example";

    fn cleaned(value: &str) -> Option<String> {
        without("Cc", value.as_bytes(), DOMAIN).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_type_address_is_taken_out_and_the_others_stay_as_they_were() {
        let cases = [
            ("offer@type.office.example", ""),
            ("offer@type.office.example, \"Petrov, Ivan\" <ivan@client.example>", "\"Petrov, Ivan\" <ivan@client.example>"),
            ("a@b.example, Offer <OFFER@Type.Office.Example>, c@d.example", "a@b.example, c@d.example"),
            (
                "=?utf-8?B?0LA=?= <a@b.example>,\n\t\"offer@type.office.example\" <offer@type.office.example>",
                "=?utf-8?B?0LA=?= <a@b.example>",
            ),
            ("Types: offer@type.office.example;", ""),
            ("Us: a@b.example, offer@type.office.example; , c@d.example", "Us: a@b.example;, c@d.example"),
            ("a@b.example (x, y), <@relay.example:offer@type.office.example>", "a@b.example (x, y)"),
            ("offer @ type.office.example (why, not), a@b.example", "a@b.example"),
            ("a@b.example,,, offer@type.office.example,", "a@b.example"),
        ];
        for (value, left) in cases {
            assert_eq!(cleaned(value).as_deref(), Some(left), "{value}");
        }
        assert_eq!(cleaned("a@b.example, <c@office.example>, undisclosed:;"), None);
    }

    #[test]
    fn a_broken_list_does_not_leak_the_address_either() {
        assert_eq!(cleaned("\"Offer <offer@type.office.example>, a@b.example").as_deref(), Some("\"Offer <>, a@b.example"));
    }

    #[test]
    fn the_addresses_of_a_list_are_read_without_names_and_comments() {
        let value = b"\"A, B\" <a@b.example>, c(x)@d.example (y), G: e@f.example, <g@h.example>;, \"i j\"@k.example";
        assert_eq!(of(value), ["a@b.example", "c@d.example", "e@f.example", "g@h.example", "\"i j\"@k.example"]);
    }

    #[test]
    fn a_long_list_is_folded_again() {
        let many: Vec<String> = (0..20).map(|number| format!("person{number}@client.example")).collect();
        let left = cleaned(&format!("offer@type.office.example, {}", many.join(", "))).unwrap();
        assert!(left.lines().all(|line| line.len() <= LINE + 1));
        assert_eq!(left.replace('\n', ""), many.join(", "));
    }

    proptest! {
        #[test]
        fn whatever_the_list_the_address_is_gone(before in "([a-z@.,:;<>()\"\\\\\\[\\] \n\t]|a@b.example){0,40}", after in "([a-z@.,:;<>()\"\\\\ ]|, a@b.example){0,40}") {
            let value = format!("{before}offer@type.office.example{after}");
            let left = cleaned(&value);
            prop_assert!(left.is_some_and(|left| !left.to_lowercase().contains("@type.office.example")));
        }

        #[test]
        fn any_bytes_are_a_list(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            of(&bytes);
            without("To", &bytes, DOMAIN);
        }

        #[test]
        fn other_mailboxes_stay_in_their_order(locals in proptest::collection::vec("[a-z]{1,8}", 0..8), at in 0..9_usize) {
            let mut all: Vec<String> = locals.iter().map(|local| format!("\"N, {local}\" <{local}@client.example>")).collect();
            all.insert(at.min(all.len()), "offer@type.office.example".into());
            let left = cleaned(&all.join(",\n ")).unwrap();
            let expected: Vec<String> = locals.iter().map(|local| format!("{local}@client.example")).collect();
            prop_assert_eq!(of(left.as_bytes()), expected);
        }
    }
}
