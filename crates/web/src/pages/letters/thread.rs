//! One letter with its thread, whose it is, and what can be done with it, each with one key.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use app::model::client::{Client, Fact, FactState};
use app::model::letter::{LetterList, LetterState, StoredLetter};
use app::model::outgoing::{Outgoing, OutgoingState};
use app::model::work::Interaction;
use app::open_letter::{OpenedThread, Whose, list_letters, open_letter};
use app::receive_letter::text_of;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::call::Direction;
use domain::id::{EmployeeId, EventId, LetterId, OutgoingId};
use domain::letter::suggest::{LetterLooks, Suggestion, suggest};
use domain::letter::thread::{Node, references, thread};
use domain::letter::{Attachment, Bounce, own_words};
use domain::playbook::{Playbook, SpecialType};
use domain::rights::Action;
use domain::sheet::NotClient;
use mail::html::SafeHtml;
use maud::{Markup, html};
use serde::Deserialize;

use super::list::{due_words, start_of};
use super::picker::{Picker, picker};
use super::{body, parsed, words};
use crate::catalogue::Catalogue;
use crate::errors::Fail;
use crate::layout::{Frame, Page, Place};
use crate::pages::desk::not_client_name;
use crate::routes::Signed;
use crate::security::headers::letter_policy;
use crate::state::AppState;
use crate::{format, names, t};

/// Deepest step a letter of a thread is set in by.
const DEEPEST: usize = 4;
/// Facts shown beside a letter.
const FACTS: usize = 8;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pictures: Option<u8>,
    plain: Option<u8>,
    said: String,
    sent: Option<i64>,
}

/// Everything the page shows.
pub(super) struct ThreadView {
    opened: OpenedThread,
    attachments: Vec<Attachment>,
    safe: Option<SafeHtml>,
    pictures: bool,
    facts: Vec<Fact>,
    people: HashMap<EmployeeId, String>,
    reader: EmployeeId,
    next: Option<LetterId>,
    catalogue: Catalogue,
    playbook: Option<Arc<Playbook>>,
    said: String,
    sent: Option<Outgoing>,
    may_write: bool,
    last: EventId,
}

pub(super) async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fail> {
    let (actor, now) = (signed.employee.clone(), signed.frame.now);
    let sent = asked.sent;
    let (opened, facts, people, next, sent, last) = state
        .read(move |tx| {
            let last = tx.last_event()?;
            let opened = open_letter(tx, &actor, LetterId(id))?;
            let facts = match &opened.client {
                Some(client) => tx.facts(client.id, false)?,
                None => Vec::new(),
            };
            let people = tx.employees()?.into_iter().map(|one| (one.id, one.name())).collect();
            let list = if opened.letter.matched { LetterList::Waiting } else { LetterList::Unmatched };
            let waiting = list_letters(tx, &actor, list, Whose::Mine, "", None, now)?;
            let next = waiting.into_iter().map(|one| one.letter.id).find(|one| one.0 != id);
            let sent = sent.and_then(|id| app::write_letter::own_outgoing(tx, &actor, OutgoingId(id)).ok());
            Ok((opened, facts, people, next, sent.filter(|one| one.state == OutgoingState::Queued), last))
        })
        .await?;
    let parsed = parsed(&state, &opened.letter).await?;
    let pictures = asked.pictures == Some(1);
    let safe = match &parsed {
        Some(parsed) if asked.plain != Some(1) => body::rich(opened.letter.id, parsed, pictures),
        _ => None,
    };
    let attachments = parsed.map_or_else(|| opened.letter.content.attachments.clone(), |one| one.letter.attachments);
    let versions: BTreeSet<_> = opened.units.iter().map(|unit| unit.playbook).collect();
    let catalogue = state.catalogue(versions).await?;
    let view = ThreadView {
        playbook: catalogue.current.clone(),
        opened,
        attachments,
        pictures: pictures && safe.is_some(),
        safe,
        facts,
        people,
        reader: signed.employee.id,
        next,
        catalogue,
        said: asked.said,
        sent,
        may_write: signed.employee.roles.scope(Action::WriteLetters).is_some(),
        last,
    };
    let page = page(&signed.frame, &view);
    Ok(match &view.safe {
        Some(_) => ([(header::CONTENT_SECURITY_POLICY, letter_policy(view.pictures))], page).into_response(),
        None => page.into_response(),
    })
}

