//! `yellowsheet playbook check DIR`: names every mistake of a playbook.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

/// `yellowsheet playbook ...`
#[derive(Debug, Args)]
pub(crate) struct Playbook {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Check a playbook's folder: file, line and cure of every mistake. Exit code 1 if there are errors.
    Check {
        /// The folder that holds playbook.toml.
        dir: PathBuf,
    },
}

/// Runs the command.
pub(crate) fn run(command: &Playbook) -> ExitCode {
    let Action::Check { dir } = &command.action;
    // A closed pipe (`| head`) is no failure of the check.
    check(dir, &mut io::stdout().lock()).unwrap_or(ExitCode::FAILURE)
}

fn check(dir: &Path, out: &mut impl Write) -> io::Result<ExitCode> {
    let files = match playbook::read_folder(dir) {
        Ok(files) => files,
        Err(error) => {
            writeln!(io::stderr(), "{error}")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let loaded = playbook::load(&files);
    for problem in &loaded.problems {
        writeln!(out, "{}/{problem}", dir.display())?;
    }
    let (errors, warnings) = (loaded.errors(), loaded.warnings());
    match &loaded.playbook {
        Some(good) => {
            let hash = playbook::content_hash(good).unwrap_or_default();
            writeln!(
                out,
                "{} {}: {} facts, {} phrases, {} positions, {} answers, {} work types; {warnings} warnings; content {}",
                good.id,
                good.version,
                good.facts.len(),
                good.phrases.len(),
                good.positions.len(),
                good.answers.len(),
                good.work_types.len(),
                hash.get(..16).unwrap_or(&hash)
            )?;
            Ok(ExitCode::SUCCESS)
        }
        None => {
            writeln!(out, "{errors} errors, {warnings} warnings: the playbook cannot be used")?;
            Ok(ExitCode::FAILURE)
        }
    }
}
