//! The outbox: letters that may leave are handed to their mail server, once; what became of each is noted.

use std::time::Duration;

use app::error::{AppError, Done};
use app::model::mailbox::Mailbox;
use app::model::outgoing::{AnswerKind, Outgoing};
use app::receive_letter::Seen;
use app::record_sheet::InForce;
use app::send_letter::{HandedOver, note_handing_over, take_due_letters};
use domain::letter::Address;
use mail::compose::{Attached, compose};
use mail::limits::Limits;
use mail::parse::take_apart;
use mail::smtp::Outcome;
use web::AppState;

use super::accounts::account;

/// Most letters handed over at once.
const AT_ONCE: i64 = 8;
/// How long it sleeps when nothing is known to be due: another process may have queued one.
const SLEEP: Duration = Duration::from_secs(5);

/// Hands letters over until it is aborted; a letter in the middle is taken up again after its lease.
pub(crate) async fn keep_sending(state: AppState) {
    loop {
        match send_due(&state).await {
            Ok(0) => drop(tokio::time::timeout(rest(&state).await, state.outbox.notified()).await),
            Ok(_) => {}
            Err(why) => {
                tracing::warn!(%why, "the outbox cannot be read");
                tokio::time::sleep(SLEEP).await;
            }
        }
    }
}

/// How long nothing is due.
async fn rest(state: &AppState) -> Duration {
    let next = state.read(|tx| Ok(tx.next_outgoing()?)).await.ok().flatten();
    let wait = next.map_or(SLEEP, |at| Duration::from_micros(u64::try_from(at.micros() - state.now().micros()).unwrap_or(0)));
    wait.clamp(Duration::from_millis(50), SLEEP)
}

/// Hands over what is due now; gives how many letters that were.
async fn send_due(state: &AppState) -> Done<usize> {
    let Some((id, playbook)) = state.playbook().await? else { return Ok(0) };
    let taking = playbook.clone();
    let due = state.write(move |tx, ctx| take_due_letters(tx, ctx, InForce { id, playbook: &taking }, AT_ONCE)).await?;
    let count = due.len();
    let mut tasks = tokio::task::JoinSet::new();
    for outgoing in due {
        let (state, playbook) = (state.clone(), playbook.clone());
        tasks.spawn(async move {
            let id = outgoing.id;
            let (result, left) = match hand_over(&state, &outgoing).await {
                Ok(result) => result,
                Err(why) => (HandedOver::Later(why.to_string()), None),
            };
            let version = outgoing.playbook;
            let noted = state
                .write(move |tx, ctx| {
                    let in_force = InForce { id: version.ok_or(AppError::NotFound("playbook"))?, playbook: &playbook };
                    note_handing_over(tx, ctx, in_force, id, result)
                })
                .await;
            match (noted, left) {
                // Only now: the shorter the time between taken and noted, the rarer a letter is handed over twice.
                (Ok(_), Some((mailbox, raw))) => copy_to_sent(&state, &mailbox, &outgoing, &raw).await,
                (Ok(_), None) => {}
                // The lease runs out and the letter is handed over again under the same Message-ID.
                (Err(why), _) => tracing::error!(%why, letter = %id, "what became of a letter could not be noted"),
            }
        });
    }
    while tasks.join_next().await.is_some() {}
    Ok(count)
}

/// Hands one letter over; gives what became of it and, where it was taken, its mailbox and its bytes for the copy in Sent.
async fn hand_over(state: &AppState, outgoing: &Outgoing) -> Done<(HandedOver, Option<(Mailbox, Vec<u8>)>)> {
    let mailbox_id = outgoing.mailbox.ok_or(AppError::Conflict("no-mailbox"))?;
    let mailbox = state.read(move |tx| Ok(tx.mailbox(mailbox_id)?)).await?.ok_or(AppError::Conflict("no-mailbox"))?;
    let Some(server) = mailbox.settings.smtp.clone() else { return Ok((HandedOver::Refused("no-mailbox".to_owned()), None)) };
    let account = account(&mailbox, &server, &state.sealing).map_err(|_| AppError::Conflict("sealed"))?;
    let raw = bytes_of(state, outgoing, &mailbox).await?;
    let content = &outgoing.content;
    let recipients: Vec<String> = content.to.iter().chain(&content.cc).chain(&content.bcc).map(|one| one.email.clone()).collect();
    let hello = domain::letter::domain_of(&mailbox.email).unwrap_or("localhost").to_owned();
    let stamped = stamp(state, outgoing, &raw);
    Ok(match mail::smtp::send(&account, Limits::default(), &hello, &mailbox.email, &recipients, &stamped).await {
        Outcome::Accepted { rejected, .. } => {
            let size = i64::try_from(raw.len()).unwrap_or(i64::MAX);
            let mut letter = take_apart(&raw).map_err(|why| AppError::Store(store::StoreError::Other(why.to_string())))?.letter;
            // Recipients the server did not take are shown on the letter as a report would.
            if !rejected.is_empty() {
                letter.bounce = Some(domain::letter::Bounce {
                    original: Some(outgoing.message_id.clone()),
                    recipients: rejected.iter().map(failed).collect(),
                });
            }
            let name = state.objects.put(raw.clone()).await?;
            let seen = Seen { letter, raw: name, size, place: None, sent_folder: false, history: false, internal_date: None };
            (HandedOver::Accepted(Box::new(seen)), Some((mailbox, raw)))
        }
        Outcome::Refused { said, .. } => (HandedOver::Refused(format!("{} {}", said.code, said.lines.join(" "))), None),
        Outcome::Later { why, .. } | Outcome::Unknown { why } => (HandedOver::Later(why.to_string()), None),
    })
}

