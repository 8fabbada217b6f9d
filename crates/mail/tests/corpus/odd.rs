//! Letters as they really come: wrong charsets, broken words, missing fields, habits of old programs.

use domain::letter::Letter;

/// One letter and what has to be found in it.
pub(crate) struct Odd {
    pub(crate) name: &'static str,
    pub(crate) raw: Vec<u8>,
    pub(crate) look: fn(&Letter) -> String,
    pub(crate) expected: &'static str,
}

fn odd(name: &'static str, raw: impl Into<Vec<u8>>, look: fn(&Letter) -> String, expected: &'static str) -> Odd {
    Odd { name, raw: raw.into(), look, expected }
}

fn subject(letter: &Letter) -> String {
    letter.subject.clone()
}

fn text(letter: &Letter) -> String {
    letter.text.trim().to_owned()
}

fn from(letter: &Letter) -> String {
    letter.from.iter().map(|one| format!("{}|{}", one.name, one.email)).collect::<Vec<_>>().join(", ")
}

fn to(letter: &Letter) -> String {
    letter.to.iter().map(|one| one.email.clone()).collect::<Vec<_>>().join(", ")
}

fn names(letter: &Letter) -> String {
    letter.attachments.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join(", ")
}

fn kinds(letter: &Letter) -> String {
    letter.attachments.iter().map(|one| format!("{:?}", one.kind)).collect::<Vec<_>>().join(", ")
}

fn oddities(letter: &Letter) -> String {
    letter.oddities.join(", ")
}

fn date(letter: &Letter) -> String {
    letter.date.map_or_else(|| "none".to_owned(), |at| (at.micros() / 1_000_000).to_string())
}

fn answers(letter: &Letter) -> String {
    format!("{:?} {:?} {:?}", letter.message_id, letter.in_reply_to, letter.references)
}

fn cp1251(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1251.encode(text).0.into_owned()
}

fn koi8(text: &str) -> Vec<u8> {
    encoding_rs::KOI8_R.encode(text).0.into_owned()
}

fn cp866(text: &str) -> Vec<u8> {
    encoding_rs::IBM866.encode(text).0.into_owned()
}

/// A body under a head with this type.
fn body(kind: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    [format!("From: a@b\nDate: Mon, 23 Nov 2026 11:13:51 +0000\nContent-Type: {kind}\n\n").as_bytes(), body.as_ref()].concat()
}

/// All of them.
pub(crate) fn letters() -> Vec<Odd> {
    [charsets(), heads(), bodies(), files()].into_iter().flatten().collect()
}

