//! The places of the menu: one list of addresses and names.

use domain::rights::{Action, Roles, Scope};

use crate::locale::Lang;
use crate::t;

/// A place of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An employee's day on one page.
    Desk,
    /// All clients, and finding one.
    Clients,
    /// Letters.
    Letters,
    /// The journal of calls.
    Journal,
    /// Today's output.
    Today,
    /// The catalogue of work types.
    Portraits,
    /// Phrases of the guide and what they bring.
    Phrases,
    /// What callers asked and no answer covered.
    Questions,
    /// The installed playbook.
    Playbook,
    /// Sheets of one's people that wait for a type.
    Unfinished,
    /// People and roles.
    People,
    /// Sources of calls.
    Telephony,
    /// Mailboxes.
    Mailboxes,
}

impl Place {
    /// Every place in the order of the menu.
    pub const ALL: [Place; 13] = [
        Place::Desk,
        Place::Clients,
        Place::Letters,
        Place::Journal,
        Place::Today,
        Place::Portraits,
        Place::Phrases,
        Place::Questions,
        Place::Playbook,
        Place::Unfinished,
        Place::People,
        Place::Telephony,
        Place::Mailboxes,
    ];

    /// The address.
    pub fn href(self) -> &'static str {
        match self {
            Place::Desk => "/",
            Place::Clients => "/clients",
            Place::Letters => "/letters",
            Place::Journal => "/journal",
            Place::Today => "/today",
            Place::Portraits => "/portraits",
            Place::Phrases => "/phrases",
            Place::Questions => "/questions",
            Place::Playbook => "/playbook",
            Place::Unfinished => "/unfinished",
            Place::People => "/people",
            Place::Telephony => "/telephony",
            Place::Mailboxes => "/mailboxes",
        }
    }

    /// The name in the menu.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Place::Desk => t!(lang, "place-desk"),
            Place::Clients => t!(lang, "place-clients"),
            Place::Letters => t!(lang, "letters-title"),
            Place::Journal => t!(lang, "place-journal"),
            Place::Today => t!(lang, "place-today"),
            Place::Portraits => t!(lang, "place-portraits"),
            Place::Phrases => t!(lang, "place-phrases"),
            Place::Questions => t!(lang, "place-questions"),
            Place::Playbook => t!(lang, "place-playbook"),
            Place::Unfinished => t!(lang, "place-unfinished"),
            Place::People => t!(lang, "place-people"),
            Place::Telephony => t!(lang, "place-telephony"),
            Place::Mailboxes => t!(lang, "mailboxes-title"),
        }
    }

    /// The places roles may open, in the order of the menu.
    pub fn open_to(roles: &Roles) -> Vec<Place> {
        Place::ALL.into_iter().filter(|place| place.is_open_to(roles)).collect()
    }

    fn is_open_to(self, roles: &Roles) -> bool {
        let action = match self {
            Place::Desk => Action::TakeCalls,
            Place::Clients => Action::SeeClients,
            Place::Letters => Action::SeeLetters,
            Place::Journal => Action::SeeJournal,
            Place::Today => Action::SeeOutput,
            Place::Portraits | Place::Phrases | Place::Questions | Place::Playbook => Action::SeePlaybook,
            // One's own unfinished sheets wait on the desk.
            Place::Unfinished => return roles.scope(Action::SeeSheets).is_some_and(|scope| scope > Scope::Own),
            Place::People => Action::SeePeople,
            Place::Telephony => Action::ManageOffice,
            Place::Mailboxes => Action::ManageMail,
        };
        roles.scope(action).is_some()
    }

    /// The group of the menu: 0 the day's work, 1 the content, 2 the office.
    pub(crate) fn group(self) -> u8 {
        match self {
            Place::Desk | Place::Clients | Place::Letters | Place::Journal | Place::Today => 0,
            Place::Portraits | Place::Phrases | Place::Questions | Place::Playbook => 1,
            Place::Unfinished | Place::People | Place::Telephony | Place::Mailboxes => 2,
        }
    }
}
