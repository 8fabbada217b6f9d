//! speed
use std::time::Instant;
fn main() {
    let now = "2026-11-23T10:15".parse().unwrap();
    let data = std::fs::read_to_string("crates/domain/tests/capture/seen.jsonl").unwrap();
    let texts: Vec<String> = data
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["text"].as_str().unwrap().to_owned())
        .collect();
    let t = Instant::now();
    yellowsheet_domain::capture::capture(&texts[0], now, None);
    println!("first {:?}", t.elapsed());
    let mut long = Vec::new();
    let mut cur = String::new();
    for x in &texts {
        cur.push_str(x);
        cur.push_str(", ");
        if cur.chars().count() >= 300 {
            long.push(cur.chars().take(300).collect::<String>());
            cur.clear();
        }
    }
    let mut times: Vec<_> = Vec::new();
    for _ in 0..20 {
        for l in &long {
            let t = Instant::now();
            std::hint::black_box(yellowsheet_domain::capture::capture(l, now, None));
            times.push(t.elapsed());
        }
    }
    times.sort();
    println!(
        "300 chars n {} p50 {:?} p99 {:?} max {:?}",
        times.len(),
        times[times.len() / 2],
        times[times.len() * 99 / 100],
        times[times.len() - 1]
    );
    for unit in ["кабель 300 м, ", "8", "а", "@", "(", "\"", "a.", "bdfyjd ", "8 912 "] {
        let t = unit.repeat(1_000_000 / unit.len());
        let s = Instant::now();
        yellowsheet_domain::capture::capture(&t, now, None);
        println!("1MB {unit:?} {:?}", s.elapsed());
    }
}
