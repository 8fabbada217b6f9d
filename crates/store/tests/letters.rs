//! Stories of letters, told on both engines.

use app::model::client::Channel;
use app::model::journal::After;
use app::model::letter::{LetterFilter, LetterLine, LetterList, LetterState, StoredLetter};
use app::model::mailbox::{MailPlace, Mailbox, MailboxProgress, MailboxSettings, Quarantined};
use app::model::outgoing::{Outgoing, OutgoingState};
use app::model::people::{Employee, Theme};
use app::ports::Tx;
use domain::id::{ClientId, EmployeeId, LetterId, MailboxId, OutgoingId, QuarantineId, ThreadId};
use domain::language::Language;
use domain::letter::{Bounce, Identity};
use domain::rights::Roles;
use domain::text::stems;
use testkit::letters::{at, interaction, letter, outgoing};
use testkit::{both_engines, office};
use yellowsheet_store::StoreError;

/// Tells a story in one transaction on each engine.
macro_rules! story {
    ($name:ident, |$tx:ident| $story:block) => {
        #[tokio::test]
        async fn $name() {
            for database in both_engines() {
                let told = |$tx: &mut dyn Tx| -> Result<(), StoreError> {
                    $story
                    Ok(())
                };
                database.open().write(told).await.unwrap_or_else(|why| panic!("{:?}: {why}", database.engine));
            }
        }
    };
}

fn add(tx: &mut dyn Tx, one: &StoredLetter, client: Option<ClientId>, text: &str) -> Result<(), StoreError> {
    let line = interaction(one.interaction.0 - 5_000_000_000_000, client, text);
    tx.add_interaction(&app::model::work::Interaction { employee: one.employee, ..line })?;
    tx.add_letter(one)
}

fn ids(lines: &[LetterLine]) -> Vec<i64> {
    lines.iter().map(|line| line.letter.id.0).collect()
}

fn list(list: LetterList) -> LetterFilter {
    LetterFilter { list, limit: 10, ..LetterFilter::default() }
}

story!(a_letter_is_kept_whole_and_found_by_what_it_is, |tx| {
    let one = StoredLetter { bounce: Some(Bounce { original: Some("x@y".into()), recipients: Vec::new() }), ..letter(7) };
    add(tx, &one, None, "текст")?;
    assert_eq!(tx.letter(one.id)?.as_ref(), Some(&one));
    let identity = Identity { message_id: one.message_id.clone(), digest: one.digest.clone() };
    assert_eq!(tx.letter_by_identity(&identity)?.as_ref(), Some(&one));
    assert_eq!(tx.letter_by_identity(&Identity { digest: "other".into(), ..identity })?, None);
    assert_eq!(tx.letter_of_interaction(one.interaction)?.as_ref(), Some(&one));
    let read = StoredLetter { state: LetterState::Read, closed: Some(at(9)), ..one };
    tx.put_letter(&read)?;
    assert_eq!(tx.letters_by_message_id(&read.message_id)?, [read]);
});

story!(letters_due_come_soonest_first_and_private_ones_only_to_their_own, |tx| {
    for number in [3, 1, 2] {
        add(tx, &StoredLetter { employee: EmployeeId(1), private: number == 2, ..letter(number) }, None, "x")?;
    }
    add(tx, &StoredLetter { employee: EmployeeId(2), ..letter(9) }, None, "x")?;
    assert_eq!(ids(&tx.letters(&list(LetterList::Waiting))?), [1, 2, 3, 9]);
    let of_others = LetterFilter { private_of: Some(EmployeeId(2)), ..list(LetterList::Waiting) };
    assert_eq!(ids(&tx.letters(&of_others)?), [1, 3, 9]);
    let large = LetterFilter { private_of: Some(EmployeeId(1 << 60)), ..list(LetterList::Waiting) };
    assert_eq!(ids(&tx.letters(&large)?), [1, 3, 9], "ids are longer than 32 bits");
    let own = LetterFilter { private_of: Some(EmployeeId(1)), employees: Some(vec![EmployeeId(1)]), ..list(LetterList::Waiting) };
    assert_eq!(ids(&tx.letters(&own)?), [1, 2, 3]);
    let overdue = LetterFilter { due_before: Some(at(3602)), ..list(LetterList::Waiting) };
    assert_eq!(ids(&tx.letters(&overdue)?), [1]);
});

story!(the_newest_letters_come_page_by_page, |tx| {
    for number in 1..=5 {
        add(tx, &letter(number), None, "x")?;
    }
    let page = LetterFilter { limit: 2, ..list(LetterList::All) };
    let first = tx.letters(&page)?;
    assert_eq!(ids(&first), [5, 4]);
    let after = first.last().map(|line| After { at: line.letter.at, id: line.letter.id.0 });
    assert_eq!(ids(&tx.letters(&LetterFilter { after, ..page })?), [3, 2]);
});

