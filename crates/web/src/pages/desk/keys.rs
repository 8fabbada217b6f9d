//! The chords of the desk: one table for the page, its scripts and the list of keys.
//!
//! Chords are Alt with a physical key, so that they are the same on a Russian and on an English layout. Left out are
//! the keys browsers keep for themselves: Alt+D, Alt+E, Alt+F, Alt+Left, Alt+Home, and everything with Ctrl but K.

use maud::{Markup, html};

use crate::locale::Lang;
use crate::t;

/// One chord: the physical key (`KeyboardEvent.code`) and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chord {
    /// The physical key, `KeyA`.
    pub code: &'static str,
    /// How it is written, `A`.
    pub cap: &'static str,
}

macro_rules! chords {
    ($($(#[$doc:meta])* $name:ident = $cap:literal),* $(,)?) => {
        $($(#[$doc])* pub(crate) const $name: Chord = Chord { code: concat!("Key", $cap), cap: $cap };)*
        /// Every chord.
        #[cfg(test)]
        pub(crate) const ALL: &[Chord] = &[$($name),*];
    };
}

chords! {
    /// To the answers.
    ANSWERS = "A",
    /// We have answered.
    ANSWERED = "W",
    /// They would not say.
    REFUSED = "R",
    /// They hurry.
    HURRY = "H",
    /// We promise to call back.
    PROMISE = "P",
    /// The talk ends.
    CLOSING = "C",
    /// Not a client.
    NOT_CLIENT = "N",
    /// To the work types.
    TYPES = "Y",
    /// To the next step.
    STEP = "S",
    /// A second matter.
    MATTER = "M",
    /// To the other sheet.
    SWITCH = "X",
    /// Pick up or hang up where the desk does it.
    HANDSET = "G",
    /// It is the person the number says.
    CONFIRM = "Q",
    /// "I am on the phone now".
    ENTER_CALL = "I",
    /// "I took this call".
    TAKE = "T",
    /// Leave a reopened sheet as it was recorded.
    LEAVE = "V",
    /// Undo the last recording.
    UNDO = "Z",
}

/// A chord as it is shown where it acts.
pub(crate) fn kbd(chord: Chord) -> Markup {
    html! { kbd.chord { "Alt+" (chord.cap) } }
}

/// A chord with a digit.
pub(crate) fn kbd_digit(digit: usize) -> Markup {
    html! { kbd.chord { "Alt+" (digit) } }
}

/// The keys of the desk for the list of keys: what is pressed, and what it does.
pub(crate) fn list(lang: Lang) -> Vec<(&'static [&'static str], String)> {
    vec![
        (&["Enter"], t!(lang, "desk-key-enter")),
        (&["Alt", "L"], t!(lang, "desk-key-line")),
        (&["Alt", "1", "2", "3"], t!(lang, "desk-key-say")),
        (&["Alt", "W"], t!(lang, "desk-key-answered")),
        (&["Alt", "A"], t!(lang, "desk-key-answers")),
        (&["Alt", "R"], t!(lang, "desk-key-refused")),
        (&["Alt", "H"], t!(lang, "desk-key-hurry")),
        (&["Alt", "P"], t!(lang, "desk-key-promise")),
        (&["Alt", "C"], t!(lang, "desk-key-closing")),
        (&["Alt", "N"], t!(lang, "desk-key-not-client")),
        (&["Alt", "Q"], t!(lang, "desk-key-confirm")),
        (&["Alt", "Y"], t!(lang, "desk-key-types")),
        (&["1", "…", "9"], t!(lang, "desk-key-digits")),
        (&["Alt", "S"], t!(lang, "desk-key-step")),
        (&["Alt", "M"], t!(lang, "desk-key-matter")),
        (&["Alt", "X"], t!(lang, "desk-key-switch")),
        (&["Alt", "G"], t!(lang, "desk-key-handset")),
        (&["Alt", "I"], t!(lang, "desk-key-enter-call")),
        (&["Alt", "T"], t!(lang, "desk-key-take")),
        (&["Alt", "V"], t!(lang, "desk-key-leave")),
        (&["Alt", "Z"], t!(lang, "desk-key-undo")),
        (&["Esc"], t!(lang, "desk-key-escape")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_chords_share_a_key_and_none_is_one_the_browser_keeps() {
        for (at, one) in ALL.iter().enumerate() {
            assert!(ALL[at + 1..].iter().all(|other| other.code != one.code), "{} stands twice", one.cap);
            assert!(!["D", "E", "F"].contains(&one.cap));
        }
    }

    #[test]
    fn every_chord_is_in_the_list_of_keys() {
        for lang in Lang::ALL {
            let list = list(lang);
            for one in ALL {
                assert!(list.iter().any(|(keys, _)| keys.contains(&one.cap)), "Alt+{} is in no list", one.cap);
            }
            assert!(list.iter().all(|(_, words)| !words.is_empty()));
        }
    }
}
