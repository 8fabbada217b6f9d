//! `yellowsheet playbook check DIR` names every mistake of a playbook; `install DIR` puts it in force.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::install_playbook::{CheckedPlaybook, ensure_playbook};
use app::lease_node::{lease_node, release_node};
use clap::{Args, Subcommand};
use domain::id::IdMaker;
use serde_json::Value;
use store::{DatabaseUrl, Store};

use super::serve;
use crate::local_source;

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
    /// Check a playbook's folder and put it in force. What was recorded under an older version keeps it.
    Install {
        /// The folder that holds playbook.toml.
        dir: PathBuf,
        /// The data folder of the office; its server may run or not.
        #[arg(long, env = "YELLOWSHEET_DATA", default_value = "data")]
        data: PathBuf,
        /// The office's database, when it is not the file in the data folder.
        #[arg(long, env = "YELLOWSHEET_DATABASE")]
        database: Option<DatabaseUrl>,
    },
}

/// Runs the command.
pub(crate) fn run(command: &Playbook) -> ExitCode {
    let mut out = io::stdout().lock();
    // A closed pipe (`| head`) is no failure of the check.
    match &command.action {
        Action::Check { dir } => check(dir, &mut out).map_or(ExitCode::FAILURE, |(code, _)| code),
        Action::Install { dir, data, database } => {
            let (code, good) = check(dir, &mut out).unwrap_or((ExitCode::FAILURE, None));
            let Some(good) = good else { return code };
            match install(&good, data, database.as_ref()) {
                Ok(said) => {
                    let _ = writeln!(out, "{said}");
                    ExitCode::SUCCESS
                }
                Err(why) => {
                    let _ = writeln!(io::stderr(), "yellowsheet playbook install: {why}");
                    ExitCode::FAILURE
                }
            }
        }
    }
}

/// Puts a checked playbook in force: by the running server, or in the database itself when none runs.
fn install(good: &domain::playbook::Playbook, data: &Path, database: Option<&DatabaseUrl>) -> Result<String, String> {
    let content = playbook::to_json(good).map_err(|why| why.to_string())?;
    let said = |unchanged: bool| {
        let (id, version) = (&good.id, &good.version);
        if unchanged { format!("{id} {version} was in force already") } else { format!("{id} {version} is in force now") }
    };
    if let Ok(source) = local_source::read(data)
        && local_source::answers(&source)
    {
        let answer = local_source::send(&source, "POST", "/api/v1/playbooks", &content)?;
        return Ok(said(answer["unchanged"] == Value::Bool(true)));
    }
    let url = serve::database_url(data, database);
    if let DatabaseUrl::Sqlite(path) = &url
        && !path.exists()
    {
        return Err(format!("there is no office in {}; name its folder with --data", data.display()));
    }
    let store = Store::open(&url).map_err(|why| why.to_string())?;
    let hash = playbook::content_hash(good).map_err(|why| why.to_string())?;
    let checked = CheckedPlaybook { name: good.id.clone(), version: good.version.clone(), hash, content };
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|why| why.to_string())?;
    let unchanged = runtime
        .block_on(store.write(move |tx| {
            let mut random = [0; 32];
            serve::fill_random(&mut random);
            let now = serve::now();
            let lease = lease_node(tx, &serve::secret(), now)?;
            let mut ids = IdMaker::since(lease.node, lease.since);
            let before = tx.playbook_id()?;
            let after = ensure_playbook(tx, &mut app::context::Context { now, ids: &mut ids, random }, checked)?;
            release_node(tx, &lease, ids.newest())?;
            Ok::<_, app::error::AppError>(before == Some(after))
        }))
        .map_err(|why| why.to_string())?;
    store.close();
    Ok(said(unchanged))
}

/// Names every problem; gives the exit code and the playbook when it can be used.
fn check(dir: &Path, out: &mut impl Write) -> io::Result<(ExitCode, Option<domain::playbook::Playbook>)> {
    let files = match playbook::read_folder(dir) {
        Ok(files) => files,
        Err(error) => {
            writeln!(io::stderr(), "{error}")?;
            return Ok((ExitCode::FAILURE, None));
        }
    };
    let loaded = playbook::load(&files);
    for problem in &loaded.problems {
        writeln!(out, "{}/{problem}", dir.display())?;
    }
    if loaded.held > 0 {
        writeln!(out, "{} more not shown until these files can be read", loaded.held)?;
    }
    let (errors, warnings) = (loaded.errors(), loaded.warnings());
    match &loaded.playbook {
        Some(good) => {
            let hash = playbook::content_hash(good).unwrap_or_default();
            writeln!(
                out,
                "{} {}: {} facts, {} phrases, {} positions, {} answers, {} work types; {}; content {}",
                good.id,
                good.version,
                good.facts.len(),
                good.phrases.len(),
                good.positions.len(),
                good.answers.len(),
                good.work_types.len(),
                many(warnings, "warning"),
                hash.get(..16).unwrap_or(&hash)
            )?;
            Ok((ExitCode::SUCCESS, loaded.playbook))
        }
        None => {
            writeln!(out, "{}, {}: the playbook cannot be used", many(errors, "error"), many(warnings, "warning"))?;
            Ok((ExitCode::FAILURE, None))
        }
    }
}

/// "1 error", "2 errors".
fn many(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
