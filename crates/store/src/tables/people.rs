//! Employees, sessions, invitations.

use app::model::people::{Employee, Invitation, Session, Theme};
use app::ports::{Kept, PeoplePort};
use domain::id::EmployeeId;
use domain::language::Language;
use domain::rights::Roles;
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::{Row, params};
use crate::tables::codec::{all, changed, one};
use crate::tx::SqlTx;

statements! {
    hot EMPLOYEE = "SELECT id, login, surname, given, patronymic, roles, language, theme, extension, mobile, supervisor, deputy,
            absent_from, absent_until, active, created FROM employee WHERE id = $1";
    cold EMPLOYEES = "SELECT id, login, surname, given, patronymic, roles, language, theme, extension, mobile, supervisor, deputy,
            absent_from, absent_until, active, created FROM employee ORDER BY surname, given, id";
    hot BY_LOGIN = "SELECT id, login, surname, given, patronymic, roles, language, theme, extension, mobile, supervisor, deputy,
            absent_from, absent_until, active, created, password FROM employee WHERE login = $1";
    hot BY_EXTENSION = "SELECT id, login, surname, given, patronymic, roles, language, theme, extension, mobile, supervisor, deputy,
            absent_from, absent_until, active, created FROM employee WHERE extension = $1 AND active = 1 ORDER BY id LIMIT 1";
    cold ADD_EMPLOYEE = "INSERT INTO employee (id, login, surname, given, patronymic, roles, language, theme, extension, mobile,
            supervisor, deputy, absent_from, absent_until, active, created, password)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    hot PUT_EMPLOYEE = "UPDATE employee SET login = $2, surname = $3, given = $4, patronymic = $5, roles = $6, language = $7,
            theme = $8, extension = $9, mobile = $10, supervisor = $11, deputy = $12, absent_from = $13, absent_until = $14,
            active = $15, created = $16 WHERE id = $1";
    hot PASSWORD = "SELECT password FROM employee WHERE id = $1";
    hot SET_PASSWORD = "UPDATE employee SET password = $2 WHERE id = $1";

    hot ADD_SESSION = "INSERT INTO session (key, employee, created, seen, expires, agent) VALUES ($1, $2, $3, $4, $5, $6)";
    hot SESSION = "SELECT s.key, s.employee, s.created, s.seen, s.expires, s.agent,
            e.id, e.login, e.surname, e.given, e.patronymic, e.roles, e.language, e.theme, e.extension, e.mobile, e.supervisor,
            e.deputy, e.absent_from, e.absent_until, e.active, e.created
        FROM session s JOIN employee e ON e.id = s.employee WHERE s.key = $1";
    hot TOUCH_SESSION = "UPDATE session SET seen = $2, expires = $3 WHERE key = $1";
    hot SESSIONS = "SELECT key, employee, created, seen, expires, agent FROM session WHERE employee = $1 ORDER BY created DESC, key";
    hot REMOVE_SESSION = "DELETE FROM session WHERE key = $1";
    hot REMOVE_SESSIONS = "DELETE FROM session WHERE employee = $1 AND key <> $2";
    hot REMOVE_EXPIRED = "DELETE FROM session WHERE expires <= $1";

    cold ADD_INVITATION = "INSERT INTO invitation (key, roles, note, invited_by, created, expires, used_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    hot INVITATION = "SELECT key, roles, note, invited_by, created, expires, used_by FROM invitation WHERE key = $1";
    cold INVITATIONS = "SELECT key, roles, note, invited_by, created, expires, used_by FROM invitation
        WHERE used_by IS NULL ORDER BY created DESC, key";
    hot USE_INVITATION = "UPDATE invitation SET used_by = $2 WHERE key = $1 AND used_by IS NULL";
    hot REMOVE_INVITATION = "DELETE FROM invitation WHERE key = $1";
}

fn employee(row: &mut Row) -> Kept<Employee> {
    Ok(Employee {
        id: EmployeeId(row.int()?),
        login: row.text()?,
        surname: row.text()?,
        given: row.text()?,
        patronymic: row.opt_text()?,
        roles: Roles::from_codes(&row.text()?),
        language: row.code(Language::from_code)?,
        theme: Theme::from_code(&row.text()?),
        extension: row.opt_text()?,
        mobile: row.opt_text()?,
        supervisor: row.opt_id(EmployeeId)?,
        deputy: row.opt_id(EmployeeId)?,
        absent_from: row.opt_time()?,
        absent_until: row.opt_time()?,
        active: row.flag()?,
        created: row.time()?,
    })
}

fn session(row: &mut Row) -> Kept<Session> {
    Ok(Session {
        key: row.text()?,
        employee: EmployeeId(row.int()?),
        created: row.time()?,
        seen: row.time()?,
        expires: row.time()?,
        agent: row.text()?,
    })
}

