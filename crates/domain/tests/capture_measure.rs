//! Precision and recall of the capture line on the labelled sets, per fact.
//!
//! `CAPTURE_BATCH=file.jsonl` measures one more file without targets.
//! `CAPTURE_MISMATCHES=1 cargo test -p yellowsheet-domain --test capture_measure -- --nocapture` prints every difference.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test prints its table and says what is wrong by panicking"
)]

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use yellowsheet_domain::capture::{Found, capture};

/// What lines written by others must reach, in precision and in recall.
const TARGETS: &[(&str, f64)] = &[
    ("phone", 0.98),
    ("email", 0.98),
    ("inn", 0.98),
    ("person", 0.92),
    ("company", 0.92),
    ("next_step", 0.90),
    ("frequency", 0.90),
    ("activity", 0.85),
    ("interest", 0.85),
    ("source", 0.85),
];

#[derive(Deserialize)]
struct Labelled {
    now: String,
    text: String,
    facts: Vec<Found>,
}

#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    extra: usize,
    missed: usize,
    shared_words: f64,
    words_compared: usize,
}

impl Score {
    fn precision(self) -> f64 {
        ratio(self.right, self.right + self.extra)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn plain(text: &str) -> String {
    let folded = yellowsheet_domain::letters::folded(text);
    let trimmed = folded.trim_matches(|c: char| c.is_whitespace() || ",.;:!?\"'()-".contains(c));
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The fact as compared: its kind and its values.
fn key(found: &Found) -> (&'static str, String) {
    let or_none = |o: &Option<String>| o.as_deref().map_or_else(String::new, plain);
    match found {
        Found::Person(p) => ("person", format!("{}|{}|{}", or_none(&p.surname), or_none(&p.given), or_none(&p.patronymic))),
        Found::Phone(p) => ("phone", format!("{}|{}", p.value, p.ext.clone().unwrap_or_default())),
        Found::Email { value } => ("email", value.to_lowercase()),
        Found::Company { form, name } => ("company", format!("{}|{}", or_none(form), plain(name))),
        Found::Inn { value } => ("inn", value.clone()),
        Found::Activity { value } => ("activity", plain(value)),
        Found::Interest { value } => ("interest", plain(value)),
        Found::Frequency { value } => ("frequency", format!("{value:?}")),
        Found::Source { value } => ("source", plain(value)),
        Found::NextStep { action, due } => {
            let due = serde_json::to_value(due).expect("a due serialises");
            ("next_step", format!("{action:?}|{due}"))
        }
    }
}

fn word_overlap(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let mut rest = b.clone();
    let shared = a.iter().filter(|w| rest.iter().position(|r| r == *w).map(|i| rest.remove(i)).is_some()).count();
    2.0 * shared as f64 / (a.len() + b.len()) as f64
}

fn measure(file: &str) -> Option<(usize, BTreeMap<&'static str, Score>)> {
    let path = format!("{}/tests/capture/{file}", env!("CARGO_MANIFEST_DIR"));
    let data = std::fs::read_to_string(path).ok()?;
    let show = std::env::var_os("CAPTURE_MISMATCHES").is_some();
    let mut scores: BTreeMap<&'static str, Score> = BTreeMap::new();
    let mut lines = 0;
    for (number, line) in data.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        lines += 1;
        let labelled: Labelled = serde_json::from_str(line).unwrap_or_else(|e| panic!("{file} line {}: {e}", number + 1));
        let now = labelled.now.parse().unwrap_or_else(|e| panic!("{file} line {}: {e}", number + 1));
        let got: Vec<_> = capture(&labelled.text, now, None).facts.iter().map(|f| key(&f.found)).collect();
        let wanted: Vec<_> = labelled.facts.iter().map(key).collect();
        let mut rest = got.clone();
        let mut missed = Vec::new();
        for fact in &wanted {
            match rest.iter().position(|g| g == fact) {
                Some(at) => {
                    rest.remove(at);
                    let score = scores.entry(fact.0).or_default();
                    score.right += 1;
                    score.shared_words += 1.0;
                    score.words_compared += 1;
                }
                None => missed.push(fact.clone()),
            }
        }
        for fact in &missed {
            let score = scores.entry(fact.0).or_default();
            score.missed += 1;
            score.words_compared += 1;
            score.shared_words += rest.iter().filter(|g| g.0 == fact.0).map(|g| word_overlap(&g.1, &fact.1)).fold(0.0, f64::max);
        }
        for fact in &rest {
            scores.entry(fact.0).or_default().extra += 1;
        }
        if show && !(missed.is_empty() && rest.is_empty()) {
            println!("{}: {}", number + 1, labelled.text);
            missed.iter().for_each(|f| println!("    wanted {} {}", f.0, f.1));
            rest.iter().for_each(|f| println!("    got    {} {}", f.0, f.1));
        }
    }
    Some((lines, scores))
}

fn report(file: &str, lines: usize, scores: &BTreeMap<&'static str, Score>) {
    let mut table = format!("{file}: {lines} lines\nfact        precision  recall  right extra missed  word F1\n");
    for (fact, s) in scores {
        let f1 = if s.words_compared == 0 { 1.0 } else { s.shared_words / s.words_compared as f64 };
        let _ = writeln!(
            table,
            "{fact:<11} {:>9.4} {:>7.4} {:>6} {:>5} {:>6} {f1:>8.4}",
            s.precision(),
            s.recall(),
            s.right,
            s.extra,
            s.missed
        );
    }
    println!("{table}");
}

fn check(file: &str, targets: &[(&str, f64)]) {
    let (lines, scores) = measure(file).unwrap_or_else(|| panic!("no file tests/capture/{file}"));
    report(file, lines, &scores);
    for (fact, target) in targets {
        let score = scores.get(fact).copied().unwrap_or_default();
        assert!(score.precision() >= *target, "{file}: precision of {fact} is {:.4}, below {target}", score.precision());
        assert!(score.recall() >= *target, "{file}: recall of {fact} is {:.4}, below {target}", score.recall());
    }
}

#[test]
fn lines_the_rules_were_written_with_are_read() {
    check(
        "seen.jsonl",
        &[
            ("phone", 0.99),
            ("email", 0.99),
            ("inn", 0.99),
            ("person", 0.96),
            ("company", 0.96),
            ("next_step", 0.95),
            ("frequency", 0.95),
            ("activity", 0.93),
            ("interest", 0.93),
            ("source", 0.93),
        ],
    );
}

/// Lines other people wrote and labelled, read by the rules since; `unseen.jsonl` was kept from them the longest.
const OTHER_HANDS: &[&str] = &["seen_b.jsonl", "seen_c.jsonl", "seen_d.jsonl", "seen_e.jsonl", "seen_f.jsonl", "unseen.jsonl"];

/// Lines no rule was written with or looked at: only measured, never read by whoever changes a rule. Add a file here.
const NEVER_SEEN: &[&str] = &["never_seen.jsonl"];

#[test]
fn lines_other_hands_wrote_and_labelled_are_read() {
    OTHER_HANDS.iter().for_each(|file| check(file, TARGETS));
}

#[test]
fn lines_the_rules_have_never_seen_are_read() {
    NEVER_SEEN.iter().for_each(|file| check(file, TARGETS));
}

#[test]
fn a_batch_named_in_the_environment_is_measured() {
    if let Ok(file) = std::env::var("CAPTURE_BATCH") {
        check(&file, &[]);
    }
}
