//! Finds the words of a page in `html! { ... }`: texts of elements, and attributes a person reads or hears.

use crate::rust::{Kind, Token, closing};

/// Attributes whose value a person reads or hears.
const READ: [&str; 9] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "label",
    "placeholder",
    "title",
];

/// Every literal word of the page: its token's place.
pub(crate) fn words(tokens: &[Token]) -> Vec<usize> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let is_macro = tokens[at].is_word("html") && tokens.get(at + 1).is_some_and(|next| next.is('!'));
        let open = at + 2;
        if is_macro && tokens.get(open).is_some_and(|next| next.is('{') || next.is('(') || next.is('[')) {
            markup(tokens, open + 1, closing(tokens, open), false, &mut found);
        }
    }
    found
}

/// Walks markup from `at` to `end`. `quiet` markup is the value of an attribute nobody reads.
fn markup(tokens: &[Token], mut at: usize, end: usize, quiet: bool, found: &mut Vec<usize>) {
    while at < end {
        match &tokens[at].kind {
            // An expression: macros inside it are found by themselves.
            Kind::Sign('(' | '[') => at = closing(tokens, at) + 1,
            Kind::Sign('@') => at = control(tokens, at + 1, end, quiet, found),
            Kind::Sign('{') => {
                let close = closing(tokens, at);
                markup(tokens, at + 1, close, quiet, found);
                at = close + 1;
            }
            Kind::Sign('=') => at = attribute(tokens, at, quiet, found),
            Kind::Text(text) => {
                let name = at > 0 && (tokens[at - 1].is('.') || tokens[at - 1].is('#'));
                if !quiet && !name && has_words(text) {
                    found.push(at);
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// The value of an attribute, `at` its `=`; gives what follows.
fn attribute(tokens: &[Token], at: usize, quiet: bool, found: &mut Vec<usize>) -> usize {
    let Some(value) = tokens.get(at + 1) else { return at + 1 };
    let quiet = quiet || !READ.contains(&attribute_name(tokens, at).as_str());
    if value.is('{') {
        let close = closing(tokens, at + 1);
        markup(tokens, at + 2, close, quiet, found);
        return close + 1;
    }
    match value.text() {
        Some(text) => {
            if !quiet && has_words(text) {
                found.push(at + 1);
            }
            at + 2
        }
        None => at + 1,
    }
}

/// The name before `=`: words joined by `-` or `:`.
fn attribute_name(tokens: &[Token], equals: usize) -> String {
    let mut name = String::new();
    let mut at = equals;
    while at > 0 {
        at -= 1;
        match &tokens[at].kind {
            Kind::Word(word) => {
                name.insert_str(0, word);
                // Two names side by side are two things; a name goes on only over a sign.
                if !(at > 0 && (tokens[at - 1].is('-') || tokens[at - 1].is(':'))) {
                    break;
                }
            }
            Kind::Sign(sign @ ('-' | ':')) => name.insert(0, *sign),
            _ => break,
        }
    }
    name
}

/// `@if`, `@for`, `@match`, `@let`: the expression is passed over, blocks are markup. Gives what follows the expression.
fn control(tokens: &[Token], mut at: usize, end: usize, quiet: bool, found: &mut Vec<usize>) -> usize {
    let is = |word: &str| tokens[at].is_word(word);
    let (choice, binding) = (is("match"), is("let"));
    while at < end && !tokens[at].is('{') && !(binding && tokens[at].is(';')) {
        at = if tokens[at].is('(') || tokens[at].is('[') { closing(tokens, at) + 1 } else { at + 1 };
    }
    if !choice || at >= end {
        return at;
    }
    // Arms: a pattern up to `=>`, then markup up to the next pattern.
    let close = closing(tokens, at);
    let mut arm = at + 1;
    while arm < close {
        while arm < close && !(tokens[arm].is('=') && tokens.get(arm + 1).is_some_and(|next| next.is('>'))) {
            arm = if tokens[arm].is('(') || tokens[arm].is('[') || tokens[arm].is('{') {
                closing(tokens, arm) + 1
            } else {
                arm + 1
            };
        }
        arm += 2;
        if arm >= close {
            break;
        }
        let stop = if tokens[arm].is('{') { closing(tokens, arm) + 1 } else { end_of_arm(tokens, arm, close) };
        markup(tokens, arm, stop, quiet, found);
        arm = stop;
    }
    close + 1
}

/// Where an arm without braces ends: after its comma, or with the match.
fn end_of_arm(tokens: &[Token], mut at: usize, close: usize) -> usize {
    while at < close && !tokens[at].is(',') {
        at = if tokens[at].is('(') || tokens[at].is('[') || tokens[at].is('{') { closing(tokens, at) + 1 } else { at + 1 };
    }
    (at + 1).min(close)
}

/// Is there anything to translate? Names of keys are the same everywhere.
fn has_words(text: &str) -> bool {
    const KEYS: [&str; 12] = ["Alt", "Ctrl", "Del", "End", "Enter", "Esc", "F1", "Home", "K", "Shift", "Space", "Tab"];
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.chars().any(char::is_alphabetic) && !is_key(word, &KEYS))
}

fn is_key(word: &str, keys: &[&str]) -> bool {
    let function = word.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    keys.contains(&word) || function || (word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::tokens;

    fn found(markup: &str) -> Vec<String> {
        let all = tokens(&format!("fn f() {{ html! {{ {markup} }} }}"));
        words(&all).into_iter().filter_map(|at| all[at].text().map(str::to_owned)).collect()
    }

    #[test]
    fn texts_of_elements_are_words() {
        assert_eq!(found(r#"p.note { "Hello" b { "you" } " " (t!(lang, "key")) "·" }"#), ["Hello", "you"]);
    }

    #[test]
    fn names_of_keys_and_signs_are_no_words() {
        assert!(found(r#"kbd { "Ctrl" } "+" kbd { "K" } kbd { "F1" } kbd { "↑" } "12:30""#).is_empty());
    }

    #[test]
    fn only_attributes_a_person_reads_are_words() {
        assert_eq!(
            found(r#"input type="text" aria-label="Name" placeholder="Ivan" hx-get="/x" data-title="t" title=(t!(lang, "k"));"#),
            ["Name", "Ivan"]
        );
        assert_eq!(found(r#"a href={ "/clients/" (id) } title={ "Client " (id) } {}"#), ["Client "]);
        assert!(
            found(r##"div #"main" ."wide" class="a b" hidden[x == "text"] aria-current=[here.then_some("page")] {}"##).is_empty()
        );
    }

    #[test]
    fn expressions_of_control_are_no_words_and_their_blocks_are() {
        assert_eq!(found(r#"@if kind == "call" { "Call" } @else if x { p { "Letter" } } @let y = "z"; (y)"#), ["Call", "Letter"]);
        assert_eq!(found(r#"@for x in ["a", "b"] { li { (x) "item" } }"#), ["item"]);
        assert_eq!(
            found(r#"@match kind { "call" => { "Call" } Kind::B { .. } => p { "B b" }, _ => "other", }"#),
            ["Call", "B b", "other"]
        );
    }

    #[test]
    fn markup_inside_an_expression_is_looked_into_once() {
        assert_eq!(found(r#"(list(html! { "inner" })) "outer""#), ["outer", "inner"]);
    }
}
