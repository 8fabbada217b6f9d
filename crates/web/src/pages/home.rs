//! The first page: the desk of those who take calls, else the first place that is open.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::SheetId;
use serde::Deserialize;

use super::desk;
use crate::errors::Fail;
use crate::layout::Place;
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/", Access::Signed, home)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    sheet: String,
}

async fn home(State(state): State<AppState>, signed: Signed, Query(wanted): Query<Wanted>) -> Result<Response, Fail> {
    if signed.frame.places.contains(&Place::Desk) {
        let sheet = wanted.sheet.parse().ok().map(SheetId);
        return Ok(desk::open(&state, &signed, sheet).await?.into_response());
    }
    let first = signed.frame.places.iter().find(|place| **place != Place::Desk);
    first.map(|place| Redirect::to(place.href()).into_response()).ok_or(Fail::Forbidden)
}
