//! Where the database is, as written in the configuration.

use std::path::PathBuf;
use std::str::FromStr;

use crate::engine::tls::encryption;

/// A file of SQLite or a server of PostgreSQL.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The path of a SQLite file; its folder must exist.
    Sqlite(PathBuf),
    /// `postgres://user:password@host/database`.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = String;

    /// Reads `postgres://...`, `sqlite:path`, `sqlite:///path` or a bare path.
    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return encryption(text).map(|_| Self::Postgres(text.to_owned()));
        }
        let path = match text.strip_prefix("sqlite:") {
            Some(rest) => rest.strip_prefix("//").unwrap_or(rest),
            None if text.contains("://") => {
                return Err(format!("'{text}' is neither postgres://... nor sqlite:path"));
            }
            None => text,
        };
        if path.is_empty() {
            return Err("the database has no path: write sqlite:path or postgres://...".into());
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

impl std::fmt::Debug for DatabaseUrl {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => match (url.find("://"), url.rfind('@')) {
                (Some(scheme), Some(at)) => write!(f, "{}...{}", &url[..scheme + 3], &url[at..]),
                _ => f.write_str(url),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_or_a_path_says_which_engine() {
        assert_eq!("sqlite:///var/a.db".parse(), Ok(DatabaseUrl::Sqlite("/var/a.db".into())));
        assert_eq!("data/a.db".parse(), Ok(DatabaseUrl::Sqlite("data/a.db".into())));
        assert!(matches!("postgres://u@h/d".parse(), Ok(DatabaseUrl::Postgres(_))));
        assert!("mysql://x".parse::<DatabaseUrl>().is_err());
        assert!("sqlite:".parse::<DatabaseUrl>().is_err());
    }

    #[test]
    fn a_password_is_not_printed() {
        assert_eq!(format!("{:?}", DatabaseUrl::Postgres("postgres://u:secret@h/d".into())), "postgres://...@h/d");
    }
}
