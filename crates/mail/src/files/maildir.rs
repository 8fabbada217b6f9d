//! Names in a Maildir: flags of files, folders.

use std::path::Path;

use super::flags::Flags;

/// A folder with `cur` or `new` in it.
pub(super) fn is_maildir(path: &Path) -> bool {
    path.join("cur").is_dir() || path.join("new").is_dir()
}

/// The flags in a file's name: `1234.host:2,RS`. Where colons are not allowed in names another mark stands there.
pub(super) fn flags_of(path: &Path) -> Flags {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let letters = [":2,", ";2,", "!2,", "-2,"].iter().find_map(|mark| name.rsplit_once(mark).map(|(_, letters)| letters));
    Flags::of_letters(letters.unwrap_or_default())
}

/// The folder a directory's name means: `.Archive.2025` is `Archive/2025`, `Inbox.sbd` the folders below `Inbox`; names beyond
/// ASCII are written in IMAP's UTF-7 (RFC 3501, 5.1.3).
pub(super) fn folder_name(name: &str) -> String {
    let name = name.strip_suffix(".sbd").unwrap_or(name);
    let dotted = name.starts_with('.');
    let parts = name.split('.').filter(|part| !part.is_empty()).map(from_utf7);
    if dotted { parts.collect::<Vec<_>>().join("/") } else { from_utf7(name) }
}

fn from_utf7(name: &str) -> String {
    encodify::utf7::IMAP.decode(name).unwrap_or_else(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_as_people_named_them() {
        for (name, folder) in [
            (".Sent", "Sent"),
            (".Archive.2025", "Archive/2025"),
            (".&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", "Отправленные"),
            ("a&-b", "a&b"),
            ("&broken", "&broken"),
            ("Inbox.sbd", "Inbox"),
            ("v1.2", "v1.2"),
        ] {
            assert_eq!(folder_name(name), folder);
        }
    }

    #[test]
    fn flags_stand_behind_the_last_mark() {
        assert!(flags_of(Path::new("x/1:2,a:2,S")).seen);
        assert_eq!(flags_of(Path::new("x/1.host")), Flags::default());
        assert!(flags_of(Path::new("x/1.host;2,T")).deleted);
    }
}
