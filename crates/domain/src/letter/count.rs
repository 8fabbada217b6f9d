//! Counting what portraits limit: steps of an assignment, positions of a recommendation (docs/method.md, Work types of letters).

use super::acts::{asks_for_act, looks_like_act, point_asks_for_act, words};
use super::goods::{amount, has_marking, has_money};
use super::line::{introduces_goods, is_contact, is_item, is_sum, is_table_line, is_term, other_mark, points};
use super::parts::body;
use crate::letters::folded;
use crate::playbook::Countable;

/// How many steps and positions a letter holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Acts somebody is asked to do.
    pub steps: u16,
    /// Goods that are named.
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

/// What one line, or one point in a line, turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Step,
    Position,
    /// A point of a list that shows neither an act nor goods.
    Unclear,
}

/// Counts the steps and positions of a letter, quotes and signature left out.
///
/// A point is a line that begins with a number and a mark, or with a dash or a bullet, or a part of a line behind `1)`,
/// `2)` and so on. A point that asks for an act is a step; one with an amount, a marking or a price is a position; any
/// other is what the rest of the points are, and a step where there is nothing to go by. A line of a table and a line
/// that is only an item with its amount are positions without a mark. Sums ("Итого"), terms ("Доставка 700 руб") and
/// telephones are neither. Where there is no list, acts and amounts are counted in the sentences.
#[must_use]
pub fn count(text: &str) -> Counts {
    let text = folded(body(text).as_str());
    let mut marked: Vec<Kind> = Vec::new();
    let mut items = 0_usize;
    let mut prose: Vec<&str> = Vec::new();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut goods_ahead = false;
    for (at, line) in lines.iter().enumerate() {
        let points = points(line);
        if points.is_empty() {
            goods_ahead |= introduces_goods(line);
            if is_item(line) || is_table_line(line) {
                items += 1;
            } else if !is_sum(line) && !is_contact(line) {
                prose.push(line);
            }
            continue;
        }
        let heads_a_list =
            points.len() == 1 && line.ends_with(':') && lines.get(at + 1).is_some_and(|next| other_mark(line, next));
        if !heads_a_list {
            marked.extend(points.iter().filter_map(|point| kind(point)));
        }
    }
    let of = |kind| marked.iter().filter(|one| **one == kind).count();
    let (mut steps, mut positions, unclear) = (of(Kind::Step), of(Kind::Position), of(Kind::Unclear));
    if positions > steps || (positions == steps && goods_ahead) {
        positions += unclear;
    } else {
        steps += unclear;
    }
    positions += items;
    let (acts, amounts) = in_sentences(&prose);
    if steps == 0 && marked.is_empty() {
        steps = acts;
    }
    // One amount in a sentence is talked about; two and more are listed.
    if positions == 0 && marked.is_empty() && amounts > 1 {
        positions = amounts;
    }
    let small = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    Counts { steps: small(steps), positions: small(positions) }
}

/// What a point says; `None` for sums, terms and telephones.
fn kind(point: &str) -> Option<Kind> {
    if is_sum(point) || is_contact(point) {
        None
    } else if point_asks_for_act(point) {
        Some(Kind::Step)
    } else if amount(point).is_some() || has_marking(point) || has_money(point) {
        (!is_term(point)).then_some(Kind::Position)
    } else {
        Some(Kind::Unclear)
    }
}

/// Acts and amounts of running text: one of either a clause.
fn in_sentences(lines: &[&str]) -> (usize, usize) {
    let (mut acts, mut likely, mut amounts) = (0, 0, 0);
    for clause in lines.iter().flat_map(|line| clauses(line)) {
        if asks_for_act(clause) && !is_said_of_us(clause) {
            acts += 1;
        } else if amount(clause).is_some() && !is_term(clause) {
            amounts += 1;
        } else if looks_like_act(clause) {
            likely += 1;
        }
    }
    // Among several acts what has their form is one of them.
    (if acts > 1 { acts + likely } else { acts }, amounts)
}

/// "Мы готовы отгрузить", "we can send": an infinitive of ours asks nobody.
fn is_said_of_us(clause: &str) -> bool {
    const OURS: [&str; 16] = [
        "мы",
        "я",
        "можем",
        "могу",
        "готовы",
        "хотим",
        "хотели",
        "сможем",
        "будем",
        "буду",
        "we",
        "i",
        "will",
        "they",
        "он",
        "они",
    ];
    words(clause).any(|word| OURS.contains(&word))
}

