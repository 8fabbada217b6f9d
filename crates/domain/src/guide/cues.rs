//! What a caller's words tell besides facts: a greeting, thanks, a question, hurry, an introduction.
//!
//! Rules of the two languages, not content. When in doubt the words are a question: then nothing is asked.

use serde::{Deserialize, Serialize};

use super::hearing::{Word, covered, says, words};
use super::introduction::{companies, introduction};
use crate::text::fold;

/// What the caller's last words were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Cue {
    /// A question, a wish, or anything we cannot tell.
    #[default]
    Asked,
    /// A greeting or an introduction and nothing else.
    Greeted,
    /// Thanks or a goodbye and nothing else.
    Thanked,
}

/// Whether a reply says that it is not convenient now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Inconvenient {
    /// It does not.
    #[default]
    No,
    /// It does, if it is the first reply to the reason of an outgoing call: "нет", "позже".
    First,
    /// It does, whenever it is said.
    Yes,
}

/// Everything heard in one utterance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Heard {
    pub(super) cue: Cue,
    /// Tells why they call: more than a greeting, an introduction, thanks, or a question whether one is heard.
    pub(super) why: bool,
    /// The name the caller introduced himself with.
    pub(super) name: Option<String>,
    pub(super) hurry: bool,
    /// Looks like a question or a wish, not like a reply.
    pub(super) question: bool,
    /// Has a word only questions have: "когда вы перезвоните?" does not put the talk off, "можете перезвонить?" does.
    pub(super) wonders: bool,
    /// It is not convenient to talk now.
    pub(super) inconvenient: Inconvenient,
}

/// Most words of a first reply that only puts the talk off ("может, завтра после обеда?").
const SHORT: usize = 7;

/// What we are called: said by a caller it is neither their name nor the reason of the call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ours<'a> {
    pub(super) employee: &'a str,
    /// The company, in the spellings callers may use.
    pub(super) offices: &'a [&'a str],
}

/// Understands one utterance. `of_caller` are the places, in characters, of names and companies the capture line found in it.
pub(super) fn hear(text: &str, ours: Ours<'_>, of_caller: &[(usize, usize)]) -> Heard {
    let said = words(text);
    let offices = offices(&said, ours.offices);
    let ours: Vec<String> = fold(ours.employee).split(' ').map(str::to_owned).collect();
    let own = introduction(&said, &ours);
    let mut known = vec![false; said.len()];
    let mut take = |these: &[bool]| known.iter_mut().zip(these).for_each(|(one, taken)| *one |= taken);
    take(own.as_ref().map_or(&[], |own| &own.words));
    take(&companies(&said));
    take(&offices);
    take(
        &said
            .iter()
            .map(|word| of_caller.iter().any(|(from, to)| *from <= word.span.0 && word.span.1 <= *to))
            .collect::<Vec<_>>(),
    );
    let is_ours = |word: &Word| ours.contains(&word.folded);
    let only = |lists: &[&str]| {
        let fits = covered(&said, lists);
        said.iter().zip(fits.iter().zip(&known)).all(|(word, (fits, known))| *fits || *known || is_ours(word))
    };
    let asked = text.contains('?');
    let greeted = only(&["greeting"]) || (!asked && only(&["greeting", "empty"]));
    let thanks = covered(&said, &["thanks"]).contains(&true);
    let cue = match () {
        () if said.is_empty() => Cue::Asked,
        () if !asked && thanks && only(&["thanks", "around_thanks"]) => Cue::Thanked,
        () if greeted => Cue::Greeted,
        () => Cue::Asked,
    };
    Heard {
        cue,
        why: cue == Cue::Asked && !said.is_empty() && !only(&["greeting", "empty", "thanks"]),
        name: own.map(|own| own.name),
        hurry: says(&said, "hurry"),
        question: asked || says(&said, "question") || says(&said, "wish"),
        wonders: says(&said, "question"),
        inconvenient: inconvenient(&said),
    }
}

/// Which words name our company, all of it in a row: one word of it may well be what they want.
fn offices(said: &[Word], offices: &[&str]) -> Vec<bool> {
    let mut taken = vec![false; said.len()];
    for office in offices.iter().map(|office| words(office)).filter(|office| !office.is_empty()) {
        for at in 0..said.len() {
            let there =
                said.get(at..at + office.len()).is_some_and(|part| part.iter().zip(&office).all(|(a, b)| a.folded == b.folded));
            if there {
                taken.iter_mut().skip(at).take(office.len()).for_each(|one| *one = true);
            }
        }
    }
    taken
}

