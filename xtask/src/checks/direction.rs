//! Which crate may use which, and what must never come into `domain` and `app`.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::finding::Finding;
use crate::rust;
use crate::tree::Tree;

/// Our crates and those of ours each may use: `domain <- app <- {store, playbook, mail, web} <- server`.
/// Adapters do not see each other; `web` alone opens the store's transactions.
const ALLOWED: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("app", &["domain"]),
    ("playbook", &["domain"]),
    ("store", &["app", "domain"]),
    ("mail", &["app", "domain"]),
    ("web", &["app", "domain", "mail", "store"]),
    ("server", &["app", "domain", "mail", "playbook", "store", "web", "testkit"]),
    ("testkit", &["app", "domain", "playbook", "store"]),
    ("xtask", &[]),
    ("fuzz", &["domain", "mail"]),
];

/// What may not be among the dependencies of `domain` and `app`, however deep.
const FOREIGN: [&str; 16] = [
    "async-std",
    "axum",
    "diesel",
    "futures-executor",
    "http",
    "hyper",
    "libsqlite3-sys",
    "maud",
    "postgres",
    "reqwest",
    "rusqlite",
    "smol",
    "sqlx",
    "tokio",
    "tokio-postgres",
    "tower",
];

const PURE: [&str; 2] = ["domain", "app"];

/// One crate of ours.
struct Crate<'a> {
    name: String,
    path: &'a str,
    text: &'a str,
    normal: Vec<String>,
    others: Vec<String>,
}

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut crates = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| path.ends_with("/Cargo.toml")) {
        match text.parse::<Table>() {
            Ok(table) => crates.push(read(path, text, &table)),
            Err(why) => found.push(Finding::new(path, 1, format!("is no TOML: {}", why.message()), "mend the file")),
        }
    }
    let lock = tree.text("Cargo.lock").map(locked).unwrap_or_default();
    for one in &crates {
        found.extend(own(one));
        found.extend(deep(one, &lock));
        found.extend(unused(tree, one));
    }
    found.extend(workspace(tree, &crates));
    found
}

fn read<'a>(path: &'a str, text: &'a str, table: &Table) -> Crate<'a> {
    let name = path.trim_end_matches("/Cargo.toml").rsplit('/').next().unwrap_or_default().to_owned();
    let listed = |section: &str| -> Vec<String> {
        table.get(section).and_then(Value::as_table).map(|own| own.keys().cloned().collect()).unwrap_or_default()
    };
    Crate {
        name,
        path,
        text,
        normal: listed("dependencies"),
        others: [listed("dev-dependencies"), listed("build-dependencies")].concat(),
    }
}

/// The line of a dependency in a crate's file.
fn line(text: &str, name: &str) -> usize {
    let begins = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '.', '=']));
    text.lines().position(begins).map_or(1, |at| at + 1)
}

/// Dependencies among our own crates, and versions outside the workspace.
fn own(one: &Crate<'_>) -> Vec<Finding> {
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == one.name) else {
        let cure = "name it in ALLOWED of xtask/src/checks/direction.rs and in docs/architecture.md";
        return vec![Finding::new(one.path, 1, format!("crate {} has no place in the direction of crates", one.name), cure)];
    };
    let ours = |name: &&String| ALLOWED.iter().any(|(own, _)| own == name);
    let mut found = Vec::new();
    for name in one.normal.iter().filter(ours).filter(|name| !allowed.contains(&name.as_str())) {
        let cure = "take what is needed as an argument, or move the rule inward; the direction is in docs/architecture.md";
        found.push(Finding::new(one.path, line(one.text, name), format!("{} may not depend on {name}", one.name), cure));
    }
    for name in one.normal.iter().filter(|name| name.as_str() == "testkit" && one.name != "server") {
        let cure = "move it to [dev-dependencies]";
        found.push(Finding::new(one.path, line(one.text, name), "testkit is for tests", cure));
    }
    // A workspace of its own (fuzzing wants another compiler) cannot take its versions from ours.
    let apart = one.text.lines().any(|line| line == "[workspace]");
    for (at, text) in one.text.lines().enumerate().filter(|_| !apart) {
        let outside = text.contains("version = \"") || text.contains("path = \"../") || text.contains("git = \"");
        if outside && !text.starts_with("version") {
            let cure = "write it in [workspace.dependencies] of the root and `x.workspace = true` here";
            found.push(Finding::new(one.path, at + 1, "a dependency has a version of its own", cure));
        }
    }
    found
}

/// Package -> the packages it needs, out of `Cargo.lock`.
fn locked(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let table = text.parse::<Table>().unwrap_or_default();
    let packages = table.get("package").and_then(Value::as_array).into_iter().flatten();
    for package in packages {
        let Some(name) = package.get("name").and_then(Value::as_str) else { continue };
        let needs = package.get("dependencies").and_then(Value::as_array).into_iter().flatten();
        // "name" or "name version": versions of one package are taken together, which can only find more.
        let needs = needs.filter_map(Value::as_str).filter_map(|need| need.split(' ').next()).map(str::to_owned);
        all.entry(name.to_owned()).or_default().extend(needs);
    }
    all
}

