//! The locales: both languages hold the same keys with the same values, every key is used, every used key exists.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use crate::checks::line_of;
use crate::finding::Finding;
use crate::rust::{self, Token};
use crate::tree::Tree;

/// Where the locales lie, one folder a language.
const LOCALES: &str = "crates/web/locales/";

/// One key of one language.
struct Key {
    path: String,
    line: usize,
    /// The values it names: `{$count}`.
    values: BTreeSet<String>,
}

type Keys = BTreeMap<String, Key>;

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let ru = keys(tree, "ru", &mut found);
    let en = keys(tree, "en", &mut found);
    missing(&ru, &en, "English", &mut found);
    missing(&en, &ru, "Russian", &mut found);
    for (name, key) in &ru {
        if let Some(other) = en.get(name).filter(|other| other.values != key.values) {
            let what = format!("`{name}` names other values than in Russian: {:?} and {:?}", other.values, key.values);
            found.push(Finding::new(&other.path, other.line, what, "name the same values in both languages"));
        }
    }
    let mut used = BTreeSet::new();
    for (path, tokens) in rust::sources(tree).into_iter().filter(|(path, _)| path.starts_with("crates/")) {
        used.extend(tokens.iter().filter_map(Token::text).map(str::to_owned));
        for (name, line) in asked(&tokens).filter(|(name, _)| !ru.contains_key(*name)) {
            let cure = "add it to crates/web/locales/ru and en, or mend the name";
            found.push(Finding::new(path, line, format!("`{name}` is in no locale"), cure));
        }
    }
    for (name, key) in ru.iter().filter(|(name, _)| !used.contains(*name)) {
        found.push(Finding::new(&key.path, key.line, format!("nobody says `{name}`"), "take it out of both languages"));
    }
    found
}

fn missing(from: &Keys, other: &Keys, language: &str, found: &mut Vec<Finding>) {
    for (name, key) in from.iter().filter(|(name, _)| !other.contains_key(*name)) {
        found.push(Finding::new(&key.path, key.line, format!("`{name}` is missing in {language}"), "add it there"));
    }
}

/// Keys asked by `t!(lang, "key", ...)`, with their lines.
fn asked(tokens: &[Token]) -> impl Iterator<Item = (&str, usize)> {
    let calls = (0..tokens.len()).filter(|at| tokens[*at].is_word("t") && tokens.get(at + 1).is_some_and(|next| next.is('!')));
    calls.filter_map(|at| {
        // The key is the second argument, when it is written out.
        let end = rust::closing(tokens, at + 2);
        let comma = (at + 3..end).find(|at| tokens[*at].is(','))?;
        let key = tokens.get(comma + 1)?;
        Some((key.text()?, key.line))
    })
}

fn keys(tree: &Tree, language: &str, found: &mut Vec<Finding>) -> Keys {
    let mut keys = Keys::new();
    for (path, text) in tree.matching(&format!("{LOCALES}{language}/"), ".ftl") {
        let resource = match parser::parse(text) {
            Ok(resource) => resource,
            Err((resource, mistakes)) => {
                for mistake in mistakes {
                    let line = line_of(text, mistake.pos.start.min(text.len()));
                    found.push(Finding::new(path, line, format!("a mistake: {}", mistake.kind), "mend the line"));
                }
                resource
            }
        };
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let name = message.id.name;
            let line = text.lines().position(|line| line.split(['=', ' ']).next() == Some(name)).map_or(1, |at| at + 1);
            let mut values = BTreeSet::new();
            message.value.iter().for_each(|pattern| walk(pattern, &mut values));
            let key = Key { path: path.to_owned(), line, values };
            if let Some(before) = keys.insert(name.to_owned(), key) {
                found.push(Finding::new(path, line, format!("`{name}` stands twice, in {} too", before.path), "keep one"));
            }
        }
    }
    keys
}

fn walk(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => note(inline, values),
            Expression::Select { selector, variants } => {
                note(selector, values);
                variants.iter().for_each(|variant| walk(&variant.value, values));
            }
        }
    }
}

fn note(inline: &InlineExpression<&str>, values: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(values.insert(id.name.to_owned())),
        InlineExpression::FunctionReference { arguments, .. } => arguments.positional.iter().for_each(|own| note(own, values)),
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = expression.as_ref() {
                note(inner, values);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    const USES: (&str, &str) = ("crates/web/src/a.rs", "fn f() { t!(lang, \"menu\"); t!(self.lang, \"found\", count = 3) }");

    #[test]
    fn a_key_missing_in_one_language_is_found() {
        let files = [
            ("crates/web/locales/en/a.ftl", "# A\nmenu = Menu\n"),
            ("crates/web/locales/ru/a.ftl", "# A\nmenu = Меню\nfound = Нашлось\n"),
            USES,
        ];
        assert_eq!(said(check, &files), ["crates/web/locales/ru/a.ftl:3 `found` is missing in English"]);
    }

    #[test]
    fn a_key_nobody_says_and_a_key_said_but_not_there_are_found() {
        let both = "menu = M\nother = O\n";
        let files = [("crates/web/locales/en/a.ftl", both), ("crates/web/locales/ru/a.ftl", both), USES];
        let found = said(check, &files);
        assert_eq!(found, ["crates/web/src/a.rs:1 `found` is in no locale", "crates/web/locales/ru/a.ftl:2 nobody says `other`"]);
    }

    #[test]
    fn a_key_only_a_test_says_is_not_used() {
        let text = "only-here = x\n";
        let test = ("crates/web/src/b.rs", "#[cfg(test)]\nmod tests { fn f() { t!(lang, \"only-here\") } }");
        let files = [("crates/web/locales/en/a.ftl", text), ("crates/web/locales/ru/a.ftl", text), test];
        assert_eq!(said(check, &files), ["crates/web/locales/ru/a.ftl:1 nobody says `only-here`"]);
    }

    #[test]
    fn other_values_a_key_twice_and_a_mistake_are_found() {
        let (ru, en) = (
            "menu = М\nfound = { $count } шт\n",
            "menu = M\nmenu = N\nfound = { $total ->\n    [one] one\n   *[other] { $total }\n }\n= x\n",
        );
        let files = [("crates/web/locales/en/a.ftl", en), ("crates/web/locales/ru/a.ftl", ru), USES];
        let found = said(check, &files).join("\n");
        assert!(
            found.contains("`menu` stands twice") && found.contains("`found` names other values") && found.contains("a mistake"),
            "{found}"
        );
    }
}
