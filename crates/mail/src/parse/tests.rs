//! Tests of whole letters taken apart.

use domain::letter::{AttachmentKind, BounceAction, Letter};

use super::*;

fn letter(raw: impl AsRef<[u8]>) -> Letter {
    take_apart(raw.as_ref()).unwrap().letter
}

fn with_body(fields: &str, body: &[u8]) -> Vec<u8> {
    [format!("From: a@b\r\nDate: Mon, 23 Nov 2026 11:13:51 +0000\r\n{fields}\r\n\r\n").as_bytes(), body].concat()
}

#[test]
fn a_bounce_of_postfix_names_the_letter_and_the_recipient() {
    let raw = include_bytes!("../../tests/letters/dsn-postfix-1.eml");
    let found = letter(raw);
    let bounce = found.bounce.unwrap();
    assert_eq!(bounce.original.as_deref(), Some("20261123111351.7F62FA28077@mx.firma.test"));
    let one = &bounce.recipients[0];
    assert_eq!((one.email.as_str(), one.action, one.status.as_str()), ("nobody@bad.test", BounceAction::Failed, "5.1.1"));
    assert_eq!(one.said, "550 5.1.1 <nobody@bad.test>: Recipient address rejected: User unknown");
    assert!(found.automatic.empty_sender && found.automatic.by_machine());
    assert!(found.text.starts_with("This is the mail system"));
    assert_eq!(found.oddities, Vec::<String>::new());
    let second = letter(include_bytes!("../../tests/letters/dsn-postfix-2.eml")).bounce.unwrap();
    assert_eq!(second.original.as_deref(), Some("20261123111351.97CF1A28078@mx.firma.test"));
    assert_eq!(second.recipients[0].status, "5.7.1");
}

#[test]
fn a_vacation_reply_is_known_as_one() {
    let found = letter(include_bytes!("../../tests/letters/auto-reply-sieve-vacation.eml"));
    assert_eq!(found.automatic.submitted.as_deref(), Some("auto-replied"));
    assert!(found.automatic.suppressed && found.automatic.precedence.as_deref() == Some("bulk"));
    assert_eq!((found.subject.as_str(), found.text.trim()), ("Я в отпуске", "Отвечу позже"));
    assert_eq!(found.in_reply_to, ["20261123112520.001392@vm"]);
    assert_eq!(found.bounce, None);
}

#[test]
fn bodies_are_read_in_the_charsets_of_the_russian_world() {
    let text = "Здравствуйте! Нужен кабель 300 м.";
    for (name, encoding) in [
        ("koi8-r", encoding_rs::KOI8_R),
        ("windows-1251", encoding_rs::WINDOWS_1251),
        ("cp866", encoding_rs::IBM866),
        ("unknown", encoding_rs::WINDOWS_1251),
        ("us-ascii", encoding_rs::KOI8_R),
        ("utf-8", encoding_rs::WINDOWS_1251),
        ("koi8-r", encoding_rs::WINDOWS_1251),
    ] {
        let raw = with_body(
            &format!("Content-Type: text/plain; charset={name}\r\nContent-Transfer-Encoding: 8bit"),
            &encoding.encode(text).0,
        );
        assert_eq!(letter(raw).text, text, "{name}");
    }
    let none = with_body("X: y", &encoding_rs::KOI8_R.encode(text).0);
    let found = letter(none);
    assert_eq!((found.text.as_str(), found.oddities), (text, vec!["charset".to_owned()]));
}

#[test]
fn heads_without_any_coding_are_read() {
    let head = "From: Анна Петрова <anna@office.example>\r\nSubject: Счёт на оплату\r\nTo: \"Иванов, Пётр\" <p@x>\r\n\r\n";
    for encoding in [encoding_rs::UTF_8, encoding_rs::WINDOWS_1251, encoding_rs::KOI8_R] {
        let found = letter(encoding.encode(head).0);
        assert_eq!(found.subject, "Счёт на оплату");
        assert_eq!((found.from[0].name.as_str(), found.to[0].name.as_str()), ("Анна Петрова", "Иванов, Пётр"));
    }
}

