//! Letters in files: one letter (EML), many in one file (mbox), one file for each (Maildir), and folders of these.

mod flags;
mod maildir;
mod mbox;

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

pub use self::flags::Flags;
use self::maildir::{folder_name, is_maildir};
pub use self::mbox::Mbox;

/// Longest letter that is read, bytes. Mail servers take less.
pub const LETTER_MAX: usize = 100 * 1024 * 1024;

/// One letter found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Where it is, for messages to people: the file, and in an mbox the number of the letter and the byte it begins at.
    pub place: String,
    /// The folder it is in (`Sent`, `Archive/2025`); empty for the inbox and for files that tell none.
    pub folder: String,
    /// What was noted on it.
    pub flags: Flags,
    /// The letter.
    pub raw: Vec<u8>,
}

/// Something that could not be read; the rest goes on.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {why}")]
pub struct Unreadable {
    /// The file, and the place in it.
    pub place: String,
    /// What happened.
    pub why: Why,
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Why {
    /// The system says so.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Longer than [`LETTER_MAX`].
    #[error("longer than {LETTER_MAX} bytes")]
    TooLong,
}

/// All letters under a path: of an EML or mbox file, of a Maildir with its folders, of a folder with any of these in it.
///
/// Letters come one by one; no file is held in memory but the letter that is given. What cannot be read is given as an error
/// and the next one follows. Symbolic links inside folders are not followed.
#[must_use]
pub fn letters(path: &Path) -> Letters {
    let base = if path.is_dir() { path.to_owned() } else { path.parent().unwrap_or(path).to_owned() };
    let first = Todo { path: path.to_owned(), folder: String::new(), kind: Kind::Given };
    Letters { base, todo: vec![first], open: None }
}

/// See [`letters`].
#[derive(Debug)]
pub struct Letters {
    base: PathBuf,
    /// What is still to be read, the next one last.
    todo: Vec<Todo>,
    open: Option<(Mbox<BufReader<File>>, String)>,
}

#[derive(Debug)]
struct Todo {
    path: PathBuf,
    folder: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The path that was asked for: a file is read whatever its name.
    Given,
    /// Found in a folder: a file is read when its name or its beginning says that it holds letters.
    Seen,
    /// A file of a Maildir.
    OfMaildir,
}

impl Iterator for Letters {
    type Item = Result<Found, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((mbox, folder)) = &mut self.open {
                match mbox.next() {
                    Some(found) => return Some(found.map(|found| Found { folder: folder.clone(), ..found })),
                    None => self.open = None,
                }
            }
            let todo = self.todo.pop()?;
            let place = self.place(&todo.path);
            match self.read(todo) {
                Ok(None) => {}
                Ok(Some(found)) => return Some(Ok(Found { place, ..found })),
                Err(why) => return Some(Err(Unreadable { place, why })),
            }
        }
    }
}

impl Letters {
    /// The path as people know it: below what they asked for.
    fn place(&self, path: &Path) -> String {
        path.strip_prefix(&self.base).unwrap_or(path).display().to_string()
    }

    /// The letter of a file; nothing for what holds several: that is opened or noted for later.
    fn read(&mut self, todo: Todo) -> Result<Option<Found>, Why> {
        let meta = if todo.kind == Kind::Given { fs::metadata(&todo.path)? } else { fs::symlink_metadata(&todo.path)? };
        if meta.is_dir() {
            self.note(&todo)?;
            return Ok(None);
        }
        if !meta.is_file() {
            return Ok(None);
        }
        let mut file = File::open(&todo.path)?;
        if todo.kind != Kind::OfMaildir {
            let mbox = begins_as_mbox(&mut file)?;
            if mbox && (todo.kind == Kind::Given || is_mbox_name(&todo.path)) {
                let place = self.place(&todo.path);
                let folder = if todo.kind == Kind::Given { String::new() } else { joined(&todo.folder, &stem(&todo.path)) };
                self.open = Some((Mbox::new(BufReader::with_capacity(256 * 1024, file), &place), folder));
                return Ok(None);
            }
            if todo.kind == Kind::Seen && !has_ending(&todo.path, &["eml"]) {
                return Ok(None);
            }
        }
        let mut raw = Vec::new();
        file.take(LETTER_MAX as u64 + 1).read_to_end(&mut raw)?;
        if raw.len() > LETTER_MAX {
            return Err(Why::TooLong);
        }
        let flags = match todo.kind {
            Kind::OfMaildir => maildir::flags_of(&todo.path),
            Kind::Given | Kind::Seen => Flags::of_head(&raw),
        };
        Ok(Some(Found { place: String::new(), folder: todo.folder, flags, raw }))
    }

