//! The keys of letters, for the list of keys: plain keys outside text, chords inside.

use crate::locale::Lang;
use crate::t;

/// What is pressed, and what it does.
pub(crate) fn list(lang: Lang) -> Vec<(&'static [&'static str], String)> {
    vec![
        (&["J", "K", "↓", "↑"], t!(lang, "letter-key-rows")),
        (&["W"], t!(lang, "letter-write")),
        (&["R"], t!(lang, "letter-reply")),
        (&["A"], t!(lang, "letter-reply-all")),
        (&["F"], t!(lang, "letter-forward")),
        (&["G"], t!(lang, "letter-again")),
        (&["D"], t!(lang, "letter-acknowledge")),
        (&["N"], t!(lang, "letter-no-answer")),
        (&["T"], t!(lang, "letter-by-phone")),
        (&["U"], t!(lang, "letter-reopen")),
        (&["P"], t!(lang, "letter-make-private")),
        (&["I"], t!(lang, "letter-show-pictures")),
        (&["1", "…", "9"], t!(lang, "letter-key-template")),
        (&["Alt", "1", "…", "9"], t!(lang, "letter-key-type")),
        (&["Ctrl", "Enter"], t!(lang, "compose-send")),
        (&["Alt", "Z"], t!(lang, "letter-key-undo")),
    ]
}
