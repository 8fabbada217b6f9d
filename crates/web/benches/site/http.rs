//! Just enough of a client of HTTP/1.1 to measure with: one connection kept open, one request at a time.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

/// A connection that sends with one key or one session.
pub(crate) struct Line {
    connection: BufReader<TcpStream>,
    headers: String,
}

impl Line {
    /// Connects; an empty key or session is not shown.
    pub(crate) fn open(here: SocketAddr, key: &str, session: &str) -> Line {
        let stream = TcpStream::connect(here).expect("a connection");
        stream.set_nodelay(true).expect("a connection");
        let mut headers = format!("host: {here}\r\n");
        for (name, prefix, value) in [("authorization", "Bearer ", key), ("cookie", "session=", session)] {
            if !value.is_empty() {
                headers += &format!("{name}: {prefix}{value}\r\n");
            }
        }
        Line { connection: BufReader::new(stream), headers }
    }

    /// Sends events of calls; gives the answer.
    pub(crate) fn post(&mut self, body: &str) -> String {
        self.send(&format!("POST /api/v1/calls/events HTTP/1.1\r\n{}content-length: {}\r\n\r\n{body}", self.headers, body.len()));
        self.answer()
    }

    /// Asks for a page.
    pub(crate) fn get(&mut self, path: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\n{}\r\n", self.headers));
        self.answer()
    }

    fn send(&mut self, request: &str) {
        self.connection.get_mut().write_all(request.as_bytes()).expect("a request goes out");
    }

    /// Reads to the end of the headers; the length of the body, where it is told.
    fn head(&mut self) -> Option<usize> {
        let (mut length, mut first) = (None, String::new());
        self.connection.read_line(&mut first).expect("an answer");
        assert!(first.starts_with("HTTP/1.1 200"), "answered {first}");
        loop {
            let mut line = String::new();
            self.connection.read_line(&mut line).expect("an answer");
            if line.trim().is_empty() {
                return length;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().ok();
            }
        }
    }

    fn answer(&mut self) -> String {
        let length = self.head().expect("every answer but a stream tells its length");
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body).expect("a body");
        String::from_utf8(body).expect("UTF-8")
    }
}

/// The live stream of one signed-in employee.
pub(crate) struct Stream(Line);

impl Stream {
    /// Listens from now on.
    pub(crate) fn open(here: SocketAddr, session: &str) -> Stream {
        let mut line = Line::open(here, "", session);
        line.send(&format!("GET /live HTTP/1.1\r\n{}\r\n", line.headers.clone()));
        line.head();
        Stream(line)
    }

    /// Reads until the stream tells of this subject.
    pub(crate) fn wait_for(&mut self, subject: &str) {
        let mut line = String::new();
        while !(line.starts_with("data:") && line.contains(subject)) {
            line.clear();
            let read = self.0.connection.read_line(&mut line).expect("a stream");
            assert!(read > 0 && line != "0\r\n", "the stream ended");
        }
    }
}

/// A text as the query of an address carries it.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        // Writing into a text cannot fail.
        let _ = write!(all, "%{byte:02X}");
        all
    })
}
