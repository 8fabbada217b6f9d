//! An account for as long as it is wanted: connections come and go, the letters stay in step.

use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

use domain::letter::FolderRole;
use domain::random::Random;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use super::care::Care;
use super::folders;
use super::pass::{Pass, storage};
use super::response::Counts;
use super::session::Session;
use super::sink::{Folder, Progress, Sink, Step};
use crate::account::{Account, Failure, Trouble};
use crate::limits::Limits;

/// News come in bursts: between two passes they cause there is this much time at least.
const BREATH: Duration = Duration::from_millis(200);

/// Keeps an account in step with the sink until the future is dropped, which may happen at any moment and loses nothing.
/// `wake` has the folders looked at now (somebody asked for it, or the settings were mended). `random` spreads the reconnecting.
pub async fn run<S: Sink>(account: &Account, limits: Limits, sink: &S, random: Random, wake: &Notify) -> Infallible {
    let sent = SentWatch::default();
    tokio::select! {
        never = keep(account, limits, sink, random, wake, &sent) => never,
        never = sent.watch(account, limits, wake) => never,
    }
}

async fn keep<S: Sink>(
    account: &Account,
    limits: Limits,
    sink: &S,
    mut random: Random,
    wake: &Notify,
    sent: &SentWatch,
) -> Infallible {
    let mut engine =
        Engine { account, limits, sink, wake, sent, care: Care::default(), progress: Progress::default(), good: false };
    let mut pause = Duration::ZERO;
    loop {
        sink.step(Step::Connecting).await;
        engine.good = false;
        let Err(failure) = engine.connection().await;
        let first = if failure.trouble == Trouble::Login { limits.pause_login } else { limits.pause_first };
        pause = if engine.good { first } else { (pause * 2).max(first).min(limits.pause_most.max(first)) };
        // Offices whose server comes back do not all knock in the same second.
        let wait = pause.mul_f64(0.75 + random.unit() / 2.0);
        sink.step(Step::Waiting { failure, seconds: wait.as_secs() }).await;
        drop(timeout(wait, wake.notified()).await);
    }
}

/// Looks at every folder once and returns: for `yellowsheet import`, and for whoever does not want to wait for news.
///
/// # Errors
/// What failed; what was read until then is stored.
pub async fn once<S: Sink>(account: &Account, limits: Limits, sink: &S) -> Result<(), Failure> {
    let (wake, sent) = (Notify::new(), SentWatch::default());
    let (care, progress) = (Care::default(), Progress::default());
    let mut engine = Engine { account, limits, sink, wake: &wake, sent: &sent, care, progress, good: false };
    let mut session = Session::open(account, limits).await?;
    engine.look(&mut session, &mut HashMap::new()).await?;
    session.log_out().await;
    Ok(())
}

struct Engine<'a, S> {
    account: &'a Account,
    limits: Limits,
    sink: &'a S,
    wake: &'a Notify,
    sent: &'a SentWatch,
    care: Care,
    progress: Progress,
    /// Whether the connection came as far as having looked at everything.
    good: bool,
}

