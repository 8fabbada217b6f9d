//! The folders of an account and what they are for.

use domain::letter::FolderRole;

use super::response::{Counts, Response};
use super::session::{Session, quoted};
use super::sink::Folder;
use super::utf7;
use crate::account::Failure;

/// More folders than anybody has; the rest is not looked at.
const FOLDERS_MAX: usize = 2_000;

/// All folders that can be opened: the inbox first, then what was sent, then by name.
pub(crate) async fn all(session: &mut Session) -> Result<Vec<Folder>, Failure> {
    let command = if session.can("SPECIAL-USE") && session.can("LIST-EXTENDED") {
        "LIST \"\" \"*\" RETURN (SPECIAL-USE)"
    } else {
        "LIST \"\" \"*\""
    };
    let told = session.command(command, 1 << 20).await?.good()?;
    let mut found: Vec<Folder> = told.into_iter().filter_map(folder).take(FOLDERS_MAX).collect();
    found.sort_by(|one, other| (order(one.role), &one.wire).cmp(&(order(other.role), &other.wire)));
    found.dedup_by(|one, other| one.wire == other.wire);
    Ok(found)
}

const fn order(role: FolderRole) -> u8 {
    match role {
        FolderRole::Inbox => 0,
        FolderRole::Sent => 1,
        _ => 2,
    }
}

fn folder(response: Response) -> Option<Folder> {
    let Response::List { attributes, delimiter, wire } = response else { return None };
    let has = |name: &str| attributes.iter().any(|one| one == name);
    // A name with a line's end inside, or one that is not text, cannot be asked for.
    if has("\\noselect") || has("\\nonexistent") || wire.contains(['\r', '\n', '\0', '\u{fffd}']) {
        return None;
    }
    let name = utf7::decode(&wire);
    let role = if wire.eq_ignore_ascii_case("INBOX") {
        FolderRole::Inbox
    } else if has("\\sent") {
        FolderRole::Sent
    } else if has("\\drafts") {
        FolderRole::Drafts
    } else if has("\\junk") {
        FolderRole::Junk
    } else if has("\\trash") {
        FolderRole::Trash
    } else if has("\\all") || has("\\flagged") || has("\\important") {
        FolderRole::All
    } else {
        let last = delimiter.map_or(name.as_str(), |delimiter| name.rsplit(delimiter).next().unwrap_or(&name));
        FolderRole::usual(last)
    };
    Some(Folder { wire, name, role })
}

/// How many letters a folder has, and the numbers by which a change is seen. `None` when the server does not tell.
pub(crate) async fn counts(session: &mut Session, folder: &Folder) -> Result<Option<Counts>, Failure> {
    let mod_seq = if session.condstore() { " HIGHESTMODSEQ" } else { "" };
    let command = format!("STATUS {} (MESSAGES UNSEEN UIDNEXT UIDVALIDITY{mod_seq})", quoted(&folder.wire)?);
    let done = session.command(&command, 1 << 16).await?;
    Ok(done.told.into_iter().find_map(|one| if let Response::Counts(counts) = one { Some(counts) } else { None }))
}
