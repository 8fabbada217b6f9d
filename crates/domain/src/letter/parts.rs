//! The part of a letter that says something: its author's words up to the signature.

use super::own_words;
use crate::letters::folded;

/// What its author wrote anew, without the farewell and the signature under it.
pub(super) fn body(text: &str) -> String {
    let own = own_words(text);
    let kept: Vec<&str> = own.lines().take_while(|line| !says_farewell(line)).collect();
    kept.join("\n")
}

/// A line that only takes leave: "С уважением,", "Best regards".
fn says_farewell(line: &str) -> bool {
    let line = folded(line.trim());
    let farewells = [
        "с уважением",
        "с наилучшими пожеланиями",
        "всего доброго",
        "best regards",
        "kind regards",
        "regards,",
        "sincerely",
        "yours sincerely",
        "yours faithfully",
        "best wishes",
    ];
    farewells.iter().any(|farewell| line.starts_with(farewell)) && line.chars().count() < 60
}
