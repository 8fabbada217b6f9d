//! The capture line: one line of free text, read into facts (docs/method.md, "The capture line").
//!
//! Recognisers run from the certain to the likely: addresses and long numbers by their characters, then source, company,
//! person, next step, frequency, activity and interest by their words. Each takes only what is still free.

mod activity;
mod company;
mod email;
mod frequency;
mod interest;
mod labels;
mod lexicon;
mod line;
mod numbers;
mod person;
mod reading;
mod shapes;
mod source;
mod steps;
mod time;
mod work;

use crate::language::Language;
use crate::names::PersonName;
use crate::phone::{Home, Phone};
use jiff::civil::{Date, DateTime};
use line::{LONGEST, Line};
use numbers::Meaning;
use serde::{Deserialize, Serialize, Serializer};
use work::{Owner, Work};

/// What one line says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Capture {
    /// The line as typed.
    pub text: String,
    /// The facts in the order of their places in the line.
    pub facts: Vec<Fact>,
    /// Everything that no fact came from, in order.
    pub note: String,
}

/// One fact, how sure it is and the words it came from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// What was found.
    #[serde(flatten)]
    pub found: Found,
    /// From 0 (a wild guess) to 1 (certain).
    pub confidence: f64,
    /// Where its words begin, in characters.
    pub start: usize,
    /// Where its words end (exclusive), in characters.
    pub end: usize,
}

/// The kinds of facts a line can hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Found {
    /// Who calls.
    Person(PersonName),
    /// A full number.
    Phone(Phone),
    /// An e-mail address, lower case.
    Email {
        /// The address.
        value: String,
    },
    /// The caller's company.
    Company {
        /// Legal form in its usual spelling.
        #[serde(default)]
        form: Option<String>,
        /// Name without quotes and legal form.
        name: String,
    },
    /// A tax number with right check digits.
    Inn {
        /// 10 or 12 digits.
        value: String,
    },
    /// What the company does, as typed.
    Activity {
        /// The words.
        value: String,
    },
    /// What the caller wants, with its quantity.
    Interest {
        /// The words.
        value: String,
    },
    /// How often they buy, as said.
    Frequency {
        /// Once or again and again.
        value: Frequency,
    },
    /// How they found us, as typed.
    Source {
        /// The words.
        value: String,
    },
    /// What was promised.
    NextStep {
        /// What to do.
        action: Action,
        /// By when, local.
        #[serde(default)]
        due: Option<Due>,
    },
}

/// How often they buy, as said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// One purchase.
    OneOff,
    /// Again and again.
    Regular,
}

/// The kinds of next steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Call back.
    CallBack,
    /// Send a price list, a quote.
    SendOffer,
    /// Send an invoice, a pro forma.
    SendInvoice,
    /// Send a contract, certificates, an act, a catalogue.
    SendDocuments,
    /// A visit, measuring, a demonstration.
    Meet,
    /// Deliver goods or samples.
    Ship,
    /// Find out and tell, and the rest.
    Other,
}

/// When a step is due, local time of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Some time on this day.
    Day(Date),
    /// At this moment.
    Moment(DateTime),
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Due::Day(date) => serializer.collect_str(date),
            Due::Moment(moment) => serializer.collect_str(&moment.strftime("%Y-%m-%dT%H:%M")),
        }
    }
}

impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Due, D::Error> {
        let text = String::deserialize(deserializer)?;
        let due = if text.contains('T') { text.parse().map(Due::Moment) } else { text.parse().map(Due::Day) };
        due.map_err(serde::de::Error::custom)
    }
}

/// Reads a line. `now` is the local time it was typed, `hint` the language where the letters do not tell.
///
/// Never fails: what is not recognised stays in the note. Of a very long line only the beginning is analysed.
pub fn capture(text: &str, now: DateTime, hint: Option<Language>) -> Capture {
    let typed: Vec<char> = text.chars().collect();
    // Spaces around the line say nothing; the places of facts still count from the first character typed.
    let lead = typed.iter().take_while(|c| c.is_whitespace()).count();
    let end = typed.iter().rposition(|c| !c.is_whitespace()).map_or(lead, |last| last + 1);
    let inner = &typed[lead..end];
    let read = reading::mend_layout(&inner[..analysed(inner)]);
    let line = Line::new(read);
    let mut facts = facts(&line, now, hint);
    for fact in &mut facts {
        fact.start += lead;
        fact.end += lead;
    }
    facts.sort_by_key(|f| (f.start, f.end));
    let note = note(&typed, &facts);
    Capture { text: text.to_owned(), facts, note }
}

