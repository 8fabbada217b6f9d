//! One pass over one folder: what changed, what is new, what the first import still lacks, what has disappeared.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::care::Care;
use super::mailbox::{Given, Opened};
use super::session::Session;
use super::sink::{Flags, Folder, FolderState, Known, Progress, Quarantined, Sink, SinkError, Step};
use crate::account::{Failure, Trouble};

/// Where the server does not number changes, the flags of so many newest letters are looked at on every pass.
const FLAGS_NEWEST: usize = 500;

/// Rows handed to the sink at once.
const ROWS: usize = 1_000;

/// Letters whose sizes are asked for at once.
const SIZES: usize = 2_000;

/// What one pass works with.
pub(crate) struct Pass<'a, S> {
    pub(crate) session: &'a mut Session,
    pub(crate) sink: &'a S,
    pub(crate) folder: &'a Folder,
    pub(crate) care: &'a mut Care,
    pub(crate) progress: &'a mut Progress,
    /// Whether all flags are looked at where the server does not number changes.
    pub(crate) thorough: bool,
}

/// What the own storage refused, as a failure of the pass.
pub(crate) fn storage(why: &SinkError) -> Failure {
    Failure::new(Trouble::Storage, why.to_string())
}

impl<S: Sink> Pass<'_, S> {
    /// Brings the folder in step.
    pub(crate) async fn run(mut self) -> Result<(), Failure> {
        let known = self.sink.known(self.folder).await.map_err(|why| storage(&why))?;
        let opened = self.session.examine(self.folder, &known.state).await?;
        let mut state = self.ground(known, &opened).await?;
        if state.uid_validity == known.state.uid_validity {
            self.changes(&state, &opened).await?;
        }
        state.uid_validity = opened.uid_validity;
        state.mod_seq = opened.mod_seq;
        self.newer(&mut state).await?;
        self.older(&mut state).await?;
        self.sink.state(self.folder, state).await.map_err(|why| storage(&why))?;
        self.compare(&state).await
    }

    /// The state to go on from: the known one, or none when its UIDs mean nothing any more.
    async fn ground(&mut self, known: Known, opened: &Opened) -> Result<FolderState, Failure> {
        let state = known.state;
        let fresh = FolderState { uid_validity: opened.uid_validity, ..FolderState::default() };
        if state.uid_validity == 0 && known.places == 0 {
            return Ok(fresh);
        }
        let replaced = state.uid_validity != opened.uid_validity;
        if replaced || self.went_back(&state, opened).await? {
            self.sink.forget(self.folder).await.map_err(|why| storage(&why))?;
            return Ok(fresh);
        }
        Ok(state)
    }

    /// A mailbox restored from an older copy gives UIDs away again that we know (though RFC 3501 forbids it).
    async fn went_back(&mut self, state: &FolderState, opened: &Opened) -> Result<bool, Failure> {
        if opened.uid_next == 0 || opened.uid_next > state.high {
            return Ok(false);
        }
        // A server whose UIDNEXT is simply wrong has letters beyond it.
        Ok(self.session.uids(opened.uid_next, None).await?.is_empty())
    }

    async fn changes(&mut self, state: &FolderState, opened: &Opened) -> Result<(), Failure> {
        if state.high == 0 {
            return Ok(());
        }
        if let Some(changes) = &opened.changes {
            if !changes.vanished.is_empty() {
                let ours = self.sink.uids(self.folder).await.map_err(|why| storage(&why))?;
                let gone: Vec<u32> =
                    ours.into_iter().filter(|uid| changes.vanished.iter().any(|range| range.contains(uid))).collect();
                self.gone(&gone).await?;
            }
            return self.put_flags(&changes.flags).await;
        }
        let low = state.low.max(1);
        let numbered = state.mod_seq > 0 && opened.mod_seq > 0;
        let flags = if numbered && opened.mod_seq == state.mod_seq {
            return Ok(());
        } else if numbered || self.thorough {
            self.session.flags(low, state.high, if numbered { state.mod_seq } else { 0 }).await?
        } else {
            let there = self.session.uids(low, Some(state.high)).await?;
            let Some(from) = there.iter().rev().take(FLAGS_NEWEST).next_back() else { return Ok(()) };
            self.session.flags(*from, state.high, 0).await?
        };
        self.put_flags(&flags).await
    }

    async fn put_flags(&self, flags: &[(u32, Flags)]) -> Result<(), Failure> {
        for part in flags.chunks(ROWS) {
            self.sink.flags(self.folder, part.to_vec()).await.map_err(|why| storage(&why))?;
        }
        Ok(())
    }

    async fn gone(&self, uids: &[u32]) -> Result<(), Failure> {
        for part in uids.chunks(ROWS) {
            self.sink.gone(self.folder, part).await.map_err(|why| storage(&why))?;
        }
        Ok(())
    }

    /// Letters above what is read. At the very first pass there are none: all of them are below.
    async fn newer(&mut self, state: &mut FolderState) -> Result<(), Failure> {
        if state.high == 0 && !state.complete() {
            let top = self.session.uids(1, None).await?.last().copied();
            // Reading goes down from here; a letter that comes meanwhile is above.
            (state.high, state.low) = top.map_or((0, 1), |top| (top, top.saturating_add(1)));
            return self.sink.state(self.folder, *state).await.map_err(|why| storage(&why));
        }
        let uids = match state.high.checked_add(1) {
            Some(from) => self.session.uids(from, None).await?,
            None => Vec::new(),
        };
        self.take(&uids, state, |state, batch| state.high = batch.iter().copied().max().unwrap_or(state.high)).await
    }

    /// Letters below what is read: the first import, newest first.
    async fn older(&mut self, state: &mut FolderState) -> Result<(), Failure> {
        if state.complete() {
            return Ok(());
        }
        let below = state.low.saturating_sub(1);
        let mut uids = if below == 0 { Vec::new() } else { self.session.uids(1, Some(below)).await? };
        uids.reverse();
        self.take(&uids, state, |state, batch| state.low = batch.iter().copied().min().unwrap_or(state.low)).await?;
        state.low = 1;
        Ok(())
    }

    /// Where the counts differ, every UID is compared: places that are gone, and letters that were overlooked.
    async fn compare(&mut self, state: &FolderState) -> Result<(), Failure> {
        let known = self.sink.known(self.folder).await.map_err(|why| storage(&why))?;
        if self.session.exists.map(u64::from) == Some(known.places) {
            return Ok(());
        }
        let there: HashSet<u32> = self.session.uids(1, Some(state.high.max(1))).await?.into_iter().collect();
        let ours: HashSet<u32> = self.sink.uids(self.folder).await.map_err(|why| storage(&why))?.into_iter().collect();
        let gone: Vec<u32> = ours.difference(&there).copied().filter(|uid| *uid <= state.high).collect();
        self.gone(&gone).await?;
        let overlooked: BTreeSet<u32> = there.difference(&ours).copied().filter(|uid| *uid <= state.high).collect();
        let overlooked: Vec<u32> = overlooked.into_iter().collect();
        self.take(&overlooked, &mut state.clone(), |_, _| {}).await
    }

    /// Reads letters in batches, in this order; after each the state moves on.
    async fn take(&mut self, uids: &[u32], state: &mut FolderState, moved: fn(&mut FolderState, &[u32])) -> Result<(), Failure> {
        let limits = self.session.limits;
        // The last batch of the first import makes the state complete, and is told of too.
        let importing = !state.complete();
        for part in uids.chunks(SIZES) {
            let sizes: HashMap<u32, u64> = self.session.sizes(part).await?.into_iter().collect();
            let mut waiting = part;
            while !waiting.is_empty() {
                let most = self.care.batch(&self.folder.wire, waiting, limits.batch_letters).min(waiting.len());
                let mut bytes = 0_u64;
                let fits = |uid: &&u32| {
                    // Where the server does not tell a size, a usual one.
                    bytes = bytes.saturating_add(sizes.get(uid).copied().unwrap_or(100_000));
                    bytes <= limits.batch_bytes
                };
                let count = waiting[..most].iter().take_while(fits).count().max(1);
                let (batch, rest) = waiting.split_at(count);
                self.batch(state.uid_validity, batch, &sizes).await?;
                self.care.passed(&self.folder.wire, batch);
                moved(state, batch);
                self.sink.state(self.folder, *state).await.map_err(|why| storage(&why))?;
                self.tell(importing, batch.len() as u64).await;
                waiting = rest;
            }
        }
        Ok(())
    }

    async fn tell(&mut self, importing: bool, read: u64) {
        self.progress.done += read;
        // A server may have counted wrong, or letters came meanwhile.
        self.progress.total = self.progress.total.max(self.progress.done);
        if importing {
            let step = Step::Importing { folder: self.folder.name.clone(), progress: *self.progress };
            self.sink.step(step).await;
        }
    }

    async fn batch(&mut self, uid_validity: u32, uids: &[u32], sizes: &HashMap<u32, u64>) -> Result<(), Failure> {
        let limit = self.session.limits.letter_bytes;
        let too_big = |uid: u32| sizes.get(&uid).copied().filter(|size| *size > limit);
        let mut wanted = Vec::new();
        for uid in uids {
            match too_big(*uid) {
                _ if self.care.given_up(&self.folder.wire, *uid) => {}
                Some(size) => self.put_aside(*uid, Quarantined::TooBig { size }).await?,
                None => wanted.push(*uid),
            }
        }
        if wanted.is_empty() {
            return Ok(());
        }
        // What is bigger than it was said to be comes alone, a second time.
        let said: u64 = wanted.iter().map(|uid| sizes.get(uid).copied().unwrap_or(100_000)).sum();
        let room =
            said.saturating_add(said / 4).saturating_add(1 << 20).min(limit.saturating_add(self.session.limits.batch_bytes));
        let (given, _) = self.ask(uid_validity, &wanted, room).await?;
        let mut letters = HashMap::new();
        for one in given {
            if let Given::Letter(letter) = one {
                letters.insert(letter.uid, letter);
            }
        }
        let came: Vec<u32> = wanted.iter().copied().filter(|uid| letters.contains_key(uid)).collect();
        let letters = came.iter().filter_map(|uid| letters.remove(uid)).collect();
        let mut single: Vec<u32> = wanted.iter().copied().filter(|uid| !came.contains(uid)).collect();
        if !came.is_empty() {
            match self.sink.store(self.folder, letters).await {
                Ok(()) => {}
                Err(SinkError::Letter(_)) => single.extend(came),
                Err(why) => return Err(storage(&why)),
            }
        }
        for uid in single {
            self.single(uid_validity, uid).await?;
        }
        Ok(())
    }

    /// Asks for letters. One at which the connection broke too often is put aside, and passed over on the next connection.
    async fn ask(&mut self, uid_validity: u32, uids: &[u32], room: u64) -> Result<(Vec<Given>, String), Failure> {
        let given = self.session.letters(uid_validity, uids, room).await;
        if let Err(failure) = &given
            && self.care.broke(&self.folder.wire, uids)
        {
            for uid in uids {
                self.put_aside(*uid, Quarantined::NotGiven { why: failure.to_string() }).await?;
            }
        }
        given
    }

    /// One letter alone: it did not come with the others, or the sink refused it among them.
    async fn single(&mut self, uid_validity: u32, uid: u32) -> Result<(), Failure> {
        let limit = self.session.limits.letter_bytes;
        let (given, said) = self.ask(uid_validity, &[uid], limit).await?;
        match given.into_iter().next() {
            Some(Given::Letter(letter)) => {
                for attempt in 1.. {
                    match self.sink.store(self.folder, vec![letter.clone()]).await {
                        Ok(()) => break,
                        Err(SinkError::Letter(why)) if attempt == 2 => {
                            self.put_aside(uid, Quarantined::NotStored { letter, why }).await?;
                            break;
                        }
                        Err(SinkError::Letter(_)) => {}
                        Err(why) => return Err(storage(&why)),
                    }
                }
                Ok(())
            }
            Some(Given::Skipped(uid, size)) => self.put_aside(uid, Quarantined::TooBig { size }).await,
            // Gone meanwhile, or there and not given.
            None if self.session.uids(uid, Some(uid)).await?.is_empty() => Ok(()),
            None => self.put_aside(uid, Quarantined::NotGiven { why: said }).await,
        }
    }

    async fn put_aside(&self, uid: u32, what: Quarantined) -> Result<(), Failure> {
        self.sink.quarantine(self.folder, uid, what).await.map_err(|why| storage(&why))
    }
}
