//! The page on which a letter is written.

use std::sync::Arc;

use app::model::mailbox::Mailbox;
use app::model::outgoing::{AnswerKind, Outgoing, OutgoingState};
use app::open_letter::may_see;
use app::suggest_letter_type::suggest_letter_type;
use app::write_letter::{own_outgoing, sending_mailboxes};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::OutgoingId;
use domain::letter::gaps;
use domain::letter::suggest::Suggestion;
use domain::playbook::{LetterTemplate, Playbook, SpecialType};
use domain::text::fold;
use maud::{Markup, html};

use super::picker::{Picker, picker};
use super::{attach, words};
use crate::errors::Fail;
use crate::layout::{Frame, Page, Place};
use crate::pages::desk::in_force;
use crate::routes::Signed;
use crate::state::AppState;
use crate::ui::{choice, empty};
use crate::{format, names, t};

/// Templates offered with a digit.
const DIGITS: usize = 9;

/// Why a letter did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// So many gaps of its template are open: asked once.
    Gaps(usize),
    /// The gate or a check refused it.
    Refused(&'static str),
}

/// What the page shows.
struct ComposeView {
    outgoing: Outgoing,
    mailboxes: Vec<Mailbox>,
    suggestions: Vec<Suggestion>,
    playbook: Arc<Playbook>,
    /// The words of the letter that is answered: templates that fit it come first.
    about: String,
    trouble: Option<Trouble>,
}

