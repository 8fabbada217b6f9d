//! Letters to send in tests.

/// A letter being written.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Envelope recipients.
    pub recipients: Vec<String>,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

impl Letter {
    /// A letter from one to another, with a `Message-ID` by which it is found again.
    #[must_use]
    pub fn new(id: &str, from: &str, to: &str) -> Self {
        let headers = [
            ("From", from.to_owned()),
            ("To", to.to_owned()),
            ("Message-ID", format!("<{id}@office.example>")),
            ("Date", "Mon, 23 Nov 2026 10:15:00 +0300".to_owned()),
            ("MIME-Version", "1.0".to_owned()),
            ("Content-Type", "text/plain; charset=utf-8".to_owned()),
            ("Content-Transfer-Encoding", "8bit".to_owned()),
        ];
        Self {
            recipients: vec![to.to_owned()],
            headers: headers.map(|(name, value)| (name.to_owned(), value.into_bytes())).into(),
            body: "Добрый день!\r\n.\r\nКабель есть.\r\n".as_bytes().to_vec(),
        }
    }

    /// One header more, as it stands on the wire.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    /// One envelope recipient more, named in no header.
    #[must_use]
    pub fn recipient(mut self, address: &str) -> Self {
        self.recipients.push(address.to_owned());
        self
    }

    /// One recipient more, named in `Cc`.
    #[must_use]
    pub fn copy(self, address: &str) -> Self {
        self.recipient(address).header("Cc", address)
    }

    /// Another text.
    #[must_use]
    pub fn text(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// A text of about so many bytes, in lines of 76 characters.
    #[must_use]
    pub fn of_size(self, bytes: usize) -> Self {
        let line = "UGFkZGluZyBvZiBhIGxldHRlciB0aGF0IGNhcnJpZXMgYSBsYXJnZSBhdHRhY2htZW50IDEyMzQ=\r\n";
        self.text(line.repeat(bytes / line.len() + 1))
    }

    /// The letter as bytes, lines ended by CR LF.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, value) in &self.headers {
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b": ");
            out.extend_from_slice(value);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(&self.body);
        out
    }
}
