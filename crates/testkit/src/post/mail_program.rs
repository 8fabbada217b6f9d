//! A mail program: SMTP word by word, so that a test sees exactly what the server said and can stop anywhere.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A server's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The code of its last line.
    pub code: u16,
    /// Its lines with codes, as they came.
    pub lines: Vec<String>,
}

impl Answer {
    /// The words of all lines, without the codes.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.iter().filter_map(|line| line.get(4..)).collect::<Vec<_>>().join("\n")
    }
}

/// A connection to a mail server.
#[derive(Debug)]
pub struct MailProgram {
    reader: BufReader<TcpStream>,
}

impl MailProgram {
    /// Connects and greets.
    ///
    /// # Errors
    /// When nobody listens or the greeting is refused.
    pub fn connect(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(90)))?;
        stream.set_nodelay(true)?;
        let mut program = Self { reader: BufReader::new(stream) };
        accepted(program.answer()?, 220)?;
        accepted(program.say("EHLO program.office.example")?, 250)?;
        Ok(program)
    }

    /// Connects and signs in (AUTH PLAIN).
    ///
    /// # Errors
    /// When that is refused.
    pub fn sign_in(port: u16, login: &str, password: &str) -> io::Result<Self> {
        let mut program = Self::connect(port)?;
        let secret = base64(format!("\0{login}\0{password}").as_bytes());
        accepted(program.say(&format!("AUTH PLAIN {secret}"))?, 235)?;
        Ok(program)
    }

    /// Says one line and hears the answer.
    ///
    /// # Errors
    /// When the connection is gone.
    pub fn say(&mut self, line: &str) -> io::Result<Answer> {
        self.raw(format!("{line}\r\n").as_bytes())?;
        self.answer()
    }

    /// Sends bytes as they are.
    ///
    /// # Errors
    /// When the connection is gone.
    pub fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.reader.get_mut().write_all(bytes)
    }

    /// Hears one answer.
    ///
    /// # Errors
    /// When the connection is gone or this is no SMTP.
    pub fn answer(&mut self) -> io::Result<Answer> {
        let mut lines = Vec::new();
        loop {
            let mut line = Vec::new();
            if self.reader.read_until(b'\n', &mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let line = String::from_utf8(line).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))?;
            let line = line.trim_end().to_owned();
            let last = line.as_bytes().get(3) != Some(&b'-');
            let code = line.get(..3).and_then(|code| code.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
            lines.push(line);
            if last {
                return Ok(Answer { code, lines });
            }
        }
    }

    /// Names sender and recipients; the first refusal, or `None` when all were taken.
    ///
    /// # Errors
    /// When the connection is gone.
    pub fn envelope(&mut self, from: &str, to: &[String]) -> io::Result<Option<Answer>> {
        let mut lines = vec![format!("MAIL FROM:<{from}>")];
        lines.extend(to.iter().map(|one| format!("RCPT TO:<{one}>")));
        for line in lines {
            let answer = self.say(&line)?;
            if answer.code != 250 {
                return Ok(Some(answer));
            }
        }
        Ok(None)
    }

    /// Sends a letter; the answer after its final dot, or the first refusal before.
    ///
    /// # Errors
    /// When the connection is gone.
    pub fn send(&mut self, from: &str, to: &[String], letter: &[u8]) -> io::Result<Answer> {
        if let Some(refusal) = self.envelope(from, to)? {
            return Ok(refusal);
        }
        let begun = self.say("DATA")?;
        if begun.code != 354 {
            return Ok(begun);
        }
        self.raw(&stuffed(letter))?;
        self.raw(b".\r\n")?;
        self.answer()
    }

    /// Sends a letter in one piece of known size (RFC 3030).
    ///
    /// # Errors
    /// When the connection is gone.
    pub fn send_chunked(&mut self, from: &str, to: &[String], letter: &[u8]) -> io::Result<Answer> {
        if let Some(refusal) = self.envelope(from, to)? {
            return Ok(refusal);
        }
        self.raw(format!("BDAT {} LAST\r\n", letter.len()).as_bytes())?;
        self.raw(letter)?;
        self.answer()
    }
}

fn accepted(answer: Answer, code: u16) -> io::Result<()> {
    if answer.code == code { Ok(()) } else { Err(io::Error::new(io::ErrorKind::PermissionDenied, answer.lines.join("\n"))) }
}

/// Dots at the beginning of a line doubled, a line end at the end.
fn stuffed(letter: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(letter.len() + 64);
    for line in letter.split_inclusive(|byte| *byte == b'\n') {
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// Base64 (RFC 4648) of what a mail program sends.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let part = |at: usize| usize::from(chunk.get(at).copied().unwrap_or(0));
        let held = (part(0) << 16) | (part(1) << 8) | part(2);
        for at in 0..4 {
            let sign = SIGNS.get((held >> (18 - 6 * at)) & 63).map_or('A', |sign| char::from(*sign));
            out.push(if at > chunk.len() { '=' } else { sign });
        }
    }
    out
}
