//! The frame around every page: head, top bar, places on the left, the command palette, the list of keys.
//!
//! A page hands over a `Page` and its own markup: `frame.page(&Page::new(&title).at(Place::Clients), &body)`.

use app::model::office::Office;
use app::model::people::Employee;
use app::show_output::{DayOutput, zone_of};
use domain::time::Time;
use maud::{DOCTYPE, Markup, html};

use crate::assets::url;
use crate::locale::Lang;
use crate::{format, names, t};

pub use crate::places::Place;

/// Light, dark, or as the reader's computer is set.
pub use app::model::people::Theme;

#[expect(clippy::cast_precision_loss, reason = "seconds of a day are far below the precision of f64")]
fn share(part: i64, whole: i64) -> f64 {
    if whole <= 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Who looks, and what every page shows of them.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language of the page.
    pub lang: Lang,
    /// The theme of the page.
    pub theme: Theme,
    /// The zone the reader lives in.
    pub tz: jiff::tz::TimeZone,
    /// The moment the page is made.
    pub now: Time,
    /// The token of forms of this session; see `security::csrf`.
    pub csrf: String,
    /// The reader's name, as `Петрова Анна`.
    pub name: String,
    /// What the reader is here, as `employee, supervisor` in the language of the page.
    pub roles: String,
    /// The places this reader may open, in the order of the menu.
    pub places: Vec<Place>,
    /// Today's output, for those who have one.
    pub today: Option<DayOutput>,
}

/// What one page asks of the frame.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    title: &'a str,
    place: Option<Place>,
    scripts: Vec<&'static str>,
    wide: bool,
}

impl<'a> Page<'a> {
    /// A page with a title, in no place of the menu.
    pub fn new(title: &'a str) -> Self {
        Page { title, place: None, scripts: Vec::new(), wide: false }
    }

    /// Marks the place of the menu the page belongs to.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Loads a script of ours, by its name in `assets/js`.
    #[must_use]
    pub fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }

    /// Uses the whole width: for the desk and for wide tables.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

impl Frame {
    /// The frame of an employee at a moment; `today` is the output of those who have one.
    pub fn of(employee: &Employee, office: &Office, csrf: String, now: Time, today: Option<DayOutput>) -> Frame {
        let lang = employee.language;
        Frame {
            lang,
            theme: employee.theme,
            tz: zone_of(office),
            now,
            csrf,
            name: names::person(employee.language, &format!("{} {}", employee.surname, employee.given)),
            roles: names::roles(lang, &employee.roles),
            places: Place::open_to(&employee.roles),
            today,
        }
    }

    /// The whole page of someone signed in.
    pub fn page(&self, page: &Page<'_>, body: &Markup) -> Markup {
        let lang = self.lang;
        let inside = html! {
            a.skip href="#main" { (t!(lang, "skip-to-content")) }
            header.top {
                button.menu-button type="button" data-menu aria-expanded="false" aria-controls="places" {
                    (t!(lang, "menu"))
                }
                (mark(lang))
                button.palette-button type="button" data-palette {
                    span { (t!(lang, "palette-button")) }
                    kbd { "Ctrl" } kbd { "K" }
                }
                @if let Some(today) = &self.today { (today_bar(lang, today)) }
                (self.user_menu())
            }
            nav.side #places aria-label=(t!(lang, "places")) { (self.menu(page.place)) }
            main #main .wide[page.wide] tabindex="-1" { (body) }
            div #toasts role="status" aria-live="polite" {}
            (self.palette())
            dialog #keys aria-label=(t!(lang, "keys-title")) data-lost=(t!(lang, "connection-lost")) {}
        };
        document(lang, self.theme, page.title, Some(&self.csrf), &page.scripts, &inside)
    }

    fn menu(&self, here: Option<Place>) -> Markup {
        html! {
            @for group in self.places.chunk_by(|a, b| a.group() == b.group()) {
                ul {
                    @for place in group {
                        li { a href=(place.href()) aria-current=[(here == Some(*place)).then_some("page")] { (place.name(self.lang)) } }
                    }
                }
            }
        }
    }

    fn user_menu(&self) -> Markup {
        let lang = self.lang;
        html! {
            details.user data-dismiss {
                summary aria-label=(self.name) { span.user-name { (self.name) } span.user-short aria-hidden="true" { (self.initials()) } }
                div.sheet {
                    p { strong { (self.name) } br; span.muted { (self.roles) } }
                    ul {
                        li { a href="/preferences" { (t!(lang, "preferences-title")) } }
                        li { a href="/keys" data-keys { (t!(lang, "keys-title")) " " kbd { "F1" } } }
                    }
                    form method="post" action="/sign-out" {
                        (self.csrf_field())
                        button.plain type="submit" { (t!(lang, "sign-out")) }
                    }
                }
            }
        }
    }

    /// The first letters of the name, for narrow screens.
    fn initials(&self) -> String {
        self.name.split(' ').filter_map(|part| part.chars().next()).take(2).collect()
    }

