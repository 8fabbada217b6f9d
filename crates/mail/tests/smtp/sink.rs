//! Letters handed to smtp-sink, the test server that comes with Postfix.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use yellowsheet_mail::account::{Account, Security};
use yellowsheet_mail::limits::Limits;
use yellowsheet_mail::smtp::{Outcome, send};

struct Sink(Child);

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_megabytes_arrive_whole_at_the_test_server_of_postfix() {
    let folder = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    // It refuses to run as root: a root of a test machine lends it the account of the package.
    let root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
    let sink = Command::new("/usr/sbin/smtp-sink")
        .args(if root { &["-u", "postfix"][..] } else { &[] })
        .args(["-d", "%M.", &format!("127.0.0.1:{port}"), "10"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .spawn();
    let mut sink = Sink(sink.expect("apt-get install postfix"));
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(sink.0.try_wait().unwrap().is_none(), "smtp-sink ended");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (host, user) = ("127.0.0.1".to_owned(), String::new());
    let account = Account { host, port, security: Security::Plain, user, secret: None, extra_roots: None };
    let letter = [&b"Message-ID: <20@test>\r\n\r\n"[..], &b".0123456789abcdef\r\n".repeat((20 << 20) / 19)].concat();
    let outcome = send(&account, Limits::default(), "office.test", "a@test", &["b@test".to_owned()], &letter).await;
    assert!(matches!(&outcome, Outcome::Accepted { rejected, .. } if rejected.is_empty()), "{outcome:?}");
    drop(sink);
    // It writes the envelope before the letter, line ends as on this machine.
    let kept: Vec<Vec<u8>> =
        std::fs::read_dir(folder.path()).unwrap().map(|one| std::fs::read(one.unwrap().path()).unwrap()).collect();
    let whole = String::from_utf8(letter).unwrap().replace("\r\n", "\n");
    assert!(kept.iter().any(|one| String::from_utf8_lossy(one).trim_end().ends_with(whole.trim_end())), "{} letters", kept.len());
}
