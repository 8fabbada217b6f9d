//! Sample data for tests of pages.

use app::model::people::{Employee, Theme};
use domain::id::EmployeeId;
use domain::language::Language;
use domain::rights::{Role, Roles};
use domain::time::Time;

pub(crate) fn people(now: Time) -> Vec<Employee> {
    let one = |id, surname: &str, given: &str, roles: &[Role]| Employee {
        id: EmployeeId(id),
        login: format!("{given}@example.ru").to_lowercase(),
        surname: surname.to_owned(),
        given: given.to_owned(),
        patronymic: None,
        roles: Roles::new(roles.iter().copied()),
        language: Language::Ru,
        theme: Theme::System,
        extension: Some(format!("10{id}")),
        mobile: None,
        supervisor: None,
        deputy: None,
        absent_from: None,
        absent_until: None,
        active: true,
        created: now,
    };
    let mut people = vec![
        one(1, "Петрова", "Анна", &[Role::Director]),
        one(2, "Ким", "Олег", &[Role::Employee]),
        one(3, "Садыкова", "Дина", &[Role::Supervisor, Role::Employee]),
    ];
    people[1].supervisor = Some(EmployeeId(3));
    people[1].deputy = Some(EmployeeId(3));
    people[1].absent_from = Some(now.plus_seconds(-3600));
    people
}
