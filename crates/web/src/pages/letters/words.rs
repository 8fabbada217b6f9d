//! Words about letters: how one stands, why a type is proposed, why a letter may not leave.

use app::model::letter::{LetterState, StoredLetter};
use app::model::outgoing::{AnswerKind, Outgoing, OutgoingState};
use domain::letter::suggest::{LetterReason, PassedOn};
use domain::letter::{Address, Attachment, AttachmentKind, BounceAction};
use domain::playbook::Countable;

use crate::format;
use crate::layout::Frame;
use crate::locale::Lang;
use crate::t;

/// How a letter stands.
pub(super) fn state(lang: Lang, state: LetterState) -> String {
    match state {
        LetterState::Waiting => t!(lang, "letter-waiting"),
        LetterState::Answered => t!(lang, "letter-answered"),
        LetterState::Called => t!(lang, "letter-called"),
        LetterState::Read => t!(lang, "letter-read"),
        LetterState::Filed => t!(lang, "letter-filed"),
        LetterState::Sent => t!(lang, "letter-sent"),
        LetterState::Untyped => t!(lang, "letter-untyped"),
    }
}

/// How a letter of one's own stands on its way out.
pub(super) fn outgoing(frame: &Frame, one: &Outgoing) -> String {
    let lang = frame.lang;
    let at = one.send_at.or(one.next_try).unwrap_or(one.changed);
    let when = format::moment(lang, &frame.tz, frame.now, at);
    match one.state {
        OutgoingState::Draft => t!(lang, "outgoing-draft"),
        OutgoingState::Held => t!(lang, "outgoing-held"),
        OutgoingState::Queued => t!(lang, "outgoing-queued", when = when),
        OutgoingState::Sending => t!(lang, "outgoing-sending"),
        OutgoingState::Sent => t!(lang, "letter-sent"),
        OutgoingState::Failed => t!(lang, "outgoing-failed"),
        OutgoingState::Discarded => t!(lang, "outgoing-discarded"),
    }
}

/// What a letter in the making is to another.
pub(super) fn kind(lang: Lang, kind: AnswerKind) -> String {
    match kind {
        AnswerKind::New => t!(lang, "compose-new"),
        AnswerKind::Reply => t!(lang, "compose-reply"),
        AnswerKind::ReplyAll => t!(lang, "compose-reply-all"),
        AnswerKind::Forward => t!(lang, "compose-forward"),
        AnswerKind::Again => t!(lang, "compose-again"),
    }
}

/// A subject, or that there is none.
pub(crate) fn subject(lang: Lang, subject: &str) -> String {
    if subject.trim().is_empty() { t!(lang, "letter-no-subject") } else { subject.to_owned() }
}

/// Who stands on the other side of a letter: names where they are known.
pub(super) fn other_side(letter: &StoredLetter) -> String {
    let list = match letter.direction {
        domain::call::Direction::In => &letter.content.from,
        domain::call::Direction::Out => &letter.content.to,
    };
    let names = people(list);
    if names.is_empty() { letter.sender.clone() } else { names }
}

/// The names of addresses, joined.
pub(super) fn people(list: &[Address]) -> String {
    list.iter().map(Address::shown).collect::<Vec<_>>().join(", ")
}

