//! Ports whose tables are not made yet: they say so.
#![expect(unused_variables, reason = "nothing is done with them yet")]

use app::model::call::Call;
use app::model::client::{Channel, Client, Fact, FactState, FoundClient, Merge, MovedRows, Person, Promise};
use app::model::journal::{After, JournalFilter, JournalLine, TimelineItem};
use app::model::sheet::Sheet;
use app::model::work::{Interaction, UnitState, WorkUnit};
use app::ports::{CallPort, ClientPort, ClientQuery, Kept, WorkPort};
use domain::call::CallEvent;
use domain::id::{CallId, ChannelId, ClientId, EmployeeId, FactId, InteractionId, MergeId, PersonId, PromiseId, SheetId, UnitId};
use domain::time::Time;

use crate::error::StoreError;
use crate::tx::SqlTx;

fn pending<T>() -> Kept<T> {
    Err(StoreError::Other("not stored yet".into()))
}

impl ClientPort for SqlTx<'_> {
    fn client(&mut self, id: ClientId) -> Kept<Option<Client>> {
        pending()
    }
    fn add_client(&mut self, client: &Client) -> Kept<()> {
        pending()
    }
    fn put_client(&mut self, client: &Client) -> Kept<()> {
        pending()
    }
    fn touch_client(&mut self, id: ClientId, at: Time) -> Kept<()> {
        pending()
    }
    fn find_clients(&mut self, query: &ClientQuery, limit: i64) -> Kept<Vec<FoundClient>> {
        pending()
    }
    fn list_clients(&mut self, after: Option<After>, limit: i64) -> Kept<Vec<FoundClient>> {
        pending()
    }
    fn clients_by_channel(&mut self, value: &str, limit: i64) -> Kept<Vec<(Client, Option<Person>)>> {
        pending()
    }
    fn clients_like(&mut self, inn: Option<&str>, folded_name: &str, not: ClientId, limit: i64) -> Kept<Vec<Client>> {
        pending()
    }
    fn people(&mut self, client: ClientId) -> Kept<Vec<Person>> {
        pending()
    }
    fn person(&mut self, id: PersonId) -> Kept<Option<Person>> {
        pending()
    }
    fn add_person(&mut self, person: &Person) -> Kept<()> {
        pending()
    }
    fn put_person(&mut self, person: &Person) -> Kept<()> {
        pending()
    }
    fn channels(&mut self, client: ClientId) -> Kept<Vec<Channel>> {
        pending()
    }
    fn add_channel(&mut self, channel: &Channel) -> Kept<()> {
        pending()
    }
    fn put_channel(&mut self, channel: &Channel) -> Kept<()> {
        pending()
    }
    fn channel(&mut self, id: ChannelId) -> Kept<Option<Channel>> {
        pending()
    }
    fn facts(&mut self, client: ClientId, history: bool) -> Kept<Vec<Fact>> {
        pending()
    }
    fn add_fact(&mut self, fact: &Fact) -> Kept<()> {
        pending()
    }
    fn set_fact_state(&mut self, id: FactId, state: FactState) -> Kept<()> {
        pending()
    }
    fn promise(&mut self, id: PromiseId) -> Kept<Option<Promise>> {
        pending()
    }
    fn promises_of_client(&mut self, client: ClientId) -> Kept<Vec<Promise>> {
        pending()
    }
    fn promises_of_employee(&mut self, employee: EmployeeId, limit: i64) -> Kept<Vec<Promise>> {
        pending()
    }
    fn add_promise(&mut self, promise: &Promise) -> Kept<()> {
        pending()
    }
    fn put_promise(&mut self, promise: &Promise) -> Kept<()> {
        pending()
    }
    fn move_rows(&mut self, lost: ClientId, kept: ClientId) -> Kept<MovedRows> {
        pending()
    }
    fn give_rows(&mut self, rows: &MovedRows, client: ClientId) -> Kept<()> {
        pending()
    }
    fn add_merge(&mut self, merge: &Merge) -> Kept<()> {
        pending()
    }
    fn merge(&mut self, id: MergeId) -> Kept<Option<Merge>> {
        pending()
    }
    fn merges(&mut self, client: ClientId) -> Kept<Vec<Merge>> {
        pending()
    }
    fn undo_merge(&mut self, id: MergeId, at: Time) -> Kept<()> {
        pending()
    }
}

impl CallPort for SqlTx<'_> {
    fn add_call_event(&mut self, event: &CallEvent, received: Time) -> Kept<bool> {
        pending()
    }
    fn call_events(&mut self, key: &str) -> Kept<Vec<CallEvent>> {
        pending()
    }
    fn call(&mut self, id: CallId) -> Kept<Option<Call>> {
        pending()
    }
    fn call_by_key(&mut self, key: &str) -> Kept<Option<Call>> {
        pending()
    }
    fn add_call(&mut self, call: &Call) -> Kept<()> {
        pending()
    }
    fn put_call(&mut self, call: &Call) -> Kept<()> {
        pending()
    }
    fn talked_since(&mut self, number: &str, after: Time) -> Kept<bool> {
        pending()
    }
    fn running_calls(&mut self, since: Time) -> Kept<Vec<Call>> {
        pending()
    }
    fn sheet(&mut self, id: SheetId) -> Kept<Option<Sheet>> {
        pending()
    }
    fn sheets_of_call(&mut self, call: CallId) -> Kept<Vec<Sheet>> {
        pending()
    }
    fn open_sheets(&mut self, employee: EmployeeId) -> Kept<Vec<Sheet>> {
        pending()
    }
    fn stale_sheets(&mut self, employees: Option<&[EmployeeId]>, before: Time, limit: i64) -> Kept<Vec<Sheet>> {
        pending()
    }
    fn add_sheet(&mut self, sheet: &Sheet) -> Kept<()> {
        pending()
    }
    fn put_sheet(&mut self, sheet: &Sheet) -> Kept<()> {
        pending()
    }
    fn journal(&mut self, filter: &JournalFilter) -> Kept<Vec<JournalLine>> {
        pending()
    }
}

impl WorkPort for SqlTx<'_> {
    fn interaction(&mut self, id: InteractionId) -> Kept<Option<Interaction>> {
        pending()
    }
    fn add_interaction(&mut self, interaction: &Interaction) -> Kept<()> {
        pending()
    }
    fn put_interaction(&mut self, interaction: &Interaction) -> Kept<()> {
        pending()
    }
    fn timeline(&mut self, client: ClientId, stems: &[String], after: Option<After>, limit: i64) -> Kept<Vec<TimelineItem>> {
        pending()
    }
    fn count_interactions(&mut self, client: ClientId, not: Option<InteractionId>) -> Kept<i64> {
        pending()
    }
    fn unit(&mut self, id: UnitId) -> Kept<Option<WorkUnit>> {
        pending()
    }
    fn add_unit(&mut self, unit: &WorkUnit) -> Kept<()> {
        pending()
    }
    fn set_unit_state(&mut self, id: UnitId, state: UnitState) -> Kept<()> {
        pending()
    }
    fn units_of_sheet(&mut self, sheet: SheetId) -> Kept<Vec<WorkUnit>> {
        pending()
    }
    fn units_of_employee(&mut self, employee: EmployeeId, from: Time, until: Time) -> Kept<Vec<WorkUnit>> {
        pending()
    }
    fn output(&mut self, employees: Option<&[EmployeeId]>, from: Time, until: Time) -> Kept<Vec<(EmployeeId, i64)>> {
        pending()
    }
}
