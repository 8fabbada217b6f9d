//! The copy of a sent letter in the folder of sent letters; and the check of an account for the page of settings.

use domain::letter::FolderRole;

use super::folders;
use super::response::Response;
use super::session::{Session, quoted};
use super::sink::{Folder, FolderState};
use crate::account::{Account, Failure};
use crate::limits::Limits;

/// Where the folder is made when the account has none.
const USUAL: &str = "Sent";

/// Whether the copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// Now.
    Now,
    /// It was there: put by an earlier attempt, or by the server itself.
    Before,
}

/// Puts a sent letter into the folder of sent letters, marked as seen, once: a letter of the same `Message-ID` (without angle
/// brackets) that is there already is left alone.
///
/// # Errors
/// What failed. Then it may be there or not; asking again puts it there once.
pub async fn copy_to_sent(account: &Account, limits: Limits, message_id: &str, raw: &[u8]) -> Result<Copied, Failure> {
    let mut session = Session::open(account, limits).await?;
    let found = folders::all(&mut session).await?.into_iter().find(|folder| folder.role == FolderRole::Sent);
    let folder = match found {
        Some(folder) => folder,
        None => make(&mut session).await?,
    };
    session.examine(&folder, &FolderState::default()).await?;
    let search = format!("UID SEARCH HEADER Message-ID {}", quoted(message_id)?);
    let told = session.command(&search, 0).await?.good()?;
    let copied = if told.iter().any(|one| matches!(one, Response::Search(uids) if !uids.is_empty())) {
        Copied::Before
    } else {
        session.append(&folder.wire, raw).await?;
        Copied::Now
    };
    session.log_out().await;
    Ok(copied)
}

async fn make(session: &mut Session) -> Result<Folder, Failure> {
    session.command(&format!("CREATE {}", quoted(USUAL)?), 0).await?.good()?;
    Ok(Folder { wire: USUAL.to_owned(), name: USUAL.to_owned(), role: FolderRole::Sent })
}

/// Connects, logs in and lists the folders, for whoever sets the account up.
///
/// # Errors
/// What failed, told apart.
pub async fn check(account: &Account, limits: Limits) -> Result<Vec<Folder>, Failure> {
    let mut session = Session::open(account, limits).await?;
    let found = folders::all(&mut session).await?;
    session.log_out().await;
    Ok(found)
}
