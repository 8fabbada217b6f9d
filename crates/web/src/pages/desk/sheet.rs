//! The yellow sheet: who calls, the line, what is understood of it.

use app::desk::view::{FactSource, FactView, SheetView};
use app::model::client::{Fact, FactState, FoundClient};
use app::model::sheet::SheetState;
use domain::call::CallState;
use domain::id::PersonId;
use domain::playbook::{Playbook, fact};
use domain::sheet::Caller;
use maud::{Markup, html};

use super::{keys, words, wrapup};
use crate::layout::Frame;
use crate::locale::Lang;
use crate::{format, names, t};

/// Surer than this is known; below it is a guess and looks like one. Thousandths.
const SURE: i64 = 900;
/// Open promises and earlier facts shown of a known client.
const KNOWN_SHOWN: usize = 4;
/// Facts that the line about the client says already.
const ABOVE: [&str; 4] = [fact::NAME, fact::COMPANY, fact::PHONE, fact::EMAIL];

/// The sheet as a whole, or the invitation to wait for a call.
pub(crate) fn sheet(frame: &Frame, view: Option<&SheetView>, demo: bool, playbook: &Playbook) -> Markup {
    let lang = frame.lang;
    let Some(view) = view else {
        return html! {
            section.desk-sheet.is-empty #desk-sheet aria-label=(t!(lang, "desk-sheet")) {
                div.desk-calm {
                    h2 { (t!(lang, "desk-calm-title")) }
                    p { (if demo { t!(lang, "desk-calm-demo") } else { t!(lang, "desk-calm-help") }) }
                    p.actions {
                        button.button.primary type="button" data-open="dlg-call" { (t!(lang, "desk-enter-call")) " " (keys::kbd(keys::ENTER_CALL)) }
                        a.button href="/desk/blank" { (t!(lang, "desk-print-blank")) }
                    }
                }
            }
        };
    };
    let (call, state) = (&view.call, view.call.state);
    let recorded = view.sheet.state == SheetState::Recorded;
    html! {
        section.desk-sheet #desk-sheet aria-labelledby="desk-sheet-title" data-sheet=(view.sheet.id) data-version=(view.sheet.version)
            data-line=(view.sheet.draft.line) data-call=(call.state.code()) data-ready=[view.not_ready.is_none().then_some("")]
            data-recorded=[recorded.then_some("")] {
            (head(frame, view))
            (who(frame, view, playbook))
            @if recorded {
                div.sheet-line { p.line-read { (view.sheet.draft.line) } }
            } @else {
                div.sheet-line {
                    label.visually-hidden for=(format!("line-{}", view.sheet.id)) { (t!(lang, "desk-line")) }
                    textarea.line id=(format!("line-{}", view.sheet.id)) data-keep rows="1" autocomplete="off" autocapitalize="off" spellcheck="false"
                        aria-describedby="line-hint" placeholder=(t!(lang, "desk-line-placeholder")) { (view.sheet.draft.line) }
                    p.line-hint #line-hint { (line_hint(frame, view)) span #line-saved role="status" data-keep {} }
                }
            }
            (facts(frame, view, playbook))
            @if !recorded && !matches!(state, CallState::Ringing) { (wrapup::wrapup(frame, view)) }
            @if recorded { (wrapup::recorded(frame, view)) }
        }
    }
}

fn line_hint(frame: &Frame, view: &SheetView) -> String {
    let lang = frame.lang;
    match (view.call.state.over(), view.not_ready) {
        (false, _) => t!(lang, "desk-hint-typing"),
        (true, None) => t!(lang, "desk-hint-enter"),
        (true, Some(why)) => words::not_ready(lang, why),
    }
}

fn head(frame: &Frame, view: &SheetView) -> Markup {
    let (lang, call) = (frame.lang, &view.call);
    let since = match call.state {
        CallState::Ringing => Some(call.started),
        CallState::Talking => call.answered,
        _ => None,
    };
    let by_word = call.evidence == app::model::call::Evidence::Word;
    html! {
        header.sheet-head {
            div.sheet-call {
                span.call-state data-state=(call.state.code()) { (words::state(lang, call)) }
                h2 #desk-sheet-title { (words::number(lang, call)) }
                @if let Some(since) = since {
                    span.clock role="timer" data-since=(since.micros()) { (format::clock(frame.now.seconds_since(since).max(0))) }
                } @else if let Some(seconds) = call.talk_seconds(frame.now) {
                    span.clock { (format::clock(seconds)) }
                }
                @if by_word { span.tag title=(t!(lang, "desk-word-help")) { (t!(lang, "desk-word")) } }
            }
            div.sheet-tools {
                @if is_demo(call) && call.state == CallState::Ringing {
                    button.button.primary.small type="button" data-post=(format!("/desk/calls/{}/pick-up", call.id)) data-chord=(keys::HANDSET.code) {
                        (t!(lang, "desk-pick-up")) " " (keys::kbd(keys::HANDSET))
                    }
                }
                @if call.state == CallState::Talking {
                    button.button.small type="button" data-post=(format!("/desk/sheets/{}/end", view.sheet.id)) data-chord=(keys::HANDSET.code) {
                        (t!(lang, "desk-hang-up")) " " (keys::kbd(keys::HANDSET))
                    }
                }
                @if view.sheet.draft.not_client.is_none() && view.sheet.state != SheetState::Recorded {
                    button.button.small.on-paper type="button" data-open="dlg-not-client" data-chord=(keys::NOT_CLIENT.code) { (t!(lang, "desk-not-client")) " " (keys::kbd(keys::NOT_CLIENT)) }
                }
            }
        }
    }
}

