//! Connections to mail servers: names, TCP, TLS, and failures told apart.

use std::fmt::Debug;
use std::io::ErrorKind;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{CertificateError, ClientConfig, Error as TlsError, RootCertStore, crypto};

use crate::account::{Account, Failure, Security, Trouble};

/// A connection, protected or not.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin + Debug {}
impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin + Debug> Stream for T {}

/// Any connection.
pub(crate) type AnyStream = Box<dyn Stream>;

/// Connects; with [`Security::Tls`] the connection is protected, with [`Security::StartTls`] it is not yet.
pub(crate) async fn open(account: &Account, limit: Duration) -> Result<AnyStream, Failure> {
    let silent = |_| Failure::new(Trouble::Silent, "no answer in time");
    timeout(limit, async {
        let stream = dial(account).await?;
        if account.security == Security::Tls {
            protect(Box::new(stream), account).await
        } else {
            Ok(Box::new(stream) as AnyStream)
        }
    })
    .await
    .map_err(silent)?
}

async fn dial(account: &Account) -> Result<TcpStream, Failure> {
    let found =
        lookup_host((account.host.as_str(), account.port)).await.map_err(|why| Failure::new(Trouble::Dns, why.to_string()))?;
    let mut last = Failure::new(Trouble::Dns, "the name has no address");
    for address in found {
        if account.security == Security::Plain && !address.ip().is_loopback() {
            last = Failure::new(Trouble::NotLocal, address.to_string());
            continue;
        }
        match TcpStream::connect(address).await {
            Ok(stream) => {
                // Commands are short and waited for.
                stream.set_nodelay(true).map_err(|why| broken(&why))?;
                return Ok(stream);
            }
            Err(why) => last = broken(&why),
        }
    }
    Err(last)
}

/// Puts TLS over a connection.
pub(crate) async fn protect(stream: AnyStream, account: &Account) -> Result<AnyStream, Failure> {
    let config = client_config(account.extra_roots.as_deref())?;
    let name = ServerName::try_from(account.host.clone()).map_err(|why| Failure::new(Trouble::Dns, why.to_string()))?;
    let stream = TlsConnector::from(config).connect(name, stream).await.map_err(|why| tls_failure(&why))?;
    Ok(Box::new(stream))
}

/// What an error of the connection means.
pub(crate) fn broken(why: &std::io::Error) -> Failure {
    let trouble = match why.kind() {
        ErrorKind::ConnectionRefused => Trouble::Refused,
        ErrorKind::TimedOut => Trouble::Silent,
        _ => Trouble::Broken,
    };
    Failure::new(trouble, why.to_string())
}

fn tls_failure(why: &std::io::Error) -> Failure {
    let Some(inner) = why.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>()) else {
        return broken(why);
    };
    let trouble = match inner {
        TlsError::InvalidCertificate(why) => match why {
            CertificateError::UnknownIssuer => Trouble::UnknownIssuer,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Trouble::WrongName,
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => Trouble::Expired,
            _ => Trouble::Tls,
        },
        _ => Trouble::Tls,
    };
    Failure::new(trouble, inner.to_string())
}

/// The certificates of the system, read once.
fn system_roots() -> &'static [CertificateDer<'static>] {
    static ROOTS: OnceLock<Vec<CertificateDer<'static>>> = OnceLock::new();
    ROOTS.get_or_init(|| rustls_native_certs::load_native_certs().certs)
}

fn client_config(extra: Option<&str>) -> Result<Arc<ClientConfig>, Failure> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(system_roots().iter().cloned());
    if let Some(pem) = extra {
        let unreadable = |why: String| Failure::new(Trouble::Roots, why);
        for one in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            let one = one.map_err(|why| unreadable(why.to_string()))?;
            roots.add(one).map_err(|why| unreadable(why.to_string()))?;
        }
    }
    if roots.is_empty() {
        return Err(Failure::new(Trouble::Roots, "no trusted certificates on this machine"));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|why| Failure::new(Trouble::Tls, why.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
