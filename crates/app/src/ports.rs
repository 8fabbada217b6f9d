//! What the use cases ask of a store: one open transaction, as traits by subject. Only the store knows SQL.
//!
//! Every method works inside the transaction it was given; an error rolls the whole transaction back.

use domain::call::CallEvent;
use domain::id::{
    CallId, ChannelId, ClientId, EmployeeId, EventId, FactId, InteractionId, LetterId, MailboxId, MergeId, OutgoingId, PersonId,
    PromiseId, QuarantineId, SheetId, ThreadId, UnitId,
};
use domain::letter::Identity;
use domain::time::Time;

use crate::error::StoreError;
use crate::model::call::Call;
use crate::model::client::{Channel, Client, Fact, FactState, FoundClient, Merge, MovedRows, Person, Promise};
use crate::model::journal::{After, JournalFilter, JournalLine, LiveEvent, TimelineItem};
use crate::model::letter::{LetterFilter, LetterLine, StoredLetter};
use crate::model::mailbox::{MailPlace, Mailbox, Quarantined};
use crate::model::office::{InstalledPlaybook, Office, OpenQuestion, PhraseCount};
use crate::model::outgoing::Outgoing;
use crate::model::people::{Employee, Invitation, Session};
use crate::model::sheet::Sheet;
use crate::model::work::{Interaction, UnitState, WorkUnit};

/// What a port gives.
pub type Kept<T> = Result<T, StoreError>;

/// One open transaction with everything in it.
pub trait Tx:
    OfficePort + PeoplePort + ClientPort + CallPort + WorkPort + LetterPort + OutgoingPort + MailboxPort + LivePort + NodePort
{
}
impl<
    T: OfficePort + PeoplePort + ClientPort + CallPort + WorkPort + LetterPort + OutgoingPort + MailboxPort + LivePort + NodePort,
> Tx for T
{
}

/// The office, its playbook versions and their counts.
pub trait OfficePort {
    /// The office; `None` before it was set up.
    fn office(&mut self) -> Kept<Option<Office>>;
    /// Keeps the office's settings whole.
    fn put_office(&mut self, office: &Office) -> Kept<()>;

    /// The version in force: the newest one installed, with its content.
    fn playbook(&mut self) -> Kept<Option<InstalledPlaybook>>;
    /// The id of the version in force, to know whether a copy in memory is still good.
    fn playbook_id(&mut self) -> Kept<Option<domain::id::PlaybookId>>;
    /// One version by its id, with its content.
    fn playbook_by_id(&mut self, id: domain::id::PlaybookId) -> Kept<Option<InstalledPlaybook>>;
    /// Every version, newest first, with empty content.
    fn playbooks(&mut self) -> Kept<Vec<InstalledPlaybook>>;
    /// Adds a version.
    fn add_playbook(&mut self, playbook: &InstalledPlaybook) -> Kept<()>;

    /// The counts of all phrase variants.
    fn phrase_counts(&mut self) -> Kept<Vec<PhraseCount>>;
    /// Adds to a variant's counts (negative on undo).
    fn count_phrase(&mut self, variant: &str, said: i64, learned: i64) -> Kept<()>;

    /// Keeps a question no answer covered.
    fn add_question(&mut self, question: &OpenQuestion) -> Kept<()>;
    /// Open questions, newest first.
    fn questions(&mut self, limit: i64) -> Kept<Vec<OpenQuestion>>;
    /// Takes a question off the list; `false` when it was gone.
    fn remove_question(&mut self, id: domain::id::QuestionId) -> Kept<bool>;
}

/// Employees, sessions, invitations.
pub trait PeoplePort {
    /// One employee.
    fn employee(&mut self, id: EmployeeId) -> Kept<Option<Employee>>;
    /// Every employee, by surname; closed accounts too.
    fn employees(&mut self) -> Kept<Vec<Employee>>;
    /// The employee of a login (folded) and the password's PHC string.
    fn employee_by_login(&mut self, login: &str) -> Kept<Option<(Employee, String)>>;
    /// The open account with this extension.
    fn employee_by_extension(&mut self, extension: &str) -> Kept<Option<Employee>>;
    /// Adds an employee with a password's PHC string; a login in use is a constraint error.
    fn add_employee(&mut self, employee: &Employee, password: &str) -> Kept<()>;
    /// Keeps an employee whole, the password aside.
    fn put_employee(&mut self, employee: &Employee) -> Kept<()>;
    /// The password's PHC string of an employee.
    fn password(&mut self, id: EmployeeId) -> Kept<Option<String>>;
    /// Sets the password's PHC string.
    fn set_password(&mut self, id: EmployeeId, password: &str) -> Kept<()>;

