//! The registry of SQL texts: each has a name, so that a test can prepare and explain every one of them on both engines.

use std::sync::OnceLock;

/// Which database a connection speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, one file.
    Sqlite,
    /// PostgreSQL, a server.
    Postgres,
}

/// One SQL text with placeholders `$1`..`$n`.
#[derive(Debug)]
pub struct Statement {
    /// The name of the constant that holds it.
    pub name: &'static str,
    /// On a path somebody waits for: it must not scan a growing table.
    pub hot: bool,
    sqlite: &'static str,
    postgres: &'static str,
    numbered: OnceLock<String>,
}

impl Statement {
    /// A statement; the two texts are the same one wherever that is possible.
    #[must_use]
    pub const fn new(name: &'static str, hot: bool, sqlite: &'static str, postgres: &'static str) -> Self {
        Self { name, hot, sqlite, postgres, numbered: OnceLock::new() }
    }

    /// The text for an engine. SQLite gets `?1` for `$1`: a numbered parameter needs no look-up by name.
    pub fn text(&self, engine: Engine) -> &str {
        match engine {
            Engine::Postgres => self.postgres,
            Engine::Sqlite => self.numbered.get_or_init(|| numbered(self.sqlite)),
        }
    }
}

fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let placeholder = c == '$' && rest.peek().is_some_and(char::is_ascii_digit);
        out.push(if placeholder { '?' } else { c });
    }
    out
}

/// Declares statements and a list `ALL` of them: `hot NAME = "one text";` or `cold NAME = "sqlite", "postgres";`.
macro_rules! statements {
    (@hot hot) => { true };
    (@hot cold) => { false };
    (@texts $name:ident $heat:ident $both:expr) => {
        $crate::engine::statement::Statement::new(stringify!($name), statements!(@hot $heat), $both, $both)
    };
    (@texts $name:ident $heat:ident $sqlite:expr, $postgres:expr) => {
        $crate::engine::statement::Statement::new(stringify!($name), statements!(@hot $heat), $sqlite, $postgres)
    };
    ($($(#[$meta:meta])* $heat:ident $name:ident = $first:expr $(, $second:expr)?;)*) => {
        $($(#[$meta])* pub(crate) static $name: $crate::engine::statement::Statement =
            statements!(@texts $name $heat $first $(, $second)?);)*
        /// Every statement of this file.
        pub(crate) static ALL: &[&$crate::engine::statement::Statement] = &[$(&$name),*];
    };
}
pub(crate) use statements;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_gets_numbered_parameters_and_other_dollars_stay() {
        let statement = Statement::new("X", true, "SELECT '$', $1, $12 FROM t", "");
        assert_eq!(statement.text(Engine::Sqlite), "SELECT '$', ?1, ?12 FROM t");
    }
}
