//! Ctrl+K: clients by name or any part of a number, pages, actions.

use app::find_clients::{find_clients, understand_query};
use app::model::client::FoundClient;
use axum::extract::{Query, State};
use domain::rights::Action;
use domain::text::fold;
use maud::{Markup, html};
use serde::Deserialize;

use crate::errors::Fail;
use crate::layout::Frame;
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::{format, names, t};

/// How many of a kind are offered at once.
const MOST: usize = 7;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/palette", Access::Signed, find)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    q: String,
}

/// One line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub href: String,
    pub name: String,
    pub kind: String,
}

async fn find(State(state): State<AppState>, signed: Signed, Query(typed): Query<Typed>) -> Result<Markup, Fail> {
    let mut offers = clients(&state, &signed, &typed.q).await?;
    offers.extend(pages(&signed.frame, &typed.q));
    offers.extend(actions(&signed, &typed.q));
    Ok(list(&signed.frame, &offers))
}

/// Clients by any part of a name or a number, for those who may see them.
async fn clients(state: &AppState, signed: &Signed, typed: &str) -> Result<Vec<Offer>, Fail> {
    let lang = signed.frame.lang;
    if signed.employee.roles.scope(Action::SeeClients).is_none() || understand_query(typed).is_none() {
        return Ok(Vec::new());
    }
    let (actor, text) = (signed.employee.clone(), typed.to_owned());
    let found = state.read(move |tx| find_clients(tx, &actor, &text, i64::try_from(MOST).unwrap_or(7))).await?;
    let offer = |one: FoundClient| {
        let phone = one.phone.as_deref().map(format::phone);
        let parts: Vec<String> = [one.person.map(|person| names::person(lang, &person)), phone].into_iter().flatten().collect();
        Offer {
            href: format!("/clients/{}", one.id),
            name: names::client(lang, one.form.as_deref(), &one.name),
            kind: parts.join(", "),
        }
    };
    Ok(found.into_iter().map(offer).collect())
}

fn fits(name: &str, typed: &str) -> bool {
    let name = fold(name);
    fold(typed).split(' ').all(|word| name.split(' ').any(|part| part.starts_with(word)))
}

fn pages(frame: &Frame, typed: &str) -> Vec<Offer> {
    let kind = t!(frame.lang, "palette-page");
    let own = [("/preferences", t!(frame.lang, "preferences-title")), ("/keys", t!(frame.lang, "keys-title"))];
    let places = frame.places.iter().map(|place| (place.href(), place.name(frame.lang)));
    places
        .chain(own)
        .filter(|(_, name)| fits(name, typed))
        .take(MOST)
        .map(|(href, name)| Offer { href: href.to_owned(), name, kind: kind.clone() })
        .collect()
}

fn actions(signed: &Signed, typed: &str) -> Vec<Offer> {
    let lang = signed.frame.lang;
    let may = |action| signed.employee.roles.scope(action).is_some();
    let mut all = Vec::new();
    if may(Action::TakeCalls) {
        all.push(("/?do=call", t!(lang, "action-on-the-phone")));
    }
    if may(Action::ManagePeople) {
        all.push(("/people#invite", t!(lang, "action-invite")));
    }
    let kind = t!(lang, "palette-action");
    let offer = |(href, name): (&str, String)| Offer { href: href.to_owned(), name, kind: kind.clone() };
    all.into_iter().filter(|(_, name)| fits(name, typed)).map(offer).collect()
}

fn list(frame: &Frame, offers: &[Offer]) -> Markup {
    html! {
        @for (n, offer) in offers.iter().enumerate() {
            li role="option" id=(format!("offer-{n}")) data-href=(offer.href) aria-selected="false" {
                span { (offer.name) }
                span.muted.small { (offer.kind) }
            }
        }
        @if offers.is_empty() {
            li.muted role="option" aria-selected="false" aria-disabled="true" { (t!(frame.lang, "palette-nothing")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn pages_are_found_by_the_beginning_of_any_word() {
        let frame = Frame::sample(Lang::Ru);
        assert_eq!(pages(&frame, "зВон").first().map(|o| o.href.as_str()), Some("/journal"));
        assert_eq!(pages(&frame, "").len(), MOST);
        assert!(list(&frame, &pages(&frame, "щщщ")).into_string().contains("aria-disabled"));
    }
}