#[test]
fn text_html_and_attachments_are_told_apart() {
    let raw = with_body(
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m",
        "preamble\r\n--m\r\nContent-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nДа\r\n--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Да <img src=\"cid:logo@x\"></p>\r\n--a\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n--a--\r\n--r\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--r--\r\n--m\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx\r\n--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner text\r\n--m\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''%D0%9F.pdf\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=25PDF\r\n--m--\r\nepilogue\r\n".as_bytes(),
    );
    let parsed = take_apart(&raw).unwrap();
    let found = parsed.letter;
    assert_eq!(found.text, "Да");
    assert_eq!(found.html.as_deref(), Some("<p>Да <img src=\"cid:logo@x\"></p>"));
    let said: Vec<_> = found.attachments.iter().map(|one| (one.kind, one.name.as_str(), one.inline)).collect();
    let expected = [
        (AttachmentKind::Calendar, "", false),
        (AttachmentKind::Picture, "logo.png", true),
        (AttachmentKind::Tnef, "winmail.dat", false),
        (AttachmentKind::Letter, "", false),
        (AttachmentKind::File, "П.pdf", false),
    ];
    assert_eq!(said, expected);
    assert_eq!(parsed.contents[1], [0x89, b'P', b'N', b'G']);
    assert_eq!(parsed.contents[3], b"Subject: inner\r\n\r\ninner text");
    assert_eq!(parsed.contents[4], b"%PDF");
    for (one, content) in found.attachments.iter().zip(&parsed.contents) {
        assert_eq!((one.size, one.digest.as_str()), (content.len() as u64, blake3::hash(content).to_hex().as_str()));
    }
}

#[test]
fn a_letter_of_html_alone_has_its_text() {
    let raw = with_body(
        "Content-Type: text/html; charset=windows-1251",
        &encoding_rs::WINDOWS_1251.encode("<p>Да, <b>берём</b></p>").0,
    );
    let found = letter(raw);
    assert_eq!((found.text.as_str(), found.html.as_deref()), ("Да, берём", Some("<p>Да, <b>берём</b></p>")));
}

#[test]
fn what_is_odd_is_said() {
    let said = |raw: &str| letter(raw).oddities.join(" ");
    assert_eq!(said("Subject: x\r\n\r\n"), "no-date no-from");
    assert_eq!(said("From: a@b\r\nDate: 31 Feb 2026 10:00\r\n\r\n"), "bad-date");
    assert_eq!(said("From: a@b\r\nSubject: x\r\nSubject: y\r\nDate: 1 Feb 2026 10:00 +0000\r\n\r\n"), "repeated-fields");
    assert_eq!(said("From: a@b\r\nDate: 1 Feb 2026 10:00 +0000\r\n\r\na\0b"), "nul");
    let broken = "From: a@b\r\nDate: 1 Feb 2026 10:00 +0000\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nno boundary here";
    assert_eq!((said(broken).as_str(), letter(broken).text.as_str()), ("structure", "no boundary here"));
}

#[test]
fn a_long_text_is_cut_and_said_to_be() {
    let found = letter(with_body("Content-Type: text/plain; charset=utf-8", "я".repeat(TEXT_MAX).as_bytes()));
    assert!(found.text.len() <= TEXT_MAX && found.oddities == ["truncated"]);
}

#[test]
fn what_is_no_letter_is_an_error_that_says_so() {
    assert_eq!(take_apart(b""), Err(ParseError::Empty { size: 0 }));
    assert_eq!(take_apart(b" \r\n\r\n"), Err(ParseError::Empty { size: 0 }));
    assert!(matches!(take_apart(b"\x89PNG\r\n\x1a\n\0\0"), Err(ParseError::NoHead { .. })));
    assert!(matches!(take_apart(b"just words"), Err(ParseError::NoHead { .. })));
}

#[test]
fn what_files_put_before_a_letter_is_left_out() {
    for before in ["\u{feff}", "\r\n\n", "From anna@office.example Mon Nov 23 10:15:22 2026\n", ">From x\r\n"] {
        assert_eq!(letter(format!("{before}Subject: x\n\ny")).subject, "x", "{before:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_a_letter_or_an_error(raw: Vec<u8>) {
        let _ = take_apart(&raw);
    }

    #[test]
    fn any_body_under_a_good_head_is_a_letter(body: Vec<u8>, kind in "(text/(plain|html)|multipart/(mixed|alternative)|message/rfc822|image/png)", packing in "(base64|quoted-printable|8bit)") {
        let raw = with_body(&format!("Content-Type: {kind}; boundary=a; charset=koi8-r\r\nContent-Transfer-Encoding: {packing}"), &body);
        let parsed = take_apart(&raw).unwrap();
        proptest::prop_assert_eq!(parsed.letter.attachments.len(), parsed.contents.len());
        proptest::prop_assert!(!parsed.letter.text.contains('\0'));
    }
}