fn page(frame: &Frame, view: &ThreadView) -> Markup {
    let lang = frame.lang;
    let letter = &view.opened.letter;
    let title = words::subject(lang, &letter.subject);
    let body = html! {
        header.page-head { h1 { (title) } div.actions { (badges(frame, letter)) } }
        div #letters-lost .desk-lost role="alert" hidden { (t!(lang, "connection-lost")) }
        (super::send::undo_note(frame, view.sent.as_ref()))
        @if let Some(said) = said(frame, &view.said) { p.notice role="status" { (said) } }
        div.letter-page #letter-page data-live="letter" data-subject=(letter.id) data-last=(view.last) {
            div.letter-main {
                div #letter-making { (making(frame, view)) }
                @if !letter.matched { (whose(frame, view)) }
                @if letter.state == LetterState::Untyped && view.may_write { (untyped(frame, view)) }
                (actions(frame, view))
                ol.thread aria-label=(t!(lang, "letter-thread")) { (letters(frame, view)) }
            }
            aside.letter-side aria-label=(t!(lang, "client-card")) { (side(frame, view)) }
        }
    };
    frame.page(&Page::new(&title).at(Place::Letters).wide().script("letters.js"), &body)
}

fn said(frame: &Frame, code: &str) -> Option<String> {
    let lang = frame.lang;
    match code {
        "read" => Some(t!(lang, "said-read")),
        "called" => Some(t!(lang, "said-called")),
        "reopened" => Some(t!(lang, "said-reopened")),
        "private" => Some(t!(lang, "said-private")),
        "not-private" => Some(t!(lang, "said-not-private")),
        "typed" => Some(t!(lang, "said-typed")),
        "assigned" => Some(t!(lang, "said-assigned")),
        _ => None,
    }
}

fn badges(frame: &Frame, letter: &StoredLetter) -> Markup {
    let lang = frame.lang;
    let late = letter.due.is_some_and(|due| due < frame.now);
    html! {
        span.tag.yellow { (words::state(lang, letter.state)) }
        @if letter.private { span.tag { (t!(lang, "letter-private")) } }
        @if let Some(due) = letter.due.filter(|_| letter.state == LetterState::Waiting) { (due_words(frame, due, late)) }
    }
}

/// Who of the colleagues is answering, and one's own letters in the making.
fn making(frame: &Frame, view: &ThreadView) -> Markup {
    let lang = frame.lang;
    let open = |one: &&Outgoing| !matches!(one.state, OutgoingState::Sent | OutgoingState::Discarded);
    html! {
        @for one in view.opened.making.iter().filter(open) {
            p.notice {
                @if one.employee == view.reader {
                    a href=(format!("/outgoing/{}", one.id)) { (t!(lang, "letter-own-draft")) }
                    " " span.muted { (words::outgoing(frame, one)) }
                } @else {
                    strong { (t!(lang, "letter-colleague-answers", name = view.people.get(&one.employee).map_or("—", String::as_str))) }
                    " " (frame.when(one.changed))
                }
            }
        }
    }
}

/// A button that does one thing to the letter, with its key.
fn act(frame: &Frame, id: LetterId, path: &str, key: char, words: &str, main: bool) -> Markup {
    html! {
        form method="post" action=(format!("/letters/{id}/{path}")) {
            (frame.csrf_field())
            button.button .primary[main] type="submit" data-key=(format!("Key{key}")) { (words) " " kbd { (key) } }
        }
    }
}

