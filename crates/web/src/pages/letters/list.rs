//! The lists of letters: waiting, all with a search, nobody's yet, without a type, drafts and what is on its way.

use std::collections::HashMap;

use app::error::Done;
use app::model::journal::After;
use app::model::letter::{LetterLine, LetterList};
use app::model::outgoing::{Outgoing, OutgoingState};
use app::model::people::Employee;
use app::open_letter::{LETTERS_PAGE, Whose, list_letters};
use app::ports::Tx;
use app::receive_letter::text_of;
use axum::extract::{Query, State};
use domain::id::{EmployeeId, EventId, OutgoingId};
use domain::rights::{Action, Scope};
use domain::time::Time;
use maud::{Markup, html};
use serde::Deserialize;

use super::words;
use crate::errors::{Fail, percent};
use crate::form::Fragment;
use crate::layout::{Frame, Page, Place};
use crate::routes::Signed;
use crate::state::AppState;
use crate::ui::{empty, head};
use crate::{format, names, t};

/// Most letters of one's own that are not over on one page.
const OUTGOING_MOST: i64 = 100;
/// Letters of a column that shows the soonest only.
const SOONEST: usize = 3;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tab {
    #[default]
    Waiting,
    All,
    Whose,
    Untyped,
    Own,
}

impl Tab {
    const ALL: [Self; 5] = [Self::Waiting, Self::All, Self::Whose, Self::Untyped, Self::Own];

    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::All => "all",
            Self::Whose => "whose",
            Self::Untyped => "untyped",
            Self::Own => "own",
        }
    }

    fn name(self, frame: &Frame) -> String {
        let lang = frame.lang;
        match self {
            Self::Waiting => t!(lang, "letters-waiting"),
            Self::All => t!(lang, "letters-all"),
            Self::Whose => t!(lang, "letters-whose"),
            Self::Untyped => t!(lang, "letters-untyped"),
            Self::Own => t!(lang, "letters-own"),
        }
    }

    fn list(self) -> LetterList {
        match self {
            Self::Waiting | Self::Own => LetterList::Waiting,
            Self::All => LetterList::All,
            Self::Whose => LetterList::Unmatched,
            Self::Untyped => LetterList::Untyped,
        }
    }

    fn has_team(self) -> bool {
        matches!(self, Self::Waiting | Self::All | Self::Untyped)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    list: Tab,
    whose: String,
    q: String,
    at: Option<i64>,
    id: Option<i64>,
    sent: Option<i64>,
}

/// What the page shows.
#[derive(Clone, Default)]
pub(crate) struct LettersView {
    pub tab: Tab,
    pub team: bool,
    pub may_team: bool,
    pub typed: String,
    pub lines: Vec<LetterLine>,
    pub own: Vec<Outgoing>,
    pub people: HashMap<EmployeeId, String>,
    /// The letter just sent, which can be taken back.
    pub sent: Option<Outgoing>,
    pub last: i64,
}

pub(super) async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Fragment(fragment): Fragment,
    Query(asked): Query<Asked>,
) -> Result<Markup, Fail> {
    let (actor, now) = (signed.employee.clone(), signed.frame.now);
    let may_team = actor.roles.scope(Action::SeeLetters).is_some_and(|scope| scope > Scope::Own);
    let team = may_team && asked.tab_has_team() && asked.whose == "team";
    let after = asked.at.zip(asked.id).map(|(at, id)| After { at: Time::from_micros(at), id });
    let view = state
        .read(move |tx| {
            let EventId(last) = tx.last_event()?;
            let whose = if team { Whose::Team } else { Whose::Mine };
            let (lines, own) = match asked.list {
                Tab::Own => (Vec::new(), tx.open_outgoing(actor.id, OUTGOING_MOST)?),
                tab => (list_letters(tx, &actor, tab.list(), whose, &asked.q, after, now)?, Vec::new()),
            };
            let people = tx.employees()?.into_iter().map(|one| (one.id, one.name())).collect();
            let sent = match asked.sent {
                Some(id) => app::write_letter::own_outgoing(tx, &actor, OutgoingId(id)).ok(),
                None => None,
            };
            let sent = sent.filter(|one| one.state == OutgoingState::Queued);
            Ok(LettersView { tab: asked.list, team, may_team, typed: asked.q, lines, own, people, sent, last })
        })
        .await?;
    if fragment && after.is_some() {
        return Ok(lines(&signed.frame, &view));
    }
    Ok(if fragment { list(&signed.frame, &view) } else { page(&signed.frame, &view) })
}

impl Asked {
    fn tab_has_team(&self) -> bool {
        self.list.has_team()
    }
}

fn address(view: &LettersView, tab: Tab, team: bool) -> String {
    let whose = if team && tab.has_team() { "&whose=team" } else { "" };
    let typed = if tab == Tab::All && !view.typed.is_empty() { format!("&q={}", percent(&view.typed)) } else { String::new() };
    format!("/letters?list={}{whose}{typed}", tab.code())
}

