//! Letters: received once, matched, answered in time; sent only with a type, by every way, and credited once.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on must fail")]

use app::error::AppError;
use app::judge_letter::{Judged, Offered, judge_letter};
use app::letter_gate::{Refusal, Wanted, pass};
use app::model::client::{Channel, ChannelKind};
use app::model::letter::{LetterList, LetterState, StoredLetter};
use app::model::mailbox::{MailPlace, MailServer, Mailbox, MailboxProgress, MailboxSettings, Security};
use app::model::outgoing::{AnswerKind, Outgoing, OutgoingState};
use app::open_letter::{Whose, list_letters, open_letter};
use app::receive_letter::{Kept, Seen, receive_letter};
use app::record_sheet::InForce;
use app::send_letter::{HandedOver, note_handing_over, send_letter, take_due_letters, take_letter_back};
use app::settle_letter::{Belongs, assign_letter, close_by_call, mark_read, reopen_letter, set_private, type_sent_letter};
use app::write_letter::{Begin, LetterPatch, begin_letter, save_letter};
use domain::id::{ChannelId, ClientId, LetterId, MailboxId, OutgoingId};
use domain::letter::given_type::{By, GivenType, Said};
use domain::letter::{Address, Automatic, Bounce, Letter};
use domain::sheet::NotClient;
use domain::time::Time;

use crate::common::{MORNING, Told, on_both};

const SERVER: fn() -> MailServer = || MailServer { host: "127.0.0.1".into(), port: 25, security: Security::Plain };

/// Gives Anna a mailbox, and one client an address.
fn with_mailbox(told: &mut Told) -> (Mailbox, ClientId) {
    let anna = told.anna.id;
    told.does(move |tx, ctx| {
        let mailbox = Mailbox {
            id: ctx.id(MailboxId),
            email: "anna@office.example".into(),
            name: "Анна Сотрудникова".into(),
            employee: anna,
            shared: false,
            settings: MailboxSettings { smtp: Some(SERVER()), user: "anna".into(), ..MailboxSettings::default() },
            secret: None,
            active: true,
            created: ctx.now,
            progress: MailboxProgress::default(),
        };
        tx.add_mailbox(&mailbox)?;
        let made = testkit::office::client(1, 0);
        tx.add_client(&made.client)?;
        tx.add_channel(&Channel {
            id: ChannelId(77),
            kind: ChannelKind::Email,
            value: "ivan@stroydom.example".into(),
            person: None,
            extension: None,
            ..made.phone
        })?;
        Ok((mailbox, made.client.id))
    })
    .unwrap()
}

fn letter(from: &str, id: &str, subject: &str, text: &str) -> Letter {
    Letter {
        message_id: Some(id.into()),
        from: vec![Address::new("Иван Петров", from)],
        to: vec![Address::new("", "anna@office.example")],
        subject: subject.into(),
        text: text.into(),
        date: Some(MORNING.plus_seconds(-60)),
        ..Letter::default()
    }
}

fn seen(letter: Letter) -> Seen {
    let raw = letter.message_id.clone().unwrap_or_default();
    Seen { letter, raw, size: 100, place: None, sent_folder: false, history: false, internal_date: None }
}

fn receives(told: &mut Told, mailbox: &Mailbox, seen: Seen) -> Kept {
    let (office, playbook, id, mailbox) = (told.office.clone(), told.playbook.clone(), told.playbook_id, mailbox.clone());
    told.does(move |tx, ctx| {
        let in_force = InForce { id, playbook: &playbook };
        receive_letter(tx, ctx, &office, in_force, Some(&mailbox), mailbox.employee, &seen)
    })
    .unwrap()
}

fn stored(told: &mut Told, id: LetterId) -> StoredLetter {
    told.does(move |tx, _| Ok(tx.letter(id)?)).unwrap().unwrap()
}