pub(super) async fn show(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Fail> {
    let actor = signed.employee.clone();
    let outgoing = state.read(move |tx| own_outgoing(tx, &actor, OutgoingId(id))).await?;
    if let Some(letter) = outgoing.letter.filter(|_| outgoing.state == OutgoingState::Sent) {
        return Ok(Redirect::to(&format!("/letters/{letter}")).into_response());
    }
    Ok(page_of(&state, &signed, OutgoingId(id), None).await?.into_response())
}

/// The page of an own letter, with what kept it from leaving.
pub(super) async fn page_of(state: &AppState, signed: &Signed, id: OutgoingId, trouble: Option<Trouble>) -> Result<Markup, Fail> {
    let (_, playbook) = in_force(state).await?;
    let (actor, book) = (signed.employee.clone(), playbook.clone());
    let view = state
        .read(move |tx| {
            let outgoing = own_outgoing(tx, &actor, id)?;
            let mailboxes = sending_mailboxes(tx, &actor)?;
            let suggestions = suggest_letter_type(tx, &book, &outgoing)?;
            let letter = outgoing.content.about.and_then(|id| may_see(tx, &actor, id).ok());
            let about = match letter {
                Some(letter) => tx.interaction(letter.interaction)?.map(|one| one.text).unwrap_or_default(),
                None => String::new(),
            };
            Ok(ComposeView { outgoing, mailboxes, suggestions, playbook, about, trouble })
        })
        .await?;
    Ok(page(&signed.frame, &view))
}

fn page(frame: &Frame, view: &ComposeView) -> Markup {
    let lang = frame.lang;
    let outgoing = &view.outgoing;
    let title = words::kind(lang, outgoing.content.kind);
    let writable = matches!(outgoing.state, OutgoingState::Draft | OutgoingState::Held | OutgoingState::Failed);
    let body = html! {
        header.page-head { h1 { (title) } div.actions { span.tag { (words::outgoing(frame, outgoing)) } } }
        div #letters-lost .desk-lost role="alert" hidden { (t!(lang, "connection-lost")) }
        @if let Some(said) = outgoing.error.as_ref().filter(|_| outgoing.state == OutgoingState::Failed) {
            p.notice.bad role="status" { strong { (t!(lang, "outgoing-server-said")) } " " @if said == "no-type" { (names::problem(lang, "no-type")) } @else { (said) } }
        }
        (super::send::undo_note(frame, Some(outgoing)))
        @if writable { (form(frame, view)) }
        @else if outgoing.state == OutgoingState::Discarded { (empty(&t!(lang, "outgoing-discarded"), &t!(lang, "outgoing-discarded-help"))) }
        @else { (read_only(frame, outgoing)) }
    };
    frame.page(&Page::new(&title).at(Place::Letters).wide().script("letters.js").script("letter-compose.js"), &body)
}

/// Words the scripts say by themselves.
fn script_words(frame: &Frame) -> String {
    let lang = frame.lang;
    serde_json::json!({
        "saved": t!(lang, "compose-saved"),
        "kept": t!(lang, "compose-kept"),
        "uploading": t!(lang, "compose-uploading"),
    })
    .to_string()
}

fn form(frame: &Frame, view: &ComposeView) -> Markup {
    let lang = frame.lang;
    let (outgoing, content) = (&view.outgoing, &view.outgoing.content);
    let held = outgoing.raw.is_some();
    let id = outgoing.id;
    html! {
        // Forms of their own, so that Enter in a field can never press their buttons.
        form #template-form method="post" action=(format!("/outgoing/{id}/template")) { (frame.csrf_field()) }
        form #discard-form method="post" action=(format!("/outgoing/{id}/discard")) { (frame.csrf_field()) }
        form.compose #compose method="post" action=(format!("/outgoing/{id}/send")) data-outgoing=(id) data-version=(outgoing.version) data-words=(script_words(frame)) data-first=[content.template.is_none().then_some("templates")] {
            (frame.csrf_field())
            input type="hidden" name="whole" value="1";
            div.compose-main {
                @if held {
                    p.notice { (t!(lang, "outgoing-held-help")) }
                    (read_only(frame, outgoing))
                } @else {
                    (recipients(frame, view))
                    (templates(frame, view))
                    div.field {
                        label for="f-text" { (t!(lang, "compose-text")) }
                        textarea #f-text name="text" rows="14" data-save="text" data-gaps spellcheck="true" { (kept_start(&content.text)) }
                    }
                    @if !content.quoted.is_empty() || content.kind == AnswerKind::Forward {
                        details open[content.kind == AnswerKind::Forward] {
                            summary { (t!(lang, "compose-quoted")) }
                            label.visually-hidden for="f-quoted" { (t!(lang, "compose-quoted")) }
                            textarea #f-quoted name="quoted" rows="8" data-save="quoted" { (kept_start(&content.quoted)) }
                        }
                    }
                    (files(frame, outgoing))
                    (documents(frame, view))
                    fieldset {
                        legend.visually-hidden { (t!(lang, "compose-more")) }
                        (switch("private", content.private, &t!(lang, "compose-private"), &t!(lang, "compose-private-help")))
                        @if content.kind == AnswerKind::Again { (switch("own_mistake", content.own_mistake, &t!(lang, "compose-own-mistake"), &t!(lang, "compose-own-mistake-help"))) }
                    }
                }
            }
            aside.compose-side aria-label=(t!(lang, "picker-title")) {
                (picker_of(frame, &view.playbook, outgoing, &view.suggestions))
                (send_state(frame, &view.playbook, outgoing, &view.suggestions, view.trouble))
                details.schedule {
                    summary { (t!(lang, "compose-schedule")) }
                    div.field { label for="f-send-at" { (t!(lang, "compose-send-at")) } input #f-send-at type="datetime-local" name="send_at"; }
                }
                p.small.muted #compose-saved role="status" {}
                button.link type="submit" form="discard-form" { (t!(lang, "compose-discard")) }
            }
        }
    }
}

fn switch(name: &str, on: bool, words: &str, help: &str) -> Markup {
    html! { label.choice { input type="checkbox" name=(name) value="1" checked[on] data-save=(name); span { (words) small { (help) } } } }
}

fn recipients(frame: &Frame, view: &ComposeView) -> Markup {
    let (lang, content) = (frame.lang, &view.outgoing.content);
    let field = |name: &str, label: &str, value: &str, focus: bool| {
        let id = format!("f-{name}");
        html! {
            div.field { label for=(id) { (label) } input id=(id) name=(name) value=(value) autocomplete="off" spellcheck="false" data-save=(name) autofocus[focus]; }
        }
    };
    html! {
        @if view.mailboxes.len() > 1 {
            div.field {
                label for="f-mailbox" { (t!(lang, "letter-from")) }
                select #f-mailbox name="mailbox" data-save="mailbox" {
                    @for one in &view.mailboxes { option value=(one.id) selected[view.outgoing.mailbox == Some(one.id)] { (one.name) " <" (one.email) ">" } }
                }
            }
        }
        (field("to", &t!(lang, "letter-to"), &words::typed(&content.to), content.to.is_empty()))
        details.copies open[!(content.cc.is_empty() && content.bcc.is_empty())] {
            summary { (t!(lang, "compose-copies")) }
            (field("cc", &t!(lang, "letter-cc"), &words::typed(&content.cc), false))
            (field("bcc", &t!(lang, "letter-bcc"), &words::typed(&content.bcc), false))
        }
        (field("subject", &t!(lang, "compose-subject"), &content.subject, false))
    }
}

