//! Words that ask for an act: "позвони", "проверить", "please send".

use std::sync::LazyLock;

const DATA: &str = include_str!("data/acts.txt");

static ACTS: LazyLock<(Vec<&str>, Vec<&str>)> = LazyLock::new(|| {
    let (mut ru, mut en) = (Vec::new(), Vec::new());
    let mut list = &mut ru;
    for word in DATA.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
        match word {
            "[ru]" => list = &mut ru,
            "[en]" => list = &mut en,
            word => list.push(word),
        }
    }
    (ru, en)
});

/// Words before an act that only introduce it.
const FILLERS: [&str; 40] = [
    "пожалуйста",
    "также",
    "потом",
    "затем",
    "еще",
    "сначала",
    "после",
    "этого",
    "далее",
    "и",
    "а",
    "прошу",
    "просьба",
    "нужно",
    "надо",
    "необходимо",
    "please",
    "pls",
    "then",
    "also",
    "first",
    "second",
    "third",
    "finally",
    "next",
    "and",
    "could",
    "can",
    "would",
    "you",
    "kindly",
    "to",
    "need",
    "after",
    "that",
    "afterwards",
    "now",
    "срочно",
    "обязательно",
    "сразу",
];

/// Whether a clause (folded) asks for an act: one of its first three Russian words does, or its first English one, those
/// that only introduce it not counted.
pub(super) fn asks_for_act(clause: &str) -> bool {
    let mut words = words(clause).filter(|word| !FILLERS.contains(word)).take(3).peekable();
    let english = words.peek().is_some_and(|first| ACTS.1.contains(first));
    english || words.any(is_act)
}

/// Whether a point of a list (folded) asks for an act. What heads a point may be a verb the list of acts does not know.
pub(super) fn point_asks_for_act(point: &str) -> bool {
    let head = words(point).find(|word| !FILLERS.contains(word));
    head.is_some_and(|word| infinitive(word) || polite(word)) || asks_for_act(point)
}

/// Whether the head of a clause has the form of an imperative, though the list of acts does not know it ("заведи клиента").
/// A noun may have it too, so it counts only among clauses that do ask for acts.
pub(super) fn looks_like_act(clause: &str) -> bool {
    let mut words = words(clause).filter(|word| !FILLERS.contains(word));
    let forms = ["ди", "ти", "ри", "си", "ши", "жи", "ми", "ни", "ви", "зи", "пи", "щи", "ай", "уй", "яй"];
    words.next().is_some_and(|head| forms.iter().any(|form| head.ends_with(form))) && words.next().is_some()
}

/// Words with the marks around them taken off.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty())
}

/// A Russian word of the list in the imperative or the infinitive.
fn is_act(word: &str) -> bool {
    ACTS.0.iter().any(|stem| word.starts_with(stem)) && (imperative(word) || infinitive(word) || polite(word))
}

/// "позвони", "узнай", "проверь", "свяжись". Nouns and the past end alike: "проверки", "передачи", "позвонили".
fn imperative(word: &str) -> bool {
    let past = word.ends_with("ли") && !matches!(word, "пришли" | "вышли" | "перешли" | "удали");
    let noun = ["ки", "чи", "ии", "сть", "ний", "ций"].iter().any(|end| word.ends_with(end));
    ["и", "й", "ь", "ись", "йся"].iter().any(|end| word.ends_with(end)) && !past && !noun
}

/// "позвоните", "узнайте", "проверьте"; greetings and apologies are none.
fn polite(word: &str) -> bool {
    ["ите", "йте", "ьте", "итесь", "йтесь"].iter().any(|end| word.ends_with(end))
        && word.chars().count() > 4
        && !["здравствуйте", "извините", "простите", "давайте", "смотрите", "граните", "кредите"].contains(&word)
}

/// "позвонить", "внести", "связаться".
fn infinitive(word: &str) -> bool {
    ["ить", "ать", "ять", "еть", "уть", "ыть", "сти", "зти", "йти", "ечь", "ться", "тись"].iter().any(|end| word.ends_with(end))
        && word.chars().count() > 4
        && !["ости", "ести", "асти"].iter().any(|end| word.ends_with(end) && !word.starts_with("вн") && !word.starts_with("пр"))
        && !["печать", "кровать", "память", "рукоять", "ртуть", "плеть", "площадь", "опять", "девять", "десять"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_known_in_the_imperative_and_the_infinitive_and_not_in_the_past_or_as_a_noun() {
        for clause in [
            "отрежь 300 м",
            "пожалуйста, проверьте остаток",
            "прошу согласовать скидку",
            "свяжись с клиентом",
            "на складе проверить бирку",
            "please call the client",
            "then send him the invoice",
            "could you check the stock",
            "пришли скан",
            "внести в базу",
        ] {
            assert!(asks_for_act(clause), "{clause}");
        }
        for clause in [
            "проверки прошли",
            "мы позвонили",
            "отгрузки завтра",
            "the order is ready",
            "кабель медный",
            "подпись директора",
            "стоимость доставки",
            "our check showed",
        ] {
            assert!(!asks_for_act(clause), "{clause}");
        }
    }

    #[test]
    fn a_point_may_begin_with_any_verb() {
        for point in ["обзавестись пропуском", "просушить барабан", "оштрафуйте"] {
            assert!(point_asks_for_act(point), "{point}");
        }
        for point in ["автомат на каждую линию", "печать на месте", "мощность 2 квт", "розетка"]
        {
            assert!(!point_asks_for_act(point), "{point}");
        }
    }
}
