//! The conversation guide: which facts are known, where the talk is, and at most three things to say next.
//!
//! A state, events that change it, and suggestions: pure functions over a playbook (docs/method.md, The conversation guide).

mod choose;
mod cues;
mod event;
mod hearing;
mod introduction;
mod line;
mod rules;
mod spoken;
mod state;
mod suggest;
mod wording;

pub use choose::{Count, Counts};
pub use event::Event;
pub use line::{Line, LineError, parse_line};
pub use state::{GuideState, Said, Setup, start};
pub use suggest::{Suggestion, suggest};
