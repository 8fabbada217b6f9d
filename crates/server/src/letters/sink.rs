//! Where the letters of one mailbox go: the store and the object store behind it.

use app::error::{AppError, Done};
use app::model::mailbox::{MailPlace, Mailbox, MailboxProgress, Quarantined};
use domain::id::QuarantineId;
use domain::letter::FolderRole;
use mail::imap::{Fetched, Flags, Folder, FolderState, Known, Quarantined as PutAside, Sink, SinkError, Step};
use web::AppState;

use super::keep::{Bring, keep};

/// The letters of one mailbox.
pub(crate) struct MailboxSink {
    pub(crate) state: AppState,
    pub(crate) mailbox: Mailbox,
}

/// The storage is away: nothing of a mailbox goes to quarantine because the disk is full.
fn away(why: &AppError) -> SinkError {
    SinkError::Away(why.to_string())
}

impl MailboxSink {
    async fn read<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn app::ports::Tx) -> Done<R> + Send + 'static,
    ) -> Result<R, SinkError> {
        self.state.read(work).await.map_err(|why| away(&why))
    }

    async fn write<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn app::ports::Tx, &mut app::context::Context<'_>) -> Done<R> + Send + 'static,
    ) -> Result<R, SinkError> {
        self.state.write(work).await.map_err(|why| away(&why))
    }

    fn place(&self, folder: &Folder, validity: u32, uid: u32) -> MailPlace {
        MailPlace { mailbox: self.mailbox.id, folder: folder.wire.clone(), validity: validity.into(), uid: uid.into() }
    }

    async fn note(&self, change: impl FnOnce(&mut MailboxProgress) + Send + 'static) {
        let id = self.mailbox.id;
        let noted = self
            .state
            .write(move |tx, ctx| {
                let Some(mut mailbox) = tx.mailbox(id)? else { return Ok(()) };
                let before = mailbox.progress.clone();
                change(&mut mailbox.progress);
                if mailbox.progress != before {
                    tx.put_mailbox(&mailbox)?;
                    app::live::tell(tx, ctx, None, "mailbox", id.0)?;
                }
                Ok(())
            })
            .await;
        if let Err(why) = noted {
            tracing::warn!(%why, mailbox = %self.mailbox.email, "how far a mailbox is read could not be noted");
        }
    }
}

fn known(text: &str) -> FolderState {
    let (uid_validity, low, high, mod_seq) = serde_json::from_str(text).unwrap_or_default();
    FolderState { uid_validity, low, high, mod_seq }
}

impl Sink for MailboxSink {
    async fn folders(&self, folders: &[Folder]) -> Result<(), SinkError> {
        let (id, there) = (self.mailbox.id, folders.iter().map(|one| one.wire.clone()).collect::<Vec<_>>());
        self.write(move |tx, _| {
            for gone in tx.folders_read(id)?.into_iter().filter(|name| !there.contains(name)) {
                tx.forget_places(id, &gone)?;
                tx.remove_folder_state(id, &gone)?;
            }
            Ok(())
        })
        .await
    }

    async fn known(&self, folder: &Folder) -> Result<Known, SinkError> {
        let (id, name) = (self.mailbox.id, folder.wire.clone());
        self.read(move |tx| {
            let state = tx.folder_state(id, &name)?.map_or_else(FolderState::default, |text| known(&text));
            Ok(Known { state, places: tx.count_places(id, &name)?.unsigned_abs() })
        })
        .await
    }

    async fn uids(&self, folder: &Folder) -> Result<Vec<u32>, SinkError> {
        let (id, name) = (self.mailbox.id, folder.wire.clone());
        let uids = self.read(move |tx| Ok(tx.place_uids(id, &name)?)).await?;
        Ok(uids.into_iter().filter_map(|uid| u32::try_from(uid).ok()).collect())
    }

