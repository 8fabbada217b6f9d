//! Beginning a letter and saving what is typed.

use app::fill_template::{fill_template, sign_letter};
use app::model::letter::StoredLetter;
use app::model::outgoing::{AnswerKind, Outgoing};
use app::open_letter::may_see;
use app::receive_letter::text_of;
use app::record_sheet::InForce;
use app::suggest_letter_type::suggest_letter_type;
use app::write_letter::{Begin, LetterPatch, begin_letter, save_letter};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{ClientId, LetterId, MailboxId, OutgoingId};
use domain::letter::Address;
use maud::html;
use serde::Deserialize;

use super::compose::{picker_of, send_state};
use super::{body_of, parsed, store_fail, words};
use crate::errors::Fail;
use crate::form::Pairs;
use crate::layout::Frame;
use crate::pages::desk::in_force;
use crate::routes::Signed;
use crate::state::AppState;
use crate::{format, t};

/// Most bytes of one save: two texts of the longest letter, as JSON.
const SAVE_LIMIT: usize = 6 * 1024 * 1024;

fn opened(id: OutgoingId) -> Redirect {
    Redirect::to(&format!("/outgoing/{id}"))
}

/// A new letter, to a client or an address or to nobody yet.
pub(super) async fn begin_new(State(state): State<AppState>, signed: Signed, form: Pairs) -> Result<Redirect, Fail> {
    let begin = Begin {
        kind: AnswerKind::New,
        client: form.text("client").parse().ok().map(ClientId),
        to: Some(form.text("to").to_owned()).filter(|to| !to.trim().is_empty()),
        ..Begin::default()
    };
    begun(&state, &signed, begin).await
}

/// An answer, a letter passed on or sent again.
pub(super) async fn begin_about(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, how)): Path<(i64, String)>,
) -> Result<Redirect, Fail> {
    let kind = match how.as_str() {
        "reply" => AnswerKind::Reply,
        "reply-all" => AnswerKind::ReplyAll,
        "forward" => AnswerKind::Forward,
        "again" => AnswerKind::Again,
        _ => return Err(Fail::NotFound),
    };
    let actor = signed.employee.clone();
    let (letter, text) = state
        .read(move |tx| {
            let letter = may_see(tx, &actor, LetterId(id))?;
            let line = tx.interaction(letter.interaction)?.map(|one| one.text).unwrap_or_default();
            let text = text_of(&letter, &line).to_owned();
            Ok((letter, text))
        })
        .await?;
    if matches!(kind, AnswerKind::Forward | AnswerKind::Again) {
        keep_attached(&state, &letter).await?;
    }
    let text = match kind {
        AnswerKind::Reply | AnswerKind::ReplyAll => quoted(&signed.frame, &letter, &text),
        AnswerKind::Forward => passed_on(&signed.frame, &letter, &text),
        AnswerKind::New | AnswerKind::Again => text,
    };
    begun(&state, &signed, Begin { kind, about: Some(letter.id), text, ..Begin::default() }).await
}

async fn begun(state: &AppState, signed: &Signed, begin: Begin) -> Result<Redirect, Fail> {
    let (actor, office) = (signed.employee.clone(), signed.office.clone());
    let id = state
        .write(move |tx, ctx| {
            let begun = begin_letter(tx, ctx, &actor, &begin)?;
            Ok(sign_letter(tx, ctx, &actor, &office, begun)?.id)
        })
        .await?;
    Ok(opened(id))
}

/// Contents of a letter's attachments lie in its raw bytes; a letter that takes them along needs them by themselves.
async fn keep_attached(state: &AppState, letter: &StoredLetter) -> Result<(), Fail> {
    let Some(parsed) = parsed(state, letter).await? else { return Ok(()) };
    for content in parsed.contents {
        state.objects.put(content).await.map_err(store_fail)?;
    }
    Ok(())
}

fn quoted(frame: &Frame, letter: &StoredLetter, text: &str) -> String {
    let who = words::people(&letter.content.from);
    let head = t!(frame.lang, "compose-wrote", when = moment(frame, letter), who = who);
    let lines: Vec<String> = text.trim_end().lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    format!("{head}\n{}", lines.join("\n"))
}

fn passed_on(frame: &Frame, letter: &StoredLetter, text: &str) -> String {
    let lang = frame.lang;
    format!(
        "---------- {} ----------\n{}: {}\n{}: {}\n{}: {}\n{}: {}\n\n{}",
        t!(lang, "compose-forwarded"),
        t!(lang, "letter-from"),
        words::typed(&letter.content.from),
        t!(lang, "letter-to"),
        words::typed(&letter.content.to),
        t!(lang, "letter-when"),
        moment(frame, letter),
        t!(lang, "compose-subject"),
        letter.subject,
        text.trim_end()
    )
}

