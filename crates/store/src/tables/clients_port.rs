//! The port of clients: which file answers what.

use app::model::client::{Channel, Client, Fact, FactState, FoundClient, Merge, MovedRows, Person, Promise};
use app::model::journal::After;
use app::ports::{ClientPort, ClientQuery, Kept};
use domain::id::{ChannelId, ClientId, EmployeeId, FactId, MergeId, PersonId, PromiseId};
use domain::time::Time;

use crate::tables::{client, finder, learned, merge};
use crate::tx::SqlTx;

impl ClientPort for SqlTx<'_> {
    fn client(&mut self, id: ClientId) -> Kept<Option<Client>> {
        client::by_id(self, id)
    }

    fn add_client(&mut self, client: &Client) -> Kept<()> {
        client::add(self, client)
    }

    fn put_client(&mut self, client: &Client) -> Kept<()> {
        client::put(self, client)
    }

    fn touch_client(&mut self, id: ClientId, at: Time) -> Kept<()> {
        client::touch(self, id, at)
    }

    fn find_clients(&mut self, query: &ClientQuery, limit: i64) -> Kept<Vec<FoundClient>> {
        finder::find(self, query, limit)
    }

    fn list_clients(&mut self, after: Option<After>, limit: i64) -> Kept<Vec<FoundClient>> {
        finder::list(self, after, limit)
    }

    fn clients_by_channel(&mut self, value: &str, limit: i64) -> Kept<Vec<(Client, Option<Person>)>> {
        client::by_channel(self, value, limit)
    }

    fn clients_by_domain(&mut self, domain: &str, limit: i64) -> Kept<Vec<Client>> {
        client::by_domain(self, domain, limit)
    }

    fn clients_like(&mut self, inn: Option<&str>, folded_name: &str, not: ClientId, limit: i64) -> Kept<Vec<Client>> {
        client::like(self, inn, folded_name, not, limit)
    }

    fn people(&mut self, client: ClientId) -> Kept<Vec<Person>> {
        client::people(self, client)
    }

    fn person(&mut self, id: PersonId) -> Kept<Option<Person>> {
        client::person_by_id(self, id)
    }

    fn add_person(&mut self, person: &Person) -> Kept<()> {
        client::add_person(self, person)
    }

    fn put_person(&mut self, person: &Person) -> Kept<()> {
        client::put_person(self, person)
    }

    fn channels(&mut self, client: ClientId) -> Kept<Vec<Channel>> {
        client::channels(self, client)
    }

    fn add_channel(&mut self, channel: &Channel) -> Kept<()> {
        client::add_channel(self, channel)
    }

    fn put_channel(&mut self, channel: &Channel) -> Kept<()> {
        client::put_channel(self, channel)
    }

    fn channel(&mut self, id: ChannelId) -> Kept<Option<Channel>> {
        client::channel_by_id(self, id)
    }

    fn facts(&mut self, client: ClientId, history: bool) -> Kept<Vec<Fact>> {
        learned::facts(self, client, history)
    }

    fn add_fact(&mut self, fact: &Fact) -> Kept<()> {
        learned::add_fact(self, fact)
    }

    fn set_fact_state(&mut self, id: FactId, state: FactState) -> Kept<()> {
        learned::set_fact_state(self, id, state)
    }

    fn promise(&mut self, id: PromiseId) -> Kept<Option<Promise>> {
        learned::promise_by_id(self, id)
    }

    fn promises_of_client(&mut self, client: ClientId) -> Kept<Vec<Promise>> {
        learned::promises_of_client(self, client)
    }

    fn promises_of_employee(&mut self, employee: EmployeeId, limit: i64) -> Kept<Vec<Promise>> {
        learned::promises_of_employee(self, employee, limit)
    }

    fn add_promise(&mut self, promise: &Promise) -> Kept<()> {
        learned::add_promise(self, promise)
    }

    fn put_promise(&mut self, promise: &Promise) -> Kept<()> {
        learned::put_promise(self, promise)
    }

    fn move_rows(&mut self, lost: ClientId, kept: ClientId) -> Kept<MovedRows> {
        merge::move_rows(self, lost, kept)
    }

    fn give_rows(&mut self, rows: &MovedRows, client: ClientId) -> Kept<()> {
        merge::give_rows(self, rows, client)
    }

    fn add_merge(&mut self, merge: &Merge) -> Kept<()> {
        merge::add(self, merge)
    }

    fn merge(&mut self, id: MergeId) -> Kept<Option<Merge>> {
        merge::by_id(self, id)
    }

    fn merges(&mut self, client: ClientId) -> Kept<Vec<Merge>> {
        merge::of_client(self, client)
    }

    fn undo_merge(&mut self, id: MergeId, at: Time) -> Kept<()> {
        merge::undo(self, id, at)
    }
}
