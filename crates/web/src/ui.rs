//! Small parts of pages: fields, choices, heads, empty lists.

use maud::{Markup, html};

/// What is wrong with which field, as a use case said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: &'static str,
    /// The code; `names::problem` has the words.
    pub code: &'static str,
}

/// One line of text in a form.
#[derive(Clone, Debug, Default)]
pub struct Field<'a> {
    /// The name it is sent by.
    pub name: &'a str,
    /// What it asks for.
    pub label: String,
    /// What is in it.
    pub value: &'a str,
    /// `text` (also when empty), `password`, `email`, `tel`, `date` ...
    pub kind: &'a str,
    /// A line of help below.
    pub help: Option<String>,
    /// What is wrong with it, in words.
    pub problem: Option<String>,
    /// What a browser may fill in.
    pub autocomplete: &'a str,
    /// Whether it has to be filled.
    pub required: bool,
    /// Whether the page starts here.
    pub focus: bool,
}

/// The markup of a field; help and problem are tied to it for screen readers.
pub fn field(f: &Field<'_>) -> Markup {
    let id = format!("f-{}", f.name);
    let (help, problem) = (format!("{id}-help"), format!("{id}-problem"));
    let described = match (&f.help, &f.problem) {
        (Some(_), Some(_)) => Some(format!("{problem} {help}")),
        (Some(_), None) => Some(help.clone()),
        (None, Some(_)) => Some(problem.clone()),
        (None, None) => None,
    };
    html! {
        div.field {
            label for=(id) { (f.label) }
            input id=(id) name=(f.name) type=(if f.kind.is_empty() { "text" } else { f.kind }) value=(f.value)
                autocomplete=(if f.autocomplete.is_empty() { "off" } else { f.autocomplete })
                required[f.required] autofocus[f.focus] aria-invalid=[f.problem.as_ref().map(|_| "true")] aria-describedby=[described];
            @if let Some(words) = &f.problem { p.problem id=(problem) { (words) } }
            @if let Some(words) = &f.help { p.help id=(help) { (words) } }
        }
    }
}

/// A choice from a list: (value, name) pairs.
pub fn select(name: &str, label: &str, options: &[(String, String)], chosen: &str, problem: Option<&str>) -> Markup {
    let id = format!("f-{name}");
    html! {
        div.field {
            label for=(id) { (label) }
            select id=(id) name=(name) aria-invalid=[problem.map(|_| "true")] {
                @for (value, words) in options { option value=(value) selected[value == chosen] { (words) } }
            }
            @if let Some(words) = problem { p.problem { (words) } }
        }
    }
}

/// One radio button or checkbox with its words.
pub fn choice(kind: &str, name: &str, value: &str, checked: bool, words: &str, help: Option<&str>) -> Markup {
    html! {
        label.choice {
            input type=(kind) name=(name) value=(value) checked[checked];
            span { (words) @if let Some(help) = help { small { (help) } } }
        }
    }
}

/// The head of a page: its title, one sentence, and what can be done.
pub fn head(title: &str, lead: Option<&str>, actions: &Markup) -> Markup {
    html! {
        header.page-head {
            h1 { (title) }
            div.actions { (actions) }
            @if let Some(lead) = lead { p { (lead) } }
        }
    }
}

/// What stands in place of a list that is empty.
pub fn empty(title: &str, help: &str) -> Markup {
    html! { div.empty { strong { (title) } (help) } }
}

/// The button that sends a form.
pub fn submit(words: &str) -> Markup {
    html! { button.button.primary type="submit" { (words) } }
}