    /// Notes what a folder holds, so that it comes in the order of names.
    fn note(&mut self, todo: &Todo) -> Result<(), Why> {
        let mut inner: Vec<Todo> = Vec::new();
        let maildir = is_maildir(&todo.path);
        if maildir {
            for part in ["cur", "new"] {
                let path = todo.path.join(part);
                if path.is_dir() {
                    inner.extend(names(&path)?.into_iter().map(|path| Todo {
                        path,
                        folder: todo.folder.clone(),
                        kind: Kind::OfMaildir,
                    }));
                }
            }
        }
        for path in names(&todo.path)? {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if maildir && (["cur", "new", "tmp"].contains(&name.as_str()) || !path.is_dir()) {
                continue;
            }
            // In a plain folder a file of letters names its folder itself.
            let folder = if path.is_dir() { joined(&todo.folder, &folder_name(&name)) } else { todo.folder.clone() };
            inner.push(Todo { path, folder, kind: Kind::Seen });
        }
        inner.reverse();
        self.todo.extend(inner);
        Ok(())
    }
}

fn names(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    found.sort_unstable();
    Ok(found)
}

fn begins_as_mbox(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::with_capacity(512);
    Read::by_ref(file).take(512).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(head.trim_ascii_start().starts_with(b"From "))
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|own| endings.iter().any(|ending| own.eq_ignore_ascii_case(ending)))
}

/// Names mbox files have: with an ending that says so, or none at all, as Thunderbird's.
fn is_mbox_name(path: &Path) -> bool {
    path.extension().is_none() || has_ending(path, &["mbox", "mbx"])
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &Path) -> Vec<String> {
        letters(path)
            .map(|found| match found {
                Ok(found) => {
                    let seen = if found.flags.seen { " seen" } else { "" };
                    format!("{} [{}] {}{seen}", found.place, found.folder, String::from_utf8_lossy(&found.raw).replace('\n', "|"))
                }
                Err(error) => format!("! {}", error.place),
            })
            .collect()
    }

    fn put(root: &Path, name: &str, text: &str) {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn a_file_of_one_letter_is_that_letter() {
        let root = tempfile::tempdir().unwrap();
        put(root.path(), "x.txt", "Subject: a\n\nb");
        assert_eq!(said(&root.path().join("x.txt")), ["x.txt [] Subject: a||b"]);
        assert_eq!(said(&root.path().join("none.eml")), ["! none.eml"]);
    }

    #[test]
    fn a_maildir_is_read_with_its_folders_and_flags() {
        let root = tempfile::tempdir().unwrap();
        put(root.path(), "cur/1.host:2,RS", "Subject: a\n\n");
        put(root.path(), "new/2.host", "Subject: b\n\n");
        put(root.path(), "tmp/3.host", "Subject: half written\n\n");
        put(root.path(), ".Sent/cur/4.host:2,S", "Subject: c\n\n");
        put(root.path(), ".&BCcENQRABD0EPgQyBDgEOgQ4-.2026/cur/5.host:2,D", "Subject: d\n\n");
        put(root.path(), "Archive/cur/6.host:2,", "Subject: e\n\n");
        put(root.path(), "dovecot-uidlist", "3 V1\n");
        assert_eq!(
            said(root.path()),
            [
                "cur/1.host:2,RS [] Subject: a|| seen",
                "new/2.host [] Subject: b||",
                ".&BCcENQRABD0EPgQyBDgEOgQ4-.2026/cur/5.host:2,D [Черновики/2026] Subject: d||",
                ".Sent/cur/4.host:2,S [Sent] Subject: c|| seen",
                "Archive/cur/6.host:2, [Archive] Subject: e||",
            ]
        );
    }

    #[test]
    fn a_folder_of_files_is_read_and_other_files_in_it_are_not() {
        let root = tempfile::tempdir().unwrap();
        put(root.path(), "a.eml", "Subject: a\n\n");
        put(root.path(), "b.pdf", "%PDF");
        put(root.path(), "Inbox", "From x Mon Nov 23 10:15:22 2026\nSubject: c\n\nd\n");
        put(root.path(), "Inbox.msf", "From nothing");
        put(root.path(), "Inbox.sbd/Sent", "From x Mon Nov 23 10:15:22 2026\nSubject: e\n\nf\n");
        assert_eq!(
            said(root.path()),
            [
                "Inbox, letter 1 at byte 0 [Inbox] Subject: c||d|",
                "Inbox.sbd/Sent, letter 1 at byte 0 [Inbox/Sent] Subject: e||f|",
                "a.eml [] Subject: a||",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_read_is_said_and_the_rest_follows_and_links_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        put(root.path(), "cur/1", "Subject: a\n\n");
        fs::create_dir(root.path().join("new")).unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("loop")).unwrap();
        std::os::unix::fs::symlink("nowhere", root.path().join("cur/0")).unwrap();
        assert_eq!(said(root.path()), ["cur/1 [] Subject: a||"]);
        assert_eq!(said(&root.path().join("cur/0")), ["! 0"]);
    }
}
