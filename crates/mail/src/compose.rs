//! Outgoing letters put together: what was written in, the bytes that leave out.

use domain::letter::Address;
use domain::time::Time;
use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address as Written;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

/// A letter to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outgoing {
    /// Who writes.
    pub from: Address,
    /// Who sends, where that is another.
    pub sender: Option<Address>,
    /// Where answers should go; empty means `from`.
    pub reply_to: Vec<Address>,
    /// To whom.
    pub to: Vec<Address>,
    /// Copies to.
    pub cc: Vec<Address>,
    /// Hidden copies to.
    pub bcc: Vec<Address>,
    /// Whether `Bcc` is written: only into our own copy in Sent, never into what leaves.
    pub keep_bcc: bool,
    /// What about.
    pub subject: String,
    /// When.
    pub date: Time,
    /// `Message-ID` without angle brackets.
    pub message_id: String,
    /// Ids of the letters it answers, without angle brackets.
    pub in_reply_to: Vec<String>,
    /// Ids of the thread, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// The text.
    pub text: String,
    /// The same as HTML, where there is one.
    pub html: Option<String>,
    /// What is attached.
    pub attachments: Vec<Attached>,
    /// More fields (`Auto-Submitted`, `X-...`). A name that is none, or of a field written here anyway, is left out.
    pub extra: Vec<(String, String)>,
}

/// Something attached to an outgoing letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attached {
    /// The file's name.
    pub name: String,
    /// The media type; empty or broken means `application/octet-stream`.
    pub mime: String,
    /// The content.
    pub content: Vec<u8>,
    /// `Content-ID` without angle brackets, of a picture inside the HTML.
    pub content_id: Option<String>,
}

/// Fields written here; an extra one of these names is left out.
const OWN: [&str; 12] = [
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
];

/// Longest line a letter may have (RFC 5322, 2.1.1), without its end.
const LINE_MAX: usize = 998;

/// The bytes of a letter: lines end with `\r\n`, text is UTF-8, nothing in a name, an address or a subject begins a field of
/// its own. The same letter gives the same bytes.
#[must_use]
pub fn compose(letter: &Outgoing) -> Vec<u8> {
    let mut builder = MessageBuilder::new()
        .header("Date", Date::new(letter.date.micros().div_euclid(1_000_000)))
        .header("From", written(std::slice::from_ref(&letter.from)));
    if let Some(sender) = &letter.sender {
        builder = builder.header("Sender", written(std::slice::from_ref(sender)));
    }
    for (name, list) in [("Reply-To", &letter.reply_to), ("To", &letter.to), ("Cc", &letter.cc)] {
        if list.iter().any(is_written) {
            builder = builder.header(name, written(list));
        }
    }
    if ![&letter.to, &letter.cc].into_iter().flatten().any(is_written) {
        builder = builder.header("To", HeaderType::Raw(Raw::new("undisclosed-recipients:;")));
    }
    if letter.keep_bcc && letter.bcc.iter().any(is_written) {
        builder = builder.header("Bcc", written(&letter.bcc));
    }
    builder = builder.header("Subject", Text::new(one_line(&letter.subject))).header("Message-ID", ids([&letter.message_id]));
    for (name, list) in [("In-Reply-To", &letter.in_reply_to), ("References", &letter.references)] {
        if !list.is_empty() {
            builder = builder.header(name, ids(list));
        }
    }
    for (name, value) in letter.extra.iter().filter(|(name, _)| is_extra(name)) {
        builder = builder.header(name.clone(), Text::new(one_line(value)));
    }
    // Writing into memory cannot fail.
    builder.header("MIME-Version", Raw::new("1.0")).body(body(letter)).write_to_vec().unwrap_or_default()
}

fn is_written(address: &Address) -> bool {
    !address.email.is_empty()
}