    /// Adds a session.
    fn add_session(&mut self, session: &Session) -> Kept<()>;
    /// A session with its employee, by the key.
    fn session(&mut self, key: &str) -> Kept<Option<(Session, Employee)>>;
    /// Marks a session as used.
    fn touch_session(&mut self, key: &str, seen: Time, expires: Time) -> Kept<()>;
    /// An employee's sessions, newest first.
    fn sessions(&mut self, employee: EmployeeId) -> Kept<Vec<Session>>;
    /// Ends one session.
    fn remove_session(&mut self, key: &str) -> Kept<()>;
    /// Ends every session of an employee but `keep`.
    fn remove_sessions(&mut self, employee: EmployeeId, keep: Option<&str>) -> Kept<()>;
    /// Removes sessions that ended before `now`; gives how many.
    fn remove_expired_sessions(&mut self, now: Time) -> Kept<u64>;

    /// Adds an invitation.
    fn add_invitation(&mut self, invitation: &Invitation) -> Kept<()>;
    /// An invitation by its key.
    fn invitation(&mut self, key: &str) -> Kept<Option<Invitation>>;
    /// Invitations not used, newest first.
    fn invitations(&mut self) -> Kept<Vec<Invitation>>;
    /// Marks an invitation as used; `false` when it already was.
    fn use_invitation(&mut self, key: &str, by: EmployeeId) -> Kept<bool>;
    /// Removes an invitation.
    fn remove_invitation(&mut self, key: &str) -> Kept<()>;
}

/// What a search for clients looks for; made by the use case with `domain::text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientQuery {
    /// All parts must be found, each anywhere in a word of the client's name or its people's names, or in an e-mail.
    /// Parts are folded (`domain::text::fold`), two letters or longer; shorter parts match word beginnings only.
    Words(Vec<String>),
    /// A run of digits anywhere in one of its numbers (or its tax number), three digits or longer.
    Digits(String),
}

/// Clients, people, phones, facts, promises, merges.
pub trait ClientPort {
    /// One client, removed and merged ones too.
    fn client(&mut self, id: ClientId) -> Kept<Option<Client>>;
    /// Adds a client. Names are made findable by this and the methods below.
    fn add_client(&mut self, client: &Client) -> Kept<()>;
    /// Keeps a client whole.
    fn put_client(&mut self, client: &Client) -> Kept<()>;
    /// Moves the latest contact forward (never back).
    fn touch_client(&mut self, id: ClientId, at: Time) -> Kept<()>;
    /// Clients found, the most recently contacted first; removed and merged ones are left out.
    fn find_clients(&mut self, query: &ClientQuery, limit: i64) -> Kept<Vec<FoundClient>>;
    /// The clients list, the most recently contacted first, paged.
    fn list_clients(&mut self, after: Option<After>, limit: i64) -> Kept<Vec<FoundClient>>;
    /// Clients with exactly this number or address, most recently contacted first, each with the person it belongs to.
    fn clients_by_channel(&mut self, value: &str, limit: i64) -> Kept<Vec<(Client, Option<Person>)>>;
    /// Clients with an e-mail address at this domain, most recently contacted first.
    fn clients_by_domain(&mut self, domain: &str, limit: i64) -> Kept<Vec<Client>>;
    /// Clients with exactly this tax number or this folded name, but `not`.
    fn clients_like(&mut self, inn: Option<&str>, folded_name: &str, not: ClientId, limit: i64) -> Kept<Vec<Client>>;

    /// People of a client, newest first, removed ones left out.
    fn people(&mut self, client: ClientId) -> Kept<Vec<Person>>;
    /// One person.
    fn person(&mut self, id: PersonId) -> Kept<Option<Person>>;
    /// Adds a person.
    fn add_person(&mut self, person: &Person) -> Kept<()>;
    /// Keeps a person whole.
    fn put_person(&mut self, person: &Person) -> Kept<()>;

    /// Phones and addresses of a client, removed ones left out.
    fn channels(&mut self, client: ClientId) -> Kept<Vec<Channel>>;
    /// Adds a phone or an address.
    fn add_channel(&mut self, channel: &Channel) -> Kept<()>;
    /// Keeps a phone or an address whole.
    fn put_channel(&mut self, channel: &Channel) -> Kept<()>;
    /// One phone or address.
    fn channel(&mut self, id: ChannelId) -> Kept<Option<Channel>>;

    /// Facts of a client, newest first: all rows or only known and refused ones.
    fn facts(&mut self, client: ClientId, history: bool) -> Kept<Vec<Fact>>;
    /// Adds a fact.
    fn add_fact(&mut self, fact: &Fact) -> Kept<()>;
    /// Changes what a fact's row says.
    fn set_fact_state(&mut self, id: FactId, state: FactState) -> Kept<()>;