/// Anna answers a letter: gives the draft as saved.
fn answers(told: &mut Told, about: LetterId, kind: AnswerKind, text: &str, work_type: Option<&str>) -> Outgoing {
    let (anna, text, work_type) = (told.anna.clone(), text.to_owned(), work_type.map(str::to_owned));
    told.does(move |tx, ctx| {
        let begin = Begin { kind, about: Some(about), text: "текст".into(), ..Begin::default() };
        let draft = begin_letter(tx, ctx, &anna, &begin)?;
        let patch = LetterPatch { text: Some(text), work_type, ..LetterPatch::default() };
        save_letter(tx, ctx, &anna, draft.id, patch)
    })
    .unwrap()
}

fn sends(told: &mut Told, id: OutgoingId, at: Option<Time>) -> Result<Outgoing, AppError> {
    let (anna, playbook, playbook_id) = (told.anna.clone(), told.playbook.clone(), told.playbook_id);
    told.does(move |tx, ctx| send_letter(tx, ctx, &anna, InForce { id: playbook_id, playbook: &playbook }, id, at))
}

/// The outbox takes what is due and a server accepts it.
fn delivers(told: &mut Told) -> Vec<Outgoing> {
    let (playbook, id) = (told.playbook.clone(), told.playbook_id);
    told.does(move |tx, ctx| {
        let in_force = InForce { id, playbook: &playbook };
        let mut done = Vec::new();
        for one in take_due_letters(tx, ctx, in_force, 10)? {
            let sent = Letter {
                message_id: Some(one.message_id.clone()),
                from: vec![Address::new("", "anna@office.example")],
                to: one.content.to.clone(),
                subject: one.content.subject.clone(),
                references: one.content.references.clone(),
                text: one.content.text.clone(),
                ..Letter::default()
            };
            done.push(note_handing_over(tx, ctx, in_force, one.id, HandedOver::Accepted(Box::new(seen(sent))))?);
        }
        Ok(done)
    })
    .unwrap()
}

#[test]
fn a_letter_is_kept_once_matched_by_its_address_and_due_in_working_hours() {
    on_both(|mut told| {
        let (mailbox, client) = with_mailbox(&mut told);
        let one = seen(letter("ivan@stroydom.example", "a@c", "Кабель", "Есть ли ВВГнг 3х2,5?"));
        let place = |folder: &str| Some(MailPlace { mailbox: mailbox.id, folder: folder.into(), validity: 1, uid: 5 });
        let first = receives(&mut told, &mailbox, Seen { place: place("INBOX"), ..one.clone() });
        let again = receives(&mut told, &mailbox, Seen { place: place("Archive"), ..one });
        assert!(first.new && !again.new);
        assert_eq!(first.id, again.id);
        let kept = stored(&mut told, first.id);
        assert_eq!((kept.state, kept.matched), (LetterState::Waiting, true));
        assert!(kept.due.unwrap() > told.now());
        let interaction = told.does(move |tx, _| Ok(tx.interaction(kept.interaction)?)).unwrap().unwrap();
        assert_eq!(interaction.client, Some(client));
        // The same words are found on the client's timeline.
        let anna = told.anna.clone();
        let found = told.does(move |tx, _| app::open_client::timeline(tx, &anna, client, "ввгнг", None)).unwrap();
        assert_eq!(found.len(), 1);
    });
}

#[test]
fn an_untyped_letter_stays_where_it_is_and_a_typed_one_counts_when_it_has_left() {
    on_both(|mut told| {
        let (mailbox, _) = with_mailbox(&mut told);
        let came = receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "a@c", "Кабель", "Почём?")));
        let draft = answers(&mut told, came.id, AnswerKind::Reply, "96 рублей за метр", None);
        assert_eq!(draft.content.to[0].email, "ivan@stroydom.example");
        assert_eq!(draft.content.subject, "Re: Кабель");
        let refused = sends(&mut told, draft.id, None);
        assert!(matches!(refused, Err(AppError::Invalid { field: "work_type", problem: "no-type" })), "{refused:?}");
        let draft = answers(&mut told, came.id, AnswerKind::Reply, "96 рублей за метр", Some("letter-technical"));
        let queued = sends(&mut told, draft.id, None).unwrap();
        assert_eq!(queued.state, OutgoingState::Queued);
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), 0);
        told.later(11);
        let sent = delivers(&mut told);
        assert_eq!(sent[0].state, OutgoingState::Sent);
        assert_eq!(told.credited_today(&anna), 600);
        assert_eq!(stored(&mut told, came.id).state, LetterState::Answered);
        // The copy in Sent is the same letter.
        let copy = Letter {
            text: "96 рублей за метр\nс подписью сервера".into(),
            ..letter("anna@office.example", &sent[0].message_id, "Re: Кабель", "")
        };
        let again = receives(&mut told, &mailbox, Seen { sent_folder: true, ..seen(copy) });
        assert!(!again.new);
        assert_eq!(told.credited_today(&anna), 600);
    });
}

