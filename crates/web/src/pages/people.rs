//! People: the list, inviting, and what may be changed at one employee.

use app::error::AppError;
use app::invite::{invite, withdraw_invitation};
use app::manage_people::{EmployeeChange, change_employee, give_password, list_people};
use app::model::people::{Employee, Invitation};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::EmployeeId;
use domain::rights::{Action, Role, Roles};
use domain::time::Time;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;

use super::set_up::hash;
use crate::errors::Fail;
use crate::form::Pairs;
use crate::layout::{Frame, Page, Place};
use crate::locale::Lang;
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{Field, Problem, choice, field, head, select, submit};
use crate::{format, names, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/people", Access::May(Action::SeePeople), list)
        .post("/people/invite", Access::May(Action::ManagePeople), send_invitation)
        .post("/people/invitations/withdraw", Access::May(Action::ManagePeople), withdraw)
        .get("/people/{id}", Access::May(Action::ManagePeople), show)
        .post("/people/{id}", Access::May(Action::ManagePeople), save)
        .post("/people/{id}/password", Access::May(Action::ManagePeople), new_password)
}

/// What the list shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct PeopleView {
    pub people: Vec<Employee>,
    pub invitations: Vec<Invitation>,
    pub may_manage: bool,
    pub may_make_directors: bool,
    /// A link just made, shown once.
    pub link: Option<String>,
    pub said: Option<String>,
    /// A password just given, shown once.
    pub password: Option<String>,
    pub problem: Option<Problem>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    said: String,
}

async fn list(State(state): State<AppState>, signed: Signed, Query(query): Query<Said>) -> Result<Markup, Fail> {
    let mut view = load(&state, &signed).await?;
    view.said = (query.said == "saved").then(|| t!(signed.frame.lang, "people-saved"));
    Ok(page(&signed.frame, &view))
}

async fn load(state: &AppState, signed: &Signed) -> Result<PeopleView, Fail> {
    let actor = signed.employee.clone();
    let may_manage = actor.roles.scope(Action::ManagePeople).is_some();
    let may_make_directors = actor.roles.has(Role::Director);
    let now = signed.frame.now;
    let (people, invitations) = state
        .read(move |tx| {
            let people = list_people(tx, &actor)?;
            let invitations = if may_manage { tx.invitations()? } else { Vec::new() };
            Ok((people, invitations))
        })
        .await?;
    let invitations = invitations.into_iter().filter(|one| one.expires > now).collect();
    Ok(PeopleView { people, invitations, may_manage, may_make_directors, ..PeopleView::default() })
}

async fn send_invitation(
    State(state): State<AppState>,
    signed: Signed,
    headers: HeaderMap,
    pairs: Pairs,
) -> Result<Response, Fail> {
    let (actor, roles, note) = (signed.employee.clone(), roles_of(&pairs), pairs.text("note").to_owned());
    let made = state.write(move |tx, ctx| invite(tx, ctx, &actor, roles, &note)).await;
    let mut view = load(&state, &signed).await?;
    match made {
        Ok(secret) => view.link = Some(format!("{}/invitation/{secret}", base(&state, &headers))),
        Err(AppError::Invalid { field, problem }) => view.problem = Some(Problem { field, code: problem }),
        Err(other) => return Err(other.into()),
    }
    Ok(page(&signed.frame, &view).into_response())
}

/// The address of this site as the browser knows it.
fn base(state: &AppState, headers: &HeaderMap) -> String {
    let host = headers.get("host").and_then(|v| v.to_str().ok()).unwrap_or("127.0.0.1");
    format!("{}://{host}", if state.settings.https { "https" } else { "http" })
}

fn roles_of(pairs: &Pairs) -> Roles {
    Roles::new(pairs.all("role").filter_map(Role::from_code))
}

async fn withdraw(State(state): State<AppState>, signed: Signed, pairs: Pairs) -> Result<Redirect, Fail> {
    let key = pairs.text("key").to_owned();
    state.write(move |tx, _| withdraw_invitation(tx, &signed.employee, &key)).await?;
    Ok(Redirect::to("/people"))
}

