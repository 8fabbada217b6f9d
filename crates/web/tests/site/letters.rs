//! Letters over HTTP: shown safely, settled with one key, answered with a type, taken back.

use crate::office::{Answer, Office, office};
use app::model::letter::LetterState;
use app::model::mailbox::{MailServer, Mailbox, MailboxProgress, MailboxSettings, Security};
use app::model::outgoing::OutgoingState;
use app::receive_letter::{Seen, receive_letter};
use app::record_sheet::InForce;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::id::{EmployeeId, LetterId, MailboxId, OutgoingId};
use domain::rights::Role;
use serde_json::json;
use yellowsheet_web::security::csrf;

/// A letter of a stranger with everything that could do harm.
const HOSTILE: &str = "From: Ivan Petrov <ivan@stroydom.example>\r\nTo: anna@office.example\r\nSubject: Cable <script>alert(1)</script>\r\n\
Message-ID: <one@stroydom.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0300\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
<p onclick=\"x()\">Need 3 positions<script>alert(2)</script><img src=\"https://evil.example/p.png\"></p>\r\n\
--b\r\nContent-Type: text/html; name=\"page.html\"\r\nContent-Disposition: attachment; filename=\"page.html\"\r\n\r\n<script>alert(3)</script>\r\n--b--\r\n";

fn plain(id: &str, from: &str, subject: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: anna@office.example\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n\
         Date: Mon, 23 Nov 2026 10:00:00 +0300\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
}

/// An employee with a mailbox that sends, and their session.
async fn anna(office: &Office) -> (String, EmployeeId) {
    let session = office.session_of(&[Role::Employee]).await;
    let id = office
        .state
        .write(move |tx, ctx| {
            let newest = tx.employees()?.into_iter().max_by_key(|one| one.id).expect("somebody");
            let smtp = MailServer { host: "localhost".to_owned(), port: 2525, security: Security::Plain };
            let settings = MailboxSettings { smtp: Some(smtp), ..MailboxSettings::default() };
            tx.add_mailbox(&Mailbox {
                id: ctx.id(MailboxId),
                email: "anna@office.example".to_owned(),
                name: "Anna".to_owned(),
                employee: newest.id,
                shared: false,
                settings,
                secret: None,
                active: true,
                created: ctx.now,
                progress: MailboxProgress::default(),
            })?;
            Ok(newest.id)
        })
        .await
        .expect("a mailbox");
    (session, id)
}

/// A letter is seen in Anna's mailbox.
async fn arrives(office: &Office, raw: &str, employee: EmployeeId, sent_folder: bool) -> LetterId {
    let letter = mail::parse::take_apart(raw.as_bytes()).expect("a letter").letter;
    let name = office.state.objects.put(raw.as_bytes().to_vec()).await.expect("kept");
    let seen = Seen {
        letter,
        raw: name,
        size: i64::try_from(raw.len()).expect("a size"),
        place: None,
        sent_folder,
        history: false,
        internal_date: None,
    };
    let (id, playbook) = office.state.playbook().await.expect("readable").expect("installed");
    office
        .state
        .write(move |tx, ctx| {
            let settings = tx.office()?.expect("an office");
            let mailbox = tx.mailbox_by_email("anna@office.example")?;
            let force = InForce { id, playbook: &playbook };
            Ok(receive_letter(tx, ctx, &settings, force, mailbox.as_ref(), employee, &seen)?.id)
        })
        .await
        .expect("received")
}

async fn state_of(office: &Office, id: LetterId) -> LetterState {
    office.state.read(move |tx| Ok(tx.letter(id)?.expect("a letter").state)).await.expect("read")
}

async fn outgoing_state(office: &Office, path: &str) -> OutgoingState {
    let id: i64 = path.trim_start_matches("/outgoing/").parse().expect("an id");
    office.state.read(move |tx| Ok(tx.outgoing(OutgoingId(id))?.expect("a letter").state)).await.expect("read")
}

fn to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header(header::LOCATION).to_owned()
}

