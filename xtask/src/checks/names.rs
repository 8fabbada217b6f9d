//! Tests are named as sentences about behaviour.

use crate::finding::Finding;
use crate::rust;
use crate::tree::Tree;

/// Fewest words of a sentence.
const WORDS_MIN: usize = 3;

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.matching("", ".rs") {
        let tokens = rust::tokens(text);
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is('#')) {
            let test =
                tokens[at + 1..].iter().take(3).map(|own| own.word().unwrap_or("")).collect::<Vec<_>>() == ["", "test", ""];
            let mut rest = tokens[at..].iter().skip_while(|own| !own.is_word("fn"));
            let name = rest.nth(1).and_then(rust::Token::word).filter(|_| test);
            if let Some(name) = name.filter(|name| name.split('_').count() < WORDS_MIN) {
                let cure = "say in a sentence what the product does";
                found.push(Finding::warning(path, token.line, format!("the test `{name}` is no sentence"), cure));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::said;

    #[test]
    fn a_test_of_two_words_is_no_sentence() {
        let source = "#[test]\nfn it_works() {}\n#[test]\nfn a_call_rings_once() {}\n#[cfg(test)]\nfn x() {}";
        assert_eq!(said(check, &[("a.rs", source)]), ["a.rs:1 the test `it_works` is no sentence"]);
    }
}
