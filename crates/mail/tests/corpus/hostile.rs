//! Letters made to break a reader: deep, long, many, cut, contradictory.

/// All of them, with a name.
pub(crate) fn letters() -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: String| text.into_bytes();
    vec![
        ("letters in letters, 100,000 deep", text("Content-Type: message/rfc822\n\n".repeat(100_000))),
        ("multiparts in multiparts, 20,000 deep", nested_multiparts(20_000)),
        ("digests in digests, 10,000 deep", nested_digests(10_000)),
        ("packed letters in packed letters", packed_letters(12)),
        ("200,000 parts", text(format!("{}{}", multipart("b"), "--b\n\nx\n".repeat(200_000)))),
        ("200,000 parts of no length on one line", text(format!("{}{}", multipart("b"), "--b".repeat(200_000)))),
        (
            "50,000 parts that name boundaries that never come",
            text(format!(
                "{}{}",
                multipart("b"),
                (0..50_000)
                    .map(|at| format!("--b\nContent-Type: multipart/mixed; boundary=never{at}\n\nx\n"))
                    .collect::<String>()
            )),
        ),
        (
            "a boundary written in pieces",
            text(format!(
                "Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\nSubject: x\n\n{}",
                "--ab\n\nx\n".repeat(50_000)
            )),
        ),
        ("10,000 fields", text(format!("Subject: x\n{}\n", (0..10_000).map(|at| format!("X-{at}: y\n")).collect::<String>()))),
        ("500,000 fields", text(format!("Subject: x\n{}\nbody", "A: b\n".repeat(500_000)))),
        ("500,000 fields of a part", text(format!("{}--b\n{}\nbody\n--b--\n", multipart("b"), "A: b\n".repeat(500_000)))),
        ("100,000 recipients", text(format!("Subject: x\nTo: {}\n\n", "Анна <a@b.example>, ".repeat(100_000)))),
        ("10,000 fields To", text(format!("Subject: x\n{}\n", "To: a@b, c@d\n".repeat(10_000)))),
        ("a subject of 5 MB", text(format!("Subject: {}\n\n", "слово ".repeat(450_000)))),
        ("a subject of words never ended", text(format!("Subject: {}\n\n", "=?a?b?x".repeat(300_000)))),
        ("a subject of words that begin", text(format!("Subject: {}\n\n", "=?".repeat(1_000_000)))),
        ("a subject of encoded words", text(format!("Subject: {}\n\n", "=?utf-8?Q?a?= ".repeat(200_000)))),
        ("a field folded 300,000 times", text(format!("Subject: x{}\n\n", "\n y".repeat(300_000)))),
        ("references of 2 MB", text(format!("Subject: x\nReferences: {}\n\n", "<a@b> ".repeat(350_000)))),
        (
            "a name in 10,000 pieces",
            text(format!(
                "Subject: x\nContent-Type: a/b; {}\n\n",
                (0..10_000).map(|at| format!("name*{at}=x;")).collect::<String>()
            )),
        ),
        ("quotes never closed", text(format!("Subject: x\nTo: {}\n\n", "\"a <".repeat(300_000)))),
        ("comments in comments", text(format!("Subject: x\nTo: {} a@b\n\n", "(".repeat(1_000_000)))),
        ("groups in groups", text(format!("Subject: x\nTo: {}\n\n", "g: a@b;".repeat(100_000)))),
        ("one line of 5 MB", text(format!("Subject: x\n\n{}", "x".repeat(5_000_000)))),
        ("two million empty lines", text(format!("Subject: x\n\n{}", "\n".repeat(2_000_000)))),
        (
            "quoted text of equals signs",
            text(format!("Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n{}", "=".repeat(2_000_000))),
        ),
        (
            "quoted text with blanks behind every line",
            text(format!("Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n{}", "=    ".repeat(400_000))),
        ),
        ("base64 of padding", text(format!("Subject: x\nContent-Transfer-Encoding: base64\n\n{}", "=".repeat(2_000_000)))),
        ("HTML of 300,000 open tags", html(&"<div>".repeat(300_000))),
        (
            "HTML of formatting never closed",
            html(&format!("{}{}", (0..30_000).map(|at| format!("<b id={at}>")).collect::<String>(), "<p>x".repeat(100_000))),
        ),
        ("HTML of tables in cells", html(&"<table><tr><td>".repeat(100_000))),
        (
            "HTML of a tag with 100,000 attributes",
            html(&format!("<p {}>", (0..100_000).map(|at| format!("a{at}=1 ")).collect::<String>())),
        ),
        ("HTML of lists of lists and misnested links", html(&"<ul><li><a href=x><b><i></a>".repeat(30_000))),
        ("HTML of a million ampersands", html(&"&".repeat(1_000_000))),
        ("HTML of comments never closed", html(&"<!-- <p ".repeat(200_000))),
        ("HTML of scripts never closed", html(&"<script></scrip".repeat(100_000))),
        ("HTML of quotes in tags", html(&"<a href=\"".repeat(200_000))),
        ("HTML of links in links", html(&"<a href=http://x>".repeat(100_000))),
        ("HTML of selects and templates", html(&"<select><template><svg><math>".repeat(30_000))),
        ("an attachment of 20 MB", attachment(20_000_000)),
        ("20 MB of NUL", [b"Subject: x\n\n".to_vec(), vec![0; 20_000_000]].concat()),
        ("5 MB of every byte", [b"Subject: x\n\n".to_vec(), (0..5_000_000_u32).map(|at| (at % 251) as u8).collect()].concat()),
        ("5 MB of Cyrillic in no charset", [b"Subject: x\n\n".to_vec(), vec![0xCF; 5_000_000]].concat()),
        ("a calendar of 3 MB", text(format!("Subject: x\nContent-Type: text/calendar\n\n{}", "BEGIN:VEVENT\n".repeat(230_000)))),
        (
            "a report about 100,000 recipients",
            text(format!(
                "{}--b\nContent-Type: message/delivery-status\n\n{}--b--\n",
                multipart("b"),
                "Final-Recipient: rfc822; a@b\nAction: failed\n\n".repeat(100_000)
            )),
        ),
        ("nothing but line ends of old computers", text("Subject: x\r\rbody\r".repeat(50_000))),
        ("a letter cut in its head", b"Subject: =?utf-8?B?0J".to_vec()),
        ("a letter cut in a boundary", text(format!("{}--b\n\nx\n--", multipart("boundary")))),
        ("a boundary of dashes", text(format!("{}{}", multipart("--"), "------\n\nx\n".repeat(2000)))),
        ("an empty boundary", b"Subject: x\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\n\nx\n----\n".to_vec()),
        (
            "the same boundary inside and outside",
            text(format!("{}--b\n{}--b\n\nx\n--b--\n--b--\n", multipart("b"), multipart("b"))),
        ),
        ("a file that is a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("nothing", Vec::new()),
        ("blanks", b" \t\r\n\r\n".to_vec()),
    ]
}

