//! Connections to PostgreSQL, encrypted as the URL says: `sslmode` and `sslrootcert` with the meaning libpq gives them.
//!
//! TLS is rustls over ring. A server is either trusted whoever it is (`prefer`, `require`: against listeners only) or has to
//! show a certificate for its name, signed by an authority (`verify-full`).

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use postgres::config::SslMode;
use postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use postgres::{Client, Config, NoTls};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
};

use crate::error::{StoreError, from_postgres};

/// How a connection is to be encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// Not at all.
    Disable,
    /// Where the server offers it, whoever the server is.
    Prefer,
    /// Always, whoever the server is.
    Require,
    /// Always, and the server proves its name before the authorities of a file, or those the system trusts.
    VerifyFull(Option<PathBuf>),
}

/// Takes what is about encryption out of a URL: the rest, which the driver reads, and how to encrypt.
///
/// # Errors
/// In words: a mode that is not known, an authority that nobody would ask.
pub(crate) fn encryption(url: &str) -> Result<(String, Encryption), String> {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let (mut mode, mut authority, mut rest) = (String::from("prefer"), None, Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", value)) => mode = decoded(value),
            Some(("sslrootcert", value)) => authority = Some(decoded(value)),
            _ => rest.push(pair),
        }
    }
    let encryption = match (mode.as_str(), authority) {
        ("verify-full", authority) => Encryption::VerifyFull(authority.filter(|file| file != "system").map(PathBuf::from)),
        ("disable" | "prefer" | "require", Some(_)) => {
            return Err(format!("sslrootcert is not looked at with sslmode={mode}: write sslmode=verify-full, or leave it out"));
        }
        ("disable", None) => Encryption::Disable,
        ("prefer", None) => Encryption::Prefer,
        ("require", None) => Encryption::Require,
        _ => return Err(format!("sslmode={mode} is not known: write disable, prefer, require or verify-full")),
    };
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    Ok((format!("{address}{query}"), encryption))
}

/// `%2F` and the like as the signs they stand for; what is no such sign stays.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Connects as the URL says; fails at once when the server cannot be reached.
///
/// # Errors
/// `Unavailable`, with what to do where encryption is the reason.
pub(crate) fn connect(url: &str) -> Result<Client, StoreError> {
    let (url, encryption) = encryption(url).map_err(StoreError::Unavailable)?;
    let mut config: Config = url.parse().map_err(from_postgres)?;
    let connected = match &encryption {
        Encryption::Disable => config.ssl_mode(SslMode::Disable).connect(NoTls),
        Encryption::Prefer => config.ssl_mode(SslMode::Prefer).connect(Tls::new(&encryption)?),
        Encryption::Require | Encryption::VerifyFull(_) => config.ssl_mode(SslMode::Require).connect(Tls::new(&encryption)?),
    };
    connected.map_err(|why| told(why, &encryption))
}

/// An error of connecting, with what to do about it.
fn told(error: postgres::Error, encryption: &Encryption) -> StoreError {
    let reason = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
    let refused = std::error::Error::source(&error)
        .and_then(|why| why.downcast_ref::<io::Error>())
        .and_then(io::Error::get_ref)
        .and_then(|why| why.downcast_ref::<TlsError>());
    if reason.contains("server does not support TLS") {
        return StoreError::Unavailable("the server offers no encryption: turn ssl on there, or write sslmode=prefer".into());
    }
    let from = match encryption {
        Encryption::VerifyFull(Some(file)) => format!("the authorities in {}", file.display()),
        _ => "the authorities this system trusts".to_owned(),
    };
    match refused {
        Some(TlsError::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::BadSignature)) => {
            StoreError::Unavailable(format!(
                "the server's certificate is not signed by {from}: name the file of the right authority with sslrootcert=FILE"
            ))
        }
        Some(TlsError::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        )) => StoreError::Unavailable(
            "the server's certificate is not for the host in the URL: write the name that stands in the certificate".into(),
        ),
        Some(TlsError::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. })) => {
            StoreError::Unavailable("the server's certificate is out of date: give the server a new one".into())
        }
        _ => from_postgres(error),
    }
}

