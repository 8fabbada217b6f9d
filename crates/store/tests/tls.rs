//! Encrypted connections, against a real PostgreSQL with a certificate made here.

use app::error::StoreError;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use testkit::postgres_server::{Certificate, PostgresServer};
use yellowsheet_store::{DatabaseUrl, Store, StoreOptions};

#[expect(clippy::unwrap_used, reason = "a test helper")]
fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn open(url: &str) -> Result<Store, StoreError> {
    let url: DatabaseUrl = url.parse().map_err(StoreError::Other)?;
    Store::open_with(&url, &StoreOptions { readers: 1, ..StoreOptions::default() })
}

#[tokio::test]
async fn a_server_that_takes_only_encrypted_connections_is_reached_as_the_url_says() {
    let (ours, strangers) = (authority(), authority());
    let key = KeyPair::generate().unwrap();
    let signed = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, &ours).unwrap();
    let certificate = Certificate { chain: signed.pem(), key: key.serialize_pem() };
    let server = PostgresServer::start_encrypted(&certificate).unwrap();
    let url = server.create_database().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let [right, wrong, empty] = ["right.pem", "wrong.pem", "empty.pem"].map(|name| folder.path().join(name));
    std::fs::write(&right, ours.pem()).unwrap();
    std::fs::write(&wrong, strangers.pem()).unwrap();
    std::fs::write(&empty, "").unwrap();
    let verified = |file: &std::path::Path| format!("{url}?sslmode=verify-full&sslrootcert={}", file.display());

    for good in [url.clone(), format!("{url}?sslmode=prefer"), format!("{url}?sslmode=require"), verified(&right)] {
        let store = open(&good).unwrap_or_else(|why| panic!("{good}: {why}"));
        store.write(|tx| tx.count_phrase("a", 1, 0)).await.unwrap();
        // A reader and the listener have connections of their own.
        let counts = store.read(|tx| tx.phrase_counts()).await.unwrap_or_else(|why: StoreError| panic!("{good}: {why}"));
        assert_eq!(counts.len(), 1);
    }
    let elsewhere = verified(&right).replace("127.0.0.1", "localhost");
    for (bad, said) in [
        (format!("{url}?sslmode=disable"), "no encryption"),
        (verified(&wrong), "not signed by the authorities in"),
        (format!("{url}?sslmode=verify-full"), "sslrootcert=FILE"),
        (elsewhere, "not for the host in the URL"),
        (verified(&empty), "it holds none"),
        (verified(&folder.path().join("absent.pem")), "cannot be read"),
    ] {
        let refused = open(&bad).err();
        assert!(matches!(&refused, Some(StoreError::Unavailable(why)) if why.contains(said)), "{bad}: {refused:?}");
    }
}

#[test]
fn a_server_without_encryption_is_refused_where_it_is_required_and_taken_where_it_is_preferred() {
    let url = PostgresServer::shared().create_database().unwrap();
    assert!(open(&format!("{url}?sslmode=prefer")).is_ok());
    let refused = open(&format!("{url}?sslmode=require")).err();
    assert!(matches!(&refused, Some(StoreError::Unavailable(why)) if why.contains("turn ssl on there")), "{refused:?}");
}

#[test]
fn a_wrong_sslmode_is_named_before_anything_is_connected_to() {
    let refused = "postgres://u@h/d?sslmode=allow".parse::<DatabaseUrl>().unwrap_err();
    assert!(refused.contains("sslmode=allow") && refused.contains("verify-full"), "{refused}");
}
