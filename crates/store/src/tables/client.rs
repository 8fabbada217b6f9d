//! Clients, their people, numbers and addresses.

use app::model::client::{Channel, ChannelKind, Client, ClientKind, Person, Standing};
use app::ports::Kept;
use domain::id::{ChannelId, ClientId, EmployeeId, PersonId};
use domain::text::fold;
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, params};
use crate::tables::codec::{all, changed, one};
use crate::tables::{finder, text_index};
use crate::tx::SqlTx;

statements! {
    hot CLIENT = "SELECT id, kind, standing, form, name, inn, responsible, created, last_contact, merged_into, removed
        FROM client WHERE id = $1";
    hot ADD_CLIENT = "INSERT INTO client (id, kind, standing, form, name, inn, responsible, created, last_contact, merged_into,
            removed, folded)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    hot PUT_CLIENT = "UPDATE client SET kind = $2, standing = $3, form = $4, name = $5, inn = $6, responsible = $7, created = $8,
            last_contact = $9, merged_into = $10, removed = $11, folded = $12 WHERE id = $1";
    hot TOUCH_CLIENT = "UPDATE client SET last_contact = $2 WHERE id = $1 AND last_contact < $2";
    // `+ 0` keeps PostgreSQL from walking all clients in the order of contacts until one fits.
    hot BY_CHANNEL = "SELECT c.id, c.kind, c.standing, c.form, c.name, c.inn, c.responsible, c.created, c.last_contact,
            c.merged_into, c.removed, p.id, p.client, p.surname, p.given, p.patronymic, p.gender, p.created, p.removed
        FROM channel ch JOIN client c ON c.id = ch.client LEFT JOIN person p ON p.id = ch.person AND p.removed = 0
        WHERE ch.value = $1 AND ch.removed = 0 AND c.removed = 0 AND c.merged_into IS NULL
        ORDER BY c.last_contact + 0 DESC, c.id DESC, ch.id LIMIT $2";
    hot LIKE_INN = "SELECT id, kind, standing, form, name, inn, responsible, created, last_contact, merged_into, removed
        FROM client WHERE inn = $1 AND id <> $2 AND removed = 0 AND merged_into IS NULL
        ORDER BY last_contact + 0 DESC, id DESC LIMIT $3";
    hot LIKE_NAME = "SELECT id, kind, standing, form, name, inn, responsible, created, last_contact, merged_into, removed
        FROM client WHERE folded = $1 AND id <> $2 AND removed = 0 AND merged_into IS NULL
        ORDER BY last_contact + 0 DESC, id DESC LIMIT $3";

    hot PEOPLE = "SELECT id, client, surname, given, patronymic, gender, created, removed FROM person
        WHERE client = $1 AND removed = 0 ORDER BY id DESC";
    hot PERSON = "SELECT id, client, surname, given, patronymic, gender, created, removed FROM person WHERE id = $1";
    hot ADD_PERSON = "INSERT INTO person (id, client, surname, given, patronymic, gender, created, removed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    hot PUT_PERSON = "UPDATE person SET client = $2, surname = $3, given = $4, patronymic = $5, gender = $6, created = $7,
            removed = $8 WHERE id = $1";

    hot CHANNELS = "SELECT id, client, person, kind, value, extension, created, removed FROM channel
        WHERE client = $1 AND removed = 0 ORDER BY id";
    hot CHANNEL = "SELECT id, client, person, kind, value, extension, created, removed FROM channel WHERE id = $1";
    hot ADD_CHANNEL = "INSERT INTO channel (id, client, person, kind, value, extension, created, removed, domain)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    hot PUT_CHANNEL = "UPDATE channel SET client = $2, person = $3, kind = $4, value = $5, extension = $6, created = $7,
            removed = $8, domain = $9 WHERE id = $1";
    hot BY_DOMAIN = "SELECT DISTINCT c.id, c.kind, c.standing, c.form, c.name, c.inn, c.responsible, c.created, c.last_contact,
            c.merged_into, c.removed
        FROM channel ch JOIN client c ON c.id = ch.client
        WHERE ch.domain = $1 AND ch.removed = 0 AND c.removed = 0 AND c.merged_into IS NULL
        ORDER BY c.last_contact DESC, c.id DESC LIMIT $2";
}