/// Makes TLS sessions, all of one configuration.
#[derive(Clone)]
struct Tls(TlsConnector);

impl Tls {
    fn new(encryption: &Encryption) -> Result<Self, StoreError> {
        let unavailable = |why: TlsError| StoreError::Unavailable(format!("encryption cannot be set up: {why}"));
        let provider = Arc::new(ring::default_provider());
        let verifier: Arc<dyn ServerCertVerifier> = match encryption {
            Encryption::VerifyFull(file) => {
                let roots = Arc::new(roots(file.as_ref())?);
                let verifier = WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider)).build();
                verifier.map_err(|why| StoreError::Unavailable(format!("the authorities cannot be used: {why}")))?
            }
            _ => Arc::new(Anybody(Arc::clone(&provider))),
        };
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(unavailable)?;
        let config = config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }
}

/// The authorities of a PEM file, or those the system trusts.
fn roots(file: Option<&PathBuf>) -> Result<RootCertStore, StoreError> {
    let mut roots = RootCertStore::empty();
    let Some(file) = file else {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let none = "this system names no authorities it trusts: name one with sslrootcert=FILE";
        return if roots.is_empty() { Err(StoreError::Unavailable(none.into())) } else { Ok(roots) };
    };
    let unreadable = |why: &dyn std::fmt::Display| {
        StoreError::Unavailable(format!("the certificates in {} (sslrootcert) cannot be read: {why}", file.display()))
    };
    for certificate in CertificateDer::pem_file_iter(file).map_err(|why| unreadable(&why))? {
        roots.add(certificate.map_err(|why| unreadable(&why))?).map_err(|why| unreadable(&why))?;
    }
    if roots.is_empty() { Err(unreadable(&"it holds none")) } else { Ok(roots) }
}

/// Takes any certificate, but only from who holds its key.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// A TLS session to one host.
struct Session {
    connector: TlsConnector,
    host: ServerName<'static>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> MakeTlsConnect<S> for Tls {
    type Stream = Encrypted<S>;
    type TlsConnect = Session;
    type Error = io::Error;

    fn make_tls_connect(&mut self, host: &str) -> Result<Session, io::Error> {
        // A socket in a folder has no name to prove.
        let host = if host.is_empty() { "localhost" } else { host };
        let host = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
        Ok(Session { connector: self.0.clone(), host })
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> TlsConnect<S> for Session {
    type Stream = Encrypted<S>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Encrypted<S>, io::Error>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        Box::pin(async move { self.connector.connect(self.host, stream).await.map(Encrypted) })
    }
}

/// An encrypted stream.
struct Encrypted<S>(tokio_rustls::client::TlsStream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream for Encrypted<S> {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Encrypted<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Encrypted<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_says_how_to_encrypt_and_the_driver_gets_the_rest() {
        let read = |query: &str| encryption(&format!("postgres://u@h/d{query}"));
        let plain = || "postgres://u@h/d".to_owned();
        assert_eq!(read(""), Ok((plain(), Encryption::Prefer)));
        assert_eq!(read("?sslmode=require"), Ok((plain(), Encryption::Require)));
        assert_eq!(read("?sslmode=disable"), Ok((plain(), Encryption::Disable)));
        let file = Some(PathBuf::from("/etc/office ca.pem"));
        let full = read("?connect_timeout=5&sslmode=verify-full&sslrootcert=%2Fetc/office%20ca.pem");
        assert_eq!(full, Ok(("postgres://u@h/d?connect_timeout=5".to_owned(), Encryption::VerifyFull(file))));
        assert_eq!(read("?sslmode=verify-full&sslrootcert=system"), Ok((plain(), Encryption::VerifyFull(None))));
    }

    #[test]
    fn a_mode_that_is_not_known_and_an_authority_nobody_asks_are_refused() {
        let read = |query: &str| encryption(&format!("postgres://u@h/d?{query}")).unwrap_err();
        assert!(read("sslmode=verify-ca").contains("verify-full"));
        assert!(read("sslmode=require&sslrootcert=ca.pem").contains("sslmode=verify-full"));
    }
}