#[test]
fn a_letter_can_be_taken_back_for_ten_seconds_and_a_scheduled_one_until_its_time() {
    on_both(|mut told| {
        let (mailbox, _) = with_mailbox(&mut told);
        let came = receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "a@c", "Кабель", "Почём?")));
        let draft = answers(&mut told, came.id, AnswerKind::Reply, "96", Some("letter-technical"));
        let later = told.now().plus_seconds(3600);
        sends(&mut told, draft.id, Some(later)).unwrap();
        told.later(600);
        assert!(delivers(&mut told).is_empty());
        let anna = told.anna.clone();
        let back = told.does(move |tx, ctx| take_letter_back(tx, ctx, &anna, draft.id)).unwrap();
        assert_eq!(back.state, OutgoingState::Draft);
        sends(&mut told, draft.id, None).unwrap();
        told.later(9);
        assert!(delivers(&mut told).is_empty());
        told.later(2);
        assert_eq!(delivers(&mut told).len(), 1);
        let anna = told.anna.clone();
        let late = told.does(move |tx, ctx| take_letter_back(tx, ctx, &anna, draft.id));
        assert!(matches!(late, Err(AppError::Conflict("letter-left"))));
    });
}

#[test]
fn a_recipient_the_server_did_not_take_is_shown_on_the_letter_that_left() {
    on_both(|mut told| {
        let (mailbox, _) = with_mailbox(&mut told);
        let came = receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "a@c", "Кабель", "Почём?")));
        let draft = answers(&mut told, came.id, AnswerKind::Reply, "96", Some("letter-technical"));
        sends(&mut told, draft.id, None).unwrap();
        told.later(11);
        let report = Bounce { original: Some(draft.message_id.clone()), recipients: Vec::new() };
        let sent =
            Letter { bounce: Some(report.clone()), ..letter("anna@office.example", &draft.message_id, "Re: Кабель", "96") };
        let (playbook, id) = (told.playbook.clone(), told.playbook_id);
        let noted = told
            .does(move |tx, ctx| {
                let in_force = InForce { id, playbook: &playbook };
                take_due_letters(tx, ctx, in_force, 10)?;
                note_handing_over(tx, ctx, in_force, draft.id, HandedOver::Accepted(Box::new(seen(sent))))
            })
            .unwrap();
        assert_eq!(stored(&mut told, noted.letter.unwrap()).bounce, Some(report));
    });
}

#[test]
fn a_scheduled_letter_whose_type_is_gone_from_the_playbook_does_not_leave() {
    on_both(|mut told| {
        let (mailbox, _) = with_mailbox(&mut told);
        let came = receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "a@c", "Кабель", "Почём?")));
        let draft = answers(&mut told, came.id, AnswerKind::Reply, "96", Some("letter-technical"));
        sends(&mut told, draft.id, None).unwrap();
        told.playbook.work_types.retain(|one| one.id != "letter-technical");
        told.later(60);
        assert!(delivers(&mut told).is_empty());
        let id = draft.id;
        let kept = told.does(move |tx, _| Ok(tx.outgoing(id)?)).unwrap().unwrap();
        assert_eq!((kept.state, kept.error.as_deref()), (OutgoingState::Failed, Some("no-type")));
    });
}