fn actions(frame: &Frame, view: &ThreadView) -> Markup {
    let (lang, letter) = (frame.lang, &view.opened.letter);
    let (id, waits) = (letter.id, letter.state == LetterState::Waiting);
    let closed = matches!(letter.state, LetterState::Read | LetterState::Called);
    html! {
        div.letter-actions.no-print {
            @if view.may_write {
                (act(frame, id, "reply", 'R', &t!(lang, "letter-reply"), true))
                (act(frame, id, "reply-all", 'A', &t!(lang, "letter-reply-all"), false))
                (act(frame, id, "forward", 'F', &t!(lang, "letter-forward"), false))
                @if letter.direction == Direction::Out { (act(frame, id, "again", 'G', &t!(lang, "letter-again"), false)) }
                @if waits {
                    (act(frame, id, "acknowledge", 'D', &t!(lang, "letter-acknowledge"), false))
                    @if letter.matched { (act(frame, id, "read", 'N', &t!(lang, "letter-no-answer"), false)) }
                    @if view.opened.client.is_some() { (act(frame, id, "called", 'T', &t!(lang, "letter-by-phone"), false)) }
                }
                @if closed && letter.direction == Direction::In { (act(frame, id, "reopen", 'U', &t!(lang, "letter-reopen"), false)) }
                @if letter.employee == view.reader {
                    form method="post" action=(format!("/letters/{id}/private")) {
                        (frame.csrf_field())
                        input type="hidden" name="private" value=(if letter.private { "no" } else { "yes" });
                        button.button type="submit" data-key="KeyP" { @if letter.private { (t!(lang, "letter-not-private")) } @else { (t!(lang, "letter-make-private")) } " " kbd { "P" } }
                    }
                }
            }
            @if let Some(next) = view.next { a.button href=(format!("/letters/{next}")) data-key="KeyJ" { (t!(lang, "letter-next")) " " kbd { "J" } } }
        }
    }
}

/// The thread as its letters answer each other; the one asked for is open.
fn letters(frame: &Frame, view: &ThreadView) -> Markup {
    let nodes: Vec<Node> = view
        .opened
        .letters
        .iter()
        .map(|one| Node {
            message_id: one.message_id.clone(),
            references: references(&one.message_id, &one.content.references, &one.content.in_reply_to),
        })
        .collect();
    html! {
        @for placed in thread(&nodes) {
            @if let (Some(letter), Some(line)) = (view.opened.letters.get(placed.index), view.opened.interactions.get(placed.index)) {
                li.thread-letter data-depth=(placed.depth.min(DEEPEST)) { (letter_in_thread(frame, view, letter, line)) }
            }
        }
    }
}

fn letter_in_thread(frame: &Frame, view: &ThreadView, letter: &StoredLetter, line: &Interaction) -> Markup {
    let lang = frame.lang;
    let open = letter.id == view.opened.letter.id;
    html! {
        @if open {
            article.letter.open #letter tabindex="-1" aria-label=(words::subject(lang, &letter.subject)) {
                (letter_head(frame, view, letter))
                (bounced(frame, letter.bounce.as_ref()))
                @match &view.safe {
                    Some(safe) => {
                        @if safe.had_remote && !view.pictures { p.small { a.button.small href=(format!("/letters/{}?pictures=1", letter.id)) data-key="KeyI" { (t!(lang, "letter-show-pictures")) " " kbd { "I" } } " " span.muted { (t!(lang, "letter-pictures-help")) } } }
                        (body::boxed(frame, safe))
                        p.small { a href=(format!("/letters/{}?plain=1", letter.id)) { (t!(lang, "letter-as-text")) } }
                    }
                    None => { (body::text(frame, text_of(letter, &line.text))) }
                }
                (attached(frame, letter.id, &view.attachments))
                (units(frame, view, line))
                p.small.muted { a href=(format!("/letters/{}/raw", letter.id)) download { (t!(lang, "letter-raw")) } }
            }
        } @else {
            details.letter {
                summary {
                    strong { (who(view, letter)) } " " (frame.when(letter.at))
                    @if letter.bounce.as_ref().is_some_and(Bounce::failed) { " " span.tag.bad-tag { (t!(lang, "letter-bounced")) } }
                    " " span.muted { (start_of(text_of(letter, &line.text))) }
                }
                (letter_head(frame, view, letter))
                (bounced(frame, letter.bounce.as_ref()))
                (body::text(frame, text_of(letter, &line.text)))
                (attached(frame, letter.id, &letter.content.attachments))
                (units(frame, view, line))
                p.small { a href=(format!("/letters/{}", letter.id)) { (t!(lang, "letter-open")) } }
            }
        }
    }
}