fn invitation(row: &mut Row) -> Kept<Invitation> {
    Ok(Invitation {
        key: row.text()?,
        roles: Roles::from_codes(&row.text()?),
        note: row.text()?,
        by: EmployeeId(row.int()?),
        created: row.time()?,
        expires: row.time()?,
        used_by: row.opt_id(EmployeeId)?,
    })
}

impl PeoplePort for SqlTx<'_> {
    fn employee(&mut self, id: EmployeeId) -> Kept<Option<Employee>> {
        one(self.query(&EMPLOYEE, params![id])?, employee)
    }

    fn employees(&mut self) -> Kept<Vec<Employee>> {
        all(self.query(&EMPLOYEES, &[])?, employee)
    }

    fn employee_by_login(&mut self, login: &str) -> Kept<Option<(Employee, String)>> {
        one(self.query(&BY_LOGIN, params![login])?, |row| Ok((employee(row)?, row.text()?)))
    }

    fn employee_by_extension(&mut self, extension: &str) -> Kept<Option<Employee>> {
        one(self.query(&BY_EXTENSION, params![extension])?, employee)
    }

    fn add_employee(&mut self, e: &Employee, password: &str) -> Kept<()> {
        self.execute(
            &ADD_EMPLOYEE,
            params![
                e.id,
                &e.login,
                &e.surname,
                &e.given,
                e.patronymic.as_deref(),
                e.roles.codes(),
                e.language.code(),
                e.theme.code(),
                e.extension.as_deref(),
                e.mobile.as_deref(),
                e.supervisor,
                e.deputy,
                e.absent_from,
                e.absent_until,
                e.active,
                e.created,
                password
            ],
        )?;
        Ok(())
    }

    fn put_employee(&mut self, e: &Employee) -> Kept<()> {
        let rows = self.execute(
            &PUT_EMPLOYEE,
            params![
                e.id,
                &e.login,
                &e.surname,
                &e.given,
                e.patronymic.as_deref(),
                e.roles.codes(),
                e.language.code(),
                e.theme.code(),
                e.extension.as_deref(),
                e.mobile.as_deref(),
                e.supervisor,
                e.deputy,
                e.absent_from,
                e.absent_until,
                e.active,
                e.created
            ],
        )?;
        changed(rows, "employee")
    }

    fn password(&mut self, id: EmployeeId) -> Kept<Option<String>> {
        one(self.query(&PASSWORD, params![id])?, Row::text)
    }

    fn set_password(&mut self, id: EmployeeId, password: &str) -> Kept<()> {
        changed(self.execute(&SET_PASSWORD, params![id, password])?, "employee")
    }

    fn add_session(&mut self, session: &Session) -> Kept<()> {
        let Session { key, employee, created, seen, expires, agent } = session;
        self.execute(&ADD_SESSION, params![key, *employee, *created, *seen, *expires, agent])?;
        Ok(())
    }

    fn session(&mut self, key: &str) -> Kept<Option<(Session, Employee)>> {
        one(self.query(&SESSION, params![key])?, |row| Ok((session(row)?, employee(row)?)))
    }

    fn touch_session(&mut self, key: &str, seen: Time, expires: Time) -> Kept<()> {
        // A session ended meanwhile stays ended.
        self.execute(&TOUCH_SESSION, params![key, seen, expires])?;
        Ok(())
    }

    fn sessions(&mut self, employee: EmployeeId) -> Kept<Vec<Session>> {
        all(self.query(&SESSIONS, params![employee])?, session)
    }

    fn remove_session(&mut self, key: &str) -> Kept<()> {
        self.execute(&REMOVE_SESSION, params![key])?;
        Ok(())
    }

    fn remove_sessions(&mut self, employee: EmployeeId, keep: Option<&str>) -> Kept<()> {
        // No session has an empty key.
        self.execute(&REMOVE_SESSIONS, params![employee, keep.unwrap_or("")])?;
        Ok(())
    }

    fn remove_expired_sessions(&mut self, now: Time) -> Kept<u64> {
        self.execute(&REMOVE_EXPIRED, params![now])
    }

    fn add_invitation(&mut self, invitation: &Invitation) -> Kept<()> {
        let Invitation { key, roles, note, by, created, expires, used_by } = invitation;
        self.execute(&ADD_INVITATION, params![key, roles.codes(), note, *by, *created, *expires, *used_by])?;
        Ok(())
    }

    fn invitation(&mut self, key: &str) -> Kept<Option<Invitation>> {
        one(self.query(&INVITATION, params![key])?, invitation)
    }

    fn invitations(&mut self) -> Kept<Vec<Invitation>> {
        all(self.query(&INVITATIONS, &[])?, invitation)
    }

    fn use_invitation(&mut self, key: &str, by: EmployeeId) -> Kept<bool> {
        Ok(self.execute(&USE_INVITATION, params![key, by])? > 0)
    }

    fn remove_invitation(&mut self, key: &str) -> Kept<()> {
        self.execute(&REMOVE_INVITATION, params![key])?;
        Ok(())
    }
}
