//! The desk over HTTP: a call comes in, is typed, recorded, undone; what a call source may send.

use crate::office::{Office, SOURCE_KEY, office};
use app::model::people::Employee;
use axum::http::StatusCode;
use domain::language::Language;
use domain::rights::Role;
use serde_json::json;

/// An employee with the extension 101 and their session.
async fn anna(office: &Office) -> String {
    somebody(office, "101", Language::Ru).await
}

async fn somebody(office: &Office, extension: &'static str, language: Language) -> String {
    let session = office.session_of(&[Role::Employee]).await;
    office
        .state
        .write(move |tx, _| {
            let newest = tx.employees()?.into_iter().max_by_key(|one| one.id).expect("somebody");
            Ok(tx.put_employee(&Employee { extension: Some(extension.to_owned()), language, ..newest })?)
        })
        .await
        .expect("an extension");
    session
}

fn event(call: &str, kind: &str, second: u32) -> serde_json::Value {
    json!({ "call": call, "event": kind, "number": "8 (912) 345-67-89", "extension": "101", "at": format!("2026-11-23T07:14:{second:02}Z") })
}

/// The sheet that is open on a page.
fn sheet_of(body: &str) -> String {
    let at = body.find("data-sheet=\"").expect("a sheet is open") + "data-sheet=\"".len();
    body[at..].split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_call_rings_is_typed_recorded_and_undone() {
    let office = office().await;
    let session = anna(&office).await;
    assert!(office.get("/", &session).await.body.contains("is-empty"));

    let told = office.tell(SOURCE_KEY, &event("a", "ringing", 0).to_string()).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    let ringing = office.get("/", &session).await.body;
    assert!(ringing.contains("+7\u{a0}912\u{a0}345-67-89") && ringing.contains("data-call=\"ringing\""));
    let sheet = sheet_of(&ringing);

    office.tell(SOURCE_KEY, &json!([event("a", "answered", 5), event("a", "answered", 5)]).to_string()).await;
    let typed = json!({ "line": "иванов пётр, ооо стройдом, нужен кабель ввг 3х2.5 300 м <script>", "line_base": "" });
    let saved = office.post_json(&format!("/desk/sheets/{sheet}"), &session, &typed).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert!(saved.body.contains("&lt;script&gt;") && !saved.body.contains("<script>"));

    let early = office.post(&format!("/desk/sheets/{sheet}/record"), &session, "accept=").await;
    assert_eq!(early.status, StatusCode::CONFLICT);

    office.tell(SOURCE_KEY, &event("a", "ended", 40).to_string()).await;
    let recorded = office.post(&format!("/desk/sheets/{sheet}/record"), &session, "accept=").await;
    assert_eq!(recorded.status, StatusCode::OK, "{}", recorded.body);
    assert!(recorded.body.contains("data-undo="));

    let stale = office.post_json(&format!("/desk/sheets/{sheet}"), &session, &json!({ "line": "поздно" })).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let undone = office.post(&format!("/desk/sheets/{sheet}/undo"), &session, "").await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.body);
    assert_eq!(sheet_of(&undone.body), sheet);
}

#[tokio::test]
async fn a_call_past_the_exchange_is_entered_ended_and_recorded() {
    let office = office().await;
    let session = anna(&office).await;
    let opened = office.post("/desk/calls", &session, "number=89123456789&direction=in").await;
    assert!(opened.body.contains("data-call=\"talking\""), "{}", opened.body);
    let sheet = sheet_of(&opened.body);
    let ended = office.post(&format!("/desk/sheets/{sheet}/end"), &session, "").await;
    assert!(ended.body.contains("data-call=\"ended\""));

    let past = office.post("/desk/calls", &session, "number=&direction=out&started=2026-11-23T09:00&minutes=7").await;
    assert!(past.body.contains("data-call=\"ended\""), "{}", past.body);
    let future = office.post("/desk/calls", &session, "started=2030-01-01T09:00").await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_colleague_s_sheet_is_not_there_for_others() {
    let office = office().await;
    let session = anna(&office).await;
    let sheet = sheet_of(&office.post("/desk/calls", &session, "").await.body);
    let other = office.session_of(&[Role::Employee]).await;
    let answer = office.post_json(&format!("/desk/sheets/{sheet}"), &other, &json!({ "line": "чужое" })).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!office.get(&format!("/?sheet={sheet}"), &other).await.body.contains("data-sheet="));
}

