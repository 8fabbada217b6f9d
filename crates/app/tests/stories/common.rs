//! An office for stories: a real store, a clock that only the story moves, ids and random bytes that repeat.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a story that cannot go on must fail")]

use std::sync::LazyLock;

use app::context::Context;
use app::error::AppError;
use app::model::office::Office;
use app::model::people::Employee;
use app::people::NewName;
use app::ports::Tx;
use app::record_sheet::InForce;
use app::set_up_office::{FirstOffice, set_up_office};
use domain::call::{CallEvent, Direction, EventKind};
use domain::id::{EmployeeId, IdMaker, PlaybookId, SheetId};
use domain::language::Language;
use domain::playbook::Playbook;
use domain::rights::{Role, Roles};
use domain::sheet::Patch;
use domain::time::Time;
use store::Store;
use testkit::TestDatabase;

/// Monday 2026-11-23, 10:15 in Moscow.
pub(crate) const MORNING: Time = Time::from_micros(1_795_418_100_000_000);

/// Read once: without optimisation it takes the best part of a second.
static PLAYBOOK: LazyLock<Playbook> =
    LazyLock::new(|| playbook::load(&playbook::built_in()).playbook.expect("the built-in playbook is clean"));

pub(crate) struct Told {
    pub(crate) store: Store,
    pub(crate) office: Office,
    pub(crate) playbook: Playbook,
    pub(crate) playbook_id: PlaybookId,
    pub(crate) director: Employee,
    pub(crate) anna: Employee,
    pub(crate) boris: Employee,
    now: Time,
    ids: IdMaker,
    random: u8,
    runtime: tokio::runtime::Runtime,
}