    /// One promise.
    fn promise(&mut self, id: PromiseId) -> Kept<Option<Promise>>;
    /// Open promises of a client, soonest first.
    fn promises_of_client(&mut self, client: ClientId) -> Kept<Vec<Promise>>;
    /// Open promises of an employee, soonest first, those without a time last.
    fn promises_of_employee(&mut self, employee: EmployeeId, limit: i64) -> Kept<Vec<Promise>>;
    /// Adds a promise.
    fn add_promise(&mut self, promise: &Promise) -> Kept<()>;
    /// Keeps a promise whole.
    fn put_promise(&mut self, promise: &Promise) -> Kept<()>;

    /// Gives every row of `lost` to `kept` and says which rows those were.
    fn move_rows(&mut self, lost: ClientId, kept: ClientId) -> Kept<MovedRows>;
    /// Gives exactly these rows to `client`.
    fn give_rows(&mut self, rows: &MovedRows, client: ClientId) -> Kept<()>;
    /// Adds a merge.
    fn add_merge(&mut self, merge: &Merge) -> Kept<()>;
    /// One merge.
    fn merge(&mut self, id: MergeId) -> Kept<Option<Merge>>;
    /// Merges a client took part in, newest first.
    fn merges(&mut self, client: ClientId) -> Kept<Vec<Merge>>;
    /// Marks a merge as undone.
    fn undo_merge(&mut self, id: MergeId, at: Time) -> Kept<()>;
}

/// Calls, their events, yellow sheets, the journal.
pub trait CallPort {
    /// Keeps an event; `false` when the very same event was already kept.
    fn add_call_event(&mut self, event: &CallEvent, received: Time) -> Kept<bool>;
    /// All events of a call.
    fn call_events(&mut self, key: &str) -> Kept<Vec<CallEvent>>;
    /// One call.
    fn call(&mut self, id: CallId) -> Kept<Option<Call>>;
    /// The call of a key.
    fn call_by_key(&mut self, key: &str) -> Kept<Option<Call>>;
    /// The call whose key is the last in the order of bytes from `from` up to `until`.
    fn last_call_between(&mut self, from: &str, until: &str) -> Kept<Option<Call>>;
    /// Adds a call.
    fn add_call(&mut self, call: &Call) -> Kept<()>;
    /// Keeps a call whole.
    fn put_call(&mut self, call: &Call) -> Kept<()>;
    /// Whether somebody talked with this number in a call that started after `after`.
    fn talked_since(&mut self, number: &str, after: Time) -> Kept<bool>;
    /// Calls not over that started after `since`, oldest first; of very many, as from a source that never says that a call is over,
    /// the newest hundred.
    fn running_calls(&mut self, since: Time) -> Kept<Vec<Call>>;

    /// One sheet.
    fn sheet(&mut self, id: SheetId) -> Kept<Option<Sheet>>;
    /// The sheets of a call.
    fn sheets_of_call(&mut self, call: CallId) -> Kept<Vec<Sheet>>;
    /// An employee's sheets in work, oldest first.
    fn open_sheets(&mut self, employee: EmployeeId) -> Kept<Vec<Sheet>>;
    /// Sheets in work opened before `before`, oldest first: of these employees, or of everybody.
    fn stale_sheets(&mut self, employees: Option<&[EmployeeId]>, before: Time, limit: i64) -> Kept<Vec<Sheet>>;
    /// Adds a sheet.
    fn add_sheet(&mut self, sheet: &Sheet) -> Kept<()>;
    /// Keeps a sheet whole.
    fn put_sheet(&mut self, sheet: &Sheet) -> Kept<()>;

    /// The journal of calls.
    fn journal(&mut self, filter: &JournalFilter) -> Kept<Vec<JournalLine>>;
}

/// Interactions and work units.
pub trait WorkPort {
    /// One interaction.
    fn interaction(&mut self, id: InteractionId) -> Kept<Option<Interaction>>;
    /// Adds an interaction and makes its text findable.
    fn add_interaction(&mut self, interaction: &Interaction) -> Kept<()>;
    /// Keeps an interaction whole and its text findable.
    fn put_interaction(&mut self, interaction: &Interaction) -> Kept<()>;
    /// A client's timeline, newest first, undone contacts left out: the page after a line, with all `stems` in the text.
    fn timeline(&mut self, client: ClientId, stems: &[String], after: Option<After>, limit: i64) -> Kept<Vec<TimelineItem>>;
    /// How many contacts a client has, undone ones left out, other than `not`.
    fn count_interactions(&mut self, client: ClientId, not: Option<InteractionId>) -> Kept<i64>;