/// How many characters are analysed: whole words of the first [`LONGEST`].
fn analysed(typed: &[char]) -> usize {
    if typed.len() <= LONGEST {
        return typed.len();
    }
    typed[..LONGEST].iter().rposition(|c| c.is_whitespace()).unwrap_or(LONGEST)
}

fn facts(line: &Line, now: DateTime, hint: Option<Language>) -> Vec<Fact> {
    let letters = line.low.iter().any(|c| c.is_alphabetic());
    let english = if letters { line.is_english() } else { hint == Some(Language::En) };
    let home = if english { Home::America } else { Home::Russia };
    let mut sure: Vec<Fact> = Vec::new();
    let mut claimed: Vec<(usize, usize)> = Vec::new();
    for address in email::find(line) {
        claimed.push((address.start, address.end));
        if let Some(value) = address.email {
            sure.push(Fact { found: Found::Email { value }, confidence: 0.99, start: address.start, end: address.end });
        }
    }
    for number in numbers::find(line, &claimed.clone(), home) {
        claimed.push((number.start, number.end));
        let (found, confidence) = match number.meaning {
            Meaning::Phone(phone) => (Found::Phone(phone), if number.sure { 0.98 } else { 0.9 }),
            Meaning::Inn(value) => (Found::Inn { value }, if number.sure { 0.99 } else { 0.8 }),
            Meaning::Other => continue,
        };
        sure.push(Fact { found, confidence, start: number.start, end: number.end });
    }
    claimed.sort_unstable();
    let mut tokens = line::tokens(line, &claimed);
    reading::mend_slips(&mut tokens);
    let mut work = Work::new(line, tokens, now);
    work.english = english;
    mark_references(&mut work);
    let times = time::find(&work);
    for t in &times {
        work.take(t.from, t.to, Owner::Time);
    }
    source::find(&mut work);
    company::find(&mut work);
    person::find(&mut work);
    company::find_bare(&mut work);
    steps::find(&mut work, &times);
    frequency::find(&mut work);
    activity::find(&mut work);
    interest::find(&mut work);
    sure.append(&mut work.facts);
    sure
}

/// Numbers of orders, accounts and the like go with the word that names them.
fn mark_references(work: &mut Work<'_>) {
    use lexicon::Tag;
    use line::Kind;
    for i in 0..work.tokens.len() {
        let Some(length) = work.mark(i, Tag::Reference) else { continue };
        let mut k = i + length;
        while matches!(work.mark_char(k), Some('№' | '#' | ':' | '.'))
            || matches!(work.key(k), "номер" | "no" | "number" | "n" | "num")
        {
            k += 1;
        }
        let is_number = match work.tokens.get(k).map(|t| t.kind) {
            Some(Kind::Number) => !work.has(k + 1, Tag::Unit) || k > i + length,
            Some(Kind::Mixed) => {
                work.tokens[k].key.chars().filter(char::is_ascii_digit).count() >= 2
                    && (k > i + length || work.tokens[k].key.contains(['-', '/']))
            }
            Some(Kind::Claimed) => {
                !work.line.low[work.tokens[k].start..work.tokens[k].end].contains(&'@')
                    && work.line.low[work.tokens[k].start] != '+'
            }
            _ => false,
        };
        if is_number && work.free(i) {
            work.take(i, (k + 1).min(work.tokens.len()), Owner::Reference);
        }
    }
}

/// The pieces of the line that no fact came from, without the punctuation that held them together.
fn note(typed: &[char], facts: &[Fact]) -> String {
    let mut covered = vec![false; typed.len()];
    for fact in facts {
        covered[fact.start..fact.end].iter_mut().for_each(|c| *c = true);
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = String::new();
    for (i, &c) in typed.iter().enumerate() {
        if covered[i] {
            pieces.push(std::mem::take(&mut piece));
        } else {
            piece.push(c);
        }
    }
    pieces.push(piece);
    let separator =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | ':' | '-' | '–' | '—' | '|' | '(' | ')' | '"' | '«' | '»');
    let kept = pieces
        .iter()
        .map(|p| p.trim_matches(|c| separator(c) && !matches!(c, ')' | '(')).trim())
        .filter(|p| !p.chars().all(separator));
    kept.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
