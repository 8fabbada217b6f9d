//! The words of the desk for codes of the views: reasons, actions, moments, kinds of "not a client".

use app::desk::view::{NotReady, StepView, TypeReason};
use app::model::call::Call;
use domain::call::{CallState, Direction};
use domain::playbook::Moment;
use domain::sheet::NotClient;

use crate::layout::Frame;
use crate::locale::Lang;
use crate::{format, t};

/// What a promise is about, by the action's code.
pub(crate) fn action(lang: Lang, code: &str) -> String {
    match code {
        "call_back" => t!(lang, "desk-action-call-back"),
        "send_offer" => t!(lang, "desk-action-send-offer"),
        "send_invoice" => t!(lang, "desk-action-send-invoice"),
        "send_documents" => t!(lang, "desk-action-send-documents"),
        "meet" => t!(lang, "desk-action-meet"),
        "ship" => t!(lang, "desk-action-ship"),
        _ => t!(lang, "desk-action-other"),
    }
}

/// By when: a time, or only the day.
pub(crate) fn due(frame: &Frame, at: domain::time::Time, all_day: bool) -> String {
    let words = format::moment(frame.lang, &frame.tz, frame.now, at);
    if !all_day {
        return words;
    }
    let (today, that) = (format::local_date(&frame.tz, frame.now), format::local_date(&frame.tz, at));
    if today == that {
        return t!(frame.lang, "desk-due-today");
    }
    if today.tomorrow().is_ok_and(|day| day == that) {
        return t!(frame.lang, "desk-due-tomorrow");
    }
    format::day(frame.lang, that)
}

/// A next step in one phrase: `call back 14:12`.
pub(crate) fn step(frame: &Frame, step: &StepView) -> String {
    let what = action(frame.lang, &step.action);
    match step.due {
        Some(at) => format!("{what}, {}", due(frame, at, step.all_day)),
        None => what,
    }
}

/// Where the talk is.
pub(crate) fn moment(lang: Lang, moment: Moment) -> String {
    match moment {
        Moment::Greeting => t!(lang, "desk-moment-greeting"),
        Moment::Listening => t!(lang, "desk-moment-listening"),
        Moment::Answered => t!(lang, "desk-moment-answered"),
        Moment::Promising => t!(lang, "desk-moment-promising"),
        Moment::Closing => t!(lang, "desk-moment-closing"),
    }
}

/// Why a call is not a client's.
pub(crate) fn not_client(lang: Lang, kind: NotClient) -> String {
    match kind {
        NotClient::Supplier => t!(lang, "desk-not-supplier"),
        NotClient::Courier => t!(lang, "desk-not-courier"),
        NotClient::WrongNumber => t!(lang, "desk-not-wrong-number"),
        NotClient::Spam => t!(lang, "desk-not-spam"),
        NotClient::Private => t!(lang, "desk-not-private"),
        NotClient::Colleague => t!(lang, "desk-not-colleague"),
    }
}

/// Why a work type stands where it stands; `None` where there is nothing to say.
pub(crate) fn reason(lang: Lang, reason: &TypeReason) -> Option<String> {
    Some(match reason {
        TypeReason::Chosen => t!(lang, "desk-why-chosen"),
        TypeReason::Words { words } => t!(lang, "desk-why-words", words = words.join(", ")),
        TypeReason::NewWithInterest => t!(lang, "desk-why-new"),
        TypeReason::KnownClient => t!(lang, "desk-why-known"),
        TypeReason::Step { action: code } => t!(lang, "desk-why-step", step = action(lang, code)),
        TypeReason::NotClient => t!(lang, "desk-why-not-client"),
        TypeReason::Unanswered => t!(lang, "desk-why-unanswered"),
        TypeReason::Catalogue => return None,
    })
}

/// Why a sheet cannot be recorded yet, and what to do.
pub(crate) fn not_ready(lang: Lang, why: NotReady) -> String {
    match why {
        NotReady::CallGoesOn => t!(lang, "desk-wait-call"),
        NotReady::NoType => t!(lang, "desk-wait-type"),
        NotReady::WhichClient => t!(lang, "desk-wait-client"),
    }
}

/// The number of a call for reading, or that it is hidden.
pub(crate) fn number(lang: Lang, call: &Call) -> String {
    call.number.as_deref().map_or_else(|| t!(lang, "desk-number-hidden"), format::phone)
}

/// How a call stands, with its way.
pub(crate) fn state(lang: Lang, call: &Call) -> String {
    match (call.state, call.direction) {
        (CallState::Ringing, Direction::In) => t!(lang, "desk-call-ringing"),
        (CallState::Ringing, Direction::Out) => t!(lang, "desk-call-dialling"),
        (CallState::Talking, Direction::In) => t!(lang, "desk-call-incoming"),
        (CallState::Talking, Direction::Out) => t!(lang, "desk-call-outgoing"),
        (CallState::Ended, _) => t!(lang, "desk-call-ended"),
        (CallState::Missed, Direction::In) => t!(lang, "desk-call-missed"),
        (CallState::Missed, Direction::Out) => t!(lang, "desk-call-unanswered"),
    }
}