#[tokio::test]
async fn a_hostile_letter_is_listed_and_shown_and_does_nothing() {
    let office = office().await;
    let (session, anna) = anna(&office).await;
    let id = arrives(&office, HOSTILE, anna, false).await;
    let list = office.get("/letters", &session).await.body;
    assert!(list.contains(&format!("/letters/{id}")) && list.contains("&lt;script&gt;") && !list.contains("<script>alert"));

    let shown = office.get(&format!("/letters/{id}"), &session).await;
    assert!(!shown.body.contains("<script>alert") && !shown.body.contains("onclick") && !shown.body.contains("evil.example"));
    assert!(shown.body.contains("?pictures=1") && shown.body.contains("page.html"));
    assert!(!shown.header(header::CONTENT_SECURITY_POLICY).contains("https:"));

    let pictures = office.get(&format!("/letters/{id}?pictures=1"), &session).await;
    assert!(pictures.body.contains("evil.example"));
    let policy = pictures.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.contains("img-src 'self' data: https:") && policy.contains("script-src 'self'"));

    let file = office.get(&format!("/letters/{id}/attachments/0"), &session).await;
    assert_eq!(file.header(header::CONTENT_TYPE), "application/octet-stream");
    assert!(file.header(header::CONTENT_DISPOSITION).starts_with("attachment"));
    assert!(file.header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    assert_eq!(office.get(&format!("/letters/{id}/attachments/9"), &session).await.status, StatusCode::NOT_FOUND);
    assert!(office.get(&format!("/letters/{id}/raw"), &session).await.body.contains("Message-ID: <one@stroydom.example>"));
}

#[tokio::test]
async fn a_letter_is_answered_with_a_template_its_type_corrected_and_taken_back() {
    let office = office().await;
    let (session, anna) = anna(&office).await;
    let id = arrives(&office, &plain("a@b.example", "ivan@stroydom.example", "Cable", "Please send an offer"), anna, false).await;
    let path = to(&office.post(&format!("/letters/{id}/reply"), &session, "").await);
    let page = office.get(&path, &session).await.body;
    assert!(page.contains("ivan@stroydom.example") && page.contains("Re: Cable") && page.contains("&gt; Please send an offer"));
    assert!(!page.contains("&gt; Cable"), "the subject is no part of the text");
    assert!(page.contains("aria-disabled=\"true\""), "without a type Send cannot be pressed");
    assert_eq!(to(&office.post(&format!("/letters/{id}/reply"), &session, "").await), path, "an answer begun is taken up");

    let untyped = office.post(&format!("{path}/send"), &session, "").await;
    assert_eq!(untyped.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(untyped.body.contains("id=\"send-state\"") && untyped.body.contains("role=\"alert\""));

    to(&office.post(&format!("{path}/template"), &session, "template=received-tomorrow").await);
    let filled = office.get(&path, &session).await.body;
    assert!(filled.contains("data-chosen=\"letter-acknowledge\"") && filled.contains("Спасибо, ваше письмо получили"));

    let patch = json!({ "work_type": "letter-send-again", "text": "Кабель в наличии <b>" });
    let saved = office.post_json(&path, &session, &patch).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    assert!(saved.body.contains("data-chosen=\"letter-send-again\""));

    let sent = to(&office.post(&format!("{path}/send"), &session, "").await);
    assert!(sent.starts_with("/letters?sent="));
    assert_eq!(outgoing_state(&office, &path).await, OutgoingState::Queued);
    let list = office.get(&sent, &session).await.body;
    assert!(list.contains(&format!("{path}/back")) && list.contains("data-undo"));
    let late = office.post_json(&path, &session, &json!({ "text": "поздно" })).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(to(&office.post(&format!("{path}/back"), &session, "").await), path);
    assert_eq!(outgoing_state(&office, &path).await, OutgoingState::Draft);

    to(&office.post(&format!("{path}/discard"), &session, "").await);
    assert_eq!(outgoing_state(&office, &path).await, OutgoingState::Discarded);
}

#[tokio::test]
async fn gaps_of_a_template_are_asked_about_once_and_a_past_time_is_refused() {
    let office = office().await;
    let (session, anna) = anna(&office).await;
    let id = arrives(&office, &plain("g@b.example", "ivan@stroydom.example", "Cable", "Price?"), anna, false).await;
    let path = to(&office.post(&format!("/letters/{id}/reply"), &session, "").await);
    let patch = json!({ "work_type": "letter-acknowledge", "text": "Сумма [... сумма]" });
    office.post_json(&path, &session, &patch).await;
    let asked = office.post(&format!("{path}/send"), &session, "").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("data-send-anyway"));
    let past = office.post(&format!("{path}/send"), &session, "gaps=ok&send_at=2026-11-22T10:00").await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    to(&office.post(&format!("{path}/send"), &session, "gaps=ok&send_at=2026-11-24T10:00").await);
    assert_eq!(outgoing_state(&office, &path).await, OutgoingState::Queued);
}

#[tokio::test]
async fn receipt_is_acknowledged_with_one_key() {
    let office = office().await;
    let (session, anna) = anna(&office).await;
    let id = arrives(&office, &plain("d@b.example", "ivan@stroydom.example", "Cable", "Price?"), anna, false).await;
    let sent = to(&office.post(&format!("/letters/{id}/acknowledge"), &session, "").await);
    assert!(sent.contains("?sent="));
    assert!(office.get(&sent, &session).await.body.contains("data-undo"));
    let again = office.post(&format!("/letters/{id}/acknowledge"), &session, "").await;
    assert!(again.status == StatusCode::SEE_OTHER || again.status == StatusCode::CONFLICT);
}