    fn palette(&self) -> Markup {
        let lang = self.lang;
        html! {
            dialog #palette aria-label=(t!(lang, "palette-button")) {
                input type="search" name="q" autocomplete="off" spellcheck="false" role="combobox" aria-expanded="true"
                    aria-controls="palette-list" aria-label=(t!(lang, "palette-button")) placeholder=(t!(lang, "palette-placeholder"));
                ul #palette-list role="listbox" aria-label=(t!(lang, "palette-button")) {}
                p.hint { kbd { "↑" } kbd { "↓" } " " (t!(lang, "palette-hint-choose")) " " kbd { "Enter" } " " (t!(lang, "palette-hint-open")) " " kbd { "Esc" } " " (t!(lang, "palette-hint-close")) }
            }
        }
    }

    /// The hidden field every form that changes something carries.
    pub fn csrf_field(&self) -> Markup {
        html! { input type="hidden" name="csrf" value=(self.csrf); }
    }

    /// A moment in the reader's zone and words, with its exact time for machines and as a title.
    pub fn when(&self, at: Time) -> Markup {
        let date = format::date_figures(self.lang, format::local_date(&self.tz, at));
        html! {
            time datetime=(format::machine(at)) title=(format!("{date} {}", format::time(&self.tz, at))) {
                (format::moment(self.lang, &self.tz, self.now, at))
            }
        }
    }
}

/// A page of nobody: signing in, the first start, an invitation, an error.
pub fn bare(lang: Lang, theme: Theme, title: &str, body: &Markup) -> Markup {
    let inside = html! {
        header.top.bare { (mark(lang)) }
        main #main .bare { (body) }
        div #toasts role="status" aria-live="polite" {}
    };
    document(lang, theme, title, None, &[], &inside)
}

/// What a script of a third party may do here: no code from text, no styles of its own.
const HTMX_CONFIG: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"historyCacheSize":0,"selfRequestsOnly":true}"#;

fn document(lang: Lang, theme: Theme, title: &str, csrf: Option<&str>, scripts: &[&'static str], inside: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang.code()) data-theme=(theme.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="htmx-config" content=(HTMX_CONFIG);
                @if let Some(token) = csrf { meta name="csrf" content=(token); }
                title { (title) " · " (t!(lang, "product")) }
                link rel="icon" href=(url("mark.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(url("app.css"));
                script type="module" src=(url("app.js")) {}
                @for name in scripts { script type="module" src=(url(name)) {} }
            }
            body { (inside) }
        }
    }
}

/// The mark of the product: a sheet with a folded corner, and its name.
fn mark(lang: Lang) -> Markup {
    html! {
        a.mark href="/" aria-label=(t!(lang, "product")) {
            img src=(url("mark.svg")) alt="" width="24" height="24";
            span { (t!(lang, "product")) }
        }
    }
}

/// P so far today as a bar: the yellow is what is credited, the tick is the time elapsed.
pub fn today_bar(lang: Lang, today: &DayOutput) -> Markup {
    let says = t!(
        lang,
        "today-bar-title",
        credited = format::duration(lang, today.credited),
        elapsed = format::duration(lang, today.elapsed),
        day = format::duration(lang, today.fund)
    );
    html! {
        a.today-bar href="/today" title=(says) {
            span.today-p { (t!(lang, "today-bar-p")) " " b { (format::ratio(lang, share(today.credited, today.fund))) } }
            (bar(share(today.credited, today.fund), share(today.elapsed, today.fund)))
            span.today-of { (t!(lang, "today-bar-of", credited = format::duration(lang, today.credited), day = format::duration(lang, today.fund))) }
        }
    }
}

/// The bar of an output: what is credited of the day, with the time elapsed as a tick.
pub fn output_bar(output: &DayOutput) -> Markup {
    bar(share(output.credited, output.fund), share(output.elapsed, output.fund))
}

/// A bar from 0 to 1 with a tick; drawn, so that nothing needs an inline style.
pub fn bar(share: f64, tick: f64) -> Markup {
    let part = |x: f64| format!("{:.2}", (x * 100.0).clamp(0.0, 100.0));
    html! {
        svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
            rect.bar-track width="100" height="10" {}
            rect.bar-fill width=(part(share)) height="10" {}
            @if share > 0.0 && share < 1.0 { line.bar-edge x1=(part(share)) x2=(part(share)) y2="10" {} }
            @if tick > 0.0 && tick < 1.0 { line.bar-tick x1=(part(tick)) x2=(part(tick)) y2="10" {} }
        }
    }
}

#[cfg(test)]
impl Frame {
    /// A reader for tests of pages: a director with every place open, on a Monday morning in Moscow.
    pub(crate) fn sample(lang: Lang) -> Frame {
        Frame {
            lang,
            theme: Theme::System,
            tz: jiff::tz::TimeZone::get("Europe/Moscow").expect("bundled"),
            now: "2026-11-23T10:15:00+03:00".parse::<jiff::Timestamp>().expect("a time").into(),
            csrf: "0123456789abcdef".to_owned(),
            name: "Петрова Анна".to_owned(),
            roles: "director".to_owned(),
            places: Place::ALL.to_vec(),
            today: Some(DayOutput {
                credited: 15_000,
                elapsed: 16_200,
                fund: 24_600,
                against_elapsed: Some(9259),
                against_day: Some(6098),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_one_main_a_skip_link_and_only_hashed_files() {
        for lang in Lang::ALL {
            let html = Frame::sample(lang).page(&Page::new("x").at(Place::Clients), &html! { p { "y" } }).into_string();
            assert_eq!(html.matches("<main").count(), 1);
            assert!(html.contains("href=\"#main\""));
            assert!(html.contains("aria-current=\"page\""));
            assert!(!html.contains("style=\"") && !html.contains("src=\"app.js\"") && !html.contains("href=\"app.css\""));
        }
    }

    #[test]
    fn the_bar_never_leaves_its_track() {
        assert!(bar(7.0, -1.0).into_string().contains("width=\"100.00\""));
    }
}
