//! What the tree checks about itself: `cargo xtask tidy`. The rules are those of `docs/architecture.md`.

mod checks;
mod finding;
mod rust;
mod tree;

use std::io::Write as _;
use std::process::ExitCode;

const USAGE: &str = "cargo xtask tidy          checks the tree; every finding names file, line and cure
cargo xtask migrations    writes the list of landed migrations anew, after adding one";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let done = match command.as_str() {
        "tidy" => tree::Tree::of_repository().map(|tree| tidy(&tree)),
        "migrations" => tree::Tree::of_repository().and_then(|tree| write_migrations(&tree)),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            say(&why);
            ExitCode::from(2)
        }
    }
}

/// Prints what was found; `false` when something has to be cured.
fn tidy(tree: &tree::Tree) -> bool {
    let findings = checks::all(tree);
    let errors = findings.iter().filter(|one| !one.warning).count();
    findings.iter().for_each(|one| say(&one.to_string()));
    let warnings = findings.len() - errors;
    say(&format!("tidy: {} files, {errors} findings to cure, {warnings} warnings", tree.len()));
    errors == 0
}

fn write_migrations(tree: &tree::Tree) -> Result<bool, String> {
    let list = checks::migrations::list(tree);
    let path = tree.root().join(checks::migrations::LIST);
    std::fs::write(&path, list).map_err(|why| format!("{} cannot be written: {why}", checks::migrations::LIST))?;
    Ok(true)
}

fn say(line: &str) {
    // A closed pipe is the reader's choice.
    drop(writeln!(std::io::stdout(), "{line}"));
}
