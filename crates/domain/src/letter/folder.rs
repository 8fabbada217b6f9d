//! What the folders of a mailbox are for, also where only the name tells it.

/// What a folder is for (RFC 6154, or its usual name).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FolderRole {
    /// INBOX.
    Inbox,
    /// Letters sent.
    Sent,
    /// Any other folder that is synchronised.
    Ordinary,
    /// Not synchronised.
    Drafts,
    /// Not synchronised.
    Junk,
    /// Not synchronised.
    Trash,
    /// A view of all letters (Gmail); not synchronised, its letters are in the other folders.
    All,
}

/// The usual names of the last part of a folder's path, lower case: of Outlook, Thunderbird, Apple Mail, Gmail, Yandex, Mail.ru.
const USUAL: [(FolderRole, &[&str]); 5] = [
    (
        FolderRole::Sent,
        &["sent", "sent items", "sent messages", "sent mail", "отправленные", "отправленное", "отправленные письма", "исходящие"],
    ),
    (FolderRole::Drafts, &["drafts", "draft", "черновики", "templates", "шаблоны", "outbox"]),
    (
        FolderRole::Junk,
        &["junk", "junk e-mail", "junk email", "junk mail", "spam", "bulk mail", "спам", "нежелательная почта", "нежелательные"],
    ),
    (
        FolderRole::Trash,
        &["trash", "deleted", "deleted items", "deleted messages", "bin", "корзина", "удаленные", "удалённые", "удаленное"],
    ),
    (FolderRole::All, &["all mail", "вся почта"]),
];

impl FolderRole {
    /// Whether its letters are read.
    #[must_use]
    pub const fn synchronised(self) -> bool {
        matches!(self, Self::Inbox | Self::Sent | Self::Ordinary)
    }

    /// What a folder of this name is usually for; `last` is the last part of its path. Only where the server does not say it.
    #[must_use]
    pub fn usual(last: &str) -> Self {
        let last = last.trim().to_lowercase();
        USUAL.iter().find(|(_, names)| names.contains(&last.as_str())).map_or(Self::Ordinary, |(role, _)| *role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_known_by_their_usual_names_in_both_languages() {
        for (name, role) in [
            ("Sent Items", FolderRole::Sent),
            ("Отправленные", FolderRole::Sent),
            ("ЧЕРНОВИКИ", FolderRole::Drafts),
            ("Удалённые", FolderRole::Trash),
            ("Спам", FolderRole::Junk),
            ("Вся почта", FolderRole::All),
            ("Заказы 2026", FolderRole::Ordinary),
        ] {
            assert_eq!(FolderRole::usual(name), role, "{name}");
        }
    }
}