fn written(list: &[Address]) -> HeaderType<'static> {
    let one = |own: &Address| {
        let name = Some(one_line(&own.name)).filter(|name| !name.is_empty());
        // Whatever could end an address inside its brackets goes.
        let email: String =
            own.email.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !"<>,;()".contains(*c)).collect();
        Written::new_address(name, email)
    };
    HeaderType::Address(Written::new_list(list.iter().filter(|own| is_written(own)).map(one).collect()))
}

fn ids<'a>(list: impl IntoIterator<Item = &'a String>) -> HeaderType<'static> {
    let clean = |id: &String| id.chars().filter(|c| c.is_ascii_graphic() && !"<>".contains(*c)).collect::<String>();
    HeaderType::MessageId(MessageId::new_list(list.into_iter().map(clean).filter(|id| !id.is_empty())))
}

/// Control characters and line ends become spaces.
fn one_line(text: &str) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect();
    line.trim().to_owned()
}

fn is_extra(name: &str) -> bool {
    let good = !name.is_empty() && name.len() < 77 && name.bytes().all(|b| b.is_ascii_graphic() && b != b':');
    let own = OWN.iter().any(|own| own.eq_ignore_ascii_case(name));
    good && !own && !name.to_ascii_lowercase().starts_with("content-")
}

/// text | alternative(text, html) | related around them with the pictures | mixed around it all with the files.
fn body(letter: &Outgoing) -> MimePart<'_> {
    let text = MimePart::new("text/plain", BodyPart::Text(letter.text.as_str().into()));
    let (inner, files): (Vec<&Attached>, Vec<&Attached>) =
        letter.attachments.iter().partition(|one| letter.html.is_some() && one.content_id.is_some());
    let shown = match &letter.html {
        None => text,
        Some(html) => {
            let html = MimePart::new("text/html", BodyPart::Text(html.as_str().into()));
            let html = around("related", letter, html, inner);
            MimePart::new(multipart("alternative", letter), vec![text, html])
        }
    };
    around("mixed", letter, shown, files)
}

fn around<'a>(kind: &str, letter: &Outgoing, first: MimePart<'a>, more: Vec<&'a Attached>) -> MimePart<'a> {
    if more.is_empty() {
        return first;
    }
    let parts = std::iter::once(first).chain(more.into_iter().map(attached)).collect::<Vec<_>>();
    MimePart::new(multipart(kind, letter), parts)
}

/// A multipart type with a boundary of our own: no part can hold it, for it is made of what all the parts say, and the same
/// letter has the same.
fn multipart(kind: &str, letter: &Outgoing) -> ContentType<'static> {
    let mut hasher = blake3::Hasher::new();
    for part in [kind, &letter.message_id, &letter.text, letter.html.as_deref().unwrap_or_default()] {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    for one in &letter.attachments {
        hasher.update(&one.content).update(&[0]);
    }
    let boundary = format!("=_{}", hasher.finalize().to_hex().get(..32).unwrap_or_default());
    ContentType::new(format!("multipart/{kind}")).attribute("boundary", boundary)
}

fn attached(one: &Attached) -> MimePart<'_> {
    let mime = mime(&one.mime);
    let letter = mime == "message/rfc822";
    let mut part = MimePart::new(mime.to_owned(), BodyPart::Binary(one.content.as_slice().into()));
    if letter && has_short_lines(&one.content) {
        // RFC 2046, 5.2.1: a letter within a letter is not packed.
        part = part.transfer_encoding(if one.content.is_ascii() { "7bit" } else { "8bit" });
    }
    let disposition = if one.content_id.is_some() { "inline" } else { "attachment" };
    let name = one_line(&one.name);
    let disposition = ContentType::new(disposition);
    let disposition = if name.is_empty() { disposition } else { disposition.attribute("filename", name) };
    part = part.header("Content-Disposition", disposition);
    match &one.content_id {
        Some(id) => part.header("Content-ID", ids([id])),
        None => part,
    }
}

