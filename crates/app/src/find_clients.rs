//! Finding clients by any part of a name or a number, and listing them.

use domain::id::ClientId;
use domain::rights::Action;
use domain::text::{digits, fold};

use crate::access::allow;
use crate::error::Done;
use crate::model::client::{Client, FoundClient, Person};
use crate::model::journal::After;
use crate::model::people::Employee;
use crate::ports::{ClientQuery, Tx};

/// Fewest digits worth looking for.
const DIGITS_MIN: usize = 3;

/// What a typed text looks for; `None` when it is too short to look for anything.
///
/// Digits with the usual signs of a number are a number: `8 912` and `+7 (912)` look for the same.
#[must_use]
pub fn understand_query(text: &str) -> Option<ClientQuery> {
    let number = text.trim();
    let looks_like_number = number.chars().all(|sign| sign.is_ascii_digit() || " +-()./".contains(sign));
    let found = digits(number);
    if looks_like_number && !found.is_empty() {
        let national =
            if number.starts_with('+') || found.len() < 11 { &found } else { found.strip_prefix('8').unwrap_or(&found) };
        return (national.len() >= DIGITS_MIN).then(|| ClientQuery::Digits(national.to_owned()));
    }
    let folded = fold(text);
    let mut parts: Vec<String> = folded.split(' ').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    parts.truncate(6);
    parts.dedup();
    (!parts.is_empty()).then_some(ClientQuery::Words(parts))
}

/// Clients found by a typed text, the most recently contacted first.
///
/// # Errors
/// `Denied`; store errors.
pub fn find_clients(tx: &mut dyn Tx, actor: &Employee, text: &str, limit: i64) -> Done<Vec<FoundClient>> {
    allow(actor, Action::SeeClients)?;
    Ok(match understand_query(text) {
        Some(query) => tx.find_clients(&query, limit)?,
        None => Vec::new(),
    })
}

/// The clients list, the most recently contacted first.
///
/// # Errors
/// `Denied`; store errors.
pub fn list_clients(tx: &mut dyn Tx, actor: &Employee, after: Option<After>, limit: i64) -> Done<Vec<FoundClient>> {
    allow(actor, Action::SeeClients)?;
    Ok(tx.list_clients(after, limit)?)
}

/// Whose a number or an address may be: one client is a match, several are "maybe", none is somebody new.
///
/// # Errors
/// Store errors.
pub fn match_channel(tx: &mut dyn Tx, value: &str) -> Done<Vec<(Client, Option<Person>)>> {
    Ok(tx.clients_by_channel(value, 10)?)
}

/// The client an id stands for now: a merged one leads to the one that was kept.
///
/// # Errors
/// `NotFound`; store errors.
pub fn standing_client(tx: &mut dyn Tx, id: ClientId) -> Done<Client> {
    let mut client = tx.client(id)?.ok_or(crate::error::AppError::NotFound("client"))?;
    // A chain of merges is short; the bound only guards against a circle in damaged data.
    for _ in 0..32 {
        let Some(kept) = client.merged_into else { break };
        client = tx.client(kept)?.ok_or(crate::error::AppError::NotFound("client"))?;
    }
    Ok(client)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_looked_for_however_it_is_written() {
        let number = Some(ClientQuery::Digits("9123456789".into()));
        assert_eq!(understand_query("8 (912) 345-67-89"), number);
        assert_eq!(understand_query("9123456789"), number);
        assert_eq!(understand_query("+7 912 345 67 89"), Some(ClientQuery::Digits("79123456789".into())));
        assert_eq!(understand_query("67-89"), Some(ClientQuery::Digits("6789".into())));
        assert_eq!(understand_query("89"), None);
    }

    #[test]
    fn words_are_looked_for_folded_and_in_any_order() {
        assert_eq!(understand_query("Пётр строй"), Some(ClientQuery::Words(vec!["петр".into(), "строй".into()])));
        assert_eq!(understand_query(" ! "), None);
    }
}
