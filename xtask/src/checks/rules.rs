//! Words of Rust that are not used here.

use crate::finding::Finding;
use crate::rust;
use crate::tree::Tree;

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.matching("", ".rs") {
        let tokens = rust::tokens(text);
        for (at, token) in tokens.iter().enumerate() {
            let bang = usize::from(tokens.get(at + 1).is_some_and(|next| next.is('!')));
            let attribute = token.is('#') && tokens.get(at + 1 + bang).is_some_and(|next| next.is('['));
            if attribute && tokens.get(at + 2 + bang).is_some_and(|word| word.is_word("allow")) {
                let cure = "mend what the lint says, or write #[expect(..., reason = \"...\")]";
                found.push(Finding::new(path, token.line, "an attribute `allow`", cure));
            }
            let follows = |sign| tokens.get(at + 1).is_some_and(|next| next.is(sign));
            if token.is_word("unsafe") && !follows('_') {
                found.push(Finding::new(path, token.line, "unsafe code", "write it without"));
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
    fn allow_is_found_as_an_attribute_and_not_as_a_word() {
        let source = "//! #[allow(x)] in words\n#![allow(dead_code)]\n#[allow(dead_code)]\nfn allow() {}\n#[expect(x, reason = \"#[allow]\")]";
        assert_eq!(said(check, &[("a.rs", source)]), ["a.rs:2 an attribute `allow`", "a.rs:3 an attribute `allow`"]);
    }

    #[test]
    fn unsafe_code_is_found() {
        assert_eq!(said(check, &[("a.rs", "fn f() {\n unsafe { g() } }")]), ["a.rs:2 unsafe code"]);
        assert!(said(check, &[("a.rs", "fn f() { h(unsafe_code) }")]).is_empty());
    }
}