fn who(view: &ThreadView, letter: &StoredLetter) -> String {
    match letter.direction {
        Direction::In => words::people(&letter.content.from),
        Direction::Out => view.people.get(&letter.employee).cloned().unwrap_or_default(),
    }
}

fn letter_head(frame: &Frame, view: &ThreadView, letter: &StoredLetter) -> Markup {
    let (lang, content) = (frame.lang, &letter.content);
    let lists =
        [(t!(lang, "letter-to"), &content.to), (t!(lang, "letter-cc"), &content.cc), (t!(lang, "letter-bcc"), &content.bcc)];
    html! {
        dl.letter-head {
            dt { (t!(lang, "letter-from")) } dd { (words::typed(&content.from)) }
            @for (name, list) in lists { @if !list.is_empty() { dt { (name) } dd { (words::typed(list)) } } }
            dt { (t!(lang, "letter-when")) } dd { (frame.when(letter.at)) }
            dt { (t!(lang, "mailbox-employee")) } dd { (view.people.get(&letter.employee).map_or("—", String::as_str)) }
        }
    }
}

fn bounced(frame: &Frame, bounce: Option<&Bounce>) -> Markup {
    let lang = frame.lang;
    html! {
        @if let Some(bounce) = bounce {
            div.notice .bad[bounce.failed()] role="status" {
                strong { @if bounce.failed() { (t!(lang, "letter-bounced-title")) } @else { (t!(lang, "letter-report-title")) } }
                ul {
                    @for one in &bounce.recipients {
                        li { (one.email) ": " (words::bounce(lang, one.action)) @if !one.status.is_empty() { " (" (one.status) ")" } @if !one.said.is_empty() { div.small { (one.said) } } }
                    }
                }
            }
        }
    }
}

fn attached(frame: &Frame, id: LetterId, list: &[Attachment]) -> Markup {
    let lang = frame.lang;
    html! {
        @if list.iter().any(|one| !one.inline) {
            h2.small-head { (t!(lang, "letter-attachments")) }
            ul.attachments {
                @for (n, one) in list.iter().enumerate().filter(|(_, one)| !one.inline) {
                    li { a href=(format!("/letters/{id}/attachments/{n}")) download { (words::attachment(lang, one)) } " "
                        span.muted.small { (words::size(lang, one.size)) @if let Some(kind) = words::kind_of(lang, one) { ", " (kind) } } }
                }
            }
        }
    }
}

fn units(frame: &Frame, view: &ThreadView, line: &Interaction) -> Markup {
    let lang = frame.lang;
    let of: Vec<_> = view.opened.units.iter().filter(|unit| unit.interaction == Some(line.id)).collect();
    html! {
        @if !of.is_empty() {
            p.units { @for unit in of { span.tag { (view.catalogue.work_type(lang, unit.playbook, &unit.work_type)) ", " (format::duration(lang, unit.credited)) } @if !unit.note.is_empty() { " " span.muted.small { (unit.note) } } } }
        }
    }
}

