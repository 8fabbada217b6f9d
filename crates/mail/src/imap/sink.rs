//! What the engine asks of whoever keeps the letters.

use std::future::Future;

use domain::letter::FolderRole;
use domain::time::Time;

use crate::account::Failure;

/// A folder of the account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Folder {
    /// Its name as the server writes it (modified UTF-7): the key under which its state and places are kept.
    pub wire: String,
    /// Its name for people.
    pub name: String,
    /// What it is for.
    pub role: FolderRole,
}

/// How far a folder is read. The letters of UIDs `low..=high` are stored, skipped or in quarantine; lower ones wait for the first
/// import, higher ones are new. Default: nothing is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FolderState {
    /// UIDVALIDITY the other numbers belong to.
    pub uid_validity: u32,
    /// The lowest UID read; 1 when the first import is complete.
    pub low: u32,
    /// The highest UID read; 0 when none is.
    pub high: u32,
    /// The highest MODSEQ up to which flags are known; 0 when the server has none or they are not known yet.
    pub mod_seq: u64,
}

impl FolderState {
    /// Whether the first import is complete.
    #[must_use]
    pub const fn complete(&self) -> bool {
        self.low == 1
    }
}

/// What the sink has of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// As last given to [`Sink::state`]; the default for a folder never seen.
    pub state: FolderState,
    /// How many places it has in the folder: stored, skipped and in quarantine.
    pub places: u64,
}

/// The flags of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "flags are what they are")]
pub struct Flags {
    /// `\Seen`
    pub seen: bool,
    /// `\Answered`
    pub answered: bool,
    /// `\Flagged`
    pub flagged: bool,
    /// `\Draft`
    pub draft: bool,
    /// `\Deleted`
    pub deleted: bool,
    /// `$Forwarded`
    pub forwarded: bool,
}

/// A letter read from the server.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    /// UIDVALIDITY of its folder.
    pub uid_validity: u32,
    /// Its UID.
    pub uid: u32,
    /// As it is on the server, byte by byte.
    pub raw: Vec<u8>,
    /// Its flags at that moment.
    pub flags: Flags,
    /// When it came into the mailbox (INTERNALDATE), where the server says so.
    pub internal_date: Option<Time>,
}

impl std::fmt::Debug for Fetched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A letter is nobody's business in a log.
        f.debug_struct("Fetched").field("uid", &self.uid).field("bytes", &self.raw.len()).finish_non_exhaustive()
    }
}

/// Why a letter was put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quarantined {
    /// Bigger than the limit; not read.
    TooBig {
        /// Its size, bytes, as the server says.
        size: u64,
    },
    /// The sink refused it twice.
    NotStored {
        /// The letter.
        letter: Fetched,
        /// What the sink said.
        why: String,
    },
    /// The server has it and does not give it.
    NotGiven {
        /// What the server said.
        why: String,
    },
}

/// How much of the first import of an account is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Letters read, over all folders.
    pub done: u64,
    /// Letters there are, over all folders, as the server counts them.
    pub total: u64,
}

/// What the engine is doing, for the page of the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Connecting and logging in.
    Connecting,
    /// The first import of a folder goes on.
    Importing {
        /// The folder's name for people.
        folder: String,
        /// Over the whole account.
        progress: Progress,
    },
    /// Everything is read; new letters come at once (`idle`) or at the next poll.
    Live {
        /// Whether the server tells of new letters by itself.
        idle: bool,
    },
    /// A folder was passed over this time.
    PassedOver {
        /// The folder's name for people.
        folder: String,
        /// Why.
        failure: Failure,
    },
    /// Something failed; tried again after a while.
    Waiting {
        /// What failed.
        failure: Failure,
        /// How long it waits, seconds.
        seconds: u64,
    },
}

/// Why the sink did not take something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SinkError {
    /// A letter cannot be taken: the others are tried without it, and after a second failure it goes into quarantine.
    #[error("the letter cannot be stored: {0}")]
    Letter(String),
    /// Nothing can be taken now (the disk is full, the database is away): tried again later, nothing goes into quarantine.
    #[error("the storage is away: {0}")]
    Away(String),
}

/// Where letters go. Every method is durable when it returns `Ok`. Everything may be repeated after a break and then changes nothing.
///
/// Implementations may write `async fn`; the futures must be `Send`.
pub trait Sink: Send + Sync {
    /// The folders of the account that are synchronised, at each look. A folder that is kept and no longer among them has gone
    /// from the server (deleted or renamed): its places have disappeared, the letters stay.
    fn folders(&self, folders: &[Folder]) -> impl Future<Output = Result<(), SinkError>> + Send;

    /// What is known of a folder.
    fn known(&self, folder: &Folder) -> impl Future<Output = Result<Known, SinkError>> + Send;

    /// The UIDs of all places in a folder (stored, skipped and in quarantine), in any order. Asked only when the counts differ or the
    /// server cannot say what changed.
    fn uids(&self, folder: &Folder) -> impl Future<Output = Result<Vec<u32>, SinkError>> + Send;

    /// Stores letters, all or none, a place for each. A letter that is already there (by its identity) only gets another place; a
    /// place that is already there stays as it is.
    fn store(&self, folder: &Folder, letters: Vec<Fetched>) -> impl Future<Output = Result<(), SinkError>> + Send;

    /// Puts a letter aside, with its place, so that it is not asked for again.
    fn quarantine(&self, folder: &Folder, uid: u32, what: Quarantined) -> impl Future<Output = Result<(), SinkError>> + Send;

    /// Flags as they are now; UIDs without a place are passed over.
    fn flags(&self, folder: &Folder, flags: Vec<(u32, Flags)>) -> impl Future<Output = Result<(), SinkError>> + Send;

    /// These places have disappeared; the letters stay. UIDs without a place are passed over.
    fn gone(&self, folder: &Folder, uids: &[u32]) -> impl Future<Output = Result<(), SinkError>> + Send;

    /// UIDVALIDITY changed, or the mailbox went back to an older copy of itself: all places of the folder are forgotten and its state
    /// is the default again; the letters stay and will be recognised when they are read anew.
    fn forget(&self, folder: &Folder) -> impl Future<Output = Result<(), SinkError>> + Send;

    /// How far the folder is read from now on; given after the letters concerned are stored.
    fn state(&self, folder: &Folder, state: FolderState) -> impl Future<Output = Result<(), SinkError>> + Send;

    /// What is being done; for the eyes only, and it need not be durable.
    fn step(&self, step: Step) -> impl Future<Output = ()> + Send;
}
