//! What goes into a statement and comes out of it: four kinds of value, the same on both engines.

use crate::error::StoreError;

/// One value of one column. There is no REAL, NUMERIC or BOOLEAN anywhere: times, money and ids are whole numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing.
    Null,
    /// A whole number: id, microseconds, kopecks, seconds, 0 or 1.
    Int(i64),
    /// Text, without NUL characters (PostgreSQL cannot hold them).
    Text(String),
    /// Bytes: hashes, JSON that nobody queries, packed sets.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        if value.contains('\0') { Self::Text(value.replace('\0', "")) } else { Self::Text(value.to_owned()) }
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::from(value.as_str())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        if value.contains('\0') { Self::Text(value.replace('\0', "")) } else { Self::Text(value) }
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer, read from the left to the right, each column once.
#[derive(Debug)]
pub(crate) struct Row {
    columns: std::vec::IntoIter<Value>,
}

impl Row {
    pub(crate) fn new(columns: Vec<Value>) -> Self {
        Self { columns: columns.into_iter() }
    }

    /// The next column as it is.
    ///
    /// # Errors
    /// `Corrupt` when the row has no more columns.
    pub(crate) fn value(&mut self) -> Result<Value, StoreError> {
        self.columns.next().ok_or_else(|| StoreError::Corrupt("a row has fewer columns than its reader expects".into()))
    }

    /// The next column as a whole number.
    ///
    /// # Errors
    /// `Corrupt` when it is something else.
    pub(crate) fn int(&mut self) -> Result<i64, StoreError> {
        match self.value()? {
            Value::Int(value) => Ok(value),
            other => Err(unexpected("a whole number", &other)),
        }
    }

    /// The next column as a whole number or nothing.
    ///
    /// # Errors
    /// `Corrupt` when it is something else.
    pub(crate) fn opt_int(&mut self) -> Result<Option<i64>, StoreError> {
        match self.value()? {
            Value::Null => Ok(None),
            Value::Int(value) => Ok(Some(value)),
            other => Err(unexpected("a whole number", &other)),
        }
    }

    /// The next column as yes or no.
    ///
    /// # Errors
    /// `Corrupt` when it is something else.
    pub(crate) fn flag(&mut self) -> Result<bool, StoreError> {
        Ok(self.int()? != 0)
    }

    /// The next column as text.
    ///
    /// # Errors
    /// `Corrupt` when it is something else.
    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        match self.value()? {
            Value::Text(value) => Ok(value),
            other => Err(unexpected("text", &other)),
        }
    }

    /// The next column as text or nothing.
    ///
    /// # Errors
    /// `Corrupt` when it is something else.
    pub(crate) fn opt_text(&mut self) -> Result<Option<String>, StoreError> {
        match self.value()? {
            Value::Null => Ok(None),
            Value::Text(value) => Ok(Some(value)),
            other => Err(unexpected("text", &other)),
        }
    }

    /// The next column as bytes.
    ///
    /// # Errors
    /// `Corrupt` when it is something else.
    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, StoreError> {
        match self.value()? {
            Value::Bytes(value) => Ok(value),
            other => Err(unexpected("bytes", &other)),
        }
    }
}

fn unexpected(wanted: &str, got: &Value) -> StoreError {
    let kind = match got {
        Value::Null => "nothing",
        Value::Int(_) => "a whole number",
        Value::Text(_) => "text",
        Value::Bytes(_) => "bytes",
    };
    StoreError::Corrupt(format!("a column holds {kind} where {wanted} is expected"))
}

/// Values of a statement in the order of its placeholders.
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::engine::value::Value::from($value)),*] };
}
pub(crate) use params;