fn multipart(boundary: &str) -> String {
    format!("Subject: x\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\n\n")
}

fn html(html: &str) -> Vec<u8> {
    format!("Subject: x\nContent-Type: text/html; charset=utf-8\n\n{html}").into_bytes()
}

fn nested_multiparts(depth: usize) -> Vec<u8> {
    let mut out = String::from("Subject: x\n");
    for at in 0..depth {
        out.push_str(&format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n"));
    }
    out.push_str("\ntext\n");
    for at in (0..depth).rev() {
        out.push_str(&format!("--b{at}--\n"));
    }
    out.into_bytes()
}

fn nested_digests(depth: usize) -> Vec<u8> {
    let mut out = String::from("Subject: x\n");
    for at in 0..depth {
        out.push_str(&format!("Content-Type: multipart/digest; boundary=b{at}\n\n--b{at}\n\nSubject: y\n"));
    }
    out.push_str("\ntext\n");
    out.into_bytes()
}

fn packed_letters(depth: usize) -> Vec<u8> {
    let mut inner = b"Subject: innermost\n\ntext\n".to_vec();
    for _ in 0..depth {
        let packed = encodify::base64::STANDARD.encode(&inner);
        inner = format!("Subject: x\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{packed}\n").into_bytes();
    }
    inner
}

/// A letter with one attachment of so many bytes, packed in lines as programs do.
pub(crate) fn attachment(size: usize) -> Vec<u8> {
    let content: Vec<u8> = (0..size).map(|at| (at * 31 % 253) as u8).collect();
    let packed = encodify::base64::STANDARD.encode(&content);
    let mut out = b"From: a@b.example\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 11:13:51 +0000\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: application/pdf; name=x.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n".to_vec();
    for line in packed.as_bytes().chunks(76) {
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"--b--\r\n");
    out
}
