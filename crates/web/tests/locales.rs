//! The locales: both languages hold the same keys with the same values, every key is used, every used key exists.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// Key -> the values it names.
fn keys(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for (_, file, text) in yellowsheet_web::locale::sources().iter().filter(|(tag, _, _)| *tag == lang) {
        let resource = parser::parse(*text).unwrap_or_else(|(_, e)| panic!("{lang}/{file} has mistakes: {e:?}"));
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let pattern = message.value.as_ref().unwrap_or_else(|| panic!("{lang}/{file}: {} is empty", message.id.name));
            let mut names = BTreeSet::new();
            walk(pattern, &mut names);
            let before = keys.insert(message.id.name.to_owned(), names);
            assert!(before.is_none(), "{lang}/{file}: {} stands twice", message.id.name);
        }
    }
    keys
}

fn walk(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => note(inline, names),
            Expression::Select { selector, variants } => {
                note(selector, names);
                variants.iter().for_each(|v| walk(&v.value, names));
            }
        }
    }
}

fn note(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        names.insert(id.name.to_owned());
    }
}

/// Every Rust source of the crate.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn both_languages_hold_the_same_keys_with_the_same_values() {
    let (ru, en) = (keys("ru"), keys("en"));
    for (key, names) in &ru {
        let other = en.get(key).unwrap_or_else(|| panic!("{key} is missing in English"));
        assert_eq!(names, other, "{key} names other values in English");
    }
    for key in en.keys() {
        assert!(ru.contains_key(key), "{key} is missing in Russian");
    }
}

#[test]
fn every_key_is_used_and_every_used_key_exists() {
    let known = keys("ru");
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut used = BTreeSet::new();
    for path in &files {
        let text = fs::read_to_string(path).expect("a source");
        for part in text.split('"').skip(1).filter(|p| known.contains_key(*p)) {
            used.insert(part.to_owned());
        }
        for call in text.split(" t!(").skip(1).chain(text.split("(t!(").skip(1)) {
            let Some((_, rest)) = call.split_once('"') else { continue };
            let key = rest.split('"').next().unwrap_or_default();
            let looks_like_a_key =
                !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if call.find('"').is_some_and(|at| at < 60) && looks_like_a_key {
                assert!(known.contains_key(key), "{}: {key} is in no locale", path.display());
            }
        }
    }
    let unused: Vec<_> = known.keys().filter(|k| !used.contains(*k)).collect();
    assert!(unused.is_empty(), "keys nobody uses: {unused:?}");
}
