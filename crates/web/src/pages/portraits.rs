//! The catalogue of work types: wording, limits, examples, norms; what has not been timed yet says so.

use axum::extract::State;
use domain::playbook::{Countable, Limit, Playbook, Text, WorkClass, WorkType};
use domain::rights::Action;
use maud::{Markup, html};

use crate::errors::Fail;
use crate::layout::{Frame, Page, Place};
use crate::locale::Lang;
use crate::markdown;
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{empty, head};
use crate::{format, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/portraits", Access::May(Action::SeePlaybook), show)
}

async fn show(State(state): State<AppState>, signed: Signed) -> Result<Markup, Fail> {
    let playbook = state.playbook().await?;
    Ok(page(&signed.frame, playbook.as_ref().map(|(_, playbook)| playbook.as_ref())))
}

pub(crate) fn page(frame: &Frame, playbook: Option<&Playbook>) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "portraits-title");
    let body = html! {
        (head(&title, Some(&t!(lang, "portraits-lead")), &html! {}))
        @match playbook {
            None => { (empty(&t!(lang, "playbook-none"), &t!(lang, "playbook-none-help"))) }
            Some(playbook) => {
                @for class in WorkClass::ALL {
                    @let types: Vec<_> = playbook.work_types.iter().filter(|one| one.class == class).collect();
                    @if !types.is_empty() {
                        section {
                            h2 { (class_name(lang, class)) }
                            @for group in groups(&types) {
                                h3.group { (group.get(lang)) }
                                @for one in types.iter().filter(|one| one.group == *group) { (portrait(frame, one)) }
                            }
                        }
                    }
                }
            }
        }
    };
    frame.page(&Page::new(&title).at(Place::Portraits), &body)
}

/// The headings of a class in the order they first stand in the playbook.
fn groups<'a>(types: &[&'a WorkType]) -> Vec<&'a Text> {
    let mut groups: Vec<&Text> = Vec::new();
    for one in types {
        if !groups.contains(&&one.group) {
            groups.push(&one.group);
        }
    }
    groups
}

fn class_name(lang: Lang, class: WorkClass) -> String {
    match class {
        WorkClass::Letter => t!(lang, "class-letter"),
        WorkClass::CallIn => t!(lang, "class-call-in"),
        WorkClass::CallOut => t!(lang, "class-call-out"),
        WorkClass::Document => t!(lang, "class-document"),
        WorkClass::Internal => t!(lang, "class-internal"),
    }
}

fn portrait(frame: &Frame, one: &WorkType) -> Markup {
    let lang = frame.lang;
    html! {
        details.portrait id=(one.id) {
            summary {
                span.portrait-title { (one.title.get(lang)) }
                @for limit in &one.portrait.limits { " " span.tag { (limit_words(lang, *limit)) } }
                span.portrait-norm.num {
                    @if one.provisional { span.muted.small title=(t!(lang, "portrait-provisional-help")) { (t!(lang, "portrait-provisional")) } " " }
                    span.guess[one.provisional] { (format::duration(lang, one.norm)) }
                }
            }
            (prose(frame, one))
        }
    }
}

/// The wording of a portrait, what the norm includes, and examples.
pub(crate) fn prose(frame: &Frame, one: &WorkType) -> Markup {
    let lang = frame.lang;
    let portrait = &one.portrait;
    let lists = [
        (t!(lang, "portrait-includes"), &portrait.includes),
        (t!(lang, "portrait-examples"), &portrait.examples),
        (t!(lang, "portrait-counter-examples"), &portrait.counter_examples),
    ];
    html! {
        div.prose {
            (markdown::render(portrait.description.get(lang)))
            @for (heading, texts) in lists {
                @if !texts.is_empty() {
                    h4 { (heading) }
                    ul { @for text in texts { li { (text.get(lang)) } } }
                }
            }
        }
    }
}

/// A limit in words: "up to 5 steps", "6 positions and more".
fn limit_words(lang: Lang, limit: Limit) -> String {
    let counted = |n: u16| match limit.count {
        Countable::Steps => t!(lang, "count-steps", count = n),
        Countable::Positions => t!(lang, "count-positions", count = n),
        Countable::Minutes => t!(lang, "count-minutes", count = n),
        Countable::Pages => t!(lang, "count-pages", count = n),
    };
    match (limit.min, limit.max) {
        (None | Some(0 | 1), Some(max)) => t!(lang, "limit-up-to", most = counted(max)),
        (Some(min), None) => t!(lang, "limit-from", least = counted(min)),
        (Some(min), Some(max)) => t!(lang, "limit-between", least = min, most = counted(max)),
        (None, None) => t!(lang, "limit-none"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn portraits_render_in_both_languages_and_provisional_norms_say_so() {
        for lang in Lang::ALL {
            let html = page(&Frame::sample(lang), Some(&sample::playbook())).into_string();
            assert!(html.contains(&t!(lang, "portrait-provisional")));
            assert!(page(&Frame::sample(lang), None).into_string().contains(&t!(lang, "playbook-none")));
        }
    }

    #[test]
    fn limits_are_said_as_the_method_says_them() {
        let limit = |min, max| Limit { count: Countable::Steps, min, max };
        assert_eq!(limit_words(Lang::Ru, limit(None, Some(5))), "до 5 шагов");
        assert_eq!(limit_words(Lang::En, limit(Some(6), None)), "6 steps and more");
    }
}