/// Addresses as one types them: `Name <a@b>, c@d`.
pub(super) fn typed(list: &[Address]) -> String {
    let one = |one: &Address| {
        if one.name.is_empty() {
            one.email.clone()
        } else if one.name.contains([',', ';', '<', '"', '(']) {
            format!("\"{}\" <{}>", one.name.replace(['"', '\\'], " "), one.email)
        } else {
            format!("{} <{}>", one.name, one.email)
        }
    };
    list.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A size in kilobytes or megabytes.
#[expect(clippy::cast_precision_loss, reason = "sizes of files are far below the precision of f64")]
pub(super) fn size(lang: Lang, bytes: u64) -> String {
    let kilobytes = bytes as f64 / 1024.0;
    if kilobytes < 1000.0 {
        t!(lang, "size-kb", size = format::decimal(lang, kilobytes.max(1.0), 0))
    } else {
        t!(lang, "size-mb", size = format::decimal(lang, kilobytes / 1024.0, 1))
    }
}

/// What is attached, by its name or by what it is.
pub(super) fn attachment(lang: Lang, one: &Attachment) -> String {
    if one.name.is_empty() { kind_of(lang, one).unwrap_or_else(|| t!(lang, "attachment-nameless")) } else { one.name.clone() }
}

/// What kind of thing is attached, where there is more to say than its name.
pub(super) fn kind_of(lang: Lang, one: &Attachment) -> Option<String> {
    match one.kind {
        AttachmentKind::File => None,
        AttachmentKind::Picture => Some(t!(lang, "attachment-picture")),
        AttachmentKind::Calendar => Some(t!(lang, "attachment-calendar")),
        AttachmentKind::Letter => Some(t!(lang, "attachment-letter")),
        AttachmentKind::Tnef => Some(t!(lang, "attachment-tnef")),
    }
}

/// What the mail system did with a letter.
pub(super) fn bounce(lang: Lang, action: BounceAction) -> String {
    match action {
        BounceAction::Failed => t!(lang, "bounce-failed"),
        BounceAction::Delayed => t!(lang, "bounce-delayed"),
        BounceAction::Delivered => t!(lang, "bounce-delivered"),
        BounceAction::Relayed => t!(lang, "bounce-relayed"),
        BounceAction::Expanded => t!(lang, "bounce-expanded"),
    }
}

/// Why a type is proposed; `None` where there is nothing to say.
pub(super) fn reason(lang: Lang, reason: &LetterReason) -> Option<String> {
    Some(match reason {
        LetterReason::Template => t!(lang, "why-template"),
        LetterReason::Steps { number } => t!(lang, "count-steps", count = *number),
        LetterReason::Positions { number } => t!(lang, "why-positions", count = *number),
        LetterReason::Outside { count, number } => {
            let counted = match count {
                Countable::Steps => t!(lang, "count-steps", count = *number),
                Countable::Positions => t!(lang, "why-positions", count = *number),
                Countable::Minutes => t!(lang, "count-minutes", count = *number),
                Countable::Pages => t!(lang, "count-pages", count = *number),
            };
            t!(lang, "why-outside", counted = counted)
        }
        LetterReason::PassedOn { how: PassedOn::Unchanged } => t!(lang, "why-unchanged"),
        LetterReason::PassedOn { how: PassedOn::TouchedUp } => t!(lang, "why-touched-up"),
        LetterReason::PassedOn { how: PassedOn::Rewritten } => t!(lang, "why-rewritten"),
        LetterReason::Again => t!(lang, "why-again"),
        LetterReason::Document => t!(lang, "why-document"),
        LetterReason::Colleagues => t!(lang, "why-colleagues"),
        LetterReason::Words { words } => t!(lang, "desk-why-words", words = words.join(", ")),
        LetterReason::Catalogue => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_commas_are_quoted_so_that_they_are_read_as_one_address() {
        let list = [Address::new("Иванов, Пётр", "ivanov@stroydom.ru"), Address::new("", "b@c.ru")];
        let text = typed(&list);
        assert_eq!(text, "\"Иванов, Пётр\" <ivanov@stroydom.ru>, b@c.ru");
        let read: Vec<Address> = mail::addresses::list(text.as_bytes()).items.into_iter().map(|one| one.address).collect();
        assert_eq!(read, list);
    }

    #[test]
    fn sizes_are_said_in_the_way_of_the_language() {
        assert_eq!(size(Lang::En, 10), "1\u{a0}KB");
        assert_eq!(size(Lang::Ru, 3 * 1024 * 1024 / 2), "1,5\u{a0}МБ");
    }
}
