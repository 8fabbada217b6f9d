//! The pages: one file per screen, each with its view models, its markup and its routes.

mod home;
mod invitation;
mod keys;
mod palette;
mod people;
mod preferences;
mod set_up;
mod sign_in;

use crate::routes::Routes;
use crate::state::AppState;

/// Every page with its access.
pub(crate) fn routes(state: &AppState) -> Routes {
    Routes::new(state)
        .with(home::routes)
        .with(set_up::routes)
        .with(sign_in::routes)
        .with(invitation::routes)
        .with(preferences::routes)
        .with(people::routes)
        .with(palette::routes)
        .with(keys::routes)
}