fn mime(mime: &str) -> &str {
    let good = mime.split_once('/').is_some_and(|(kind, sub)| {
        let token = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b));
        token(kind) && token(sub) && !kind.eq_ignore_ascii_case("multipart")
    });
    if good { mime } else { "application/octet-stream" }
}

fn has_short_lines(content: &[u8]) -> bool {
    !content.contains(&0) && content.split(|b| *b == b'\n').all(|line| line.len() <= LINE_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::header_values;
    use crate::parse::{Parsed, take_apart};

    fn letter() -> Outgoing {
        Outgoing {
            from: Address::new("Анна Петрова", "anna@office.example"),
            to: vec![Address::new("Иванов, Пётр \"Кабель\"", "p@client.example"), Address::new("", "q@client.example")],
            bcc: vec![Address::new("", "chief@office.example")],
            subject: "Коммерческое предложение на кабель ВВГнг(А)-LS 3х2,5 и другую продукцию по вашему запросу".into(),
            date: Time::from_micros(1_795_432_431_000_000),
            message_id: "1@office.example".into(),
            in_reply_to: vec!["0@client.example".into()],
            references: vec!["a@client.example".into(), "0@client.example".into()],
            text: "Добрый день!\n\nЦена — 300 ₽.\n.\nFrom here on\n-- \nАнна".into(),
            html: Some("<p>Цена <img src=\"cid:logo@office\"></p>".into()),
            attachments: vec![
                Attached {
                    name: "Прайс-лист на кабель № 7.xlsx".into(),
                    mime: "application/pdf".into(),
                    content: vec![0, 255, 10, 13],
                    content_id: None,
                },
                Attached {
                    name: "логотип.png".into(),
                    mime: "image/png".into(),
                    content: b"\x89PNG".to_vec(),
                    content_id: Some("logo@office".into()),
                },
            ],
            extra: vec![("Auto-Submitted".into(), "no".into()), ("X-Yellow-Sheet".into(), "письмо 7".into())],
            ..Outgoing::default()
        }
    }

    /// What was taken apart, as it was put together; attachments in the order they come in the letter.
    fn back(raw: &[u8]) -> (Outgoing, Vec<String>) {
        let Parsed { letter, contents } = take_apart(raw).unwrap();
        let attached = letter.attachments.iter().zip(contents).map(|(one, content)| Attached {
            name: one.name.clone(),
            mime: one.mime.clone(),
            content,
            content_id: one.content_id.clone(),
        });
        let out = Outgoing {
            from: letter.from.first().cloned().unwrap_or_default(),
            sender: letter.sender,
            reply_to: letter.reply_to,
            to: letter.to,
            cc: letter.cc,
            bcc: letter.bcc,
            keep_bcc: false,
            subject: letter.subject,
            date: letter.date.unwrap_or_default(),
            message_id: letter.message_id.unwrap_or_default(),
            in_reply_to: letter.in_reply_to,
            references: letter.references,
            text: letter.text,
            html: letter.html,
            attachments: attached.collect(),
            extra: Vec::new(),
        };
        (out, letter.oddities)
    }

    #[test]
    fn what_was_put_together_is_taken_apart_again() {
        let sent = letter();
        let (mut found, oddities) = back(&compose(&sent));
        found.attachments.sort_by_key(|one| one.name.clone());
        let mut expected = Outgoing { bcc: Vec::new(), extra: Vec::new(), ..sent };
        expected.attachments.sort_by_key(|one| one.name.clone());
        assert_eq!((found, oddities), (expected, Vec::new()));
    }

    #[test]
    fn hidden_copies_stay_out_of_what_leaves_and_in_our_own_copy() {
        let leaves = String::from_utf8(compose(&letter())).unwrap();
        assert!(!leaves.contains("chief@office.example") && !leaves.to_lowercase().contains("bcc"));
        let own = compose(&Outgoing { keep_bcc: true, ..letter() });
        assert_eq!(header_values(&own, "Bcc").len(), 1);
        let hidden = compose(&Outgoing { to: vec![], ..letter() });
        assert_eq!(header_values(&hidden, "To"), ["undisclosed-recipients:;"]);
    }

    #[test]
    fn lines_are_short_end_rightly_and_the_same_letter_has_the_same_bytes() {
        let raw = compose(&letter());
        assert_eq!(raw, compose(&letter()));
        let text = String::from_utf8(raw).unwrap();
        assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n']));
        assert!(text.split("\r\n").all(|line| line.len() <= 78), "{text}");
        assert_eq!(header_values(text.as_bytes(), "X-Yellow-Sheet"), ["письмо 7"]);
    }

    #[test]
    fn a_letter_within_a_letter_is_not_packed() {
        let inner = "Subject: x\r\n\r\nда\r\n".as_bytes().to_vec();
        let one = Attached { name: "x.eml".into(), mime: "message/rfc822".into(), content: inner.clone(), content_id: None };
        let raw = compose(&Outgoing { attachments: vec![one], html: None, ..letter() });
        let parsed = take_apart(&raw).unwrap();
        assert_eq!(parsed.letter.attachments[0].mime, "message/rfc822");
        assert_eq!(parsed.contents[0].trim_ascii_end(), inner.trim_ascii_end());
        assert!(String::from_utf8(raw).unwrap().contains("Content-Transfer-Encoding: 8bit"));
    }

    #[test]
    fn nothing_in_a_name_a_subject_or_a_field_begins_a_field_of_its_own() {
        let evil = "x\r\nBcc: spy@evil.example\r\n\r\nbody";
        let raw = compose(&Outgoing {
            from: Address { name: evil.into(), email: "a@b\r\nBcc: spy@evil.example".into() },
            to: vec![Address { name: evil.into(), email: format!("a@b>, <spy2@evil.example>{evil}") }],
            subject: evil.into(),
            message_id: format!("a@b>{evil}"),
            references: vec![evil.into()],
            extra: vec![
                ("X-A".into(), evil.into()),
                ("X-B: c\r\nBcc".into(), "d".into()),
                ("Bcc".into(), "spy@evil.example".into()),
            ],
            attachments: vec![Attached { name: evil.into(), mime: evil.into(), content: vec![1], content_id: Some(evil.into()) }],
            ..letter()
        });
        assert!(header_values(&raw, "Bcc").is_empty());
        let found = take_apart(&raw).unwrap().letter;
        assert!(found.bcc.is_empty() && found.to.len() == 1 && found.text.starts_with("Добрый"));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
        #[test]
        fn any_letter_comes_back_as_it_was(
            name in "[a-zА-яё.,@()<>\\\\;: 1-9-]{0,40}",
            subject in "[ -~А-яё₽😀]{0,120}",
            text in "[ -~А-яё\n\t₽]{0,300}",
            html in proptest::option::of("<p>[ -;А-яё]{0,100}</p>"),
            file in "[a-zА-яё0-9]([a-zА-яё 0-9().,-]{0,60}[a-zё])?",
            content in proptest::collection::vec(proptest::num::u8::ANY, 0..300),
        ) {
            let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let sent = Outgoing {
                from: Address::new(&tidy(&name), "anna@office.example"),
                to: vec![Address::new(&tidy(&name), "p@client.example"), Address::new("", "q@client.example")],
                subject: crate::words::decode(crate::words::encode("Subject", &subject).as_bytes()),
                text: text.trim_end().to_owned(),
                html,
                attachments: vec![Attached { name: tidy(&file), mime: "application/pdf".into(), content, content_id: None }],
                bcc: vec![],
                extra: vec![],
                ..letter()
            };
            let (mut found, oddities) = back(&compose(&sent));
            found.text = found.text.trim_end().to_owned();
            proptest::prop_assert_eq!(found, sent);
            proptest::prop_assert_eq!(oddities, Vec::<String>::new());
        }
    }
}
