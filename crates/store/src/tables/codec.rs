//! Between columns and the types of the domain.

use app::ports::Kept;
use domain::id::{
    CallId, ChannelId, ClientId, EmployeeId, EventId, FactId, InteractionId, LetterId, MailboxId, MergeId, OutgoingId, PersonId,
    PlaybookId, PromiseId, QuarantineId, QuestionId, SheetId, ThreadId, UnitId,
};
use domain::time::Time;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::engine::value::{Row, Value};
use crate::error::StoreError;

macro_rules! id_values {
    ($($id:ident),* $(,)?) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Self::Int(id.0)
            }
        }
    )*};
}
id_values!(
    CallId,
    ChannelId,
    ClientId,
    EmployeeId,
    EventId,
    FactId,
    InteractionId,
    LetterId,
    MailboxId,
    MergeId,
    OutgoingId,
    PersonId,
    PlaybookId,
    PromiseId,
    QuarantineId,
    QuestionId,
    SheetId,
    ThreadId,
    UnitId
);

impl From<Time> for Value {
    fn from(time: Time) -> Self {
        Self::Int(time.micros())
    }
}

impl Row {
    /// The next column as a time.
    pub(crate) fn time(&mut self) -> Kept<Time> {
        Ok(Time::from_micros(self.int()?))
    }

    /// The next column as a time or nothing.
    pub(crate) fn opt_time(&mut self) -> Kept<Option<Time>> {
        Ok(self.opt_int()?.map(Time::from_micros))
    }

    /// The next column as an id or nothing.
    pub(crate) fn opt_id<T>(&mut self, kind: impl FnOnce(i64) -> T) -> Kept<Option<T>> {
        Ok(self.opt_int()?.map(kind))
    }

    /// The next column as the value of a stored name.
    pub(crate) fn code<T>(&mut self, read: impl FnOnce(&str) -> Option<T>) -> Kept<T> {
        let code = self.text()?;
        read(&code).ok_or_else(|| StoreError::Corrupt(format!("'{code}' is no stored name of a {}", std::any::type_name::<T>())))
    }

    /// The next column as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&mut self) -> Kept<T> {
        from_json(&self.text()?)
    }
}

/// The value of a column's JSON.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Kept<T> {
    serde_json::from_str(text).map_err(|why| StoreError::Corrupt(format!("a stored {}: {why}", std::any::type_name::<T>())))
}

/// A value as the JSON of a column.
pub(crate) fn json(value: &impl Serialize) -> Kept<String> {
    serde_json::to_string(value).map_err(|why| StoreError::Other(why.to_string()))
}

/// Reads every row of an answer.
pub(crate) fn all<T>(rows: Vec<Row>, read: impl Fn(&mut Row) -> Kept<T>) -> Kept<Vec<T>> {
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}

/// Reads the first row of an answer, if there is one.
pub(crate) fn one<T>(rows: Vec<Row>, read: impl Fn(&mut Row) -> Kept<T>) -> Kept<Option<T>> {
    rows.into_iter().next().map(|mut row| read(&mut row)).transpose()
}

/// Refuses when a row that had to exist was not changed.
pub(crate) fn changed(rows: u64, what: &str) -> Kept<()> {
    if rows == 0 { Err(StoreError::Constraint(format!("there is no such {what}"))) } else { Ok(()) }
}
