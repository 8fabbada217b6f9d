//! The words the recognisers go by: phrases from the data files, found at any token in one look-up.

use super::line::Token;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a phrase is a sign of; named in the data files as `[section]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Tag {
    Call,
    Send,
    Meet,
    Ship,
    Find,
    OfferPaper,
    InvoicePaper,
    OtherPaper,
    Goods,
    Request,
    Done,
    Refusal,
    Source,
    ActivityVerb,
    ActivityNoun,
    Want,
    Price,
    Regular,
    OneOff,
    Unit,
    Period,
    Chatter,
    Post,
    City,
    Street,
    Reference,
    Introduces,
    CompanyWord,
    KeptWord,
    Label,
    Function,
    Time,
    NotSurname,
    Channel,
    BusinessHead,
    Service,
    TalkVerb,
    /// What a business has and is counted by: rooms, cars, points of sale.
    Premises,
    /// A kind of business that is also bought as a service.
    SoldBusiness,
    /// Something of ours that is seen or read: a leaflet, a banner.
    Advertisement,
    /// Something is wrong with what was bought, or the number was a wrong one: no wish unless one is announced.
    Complaint,
    /// What a caller wants that is nothing to buy: to return, to cancel, to pay.
    NoPurchase,
    /// A shortened word before a stop: "юр.", "мед.".
    Shortened,
}

const SECTIONS: &[(&str, Tag)] = &[
    ("call", Tag::Call),
    ("send", Tag::Send),
    ("meet", Tag::Meet),
    ("ship", Tag::Ship),
    ("find", Tag::Find),
    ("offer", Tag::OfferPaper),
    ("invoice", Tag::InvoicePaper),
    ("papers", Tag::OtherPaper),
    ("goods", Tag::Goods),
    ("request", Tag::Request),
    ("done", Tag::Done),
    ("refusal", Tag::Refusal),
    ("source", Tag::Source),
    ("activity-verb", Tag::ActivityVerb),
    ("activity-noun", Tag::ActivityNoun),
    ("want", Tag::Want),
    ("price", Tag::Price),
    ("regular", Tag::Regular),
    ("one-off", Tag::OneOff),
    ("unit", Tag::Unit),
    ("period", Tag::Period),
    ("chatter", Tag::Chatter),
    ("post", Tag::Post),
    ("city", Tag::City),
    ("street", Tag::Street),
    ("reference", Tag::Reference),
    ("introduces", Tag::Introduces),
    ("company-word", Tag::CompanyWord),
    ("kept-word", Tag::KeptWord),
    ("label", Tag::Label),
    ("function", Tag::Function),
    ("time", Tag::Time),
    ("not-surname", Tag::NotSurname),
    ("channel", Tag::Channel),
    ("business-head", Tag::BusinessHead),
    ("service", Tag::Service),
    ("talk-verb", Tag::TalkVerb),
    ("premises", Tag::Premises),
    ("sold-business", Tag::SoldBusiness),
    ("advertisement", Tag::Advertisement),
    ("complaint", Tag::Complaint),
    ("no-purchase", Tag::NoPurchase),
    ("shortened", Tag::Shortened),
];

const FILES: &[&str] = &[
    include_str!("data/steps.txt"),
    include_str!("data/caller.txt"),
    include_str!("data/wishes.txt"),
    include_str!("data/talk.txt"),
    include_str!("data/places.txt"),
];

struct Phrase {
    /// Words after the first; a trailing `*` matches any ending.
    rest: Vec<&'static str>,
    tag: Tag,
}

/// All phrases, by their first word.
pub(crate) struct Lexicon {
    exact: HashMap<&'static str, Vec<Phrase>>,
    /// `стем*`: any ending.
    prefix: HashMap<&'static str, Vec<Phrase>>,
    /// `*завод`: any beginning, the last part of a compound.
    suffix: HashMap<&'static str, Vec<Phrase>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// The lexicon of the data files.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn load() -> Lexicon {
        let mut lexicon = Lexicon { exact: HashMap::new(), prefix: HashMap::new(), suffix: HashMap::new() };
        let mut tag = None;
        for line in FILES.iter().flat_map(|f| f.lines()) {
            let line = line.split('#').next().unwrap_or_default().trim();
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                tag = SECTIONS.iter().find(|s| s.0 == name).map(|s| s.1);
                debug_assert!(tag.is_some(), "unknown section {name}");
                continue;
            }
            let Some(tag) = tag else { continue };
            for phrase in line.split(',') {
                let mut words = phrase.split_whitespace().flat_map(with_stop_apart);
                let Some(first) = words.next() else { continue };
                let phrase = Phrase { rest: words.collect(), tag };
                match (first.strip_suffix('*'), first.strip_prefix('*')) {
                    (Some(stem), _) => lexicon.prefix.entry(stem).or_default().push(phrase),
                    (None, Some(tail)) => lexicon.suffix.entry(tail).or_default().push(phrase),
                    (None, None) => lexicon.exact.entry(first).or_default().push(phrase),
                }
            }
        }
        lexicon
    }

    /// Every phrase that begins at token `i`: its tag and its length in tokens.
    pub(crate) fn at(&self, tokens: &[Token], i: usize) -> Vec<(Tag, usize)> {
        let mut out: Vec<(Tag, usize)> = Vec::new();
        self.each(&tokens[i].key, |phrase| {
            let fits =
                phrase.rest.iter().enumerate().all(|(k, word)| tokens.get(i + 1 + k).is_some_and(|t| matches(word, &t.key)));
            if fits {
                out.push((phrase.tag, phrase.rest.len() + 1));
            }
        });
        out
    }

    fn each(&self, key: &str, mut f: impl FnMut(&Phrase)) {
        if let Some(found) = self.exact.get(key) {
            found.iter().for_each(&mut f);
        }
        for (i, c) in key.char_indices().take(24) {
            if let Some(found) = self.prefix.get(&key[..i + c.len_utf8()]) {
                found.iter().for_each(&mut f);
            }
        }
        for (i, _) in key.char_indices().skip(3).take(24) {
            if let Some(found) = self.suffix.get(&key[i..]) {
                found.iter().for_each(&mut f);
            }
        }
    }

    /// Whether the word begins any phrase.
    pub(crate) fn knows(&self, key: &str) -> bool {
        let mut known = false;
        self.each(key, |_| known = true);
        known
    }

    /// Every exact first word of a phrase, and every stem.
    pub(crate) fn vocabulary(&self) -> impl Iterator<Item = &'static str> {
        self.exact.keys().chain(self.prefix.keys()).copied()
    }

    /// Every whole word: what slips of the hand are mended to.
    pub(crate) fn whole_words(&self) -> impl Iterator<Item = &'static str> {
        let inner = self.exact.values().flatten().flat_map(|p| p.rest.iter().copied()).filter(|w| !w.ends_with('*'));
        self.exact.keys().copied().chain(inner)
    }
}

/// A shortened word and its stop are two tokens: "гл." is "гл" and ".".
fn with_stop_apart(word: &'static str) -> impl Iterator<Item = &'static str> {
    let (word, stop) = match word.strip_suffix('.') {
        Some(short) if !short.is_empty() => (short, Some(".")),
        _ => (word, None),
    };
    std::iter::once(word).chain(stop)
}

fn matches(pattern: &str, word: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some("") => word.starts_with(char::is_alphabetic),
        Some(stem) => word.starts_with(stem),
        None => pattern == word,
    }
}
