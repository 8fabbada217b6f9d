//! Sending: through the gate into the outbox, taken back in time, handed over once, recorded when a server has taken it.

use domain::id::OutgoingId;
use domain::letter::identity;
use domain::time::Time;

use crate::context::Context;
use crate::credit_letter::{Circumstances, credit_documents, credit_letter};
use crate::error::{AppError, Done, invalid};
use crate::letter_gate::{MayLeave, Wanted, pass};
use crate::live::tell;
use crate::model::letter::{LetterState, StoredLetter};
use crate::model::outgoing::{AnswerKind, Outgoing, OutgoingState};
use crate::model::people::Employee;
use crate::model::work::WorkUnit;
use crate::ports::Tx;
use crate::receive_letter::{Placing, Seen, close_thread, keep, own_addresses, thread_for, whose};
use crate::record_sheet::InForce;
use crate::write_letter::own_outgoing;

/// How long a letter can be taken back after Send, seconds.
pub const UNDO_SECONDS: i64 = 10;
/// How long one process may take to hand a letter over, seconds.
const LEASE_SECONDS: i64 = 300;
/// After so long a letter no server takes is given back to its author, seconds.
const GIVE_UP_SECONDS: i64 = 48 * 3600;

/// Sends an own letter through the gate, now or at a later time. For ten seconds, or until its time, it can be taken back.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("letter-left")`; `Invalid` for `to`, `attachment` or, from the gate, `work_type`; store errors.
pub fn send_letter(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    actor: &Employee,
    in_force: InForce<'_>,
    id: OutgoingId,
    send_at: Option<Time>,
) -> Done<Outgoing> {
    let outgoing = own_outgoing(tx, actor, id)?;
    if !matches!(outgoing.state, OutgoingState::Draft | OutgoingState::Held | OutgoingState::Failed) {
        return Err(AppError::Conflict("letter-left"));
    }
    check_recipients(&outgoing)?;
    let mailbox = outgoing.mailbox.map(|id| tx.mailbox(id)).transpose()?.flatten();
    if !mailbox.is_some_and(|one| one.active && one.settings.smtp.is_some()) {
        return Err(AppError::Conflict("no-mailbox"));
    }
    let leave = leave_of(in_force, &outgoing).map_err(|refusal| invalid("work_type", refusal.code()))?;
    queue(tx, ctx, outgoing, &leave, send_at)
}

fn leave_of(in_force: InForce<'_>, outgoing: &Outgoing) -> Result<MayLeave, crate::letter_gate::Refusal> {
    let content = &outgoing.content;
    pass(in_force, Wanted { work_type: outgoing.work_type.as_deref(), note: &content.note, automatic: content.automatic })
}

/// Puts a letter that may leave into the outbox. There is no other way into it.
pub(crate) fn queue(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    mut outgoing: Outgoing,
    leave: &MayLeave,
    send_at: Option<Time>,
) -> Done<Outgoing> {
    outgoing.state = OutgoingState::Queued;
    outgoing.work_type = Some(leave.work_type().to_owned());
    outgoing.playbook = Some(leave.playbook());
    outgoing.content.pressed = Some(ctx.now);
    outgoing.send_at = send_at;
    let earliest = ctx.now.plus_seconds(if outgoing.content.automatic { 0 } else { UNDO_SECONDS });
    outgoing.next_try = Some(send_at.map_or(earliest, |at| at.max(earliest)));
    outgoing.attempts = 0;
    outgoing.error = None;
    outgoing.version += 1;
    outgoing.changed = ctx.now;
    tx.put_outgoing(&outgoing)?;
    tell(tx, ctx, Some(outgoing.employee), "outgoing", outgoing.id.0)?;
    Ok(outgoing)
}

