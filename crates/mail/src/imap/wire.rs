//! The bytes of IMAP: answers cut into lines and literals, every wait and every size with its limit.

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::time::timeout;

use crate::account::{Failure, Trouble};
use crate::connect::{AnyStream, broken};
use crate::limits::Limits;

/// Text of one command's answers that is kept at most, bytes: room for the UIDs of four million letters.
const TEXT_MAX: usize = 32 << 20;

/// A piece of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Characters, without the line's end and without the announcement of a literal.
    Text(Vec<u8>),
    /// Bytes as they are.
    Literal(Vec<u8>),
    /// A literal of this size that was too big to keep.
    Skipped(u64),
}

/// One answer of the server: lines joined by literals.
pub(crate) type Frame = Vec<Piece>;

/// A connection, in frames.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: BufReader<AnyStream>,
    limits: Limits,
    text_left: usize,
    literal_left: u64,
}

impl Wire {
    pub(crate) fn new(stream: AnyStream, limits: Limits) -> Self {
        Self { stream: BufReader::with_capacity(64 << 10, stream), limits, text_left: TEXT_MAX, literal_left: 0 }
    }

    /// Before a command: how many bytes of literals its answers may have altogether. Literals beyond are read and not kept.
    pub(crate) const fn allow(&mut self, literals: u64) {
        self.text_left = TEXT_MAX;
        self.literal_left = literals;
    }

    /// The naked connection, for STARTTLS. What came before it was asked for would be taken for protected, so it is refused.
    pub(crate) fn into_stream(self) -> Result<AnyStream, Failure> {
        if self.stream.buffer().is_empty() {
            Ok(self.stream.into_inner())
        } else {
            Err(Failure::new(Trouble::Nonsense, "bytes before TLS"))
        }
    }

    /// Writes, piece by piece so that a slow but living connection is not taken for a silent one.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        for part in bytes.chunks(64 << 10) {
            let written = timeout(self.limits.silence, async {
                self.stream.write_all(part).await?;
                self.stream.flush().await
            });
            written.await.map_err(|_| silent())?.map_err(|why| broken(&why))?;
        }
        Ok(())
    }

    /// The next answer.
    pub(crate) async fn frame(&mut self) -> Result<Frame, Failure> {
        let mut frame = Frame::new();
        loop {
            let mut line = self.line().await?;
            let literal = announced(&line);
            if let Some((at, size)) = literal {
                line.truncate(at);
                frame.push(Piece::Text(line));
                frame.push(self.literal(size).await?);
            } else {
                frame.push(Piece::Text(line));
                return Ok(frame);
            }
        }
    }

    /// Waits, without a limit, until there is something to read. May be given up at any moment: nothing is lost.
    pub(crate) async fn ready(&mut self) -> Result<(), Failure> {
        let empty = self.stream.fill_buf().await.map_err(|why| broken(&why))?.is_empty();
        if empty { Err(closed()) } else { Ok(()) }
    }

    async fn line(&mut self) -> Result<Vec<u8>, Failure> {
        let mut line = Vec::new();
        loop {
            let have = self.more().await?;
            let end = have.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(have.len(), |at| at + 1);
            line.extend_from_slice(&have[..taken]);
            self.stream.consume(taken);
            self.text_left = self.text_left.checked_sub(taken).ok_or_else(too_long)?;
            if end.is_some() {
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
        }
    }

    async fn more(&mut self) -> Result<&[u8], Failure> {
        let have =
            timeout(self.limits.silence, self.stream.fill_buf()).await.map_err(|_| silent())?.map_err(|why| broken(&why))?;
        if have.is_empty() { Err(closed()) } else { Ok(have) }
    }

    async fn literal(&mut self, size: u64) -> Result<Piece, Failure> {
        // Also an empty literal takes memory, and their number is the server's choice.
        self.text_left = self.text_left.checked_sub(16).ok_or_else(too_long)?;
        if let Some(left) = self.literal_left.checked_sub(size) {
            self.literal_left = left;
            // Memory follows what comes, not what was promised.
            let mut bytes = Vec::with_capacity(usize::try_from(size.min(1 << 20)).unwrap_or_default());
            while (bytes.len() as u64) < size {
                let want = size - bytes.len() as u64;
                let mut part = (&mut self.stream).take(want.min(1 << 20));
                let read = timeout(self.limits.silence, part.read_buf(&mut bytes)).await.map_err(|_| silent())?;
                if read.map_err(|why| broken(&why))? == 0 {
                    return Err(closed());
                }
            }
            return Ok(Piece::Literal(bytes));
        }
        let mut left = size;
        while left > 0 {
            let have = self.more().await?.len();
            let taken = usize::try_from(left).map_or(have, |left| have.min(left));
            self.stream.consume(taken);
            left -= taken as u64;
        }
        Ok(Piece::Skipped(size))
    }
}

fn silent() -> Failure {
    Failure::new(Trouble::Silent, "no answer in time")
}

fn closed() -> Failure {
    Failure::new(Trouble::Broken, "the server closed the connection")
}

fn too_long() -> Failure {
    Failure::new(Trouble::Nonsense, "the answer has no end")
}

/// Where a line announces a literal (`{12}`, `{12+}`, `~{12}`), and its size.
fn announced(line: &[u8]) -> Option<(usize, u64)> {
    let inner = line.strip_suffix(b"}")?;
    let open = inner.iter().rposition(|byte| *byte == b'{')?;
    let digits = &inner[open + 1..];
    let digits = digits.strip_suffix(b"+").unwrap_or(digits);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let at = if open > 0 && line[open - 1] == b'~' { open - 1 } else { open };
    Some((at, std::str::from_utf8(digits).ok()?.parse().ok()?))
}
