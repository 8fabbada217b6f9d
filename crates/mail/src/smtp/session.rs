//! The talk with the server, command by command, each with its time.

use std::future::Future;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::{ClientId, Extension};
use lettre::transport::smtp::response::Response;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

use super::line::{Ear, Line};
use super::{Outcome, Rejected, Said};
use crate::account::{Account, Failure, Secret, Security, Trouble};
use crate::connect::{self, AnyStream, broken};
use crate::limits::Limits;

/// A reply of one line before TLS is not longer, bytes.
const REPLY_MAX: usize = 16 << 10;

/// A talk that is open for letters.
struct Talk {
    client: AsyncSmtpConnection,
    ear: Ear,
}

/// Why a step failed: the server said so, or the talk itself broke.
enum Stop {
    Said(Said),
    Broke(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Broke(failure)
    }
}

/// Hands a letter over. `hello` is the name this machine gives itself; an empty `from` is the sender of bounces; `raw` is the whole
/// letter, its lines ended anyhow. Nothing is tried twice here.
pub async fn send(account: &Account, limits: Limits, hello: &str, from: &str, recipients: &[String], raw: &[u8]) -> Outcome {
    if let Some(address) = recipients.iter().map(String::as_str).chain([from]).find(|address| !is_address(address)) {
        let lines = vec![format!("the address \"{}\" cannot be given to a mail server", address.escape_debug())];
        return Outcome::Refused { said: Said { code: 553, lines }, rejected: Vec::new() };
    }
    let mut talk = match open(account, limits, hello).await {
        Ok(talk) => talk,
        // Everything before the letter is about the account, and that can be mended.
        Err(failure) => return Outcome::later(failure),
    };
    let outcome = hand_over(&mut talk, limits, from, recipients, raw).await;
    drop(timeout(limits.done, talk.client.abort()).await);
    outcome
}

/// Connects, and logs in where a secret is given; nothing is sent.
///
/// # Errors
/// What failed, told apart.
pub async fn check(account: &Account, limits: Limits, hello: &str) -> Result<(), Failure> {
    let mut talk = open(account, limits, hello).await?;
    drop(timeout(limits.done, talk.client.abort()).await);
    Ok(())
}

/// No line's end, no bracket and no space: nothing that would be a command of its own.
fn is_address(address: &str) -> bool {
    !address.contains(|c: char| c.is_control() || c.is_whitespace() || c == '<' || c == '>')
}

async fn hand_over(talk: &mut Talk, limits: Limits, from: &str, recipients: &[String], raw: &[u8]) -> Outcome {
    let Talk { client, ear } = talk;
    let body = lines_ended(raw);
    let mut parameters = String::new();
    if !recipients.iter().chain([&from.to_owned()]).all(|address| address.is_ascii()) {
        if !client.server_info().supports_feature(Extension::SmtpUtfEight) {
            let lines = vec!["5.6.7 the server takes no addresses beyond ASCII".to_owned()];
            return Outcome::Refused { said: Said { code: 553, lines }, rejected: Vec::new() };
        }
        parameters.push_str(" SMTPUTF8");
    }
    // Without 8BITMIME such a letter is sent all the same: every server of our days takes it, and refusing it helps nobody.
    if !body.is_ascii() && client.server_info().supports_feature(Extension::EightBitMime) {
        parameters.push_str(" BODY=8BITMIME");
    }
    match said(ear, limits.silence, client.command(format!("MAIL FROM:<{from}>{parameters}\r\n"))).await {
        Ok(_) => {}
        Err(Stop::Said(said)) => return Outcome::refusal(said, Vec::new()),
        Err(Stop::Broke(failure)) => return Outcome::later(failure),
    }
    let mut rejected = Vec::new();
    for recipient in recipients {
        match said(ear, limits.silence, client.command(format!("RCPT TO:<{recipient}>\r\n"))).await {
            Ok(_) => {}
            Err(Stop::Said(said)) => rejected.push(Rejected { recipient: recipient.clone(), said }),
            Err(Stop::Broke(failure)) => return Outcome::later(failure),
        }
    }
    if rejected.len() == recipients.len() {
        // One that may be taken later makes the whole letter worth another try.
        let worst = rejected.iter().find(|one| one.said.code < 500).or_else(|| rejected.first()).map(|one| one.said.clone());
        let none = Said { code: 554, lines: vec!["no recipients".to_owned()] };
        return Outcome::refusal(worst.unwrap_or(none), rejected);
    }
    match said(ear, limits.silence, client.command("DATA\r\n")).await {
        Ok(_) => {}
        Err(Stop::Said(said)) => return Outcome::refusal(said, rejected),
        Err(Stop::Broke(failure)) => return Outcome::later(failure),
    }
    // Milters and filters look at the letter before the answer comes, so its time is that of a long command.
    match said(ear, limits.command, client.message(&body)).await {
        Ok(said) => Outcome::Accepted { said, rejected },
        Err(Stop::Said(said)) => Outcome::refusal(said, rejected),
        Err(Stop::Broke(why)) if ear.ended() => Outcome::Unknown { why },
        Err(Stop::Broke(why)) => Outcome::later(why),
    }
}

/// Every line ends with CR LF (a bare one of them is taken for an end by some servers and not by others), and the last has no end: the
/// client adds it with the dot.
fn lines_ended(raw: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(raw.len() + raw.len() / 40);
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                body.extend_from_slice(b"\r\n");
            }
            b'\n' => body.extend_from_slice(b"\r\n"),
            byte => body.push(byte),
        }
    }
    if body.ends_with(b"\r\n") {
        body.truncate(body.len() - 2);
    }
    body
}

