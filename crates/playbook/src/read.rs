//! From files to a playbook: which file holds what. References are kept with their places for the check.

use domain::playbook::{Minutes, Pacing, Playbook, Role, Salutations, Text};
use toml::de::DeTable;

use crate::files::Files;
use crate::markdown::{self, Body};
use crate::problem::{At, Notes, Place, Severity};
use crate::reader::{Source, Table, parse};
use crate::{read_guide, read_letter, read_work};

/// What a name refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    Fact,
    Reason,
    Phrase,
    Variant,
    Position,
    Answer,
    WorkType,
    DocumentType,
    Letter,
    /// A short name of a work type.
    Code,
    Role,
}

impl Thing {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Reason => "reason",
            Self::Phrase => "phrase",
            Self::Variant => "variant",
            Self::Position => "position",
            Self::Answer => "answer",
            Self::WorkType => "work type",
            Self::DocumentType => "document type",
            Self::Letter => "letter",
            Self::Code => "code of a work type",
            Self::Role => "role",
        }
    }
}

/// A playbook as read, with the places of everything the check speaks about.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) playbook: Playbook,
    /// Every id given.
    pub(crate) given: Vec<(Thing, At<String>)>,
    /// Every id referred to.
    pub(crate) referred: Vec<(Thing, At<String>)>,
    /// Every wording with placeholders: the phrase's id, the variant's id.
    pub(crate) wordings: Vec<(String, String, Place)>,
    /// Every file there is.
    pub(crate) files: Vec<String>,
}

impl Raw {
    fn new() -> Self {
        let none = Text::default;
        Self {
            playbook: Playbook {
                id: String::new(),
                version: String::new(),
                title: none(),
                about: none(),
                company: none(),
                minutes: Minutes { one: none(), few: none(), many: none() },
                hours: None,
                pacing: Pacing::default(),
                roles: Vec::new(),
                facts: Vec::new(),
                reasons: Vec::new(),
                phrases: Vec::new(),
                positions: Vec::new(),
                answers: Vec::new(),
                work_types: Vec::new(),
                letters: Vec::new(),
                document_types: Vec::new(),
                salutations: Salutations::default(),
            },
            given: Vec::new(),
            referred: Vec::new(),
            wordings: Vec::new(),
            files: Vec::new(),
        }
    }

    /// The place where an id was given.
    pub(crate) fn place_of(&self, thing: Thing, id: &str) -> Place {
        self.given.iter().find(|(kind, at)| *kind == thing && at.value == id).map(|(_, at)| at.place.clone()).unwrap_or_default()
    }

    pub(crate) fn give(&mut self, thing: Thing, at: &At<String>) -> String {
        self.given.push((thing, at.clone()));
        at.value.clone()
    }

    pub(crate) fn refer(&mut self, thing: Thing, at: At<String>) -> String {
        self.referred.push((thing, at.clone()));
        at.value
    }
}

/// Files that must be there.
const REQUIRED: [&str; 6] = ["playbook.toml", "facts.toml", "reasons.toml", "guide-in.toml", "guide-out.toml", "documents.toml"];
/// Folders that must hold at least one file of a kind.
const FOLDERS: [(&str, &str); 3] = [("range/", ".toml"), ("answers/", ".md"), ("work-types/", ".toml")];

/// Reads all files. Whatever is wrong is noted; the rest is read.
pub(crate) fn read(files: &Files, notes: &Notes) -> Raw {
    let mut raw = Raw::new();
    for required in REQUIRED {
        if !files.contains_key(required) {
            let place = Place { file: required.to_owned(), line: 1 };
            notes.error(&place, "the file is missing", "add it; docs/playbook.md shows what it holds");
        }
    }
    for (folder, end) in FOLDERS {
        if !files.keys().any(|name| name.starts_with(folder) && name.ends_with(end)) {
            let place = Place { file: folder.to_owned(), line: 1 };
            notes.error(&place, format!("no file *{end} in the folder"), "add one; docs/playbook.md shows what it holds");
        }
    }
    raw.files = files.keys().cloned().collect();
    for (name, bytes) in files {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
                let place = Place { file: name.clone(), line };
                notes.unreadable(&place, "not UTF-8 text", "save the file as UTF-8");
                continue;
            }
        };
        read_file(&mut raw, name, text, notes);
    }
    raw
}