#[test]
fn a_second_acknowledgement_and_the_same_letter_again_count_once() {
    on_both(|mut told| {
        let (mailbox, _) = with_mailbox(&mut told);
        let came = receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "a@c", "Кабель", "Почём?")));
        let anna = told.anna.clone();
        for _ in 0..2 {
            let draft = answers(&mut told, came.id, AnswerKind::Reply, "Получили, ответим завтра", Some("letter-acknowledge"));
            sends(&mut told, draft.id, None).unwrap();
            told.later(11);
            delivers(&mut told);
            assert_eq!(told.credited_today(&anna), 180);
        }
        let draft = answers(&mut told, came.id, AnswerKind::Reply, "96 рублей", Some("letter-technical"));
        sends(&mut told, draft.id, None).unwrap();
        told.later(11);
        let sent = delivers(&mut told)[0].letter.unwrap();
        assert_eq!(told.credited_today(&anna), 780);
        let again = answers(&mut told, sent, AnswerKind::Again, "96 рублей", Some("letter-technical"));
        sends(&mut told, again.id, None).unwrap();
        told.later(11);
        assert_eq!(delivers(&mut told).len(), 1);
        assert_eq!(told.credited_today(&anna), 780);
    });
}

#[test]
fn an_acknowledged_letter_still_waits_and_a_machine_acknowledges_once_a_day_people_only() {
    on_both(|mut told| {
        let (mailbox, _) = with_mailbox(&mut told);
        let settings = MailboxSettings { acknowledge: true, ..mailbox.settings.clone() };
        let mailbox = Mailbox { settings, ..mailbox };
        let changed = mailbox.clone();
        told.does(move |tx, _| Ok(tx.put_mailbox(&changed)?)).unwrap();
        let came = receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "a@c", "Кабель", "Почём?")));
        receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "b@c", "Щит", "И щит?")));
        let robot = Letter {
            automatic: Automatic { submitted: Some("auto-replied".into()), ..Automatic::default() },
            ..letter("robot@stroydom.example", "r@c", "Вне офиса", "Отвечу в понедельник")
        };
        receives(&mut told, &mailbox, seen(robot));
        let sent = delivers(&mut told);
        assert_eq!(sent.len(), 1, "one address, one day, one acknowledgement");
        assert_eq!(sent[0].content.to[0].email, "ivan@stroydom.example");
        assert!(sent[0].content.automatic);
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), 0, "what the program does by itself credits zero");
        assert_eq!(stored(&mut told, came.id).state, LetterState::Waiting);
        told.later(24 * 3600);
        receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "d@c", "Лоток", "И лоток?")));
        assert_eq!(delivers(&mut told).len(), 1);
        // By hand it counts, once, and what it acknowledges still waits.
        let other = receives(&mut told, &mailbox, seen(letter("petr@stroydom.example", "e@c", "Муфта", "Есть муфты?")));
        delivers(&mut told);
        let (anna, office, playbook, id) = (told.anna.clone(), told.office.clone(), told.playbook.clone(), told.playbook_id);
        told.does(move |tx, ctx| {
            let in_force = InForce { id, playbook: &playbook };
            app::acknowledge_letter::acknowledge_letter(tx, ctx, &anna, &office, in_force, other.id)
        })
        .unwrap();
        told.later(11);
        assert_eq!(delivers(&mut told).len(), 1);
        assert_eq!(stored(&mut told, other.id).state, LetterState::Waiting);
    });
}

