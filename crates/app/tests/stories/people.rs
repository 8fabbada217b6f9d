//! People: signing in, inviting, managing - on both engines.

use crate::common::on_both;
use app::error::AppError;
use app::invite::{NewColleague, accept_invitation, invite, open_invitation};
use app::manage_people::{EmployeeChange, change_employee};
use app::model::people::Employee;
use app::people::NewName;
use app::save_preferences::{Preferences, save_preferences};
use app::sign_in::{authenticate, open_session, sign_out, sign_out_everywhere};
use domain::language::Language;
use domain::rights::{Action, Role, Roles};

fn change(of: &Employee) -> EmployeeChange {
    EmployeeChange {
        id: of.id,
        roles: of.roles.clone(),
        supervisor: of.supervisor,
        deputy: of.deputy,
        extension: of.extension.clone(),
        absent_from: of.absent_from,
        absent_until: of.absent_until,
        active: of.active,
    }
}

#[test]
fn a_session_opens_the_account_until_it_is_signed_out_everywhere() {
    on_both(|mut told| {
        let anna = told.anna.clone();
        let first = told.does(move |tx, ctx| open_session(tx, ctx, &anna, "a browser")).unwrap();
        let anna = told.anna.clone();
        let second = told.does(move |tx, ctx| open_session(tx, ctx, &anna, "another")).unwrap();
        let secret = first.clone();
        let (employee, session, _) = told.does(move |tx, ctx| authenticate(tx, &secret, ctx.now)).unwrap();
        assert_eq!(employee.id, told.anna.id);
        assert!(!session.key.contains(&first), "only a digest of the secret is kept");
        let anna = told.anna.clone();
        told.does(move |tx, _| sign_out_everywhere(tx, &anna, None)).unwrap();
        for secret in [first, second] {
            let answer = told.does(move |tx, ctx| authenticate(tx, &secret, ctx.now));
            assert!(matches!(answer, Err(AppError::SignedOut)));
        }
    });
}

#[test]
fn a_session_not_used_for_two_weeks_is_over() {
    on_both(|mut told| {
        let anna = told.anna.clone();
        let secret = told.does(move |tx, ctx| open_session(tx, ctx, &anna, "")).unwrap();
        told.later(14 * 24 * 3600 + 1);
        assert!(matches!(told.does(move |tx, ctx| authenticate(tx, &secret, ctx.now)), Err(AppError::SignedOut)));
    });
}

#[test]
fn nobody_ends_a_colleagues_session() {
    on_both(|mut told| {
        let anna = told.anna.clone();
        let secret = told.does(move |tx, ctx| open_session(tx, ctx, &anna, "")).unwrap();
        let key = app::secrets::digest(&secret);
        let boris = told.boris.clone();
        assert!(matches!(told.does(move |tx, _| sign_out(tx, &boris, &key)), Err(AppError::NotFound("session"))));
    });
}

#[test]
fn an_invitation_makes_one_account_and_works_for_a_week() {
    on_both(|mut told| {
        let director = told.director.clone();
        let secret = told.does(move |tx, ctx| invite(tx, ctx, &director, Roles::new([Role::Employee]), "для Веры")).unwrap();
        let new = NewColleague {
            name: NewName { surname: "Новикова".into(), given: "Вера".into(), patronymic: None },
            login: " Vera ".into(),
            password: "not a hash".into(),
            language: Language::En,
        };
        let (again, late) = (secret.clone(), secret.clone());
        let first = new.clone();
        let vera = told.does(move |tx, ctx| accept_invitation(tx, ctx, &secret, &first)).unwrap();
        assert_eq!(vera.login, "vera");
        let second = new;
        let answer = told.does(move |tx, ctx| accept_invitation(tx, ctx, &again, &second));
        assert!(matches!(answer, Err(AppError::NotFound("invitation"))));
        told.later(8 * 24 * 3600);
        assert!(told.does(move |tx, ctx| open_invitation(tx, &late, ctx.now)).is_err());
    });
}

