//! Hours and parts of the day: "в 15:00", "к 12", "half past three", "после обеда".

use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::work::Work;
use super::durations::count_word;
use super::{Element, PartOfDay, Parts, words_at};
use jiff::civil::Time;

/// Tags of words that may follow a bare hour; anything else makes the number a quantity.
pub(super) const MAY_FOLLOW: &[Tag] = &[
    Tag::Call,
    Tag::Send,
    Tag::Meet,
    Tag::Ship,
    Tag::Find,
    Tag::Request,
    Tag::Function,
    Tag::Time,
    Tag::Chatter,
    Tag::OfferPaper,
    Tag::InvoicePaper,
    Tag::OtherPaper,
    Tag::Introduces,
    Tag::Label,
    Tag::City,
];

pub(super) fn clock(work: &Work<'_>, i: usize, preposition: &str, so_far: &Parts) -> Option<(usize, Time)> {
    let asked = matches!(
        preposition,
        "в" | "во"
            | "к"
            | "ко"
            | "до"
            | "после"
            | "на"
            | "около"
            | "с"
            | "at"
            | "by"
            | "after"
            | "before"
            | "around"
            | "about"
            | "till"
            | "until"
            | "for"
            | "ближе"
            | "@"
            | "from"
            | "where"
            | "где-то"
            | "примерно"
            | "часов"
            | "~"
            | "of"
            | "позднее"
            | "позже"
            | "than"
    );
    for (phrase, hour) in
        [("полдень", 12), ("полудню", 12), ("полудня", 12), ("noon", 12), ("midday", 12), ("полночь", 0), ("midnight", 0)]
    {
        if let Some(n) = words_at(work, i, phrase) {
            return time(hour, 0).map(|t| (n, t));
        }
    }
    if let Some(found) = halves(work, i) {
        return Some(found);
    }
    let token = work.tokens.get(i)?;
    let (length, hour, minute, written) = match spelled_time(work, i) {
        Some(found) => found,
        None => {
            let hour = if token.kind == Kind::Word {
                hour_word(token.key.as_str())?
            } else {
                token.number().and_then(|n| i8::try_from(n).ok())?
            };
            (1, hour, 0, false)
        }
    };
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let (extra, half, named) = suffix(work, i + length);
    // "на 3 дня", "на 2 часа" is how long, not when.
    let long = (preposition == "на" || i > 0 && work.key(i - 1) == "на")
        && so_far.date.is_none()
        && !written
        && extra == 1
        && matches!(work.key(i + length), "дня" | "часа" | "часов" | "час" | "hours");
    if long {
        return None;
    }
    if !written && !named {
        // A bare number is an hour only after "в", "at" ..., and only where no noun follows.
        let word_hour = token.kind == Kind::Word;
        let follows = i + length;
        let fine = follows >= work.tokens.len()
            || !work.is_word(follows)
            || (work.has_any(follows, MAY_FOLLOW) && !work.has(follows, Tag::Unit))
            // "завтра в 14 Хачатурова": after a day and an hour a name may follow.
            || so_far.date.is_some() && (work.tokens[follows].capital || !crate::names::dictionary::given(work.key(follows)).is_empty());
        let fine = fine && !matches!(work.mark_char(follows), Some('%' | '₽' | '$' | '€' | '+' | '*'));
        let weak = matches!(preposition, "на" | "с" | "for" | "from" | "of" | "about") && so_far.date.is_none();
        if !asked
            || weak
            || !fine
            || (word_hour && hour == 1)
            || (work.tokens.get(follows).is_some_and(|t| matches!(t.kind, Kind::Number | Kind::Mixed | Kind::Claimed))
                && so_far.date.is_none())
        {
            return None;
        }
    }
    let padded = token.key.starts_with('0') || work.key(i + length - 1).ends_with("am");
    let hour = match half {
        Half::Day if hour < 7 => hour + 12,
        Half::Evening if hour < 12 => hour + 12,
        Half::Night if hour == 12 => 0,
        Half::Morning if hour == 12 && work.english => 0,
        Half::None if (1..=7).contains(&hour) && !padded && !says_morning(work, i, i + length + extra) => hour + 12,
        _ => hour,
    };
    time(hour % 24, minute).map(|t| (length + extra, t))
}

