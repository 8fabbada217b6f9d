//! Names of values for people: roles, standings, evidence, problems of fields.

use app::model::call::Evidence;
use app::model::client::{ClientKind, Standing};
use domain::call::{CallState, Direction};
use domain::legal_form::with_name;
use domain::names::given_first;
use domain::rights::{Role, Roles};

use crate::layout::Theme;
use crate::locale::Lang;
use crate::t;

/// The name of a role.
pub fn role(lang: Lang, role: Role) -> String {
    match role {
        Role::Employee => t!(lang, "role-employee"),
        Role::Operator => t!(lang, "role-operator"),
        Role::Supervisor => t!(lang, "role-supervisor"),
        Role::Director => t!(lang, "role-director"),
        Role::Administrator => t!(lang, "role-administrator"),
    }
}

/// What a role may do, in one line.
pub fn role_help(lang: Lang, role: Role) -> String {
    match role {
        Role::Employee => t!(lang, "role-employee-help"),
        Role::Operator => t!(lang, "role-operator-help"),
        Role::Supervisor => t!(lang, "role-supervisor-help"),
        Role::Director => t!(lang, "role-director-help"),
        Role::Administrator => t!(lang, "role-administrator-help"),
    }
}

/// The roles of a person, joined.
pub fn roles(lang: Lang, roles: &Roles) -> String {
    roles.iter().map(|one| role(lang, one)).collect::<Vec<_>>().join(", ")
}

/// The name of a theme.
pub fn theme(lang: Lang, theme: Theme) -> String {
    match theme {
        Theme::System => t!(lang, "theme-system"),
        Theme::Light => t!(lang, "theme-light"),
        Theme::Dark => t!(lang, "theme-dark"),
    }
}

/// A language by its own name, so that it is found by those who read it.
pub fn language(of: Lang) -> String {
    t!(of, "language-name")
}

/// Where a client stands.
pub fn standing(lang: Lang, standing: Standing) -> String {
    match standing {
        Standing::Potential => t!(lang, "standing-potential"),
        Standing::Active => t!(lang, "standing-active"),
        Standing::Lost => t!(lang, "standing-lost"),
    }
}

/// Company or private person.
pub fn client_kind(lang: Lang, kind: ClientKind) -> String {
    match kind {
        ClientKind::Company => t!(lang, "client-company"),
        ClientKind::Private => t!(lang, "client-private"),
    }
}

/// A client as it is called: legal form and name, or that the name is not known yet.
pub fn client(lang: Lang, form: Option<&str>, name: &str) -> String {
    match (form, name) {
        (_, "") => t!(lang, "client-nameless"),
        (Some(form), name) => with_name(form, name),
        (None, name) => person(lang, name),
    }
}

/// A person's full name, kept surname first: as it is in Russian, given name first in English.
pub fn person(lang: Lang, full: &str) -> String {
    if lang == Lang::Ru { full.to_owned() } else { given_first(full) }
}

/// Which way a call went.
pub fn direction(lang: Lang, direction: Direction) -> String {
    match direction {
        Direction::In => t!(lang, "direction-in"),
        Direction::Out => t!(lang, "direction-out"),
    }
}

/// How a call stands; nobody is "missed" by a call of ours.
pub fn call_state(lang: Lang, direction: Direction, state: CallState) -> String {
    match state {
        CallState::Missed if direction == Direction::Out => t!(lang, "call-unanswered"),
        CallState::Ringing => t!(lang, "call-ringing"),
        CallState::Talking => t!(lang, "call-talking"),
        CallState::Ended => t!(lang, "call-ended"),
        CallState::Missed => t!(lang, "call-missed"),
    }
}

/// What proves a call.
pub fn evidence(lang: Lang, evidence: Evidence) -> String {
    match evidence {
        Evidence::Exchange => t!(lang, "evidence-exchange"),
        Evidence::Operator => t!(lang, "evidence-operator"),
        Evidence::Word => t!(lang, "evidence-word"),
        Evidence::Letter => t!(lang, "evidence-letter"),
    }
}

