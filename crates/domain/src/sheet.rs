//! The yellow sheet's draft: what is typed and decided during a call, and how two saves are merged.

use serde::{Deserialize, Serialize};

use crate::id::{ClientId, PersonId};
use crate::time::Time;

/// Longest capture line kept, in bytes; a longer save is refused with a clear error before anything is stored.
pub const LINE_LIMIT: usize = 64 * 1024;

/// Who the caller is, as decided by the employee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case", tag = "who")]
pub enum Caller {
    /// Nothing decided: the number and the line decide.
    #[default]
    Undecided,
    /// A client we know; the person too, if it was said which one.
    Known {
        /// The client chosen.
        client: ClientId,
        /// The person chosen.
        person: Option<PersonId>,
    },
    /// Somebody new, whatever the number says.
    New,
}

/// Why a call is not a client's (method.md, The conversation guide).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotClient {
    /// Somebody who sells to us.
    Supplier,
    /// A courier or a delivery.
    Courier,
    /// A wrong number.
    WrongNumber,
    /// Advertising and fraud.
    Spam,
    /// A private call.
    Private,
    /// A colleague.
    Colleague,
}

impl NotClient {
    /// Every kind, in the order of the keys that choose it.
    pub const ALL: [Self; 6] = [Self::Supplier, Self::Courier, Self::WrongNumber, Self::Spam, Self::Private, Self::Colleague];

    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Courier => "courier",
            Self::WrongNumber => "wrong-number",
            Self::Spam => "spam",
            Self::Private => "private",
            Self::Colleague => "colleague",
        }
    }

    /// The kind of a stable name; `None` for any other text.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One matter of a call: a call that holds two gives two work units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Matter {
    /// The work type chosen, by its id in the playbook; `None` while not chosen.
    pub work_type: Option<String>,
    /// The matter's own fact or document, in the employee's words.
    pub note: String,
}

/// What the employee did to one fact by hand, over what the line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactByHand {
    /// The fact's name.
    pub fact: String,
    /// The value typed; `None` when the recognised one was struck out.
    pub value: Option<String>,
}

/// Something that happened in the talk, for the guide; the order is the order of the talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// When, for the pace shown afterwards.
    pub at: Time,
    /// What, in the words of the guide's events (`answer`, `say ID`, `refuse NAME`, `hurry`, `promise 12m`, `closing`,
    /// `fact NAME=VALUE`, `caller ...`).
    pub event: String,
}

/// Everything typed and decided on a sheet so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Draft {
    /// The capture line as typed.
    pub line: String,
    /// Who the caller is.
    pub caller: Caller,
    /// Facts changed by hand.
    pub by_hand: Vec<FactByHand>,
    /// The talk so far.
    pub moves: Vec<Move>,
    /// The matters of the call; empty until a type is chosen.
    pub matters: Vec<Matter>,
    /// The next step chosen over the one in the line, as typed ("call back 14:12"); `None` takes the line's.
    pub next_step: Option<String>,
    /// Set when the call is not a client's.
    pub not_client: Option<NotClient>,
    /// When each next step of the line was first typed: "in 12 min" counts from there, not from the last key.
    pub said: Vec<Said>,
    /// When each fact of the line was first recognised, by its name: the guide follows the order of the talk.
    pub learned: Vec<Said>,
}

/// When something was first typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The words, as in the line, or the name of a fact.
    pub words: String,
    /// When.
    pub at: Time,
}

/// One save from a page: only what changed, and what the page knew before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Patch {
    /// The line now.
    pub line: Option<String>,
    /// The line when the page last heard from the server; tells a stale save from a fresh one.
    pub line_base: String,
    /// A new decision on the caller.
    pub caller: Option<Caller>,
    /// Facts changed by hand; each replaces an earlier change of the same fact.
    pub by_hand: Vec<FactByHand>,
    /// Moves that happened since the last save, in order.
    pub moves: Vec<Move>,
    /// The matters now.
    pub matters: Option<Vec<Matter>>,
    /// A new next step; `Some("")` goes back to the line's.
    pub next_step: Option<String>,
    /// A new decision on "not a client": the inner `None` takes it back.
    #[serde(with = "double_option")]
    pub not_client: Option<Option<NotClient>>,
}

mod double_option {
    //! Tells an absent field from a null one.
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(clippy::option_option, reason = "absent and null mean different things in a patch")]
    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
        Option::<T>::deserialize(from).map(Some)
    }

    #[expect(clippy::option_option, clippy::ref_option, reason = "serde's shape of a field serializer")]
    pub(super) fn serialize<T: Serialize, S: Serializer>(value: &Option<Option<T>>, to: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(Option::as_ref).unwrap_or_default().serialize(to)
    }
}

/// Puts a save into a draft, field by field. Nothing typed is lost: two lines typed at once are both kept.
#[must_use]
pub fn merge(mut draft: Draft, patch: Patch) -> Draft {
    if let Some(line) = patch.line {
        draft.line = merge_line(&draft.line, &patch.line_base, &line);
    }
    if let Some(caller) = patch.caller {
        draft.caller = caller;
    }
    for change in patch.by_hand {
        draft.by_hand.retain(|known| known.fact != change.fact);
        draft.by_hand.push(change);
    }
    for one in patch.moves {
        if !draft.moves.contains(&one) {
            draft.moves.push(one);
        }
    }
    if let Some(matters) = patch.matters {
        draft.matters = matters;
    }
    if let Some(next_step) = patch.next_step {
        draft.next_step = (!next_step.trim().is_empty()).then_some(next_step);
    }
    if let Some(not_client) = patch.not_client {
        draft.not_client = not_client;
    }
    draft
}

