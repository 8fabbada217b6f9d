//! What stands between the network and the pages: sign-in, limits, tokens, headers, errors.

use crate::office::{Answer, PASSWORD, empty_office, office};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::rights::Role;
use yellowsheet_web::Settings;

fn session_in(answer: &Answer) -> String {
    let mut lines = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
    let line = lines.rfind(|l| l.starts_with("session=")).expect("a session");
    line.trim_start_matches("session=").split(';').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_first_start_makes_a_director_and_cannot_be_repeated() {
    let office = empty_office(Settings::default());
    assert_eq!(office.get("/sign-in", "").await.header(header::LOCATION), "/set-up");
    let form = "office=Кабель&zone=Europe/Moscow&surname=Петрова&given=Анна&patronymic=&login=Anna&start=empty&password=";
    let short = office.post("/set-up", "", &format!("{form}short")).await;
    assert_eq!(short.status, StatusCode::OK);
    assert!(short.body.contains("f-password-problem") && short.body.contains("value=\"Кабель\""));
    let done = office.post("/set-up", "", &format!("{form}long+enough+phrase")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let session = session_in(&done);
    assert_eq!(office.get("/people", &session).await.status, StatusCode::OK);
    let again = office.post("/set-up", "", &format!("{form}long+enough+phrase")).await;
    assert_eq!(again.header(header::LOCATION), "/");
    assert!(again.headers.get(header::SET_COOKIE).is_none());
}

#[tokio::test]
async fn signing_in_works_says_nothing_of_logins_and_is_limited() {
    let office = office().await;
    let enter = async |login: &str, password: &str| {
        office.post("/sign-in", "", &format!("login={login}&password={}&back=/people", password.replace(' ', "+"))).await
    };
    let good = enter("Director", PASSWORD).await;
    assert_eq!((good.status, good.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/people"));
    let session = session_in(&good);
    assert_eq!(office.get("/people", &session).await.status, StatusCode::OK);

    let (wrong, unknown) = (enter("director", "wrong").await, enter("nobody", "wrong").await);
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
    assert_eq!(wrong.body.replace("director", "X"), unknown.body.replace("nobody", "X"));
    let mut last = StatusCode::OK;
    for _ in 0..5 {
        last = enter("director", "wrong").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(enter("director", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS, "the right password has to wait too");
}

#[tokio::test]
async fn strangers_who_guess_do_not_lock_out_a_browser_that_signed_in_before() {
    let office = office().await;
    let enter = async |cookie: &str, password: &str| {
        let request = Request::post("/sign-in")
            .header(header::COOKIE, cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("login=director&password={}", password.replace(' ', "+"))));
        office.send(request.expect("a request")).await
    };
    let good = enter("", PASSWORD).await;
    let mut lines = good.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
    let known = lines.find(|line| line.starts_with("known=")).and_then(|line| line.split(';').next()).expect("a mark").to_owned();
    // The real limit needs no password to be looked at: count it on the state, as many addresses would.
    for n in 0..40_u8 {
        office.state.limits.may_try("director", std::net::Ipv4Addr::new(203, 0, 113, n).into(), false, office.state.now());
    }
    let stranger = std::net::Ipv4Addr::new(192, 0, 2, 1).into();
    assert!(!office.state.limits.may_try("director", stranger, false, office.state.now()));
    // Somebody at the next desk fails too, until the address has to wait.
    while enter("", "wrong").await.status == StatusCode::UNAUTHORIZED {}
    assert_eq!(enter("", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(enter(&known, PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(enter("known=0000", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_and_a_session_ends_by_itself() {
    let office = office().await;
    let first =
        session_in(&office.post("/sign-in", "", &format!("login=director&password={}", PASSWORD.replace(' ', "+"))).await);
    let second =
        session_in(&office.post("/sign-in", "", &format!("login=director&password={}", PASSWORD.replace(' ', "+"))).await);
    assert_eq!(office.post("/sign-out-everywhere", &first, "").await.status, StatusCode::SEE_OTHER);
    for session in [&first, &second] {
        assert!(office.get("/people", session).await.header(header::LOCATION).starts_with("/sign-in?back=/people"));
    }
    let third = office.session_of(&[Role::Director]).await;
    office.pass(15 * 24 * 3600);
    assert_eq!(office.get("/people", &third).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_invitation_makes_one_account_with_its_roles() {
    let office = office().await;
    let director = office.session_of(&[Role::Director]).await;
    let made = office.post("/people/invite", &director, "role=employee&note=Олег").await;
    let secret = made.body.split("/invitation/").nth(1).and_then(|p| p.split('"').next()).expect("a link").to_owned();
    let form = "surname=Ким&given=Олег&patronymic=&login=oleg&password=long+enough+phrase&language=en";
    let accepted = office.post(&format!("/invitation/{secret}"), "", form).await;
    let session = session_in(&accepted);
    assert_eq!(office.get("/clients", &session).await.status, StatusCode::OK);
    assert_eq!(office.get("/people", &session).await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.get(&format!("/invitation/{secret}"), "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_change_needs_the_token_of_its_own_session_and_our_own_page() {
    let office = office().await;
    let (mine, other) = (office.session_of(&[Role::Employee]).await, office.session_of(&[Role::Employee]).await);
    let token = yellowsheet_web::security::csrf::token;
    let send = async |site: &str, csrf: &str| {
        let request = Request::post("/sign-out")
            .header(header::COOKIE, format!("session={mine}"))
            .header("sec-fetch-site", site)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("csrf={csrf}")));
        office.send(request.expect("a request")).await.status
    };
    assert_eq!(send("cross-site", &token(&mine)).await, StatusCode::FORBIDDEN);
    assert_eq!(send("same-origin", "").await, StatusCode::FORBIDDEN);
    assert_eq!(send("same-origin", &token(&other)).await, StatusCode::FORBIDDEN);
    assert_eq!(send("same-origin", &token(&mine)).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_https_adds_its_own() {
    let office = empty_office(Settings { https: true, ..Settings::default() });
    for path in ["/sign-in", "/set-up", "/nothing", "/api/v1/nothing", "/assets/nothing.css"] {
        let answer = office.get(path, "").await;
        assert!(answer.header(header::CONTENT_SECURITY_POLICY).starts_with("default-src 'none'"), "{path}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(!answer.header(header::STRICT_TRANSPORT_SECURITY).is_empty());
    }
    let form = "office=X&zone=UTC&surname=A&given=B&login=c&start=empty&password=long+enough+phrase";
    let done = office.post("/set-up", "", form).await;
    let cookie = done.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()).find(|l| l.contains("session"));
    let cookie = cookie.expect("a session");
    assert!(cookie.starts_with("__Host-session=") && cookie.contains("; Secure") && cookie.contains("; HttpOnly"));
}

#[tokio::test]
async fn errors_speak_the_reader_s_language_and_the_api_speaks_problem_json() {
    let office = office().await;
    let get = async |path: &str, lang: &str| {
        office.send(Request::get(path).header(header::ACCEPT_LANGUAGE, lang).body(Body::empty()).expect("a request")).await
    };
    assert!(get("/nothing", "en").await.body.contains("There is no such page"));
    assert!(get("/nothing", "ru").await.body.contains("Такой страницы нет"));
    let api = get("/api/v1/nothing", "en").await;
    assert_eq!(api.header(header::CONTENT_TYPE), "application/problem+json");
    assert!(api.body.contains("\"status\":404"));
    let wrong_method = office.post("/keys", "", "").await;
    assert_eq!(wrong_method.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_body_too_large_is_refused_kindly() {
    let office = office().await;
    let session = office.session_of(&[Role::Employee]).await;
    let large = office.post("/preferences", &session, &format!("mobile={}", "1".repeat(2_000_000))).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.body.contains("<h1>"));
}

async fn broken() -> String {
    ["no value"].get(1).map(ToString::to_string).expect("no value")
}

#[tokio::test]
async fn a_panic_becomes_a_page_with_a_number() {
    let mut office = office().await;
    // The same layers as the site, around a route that panics.
    let broken = axum::Router::new().route("/broken", axum::routing::get(broken));
    office.site = yellowsheet_web::guarded(broken.with_state(office.state.clone()), &office.state);
    let answer = office.get("/broken", "").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.body.contains("Номер для администратора") && !answer.body.contains("no value"));
}

#[tokio::test]
async fn a_demonstration_office_is_filled_while_its_director_already_works() {
    let office = empty_office(Settings::default());
    let loaded = playbook::load(&playbook::built_in()).playbook.expect("the playbook of the program");
    let checked = app::install_playbook::CheckedPlaybook {
        name: loaded.id.clone(),
        version: loaded.version.clone(),
        hash: "test".to_owned(),
        content: playbook::to_json(&loaded).expect("a text"),
    };
    office.state.write(move |tx, ctx| app::install_playbook::ensure_playbook(tx, ctx, checked)).await.expect("installed");
    let form =
        "office=Кабель&zone=Europe/Moscow&surname=Петрова&given=Анна&login=anna&start=demonstration&password=long+enough+phrase";
    let done = office.post("/set-up", "", form).await;
    assert_eq!(done.header(header::LOCATION), "/set-up/filling");
    let session = session_in(&done);
    assert_eq!(office.get("/clients", &session).await.status, StatusCode::OK);
    // The page leads to the desk once the office is whole.
    while office.get("/set-up/filling", &session).await.status != StatusCode::SEE_OTHER {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(office.get("/people", &session).await.body.matches("<th class=\"name\"").count() >= 6);
    assert!(office.get("/clients", &session).await.body.matches("client-row").count() >= 50);
}
