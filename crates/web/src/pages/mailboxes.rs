//! Mailboxes of the office: how each stands, setting one up, letters that could not be read.

use app::error::AppError;
use app::manage_mailboxes::{
    MailboxForm, ServerForm, list_mailboxes, list_quarantined, open_mailbox, open_quarantined, put_mailbox,
};
use app::model::mailbox::{MailAuth, MailServer, Mailbox, Quarantined, Security};
use app::model::people::Employee;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{EmployeeId, MailboxId, QuarantineId};
use domain::rights::Action;
use maud::{Markup, html};
use serde::Deserialize;

use super::letters::{download, store_fail};
use crate::errors::Fail;
use crate::form::Pairs;
use crate::layout::{Frame, Page, Place};
use crate::locale::Lang;
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{Field, Problem, choice, empty, field, head, select, submit};
use crate::{format, names, t};

/// Host names of usual providers, shown where one types: (IMAP, SMTP).
const USUAL: (&str, &str) = ("imap.yandex.ru", "smtp.yandex.ru");

pub(super) fn routes(routes: Routes) -> Routes {
    let may = Access::May(Action::ManageMail);
    routes
        .get("/mailboxes", may, list)
        .get("/mailboxes/new", may, new)
        .post("/mailboxes", may, add)
        .get("/mailboxes/{id}", may, show)
        .post("/mailboxes/{id}", may, save)
        .get("/mailboxes/quarantine/{id}", may, raw)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    said: String,
}

/// What the list shows.
#[derive(Clone, Default)]
pub(crate) struct MailboxesView {
    pub mailboxes: Vec<Mailbox>,
    pub people: Vec<Employee>,
    pub quarantined: Vec<Quarantined>,
    pub saved: bool,
}

async fn list(State(state): State<AppState>, signed: Signed, Query(query): Query<Said>) -> Result<Markup, Fail> {
    let actor = signed.employee.clone();
    let view = state
        .read(move |tx| {
            Ok(MailboxesView {
                mailboxes: list_mailboxes(tx, &actor)?,
                people: tx.employees()?,
                quarantined: list_quarantined(tx, &actor)?,
                saved: query.said == "saved",
            })
        })
        .await?;
    Ok(page(&signed.frame, &view))
}

pub(crate) fn page(frame: &Frame, view: &MailboxesView) -> Markup {
    let lang = frame.lang;
    let title = t!(lang, "mailboxes-title");
    let add = html! { a.button.primary href="/mailboxes/new" { (t!(lang, "mailbox-add")) } };
    let body = html! {
        (head(&title, Some(&t!(lang, "mailboxes-lead")), &add))
        @if view.saved { p.notice role="status" { (t!(lang, "mailbox-saved")) } }
        @if view.mailboxes.is_empty() {
            (empty(&t!(lang, "mailboxes-none"), &t!(lang, "mailboxes-none-help")))
        } @else {
            div.table-scroll { table {
                thead { tr {
                    th scope="col" { (t!(lang, "mailbox-address")) }
                    th scope="col" { (t!(lang, "mailbox-employee")) }
                    th scope="col" { (t!(lang, "mailbox-state")) }
                } }
                tbody {
                    @for one in &view.mailboxes {
                        tr .off[!one.active] {
                            th.name scope="row" { a href=(format!("/mailboxes/{}", one.id)) { (one.email) } @if one.shared { " " span.tag { (t!(lang, "mailbox-shared")) } } }
                            td { (view.people.iter().find(|who| who.id == one.employee).map_or_else(String::new, Employee::name)) }
                            td { (standing(frame, one)) }
                        }
                    }
                }
            } }
        }
        @if !view.quarantined.is_empty() {
            section {
                h2 { (t!(lang, "quarantine-title")) }
                p.lead { (t!(lang, "quarantine-lead")) }
                ul.rows {
                    @for one in &view.quarantined {
                        li {
                            span { (one.why) } " " span.muted { (frame.when(one.at)) @if let Some(place) = &one.place { ", " (place.folder) } } " "
                            a href=(format!("/mailboxes/quarantine/{}", one.id)) download { (t!(lang, "quarantine-raw")) }
                        }
                    }
                }
            }
        }
    };
    frame.page(&Page::new(&title).at(Place::Mailboxes), &body)
}

