//! Raw letters and attachments, each kept once under the hash of its content. A folder today; the crate beneath speaks S3 too.

use std::path::Path;
use std::sync::Arc;

use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _, PutMode, PutOptions};

use crate::error::StoreError;

/// Where contents are kept. Clones share it.
#[derive(Clone, Debug)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
}

impl Objects {
    /// Contents in a folder; it is made when it is not there.
    ///
    /// # Errors
    /// `Unavailable` when the folder cannot be made or read.
    pub fn in_folder(folder: &Path) -> Result<Self, StoreError> {
        let failed = |why: String| StoreError::Unavailable(format!("the folder {} of letters: {why}", folder.display()));
        std::fs::create_dir_all(folder).map_err(|why| failed(why.to_string()))?;
        // Synced, because the database soon says that the content is there.
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|why| failed(why.to_string()))?.with_fsync(true);
        Ok(Self { store: Arc::new(store) })
    }

    /// Keeps a content and gives its name, the BLAKE3 of it in hexadecimal. A content already there is not written again.
    ///
    /// # Errors
    /// `Full` or `Other` when it cannot be written; nothing half-written stays under the name.
    pub async fn put(&self, content: Vec<u8>) -> Result<String, StoreError> {
        let name = blake3::hash(&content).to_hex().to_string();
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store.put_opts(&key(&name), content.into(), options).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(name),
            Err(why) => Err(failure(&why)),
        }
    }

    /// A content by its name; `None` when it is not there.
    ///
    /// # Errors
    /// `Other` when it cannot be read; `Corrupt` when its bytes are no longer those of its name.
    pub async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if !is_name(name) {
            return Ok(None);
        }
        let bytes = match self.store.get(&key(name)).await {
            Ok(found) => found.bytes().await.map_err(|why| failure(&why))?,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(why) => return Err(failure(&why)),
        };
        if blake3::hash(&bytes).to_hex().as_str() != name {
            return Err(StoreError::Corrupt(format!("the content {name} is damaged")));
        }
        Ok(Some(bytes.to_vec()))
    }
}

fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Two levels of folders, so that none grows past what file systems like.
fn key(name: &str) -> Key {
    Key::from_iter([&name[..2], &name[2..4], name])
}

fn failure(why: &object_store::Error) -> StoreError {
    let text = why.to_string();
    if text.contains("No space left") { StoreError::Full(text) } else { StoreError::Other(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_content_is_kept_once_and_read_back_whole() {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::in_folder(&folder.path().join("letters")).unwrap();
        let name = objects.put(b"one letter".to_vec()).await.unwrap();
        assert_eq!(objects.put(b"one letter".to_vec()).await.unwrap(), name);
        assert_eq!(objects.get(&name).await.unwrap().as_deref(), Some(&b"one letter"[..]));
        assert_eq!(objects.get(&"0".repeat(64)).await.unwrap(), None);
        assert_eq!(objects.get("../../etc/passwd").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_damaged_content_is_not_given_out() {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::in_folder(folder.path()).unwrap();
        let name = objects.put(b"one letter".to_vec()).await.unwrap();
        std::fs::write(folder.path().join(&name[..2]).join(&name[2..4]).join(&name), b"another").unwrap();
        assert!(matches!(objects.get(&name).await, Err(StoreError::Corrupt(_))));
    }
}