/// Whether the demonstration phone made this call.
pub(crate) fn is_demo(call: &app::model::call::Call) -> bool {
    call.key.starts_with(super::DEMO_CALL)
}

fn who(frame: &Frame, view: &SheetView, playbook: &Playbook) -> Markup {
    let lang = frame.lang;
    let post = |who: &str| format!("/desk/sheets/{}/caller?{who}", view.sheet.id);
    let editable = view.sheet.state != SheetState::Recorded;
    html! {
        div.sheet-who {
            @if let Some(kind) = view.sheet.draft.not_client {
                p.who-name { (t!(lang, "desk-not-client-is", kind = words::not_client(lang, kind))) }
                @if editable {
                    button.link type="button" data-not-client="" { (t!(lang, "desk-not-client-back")) }
                }
            } @else if let Some(card) = &view.client {
                p.who-name {
                    a href=(format!("/clients/{}", card.client.id)) target="_blank" { (names::client(lang, card.client.form.as_deref(), &card.client.name)) }
                    span.who-note { (names::standing(lang, card.client.standing)) }
                }
                (known_of(frame, view, playbook, maybe_person(view).is_some()))
                @if editable {
                    @if let Some(person) = maybe_person(view) {
                        @let name = card.people.iter().find(|one| one.id == person).map(|one| names::person(lang, &one.full_name())).unwrap_or_default();
                        p.who-ask {
                            span.guess { (t!(lang, "desk-maybe", name = name)) }
                            button.button.small type="button" data-post=(post(&format!("client={}&person={person}", card.client.id))) data-chord=(keys::CONFIRM.code) {
                                (t!(lang, "desk-it-is")) " " (keys::kbd(keys::CONFIRM))
                            }
                            button.link type="button" data-post=(post("new")) { (t!(lang, "desk-not-them")) }
                        }
                    } @else {
                        button.link type="button" data-post=(post("new")) { (t!(lang, "desk-somebody-else")) }
                    }
                }
            } @else if view.matches.is_empty() || view.sheet.draft.caller == Caller::New {
                p.who-name { (t!(lang, "desk-new-client")) }
                @if !view.matches.is_empty() && editable {
                    button.link type="button" data-post=(post("undecided")) { (t!(lang, "desk-known-after-all")) }
                }
            } @else {
                p.who-name { (t!(lang, "desk-which")) }
                ol.who-list {
                    @for (at, (found, person)) in view.matches.iter().take(9).enumerate() {
                        li {
                            button.who-one type="button" data-who=(at + 1)
                                data-post=(post(&format!("client={}{}", found.id, person.map(|p| format!("&person={p}")).unwrap_or_default()))) {
                                kbd { (at + 1) } " " span.guess { (found_name(frame, found)) }
                                @if let Some(person) = &found.person { span.who-note { (person) } }
                            }
                        }
                    }
                    li { button.who-one type="button" data-who="0" data-post=(post("new")) { kbd { "0" } " " (t!(lang, "desk-none-of-them")) } }
                }
            }
            @if let Some((responsible, deputy)) = &view.responsible {
                p.who-note {
                    (t!(lang, "desk-responsible", name = responsible.as_str()))
                    @if let Some(deputy) = deputy { " " (t!(lang, "desk-deputy", name = deputy.as_str())) }
                }
            }
        }
    }
}

pub(super) fn found_name(frame: &Frame, found: &FoundClient) -> String {
    names::client(frame.lang, found.form.as_deref(), &found.name)
}

/// The person whose number it is, while nobody has said whether it is them.
fn maybe_person(view: &SheetView) -> Option<PersonId> {
    let card = view.client.as_ref()?;
    let undecided = view.sheet.state != SheetState::Recorded && !matches!(view.sheet.draft.caller, Caller::Known { .. });
    view.matches.iter().find(|(found, _)| undecided && found.id == card.client.id).and_then(|(_, person)| *person)
}