pub(crate) fn client(row: &mut Row) -> Kept<Client> {
    let id = ClientId(row.int()?);
    client_of(id, row)
}

/// The client of an id already read.
pub(crate) fn client_of(id: ClientId, row: &mut Row) -> Kept<Client> {
    Ok(Client {
        id,
        kind: row.code(ClientKind::from_code)?,
        standing: row.code(Standing::from_code)?,
        form: row.opt_text()?,
        name: row.text()?,
        inn: row.opt_text()?,
        responsible: row.opt_id(EmployeeId)?,
        created: row.time()?,
        last_contact: row.time()?,
        merged_into: row.opt_id(ClientId)?,
        removed: row.flag()?,
    })
}

fn person(row: &mut Row) -> Kept<Person> {
    let id = PersonId(row.int()?);
    person_of(id, row)
}

fn person_of(id: PersonId, row: &mut Row) -> Kept<Person> {
    Ok(Person {
        id,
        client: ClientId(row.int()?),
        surname: row.opt_text()?,
        given: row.opt_text()?,
        patronymic: row.opt_text()?,
        gender: row.opt_text()?,
        created: row.time()?,
        removed: row.flag()?,
    })
}

fn channel(row: &mut Row) -> Kept<Channel> {
    Ok(Channel {
        id: ChannelId(row.int()?),
        client: ClientId(row.int()?),
        person: row.opt_id(PersonId)?,
        kind: row.code(ChannelKind::from_code)?,
        value: row.text()?,
        extension: row.opt_text()?,
        created: row.time()?,
        removed: row.flag()?,
    })
}

pub(crate) fn by_id(tx: &mut SqlTx<'_>, id: ClientId) -> Kept<Option<Client>> {
    one(tx.query(&CLIENT, params![id])?, client)
}

pub(crate) fn add(tx: &mut SqlTx<'_>, c: &Client) -> Kept<()> {
    tx.execute(
        &ADD_CLIENT,
        params![
            c.id,
            c.kind.code(),
            c.standing.code(),
            c.form.as_deref(),
            &c.name,
            c.inn.as_deref(),
            c.responsible,
            c.created,
            c.last_contact,
            c.merged_into,
            c.removed,
            fold(&c.name)
        ],
    )?;
    finder::add(tx, c)
}

pub(crate) fn put(tx: &mut SqlTx<'_>, c: &Client) -> Kept<()> {
    let before = by_id(tx, c.id)?;
    let rows = tx.execute(
        &PUT_CLIENT,
        params![
            c.id,
            c.kind.code(),
            c.standing.code(),
            c.form.as_deref(),
            &c.name,
            c.inn.as_deref(),
            c.responsible,
            c.created,
            c.last_contact,
            c.merged_into,
            c.removed,
            fold(&c.name)
        ],
    )?;
    changed(rows, "client")?;
    if before.as_ref().is_some_and(|before| before.name != c.name) {
        text_index::renew_client(tx, c.id)?;
    }
    let findable = |client: &Client| (client.name.clone(), client.inn.clone(), client.removed || client.merged_into.is_some());
    match before {
        Some(before) if findable(&before) == findable(c) && before.last_contact == c.last_contact => Ok(()),
        Some(before) if findable(&before) == findable(c) && before.last_contact < c.last_contact => {
            finder::touch(tx, c.id, c.last_contact)
        }
        _ => finder::renew(tx, c.id),
    }
}

pub(crate) fn touch(tx: &mut SqlTx<'_>, id: ClientId, at: Time) -> Kept<()> {
    if tx.execute(&TOUCH_CLIENT, params![id, at])? > 0 { finder::touch(tx, id, at) } else { Ok(()) }
}

/// The domain of an e-mail address.
fn mail_domain(channel: &Channel) -> Option<&str> {
    (channel.kind == ChannelKind::Email).then(|| domain::letter::domain_of(&channel.value)).flatten()
}

pub(crate) fn by_domain(tx: &mut SqlTx<'_>, domain: &str, limit: i64) -> Kept<Vec<Client>> {
    all(tx.query(&BY_DOMAIN, params![domain, limit])?, client)
}