#[test]
fn nobody_knows_whose_a_strangers_letter_is_until_it_is_said_once() {
    on_both(|mut told| {
        let (mailbox, client) = with_mailbox(&mut told);
        let one = receives(&mut told, &mailbox, seen(letter("oleg@mail.ru", "a@c", "Щит", "Нужен щит")));
        let two = receives(&mut told, &mailbox, seen(letter("oleg@mail.ru", "b@c", "Щит 2", "И ещё один")));
        let colleague = receives(&mut told, &mailbox, seen(letter("petr@stroydom.example", "c@c", "x", "y")));
        assert!(stored(&mut told, colleague.id).matched, "the only client at that domain");
        assert!(!stored(&mut told, one.id).matched);
        let anna = told.anna.clone();
        let asked =
            told.does(move |tx, ctx| list_letters(tx, &anna, LetterList::Unmatched, Whose::Mine, "", None, ctx.now)).unwrap();
        assert_eq!(asked.len(), 2);
        let anna = told.anna.clone();
        told.does(move |tx, ctx| assign_letter(tx, ctx, &anna, one.id, &Belongs::Client(client))).unwrap();
        assert!(stored(&mut told, two.id).matched);
        let third = receives(&mut told, &mailbox, seen(letter("oleg@mail.ru", "d@c", "Щит 3", "И третий")));
        assert!(stored(&mut told, third.id).matched, "the address is learned");
        let spam = receives(&mut told, &mailbox, seen(letter("win@lottery.example", "e@c", "Приз", "Вы выиграли")));
        let anna = told.anna.clone();
        told.does(move |tx, ctx| assign_letter(tx, ctx, &anna, spam.id, &Belongs::NotClient(NotClient::Spam))).unwrap();
        assert_eq!(stored(&mut told, spam.id).state, LetterState::Read);
        let fresh = receives(&mut told, &mailbox, seen(letter("new@new.example", "f@c", "Вопрос", "Есть лоток?")));
        let anna = told.anna.clone();
        told.does(move |tx, ctx| assign_letter(tx, ctx, &anna, fresh.id, &Belongs::NewClient)).unwrap();
        let anna = told.anna.clone();
        let opened = told.does(move |tx, _| open_letter(tx, &anna, fresh.id)).unwrap();
        assert_eq!(opened.client.unwrap().name, "Иван Петров");
    });
}

#[test]
fn threads_are_joined_when_the_missing_letter_comes_and_a_bounce_is_shown_on_what_bounced() {
    on_both(|mut told| {
        let (mailbox, _) = with_mailbox(&mut told);
        let with = |id: &str, references: &[&str], text: &str| {
            let references = references.iter().map(|one| (*one).to_owned()).collect();
            seen(Letter { references, ..letter("ivan@stroydom.example", id, "Кабель", text) })
        };
        let one = receives(&mut told, &mailbox, with("a@c", &[], "раз"));
        let three = receives(&mut told, &mailbox, with("c@c", &["b@c"], "три"));
        assert_ne!(stored(&mut told, one.id).thread, stored(&mut told, three.id).thread);
        let two = receives(&mut told, &mailbox, with("b@c", &["a@c"], "два"));
        let thread = stored(&mut told, two.id).thread;
        assert!([one.id, three.id].into_iter().all(|id| stored(&mut told, id).thread == thread));

        let sent = Letter {
            to: vec![Address::new("", "ivan@stroydom.example")],
            ..letter("anna@office.example", "s@c", "Счёт", "Высылаю счёт")
        };
        let sent = receives(&mut told, &mailbox, Seen { sent_folder: true, ..seen(sent) });
        let report = Letter {
            bounce: Some(Bounce { original: Some("s@c".into()), recipients: Vec::new() }),
            automatic: Automatic { submitted: Some("auto-replied".into()), ..Automatic::default() },
            ..letter("mailer-daemon@office.example", "r@c", "Undelivered", "Не доставлено")
        };
        let report = receives(&mut told, &mailbox, seen(report));
        assert!(stored(&mut told, sent.id).bounce.is_some());
        assert_eq!(stored(&mut told, report.id).state, LetterState::Filed);
    });
}

