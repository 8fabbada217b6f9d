//! The pacing of an incoming call (docs/method.md, The conversation guide), seen from outside: whatever happens in a talk,
//! no sequence of events makes the guide offer what the method forbids. Nothing here knows how the guide works inside.

use std::collections::BTreeSet;

use crate::talk::{GREETINGS, Shown, Talk, WHY, asked_so_far, calls_promised_in_spite_of_a_refusal, plain_setup, talks, told};
use domain::call::Direction;
use domain::guide::{Event, Setup, Suggestion};
use domain::playbook::PhraseKind;
use proptest::prelude::*;

/// Walks a talk: `see` is told what has happened up to a point and what is offered then.
fn every_point(talk: &Talk, mut see: impl FnMut(&[Shown], &Shown) -> Result<(), TestCaseError>) -> Result<(), TestCaseError> {
    for at in 0..talk.shown.len() {
        see(&talk.shown[..=at], &talk.shown[at])?;
    }
    Ok(())
}

fn questions(shown: &Shown) -> impl Iterator<Item = &Suggestion> {
    shown.suggestions.iter().filter(|one| !one.asks.is_empty())
}

/// Questions that count: all but those of a promise.
fn counted(shown: &Shown) -> impl Iterator<Item = &Suggestion> {
    questions(shown).filter(|one| one.kind != PhraseKind::Promise)
}

fn told_why(one: &Shown) -> bool {
    match &one.event {
        Some(Event::CallerSaid { text }) => !GREETINGS.contains(&text.as_str()),
        Some(Event::FactKnown { fact, .. }) => fact == "interest",
        _ => false,
    }
}

fn told_why_for_sure(one: &Shown) -> bool {
    told_why(one) && !matches!(&one.event, Some(Event::CallerSaid { text }) if !WHY.contains(&text.as_str()))
}

fn is_answer(one: &Shown) -> bool {
    matches!(one.event, Some(Event::Answered { .. })) || one.said.as_ref().is_some_and(|said| said.kind == PhraseKind::Answer)
}

fn is_plain_answer(one: &Shown) -> bool {
    matches!(one.event, Some(Event::Answered { .. }))
}

fn is_caller(one: &Shown) -> bool {
    matches!(one.event, Some(Event::CallerSaid { .. }))
}