    async fn store(&self, folder: &Folder, letters: Vec<Fetched>) -> Result<(), SinkError> {
        // What was there before the mailbox was set up is history: nothing of it is due.
        let since = self.mailbox.created;
        let bring = letters
            .into_iter()
            .map(|one| Bring {
                place: Some(self.place(folder, one.uid_validity, one.uid)),
                sent_folder: folder.role == FolderRole::Sent,
                history: one.internal_date.is_none_or(|at| at < since),
                internal_date: one.internal_date,
                raw: one.raw,
            })
            .collect();
        let kept = keep(&self.state, Some(self.mailbox.clone()), self.mailbox.employee, bring).await;
        kept.map(drop).map_err(|why| match &why {
            AppError::Store(store::StoreError::Constraint(_) | store::StoreError::Corrupt(_)) => {
                SinkError::Letter(why.to_string())
            }
            _ => away(&why),
        })
    }

    async fn quarantine(&self, folder: &Folder, uid: u32, what: PutAside) -> Result<(), SinkError> {
        let (why, raw, validity) = match what {
            PutAside::TooBig { size } => (format!("too big: {size} bytes"), Vec::new(), 0),
            PutAside::NotStored { letter, why } => (why, letter.raw, letter.uid_validity),
            PutAside::NotGiven { why } => (why, Vec::new(), 0),
        };
        let raw = match raw.is_empty() {
            true => String::new(),
            false => self.state.objects.put(raw).await.map_err(|why| away(&why.into()))?,
        };
        let place = Some(self.place(folder, validity, uid));
        self.write(move |tx, ctx| {
            Ok(tx.add_quarantined(&Quarantined { id: ctx.id(QuarantineId), place, why, raw, at: ctx.now })?)
        })
        .await
    }

    /// What others read or flagged in their own mail program changes nothing here.
    async fn flags(&self, _: &Folder, _: Vec<(u32, Flags)>) -> Result<(), SinkError> {
        Ok(())
    }

    async fn gone(&self, folder: &Folder, uids: &[u32]) -> Result<(), SinkError> {
        let (id, name) = (self.mailbox.id, folder.wire.clone());
        let uids: Vec<i64> = uids.iter().map(|uid| i64::from(*uid)).collect();
        self.write(move |tx, _| Ok(tx.remove_places(id, &name, &uids)?)).await
    }

    async fn forget(&self, folder: &Folder) -> Result<(), SinkError> {
        let (id, name) = (self.mailbox.id, folder.wire.clone());
        self.write(move |tx, _| {
            tx.forget_places(id, &name)?;
            Ok(tx.remove_folder_state(id, &name)?)
        })
        .await
    }

    async fn state(&self, folder: &Folder, state: FolderState) -> Result<(), SinkError> {
        let (id, name) = (self.mailbox.id, folder.wire.clone());
        let text = serde_json::json!([state.uid_validity, state.low, state.high, state.mod_seq]).to_string();
        self.write(move |tx, _| Ok(tx.put_folder_state(id, &name, &text)?)).await
    }

    async fn step(&self, step: Step) {
        let now = self.state.now();
        match step {
            Step::Connecting | Step::PassedOver { .. } => {}
            Step::Importing { progress, .. } => {
                self.note(move |noted| (noted.done, noted.total, noted.problem) = (progress.done, progress.total, None)).await;
            }
            Step::Live { .. } => {
                self.note(move |noted| {
                    // To the minute: news come often, and nobody looks at seconds.
                    let fresh = noted.in_step.is_some_and(|at| now.seconds_since(at) < 60);
                    noted.done = noted.total;
                    noted.problem = None;
                    if !fresh {
                        noted.in_step = Some(now);
                    }
                })
                .await;
            }
            Step::Waiting { failure, .. } => {
                tracing::warn!(mailbox = %self.mailbox.email, trouble = failure.trouble.code(), "a mailbox cannot be read now");
                self.note(move |noted| (noted.problem, noted.said) = (Some(failure.trouble.code().to_owned()), failure.said))
                    .await;
            }
        }
    }
}
