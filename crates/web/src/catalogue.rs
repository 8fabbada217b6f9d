//! Playbooks in memory: parsed once per version, asked for titles by what was recorded under any of them.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use app::error::{AppError, Done, StoreError};
use app::model::work::WorkUnit;
use domain::id::PlaybookId;
use domain::playbook::{Playbook, WorkType};

use crate::locale::Lang;
use crate::state::AppState;
use crate::t;

/// Versions already parsed. A version never changes, so they are kept for good.
#[derive(Clone, Default)]
pub struct Cache(Arc<Mutex<HashMap<PlaybookId, Arc<Playbook>>>>);

impl Cache {
    fn get(&self, id: PlaybookId) -> Option<Arc<Playbook>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn put(&self, id: PlaybookId, playbook: &Arc<Playbook>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(playbook));
    }
}

/// The versions a page needs.
#[derive(Clone, Default)]
pub struct Catalogue {
    /// The one in force, if any is installed.
    pub current: Option<Arc<Playbook>>,
    older: HashMap<PlaybookId, Arc<Playbook>>,
}

impl Catalogue {
    /// A catalogue of one version.
    pub fn of(playbook: Playbook) -> Self {
        Catalogue { current: Some(Arc::new(playbook)), older: HashMap::new() }
    }

    /// What a work type was called in the version it was chosen from; its id where nobody knows.
    pub fn work_type(&self, lang: Lang, version: PlaybookId, id: &str) -> String {
        self.found(version, id).map_or_else(|| id.to_owned(), |work_type| work_type.title.get(lang).to_owned())
    }

    /// Why a unit with a norm credits nothing, where its type has been credited for the number as often as a day allows.
    pub fn over_limit(&self, lang: Lang, unit: &WorkUnit) -> Option<String> {
        let limit = self.found(unit.playbook, &unit.work_type)?.daily_limit?;
        (unit.credited == 0 && unit.norm > 0).then(|| t!(lang, "unit-over-limit", limit = i64::from(limit)))
    }

    fn found(&self, version: PlaybookId, id: &str) -> Option<&WorkType> {
        let then = self.older.get(&version).and_then(|p| p.work_type(id));
        then.or_else(|| self.current.as_ref().and_then(|p| p.work_type(id)))
    }

    /// What a fact is called; its id where nobody knows.
    pub fn fact(&self, lang: Lang, id: &str) -> String {
        let found = self.current.as_ref().and_then(|p| p.fact_by_name(id));
        found.map_or_else(|| id.to_owned(), |fact| fact.title.get(lang).to_owned())
    }

    /// A value of a fact for people: one of few is shown by its name.
    pub fn fact_value(&self, lang: Lang, fact: &str, value: &str) -> String {
        let fact = self.current.as_ref().and_then(|p| p.fact_by_name(fact));
        let known = fact.and_then(|fact| fact.values.iter().find(|one| one.id == value));
        known.map_or_else(|| value.to_owned(), |one| one.title.get(lang).to_owned())
    }
}

impl AppState {
    /// The version in force.
    ///
    /// # Errors
    /// Store errors; `Corrupt` when the stored content cannot be read.
    pub async fn playbook(&self) -> Done<Option<(PlaybookId, Arc<Playbook>)>> {
        let Some(id) = self.read(|tx| Ok(tx.playbook_id()?)).await? else { return Ok(None) };
        Ok(Some((id, self.version(id).await?)))
    }

    /// The version in force and those named.
    ///
    /// # Errors
    /// As [`AppState::playbook`].
    pub async fn catalogue(&self, versions: BTreeSet<PlaybookId>) -> Done<Catalogue> {
        let current = self.playbook().await?;
        let mut older = HashMap::new();
        for id in versions {
            older.insert(id, self.version(id).await?);
        }
        Ok(Catalogue { current: current.map(|(_, playbook)| playbook), older })
    }

    async fn version(&self, id: PlaybookId) -> Done<Arc<Playbook>> {
        if let Some(known) = self.playbooks.get(id) {
            return Ok(known);
        }
        let row = self.read(move |tx| Ok(tx.playbook_by_id(id)?)).await?.ok_or(AppError::NotFound("playbook"))?;
        let playbook: Playbook = serde_json::from_str(&row.content)
            .map_err(|e| AppError::Store(StoreError::Corrupt(format!("playbook {} {}: {e}", row.name, row.version))))?;
        let playbook = Arc::new(playbook);
        self.playbooks.put(id, &playbook);
        Ok(playbook)
    }
}
