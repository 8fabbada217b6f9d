//! The selected folder: what is in it, and its letters.

use std::ops::RangeInclusive;

use super::response::{Body, Fetch, Kind, Response};
use super::session::{Session, quoted, set_of};
use super::sink::{Fetched, Flags, Folder, FolderState};
use crate::account::{Failure, Trouble};

/// A folder as it was when it was opened.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    pub(crate) uid_validity: u32,
    /// 0 where the server does not tell.
    pub(crate) uid_next: u32,
    /// 0 where the server has none.
    pub(crate) mod_seq: u64,
    /// What changed since the known state; `None` when the server was not asked or could not tell.
    pub(crate) changes: Option<Changes>,
}

/// What changed.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) vanished: Vec<RangeInclusive<u32>>,
    pub(crate) flags: Vec<(u32, Flags)>,
}

/// A letter as the server gave it.
pub(crate) enum Given {
    Letter(Fetched),
    /// Not kept for its size, bytes.
    Skipped(u32, u64),
}

impl Session {
    /// Opens a folder for reading only. With QRESYNC the changes since `state` come along.
    pub(crate) async fn examine(&mut self, folder: &Folder, state: &FolderState) -> Result<Opened, Failure> {
        let ask = self.qresync && state.mod_seq > 0 && state.uid_validity > 0;
        let parameter = if ask {
            format!(" (QRESYNC ({} {}))", state.uid_validity, state.mod_seq)
        } else if self.condstore() {
            " (CONDSTORE)".to_owned()
        } else {
            String::new()
        };
        self.exists = None;
        let told = self.command(&format!("EXAMINE {}{parameter}", quoted(&folder.wire)?), 0).await?.good()?;
        self.news = false;
        let mut opened = Opened::default();
        let mut changes = Changes::default();
        for response in told {
            match response {
                Response::Untagged(status) if status.kind == Kind::Ok => {
                    let mut words = status.code.split_ascii_whitespace();
                    let word = words.next().unwrap_or_default().to_ascii_uppercase();
                    let number = words.next().and_then(|word| word.parse::<u64>().ok()).unwrap_or_default();
                    let small = u32::try_from(number).unwrap_or_default();
                    match word.as_str() {
                        "UIDVALIDITY" => opened.uid_validity = small,
                        "UIDNEXT" => opened.uid_next = small,
                        "HIGHESTMODSEQ" => opened.mod_seq = number,
                        _ => {}
                    }
                }
                Response::Vanished { uids, .. } => changes.vanished.extend(uids),
                Response::Fetch(Fetch { uid: Some(uid), flags: Some(flags), .. }) => changes.flags.push((uid, flags)),
                _ => {}
            }
        }
        // Taken for an empty folder, it would lose all its places.
        if self.exists.is_none() {
            return Err(Failure::new(Trouble::Nonsense, "the server does not say how many letters there are"));
        }
        if opened.uid_validity == 0 {
            return Err(Failure::new(Trouble::Said, "the folder has no lasting UIDs"));
        }
        if ask && opened.uid_validity == state.uid_validity && opened.mod_seq > 0 {
            opened.changes = Some(changes);
        }
        Ok(opened)
    }

    /// The UIDs that are there, within a range, ascending.
    pub(crate) async fn uids(&mut self, from: u32, to: Option<u32>) -> Result<Vec<u32>, Failure> {
        if self.exists == Some(0) {
            return Ok(Vec::new());
        }
        let end = to.map_or_else(|| "*".to_owned(), |to| to.to_string());
        let told = self.command(&format!("UID SEARCH UID {from}:{end}"), 0).await?.good()?;
        let mut uids = Vec::new();
        for response in told {
            if let Response::Search(found) = response {
                uids.extend(found);
            }
        }
        // `9:*` finds the last letter also when its UID is lower.
        uids.retain(|uid| *uid >= from.max(1) && to.is_none_or(|to| *uid <= to));
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// The sizes of letters, as the server says them.
    pub(crate) async fn sizes(&mut self, uids: &[u32]) -> Result<Vec<(u32, u64)>, Failure> {
        let told = self.command(&format!("UID FETCH {} (UID RFC822.SIZE)", set_of(uids)), 0).await?.told;
        let sizes = told.into_iter().filter_map(|one| match one {
            Response::Fetch(Fetch { uid: Some(uid), size: Some(size), .. }) => Some((uid, size)),
            _ => None,
        });
        Ok(sizes.collect())
    }

    /// The flags of a range of UIDs; only changed ones where `since` is not 0.
    pub(crate) async fn flags(&mut self, from: u32, to: u32, since: u64) -> Result<Vec<(u32, Flags)>, Failure> {
        if self.exists == Some(0) {
            return Ok(Vec::new());
        }
        let since = if since > 0 { format!(" (CHANGEDSINCE {since})") } else { String::new() };
        let told = self.command(&format!("UID FETCH {from}:{to} (UID FLAGS){since}"), 0).await?.good()?;
        let flags = told.into_iter().filter_map(|one| match one {
            Response::Fetch(Fetch { uid: Some(uid), flags: Some(flags), .. }) => Some((uid, flags)),
            _ => None,
        });
        Ok(flags.collect())
    }

    /// Letters, of at most this many bytes altogether; and the words of the server when it did not give all.
    pub(crate) async fn letters(&mut self, uid_validity: u32, uids: &[u32], bytes: u64) -> Result<(Vec<Given>, String), Failure> {
        let command = format!("UID FETCH {} (UID FLAGS INTERNALDATE BODY.PEEK[])", set_of(uids));
        let done = self.command(&command, bytes).await?;
        let mut given = Vec::new();
        for response in done.told {
            let Response::Fetch(Fetch { uid: Some(uid), flags, date, body: Some(body), .. }) = response else { continue };
            // What was not asked for is not taken.
            if !uids.contains(&uid) {
                continue;
            }
            given.push(match body {
                Body::Bytes(raw) => {
                    Given::Letter(Fetched { uid_validity, uid, raw, flags: flags.unwrap_or_default(), internal_date: date })
                }
                Body::Skipped(size) => Given::Skipped(uid, size),
            });
        }
        Ok((given, done.status.text))
    }
}
