//! `yellowsheet guide`: a talk in the terminal, for those who write playbooks. One event a line in, one JSON object a line out.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use domain::call::Direction;
use domain::guide::{Counts, Event, GuideState, Line, Setup, Suggestion, parse_line, start, suggest};
use domain::language::Language;
use domain::playbook::Playbook;
use serde::Serialize;

/// Tries a guide: reads events from standard input (docs/playbook.md), prints the moment, the facts known and what to say next.
#[derive(Debug, Args)]
pub(crate) struct Guide {
    /// Incoming or outgoing: in or out.
    #[arg(long, default_value = "in", value_parser = direction)]
    direction: Direction,
    /// Language of the talk: ru or en.
    #[arg(long, default_value = "ru", value_parser = language)]
    lang: Language,
    /// Given name and surname of the employee.
    #[arg(long, value_parser = full_name)]
    employee: String,
    /// Chooses among the wordings; the same seed gives the same words.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The playbook's folder; the one built in by default.
    #[arg(long)]
    playbook: Option<PathBuf>,
    /// Our company, as said to callers; the playbook's by default.
    #[arg(long)]
    company: Option<String>,
    /// Why we call; outgoing calls only.
    #[arg(long)]
    reason: Option<String>,
    /// The number the exchange shows, or the number dialled; hidden by default.
    #[arg(long)]
    number: Option<String>,
    /// The person the number belongs to, if known; not used until confirmed.
    #[arg(long)]
    person: Option<String>,
}

fn direction(text: &str) -> Result<Direction, String> {
    match text {
        "in" => Ok(Direction::In),
        "out" => Ok(Direction::Out),
        _ => Err("write in or out".to_owned()),
    }
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "write ru or en".to_owned())
}

fn full_name(text: &str) -> Result<String, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 { Err("give the given name and the surname, \"Анна Петрова\"".to_owned()) } else { Ok(words.join(" ")) }
}

/// What is printed after each event.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    moment: &'static str,
    known: Vec<&'a str>,
    suggestions: &'a [Suggestion],
}

/// Runs the command.
pub(crate) fn run(command: &Guide) -> ExitCode {
    let playbook = match load(command.playbook.as_ref()) {
        Ok(playbook) => playbook,
        Err(message) => {
            // Nothing more can be told if even this cannot be written.
            let _ = writeln!(io::stderr(), "{message}");
            return ExitCode::FAILURE;
        }
    };
    // A closed pipe (`| head`) ends the talk.
    talk(command, &playbook, &mut io::stdin().lock(), &mut io::stdout().lock(), &mut io::stderr().lock()).unwrap_or(ExitCode::FAILURE)
}

fn load(folder: Option<&PathBuf>) -> Result<Playbook, String> {
    let files = match folder {
        Some(folder) => playbook::read_folder(folder).map_err(|error| error.to_string())?,
        None => playbook::built_in(),
    };
    let loaded = playbook::load(&files);
    let place = folder.map_or_else(|| "the playbook built in".to_owned(), |folder| folder.display().to_string());
    let first = loaded.problems.iter().find(|problem| problem.severity == playbook::Severity::Error);
    let first = first.map(|problem| format!("{problem}\n")).unwrap_or_default();
    loaded.playbook.ok_or_else(|| format!("{first}{place} has {} errors; yellowsheet playbook check DIR names all", loaded.problems.len()))
}

/// Reads events to the end. A line that cannot be understood is named, changes nothing, and the state is printed again so that
/// lines in and lines out stay in step; the exit code is then 1.
fn talk(
    command: &Guide,
    playbook: &Playbook,
    input: &mut impl BufRead,
    out: &mut impl Write,
    errors: &mut impl Write,
) -> io::Result<ExitCode> {
    let mut state = start(Setup {
        direction: command.direction,
        language: command.lang,
        employee: command.employee.clone(),
        office: command.company.clone(),
        reason: command.reason.clone(),
        number: command.number.clone(),
        person: command.person.clone(),
        ..Setup::default()
    });
    let mut code = ExitCode::SUCCESS;
    let mut shown = show(playbook, &state, command.seed, out)?;
    let mut bytes = Vec::new();
    let mut number = 0;
    while input.read_until(b'\n', &mut bytes)? > 0 {
        number += 1;
        let line = std::str::from_utf8(&bytes).map_err(|_| "not UTF-8 text; save the file as UTF-8".to_owned());
        let event = line.and_then(|line| parse_line(playbook, line).map_err(|error| error.to_string()));
        match event {
            Ok(None) => {}
            Ok(Some(line)) => {
                match resolve(line, &shown) {
                    Ok(event) => state = state.apply(playbook, &event),
                    Err(message) => writeln!(errors, "line {number}: {message}")?,
                }
                shown = show(playbook, &state, command.seed, out)?;
            }
            Err(message) => {
                code = ExitCode::FAILURE;
                writeln!(errors, "line {number}: {message}")?;
                shown = show(playbook, &state, command.seed, out)?;
            }
        }
        bytes.clear();
    }
    Ok(code)
}

/// "say N" by what was shown last. Saying what was not offered changes nothing: the talk goes on.
fn resolve(line: Line, shown: &[Suggestion]) -> Result<Event, String> {
    match line {
        Line::Event(event) => Ok(event),
        Line::Say(number) => number
            .checked_sub(1)
            .and_then(|index| shown.get(index))
            .map(|suggestion| Event::SaidPhrase { variant: suggestion.id.clone() })
            .ok_or_else(|| format!("there is no suggestion {number}; {} were offered, nothing changes", shown.len())),
    }
}

fn show(playbook: &Playbook, state: &GuideState, seed: u64, out: &mut impl Write) -> io::Result<Vec<Suggestion>> {
    let suggestions = suggest(playbook, state, &Counts::new(), seed);
    let shown = Shown {
        moment: state.moment.code(),
        known: state.known.keys().map(String::as_str).collect(),
        suggestions: &suggestions,
    };
    serde_json::to_writer(&mut *out, &shown)?;
    writeln!(out)?;
    out.flush()?;
    Ok(suggestions)
}
