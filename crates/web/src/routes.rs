//! Routes that cannot be declared without saying who may use them.
//!
//! `Routes` keeps the table of (method, path, access) beside the router it builds, and puts the question of rights
//! before the handler, so that a page nobody may see cannot be made by forgetting. Use cases ask again, with scope.

use std::sync::Arc;

use app::error::AppError;
use app::model::office::Office;
use app::model::people::{Employee, Session};
use app::show_output::{day_output, zone_of};
use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::handler::Handler;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use domain::rights::Action;

use crate::errors::Fail;
use crate::layout::Frame;
use crate::security::cookies;
use crate::state::AppState;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, signed in or not.
    Open,
    /// A source of calls, by the key it shows; the handler checks it.
    Source,
    /// Everybody signed in.
    Signed,
    /// Who has the right to this action in any scope.
    May(Action),
}

/// A method of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Shows.
    Get,
    /// Changes.
    Post,
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Route {
    /// The method.
    pub verb: Verb,
    /// The path as axum writes it.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
}

/// A router and its table.
pub struct Routes {
    state: AppState,
    router: Router<AppState>,
    table: Vec<Route>,
}

impl Routes {
    /// No routes yet.
    pub fn new(state: &AppState) -> Self {
        Routes { state: state.clone(), router: Router::new(), table: Vec::new() }
    }

    /// Adds a page or a fragment.
    #[must_use]
    pub fn get<H: Handler<T, AppState>, T: 'static>(self, path: &'static str, access: Access, handler: H) -> Self {
        self.add(Verb::Get, path, access, get(handler))
    }

    /// Adds a change.
    #[must_use]
    pub fn post<H: Handler<T, AppState>, T: 'static>(self, path: &'static str, access: Access, handler: H) -> Self {
        self.add(Verb::Post, path, access, post(handler))
    }

    /// Adds the routes of a page by its own function.
    #[must_use]
    pub fn with(self, page: impl FnOnce(Self) -> Self) -> Self {
        page(self)
    }

    fn add(mut self, verb: Verb, path: &'static str, access: Access, handler: MethodRouter<AppState>) -> Self {
        let guard = from_fn_with_state((self.state.clone(), access), guard);
        self.router = self.router.route(path, handler.route_layer(guard));
        self.table.push(Route { verb, path, access });
        self
    }

    /// The router and the table it was built from.
    pub fn finish(self) -> (Router<AppState>, Vec<Route>) {
        (self.router, self.table)
    }
}

/// Who is signed in, with everything every page shows of them. Handlers take it as an argument.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The employee.
    pub employee: Employee,
    /// The session.
    pub session: Session,
    /// The office.
    pub office: Arc<Office>,
    /// The frame of the page.
    pub frame: Frame,
}

async fn guard(State((state, access)): State<(AppState, Access)>, mut request: Request, next: Next) -> Response {
    if matches!(access, Access::Open | Access::Source) {
        return next.run(request).await;
    }
    let signed = match signed(&state, request.headers().clone()).await {
        Ok(signed) => signed,
        Err(fail) => return fail.into_response(),
    };
    if let Access::May(action) = access
        && signed.employee.roles.scope(action).is_none()
    {
        return Fail::Forbidden.into_response();
    }
    request.extensions_mut().insert(signed);
    next.run(request).await
}

async fn signed(state: &AppState, headers: HeaderMap) -> Result<Signed, Fail> {
    let secret = cookies::session(&headers, state.settings.https).ok_or(Fail::SignIn)?.to_owned();
    let csrf = crate::security::csrf::token(&secret);
    let now = state.now();
    let (employee, session, office, today, stale) = state
        .read(move |tx| {
            let (employee, session, stale) = app::sign_in::authenticate(tx, &secret, now)?;
            let office = tx.office()?.ok_or(AppError::SignedOut)?;
            let today = match employee.roles.scope(Action::TakeCalls) {
                Some(_) => {
                    let date = now.local(&zone_of(&office)).date();
                    // A page without its bar is better than no page.
                    day_output(tx, &employee, &office, employee.id, date, now)
                        .inspect_err(|why| tracing::warn!(%why, "today's output cannot be read"))
                        .ok()
                }
                None => None,
            };
            Ok((employee, session, office, today, stale))
        })
        .await?;
    if stale {
        let kept = session.clone();
        state.write(move |tx, ctx| app::sign_in::touch(tx, &kept, ctx.now)).await?;
    }
    let frame = Frame::of(&employee, &office, csrf, now, today);
    Ok(Signed { employee, session, office: Arc::new(office), frame })
}

impl FromRequestParts<AppState> for Signed {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Fail> {
        parts.extensions.get::<Signed>().cloned().ok_or(Fail::SignIn)
    }
}