/// Whether "утром" or "morning" stands beside the hour.
pub(super) fn says_morning(work: &Work<'_>, from: usize, to: usize) -> bool {
    let around = [from.checked_sub(2), from.checked_sub(1), from.checked_sub(3), Some(to), Some(to + 1), Some(to + 2)];
    around.into_iter().flatten().any(|k| matches!(work.key(k), "утром" | "утра" | "morning" | "am"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    None,
    Morning,
    Day,
    Evening,
    Night,
}

/// What stands after an hour: "часов", "утра", "pm": tokens, half of the day, and whether it proves an hour.
pub(super) fn suffix(work: &Work<'_>, i: usize) -> (usize, Half, bool) {
    let mut n = 0;
    let mut named = false;
    if matches!(work.key(i), "часов" | "часа" | "час" | "ч" | "часам" | "o'clock" | "hrs" | "oclock" | "hours")
    {
        let dot = usize::from(work.key(i) == "ч" && work.mark_char(i + 1) == Some('.'));
        n += 1 + dot;
        named = true;
    }
    let (k, half) = match work.key(i + n) {
        "утра" | "am" => (1, Half::Morning),
        "дня" => (1, Half::Day),
        "вечера" | "pm" => (1, Half::Evening),
        "ночи" => (1, Half::Night),
        "a" if work.key(i + n + 2) == "m" => (if work.mark_char(i + n + 3) == Some('.') { 4 } else { 3 }, Half::Morning),
        "p" if work.key(i + n + 2) == "m" => (if work.mark_char(i + n + 3) == Some('.') { 4 } else { 3 }, Half::Evening),
        "in" if work.key(i + n + 1) == "the" && work.key(i + n + 2) == "morning" => (3, Half::Morning),
        "in" if work.key(i + n + 1) == "the" && matches!(work.key(i + n + 2), "afternoon" | "evening") => (3, Half::Evening),
        _ => (0, Half::None),
    };
    (n + k, half, named || k > 0)
}

pub(super) fn hour_word(word: &str) -> Option<i8> {
    if word == "час" || word == "часу" {
        return Some(1);
    }
    let n = count_word(word)?;
    (n <= 12 && !matches!(word, "a" | "an" | "пару" | "пара" | "couple" | "one" | "один" | "одну" | "одного"))
        .then_some(i8::try_from(n).ok()?)
}

/// "15:00", "15.30" after a preposition, "9am", "3pm", "15ч".
pub(super) fn spelled_time(work: &Work<'_>, i: usize) -> Option<(usize, i8, i8, bool)> {
    let token = work.tokens.get(i)?;
    let key = token.key.as_str();
    if let Some(hour) = token.number()
        && work.mark_char(i + 1) == Some(':')
        && work.tokens[i + 1].start == token.end
        && let Some(minute) = work.tokens.get(i + 2).filter(|t| t.start == token.end + 1)
    {
        let digits: String = minute.key.chars().take_while(char::is_ascii_digit).collect();
        let rest = &minute.key[digits.len()..];
        if digits.len() == 2 {
            let mut hour = i8::try_from(hour).ok()?;
            match rest {
                "pm" if hour < 12 => hour += 12,
                "am" if hour == 12 => hour = 0,
                "" | "am" | "pm" => {}
                _ => return None,
            }
            return Some((3, hour, digits.parse().ok()?, true));
        }
    }
    if token.kind == Kind::Number && key.len() <= 5 {
        let (h, m) = key.split_once(['.', '-', ',']).filter(|(_, m)| m.len() == 2)?;
        let hour: i8 = h.parse().ok()?;
        let minute: i8 = m.parse().ok()?;
        let asked = work.key(i.wrapping_sub(1));
        let date_before =
            i > 0 && (work.has(i - 1, Tag::Time) || matches!(asked, "в" | "к" | "до" | "at" | "by" | "после" | "after" | "на"));
        let unit = work.has(i + 1, Tag::Unit) && !matches!(work.key(i + 1), "часов" | "ч");
        return (date_before && !unit && (6..24).contains(&hour) && minute < 60 && (minute % 5 == 0))
            .then_some((1, hour, minute, true));
    }
    if token.kind == Kind::Mixed {
        let digits: String = key.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let rest = &key[digits.len()..];
        let (h, m) = digits.split_once('.').unwrap_or((&digits, "0"));
        let (mut hour, minute): (i8, i8) = (h.parse().ok()?, m.parse().ok()?);
        return match rest {
            "am" => Some((1, if hour == 12 { 0 } else { hour }, minute, true)),
            "pm" => {
                if hour < 12 {
                    hour += 12;
                }
                Some((1, hour, minute, true))
            }
            "ч" | "h" | "-ти" | "-и" | "ти" | "часов" => Some((1, hour, minute, true)),
            _ => None,
        };
    }
    None
}

/// "полтретьего", "половина третьего", "half past three", "без четверти пять", "quarter to five".
pub(super) fn halves(work: &Work<'_>, i: usize) -> Option<(usize, Time)> {
    const GENITIVE: &[&str] = &[
        "первого",
        "второго",
        "третьего",
        "четвертого",
        "пятого",
        "шестого",
        "седьмого",
        "восьмого",
        "девятого",
        "десятого",
        "одиннадцатого",
        "двенадцатого",
    ];
    let nth = |word: &str| GENITIVE.iter().position(|g| *g == word).and_then(|p| i8::try_from(p).ok());
    let afternoon = |hour: i8| {
        if (1..=7).contains(&hour) {
            hour + 12
        } else if hour == 0 {
            12
        } else {
            hour
        }
    };
    let key = work.key(i);
    if let Some(hour) = key.strip_prefix("пол").and_then(|k| nth(k.trim_start_matches('-'))) {
        return time(afternoon(hour), 30).map(|t| (1, t));
    }
    if matches!(key, "половина" | "половине" | "пол" | "половину")
        && let Some(hour) = nth(work.key(i + 1))
    {
        return time(afternoon(hour), 30).map(|t| (2, t));
    }
    let hour_at =
        |k: usize| work.tokens.get(k).and_then(|t| t.number().and_then(|n| i8::try_from(n).ok()).or_else(|| hour_word(&t.key)));
    if key == "half" && work.key(i + 1) == "past" {
        return hour_at(i + 2).and_then(|h| time(afternoon(h), 30)).map(|t| (3, t));
    }
    // "half two" is half past two.
    if key == "half"
        && let Some(h) =
            work.tokens.get(i + 1).and_then(|t| t.number().and_then(|n| i8::try_from(n).ok()).or_else(|| hour_word(&t.key)))
        && (1..=12).contains(&h)
        && work.english
        && !work.has(i + 2, Tag::Unit)
    {
        return time(afternoon(h) % 24, 30).map(|t| (2, t));
    }
    if key == "quarter" && work.key(i + 1) == "past" {
        return hour_at(i + 2).and_then(|h| time(afternoon(h), 15)).map(|t| (3, t));
    }
    if key == "quarter" && work.key(i + 1) == "to" {
        return hour_at(i + 2).and_then(|h| time((afternoon(h) + 23) % 24, 45)).map(|t| (3, t));
    }
    if key == "без" {
        let (n, minutes) = match work.key(i + 1) {
            "четверти" => (1, 15),
            other => (
                1 + usize::from(work.key(i + 2) == "минут"),
                other.parse().ok().or_else(|| count_word(other).and_then(|c| i8::try_from(c).ok()))?,
            ),
        };
        return hour_at(i + 1 + n).and_then(|h| time((afternoon(h) + 23) % 24, 60 - minutes)).map(|t| (2 + n, t));
    }
    None
}

pub(super) fn time(hour: i8, minute: i8) -> Option<Time> {
    Time::new(hour, minute, 0, 0).ok()
}

pub(super) fn part_of_day(work: &Work<'_>, i: usize, preposition: &str, so_far: &Parts) -> Option<Element> {
    const PARTS: &[(&str, PartOfDay)] = &[
        ("утром", PartOfDay::Morning),
        ("с утра", PartOfDay::Morning),
        ("утра", PartOfDay::Morning),
        ("в первой половине дня", PartOfDay::Morning),
        ("в первую половину дня", PartOfDay::Morning),
        ("до обеда", PartOfDay::Noon),
        ("к обеду", PartOfDay::Noon),
        ("в обед", PartOfDay::Noon),
        ("обеда", PartOfDay::Later),
        ("обед", PartOfDay::Noon),
        ("обеду", PartOfDay::Noon),
        ("после обеда", PartOfDay::Later),
        ("во второй половине дня", PartOfDay::Later),
        ("второй половине дня", PartOfDay::Later),
        ("во вторую половину дня", PartOfDay::Later),
        ("днем", PartOfDay::Later),
        ("вечером", PartOfDay::Later),
        ("вечера", PartOfDay::Later),
        ("вечеру", PartOfDay::Later),
        ("вечерком", PartOfDay::Later),
        ("ночью", PartOfDay::Later),
        ("концу дня", PartOfDay::Later),
        ("конца дня", PartOfDay::Later),
        ("first thing in the morning", PartOfDay::Morning),
        ("first thing", PartOfDay::Morning),
        ("in the morning", PartOfDay::Morning),
        ("morning", PartOfDay::Morning),
        ("in the afternoon", PartOfDay::Later),
        ("afternoon", PartOfDay::Later),
        ("in the evening", PartOfDay::Later),
        ("evening", PartOfDay::Later),
        ("at night", PartOfDay::Later),
        ("before lunch", PartOfDay::Noon),
        ("by lunch", PartOfDay::Noon),
        ("by lunchtime", PartOfDay::Noon),
        ("at lunch", PartOfDay::Noon),
        ("at lunchtime", PartOfDay::Noon),
        ("lunchtime", PartOfDay::Noon),
        ("lunch", PartOfDay::Later),
        ("after lunch", PartOfDay::Later),
        ("end of day", PartOfDay::Later),
        ("eod", PartOfDay::Later),
        ("cob", PartOfDay::Later),
        ("close of business", PartOfDay::Later),
        ("end of the day", PartOfDay::Later),
        ("work", PartOfDay::Later),
    ];
    let (length, phrase, part) =
        PARTS.iter().filter_map(|(p, part)| words_at(work, i, p).map(|n| (n, *p, *part))).max_by_key(|x| x.0)?;
    let needs_preposition = matches!(
        phrase,
        "обеда"
            | "обед"
            | "обеду"
            | "утра"
            | "вечера"
            | "вечеру"
            | "lunch"
            | "концу дня"
            | "конца дня"
            | "work"
    );
    let anchored = so_far.date.is_some();
    if needs_preposition
        && !(matches!(preposition, "до" | "к" | "после" | "в" | "after" | "before" | "by" | "at" | "с")
            || (anchored && phrase != "work"))
    {
        return None;
    }
    if phrase == "work" && !matches!(preposition, "after") {
        return None;
    }
    let english_noun = matches!(phrase, "morning" | "afternoon" | "evening")
        && !anchored
        && !matches!(preposition, "this" | "the" | "by" | "before" | "until" | "till");
    if english_noun {
        return None;
    }
    let part = if phrase == "lunch" && matches!(preposition, "before" | "by" | "at") || phrase == "обеда" && preposition == "до"
    {
        PartOfDay::Noon
    } else {
        part
    };
    Some((length, Parts { part_of_day: Some(part), ..Parts::default() }))
}