fn moment(frame: &Frame, letter: &StoredLetter) -> String {
    let date = format::date_figures(frame.lang, format::local_date(&frame.tz, letter.at));
    format!("{date} {}", format::time(&frame.tz, letter.at))
}

/// What a page saves: each field that changed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Saved {
    mailbox: Option<String>,
    to: Option<String>,
    cc: Option<String>,
    bcc: Option<String>,
    subject: Option<String>,
    text: Option<String>,
    quoted: Option<String>,
    work_type: Option<String>,
    note: Option<String>,
    checked: Option<Vec<u16>>,
    documents: Option<Vec<String>>,
    private: Option<bool>,
    own_mistake: Option<bool>,
}

/// Addresses as one types them, separated by commas, semicolons or lines.
fn addresses(typed: &str) -> Vec<Address> {
    let one_line = typed.replace(['\n', '\r'], ",");
    mail::addresses::list(one_line.as_bytes())
        .items
        .into_iter()
        .map(|item| item.address)
        .filter(|one| !one.email.is_empty() || !one.name.trim().is_empty())
        .map(
            |one| if one.email.is_empty() { Address { email: one.name.trim().to_lowercase(), name: String::new() } } else { one },
        )
        .collect()
}

impl From<Saved> for LetterPatch {
    fn from(saved: Saved) -> Self {
        let list = |typed: Option<String>| typed.map(|typed| addresses(&typed));
        LetterPatch {
            mailbox: saved.mailbox.and_then(|id| id.parse().ok()).map(MailboxId),
            to: list(saved.to),
            cc: list(saved.cc),
            bcc: list(saved.bcc),
            subject: saved.subject,
            text: saved.text.map(|text| text.replace("\r\n", "\n")),
            quoted: saved.quoted.map(|text| text.replace("\r\n", "\n")),
            work_type: saved.work_type,
            note: saved.note,
            checked: saved.checked,
            documents: saved.documents,
            private: saved.private,
            own_mistake: saved.own_mistake,
            ..LetterPatch::default()
        }
    }
}

/// The whole form of the page, sent by a browser without scripts.
pub(super) fn whole_form(form: &Pairs) -> Option<LetterPatch> {
    if form.text("whole").is_empty() {
        return None;
    }
    let given = |name: &str| form.all(name).next().map(str::to_owned);
    let saved = Saved {
        mailbox: given("mailbox"),
        to: given("to"),
        cc: given("cc"),
        bcc: given("bcc"),
        subject: given("subject"),
        text: given("text"),
        quoted: given("quoted"),
        work_type: given("work_type"),
        note: given("note"),
        checked: Some(form.all("checked").filter_map(|one| one.parse().ok()).collect()),
        documents: Some(form.all("documents").map(str::to_owned).collect()),
        private: Some(!form.text("private").is_empty()),
        own_mistake: Some(!form.text("own_mistake").is_empty()),
    };
    Some(saved.into())
}

/// Saves as typed; answers with the picker and whether the letter may leave.
pub(super) async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    body: Body,
) -> Result<Response, Fail> {
    let bytes = body_of(body, SAVE_LIMIT).await?;
    let saved: Saved = serde_json::from_slice(&bytes).map_err(|why| Fail::Bad(why.to_string()))?;
    let (_, playbook) = in_force(&state).await?;
    let (actor, book) = (signed.employee.clone(), playbook.clone());
    let (outgoing, suggestions) = state
        .write(move |tx, ctx| {
            let outgoing = save_letter(tx, ctx, &actor, OutgoingId(id), saved.into())?;
            let suggestions = suggest_letter_type(tx, &book, &outgoing)?;
            Ok((outgoing, suggestions))
        })
        .await?;
    let markup = html! {
        (picker_of(&signed.frame, &playbook, &outgoing, &suggestions))
        (send_state(&signed.frame, &playbook, &outgoing, &suggestions, None))
    };
    Ok(markup.into_response())
}

/// Puts a template in.
pub(super) async fn template(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    form: Pairs,
) -> Result<Redirect, Fail> {
    let (version, playbook) = in_force(&state).await?;
    let (actor, office) = (signed.employee.clone(), signed.office.clone());
    let outgoing: Outgoing = state
        .write(move |tx, ctx| {
            let force = InForce { id: version, playbook: &playbook };
            fill_template(tx, ctx, &actor, &office, force, OutgoingId(id), form.text("template"))
        })
        .await?;
    Ok(opened(outgoing.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_type_them_and_what_is_none_stays_to_be_refused() {
        let emails = |typed: &str| addresses(typed).into_iter().map(|one| one.email).collect::<Vec<_>>();
        assert_eq!(emails("\"Ivanov, Ivan\" <ivan@a.ru>; b@c.ru\n d@e.ru,"), ["ivan@a.ru", "b@c.ru", "d@e.ru"]);
        assert_eq!(emails("  , ;"), Vec::<String>::new());
        assert_eq!(emails("Nobody"), ["nobody"]);
    }
}
