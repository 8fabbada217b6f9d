//! Ideal calls, word for word: what the employee sees after each event.

use std::fmt::Write as _;

use domain::call::Direction;
use domain::guide::Setup;
use domain::language::Language;

use crate::talk::{plain_setup, told};

fn transcript(setup: Setup, lines: &[&str]) -> String {
    let talk = told(setup, lines);
    let mut text = String::new();
    for (line, shown) in std::iter::once(&"").chain(lines).zip(&talk.shown) {
        let known = shown.known.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        writeln!(text, "> {line}\n[{}] known: {known}", shown.moment).unwrap();
        for (number, one) in shown.suggestions.iter().enumerate() {
            writeln!(text, "  {} {} {:?} {}\n      {}", number + 1, one.kind.code(), one.asks, one.text, one.why).unwrap();
        }
    }
    text
}

#[test]
fn an_ideal_incoming_call_in_russian() {
    insta::assert_snapshot!(transcript(
        plain_setup(),
        &[
            "say 1",
            "caller Здравствуйте, Иван. Есть кабель ВВГ 3х2,5?",
            "fact name=Иван",
            "answer",
            "say 1",
            "fact purpose=проводка на объекте",
            "fact company=Стройдом",
            "caller А сколько будет 300 метров?",
            "answer",
            "say 1",
            "fact activity=строительство",
            "caller Посчитаете с доставкой?",
            "promise 12m",
            "say 1",
            "fact phone=+79123456789",
            "closing",
            "caller Спасибо, до свидания",
            "say 1",
        ],
    ));
}

#[test]
fn an_ideal_incoming_call_in_english() {
    let setup =
        Setup { language: Language::En, employee: "Anna Petrova".into(), number: Some("+79120000000".into()), ..plain_setup() };
    insta::assert_snapshot!(transcript(
        setup,
        &[
            "caller Hello, do you have 3x2.5 cable?",
            "say 1",
            "say 1",
            "fact name=John Smith",
            "caller And how long is the delivery?",
            "answer",
            "say 1",
            "fact purpose=wiring a house",
            "caller Could you work out 300 m?",
            "promise 1h",
            "say 1",
            "refuse phone",
            "closing",
            "say 1",
        ],
    ));
}

#[test]
fn an_ideal_outgoing_call_in_russian() {
    let setup = Setup { direction: Direction::Out, reason: Some("Ваш счёт готов".into()), ..plain_setup() };
    insta::assert_snapshot!(transcript(
        setup,
        &["say 1", "caller Да, удобно, слушаю", "say 1", "fact name=Иван", "caller А скидка есть?", "answer", "closing", "say 1"],
    ));
}
