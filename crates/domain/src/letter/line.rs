//! What one line of a letter is: points of a list, an item, a row of a table, a sum, a condition, a telephone.

use super::acts::{asks_for_act, words};
use super::goods::{amount, has_marking, has_money, is_figure};

/// The points of a line without their marks: one behind a mark at its head, several behind `1)`, `2)` ...; else none.
pub(super) fn points(line: &str) -> Vec<&str> {
    let inline = numbered_parts(line);
    if inline.len() > 1 {
        return inline;
    }
    let point = number(line).map(|(_, rest)| rest).or_else(|| dashed_number(line)).or_else(|| {
        let rest = line.strip_prefix(BULLETS)?;
        // A dash may be a minus or a word's own: only one set apart is a mark. A check box is one too.
        rest.starts_with(' ').then(|| rest.trim_start()).map(|rest| rest.trim_start_matches(['[', ']', ' ']))
    });
    point.filter(|point| !point.is_empty()).into_iter().collect()
}

const BULLETS: [char; 12] = ['-', '•', '*', '·', '◦', '▪', '–', '—', '+', '○', '●', '☐'];

/// A number with a mark at the head of a text and what stands behind: "1. ", "2) ", "3.) ", "№ 5. ", "шаг 6: ".
fn number(text: &str) -> Option<(usize, &str)> {
    let text = ["№", "шаг", "step", "п.", "("].iter().find_map(|head| text.strip_prefix(head)).unwrap_or(text).trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(..text.len() - rest.len())?;
    let number = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    let behind = rest.trim_start_matches(['.', ')', ':']);
    let marks = rest.len() - behind.len();
    let parted = behind.starts_with(' ') || behind.starts_with(char::is_alphabetic);
    ((1..=2).contains(&marks) && parted).then(|| (number, behind.trim_start()))
}

/// "4 - кабель": a number that a dash parts from words. A dash between two numbers is a range.
fn dashed_number(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.strip_prefix(" - ")?.trim_start();
    ((1..=2).contains(&(line.len() - rest.len())) && behind.starts_with(char::is_alphabetic)).then_some(behind)
}

/// Parts of a line numbered one after another: "нужно: 1) отрезать, 2) сложить".
fn numbered_parts(line: &str) -> Vec<&str> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for (at, _) in line.char_indices() {
        let before = line.get(..at).unwrap_or_default();
        let free = before.is_empty() || before.ends_with([' ', '(', ';', ',', ':']);
        if free
            && let Some(rest) = line.get(at..)
            && let Some((found, behind)) = number(rest)
            && found == starts.len() + 1
        {
            starts.push((at, line.len() - behind.len()));
        }
    }
    starts
        .iter()
        .enumerate()
        .map(|(at, (_, from))| {
            let end = starts.get(at + 1).map_or(line.len(), |(next, _)| *next);
            line.get(*from..end).unwrap_or_default().trim_matches([' ', ',', ';', '.'])
        })
        .collect()
}

/// Whether the next line is a point with another kind of mark, so that this one only heads it.
pub(super) fn other_mark(line: &str, next: &str) -> bool {
    !points(next).is_empty() && number(line).is_some() != number(next).is_some()
}

/// A sum of what stands above, not an item.
pub(super) fn is_sum(line: &str) -> bool {
    let heads = [
        "итог",
        "всего",
        "ндс",
        "в том числе",
        "в т.ч",
        "сумма",
        "к оплате",
        "total",
        "subtotal",
        "sum",
        "vat",
        "amount due",
        "grand",
    ];
    let line = line.trim_start_matches(['*', '_', '|', ' ', '\t', ';']);
    heads.iter().any(|head| line.starts_with(head))
}

/// A condition of the deal with a figure in it, not goods.
pub(super) fn is_term(line: &str) -> bool {
    let heads = [
        "доставк",
        "оплат",
        "предоплат",
        "аванс",
        "срок",
        "гарант",
        "скидк",
        "самовывоз",
        "резерв",
        "услов",
        "цена",
        "стоимост",
        "отгрузк",
        "адрес",
        "счет",
        "договор",
        "акт",
        "упд",
        "накладн",
        "заказ",
        "платеж",
        "этап",
        "монтаж",
        "разгрузк",
        "deliver",
        "payment",
        "prepayment",
        "advance",
        "discount",
        "warranty",
        "lead",
        "shipping",
        "price",
        "terms",
        "invoice",
        "contract",
        "order",
        "stage",
        "cost",
        "delivery",
        "valid",
        "installation",
    ];
    words(line).next().is_some_and(|first| heads.iter().any(|head| first.starts_with(head)))
}

