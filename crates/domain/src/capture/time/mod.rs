//! Times as people say them: "завтра в 15:00", "до пятницы", "in 12 min", "25 ноября к обеду".

mod clock;
mod dates;
mod durations;

use super::Due;
use super::line::Kind;
use super::work::Work;
use clock::{clock, part_of_day};
use dates::date;
use durations::duration;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};

/// A time found at tokens `from..to`; `due` is nothing for "срочно", "вчера" and other times that promise nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct When {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) due: Option<Due>,
}

/// What has been read of one time so far.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    date: Option<Date>,
    time: Option<Time>,
    moment: Option<DateTime>,
    part_of_day: Option<PartOfDay>,
    vague: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartOfDay {
    Morning,
    Noon,
    Later,
}

/// One element: how many tokens and what it says.
type Element = (usize, Parts);

/// Every time of the line, in order.
pub(crate) fn find(work: &Work<'_>) -> Vec<When> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < work.tokens.len() {
        match whole(work, i) {
            Some(when) => {
                i = when.to;
                out.push(when);
            }
            None => i += 1,
        }
    }
    out
}

const BEFORE: &[&str] = &[
    "в",
    "во",
    "к",
    "ко",
    "до",
    "на",
    "с",
    "со",
    "по",
    "после",
    "около",
    "примерно",
    "ближе",
    "где-то",
    "не",
    "позднее",
    "позже",
    "раньше",
    "максимум",
    "крайний",
    "срок",
    "at",
    "by",
    "on",
    "till",
    "until",
    "before",
    "after",
    "around",
    "about",
    "the",
    "this",
    "no",
    "later",
    "than",
    "from",
    "latest",
    "due",
    "of",
    "часов",
    "уже",
    "прямо",
    "for",
    "@",
    "~",
];

fn whole(work: &Work<'_>, start: usize) -> Option<When> {
    let mut parts = Parts::default();
    let mut end = start;
    let mut i = start;
    let mut preposition = "";
    while i < work.tokens.len() && i - start < 14 {
        if work.tokens[i].kind == Kind::Claimed || !work.free(i) {
            break;
        }
        let found = element(work, i, preposition, &parts);
        if let Some((length, element)) = found {
            parts = merged(parts, element);
            i += length;
            end = i;
            preposition = "";
            continue;
        }
        let word = work.key(i);
        let joins = BEFORE.contains(&word) || matches!(word, "в" | "and") || (word == "," && end == i && end > start);
        if !joins || (end == start && i > start + 3) {
            break;
        }
        if word != "," {
            preposition = word;
        }
        i += 1;
    }
    if end == start {
        return None;
    }
    // "чек 0045 от 03.12": the date of a paper.
    let of_paper = start > 0 && matches!(work.key(start - 1), "от" | "dated") && !work.is_word(start);
    let due = if parts.vague || of_paper { None } else { resolve(&parts, work.now) };
    Some(When { from: start, to: end, due })
}

fn merged(a: Parts, b: Parts) -> Parts {
    Parts {
        date: a.date.or(b.date),
        time: a.time.or(b.time),
        moment: a.moment.or(b.moment),
        part_of_day: a.part_of_day.or(b.part_of_day),
        vague: a.vague || b.vague,
    }
}

fn resolve(parts: &Parts, now: DateTime) -> Option<Due> {
    if let Some(moment) = parts.moment {
        return Some(Due::Moment(moment));
    }
    match (parts.date, parts.time) {
        (Some(date), Some(time)) => Some(Due::Moment(date.to_datetime(time))),
        (Some(date), None) => Some(Due::Day(date)),
        (None, Some(time)) => {
            let today = now.date().to_datetime(time);
            let moment = if today > now { today } else { today.checked_add(1.day()).ok()? };
            Some(Due::Moment(moment))
        }
        (None, None) => {
            let over = match parts.part_of_day? {
                PartOfDay::Morning => now.hour() >= 10,
                PartOfDay::Noon => now.hour() >= 14,
                PartOfDay::Later => now.hour() >= 22,
            };
            let date = if over { now.date().tomorrow().ok()? } else { now.date() };
            Some(Due::Day(date))
        }
    }
}

fn element(work: &Work<'_>, i: usize, preposition: &str, so_far: &Parts) -> Option<Element> {
    if so_far.moment.is_none()
        && so_far.date.is_none()
        && so_far.time.is_none()
        && let Some(found) = duration(work, i).or_else(|| day(work, i))
    {
        return Some(found);
    }
    if so_far.date.is_none()
        && so_far.moment.is_none()
        && let Some((length, date)) = date(work, i, preposition)
    {
        return Some((length, Parts { date: Some(date), ..Parts::default() }));
    }
    if so_far.date.is_none()
        && let Some(found) = day(work, i)
    {
        return Some(found);
    }
    if so_far.time.is_none()
        && so_far.moment.is_none()
        && let Some((length, time)) = clock(work, i, preposition, so_far)
    {
        return Some((length, Parts { time: Some(time), ..Parts::default() }));
    }
    part_of_day(work, i, preposition, so_far)
}