async fn open(account: &Account, limits: Limits, hello: &str) -> Result<Talk, Failure> {
    let name = ClientId::Domain(if is_address(hello) && !hello.is_empty() { hello.to_owned() } else { "localhost".to_owned() });
    let mut stream = connect::open(account, limits.connect).await?;
    let ear = Ear::default();
    let line = if account.security == Security::StartTls {
        timeout(limits.silence, start_tls(&mut stream, &name)).await.map_err(|_| silent())??;
        let protected = timeout(limits.connect, connect::protect(stream, account)).await.map_err(|_| silent())??;
        Line::greeted(protected, ear.clone())
    } else {
        Line::new(stream, ear.clone())
    };
    let greeted = timeout(limits.silence, AsyncSmtpConnection::connect_with_transport(Box::new(line), &name)).await;
    let mut client = greeted.map_err(|_| silent())?.map_err(|why| greeting(&ear, &why))?;
    let Some(secret) = &account.secret else { return Ok(Talk { client, ear }) };
    let (ways, secret) = match secret {
        Secret::Password(password) => (&[Mechanism::Plain, Mechanism::Login][..], password),
        Secret::XOAuth2(token) => (&[Mechanism::Xoauth2][..], token),
    };
    if client.server_info().get_auth_mechanism(ways).is_none() {
        return Err(Failure::new(Trouble::NoLogin, "the server takes no way of logging in that is known here"));
    }
    let credentials = Credentials::new(account.user.clone(), secret.clone());
    match said(&ear, limits.silence, client.auth(ways, &credentials)).await {
        Ok(_) => Ok(Talk { client, ear }),
        Err(Stop::Said(said)) if said.code >= 500 => Err(Failure::new(Trouble::Login, said.lines.join(" "))),
        Err(Stop::Said(said)) => Err(Failure::new(Trouble::Said, said.lines.join(" "))),
        // A second question of the server explains that the token is not good, and is no answer for the client.
        Err(Stop::Broke(failure)) if failure.trouble == Trouble::Nonsense => Err(Failure::new(Trouble::Login, failure.said)),
        Err(Stop::Broke(failure)) => Err(failure),
    }
}

/// The talk before TLS: greeting, EHLO, STARTTLS. Read byte by byte up to the end of the reply, so nothing sent before TLS is taken
/// for protected.
async fn start_tls(stream: &mut AnyStream, name: &ClientId) -> Result<(), Failure> {
    if !reply(stream).await?.starts_with("220") {
        return Err(Failure::new(Trouble::OtherProtocol, "the server does not greet as SMTP"));
    }
    write(stream, &format!("EHLO {name}\r\n")).await?;
    let offered = reply(stream).await?;
    if !offered.lines().any(|line| line.get(4..).is_some_and(|word| word.trim().eq_ignore_ascii_case("STARTTLS"))) {
        return Err(Failure::new(Trouble::NoStartTls, "the server does not offer STARTTLS"));
    }
    write(stream, "STARTTLS\r\n").await?;
    let said = reply(stream).await?;
    if said.starts_with("220") { Ok(()) } else { Err(Failure::new(Trouble::Said, said.trim())) }
}

async fn write(stream: &mut AnyStream, command: &str) -> Result<(), Failure> {
    stream.write_all(command.as_bytes()).await.map_err(|why| broken(&why))?;
    stream.flush().await.map_err(|why| broken(&why))
}

async fn reply(stream: &mut AnyStream) -> Result<String, Failure> {
    let mut all = Vec::new();
    let mut begin = 0;
    while all.len() < REPLY_MAX {
        let byte = stream.read_u8().await.map_err(|why| broken(&why))?;
        all.push(byte);
        if byte == b'\n' {
            if all.get(begin + 3) != Some(&b'-') {
                return Ok(String::from_utf8_lossy(&all).into_owned());
            }
            begin = all.len();
        }
    }
    Err(Failure::new(Trouble::Nonsense, "the answer has no end"))
}

fn silent() -> Failure {
    Failure::new(Trouble::Silent, "no answer in time")
}

fn greeting(ear: &Ear, why: &Error) -> Failure {
    match stop(ear, why) {
        Stop::Said(said) => Failure::new(Trouble::Said, said.lines.join(" ")),
        Stop::Broke(failure) if failure.trouble == Trouble::Nonsense => Failure::new(Trouble::OtherProtocol, failure.said),
        Stop::Broke(failure) => failure,
    }
}

async fn said(ear: &Ear, limit: Duration, step: impl Future<Output = Result<Response, Error>>) -> Result<Said, Stop> {
    let response = timeout(limit, step).await.map_err(|_| silent())?.map_err(|why| stop(ear, &why))?;
    Ok(Said { code: response.code().into(), lines: ear.lines() })
}

/// What an error of the client means.
fn stop(ear: &Ear, why: &Error) -> Stop {
    let words = std::error::Error::source(why).map_or_else(|| why.to_string(), ToString::to_string);
    if let Some(code) = why.status() {
        return Stop::Said(Said { code: code.into(), lines: ear.lines() });
    }
    let inner = std::error::Error::source(why).and_then(|source| source.downcast_ref::<std::io::Error>());
    Stop::Broke(match inner {
        Some(inner) => broken(inner),
        // The client calls the end of the connection an answer that is not whole.
        None if words == "incomplete response" => Failure::new(Trouble::Broken, "the server closed the connection"),
        None => Failure::new(Trouble::Nonsense, words),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_one_way() {
        assert_eq!(lines_ended(b"a\nb\r\nc\rd\r\n"), b"a\r\nb\r\nc\r\nd");
        assert_eq!(lines_ended(b"x\n.\ny"), b"x\r\n.\r\ny");
    }

    #[test]
    fn an_address_is_no_command() {
        assert!(is_address("a+b@example.com") && is_address(""));
        for bad in ["a@b>\r\nDATA", "a b@c", "<a@b>"] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
