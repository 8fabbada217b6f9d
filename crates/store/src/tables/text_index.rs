//! The words of contacts, findable by stem: FTS5 and tsvector, fed with the same stems, so that both answer alike.
//!
//! The client's id, and the stems of the client's name, stand among the stems behind private-use characters that no typed
//! word has, so that "this client's contacts with this word" is one look-up.

use std::collections::HashSet;

use app::model::work::InteractionKind;
use app::ports::Kept;
use domain::id::{ClientId, InteractionId};
use domain::text;

use crate::engine::connection::Sql;
use crate::engine::statement::{Engine, statements};
use crate::engine::value::params;
use crate::tables::codec::{all, one};
use crate::tx::SqlTx;

/// Distinct stems kept of one contact, and letters of one stem: a tsvector holds at most a megabyte.
const MOST_STEMS: usize = 8192;
const LONGEST_STEM: usize = 60;

statements! {
    hot ADD_STEMS = "INSERT INTO interaction_text (rowid, stems) VALUES ($1, $2)",
        "INSERT INTO interaction_text (id, stems) VALUES ($1, array_to_tsvector(string_to_array(CAST($2 AS TEXT), ' ')))
            ON CONFLICT (id) DO UPDATE SET stems = excluded.stems";
    hot REMOVE_STEMS = "DELETE FROM interaction_text WHERE rowid = $1", "DELETE FROM interaction_text WHERE id = $1";
    hot WORDS_OF = "SELECT i.text, i.client, c.name, i.kind FROM interaction i LEFT JOIN client c ON c.id = i.client WHERE i.id = $1";
    hot OF_CLIENT = "SELECT id FROM interaction WHERE client = $1";
}

/// Stands among the stems of every letter.
const LETTER: &str = "\u{e002}letter";

fn client_word(client: ClientId) -> String {
    format!("\u{e000}{client}")
}

fn name_word(stem: &str) -> String {
    format!("\u{e001}{stem}")
}

/// The first distinct stems of a text, cut to what both engines can hold.
fn stems_of(words: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let stems = text::stems(words).into_iter().map(|stem| cut(&stem)).filter(|stem| !stem.is_empty());
    stems.filter(|stem| seen.insert(stem.clone())).take(MOST_STEMS).collect()
}

fn cut(stem: &str) -> String {
    stem.chars().filter(|letter| letter.is_alphanumeric()).take(LONGEST_STEM).collect()
}

/// Makes a contact's words findable, anew when they were before.
pub(crate) fn renew(tx: &mut SqlTx<'_>, id: InteractionId) -> Kept<()> {
    tx.execute(&REMOVE_STEMS, params![id])?;
    add(tx, id)
}

/// Makes a new contact's words findable.
pub(crate) fn add(tx: &mut SqlTx<'_>, id: InteractionId) -> Kept<()> {
    let row =
        one(tx.query(&WORDS_OF, params![id])?, |row| Ok((row.text()?, row.opt_id(ClientId)?, row.opt_text()?, row.text()?)))?;
    let Some((words, client, name, kind)) = row else { return Ok(()) };
    let mut stems = stems_of(&words);
    stems.extend(client.map(client_word));
    stems.extend((kind == InteractionKind::Letter.code()).then(|| LETTER.to_owned()));
    stems.extend(stems_of(&name.unwrap_or_default()).iter().map(|stem| name_word(stem)));
    if stems.is_empty() {
        return Ok(());
    }
    tx.execute(&ADD_STEMS, params![id, stems.join(" ")])?;
    Ok(())
}

/// Makes all contacts of a client findable under its new name.
pub(crate) fn renew_client(tx: &mut SqlTx<'_>, client: ClientId) -> Kept<()> {
    let ids = all(tx.query(&OF_CLIENT, params![client])?, |row| Ok(InteractionId(row.int()?)))?;
    ids.into_iter().try_for_each(|id| renew(tx, id))
}

/// A client's contacts with all these stems, as a query of the engine.
pub(crate) fn of_client(engine: Engine, stems: &[String], client: ClientId) -> String {
    let words = stems.iter().map(|stem| cut(stem)).filter(|stem| !stem.is_empty()).map(|stem| vec![stem]);
    query(engine, &std::iter::once(vec![client_word(client)]).chain(words).collect::<Vec<_>>())
}

/// Letters with all these stems, as a query of the engine.
pub(crate) fn letters(engine: Engine, stems: &[String]) -> String {
    let words = stems.iter().map(|stem| cut(stem)).filter(|stem| !stem.is_empty()).map(|stem| vec![stem]);
    query(engine, &std::iter::once(vec![LETTER.to_owned()]).chain(words).collect::<Vec<_>>())
}

/// Contacts with all these stems, each in the words or in the client's name; `None` when nothing is asked.
pub(crate) fn anywhere(engine: Engine, stems: &[String]) -> Option<String> {
    let words = stems.iter().map(|stem| cut(stem)).filter(|stem| !stem.is_empty());
    let asked: Vec<_> = words.map(|stem| vec![name_word(&stem), stem]).collect();
    (!asked.is_empty()).then(|| query(engine, &asked))
}

/// All groups, and of each group any word.
fn query(engine: Engine, groups: &[Vec<String>]) -> String {
    let (quote, or, and) = match engine {
        Engine::Sqlite => ('"', " OR ", " AND "),
        Engine::Postgres => ('\'', " | ", " & "),
    };
    let group = |words: &Vec<String>| {
        let words: Vec<_> = words.iter().map(|word| format!("{quote}{word}{quote}")).collect();
        format!("({})", words.join(or))
    };
    groups.iter().map(group).collect::<Vec<_>>().join(and)
}
