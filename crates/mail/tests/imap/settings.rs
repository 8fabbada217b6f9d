//! Accounts that do not work, each with its own reason.

use std::time::Duration;

use testkit::dovecot::DovecotOptions;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use yellowsheet_mail::account::{Account, Secret, Security, Trouble};
use yellowsheet_mail::imap::check;
use yellowsheet_mail::limits::Limits;

use crate::hand::{account, dovecot, limits};

async fn trouble(account: &Account) -> Trouble {
    check(account, limits()).await.expect_err("it works").trouble
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_of_connecting_that_is_right_works() {
    let server = dovecot(DovecotOptions::default());
    let tls = account(&server);
    let starttls = Account { port: server.imap, security: Security::StartTls, ..tls.clone() };
    let plain = Account { port: server.imap, security: Security::Plain, extra_roots: None, ..tls.clone() };
    for account in [tls, starttls, plain] {
        let folders = check(&account, limits()).await.unwrap();
        assert_eq!(folders.first().map(|folder| folder.wire.as_str()), Some("INBOX"), "{account:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mistake_of_an_account_is_named() {
    let server = dovecot(DovecotOptions::default());
    let good = account(&server);
    let wrong = |secret| Account { secret: Some(secret), ..good.clone() };
    assert_eq!(trouble(&wrong(Secret::Password("x".into()))).await, Trouble::Login);
    assert_eq!(trouble(&wrong(Secret::XOAuth2("x".into()))).await, Trouble::NoLogin);
    assert_eq!(trouble(&Account { secret: None, ..good.clone() }).await, Trouble::NoLogin);
    assert_eq!(trouble(&Account { extra_roots: Some("x".into()), ..good.clone() }).await, Trouble::UnknownIssuer);
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert_eq!(trouble(&Account { extra_roots: Some(broken.into()), ..good.clone() }).await, Trouble::Roots);
    assert_eq!(trouble(&Account { host: "127.0.0.1".into(), ..good.clone() }).await, Trouble::WrongName);
    assert_eq!(trouble(&Account { port: server.imap, ..good.clone() }).await, Trouble::Tls);
    assert_eq!(trouble(&Account { host: "nowhere.invalid".into(), ..good.clone() }).await, Trouble::Dns);
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert_eq!(trouble(&Account { port: free, ..good.clone() }).await, Trouble::Refused);
    let far = Account { host: "192.0.2.1".into(), security: Security::Plain, ..good.clone() };
    assert_eq!(trouble(&far).await, Trouble::NotLocal);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_offers_no_tls_gets_no_password() {
    let more = "ssl = no".to_owned();
    let server = dovecot(DovecotOptions { more, ..DovecotOptions::default() });
    let account = Account { port: server.imap, security: Security::StartTls, ..account(&server) };
    assert_eq!(trouble(&account).await, Trouble::NoStartTls);
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_and_another_protocol_are_told_apart() {
    for (greeting, expected) in
        [("", Trouble::Silent), ("220 mail.test ESMTP\r\n", Trouble::OtherProtocol), ("* BYE go\r\n", Trouble::Said)]
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(greeting.as_bytes()).await.unwrap();
            tokio::time::sleep(Duration::from_secs(30)).await;
        });
        let account = Account {
            host: "127.0.0.1".into(),
            port,
            security: Security::Plain,
            user: "x".into(),
            secret: Some(Secret::Password("x".into())),
            extra_roots: None,
        };
        let limits = Limits { connect: Duration::from_millis(500), ..limits() };
        assert_eq!(check(&account, limits).await.expect_err("it works").trouble, expected);
        server.abort();
    }
}

#[test]
fn no_secret_is_shown() {
    let account = Account {
        host: "h".into(),
        port: 1,
        security: Security::Tls,
        user: "u".into(),
        secret: Some(Secret::Password("hunter2".into())),
        extra_roots: None,
    };
    let token = Some(Secret::XOAuth2("hunter2".into()));
    for account in [account.clone(), Account { secret: token, ..account }] {
        assert!(!format!("{account:?}").contains("hunter2"));
    }
}
