//! Servers that lie, hang, talk nonsense and break off: no panic, no endless wait, and honest letters still come.

use std::time::Duration;

use domain::random::Random;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use yellowsheet_mail::account::{Account, Secret, Security, Trouble};
use yellowsheet_mail::imap::{Quarantined, once, run};
use yellowsheet_mail::limits::Limits;

use crate::hand::limits;
use crate::office::Office;

/// How a server of ours misbehaves.
#[derive(Debug, Clone, Copy)]
enum Manner {
    /// Not at all.
    Honest,
    /// Closes in the middle of the letter of this UID, always.
    BreaksAt(u32),
    /// Has the letter of this UID and never gives it.
    Keeps(u32),
    /// Says every letter is tiny, and gives a huge one for this UID.
    LiesAboutSize(u32),
    /// Answers nothing to a FETCH.
    Hangs,
    /// Sends lines without an end for ever.
    Floods,
    /// Drips a byte now and then, for ever.
    Drips,
    /// A literal of this size is promised and does not come.
    Promises(u64),
    /// Random bytes among its answers.
    Babbles(u64),
    /// Does not say how many letters there are.
    Uncounted,
}

/// Ten letters, one folder.
async fn serve(manner: Manner) -> Account {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // How it ends is the other side's business.
            tokio::spawn(async move { drop(talk(stream, manner).await) });
        }
    });
    let secret = Some(Secret::Password("x".into()));
    Account { host: "127.0.0.1".into(), port, security: Security::Plain, user: "x".into(), secret, extra_roots: None }
}

async fn talk(stream: TcpStream, manner: Manner) -> std::io::Result<()> {
    let mut random = Random::new(if let Manner::Babbles(seed) = manner { seed } else { 1 });
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"* OK [CAPABILITY IMAP4rev1] ready\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let (tag, command) = line.split_once(' ').unwrap_or_default();
        if matches!(manner, Manner::Babbles(_)) {
            babble(&mut write, &mut random).await?;
        }
        let told = match command.split(' ').next().unwrap_or_default() {
            "LIST" => "* LIST () \"/\" INBOX\r\n".to_owned(),
            "STATUS" => "* STATUS INBOX (MESSAGES 10 UNSEEN 0 UIDNEXT 11 UIDVALIDITY 1)\r\n".to_owned(),
            "EXAMINE" if matches!(manner, Manner::Uncounted) => "* OK [UIDVALIDITY 1] x\r\n".to_owned(),
            "EXAMINE" => "* 10 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 11] x\r\n".to_owned(),
            "UID" if command.contains("SEARCH") => search(command),
            "UID" if command.contains("RFC822.SIZE") => {
                uids(command).map(|uid| format!("* {uid} FETCH (UID {uid} RFC822.SIZE 30)\r\n")).collect()
            }
            "UID" if command.contains("BODY") => {
                for uid in uids(command) {
                    fetch(&mut write, uid, manner).await?;
                }
                String::new()
            }
            _ => String::new(),
        };
        write.write_all(told.as_bytes()).await?;
        write.write_all(format!("{tag} OK done\r\n").as_bytes()).await?;
    }
    Ok(())
}

async fn fetch(write: &mut (impl tokio::io::AsyncWrite + Unpin), uid: u32, manner: Manner) -> std::io::Result<()> {
    let mut body = format!("Subject: {uid}\r\n\r\nletter\r\n").into_bytes();
    match manner {
        Manner::BreaksAt(poison) if poison == uid => {
            write.write_all(format!("* {uid} FETCH (UID {uid} BODY[] {{999}}\r\nSubj").as_bytes()).await?;
            write.flush().await?;
            return Err(std::io::ErrorKind::BrokenPipe.into());
        }
        Manner::Keeps(kept) if kept == uid => return Ok(()),
        Manner::LiesAboutSize(big) if big == uid => body = vec![b'x'; 8 << 20],
        Manner::Hangs => std::future::pending().await,
        Manner::Floods => loop {
            write.write_all(&[b'x'; 65536]).await?;
        },
        Manner::Drips => loop {
            write.write_all(b"* OK still here\r\n").await?;
            tokio::time::sleep(Duration::from_millis(100)).await;
        },
        Manner::Promises(size) => {
            write.write_all(format!("* {uid} FETCH (UID {uid} BODY[] {{{size}}}\r\nSubj").as_bytes()).await?;
            std::future::pending::<()>().await;
        }
        _ => {}
    }
    write.write_all(format!("* {uid} FETCH (UID {uid} FLAGS () BODY[] {{{}}}\r\n", body.len()).as_bytes()).await?;
    write.write_all(&body).await?;
    write.write_all(b")\r\n").await
}