/// A line of a signature or of company details.
pub(super) fn is_contact(line: &str) -> bool {
    let heads = [
        "тел",
        "моб",
        "факс",
        "инн",
        "кпп",
        "огрн",
        "бик",
        "р/с",
        "к/с",
        "рс",
        "email",
        "e-mail",
        "почта",
        "tel",
        "phone",
        "mob",
        "mobile",
        "fax",
        "cell",
        "www",
    ];
    let first = words(line).next().is_some_and(|first| heads.contains(&first));
    // A telephone or an account: ten digits with nothing but marks between them.
    let (mut run, mut longest) = (0, 0);
    for letter in line.chars() {
        if letter.is_ascii_digit() {
            run += 1;
            longest = longest.max(run);
        } else if !" -()+".contains(letter) {
            run = 0;
        }
    }
    first
        || line.contains('@')
        || line.contains("http")
        || (longest >= 10 && !line.contains(['\t', '|']) && amount(line).is_none())
}

/// A line that is an item with its amount or price and nothing else.
pub(super) fn is_item(line: &str) -> bool {
    let goods = amount(line);
    if is_sum(line) || is_contact(line) || is_term(line) || is_sentence(line) || asks_for_act(line) || line.len() > 240 {
        return false;
    }
    match goods {
        Some((from, to)) => {
            let before = line.get(..from).unwrap_or_default().trim();
            let after = line.get(to..).unwrap_or_default();
            let parted = before.ends_with(['-', ':', ',', ';', '|', '=', '(']) || has_marking(before);
            before.is_empty() || parted || !after.chars().any(char::is_alphabetic) || has_money(after)
        }
        None => has_marking(line) && has_money(line),
    }
}

/// A line of three cells or more, of which one is a figure and another names something.
pub(super) fn is_table_line(line: &str) -> bool {
    let cells: Vec<&str> = match line {
        _ if line.contains('|') => line.split('|').collect(),
        _ if line.contains('\t') => line.split('\t').collect(),
        _ if line.matches(';').count() > 1 => line.split(';').collect(),
        _ => line.split("  ").collect(),
    };
    let cells: Vec<&str> = cells.into_iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let names = |cell: &&str| cell.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !is_figure(cell);
    cells.len() >= 3
        && !is_sum(line)
        && !is_contact(line)
        && cells.iter().any(|cell| is_figure(cell))
        && cells.iter().any(names)
        && !cells.iter().any(|cell| is_sum(cell))
}

/// Whether a line says something rather than lists it: it has a word that only sentences have, or it asks.
fn is_sentence(line: &str) -> bool {
    const SIGNS: [&str; 66] = [
        "мы",
        "вы",
        "я",
        "он",
        "она",
        "они",
        "вам",
        "вас",
        "нам",
        "нас",
        "мне",
        "вами",
        "нами",
        "есть",
        "был",
        "была",
        "было",
        "были",
        "будет",
        "будут",
        "можно",
        "можем",
        "можете",
        "нужно",
        "нужен",
        "нужна",
        "нужны",
        "надо",
        "прошу",
        "который",
        "которая",
        "которые",
        "если",
        "чтобы",
        "когда",
        "спасибо",
        "здравствуйте",
        "добрый",
        "осталось",
        "хватит",
        "рекомендуем",
        "советуем",
        "предлагаем",
        "we",
        "you",
        "i",
        "he",
        "they",
        "us",
        "me",
        "is",
        "are",
        "was",
        "will",
        "can",
        "please",
        "if",
        "that",
        "which",
        "when",
        "thanks",
        "thank",
        "have",
        "has",
        "need",
        "recommend",
    ];
    line.ends_with('?') || words(line).any(|word| SIGNS.contains(&word))
}

/// Whether a line leads to a list of goods.
pub(super) fn introduces_goods(line: &str) -> bool {
    let heads = [
        "рекоменд",
        "совет",
        "предлага",
        "подобра",
        "понадоб",
        "потребу",
        "комплект",
        "позици",
        "recommend",
        "suggest",
        "advis",
        "chose",
        "positions",
        "items",
    ];
    line.ends_with(':') && words(line).any(|word| heads.iter().any(|head| word.starts_with(head)))
}
