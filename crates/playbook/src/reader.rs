//! Reading TOML tables field by field: every mistake is noted with its line, reading goes on with a default.

use std::cell::RefCell;
use std::collections::BTreeSet;

use domain::playbook::{Keywords, Text};
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{At, Notes, Place};

/// The text of one file, for turning offsets into lines.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    file: &'a str,
    text: &'a str,
    /// Offsets of line ends, in order: places are asked for thousands of times.
    ends: Vec<usize>,
    above: usize,
}

impl<'a> Source<'a> {
    /// `above`: lines of the file before the text (front matter of Markdown).
    pub(crate) fn new(file: &'a str, text: &'a str, above: usize) -> Self {
        Self { file, text, ends: text.match_indices('\n').map(|(at, _)| at).collect(), above }
    }

    pub(crate) fn place(&self, offset: usize) -> Place {
        let line = self.ends.partition_point(|end| *end < offset) + 1 + self.above;
        Place { file: self.file.to_owned(), line }
    }
}

/// Parses a file; syntax errors are noted, the rest is read as far as it goes.
pub(crate) fn parse<'a>(source: &Source<'a>, notes: &Notes) -> DeTable<'a> {
    let (table, errors) = DeTable::parse_recoverable(source.text);
    for error in errors {
        let place = source.place(error.span().map_or(0, |span| span.start));
        notes.unreadable(
            &place,
            format!("not TOML: {}", error.message()),
            "write it as in docs/playbook.md; texts stand in quotes, \"\"\" for several lines",
        );
    }
    table.into_inner()
}

