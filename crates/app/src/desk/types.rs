//! The likeliest work type of a call, with the reason: words of the line, signs of the playbook, then the catalogue.

use domain::call::Direction;
use domain::language::Language;
use domain::playbook::{Playbook, Sign, Words, WorkClass, WorkType, fact};
use domain::sheet::{Draft, Matter};

use super::reading::Reading;
use super::view::{TypeReason, TypeView};

/// What speaks for a keyword found in the line: more than the signs of a caller together, for it was said.
const WORD: i32 = 5;
/// The same for one of several words: "где заказ" is no order.
const PHRASE: i32 = 7;
/// What speaks for a sign that holds; one that names the kind of a call that is no client's says more.
const SIGN: i32 = 2;
/// What speaks against a type whose caller is another kind of caller.
const WRONG_CALLER: i32 = -4;
/// What speaks against types of talks with clients where there was none.
const NO_TALK: i32 = -20;

/// What a call looks like, for the signs.
#[derive(Debug, Clone, Copy)]
pub struct Looks<'a> {
    /// Which way it went.
    pub direction: Direction,
    /// Whether the caller is a client we know.
    pub known_client: bool,
    /// Whether nobody talked.
    pub unanswered: bool,
    /// The draft.
    pub draft: &'a Draft,
    /// The draft as read.
    pub reading: &'a Reading,
}

/// Every type for this call, likeliest first; a type chosen on the sheet stands before all.
#[must_use]
pub fn likely_types(playbook: &Playbook, looks: Looks<'_>, language: Language) -> Vec<TypeView> {
    let class = match looks.direction {
        Direction::In => WorkClass::CallIn,
        Direction::Out => WorkClass::CallOut,
    };
    let line = telling(&looks);
    let mut rated: Vec<(i32, &WorkType, TypeReason)> = playbook
        .work_types
        .iter()
        .filter(|work_type| work_type.class == class)
        .map(|work_type| {
            let (score, reason) = rate(work_type, &looks, &line);
            (score, work_type, reason)
        })
        .collect();
    // A stable sort: equal ones keep the order of the catalogue.
    rated.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let chosen: Vec<&str> = looks.draft.matters.iter().filter_map(|matter: &Matter| matter.work_type.as_deref()).collect();
    let mut views: Vec<TypeView> = rated
        .into_iter()
        .map(|(_, work_type, reason)| {
            let reason = if chosen.contains(&work_type.id.as_str()) { TypeReason::Chosen } else { reason };
            view(work_type, reason, language)
        })
        .collect();
    views.sort_by_key(|view| chosen.iter().position(|id| *id == view.id).unwrap_or(usize::MAX));
    views
}

/// One type as the desk shows it.
#[must_use]
pub fn view(work_type: &WorkType, reason: TypeReason, language: Language) -> TypeView {
    TypeView {
        id: work_type.id.clone(),
        title: work_type.title.get(language).to_owned(),
        norm: work_type.norm,
        provisional: work_type.provisional,
        reason,
        portrait: work_type.portrait.description.get(language).to_owned(),
    }
}

fn rate(work_type: &WorkType, looks: &Looks<'_>, line: &Words) -> (i32, TypeReason) {
    let mut score = 0;
    let mut reason = TypeReason::Catalogue;
    let mut fits_no_client = looks.draft.not_client.is_none();
    let mut fits_unanswered = !looks.unanswered || looks.draft.not_client.is_some();
    for sign in &work_type.signs {
        let holds = holds(sign, looks);
        match sign {
            Sign::NotClient | Sign::NotClientOf(_) if holds => fits_no_client = true,
            Sign::Unanswered if holds => fits_unanswered = true,
            _ => {}
        }
        let about_caller = !matches!(sign, Sign::Known(_) | Sign::Step(_));
        score += match (holds, sign) {
            (true, Sign::NotClientOf(_)) => SIGN + 1,
            (true, _) => SIGN,
            (false, _) if about_caller => WRONG_CALLER,
            (false, _) => 0,
        };
        if holds {
            reason = match sign {
                Sign::NewClient => TypeReason::NewWithInterest,
                Sign::KnownClient if reason == TypeReason::Catalogue => TypeReason::KnownClient,
                Sign::Step(action) => TypeReason::Step { action: action.clone() },
                Sign::NotClient | Sign::NotClientOf(_) => TypeReason::NotClient,
                Sign::Unanswered => TypeReason::Unanswered,
                _ => reason,
            };
        }
    }
    if !fits_no_client || !fits_unanswered {
        return (score + NO_TALK, TypeReason::Catalogue);
    }
    let hits = line.hits(work_type.keywords.all());
    if !hits.is_empty() {
        score += hits.iter().take(3).map(|hit| if hit.contains(' ') { PHRASE } else { WORD }).sum::<i32>();
        if matches!(reason, TypeReason::Catalogue | TypeReason::KnownClient) {
            reason = TypeReason::Words { words: hits };
        }
    }
    (score, reason)
}

/// The line without what tells nothing of what the call was: a call back we promise ("перезвонить завтра" is no reply to our
/// call), and names of people and companies.
fn telling(looks: &Looks<'_>) -> Words {
    let is_name = |name: &str| name == fact::NAME || name == fact::COMPANY;
    let names = looks.reading.facts.iter().filter(|one| is_name(&one.name)).filter_map(|one| one.words.as_deref());
    let steps = looks.reading.steps.iter().filter(|step| step.action == "call_back").map(|step| step.words.as_str());
    Words::of(&without(&looks.draft.line, &names.chain(steps).collect::<Vec<_>>()))
}

/// The line with these parts taken out; a nought keeps what stood on both sides apart.
fn without(line: &str, parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).fold(line.to_owned(), |line, part| line.replacen(part, " 0 ", 1))
}

fn holds(sign: &Sign, looks: &Looks<'_>) -> bool {
    match sign {
        Sign::NewClient => !looks.known_client && looks.draft.not_client.is_none(),
        Sign::KnownClient => looks.known_client && looks.draft.not_client.is_none(),
        Sign::NotClient => looks.draft.not_client.is_some(),
        Sign::NotClientOf(kind) => looks.draft.not_client == Some(*kind),
        Sign::Unanswered => looks.unanswered,
        Sign::Known(fact) => looks.reading.value(fact).is_some(),
        Sign::Step(action) => looks.reading.steps.iter().any(|step| step.action == *action),
        // Signs of letters.
        Sign::PassedOn | Sign::PassedOnTouchedUp | Sign::PassedOnRewritten | Sign::Again | Sign::Document | Sign::Colleagues => {
            false
        }
    }
}
