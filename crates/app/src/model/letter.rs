//! Letters received and sent, as kept.

use domain::call::Direction;
use domain::id::{EmployeeId, InteractionId, LetterId, MailboxId, ThreadId};
use domain::letter::{Bounce, Letter};
use domain::time::Time;
use serde::{Deserialize, Serialize};

use super::client::{Client, stored_names};
use super::journal::After;
use super::work::{Interaction, WorkUnit};

/// How a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    /// Received; an answer is due.
    Waiting,
    /// Received and answered by a letter.
    Answered,
    /// Received; the matter was settled by a call.
    Called,
    /// Received; no answer is needed.
    Read,
    /// Received from a machine, or imported as history: nothing is due.
    Filed,
    /// Sent with its work type.
    Sent,
    /// Sent past us, seen in the Sent folder: it counts nothing until it gets a type.
    Untyped,
}
stored_names!(LetterState {
    Waiting => "waiting", Answered => "answered", Called => "called", Read => "read", Filed => "filed",
    Sent => "sent", Untyped => "untyped",
});

/// One letter. Its words are the text of its interaction; everything of it is in its raw bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredLetter {
    /// The id.
    pub id: LetterId,
    /// The mailbox it was first seen in; `None` for an imported or a held one.
    pub mailbox: Option<MailboxId>,
    /// Whose: who has to answer it, or who sent it.
    pub employee: EmployeeId,
    /// Which way.
    pub direction: Direction,
    /// Its line on the timeline; the client stands there.
    pub interaction: InteractionId,
    /// Its thread.
    pub thread: ThreadId,
    /// `Message-ID`; empty when it has none.
    pub message_id: String,
    /// The hash of its content (`domain::letter::identity`).
    pub digest: String,
    /// When it was written; when it came, where its date cannot be believed.
    pub at: Time,
    /// When we learned of it.
    pub received: Time,
    /// The subject, decoded.
    pub subject: String,
    /// The sender's address.
    pub sender: String,
    /// Everything else that was read of it, without its texts.
    pub content: Letter,
    /// Its raw bytes in the object store.
    pub raw: String,
    /// Their number.
    pub size: i64,
    /// How it stands.
    pub state: LetterState,
    /// Seen by its employee and the director only.
    pub private: bool,
    /// Whether it is settled whose letter it is: a client's, or nobody's.
    pub matched: bool,
    /// When its answer is due.
    pub due: Option<Time>,
    /// When it was answered or closed.
    pub closed: Option<Time>,
    /// By which contact.
    pub closed_by: Option<InteractionId>,
    /// What the mail system reported about it.
    pub bounce: Option<Bounce>,
}

/// Which letters a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LetterList {
    /// Waiting for an answer, the soonest due first.
    #[default]
    Waiting,
    /// Everything, newest first.
    All,
    /// Nobody knows whose they are, oldest first.
    Unmatched,
    /// Sent without a type, oldest first.
    Untyped,
}

/// What a list of letters is asked with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LetterFilter {
    /// Which letters.
    pub list: LetterList,
    /// Letters of these employees and of shared mailboxes; `None` is everybody's.
    pub employees: Option<Vec<EmployeeId>>,
    /// Whether private letters of others are left out; the asker's own always show.
    pub private_of: Option<EmployeeId>,
    /// Stems that must all stand in subject, text or names of attachments.
    pub stems: Vec<String>,
    /// Due before, for overdue ones.
    pub due_before: Option<Time>,
    /// The page after this line.
    pub after: Option<After>,
    /// At most so many.
    pub limit: i64,
}

/// A letter as lists and threads show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterLine {
    /// The letter.
    pub letter: StoredLetter,
    /// Its interaction.
    pub interaction: Interaction,
    /// Its client.
    pub client: Option<Client>,
    /// Its counted units.
    pub units: Vec<WorkUnit>,
}
