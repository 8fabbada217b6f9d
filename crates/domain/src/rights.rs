//! Who may do what: roles, actions and scopes as one table.

use serde::{Deserialize, Serialize};

/// A role of an employee; one employee may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Talks to clients and writes to them.
    Employee,
    /// Enters what is left over, by the standard.
    Operator,
    /// Checks types against portraits.
    Supervisor,
    /// Answers for the office and its pay.
    Director,
    /// Runs the program, sees no pay and no content of contacts.
    Administrator,
}

impl Role {
    /// Every role, in the order of the table.
    pub const ALL: [Self; 5] = [Self::Employee, Self::Operator, Self::Supervisor, Self::Director, Self::Administrator];

    /// The stored name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Operator => "operator",
            Self::Supervisor => "supervisor",
            Self::Director => "director",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a stored name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// The roles of one employee.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(Vec<Role>);

impl Roles {
    /// The roles given, each once, in the order of the table.
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Self {
        let mut list: Vec<Role> = roles.into_iter().collect();
        list.sort_unstable();
        list.dedup();
        Self(list)
    }

    /// The roles of a stored text (`employee,director`); unknown names are left out.
    #[must_use]
    pub fn from_codes(codes: &str) -> Self {
        Self::new(codes.split(',').filter_map(Role::from_code))
    }

    /// The stored text.
    #[must_use]
    pub fn codes(&self) -> String {
        self.0.iter().map(|role| role.code()).collect::<Vec<_>>().join(",")
    }

    /// The roles in order.
    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.iter().copied()
    }

    /// Whether the employee holds this role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// The widest scope any of the roles gives for an action; `None` is no right at all.
    #[must_use]
    pub fn scope(&self, action: Action) -> Option<Scope> {
        self.iter().filter_map(|role| scope(role, action)).max()
    }
}

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// One's own things.
    Own,
    /// Those of the employees one is the named supervisor of, and one's own.
    Team,
    /// The whole office.
    All,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident => $code:literal),* $(,)?) => {
        /// Something a person may be allowed to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Action { $($(#[$doc])* $name),* }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable name, for messages and the page of rights.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
}

actions! {
    /// Keep one's own preferences and sessions.
    OwnAccount => "own-account",
    /// Take calls and fill yellow sheets.
    TakeCalls => "take-calls",
    /// See yellow sheets in work.
    SeeSheets => "see-sheets",
    /// See clients with their timeline.
    SeeClients => "see-clients",
    /// Change clients and their facts.
    EditClients => "edit-clients",
    /// Merge clients and undo a merge.
    MergeClients => "merge-clients",
    /// See letters: lists, threads, what waits for an answer.
    SeeLetters => "see-letters",
    /// Write, send and type one's own letters.
    WriteLetters => "write-letters",
    /// Set up mailboxes and see what could not be read.
    ManageMail => "manage-mail",
    /// See the journal of calls.
    SeeJournal => "see-journal",
    /// Take the journal out as a file.
    ExportJournal => "export-journal",
    /// See output: standard minutes and P.
    SeeOutput => "see-output",
    /// See the playbook: portraits, phrases and their counts, open questions.
    SeePlaybook => "see-playbook",
    /// Install a version of the playbook.
    InstallPlaybook => "install-playbook",
    /// See the list of people.
    SeePeople => "see-people",
    /// Invite people, change roles, supervisors and absences, close accounts.
    ManagePeople => "manage-people",
    /// Change the settings of the office and its call sources.
    ManageOffice => "manage-office",
}

/// The table of roles and actions: the scope of a right, or `None`.
#[must_use]
pub const fn scope(role: Role, action: Action) -> Option<Scope> {
    use Action as A;
    use Role as R;
    use Scope::{All, Own, Team};
    match (action, role) {
        (A::OwnAccount, _) => Some(Own),
        (A::TakeCalls, R::Employee | R::Supervisor | R::Director) => Some(Own),
        (A::SeeSheets, R::Employee) => Some(Own),
        (A::SeeSheets, R::Supervisor) => Some(Team),
        (A::SeeSheets, R::Director) => Some(All),
        (A::SeeClients, R::Employee | R::Operator | R::Supervisor | R::Director) => Some(All),
        (A::EditClients, R::Employee | R::Operator | R::Supervisor | R::Director) => Some(All),
        (A::MergeClients, R::Operator | R::Supervisor | R::Director) => Some(All),
        (A::SeeLetters, R::Employee | R::Operator) => Some(Own),
        (A::SeeLetters, R::Supervisor) => Some(Team),
        (A::SeeLetters, R::Director) => Some(All),
        (A::WriteLetters, R::Employee | R::Operator | R::Supervisor | R::Director) => Some(Own),
        (A::ManageMail, R::Director | R::Administrator) => Some(All),
        (A::SeeJournal, R::Employee) => Some(Own),
        (A::SeeJournal, R::Supervisor) => Some(Team),
        (A::SeeJournal, R::Operator | R::Director) => Some(All),
        (A::ExportJournal, R::Supervisor) => Some(Team),
        (A::ExportJournal, R::Director) => Some(All),
        (A::SeeOutput, R::Employee) => Some(Own),
        (A::SeeOutput, R::Supervisor) => Some(Team),
        (A::SeeOutput, R::Director) => Some(All),
        (A::SeePlaybook, _) => Some(All),
        (A::InstallPlaybook, R::Supervisor | R::Director) => Some(All),
        (A::SeePeople, R::Supervisor | R::Director | R::Administrator) => Some(All),
        (A::ManagePeople, R::Director | R::Administrator) => Some(All),
        (A::ManageOffice, R::Director | R::Administrator) => Some(All),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_administrator_sees_no_contacts_and_no_output() {
        for action in [Action::SeeClients, Action::SeeJournal, Action::SeeSheets, Action::SeeLetters, Action::SeeOutput] {
            assert_eq!(scope(Role::Administrator, action), None);
        }
    }

    #[test]
    fn several_roles_give_the_widest_scope() {
        let roles = Roles::new([Role::Director, Role::Employee]);
        assert_eq!(roles.scope(Action::SeeJournal), Some(Scope::All));
        assert_eq!(Roles::from_codes(&roles.codes()), roles);
    }

    #[test]
    fn every_action_is_allowed_to_someone() {
        for action in Action::ALL {
            assert!(Role::ALL.iter().any(|role| scope(*role, *action).is_some()), "{action:?}");
        }
    }
}
