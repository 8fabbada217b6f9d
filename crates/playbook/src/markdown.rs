//! Answers and letters in Markdown: front matter in TOML between `+++` lines, then one section a language.

use domain::playbook::Text;

use crate::problem::{Notes, Place, Severity};

/// A Markdown file taken apart.
pub(crate) struct Parts<'a> {
    /// The front matter.
    pub(crate) front: &'a str,
    /// The body in both languages.
    pub(crate) body: Body,
}

/// The body of a file and where each language begins in it.
pub(crate) struct Body {
    /// The text in both languages.
    pub(crate) text: Text,
    /// The line the Russian text begins in.
    pub(crate) ru_line: usize,
    /// The line the English text begins in.
    pub(crate) en_line: usize,
}

/// One language of a body: the lines as they stand, and the line of its heading.
#[derive(Default)]
struct Section {
    text: String,
    heading: usize,
}

impl Section {
    /// The text without empty lines around it and the line it begins in; `None` when nothing is left.
    fn trimmed(&self) -> Option<(String, usize)> {
        let text = self.text.trim();
        let above = self.text.lines().take_while(|line| line.trim().is_empty()).count();
        (!text.is_empty()).then(|| (text.to_owned(), self.heading + 1 + above))
    }
}

/// Splits a file. `None` when there is no front matter to read at all; the mistake is noted, and so is English that is
/// missing, as bad as `no_english` says.
pub(crate) fn split<'a>(file: &str, text: &'a str, no_english: Severity, notes: &Notes) -> Option<Parts<'a>> {
    let at = |line| Place { file: file.to_owned(), line };
    let cure = "begin the file with a line +++, then id = \"...\" and the rest, then a line +++";
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim() != "+++" {
        notes.error(&at(1), "the front matter is missing", cure);
        return None;
    }
    let (mut front_end, mut line, mut closed) = (first.len(), 1, false);
    let mut body_start = front_end;
    for one in lines {
        line += 1;
        body_start += one.len();
        if one.trim() == "+++" {
            closed = true;
            break;
        }
        front_end += one.len();
    }
    if !closed {
        notes.error(&at(1), "the front matter is not closed", "add a line +++ after it");
        return None;
    }
    let body = text.get(body_start..).unwrap_or_default();
    let body = sections(file, body, line, no_english, notes);
    Some(Parts { front: text.get(first.len()..front_end).unwrap_or_default(), body })
}

fn sections(file: &str, body: &str, above: usize, no_english: Severity, notes: &Notes) -> Body {
    let at = |line| Place { file: file.to_owned(), line };
    let mut sections: [Option<Section>; 2] = [None, None];
    let mut current: Option<usize> = None;
    for (number, line) in body.lines().enumerate() {
        let place = at(above + number + 1);
        let heading = ["# ru", "# en"].iter().position(|heading| *heading == line.trim_end());
        let kept = heading.or(current).and_then(|index| sections.get_mut(index));
        if heading.is_some() {
            if let Some(section) = kept.and_then(|section| section.as_mut()) {
                notes.error(&place, "a second section of one language", "keep one # ru and one # en");
                section.text.push('\n');
            } else if let Some(section) = heading.and_then(|index| sections.get_mut(index)) {
                *section = Some(Section { text: String::new(), heading: place.line });
            }
            current = heading;
        } else if let Some(section) = kept {
            let section = section.get_or_insert_default();
            section.text.push_str(line);
            section.text.push('\n');
        } else if !line.trim().is_empty() {
            notes.error(&place, "text before the first section", "begin the text with a line \"# ru\"");
        }
    }
    let [ru, en] = sections.map(|section| section.and_then(|section| section.trimmed()));
    if ru.is_none() {
        notes.error(&at(above), "the Russian text is missing", "add a line \"# ru\" and the text under it");
    }
    if en.is_none() {
        let what = match no_english {
            Severity::Error => "the English text is missing",
            Severity::Warning => "English is missing, Russian is shown instead",
        };
        notes.add(no_english, &at(above), what.to_owned(), "add a line \"# en\" and the text under it".to_owned());
    }
    let (ru, ru_line) = ru.unwrap_or_default();
    let (en, en_line) = en.unzip();
    Body { text: Text { ru, en }, ru_line, en_line: en_line.unwrap_or_default() }
}
