//! `kill -9` in the middle of writing loses nothing that was acknowledged.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use app::ports::Tx;
use testkit::TestDatabase;
use yellowsheet_store::{DatabaseUrl, Store, StoreError};

const CHILD: &str = "YELLOWSHEET_TEST_WRITES_TO";

/// Not a test of its own: the process that is killed. Says each acknowledged number on its output.
#[tokio::test(flavor = "multi_thread")]
async fn child_that_writes() {
    let Ok(path) = std::env::var(CHILD) else {
        return;
    };
    let store = Store::open(&DatabaseUrl::Sqlite(path.into())).unwrap();
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let store = store.clone();
            tokio::spawn(async move {
                for number in 0.. {
                    let variant = format!("{writer}-{number}");
                    let pair = move |tx: &mut dyn Tx| -> Result<(), StoreError> {
                        tx.count_phrase(&variant, 1, 0)?;
                        tx.count_phrase(&format!("{variant}-pair"), 1, 0)
                    };
                    store.write(pair).await.unwrap();
                    println!("kept {writer}-{number}");
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_kill() {
    let database = TestDatabase::sqlite();
    let mut said = Vec::new();
    for round in 0..3 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_writes", "--nocapture"])
            .env(CHILD, database.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let enough = 200 * (round + 1);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let kept = |line: String| line.strip_prefix("kept ").map(str::to_owned);
        said.extend(lines.by_ref().filter_map(kept).take(enough));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it managed to say before the kill was acknowledged too.
        said.extend(lines.filter_map(kept));
        let store = database.open();
        let there = store.read(|tx| tx.phrase_counts()).await.unwrap();
        let there: std::collections::HashSet<_> = there.into_iter().map(|count| count.variant).collect();
        for variant in &said {
            assert!(there.contains(variant), "{variant} was acknowledged and is lost");
        }
        for variant in there.iter().filter(|variant| !variant.ends_with("-pair")) {
            assert!(there.contains(&format!("{variant}-pair")), "{variant} was half done");
        }
    }
    assert!(said.len() >= 1200);
}
