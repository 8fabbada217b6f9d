//! A mail server of few words, that does as it is told.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, crypto};
use yellowsheet_mail::account::{Account, Security};

/// What it says instead of the usual, by the first word of the command; `END` is the end of the letter. An empty answer cuts the line,
/// `hang` answers nothing.
pub(crate) type Script = &'static [(&'static str, &'static str)];

/// A running server, and what came.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) account: Account,
    pub(crate) letters: Arc<Mutex<Vec<Vec<u8>>>>,
    pub(crate) commands: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) async fn start(security: Security, script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let (letters, commands) = (Arc::default(), Arc::default());
        let account = Account {
            host: "localhost".into(),
            port,
            security,
            user: "anna".into(),
            secret: None,
            extra_roots: Some(made.cert.pem()),
        };
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let server = Self { account, letters: Arc::clone(&letters), commands: Arc::clone(&commands) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let talk = Talk { letters: Arc::clone(&letters), commands: Arc::clone(&commands), script };
                let acceptor = acceptor.clone();
                // How it ends is the other side's business.
                tokio::spawn(async move {
                    drop(match security {
                        Security::Tls => talk.talk(BufReader::new(acceptor.accept(stream).await?), true).await.map(drop),
                        _ => match talk.talk(BufReader::new(stream), true).await? {
                            Some(stream) => talk.talk(BufReader::new(acceptor.accept(stream).await?), false).await.map(drop),
                            None => Ok(()),
                        },
                    });
                    std::io::Result::Ok(())
                });
            }
        });
        server
    }
}

struct Talk {
    letters: Arc<Mutex<Vec<Vec<u8>>>>,
    commands: Arc<Mutex<Vec<String>>>,
    script: Script,
}

impl Talk {
    /// Talks; gives the stream back when STARTTLS was asked for.
    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(&self, mut stream: BufReader<S>, greet: bool) -> std::io::Result<Option<S>> {
        if greet {
            self.answer(&mut stream, "GREETING", "220 test ESMTP").await?;
        }
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            let line = line.trim_end().to_owned();
            self.commands.lock().unwrap().push(line.clone());
            let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match word.as_str() {
                "EHLO" => {
                    let usual = "250-test\r\n250-STARTTLS\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN XOAUTH2";
                    self.answer(&mut stream, "EHLO", usual).await?;
                }
                "STARTTLS" => {
                    self.answer(&mut stream, "STARTTLS", "220 go").await?;
                    return Ok(Some(stream.into_inner()));
                }
                "DATA" => {
                    self.answer(&mut stream, "DATA", "354 go").await?;
                    if self.said("DATA", "354").starts_with("354") {
                        self.letter(&mut stream).await?;
                    }
                }
                "AUTH" if line == "AUTH LOGIN" => self.answer(&mut stream, "LOGIN", "334 VXNlcm5hbWU6").await?,
                // The lines of the answer to AUTH LOGIN.
                "YW5UYQ==" => self.answer(&mut stream, "NAME", "334 UGFzc3dvcmQ6").await?,
                // The recipients' own answers.
                "RCPT" if line.contains("nobody") => {
                    self.answer(&mut stream, "NOBODY", "550-5.1.1 no\r\n550 5.1.1 such user").await?;
                }
                "RCPT" if line.contains("later") => self.answer(&mut stream, "LATER", "450 4.2.0 later").await?,
                _ => self.answer(&mut stream, &word, "250 2.0.0 yes").await?,
            }
        }
    }

    fn said(&self, word: &str, usual: &'static str) -> &'static str {
        self.script.iter().find(|(asked, _)| *asked == word).map_or(usual, |(_, said)| said)
    }

    async fn answer(&self, stream: &mut (impl AsyncWrite + Unpin), word: &str, usual: &'static str) -> std::io::Result<()> {
        match self.said(word, usual) {
            "" => Err(std::io::ErrorKind::BrokenPipe.into()),
            "hang" => std::future::pending().await,
            "flood" => loop {
                stream.write_all(&[b'2'; 65536]).await?;
            },
            // Letters stand for bytes here: windows-1251 is said so too.
            said => {
                stream
                    .write_all(&format!("{said}\r\n").chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect::<Vec<u8>>())
                    .await
            }
        }
    }

    async fn letter<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: &mut BufReader<S>) -> std::io::Result<()> {
        let mut letter = Vec::new();
        loop {
            let mut line = Vec::new();
            if stream.read_until(b'\n', &mut line).await? == 0 || self.said("BODY", "250").is_empty() {
                return Err(std::io::ErrorKind::BrokenPipe.into());
            }
            if line == b".\r\n" {
                break;
            }
            letter.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        let taken = self.said("END", "250 2.0.0 queued as 1");
        // Cut after the end, the server has it all the same.
        if taken.is_empty() || taken.starts_with("250") {
            self.letters.lock().unwrap().push(letter);
        }
        self.answer(stream, "END", "250 2.0.0 queued as 1").await
    }
}