story!(letters_are_searched_by_stems_and_calls_are_not_among_them, |tx| {
    add(tx, &letter(1), None, "Счёт на кабели")?;
    add(tx, &letter(2), None, "Договор")?;
    let call =
        app::model::work::Interaction { kind: app::model::work::InteractionKind::Call, ..interaction(3, None, "кабель") };
    tx.add_interaction(&call)?;
    let words = |text: &str| LetterFilter { stems: stems(text), ..list(LetterList::All) };
    assert_eq!(ids(&tx.letters(&words("кабель"))?), [1]);
    assert_eq!(ids(&tx.letters(&words("счета кабеля"))?), [1]);
    assert_eq!(ids(&tx.letters(&words("кабель договор"))?), Vec::<i64>::new());
});

story!(whose_letter_is_asked_oldest_first_and_untyped_ones_after_a_day, |tx| {
    add(tx, &StoredLetter { matched: false, ..letter(2) }, None, "x")?;
    add(tx, &StoredLetter { matched: false, ..letter(1) }, None, "x")?;
    add(tx, &StoredLetter { state: LetterState::Untyped, ..letter(5) }, None, "x")?;
    assert_eq!(ids(&tx.letters(&list(LetterList::Unmatched))?), [1, 2]);
    assert_eq!(ids(&tx.letters(&list(LetterList::Untyped))?), [5]);
    assert!(tx.letters(&LetterFilter { due_before: Some(at(5)), ..list(LetterList::Untyped) })?.is_empty());
});

story!(threads_are_found_by_any_id_and_joined, |tx| {
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    tx.add_references(ThreadId(1), &named(&["a", "b"]))?;
    tx.add_references(ThreadId(2), &named(&["c", "b"]))?;
    assert_eq!(tx.threads_of(&named(&["c", "b", "z"]))?, [ThreadId(1), ThreadId(2)]);
    add(tx, &StoredLetter { thread: ThreadId(2), ..letter(1) }, None, "x")?;
    tx.join_threads(ThreadId(2), ThreadId(1))?;
    assert_eq!(tx.threads_of(&named(&["c"]))?, [ThreadId(1)]);
    assert_eq!(tx.letters_of_thread(ThreadId(1))?.len(), 1);
    assert!(tx.letters_of_thread(ThreadId(2))?.is_empty());
});

story!(a_thread_is_found_by_its_subject_within_a_client, |tx| {
    let made = office::client(1, 0);
    tx.add_client(&made.client)?;
    let client = made.client.id;
    add(tx, &StoredLetter { subject: "Re: Заявка на кабель".into(), thread: ThreadId(8), ..letter(1) }, Some(client), "x")?;
    assert_eq!(tx.thread_by_subject(client, "заявка на кабель", at(0))?, Some(ThreadId(8)));
    assert_eq!(tx.thread_by_subject(client, "заявка на кабель", at(2))?, None);
    assert_eq!(tx.thread_by_subject(client, "другое", at(0))?, None);
    assert_eq!(tx.waiting_of_client(client)?.len(), 1);
});

story!(places_come_and_go_and_the_letter_stays, |tx| {
    add(tx, &letter(1), None, "x")?;
    let place = |validity, uid| MailPlace { mailbox: MailboxId(1), folder: "INBOX".into(), validity, uid };
    tx.add_place(&place(1, 10), LetterId(1))?;
    tx.add_place(&place(1, 10), LetterId(1))?;
    tx.add_place(&place(2, 3), LetterId(1))?;
    assert_eq!(tx.letter_at(&place(1, 10))?, Some(LetterId(1)));
    let aside = Quarantined { id: QuarantineId(1), place: Some(place(1, 11)), why: String::new(), raw: String::new(), at: at(1) };
    tx.add_quarantined(&aside)?;
    let mut uids = tx.place_uids(MailboxId(1), "INBOX")?;
    uids.sort_unstable();
    assert_eq!(uids, [3, 10, 11]);
    assert_eq!(tx.count_places(MailboxId(1), "INBOX")?, 3);
    tx.remove_places(MailboxId(1), "INBOX", &[10, 11])?;
    assert_eq!(tx.letter_at(&place(1, 10))?, None);
    assert!(tx.quarantined(9)?.is_empty());
    tx.forget_places(MailboxId(1), "INBOX")?;
    assert_eq!(tx.letter_at(&place(2, 3))?, None);
    assert!(tx.letter(LetterId(1))?.is_some());
});

story!(clients_are_found_by_the_domain_of_an_address, |tx| {
    let made = office::client(1, 0);
    tx.add_client(&made.client)?;
    let email =
        Channel { kind: app::model::client::ChannelKind::Email, value: "ivan@firm.example".into(), person: None, ..made.phone };
    tx.add_channel(&email)?;
    assert_eq!(tx.clients_by_domain("firm.example", 5)?.len(), 1);
    assert!(tx.clients_by_domain("example", 5)?.is_empty());
    tx.put_channel(&Channel { removed: true, ..email })?;
    assert!(tx.clients_by_domain("firm.example", 5)?.is_empty());
});

