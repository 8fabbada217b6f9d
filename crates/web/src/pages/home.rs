//! The first page: the desk of those who take calls, else the first place that is open.

use axum::response::Redirect;

use crate::errors::Fail;
use crate::layout::Place;
use crate::routes::{Access, Routes, Signed};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/", Access::Signed, home)
}

async fn home(signed: Signed) -> Result<Redirect, Fail> {
    let first = signed.frame.places.iter().find(|place| **place != Place::Desk);
    first.map(|place| Redirect::to(place.href())).ok_or(Fail::Forbidden)
}
