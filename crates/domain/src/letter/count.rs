//! Counting what portraits limit: steps of an assignment, positions of a recommendation (docs/method.md, Work types of letters).

use std::sync::LazyLock;

use crate::letters::folded;
use crate::playbook::Countable;

/// How many steps and positions a letter holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Points of a list that say what to do.
    pub steps: u16,
    /// Points or lines that name goods.
    pub positions: u16,
}

impl Counts {
    /// The number of one countable thing; `None` for what a letter's text does not show.
    #[must_use]
    pub const fn of(self, count: Countable) -> Option<u16> {
        match count {
            Countable::Steps => Some(self.steps),
            Countable::Positions => Some(self.positions),
            Countable::Minutes | Countable::Pages => None,
        }
    }
}

/// Units that stand behind a number where goods are named.
static UNITS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "м мм см м2 м3 кв м² м³ мп пм шт штук штуки штука кг г т тн л уп упак упаковок компл комплект комплекта комплектов пог \
     рулон рулона рулонов бухта бухты бухт пачка пачек коробка коробок мешок мешков лист листов пара пар руб р ₽ евро \
     pc pcs piece pieces m mm cm kg g t l ft in box boxes roll rolls pack packs set sets pair pairs unit units bag bags usd eur rub"
        .split_whitespace()
        .collect()
});

/// Counts the points of a text. A point is a line that begins with a number and a mark, or with a dash or a bullet; a line
/// with an amount and a unit counts as a position without a mark too.
///
/// A point that names goods (an amount with a unit, or a marking such as "ВВГнг 3х2,5") is a position, any other is a step.
/// Lines that only sum up ("Итого", "Total") are neither.
#[must_use]
pub fn count(text: &str) -> Counts {
    let mut counts = Counts::default();
    for line in text.lines() {
        let line = folded(line);
        let line = line.trim();
        if line.is_empty() || ["итого", "всего", "total", "sum"].iter().any(|word| line.starts_with(word)) {
            continue;
        }
        let (marked, words) = point(line);
        let amount = has_amount(words);
        if amount && (marked || words.len() < 120) || marked && has_marking(words) {
            counts.positions = counts.positions.saturating_add(1);
        } else if marked {
            counts.steps = counts.steps.saturating_add(1);
        }
    }
    counts
}

/// Whether a line is marked as a point of a list, and what it says.
fn point(line: &str) -> (bool, &str) {
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - after_digits.len();
    if (1..=3).contains(&digits)
        && let Some(rest) = after_digits.strip_prefix(['.', ')'])
        && rest.starts_with([' ', '\u{a0}'])
    {
        return (true, rest.trim_start());
    }
    match line.strip_prefix(['-', '•', '*', '·', '◦', '▪', '–', '—']) {
        Some(rest) if rest.starts_with(' ') => (true, rest.trim_start()),
        _ => (false, line),
    }
}

fn has_amount(words: &str) -> bool {
    let tokens: Vec<&str> = words.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':')).collect();
    tokens.iter().enumerate().any(|(at, token)| {
        let token = token.trim_end_matches('.');
        let letters = token.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = token.starts_with(|c: char| c.is_ascii_digit());
        let unit = |word: &str| UNITS.contains(&word.trim_end_matches(['.', '/']));
        number && (if letters.is_empty() { tokens.get(at + 1).is_some_and(|next| unit(next)) } else { unit(letters) })
    })
}

/// A marking: a word with both letters and digits ("3х2,5", "c16", "ввгнг(а)-ls").
fn has_marking(words: &str) -> bool {
    words.split_whitespace().any(|word| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        // "15:00" and "23.11" are times, "2-й" is an ordinal.
        digits > 0 && word.chars().filter(|c| c.is_alphabetic()).count() > 0 && !word.contains("-й") && !word.contains(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_positions_are_five_and_six_are_six() {
        let list = |n: usize| (1..=n).map(|i| format!("{i}. Кабель ВВГнг 3х2,5 - {i}00 м\n")).collect::<String>();
        assert_eq!(count(&format!("Рекомендуем:\n{}Итого: 1500 м", list(5))).positions, 5);
        assert_eq!(count(&list(6)), Counts { steps: 0, positions: 6 });
    }

    #[test]
    fn points_that_say_what_to_do_are_steps() {
        let text = "Прошу:\n1) позвонить на склад\n2) проверить остаток\n- заказать машину к 15:00\n• предупредить клиента";
        assert_eq!(count(text), Counts { steps: 4, positions: 0 });
        assert_eq!(count("Hello,\nplease call me on Monday at 10."), Counts::default());
    }

    #[test]
    fn a_line_with_an_amount_is_a_position_without_a_mark() {
        assert_eq!(count("Лампа LED 12 Вт, 40 шт.\nСветильник уличный 3 шт").positions, 2);
        assert_eq!(count("Lamp 40 pcs\nThe rest follows on 23.11.2026").positions, 1);
    }
}