/// Takes a letter back that has not been handed over yet: it is a draft again.
///
/// # Errors
/// `Denied`; `NotFound`; `Conflict("letter-left")` when it is too late; store errors.
pub fn take_letter_back(tx: &mut dyn Tx, ctx: &mut Context<'_>, actor: &Employee, id: OutgoingId) -> Done<Outgoing> {
    let outgoing = own_outgoing(tx, actor, id)?;
    if outgoing.state != OutgoingState::Queued || outgoing.attempts > 0 {
        return Err(AppError::Conflict("letter-left"));
    }
    let state = if outgoing.raw.is_some() { OutgoingState::Held } else { OutgoingState::Draft };
    let back = Outgoing { state, next_try: None, send_at: None, version: outgoing.version + 1, changed: ctx.now, ..outgoing };
    tx.put_outgoing(&back)?;
    tell(tx, ctx, Some(actor.id), "outgoing", back.id.0)?;
    Ok(back)
}

fn check_recipients(outgoing: &Outgoing) -> Done<()> {
    let content = &outgoing.content;
    let all = || content.to.iter().chain(&content.cc).chain(&content.bcc);
    if all().next().is_none() {
        return Err(invalid("to", "empty"));
    }
    if all().any(|one| !is_address(&one.email)) {
        return Err(invalid("to", "not-an-address"));
    }
    Ok(())
}

/// Whether a text can be an address: one `@` with something on both sides, no spaces, within the lengths of RFC 5321, 4.5.3.1.
#[must_use]
pub fn is_address(email: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')');
    match email.rsplit_once('@') {
        Some((local, host)) => {
            !local.is_empty()
                && local.len() <= 64
                && !host.is_empty()
                && email.len() <= 254
                && !email.contains(odd)
                && !local.contains('@')
        }
        None => false,
    }
}

/// Takes letters out of the outbox whose time has come, each for one process only. Every one is asked at the gate once more:
/// a draft scheduled before the playbook lost its type does not leave.
///
/// # Errors
/// Store errors.
pub fn take_due_letters(tx: &mut dyn Tx, ctx: &mut Context<'_>, in_force: InForce<'_>, limit: i64) -> Done<Vec<Outgoing>> {
    let mut taken = Vec::new();
    for outgoing in tx.due_outgoing(ctx.now, limit)? {
        if leave_of(in_force, &outgoing).is_err() {
            let back = Outgoing { state: OutgoingState::Failed, error: Some("no-type".to_owned()), lease: None, ..outgoing };
            tx.put_outgoing(&back)?;
            tell(tx, ctx, Some(back.employee), "outgoing", back.id.0)?;
            continue;
        }
        let lease = ctx.now.plus_seconds(LEASE_SECONDS);
        let leased = Outgoing {
            state: OutgoingState::Sending,
            lease: Some(lease),
            attempts: outgoing.attempts + 1,
            version: outgoing.version + 1,
            ..outgoing
        };
        tx.put_outgoing(&leased)?;
        taken.push(leased);
    }
    Ok(taken)
}

/// What became of handing a letter over.
#[derive(Debug, Clone)]
pub enum HandedOver {
    /// A server took it: the letter as it left, taken apart.
    Accepted(Box<Seen>),
    /// A server will never take it: what it said.
    Refused(String),
    /// Not now, or nobody knows: it is tried again under the same `Message-ID`.
    Later(String),
}

/// Notes what became of a letter. A letter that was taken is recorded on the timeline and its work is credited.
///
/// # Errors
/// `NotFound`; store errors.
pub fn note_handing_over(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    in_force: InForce<'_>,
    id: OutgoingId,
    result: HandedOver,
) -> Done<Outgoing> {
    let outgoing = tx.outgoing(id)?.ok_or(AppError::NotFound("letter"))?;
    if outgoing.state == OutgoingState::Sent {
        return Ok(outgoing);
    }
    let noted = match result {
        HandedOver::Accepted(seen) => record_sent(tx, ctx, in_force, outgoing, &seen)?,
        HandedOver::Refused(said) => given_back(outgoing, said),
        HandedOver::Later(said) => {
            let began = outgoing.content.pressed.max(outgoing.send_at).unwrap_or(outgoing.created);
            if ctx.now.seconds_since(began) > GIVE_UP_SECONDS {
                given_back(outgoing, said)
            } else {
                // 1, 2, 4 ... minutes, an hour at most.
                let minutes = 1_i64 << outgoing.attempts.clamp(1, 7).saturating_sub(1);
                let next = ctx.now.plus_seconds(minutes.min(60) * 60);
                Outgoing { state: OutgoingState::Queued, next_try: Some(next), lease: None, error: Some(said), ..outgoing }
            }
        }
    };
    let noted = Outgoing { version: noted.version + 1, ..noted };
    tx.put_outgoing(&noted)?;
    tell(tx, ctx, Some(noted.employee), "outgoing", noted.id.0)?;
    Ok(noted)
}