#[tokio::test]
async fn a_letter_without_a_type_cannot_even_be_kept_as_leaving() {
    for database in both_engines() {
        let store = database.open();
        for state in [OutgoingState::Queued, OutgoingState::Sending, OutgoingState::Sent] {
            let untyped = Outgoing { state, work_type: None, ..outgoing(1) };
            let refused = store.write(move |tx| tx.add_outgoing(&untyped)).await;
            assert!(matches!(refused, Err(StoreError::Constraint(_))), "{:?} {state:?}: {refused:?}", database.engine);
        }
        let draft = Outgoing { work_type: None, playbook: None, ..outgoing(1) };
        store.write(move |tx| tx.add_outgoing(&draft)).await.unwrap();
    }
}

story!(letters_on_their_way_are_due_at_their_time_and_again_when_their_process_is_gone, |tx| {
    tx.add_outgoing(&Outgoing { state: OutgoingState::Queued, next_try: Some(at(10)), ..outgoing(1) })?;
    tx.add_outgoing(&Outgoing { state: OutgoingState::Sending, next_try: Some(at(5)), lease: Some(at(20)), ..outgoing(2) })?;
    tx.add_outgoing(&outgoing(3))?;
    let due = |tx: &mut dyn Tx, second| -> Result<Vec<i64>, StoreError> {
        Ok(tx.due_outgoing(at(second), 10)?.iter().map(|one| one.id.0).collect())
    };
    assert_eq!(due(tx, 9)?, Vec::<i64>::new());
    assert_eq!(due(tx, 10)?, [1]);
    assert_eq!(due(tx, 21)?, [2, 1]);
    assert_eq!(tx.next_outgoing()?, Some(at(5)));
    assert_eq!(tx.outgoing_by_message_id("out-3@office.example")?.map(|one| one.id), Some(OutgoingId(3)));
    assert_eq!(tx.open_outgoing(EmployeeId(4), 10)?.len(), 1);
    assert_eq!(tx.outgoing_of_thread(ThreadId(0))?.len(), 3);
    assert!(tx.note_auto_answer("a@b.example", "2026-11-25")?);
    assert!(!tx.note_auto_answer("a@b.example", "2026-11-25")?);
});

story!(mailboxes_keep_how_far_they_have_been_read, |tx| {
    tx.add_employee(
        &Employee {
            id: EmployeeId(1),
            login: "anna".into(),
            surname: "Петрова".into(),
            given: "Анна".into(),
            patronymic: None,
            roles: Roles::default(),
            language: Language::Ru,
            theme: Theme::System,
            extension: None,
            mobile: None,
            supervisor: None,
            deputy: None,
            absent_from: None,
            absent_until: None,
            active: true,
            created: at(0),
        },
        "",
    )?;
    let mailbox = Mailbox {
        id: MailboxId(1),
        email: "anna@office.example".into(),
        name: "Анна Петрова".into(),
        employee: EmployeeId(1),
        shared: true,
        settings: MailboxSettings::default(),
        secret: Some("sealed".into()),
        active: true,
        created: at(0),
        progress: MailboxProgress { done: 3, total: 9, ..MailboxProgress::default() },
    };
    tx.add_mailbox(&mailbox)?;
    assert_eq!(tx.mailbox_by_email("anna@office.example")?.as_ref(), Some(&mailbox));
    let closed = Mailbox { active: false, ..mailbox };
    tx.put_mailbox(&closed)?;
    assert_eq!(tx.mailboxes()?, [closed]);
    tx.put_folder_state(MailboxId(1), "INBOX", "{}")?;
    tx.put_folder_state(MailboxId(1), "INBOX", "{\"uid\":2}")?;
    assert_eq!(tx.folder_state(MailboxId(1), "INBOX")?.as_deref(), Some("{\"uid\":2}"));
    assert_eq!(tx.folders_read(MailboxId(1))?, ["INBOX"]);
    tx.remove_folder_state(MailboxId(1), "INBOX")?;
    assert_eq!(tx.folder_state(MailboxId(1), "INBOX")?, None);
    let place = Some(MailPlace { mailbox: MailboxId(1), folder: "INBOX".into(), validity: 1, uid: 2 });
    let bad = Quarantined { id: QuarantineId(1), place, why: "no end".into(), raw: "key".into(), at: at(1) };
    tx.add_quarantined(&bad)?;
    tx.add_quarantined(&Quarantined { id: QuarantineId(2), ..bad.clone() })?;
    assert_eq!(tx.quarantined(9)?, [bad]);
    assert!(tx.remove_quarantined(QuarantineId(1))?);
    assert!(!tx.remove_quarantined(QuarantineId(1))?);
});
