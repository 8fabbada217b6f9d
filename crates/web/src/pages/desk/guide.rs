//! The guide beside the sheet: what to say next and why, the moves of the talk, answers found by typing.

use app::desk::view::{SayView, SheetView};
use app::model::sheet::SheetState;
use domain::playbook::Moment;
use maud::{Markup, html};

use super::{keys, words};
use crate::layout::Frame;
use crate::t;

/// The right column of the desk.
pub(crate) fn guide(frame: &Frame, view: Option<&SheetView>) -> Markup {
    let lang = frame.lang;
    let at_work = view.filter(|view| view.sheet.state != SheetState::Recorded);
    html! {
        aside.desk-guide #desk-guide aria-label=(t!(lang, "desk-guide")) {
            @if let Some(view) = at_work { (talk(frame, view)) }
            (answers_box(frame))
        }
    }
}

fn talk(frame: &Frame, view: &SheetView) -> Markup {
    let lang = frame.lang;
    if view.call.state.over() {
        return html! {};
    }
    if view.sheet.draft.not_client.is_some() {
        return html! { section.say { h2 { (t!(lang, "desk-say")) } p.muted { (t!(lang, "desk-say-quiet")) } } };
    }
    let refused = refusable(view);
    html! {
        section.say {
            h2 #say-title { (t!(lang, "desk-say")) }
            ol.moments aria-label=(t!(lang, "desk-moment")) {
                @for one in Moment::ALL { li aria-current=[(one == view.moment).then_some("step")] { (words::moment(lang, one)) } }
            }
            ol.say-list aria-labelledby="say-title" aria-live="polite" {
                @for (at, say) in view.say.iter().enumerate() { (one(frame, at + 1, say, refused)) }
            }
            @if view.say.is_empty() { p.muted { (t!(lang, "desk-say-none")) } }
            div.moves role="group" aria-label=(t!(lang, "desk-moves")) {
                (the_move(&t!(lang, "desk-move-answered"), "answer", keys::ANSWERED))
                (the_move(&t!(lang, "desk-move-promise"), "promise", keys::PROMISE))
                (the_move(&t!(lang, "desk-move-hurry"), "hurry", keys::HURRY))
                (the_move(&t!(lang, "desk-move-closing"), "closing", keys::CLOSING))
            }
        }
    }
}

fn the_move(name: &str, event: &str, chord: keys::Chord) -> Markup {
    html! { button.move type="button" data-move=(event) data-chord=(chord.code) { (name) " " (keys::kbd(chord)) } }
}

/// The first suggestion that asks something: what "they would not say" is about.
fn refusable(view: &SheetView) -> Option<&str> {
    view.say.iter().find(|say| !say.asks.is_empty()).map(|say| say.id.as_str())
}

fn one(frame: &Frame, n: usize, say: &SayView, refusable: Option<&str>) -> Markup {
    let lang = frame.lang;
    html! {
        li.say-one data-kind=(say.kind.code()) {
            button.say-said type="button" data-move=(format!("say {}", say.id)) data-digit-chord=(n) title=(t!(lang, "desk-said-help")) {
                (keys::kbd_digit(n)) " " span.say-text { (say.text) }
            }
            p.say-why {
                (say.why)
                @for fact in &say.asks {
                    " " button.link.quiet type="button" data-move=(format!("refuse {fact}")) data-chord=[(refusable == Some(say.id.as_str())).then_some(keys::REFUSED.code)] {
                        (t!(lang, "desk-refused")) @if refusable == Some(say.id.as_str()) { " " (keys::kbd(keys::REFUSED)) }
                    }
                }
            }
        }
    }
}

fn answers_box(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        section.answers {
            h2 #answers-title { (t!(lang, "desk-answers")) " " (keys::kbd(keys::ANSWERS)) }
            input #answers-q data-keep type="search" autocomplete="off" spellcheck="false" aria-labelledby="answers-title" aria-controls="answers-found"
                placeholder=(t!(lang, "desk-answers-placeholder"));
            div #answers-found data-keep role="region" aria-live="polite" aria-labelledby="answers-title" {}
        }
    }
}
