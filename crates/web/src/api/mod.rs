//! The API under `/api/v1`: what telephone exchanges and other programs call.

mod calls;
mod playbooks;
mod problem;
mod source;

use crate::routes::{Access, Routes};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .post("/api/v1/calls/events", Access::Source, calls::receive)
        .get("/api/v1/calls/extension", Access::Source, calls::extension)
        .post("/api/v1/playbooks", Access::Source, playbooks::install)
}
