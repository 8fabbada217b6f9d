//! The connection as the SMTP client sees it: answers in any charset become text, none is endless, and a greeting given before
//! TLS is given again.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::connect::AnyStream;

/// All answers of one connection together; a longer talk is a flood, bytes.
const ANSWERS_MAX: usize = 1 << 20;

/// How the client writes the end of a letter: by itself, after the letter.
const END: &[u8] = b"\r\n.\r\n";

/// What was heard and done on the connection: the client itself joins the lines of a refusal into one.
#[derive(Debug, Clone, Default)]
pub(super) struct Ear(Arc<Mutex<Heard>>);

#[derive(Debug, Default)]
struct Heard {
    answer: Vec<u8>,
    ended: bool,
}

impl Ear {
    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The lines of the last answer, without their codes.
    pub(super) fn lines(&self) -> Vec<String> {
        let answer = String::from_utf8_lossy(&self.heard().answer).into_owned();
        answer.lines().map(|line| line.get(4..).unwrap_or_default().trim_end().to_owned()).collect()
    }

    /// Whether the end of the letter was begun to be written: from then on the server may have it.
    pub(super) fn ended(&self) -> bool {
        self.heard().ended
    }
}

/// The connection.
#[derive(Debug)]
pub(super) struct Line {
    stream: AnyStream,
    ear: Ear,
    /// Text to be read before anything from the connection.
    first: Vec<u8>,
    /// The beginning of a character whose end has not come yet, at most three bytes.
    open: Vec<u8>,
    left: usize,
}

impl Line {
    /// A connection that was silent until now.
    pub(super) fn new(stream: AnyStream, ear: Ear) -> Self {
        Self { stream, ear, first: Vec::new(), open: Vec::new(), left: ANSWERS_MAX }
    }

    /// A connection that was greeted before TLS.
    pub(super) fn greeted(stream: AnyStream, ear: Ear) -> Self {
        Self { first: b"220 greeted before TLS\r\n".to_vec(), ..Self::new(stream, ear) }
    }
}

/// Text of bytes: what is not UTF-8 is marked, and a character cut off at the end waits in `open`.
fn text(open: &mut Vec<u8>, bytes: &[u8]) -> Vec<u8> {
    open.extend_from_slice(bytes);
    let mut text = Vec::with_capacity(open.len());
    let mut waits = Vec::new();
    let mut chunks = open.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.extend_from_slice(chunk.valid().as_bytes());
        let invalid = chunk.invalid();
        let cut_off = chunks.peek().is_none() && std::str::from_utf8(invalid).is_err_and(|why| why.error_len().is_none());
        if cut_off {
            waits = invalid.to_vec();
        } else if !invalid.is_empty() {
            text.push(b'?');
        }
    }
    *open = waits;
    text
}

impl AsyncRead for Line {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let line = self.get_mut();
        loop {
            if !line.first.is_empty() {
                let take = line.first.len().min(buf.remaining());
                buf.put_slice(&line.first[..take]);
                line.first.drain(..take);
                return Poll::Ready(Ok(()));
            }
            let mut bytes = [0; 4096];
            let mut read = ReadBuf::new(&mut bytes);
            ready!(Pin::new(&mut line.stream).poll_read(cx, &mut read))?;
            if read.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
            let Some(left) = line.left.checked_sub(read.filled().len()) else {
                return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, "the answer has no end")));
            };
            line.left = left;
            line.first = text(&mut line.open, read.filled());
            line.ear.heard().answer.extend_from_slice(&line.first);
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let mut heard = self.ear.heard();
        heard.answer.clear();
        heard.ended |= buf == END;
        drop(heard);
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl AsyncTokioStream for Line {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_cut_in_the_middle_of_a_character_comes_whole_and_other_charsets_are_marked() {
        let said = "550 \u{43d}\u{435}\u{442}\r\n".as_bytes();
        for cut in 0..said.len() {
            let mut open = Vec::new();
            let whole = [text(&mut open, &said[..cut]), text(&mut open, &said[cut..])].concat();
            assert_eq!(whole, said, "cut at {cut}");
            assert!(open.is_empty());
        }
        assert_eq!(text(&mut Vec::new(), b"550 \xcd\xe5\xf2\r\n"), b"550 ???\r\n");
    }
}
