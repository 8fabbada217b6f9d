//! E-mail addresses and web addresses, by their characters.

use super::line::Line;

/// An address found: its place and its value.
pub(crate) struct Address {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The value of an e-mail, or nothing for a web address.
    pub(crate) email: Option<String>,
}

/// Every e-mail and web address of the line, in order.
pub(crate) fn find(line: &Line) -> Vec<Address> {
    let mut out: Vec<Address> = Vec::new();
    let low = &line.low;
    let mut i = 0;
    while i < low.len() {
        let from = out.last().map_or(0, |a| a.end);
        let found = match at_sign(low, i) {
            Some(width) => email(low, from, i, i + width).or_else(|| handle(low, i)),
            None => web(low, from, i),
        };
        match found {
            Some(address) => {
                i = address.end;
                out.push(address);
            }
            None => i += 1,
        }
    }
    out
}

/// The width of an at-sign at `i`: `@`, `(at)`, `[at]`, or the word "собака" between spaces.
fn at_sign(low: &[char], i: usize) -> Option<usize> {
    let starts = |s: &str| low[i..].iter().copied().take(s.chars().count()).eq(s.chars());
    match low[i] {
        '@' => Some(1),
        '(' if starts("(at)") => Some(4),
        '[' if starts("[at]") => Some(4),
        'с' if starts("собака ") && i > 1 && low[i - 1] == ' ' && is_local(low[i - 2]) => Some(6),
        _ => None,
    }
}

/// A name in a messenger: "@denis".
fn handle(low: &[char], at: usize) -> Option<Address> {
    let length = low[at + 1..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '_').count();
    let free = at == 0 || !low[at - 1].is_alphanumeric();
    (low[at] == '@' && free && length >= 3).then_some(Address { start: at, end: at + 1 + length, email: None })
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%')
}

fn email(low: &[char], from: usize, at: usize, after: usize) -> Option<Address> {
    let spaced = low[at] != '@' || low.get(after) == Some(&' ') || (at > 0 && low[at - 1] == ' ');
    let mut end_of_name = at;
    while spaced && end_of_name > from && low[end_of_name - 1] == ' ' && at - end_of_name < 2 {
        end_of_name -= 1;
    }
    let cyrillic = end_of_name > from && super::line::is_cyrillic(low[end_of_name - 1]);
    let mut start = end_of_name;
    while start > from && (is_local(low[start - 1]) || (cyrillic && low[start - 1].is_alphanumeric())) {
        start -= 1;
    }
    while start < end_of_name && !low[start].is_alphanumeric() {
        start += 1;
    }
    let mut begin = after;
    while spaced && low.get(begin) == Some(&' ') && begin - after < 2 {
        begin += 1;
    }
    let (domain, end) = domain(low, begin)?;
    if start == end_of_name {
        return None;
    }
    let name: String = low[start..end_of_name].iter().collect();
    Some(Address { start, end, email: Some(format!("{name}@{domain}")) })
}

/// A domain with at least one dot at `start`, and where it ends; a comma or "точка" for the dot is mended.
fn domain(low: &[char], start: usize) -> Option<(String, usize)> {
    let mut labels: Vec<String> = Vec::new();
    let mut i = start;
    loop {
        let begin = i;
        while i < low.len() && (low[i].is_alphanumeric() || (low[i] == '-' && i > begin)) {
            i += 1;
        }
        if i == begin {
            break;
        }
        labels.push(low[begin..i].iter().collect());
        let Some(next) = dot(low, i) else { break };
        i = next;
    }
    // A word glued on by a dot that ended a sentence ("info@mail.ru.Перезвонить") is not part of the domain.
    let ascii = labels.first().is_some_and(|l| l.is_ascii());
    let mut end = i;
    if labels.len() > 1 && low.get(end.wrapping_sub(1)) == Some(&'.') {
        end -= 1;
    }
    while labels.len() > 2 && ascii && labels.last().is_some_and(|l| !l.is_ascii()) {
        end -= labels.pop().map_or(0, |l| l.chars().count()) + 1;
    }
    let top = labels.last()?;
    let known = top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    (labels.len() >= 2 && known).then(|| (labels.join("."), end))
}

fn dot(low: &[char], i: usize) -> Option<usize> {
    let rest = low.get(i..)?;
    let starts = |s: &str| rest.iter().copied().take(s.chars().count()).eq(s.chars());
    if rest.first() == Some(&'.') && rest.get(1).is_some_and(|c| c.is_alphanumeric()) {
        return Some(i + 1);
    }
    let spelled = [" точка ", " dot ", ","].into_iter().find(|s| starts(s))?;
    let after = i + spelled.chars().count();
    let top: String = low[after..].iter().take_while(|c| c.is_alphanumeric()).collect();
    ["ru", "com", "org", "net", "by", "kz", "su"].contains(&top.as_str()).then_some(after)
}

fn web(low: &[char], from: usize, i: usize) -> Option<Address> {
    let fresh = i == from || !low[i - 1].is_alphanumeric() && low[i - 1] != '.' && low[i - 1] != '@';
    if !fresh || !low[i].is_alphanumeric() {
        return None;
    }
    let starts = |s: &str| low[i..].iter().copied().take(s.chars().count()).eq(s.chars());
    let scheme = ["https://", "http://", "www."].into_iter().find(|s| starts(s));
    let (_, mut end) = domain_strict(low, i + scheme.map_or(0, str::len), scheme.is_some())?;
    while scheme.is_some() && end < low.len() && !low[end].is_whitespace() && low[end] != ',' {
        end += 1;
    }
    if low.get(end) == Some(&'@') {
        return None;
    }
    Some(Address { start: i, end, email: None })
}

/// A domain that nothing marks as one needs a well-known ending.
fn domain_strict(low: &[char], start: usize, marked: bool) -> Option<(String, usize)> {
    let mut i = start;
    while i < low.len() && (low[i].is_ascii_alphanumeric() || low[i] == '-') {
        i += 1;
    }
    if low.get(i) != Some(&'.') {
        return None;
    }
    let (domain, end) = domain(low, start)?;
    let top = domain.rsplit('.').next().unwrap_or_default();
    let well_known = ["ru", "com", "org", "net", "by", "kz", "su", "рф", "io", "de", "uk"].contains(&top);
    (marked || well_known).then_some((domain, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn emails(text: &str) -> Vec<String> {
        find(&Line::new(text.chars().collect())).into_iter().filter_map(|a| a.email).collect()
    }

    #[test]
    fn addresses_are_found_among_words() {
        assert_eq!(emails("почта Ivan.Petrov+1@mail.example.com, тел"), ["ivan.petrov+1@mail.example.com"]);
        assert_eq!(emails("<info@mail.ru>."), ["info@mail.ru"]);
        assert_eq!(emails("info@mail.ru.Перезвонить"), ["info@mail.ru"]);
        assert_eq!(emails("a@b.ru;c@d.ru"), ["a@b.ru", "c@d.ru"]);
    }

    #[test]
    fn dictated_and_slipped_addresses_are_mended() {
        assert_eq!(emails("info @ mail.ru"), ["info@mail.ru"]);
        assert_eq!(emails("info@mail,ru"), ["info@mail.ru"]);
        assert_eq!(emails("ivanov собака mail точка ru"), ["ivanov@mail.ru"]);
        assert_eq!(emails("инфо@ромашка.рф"), ["инфо@ромашка.рф"]);
    }

    #[test]
    fn a_web_address_or_a_lone_at_sign_is_no_email() {
        assert!(emails("сайт www.stroy.ru, 5 @ 3, user@host").is_empty());
    }
}