    /// One work unit.
    fn unit(&mut self, id: UnitId) -> Kept<Option<WorkUnit>>;
    /// Adds a work unit.
    fn add_unit(&mut self, unit: &WorkUnit) -> Kept<()>;
    /// Changes how a unit stands.
    fn set_unit_state(&mut self, id: UnitId, state: UnitState) -> Kept<()>;
    /// The units of a sheet, all versions, oldest first.
    fn units_of_sheet(&mut self, sheet: SheetId) -> Kept<Vec<WorkUnit>>;
    /// Counted units of an employee in a period, oldest first.
    fn units_of_employee(&mut self, employee: EmployeeId, from: Time, until: Time) -> Kept<Vec<WorkUnit>>;
    /// How many counted units of a type credit something for calls with a number (without one: the employee's own calls
    /// without a number) that started in a period.
    fn count_credited(
        &mut self,
        work_type: &str,
        number: Option<&str>,
        employee: EmployeeId,
        from: Time,
        until: Time,
    ) -> Kept<i64>;
    /// Credited seconds in a period by employee; of these employees, or of everybody.
    fn output(&mut self, employees: Option<&[EmployeeId]>, from: Time, until: Time) -> Kept<Vec<(EmployeeId, i64)>>;
}

/// Letters received and sent.
pub trait LetterPort {
    /// One letter.
    fn letter(&mut self, id: LetterId) -> Kept<Option<StoredLetter>>;
    /// The letter of an identity.
    fn letter_by_identity(&mut self, identity: &Identity) -> Kept<Option<StoredLetter>>;
    /// Letters with this `Message-ID`, oldest first.
    fn letters_by_message_id(&mut self, message_id: &str) -> Kept<Vec<StoredLetter>>;
    /// The letter of a line of a timeline.
    fn letter_of_interaction(&mut self, id: InteractionId) -> Kept<Option<StoredLetter>>;
    /// Adds a letter.
    fn add_letter(&mut self, letter: &StoredLetter) -> Kept<()>;
    /// Keeps a letter whole.
    fn put_letter(&mut self, letter: &StoredLetter) -> Kept<()>;
    /// The letters of a thread, oldest first.
    fn letters_of_thread(&mut self, thread: ThreadId) -> Kept<Vec<StoredLetter>>;
    /// A list of letters.
    fn letters(&mut self, filter: &LetterFilter) -> Kept<Vec<LetterLine>>;
    /// Letters received from an address and waiting for an answer, oldest first.
    fn waiting_from(&mut self, sender: &str) -> Kept<Vec<StoredLetter>>;
    /// Letters with this sender of which nobody has said whose they are, oldest first.
    fn unmatched_from(&mut self, sender: &str) -> Kept<Vec<StoredLetter>>;
    /// Letters of a client waiting for an answer, oldest first.
    fn waiting_of_client(&mut self, client: ClientId) -> Kept<Vec<StoredLetter>>;

    /// The threads that know any of these message ids, each once, oldest first.
    fn threads_of(&mut self, message_ids: &[String]) -> Kept<Vec<ThreadId>>;
    /// Makes a thread known by these message ids.
    fn add_references(&mut self, thread: ThreadId, message_ids: &[String]) -> Kept<()>;
    /// Gives everything of thread `lost` to `kept`.
    fn join_threads(&mut self, lost: ThreadId, kept: ThreadId) -> Kept<()>;
    /// The newest thread of a client whose subject has this base and whose last letter came after `since`.
    fn thread_by_subject(&mut self, client: ClientId, base: &str, since: Time) -> Kept<Option<ThreadId>>;
    /// Counted units of letters of a thread, oldest first.
    fn units_of_thread(&mut self, thread: ThreadId) -> Kept<Vec<WorkUnit>>;

    /// Notes where a letter was seen.
    fn add_place(&mut self, place: &MailPlace, letter: LetterId) -> Kept<()>;
    /// The letter seen at a place.
    fn letter_at(&mut self, place: &MailPlace) -> Kept<Option<LetterId>>;
    /// The uids of a folder's places, also of letters that could not be read, in any order.
    fn place_uids(&mut self, mailbox: MailboxId, folder: &str) -> Kept<Vec<i64>>;
    /// How many places a folder has.
    fn count_places(&mut self, mailbox: MailboxId, folder: &str) -> Kept<i64>;
    /// Forgets places of a folder: those with these uids.
    fn remove_places(&mut self, mailbox: MailboxId, folder: &str, uids: &[i64]) -> Kept<()>;
    /// Forgets all places of a folder.
    fn forget_places(&mut self, mailbox: MailboxId, folder: &str) -> Kept<()>;
}

