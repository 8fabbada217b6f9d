//! The desk: the page on which an employee takes calls.
//!
//! `show` reads and answers, `act` does, `live` tells; the rest is markup: `page` of the whole, `now`, `sheet` with
//! `wrapup`, and `guide` of its three columns. Every change is answered with the parts it may have changed; the
//! scripts (`assets/js/desk*.js`) put them into place without touching the field being typed in.

mod act;
mod answers;
mod guide;
pub(crate) mod keys;
mod live;
mod now;
mod page;
mod print;
mod sheet;
mod show;
mod words;
mod wrapup;

use domain::id::SheetId;
use domain::rights::Action;
use maud::Markup;

use crate::errors::Fail;
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;

pub(crate) use show::in_force;
pub(crate) use words::not_client as not_client_name;

/// How the names of the demonstration phone's calls begin.
pub(crate) const DEMO_CALL: &str = "demo-";

pub(super) fn routes(routes: Routes) -> Routes {
    let taker = Access::May(Action::TakeCalls);
    routes
        .get("/live", Access::Signed, live::live)
        .get("/desk/columns", taker, act::columns)
        .get("/desk/answers", taker, answers::find)
        .post("/desk/questions", taker, answers::ask)
        .post("/desk/calls", taker, act::enter)
        .post("/desk/calls/{id}/take", taker, act::take)
        .post("/desk/calls/{id}/pick-up", taker, act::pick_up)
        .post("/desk/promises/{id}/done", taker, act::promise_done)
        .post("/desk/demo", taker, act::demo)
        .get("/desk/blank", taker, act::blank)
        .post("/desk/sheets/{id}", taker, act::save)
        .get("/desk/sheets/{id}/print", taker, act::print)
        .post("/desk/sheets/{id}/caller", taker, act::caller)
        .post("/desk/sheets/{id}/end", taker, act::end)
        .post("/desk/sheets/{id}/record", taker, act::record)
        .post("/desk/sheets/{id}/undo", taker, act::undo)
        .post("/desk/sheets/{id}/reopen", taker, act::reopen)
        .post("/desk/sheets/{id}/leave", taker, act::leave)
}

/// The desk of the reader; the first page of those who take calls.
pub(super) async fn open(state: &AppState, signed: &Signed, sheet: Option<SheetId>) -> Result<Markup, Fail> {
    act::page(state, signed, sheet).await
}
