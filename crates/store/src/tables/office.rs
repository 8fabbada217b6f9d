//! The office, its playbook versions, the counts of its phrases, open questions.

use app::model::office::{InstalledPlaybook, Office, OpenQuestion, PhraseCount};
use app::ports::{Kept, OfficePort};
use domain::id::{EmployeeId, PlaybookId, QuestionId, SheetId};
use domain::language::Language;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, params};
use crate::tables::codec::{all, json, one};
use crate::tx::SqlTx;

statements! {
    hot OFFICE = "SELECT name, language, zone, day, created, demonstration, call_source_key FROM office WHERE one = 1";
    hot PUT_OFFICE = "INSERT INTO office (one, name, language, zone, day, created, demonstration, call_source_key)
        VALUES (1, $1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (one) DO UPDATE SET name = excluded.name, language = excluded.language, zone = excluded.zone,
            day = excluded.day, created = excluded.created, demonstration = excluded.demonstration,
            call_source_key = excluded.call_source_key";
    hot PLAYBOOK = "SELECT id, name, version, hash, installed, content FROM playbook ORDER BY installed DESC, id DESC LIMIT 1";
    hot PLAYBOOK_ID = "SELECT id FROM playbook ORDER BY installed DESC, id DESC LIMIT 1";
    hot PLAYBOOK_BY_ID = "SELECT id, name, version, hash, installed, content FROM playbook WHERE id = $1";
    cold PLAYBOOKS = "SELECT id, name, version, hash, installed, '' FROM playbook ORDER BY installed DESC, id DESC";
    cold ADD_PLAYBOOK = "INSERT INTO playbook (id, name, version, hash, installed, content) VALUES ($1, $2, $3, $4, $5, $6)";
    cold PHRASE_COUNTS = "SELECT variant, said, learned FROM phrase_count ORDER BY variant";
    hot COUNT_PHRASE = "INSERT INTO phrase_count (variant, said, learned) VALUES ($1, $2, $3)
        ON CONFLICT (variant) DO UPDATE SET said = phrase_count.said + excluded.said,
            learned = phrase_count.learned + excluded.learned";
    hot ADD_QUESTION = "INSERT INTO open_question (id, text, at, employee, sheet) VALUES ($1, $2, $3, $4, $5)";
    cold QUESTIONS = "SELECT id, text, at, employee, sheet FROM open_question ORDER BY at DESC, id DESC LIMIT $1";
    hot REMOVE_QUESTION = "DELETE FROM open_question WHERE id = $1";
}

fn playbook(row: &mut Row) -> Kept<InstalledPlaybook> {
    Ok(InstalledPlaybook {
        id: PlaybookId(row.int()?),
        name: row.text()?,
        version: row.text()?,
        hash: row.text()?,
        installed: row.time()?,
        content: row.text()?,
    })
}

impl OfficePort for SqlTx<'_> {
    fn office(&mut self) -> Kept<Option<Office>> {
        one(self.query(&OFFICE, &[])?, |row| {
            Ok(Office {
                name: row.text()?,
                language: row.code(Language::from_code)?,
                zone: row.text()?,
                day: row.json()?,
                created: row.time()?,
                demonstration: row.flag()?,
                call_source_key: row.opt_text()?,
            })
        })
    }

    fn put_office(&mut self, office: &Office) -> Kept<()> {
        let day = json(&office.day)?;
        self.execute(
            &PUT_OFFICE,
            params![
                &office.name,
                office.language.code(),
                &office.zone,
                day,
                office.created,
                office.demonstration,
                office.call_source_key.as_deref()
            ],
        )?;
        Ok(())
    }

    fn playbook(&mut self) -> Kept<Option<InstalledPlaybook>> {
        one(self.query(&PLAYBOOK, &[])?, playbook)
    }

    fn playbook_id(&mut self) -> Kept<Option<PlaybookId>> {
        one(self.query(&PLAYBOOK_ID, &[])?, |row| Ok(PlaybookId(row.int()?)))
    }

    fn playbook_by_id(&mut self, id: PlaybookId) -> Kept<Option<InstalledPlaybook>> {
        one(self.query(&PLAYBOOK_BY_ID, params![id])?, playbook)
    }

    fn playbooks(&mut self) -> Kept<Vec<InstalledPlaybook>> {
        all(self.query(&PLAYBOOKS, &[])?, playbook)
    }

    fn add_playbook(&mut self, playbook: &InstalledPlaybook) -> Kept<()> {
        let InstalledPlaybook { id, name, version, hash, installed, content } = playbook;
        self.execute(&ADD_PLAYBOOK, params![*id, name, version, hash, *installed, content])?;
        Ok(())
    }

    fn phrase_counts(&mut self) -> Kept<Vec<PhraseCount>> {
        all(self.query(&PHRASE_COUNTS, &[])?, |row| {
            Ok(PhraseCount { variant: row.text()?, said: row.int()?, learned: row.int()? })
        })
    }

    fn count_phrase(&mut self, variant: &str, said: i64, learned: i64) -> Kept<()> {
        self.execute(&COUNT_PHRASE, params![variant, said, learned])?;
        Ok(())
    }

    fn add_question(&mut self, question: &OpenQuestion) -> Kept<()> {
        let OpenQuestion { id, text, at, employee, sheet } = question;
        self.execute(&ADD_QUESTION, params![*id, text, *at, *employee, *sheet])?;
        Ok(())
    }

    fn questions(&mut self, limit: i64) -> Kept<Vec<OpenQuestion>> {
        all(self.query(&QUESTIONS, params![limit])?, |row| {
            Ok(OpenQuestion {
                id: QuestionId(row.int()?),
                text: row.text()?,
                at: row.time()?,
                employee: EmployeeId(row.int()?),
                sheet: row.opt_id(SheetId)?,
            })
        })
    }

    fn remove_question(&mut self, id: QuestionId) -> Kept<bool> {
        Ok(self.execute(&REMOVE_QUESTION, params![id])? > 0)
    }
}
