//! One's own preferences: language, theme, numbers, password, sessions.

use app::error::AppError;
use app::model::people::{Employee, Session};
use app::save_preferences::{Preferences, change_password, save_preferences};
use app::secrets::{self, password_fits};
use app::sign_in;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::set_up::hash;
use crate::errors::Fail;
use crate::layout::{Frame, Page, Theme};
use crate::locale::Lang;
use crate::routes::{Access, Routes, Signed};
use crate::security::cookies;
use crate::state::AppState;
use crate::ui::{Field, Problem, choice, field, head, submit};
use crate::{format, names, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/preferences", Access::Signed, show)
        .post("/preferences", Access::Signed, save)
        .post("/preferences/password", Access::Signed, save_password)
        .post("/preferences/sessions/end", Access::Signed, end_session)
}

/// What the form of preferences holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PreferencesForm {
    language: String,
    theme: String,
    extension: String,
    mobile: String,
}

impl PreferencesForm {
    fn of(employee: &Employee) -> Self {
        PreferencesForm {
            language: employee.language.code().to_owned(),
            theme: employee.theme.code().to_owned(),
            extension: employee.extension.clone().unwrap_or_default(),
            mobile: employee.mobile.as_deref().map(format::phone).unwrap_or_default(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    current: String,
    password: String,
    again: String,
}

#[derive(Debug, Deserialize)]
struct EndForm {
    session: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    said: String,
}

async fn show(State(state): State<AppState>, signed: Signed, Query(query): Query<Said>) -> Result<Markup, Fail> {
    let form = PreferencesForm::of(&signed.employee);
    let said = match query.said.as_str() {
        "saved" => Some(t!(signed.frame.lang, "preferences-saved")),
        "password" => Some(t!(signed.frame.lang, "password-changed")),
        _ => None,
    };
    with_sessions(&state, &signed, &form, None, said.as_deref()).await
}

async fn with_sessions(
    state: &AppState,
    signed: &Signed,
    form: &PreferencesForm,
    problem: Option<Problem>,
    said: Option<&str>,
) -> Result<Markup, Fail> {
    let id = signed.employee.id;
    let sessions = state.read(move |tx| Ok(tx.sessions(id)?)).await?;
    Ok(page(&signed.frame, form, &sessions, &signed.session.key, problem, said))
}

async fn save(State(state): State<AppState>, signed: Signed, Form(form): Form<PreferencesForm>) -> Result<Response, Fail> {
    let wanted = Preferences {
        language: Lang::from_code(&form.language).unwrap_or(signed.employee.language),
        theme: Theme::from_code(&form.theme),
        extension: Some(form.extension.clone()),
        mobile: Some(form.mobile.clone()),
    };
    let actor = signed.employee.clone();
    match state.write(move |tx, _| save_preferences(tx, &actor, wanted)).await {
        Ok(kept) => {
            let look = cookies::remember_look(kept.language, kept.theme, state.settings.https);
            Ok((AppendHeaders([(header::SET_COOKIE, look)]), Redirect::to("/preferences?said=saved")).into_response())
        }
        Err(AppError::Invalid { field, problem }) => {
            Ok(with_sessions(&state, &signed, &form, Some(Problem { field, code: problem }), None).await?.into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn save_password(State(state): State<AppState>, signed: Signed, Form(form): Form<PasswordForm>) -> Result<Response, Fail> {
    match try_password(&state, &signed, form).await {
        Ok(()) => Ok(Redirect::to("/preferences?said=password").into_response()),
        Err(AppError::Invalid { field, problem }) => {
            let kept = PreferencesForm::of(&signed.employee);
            Ok(with_sessions(&state, &signed, &kept, Some(Problem { field, code: problem }), None).await?.into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn try_password(state: &AppState, signed: &Signed, form: PasswordForm) -> Result<(), AppError> {
    if form.password != form.again {
        return Err(app::error::invalid("again", "differs"));
    }
    let id = signed.employee.id;
    let phc = state.read(move |tx| Ok(tx.password(id)?)).await?.unwrap_or_default();
    let fits = tokio::task::spawn_blocking(move || password_fits(&form.current, &phc)).await.unwrap_or(false);
    if !fits {
        return Err(app::error::invalid("current", "wrong"));
    }
    let new = hash(state, form.password).await?;
    let (actor, key) = (signed.employee.clone(), signed.session.key.clone());
    state.write(move |tx, _| change_password(tx, &actor, &new, &key)).await
}

async fn end_session(State(state): State<AppState>, signed: Signed, Form(form): Form<EndForm>) -> Result<Redirect, Fail> {
    state.write(move |tx, _| sign_in::sign_out(tx, &signed.employee, &form.session)).await?;
    Ok(Redirect::to("/preferences"))
}

pub(crate) fn page(
    frame: &Frame,
    form: &PreferencesForm,
    sessions: &[Session],
    this: &str,
    problem: Option<Problem>,
    said: Option<&str>,
) -> Markup {
    let lang = frame.lang;
    let wrong = |name: &str| problem.filter(|p| p.field == name).map(|p| names::problem(lang, p.code));
    let title = t!(lang, "preferences-title");
    let body = html! {
        (head(&title, None, &html! {}))
        @if let Some(said) = said { p.notice role="status" { (said) } }
        section.narrow {
            form.stack method="post" action="/preferences" {
                (frame.csrf_field())
                fieldset {
                    legend { (t!(lang, "field-language")) }
                    div.choices-inline {
                        @for other in Lang::ALL { (choice("radio", "language", other.code(), form.language == other.code(), &names::language(other), None)) }
                    }
                }
                fieldset {
                    legend { (t!(lang, "field-theme")) }
                    div.choices-inline {
                        @for theme in Theme::ALL { (choice("radio", "theme", theme.code(), form.theme == theme.code(), &names::theme(lang, theme), None)) }
                    }
                }
                div.row {
                    (field(&Field { name: "extension", label: t!(lang, "field-extension"), value: &form.extension, help: Some(t!(lang, "field-extension-help")), problem: wrong("extension"), ..Field::default() }))
                    (field(&Field { name: "mobile", label: t!(lang, "field-mobile"), value: &form.mobile, kind: "tel", autocomplete: "tel", help: Some(t!(lang, "field-mobile-help")), problem: wrong("mobile"), ..Field::default() }))
                }
                div.actions { (submit(&t!(lang, "save"))) }
            }
        }
        section.narrow {
            h2 { (t!(lang, "password-title")) }
            form.stack method="post" action="/preferences/password" {
                (frame.csrf_field())
                (field(&Field { name: "current", label: t!(lang, "password-current"), kind: "password", required: true, autocomplete: "current-password", problem: wrong("current"), ..Field::default() }))
                div.row {
                    (field(&Field { name: "password", label: t!(lang, "password-new"), kind: "password", required: true, autocomplete: "new-password", help: Some(t!(lang, "field-password-help", least = secrets::PASSWORD_MIN)), problem: wrong("password"), ..Field::default() }))
                    (field(&Field { name: "again", label: t!(lang, "password-again"), kind: "password", required: true, autocomplete: "new-password", problem: wrong("again"), ..Field::default() }))
                }
                div.actions { button.button type="submit" { (t!(lang, "password-change")) } }
            }
        }
        section.narrow {
            h2 { (t!(lang, "sessions-title")) }
            p.lead { (t!(lang, "sessions-lead")) }
            ul.rows {
                @for session in sessions {
                    li.split {
                        div {
                            (agent(lang, &session.agent))
                            @if session.key == this { " " span.tag.yellow { (t!(lang, "sessions-this")) } }
                            br;
                            span.muted.small { (t!(lang, "sessions-seen")) " " (frame.when(session.seen)) }
                        }
                        @if session.key != this {
                            form method="post" action="/preferences/sessions/end" {
                                (frame.csrf_field())
                                input type="hidden" name="session" value=(session.key);
                                button.button.small type="submit" { (t!(lang, "sessions-end")) }
                            }
                        }
                    }
                }
            }
            form.after method="post" action="/sign-out-everywhere" {
                (frame.csrf_field())
                button.button type="submit" { (t!(lang, "sign-out-everywhere")) }
            }
        }
    };
    frame.page(&Page::new(&title), &body)
}

/// A browser by its name and system, as far as it says them; product names are the same in every language.
fn agent(lang: Lang, agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("YaBrowser", "Yandex Browser"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system =
        first(&[("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("Mac OS", "macOS"), ("Linux", "Linux")]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t!(lang, "sessions-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::EmployeeId;

    #[test]
    fn preferences_render_in_both_languages_and_never_show_a_password() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let session = |key: &str, agent: &str| Session {
                key: key.to_owned(),
                employee: EmployeeId(1),
                created: frame.now,
                seen: frame.now,
                expires: frame.now.plus_seconds(60),
                agent: agent.to_owned(),
            };
            let sessions = [session("a", "Mozilla/5.0 (X11; Linux x86_64) Chrome/149"), session("b", "")];
            let form = PreferencesForm {
                language: lang.code().to_owned(),
                theme: "dark".to_owned(),
                extension: "101".to_owned(),
                mobile: String::new(),
            };
            let html =
                page(&frame, &form, &sessions, "a", Some(Problem { field: "extension", code: "in-use" }), None).into_string();
            assert!(html.contains("Chrome, Linux") && html.contains("f-extension-problem"));
            assert_eq!(html.matches("name=\"session\"").count(), 1, "this session is ended by signing out");
        }
    }
}