/// Merges a line typed over `base` with the line kept now. Repeating the same save changes nothing.
fn merge_line(kept: &str, base: &str, typed: &str) -> String {
    if kept == base || kept == typed || typed.starts_with(kept) {
        typed.to_owned()
    } else if typed == base || kept.starts_with(typed) || (kept.contains(typed) && !typed.starts_with(base)) {
        kept.to_owned()
    } else {
        // Both sides typed: what is new in this save stands behind what is kept. A word that was begun before is
        // finished where it stands last.
        let same = common(base, typed);
        let begun = base.get(same..).is_some_and(starts_inside) || typed.get(same..).is_some_and(starts_inside);
        let from = if begun { typed.get(..same).and_then(|text| text.rfind(' ')).map_or(0, |at| at + 1) } else { same };
        let added = typed.get(from..).unwrap_or(typed).trim();
        let before = base.get(from..).unwrap_or_default().trim();
        let since = kept.get(common(kept, base.get(..from).unwrap_or_default())..).unwrap_or(kept);
        let merged = match kept.strip_suffix(before) {
            _ if added.is_empty() || has_words(since, added) => kept.to_owned(),
            Some(head) if begun && head.ends_with(' ') && added.starts_with(before) && !typed.starts_with(head) => {
                format!("{head}{added}")
            }
            _ => format!("{kept} {added}"),
        };
        if merged == base || typed.starts_with(&merged) { typed.to_owned() } else { merged }
    }
}

/// Bytes two texts have in common from their start, whole characters.
fn common(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

fn starts_inside(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(' ')
}

/// Whether `text` holds these words, whole and one after another.
fn has_words(text: &str, words: &str) -> bool {
    let (text, words): (Vec<&str>, Vec<&str>) = (text.split_whitespace().collect(), words.split_whitespace().collect());
    text.windows(words.len().max(1)).any(|window| window == words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(base: &str, line: &str) -> Patch {
        Patch { line: Some(line.into()), line_base: base.into(), ..Patch::default() }
    }

    #[test]
    fn a_stale_save_keeps_both_texts() {
        let draft = merge(Draft::default(), typed("", "иванов"));
        let phone = merge(draft, typed("иванов", "иванов кабель"));
        let stale = merge(phone, typed("иванов", "иванов стройдом"));
        assert_eq!(stale.line, "иванов кабель стройдом");
    }

    #[test]
    fn deleting_in_the_line_is_a_change_like_any_other() {
        let draft = merge(Draft::default(), typed("", "иванов петр"));
        assert_eq!(merge(draft, typed("иванов петр", "иванов")).line, "иванов");
    }

    #[test]
    fn a_patch_tells_an_absent_field_from_a_null_one() {
        let absent: Patch = serde_json::from_str("{}").unwrap();
        let taken_back: Patch = serde_json::from_str(r#"{"not_client":null}"#).unwrap();
        assert_eq!(absent.not_client, None);
        assert_eq!(taken_back.not_client, Some(None));
    }

    #[test]
    fn a_word_said_again_is_kept_though_it_stands_in_the_line_already() {
        let kept = Draft { line: "кабель да".into(), ..Draft::default() };
        let once = merge(kept, typed("кабель", "кабель кабель"));
        assert_eq!(once.line, "кабель да кабель");
        assert_eq!(merge(once.clone(), typed("кабель", "кабель кабель")), once);
    }

    #[test]
    fn a_word_typed_letter_by_letter_beside_another_page_stays_one_word() {
        let mut draft = Draft { line: "иванов кабель".into(), ..Draft::default() };
        for (base, line) in [("иванов", "иванов с"), ("иванов с", "иванов ск"), ("иванов ск", "иванов скл")]
        {
            draft = merge(draft, typed(base, line));
        }
        assert_eq!(draft.line, "иванов кабель скл");
    }

    proptest! {
        #[test]
        fn the_same_save_twice_changes_nothing_more_where_words_repeat(kept in "[аб ]{0,7}", base in "[аб ]{0,7}", line in "[аб ]{0,7}") {
            let draft = Draft { line: kept, ..Draft::default() };
            let once = merge(draft, typed(&base, &line));
            prop_assert_eq!(merge(once.clone(), typed(&base, &line)), once);
        }

        #[test]
        fn a_word_added_beside_another_page_is_never_lost(base in "[аб]{1,2}", theirs in "[вг]{1,2}", ours in "[аб]{1,2}") {
            let draft = Draft { line: format!("{base} {theirs}"), ..Draft::default() };
            let merged = merge(draft, typed(&base, &format!("{base} {ours}")));
            prop_assert_eq!(merged.line, format!("{base} {theirs} {ours}"));
        }

        #[test]
        fn the_same_save_twice_changes_nothing_more(kept in "[а-я ]{0,12}", base in "[а-я ]{0,12}", line in "[а-я ]{0,12}") {
            let draft = Draft { line: kept, ..Draft::default() };
            let once = merge(draft, typed(&base, &line));
            prop_assert_eq!(merge(once.clone(), typed(&base, &line)), once);
        }

        #[test]
        fn every_word_of_a_fresh_save_is_kept(base in "[а-я ]{0,12}", line in "[а-я]{1,6}( [а-я]{1,6}){0,3}") {
            let draft = Draft { line: base.clone(), ..Draft::default() };
            let merged = merge(draft, typed(&base, &line));
            for word in line.split(' ') {
                prop_assert!(merged.line.contains(word));
            }
        }
    }
}
