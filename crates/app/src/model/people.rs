//! Employees, their sessions and invitations.

use domain::id::EmployeeId;
use domain::language::Language;
use domain::rights::Roles;
use domain::time::Time;
use serde::{Deserialize, Serialize};

/// How the screen looks for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the computer is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The stored name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a stored name; anything unknown is the system's.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default()
    }
}

/// One employee of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employee {
    /// The id.
    pub id: EmployeeId,
    /// What is typed to sign in; folded to lower case.
    pub login: String,
    /// Surname.
    pub surname: String,
    /// Given name.
    pub given: String,
    /// Patronymic, if there is one.
    pub patronymic: Option<String>,
    /// The roles.
    pub roles: Roles,
    /// Language of the screen.
    pub language: Language,
    /// Look of the screen.
    pub theme: Theme,
    /// The extension on the office's telephone.
    pub extension: Option<String>,
    /// The mobile number, E.164.
    pub mobile: Option<String>,
    /// Who reviews this employee's work.
    pub supervisor: Option<EmployeeId>,
    /// Who stands in while absent.
    pub deputy: Option<EmployeeId>,
    /// First moment of an absence.
    pub absent_from: Option<Time>,
    /// End of the absence; `None` with a start is "until further notice".
    pub absent_until: Option<Time>,
    /// Whether the account is open.
    pub active: bool,
    /// When the account was made.
    pub created: Time,
}

impl Employee {
    /// Given name and surname, as people say it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.surname)
    }

    /// Whether the employee is away at this moment.
    #[must_use]
    pub fn absent(&self, now: Time) -> bool {
        self.absent_from.is_some_and(|from| from <= now) && self.absent_until.is_none_or(|until| now < until)
    }
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// BLAKE3 of the secret in the cookie, hex; the secret itself is not kept.
    pub key: String,
    /// Whose.
    pub employee: EmployeeId,
    /// When signed in.
    pub created: Time,
    /// When last used, to the minute.
    pub seen: Time,
    /// When it ends by itself.
    pub expires: Time,
    /// What the browser calls itself, shortened.
    pub agent: String,
}

/// An invitation link for a colleague, good for one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// BLAKE3 of the secret in the link, hex.
    pub key: String,
    /// The roles the colleague will have.
    pub roles: Roles,
    /// For whom, in the words of the inviter.
    pub note: String,
    /// Who invited.
    pub by: EmployeeId,
    /// When.
    pub created: Time,
    /// When the link stops working.
    pub expires: Time,
    /// The account made by it, once used.
    pub used_by: Option<EmployeeId>,
}
