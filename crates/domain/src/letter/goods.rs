//! What in a line names goods: an amount with a unit, a marking, a price.

use std::sync::LazyLock;

use super::acts::words;

/// Units of goods.
static UNITS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "м мм см м2 м3 кв м² м³ мп пм метр метра метров шт штук штуки штука кг г т тн л уп упак упаковка упаковки упаковок компл комплект \
     комплекта комплектов пог рулон рулона рулонов бухта бухты бухт бух барабан барабана барабанов пачка пачки пачек коробка коробки \
     коробок мешок мешка мешков лист листа листов пара пары пар катушка катушки катушек \
     pc pcs piece pieces m metre metres meter meters mm cm kg g t l ft box boxes roll rolls pack packs set sets pair pairs unit units \
     bag bags coil coils drum drums reel reels"
        .split_whitespace()
        .collect()
});

const MONEY: [&str; 18] = [
    "руб",
    "рублей",
    "рубля",
    "рубль",
    "р",
    "₽",
    "коп",
    "тыс",
    "евро",
    "€",
    "$",
    "usd",
    "eur",
    "rub",
    "rubles",
    "roubles",
    "rouble",
    "долл",
];

/// An amount with a unit of goods: where its number begins and where its unit ends, in bytes. Sizes joined to a unit
/// ("25мм") and years ("2026 г") are none.
pub(super) fn amount(words: &str) -> Option<(usize, usize)> {
    let tokens = tokens(words);
    tokens.iter().enumerate().find_map(|(at, (from, token))| {
        let token = token.trim_end_matches('.');
        let unit = token.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = token.get(..token.len() - unit.len()).filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))?;
        let is_unit = |word: &str| {
            let year = word == "г" && number.len() == 4 && number.starts_with(['1', '2']);
            UNITS.contains(&word) && !year
        };
        if unit.is_empty() {
            let (next_from, next) = tokens.get(at + 1)?;
            // "300 м/п", "5 м."
            let head = next.split('/').next().unwrap_or_default().trim_end_matches('.');
            is_unit(head).then_some((*from, next_from + next.len()))
        } else {
            is_unit(unit).then_some((*from, from + token.len()))
        }
    })
}

/// Whether a sum of money stands in it.
pub(super) fn has_money(text: &str) -> bool {
    let tokens = tokens(text);
    tokens.iter().enumerate().any(|(at, (_, token))| {
        let token = token.trim_end_matches('.');
        let unit = token.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = unit.len() < token.len();
        let is_money = |word: &str| MONEY.contains(&word.split('/').next().unwrap_or_default().trim_end_matches('.'));
        number && (is_money(unit) || unit.is_empty() && tokens.get(at + 1).is_some_and(|(_, next)| is_money(next)))
            || token.strip_prefix(['$', '€']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// A marking: a word with both letters and digits ("3х2,5", "c16", "ip65"); times, ordinals, papers and shares are none.
pub(super) fn has_marking(text: &str) -> bool {
    words(text).any(|word| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let joined_unit = word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(|c: char| c.is_alphabetic());
        digits > 0
            && letters > 0
            && !word.contains([':', '@', '_'])
            && !["-й", "-я", "-е", "-го", "-ти", "-х", "-м", "-ю"].iter().any(|end| word.ends_with(end))
            && !["th", "st", "nd", "rd", "am", "pm", "ч", "ч"].iter().any(|end| joined_unit && word.ends_with(end))
    })
}

/// Whether a cell of a table is a number, with a unit or money beside it at most.
pub(super) fn is_figure(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let plain = |c: char| c.is_ascii_digit() || c.is_whitespace() || c.is_alphabetic() || ".,/₽$€-".contains(c);
    (1..=9).contains(&digits)
        && letters <= 5
        && cell.starts_with(|c: char| c.is_ascii_digit() || "₽$€".contains(c))
        && cell.chars().all(plain)
        && !cell.contains(['х', 'x'])
}

/// Words of a line with where they begin; brackets and most marks part them, marks inside numbers do not.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        let next_digit = text.get(at + letter.len_utf8()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let parts =
            letter.is_whitespace() || matches!(letter, ';' | '(' | ')' | ':' | '=' | '|') || (letter == ',' && !next_digit);
        match (parts, start) {
            (true, Some(from)) => {
                tokens.push((from, text.get(from..at).unwrap_or_default()));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        tokens.push((from, text.get(from..).unwrap_or_default()));
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_a_unit_of_goods() {
        for text in ["кабель - 300 м", "300м кабеля", "40 шт.", "лампа, 12,5 кг", "5 drums of cable", "2 м/п"]
        {
            assert!(amount(text).is_some(), "{text}");
        }
        for text in
            ["45 000 руб", "23 ноября 2026 г.", "in 10 minutes", "we have 10 in stock", "3 дня", "к 15:00", "сечение 3х2,5", "м"]
        {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn money_and_markings_are_told_apart() {
        assert!(has_money("118,40 руб/м") && has_money("45 000 ₽") && has_money("$120") && !has_money("300 м"));
        for text in ["ВВГнг 3х2,5", "автомат c16", "корпус ip65"] {
            assert!(has_marking(text), "{text}");
        }
        for text in ["в 15:00", "2-й этаж", "anna1@x.example", "the 5th floor", "10am"] {
            assert!(!has_marking(text), "{text}");
        }
        assert!(is_figure("35 520,00") && is_figure("300 м") && !is_figure("3х2,5") && !is_figure("кабель 3"));
    }
}
