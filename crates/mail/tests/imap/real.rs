//! The synchronisation against a real Dovecot.

use std::future::Future;
use std::time::Duration;

use domain::letter::FolderRole;
use domain::random::Random;
use testkit::dovecot::DovecotOptions;
use tokio::sync::Notify;
use yellowsheet_mail::account::Trouble;
use yellowsheet_mail::imap::{Copied, Flags, Quarantined, Step, copy_to_sent, once, run};
use yellowsheet_mail::limits::Limits;

use crate::hand::{account, dovecot, fill, letter, limits, program};
use crate::office::{Office, hash};

/// The words of a server that numbers no changes.
const SIMPLE: &str = "IMAP4rev1 LITERAL+ IDLE";

/// Runs the engine beside a story.
async fn beside<T>(
    account: &yellowsheet_mail::account::Account,
    limits: Limits,
    office: &Office,
    story: impl Future<Output = T>,
) -> T {
    let wake = Notify::new();
    tokio::select! {
        _ = run(account, limits, office, Random::new(1), &wake) => unreachable!(),
        told = story => told,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_letters_are_read_newest_first_with_true_progress_and_stay_unseen() {
    let server = dovecot(DovecotOptions::default());
    fill(&server, "INBOX", 0..2_000);
    fill(&server, "Sent", 2_000..2_010);
    let office = Office::default();
    once(&account(&server), limits(), &office).await.unwrap();
    assert_eq!((office.places("INBOX"), office.places("Sent"), office.letters()), (2_000, 10, 2_010));
    assert!(office.kept().letters.contains_key(&hash(&letter(7))), "the bytes are as they were");
    looked(&office);
    let said = program(&server, &["STATUS INBOX (UNSEEN)"]).await;
    assert!(said.contains("UNSEEN 2000"), "{said}");
}

/// The bar goes up to the very end, its total known from the beginning, and nothing is marked as seen.
fn looked(office: &Office) {
    let kept = office.kept();
    let progress: Vec<(u64, u64)> = kept
        .steps
        .iter()
        .filter_map(|step| if let Step::Importing { progress, .. } = step { Some((progress.done, progress.total)) } else { None })
        .collect();
    assert!(progress.is_sorted() && progress.iter().all(|(_, total)| *total == 2_010), "{progress:?}");
    assert_eq!((progress[0].0, progress.last().unwrap().0), (100, 2_010));
    assert!(kept.places["INBOX"].uids.values().all(|(_, flags)| !flags.seen));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_left_at_random_moments_loses_nothing_and_doubles_nothing() {
    let server = dovecot(DovecotOptions::default());
    fill(&server, "INBOX", 0..1_000);
    let office = Office::default();
    office.kept().slow = Duration::from_millis(5);
    let mut random = Random::new(7);
    let limits = Limits { batch_letters: 20, ..limits() };
    let mut left = 0;
    loop {
        let time = Duration::from_millis(random.below(120 + 5 * left as u64));
        office.kept().away = usize::from(random.percent(30));
        match tokio::time::timeout(time, once(&account(&server), limits, &office)).await {
            Ok(Ok(())) => break,
            Ok(Err(failure)) => assert_eq!(failure.trouble, Trouble::Storage),
            Err(_) => {}
        }
        left += 1;
        assert!(left < 1_000, "no headway: {}", office.letters());
    }
    assert!(left > 3, "it was hardly ever left: {left}");
    assert_eq!((office.places("INBOX"), office.letters()), (1_000, 1_000));
    assert!(office.kept().aside.is_empty());
    // A batch that was not noted is handed over again, and no more than that.
    assert!(office.kept().handed <= 1_000 + 20 * left, "{} in {left}", office.kept().handed);
}

#[tokio::test(flavor = "multi_thread")]
async fn new_letters_come_within_a_second_or_two_in_the_inbox_and_in_the_sent_folder() {
    let server = dovecot(DovecotOptions::default());
    fill(&server, "INBOX", 0..10);
    let office = Office::default();
    beside(&account(&server), limits(), &office, async {
        office.live().await;
        for number in 10..13 {
            tokio::time::sleep(Duration::from_millis(300)).await;
            server.deliver("anna", "INBOX", &letter(number)).unwrap();
            let took = office.until("a new letter", |kept| kept.letters.contains_key(&hash(&letter(number)))).await;
            assert!(took < Duration::from_secs(3), "{took:?}");
        }
        server.deliver("anna", "Sent", &letter(20)).unwrap();
        let took = office.until("a sent letter", |kept| kept.letters.contains_key(&hash(&letter(20)))).await;
        assert!(took < Duration::from_secs(4), "{took:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_and_comes_back_is_read_on() {
    let mut server = dovecot(DovecotOptions::default());
    fill(&server, "INBOX", 0..500);
    let office = Office::default();
    let account = account(&server);
    let wake = Notify::new();
    let engine = run(&account, Limits { batch_letters: 10, ..limits() }, &office, Random::new(2), &wake);
    let story = async {
        office.until("the first letters", |kept| kept.letters.len() > 50).await;
        server.kill();
        office.until("noticing", |kept| matches!(kept.steps.last(), Some(Step::Waiting { .. }))).await;
        server.start_again().unwrap();
        office.until("everything", |kept| kept.letters.len() == 500).await;
        office.live().await;
        server.stop();
        office.until("noticing", |kept| matches!(kept.steps.last(), Some(Step::Waiting { .. }))).await;
        fill(&server, "INBOX", 500..510);
        server.start_again().unwrap();
        office.until("the new ones", |kept| kept.letters.len() == 510).await;
        assert!(office.kept().aside.is_empty());
    };
    tokio::select! { _ = engine => unreachable!(), () = story => {} }
    assert_eq!(office.places("INBOX"), 510);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_uidvalidity_forgets_the_places_and_doubles_no_letter() {
    for capability in [None, Some(SIMPLE.to_owned())] {
        let mut server = dovecot(DovecotOptions { capability, ..DovecotOptions::default() });
        fill(&server, "INBOX", 0..50);
        let office = Office::default();
        once(&account(&server), limits(), &office).await.unwrap();
        server.stop();
        server.rebuild("anna", "INBOX", 77).unwrap();
        fill(&server, "INBOX", 50..53);
        server.start_again().unwrap();
        once(&account(&server), limits(), &office).await.unwrap();
        assert_eq!((office.places("INBOX"), office.letters(), office.kept().forgotten), (53, 53, 1));
        assert_eq!(office.kept().places["INBOX"].state.uid_validity, 77);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_went_back_to_an_older_copy_is_read_anew() {
    let mut server = dovecot(DovecotOptions::default());
    fill(&server, "INBOX", 0..20);
    let office = Office::default();
    once(&account(&server), limits(), &office).await.unwrap();
    let validity = office.kept().places["INBOX"].state.uid_validity;
    program(&server, &["SELECT INBOX", "STORE 1:15 +FLAGS.SILENT (\\Deleted)", "EXPUNGE"]).await;
    server.stop();
    server.rebuild("anna", "INBOX", validity).unwrap();
    server.start_again().unwrap();
    once(&account(&server), limits(), &office).await.unwrap();
    assert_eq!((office.places("INBOX"), office.letters(), office.kept().forgotten), (5, 20, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn expunged_letters_lose_their_place_and_stay_and_an_emptied_mailbox_goes_on() {
    for capability in [None, Some("IMAP4rev1 LITERAL+ IDLE ENABLE CONDSTORE".to_owned()), Some(SIMPLE.to_owned())] {
        let server = dovecot(DovecotOptions { capability: capability.clone(), ..DovecotOptions::default() });
        fill(&server, "INBOX", 0..30);
        let office = Office::default();
        once(&account(&server), limits(), &office).await.unwrap();
        program(&server, &["SELECT INBOX", "STORE 3:5 +FLAGS.SILENT (\\Deleted)", "EXPUNGE"]).await;
        once(&account(&server), limits(), &office).await.unwrap();
        assert_eq!((office.places("INBOX"), office.letters()), (27, 30), "{capability:?}");
        beside(&account(&server), limits(), &office, async {
            office.live().await;
            program(&server, &["SELECT INBOX", "STORE 1:* +FLAGS.SILENT (\\Deleted)", "EXPUNGE"]).await;
            office.until("emptying", |kept| kept.places["INBOX"].uids.is_empty()).await;
            server.deliver("anna", "INBOX", &letter(99)).unwrap();
            office.until("a letter in the emptied mailbox", |kept| kept.letters.contains_key(&hash(&letter(99)))).await;
        })
        .await;
        assert_eq!((office.places("INBOX"), office.letters()), (1, 31), "{capability:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_flags_are_noticed_with_and_without_numbered_changes() {
    for capability in [None, Some("IMAP4rev1 LITERAL+ IDLE ENABLE CONDSTORE".to_owned()), Some(SIMPLE.to_owned())] {
        let server = dovecot(DovecotOptions { capability: capability.clone(), ..DovecotOptions::default() });
        fill(&server, "INBOX", 0..30);
        let office = Office::default();
        once(&account(&server), limits(), &office).await.unwrap();
        program(&server, &["SELECT INBOX", "STORE 2 +FLAGS (\\Seen)"]).await;
        once(&account(&server), limits(), &office).await.unwrap();
        let seen = |office: &Office| office.kept().places["INBOX"].uids.values().filter(|(_, flags)| flags.seen).count();
        assert_eq!(seen(&office), 1, "{capability:?}");
        beside(&account(&server), limits(), &office, async {
            office.live().await;
            program(&server, &["SELECT INBOX", "STORE 5:6 +FLAGS (\\Answered \\Seen)"]).await;
            let answered = Flags { answered: true, seen: true, ..Flags::default() };
            office
                .until("flags", |kept| kept.places["INBOX"].uids.values().filter(|(_, flags)| *flags == answered).count() == 2)
                .await;
        })
        .await;
        assert_eq!(seen(&office), 3, "{capability:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_are_found_by_use_and_by_russian_names_and_drafts_and_junk_are_left_alone() {
    // "Заказы/2026", and "Отправленные" on a server that says nothing of uses.
    let more = "namespace inbox {\n mailbox Sent {\n auto = no\n special_use =\n }\n}".to_owned();
    let capability = Some("IMAP4rev1 LITERAL+ IDLE".to_owned());
    for options in [DovecotOptions::default(), DovecotOptions { capability, more, ..DovecotOptions::default() }] {
        let told = options.capability.is_none();
        let server = dovecot(options);
        fill(&server, "&BBcEMAQ6BDAENwRL-/2026", 0..3);
        fill(&server, "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", 3..5);
        fill(&server, "Drafts", 5..6);
        fill(&server, "Junk", 6..7);
        fill(&server, "Trash", 7..8);
        let office = Office::default();
        once(&account(&server), limits(), &office).await.unwrap();
        assert_eq!(office.letters(), 5);
        let role = |name: &str| office.kept().folders.iter().find(|folder| folder.name == name).map(|folder| folder.role);
        assert_eq!(role("Заказы/2026"), Some(FolderRole::Ordinary));
        assert_eq!(role("Отправленные"), Some(FolderRole::Sent));
        assert_eq!(role("Drafts"), None);
        assert_eq!(role("Sent"), told.then_some(FolderRole::Sent));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_cannot_be_stored_goes_into_quarantine_and_the_others_are_stored() {
    let server = dovecot(DovecotOptions::default());
    fill(&server, "INBOX", 0..150);
    server.deliver("anna", "INBOX", b"Subject: \xff\xfe hostile\r\n\r\n\0\0").unwrap();
    fill(&server, "INBOX", 150..300);
    let office = Office::default();
    office.kept().refused = Some(b"hostile");
    once(&account(&server), limits(), &office).await.unwrap();
    assert_eq!((office.letters(), office.places("INBOX")), (300, 301));
    let hostile = |aside: &[(u32, Quarantined)]| matches!(aside, [(_, Quarantined::NotStored { letter, .. })] if letter.raw.starts_with(b"Subject: \xff\xfe"));
    assert!(hostile(&office.kept().aside));
    let before = office.kept().handed;
    once(&account(&server), limits(), &office).await.unwrap();
    assert_eq!(office.kept().handed, before, "it is not asked for again");
}

#[tokio::test(flavor = "multi_thread")]
async fn big_letters_come_whole_and_bigger_ones_are_put_aside_unread() {
    let server = dovecot(DovecotOptions::default());
    let big = |bytes: usize| [b"Subject: big\r\n\r\n".to_vec(), b"0123456789abcdef\r\n".repeat(bytes / 18)].concat();
    server.deliver("anna", "INBOX", &big(20 << 20)).unwrap();
    server.deliver("anna", "INBOX", &big(31 << 20)).unwrap();
    fill(&server, "INBOX", 0..5);
    let office = Office::default();
    once(&account(&server), Limits { letter_bytes: 30 << 20, ..limits() }, &office).await.unwrap();
    assert_eq!((office.letters(), office.places("INBOX")), (6, 7));
    assert!(office.kept().letters.contains_key(&hash(&big(20 << 20))));
    assert!(matches!(office.kept().aside[..], [(2, Quarantined::TooBig { size })] if size > 31_000_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_read_again_when_nothing_happened() {
    let server = dovecot(DovecotOptions::default());
    fill(&server, "INBOX", 0..40);
    let office = Office::default();
    for _ in 0..3 {
        once(&account(&server), limits(), &office).await.unwrap();
    }
    let kept = office.kept();
    assert_eq!((kept.handed, kept.uids_asked), (40, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_copy_of_a_sent_letter_is_put_once() {
    for more in ["", "namespace inbox {\n mailbox Sent {\n auto = no\n }\n}"] {
        let server = dovecot(DovecotOptions { more: more.into(), ..DovecotOptions::default() });
        let account = account(&server);
        assert_eq!(copy_to_sent(&account, limits(), "5@test", &letter(5)).await.unwrap(), Copied::Now);
        assert_eq!(copy_to_sent(&account, limits(), "5@test", &letter(5)).await.unwrap(), Copied::Before);
        assert_eq!(copy_to_sent(&account, limits(), "6@test", &letter(6)).await.unwrap(), Copied::Now);
        let said = program(&server, &["STATUS Sent (MESSAGES UNSEEN)"]).await;
        assert!(said.contains("MESSAGES 2 UNSEEN 0"), "{said}");
    }
}

/// `cargo test --release -p yellowsheet-mail --test imap -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn the_rate_of_a_first_import_is_measured() {
    let server = dovecot(DovecotOptions::default());
    fill(&server, "INBOX", 0..20_000);
    // Dovecot learns of files laid into its folder once; that is not our time.
    program(&server, &["SELECT INBOX", "FETCH 1:* (RFC822.SIZE)"]).await;
    let office = Office::default();
    let begun = tokio::time::Instant::now();
    once(&account(&server), Limits::default(), &office).await.unwrap();
    let took = begun.elapsed();
    assert_eq!(office.letters(), 20_000);
    let memory = std::fs::read_to_string("/proc/self/status").unwrap();
    let memory = memory.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    println!("20000 letters in {took:?}: {:.0} letters/s; {memory}", 20_000.0 / took.as_secs_f64());
    let begun = tokio::time::Instant::now();
    once(&account(&server), Limits::default(), &office).await.unwrap();
    println!("nothing new: {:?}", begun.elapsed());
}