pub(crate) fn by_channel(tx: &mut SqlTx<'_>, value: &str, limit: i64) -> Kept<Vec<(Client, Option<Person>)>> {
    let rows = all(tx.query(&BY_CHANNEL, params![value, limit])?, |row| {
        let client = client(row)?;
        let person = row.opt_id(PersonId)?.map(|id| person_of(id, row)).transpose()?;
        Ok((client, person))
    })?;
    // A number that stands twice at one client is one answer, with a person if one of them has one.
    let mut found: Vec<(Client, Option<Person>)> = Vec::new();
    for (client, person) in rows {
        match found.iter_mut().find(|(known, _)| known.id == client.id) {
            Some((_, known @ None)) => *known = person,
            Some(_) => {}
            None => found.push((client, person)),
        }
    }
    Ok(found)
}

pub(crate) fn like(tx: &mut SqlTx<'_>, inn: Option<&str>, folded: &str, not: ClientId, limit: i64) -> Kept<Vec<Client>> {
    let mut found = match inn {
        Some(inn) if !inn.is_empty() => all(tx.query(&LIKE_INN, params![inn, not, limit])?, client)?,
        _ => Vec::new(),
    };
    if !folded.is_empty() {
        let same_name = all(tx.query(&LIKE_NAME, params![folded, not, limit])?, client)?;
        found.extend(same_name.into_iter().filter(|new| found.iter().all(|known| known.id != new.id)).collect::<Vec<_>>());
    }
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

pub(crate) fn people(tx: &mut SqlTx<'_>, client: ClientId) -> Kept<Vec<Person>> {
    all(tx.query(&PEOPLE, params![client])?, person)
}

pub(crate) fn person_by_id(tx: &mut SqlTx<'_>, id: PersonId) -> Kept<Option<Person>> {
    one(tx.query(&PERSON, params![id])?, person)
}

pub(crate) fn add_person(tx: &mut SqlTx<'_>, p: &Person) -> Kept<()> {
    tx.execute(
        &ADD_PERSON,
        params![
            p.id,
            p.client,
            p.surname.as_deref(),
            p.given.as_deref(),
            p.patronymic.as_deref(),
            p.gender.as_deref(),
            p.created,
            p.removed
        ],
    )?;
    if p.removed { Ok(()) } else { finder::add_text(tx, p.client, &fold(&p.full_name()), "") }
}

pub(crate) fn put_person(tx: &mut SqlTx<'_>, p: &Person) -> Kept<()> {
    let before = person_by_id(tx, p.id)?;
    let rows = tx.execute(
        &PUT_PERSON,
        params![
            p.id,
            p.client,
            p.surname.as_deref(),
            p.given.as_deref(),
            p.patronymic.as_deref(),
            p.gender.as_deref(),
            p.created,
            p.removed
        ],
    )?;
    changed(rows, "person")?;
    if let Some(before) = before.filter(|before| before.client != p.client) {
        finder::renew(tx, before.client)?;
    }
    finder::renew(tx, p.client)
}

pub(crate) fn channels(tx: &mut SqlTx<'_>, client: ClientId) -> Kept<Vec<Channel>> {
    all(tx.query(&CHANNELS, params![client])?, channel)
}

pub(crate) fn channel_by_id(tx: &mut SqlTx<'_>, id: ChannelId) -> Kept<Option<Channel>> {
    one(tx.query(&CHANNEL, params![id])?, channel)
}

pub(crate) fn add_channel(tx: &mut SqlTx<'_>, c: &Channel) -> Kept<()> {
    tx.execute(
        &ADD_CHANNEL,
        params![c.id, c.client, c.person, c.kind.code(), &c.value, c.extension.as_deref(), c.created, c.removed, mail_domain(c)],
    )?;
    if c.removed {
        return Ok(());
    }
    let (words, digits) = finder::channel_text(c);
    finder::add_text(tx, c.client, &words, &digits)
}

pub(crate) fn put_channel(tx: &mut SqlTx<'_>, c: &Channel) -> Kept<()> {
    let before = channel_by_id(tx, c.id)?;
    let rows = tx.execute(
        &PUT_CHANNEL,
        params![c.id, c.client, c.person, c.kind.code(), &c.value, c.extension.as_deref(), c.created, c.removed, mail_domain(c)],
    )?;
    changed(rows, "channel")?;
    if let Some(before) = before.filter(|before| before.client != c.client) {
        finder::renew(tx, before.client)?;
    }
    finder::renew(tx, c.client)
}