#[tokio::test]
async fn whose_letter_it_is_is_answered_and_the_next_one_opens() {
    let office = office().await;
    let (session, anna) = anna(&office).await;
    let first = arrives(&office, &plain("w1@b.example", "Ivan <ivan@one.example>", "One", "Hello"), anna, false).await;
    let second = arrives(&office, &plain("w2@b.example", "spam@two.example", "Two", "Buy"), anna, false).await;
    let list = office.get("/letters?list=whose", &session).await.body;
    assert!(list.contains(&format!("/letters/{first}")) && list.contains(&format!("/letters/{second}")));
    assert!(office.get(&format!("/letters/{first}"), &session).await.body.contains("id=\"whose-title\""));
    let next = to(&office.post(&format!("/letters/{first}/assign"), &session, "belongs=new").await);
    assert!(next.starts_with(&format!("/letters/{second}")), "{next}");
    to(&office.post(&format!("/letters/{second}/assign"), &session, "belongs=spam").await);
    assert_eq!(state_of(&office, second).await, LetterState::Read);
    assert!(office.get("/letters?list=whose", &session).await.body.contains("class=\"empty\""));
    let wrong = office.post(&format!("/letters/{second}/assign"), &session, "belongs=nobody").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn no_answer_needed_is_taken_back_and_a_private_letter_is_hidden() {
    let office = office().await;
    let (session, anna) = anna(&office).await;
    let id = arrives(&office, &plain("n@b.example", "ivan@stroydom.example", "Cable", "Thanks"), anna, false).await;
    to(&office.post(&format!("/letters/{id}/read"), &session, "").await);
    assert_eq!(state_of(&office, id).await, LetterState::Read);
    assert_eq!(office.post(&format!("/letters/{id}/read"), &session, "").await.status, StatusCode::CONFLICT);
    to(&office.post(&format!("/letters/{id}/reopen"), &session, "").await);
    assert_eq!(state_of(&office, id).await, LetterState::Waiting);
    assert_eq!(office.post(&format!("/letters/{id}/called"), &session, "").await.status, StatusCode::CONFLICT);

    let other = office.session_of(&[Role::Supervisor]).await;
    assert_eq!(office.get(&format!("/letters/{id}"), &other).await.status, StatusCode::OK);
    to(&office.post(&format!("/letters/{id}/private"), &session, "private=yes").await);
    assert_eq!(office.get(&format!("/letters/{id}"), &other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(office.get(&format!("/letters/{id}"), &session).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_letter_sent_past_us_gets_its_type() {
    let office = office().await;
    let (session, anna) = anna(&office).await;
    let raw = plain("u@office.example", "anna@office.example", "Offer", "We offer cable").replace("To: anna@", "To: ivan@");
    let id = arrives(&office, &raw, anna, true).await;
    assert_eq!(state_of(&office, id).await, LetterState::Untyped);
    assert!(office.get("/letters?list=untyped", &session).await.body.contains(&format!("/letters/{id}")));
    assert!(office.get(&format!("/letters/{id}"), &session).await.body.contains(&format!("/letters/{id}/type")));
    let wrong = office.post(&format!("/letters/{id}/type"), &session, "work_type=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    to(&office.post(&format!("/letters/{id}/type"), &session, "work_type=letter-acknowledge").await);
    assert_eq!(state_of(&office, id).await, LetterState::Sent);
}

#[tokio::test]
async fn a_file_is_attached_kept_and_taken_off_and_nobody_else_reaches_it() {
    let office = office().await;
    let (session, _) = anna(&office).await;
    let path = to(&office.post("/letters/new", &session, "to=ivan%40stroydom.example").await);
    let add = |session: String, name: &str, body: Vec<u8>| {
        let request = Request::post(format!("{path}/attachments?name={name}"))
            .header(header::COOKIE, format!("session={session}"))
            .header("sec-fetch-site", "same-origin")
            .header("x-csrf-token", csrf::token(&session))
            .header(header::CONTENT_TYPE, "application/pdf")
            .body(Body::from(body))
            .expect("a request");
        office.send(request)
    };
    // Larger than a form may be.
    let added = add(session.clone(), "offer.pdf", vec![7; 600_000]).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.body);
    let digest = blake3::hash(&vec![7; 600_000]).to_hex().to_string();
    assert!(added.body.contains("offer.pdf") && added.body.contains(&digest));
    let file = office.get(&format!("{path}/attachments/{digest}"), &session).await;
    assert!(file.header(header::CONTENT_DISPOSITION).contains("offer.pdf"));
    let other = office.session_of(&[Role::Employee]).await;
    assert_eq!(office.get(&format!("{path}/attachments/{digest}"), &other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(office.get(&path, &other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(add(other, "x", vec![1]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(add(session.clone(), "empty", Vec::new()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let removed = office.post(&format!("{path}/detach"), &session, &format!("digest={digest}")).await;
    assert!(!removed.body.contains(&digest));
}

#[tokio::test]
async fn without_a_mailbox_that_sends_a_letter_cannot_be_begun_and_it_is_said_why() {
    let office = office().await;
    let session = office.session_of(&[Role::Employee]).await;
    let answer = office.post("/letters/new", &session, "").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("Почтовые ящики"));
}

#[tokio::test]
async fn a_mailbox_is_set_up_its_password_sealed_and_mistakes_are_named() {
    let office = office().await;
    let session = office.session_of(&[Role::Administrator]).await;
    assert!(office.get("/mailboxes", &session).await.body.contains("/mailboxes/new"));
    let employee = office.state.read(|tx| Ok(tx.employees()?[0].id)).await.expect("somebody");
    let form = |security: &str| {
        format!(
            "email=Info%40Office.example&name=Office&employee={employee}&imap_host=imap.office.example&imap_security={security}\
             &smtp_host=smtp.office.example&smtp_security=tls&secret=pa55word&auth=password&active=1"
        )
    };
    let open = office.post("/mailboxes", &session, &form("plain")).await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(open.body.contains("aria-invalid") || open.body.contains("class=\"problem\""));
    assert!(!open.body.contains("pa55word"));
    to(&office.post("/mailboxes", &session, &form("tls")).await);
    let kept = office.state.read(|tx| Ok(tx.mailbox_by_email("info@office.example")?)).await.expect("read").expect("kept");
    let secret = kept.secret.clone().expect("a secret");
    assert!(!secret.contains("pa55word"));
    assert_eq!(office.state.sealing.open(&format!("mailbox {}", kept.id), &secret).as_deref(), Ok("pa55word"));
    assert_eq!(kept.settings.imap.as_ref().map(|one| one.port), Some(993));

    let page = office.get(&format!("/mailboxes/{}", kept.id), &session).await.body;
    assert!(page.contains("imap.office.example") && !page.contains("pa55word") && !page.contains(&secret));
    let twice = office.post("/mailboxes", &session, &form("tls")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Switched off and without a new password: the old one stays.
    let off = form("tls").replace("&secret=pa55word", "").replace("&active=1", "");
    to(&office.post(&format!("/mailboxes/{}", kept.id), &session, &off).await);
    let kept = office.state.read(|tx| Ok(tx.mailbox_by_email("info@office.example")?)).await.expect("read").expect("kept");
    assert!(!kept.active && kept.secret == Some(secret));
}

#[tokio::test]
async fn a_document_made_for_a_letter_counts_by_itself() {
    let office = office().await;
    let (session, _) = anna(&office).await;
    let path = to(&office.post("/letters/new", &session, "to=ivan%40stroydom.example").await);
    let (version, playbook) = office.state.playbook().await.expect("readable").expect("installed");
    let document = playbook.document_types.iter().find(|one| one.work_type.is_some()).expect("a document").clone();
    let patch =
        json!({ "subject": "Invoice", "text": "See the file", "work_type": "letter-acknowledge", "documents": [document.id] });
    office.post_json(&path, &session, &patch).await;
    to(&office.post(&format!("{path}/send"), &session, "").await);
    let id: i64 = path.trim_start_matches("/outgoing/").parse().expect("an id");
    let letter =
        mail::parse::take_apart(plain("doc@office.example", "anna@office.example", "Invoice", "See the file").as_bytes());
    let letter = letter.expect("a letter").letter;
    let seen = Seen { letter, raw: String::new(), size: 1, place: None, sent_folder: true, history: false, internal_date: None };
    let types = office
        .state
        .write(move |tx, ctx| {
            let force = InForce { id: version, playbook: &playbook };
            let accepted = app::send_letter::HandedOver::Accepted(Box::new(seen));
            let sent = app::send_letter::note_handing_over(tx, ctx, force, OutgoingId(id), accepted)?;
            let thread = sent.thread.expect("a thread");
            Ok(tx.units_of_thread(thread)?.into_iter().map(|unit| unit.work_type).collect::<Vec<_>>())
        })
        .await
        .expect("sent");
    assert_eq!(types.len(), 2, "{types:?}");
    assert!(types.contains(&"letter-acknowledge".to_owned()) && types.contains(&document.work_type.expect("a type")));
    let shown = office.get(&path, &session).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "a sent letter opens as a letter");
}
