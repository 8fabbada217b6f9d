//! Letters in the making and on their way out.

use domain::id::{EmployeeId, LetterId, MailboxId, OutgoingId, PlaybookId, ThreadId, UnitId};
use domain::letter::{Address, Attachment};
use domain::time::Time;
use serde::{Deserialize, Serialize};

use super::client::stored_names;

/// How a letter on its way stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutgoingState {
    /// Being written.
    Draft,
    /// Refused by the gate on its way from a mail program: it waits for its type.
    Held,
    /// May leave, and does at its time; until then it can be taken back.
    Queued,
    /// Being handed to a mail server.
    Sending,
    /// Handed over.
    Sent,
    /// A mail server will not take it.
    Failed,
    /// Thrown away.
    Discarded,
}
stored_names!(OutgoingState {
    Draft => "draft", Held => "held", Queued => "queued", Sending => "sending", Sent => "sent", Failed => "failed",
    Discarded => "discarded",
});

/// What a letter in the making is to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// A letter of its own.
    #[default]
    New,
    /// An answer to the sender.
    Reply,
    /// An answer to everybody.
    ReplyAll,
    /// The letter passed on.
    Forward,
    /// The same letter once more.
    Again,
}
stored_names!(AnswerKind { New => "new", Reply => "reply", ReplyAll => "reply_all", Forward => "forward", Again => "again" });

/// What its author has given of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct OutgoingContent {
    /// To whom.
    pub to: Vec<Address>,
    /// Copies to.
    pub cc: Vec<Address>,
    /// Hidden copies to.
    pub bcc: Vec<Address>,
    /// The subject.
    pub subject: String,
    /// The author's words.
    pub text: String,
    /// What stands quoted under them; not the author's.
    pub quoted: String,
    /// What is attached; contents are in the object store.
    pub attachments: Vec<Attachment>,
    /// The template it was begun with.
    pub template: Option<String>,
    /// What it is to another letter.
    pub kind: AnswerKind,
    /// The letter answered, passed on or sent again.
    pub about: Option<LetterId>,
    /// The text as it was passed on, to tell what was changed.
    pub original: String,
    /// What it was, where the type is "not listed"; a note to the unit elsewhere.
    pub note: String,
    /// Points of the type's checklist that were ticked, by their places.
    pub checked: Vec<u16>,
    /// Documents made for it, by their types: each is a work unit of its own.
    pub documents: Vec<String>,
    /// Whether it is private.
    pub private: bool,
    /// `References` of the answer, oldest first.
    pub references: Vec<String>,
    /// Sending again after a mistake of one's own counts zero.
    pub own_mistake: bool,
    /// Whether a machine sends it.
    pub automatic: bool,
    /// When its author pressed Send: the moment of the work.
    pub pressed: Option<Time>,
}

/// A letter in the making or on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// The id.
    pub id: OutgoingId,
    /// Whose.
    pub employee: EmployeeId,
    /// From which mailbox.
    pub mailbox: Option<MailboxId>,
    /// How it stands.
    pub state: OutgoingState,
    /// Grows with every change.
    pub version: i64,
    /// What it says.
    pub content: OutgoingContent,
    /// The work type; never missing once it may leave.
    pub work_type: Option<String>,
    /// The playbook version the type was chosen from.
    pub playbook: Option<PlaybookId>,
    /// Its `Message-ID`, fixed from the beginning, so that a second handing over is the same letter.
    pub message_id: String,
    /// The whole letter as it came from a mail program, in the object store.
    pub raw: Option<String>,
    /// When it shall leave.
    pub send_at: Option<Time>,
    /// When it is tried next.
    pub next_try: Option<Time>,
    /// Until when a process is handing it over.
    pub lease: Option<Time>,
    /// Times tried.
    pub attempts: i64,
    /// What the mail server said last.
    pub error: Option<String>,
    /// The thread it belongs to.
    pub thread: Option<ThreadId>,
    /// The letter it became.
    pub letter: Option<LetterId>,
    /// The work unit it was credited as.
    pub unit: Option<UnitId>,
    /// When it was begun.
    pub created: Time,
    /// When it was last changed.
    pub changed: Time,
}

impl Outgoing {
    /// A letter just begun: a draft with nothing but what it says.
    #[must_use]
    pub fn begun(
        id: OutgoingId,
        employee: EmployeeId,
        mailbox: Option<MailboxId>,
        message_id: String,
        content: OutgoingContent,
        now: Time,
    ) -> Self {
        Self {
            id,
            employee,
            mailbox,
            state: OutgoingState::Draft,
            version: 1,
            content,
            work_type: None,
            playbook: None,
            message_id,
            raw: None,
            send_at: None,
            next_try: None,
            lease: None,
            attempts: 0,
            error: None,
            thread: None,
            letter: None,
            unit: None,
            created: now,
            changed: now,
        }
    }
}