/// Templates that fit the letter answered come first; the order of the playbook decides between equals.
fn ranked<'a>(playbook: &'a Playbook, about: &str) -> Vec<&'a LetterTemplate> {
    let words = fold(about);
    let mut list: Vec<&LetterTemplate> = playbook.letters.iter().collect();
    let hits = |one: &LetterTemplate| one.keywords.all().filter(|keyword| words.contains(&fold(keyword))).count();
    list.sort_by_cached_key(|one| std::cmp::Reverse(if words.is_empty() { 0 } else { hits(one) }));
    list
}

fn templates(frame: &Frame, view: &ComposeView) -> Markup {
    let (lang, content) = (frame.lang, &view.outgoing.content);
    let list = ranked(&view.playbook, &view.about);
    let button = |one: &LetterTemplate, digit: Option<usize>| {
        html! {
            button.template type="submit" form="template-form" name="template" value=(one.id) aria-pressed=[(content.template.as_deref() == Some(one.id.as_str())).then_some("true")] data-template-digit=[digit] {
                @if let Some(digit) = digit { kbd { (digit) } " " } (one.title.get(lang))
            }
        }
    };
    html! {
        div.templates #templates role="group" aria-label=(t!(lang, "compose-templates")) {
            p.label { (t!(lang, "compose-templates")) }
            @for (n, one) in list.iter().take(DIGITS).enumerate() { (button(one, Some(n + 1))) }
            @if list.len() > DIGITS {
                details { summary { (t!(lang, "picker-rest", count = list.len() - DIGITS)) } @for one in list.iter().skip(DIGITS) { (button(one, None)) } }
            }
        }
    }
}

fn files(frame: &Frame, outgoing: &Outgoing) -> Markup {
    let lang = frame.lang;
    html! {
        div.files #files {
            label.button for="f-files" { (t!(lang, "compose-attach")) }
            input.visually-hidden #f-files type="file" multiple data-attach;
            " " span.muted.small { (t!(lang, "compose-attach-help")) }
            (attach::list(frame, outgoing))
            p.small role="status" #files-said {}
        }
    }
}

fn documents(frame: &Frame, view: &ComposeView) -> Markup {
    let lang = frame.lang;
    let made = &view.outgoing.content.documents;
    html! {
        @if !view.playbook.document_types.is_empty() {
            details.documents open[!made.is_empty()] {
                summary { (t!(lang, "compose-documents")) }
                p.small.muted { (t!(lang, "compose-documents-help")) }
                div.choices-inline data-save-all="documents" {
                    @for one in &view.playbook.document_types { (choice("checkbox", "documents", &one.id, made.contains(&one.id), one.title.get(lang), None)) }
                }
            }
        }
    }
}

