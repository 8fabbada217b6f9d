//! `yellowsheet capture`: reads lines of free text, prints one JSON object a line.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use clap::Args;
use domain::capture::capture;
use jiff::civil::DateTime;

/// Reads lines of free text from standard input, prints the facts of each as one JSON object.
#[derive(Debug, Args)]
pub(crate) struct Capture {
    /// Local time the lines were typed, for "tomorrow" and "in 12 min": 2026-11-23T10:15.
    #[arg(long)]
    now: DateTime,
}

/// What stopped the command.
#[derive(Debug, thiserror::Error)]
enum Stopped {
    /// Bytes that are no text: naming the line lets the author find it. Lines before it have been printed.
    #[error("line {line} is not valid UTF-8 (from byte {byte} of the line); convert the file to UTF-8 and run again")]
    Encoding { line: usize, byte: usize },
    /// Reading or writing failed.
    #[error("cannot read or write line {line}: {source}")]
    Io { line: usize, source: io::Error },
}

/// Runs the command.
pub(crate) fn run(command: &Capture) -> ExitCode {
    match lines(command.now, &mut io::stdin().lock(), &mut io::BufWriter::new(io::stdout().lock())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => {
            // Nothing more can be told if even this cannot be written.
            let _ = writeln!(io::stderr(), "{stopped}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the input to its end; a closed output ends it quietly.
fn lines(now: DateTime, input: &mut impl BufRead, output: &mut impl Write) -> Result<(), Stopped> {
    let mut buffer = Vec::new();
    for line in 1.. {
        buffer.clear();
        let io = |source| Stopped::Io { line, source };
        if input.read_until(b'\n', &mut buffer).map_err(io)? == 0 {
            break;
        }
        let bytes = buffer.strip_suffix(b"\n").unwrap_or(&buffer);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let bytes = if line == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) } else { bytes };
        let text = match str::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => {
                output.flush().map_err(io)?;
                return Err(Stopped::Encoding { line, byte: e.valid_up_to() + 1 });
            }
        };
        let printed = serde_json::to_writer(&mut *output, &capture(text, now, None)).map_err(io::Error::from);
        match printed.and_then(|()| output.write_all(b"\n")) {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            other => other.map_err(io)?,
        }
    }
    match output.flush() {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Stopped::Io { line: 0, source: e }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &[u8]) -> (Result<(), Stopped>, String) {
        let mut out = Vec::new();
        let result = lines("2026-11-23T10:15".parse().unwrap(), &mut &input[..], &mut out);
        (result, String::from_utf8(out).unwrap())
    }

    #[test]
    fn each_line_becomes_one_json_object() {
        let (result, out) = read("Иванов Пётр, доб 5\r\nperезвонить\n\n".as_bytes());
        assert!(result.is_ok());
        assert_eq!(out.lines().count(), 3);
        let first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
        assert_eq!(first["text"], "Иванов Пётр, доб 5");
        assert_eq!(first["facts"][0]["fact"], "person");
    }

    #[test]
    fn invalid_utf8_names_the_line_after_printing_those_before() {
        let (result, out) = read(b"ok\nbad \xff\nmore\n");
        assert!(matches!(result, Err(Stopped::Encoding { line: 2, byte: 5 })));
        assert_eq!(out.lines().count(), 1);
    }
}