fn failed(one: &mail::smtp::Rejected) -> domain::letter::FailedRecipient {
    let status = one.said.code.to_string();
    domain::letter::FailedRecipient {
        email: one.recipient.clone(),
        action: domain::letter::BounceAction::Failed,
        status,
        said: one.said.lines.join(" "),
    }
}

/// The letter as it leaves. The same letter gives the same bytes, also when it is handed over again.
async fn bytes_of(state: &AppState, outgoing: &Outgoing, mailbox: &Mailbox) -> Done<Vec<u8>> {
    if let Some(name) = &outgoing.raw {
        return state.objects.get(name).await?.ok_or(AppError::NotFound("letter"));
    }
    let content = &outgoing.content;
    let mut attachments = Vec::new();
    for one in &content.attachments {
        let bytes = attachment(state, outgoing, &one.digest).await?;
        attachments.push(Attached {
            name: one.name.clone(),
            mime: one.mime.clone(),
            content: bytes,
            content_id: one.content_id.clone(),
        });
    }
    let answers = matches!(content.kind, AnswerKind::Reply | AnswerKind::ReplyAll);
    Ok(compose(&mail::compose::Outgoing {
        from: Address::new(&mailbox.name, &mailbox.email),
        to: content.to.clone(),
        cc: content.cc.clone(),
        subject: content.subject.clone(),
        date: content.pressed.unwrap_or(outgoing.created),
        message_id: outgoing.message_id.clone(),
        in_reply_to: content.references.last().filter(|_| answers).cloned().into_iter().collect(),
        references: content.references.clone(),
        text: whole_text(content),
        attachments,
        // RFC 3834, section 5: an answer says another word than a letter nobody asked for.
        extra: content
            .automatic
            .then(|| ("Auto-Submitted".to_owned(), if answers { "auto-replied" } else { "auto-generated" }.to_owned()))
            .into_iter()
            .collect(),
        ..mail::compose::Outgoing::default()
    }))
}

/// The author's words, and under them what is quoted.
fn whole_text(content: &app::model::outgoing::OutgoingContent) -> String {
    if content.quoted.trim().is_empty() {
        return content.text.clone();
    }
    let forward = content.kind == AnswerKind::Forward;
    let quoted: Vec<String> =
        content.quoted.lines().map(|line| if forward { line.to_owned() } else { format!("> {line}") }).collect();
    format!("{}\n\n{}\n", content.text.trim_end(), quoted.join("\n"))
}

/// The content of an attachment: added by the author, or still inside the letter that is passed on.
async fn attachment(state: &AppState, outgoing: &Outgoing, digest: &str) -> Done<Vec<u8>> {
    if let Some(bytes) = state.objects.get(digest).await? {
        return Ok(bytes);
    }
    let missing = || AppError::NotFound("attachment");
    let about = outgoing.content.about.ok_or_else(missing)?;
    let raw = state.read(move |tx| Ok(tx.letter(about)?)).await?.ok_or_else(missing)?.raw;
    let raw = state.objects.get(&raw).await?.ok_or_else(missing)?;
    let parsed = take_apart(&raw).map_err(|_| missing())?;
    let at = parsed.letter.attachments.iter().position(|one| one.digest == digest).ok_or_else(missing)?;
    parsed.contents.into_iter().nth(at).ok_or_else(missing)
}

/// The header by which our own mail server knows that a letter came through the gate; it takes it off again.
pub(super) const STAMP: &str = "X-Yellow-Sheet";

fn stamp(state: &AppState, outgoing: &Outgoing, raw: &[u8]) -> Vec<u8> {
    if state.settings.type_domain.is_empty() {
        return raw.to_vec();
    }
    let id = take_apart(raw).ok().and_then(|parsed| parsed.letter.message_id).unwrap_or_else(|| outgoing.message_id.clone());
    mail::edit::with_header(raw, STAMP, &state.sealing.stamp(&id))
}

/// Our copy in the Sent folder; without it the letter has left all the same.
async fn copy_to_sent(state: &AppState, mailbox: &Mailbox, outgoing: &Outgoing, raw: &[u8]) {
    let Some(server) = mailbox.settings.imap.clone().filter(|_| !outgoing.content.automatic) else { return };
    let Ok(account) = account(mailbox, &server, &state.sealing) else { return };
    if let Err(why) = mail::imap::copy_to_sent(&account, Limits::default(), &outgoing.message_id, raw).await {
        tracing::warn!(mailbox = %mailbox.email, trouble = why.trouble.code(), "a sent letter could not be copied into Sent");
    }
}