/// "Whose letter is this?": digits choose a client, letters do the rest.
fn whose(frame: &Frame, view: &ThreadView) -> Markup {
    let (lang, id) = (frame.lang, view.opened.letter.id);
    html! {
        section.whose aria-labelledby="whose-title" {
            h2 #whose-title { (t!(lang, "whose-title")) }
            p.muted { (words::typed(&view.opened.letter.content.from)) }
            ul.choice-list { @for (n, client) in view.opened.maybe.iter().take(9).enumerate() { li { (belongs(frame, id, client, Some(n + 1))) } } }
            div.actions {
                form method="post" action=(format!("/letters/{id}/assign")) {
                    (frame.csrf_field()) input type="hidden" name="belongs" value="new";
                    button.button type="submit" data-key="KeyN" { (t!(lang, "whose-new")) " " kbd { "N" } }
                }
                details.whose-not {
                    summary.button data-key="KeyX" { (t!(lang, "desk-not-client")) " " kbd { "X" } }
                    form.stack method="post" action=(format!("/letters/{id}/assign")) {
                        (frame.csrf_field())
                        @for (n, kind) in NotClient::ALL.into_iter().enumerate() { button.choice-one type="submit" name="belongs" value=(kind.code()) data-digit=(n + 1) { kbd { (n + 1) } " " (not_client_name(lang, kind)) } }
                    }
                }
            }
            label.visually-hidden for="whose-q" { (t!(lang, "clients-search")) }
            input #whose-q type="search" autocomplete="off" placeholder=(t!(lang, "clients-search")) name="q" data-key-focus="KeyS"
                hx-get=(format!("/letters/{id}/clients")) hx-trigger="input changed delay:120ms, search" hx-target="#whose-found" hx-sync="this:replace";
            ul.choice-list #whose-found aria-live="polite" {}
        }
    }
}

/// A button that says the letter is this client's.
pub(super) fn belongs(frame: &Frame, id: LetterId, client: &Client, digit: Option<usize>) -> Markup {
    html! {
        form method="post" action=(format!("/letters/{id}/assign")) {
            (frame.csrf_field())
            button.choice-one type="submit" name="belongs" value=(client.id) data-digit=[digit] {
                @if let Some(digit) = digit { kbd { (digit) } " " }
                (names::client(frame.lang, client.form.as_deref(), &client.name))
            }
        }
    }
}

/// A letter sent past us: it counts once it has its type.
fn untyped(frame: &Frame, view: &ThreadView) -> Markup {
    let (lang, letter) = (frame.lang, &view.opened.letter);
    let text =
        view.opened.interactions.iter().find(|one| one.id == letter.interaction).map_or("", |one| text_of(letter, &one.text));
    html! {
        section.untyped {
            p.notice { (t!(lang, "untyped-help")) }
            @if let Some(playbook) = &view.playbook {
                form.stack method="post" action=(format!("/letters/{}/type", letter.id)) {
                    (frame.csrf_field())
                    (picker(frame, &Picker { playbook, suggestions: &looks_like(playbook, &letter.subject, text), chosen: None, note: "", checked: &[] }))
                    div.field { label for="untyped-note" { (t!(lang, "picker-note")) } input #untyped-note name="note" maxlength="500" autocomplete="off"; }
                    div.actions { button.button.primary type="submit" { (t!(lang, "untyped-give")) } }
                }
            }
        }
    }
}

fn looks_like(playbook: &Playbook, subject: &str, text: &str) -> Vec<Suggestion> {
    let own = own_words(text);
    let all = suggest(playbook, LetterLooks { subject, own: &own, ..LetterLooks::default() });
    let special = |id: &str| playbook.work_type(id).and_then(|one| one.special);
    all.into_iter().filter(|one| !matches!(special(&one.work_type), Some(SpecialType::Machine | SpecialType::Read))).collect()
}

fn side(frame: &Frame, view: &ThreadView) -> Markup {
    let lang = frame.lang;
    html! {
        @match &view.opened.client {
            Some(client) => {
                h2 { a href=(format!("/clients/{}", client.id)) { (names::client(lang, client.form.as_deref(), &client.name)) } }
                p { span.tag { (names::standing(lang, client.standing)) } }
                @if !view.opened.people.is_empty() { ul.people { @for one in &view.opened.people { li { (one.full_name()) } } } }
                dl.facts {
                    @for fact in view.facts.iter().filter(|fact| fact.state == FactState::Known).take(FACTS) {
                        div { dt { (view.catalogue.fact(lang, &fact.name)) } dd { (view.catalogue.fact_value(lang, &fact.name, &fact.value)) } }
                    }
                }
            }
            None => { p.muted { (t!(lang, "letter-no-client")) } }
        }
    }
}
