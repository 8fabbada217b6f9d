//! Phrases of the guide: every variant with how often it was said and how often the fact was then learned.

use std::collections::HashMap;

use app::access::allow;
use app::model::office::PhraseCount;
use axum::extract::State;
use domain::call::Direction;
use domain::playbook::{Phrase, PhraseKind, Playbook};
use domain::rights::Action;
use maud::{Markup, html};

use crate::errors::Fail;
use crate::layout::{self, Frame, Page, Place};
use crate::locale::Lang;
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{empty, head};
use crate::{format, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/phrases", Access::May(Action::SeePlaybook), show)
}

async fn show(State(state): State<AppState>, signed: Signed) -> Result<Markup, Fail> {
    let actor = signed.employee.clone();
    let counts = state
        .read(move |tx| {
            allow(&actor, Action::SeePlaybook)?;
            Ok(tx.phrase_counts()?)
        })
        .await?;
    let playbook = state.playbook().await?;
    Ok(page(&signed.frame, playbook.as_ref().map(|(_, playbook)| playbook.as_ref()), &counts))
}

pub(crate) fn page(frame: &Frame, playbook: Option<&Playbook>, counts: &[PhraseCount]) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "phrases-title");
    let counts: HashMap<&str, &PhraseCount> = counts.iter().map(|count| (count.variant.as_str(), count)).collect();
    let body = html! {
        (head(&title, Some(&t!(lang, "phrases-lead")), &html! { button.button type="button" data-print { (t!(lang, "print")) } }))
        @match playbook {
            None => { (empty(&t!(lang, "playbook-none"), &t!(lang, "playbook-none-help"))) }
            Some(playbook) => {
                @for direction in [Direction::In, Direction::Out] {
                    @let phrases: Vec<_> = playbook.phrases.iter().filter(|one| one.direction == direction).collect();
                    @if !phrases.is_empty() {
                        section {
                            h2 { (match direction { Direction::In => t!(lang, "class-call-in"), Direction::Out => t!(lang, "class-call-out") }) }
                            table.phrases {
                                thead { tr {
                                    th scope="col" { (t!(lang, "phrases-variant")) }
                                    th.num scope="col" { (t!(lang, "phrases-said")) }
                                    th.num scope="col" { (t!(lang, "phrases-learned")) }
                                    th scope="col" { (t!(lang, "phrases-share")) }
                                } }
                                @for phrase in phrases { (rows(lang, playbook, phrase, &counts)) }
                            }
                        }
                    }
                }
            }
        }
    };
    frame.page(&Page::new(&title).at(Place::Phrases), &body)
}

fn rows(lang: Lang, playbook: &Playbook, phrase: &Phrase, counts: &HashMap<&str, &PhraseCount>) -> Markup {
    let asks: Vec<_> =
        phrase.asks.iter().map(|id| playbook.fact_by_name(id).map_or(id.as_str(), |f| f.title.get(lang))).collect();
    html! {
        tbody {
            tr.group { th colspan="4" scope="rowgroup" {
                (kind(lang, phrase.kind))
                @if !asks.is_empty() { span.muted { ": " (asks.join(", ")) } }
            } }
            @for variant in &phrase.variants {
                @let (said, learned) = counts.get(variant.id.as_str()).map_or((0, 0), |count| (count.said, count.learned));
                tr {
                    td { (variant.text.get(lang)) }
                    td.num { (format::number(lang, said)) }
                    td.num { @if phrase.asks.is_empty() { "—" } @else { (format::number(lang, learned)) } }
                    td.with-bar { @if said > 0 && !phrase.asks.is_empty() { (share_bar(lang, learned, said)) } }
                }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of phrases are far below the precision of f64")]
fn share_bar(lang: Lang, learned: i64, said: i64) -> Markup {
    let share = learned as f64 / said as f64;
    html! { (layout::bar(share, 0.0)) " " span.num { (format::percent(lang, share)) } }
}

fn kind(lang: Lang, kind: PhraseKind) -> String {
    match kind {
        PhraseKind::Greet => t!(lang, "phrase-greet"),
        PhraseKind::Ask => t!(lang, "phrase-ask"),
        PhraseKind::Answer => t!(lang, "phrase-answer"),
        PhraseKind::Promise => t!(lang, "phrase-promise"),
        PhraseKind::Close => t!(lang, "phrase-close"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn counts_stand_beside_their_variant_in_both_languages() {
        let counts = [PhraseCount { variant: "ask-purpose.plain".to_owned(), said: 40, learned: 30 }];
        for lang in Lang::ALL {
            let html = page(&Frame::sample(lang), Some(&sample::playbook()), &counts).into_string();
            assert!(html.contains(&format::percent(lang, 0.75)));
        }
    }
}
