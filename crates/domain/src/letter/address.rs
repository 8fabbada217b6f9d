//! An e-mail address with the name beside it.

use serde::{Deserialize, Serialize};

/// An address as it stands in a letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Address {
    /// The name beside it, decoded; empty when there is none.
    pub name: String,
    /// The address, lower case.
    pub email: String,
}

impl Address {
    /// An address with its name; the address is cleaned.
    #[must_use]
    pub fn new(name: &str, email: &str) -> Self {
        Self { name: name.trim().to_owned(), email: clean_email(email) }
    }

    /// The name, or the address where there is none.
    #[must_use]
    pub fn shown(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }
}

/// An address as it is compared and kept: lower case, no angle brackets, no spaces around.
///
/// The part before the `@` may by RFC 5321 tell capitals apart; no mail system in use does.
#[must_use]
pub fn clean_email(email: &str) -> String {
    email.trim().trim_start_matches('<').trim_end_matches('>').trim().to_lowercase()
}

/// The domain of an address; `None` when there is none.
#[must_use]
pub fn domain_of(email: &str) -> Option<&str> {
    email.rsplit_once('@').map(|(_, domain)| domain).filter(|domain| !domain.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_capitals_and_brackets() {
        assert_eq!(Address::new(" Анна ", "<Anna@Office.Example> "), Address::new("Анна", "anna@office.example"));
        assert_eq!(domain_of("anna@office.example"), Some("office.example"));
        assert_eq!(domain_of("anna@"), None);
        assert_eq!(domain_of("anna"), None);
    }
}
