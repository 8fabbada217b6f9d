//! Raw letters become kept ones: taken apart outside the transaction, all of a batch in one.

use app::error::{AppError, Done};
use app::model::mailbox::{MailPlace, Mailbox, Quarantined};
use app::receive_letter::{Kept, Seen, receive_letter};
use app::record_sheet::InForce;
use domain::id::{EmployeeId, QuarantineId};
use domain::time::Time;
use mail::parse::take_apart;
use web::AppState;

/// A raw letter to be kept.
#[derive(Debug)]
pub(crate) struct Bring {
    /// Its bytes.
    pub raw: Vec<u8>,
    /// Where it was seen.
    pub place: Option<MailPlace>,
    /// Whether that is a folder of sent letters.
    pub sent_folder: bool,
    /// Whether it is history.
    pub history: bool,
    /// When the server got it.
    pub internal_date: Option<Time>,
}

/// A letter ready for the transaction.
enum Ready {
    Seen(Box<Seen>),
    Unreadable { place: Option<MailPlace>, raw: String, why: String },
}

/// Keeps letters, all or none; one that cannot be read goes to quarantine with its raw bytes. Gives how many were new.
///
/// # Errors
/// Store errors; `NotFound` before the office is set up.
pub(crate) async fn keep(state: &AppState, mailbox: Option<Mailbox>, employee: EmployeeId, letters: Vec<Bring>) -> Done<usize> {
    let Some((playbook_id, playbook)) = state.playbook().await? else { return Err(AppError::NotFound("playbook")) };
    let mut ready = Vec::with_capacity(letters.len());
    for letter in letters {
        ready.push(prepare(state, letter).await?);
    }
    state
        .write(move |tx, ctx| {
            let office = tx.office()?.ok_or(AppError::NotFound("office"))?;
            let in_force = InForce { id: playbook_id, playbook: &playbook };
            let mut new = 0;
            for one in ready {
                match one {
                    Ready::Seen(seen) => {
                        let kept: Kept = receive_letter(tx, ctx, &office, in_force, mailbox.as_ref(), employee, &seen)?;
                        new += usize::from(kept.new);
                    }
                    Ready::Unreadable { place, raw, why } => {
                        let letter = Quarantined { id: ctx.id(QuarantineId), place, why, raw, at: ctx.now };
                        tx.add_quarantined(&letter)?;
                    }
                }
            }
            Ok(new)
        })
        .await
}

async fn prepare(state: &AppState, letter: Bring) -> Done<Ready> {
    let size = i64::try_from(letter.raw.len()).unwrap_or(i64::MAX);
    let (raw, parsed) = tokio::task::spawn_blocking(move || {
        let parsed = take_apart(&letter.raw).map(|parsed| parsed.letter);
        (letter.raw, parsed)
    })
    .await
    .map_err(|why| AppError::Store(store::StoreError::Other(why.to_string())))?;
    let name = state.objects.put(raw).await?;
    Ok(match parsed {
        Ok(parsed) => Ready::Seen(Box::new(Seen {
            letter: parsed,
            raw: name,
            size,
            place: letter.place,
            sent_folder: letter.sent_folder,
            history: letter.history,
            internal_date: letter.internal_date,
        })),
        Err(why) => Ready::Unreadable { place: letter.place, raw: name, why: why.to_string() },
    })
}

/// Keeps letters of a file: nobody's mailbox, all of them history.
///
/// # Errors
/// As [`keep`].
pub(crate) async fn keep_file(state: &AppState, employee: EmployeeId, letters: Vec<Bring>) -> Done<usize> {
    keep(state, None, employee, letters).await
}
