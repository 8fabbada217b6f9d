//! From what an engine says to the kinds of error the use cases know.

pub(crate) use app::error::StoreError;

/// An error of SQLite by its kind.
pub(crate) fn from_sqlite(error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode as Code;
    let text = error.to_string();
    match error.sqlite_error_code() {
        Some(Code::DiskFull) => StoreError::Full(text),
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => StoreError::Busy(text),
        Some(Code::ConstraintViolation) => StoreError::Constraint(text),
        Some(Code::CannotOpen | Code::ReadOnly | Code::PermissionDenied | Code::SystemIoFailure) => StoreError::Unavailable(text),
        Some(Code::DatabaseCorrupt | Code::NotADatabase | Code::TypeMismatch) => StoreError::Corrupt(text),
        _ => StoreError::Other(text),
    }
}

/// An error of PostgreSQL by its kind.
pub(crate) fn from_postgres(error: postgres::Error) -> StoreError {
    let Some(db) = error.as_db_error() else {
        let why = std::error::Error::source(&error);
        let text = why.map_or_else(|| error.to_string(), |why| format!("{error}: {why}"));
        // Not a refusal of the server: a value that does not fit, or the connection itself.
        let ours = text.contains("serializing") || text.contains("deserializing") || text.contains("expected");
        return if ours { StoreError::Other(text) } else { StoreError::Unavailable(text) };
    };
    let text = match db.detail() {
        Some(detail) => format!("{} ({detail})", db.message()),
        None => db.message().to_owned(),
    };
    let code = db.code().code();
    match (code.get(..2).unwrap_or(code), code) {
        (_, "53100") => StoreError::Full(text),
        (_, "53300") | ("57" | "08" | "28" | "3D", _) => StoreError::Unavailable(text),
        ("40" | "55", _) => StoreError::Busy(text),
        ("23", _) => StoreError::Constraint(db.constraint().map_or(text.clone(), |name| format!("{name}: {text}"))),
        ("XX", _) => StoreError::Corrupt(text),
        _ => StoreError::Other(text),
    }
}