impl<S: Sink> Engine<'_, S> {
    async fn connection(&mut self) -> Result<Infallible, Failure> {
        let mut session = Session::open(self.account, self.limits).await?;
        let mut seen = HashMap::new();
        loop {
            let inbox = self.look(&mut session, &mut seen).await?;
            self.good = true;
            let idle = session.can("IDLE");
            self.sink.step(Step::Live { idle }).await;
            let Some(inbox) = inbox.filter(|_| idle) else {
                drop(timeout(self.limits.poll, self.wake.notified()).await);
                continue;
            };
            self.wait(&mut session, &inbox).await?;
        }
    }

    /// Waits in the inbox, reading what comes, until it is time to look at the other folders.
    async fn wait(&mut self, session: &mut Session, inbox: &Folder) -> Result<(), Failure> {
        let end = tokio::time::Instant::now() + self.limits.poll;
        // Opening it also reads what came while the others were looked at.
        self.pass(session, inbox, false).await?;
        loop {
            let left = end.saturating_duration_since(tokio::time::Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            if !session.news && session.idle(left.min(self.limits.idle), self.wake).await? {
                return Ok(());
            }
            if session.news {
                self.pass(session, inbox, false).await?;
                sleep(BREATH).await;
            }
        }
    }

    /// Looks at every folder, the changed ones closely. The inbox is given back.
    async fn look(&mut self, session: &mut Session, seen: &mut HashMap<String, Counts>) -> Result<Option<Folder>, Failure> {
        let found = folders::all(session).await?;
        let mut wanted: Vec<Folder> = found.into_iter().filter(|folder| folder.role.synchronised()).collect();
        self.sink.folders(&wanted).await.map_err(|why| storage(&why))?;
        self.sent.tell(wanted.iter().find(|folder| folder.role == FolderRole::Sent));
        let mut progress = Progress::default();
        let mut changed = Vec::new();
        for folder in &wanted {
            let known = self.sink.known(folder).await.map_err(|why| storage(&why))?;
            let counts = folders::counts(session, folder).await?;
            progress.done += known.places;
            progress.total += counts.map_or(known.places, |counts| counts.messages.max(known.places));
            let before = seen.get(&folder.wire).copied();
            if before.is_none() || counts.is_none() || before != counts || !known.state.complete() {
                changed.push((folder, before.is_none(), counts));
            }
        }
        self.progress = progress;
        for (folder, thorough, counts) in changed {
            match self.pass(session, folder, thorough).await {
                Ok(()) => drop(counts.map(|counts| seen.insert(folder.wire.clone(), counts))),
                Err(failure) if failure.trouble == Trouble::Said => {
                    self.sink.step(Step::PassedOver { folder: folder.name.clone(), failure }).await;
                }
                Err(failure) => return Err(failure),
            }
        }
        let inbox = wanted.iter().position(|folder| folder.role == FolderRole::Inbox);
        Ok(inbox.map(|at| wanted.swap_remove(at)))
    }

    async fn pass(&mut self, session: &mut Session, folder: &Folder, thorough: bool) -> Result<(), Failure> {
        let (care, progress) = (&mut self.care, &mut self.progress);
        Pass { session, sink: self.sink, folder, care, progress, thorough }.run().await
    }
}

/// A second connection that only waits in the folder of sent letters: an untyped one is shown to its author at once.
#[derive(Debug, Default)]
struct SentWatch {
    folder: std::sync::Mutex<Option<Folder>>,
    found: Notify,
}

impl SentWatch {
    fn tell(&self, folder: Option<&Folder>) {
        let mut known = self.folder.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.as_ref() != folder {
            *known = folder.cloned();
            self.found.notify_one();
        }
    }

    async fn watch(&self, account: &Account, limits: Limits, wake: &Notify) -> Infallible {
        loop {
            let folder = self.folder.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
            let Some(folder) = folder else {
                self.found.notified().await;
                continue;
            };
            if self.sit(account, limits, &folder, wake).await.is_err() {
                // Without it the folder is still looked at with the others.
                drop(timeout(limits.pause_most, self.found.notified()).await);
            }
        }
    }

    async fn sit(&self, account: &Account, limits: Limits, folder: &Folder, wake: &Notify) -> Result<(), Failure> {
        let mut session = Session::open(account, limits).await?;
        if !session.can("IDLE") {
            return Err(Failure::new(Trouble::Said, "no IDLE"));
        }
        loop {
            session.examine(folder, &super::sink::FolderState::default()).await?;
            while !session.news {
                if session.idle(limits.idle, &self.found).await? {
                    session.log_out().await;
                    return Ok(());
                }
            }
            wake.notify_one();
            sleep(BREATH).await;
        }
    }
}
