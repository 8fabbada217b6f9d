//! Mailboxes, how far they have been read, and letters that could not be.

use app::model::mailbox::{MailPlace, Mailbox, Quarantined};
use app::ports::{Kept, MailboxPort};
use domain::id::{EmployeeId, MailboxId, QuarantineId};

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, params};
use crate::tables::codec::{all, changed, json, one};
use crate::tx::SqlTx;

statements! {
    hot MAILBOX = "SELECT id, email, name, employee, shared, settings, secret, active, created, progress FROM mailbox WHERE id = $1";
    hot BY_EMAIL = "SELECT id, email, name, employee, shared, settings, secret, active, created, progress FROM mailbox
        WHERE email = $1";
    cold MAILBOXES = "SELECT id, email, name, employee, shared, settings, secret, active, created, progress FROM mailbox
        ORDER BY email";
    hot ADD_MAILBOX = "INSERT INTO mailbox (id, email, name, employee, shared, settings, secret, active, created, progress)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    hot PUT_MAILBOX = "UPDATE mailbox SET email = $2, name = $3, employee = $4, shared = $5, settings = $6, secret = $7,
            active = $8, created = $9, progress = $10 WHERE id = $1";
    cold FOLDERS_READ = "SELECT name FROM mail_folder WHERE mailbox = $1 ORDER BY name";
    cold REMOVE_FOLDER_STATE = "DELETE FROM mail_folder WHERE mailbox = $1 AND name = $2";
    hot FOLDER_STATE = "SELECT state FROM mail_folder WHERE mailbox = $1 AND name = $2";
    hot PUT_FOLDER_STATE = "INSERT INTO mail_folder (mailbox, name, state) VALUES ($1, $2, $3)
        ON CONFLICT (mailbox, name) DO UPDATE SET state = excluded.state";

    hot QUARANTINED_AT = "SELECT id FROM quarantine WHERE mailbox = $1 AND folder = $2 AND validity = $3 AND uid = $4";
    hot ADD_QUARANTINED = "INSERT INTO quarantine (id, mailbox, folder, validity, uid, why, raw, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    cold QUARANTINED = "SELECT id, mailbox, folder, validity, uid, why, raw, at FROM quarantine ORDER BY id DESC LIMIT $1";
    hot REMOVE_QUARANTINED = "DELETE FROM quarantine WHERE id = $1";
}

fn mailbox(row: &mut Row) -> Kept<Mailbox> {
    Ok(Mailbox {
        id: MailboxId(row.int()?),
        email: row.text()?,
        name: row.text()?,
        employee: EmployeeId(row.int()?),
        shared: row.flag()?,
        settings: row.json()?,
        secret: row.opt_text()?,
        active: row.flag()?,
        created: row.time()?,
        progress: row.json()?,
    })
}

macro_rules! mailbox_values {
    ($m:expr) => {
        params![
            $m.id,
            &$m.email,
            &$m.name,
            $m.employee,
            $m.shared,
            json(&$m.settings)?,
            $m.secret.as_deref(),
            $m.active,
            $m.created,
            json(&$m.progress)?
        ]
    };
}

impl MailboxPort for SqlTx<'_> {
    fn mailbox(&mut self, id: MailboxId) -> Kept<Option<Mailbox>> {
        one(self.query(&MAILBOX, params![id])?, mailbox)
    }

    fn mailbox_by_email(&mut self, email: &str) -> Kept<Option<Mailbox>> {
        one(self.query(&BY_EMAIL, params![email])?, mailbox)
    }

    fn mailboxes(&mut self) -> Kept<Vec<Mailbox>> {
        all(self.query(&MAILBOXES, params![])?, mailbox)
    }

    fn add_mailbox(&mut self, mailbox: &Mailbox) -> Kept<()> {
        self.execute(&ADD_MAILBOX, mailbox_values!(mailbox))?;
        Ok(())
    }

    fn put_mailbox(&mut self, mailbox: &Mailbox) -> Kept<()> {
        changed(self.execute(&PUT_MAILBOX, mailbox_values!(mailbox))?, "mailbox")
    }

    fn folders_read(&mut self, mailbox: MailboxId) -> Kept<Vec<String>> {
        all(self.query(&FOLDERS_READ, params![mailbox])?, Row::text)
    }

    fn remove_folder_state(&mut self, mailbox: MailboxId, folder: &str) -> Kept<()> {
        self.execute(&REMOVE_FOLDER_STATE, params![mailbox, folder])?;
        Ok(())
    }

    fn folder_state(&mut self, mailbox: MailboxId, folder: &str) -> Kept<Option<String>> {
        one(self.query(&FOLDER_STATE, params![mailbox, folder])?, Row::text)
    }

    fn put_folder_state(&mut self, mailbox: MailboxId, folder: &str, state: &str) -> Kept<()> {
        self.execute(&PUT_FOLDER_STATE, params![mailbox, folder, state])?;
        Ok(())
    }

    fn add_quarantined(&mut self, letter: &Quarantined) -> Kept<()> {
        let (mailbox, folder, validity, uid) = letter
            .place
            .as_ref()
            .map_or((None, "", 0, 0), |place| (Some(place.mailbox), place.folder.as_str(), place.validity, place.uid));
        if mailbox.is_some() && !self.query(&QUARANTINED_AT, params![mailbox, folder, validity, uid])?.is_empty() {
            return Ok(());
        }
        self.execute(&ADD_QUARANTINED, params![letter.id, mailbox, folder, validity, uid, &letter.why, &letter.raw, letter.at])?;
        Ok(())
    }

    fn quarantined(&mut self, limit: i64) -> Kept<Vec<Quarantined>> {
        all(self.query(&QUARANTINED, params![limit])?, |row| {
            let id = QuarantineId(row.int()?);
            let mailbox = row.opt_id(MailboxId)?;
            let (folder, validity, uid) = (row.text()?, row.int()?, row.int()?);
            let place = mailbox.map(|mailbox| MailPlace { mailbox, folder, validity, uid });
            Ok(Quarantined { id, place, why: row.text()?, raw: row.text()?, at: row.time()? })
        })
    }

    fn remove_quarantined(&mut self, id: QuarantineId) -> Kept<bool> {
        Ok(self.execute(&REMOVE_QUARANTINED, params![id])? > 0)
    }
}