#[tokio::test]
async fn a_call_source_needs_a_key_and_is_told_what_is_wrong() {
    let office = office().await;
    let wrong = office.tell("no key", &event("a", "ringing", 0).to_string()).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(wrong.header(axum::http::header::CONTENT_TYPE).starts_with("application/problem+json"));

    let broken = office.tell(SOURCE_KEY, "{\"call\": ").await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let named = office.tell(SOURCE_KEY, "{\"call\": \"a\", \"event\": \"rings\"}").await;
    assert!(named.body.contains("\"field\":\"event\"") && named.body.contains("cure"), "{}", named.body);

    let director = office.session_of(&[Role::Director]).await;
    let made = office.post("/telephony/key", &director, "").await.body;
    let key = made.split("Bearer ").nth(1).and_then(|rest| rest.get(..64)).expect("a key is shown").to_owned();
    assert_eq!(office.tell(&key, &event("b", "ended", 9).to_string()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_answer_is_found_by_a_few_letters_and_what_is_not_goes_to_the_author() {
    let office = office().await;
    let session = anna(&office).await;
    let found = office.get("/desk/answers?q=%D0%B2%D0%B2%D0%B3", &session).await.body;
    assert!(found.matches("<details").count() > 2 && found.contains("₽"));
    assert!(office.get("/desk/answers?q=qqqqqq", &session).await.body.contains("data-ask=\"qqqqqq\""));
    assert_eq!(
        office.post("/desk/questions", &session, "question=%D0%AF%D0%BA%D0%BE%D1%80%D1%8C&sheet=").await.status,
        StatusCode::OK
    );
    let director = office.session_of(&[Role::Director]).await;
    assert!(office.get("/questions", &director).await.body.contains("Якорь"));
}

#[tokio::test]
async fn the_sheet_and_a_blank_one_print() {
    let office = office().await;
    let session = anna(&office).await;
    let sheet = sheet_of(&office.post("/desk/calls", &session, "number=89123456789").await.body);
    assert!(office.get(&format!("/desk/sheets/{sheet}/print"), &session).await.body.contains("paper-sheet"));
    assert!(office.get("/desk/blank", &session).await.body.contains("paper-rules"));
}

#[tokio::test]
async fn a_colleague_s_call_is_taken_over_with_what_was_typed() {
    let office = office().await;
    let (anna, oleg) = (anna(&office).await, somebody(&office, "102", Language::Ru).await);
    office.tell(SOURCE_KEY, &json!([event("a", "ringing", 0), event("a", "answered", 3)]).to_string()).await;
    let sheet = sheet_of(&office.get("/", &anna).await.body);
    office.post_json(&format!("/desk/sheets/{sheet}"), &anna, &json!({ "line": "просит Олега" })).await;

    let desk = office.get("/", &oleg).await.body;
    let at = desk.find("/desk/calls/").expect("a colleague's call is offered");
    let path = desk[at..].split('"').next().unwrap_or_default().to_owned();
    let taken = office.post(&path, &oleg, "").await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    assert!(taken.body.contains("просит Олега"));
    assert!(!office.get("/", &anna).await.body.contains("data-sheet="));
}

#[tokio::test]
async fn the_desk_speaks_english_all_over() {
    let office = office().await;
    let session = somebody(&office, "101", Language::En).await;
    let cyrillic = |text: &str| text.chars().any(|c| ('а'..='я').contains(&c.to_ascii_lowercase()) || ('А'..='Я').contains(&c));
    for kind in ["ringing", "answered", "ended"] {
        office.tell(SOURCE_KEY, &event("a", kind, 1).to_string()).await;
        let body = office.get("/desk/columns", &session).await.body;
        let plain = body.replace("Петрова", "").replace("Анна", "").replace("Кабель-Трейд", "");
        let found = plain.split('<').find(|part| cyrillic(part));
        assert_eq!(found, None, "{kind}");
    }
}

#[tokio::test]
async fn a_playbook_is_installed_by_a_command_on_this_machine_and_by_nobody_else() {
    let office = office().await;
    let before = office.state.playbook().await.expect("a store").expect("a playbook");
    let mut next = (*before.1).clone();
    next.version = "2027.1".to_owned();
    let content = serde_json::to_string(&next).expect("JSON");
    assert_eq!(office.install("a wrong key", &content).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(office.install(SOURCE_KEY, "{}").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(office.install(SOURCE_KEY, &content).await.body.contains("\"unchanged\":false"));
    assert!(office.install(SOURCE_KEY, &content).await.body.contains("\"unchanged\":true"));
    let after = office.state.playbook().await.expect("a store").expect("a playbook");
    assert_eq!(after.1.version, "2027.1");
    // What was recorded under the old version still finds it.
    let older = office.state.catalogue([before.0].into()).await.expect("both versions");
    let some_type = &before.1.work_types[0];
    assert_eq!(older.work_type(Language::En, before.0, &some_type.id), some_type.title.get(Language::En));
}

#[tokio::test]
async fn a_length_or_a_number_no_call_has_is_refused() {
    let office = office().await;
    let session = anna(&office).await;
    let long = format!("number={}", "9".repeat(65));
    for wrong in ["minutes=-9223372036854775808", "minutes=-1", "minutes=1441", long.as_str()] {
        let answer = office.post("/desk/calls", &session, wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

#[tokio::test]
async fn a_call_whose_end_was_lost_is_ended_by_word_and_its_reopened_sheet_left_as_recorded() {
    let office = office().await;
    let session = anna(&office).await;
    office.tell(SOURCE_KEY, &json!([event("a", "ringing", 0), event("a", "answered", 3)]).to_string()).await;
    let sheet = sheet_of(&office.get("/", &session).await.body);
    office.tell(SOURCE_KEY, &json!([event("b", "ringing", 10), event("b", "answered", 13)]).to_string()).await;
    assert_ne!(sheet_of(&office.get("/", &session).await.body), sheet, "the call answered last is in sight");

    let ended = office.post(&format!("/desk/sheets/{sheet}/end"), &session, "").await;
    assert!(ended.body.contains("data-call=\"ended\""), "{}", ended.body);
    office.post(&format!("/desk/sheets/{sheet}/record"), &session, "accept=").await;
    let reopened = office.post(&format!("/desk/sheets/{sheet}/reopen"), &session, "").await;
    assert!(reopened.body.contains(&format!("/desk/sheets/{sheet}/leave")), "{}", reopened.body);
    let left = office.post(&format!("/desk/sheets/{sheet}/leave"), &session, "").await;
    assert_eq!(left.status, StatusCode::OK, "{}", left.body);
    assert!(office.get(&format!("/?sheet={sheet}"), &session).await.body.contains("data-recorded"));
}
