//! The milter as a server: connections of mail servers, each letter put before the judge.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::frames::{self, Command, Reply};
use super::session::{Session, Step};
use super::{Asked, Change, Judge, Verdict};

/// Bounds of the server.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Mail servers' connections at once; more wait.
    pub connections: usize,
    /// The largest body put before the judge, bytes; a larger letter is refused (552 5.3.4).
    pub body: u64,
    /// How long a connection may say nothing. A mail program may think for five minutes between two letters.
    pub silence: Duration,
    /// How long the judge may take. Postfix waits for `milter_content_timeout` (5 minutes).
    pub judging: Duration,
    /// How long an answer may take to be written.
    pub writing: Duration,
    /// How long letters on their way may go on when the server shall stop.
    pub ending: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 500,
            body: 200 << 20,
            silence: Duration::from_secs(15 * 60),
            judging: Duration::from_secs(60),
            writing: Duration::from_secs(30),
            ending: Duration::from_secs(30),
        }
    }
}

/// The milter.
#[derive(Debug)]
pub struct Server<J> {
    judge: Arc<J>,
    limits: Limits,
}

impl<J: Judge> Server<J> {
    /// A server that asks this judge.
    #[must_use]
    pub fn new(judge: J, limits: Limits) -> Self {
        Self { judge: Arc::new(judge), limits }
    }

    /// Serves until `stop` is there; then letters on their way are finished, as long as [`Limits::ending`] allows. What is
    /// cut off after that the mail server answers with "try later".
    pub async fn run(self, listener: TcpListener, stop: impl Future<Output = ()> + Send) {
        let room = Arc::new(Semaphore::new(self.limits.connections));
        let (stopping, stopped) = watch::channel(false);
        let mut connections = JoinSet::new();
        tokio::pin!(stop);
        loop {
            let accepted = tokio::select! {
                () = &mut stop => break,
                Some(_) = connections.join_next() => continue,
                accepted = accept(&listener, &room) => accepted,
            };
            match accepted {
                Ok((stream, place)) => {
                    let connection =
                        Served { judge: Arc::clone(&self.judge), limits: self.limits.clone(), stopped: stopped.clone() };
                    connections.spawn(async move {
                        if let Err(why) = connection.serve(stream).await {
                            tracing::warn!(%why, "a mail server's connection to the milter broke off");
                        }
                        drop(place);
                    });
                }
                Err(why) => {
                    tracing::error!(%why, "the milter cannot take a connection");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
        }
        drop(listener);
        if stopping.send(true).is_err() {
            return;
        }
        let finished = async { while connections.join_next().await.is_some() {} };
        if timeout(self.limits.ending, finished).await.is_err() {
            tracing::warn!(left = connections.len(), "letters were still on their way when the milter stopped");
        }
        connections.shutdown().await;
    }
}

/// The next connection, once there is room for it.
async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> io::Result<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(room).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    Ok((stream, place))
}

/// One connection.
struct Served<J> {
    judge: Arc<J>,
    limits: Limits,
    stopped: watch::Receiver<bool>,
}

impl<J: Judge> Served<J> {
    async fn serve(mut self, stream: TcpStream) -> io::Result<()> {
        let mut wire = Wire { stream, buffer: Vec::new(), at: 0 };
        let mut session = Session::new(self.limits.body);
        loop {
            let command = tokio::select! {
                // Between two letters nothing is lost by going.
                _ = self.stopped.wait_for(|stopped| *stopped), if !session.busy() => return Ok(()),
                read = timeout(self.limits.silence, wire.command()) => read.map_err(|_| io::ErrorKind::TimedOut)??,
            };
            let Some(command) = command else { return Ok(()) };
            let mut step = session.take(command);
            if let Step::Unload(next) = step {
                step = unload(&mut session, *next).await?;
            }
            let replies = match step {
                Step::Wait | Step::Unload(_) => continue,
                Step::Close => return Ok(()),
                Step::Broken(why) => return Err(io::Error::new(io::ErrorKind::InvalidData, why)),
                Step::Answer(reply) => vec![reply],
                Step::TooLarge => {
                    let lines = vec!["The letter is too large".to_owned()];
                    vec![Reply::Refuse { code: 552, status: "5.3.4", lines }]
                }
                Step::Judge(asked) => self.judged(asked).await,
            };
            let mut bytes = Vec::new();
            for reply in &replies {
                reply.encode(&mut bytes);
            }
            timeout(self.limits.writing, wire.stream.write_all(&bytes)).await.map_err(|_| io::ErrorKind::TimedOut)??;
        }
    }

    /// The judge's verdict as answers; whatever goes wrong with it is "try later".
    async fn judged(&self, asked: Box<Asked>) -> Vec<Reply> {
        let queue_id = asked.queue_id.clone();
        let judge = Arc::clone(&self.judge);
        let mut running = tokio::spawn(async move { judge.judge(*asked).await });
        let verdict = match timeout(self.limits.judging, &mut running).await {
            Ok(Ok(verdict)) => verdict,
            Ok(Err(why)) => {
                tracing::error!(%queue_id, %why, "a letter could not be judged");
                return vec![Reply::TryLater];
            }
            Err(_) => {
                running.abort();
                tracing::error!(%queue_id, "a letter was not judged in time");
                return vec![Reply::TryLater];
            }
        };
        match verdict {
            Verdict::Pass { changes } => changes.into_iter().map(reply).chain([Reply::Continue]).collect(),
            Verdict::Refuse { lines } => vec![Reply::Refuse { code: 550, status: "5.7.1", lines }],
            Verdict::TryLater { line } => vec![Reply::Refuse { code: 451, status: "4.7.1", lines: vec![line] }],
        }
    }
}

/// Moves the body into its file, off the threads that serve others.
async fn unload(session: &mut Session, next: Step) -> io::Result<Step> {
    let Some(letter) = session.letter() else { return Ok(next) };
    let mut body = std::mem::take(&mut letter.body);
    letter.body = tokio::task::spawn_blocking(move || body.unload().map(|()| body)).await.map_err(io::Error::other)??;
    Ok(next)
}

fn reply(change: Change) -> Reply {
    match change {
        Change::RemoveRecipient(address) => Reply::DeleteRecipient(format!("<{address}>")),
        Change::ReplaceHeader { name, index, value } => Reply::ChangeHeader { index, name, value: folded(&value) },
        Change::RemoveHeader { name, index } => Reply::ChangeHeader { index, name, value: Vec::new() },
        Change::AddHeader { name, value } => Reply::AddHeader { name, value: folded(&value) },
    }
}

/// A value whose every further line begins with a space, so that none of them becomes a header or the end of them.
fn folded(value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len());
    for byte in value.iter().filter(|byte| **byte != b'\r') {
        if out.last() == Some(&b'\n') && !matches!(byte, b' ' | b'\t') {
            out.push(b' ');
        }
        out.push(*byte);
    }
    while out.last().is_some_and(u8::is_ascii_whitespace) {
        out.pop();
    }
    out
}

/// Bytes of a connection, as commands.
struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
    at: usize,
}

impl Wire {
    /// The next command; `None` when the other side has gone between two of them. May be given up and called again.
    async fn command(&mut self) -> io::Result<Option<Command>> {
        loop {
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            let read = frames::first(rest).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))?;
            if let Some((command, length)) = read {
                self.at += length;
                return Ok(Some(command));
            }
            self.buffer.drain(..self.at);
            self.at = 0;
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return if self.buffer.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
        }
    }
}
