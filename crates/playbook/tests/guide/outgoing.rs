//! The rules of an outgoing call (docs/method.md), seen from outside, for every sequence of events.

use crate::talk::{
    PLAYBOOKS, Shown, Talk, asked_so_far, calls_promised_in_spite_of_a_refusal, line_step, plain_setup, replay, talks, told,
};
use domain::call::Direction;
use domain::guide::{Event, Setup, Suggestion};
use domain::playbook::{Effect, PhraseKind};
use proptest::prelude::*;

fn questions(shown: &Shown) -> impl Iterator<Item = &Suggestion> {
    shown.suggestions.iter().filter(|one| !one.asks.is_empty())
}

fn gives_reason(talk: &Talk, one: &Shown) -> bool {
    matches!(one.event, Some(Event::ReasonGiven)) || one.said.as_ref().is_some_and(|said| gives_reason_by(talk, said))
}

fn gives_reason_by(talk: &Talk, one: &Suggestion) -> bool {
    talk.playbook.variant(&one.id).unwrap().0.effect == Some(Effect::Reason)
}

fn replies(one: &Shown) -> bool {
    matches!(one.event, Some(Event::CallerSaid { .. }))
}

fn asks(one: &Shown) -> bool {
    matches!(one.event, Some(Event::AskedFact { .. })) || one.said.as_ref().is_some_and(|said| !said.asks.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn there_is_always_something_to_say_unless_it_is_not_a_client(talk in talks(Direction::Out)) {
        let mut client = true;
        for now in &talk.shown {
            match now.event {
                Some(Event::NotClient { .. }) => client = false,
                Some(Event::Client) => client = true,
                _ => {}
            }
            prop_assert_eq!(now.suggestions.is_empty(), !client, "{:?}", now);
            prop_assert!(now.suggestions.len() <= 3);
        }
    }

    #[test]
    fn questions_come_after_the_reason_and_a_reply_one_per_reply(talk in talks(Direction::Out)) {
        for at in 0..talk.shown.len() {
            let (past, now) = (&talk.shown[..=at], &talk.shown[at]);
            let reason = past.iter().rposition(|one| gives_reason(&talk, one));
            let reply = past.iter().rposition(replies);
            let asked = past.iter().rposition(asks);
            if reason.is_none() || reply < reason || asked > reply {
                prop_assert_eq!(questions(now).next(), None, "reason {:?} reply {:?} asked {:?}", reason, reply, asked);
            }
        }
    }

    #[test]
    fn the_first_words_give_our_full_name_our_company_and_the_reason(talk in talks(Direction::Out)) {
        let first = &talk.shown[0];
        for one in &first.suggestions {
            prop_assert!(one.text.contains("Анна Петрова"), "{}", one.text);
            prop_assert!(one.text.contains(talk.playbook.company.get(talk.setup.language)), "{}", one.text);
        }
        if talk.setup.reason.is_some() {
            prop_assert!(first.suggestions[0].text.contains("счёт готов"), "{}", first.suggestions[0].text);
        }
    }

    #[test]
    fn the_dialled_number_is_known_and_never_asked(talk in talks(Direction::Out)) {
        prop_assert!(talk.shown[0].known.contains("phone"));
        for now in &talk.shown {
            prop_assert!(questions(now).all(|one| !one.asks.contains(&"phone".to_owned())));
        }
    }

    #[test]
    fn where_it_is_inconvenient_nothing_is_asked_but_a_time_agreed(talk in talks(Direction::Out)) {
        let mut inconvenient = false;
        for now in &talk.shown {
            match &now.event {
                Some(Event::Inconvenient) => inconvenient = true,
                Some(Event::CallerSaid { .. } | Event::ReasonGiven) => inconvenient = false,
                _ => {}
            }
            if inconvenient {
                prop_assert_eq!(questions(now).next(), None);
            }
        }
    }

    #[test]
    fn what_is_known_refused_or_asked_twice_is_not_asked(talk in talks(Direction::Out)) {
        let mut refused = talk.setup.refused.clone();
        for at in 0..talk.shown.len() {
            let now = &talk.shown[at];
            if let Some(Event::FactRefused { fact }) = &now.event {
                refused.insert(fact.clone());
            }
            let asked = asked_so_far(&talk.shown[..=at]);
            for fact in questions(now).flat_map(|one| &one.asks) {
                prop_assert!(!now.known.contains(fact) && !refused.contains(fact));
                prop_assert!(asked.get(fact).is_none_or(|times| *times < 2));
            }
        }
    }

    #[test]
    fn whoever_refused_the_phone_is_promised_no_call(talk in talks(Direction::Out)) {
        prop_assert_eq!(calls_promised_in_spite_of_a_refusal(&talk), Vec::<String>::new());
    }

    #[test]
    fn while_their_question_is_unanswered_nothing_is_asked(talk in talks(Direction::Out)) {
        for now in &talk.shown {
            if now.moment == "listening" {
                prop_assert_eq!(questions(now).next(), None);
            }
        }
    }
}

fn outgoing() -> Setup {
    Setup { direction: Direction::Out, reason: Some("счёт готов".into()), ..plain_setup() }
}

#[test]
fn until_the_reason_is_given_nothing_else_is_said() {
    for playbook in 0..PLAYBOOKS.len() {
        let steps = ["caller Алло", "answer", "caller Кто это?", "answer"].map(|line| line_step(&PLAYBOOKS[playbook], line));
        let talk = replay(&PLAYBOOKS[playbook], outgoing(), &steps, 1);
        for now in talk.shown.iter().filter(|now| playbook > 0 || now.moment != "answered") {
            assert!(now.suggestions.iter().all(|one| gives_reason_by(&talk, one)), "{talk:?}");
        }
    }
}

#[test]
fn after_the_reason_only_is_it_convenient_is_said() {
    let talk = told(outgoing(), &["say 1"]);
    let last = talk.shown.last().unwrap();
    assert!(last.suggestions.iter().all(|one| one.kind == PhraseKind::Greet && one.asks.is_empty()), "{:?}", last.suggestions);
}

#[test]
fn a_reply_allows_one_question_and_no_more() {
    let talk = told(outgoing(), &["say 1", "caller Да, удобно", "say 1", "caller Раз в месяц"]);
    let shown = &talk.shown;
    assert!(questions(&shown[2]).next().is_some());
    assert!(questions(&shown[3]).next().is_none());
    assert!(questions(&shown[4]).next().is_some());
}

#[test]
fn where_it_is_inconvenient_a_time_is_agreed_and_the_call_ends() {
    let talk = told(outgoing(), &["say 1", "caller Сейчас неудобно, я за рулём", "say 1", "closing"]);
    let agree = &talk.shown[2].suggestions[0];
    assert_eq!(agree.kind, PhraseKind::Promise);
    assert_eq!(talk.shown[3].moment, "promising");
    assert!(talk.shown[4].suggestions.iter().all(|one| one.kind == PhraseKind::Close));
}

#[test]
fn where_the_first_reply_puts_the_talk_off_nothing_is_asked() {
    for reply in [
        "Нет",
        "Можете перезвонить через час?",
        "не вовремя",
        "Нет, давайте завтра",
        "Can you call back later?",
        "It's not a good time",
    ] {
        let talk = told(outgoing(), &["say 1", &format!("caller {reply}")]);
        let last = talk.shown.last().unwrap();
        let fits = |one: &Suggestion| one.asks.is_empty() && matches!(one.kind, PhraseKind::Promise | PhraseKind::Close);
        assert!(last.suggestions.iter().all(fits), "{reply}: {:?}", last.suggestions);
    }
    // Later the same words are a reply like any other.
    let talk = told(outgoing(), &["say 1", "caller Да, удобно", "say 1", "caller Нет"]);
    assert_eq!(talk.shown.last().unwrap().moment, "answered");
}

#[test]
fn a_wish_in_a_reply_waits_for_an_answer() {
    for reply in ["Нам нужны светильники", "I'd like a quote for lighting", "Пришлите прайс"] {
        let talk = told(outgoing(), &["say 1", "caller Да, удобно", &format!("caller {reply}")]);
        assert_eq!(talk.shown.last().unwrap().moment, "listening", "{reply}");
    }
}
