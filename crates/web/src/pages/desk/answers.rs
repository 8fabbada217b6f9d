//! Answers found by typing a few letters, and questions no answer covers.

use app::ask_author::ask_author;
use axum::extract::{Query, State};
use domain::id::SheetId;
use domain::playbook::{Answer, Found, Playbook, Position, find as find_answers};
use maud::{Markup, html};
use serde::Deserialize;

use crate::errors::Fail;
use crate::form::Pairs;
use crate::layout::Frame;
use crate::routes::Signed;
use crate::state::AppState;
use crate::{format, markdown, t};

/// Most answers shown at once.
const SHOWN: usize = 8;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

pub(super) async fn find(State(state): State<AppState>, signed: Signed, Query(asked): Query<Asked>) -> Result<Markup, Fail> {
    let Some((_, playbook)) = state.playbook().await? else { return Ok(html! {}) };
    Ok(found(&signed.frame, &playbook, asked.q.trim()))
}

/// What was found, each to be opened in place.
pub(crate) fn found(frame: &Frame, playbook: &Playbook, words: &str) -> Markup {
    let lang = frame.lang;
    let found = find_answers(playbook, words, SHOWN);
    html! {
        @for one in &found {
            @match one {
                Found::Position(position) => { (position_markup(frame, playbook, position)) }
                Found::Answer(answer) => { (answer_markup(frame, answer)) }
            }
        }
        @if found.is_empty() {
            div.found-none {
                p { (t!(lang, "desk-answers-none")) }
                button.button.small type="button" data-ask=(words) { (t!(lang, "desk-answers-ask")) " " kbd { "Enter" } }
            }
        }
    }
}

fn position_markup(frame: &Frame, playbook: &Playbook, one: &Position) -> Markup {
    let lang = frame.lang;
    let price = t!(lang, "desk-answer-price", price = money(frame, one.price), unit = one.unit.get(lang));
    let stock = stock(frame, one);
    html! {
        details.found-one {
            summary { span.found-name { (one.name.get(lang)) } span.found-brief { (price) " · " (stock) } }
            div.found-body {
                p { span.price { (price) } " · " (stock) " " span.muted.small { (t!(lang, "desk-answer-date", date = day(frame, &one.date))) } }
                @if !one.note.get(lang).is_empty() { p { (one.note.get(lang)) } }
                @if !one.recommend.is_empty() {
                    div {
                        h3 { (t!(lang, "desk-answer-with")) }
                        ul {
                            @for other in &one.recommend {
                                @if let Some(position) = playbook.position(&other.position) {
                                    li { (position.name.get(lang)) " · " (money(frame, position.price)) " ₽ " span.muted { "— " (other.why.get(lang)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn stock(frame: &Frame, one: &Position) -> String {
    let lang = frame.lang;
    match (one.stock.now, one.stock.days) {
        (0, Some(days)) => t!(lang, "desk-answer-order", days = i64::from(days)),
        (0, None) => t!(lang, "desk-answer-order-unknown"),
        (now, _) => t!(lang, "desk-answer-stock", count = i64::from(now), unit = one.unit.get(lang)),
    }
}

fn answer_markup(frame: &Frame, one: &Answer) -> Markup {
    html! {
        details.found-one {
            summary { span.found-name { (one.question.get(frame.lang)) } }
            div.found-body {
                (markdown::render(one.text.get(frame.lang)))
                p.muted.small { (t!(frame.lang, "desk-answer-date", date = day(frame, &one.date))) }
            }
        }
    }
}

/// Kopecks as roubles, with kopecks only where there are any.
fn money(frame: &Frame, kopecks: i64) -> String {
    let whole = format::number(frame.lang, kopecks / 100);
    let mark = if frame.lang == crate::locale::Lang::Ru { ',' } else { '.' };
    match kopecks % 100 {
        0 => whole,
        part => format!("{whole}{mark}{part:02}"),
    }
}

/// A day of the playbook in words; as it stands where it is no date.
fn day(frame: &Frame, date: &str) -> String {
    date.parse().map_or_else(|_| date.to_owned(), |date| format::day(frame.lang, date))
}

/// Sends a question to the author of the playbook.
pub(super) async fn ask(State(state): State<AppState>, signed: Signed, form: Pairs) -> Result<Markup, Fail> {
    let (actor, question) = (signed.employee.clone(), form.text("question").to_owned());
    let sheet = form.text("sheet").parse().ok().map(SheetId);
    state.write(move |tx, ctx| ask_author(tx, ctx, &actor, &question, sheet)).await?;
    Ok(html! { (t!(signed.frame.lang, "desk-answers-asked")) })
}