/// What is good to have before the eyes of a known client: its people, open promises, what it wanted and does.
fn known_of(frame: &Frame, view: &SheetView, playbook: &Playbook, asked_above: bool) -> Markup {
    let Some(card) = &view.client else { return html! {} };
    let said = |fact: &&Fact| fact.state == FactState::Known && !ABOVE.contains(&fact.name.as_str()) && !fact.value.is_empty();
    let chosen = match view.sheet.draft.caller {
        Caller::Known { person, .. } => person,
        _ => None,
    };
    let in_work = view.sheet.state != SheetState::Recorded;
    html! {
        ul.who-known {
            @for person in card.people.iter().take(KNOWN_SHOWN).filter(|person| !asked_above && !person.full_name().is_empty()) {
                li {
                    @if chosen == Some(person.id) || !in_work { strong { (names::person(frame.lang, &person.full_name())) } }
                    @else {
                        button.link.quiet.who-person type="button" title=(t!(frame.lang, "desk-choose-person"))
                            data-post=(format!("/desk/sheets/{}/caller?client={}&person={}", view.sheet.id, card.client.id, person.id)) { (names::person(frame.lang, &person.full_name())) "?" }
                    }
                }
            }
            @for promise in card.promises.iter().take(KNOWN_SHOWN) {
                li.promised { (words::action(frame.lang, &promise.action)) @if let Some(at) = promise.due { ", " (words::due(frame, at, promise.all_day)) } }
            }
            @for fact in card.facts.iter().filter(said).take(KNOWN_SHOWN) { li { (known_fact(frame.lang, playbook, fact)) } }
            li { (t!(frame.lang, "desk-last-contact", when = format::moment(frame.lang, &frame.tz, frame.now, card.client.last_contact))) }
        }
    }
}

/// What is known from earlier, with its title: a value alone ("regular", "for a clinic") tells too little.
fn known_fact(lang: Lang, playbook: &Playbook, fact: &Fact) -> String {
    let known = playbook.fact(&fact.name);
    let title = known.map_or(fact.name.as_str(), |one| one.title.get(lang));
    let value = known.and_then(|one| one.values.iter().find(|value| value.id == fact.value));
    format!("{title}: {}", value.map_or(fact.value.as_str(), |value| value.title.get(lang)))
}

fn facts(frame: &Frame, view: &SheetView, playbook: &Playbook) -> Markup {
    let lang = frame.lang;
    let editable = view.sheet.state != SheetState::Recorded && view.sheet.draft.not_client.is_none();
    // What the client's record already says stands above; here is what this call says.
    let fresh = view.facts.iter().filter(|fact| fact.source != FactSource::Client);
    let known = view.facts.len();
    let of = known + view.missing.len();
    html! {
        div.sheet-facts role="group" aria-label=(t!(lang, "desk-facts")) {
            ul.chips aria-live="polite" aria-relevant="additions" {
                @for fact in fresh { li { (chip(frame, fact, editable, playbook)) } }
                @for step in &view.steps { li { span.chip.step { span.chip-name { (t!(lang, "desk-next-step")) } " " (words::step(frame, step)) } } }
            }
            @if view.sheet.draft.not_client.is_none() && of > 0 {
                p.known {
                    (t!(lang, "desk-known", known = known, of = of))
                    span.pips aria-hidden="true" { @for at in 0..of { i.on[at < known] {} } }
                    @if editable && !view.missing.is_empty() {
                        span.missing {
                            (t!(lang, "desk-missing")) " "
                            @for (at, (name, title)) in view.missing.iter().enumerate() {
                                @if at > 0 { ", " }
                                button.link.quiet type="button" data-fact=(name) data-title=(title) data-value="" data-values=[values(frame, playbook, name)] { (title) }
                            }
                        }
                    }
                }
            }
            @if !view.note.trim().is_empty() && view.note.trim() != view.sheet.draft.line.trim() {
                p.rest { (t!(lang, "desk-rest")) " " q { (view.note.trim()) } }
            }
        }
    }
}

/// The few values a fact may have, as a list for the script; `None` where any text will do.
fn values(frame: &Frame, playbook: &Playbook, name: &str) -> Option<String> {
    let values = &playbook.fact(name)?.values;
    let titles: Vec<&str> = values.iter().map(|value| value.title.get(frame.lang)).collect();
    (!titles.is_empty()).then(|| serde_json::json!(titles).to_string())
}

fn chip(frame: &Frame, fact: &FactView, editable: bool, playbook: &Playbook) -> Markup {
    let lang = frame.lang;
    let guess = fact.confidence < SURE;
    let from = match fact.source {
        FactSource::Line { .. } => t!(lang, "desk-from-line"),
        FactSource::Hand => t!(lang, "desk-from-hand"),
        FactSource::Client => t!(lang, "desk-from-client"),
        FactSource::Exchange => t!(lang, "desk-from-exchange"),
    };
    let sure = format::percent(lang, sureness(fact.confidence));
    let says = t!(lang, "desk-fact-title", from = from, sure = sure);
    let value = if fact.name == fact::NAME { names::person(lang, &fact.text) } else { fact.text.clone() };
    let text = if fact.name == fact::PHONE { format::phone(&value) } else { value.clone() };
    let inside = html! {
        span.chip-name { (fact.title) } " " (text)
        @if guess { span.maybe aria-label=(t!(lang, "desk-guess")) { "?" } }
    };
    html! {
        @if editable {
            button.chip .guess[guess] type="button" data-fact=(fact.name) data-title=(fact.title) data-value=(value) data-values=[values(frame, playbook, &fact.name)] title=(says) { (inside) }
        } @else {
            span.chip .guess[guess] title=(says) { (inside) }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "thousandths are far below the precision of f64")]
fn sureness(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}