fn read_file(raw: &mut Raw, name: &str, text: &str, notes: &Notes) {
    let folder = name.split_once('/').map_or("", |(folder, _)| folder);
    let reader: fn(&mut Raw, &Table<'_>) = match (folder, name) {
        ("", "playbook.toml") => read_head,
        ("", "facts.toml") => read_guide::facts,
        ("", "reasons.toml") => read_guide::reasons,
        ("", "guide-in.toml") => read_guide::incoming,
        ("", "guide-out.toml") => read_guide::outgoing,
        ("", "documents.toml") => read_work::documents,
        ("range", _) if name.ends_with(".toml") => read_guide::range,
        ("work-types", _) if name.ends_with(".toml") => read_work::work_types,
        ("answers", _) if name.ends_with(".md") => {
            return read_text(raw, name, text, notes, Severity::Warning, read_guide::answer);
        }
        ("letters", _) if name.ends_with(".md") => {
            // A letter in Russian would go to whoever reads English.
            return read_text(raw, name, text, notes, Severity::Error, read_letter::letter);
        }
        ("", _) if name.ends_with(".md") => return, // notes of the author
        _ => {
            let place = Place { file: name.to_owned(), line: 1 };
            notes.error(&place, "a file nobody reads", "rename it as in docs/playbook.md, or remove it");
            return;
        }
    };
    let source = Source::new(name, text, 0);
    let table: DeTable<'_> = parse(&source, notes);
    let table = Table::root(&source, &table, notes);
    reader(raw, &table);
    table.finish();
}

/// A file of text under a head of its own: an answer, a letter.
fn read_text(raw: &mut Raw, name: &str, text: &str, notes: &Notes, no_english: Severity, reader: fn(&mut Raw, &Table<'_>, Body)) {
    let Some(parts) = markdown::split(name, text, no_english, notes) else { return };
    let source = Source::new(name, parts.front, 1);
    let table: DeTable<'_> = parse(&source, notes);
    let table = Table::root(&source, &table, notes);
    reader(raw, &table, parts.body);
    table.finish();
}

fn read_head(raw: &mut Raw, table: &Table<'_>) {
    raw.playbook.id = table.id().value;
    raw.playbook.version = table.string("version", "\"2026.11\"").value;
    raw.playbook.title = table.text("title").value;
    raw.playbook.about = table.text("about").value;
    raw.playbook.company = table.text("company").value;
    if let Some(pacing) = table.table("pacing") {
        raw.playbook.pacing = read_pacing(&pacing);
        pacing.finish();
    }
    raw.playbook.hours = table.table("hours").map(|hours| forms(&hours));
    match table.table("minutes") {
        Some(minutes) => raw.playbook.minutes = forms(&minutes),
        None if !table.has("minutes") => {
            table.notes.error(
                &table.place,
                "[minutes] is missing",
                "add [minutes] with one, few and many as in docs/playbook.md",
            );
        }
        None => {}
    }
    match table.table("salutations") {
        Some(salutations) => {
            raw.playbook.salutations = read_letter::salutations(&salutations);
            salutations.finish();
        }
        None if !table.has("salutations") => {
            table.notes.error(
                &table.place,
                "[salutations] is missing",
                "add [salutations] with male, female, neutral and unknown",
            );
        }
        None => {}
    }
    for role in table.tables("role") {
        let id = raw.give(Thing::Role, &role.id());
        raw.playbook.roles.push(Role { id, title: role.text("title").value });
        role.finish();
    }
}

/// Limits may be stricter than docs/method.md, never looser.
/// Forms of a word after a number.
fn forms(table: &Table<'_>) -> Minutes {
    let forms = Minutes { one: table.text("one").value, few: table.text("few").value, many: table.text("many").value };
    table.finish();
    forms
}

fn read_pacing(table: &Table<'_>) -> Pacing {
    let law = Pacing::default();
    let small = |key, high: u8| -> u8 {
        table
            .number(key, i64::from(key == "suggestions"), i64::from(high))
            .and_then(|at| u8::try_from(at.value).ok())
            .unwrap_or(high)
    };
    Pacing {
        suggestions: small("suggestions", law.suggestions),
        questions_between_answers: small("questions_between_answers", law.questions_between_answers),
        closing_questions: small("closing_questions", law.closing_questions),
        times_asked: small("times_asked", law.times_asked),
        promise_minutes: table
            .number("promise_minutes", 1, 24 * 60)
            .and_then(|at| u16::try_from(at.value).ok())
            .unwrap_or(law.promise_minutes),
    }
}
