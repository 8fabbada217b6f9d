//! The pages: one file per screen, each with its view models, its markup and its routes.

pub(crate) mod client;
mod clients;
mod desk;
mod home;
mod invitation;
pub(crate) mod journal;
mod keys;
mod letters;
mod mailboxes;
mod palette;
mod people;
mod phrases;
mod playbook;
pub(crate) mod portraits;
mod preferences;
mod questions;
mod set_up;
mod sign_in;
mod telephony;
pub(crate) mod today;
mod unfinished;

use crate::routes::Routes;
use crate::state::AppState;

/// Every page with its access.
pub(crate) fn routes(state: &AppState) -> Routes {
    Routes::new(state)
        .with(home::routes)
        .with(desk::routes)
        .with(set_up::routes)
        .with(crate::demo_office::routes)
        .with(sign_in::routes)
        .with(invitation::routes)
        .with(preferences::routes)
        .with(people::routes)
        .with(palette::routes)
        .with(keys::routes)
        .with(clients::routes)
        .with(client::routes)
        .with(letters::routes)
        .with(journal::routes)
        .with(today::routes)
        .with(portraits::routes)
        .with(phrases::routes)
        .with(questions::routes)
        .with(playbook::routes)
        .with(unfinished::routes)
        .with(telephony::routes)
        .with(mailboxes::routes)
}