/// One table being read. Keys nobody asked for are reported by [`Table::finish`].
pub(crate) struct Table<'a> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) notes: &'a Notes,
    pub(crate) place: Place,
    table: &'a DeTable<'a>,
    used: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Table<'a> {
    pub(crate) fn root(source: &'a Source<'a>, table: &'a DeTable<'a>, notes: &'a Notes) -> Self {
        Self { source, notes, place: source.place(0), table, used: RefCell::default() }
    }

    fn inner(&self, table: &'a DeTable<'a>, place: Place) -> Self {
        Self { source: self.source, notes: self.notes, place, table, used: RefCell::default() }
    }

    fn get(&self, key: &'static str) -> Option<(&'a DeValue<'a>, Place)> {
        self.used.borrow_mut().insert(key);
        let value: &Spanned<DeValue<'a>> = self.table.get(key)?;
        Some((value.get_ref(), self.source.place(value.span().start)))
    }

    /// Reports every key that nobody read.
    pub(crate) fn finish(&self) {
        let used = self.used.borrow();
        for key in self.table.keys() {
            if !used.contains(key.get_ref().as_ref()) {
                let known = used.iter().copied().collect::<Vec<_>>().join(", ");
                let place = self.source.place(key.span().start);
                self.notes.error(&place, format!("unknown key \"{}\"", key.get_ref()), format!("known here: {known}"));
            }
        }
    }

    /// Whether a key is written at all.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.used.borrow_mut().insert(key);
        self.table.contains_key(key)
    }

    fn missing(&self, key: &str, example: &str) {
        self.notes.error(&self.place, format!("\"{key}\" is missing"), format!("add {key} = {example}"));
    }

    fn wrong(&self, place: &Place, key: &str, example: &str) {
        self.notes.error(place, format!("\"{key}\" cannot be read"), format!("write {key} = {example}"));
    }

    /// A string; empty ones are reported.
    pub(crate) fn string(&self, key: &'static str, example: &str) -> At<String> {
        match self.get(key) {
            Some((DeValue::String(value), place)) if !value.trim().is_empty() => At { value: value.clone().into_owned(), place },
            Some((_, place)) => {
                self.wrong(&place, key, example);
                At { value: String::new(), place }
            }
            None => {
                self.missing(key, example);
                At { value: String::new(), place: self.place.clone() }
            }
        }
    }

    pub(crate) fn maybe_string(&self, key: &'static str, example: &str) -> Option<At<String>> {
        self.table.contains_key(key).then(|| self.string(key, example)).filter(|at| !at.value.is_empty())
    }

    /// A stable name: small Latin letters, digits, `-` and `_`.
    pub(crate) fn id(&self) -> At<String> {
        let at = self.string("id", "\"some-name\"");
        let good = at.value.starts_with(|first: char| first.is_ascii_lowercase())
            && at
                .value
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '_'));
        if !good && !at.value.is_empty() {
            self.notes.error(
                &at.place,
                format!("\"{}\" cannot be an id", at.value),
                "use small Latin letters, digits, - and _, beginning with a letter",
            );
        }
        at
    }

    /// A number within bounds, ends included.
    pub(crate) fn number(&self, key: &'static str, low: i64, high: i64) -> Option<At<i64>> {
        let (value, place) = self.get(key)?;
        let number = match value {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        match number {
            Some(value) if (low..=high).contains(&value) => Some(At { value, place }),
            Some(value) => {
                self.notes.error(
                    &place,
                    format!("{key} = {value} is out of bounds"),
                    format!("write a number from {low} to {high}"),
                );
                None
            }
            None => {
                self.notes.error(
                    &place,
                    format!("\"{key}\" is not a whole number"),
                    format!("write a number from {low} to {high}"),
                );
                None
            }
        }
    }

    pub(crate) fn boolean(&self, key: &'static str, default: bool) -> bool {
        match self.get(key) {
            None => default,
            Some((DeValue::Boolean(value), _)) => *value,
            Some((_, place)) => {
                self.wrong(&place, key, "true or false");
                default
            }
        }
    }

    /// One of few words.
    pub(crate) fn word<T>(&self, key: &'static str, from_code: impl Fn(&str) -> Option<T>, words: &[&str]) -> Option<T> {
        let at = self.string(key, &format!("\"{}\"", words.first().unwrap_or(&"")));
        if at.value.is_empty() {
            return None;
        }
        let found = from_code(&at.value);
        if found.is_none() {
            self.notes.error(&at.place, format!("{key} = \"{}\" is unknown", at.value), format!("one of: {}", words.join(", ")));
        }
        found
    }

    /// A list of strings; missing is empty.
    pub(crate) fn strings(&self, key: &'static str) -> Vec<At<String>> {
        let Some((value, place)) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value else {
            self.wrong(&place, key, "[\"...\", \"...\"]");
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in items.iter() {
            let place = self.source.place(item.span().start);
            match item.get_ref() {
                DeValue::String(value) if !value.trim().is_empty() => {
                    strings.push(At { value: value.clone().into_owned(), place });
                }
                _ => self.wrong(&place, key, "[\"...\", \"...\"]"),
            }
        }
        strings
    }

    /// A table inside this one.
    pub(crate) fn table(&self, key: &'static str) -> Option<Self> {
        match self.get(key)? {
            (DeValue::Table(table), place) => Some(self.inner(table, place)),
            (_, place) => {
                self.wrong(&place, key, "{ ... }");
                None
            }
        }
    }

    /// A list of tables: `[[key]]` or `key = [{ ... }]`; missing is empty.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Self> {
        let Some((value, place)) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value else {
            self.notes.error(
                &place,
                format!("\"{key}\" is not a list"),
                format!("write [[{key}]] with two brackets for each one"),
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            let place = self.source.place(item.span().start);
            match item.get_ref() {
                DeValue::Table(table) => tables.push(self.inner(table, place)),
                _ => self.wrong(&place, key, "[{ ... }]"),
            }
        }
        tables
    }

    /// The keys `ru` and `en` of this very table, as one text.
    pub(crate) fn own_text(&self) -> At<Text> {
        let ru = self.string("ru", "\"...\"").value;
        let en = self.maybe_string("en", "\"...\"").map(|at| at.value);
        if en.is_none() && !self.has("en") {
            self.notes.warning(&self.place, "English is missing, Russian is shown instead", "add en = \"...\"");
        }
        At { value: Text { ru, en }, place: self.place.clone() }
    }

    /// A text in both languages.
    pub(crate) fn text(&self, key: &'static str) -> At<Text> {
        match self.get(key) {
            Some((DeValue::Table(table), place)) => {
                let inner = self.inner(table, place);
                let text = inner.own_text();
                inner.finish();
                text
            }
            Some((_, place)) => {
                self.wrong(&place, key, "{ ru = \"...\", en = \"...\" }");
                At { value: Text::default(), place }
            }
            None => {
                self.missing(key, "{ ru = \"...\", en = \"...\" }");
                At { value: Text::default(), place: self.place.clone() }
            }
        }
    }

    pub(crate) fn maybe_text(&self, key: &'static str) -> At<Text> {
        if self.has(key) {
            self.text(key)
        } else {
            self.used.borrow_mut().insert(key);
            At { value: Text::default(), place: self.place.clone() }
        }
    }

    /// A list of texts; missing is empty.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<Text> {
        self.tables(key)
            .iter()
            .map(|table| {
                let text = table.own_text();
                table.finish();
                text.value
            })
            .collect()
    }

    /// Words in both languages; missing is empty.
    pub(crate) fn keywords(&self, key: &'static str) -> Keywords {
        let Some(table) = self.table(key) else { return Keywords::default() };
        let words = |key| table.strings(key).into_iter().map(|at| at.value).collect();
        let keywords = Keywords { ru: words("ru"), en: words("en") };
        table.finish();
        keywords
    }

    /// A day, `2026-11-20`, as a TOML date or a string.
    pub(crate) fn day(&self, key: &'static str) -> String {
        let (text, place) = match self.get(key) {
            Some((DeValue::Datetime(value), place)) => (value.to_string(), place),
            Some((DeValue::String(value), place)) => (value.clone().into_owned(), place),
            Some((_, place)) => (String::new(), place),
            None => {
                self.missing(key, "2026-11-20");
                return String::new();
            }
        };
        if text.len() != 10 || text.parse::<jiff::civil::Date>().is_err() {
            self.notes.error(&place, format!("\"{key}\" is not a day"), format!("write {key} = 2026-11-20 (year, month, day)"));
        }
        text
    }

    /// Money in roubles as a string, in kopecks.
    pub(crate) fn money(&self, key: &'static str) -> i64 {
        let at = self.string(key, "\"96.50\"");
        let kopecks = kopecks(&at.value);
        if kopecks.is_none() && !at.value.is_empty() {
            self.notes.error(&at.place, format!("\"{}\" is not a price", at.value), "write roubles and kopecks, \"96.50\"");
        }
        kopecks.unwrap_or_default()
    }
}

/// `96.50`, `96`, `96.5` in kopecks; positive, at most two digits behind the point.
fn kopecks(text: &str) -> Option<i64> {
    let (roubles, rest) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(roubles) || !digits(rest) || rest.len() > 2 || roubles.len() > 12 {
        return None;
    }
    let fraction = rest.parse::<i64>().ok()? * if rest.len() == 1 { 10 } else { 1 };
    let value = roubles.parse::<i64>().ok()? * 100 + fraction;
    (value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::kopecks;

    #[test]
    fn a_price_is_exact_to_the_kopeck() {
        assert_eq!(kopecks("96.50"), Some(9650));
        assert_eq!(kopecks("96.5"), Some(9650));
        assert_eq!(kopecks("1200"), Some(120_000));
        for wrong in ["", "0", "-1", "1,5", "1.234", "x", ".5", "5."] {
            assert_eq!(kopecks(wrong), None, "{wrong}");
        }
    }
}