#[test]
fn a_login_in_use_is_refused_by_name() {
    on_both(|mut told| {
        let director = told.director.clone();
        let secret = told.does(move |tx, ctx| invite(tx, ctx, &director, Roles::new([Role::Employee]), "")).unwrap();
        let new = NewColleague {
            name: NewName { surname: "Другая".into(), given: "Анна".into(), patronymic: None },
            login: told.anna.login.to_uppercase(),
            password: "not a hash".into(),
            language: Language::Ru,
        };
        let answer = told.does(move |tx, ctx| accept_invitation(tx, ctx, &secret, &new));
        assert!(matches!(answer, Err(AppError::Invalid { field: "login", problem: "in-use" })));
    });
}

#[test]
fn an_employee_manages_nobody_and_an_administrator_makes_no_director() {
    on_both(|mut told| {
        let (anna, boris) = (told.anna.clone(), change(&told.boris));
        let answer = told.does(move |tx, _| change_employee(tx, &anna, boris));
        assert!(matches!(answer, Err(AppError::Denied(Action::ManagePeople))));
        let administrator = Employee { roles: Roles::new([Role::Administrator]), ..told.anna.clone() };
        let promoted = EmployeeChange { roles: Roles::new([Role::Director]), ..change(&told.boris) };
        let by = administrator.clone();
        let answer = told.does(move |tx, _| change_employee(tx, &by, promoted));
        assert!(matches!(answer, Err(AppError::Denied(Action::ManagePeople))));
        // Nor lets himself in to what clients said: by a role, by an invitation, by a colleague's new password.
        let own = EmployeeChange { roles: Roles::new([Role::Administrator, Role::Employee]), ..change(&administrator) };
        let by = administrator.clone();
        assert!(matches!(told.does(move |tx, _| change_employee(tx, &by, own)), Err(AppError::Denied(_))));
        let by = administrator.clone();
        let answer = told.does(move |tx, ctx| invite(tx, ctx, &by, Roles::new([Role::Employee]), ""));
        assert!(matches!(answer, Err(AppError::Denied(_))));
        let boris = told.boris.id;
        let answer = told.does(move |tx, _| app::manage_people::give_password(tx, &administrator, boris, "not a hash"));
        assert!(matches!(answer, Err(AppError::Denied(_))));
    });
}

#[test]
fn the_office_always_keeps_a_director_and_a_refused_change_leaves_nothing_behind() {
    on_both(|mut told| {
        let (director, closed) = (told.director.clone(), EmployeeChange { active: false, ..change(&told.director) });
        let answer = told.does(move |tx, _| change_employee(tx, &director, closed));
        assert!(matches!(answer, Err(AppError::Conflict("last-director"))));
        let id = told.director.id;
        assert!(told.does(move |tx, _| Ok(tx.employee(id)?)).unwrap().unwrap().active);
    });
}

#[test]
fn a_closed_account_is_signed_out_at_once() {
    on_both(|mut told| {
        let anna = told.anna.clone();
        let secret = told.does(move |tx, ctx| open_session(tx, ctx, &anna, "")).unwrap();
        let (director, closed) = (told.director.clone(), EmployeeChange { active: false, ..change(&told.anna) });
        told.does(move |tx, _| change_employee(tx, &director, closed)).unwrap();
        assert!(matches!(told.does(move |tx, ctx| authenticate(tx, &secret, ctx.now)), Err(AppError::SignedOut)));
    });
}

#[test]
fn an_extension_belongs_to_one_open_account() {
    on_both(|mut told| {
        let preferences = |extension: &str| Preferences {
            language: Language::En,
            theme: app::model::people::Theme::Dark,
            extension: Some(extension.into()),
            mobile: Some("8 (912) 345-67-89".into()),
        };
        let (anna, taken) = (told.anna.clone(), preferences("102"));
        let answer = told.does(move |tx, _| save_preferences(tx, &anna, taken));
        assert!(matches!(answer, Err(AppError::Invalid { field: "extension", problem: "in-use" })));
        let (anna, free) = (told.anna.clone(), preferences("103"));
        let saved = told.does(move |tx, _| save_preferences(tx, &anna, free)).unwrap();
        assert_eq!(saved.mobile.as_deref(), Some("+79123456789"));
        assert_eq!(saved.language, Language::En);
    });
}
