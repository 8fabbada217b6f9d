//! `yellowsheet import`: brings letters of files into the office: EML, mbox, Maildir, and folders of these.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use app::error::AppError;
use clap::Args;
use domain::id::EmployeeId;
use domain::letter::FolderRole;
use mail::files::letters;
use store::{DatabaseUrl, StoreError};
use thiserror::Error;

use super::serve::{Serve, office_state};
use crate::letters::{Bring, keep_file};

/// Letters of one transaction.
const AT_ONCE: usize = 200;

/// `yellowsheet import ...`
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// EML or mbox files, Maildirs, or folders with any of these in them.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Whose letters they are, by the login; the first director's without it.
    #[arg(long)]
    pub to: Option<String>,
    /// Letters that came lately wait for an answer; without it all of them are history.
    #[arg(long)]
    pub waiting: bool,
    /// The folder of everything the office keeps.
    #[arg(long, env = "YELLOWSHEET_DATA", default_value = "data")]
    pub data: PathBuf,
    /// The database, when it is not the file in the data folder.
    #[arg(long, env = "YELLOWSHEET_DATABASE")]
    pub database: Option<DatabaseUrl>,
}

/// Why letters could not be brought in.
#[derive(Debug, Error)]
enum Failed {
    #[error("the database is in use by the running program: stop it first, or bring the files in on the page of mailboxes")]
    Busy,
    #[error("{0}")]
    Open(String),
    #[error("there is no account with the login \"{0}\"; see the page of people")]
    NoLogin(String),
    #[error("the office is not set up yet: start the program and open its first page")]
    NoOffice,
    #[error("letters could not be kept: {0}; what was read before is kept, the same command goes on")]
    Keep(#[from] AppError),
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Runs the command.
pub(crate) fn run(command: &Import) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(why) => return refused(&Failed::Io(why)),
    };
    match runtime.block_on(import(command)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(why) => refused(&why),
    }
}

fn refused(why: &Failed) -> ExitCode {
    let _ = writeln!(io::stderr(), "yellowsheet import: {why}");
    ExitCode::FAILURE
}

/// Brings everything in; `false` when something could not be read.
async fn import(command: &Import) -> Result<bool, Failed> {
    let serve = Serve::of(command.data.clone(), command.database.clone());
    let state = office_state(&serve).await.map_err(|why| match why {
        StoreError::Busy(_) => Failed::Busy,
        why => Failed::Open(why.to_string()),
    })?;
    let employee = whose(&state, command.to.clone()).await?;
    let (mut read, mut new, mut bad) = (0_usize, 0_usize, 0_usize);
    let mut batch: Vec<Bring> = Vec::new();
    let mut errors = io::stderr();
    for path in &command.paths {
        if !path.exists() {
            writeln!(errors, "{}: there is no such file or folder", path.display())?;
            bad += 1;
            continue;
        }
        for found in letters(path) {
            match found {
                Ok(found) => {
                    read += 1;
                    let last = found.folder.rsplit(['/', '.']).next().unwrap_or_default();
                    batch.push(Bring {
                        raw: found.raw,
                        place: None,
                        sent_folder: FolderRole::usual(last) == FolderRole::Sent,
                        history: !command.waiting,
                        internal_date: None,
                    });
                }
                Err(why) => {
                    bad += 1;
                    writeln!(errors, "{why}")?;
                }
            }
            if batch.len() >= AT_ONCE {
                new += keep_file(&state, employee, std::mem::take(&mut batch)).await?;
                writeln!(errors, "{read} read, {new} new")?;
            }
        }
    }
    new += keep_file(&state, employee, batch).await?;
    writeln!(io::stdout(), "{read} letters read, {new} of them new, {bad} could not be read")?;
    let (store, ids) = (state.store.clone(), std::sync::Arc::clone(&state.ids));
    drop(state);
    ids.release(&store, super::serve::now()).await?;
    tokio::task::spawn_blocking(move || store.close()).await.map_err(io::Error::other)?;
    Ok(bad == 0)
}

async fn whose(state: &web::AppState, login: Option<String>) -> Result<EmployeeId, Failed> {
    let people = state
        .read(|tx| {
            if tx.office()?.is_none() {
                return Ok(None);
            }
            Ok(Some(tx.employees()?))
        })
        .await?
        .ok_or(Failed::NoOffice)?;
    let found = match &login {
        Some(login) => people.iter().find(|one| one.login == login.to_lowercase()),
        None => people.iter().find(|one| one.active && one.roles.has(domain::rights::Role::Director)),
    };
    found.map(|one| one.id).ok_or_else(|| Failed::NoLogin(login.unwrap_or_default()))
}