pub(crate) fn page(frame: &Frame, view: &LettersView) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "letters-title");
    let actions = html! {
        form method="post" action="/letters/new" {
            (frame.csrf_field())
            button.button.primary type="submit" data-key="KeyW" { (t!(lang, "letter-write")) " " kbd { "W" } }
        }
    };
    let here = address(view, view.tab, view.team);
    let body = html! {
        (head(&title, None, &actions))
        div #letters-lost .desk-lost role="alert" hidden { (t!(lang, "connection-lost")) }
        (super::send::undo_note(frame, view.sent.as_ref()))
        nav.tabs aria-label=(title) {
            @for tab in Tab::ALL {
                a href=(address(view, tab, view.team)) aria-current=[(tab == view.tab).then_some("page")] { (tab.name(frame)) }
            }
        }
        @if view.may_team && view.tab.has_team() {
            nav.tabs.small aria-label=(t!(lang, "letters-whose-letters")) {
                a href=(address(view, view.tab, false)) aria-current=[(!view.team).then_some("true")] { (t!(lang, "letters-mine")) }
                a href=(address(view, view.tab, true)) aria-current=[view.team.then_some("true")] { (t!(lang, "letters-team")) }
            }
        }
        @if view.tab == Tab::All {
            form.search role="search" action="/letters" {
                input type="hidden" name="list" value="all";
                @if view.team { input type="hidden" name="whose" value="team"; }
                label.visually-hidden for="letters-q" { (t!(lang, "letters-search")) }
                input #letters-q type="search" name="q" value=(view.typed) autocomplete="off" placeholder=(t!(lang, "letters-search"))
                    hx-get=(address(&LettersView { tab: view.tab, ..LettersView::default() }, Tab::All, view.team)) hx-include="this" hx-trigger="input changed delay:200ms, search" hx-target="#letters" hx-sync="this:replace";
            }
        }
        div #letters data-live="letter outgoing" data-refresh=(here) data-last=(view.last) { (list(frame, view)) }
    };
    frame.page(&Page::new(&title).at(Place::Letters).script("letters.js"), &body)
}

fn list(frame: &Frame, view: &LettersView) -> Markup {
    let lang = frame.lang;
    html! {
        @if view.tab == Tab::Own {
            @if view.own.is_empty() { (empty(&t!(lang, "letters-own-none"), &t!(lang, "letters-own-none-help"))) }
            @else { ul.rows.letters data-rows { @for one in &view.own { (own_line(frame, one)) } } }
        } @else if view.lines.is_empty() {
            (nothing(frame, view))
        } @else {
            ul.rows.letters data-rows { (lines(frame, view)) }
        }
    }
}

fn nothing(frame: &Frame, view: &LettersView) -> Markup {
    let lang = frame.lang;
    let (title, help) = match view.tab {
        Tab::All if !view.typed.trim().is_empty() => (t!(lang, "letters-not-found"), t!(lang, "letters-not-found-help")),
        Tab::All => (t!(lang, "letters-none"), t!(lang, "letters-none-help")),
        Tab::Whose => (t!(lang, "letters-whose-none"), t!(lang, "letters-whose-none-help")),
        Tab::Untyped => (t!(lang, "letters-untyped-none"), t!(lang, "letters-untyped-none-help")),
        Tab::Waiting | Tab::Own => (t!(lang, "letters-waiting-none"), t!(lang, "letters-waiting-none-help")),
    };
    empty(&title, &help)
}

/// The lines, and after a full page the line that brings the next one.
fn lines(frame: &Frame, view: &LettersView) -> Markup {
    let lang = frame.lang;
    let full = view.lines.len() >= usize::try_from(LETTERS_PAGE).unwrap_or(usize::MAX) && view.tab != Tab::Untyped;
    html! {
        @for one in &view.lines { (line(frame, view, one)) }
        @if full && let Some(last) = view.lines.last() {
            @let at = if view.tab == Tab::Waiting { last.letter.due.unwrap_or(last.letter.at) } else { last.letter.at };
            @let next = format!("{}&at={}&id={}", address(view, view.tab, view.team), at.micros(), last.letter.id);
            li.more { a.button href=(next) hx-get=(next) hx-target="closest li" hx-swap="outerHTML" { (t!(lang, "more")) } }
        }
    }
}

