//! What the tests of IMAP share: servers, accounts, letters, and a mail program of few words.

use std::time::Duration;

use testkit::dovecot::{Dovecot, DovecotOptions, PASSWORD};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use yellowsheet_mail::account::{Account, Secret, Security};
use yellowsheet_mail::limits::Limits;

pub(crate) fn dovecot(options: DovecotOptions) -> Dovecot {
    Dovecot::start(&DovecotOptions { users: vec!["anna".into()], ..options }).unwrap()
}

pub(crate) fn account(server: &Dovecot) -> Account {
    Account {
        host: "localhost".into(),
        port: server.imaps,
        security: Security::Tls,
        user: "anna".into(),
        secret: Some(Secret::Password(PASSWORD.into())),
        extra_roots: Some(server.certificate.clone()),
    }
}

/// Waits of a test: as in the field, only shorter.
pub(crate) fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(5),
        silence: Duration::from_secs(10),
        command: Duration::from_secs(30),
        poll: Duration::from_secs(30),
        pause_first: Duration::from_millis(100),
        pause_most: Duration::from_millis(500),
        pause_login: Duration::from_millis(200),
        ..Limits::default()
    }
}

pub(crate) fn letter(number: u32) -> Vec<u8> {
    format!("Message-ID: <{number}@test>\r\nFrom: a@test\r\nTo: b@test\r\nSubject: {number}\r\n\r\nThe letter {number}.\r\n")
        .into_bytes()
}

pub(crate) fn fill(server: &Dovecot, folder: &str, numbers: std::ops::Range<u32>) {
    for number in numbers {
        server.deliver("anna", folder, &letter(number)).unwrap();
    }
}

/// Logs in without TLS, gives commands as they are and waits for the end of the last.
pub(crate) async fn program(server: &Dovecot, commands: &[&str]) -> String {
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", server.imap)).await.unwrap();
    let password = PASSWORD.replace('\\', "\\\\").replace('"', "\\\"");
    let mut said = String::new();
    for (number, command) in
        std::iter::once(format!("LOGIN anna \"{password}\"").as_str()).chain(commands.iter().copied()).enumerate()
    {
        stream.write_all(format!("t{number} {command}\r\n").as_bytes()).await.unwrap();
        let end = format!("t{number} OK");
        while !said.contains(&end) {
            let mut part = vec![0; 65536];
            let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut part)).await.expect(&said).unwrap();
            assert!(
                read > 0 && !said.contains(&format!("t{number} NO")) && !said.contains(&format!("t{number} BAD")),
                "{command}: {said}"
            );
            said.push_str(&String::from_utf8_lossy(&part[..read]));
        }
    }
    said
}