fn charsets() -> Vec<Odd> {
    vec![
        odd("subject raw in windows-1251", cp1251("Subject: Запрос цены\n\n"), subject, "Запрос цены"),
        odd("subject raw in koi8-r", koi8("Subject: Запрос цены\n\n"), subject, "Запрос цены"),
        odd("subject raw in cp866", cp866("Subject: Запрос цены на кабель\n\n"), subject, "Запрос цены на кабель"),
        odd("subject raw in UTF-8", "Subject: Запрос цены\n\n", subject, "Запрос цены"),
        odd("subject in capitals, raw", cp1251("Subject: СРОЧНО ОПЛАТИТЬ СЧЕТ\n\n"), subject, "СРОЧНО ОПЛАТИТЬ СЧЕТ"),
        odd(
            "half the subject encoded, half raw",
            [b"Subject: =?koi8-r?Q?=FA=C1=D0=D2=CF=D3?= ".to_vec(), cp1251("цены на кабель\n\n")].concat(),
            subject,
            "Запрос цены на кабель",
        ),
        odd("a word in the charset `unknown`", "Subject: =?unknown?B?x+Dv8O7xIPbl7fs=?=\n\n", subject, "Запрос цены"),
        odd("a word in the charset `win-1251`", "Subject: =?win-1251?B?x+Dv8O7xIPbl7fs=?=\n\n", subject, "Запрос цены"),
        odd("a word in windows-1251 that says UTF-8", "Subject: =?utf-8?B?x+Dv8O7xIPbl7fs=?=\n\n", subject, "Запрос цены"),
        odd("a word in UTF-8 that says windows-1251", "Subject: =?windows-1251?B?0JfQsNC/0YDQvtGB?=\n\n", subject, "Запрос"),
        odd(
            "a character split between two words",
            "Subject: =?utf-8?B?0JfQsNC/0Q==?=\n =?utf-8?B?gNC+0YE=?=\n\n",
            subject,
            "Запрос",
        ),
        odd(
            "words of two charsets side by side",
            "Subject: =?koi8-r?B?+sHQ0s/T?= =?windows-1251?B?IPbl7fs=?=\n\n",
            subject,
            "Запрос цены",
        ),
        odd("a word with spaces in it", "Subject: =?utf-8?Q?=D0=97 =D0=B0?=\n\n", subject, "З а"),
        odd("a word folded in its middle", "Subject: =?utf-8?B?0JfQsNC/\n 0YDQvtGB?=\n\n", subject, "Запрос"),
        odd("a body in koi8-r", body("text/plain; charset=koi8-r", koi8("Здравствуйте, Анна")), text, "Здравствуйте, Анна"),
        odd("a body in cp866", body("text/plain; charset=cp866", cp866("Здравствуйте, Анна")), text, "Здравствуйте, Анна"),
        odd(
            "a body of unknown charset",
            body("text/plain; charset=unknown", cp1251("Здравствуйте, Анна")),
            text,
            "Здравствуйте, Анна",
        ),
        odd(
            "a body that says us-ascii",
            body("text/plain; charset=us-ascii", koi8("Здравствуйте, Анна")),
            text,
            "Здравствуйте, Анна",
        ),
        odd(
            "a body that says iso-8859-1",
            body("text/plain; charset=iso-8859-1", cp1251("Здравствуйте, Анна Петровна")),
            text,
            "Здравствуйте, Анна Петровна",
        ),
        odd(
            "a body that says koi8-r and is windows-1251",
            body("text/plain; charset=koi8-r", cp1251("Здравствуйте, просим выставить счёт")),
            text,
            "Здравствуйте, просим выставить счёт",
        ),
        odd("a body with nothing said", body("text/plain", cp1251("Здравствуйте, Анна")), text, "Здравствуйте, Анна"),
        odd("a body in UTF-16", body("text/plain; charset=utf-16", [0xFF, 0xFE, 0x14, 0x04, 0x30, 0x04]), text, "Да"),
        odd("a body in UTF-7", body("text/plain; charset=utf-7", "+BB8EQAQ4BDIENQRC-"), text, "Привет"),
        odd(
            "HTML in windows-1251 with entities",
            body("text/html; charset=windows-1251", cp1251("<p>Счёт &laquo;1&raquo;</p>")),
            text,
            "Счёт «1»",
        ),
    ]
}

fn heads() -> Vec<Odd> {
    vec![
        odd("no From", "Subject: x\nDate: Mon, 23 Nov 2026 11:13:51 +0000\n\n", oddities, "no-from"),
        odd("an empty From", "From: \nDate: Mon, 23 Nov 2026 11:13:51 +0000\n\n", oddities, "no-from"),
        odd("a From of a name only", "From: Anna\nDate: Mon, 23 Nov 2026 11:13:51 +0000\n\n", oddities, "no-from"),
        odd("two people in From", "From: A <a@b>, B <c@d>\n\n", from, "A|a@b, B|c@d"),
        odd("a name with a comma and no quotes", "From: a@b\nTo: Petrov, Ivan <p@x>\n\n", to, ", p@x"),
        odd("a name raw in koi8-r", koi8("From: Анна Петрова <a@b>\n\n"), from, "Анна Петрова|a@b"),
        odd(
            "an address in brackets and quotes",
            "From: \"'anna@x.example'\" <anna@x.example>\n\n",
            from,
            "anna@x.example|anna@x.example",
        ),
        odd("brackets twice", "From: <<a@b>>\n\n", from, "|a@b"),
        odd("recipients in several fields", "From: a@b\nTo: c@d\nTo: e@f\n\n", to, "c@d, e@f"),
        odd("recipients parted by semicolons", "From: a@b\nTo: c@d; e@f;\n\n", to, "c@d, e@f"),
        odd("hidden recipients", "From: a@b\nTo: undisclosed-recipients:;\n\n", to, ""),
        odd("no date", "From: a@b\n\n", oddities, "no-date"),
        odd("a date nobody knows", "From: a@b\nDate: 32 Foo 2026 99:99:99 +9999\n\n", oddities, "bad-date"),
        odd("a date before mail", "From: a@b\nDate: Thu, 1 Jan 1601 00:00:00 +0000\n\n", oddities, "bad-date"),
        odd("a date of two digits and a zone's name", "From: a@b\nDate: 23 Nov 26 11:13:51 GMT\n\n", date, "1795432431"),
        odd(
            "a date with a comment and a wrong day",
            "From: a@b\nDate: Fri, 23 Nov 2026 14:13:51 +0300 (MSK)\n\n",
            date,
            "1795432431",
        ),
        odd("the second of two dates", "From: a@b\nDate: never\nDate: Mon, 23 Nov 2026 11:13:51 +0000\n\n", date, "1795432431"),
        odd(
            "ids without brackets",
            "From: a@b\nMessage-ID: 1@x\nIn-Reply-To: Your letter <2@x>\nReferences: <2@x>\n\t<3@x>\n\n",
            answers,
            "Some(\"1@x\") [\"2@x\"] [\"2@x\", \"3@x\"]",
        ),
        odd("an id folded in its middle", "From: a@b\nMessage-ID: <1\n @x>\n\n", answers, "Some(\"1@x\") [] []"),
        odd("blanks before the colon", "From : a@b\nSubject\t: x\n\n", subject, "x"),
        odd("a line that is no field", "From: a@b\nthis is no field\nSubject: x\n\nbody", subject, "x"),
        odd("control characters in the subject", "Subject: a\x07b\x1b[31mc\n\n", subject, "a b [31mc"),
        odd("a subject that turns the writing", "Subject: a\u{202e}b\n\n", subject, "ab"),
        odd("only old line ends", "Subject: x\r\rbody", subject, "x body"),
    ]
}

