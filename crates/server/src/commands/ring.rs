//! `yellowsheet ring +79123456789 --to anna`: lets a phone ring at a desk, for trying things out.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use crate::local_source::{self, ask};

/// `yellowsheet ring ...`
#[derive(Debug, Clone, Args)]
pub(crate) struct Ring {
    /// The caller's number; left out, it is hidden.
    pub number: Option<String>,
    /// At whom: a login or an extension.
    #[arg(long)]
    pub to: String,
    /// The call is picked up at once.
    #[arg(long)]
    pub answer: bool,
    /// The call ends at once; without --answer it is missed.
    #[arg(long)]
    pub end: bool,
    /// Goes on with this call (its name was printed when it rang) instead of ringing anew.
    #[arg(long, value_name = "NAME")]
    pub call: Option<String>,
    /// The data folder of the running server.
    #[arg(long, env = "YELLOWSHEET_DATA", default_value = "data")]
    pub data: PathBuf,
}

/// Runs the command.
pub(crate) fn run(command: &Ring) -> ExitCode {
    match ring(command) {
        Ok(said) => {
            // Nobody to tell when stdout is closed.
            let _ = writeln!(io::stdout(), "{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            let _ = writeln!(io::stderr(), "yellowsheet ring: {why}");
            ExitCode::FAILURE
        }
    }
}

fn ring(command: &Ring) -> Result<String, String> {
    if let Some(number) = command.number.as_deref()
        && !number.contains(|one: char| one.is_ascii_digit())
    {
        return Err(format!("\"{number}\" is no telephone number; give one with digits, or none for a hidden number"));
    }
    let source = local_source::read(&command.data).map_err(|_| {
        format!(
            "no server runs on the data folder {}; start it with `yellowsheet serve`, or name its folder with --data",
            command.data.display()
        )
    })?;
    let whose = ask(&source, "GET", &format!("/api/v1/calls/extension?of={}", encoded(&command.to)), None)?;
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let (extension, name) = (text(&whose, "extension"), text(&whose, "name"));

    let call = command.call.clone().unwrap_or_else(|| format!("ring-{}", jiff_micros()));
    let event = |kind: &str| json!({ "call": call, "event": kind, "number": command.number, "extension": extension });
    let mut events = Vec::new();
    if command.call.is_none() {
        events.push(event("ringing"));
    }
    if command.answer {
        events.push(event("answered"));
    }
    if command.end {
        events.push(event("ended"));
    }
    if events.is_empty() {
        return Err("say what the call does next: --answer, --end, or both".to_owned());
    }
    let kept = ask(&source, "POST", "/api/v1/calls/events", Some(&Value::Array(events)))?;
    let state = text(&kept["calls"][0], "state");
    let number = command.number.as_deref().unwrap_or("a hidden number");
    let more = if state == "ringing" || state == "talking" { format!("; go on with --call {call}") } else { String::new() };
    Ok(format!("{name} ({extension}): {state}, {number}{more}"))
}

#[expect(clippy::disallowed_methods, reason = "a command owns the clock; the name of a call only has to be new")]
fn jiff_micros() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'@');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_server_one_sentence_says_what_to_do() {
        let command =
            Ring { number: None, to: "anna".into(), answer: false, end: false, call: None, data: "/nowhere/at/all".into() };
        assert!(ring(&command).unwrap_err().contains("yellowsheet serve"));
    }

    #[test]
    fn a_number_without_digits_is_refused() {
        let command = Ring {
            number: Some("abc".into()),
            to: "anna".into(),
            answer: false,
            end: false,
            call: None,
            data: "/nowhere".into(),
        };
        assert!(ring(&command).unwrap_err().contains("\"abc\" is no telephone number"));
    }

    #[test]
    fn a_login_is_sent_so_that_the_server_reads_the_same() {
        assert_eq!(encoded("анна а&b"), "%D0%B0%D0%BD%D0%BD%D0%B0%20%D0%B0%26b");
    }
}