/// Letters in the making and on their way out.
pub trait OutgoingPort {
    /// One of them.
    fn outgoing(&mut self, id: OutgoingId) -> Kept<Option<Outgoing>>;
    /// The one with this `Message-ID`.
    fn outgoing_by_message_id(&mut self, message_id: &str) -> Kept<Option<Outgoing>>;
    /// Adds one.
    fn add_outgoing(&mut self, outgoing: &Outgoing) -> Kept<()>;
    /// Keeps one whole.
    fn put_outgoing(&mut self, outgoing: &Outgoing) -> Kept<()>;
    /// Those of an employee that are not over, the last changed first.
    fn open_outgoing(&mut self, employee: EmployeeId, limit: i64) -> Kept<Vec<Outgoing>>;
    /// Those in the making in a thread.
    fn outgoing_of_thread(&mut self, thread: ThreadId) -> Kept<Vec<Outgoing>>;
    /// Those to be handed over now, the longest waiting first: queued ones whose time has come, and ones whose process is gone.
    fn due_outgoing(&mut self, now: Time, limit: i64) -> Kept<Vec<Outgoing>>;
    /// When the next one is to be handed over.
    fn next_outgoing(&mut self) -> Kept<Option<Time>>;
    /// Notes that a machine answers this address on this day; `false` when one already did.
    fn note_auto_answer(&mut self, address: &str, day: &str) -> Kept<bool>;
}

/// Mailboxes and how far they have been read.
pub trait MailboxPort {
    /// One mailbox.
    fn mailbox(&mut self, id: MailboxId) -> Kept<Option<Mailbox>>;
    /// The mailbox of an address.
    fn mailbox_by_email(&mut self, email: &str) -> Kept<Option<Mailbox>>;
    /// Every mailbox, by address.
    fn mailboxes(&mut self) -> Kept<Vec<Mailbox>>;
    /// Adds a mailbox; an address in use is a constraint error.
    fn add_mailbox(&mut self, mailbox: &Mailbox) -> Kept<()>;
    /// Keeps a mailbox whole.
    fn put_mailbox(&mut self, mailbox: &Mailbox) -> Kept<()>;
    /// The folders of a mailbox that were read, by their names.
    fn folders_read(&mut self, mailbox: MailboxId) -> Kept<Vec<String>>;
    /// Forgets what was seen of a folder.
    fn remove_folder_state(&mut self, mailbox: MailboxId, folder: &str) -> Kept<()>;
    /// What was seen of a folder, as the reader wrote it.
    fn folder_state(&mut self, mailbox: MailboxId, folder: &str) -> Kept<Option<String>>;
    /// Keeps what was seen of a folder.
    fn put_folder_state(&mut self, mailbox: MailboxId, folder: &str, state: &str) -> Kept<()>;

    /// Keeps a letter that could not be read; one already there from the same place stays as it is.
    fn add_quarantined(&mut self, letter: &Quarantined) -> Kept<()>;
    /// Letters that could not be read, newest first.
    fn quarantined(&mut self, limit: i64) -> Kept<Vec<Quarantined>>;
    /// Removes one, read at last or given up; `false` when it was gone.
    fn remove_quarantined(&mut self, id: QuarantineId) -> Kept<bool>;
}

/// Live events, read by pages that stay open.
pub trait LivePort {
    /// Keeps a live event; pages hear of it when the transaction is committed.
    fn add_event(&mut self, event: &LiveEvent) -> Kept<()>;
    /// Events after the last one seen, for one employee and for everybody, oldest first.
    fn events_after(&mut self, employee: EmployeeId, last: EventId, limit: i64) -> Kept<Vec<LiveEvent>>;
    /// The newest event's id; `EventId(0)` when there is none.
    fn last_event(&mut self) -> Kept<EventId>;
    /// Removes events older than `before`; gives how many.
    fn remove_events(&mut self, before: Time) -> Kept<u64>;
}

/// Leases of the numbers that processes make ids with.
pub trait NodePort {
    /// Every number that was ever leased, rising, with the end of its latest lease.
    fn node_leases(&mut self) -> Kept<Vec<(u16, Time)>>;
    /// Gives a number to an owner, whoever had it.
    fn put_node_lease(&mut self, node: u16, owner: &str, until: Time) -> Kept<()>;
    /// Moves the end of an owner's lease; `false` when the number is another's.
    fn extend_node_lease(&mut self, node: u16, owner: &str, until: Time) -> Kept<bool>;
}