async fn show(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Markup, Fail> {
    let view = load(&state, &signed).await?;
    let employee = view.people.iter().find(|one| one.id == EmployeeId(id)).ok_or(Fail::NotFound)?.clone();
    Ok(edit_page(&signed.frame, &view, &employee, None))
}

async fn save(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, pairs: Pairs) -> Result<Response, Fail> {
    let zone = signed.frame.tz.clone();
    let other = |name: &str| pairs.text(name).parse::<i64>().ok().map(EmployeeId);
    let change = EmployeeChange {
        id: EmployeeId(id),
        roles: roles_of(&pairs),
        supervisor: other("supervisor"),
        deputy: other("deputy"),
        extension: Some(pairs.text("extension").to_owned()),
        absent_from: day(pairs.text("absent-from")).map(|d| Time::day(d, &zone).0),
        // The last day of an absence is still a day of it.
        absent_until: day(pairs.text("absent-until")).map(|d| Time::day(d, &zone).1),
        active: pairs.text("active") == "yes",
    };
    let actor = signed.employee.clone();
    let kept = change.clone();
    let problem = match state.write(move |tx, _| change_employee(tx, &actor, change)).await {
        Ok(_) => return Ok(Redirect::to("/people?said=saved").into_response()),
        Err(AppError::Invalid { field, problem }) => Problem { field, code: problem },
        Err(AppError::Conflict(code)) => Problem { field: "page", code },
        Err(other) => return Err(other.into()),
    };
    let view = load(&state, &signed).await?;
    let before = view.people.iter().find(|one| one.id == kept.id).ok_or(Fail::NotFound)?.clone();
    let asked = Employee {
        roles: kept.roles,
        supervisor: kept.supervisor,
        deputy: kept.deputy,
        extension: kept.extension,
        absent_from: kept.absent_from,
        absent_until: kept.absent_until,
        active: kept.active,
        ..before
    };
    Ok(edit_page(&signed.frame, &view, &asked, Some(problem)).into_response())
}

/// Makes a password to be told once; its owner changes it in the preferences.
async fn new_password(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Markup, Fail> {
    let password = spoken_password(&state.random_bytes());
    let hashed = hash(&state, password.clone()).await?;
    let actor = signed.employee.clone();
    state.write(move |tx, _| give_password(tx, &actor, EmployeeId(id), &hashed)).await?;
    let mut view = load(&state, &signed).await?;
    let employee = view.people.iter().find(|one| one.id == EmployeeId(id)).ok_or(Fail::NotFound)?.clone();
    view.password = Some(password);
    Ok(edit_page(&signed.frame, &view, &employee, None))
}

/// Sixteen characters that are not mistaken for each other when read aloud, in fours: eighty random bits.
fn spoken_password(random: &[u8; 32]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567890";
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    random[..16].chunks(4).map(|four| four.iter().map(letter).collect::<String>()).collect::<Vec<_>>().join("-")
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// The value of a date field: the local day of a moment, or of the last moment before it for an end.
fn day_value(zone: &TimeZone, at: Option<Time>, end: bool) -> String {
    let back = if end { -1 } else { 0 };
    at.map(|at| format::local_date(zone, at.plus_seconds(back)).to_string()).unwrap_or_default()
}

pub(crate) fn page(frame: &Frame, view: &PeopleView) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "people-title");
    let name_of = |id: Option<EmployeeId>| id.and_then(|id| view.people.iter().find(|p| p.id == id)).map(Employee::name);
    let body = html! {
        (head(&title, Some(&t!(lang, "people-lead")), &html! {}))
        @if let Some(said) = &view.said { p.notice role="status" { (said) } }
        @if let Some(link) = &view.link { (link_made(frame, link)) }
        div.table-scroll {
            table.people-table.stacks {
                thead { tr {
                    th scope="col" { (t!(lang, "people-name")) }
                    th scope="col" { (t!(lang, "people-roles")) }
                    th scope="col" { (t!(lang, "field-extension")) }
                    th scope="col" { (t!(lang, "people-supervisor")) }
                } }
                tbody {
                    @for one in &view.people {
                        tr.off[!one.active] {
                            th.name scope="row" {
                                @if view.may_manage { a.title href=(format!("/people/{}", one.id)) { (listed(lang, one)) } } @else { (listed(lang, one)) }
                                " " (presence(frame, one, name_of(one.deputy).as_deref()))
                                div.muted.small { (one.login) }
                            }
                            td { (names::roles(lang, &one.roles)) }
                            td.num-left { (one.extension.as_deref().unwrap_or("—")) }
                            td { (name_of(one.supervisor).unwrap_or_else(|| "—".to_owned())) }
                        }
                    }
                }
            }
        }
        @if view.may_manage { (invite_form(frame, view)) }
        @if !view.invitations.is_empty() { (waiting(frame, &view.invitations)) }
    };
    frame.page(&Page::new(&title).at(Place::People), &body)
}

fn presence(frame: &Frame, one: &Employee, deputy: Option<&str>) -> Markup {
    let lang = frame.lang;
    html! {
        @if !one.active {
            span.tag { (t!(lang, "people-closed")) }
        } @else if one.absent(frame.now) {
            span.tag {
                @match deputy {
                    Some(name) => { (t!(lang, "people-absent-deputy", deputy = name)) }
                    None => { (t!(lang, "people-absent")) }
                }
            }
        }
    }
}

fn link_made(frame: &Frame, link: &str) -> Markup {
    let lang = frame.lang;
    html! {
        div.notice role="status" {
            p { strong { (t!(lang, "invite-made")) } " " (t!(lang, "invite-made-help")) }
            div.copy {
                input id="invite-link" readonly value=(link) aria-label=(t!(lang, "invite-link"));
                button.button type="button" data-copy="#invite-link" data-copied=(t!(lang, "copied")) { (t!(lang, "copy")) }
            }
        }
    }
}

fn role_choices(frame: &Frame, chosen: &Roles, with_director: bool) -> Markup {
    let lang = frame.lang;
    html! {
        @for role in Role::ALL {
            @if with_director || role != Role::Director {
                (choice("checkbox", "role", role.code(), chosen.has(role), &names::role(lang, role), Some(&names::role_help(lang, role))))
            }
        }
    }
}

fn invite_form(frame: &Frame, view: &PeopleView) -> Markup {
    let lang = frame.lang;
    let wrong = |name: &str| view.problem.filter(|p| p.field == name).map(|p| names::problem(lang, p.code));
    html! {
        section.narrow {
            h2 { (t!(lang, "invite-title")) }
            p.lead { (t!(lang, "invite-lead")) }
            form.stack method="post" action="/people/invite" {
                (frame.csrf_field())
                (field(&Field { name: "note", label: t!(lang, "invite-note"), help: Some(t!(lang, "invite-note-help")), ..Field::default() }))
                fieldset {
                    legend { (t!(lang, "people-roles")) }
                    @if let Some(words) = wrong("roles") { p.problem role="alert" { (words) } }
                    (role_choices(frame, &Roles::new([Role::Employee]), view.may_make_directors))
                }
                div.actions { (submit(&t!(lang, "invite-do"))) }
            }
        }
    }
}

fn waiting(frame: &Frame, invitations: &[Invitation]) -> Markup {
    let lang = frame.lang;
    html! {
        section.narrow {
            h2 { (t!(lang, "invite-waiting")) }
            ul.rows {
                @for one in invitations {
                    li.split {
                        div {
                            @if one.note.is_empty() { (names::roles(lang, &one.roles)) } @else { strong { (one.note) } ", " (names::roles(lang, &one.roles)) }
                            br;
                            span.muted.small { (t!(lang, "invite-until")) " " (frame.when(one.expires)) }
                        }
                        form method="post" action="/people/invitations/withdraw" {
                            (frame.csrf_field())
                            input type="hidden" name="key" value=(one.key);
                            button.button.small type="submit" { (t!(lang, "invite-withdraw")) }
                        }
                    }
                }
            }
        }
    }
}

/// A colleague in a list: surname first in Russian, given name first in English.
fn listed(lang: Lang, one: &Employee) -> String {
    names::person(lang, &format!("{} {}", one.surname, one.given))
}

pub(crate) fn edit_page(frame: &Frame, view: &PeopleView, one: &Employee, problem: Option<Problem>) -> Markup {
    let lang = frame.lang;
    let wrong = |name: &str| problem.filter(|p| p.field == name).map(|p| names::problem(lang, p.code));
    let title = listed(lang, one);
    let others = |with: &dyn Fn(&Employee) -> bool| {
        let nobody = [(String::new(), t!(lang, "people-nobody"))];
        let rest = view.people.iter().filter(|p| p.active && p.id != one.id && with(p)).map(|p| (p.id.to_string(), p.name()));
        nobody.into_iter().chain(rest).collect::<Vec<_>>()
    };
    let supervisors = others(&|p| p.roles.has(Role::Supervisor) || p.roles.has(Role::Director) || Some(p.id) == one.supervisor);
    let deputies = others(&|p| p.roles.scope(Action::TakeCalls).is_some() || Some(p.id) == one.deputy);
    let id_value = |id: Option<EmployeeId>| id.map(|id| id.to_string()).unwrap_or_default();
    let body = html! {
        (head(&title, Some(&one.login), &html! {}))
        @if let Some(password) = &view.password {
            div.notice role="status" {
                p { strong { (t!(lang, "password-given")) } " " (t!(lang, "password-given-help")) }
                p.given { code { (password) } }
            }
        }
        form.stack.narrow method="post" action=(format!("/people/{}", one.id)) {
            (frame.csrf_field())
            @if let Some(words) = wrong("page") { p.notice.bad role="alert" { (words) } }
            fieldset {
                legend { (t!(lang, "people-roles")) }
                @if let Some(words) = wrong("roles") { p.problem role="alert" { (words) } }
                (role_choices(frame, &one.roles, view.may_make_directors || one.roles.has(Role::Director)))
            }
            div.row {
                (select("supervisor", &t!(lang, "people-supervisor"), &supervisors, &id_value(one.supervisor), wrong("supervisor").as_deref()))
                (field(&Field { name: "extension", label: t!(lang, "field-extension"), value: one.extension.as_deref().unwrap_or_default(), problem: wrong("extension"), ..Field::default() }))
            }
            h2 { (t!(lang, "people-absence")) }
            div.row {
                (field(&Field { name: "absent-from", label: t!(lang, "people-absent-from"), kind: "date", value: &day_value(&frame.tz, one.absent_from, false), problem: wrong("absent-from"), ..Field::default() }))
                (field(&Field { name: "absent-until", label: t!(lang, "people-absent-until"), kind: "date", value: &day_value(&frame.tz, one.absent_until, true), problem: wrong("absent-until"), ..Field::default() }))
                (select("deputy", &t!(lang, "people-deputy"), &deputies, &id_value(one.deputy), wrong("deputy").as_deref()))
            }
            fieldset {
                legend { (t!(lang, "people-account")) }
                (choice("radio", "active", "yes", one.active, &t!(lang, "people-open"), None))
                (choice("radio", "active", "no", !one.active, &t!(lang, "people-close"), Some(&t!(lang, "people-close-help"))))
            }
            div.actions { (submit(&t!(lang, "save"))) a.button href="/people" { (t!(lang, "cancel")) } }
        }
        section.narrow {
            h2 { (t!(lang, "password-title")) }
            p.lead { (t!(lang, "password-give-help")) }
            form method="post" action=(format!("/people/{}/password", one.id)) {
                (frame.csrf_field())
                button.button type="submit" { (t!(lang, "password-give")) }
            }
        }
    };
    frame.page(&Page::new(&title).at(Place::People), &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::sample;

    #[test]
    fn the_list_and_the_form_render_in_both_languages() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let people = sample::people(frame.now);
            let view = PeopleView {
                people: people.clone(),
                may_manage: true,
                link: Some("http://x/invitation/abc".to_owned()),
                ..PeopleView::default()
            };
            let html = page(&frame, &view).into_string();
            assert!(html.contains("/invitation/abc") && html.contains(&format!("/people/{}", people[0].id)));
            let html = edit_page(&frame, &view, &people[1], Some(Problem { field: "deputy", code: "self" })).into_string();
            assert!(html.contains(&names::problem(lang, "self")));
        }
    }

    #[test]
    fn who_may_only_look_sees_no_forms() {
        let frame = Frame::sample(Lang::Ru);
        let view = PeopleView { people: sample::people(frame.now), ..PeopleView::default() };
        assert!(!page(&frame, &view).into_string().contains("/people/invite"));
    }

    #[test]
    fn a_given_password_has_sixteen_clear_characters() {
        let password = spoken_password(&[255; 32]);
        assert_eq!(password.len(), 19);
        assert!(password.chars().all(|c| c == '-' || (c.is_ascii_alphanumeric() && !"oil1".contains(c))));
    }

    #[test]
    fn the_last_day_of_an_absence_is_kept_whole() {
        let zone = TimeZone::get("Europe/Moscow").expect("bundled");
        let until = Time::day(jiff::civil::date(2026, 11, 27), &zone).1;
        assert_eq!(day_value(&zone, Some(until), true), "2026-11-27");
    }
}
