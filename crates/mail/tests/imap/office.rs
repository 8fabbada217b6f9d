//! A sink that keeps everything in memory, and can refuse.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use yellowsheet_mail::imap::{Fetched, Flags, Folder, FolderState, Known, Quarantined, Sink, SinkError, Step};

/// What is kept of a folder.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) state: FolderState,
    pub(crate) uids: BTreeMap<u32, (Option<u64>, Flags)>,
}

/// Everything kept.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) folders: Vec<Folder>,
    pub(crate) places: HashMap<String, Places>,
    pub(crate) letters: HashMap<u64, usize>,
    pub(crate) aside: Vec<(u32, Quarantined)>,
    pub(crate) steps: Vec<Step>,
    pub(crate) forgotten: usize,
    /// Letters handed over, repeated ones too.
    pub(crate) handed: usize,
    pub(crate) uids_asked: usize,
    /// A letter with these bytes inside cannot be stored.
    pub(crate) refused: Option<&'static [u8]>,
    /// How long a store takes.
    pub(crate) slow: Duration,
    /// The storage is away for so many stores.
    pub(crate) away: usize,
}

/// The sink.
#[derive(Debug, Default)]
pub(crate) struct Office(Mutex<Kept>);

impl Office {
    pub(crate) fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap()
    }

    pub(crate) fn places(&self, wire: &str) -> usize {
        self.kept().places.get(wire).map_or(0, |places| places.uids.len())
    }

    pub(crate) fn letters(&self) -> usize {
        self.kept().letters.len()
    }

    /// Waits for something to become true of what is kept.
    pub(crate) async fn until(&self, what: &str, done: impl Fn(&Kept) -> bool) -> Duration {
        let begun = tokio::time::Instant::now();
        while !done(&self.kept()) {
            assert!(begun.elapsed() < Duration::from_secs(60), "{what} did not happen: {:?}", self.kept().steps);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        begun.elapsed()
    }

    pub(crate) async fn live(&self) {
        self.until("live", |kept| matches!(kept.steps.last(), Some(Step::Live { .. }))).await;
    }
}

pub(crate) fn hash(raw: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    raw.hash(&mut hasher);
    hasher.finish()
}

impl Sink for Office {
    async fn folders(&self, folders: &[Folder]) -> Result<(), SinkError> {
        self.kept().folders = folders.to_vec();
        Ok(())
    }

    async fn known(&self, folder: &Folder) -> Result<Known, SinkError> {
        Ok(self
            .kept()
            .places
            .get(&folder.wire)
            .map_or_else(Known::default, |places| Known { state: places.state, places: places.uids.len() as u64 }))
    }

    async fn uids(&self, folder: &Folder) -> Result<Vec<u32>, SinkError> {
        self.kept().uids_asked += 1;
        Ok(self.kept().places.get(&folder.wire).map_or_else(Vec::new, |places| places.uids.keys().copied().collect()))
    }

    async fn store(&self, folder: &Folder, letters: Vec<Fetched>) -> Result<(), SinkError> {
        // As a database does, it takes a while and may be left in the middle.
        let slow = self.kept().slow;
        tokio::time::sleep(slow).await;
        let mut kept = self.kept();
        kept.handed += letters.len();
        if kept.away > 0 {
            kept.away -= 1;
            return Err(SinkError::Away("the disk is full".into()));
        }
        if let Some(bytes) = kept.refused
            && letters.iter().any(|letter| letter.raw.windows(bytes.len()).any(|window| window == bytes))
        {
            return Err(SinkError::Letter("a hostile letter".into()));
        }
        for letter in letters {
            let identity = hash(&letter.raw);
            kept.letters.insert(identity, letter.raw.len());
            kept.places.entry(folder.wire.clone()).or_default().uids.entry(letter.uid).or_insert((Some(identity), letter.flags));
        }
        Ok(())
    }

    async fn quarantine(&self, folder: &Folder, uid: u32, what: Quarantined) -> Result<(), SinkError> {
        let mut kept = self.kept();
        kept.aside.push((uid, what));
        kept.places.entry(folder.wire.clone()).or_default().uids.entry(uid).or_insert((None, Flags::default()));
        Ok(())
    }

    async fn flags(&self, folder: &Folder, flags: Vec<(u32, Flags)>) -> Result<(), SinkError> {
        for (uid, flags) in flags {
            if let Some(place) = self.kept().places.entry(folder.wire.clone()).or_default().uids.get_mut(&uid) {
                place.1 = flags;
            }
        }
        Ok(())
    }

    async fn gone(&self, folder: &Folder, uids: &[u32]) -> Result<(), SinkError> {
        let mut kept = self.kept();
        kept.places.entry(folder.wire.clone()).or_default().uids.retain(|uid, _| !uids.contains(uid));
        Ok(())
    }

    async fn forget(&self, folder: &Folder) -> Result<(), SinkError> {
        let mut kept = self.kept();
        kept.places.remove(&folder.wire);
        kept.forgotten += 1;
        Ok(())
    }

    async fn state(&self, folder: &Folder, state: FolderState) -> Result<(), SinkError> {
        self.kept().places.entry(folder.wire.clone()).or_default().state = state;
        Ok(())
    }

    async fn step(&self, step: Step) {
        self.kept().steps.push(step);
    }
}