#[test]
fn a_letter_sent_past_us_counts_nothing_until_its_author_types_it() {
    on_both(|mut told| {
        let (mailbox, _) = with_mailbox(&mut told);
        let sent = Letter {
            to: vec![Address::new("", "ivan@stroydom.example")],
            ..letter("anna@office.example", "s@c", "Ответ", "Автомат подойдёт")
        };
        let sent = receives(&mut told, &mailbox, Seen { sent_folder: true, ..seen(sent) });
        assert_eq!(stored(&mut told, sent.id).state, LetterState::Untyped);
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), 0);
        let (playbook, id) = (told.playbook.clone(), told.playbook_id);
        let typed = told.does(move |tx, ctx| {
            type_sent_letter(tx, ctx, &anna, InForce { id, playbook: &playbook }, sent.id, "letter-technical", "")
        });
        assert_eq!(typed.unwrap().state, LetterState::Sent);
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), 600);
    });
}

#[test]
fn reading_is_a_type_of_its_own_and_a_call_that_answers_adds_no_letter() {
    on_both(|mut told| {
        let (mailbox, _) = with_mailbox(&mut told);
        let thanks = receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "a@c", "Спасибо", "Всё получили")));
        let (anna, playbook, id) = (told.anna.clone(), told.playbook.clone(), told.playbook_id);
        told.does(move |tx, ctx| mark_read(tx, ctx, &anna, InForce { id, playbook: &playbook }, thanks.id)).unwrap();
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), 60);
        told.does(move |tx, ctx| reopen_letter(tx, ctx, &anna, thanks.id)).unwrap();
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), 0);
        let early = told.does(move |tx, ctx| close_by_call(tx, ctx, &anna, thanks.id));
        assert!(matches!(early, Err(AppError::Conflict("no-call"))), "{early:?}");
        let phone = testkit::office::client(1, 0).phone;
        told.does(move |tx, _| Ok(tx.add_channel(&Channel { person: None, ..phone })?)).unwrap();
        let number = testkit::office::client(1, 0).phone.value;
        told.later(60);
        let sheet = told.call_to_anna("k1", Some(&number), "по письму всё решили");
        told.records(sheet).unwrap();
        let anna = told.anna.clone();
        let before = told.credited_today(&anna);
        let closed = told.does(move |tx, ctx| close_by_call(tx, ctx, &anna, thanks.id)).unwrap();
        assert_eq!(closed.state, LetterState::Called);
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), before);
    });
}

#[test]
fn a_private_letter_leaves_the_timeline_and_is_seen_by_its_author_and_the_director_only() {
    on_both(|mut told| {
        let (mailbox, client) = with_mailbox(&mut told);
        let came = receives(&mut told, &mailbox, seen(letter("ivan@stroydom.example", "a@c", "Личное", "Как отпуск?")));
        let anna = told.anna.clone();
        told.does(move |tx, ctx| set_private(tx, ctx, &anna, came.id, true)).unwrap();
        let (anna, boris, director) = (told.anna.clone(), told.boris.clone(), told.director.clone());
        told.does(move |tx, _| {
            assert!(open_letter(tx, &anna, came.id).is_ok());
            assert!(open_letter(tx, &director, came.id).is_ok());
            assert!(matches!(open_letter(tx, &boris, came.id), Err(AppError::NotFound(_))));
            assert!(app::open_client::timeline(tx, &boris, client, "", None)?.is_empty());
            let all = list_letters(tx, &boris, LetterList::All, Whose::All, "", None, MORNING)?;
            assert!(all.is_empty());
            let searched = list_letters(tx, &boris, LetterList::All, Whose::All, "отпуск", None, MORNING)?;
            assert!(searched.is_empty());
            Ok(())
        })
        .unwrap();
    });
}

fn offered(said: Said) -> Offered {
    Offered {
        login: Some("anna".into()),
        envelope_from: "anna@office.example".into(),
        recipients: vec!["ivan@stroydom.example".into()],
        seen: seen(Letter {
            to: vec![Address::new("Иван", "ivan@stroydom.example")],
            ..letter("anna@office.example", "m@c", "Кабель", "Рекомендуем ВВГнг")
        }),
        said,
        service: false,
    }
}

fn judged(told: &mut Told, offered: Offered) -> Judged {
    let (playbook, id) = (told.playbook.clone(), told.playbook_id);
    told.does(move |tx, ctx| judge_letter(tx, ctx, InForce { id, playbook: &playbook }, &offered)).unwrap()
}

