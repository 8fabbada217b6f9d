//! An invitation link: a colleague makes an account.

use app::error::AppError;
use app::invite::{NewColleague, accept_invitation, open_invitation};
use app::people::NewName;
use app::secrets;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::rights::Roles;
use maud::{Markup, html};
use serde::Deserialize;

use super::set_up::{hash, name_fields};
use super::sign_in::start_session;
use crate::errors::Fail;
use crate::layout::{self, Theme};
use crate::locale::Lang;
use crate::routes::{Access, Routes};
use crate::security::cookies;
use crate::state::AppState;
use crate::ui::{Field, Problem, choice, field, submit};
use crate::{names, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/invitation/{secret}", Access::Open, show).post("/invitation/{secret}", Access::Open, accept)
}

/// What the colleague fills in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ColleagueForm {
    surname: String,
    given: String,
    patronymic: String,
    login: String,
    password: String,
    language: String,
}

/// What the page says of the invitation.
#[derive(Clone, Debug)]
pub(crate) struct Invited {
    pub office: String,
    pub roles: Roles,
    pub secret: String,
}

async fn invited(state: &AppState, secret: String) -> Result<Option<Invited>, AppError> {
    let now = state.now();
    let found = state
        .read(move |tx| {
            let invitation = open_invitation(tx, &secret, now)?;
            let office = tx.office()?.map(|o| o.name).unwrap_or_default();
            Ok(Invited { office, roles: invitation.roles, secret })
        })
        .await;
    match found {
        Ok(invited) => Ok(Some(invited)),
        Err(AppError::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

async fn show(State(state): State<AppState>, headers: HeaderMap, Path(secret): Path<String>) -> Result<Response, Fail> {
    let (lang, theme) = cookies::look(&headers);
    Ok(match invited(&state, secret).await? {
        Some(invited) => {
            let form = ColleagueForm { language: lang.code().to_owned(), ..ColleagueForm::default() };
            page(lang, theme, &invited, &form, None).into_response()
        }
        None => (axum::http::StatusCode::NOT_FOUND, over(lang, theme)).into_response(),
    })
}

async fn accept(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Form(form): Form<ColleagueForm>,
) -> Result<Response, Fail> {
    let (lang, theme) = cookies::look(&headers);
    let Some(invited) = invited(&state, secret.clone()).await? else {
        return Ok((axum::http::StatusCode::NOT_FOUND, over(lang, theme)).into_response());
    };
    match make(&state, secret, &form).await {
        Ok(employee) => start_session(&state, &headers, employee, "/").await,
        Err(AppError::Invalid { field, problem }) => {
            Ok(page(lang, theme, &invited, &form, Some(Problem { field, code: problem })).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn make(state: &AppState, secret: String, form: &ColleagueForm) -> Result<app::model::people::Employee, AppError> {
    let colleague = NewColleague {
        name: NewName { surname: form.surname.clone(), given: form.given.clone(), patronymic: Some(form.patronymic.clone()) },
        login: form.login.clone(),
        password: hash(state, form.password.clone()).await?,
        language: Lang::from_code(&form.language).unwrap_or_default(),
    };
    state.write(move |tx, ctx| accept_invitation(tx, ctx, &secret, &colleague)).await
}

pub(crate) fn page(lang: Lang, theme: Theme, invited: &Invited, form: &ColleagueForm, problem: Option<Problem>) -> Markup {
    let wrong = |name: &str| problem.filter(|p| p.field == name).map(|p| names::problem(lang, p.code));
    let body = html! {
        div.broad {
            h1 { (t!(lang, "invitation-title", office = invited.office.as_str())) }
            p.lead { (t!(lang, "invitation-lead", roles = names::roles(lang, &invited.roles))) }
            form.stack method="post" action=(format!("/invitation/{}", invited.secret)) {
                (name_fields(lang, &form.surname, &form.given, &form.patronymic, problem))
                (field(&Field { name: "login", label: t!(lang, "field-login"), value: &form.login, required: true, problem: wrong("login"), autocomplete: "username", help: Some(t!(lang, "field-login-help")), ..Field::default() }))
                (field(&Field { name: "password", label: t!(lang, "field-password"), kind: "password", required: true, problem: wrong("password"), autocomplete: "new-password", help: Some(t!(lang, "field-password-help", least = secrets::PASSWORD_MIN)), ..Field::default() }))
                fieldset {
                    legend { (t!(lang, "field-language")) }
                    div.choices-inline {
                        @for other in Lang::ALL { (choice("radio", "language", other.code(), form.language == other.code(), &names::language(other), None)) }
                    }
                }
                div.actions { (submit(&t!(lang, "invitation-do"))) }
            }
        }
    };
    layout::bare(lang, theme, &t!(lang, "invitation-title", office = invited.office.as_str()), &body)
}

/// What is shown for a link that works no more.
pub(crate) fn over(lang: Lang, theme: Theme) -> Markup {
    let body = html! {
        section.error-page {
            h1 { (t!(lang, "invitation-over")) }
            p { (t!(lang, "invitation-over-help")) }
        }
    };
    layout::bare(lang, theme, &t!(lang, "invitation-over"), &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::rights::Role;

    #[test]
    fn an_invitation_says_who_invites_and_as_what_in_both_languages() {
        let invited =
            Invited {
                office: "Кабель-Трейд".to_owned(), roles: Roles::new([Role::Employee]), secret: "abc".to_owned()
            };
        for lang in Lang::ALL {
            let html = page(lang, Theme::System, &invited, &ColleagueForm::default(), None).into_string();
            assert!(html.contains("Кабель-Трейд") && html.contains(&names::role(lang, Role::Employee)));
            assert!(over(lang, Theme::Dark).into_string().contains("<h1>"));
        }
    }
}