fn is_counted_question(one: &Shown) -> bool {
    // The phone asked in own words while promising goes with the promise.
    matches!(&one.event, Some(Event::AskedFact { fact }) if !(fact == "phone" && one.moment == "promising"))
        || one.said.as_ref().is_some_and(|said| !said.asks.is_empty() && said.kind != PhraseKind::Promise)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn at_most_three_things_are_offered_each_with_words_and_a_reason(talk in talks(Direction::In)) {
        every_point(&talk, |_, now| {
            prop_assert!(now.suggestions.len() <= 3);
            for one in &now.suggestions {
                prop_assert!(!one.text.trim().is_empty() && !one.why.trim().is_empty() && !one.id.is_empty());
                prop_assert!(!one.text.contains(['{', '}']), "{}", one.text);
                prop_assert!(!one.why.contains(['{', '}']), "{}", one.why);
            }
            let ids: BTreeSet<&str> = now.suggestions.iter().map(|one| one.id.as_str()).collect();
            prop_assert_eq!(ids.len(), now.suggestions.len());
            Ok(())
        })?;
    }

    #[test]
    fn there_is_always_something_to_say_unless_it_is_not_a_client(talk in talks(Direction::In)) {
        let mut client = true;
        every_point(&talk, |_, now| {
            match now.event {
                Some(Event::NotClient { .. }) => client = false,
                Some(Event::Client) => client = true,
                _ => {}
            }
            prop_assert_eq!(now.suggestions.is_empty(), !client, "{:?}", now);
            Ok(())
        })?;
    }

    #[test]
    fn nothing_is_asked_before_the_caller_has_said_why_but_the_name_in_the_greeting(talk in talks(Direction::In)) {
        every_point(&talk, |past, now| {
            if past.iter().any(told_why) {
                return Ok(());
            }
            for question in questions(now) {
                prop_assert_eq!(&question.asks, &["name"]);
                prop_assert_eq!(&now.moment, "greeting");
            }
            Ok(())
        })?;
    }

    #[test]
    fn while_a_question_of_the_caller_is_unanswered_nothing_is_asked(talk in talks(Direction::In)) {
        every_point(&talk, |past, now| {
            let asked = past.iter().rposition(is_caller);
            let answered = past.iter().rposition(is_answer);
            if asked.is_some() && asked > answered {
                prop_assert_eq!(counted(now).next(), None);
            }
            if now.moment == "listening" {
                prop_assert_eq!(questions(now).next(), None);
            }
            Ok(())
        })?;
    }

    #[test]
    fn between_two_answers_there_is_at_most_one_question(talk in talks(Direction::In)) {
        let (mut waiting, mut asked) = (false, 0);
        every_point(&talk, |_, now| {
            // Strictly: help without an open question buys no further question, nor does a clarification.
            let answers_open = waiting && now.moment == "answered" && is_answer(now);
            if is_plain_answer(now) || answers_open {
                (waiting, asked) = (false, 0);
            }
            waiting |= is_caller(now) || matches!(&now.event, Some(Event::FactKnown { fact, .. }) if fact == "interest");
            asked += u32::from(is_counted_question(now));
            if asked > 0 {
                prop_assert_eq!(counted(now).next(), None, "{} questions since the last answer", asked);
            }
            Ok(())
        })?;
    }

    #[test]
    fn names_are_exchanged_in_the_greeting_after_the_first_answer_while_promising_or_closing(talk in talks(Direction::In)) {
        every_point(&talk, |past, now| {
            let answers = past.iter().filter(|one| is_plain_answer(one)).count();
            for question in questions(now).filter(|one| one.asks.iter().any(|fact| fact == "name")) {
                prop_assert_eq!(&question.asks, &["name"]);
                prop_assert!(matches!(now.moment.as_str(), "greeting" | "promising" | "closing") || (now.moment == "answered" && answers <= 1));
            }
            Ok(())
        })?;
    }

    #[test]
    fn we_give_given_name_and_surname_before_we_ask_theirs(talk in talks(Direction::In)) {
        every_point(&talk, |_, now| {
            for question in questions(now).filter(|one| one.asks.iter().any(|fact| fact == "name")) {
                prop_assert!(question.text.contains("Анна Петрова"), "{}", question.text);
            }
            Ok(())
        })?;
    }

    #[test]
    fn in_the_closing_there_are_at_most_two_questions_in_the_whole_call(talk in talks(Direction::In)) {
        every_point(&talk, |past, now| {
            let in_closing = past.windows(2).filter(|pair| pair[0].moment == "closing" && is_counted_question(&pair[1])).count();
            if now.moment == "closing" && in_closing >= 2 {
                prop_assert_eq!(questions(now).next(), None);
            }
            Ok(())
        })?;
    }

    #[test]
    fn what_is_known_refused_or_asked_twice_is_not_asked(talk in talks(Direction::In)) {
        let mut refused = talk.setup.refused.clone();
        every_point(&talk, |past, now| {
            if let Some(Event::FactRefused { fact }) = &now.event {
                refused.insert(fact.clone());
            }
            let asked = asked_so_far(past);
            for fact in questions(now).flat_map(|one| &one.asks) {
                prop_assert!(!now.known.contains(fact), "{fact} is known");
                prop_assert!(!refused.contains(fact), "{fact} was refused");
                prop_assert!(asked.get(fact).is_none_or(|times| *times < 2), "{fact} was asked twice");
            }
            Ok(())
        })?;
    }

    #[test]
    fn facts_of_earlier_calls_stay_known_and_a_fact_told_is_known_at_once(talk in talks(Direction::In)) {
        let mut known: BTreeSet<String> = talk.setup.known.keys().filter(|fact| *fact != "name").cloned().collect();
        every_point(&talk, |_, now| {
            match &now.event {
                Some(Event::FactKnown { fact, .. }) => {
                    known.insert(fact.clone());
                }
                Some(Event::FactForgotten { fact }) => {
                    known.remove(fact);
                }
                _ => {}
            }
            prop_assert!(now.known.is_superset(&known));
            Ok(())
        })?;
    }

    #[test]
    fn a_promise_asks_the_phone_only_or_the_email_where_the_phone_was_refused(talk in talks(Direction::In)) {
        let mut refused = talk.setup.refused.contains("phone");
        every_point(&talk, |past, now| {
            refused |= matches!(&now.event, Some(Event::FactRefused { fact }) if fact == "phone");
            let twice = asked_so_far(past).get("phone").is_some_and(|times| *times >= 2);
            for promise in questions(now).filter(|one| one.kind == PhraseKind::Promise) {
                prop_assert_eq!(&now.moment, "promising");
                prop_assert!(promise.asks == ["phone"] || (promise.asks == ["email"] && (refused || twice)), "{:?}", promise);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_promise_is_the_moment_for_the_phone_and_where_it_was_refused_for_another_way(talk in talks(Direction::In)) {
        every_point(&talk, |past, now| {
            // What has just been said need not be offered again at once.
            let silent = now.suggestions.is_empty() || now.known.contains("phone") || now.said.is_some();
            if now.moment != "promising" || silent || !past.iter().any(told_why_for_sure) {
                return Ok(());
            }
            let refused = talk.setup.refused.contains("phone")
                || past.iter().any(|one| matches!(&one.event, Some(Event::FactRefused { fact }) if fact == "phone"))
                || asked_so_far(past).get("phone").is_some_and(|times| *times >= 2);
            let promises: Vec<&Suggestion> = now.suggestions.iter().filter(|one| one.kind == PhraseKind::Promise).collect();
            if refused {
                prop_assert!(promises.iter().any(|one| one.asks == ["email"] || one.asks.is_empty()), "{:?}", now);
            } else {
                prop_assert!(promises.iter().any(|one| one.asks == ["phone"]), "{:?}", now);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_number_shown_by_the_exchange_is_confirmed_not_asked(talk in talks(Direction::In)) {
        every_point(&talk, |_, now| {
            for question in questions(now).filter(|one| one.asks.iter().any(|fact| fact == "phone")) {
                let phrase = talk.playbook.variant(&question.id).unwrap().0;
                let confirms = phrase.when.iter().any(|condition| condition.to_string() == "number_shown");
                prop_assert_eq!(confirms, talk.setup.number.is_some(), "{}", question.text);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_question_about_use_follows_yes_we_have_it(talk in talks(Direction::In)) {
        every_point(&talk, |past, now| {
            for fact in questions(now).flat_map(|one| &one.asks) {
                if fact == "purpose" || fact == "ordered_before" {
                    prop_assert_eq!(&now.moment, "answered");
                    prop_assert!(past.iter().any(is_answer));
                    let last = past.iter().rev().find(|one| is_plain_answer(one));
                    let no = last.is_some_and(|one| matches!(one.event, Some(Event::Answered { have: Some(false), .. })));
                    let said_after = past.iter().rposition(|one| one.said.as_ref().is_some_and(|said| said.kind == PhraseKind::Answer)) > past.iter().rposition(is_plain_answer);
                    prop_assert!(!no || said_after);
                }
                if fact == "ordered_before" {
                    prop_assert!(now.known.contains("purpose") || asked_so_far(past).contains_key("purpose"));
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_caller_in_a_hurry_is_asked_the_phone_only_and_only_with_a_promise(talk in talks(Direction::In)) {
        let mut hurry = false;
        every_point(&talk, |_, now| {
            match &now.event {
                Some(Event::Hurry) => hurry = true,
                Some(Event::CallerSaid { text }) if text == "Я тороплюсь" => hurry = true,
                Some(Event::Calm) => hurry = false,
                _ => {}
            }
            if hurry {
                for question in questions(now) {
                    prop_assert_eq!(&question.asks, &["phone"]);
                    prop_assert_eq!(question.kind, PhraseKind::Promise);
                    prop_assert_eq!(&now.moment, "promising");
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_person_recognised_by_number_is_not_named_until_confirmed(talk in talks(Direction::In)) {
        every_point(&talk, |past, now| {
            let certain = past.iter().any(|one| match &one.event {
                Some(Event::PersonConfirmed) => true,
                Some(Event::FactKnown { fact, .. }) => fact == "name",
                _ => false,
            });
            if !certain {
                for one in &now.suggestions {
                    prop_assert!(!one.text.contains("Сидоров"), "{}", one.text);
                    prop_assert!(!one.text.contains("раньше,"), "{}", one.text);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn whoever_refused_the_phone_is_promised_no_call(talk in talks(Direction::In)) {
        prop_assert_eq!(calls_promised_in_spite_of_a_refusal(&talk), Vec::<String>::new());
    }

    #[test]
    fn what_they_could_become_is_never_asked(talk in talks(Direction::In)) {
        every_point(&talk, |_, now| {
            prop_assert!(questions(now).all(|one| !one.asks.contains(&"potential".to_owned())));
            Ok(())
        })?;
    }

    #[test]
    fn any_further_words_of_the_caller_return_to_listening(talk in talks(Direction::In)) {
        every_point(&talk, |_, now| {
            if is_caller(now) {
                prop_assert_eq!(&now.moment, "listening");
            }
            match now.event {
                Some(Event::Answered { .. }) => prop_assert_eq!(&now.moment, "answered"),
                Some(Event::Promised { .. }) => prop_assert_eq!(&now.moment, "promising"),
                Some(Event::Closing) => prop_assert_eq!(&now.moment, "closing"),
                _ => {}
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_fact_that_comes_where_it_was_offered_counts_as_asked_though_nobody_marked_it(talk in talks(Direction::In)) {
        every_point(&talk, |past, now| {
            let Some(Event::FactKnown { fact, .. } | Event::FactRefused { fact }) = &now.event else { return Ok(()) };
            let before = &past[past.len() - 2];
            if counted(before).any(|one| one.asks.contains(fact)) {
                prop_assert_eq!(counted(now).next(), None);
            }
            Ok(())
        })?;
    }
}

#[test]
fn a_caller_who_introduced_himself_is_not_asked_and_we_give_our_name() {
    let talk = told(plain_setup(), &["caller Здравствуйте, меня зовут Иван Петров, есть кабель?", "answer"]);
    let last = talk.shown.last().unwrap();
    assert!(last.known.contains("name"));
    assert!(last.suggestions.iter().all(|one| !one.asks.contains(&"name".to_owned())));
    assert!(last.suggestions.iter().any(|one| one.text.contains("Анна Петрова")), "{:?}", last.suggestions);
}

#[test]
fn a_company_whose_name_tells_its_trade_is_asked_with_the_guess() {
    let talk = told(
        plain_setup(),
        &["caller Есть кабель?", "fact company=Стройдом", "fact purpose=на объект", "fact name=Иван", "answer"],
    );
    let asked = talk.shown.last().unwrap().suggestions.iter().find(|one| one.asks == ["activity"]).unwrap();
    assert_eq!(asked.text, "Вы, судя по названию, занимаетесь строительством?");
}

#[test]
fn where_the_phone_was_refused_the_promise_offers_email_or_that_they_call() {
    let talk = told(plain_setup(), &["caller Сколько будет 300 м?", "promise 12m", "say 1", "refuse phone"]);
    let last = talk.shown.last().unwrap();
    assert_eq!(last.suggestions[0].asks, ["email"]);
    assert!(last.suggestions[1].asks.is_empty() && last.suggestions[1].kind == PhraseKind::Promise);
    let hurried = told(plain_setup(), &["hurry", "caller Сколько?", "promise 12m", "refuse phone"]);
    assert!(hurried.shown.last().unwrap().suggestions.iter().all(|one| one.asks.is_empty()));
}

#[test]
fn a_typed_interest_means_that_the_caller_has_said_why() {
    let talk = told(plain_setup(), &["fact interest=кабель ВВГ 300 м"]);
    assert_eq!(talk.shown.last().unwrap().moment, "listening");
}

#[test]
fn a_person_confirmed_may_be_greeted_by_name() {
    let setup = Setup { person: Some("Пётр Сидоров".into()), ..plain_setup() };
    let talk = told(setup, &["confirmed"]);
    assert!(talk.shown.last().unwrap().suggestions[0].text.contains("Пётр Сидоров"));
}

#[test]
fn not_a_client_is_one_key_and_can_be_taken_back() {
    let talk = told(plain_setup(), &["not_client courier", "caller Вам посылка", "client"]);
    assert!(talk.shown[1].suggestions.is_empty() && talk.shown[2].suggestions.is_empty());
    assert!(!talk.shown[3].suggestions.is_empty());
}
