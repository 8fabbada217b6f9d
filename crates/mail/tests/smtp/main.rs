//! Letters handed to mail servers, and what became of them.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod server;
mod sink;

use std::time::Duration;

use server::{Script, Server};
use yellowsheet_mail::account::{Account, Secret, Security, Trouble};
use yellowsheet_mail::limits::Limits;
use yellowsheet_mail::smtp::{Outcome, check, send};

const LETTER: &[u8] = b"Message-ID: <1@test>\r\nSubject: one\r\n\r\n.\r\n..two\nthree\r\n";

fn limits() -> Limits {
    let short = Duration::from_millis(700);
    Limits { connect: short, silence: short, command: short, done: short, ..Limits::default() }
}

async fn sent(account: &Account, to: &[&str]) -> Outcome {
    let to: Vec<String> = to.iter().map(|&one| one.to_owned()).collect();
    send(account, limits(), "office.test", "a@test", &to, LETTER).await
}

async fn outcome(script: Script, to: &[&str]) -> (Outcome, usize) {
    let server = Server::start(Security::Plain, script).await;
    let outcome = sent(&server.account, to).await;
    let came = server.letters.lock().unwrap().len();
    (outcome, came)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_arrives_as_it_was_over_every_kind_of_connection() {
    for security in [Security::Tls, Security::StartTls, Security::Plain] {
        let server = Server::start(security, &[]).await;
        let outcome = sent(&server.account, &["b@test", "c@test"]).await;
        let Outcome::Accepted { said, rejected } = outcome else { panic!("{security:?}: {outcome:?}") };
        assert_eq!((said.code, said.lines.as_slice(), rejected.len()), (250, &["2.0.0 queued as 1".to_owned()][..], 0));
        let letters = server.letters.lock().unwrap();
        assert_eq!(letters[..], [b"Message-ID: <1@test>\r\nSubject: one\r\n\r\n.\r\n..two\r\nthree\r\n".to_vec()]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_keeps_its_code_and_all_its_lines() {
    let said = "550-5.7.1 no type\r\n550-5.7.1 write [KP]\r\n550 5.7.1 or [OTV]";
    for script in [
        &[("END", "550-5.7.1 no type\r\n550-5.7.1 write [KP]\r\n550 5.7.1 or [OTV]")][..],
        &[("MAIL", "550 no")],
        &[("DATA", "554 no")],
    ] {
        let (outcome, came) = outcome(script, &["b@test"]).await;
        let Outcome::Refused { said: refused, .. } = outcome else { panic!("{outcome:?}") };
        assert_eq!(came, 0);
        if script[0].1 == said {
            assert_eq!(refused.lines, ["5.7.1 no type", "5.7.1 write [KP]", "5.7.1 or [OTV]"]);
            assert_eq!(refused.code, 550);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_says_in_another_charset_is_no_broken_connection() {
    let (outcome, _) = outcome(&[("END", "550 \u{cd}\u{e5}\u{f2}")], &["b@test"]).await;
    assert!(matches!(&outcome, Outcome::Refused { said, .. } if said.lines == ["???"]), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_recipient_has_its_own_answer() {
    let (taken, came) = outcome(&[], &["nobody@test", "b@test"]).await;
    let Outcome::Accepted { rejected, .. } = taken else { panic!("{taken:?}") };
    assert_eq!((rejected.len(), rejected[0].recipient.as_str(), rejected[0].said.code, came), (1, "nobody@test", 550, 1));
    assert_eq!(rejected[0].said.lines, ["5.1.1 no", "5.1.1 such user"]);
    let (none, came) = outcome(&[], &["nobody@test"]).await;
    assert!(matches!(&none, Outcome::Refused { rejected, .. } if rejected.len() == 1) && came == 0, "{none:?}");
    let (later, came) = outcome(&[], &["nobody@test", "later@test"]).await;
    assert!(matches!(&later, Outcome::Later { .. }) && came == 0, "{later:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_sent_again_is_told_from_what_may_have_arrived() {
    let later: [Script; 8] = [
        &[("END", "451 4.7.1 try later")],
        &[("MAIL", "421 busy")],
        &[("GREETING", "")],
        &[("GREETING", "554 not today")],
        &[("EHLO", "hang")],
        &[("DATA", "")],
        &[("RCPT", "flood")],
        &[("MAIL", "hang")],
    ];
    for script in later {
        let begun = tokio::time::Instant::now();
        let (outcome, came) = outcome(script, &["b@test"]).await;
        assert!(matches!(outcome, Outcome::Later { .. }), "{script:?}: {outcome:?}");
        assert!(came == 0 && begun.elapsed() < Duration::from_secs(5), "{script:?}");
    }
    let (cut, came) = outcome(&[("END", "")], &["b@test"]).await;
    assert!(matches!(&cut, Outcome::Unknown { why } if why.trouble == Trouble::Broken) && came == 1, "{cut:?}");
    let (silent, _) = outcome(&[("END", "hang")], &["b@test"]).await;
    assert!(matches!(&silent, Outcome::Unknown { why } if why.trouble == Trouble::Silent), "{silent:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_cut_before_its_end_was_not_taken() {
    let server = Server::start(Security::Plain, &[("BODY", "")]).await;
    let big = [LETTER, &b"0123456789\r\n".repeat(2_000_000)].concat();
    let outcome = send(&server.account, limits(), "office.test", "a@test", &["b@test".to_owned()], &big).await;
    assert!(matches!(&outcome, Outcome::Later { why, .. } if why.trouble == Trouble::Broken), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_would_be_a_command_is_refused_before_connecting() {
    let server = Server::start(Security::Plain, &[]).await;
    let outcome = sent(&server.account, &["b@test>\r\nRCPT TO:<c@test"]).await;
    assert!(matches!(outcome, Outcome::Refused { .. }), "{outcome:?}");
    assert!(server.commands.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_of_logging_in_is_spoken_and_a_wrong_secret_is_named() {
    const PLAIN_ONLY: (&str, &str) = ("EHLO", "250-test\r\n250 AUTH LOGIN");
    let password = Some(Secret::Password("secret".into()));
    let token = Some(Secret::XOAuth2("token".into()));
    let cases: [(Script, &Option<Secret>, Option<Trouble>); 7] = [
        (&[("AUTH", "235 yes")], &password, None),
        (&[PLAIN_ONLY, ("C2VJCMV0", "235 yes")], &password, None),
        (&[("AUTH", "235 yes")], &token, None),
        (&[("AUTH", "535 5.7.8 no")], &password, Some(Trouble::Login)),
        (&[("AUTH", "334 eyJzdGF0dXMiOiI0MDEifQ==")], &token, Some(Trouble::Login)),
        (&[("AUTH", "454 4.7.0 busy")], &password, Some(Trouble::Said)),
        (&[("EHLO", "250 test")], &password, Some(Trouble::NoLogin)),
    ];
    for (script, secret, expected) in cases {
        let server = Server::start(Security::Tls, script).await;
        let account = Account { secret: secret.clone(), ..server.account.clone() };
        let checked = check(&account, limits(), "office.test").await;
        assert_eq!(checked.err().map(|failure| failure.trouble), expected, "{script:?}: {:?}", server.commands.lock().unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mistake_of_an_account_is_named() {
    let server = Server::start(Security::Tls, &[]).await;
    let good = &server.account;
    let trouble = async |account: Account| check(&account, limits(), "x").await.err().map(|failure| failure.trouble);
    assert_eq!(trouble(good.clone()).await, None);
    assert_eq!(trouble(Account { extra_roots: None, ..good.clone() }).await, Some(Trouble::UnknownIssuer));
    assert_eq!(trouble(Account { host: "127.0.0.1".into(), ..good.clone() }).await, Some(Trouble::WrongName));
    assert_eq!(trouble(Account { host: "nowhere.invalid".into(), ..good.clone() }).await, Some(Trouble::Dns));
    let far = Account { host: "192.0.2.1".into(), security: Security::Plain, ..good.clone() };
    assert_eq!(trouble(far).await, Some(Trouble::NotLocal));
    let naked = Server::start(Security::StartTls, &[("EHLO", "250 test")]).await;
    assert_eq!(trouble(naked.account.clone()).await, Some(Trouble::NoStartTls));
    let other = Server::start(Security::Plain, &[("GREETING", "* OK IMAP4rev1")]).await;
    assert_eq!(trouble(other.account.clone()).await, Some(Trouble::OtherProtocol));
}