/// What was promised, by the code of the capture line; the code itself where it is none of ours.
pub fn next_step(lang: Lang, action: &str) -> String {
    match action {
        "call_back" => t!(lang, "step-call-back"),
        "send_offer" => t!(lang, "step-send-offer"),
        "send_invoice" => t!(lang, "step-send-invoice"),
        "send_documents" => t!(lang, "step-send-documents"),
        "meet" => t!(lang, "step-meet"),
        "ship" => t!(lang, "step-ship"),
        _ => t!(lang, "step-other"),
    }
}

/// What is wrong with a field, by the code of a use case.
pub fn problem(lang: Lang, code: &str) -> String {
    match code {
        "empty" => t!(lang, "problem-empty"),
        "too-long" => t!(lang, "problem-too-long"),
        "too-short" => t!(lang, "problem-too-short"),
        "not-accepted" => t!(lang, "problem-not-accepted"),
        "spaces" => t!(lang, "problem-spaces"),
        "in-use" => t!(lang, "problem-in-use"),
        "not-an-extension" => t!(lang, "problem-not-an-extension"),
        "not-a-number" => t!(lang, "problem-not-a-number"),
        "not-a-length" => t!(lang, "problem-not-a-length"),
        "in-the-future" => t!(lang, "problem-in-the-future"),
        "self" => t!(lang, "problem-self"),
        "unknown" => t!(lang, "problem-unknown"),
        "before-start" => t!(lang, "problem-before-start"),
        "wrong" => t!(lang, "problem-wrong"),
        "differs" => t!(lang, "problem-differs"),
        "already-set-up" => t!(lang, "problem-already-set-up"),
        "last-director" => t!(lang, "problem-last-director"),
        "not-an-inn" => t!(lang, "problem-not-an-inn"),
        "same-client" => t!(lang, "problem-same-client"),
        "already-undone" => t!(lang, "problem-already-undone"),
        "merged-again" => t!(lang, "problem-merged-again"),
        "recorded" => t!(lang, "problem-recorded"),
        "already-recorded" => t!(lang, "problem-already-recorded"),
        "not-recorded" | "not-reopened" => t!(lang, "problem-not-recorded"),
        "call-goes-on" => t!(lang, "desk-wait-call"),
        "which-client" => t!(lang, "desk-wait-client"),
        "no-playbook" => t!(lang, "problem-no-playbook"),
        "frozen" => t!(lang, "problem-frozen"),
        "not-a-time" => t!(lang, "problem-not-a-time"),
        "in-the-past" => t!(lang, "problem-in-the-past"),
        "no-type" => t!(lang, "problem-no-type"),
        "unknown-type" | "two-types" | "not-a-machine" => t!(lang, "problem-unknown-type"),
        "note-missing" => t!(lang, "problem-note-missing"),
        "note-too-long" => t!(lang, "problem-too-long"),
        "not-an-address" => t!(lang, "problem-not-an-address"),
        "too-many" => t!(lang, "problem-too-many"),
        "too-large" => t!(lang, "problem-too-large"),
        "no-mailbox" => t!(lang, "problem-no-mailbox"),
        "no-template" => t!(lang, "problem-no-template"),
        "being-answered" => t!(lang, "problem-being-answered"),
        "letter-left" => t!(lang, "problem-letter-left"),
        "not-waiting" | "not-closed" | "typed" => t!(lang, "problem-letter-changed"),
        "no-call" => t!(lang, "problem-no-call"),
        "not-a-host" => t!(lang, "problem-not-a-host"),
        "not-a-port" => t!(lang, "problem-not-a-port"),
        "only-loopback" => t!(lang, "problem-only-loopback"),
        _ => t!(lang, "problem-other"),
    }
}
