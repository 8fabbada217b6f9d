//! Prepares every statement of the registry on a database and asks for its plan: the test behind invariant 5 of docs/architecture.md.

use crate::engine::statement::{Engine, Statement};
use crate::engine::tls::connect;
use crate::engine::url::DatabaseUrl;
use crate::error::{StoreError, from_postgres, from_sqlite};

/// What is wrong with a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The statement's name.
    pub statement: String,
    /// In words, with the line of the plan.
    pub why: String,
}

/// Tables whose size does not grow with the work of the office: reading them whole is right.
const SMALL: &[&str] = &[
    "office",
    "counter",
    "playbook",
    "phrase_count",
    "employee",
    "invitation",
    "finder_segment",
    "schema_migration",
    "mailbox",
    "mail_folder",
    "node_lease",
];

/// Partial indexes over what is open now, which does not grow with the years: reading them whole is right.
const OPEN_WORK: &[&str] = &[
    "sheet_open",
    "sheet_stale",
    "promise_open",
    "call_running",
    "finder_fresh",
    "letter_waiting",
    "letter_overdue",
    "letter_untyped",
    "letter_untyped_at",
    "letter_unmatched",
    "outgoing_due",
    "outgoing_open",
    "outgoing_thread",
];

/// Every statement of the crate.
#[must_use]
pub fn statements() -> Vec<&'static Statement> {
    crate::tables::statements().collect()
}

/// Prepares all statements, and complains about each that the engine refuses, that answers a column of a type no [`crate`]
/// column may have, or that is hot and reads a growing table from end to end. The database must be filled: an empty table is read from end to end by right.
///
/// # Errors
/// When the database cannot be opened.
pub fn check(url: &DatabaseUrl, statements: &[&Statement]) -> Result<Vec<Complaint>, StoreError> {
    let mut complaints = Vec::new();
    let mut complain = |statement: &Statement, why: String| {
        complaints.push(Complaint { statement: statement.name.to_owned(), why });
    };
    match url {
        DatabaseUrl::Sqlite(path) => {
            let connection = rusqlite::Connection::open(path).map_err(from_sqlite)?;
            for statement in statements {
                match sqlite_plan(&connection, statement) {
                    Ok(plan) => {
                        for line in plan.iter().filter(|line| statement.hot && sqlite_scans(line, &plan)) {
                            complain(statement, format!("SQLite: {line}"));
                        }
                    }
                    Err(why) => complain(statement, format!("SQLite: {why}")),
                }
            }
        }
        DatabaseUrl::Postgres(url) => {
            let mut client = connect(url)?;
            // How the tables are filled decides between indexes.
            client.batch_execute("ANALYZE").map_err(from_postgres)?;
            // Generic plans and no sequential scans unless nothing else is possible.
            let settings = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off";
            client.batch_execute(settings).map_err(from_postgres)?;
            for statement in statements {
                match postgres_plan(&mut client, statement) {
                    Ok(plan) => {
                        for why in postgres_scans(&plan).into_iter().filter(|_| statement.hot) {
                            complain(statement, format!("PostgreSQL: {why}"));
                        }
                    }
                    Err(why) => complain(statement, format!("PostgreSQL: {why}")),
                }
            }
        }
    }
    Ok(complaints)
}

fn sqlite_plan(connection: &rusqlite::Connection, statement: &Statement) -> Result<Vec<String>, StoreError> {
    let text = statement.text(Engine::Sqlite);
    connection.prepare(text).map_err(from_sqlite)?;
    let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {text}")).map_err(from_sqlite)?;
    let lines = explain.raw_query().mapped(|row| row.get::<_, String>(3)).collect::<Result<_, _>>();
    lines.map_err(from_sqlite)
}

/// `SCAN call`, `SCAN c USING INDEX ...` and `SCAN c USING COVERING INDEX ...` all read from end to end; so may a `SEARCH call`
/// that names no condition in parentheses (a minimum or maximum with a filter).
fn sqlite_scans(line: &str, plan: &[String]) -> bool {
    let search = line.strip_prefix("SEARCH ").filter(|rest| !rest.contains('('));
    let Some(rest) = line.strip_prefix("SCAN ").or(search) else {
        return false;
    };
    let table = rest.split(' ').next().unwrap_or(rest);
    // Virtual tables answer a MATCH; rows in parentheses are a subquery or a list of values.
    let harmless = rest.contains("VIRTUAL TABLE INDEX") || table.starts_with('(') || rest.starts_with("CONSTANT ROW");
    // The rows of a subquery are as many as the subquery finds, and it has lines of its own.
    let subquery =
        plan.iter().any(|other| other.strip_prefix("CO-ROUTINE ").or(other.strip_prefix("MATERIALIZE ")) == Some(table));
    !harmless && !subquery && !SMALL.contains(&table)
}

fn postgres_plan(client: &mut postgres::Client, statement: &Statement) -> Result<serde_json::Value, StoreError> {
    let text = statement.text(Engine::Postgres);
    let prepared = client.prepare(text).map_err(from_postgres)?;
    if let Some(column) = prepared.columns().iter().find(|column| !crate::engine::postgres::readable(column.type_())) {
        return Err(StoreError::Other(format!("column {} is a {}: cast it", column.name(), column.type_())));
    }
    if let Some(kind) = prepared.params().iter().find(|kind| !crate::engine::postgres::readable(kind)) {
        return Err(StoreError::Other(format!("a parameter is a {kind}: cast it")));
    }
    let nulls = vec!["NULL"; prepared.params().len()].join(", ");
    let arguments = if nulls.is_empty() { String::new() } else { format!("({nulls})") };
    client.batch_execute(&format!("DEALLOCATE ALL; PREPARE explained AS {text}")).map_err(from_postgres)?;
    let plan = client.simple_query(&format!("EXPLAIN (FORMAT JSON) EXECUTE explained{arguments}")).map_err(from_postgres)?;
    let json: String = plan
        .iter()
        .filter_map(|message| match message {
            postgres::SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        })
        .collect();
    serde_json::from_str(&json).map_err(|why| StoreError::Corrupt(why.to_string()))
}

/// Walks a plan for sequential scans, and for index scans without a condition, of growing tables.
fn postgres_scans(plan: &serde_json::Value) -> Vec<String> {
    match plan {
        serde_json::Value::Array(parts) => parts.iter().flat_map(postgres_scans).collect(),
        serde_json::Value::Object(node) => {
            let text = |key: &str| node.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
            let (kind, table) = (text("Node Type"), text("Relation Name"));
            let whole = match kind {
                "Seq Scan" | "Parallel Seq Scan" => true,
                // A minimum or maximum asks the index only for what is not null.
                "Index Scan" | "Index Only Scan" => {
                    matches!(text("Index Cond").split_once(" IS NOT NULL)"), Some((_, ""))) || text("Index Cond").is_empty()
                }
                _ => false,
            };
            let grows = !SMALL.contains(&table) && !OPEN_WORK.contains(&text("Index Name"));
            let here = (whole && grows).then(|| format!("{kind} of {table} without a condition on an index"));
            here.into_iter().chain(node.values().flat_map(postgres_scans)).collect()
        }
        _ => Vec::new(),
    }
}
