//! What is known of a client: who answers, people, numbers, facts with where each came from, promises, duplicates.

use app::model::client::{Channel, ChannelKind, Fact, FactState, Person};
use domain::id::InteractionId;
use domain::time::Time;
use maud::{Markup, html};

use super::ClientView;
use crate::layout::Frame;
use crate::{format, names, t};

/// Below this a fact is a guess and looks like one (thousandths).
const SURE: i64 = 900;

/// Who answers for the client, and who stands in.
pub(super) fn answers(frame: &Frame, view: &ClientView) -> Markup {
    let lang = frame.lang;
    html! {
        @match &view.responsible {
            Some((employee, None)) => { (t!(lang, "client-responsible", name = employee.name())) }
            Some((employee, Some(deputy))) => { (t!(lang, "client-deputy", name = employee.name(), deputy = deputy.name())) }
            None => { (t!(lang, "client-nobody")) }
        }
        " · " (t!(lang, "client-last-contact")) " " (frame.when(view.card.client.last_contact))
    }
}

/// The card.
pub(super) fn card(frame: &Frame, view: &ClientView) -> Markup {
    let lang = frame.lang;
    let card = &view.card;
    html! {
        @if !card.promises.is_empty() {
            h2 { (t!(lang, "promises-title")) }
            ul.promises {
                @for promise in &card.promises {
                    li.overdue[promise.due.is_some_and(|due| due < frame.now)] {
                        strong { (names::next_step(lang, &promise.action)) }
                        @if let Some(due) = promise.due {
                            " " @if promise.all_day { (format::day_heading(lang, &frame.tz, frame.now, due.plus_seconds(-1)).to_lowercase()) } @else { (frame.when(due)) }
                        }
                        @if !promise.words.is_empty() { div.muted.small { (promise.words) } }
                    }
                }
            }
        }
        @if !(card.people.is_empty() && card.channels.is_empty()) {
            h2 { (t!(lang, "client-people")) }
            ul.people {
                @for person in &card.people { (person_line(frame, person, &card.channels)) }
                @let rest: Vec<_> = card.channels.iter().filter(|c| c.person.is_none_or(|p| !card.people.iter().any(|one| one.id == p))).collect();
                @if !rest.is_empty() { li { @for channel in rest { (channel_line(channel)) } } }
            }
        }
        h2 { (t!(lang, "facts-title")) }
        dl.facts {
            @if let Some(inn) = &card.client.inn { div { dt { (t!(lang, "client-inn")) } dd.num { (inn) } } }
            @for fact in &card.facts { (fact_line(frame, view, fact)) }
        }
        @if card.facts.is_empty() && card.client.inn.is_none() { p.muted { (t!(lang, "facts-none")) } }
        @if view.may_edit {
            details.edit.no-print { summary { (t!(lang, "client-edit")) } (super::change::form(frame, view)) }
        }
    }
}

fn person_line(frame: &Frame, person: &Person, channels: &[Channel]) -> Markup {
    let name = names::person(frame.lang, &person.full_name());
    html! {
        li {
            strong { @if name.is_empty() { (t!(frame.lang, "person-nameless")) } @else { (name) } }
            @for channel in channels.iter().filter(|c| c.person == Some(person.id)) { (channel_line(channel)) }
        }
    }
}

fn channel_line(channel: &Channel) -> Markup {
    html! {
        div.channel {
            @match channel.kind {
                ChannelKind::Phone => {
                    a.num href=(format!("tel:{}", channel.value)) { (format::phone(&channel.value)) }
                    @if let Some(extension) = &channel.extension { " · " (extension) }
                }
                ChannelKind::Email => { a href=(format!("mailto:{}", channel.value)) { (channel.value) } }
            }
        }
    }
}

/// A fact: a guess is underlined with dashes; below stands who learned it, when, and from which words.
fn fact_line(frame: &Frame, view: &ClientView, fact: &Fact) -> Markup {
    let lang = frame.lang;
    let catalogue = &view.timeline.catalogue;
    html! {
        div {
        dt { (catalogue.fact(lang, &fact.name)) }
        dd {
            @if fact.state == FactState::Refused {
                span.muted { (t!(lang, "fact-refused")) }
            } @else if fact.confidence < SURE {
                span.guess { (catalogue.fact_value(lang, &fact.name, &fact.value)) }
            } @else {
                (catalogue.fact_value(lang, &fact.name, &fact.value))
            }
            div.from {
                @match fact.interaction {
                    Some(id) => { a href=(contact_link(view, id, fact.at)) { (frame.when(fact.at)) } }
                    None => { (frame.when(fact.at)) }
                }
                ", " (view.timeline.who(fact.employee))
                @if let Some(words) = fact.words.as_ref().filter(|words| **words != fact.value) { ": " q { (words) } }
                @if fact.confidence < SURE && fact.state == FactState::Known { ", " (t!(lang, "fact-guess")) }
            }
        }
        }
    }
}

/// Where a contact stands: on this page, or on the page of the timeline that begins with it.
fn contact_link(view: &ClientView, contact: InteractionId, at: Time) -> String {
    let here = view.timeline.items.iter().any(|item| item.interaction.id == contact);
    match here {
        true => format!("#contact-{contact}"),
        false => format!("/clients/{}?at={}&id={}#contact-{contact}", view.card.client.id, at.plus_seconds(1).micros(), i64::MAX),
    }
}

/// Clients that may be the same, and merges that can be undone.
pub(super) fn duplicates(frame: &Frame, view: &ClientView) -> Markup {
    let lang = frame.lang;
    let id = view.card.client.id;
    let open_merges: Vec<_> = view.merges.iter().filter(|m| m.undone.is_none() && m.kept == id).collect();
    html! {
        @if !view.duplicates.is_empty() {
            div.notice.no-print {
                p { strong { (t!(lang, "duplicates-title", count = view.duplicates.len())) } }
                ul.duplicates {
                    @for other in &view.duplicates {
                        li {
                            a href=(format!("/clients/{}", other.id)) { (names::client(lang, other.form.as_deref(), &other.name)) }
                            @if let Some(inn) = &other.inn { " " span.muted.num { (inn) } }
                            @if view.may_merge {
                                form method="post" action=(format!("/clients/{id}/merge")) {
                                    (frame.csrf_field())
                                    input type="hidden" name="other" value=(other.id);
                                    button.button.small type="submit" { (t!(lang, "merge-do")) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @for merge in open_merges {
            form.merged.no-print method="post" action=(format!("/clients/{id}/unmerge")) {
                (frame.csrf_field())
                input type="hidden" name="merge" value=(merge.id);
                span.muted { (t!(lang, "merge-was", who = view.timeline.who(merge.by))) " " (frame.when(merge.at)) }
                " " button.link type="submit" { (t!(lang, "merge-undo")) }
            }
        }
    }
}
