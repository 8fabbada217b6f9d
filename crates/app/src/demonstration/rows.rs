//! Rows of the demonstration office and how a batch of them is kept.

use std::collections::HashMap;

use domain::id::{ClientId, EmployeeId};
use domain::time::Time;

use crate::error::Done;
use crate::model::call::Call;
use crate::model::client::{Channel, Client, Fact, Person, Promise};
use crate::model::office::{OpenQuestion, PhraseCount};
use crate::model::people::Employee;
use crate::model::sheet::Sheet;
use crate::model::work::{Interaction, WorkUnit};
use crate::ports::{Kept, Tx};

/// One row to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// An employee who cannot sign in: no password fits.
    Employee(Box<Employee>),
    /// An extension for whoever set the office up, if there was none.
    Extension(EmployeeId, String),
    /// A client.
    Client(Client),
    /// A person.
    Person(Person),
    /// A phone or an address.
    Channel(Channel),
    /// A fact.
    Fact(Fact),
    /// A promise.
    Promise(Promise),
    /// A call.
    Call(Box<Call>),
    /// A yellow sheet.
    Sheet(Box<Sheet>),
    /// A contact.
    Interaction(Box<Interaction>),
    /// A work unit.
    Unit(Box<WorkUnit>),
    /// Counts of a phrase.
    Phrase(PhraseCount),
    /// A question for the playbook's author.
    Question(OpenQuestion),
}

/// Rows that are kept together, in one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// The rows, each after those it names.
    pub rows: Vec<Row>,
    /// How much of the office is there once this is kept, thousandths.
    pub progress: u64,
}

/// What stands in place of a password: no password's hash reads like this, so nobody can sign in with it.
pub const NO_PASSWORD: &str = "none";

/// Keeps a batch, unless it is there already: filling may be broken off and begun again.
///
/// # Errors
/// Store errors.
pub fn fill(tx: &mut dyn Tx, batch: &Batch) -> Done<()> {
    if already(tx, batch)? {
        return Ok(());
    }
    let mut contacted: HashMap<ClientId, Time> = HashMap::new();
    for row in &batch.rows {
        match row {
            Row::Employee(employee) => tx.add_employee(employee, NO_PASSWORD)?,
            Row::Extension(employee, extension) => give_extension(tx, *employee, extension)?,
            Row::Client(client) => tx.add_client(client)?,
            Row::Person(person) => tx.add_person(person)?,
            Row::Channel(channel) => tx.add_channel(channel)?,
            Row::Fact(fact) => tx.add_fact(fact)?,
            Row::Promise(promise) => tx.add_promise(promise)?,
            Row::Call(call) => tx.add_call(call)?,
            Row::Sheet(sheet) => tx.add_sheet(sheet)?,
            Row::Interaction(interaction) => {
                tx.add_interaction(interaction)?;
                if let Some(client) = interaction.client {
                    let latest = contacted.entry(client).or_insert(interaction.at);
                    *latest = (*latest).max(interaction.at);
                }
            }
            Row::Unit(unit) => tx.add_unit(unit)?,
            Row::Phrase(count) => tx.count_phrase(&count.variant, count.said, count.learned)?,
            Row::Question(question) => tx.add_question(question)?,
        }
    }
    let mut contacted: Vec<(ClientId, Time)> = contacted.into_iter().collect();
    contacted.sort_unstable();
    for (client, at) in contacted {
        tx.touch_client(client, at)?;
    }
    Ok(())
}

/// A batch is kept whole or not at all, so its first row tells of all.
fn already(tx: &mut dyn Tx, batch: &Batch) -> Kept<bool> {
    Ok(match batch.rows.first() {
        Some(Row::Employee(employee)) => tx.employee(employee.id)?.is_some(),
        Some(Row::Client(client)) => tx.client(client.id)?.is_some(),
        Some(Row::Promise(promise)) => tx.promise(promise.id)?.is_some(),
        Some(Row::Call(call)) => tx.call(call.id)?.is_some(),
        Some(Row::Interaction(interaction)) => tx.interaction(interaction.id)?.is_some(),
        Some(Row::Unit(unit)) => tx.unit(unit.id)?.is_some(),
        // A batch never begins with any other row.
        _ => false,
    })
}

fn give_extension(tx: &mut dyn Tx, employee: EmployeeId, extension: &str) -> Kept<()> {
    if tx.employee_by_extension(extension)?.is_some() {
        return Ok(());
    }
    match tx.employee(employee)? {
        Some(employee) if employee.extension.is_none() => {
            tx.put_employee(&Employee { extension: Some(extension.to_owned()), ..employee })
        }
        _ => Ok(()),
    }
}
