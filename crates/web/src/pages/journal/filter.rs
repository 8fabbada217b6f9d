//! What a journal is asked for: read from the address, shown in a form, turned into the filter of the use case.

use app::model::journal::{After, JournalFilter, JournalOrder};
use app::show_journal::filter_words;
use domain::call::Direction;
use domain::id::EmployeeId;
use domain::playbook::WorkClass;
use domain::time::Time;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use super::JournalView;
use crate::errors::percent;
use crate::layout::Frame;
use crate::locale::Lang;
use crate::ui::{Field, field, select};
use crate::{format, names, t};

/// The filter as the address has it; empty means "any".
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub from: String,
    pub until: String,
    pub who: String,
    pub direction: String,
    pub outcome: String,
    #[serde(rename = "type")]
    pub work_type: String,
    pub q: String,
    pub order: String,
    pub at: Option<i64>,
    pub id: Option<i64>,
}

impl Asked {
    /// With a period of the last seven days where none was given.
    pub(super) fn complete(mut self, frame: &Frame) -> Self {
        let today = format::local_date(&frame.tz, frame.now);
        if self.until.parse::<Date>().is_err() {
            self.until = today.to_string();
        }
        if self.from.parse::<Date>().is_err() {
            self.from = today.checked_sub(6.days()).unwrap_or(today).to_string();
        }
        self
    }

    pub(super) fn filter(&self, frame: &Frame, limit: i64) -> JournalFilter {
        let day = |text: &str| text.parse::<Date>().unwrap_or_else(|_| format::local_date(&frame.tz, frame.now));
        JournalFilter {
            from: Time::day(day(&self.from), &frame.tz).0,
            // The last day is still a day of the period.
            until: Time::day(day(&self.until), &frame.tz).1,
            employees: self.who.parse().ok().map(|id| vec![EmployeeId(id)]),
            direction: match self.direction.as_str() {
                "in" => Some(Direction::In),
                "out" => Some(Direction::Out),
                _ => None,
            },
            missed: match self.outcome.as_str() {
                "missed" => Some(true),
                "answered" => Some(false),
                _ => None,
            },
            work_type: (!self.work_type.is_empty()).then(|| self.work_type.clone()),
            words: filter_words(&self.q),
            order: if self.order == "oldest" { JournalOrder::Oldest } else { JournalOrder::Newest },
            after: self.at.zip(self.id).map(|(at, id)| After { at: Time::from_micros(at), id }),
            limit,
        }
    }

    /// The filter as the query of an address, after a line if there is one.
    pub(super) fn query(&self, after: Option<(Time, i64)>) -> String {
        let pairs = [
            ("from", &self.from),
            ("until", &self.until),
            ("who", &self.who),
            ("direction", &self.direction),
            ("outcome", &self.outcome),
            ("type", &self.work_type),
            ("q", &self.q),
            ("order", &self.order),
        ];
        let mut parts: Vec<String> =
            pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", percent(v))).collect();
        if let Some((at, id)) = after {
            parts.push(format!("at={}&id={id}", at.micros()));
        }
        parts.join("&")
    }

    /// The period in words, for paper.
    pub(super) fn period(&self, frame: &Frame) -> String {
        let words = |text: &str| text.parse::<Date>().map(|d| format::date(frame.lang, d)).unwrap_or_default();
        t!(frame.lang, "journal-period", from = words(&self.from), until = words(&self.until))
    }
}

/// The form; every change is taken at once, and without scripts by the button.
pub(super) fn form(frame: &Frame, view: &JournalView) -> Markup {
    let lang = frame.lang;
    let asked = &view.asked;
    let any = || (String::new(), t!(lang, "any"));
    let people: Vec<_> =
        std::iter::once(any()).chain(view.choices.iter().map(|(id, name)| (id.to_string(), name.clone()))).collect();
    let directions = [
        any(),
        ("in".to_owned(), names::direction(lang, Direction::In)),
        ("out".to_owned(), names::direction(lang, Direction::Out)),
    ];
    let outcomes = [any(), ("answered".to_owned(), t!(lang, "call-ended")), ("missed".to_owned(), t!(lang, "call-missed"))];
    let orders = [("newest".to_owned(), t!(lang, "order-newest")), ("oldest".to_owned(), t!(lang, "order-oldest"))];
    html! {
        form.filters method="get" action="/journal" data-auto {
            (field(&Field { name: "from", label: t!(lang, "filter-from"), kind: "date", value: &asked.from, ..Field::default() }))
            (field(&Field { name: "until", label: t!(lang, "filter-until"), kind: "date", value: &asked.until, ..Field::default() }))
            @if view.choices.len() > 1 { (select("who", &t!(lang, "journal-employee"), &people, &asked.who, None)) }
            (select("direction", &t!(lang, "filter-direction"), &directions, &asked.direction, None))
            (select("outcome", &t!(lang, "filter-outcome"), &outcomes, &asked.outcome, None))
            (select("type", &t!(lang, "journal-type"), &types(lang, view), &asked.work_type, None))
            (select("order", &t!(lang, "filter-order"), &orders, &asked.order, None))
            div.field.broad {
                label for="f-q" { (t!(lang, "filter-text")) }
                input #f-q type="search" name="q" value=(asked.q) autocomplete="off";
            }
            button.button type="submit" { (t!(lang, "filter-do")) }
        }
    }
}

fn types(lang: Lang, view: &JournalView) -> Vec<(String, String)> {
    let calls = |class| matches!(class, WorkClass::CallIn | WorkClass::CallOut);
    let known = view.catalogue.current.iter().flat_map(|playbook| playbook.work_types.iter());
    let known = known.filter(|one| calls(one.class)).map(|one| (one.id.clone(), one.title.get(lang).to_owned()));
    std::iter::once((String::new(), t!(lang, "any"))).chain(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_whole_local_days_and_nonsense_becomes_the_last_week() {
        let frame = Frame::sample(Lang::Ru);
        let asked = Asked { from: "x".to_owned(), until: String::new(), ..Asked::default() }.complete(&frame);
        assert_eq!((asked.from.as_str(), asked.until.as_str()), ("2026-11-17", "2026-11-23"));
        let filter = asked.filter(&frame, 10);
        assert_eq!(filter.until.seconds_since(filter.from), 7 * 24 * 3600);
    }

    #[test]
    fn the_address_keeps_the_filter() {
        let asked = Asked { from: "2026-11-01".to_owned(), q: "кабель & 3".to_owned(), ..Asked::default() };
        assert!(asked.query(None).starts_with("from=2026-11-01&q=%D0%BA"));
        assert!(asked.query(None).ends_with("%20%26%203"));
    }
}
