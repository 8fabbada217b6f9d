//! Every route against the table of roles and actions.

use crate::office::office;
use axum::http::StatusCode;
use domain::rights::Role;
use yellowsheet_web::routes::{Access, Verb};

/// A path with something in the place of every `{name}`.
fn filled(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn each_role_gets_from_every_route_what_the_table_says() {
    let office = office().await;
    let table = yellowsheet_web::table(&office.state);
    assert!(table.len() > 20);
    for role in Role::ALL {
        for route in &table {
            // A session of its own each time: some routes end it.
            let session = office.session_of(&[role]).await;
            let path = filled(route.path);
            let answer = match route.verb {
                Verb::Get => office.get(&path, &session).await,
                Verb::Post => office.post(&path, &session, "").await,
            };
            let allowed = match route.access {
                Access::Open | Access::Source | Access::Signed => true,
                Access::May(action) => domain::rights::scope(role, action).is_some(),
            };
            let what = format!("{:?} {} as {}: {}", route.verb, route.path, role.code(), answer.status);
            assert_eq!(answer.status == StatusCode::FORBIDDEN, !allowed, "{what}");
            assert!(!answer.status.is_server_error(), "{what} {}", answer.body);
        }
    }
}

#[tokio::test]
async fn nobody_signed_in_gets_only_what_is_open() {
    let office = office().await;
    for route in yellowsheet_web::table(&office.state) {
        if matches!(route.access, Access::Open | Access::Source) {
            continue;
        }
        let path = filled(route.path);
        let answer = match route.verb {
            Verb::Get => office.get(&path, "").await,
            Verb::Post => office.post(&path, "", "").await,
        };
        let page = route.verb == Verb::Get && !path.starts_with("/api/");
        let expected = if page { StatusCode::SEE_OTHER } else { StatusCode::UNAUTHORIZED };
        assert_eq!(answer.status, expected, "{:?} {}", route.verb, route.path);
    }
}

#[tokio::test]
async fn the_menu_offers_only_places_that_open() {
    let office = office().await;
    for role in Role::ALL {
        let session = office.session_of(&[role]).await;
        let page = office.get("/preferences", &session).await.body;
        let menu = page.split("id=\"places\"").nth(1).and_then(|p| p.split("</nav>").next()).expect("a menu").to_owned();
        for href in menu.split("href=\"").skip(1).filter_map(|p| p.split('"').next()) {
            let answer = office.get(href, &session).await;
            assert!(!answer.status.is_client_error(), "{} offers {href}, which answers {}", role.code(), answer.status);
        }
    }
}