fn inconvenient(said: &[Word]) -> Inconvenient {
    if says(said, "inconvenient") {
        Inconvenient::Yes
    } else if said.len() <= SHORT && says(said, "inconvenient_first") {
        Inconvenient::First
    } else {
        Inconvenient::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str) -> Heard {
        hear(text, Ours { employee: "Анна Петрова", offices: &["«Свет и Кабель»"] }, &[])
    }

    #[test]
    fn a_mere_greeting_is_not_yet_the_reason_of_a_call() {
        for text in [
            "Здравствуйте",
            "Добрый день!",
            "Алло",
            "Алло?",
            "Да, алло, здравствуйте",
            "Hello",
            "Hello?",
            "Здравствуйте, Анна!",
            "Добрый день, это Иван Петров из Стройдома",
            "Меня зовут Иван, я из Стройдома",
            "Good morning, this is Kate from Acme",
            "Здравствуйте, подскажите, пожалуйста",
            "Можно вопрос",
            "Hello, I have a question",
        ] {
            assert_eq!((heard(text).cue, heard(text).why), (Cue::Greeted, false), "{text}");
        }
        for text in [
            "Добрый день, есть кабель?",
            "кабель",
            "Здравствуйте, мне счёт",
            "Звоню по поводу заказа",
            "У вас есть розетки?",
            "Можно узнать цену",
            "Calling about an order",
            "Is it possible to get a quote?",
            "Нужно 300 м",
        ] {
            assert_eq!((heard(text).cue, heard(text).why), (Cue::Asked, true), "{text}");
        }
    }

    #[test]
    fn a_question_whether_one_is_heard_waits_for_an_answer_but_tells_no_reason() {
        for text in
            ["Алло, вы меня слышите?", "Это «Свет и Кабель»?", "Can you hear me?", "Можно вопрос?", "Куда я попал?", "..."]
        {
            assert_eq!((heard(text).cue, heard(text).why), (Cue::Asked, false), "{text}");
        }
    }

    #[test]
    fn thanks_and_goodbyes_are_no_questions() {
        for text in
            ["Спасибо!", "Спасибо большое, до свидания", "Thank you very much, goodbye", "Хорошо, спасибо", "That's all, thanks"]
        {
            assert_eq!((heard(text).cue, heard(text).why), (Cue::Thanked, false), "{text}");
        }
        assert_eq!(heard("Спасибо, а доставка есть?").cue, Cue::Asked);
        assert_eq!(heard("Спасибо, мне ещё розетки").cue, Cue::Asked);
    }

    #[test]
    fn hurry_and_annoyance_are_heard() {
        for text in [
            "Я тороплюсь, скажите только цену",
            "Мне некогда, есть кабель?",
            "У меня мало времени",
            "У меня всего минута",
            "Можно побыстрее?",
            "Зачем столько вопросов?",
            "Хватит меня спрашивать",
            "Что вы меня допрашиваете!",
            "Вы издеваетесь?",
            "I am in a hurry",
            "I don’t have time for this",
            "Please be quick",
            "I've only got a minute",
            "Why so many questions?",
            "This is ridiculous",
        ] {
            assert!(heard(text).hurry, "{text}");
        }
        for text in [
            "Нужен кабель",
            "Я не тороплюсь",
            "Не спешу, подожду",
            "I'm not in a hurry",
            "Хватит ли на складе?",
            "Есть ли у вас час?",
        ] {
            assert!(!heard(text).hurry, "{text}");
        }
    }

    #[test]
    fn an_inconvenient_moment_is_heard() {
        for text in [
            "Сейчас неудобно, я за рулём",
            "Я занят",
            "Можете перезвонить через час?",
            "Не могу говорить",
            "не вовремя",
            "Давайте попозже",
            "I'm busy, call me later",
            "Could you call me tomorrow?",
            "It's not a good time",
            "I can't talk right now",
        ] {
            assert_eq!(heard(text).inconvenient, Inconvenient::Yes, "{text}");
        }
        for text in ["Нет", "Нет, извините", "Завтра", "Через час", "No, sorry", "Maybe later", "Not really"]
        {
            assert_eq!(heard(text).inconvenient, Inconvenient::First, "{text}");
        }
        for text in ["Да, удобно, слушаю", "Я не занят", "Yes, go ahead", "Sure"] {
            assert_eq!(heard(text).inconvenient, Inconvenient::No, "{text}");
        }
    }

    #[test]
    fn a_reply_is_told_from_a_question() {
        for text in ["Да, удобно, слушаю Вас", "Yes, go ahead", "Для дачи", "Стройкой занимаемся", "Once a month"]
        {
            assert!(!heard(text).question, "{text}");
        }
        for text in [
            "А сколько стоит доставка",
            "Who is this?",
            "Нам нужны светильники",
            "I'd like a quote for lighting",
            "Пришлите прайс",
        ] {
            assert!(heard(text).question, "{text}");
        }
    }
}
