//! The body of a letter: in memory while it is small, in a temporary file beyond.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

/// Bodies up to this size stay in memory, bytes.
const IN_MEMORY: usize = 1 << 20;

/// A body, complete or growing. Its file has no name and is gone with it.
#[derive(Debug, Default)]
pub struct Body {
    memory: Vec<u8>,
    file: Option<File>,
    filed: u64,
}

impl Body {
    /// Its length, bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.filed + self.memory.len() as u64
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a piece in memory; after that, [`Body::is_heavy`] says whether it is time to [`Body::unload`].
    pub fn push(&mut self, piece: &[u8]) {
        self.memory.extend_from_slice(piece);
    }

    /// Whether more is held in memory than should be.
    #[must_use]
    pub fn is_heavy(&self) -> bool {
        self.memory.len() > IN_MEMORY
    }

    /// Moves what is in memory into the file; this waits for the disk.
    ///
    /// # Errors
    /// When there is no room.
    pub fn unload(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(tempfile::tempfile()?),
        };
        file.write_all(&self.memory)?;
        self.filed += self.memory.len() as u64;
        self.memory = Vec::new();
        Ok(())
    }

    /// Reads it from the beginning, as often as wanted; this waits for the disk where it is large.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn reader(&self) -> io::Result<impl Read + '_> {
        let filed: Box<dyn Read + Send + '_> = match &self.file {
            Some(file) => {
                let mut file = file;
                file.seek(SeekFrom::Start(0))?;
                Box::new(file.take(self.filed))
            }
            None => Box::new(io::empty()),
        };
        Ok(filed.chain(Cursor::new(&self.memory)))
    }
}

impl From<Vec<u8>> for Body {
    fn from(memory: Vec<u8>) -> Self {
        Self { memory, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_body_is_read_as_it_was_written_and_twice() -> io::Result<()> {
        let mut body = Body::default();
        let mut all = Vec::new();
        for number in 0..40_u8 {
            let piece = vec![number; 65_535];
            all.extend_from_slice(&piece);
            body.push(&piece);
            if body.is_heavy() {
                body.unload()?;
            }
        }
        assert!(body.file.is_some() && body.memory.len() <= IN_MEMORY);
        assert_eq!(body.len(), all.len() as u64);
        for _ in 0..2 {
            let mut read = Vec::new();
            body.reader()?.read_to_end(&mut read)?;
            assert!(read == all);
        }
        Ok(())
    }
}
