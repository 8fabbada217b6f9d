//! Keywords of several words looked up sentence by sentence: in any form and order, near each other, and not denied.

use crate::text::{fold, stems};

/// How many other words may stand among the words of a keyword.
const BETWEEN: usize = 3;
/// Words of so many letters join others.
const SHORT: usize = 3;

/// The stems of a text's sentences.
#[derive(Debug, Clone)]
pub(super) struct Sentences(Vec<Vec<String>>);

impl Sentences {
    /// The sentences of a text; a line ends one too.
    pub(super) fn of(text: &str) -> Self {
        Self(text.split(['.', '!', '?', '\n', ';']).map(stems).filter(|words| !words.is_empty()).collect())
    }

    /// Whether a sentence holds all words of a keyword near each other, in the keyword's order where one of its words is
    /// as short as "за" and "for". "Оплата ещё не поступила" does not hold "оплата поступила"; it holds "не поступила".
    pub(super) fn hold(&self, keyword: &str) -> bool {
        let wanted = stems(keyword);
        let joins = |word: &str| word.chars().count() <= SHORT && !is_denial(word);
        let ordered = fold(keyword).split(' ').any(joins);
        let allows_denial = wanted.iter().any(|word| is_denial(word));
        let width = wanted.len() + BETWEEN;
        self.0.iter().any(|words| {
            (0..words.len()).any(|at| {
                let window = words.get(at..words.len().min(at + width)).unwrap_or_default();
                // The window begins with one of the words, so that no denial before all of them is read.
                window.first().is_some_and(|first| wanted.contains(first))
                    && extent(window, &wanted, ordered).is_some_and(|end| {
                        allows_denial || !window.get(..end).unwrap_or_default().iter().any(|word| is_denial(word))
                    })
            })
        })
    }
}

/// How many words of the window it takes to hold all wanted ones.
fn extent(window: &[String], wanted: &[String], ordered: bool) -> Option<usize> {
    let mut from = 0;
    let mut end = 0;
    for word in wanted {
        let place = window.iter().skip(from).position(|other| other == word)? + from;
        end = end.max(place + 1);
        from = if ordered { place + 1 } else { 0 };
    }
    Some(end)
}

fn is_denial(stem: &str) -> bool {
    matches!(stem, "не" | "нет" | "ни" | "без" | "not" | "no" | "never" | "without" | "cannot")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_near_each_other_are_found_in_any_form_and_order() {
        for (text, keyword) in [
            ("Мы получили сегодня вашу оплату.", "оплата получили"),
            ("We have received your payment", "payment received"),
            ("Счёт всё ещё не оплачен", "не оплачен"),
            ("а оплаты мы пока не видим", "не видим оплаты"),
            ("во вложении счёт", "во вложении"),
        ] {
            assert!(Sentences::of(text).hold(keyword), "{text}: {keyword}");
        }
    }

    #[test]
    fn what_is_denied_or_stands_in_another_sentence_is_not_found() {
        for (text, keyword) in [
            ("Оплата пока не поступила", "оплата поступила"),
            ("Ждём оплату. Получили ваше письмо", "получили оплату"),
            ("your payment has not arrived", "payment arrived"),
            ("signed delivery notes for September", "for signing"),
            ("оплата за вот этот самый большой заказ наконец поступила", "оплата поступила"),
        ] {
            assert!(!Sentences::of(text).hold(keyword), "{text}: {keyword}");
        }
    }
}