fn given_back(outgoing: Outgoing, said: String) -> Outgoing {
    Outgoing { state: OutgoingState::Failed, next_try: None, lease: None, error: Some(said), ..outgoing }
}

fn record_sent(tx: &mut dyn Tx, ctx: &mut Context<'_>, in_force: InForce<'_>, outgoing: Outgoing, seen: &Seen) -> Done<Outgoing> {
    let leave = leave_of(in_force, &outgoing).map_err(|refusal| invalid("work_type", refusal.code()))?;
    let mut seen = seen.clone();
    seen.letter.bcc.clone_from(&outgoing.content.bcc);
    let content = &outgoing.content;
    let known =
        Circumstances { again: content.kind == AnswerKind::Again, own_mistake: content.own_mistake, private: content.private };
    let at = content.pressed.unwrap_or(ctx.now);
    let (letter, unit) = record_leaving(tx, ctx, &leave, &outgoing, &seen, known, at)?;
    if let Some(interaction) = tx.interaction(letter.interaction)? {
        credit_documents(tx, ctx, in_force, &interaction, &content.documents, content.private)?;
    }
    Ok(Outgoing {
        state: OutgoingState::Sent,
        next_try: None,
        lease: None,
        error: None,
        thread: Some(letter.thread),
        letter: Some(letter.id),
        unit: Some(unit.id),
        ..outgoing
    })
}

/// Records a letter that leaves: its line on the timeline and its unit.
pub(crate) fn record_leaving(
    tx: &mut dyn Tx,
    ctx: &mut Context<'_>,
    leave: &MayLeave,
    outgoing: &Outgoing,
    seen: &Seen,
    known: Circumstances,
    at: Time,
) -> Done<(StoredLetter, WorkUnit)> {
    let own = own_addresses(tx)?;
    let private = known.private;
    let (client, person, settled) = match private {
        true => (None, None, true),
        false => whose(tx, &seen.letter, domain::call::Direction::Out, &own)?,
    };
    let own_id = identity(&seen.letter).message_id;
    let mut ids = domain::letter::thread::references(&own_id, &seen.letter.references, &seen.letter.in_reply_to);
    ids.push(own_id);
    let threads = match outgoing.thread {
        Some(thread) => vec![thread],
        None => tx.threads_of(&ids)?,
    };
    let thread = thread_for(tx, ctx, &seen.letter, client.as_ref(), &threads)?;
    let mailbox = outgoing.mailbox.map(|id| tx.mailbox(id)).transpose()?.flatten();
    let letter = keep(
        tx,
        ctx,
        &Placing {
            seen,
            mailbox: mailbox.as_ref(),
            employee: outgoing.employee,
            direction: domain::call::Direction::Out,
            client: client.as_ref(),
            person,
            thread,
            at,
            state: LetterState::Sent,
            due: None,
            settled,
        },
    )?;
    let letter = StoredLetter { private, bounce: seen.letter.bounce.clone(), ..letter };
    tx.put_letter(&letter)?;
    let interaction = tx.interaction(letter.interaction)?.ok_or(AppError::NotFound("interaction"))?;
    let unit = credit_letter(tx, ctx, leave, &interaction, thread, known)?;
    if leave.answers() {
        close_thread(tx, ctx, thread, interaction.id, ctx.now, LetterState::Answered)?;
    }
    if let Some(client) = client {
        tx.touch_client(client.id, at)?;
        tell(tx, ctx, None, "client", client.id.0)?;
    }
    tell(tx, ctx, Some(outgoing.employee), "output", outgoing.employee.0)?;
    tell(tx, ctx, None, "letter", letter.id.0)?;
    Ok((letter, unit))
}