impl Told {
    pub(crate) fn new(database: &TestDatabase) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let playbook = PLAYBOOK.clone();
        let mut ids = IdMaker::new(1);
        let store = database.open();
        let checked = app::install_playbook::CheckedPlaybook {
            name: playbook.id.clone(),
            version: playbook.version.clone(),
            hash: "first".into(),
            content: "{}".into(),
        };
        let first = FirstOffice {
            office: "Проводник".into(),
            language: Language::Ru,
            zone: "Europe/Moscow".into(),
            name: NewName { surname: "Директорова".into(), given: "Дарья".into(), patronymic: None },
            login: "darya".into(),
            password: "not a hash".into(),
            demonstration: false,
        };
        let (director, anna, boris, playbook_id, office) = runtime
            .block_on(store.write(move |tx| {
                let mut ctx = Context { now: MORNING, ids: &mut ids, random: [1; 32] };
                let director = set_up_office(tx, &mut ctx, first)?;
                let playbook = app::install_playbook::ensure_playbook(tx, &mut ctx, checked)?;
                let mut colleague = |tx: &mut dyn Tx, given: &str, extension: &str| {
                    let employee = Employee {
                        id: ctx.id(EmployeeId),
                        login: given.to_lowercase(),
                        given: given.into(),
                        surname: "Сотрудникова".into(),
                        roles: Roles::new([Role::Employee]),
                        extension: Some(extension.into()),
                        ..director.clone()
                    };
                    tx.add_employee(&employee, "not a hash").map(|()| employee)
                };
                let anna = colleague(tx, "Анна", "101")?;
                let boris = colleague(tx, "Борис", "102")?;
                let office = tx.office()?.unwrap();
                Ok::<_, AppError>((director, anna, boris, playbook, office))
            }))
            .unwrap();
        Self {
            store,
            office,
            playbook,
            playbook_id,
            director,
            anna,
            boris,
            now: MORNING,
            ids: IdMaker::new(2),
            random: 1,
            runtime,
        }
    }

    /// Runs a verb in a transaction of its own at the story's time.
    pub(crate) fn does<R: Send + 'static>(
        &mut self,
        verb: impl FnOnce(&mut dyn Tx, &mut Context<'_>) -> Result<R, AppError> + Send + 'static,
    ) -> Result<R, AppError> {
        let (now, mut ids) = (self.now, self.ids.clone());
        self.random = self.random.wrapping_add(1);
        let random = [self.random; 32];
        let answer = self.runtime.block_on(self.store.write(move |tx| {
            let mut ctx = Context { now, ids: &mut ids, random };
            let answer = verb(tx, &mut ctx)?;
            Ok::<_, AppError>((answer, ids))
        }));
        let (answer, ids) = answer?;
        self.ids = ids;
        Ok(answer)
    }

    pub(crate) fn now(&self) -> Time {
        self.now
    }

    pub(crate) fn later(&mut self, seconds: i64) {
        self.now = self.now.plus_seconds(seconds);
    }

    /// The exchange tells of a call at this moment.
    pub(crate) fn exchange(
        &mut self,
        call: &str,
        kind: EventKind,
        number: Option<&str>,
        extension: &str,
    ) -> app::model::call::Call {
        let event = CallEvent {
            call: call.into(),
            kind,
            at: self.now,
            direction: Direction::In,
            number: number.map(Into::into),
            called: Some("+74951234567".into()),
            extension: Some(extension.into()),
        };
        self.does(move |tx, ctx| app::receive_call_event::receive_call_event(tx, ctx, &event)).unwrap()
    }

    /// A whole call to Anna: rings, is answered, the line is typed, it ends. Gives her sheet.
    pub(crate) fn call_to_anna(&mut self, call: &str, number: Option<&str>, line: &str) -> SheetId {
        self.exchange(call, EventKind::Ringing, number, "101");
        self.later(5);
        self.exchange(call, EventKind::Answered, number, "101");
        let sheet = self.open_sheets_of(&self.anna.clone()).pop().expect("a sheet opened").id;
        self.later(60);
        self.types(sheet, line);
        self.later(60);
        self.exchange(call, EventKind::Ended, number, "101");
        sheet
    }

    pub(crate) fn types(&mut self, sheet: SheetId, line: &str) {
        let (anna, office) = (self.anna.clone(), self.office.clone());
        let base = self.does(move |tx, _| Ok(tx.sheet(sheet)?)).unwrap().unwrap().draft.line;
        let patch = Patch { line: Some(line.into()), line_base: base, ..Patch::default() };
        self.does(move |tx, ctx| app::save_sheet::save_sheet(tx, ctx, &anna, &office, sheet, patch)).unwrap();
    }

    pub(crate) fn saves(&mut self, sheet: SheetId, patch: Patch) {
        let (anna, office) = (self.anna.clone(), self.office.clone());
        self.does(move |tx, ctx| app::save_sheet::save_sheet(tx, ctx, &anna, &office, sheet, patch)).unwrap();
    }

    pub(crate) fn records(&mut self, sheet: SheetId) -> Result<app::desk::view::Recorded, AppError> {
        let (anna, office, playbook, id) = (self.anna.clone(), self.office.clone(), self.playbook.clone(), self.playbook_id);
        self.does(move |tx, ctx| {
            app::record_sheet::record_sheet(tx, ctx, &anna, &office, InForce { id, playbook: &playbook }, sheet, None)
        })
    }

    pub(crate) fn shows(&mut self, sheet: SheetId) -> app::desk::view::SheetView {
        let (anna, office, playbook) = (self.anna.clone(), self.office.clone(), self.playbook.clone());
        self.does(move |tx, ctx| app::desk::show::show_sheet(tx, ctx, &anna, &office, &playbook, sheet)).unwrap()
    }

    pub(crate) fn open_sheets_of(&mut self, employee: &Employee) -> Vec<app::model::sheet::Sheet> {
        let id = employee.id;
        self.does(move |tx, _| Ok(tx.open_sheets(id)?)).unwrap()
    }

    pub(crate) fn credited_today(&mut self, employee: &Employee) -> i64 {
        let id = employee.id;
        let (from, until) = (MORNING.plus_seconds(-36_000), MORNING.plus_seconds(36_000));
        self.does(move |tx, _| Ok(tx.output(Some(&[id]), from, until)?)).unwrap().first().map_or(0, |(_, seconds)| *seconds)
    }
}

/// Tells a story on both engines.
pub(crate) fn on_both(story: impl Fn(Told)) {
    for database in testkit::both_engines() {
        story(Told::new(&database));
    }
}
