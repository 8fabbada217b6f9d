//! Answers in Markdown: front matter in TOML between `+++` lines, then one section a language.

use domain::playbook::Text;

use crate::problem::{Notes, Place};

/// A Markdown file taken apart.
pub(crate) struct Parts<'a> {
    /// The front matter.
    pub(crate) front: &'a str,
    /// The body in both languages.
    pub(crate) text: Text,
}

/// Splits a file. `None` when there is no front matter to read at all; the mistake is noted.
pub(crate) fn split<'a>(file: &str, text: &'a str, notes: &Notes) -> Option<Parts<'a>> {
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
    let text_of = sections(file, body, line, notes);
    Some(Parts { front: text.get(first.len()..front_end).unwrap_or_default(), text: text_of })
}

fn sections(file: &str, body: &str, above: usize, notes: &Notes) -> Text {
    let at = |line| Place { file: file.to_owned(), line };
    let mut texts: [Option<String>; 2] = [None, None];
    let mut current: Option<usize> = None;
    for (number, line) in body.lines().enumerate() {
        let place = at(above + number + 1);
        let section = ["# ru", "# en"].iter().position(|heading| *heading == line.trim_end());
        let kept = section.or(current).and_then(|index| texts.get_mut(index));
        if section.is_some() {
            if let Some(text) = kept.filter(|text| text.is_some()) {
                notes.error(&place, "a second section of one language", "keep one # ru and one # en");
                text.get_or_insert_default().push('\n');
            } else if let Some(text) = section.and_then(|index| texts.get_mut(index)) {
                *text = Some(String::new());
            }
            current = section;
        } else if let Some(text) = kept {
            let text = text.get_or_insert_default();
            text.push_str(line);
            text.push('\n');
        } else if !line.trim().is_empty() {
            notes.error(&place, "text before the first section", "begin the text with a line \"# ru\"");
        }
    }
    let [ru, en] = texts;
    let ru = ru.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let en = en.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if ru.is_none() {
        notes.error(&at(above), "the Russian text is missing", "add a line \"# ru\" and the text under it");
    }
    if en.is_none() {
        notes.warning(&at(above), "English is missing, Russian is shown instead", "add a line \"# en\" and the text under it");
    }
    Text { ru: ru.unwrap_or_default(), en }
}