async fn babble(write: &mut (impl tokio::io::AsyncWrite + Unpin), random: &mut Random) -> std::io::Result<()> {
    const WORDS: [&str; 18] = [
        "* ",
        "(",
        ")",
        "\"",
        "FETCH ",
        "UID ",
        "{3}\r\n",
        "{99999999999999999999}",
        "\r\n",
        "EXISTS",
        "VANISHED 1:4294967295",
        "\\",
        "NIL ",
        "BODY[] ",
        "* BYE ",
        "* SEARCH 0 4294967295 ",
        "+ ",
        "[UIDVALIDITY 9] ",
    ];
    for _ in 0..random.below(12) {
        let word = WORDS[usize::try_from(random.below(18)).unwrap()];
        write.write_all(word.as_bytes()).await?;
        write.write_all(&[u8::try_from(random.below(256)).unwrap()]).await?;
    }
    write.write_all(b"\r\n").await
}

fn range(set: &str) -> impl Iterator<Item = u32> + '_ {
    set.split(',').flat_map(|part| {
        let (from, to) = part.split_once(':').unwrap_or((part, part));
        let from: u32 = from.parse().unwrap_or(1);
        from..=to.parse().unwrap_or(10).min(10)
    })
}

fn uids(command: &str) -> impl Iterator<Item = u32> + '_ {
    range(command.split(' ').nth(2).unwrap_or_default())
}

fn search(command: &str) -> String {
    let found: Vec<String> = range(command.split(' ').nth(3).unwrap_or_default()).map(|uid| uid.to_string()).collect();
    format!("* SEARCH {}\r\n", found.join(" "))
}

fn short() -> Limits {
    Limits { silence: Duration::from_millis(400), command: Duration::from_secs(2), letter_bytes: 4 << 20, ..limits() }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_honest_server_of_few_words_is_read() {
    let office = Office::default();
    once(&serve(Manner::Honest).await, short(), &office).await.unwrap();
    assert_eq!((office.letters(), office.places("INBOX")), (10, 10));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_not_given_or_bigger_than_said_is_put_aside_and_the_others_come() {
    let office = Office::default();
    once(&serve(Manner::Keeps(4)).await, short(), &office).await.unwrap();
    assert_eq!((office.letters(), office.places("INBOX")), (9, 10));
    assert!(matches!(office.kept().aside[..], [(4, Quarantined::NotGiven { .. })]));
    let office = Office::default();
    once(&serve(Manner::LiesAboutSize(4)).await, short(), &office).await.unwrap();
    assert_eq!((office.letters(), office.places("INBOX")), (9, 10));
    assert!(matches!(office.kept().aside[..], [(4, Quarantined::TooBig { size })] if size == 8 << 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_letter_a_server_breaks_at_is_given_up_after_many_tries_and_the_others_come() {
    let account = serve(Manner::BreaksAt(4)).await;
    let office = Office::default();
    let limits = Limits { pause_first: Duration::from_millis(5), pause_most: Duration::from_millis(5), ..short() };
    let wake = Notify::new();
    tokio::select! {
        _ = run(&account, limits, &office, Random::new(1), &wake) => unreachable!(),
        () = office.live() => {}
    }
    assert_eq!((office.letters(), office.places("INBOX")), (9, 10));
    assert!(matches!(office.kept().aside[..], [(4, Quarantined::NotGiven { .. })]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_ends_is_ended() {
    for (manner, expected) in [
        (Manner::Hangs, Trouble::Silent),
        (Manner::Floods, Trouble::Nonsense),
        (Manner::Drips, Trouble::Silent),
        (Manner::Promises(1_000), Trouble::Silent),
        (Manner::Promises(u64::MAX), Trouble::Silent),
        (Manner::Uncounted, Trouble::Nonsense),
    ] {
        let office = Office::default();
        let account = serve(manner).await;
        let ended = tokio::time::timeout(Duration::from_secs(20), once(&account, short(), &office)).await.expect("it hangs");
        assert_eq!(ended.expect_err("it works").trouble, expected, "{manner:?}");
        assert!(office.kept().aside.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_among_the_answers_never_stops_the_program() {
    for seed in 0..200 {
        let office = Office::default();
        let account = serve(Manner::Babbles(seed)).await;
        let limits = Limits { silence: Duration::from_millis(50), command: Duration::from_millis(300), ..short() };
        drop(tokio::time::timeout(Duration::from_secs(20), once(&account, limits, &office)).await.expect("it hangs"));
    }
}
