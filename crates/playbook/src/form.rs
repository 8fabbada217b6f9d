//! The form of a playbook's version in the database, and its hash.

use domain::playbook::Playbook;

/// A stored version that could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("the stored playbook cannot be read: {0}; install its folder again")]
pub struct FormError(#[from] serde_json::Error);

/// The canonical JSON of a playbook: the same content gives the same text.
///
/// # Errors
/// Never with a playbook that was read from files.
pub fn to_json(playbook: &Playbook) -> Result<String, FormError> {
    // Field order is the order of the types, lists keep the order of the files: nothing else to fix.
    Ok(serde_json::to_string(playbook)?)
}

/// Reads a stored version.
///
/// # Errors
/// The text is not the JSON of a playbook.
pub fn from_json(json: &str) -> Result<Playbook, FormError> {
    Ok(serde_json::from_str(json)?)
}

/// The BLAKE3 hash of the canonical JSON, 64 hexadecimal digits. Comments, spaces and the split into files do not change it.
///
/// # Errors
/// As [`to_json`].
pub fn content_hash(playbook: &Playbook) -> Result<String, FormError> {
    Ok(blake3::hash(to_json(playbook)?.as_bytes()).to_hex().to_string())
}
