//! Looking at letters: one with its thread, and lists of them. Private ones only for their author and the director.

use domain::id::{EmployeeId, InteractionId, LetterId};
use domain::rights::{Action, Role};
use domain::time::Time;

use crate::access::{allow, reach};
use crate::error::{AppError, Done};
use crate::model::client::{Client, Person};
use crate::model::letter::{LetterFilter, LetterLine, LetterList, StoredLetter};
use crate::model::outgoing::Outgoing;
use crate::model::people::Employee;
use crate::model::work::{Interaction, WorkUnit};
use crate::ports::Tx;

/// Letters of one page of a list.
pub const LETTERS_PAGE: i64 = 50;
/// An untyped letter shows at the supervisor's after so long, seconds.
const UNTYPED_WAIT_SECONDS: i64 = 24 * 3600;

/// A letter the actor may see. Letters of clients are seen by all who see clients; private ones by their employee and the director.
///
/// # Errors
/// `Denied`; `NotFound`, also for one that must not be seen; store errors.
pub fn may_see(tx: &mut dyn Tx, actor: &Employee, id: LetterId) -> Done<StoredLetter> {
    allow(actor, Action::SeeLetters)?;
    tx.letter(id)?.filter(|letter| visible(actor, letter)).ok_or(AppError::NotFound("letter"))
}

fn visible(actor: &Employee, letter: &StoredLetter) -> bool {
    !letter.private || letter.employee == actor.id || actor.roles.has(Role::Director)
}

/// A thread as its page shows it.
#[derive(Debug, Clone)]
pub struct OpenedThread {
    /// The letter asked for.
    pub letter: StoredLetter,
    /// Every letter of the thread the actor may see, oldest first.
    pub letters: Vec<StoredLetter>,
    /// Their lines on the timeline, in the same order.
    pub interactions: Vec<Interaction>,
    /// Their counted units.
    pub units: Vec<WorkUnit>,
    /// The client.
    pub client: Option<Client>,
    /// The client's people.
    pub people: Vec<Person>,
    /// Where it is not settled whose the letter is: who it may be.
    pub maybe: Vec<Client>,
    /// Letters in the making in this thread, of colleagues too.
    pub making: Vec<Outgoing>,
}

/// Opens a letter with its thread.
///
/// # Errors
/// `Denied`; `NotFound`; store errors.
pub fn open_letter(tx: &mut dyn Tx, actor: &Employee, id: LetterId) -> Done<OpenedThread> {
    let letter = may_see(tx, actor, id)?;
    let letters: Vec<StoredLetter> = tx.letters_of_thread(letter.thread)?.into_iter().filter(|one| visible(actor, one)).collect();
    let mut interactions = Vec::new();
    for one in &letters {
        interactions.push(tx.interaction(one.interaction)?.ok_or(AppError::NotFound("interaction"))?);
    }
    let own: Option<&Interaction> = interactions.iter().find(|one| one.id == letter.interaction);
    let client = match own.and_then(|one| one.client) {
        Some(id) => Some(crate::find_clients::standing_client(tx, id)?),
        None => None,
    };
    let people = client.as_ref().map_or(Ok(Vec::new()), |client| tx.people(client.id))?;
    let maybe = if letter.matched { Vec::new() } else { candidates(tx, &letter)? };
    let units = tx.units_of_thread(letter.thread)?;
    let making = tx.outgoing_of_thread(letter.thread)?;
    Ok(OpenedThread { letter, letters, interactions, units, client, people, maybe, making })
}

/// Clients a letter may be of: those with its address, else those at its domain.
fn candidates(tx: &mut dyn Tx, letter: &StoredLetter) -> Done<Vec<Client>> {
    let exact: Vec<Client> = tx.clients_by_channel(&letter.sender, 9)?.into_iter().map(|(client, _)| client).collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    match domain::letter::domain_of(&letter.sender).filter(|domain| !domain::letter::is_free_mail(domain)) {
        Some(domain) => Ok(tx.clients_by_domain(domain, 9)?),
        None => Ok(Vec::new()),
    }
}

/// Whose letters a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    /// The actor's own.
    #[default]
    Mine,
    /// Those of the people the actor answers for.
    Team,
    /// Everybody's.
    All,
}

/// A list of letters. Of others' letters that wait, only overdue ones show; untyped ones of others after a day.
///
/// # Errors
/// `Denied`; store errors.
pub fn list_letters(
    tx: &mut dyn Tx,
    actor: &Employee,
    list: LetterList,
    whose: Whose,
    text: &str,
    after: Option<crate::model::journal::After>,
    now: Time,
) -> Done<Vec<LetterLine>> {
    allow(actor, Action::SeeLetters)?;
    let mine = || Some(vec![actor.id]);
    let employees: Option<Vec<EmployeeId>> = match whose {
        Whose::Mine => mine(),
        Whose::Team => reach(tx, actor, Action::SeeLetters)?,
        // The letters of clients are everybody's who sees clients; what waits and what is untyped is of one's people.
        Whose::All if list == LetterList::All => actor.roles.scope(Action::SeeClients).map_or_else(mine, |_| None),
        Whose::All => reach(tx, actor, Action::SeeLetters)?,
    };
    let due_before = match (list, whose) {
        (LetterList::Waiting, Whose::Team | Whose::All) => Some(now),
        (LetterList::Untyped, Whose::Team | Whose::All) => Some(now.plus_seconds(-UNTYPED_WAIT_SECONDS)),
        _ => None,
    };
    let filter = LetterFilter {
        list,
        employees: employees.filter(|_| list != LetterList::Unmatched),
        private_of: (!actor.roles.has(Role::Director)).then_some(actor.id),
        stems: domain::text::stems(text),
        due_before,
        after,
        limit: LETTERS_PAGE,
    };
    Ok(tx.letters(&filter)?)
}

/// The letter behind a line of a timeline, where there is one the actor may see.
///
/// # Errors
/// `Denied`; store errors.
pub fn letter_of_line(tx: &mut dyn Tx, actor: &Employee, id: InteractionId) -> Done<Option<LetterId>> {
    allow(actor, Action::SeeLetters)?;
    Ok(tx.letter_of_interaction(id)?.filter(|letter| visible(actor, letter)).map(|letter| letter.id))
}