fn line(frame: &Frame, view: &LettersView, one: &LetterLine) -> Markup {
    let (lang, letter) = (frame.lang, &one.letter);
    let late = letter.closed.is_none() && letter.due.is_some_and(|due| due < frame.now);
    html! {
        li.letter-row.link-row {
            div.letter-who {
                @if let Some(client) = &one.client { a href=(format!("/clients/{}", client.id)) { (names::client(lang, client.form.as_deref(), &client.name)) } }
                @else { (words::other_side(letter)) }
            }
            div.letter-what {
                a.title href=(format!("/letters/{}", letter.id)) data-row { (words::subject(lang, &letter.subject)) }
                @if !letter.content.attachments.is_empty() { " " span.tag { (t!(lang, "letter-attached", count = letter.content.attachments.len())) } }
                @if letter.private { " " span.tag { (t!(lang, "letter-private")) } }
                @if letter.bounce.as_ref().is_some_and(domain::letter::Bounce::failed) { " " span.tag.bad-tag { (t!(lang, "letter-bounced")) } }
                div.muted.small.one-line { (start_of(text_of(letter, &one.interaction.text))) }
            }
            div.letter-state.small {
                @match view.tab {
                    Tab::Waiting => { @if let Some(due) = letter.due { (due_words(frame, due, late)) } }
                    _ => { span.tag { (words::state(lang, letter.state)) } }
                }
                @if view.team { div.muted { (view.people.get(&letter.employee).map_or("—", String::as_str)) } }
            }
            div.letter-when.muted.small { (frame.when(letter.at)) }
        }
    }
}

/// When an answer is due, and that it is overdue.
pub(crate) fn due_words(frame: &Frame, due: Time, late: bool) -> Markup {
    let lang = frame.lang;
    html! {
        span.bad[late] {
            @if late { (t!(lang, "letter-overdue")) } @else { (t!(lang, "letter-due")) }
            " " (frame.when(due))
        }
    }
}

fn own_line(frame: &Frame, one: &Outgoing) -> Markup {
    let lang = frame.lang;
    html! {
        li.letter-row.link-row {
            div.letter-who { (words::people(&one.content.to)) @if one.content.to.is_empty() { (t!(lang, "compose-nobody")) } }
            div.letter-what {
                a.title href=(format!("/outgoing/{}", one.id)) data-row { (words::subject(lang, &one.content.subject)) }
                @if let Some(said) = one.error.as_ref().filter(|_| one.state == OutgoingState::Failed) { div.bad.small { (said) } }
                @else { div.muted.small.one-line { (start_of(&one.content.text)) } }
            }
            div.letter-state.small { span.tag .bad-tag[one.state == OutgoingState::Failed] { (words::outgoing(frame, one)) } }
            div.letter-when.muted.small { (frame.when(one.changed)) }
        }
    }
}

/// The first words of a text in one line.
pub(crate) fn start_of(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(30).collect();
    words.join(" ").chars().take(160).collect()
}

/// What the desk shows of letters: how many are due and the soonest of them, and how many of one's own wait for their author.
#[derive(Clone, Default)]
pub(crate) struct LettersDue {
    count: usize,
    soonest: Vec<LetterLine>,
    own: usize,
    stuck: usize,
}

/// Reads what the desk shows of letters; nothing for those who see none.
///
/// # Errors
/// Store errors.
pub(crate) fn soonest(tx: &mut dyn Tx, actor: &Employee, now: Time) -> Done<LettersDue> {
    if actor.roles.scope(Action::SeeLetters).is_none() {
        return Ok(LettersDue::default());
    }
    let mut lines = list_letters(tx, actor, LetterList::Waiting, Whose::Mine, "", None, now)?;
    let own = tx.open_outgoing(actor.id, OUTGOING_MOST)?;
    let stuck = own.iter().filter(|one| matches!(one.state, OutgoingState::Held | OutgoingState::Failed)).count();
    let count = lines.len();
    lines.truncate(SOONEST);
    Ok(LettersDue { count, soonest: lines, own: own.len(), stuck })
}

impl LettersDue {
    /// The part of the desk's column.
    pub(crate) fn section(&self, frame: &Frame) -> Markup {
        let lang = frame.lang;
        html! {
            @if self.count > 0 || self.own > 0 {
                section {
                    h2 { a.quiet-link href="/letters" { (t!(lang, "desk-letters")) } " " span.count { (self.count) } }
                    ul.promise-list {
                        @for one in &self.soonest {
                            @let late = one.letter.due.is_some_and(|due| due < frame.now);
                            li.promise-line .late[late] {
                                span {
                                    a href=(format!("/letters/{}", one.letter.id)) { (words::subject(lang, &one.letter.subject)) }
                                    span.call-meta {
                                        @match &one.client {
                                            Some(client) => { (names::client(lang, client.form.as_deref(), &client.name)) }
                                            None => { (words::other_side(&one.letter)) }
                                        }
                                        @if let Some(due) = one.letter.due { " · " (format::moment(lang, &frame.tz, frame.now, due)) }
                                    }
                                }
                            }
                        }
                    }
                    @if self.stuck > 0 { p.small.bad { a href="/letters?list=own" { (t!(lang, "desk-letters-stuck", count = self.stuck)) } } }
                    @else if self.own > 0 { p.small { a href="/letters?list=own" { (t!(lang, "desk-letters-own", count = self.own)) } } }
                }
            }
        }
    }
}