/// How far a mailbox has been read, and what keeps it from being read.
fn standing(frame: &Frame, one: &Mailbox) -> Markup {
    let (lang, progress) = (frame.lang, &one.progress);
    let (done, total) = (count(progress.done), count(progress.total));
    html! {
        @if !one.active { (t!(lang, "mailbox-off")) }
        @else if one.settings.imap.is_none() { (t!(lang, "mailbox-sends-only")) }
        @else {
            @if let Some(code) = &progress.problem {
                p.bad { (problem_words(lang, code)) }
                @if !progress.said.is_empty() { p.small.muted { (progress.said) } }
            }
            @if progress.done < progress.total {
                progress.import max=(total) value=(done) aria-label=(t!(lang, "mailbox-importing")) {}
                span.small { (t!(lang, "mailbox-imported", done = format::number(lang, done), total = format::number(lang, total))) }
            } @else if let Some(at) = progress.in_step { (t!(lang, "mailbox-in-step")) " " (frame.when(at)) }
            @else if progress.problem.is_none() { (t!(lang, "mailbox-not-yet")) }
        }
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What keeps a mailbox from being read, by the code of the reader.
fn problem_words(lang: Lang, code: &str) -> String {
    match code {
        "login" => t!(lang, "mail-problem-login"),
        "no-login" => t!(lang, "mail-problem-no-login"),
        "dns" => t!(lang, "mail-problem-dns"),
        "refused" | "silent" => t!(lang, "mail-problem-refused"),
        "unknown-issuer" | "roots" => t!(lang, "mail-problem-issuer"),
        "wrong-name" => t!(lang, "mail-problem-wrong-name"),
        "expired" => t!(lang, "mail-problem-expired"),
        "tls" | "no-starttls" => t!(lang, "mail-problem-tls"),
        "not-local" => t!(lang, "problem-only-loopback"),
        "other-protocol" => t!(lang, "mail-problem-other-protocol"),
        "storage" => t!(lang, "mail-problem-storage"),
        _ => t!(lang, "mail-problem-other"),
    }
}

/// What the form shows.
struct FormView {
    id: Option<MailboxId>,
    form: MailboxForm,
    has_secret: bool,
    people: Vec<Employee>,
    problem: Option<Problem>,
}

async fn new(State(state): State<AppState>, signed: Signed) -> Result<Markup, Fail> {
    let people = state.read(|tx| Ok(tx.employees()?)).await?;
    let form = MailboxForm {
        email: String::new(),
        name: signed.office.name.clone(),
        employee: signed.employee.id,
        shared: false,
        imap: ServerForm::default(),
        smtp: ServerForm::default(),
        user: String::new(),
        auth: MailAuth::Password,
        acknowledge: false,
        signature: String::new(),
        active: true,
    };
    Ok(form_page(&signed.frame, &FormView { id: None, form, has_secret: false, people, problem: None }))
}

async fn show(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Markup, Fail> {
    let actor = signed.employee.clone();
    let (mailbox, people) = state.read(move |tx| Ok((open_mailbox(tx, &actor, MailboxId(id))?, tx.employees()?))).await?;
    let server = |one: Option<&MailServer>| {
        one.map_or_else(ServerForm::default, |one| ServerForm {
            host: one.host.clone(),
            port: one.port.to_string(),
            security: one.security,
        })
    };
    let settings = &mailbox.settings;
    let form = MailboxForm {
        email: mailbox.email.clone(),
        name: mailbox.name.clone(),
        employee: mailbox.employee,
        shared: mailbox.shared,
        imap: server(settings.imap.as_ref()),
        smtp: server(settings.smtp.as_ref()),
        user: settings.user.clone(),
        auth: settings.auth,
        acknowledge: settings.acknowledge,
        signature: settings.signature.clone(),
        active: mailbox.active,
    };
    let view = FormView { id: Some(mailbox.id), form, has_secret: mailbox.secret.is_some(), people, problem: None };
    Ok(form_page(&signed.frame, &view))
}

async fn add(State(state): State<AppState>, signed: Signed, pairs: Pairs) -> Result<Response, Fail> {
    put(&state, &signed, None, &pairs).await
}

async fn save(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>, pairs: Pairs) -> Result<Response, Fail> {
    put(&state, &signed, Some(MailboxId(id)), &pairs).await
}

fn form_of(pairs: &Pairs) -> MailboxForm {
    let text = |name: &str| pairs.text(name).to_owned();
    let server = |kind: &str| ServerForm {
        host: text(&format!("{kind}_host")),
        port: text(&format!("{kind}_port")),
        security: Security::from_code(pairs.text(&format!("{kind}_security"))).unwrap_or_default(),
    };
    MailboxForm {
        email: text("email"),
        name: text("name"),
        employee: EmployeeId(pairs.text("employee").parse().unwrap_or_default()),
        shared: !pairs.text("shared").is_empty(),
        imap: server("imap"),
        smtp: server("smtp"),
        user: text("user"),
        auth: MailAuth::from_code(pairs.text("auth")).unwrap_or_default(),
        acknowledge: !pairs.text("acknowledge").is_empty(),
        signature: text("signature").replace("\r\n", "\n"),
        active: !pairs.text("active").is_empty(),
    }
}

async fn put(state: &AppState, signed: &Signed, id: Option<MailboxId>, pairs: &Pairs) -> Result<Response, Fail> {
    let (actor, form, secret) = (signed.employee.clone(), form_of(pairs), pairs.text("secret").to_owned());
    let (key, given, random) = (state.sealing.clone(), form.clone(), state.random_bytes());
    let done = state
        .write(move |tx, ctx| {
            let seal = |id: MailboxId| key.seal(&format!("mailbox {id}"), &secret, &random);
            let seal: Option<&dyn Fn(MailboxId) -> String> = if secret.is_empty() { None } else { Some(&seal) };
            put_mailbox(tx, ctx, &actor, id, &given, seal)
        })
        .await;
    match done {
        Ok(_) => Ok(Redirect::to("/mailboxes?said=saved").into_response()),
        Err(AppError::Invalid { field, problem }) => {
            let actor = signed.employee.clone();
            let (has_secret, people) = state
                .read(move |tx| {
                    let old = id.map(|id| open_mailbox(tx, &actor, id)).transpose()?;
                    Ok((old.is_some_and(|one| one.secret.is_some()), tx.employees()?))
                })
                .await?;
            let view = FormView { id, form, has_secret, people, problem: Some(Problem { field, code: problem }) };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form_page(&signed.frame, &view)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

fn form_page(frame: &Frame, view: &FormView) -> Markup {
    let lang = frame.lang;
    let (title, action) = match view.id {
        Some(id) => (view.form.email.clone(), format!("/mailboxes/{id}")),
        None => (t!(lang, "mailbox-add"), "/mailboxes".to_owned()),
    };
    let form = &view.form;
    let wrong = |name: &str| view.problem.filter(|one| one.field == name).map(|one| names::problem(lang, one.code));
    let line = |name: &str, label: String, value: &str, kind: &str, help: Option<String>| {
        field(&Field { name, label, value, kind, help, problem: wrong(name), ..Field::default() })
    };
    let people: Vec<(String, String)> =
        view.people.iter().filter(|one| one.active).map(|one| (one.id.to_string(), one.name())).collect();
    let auth = [
        (MailAuth::Password.code().to_owned(), t!(lang, "mailbox-password")),
        (MailAuth::Xoauth2.code().to_owned(), t!(lang, "mailbox-token")),
    ];
    let kept = if view.has_secret { t!(lang, "mailbox-secret-kept") } else { t!(lang, "mailbox-secret-help") };
    let body = html! {
        (head(&title, None, &html! {}))
        form.stack.narrow method="post" action=(action) {
            (frame.csrf_field())
            (line("email", t!(lang, "mailbox-address"), &form.email, "email", None))
            (line("name", t!(lang, "mailbox-name"), &form.name, "", Some(t!(lang, "mailbox-name-help"))))
            (select("employee", &t!(lang, "mailbox-employee"), &people, &form.employee.to_string(), wrong("employee").as_deref()))
            (choice("checkbox", "shared", "1", form.shared, &t!(lang, "mailbox-shared"), Some(&t!(lang, "mailbox-shared-help"))))
            (server(frame, "imap", &t!(lang, "mailbox-imap"), &form.imap, USUAL.0, &wrong))
            (server(frame, "smtp", &t!(lang, "mailbox-smtp"), &form.smtp, USUAL.1, &wrong))
            (line("user", t!(lang, "mailbox-user"), &form.user, "", Some(t!(lang, "mailbox-user-help"))))
            (select("auth", &t!(lang, "mailbox-auth"), &auth, form.auth.code(), None))
            (field(&Field { name: "secret", label: t!(lang, "mailbox-secret"), kind: "password", autocomplete: "new-password", help: Some(kept), problem: wrong("secret"), ..Field::default() }))
            div.field {
                label for="f-signature" { (t!(lang, "mailbox-signature")) }
                textarea #f-signature name="signature" rows="4" { (form.signature) }
                @if let Some(words) = wrong("signature") { p.problem { (words) } }
            }
            (choice("checkbox", "acknowledge", "1", form.acknowledge, &t!(lang, "mailbox-acknowledge"), Some(&t!(lang, "mailbox-acknowledge-help"))))
            (choice("checkbox", "active", "1", form.active, &t!(lang, "mailbox-active"), None))
            div.actions { (submit(&t!(lang, "mailbox-save"))) a.button href="/mailboxes" { (t!(lang, "mailbox-cancel")) } }
        }
    };
    frame.page(&Page::new(&title).at(Place::Mailboxes), &body)
}

fn server(
    frame: &Frame,
    kind: &str,
    legend: &str,
    form: &ServerForm,
    usual: &str,
    wrong: &dyn Fn(&str) -> Option<String>,
) -> Markup {
    let lang = frame.lang;
    let (host, port, security) = (format!("{kind}_host"), format!("{kind}_port"), format!("{kind}_security"));
    let ways = [
        (Security::Tls.code().to_owned(), t!(lang, "security-tls")),
        (Security::StartTls.code().to_owned(), t!(lang, "security-starttls")),
        (Security::Plain.code().to_owned(), t!(lang, "security-plain")),
    ];
    html! {
        fieldset {
            legend { (legend) }
            div.row {
                (field(&Field { name: &host, label: t!(lang, "mailbox-host"), value: &form.host, help: Some(t!(lang, "mailbox-host-help", usual = usual)), problem: wrong(&host), ..Field::default() }))
                (field(&Field { name: &port, label: t!(lang, "mailbox-port"), value: &form.port, problem: wrong(&port), ..Field::default() }))
                (select(&security, &t!(lang, "mailbox-security"), &ways, form.security.code(), wrong(&security).as_deref()))
            }
        }
    }
}

/// The raw bytes of a letter that could not be read, as a file.
async fn raw(State(state): State<AppState>, signed: Signed, Path(id): Path<i64>) -> Result<Response, Fail> {
    let actor = signed.employee.clone();
    let one = state.read(move |tx| open_quarantined(tx, &actor, QuarantineId(id))).await?;
    let content = state.objects.get(&one.raw).await.map_err(store_fail)?.ok_or(Fail::NotFound)?;
    Ok(download(&format!("letter-{id}.eml"), "message/rfc822", content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_and_the_unreadable_render_in_both_languages() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            assert!(page(&frame, &MailboxesView::default()).into_string().contains(&t!(lang, "mailboxes-none")));
            let quarantined = Quarantined {
                id: QuarantineId(3),
                place: None,
                why: "<b>nothing but blanks".to_owned(),
                raw: String::new(),
                at: frame.now,
            };
            let view = MailboxesView { quarantined: vec![quarantined], ..MailboxesView::default() };
            let html = page(&frame, &view).into_string();
            assert!(html.contains("/mailboxes/quarantine/3") && html.contains("&lt;b&gt;"));
        }
    }
}