fn bodies() -> Vec<Odd> {
    vec![
        odd("no body at all", "Subject: x", text, ""),
        odd("an empty body", "Subject: x\n\n", text, ""),
        odd("NUL in the body", body("text/plain", "a\0b"), text, "ab"),
        odd("a multipart without a boundary", body("multipart/mixed", "--x\n\nhello\n--x--"), text, "--x\n\nhello\n--x--"),
        odd("a multipart never closed", body("multipart/mixed; boundary=x", "--x\n\nhello"), text, "hello"),
        odd("a multipart of nothing", body("multipart/mixed; boundary=x", "--x--\n"), text, ""),
        odd("a type nobody knows", body("text", "hello"), text, "hello"),
        odd("a type that is empty", body("", "hello"), text, "hello"),
        odd("broken base64", body("text/plain\nContent-Transfer-Encoding: base64", "aGVs*bG8"), text, "hello"),
        odd("a packing nobody knows", body("text/plain\nContent-Transfer-Encoding: x-foo", "hello"), text, "hello"),
        odd("HTML alone", body("text/html", "<html><body><p>Да,<br>берём</p></body></html>"), text, "Да,\nберём"),
        odd(
            "an empty text beside HTML",
            body(
                "multipart/alternative; boundary=x",
                "--x\nContent-Type: text/plain\n\n\n--x\nContent-Type: text/html\n\n<p>Да</p>\n--x--",
            ),
            text,
            "Да",
        ),
        odd("flowed text", body("text/plain; format=flowed", "one \ntwo\n"), text, "one two"),
        odd(
            "text behind an attachment",
            body("multipart/mixed; boundary=x", "--x\n\none\n--x\nContent-Type: application/pdf\n\np\n--x\n\ntwo\n--x--"),
            text,
            "one\ntwo",
        ),
    ]
}

fn files() -> Vec<Odd> {
    let with = |fields: &str| body("multipart/mixed; boundary=x", format!("--x\n\nhi\n--x\n{fields}\n\ncontent\n--x--\n"));
    vec![
        odd(
            "a name in pieces of RFC 2231",
            with(
                "Content-Type: a/b\nContent-Disposition: attachment;\n filename*0*=utf-8''%D0%9F%D1%80;\n filename*1*=%D0%B0%D0%B9%D1%81.xls",
            ),
            names,
            "Прайс.xls",
        ),
        odd("a name in encoded words", with("Content-Type: a/b; name=\"=?windows-1251?B?z/Dg6fEueGxz?=\""), names, "Прайс.xls"),
        odd(
            "a name raw",
            [
                body("multipart/mixed; boundary=x", "--x\nContent-Type: a/b; name=\""),
                cp1251("Прайс-лист.xls"),
                b"\"\n\nx\n--x--".to_vec(),
            ]
            .concat(),
            names,
            "Прайс-лист.xls",
        ),
        odd("a name with folders", with("Content-Type: a/b; name=\"..\\..\\windows\\x.exe\""), names, "x.exe"),
        odd("winmail.dat", with("Content-Type: application/octet-stream; name=winmail.dat"), kinds, "Tnef"),
        odd("a calendar", with("Content-Type: text/calendar; method=REQUEST"), kinds, "Calendar"),
        odd("a letter in the letter", with("Content-Type: message/rfc822"), kinds, "Letter"),
        odd("a picture", with("Content-Type: IMAGE/PNG"), kinds, "Picture"),
        odd(
            "a text that is a file",
            with("Content-Type: text/plain; name=notes.txt\nContent-Disposition: attachment"),
            names,
            "notes.txt",
        ),
        odd("a letter that is one file", body("application/pdf; name=x.pdf", "%PDF"), names, "x.pdf"),
    ]
}
