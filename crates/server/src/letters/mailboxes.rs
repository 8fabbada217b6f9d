//! Every mailbox in use is read by a task of its own; when its settings change the task begins anew.

use std::collections::HashMap;
use std::time::Duration;

use app::model::mailbox::Mailbox;
use domain::id::MailboxId;
use domain::random::Random;
use mail::limits::Limits;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use web::AppState;

use super::accounts::account;
use super::sink::MailboxSink;

/// How often the list of mailboxes is looked at where nothing told of a change.
const LOOK: Duration = Duration::from_secs(10);

/// Reads all mailboxes until it is aborted.
pub(crate) async fn keep_reading(state: AppState) {
    let mut reading: HashMap<MailboxId, (Mailbox, Task)> = HashMap::new();
    let mut events = state.store.events();
    loop {
        match state.read(|tx| Ok(tx.mailboxes()?)).await {
            Ok(mailboxes) => {
                let wanted: HashMap<MailboxId, Mailbox> = mailboxes
                    .into_iter()
                    .filter(|one| one.active && one.settings.imap.is_some())
                    .map(|one| (one.id, as_read(one)))
                    .collect();
                reading.retain(|id, (mailbox, _)| wanted.get(id) == Some(mailbox));
                for (id, mailbox) in wanted {
                    reading.entry(id).or_insert_with(|| {
                        let task = Task(tokio::spawn(read(state.clone(), mailbox.clone())));
                        (mailbox, task)
                    });
                }
            }
            Err(why) => tracing::warn!(%why, "the mailboxes cannot be listed"),
        }
        // A change of a mailbox is a live event; anything else that wakes costs one small query.
        drop(tokio::time::timeout(LOOK, events.changed()).await);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// A mailbox as far as reading depends on it: its progress is what reading changes itself.
fn as_read(mailbox: Mailbox) -> Mailbox {
    Mailbox { progress: app::model::mailbox::MailboxProgress::default(), ..mailbox }
}

/// A task that ends with its owner.
struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn read(state: AppState, mailbox: Mailbox) {
    let Some(server) = mailbox.settings.imap.clone() else { return };
    let seed = u64::from_le_bytes(state.random_bytes()[..8].try_into().unwrap_or_default());
    let account = match account(&mailbox, &server, &state.sealing) {
        Ok(account) => account,
        Err(why) => {
            tracing::error!(mailbox = %mailbox.email, %why, "a mailbox cannot be read");
            let id = mailbox.id;
            let noted = state.write(move |tx, _| {
                if let Some(mut mailbox) = tx.mailbox(id)? {
                    mailbox.progress.problem = Some("sealed".to_owned());
                    tx.put_mailbox(&mailbox)?;
                }
                Ok(())
            });
            drop(noted.await);
            return;
        }
    };
    let wake = Notify::new();
    let sink = MailboxSink { state, mailbox };
    let _never = mail::imap::run(&account, Limits::default(), &sink, Random::new(seed), &wake).await;
}