/// Parts of a line between stops, commas and "и"; marks inside numbers part nothing.
fn clauses(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive([',', '.', ';', '!', '?', ':'])
        // A mark inside a number is joined to what follows, which has no space before it.
        .fold(Vec::<(usize, usize)>::new(), |mut parts, piece| {
            let from = parts.last().map_or(0, |(_, end)| *end);
            let end = from + piece.len();
            let inside = piece.starts_with(|c: char| c.is_alphanumeric()) && !parts.is_empty();
            match parts.last_mut().filter(|_| inside) {
                Some(last) => last.1 = end,
                None => parts.push((from, end)),
            }
            parts
        })
        .into_iter()
        .filter_map(|(from, end)| line.get(from..end))
        .flat_map(|clause| clause.split(" и "))
        .flat_map(|clause| clause.split(" and "))
        .map(|clause| clause.trim_matches(|c: char| c.is_whitespace() || ",.;!?:".contains(c)))
        .filter(|clause| !clause.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(steps: u16, positions: u16) -> Counts {
        Counts { steps, positions }
    }

    #[test]
    fn five_positions_are_five_and_six_are_six() {
        let list = |n: usize| (1..=n).map(|i| format!("{i}. Кабель ВВГнг 3х2,5 - {i}00 м\n")).collect::<String>();
        assert_eq!(count(&format!("Рекомендуем:\n{}Итого: 1500 м", list(5))), counts(0, 5));
        assert_eq!(count(&list(6)), counts(0, 6));
    }

    #[test]
    fn points_that_say_what_to_do_are_steps() {
        let text = "Прошу:\n1) позвонить на склад\n2) проверить остаток\n- заказать машину к 15:00\n• предупредить клиента";
        assert_eq!(count(text), counts(4, 0));
        assert_eq!(count("Сделай, пожалуйста:\n1. Отрежь 300 м кабеля\n2. Сложи 5 коробок на паллету"), counts(2, 0));
        assert_eq!(count("Hello,\nplease call me on Monday at 10."), counts(1, 0));
        assert_eq!(count("Hello,\nthe meeting is on Monday at 10."), counts(0, 0));
    }

    #[test]
    fn the_step_of_the_portrait_is_an_act_in_a_sentence_as_well() {
        assert_eq!(count("Отрежь 300 м, сними бирку, сложи на паллету, сфотографируй, позвони мне").steps, 5);
        assert_eq!(count("Please call the client, check the stock and send him the invoice.").steps, 3);
        assert_eq!(count("Прошу: 1) отрезать 300 м; 2) снять бирку; 3) сложить на паллету").steps, 3);
        assert_eq!(count("Катя, заведи клиента в базу, запроси реквизиты и подготовь договор.").steps, 3);
        assert_eq!(count("Мы готовы отгрузить завтра и можем привезти сами."), counts(0, 0));
    }

    #[test]
    fn a_line_with_an_amount_is_a_position_without_a_mark() {
        assert_eq!(count("Лампа LED 12 Вт, 40 шт.\nСветильник уличный 3 шт").positions, 2);
        assert_eq!(count("Lamp 40 pcs\nThe rest follows on 23.11.2026").positions, 1);
        assert_eq!(count("У нас есть 300 м на складе?").positions, 0);
        assert_eq!(count("Советуем кабель ВВГнг 3х2,5, 300 м, автомат С16, 5 шт, и УЗО 40А, 2 шт.").positions, 3);
    }

    #[test]
    fn lines_of_a_table_are_positions_and_its_head_and_sum_are_not() {
        let tabs = "№\tНаименование\tКол-во\tЦена\n1\tКабель ВВГнг 3х2,5\t300 м\t118,40\n2\tАвтомат С16\t10 шт\t240,00\nИтого\t\t\t37 920,00";
        assert_eq!(count(tabs).positions, 2);
        let pipes = "| Наименование | Кол-во | Цена |\n|---|---|---|\n| Розетка двойная | 12 | 310 |\n| Рамка | 12 | 45 |\n| Итого | | 4260 |";
        assert_eq!(count(pipes).positions, 2);
    }

    #[test]
    fn sums_terms_signatures_and_quotes_are_not_counted() {
        let text = "Предлагаем:\n- Кабель NYM 3х2,5, 100 м\n- Доставка 700 руб\nИтого с НДС 14 900 руб\n\nС уважением,\nАнна Петрова\n\
                    тел. +7 912 345-67-89\n1. Отдел продаж 5 шт\n> 2. Кабель 300 м";
        assert_eq!(count(text), counts(0, 1));
        assert_eq!(count("моб. +7 (912) 345-67-89\n8 800 555-35-35\nИНН 7707083893 / КПП 770701001"), counts(0, 0));
    }

    #[test]
    fn a_line_that_only_heads_a_list_of_another_mark_is_no_point() {
        let text = "1. Склад:\n- проверить остаток\n- отложить 100 м\n2. Клиент:\n- позвонить\n- согласовать время";
        assert_eq!(count(text), counts(4, 0));
    }
}
