//! Who the caller is: what was decided, else what the number and the line say. Several is "maybe", never guessed.

use domain::id::PersonId;
use domain::sheet::{Caller, Draft};

use super::reading::Reading;
use crate::error::Done;
use crate::find_clients::standing_client;
use crate::model::call::Call;
use crate::model::client::{Client, Person};
use crate::ports::Tx;

/// Who the caller is, as far as it is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhoCalls {
    /// A client we know.
    Known {
        /// The client.
        client: Box<Client>,
        /// The person, if it is one person's number or one was chosen.
        person: Option<Person>,
        /// Whether the employee chose it; else the number or an address alone did.
        chosen: bool,
    },
    /// Several clients fit and none was chosen.
    Maybe,
    /// Somebody new.
    New,
}

/// Clients with the call's number, or with a number, an address or the tax number of the line.
///
/// # Errors
/// Store errors.
pub fn candidates(tx: &mut dyn Tx, call: &Call, reading: &Reading) -> Done<Vec<(Client, Option<Person>)>> {
    let typed = reading.emails.iter().chain(reading.phones.iter().map(|(number, _)| number));
    let mut found: Vec<(Client, Option<Person>)> = Vec::new();
    for value in call.number.iter().chain(typed) {
        for (client, person) in tx.clients_by_channel(value, 10)? {
            if !found.iter().any(|(known, _)| known.id == client.id) {
                found.push((client, person));
            }
        }
    }
    if let Some(inn) = &reading.inn {
        for client in tx.clients_like(Some(inn), "", domain::id::ClientId(0), 5)? {
            if !found.iter().any(|(known, _)| known.id == client.id) {
                found.push((client, None));
            }
        }
    }
    Ok(found)
}

/// Settles who calls.
///
/// # Errors
/// `NotFound` when the chosen client is gone; store errors.
pub fn who_calls(tx: &mut dyn Tx, draft: &Draft, candidates: &[(Client, Option<Person>)]) -> Done<WhoCalls> {
    match draft.caller {
        Caller::Known { client, person } => {
            let client = standing_client(tx, client)?;
            let person = chosen_person(tx, &client, person)?;
            Ok(WhoCalls::Known { client: Box::new(client), person, chosen: true })
        }
        Caller::New => Ok(WhoCalls::New),
        Caller::Undecided => Ok(match candidates {
            [] => WhoCalls::New,
            [(client, person)] => WhoCalls::Known { client: Box::new(client.clone()), person: person.clone(), chosen: false },
            _ => WhoCalls::Maybe,
        }),
    }
}

fn chosen_person(tx: &mut dyn Tx, client: &Client, person: Option<PersonId>) -> Done<Option<Person>> {
    let Some(id) = person else { return Ok(None) };
    Ok(tx.person(id)?.filter(|person| person.client == client.id && !person.removed))
}
