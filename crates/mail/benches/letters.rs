//! How many letters a second are taken apart, read out of an mbox, and made safe: `cargo bench -p yellowsheet-mail --bench letters`.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads a real clock")]

#[path = "../tests/corpus/hostile.rs"]
mod hostile;
#[path = "../tests/corpus/odd.rs"]
mod odd;
#[path = "../tests/corpus/parsers_own.rs"]
mod parsers_own;

use std::hint::black_box;
use std::time::{Duration, Instant};

use domain::letter::Address;
use domain::time::Time;
use yellowsheet_mail::compose::{Attached, Outgoing, compose};
use yellowsheet_mail::files::Mbox;
use yellowsheet_mail::html::{Options, safe};
use yellowsheet_mail::parse::take_apart;

fn main() {
    // `cargo test` may run benchmarks too: nothing to test here.
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let others: Vec<Vec<u8>> = parsers_own::letters().into_iter().map(|(_, raw)| raw).collect();
    let odd: Vec<Vec<u8>> = odd::letters()
        .into_iter()
        .inspect(|one| {
            // The bench shares the corpus with its test: what it does not check it at least looks at.
            black_box((one.name, one.expected, one.look));
        })
        .map(|one| one.raw)
        .collect();
    let usual = usual();
    rate("the parser's own letters", &others, 200);
    rate("odd letters", &odd, 200);
    rate("usual letters, 4 to 400 KB", &usual, 20);
    let mixed: Vec<Vec<u8>> = [others, odd, usual.clone()].concat();
    rate("all of these", &mixed, 20);
    rate("one of 20 MB", &[hostile::attachment(20_000_000)], 5);
    mbox(&usual);
    html();
    for (name, raw) in hostile::letters() {
        let start = Instant::now();
        let _ = black_box(take_apart(&raw));
        if start.elapsed() > Duration::from_millis(100) {
            println!("slow: {name}: {:?} for {} bytes", start.elapsed(), raw.len());
        }
    }
}

fn rate(name: &str, letters: &[Vec<u8>], rounds: usize) {
    let start = Instant::now();
    for raw in (0..rounds).flat_map(|_| letters) {
        let _ = black_box(take_apart(raw));
    }
    let seconds = start.elapsed().as_secs_f64();
    let bytes: usize = letters.iter().map(Vec::len).sum();
    let (count, all) = ((letters.len() * rounds) as f64, (bytes * rounds) as f64);
    println!(
        "{name}: {:.0} letters/s, {:.0} MB/s; {} letters of {} bytes on average",
        count / seconds,
        all / seconds / 1e6,
        letters.len(),
        bytes / letters.len()
    );
}

/// Letters as an office gets them: text of a few paragraphs, HTML beside it, a file with every third.
fn usual() -> Vec<Vec<u8>> {
    let paragraph = "Добрый день! Просим выставить счёт на кабель ВВГнг(А)-LS 3х2,5, 300 м, с доставкой до объекта. ";
    (0..200_usize)
        .map(|at| {
            let text = paragraph.repeat(3 + at % 17);
            let file = Attached {
                name: format!("Заявка {at}.pdf"),
                mime: "application/pdf".into(),
                content: vec![at as u8; 300_000 * (at % 3) / 2],
                content_id: None,
            };
            compose(&Outgoing {
                from: Address::new("Иванов Пётр", "p@client.example"),
                to: vec![Address::new("Анна Петрова", "anna@office.example")],
                subject: format!("Заявка № {at} на кабель и арматуру"),
                date: Time::from_micros(1_795_432_431_000_000),
                message_id: format!("{at}@client.example"),
                html: Some(format!("<html><body><p style=\"color:#333\">{}</p></body></html>", text.replace("! ", "!<br>"))),
                text,
                attachments: if at % 3 == 0 { Vec::new() } else { vec![file] },
                ..Outgoing::default()
            })
        })
        .collect()
}

fn mbox(letters: &[Vec<u8>]) {
    let mut file = Vec::new();
    for raw in (0..5).flat_map(|_| letters) {
        file.extend_from_slice(b"From a@b Mon Nov 23 10:15:22 2026\n");
        file.extend_from_slice(raw);
        file.extend_from_slice(b"\n\n");
    }
    let start = Instant::now();
    let count = Mbox::new(&file[..], "m").filter(Result::is_ok).count();
    let seconds = start.elapsed().as_secs_f64();
    println!("mbox: {:.0} letters/s, {:.0} MB/s", count as f64 / seconds, file.len() as f64 / seconds / 1e6);
}

fn html() {
    let row = "<tr><td style=\"padding:4px;color:#333\"><p>Кабель</p></td><td><a href=\"https://x.example/a\">300 м</a><img src=\"cid:logo\"></td></tr>";
    let page = format!("<html><body><table>{}</table></body></html>", row.repeat(500));
    let start = Instant::now();
    for _ in 0..20 {
        black_box(safe(&page, &Options { remote: false, cid: |_: &str| Some("/x".to_owned()) }));
    }
    let seconds = start.elapsed().as_secs_f64() / 20.0;
    println!("HTML made safe: {:.1} ms for {} KB", seconds * 1e3, page.len() / 1000);
}