/// Foreign packages behind the dependencies of a pure crate.
fn deep(one: &Crate<'_>, lock: &BTreeMap<String, BTreeSet<String>>) -> Vec<Finding> {
    let mut found = Vec::new();
    for first in one.normal.iter().filter(|_| PURE.contains(&one.name.as_str())) {
        let mut seen = BTreeSet::new();
        let mut open = vec![first.as_str()];
        while let Some(name) = open.pop() {
            if seen.insert(name) {
                open.extend(lock.get(name).into_iter().flatten().map(String::as_str));
            }
        }
        for foreign in FOREIGN.iter().filter(|name| seen.contains(*name)) {
            let what = if foreign == first {
                format!("{} depends on {foreign}", one.name)
            } else {
                format!("{first} brings {foreign} into {}", one.name)
            };
            let cure = "domain and app do no input or output: move it to an adapter";
            found.push(Finding::new(one.path, line(one.text, first), what, cure));
        }
    }
    found
}

/// Dependencies no source of the crate names.
fn unused(tree: &Tree, one: &Crate<'_>) -> Vec<Finding> {
    let folder = one.path.trim_end_matches("Cargo.toml");
    let mut words = BTreeSet::new();
    for (_, text) in tree.matching(folder, ".rs") {
        words.extend(rust::tokens(text).iter().filter_map(|token| token.word().map(str::to_owned)));
    }
    let named = |name: &&String| words.contains(&name.replace('-', "_"));
    let cure = "take the line out";
    let all = one.normal.iter().chain(&one.others).filter(|name| !named(name));
    all.map(|name| Finding::new(one.path, line(one.text, name), format!("nothing in {} uses {name}", one.name), cure)).collect()
}

/// Dependencies of the workspace no crate takes.
fn workspace(tree: &Tree, crates: &[Crate<'_>]) -> Vec<Finding> {
    let Some(text) = tree.text("Cargo.toml") else { return Vec::new() };
    let table = text.parse::<Table>().unwrap_or_default();
    let listed = table.get("workspace").and_then(|own| own.get("dependencies")).and_then(Value::as_table);
    let taken = |name: &&String| crates.iter().any(|one| one.normal.contains(name) || one.others.contains(name));
    let left = listed.into_iter().flat_map(|own| own.keys()).filter(|name| !taken(name));
    left.map(|name| Finding::new("Cargo.toml", line(text, name), format!("no crate takes {name}"), "take the line out")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    const USES: &str = "//! x\nuse app; use domain; use store; use web; use tokio; use tower_http; use testkit;";

    #[test]
    fn the_domain_may_not_see_the_app() {
        let files = [("crates/domain/Cargo.toml", "[dependencies]\napp.workspace = true\n"), ("crates/domain/src/lib.rs", USES)];
        assert_eq!(said(check, &files), ["crates/domain/Cargo.toml:2 domain may not depend on app"]);
    }

    #[test]
    fn adapters_do_not_see_each_other_but_web_sees_the_store() {
        let files = [
            ("crates/store/Cargo.toml", "[dependencies]\nweb.workspace = true\n"),
            ("crates/store/src/lib.rs", USES),
            ("crates/web/Cargo.toml", "[dependencies]\nstore.workspace = true\n"),
            ("crates/web/src/lib.rs", USES),
        ];
        assert_eq!(said(check, &files), ["crates/store/Cargo.toml:2 store may not depend on web"]);
    }

    #[test]
    fn a_runtime_behind_a_dependency_of_the_app_is_found() {
        let lock =
            "[[package]]\nname = \"tower-http\"\ndependencies = [\"bytes\", \"tokio 1.0.0\"]\n[[package]]\nname = \"tokio\"\n";
        let files = [
            ("Cargo.lock", lock),
            ("crates/app/Cargo.toml", "[dependencies]\ntower-http.workspace = true\n"),
            ("crates/app/src/lib.rs", USES),
        ];
        assert_eq!(said(check, &files), ["crates/app/Cargo.toml:2 tower-http brings tokio into app"]);
    }

    #[test]
    fn testkit_is_no_dependency_of_the_product_and_versions_stand_in_the_root() {
        let manifest = "[package]\nversion = \"1\"\n[dependencies]\ntokio = { version = \"1\" }\n[dev-dependencies]\ntestkit.workspace = true\n";
        let files = [("crates/store/Cargo.toml", manifest), ("crates/store/src/lib.rs", USES)];
        assert_eq!(said(check, &files), ["crates/store/Cargo.toml:4 a dependency has a version of its own"]);
    }

    #[test]
    fn a_workspace_of_its_own_has_versions_of_its_own() {
        let manifest =
            "[package]\n[workspace]\n[dependencies]\nlibfuzzer-sys = \"0.4\"\nyellowsheet-mail = { path = \"../crates/mail\" }\n";
        let files = [("fuzz/Cargo.toml", manifest), ("fuzz/fuzz_targets/a.rs", "use libfuzzer_sys::x; use yellowsheet_mail::y;")];
        assert_eq!(said(check, &files), Vec::<String>::new());
    }

    #[test]
    fn a_dependency_nobody_names_is_found_in_a_crate_and_in_the_workspace() {
        let files = [
            ("Cargo.toml", "[workspace.dependencies]\ncsv = \"1\"\ntoml = \"1\"\n"),
            ("crates/store/Cargo.toml", "[dependencies]\ncsv.workspace = true\n"),
            ("crates/store/src/lib.rs", "//! mentions csv only in words"),
        ];
        assert_eq!(
            said(check, &files),
            ["crates/store/Cargo.toml:2 nothing in store uses csv", "Cargo.toml:3 no crate takes toml"]
        );
    }

    #[test]
    fn an_unknown_crate_has_to_be_given_its_place() {
        let files = [("crates/sound/Cargo.toml", "[package]\n")];
        assert_eq!(said(check, &files), ["crates/sound/Cargo.toml:1 crate sound has no place in the direction of crates"]);
    }
}