fn words_at(work: &Work<'_>, i: usize, phrase: &str) -> Option<usize> {
    let mut n = 0;
    for word in phrase.split(' ') {
        if work.key(i + n) != word {
            return None;
        }
        n += 1;
    }
    Some(n)
}

/// Named days and vague times: "завтра", "до конца недели", "next week".
fn day(work: &Work<'_>, i: usize) -> Option<Element> {
    let today = work.now.date();
    let plus = |n: i64| today.checked_add(n.days()).ok();
    let to_friday = i64::from(Weekday::Friday.to_monday_zero_offset()) - i64::from(today.weekday().to_monday_zero_offset());
    let friday = if to_friday < 0 { plus(to_friday + 7) } else { plus(to_friday) };
    let next_monday = plus(7 - i64::from(today.weekday().to_monday_zero_offset()));
    let next_month = today.last_of_month().tomorrow().ok();
    let table: &[(&[&str], Option<Date>)] = &[
        (
            &[
                "до конца дня",
                "к концу дня",
                "в течение дня",
                "в конце дня",
                "конец дня",
                "под конец дня",
                "end of day",
                "end of the day",
                "end of business",
                "close of business",
                "eod",
                "cob",
                "end of play",
                "today",
                "tonight",
                "сегодня",
                "сёдня",
                "седня",
                "this afternoon",
                "this evening",
                "this morning",
                "later today",
            ],
            plus(0),
        ),
        (&["послезавтра", "после завтра", "day after tomorrow", "the day after tomorrow", "позавтра"], plus(2)),
        (&["завтра", "tomorrow", "tmrw", "tmr", "tomorow", "tommorow", "tommorrow", "2moro"], plus(1)),
        (
            &[
                "до конца недели",
                "к концу недели",
                "в конце недели",
                "на конец недели",
                "под конец недели",
                "конец недели",
                "end of the week",
                "end of week",
                "end of this week",
                "the end of the week",
                "eow",
            ],
            friday,
        ),
        (
            &[
                "в начале следующей недели",
                "начало следующей недели",
                "в начале недели",
                "начале недели",
                "early next week",
                "beginning of next week",
                "start of next week",
                "со следующей недели",
            ],
            next_monday,
        ),
        (
            &[
                "в конце следующей недели",
                "до конца следующей недели",
                "к концу следующей недели",
                "end of next week",
                "late next week",
            ],
            friday.and_then(|f| f.checked_add(7.days()).ok()),
        ),
        (
            &[
                "до конца месяца",
                "в конце месяца",
                "к концу месяца",
                "конец месяца",
                "end of the month",
                "end of month",
                "month end",
                "eom",
            ],
            Some(today.last_of_month()),
        ),
        (&["в начале следующего месяца", "start of next month", "beginning of next month", "early next month"], next_month),
        (
            &[
                "до конца года",
                "в конце года",
                "к концу года",
                "end of the year",
                "end of year",
                "year end",
                "before new year",
                "до нового года",
            ],
            Some(today.last_of_year()),
        ),
        (
            &["в выходные", "на выходных", "at the weekend", "on the weekend", "over the weekend", "this weekend"],
            plus((5 - i64::from(today.weekday().to_monday_zero_offset())).max(0)),
        ),
    ];
    let best = table
        .iter()
        .flat_map(|(phrases, date)| phrases.iter().filter_map(move |p| words_at(work, i, p).map(|n| (n, *date))))
        .max_by_key(|x| x.0);
    if let Some((length, date)) = best {
        return Some((length, Parts { date: Some(date?), ..Parts::default() }));
    }
    // "на следующей неделе" names no day unless one follows: "на следующей неделе в среду".
    let next_week = [
        "на следующей неделе",
        "на следующую неделю",
        "на той неделе",
        "следующей неделе",
        "next week",
        "на след неделе",
        "на будущей неделе",
        "sometime next week",
        "some time next week",
    ];
    if let Some(length) = next_week.iter().filter_map(|p| words_at(work, i, p)).max() {
        let skip = usize::from(matches!(work.key(i + length), "в" | "во" | "on" | ","));
        let named = dates::weekday(work.key(i + length + skip));
        let monday = next_monday?;
        return Some(match named {
            Some(day) => {
                let date = monday.checked_add(i64::from(day.to_monday_zero_offset()).days()).ok()?;
                (length + skip + 1, Parts { date: Some(date), ..Parts::default() })
            }
            None => (length, Parts { vague: true, ..Parts::default() }),
        });
    }
    let vague = [
        "в следующем месяце",
        "на следующий месяц",
        "next month",
        "в том месяце",
        "вчера",
        "позавчера",
        "yesterday",
        "на этой неделе",
        "this week",
        "на днях",
        "на прошлой неделе",
        "с прошлой недели",
        "с прошлого месяца",
        "last week",
        "в прошлом месяце",
        "last month",
        "в этом месяце",
        "this month",
        "через месяцок",
        "в течение недели",
    ];
    vague.iter().filter_map(|p| words_at(work, i, p)).max().map(|length| (length, Parts { vague: true, ..Parts::default() }))
}