#[test]
fn a_letter_of_a_mail_program_is_held_without_its_type_and_leaves_with_it_once() {
    on_both(|mut told| {
        with_mailbox(&mut told);
        let Judged::Refuse(held) = judged(&mut told, offered(Said::Nothing)) else { panic!("an untyped letter left") };
        assert_eq!((held.refusal, held.first), (Refusal::NoType, true));
        assert!(!held.likely.is_empty());
        let Judged::Refuse(again) = judged(&mut told, offered(Said::Nothing)) else { panic!("an untyped letter left") };
        assert!(!again.first, "told of once");
        let (_, id) = held.author.clone().unwrap();
        let kept = told.does(move |tx, _| Ok(tx.outgoing(id)?)).unwrap().unwrap();
        assert_eq!((kept.state, kept.content.to[0].email.as_str()), (OutgoingState::Held, "ivan@stroydom.example"));
        let typed = || Said::Type(GivenType { code: "letter-technical".into(), by: By::Subject, note: String::new() });
        assert!(matches!(judged(&mut told, offered(typed())), Judged::Pass));
        assert!(matches!(judged(&mut told, offered(typed())), Judged::Pass), "asked again by the mail server");
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), 600);
        let kept = told.does(move |tx, _| Ok(tx.outgoing(id)?)).unwrap().unwrap();
        assert_eq!(kept.state, OutgoingState::Sent);
    });
}

#[test]
fn neither_an_unknown_sender_nor_auto_submitted_is_a_way_round() {
    on_both(|mut told| {
        with_mailbox(&mut told);
        let auto = |service| {
            let mut one = offered(Said::Nothing);
            one.seen.letter.automatic = Automatic { submitted: Some("auto-generated".into()), ..Automatic::default() };
            one.service = service;
            one
        };
        assert!(matches!(judged(&mut told, auto(false)), Judged::Refuse(_)));
        let mut stranger =
            offered(Said::Type(GivenType { code: "letter-technical".into(), by: By::Header, note: String::new() }));
        stranger.login = Some("nobody".into());
        assert!(matches!(judged(&mut told, stranger), Judged::Refuse(held) if held.author.is_none()));
        assert!(matches!(judged(&mut told, auto(true)), Judged::Pass));
        let anna = told.anna.clone();
        assert_eq!(told.credited_today(&anna), 0);
        for (said, refusal) in [
            (Said::Unknown { word: "кпп".into(), by: By::Subject }, Refusal::UnknownType),
            (Said::Conflict(Vec::new()), Refusal::TwoTypes),
            (
                Said::Type(GivenType { code: "letter-not-listed".into(), by: By::Subject, note: String::new() }),
                Refusal::NoteMissing,
            ),
            (Said::Type(GivenType { code: "letter-machine".into(), by: By::Subject, note: String::new() }), Refusal::NotAMachine),
        ] {
            let Judged::Refuse(held) = judged(&mut told, offered(said)) else { panic!("{refusal:?}") };
            assert_eq!(held.refusal, refusal);
        }
    });
}

#[test]
fn the_gate_knows_types_of_letters_by_id_and_code_only() {
    on_both(|told| {
        let in_force = InForce { id: told.playbook_id, playbook: &told.playbook };
        let asked = |work_type| pass(in_force, Wanted { work_type, ..Wanted::default() });
        assert_eq!(asked(None), Err(Refusal::NoType));
        assert_eq!(asked(Some("  ")), Err(Refusal::NoType));
        assert_eq!(asked(Some("call-new-enquiry")), Err(Refusal::UnknownType));
        for one in told.playbook.work_types.iter().filter(|one| one.class == domain::playbook::WorkClass::Letter) {
            for code in &one.codes {
                let found = pass(in_force, Wanted { work_type: Some(code), note: "что", automatic: one.id == "letter-machine" });
                assert_eq!(found.unwrap().work_type(), one.id);
            }
        }
    });
}
