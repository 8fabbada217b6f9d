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
    if words.len() < 2 {
        Err("give the given name and the surname, \"Анна Петрова\"".to_owned())
    } else {
        Ok(words.join(" "))
    }
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
    talk(command, &playbook, &mut io::stdin().lock(), &mut io::stdout().lock(), &mut io::stderr().lock())
        .unwrap_or(ExitCode::FAILURE)
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
    loaded.playbook.ok_or_else(|| format!("{first}{place} has mistakes; yellowsheet playbook check DIR names all"))
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
    let shown =
        Shown { moment: state.moment.code(), known: state.known.keys().map(String::as_str).collect(), suggestions: &suggestions };
    serde_json::to_writer(&mut *out, &shown)?;
    writeln!(out)?;
    out.flush()?;
    Ok(suggestions)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Cli {
        #[command(flatten)]
        guide: Guide,
    }

    /// Runs a talk over the playbook built in: the objects printed, what was said on standard error, the exit code.
    fn talked(options: &[&str], input: &[u8]) -> (Vec<serde_json::Value>, String, ExitCode) {
        let words = ["guide", "--employee", "Анна Петрова"].iter().chain(options);
        let command = Cli::try_parse_from(words).unwrap().guide;
        let playbook = load(None).unwrap();
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        let code = talk(&command, &playbook, &mut &*input, &mut out, &mut errors).unwrap();
        let objects = String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (objects, String::from_utf8(errors).unwrap(), code)
    }

    #[test]
    fn one_object_is_printed_at_the_start_and_after_each_event() {
        let (objects, errors, _) =
            talked(&[], "caller Есть кабель ВВГ 3х2,5?\n\n# a comment\nanswer\nfact purpose=дача\nclosing".as_bytes());
        let moments: Vec<&str> = objects.iter().map(|one| one["moment"].as_str().unwrap()).collect();
        assert_eq!(moments, ["greeting", "listening", "answered", "answered", "closing"]);
        assert_eq!(objects[3]["known"], serde_json::json!(["purpose"]));
        assert_eq!(errors, "");
        let first = objects[2]["suggestions"][0].as_object().unwrap();
        let mut keys: Vec<&str> = first.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["asks", "id", "kind", "text", "why"]);
    }

    #[test]
    fn a_line_nobody_understands_is_named_and_the_talk_goes_on() {
        let (objects, errors, code) = talked(&[], b"sing\nfact sun=1\ncaller \xff\nsay 9\npromise soon\nclosing now\nclosing\n");
        assert_eq!(objects.len(), 8);
        for expected in [
            "line 1: \"sing\" is no event",
            "line 2: the playbook has no fact \"sun\"",
            "line 3: not UTF-8",
            "line 4: there is no suggestion 9",
            "line 5: \"soon\" is no time",
            "line 6: \"now\" after closing means nothing",
        ] {
            assert!(errors.contains(expected), "{expected} in {errors}");
        }
        assert_eq!(objects[6]["moment"], "greeting");
        assert_eq!(objects[7]["moment"], "closing");
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::FAILURE));
    }

    #[test]
    fn the_employee_gives_given_name_and_surname() {
        assert!(Cli::try_parse_from(["guide", "--employee", "Анна"]).is_err());
    }

    #[test]
    fn the_same_seed_gives_the_same_words() {
        let input = "caller Есть розетки?\nanswer\nsay 1\n".as_bytes();
        assert_eq!(talked(&["--seed", "5"], input).0, talked(&["--seed", "5"], input).0);
    }
}