/// The picker of an own letter.
pub(super) fn picker_of(frame: &Frame, playbook: &Playbook, outgoing: &Outgoing, suggestions: &[Suggestion]) -> Markup {
    let content = &outgoing.content;
    let view =
        Picker { playbook, suggestions, chosen: outgoing.work_type.as_deref(), note: &content.note, checked: &content.checked };
    picker(frame, &view)
}

/// Send, or why it cannot be pressed; what is still open.
pub(super) fn send_state(
    frame: &Frame,
    playbook: &Playbook,
    outgoing: &Outgoing,
    suggestions: &[Suggestion],
    trouble: Option<Trouble>,
) -> Markup {
    let lang = frame.lang;
    let content = &outgoing.content;
    let chosen = outgoing.work_type.as_deref().and_then(|id| playbook.work_type(id));
    let missing_note = chosen.is_some_and(|one| one.special == Some(SpecialType::NotListed)) && content.note.trim().is_empty();
    let why_not = match chosen {
        None => Some("no-type"),
        Some(_) if missing_note => Some("note-missing"),
        Some(_) => None,
    };
    let other = suggestions.first().filter(|first| chosen.is_some_and(|chosen| chosen.id != first.work_type));
    let other = other.and_then(|first| Some((first, playbook.work_type(&first.work_type)?)));
    let open = if outgoing.raw.is_some() { 0 } else { gaps(&content.text) + gaps(&content.subject) };
    html! {
        div.send-state #send-state {
            @if let Some((first, one)) = other.filter(|_| why_not.is_none()) && let Some(reason) = words::reason(lang, &first.reason) {
                p.small.looks-like { (t!(lang, "picker-looks-like", name = one.title.get(lang), why = reason)) }
            }
            @if open > 0 { p.small.bad #compose-gaps { (t!(lang, "compose-gaps", count = open)) } }
            @match trouble {
                Some(Trouble::Gaps(count)) => {
                    div.notice role="alert" {
                        p { (t!(lang, "compose-gaps-ask", count = count)) }
                        button.button type="submit" name="gaps" value="ok" data-send-anyway { (t!(lang, "compose-send-anyway")) }
                    }
                }
                Some(Trouble::Refused(code)) => { p.notice.bad role="alert" { (names::problem(lang, code)) } }
                None => {}
            }
            button.button.primary #send type="submit" aria-disabled=[why_not.map(|_| "true")] aria-describedby=[why_not.map(|_| "send-why")] { (t!(lang, "compose-send")) " " kbd { "Ctrl+Enter" } }
            @if let Some(one) = chosen { " " span.num.muted { (format::duration(lang, one.norm)) } }
            @if let Some(code) = why_not { p.small.bad #send-why { (names::problem(lang, code)) } }
        }
    }
}

fn read_only(frame: &Frame, outgoing: &Outgoing) -> Markup {
    let (lang, content) = (frame.lang, &outgoing.content);
    html! {
        dl.letter-head {
            dt { (t!(lang, "letter-to")) } dd { (words::typed(&content.to)) }
            @if !content.cc.is_empty() { dt { (t!(lang, "letter-cc")) } dd { (words::typed(&content.cc)) } }
            dt { (t!(lang, "compose-subject")) } dd { (words::subject(lang, &content.subject)) }
        }
        (super::body::text(frame, &content.text))
        @if !content.quoted.is_empty() { (super::body::text(frame, &content.quoted)) }
        @if !content.attachments.is_empty() {
            ul.attachments { @for one in &content.attachments { li { (words::attachment(lang, one)) " " span.muted.small { (words::size(lang, one.size)) } } } }
        }
    }
}

/// The text of a text area: a browser drops the first line break, so one more stands before it.
fn kept_start(text: &str) -> String {
    format!("\n{text}")
}
