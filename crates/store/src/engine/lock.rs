//! One process per SQLite file: an advisory lock on a file beside it, released by the system when the process ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::StoreError;

/// Held as long as the store is open.
#[derive(Debug)]
pub(crate) struct OwnerLock {
    _file: File,
}

impl OwnerLock {
    /// Takes the lock of a database file.
    ///
    /// # Errors
    /// `Busy` when another process holds it, `Unavailable` when the file beside the database cannot be made.
    pub(crate) fn take(database: &Path) -> Result<Self, StoreError> {
        let path = beside(database);
        let unavailable = |why: std::io::Error| {
            let folder = database.parent().unwrap_or(Path::new(".")).display();
            if why.kind() == std::io::ErrorKind::StorageFull {
                StoreError::Full(format!("no space to open {}", path.display()))
            } else {
                StoreError::Unavailable(format!("cannot make {}: {why}; does the folder {folder} exist?", path.display()))
            }
        };
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(unavailable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy(format!(
                "another process has {} open: stop it first, or give this one a database of its own",
                database.display()
            ))),
            Err(TryLockError::Error(why)) => Err(unavailable(why)),
        }
    }
}

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}
