//! What a caller's words tell besides facts: a greeting, thanks, a question, hurry, an introduction.
//!
//! Rules of the two languages, not content. When in doubt the words are a question: then nothing is asked.

use serde::{Deserialize, Serialize};

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

/// Everything heard in one utterance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Heard {
    pub(super) cue: Cue,
    /// The name the caller introduced himself with.
    pub(super) name: Option<String>,
    pub(super) hurry: bool,
    /// Looks like a question or a wish, not like a reply.
    pub(super) question: bool,
    /// It is not convenient to talk now.
    pub(super) inconvenient: bool,
}

const GREETINGS: [&str; 24] = [
    "здравствуйте",
    "здравствуй",
    "добрый",
    "доброе",
    "день",
    "утро",
    "вечер",
    "алло",
    "ало",
    "алё",
    "але",
    "привет",
    "приветствую",
    "да",
    "hello",
    "hi",
    "good",
    "morning",
    "afternoon",
    "evening",
    "day",
    "hey",
    "yes",
    "there",
];
const THANKS: [&str; 15] = [
    "спасибо",
    "благодарю",
    "свидания",
    "доброго",
    "хорошего",
    "хорошо",
    "понятно",
    "ясно",
    "thanks",
    "thank",
    "bye",
    "goodbye",
    "great",
    "понял",
    "поняла",
];
/// Words that go with thanks and goodbyes.
const AROUND_THANKS: [&str; 21] = [
    "до",
    "всего",
    "вам",
    "большое",
    "огромное",
    "за",
    "помощь",
    "информацию",
    "дня",
    "вечера",
    "you",
    "very",
    "much",
    "for",
    "your",
    "help",
    "so",
    "a",
    "lot",
    "все",
    "всё",
];
const HURRY: [&str; 15] = [
    "тороплюсь",
    "спешу",
    "некогда",
    "нет времени",
    "времени нет",
    "времени мало",
    "мало времени",
    "давайте быстрее",
    "не задавайте вопрос",
    "хватит вопросов",
    "in a hurry",
    "in a rush",
    "no time",
    "short of time",
    "stop asking",
];
const INCONVENIENT: [&str; 21] = [
    "неудобно",
    "не удобно",
    "не очень удобно",
    "занят",
    "занята",
    "на совещании",
    "за рулем",
    "перезвоните",
    "позвоните позже",
    "не сейчас",
    "не могу говорить",
    "не могу сейчас",
    "давайте позже",
    "busy",
    "not convenient",
    "inconvenient",
    "call back",
    "call me later",
    "driving",
    "in a meeting",
    "not now",
];
const QUESTIONS: [&str; 40] = [
    "сколько",
    "какой",
    "какая",
    "какое",
    "какие",
    "каков",
    "почем",
    "когда",
    "где",
    "куда",
    "откуда",
    "как",
    "что",
    "кто",
    "зачем",
    "почему",
    "можно",
    "можете",
    "есть ли",
    "нужен",
    "нужна",
    "нужно",
    "нужны",
    "хочу",
    "интересует",
    "подскажите",
    "how",
    "what",
    "when",
    "where",
    "which",
    "who",
    "why",
    "can you",
    "could you",
    "do you",
    "is there",
    "are there",
    "i need",
    "i want",
];
/// After these words comes the caller's own name.
const INTRODUCTIONS: [&str; 11] = [
    "меня зовут",
    "мое имя",
    "моё имя",
    "моя фамилия",
    "my name is",
    "my name's",
    "this is",
    "i am",
    "i'm",
    "это",
    "вас беспокоит",
];
/// After these words comes the caller's company, not a wish.
const COMPANY: [&str; 9] = ["из", "от", "компания", "компании", "фирма", "фирмы", "from", "of", "with"];

/// Understands one utterance.
pub(super) fn hear(text: &str) -> Heard {
    let folded = fold(text);
    let has = |phrase: &str| format!(" {folded} ").contains(&format!(" {phrase} "));
    let starts = |phrase: &str| format!(" {folded}").contains(&format!(" {phrase}"));
    let name = introduction(text);
    let asked = text.contains('?');
    Heard {
        cue: cue(text, &folded, name.as_deref(), asked),
        name,
        hurry: HURRY.iter().any(|phrase| starts(phrase)),
        question: asked || QUESTIONS.iter().any(|phrase| has(phrase)),
        inconvenient: INCONVENIENT.iter().any(|phrase| has(phrase)),
    }
}

fn cue(text: &str, folded: &str, name: Option<&str>, asked: bool) -> Cue {
    if asked || folded.is_empty() {
        return Cue::Asked;
    }
    let known = |word: &str, list: &[&str]| list.contains(&word);
    let words: Vec<&str> = folded.split(' ').collect();
    let only_thanks = words.iter().all(|word| known(word, &THANKS) || known(word, &AROUND_THANKS));
    if only_thanks && words.iter().any(|word| known(word, &THANKS)) {
        return Cue::Thanked;
    }
    let own = name.map(fold).unwrap_or_default();
    let company = company_words(text);
    let intro_words = INTRODUCTIONS.join(" ");
    let spoken = |word: &str, list: &str| fold(list).split(' ').any(|one| one == word);
    let only_greeting = words.iter().all(|word| {
        known(word, &GREETINGS)
            || spoken(word, &own)
            || (name.is_some() && (spoken(word, &intro_words) || known(word, &COMPANY) || spoken(word, &company)))
    });
    if only_greeting { Cue::Greeted } else { Cue::Asked }
}

/// The capitalised words after "из", "компания", "from": the caller's company.
fn company_words(text: &str) -> String {
    let mut words = Vec::new();
    let mut inside = false;
    for word in text.split(|letter: char| !letter.is_alphanumeric() && letter != '-') {
        let capital = word.starts_with(char::is_uppercase);
        if COMPANY.contains(&word.to_lowercase().as_str()) {
            inside = true;
        } else if inside && capital {
            words.push(word);
        } else if !word.is_empty() {
            inside = false;
        }
    }
    words.join(" ")
}

/// The name after "меня зовут", "this is" and their like: one to three capitalised words.
fn introduction(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    // Offsets are shared only where lowering kept every length; otherwise the words are simply not an introduction.
    if lower.len() != text.len() {
        return None;
    }
    INTRODUCTIONS.iter().find_map(|start| {
        lower.match_indices(start).find_map(|(at, _)| {
            let before = lower.get(..at)?.chars().next_back();
            if before.is_some_and(char::is_alphanumeric) {
                return None;
            }
            name_at(text.get(at + start.len()..)?, *start == "это" || *start == "this is")
        })
    })
}

/// One to three capitalised words at the beginning; `weak` introductions ("это ...") need more to be sure.
fn name_at(rest: &str, weak: bool) -> Option<String> {
    if !rest.starts_with(|letter: char| letter.is_whitespace() || letter == ',') {
        return None;
    }
    let rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
    let mut words: Vec<&str> = Vec::new();
    let mut after = rest;
    while words.len() < 3 {
        let word = after.split(|letter: char| !letter.is_alphabetic() && letter != '-').next().unwrap_or_default();
        let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
        if !capital {
            break;
        }
        words.push(word);
        after = after.get(word.len()..).unwrap_or_default();
        let Some(next) = after.strip_prefix(' ') else { break };
        after = next;
    }
    let after = after.trim_start();
    let next = after.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let ends = after.is_empty() || after.starts_with([',', '.', '!']) || COMPANY.contains(&next.as_str());
    let sure = !weak || words.len() > 1 || ends;
    (!words.is_empty() && sure).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_who_says_his_name_has_introduced_himself() {
        for (text, name) in [
            ("Здравствуйте, меня зовут Иван Петров, нужен кабель", "Иван Петров"),
            ("Это Иван из Стройдома, есть кабель?", "Иван"),
            ("Добрый день, это Анна Сергеевна", "Анна Сергеевна"),
            ("Hello, my name is John Smith, do you have cable?", "John Smith"),
            ("This is Kate from Acme", "Kate"),
        ] {
            assert_eq!(hear(text).name.as_deref(), Some(name), "{text}");
        }
        for text in ["Это кабель ВВГ?", "Это ВВГ 3х2.5", "Есть кабель?", "Нужно 300 м для Стройдома", "this is urgent"]
        {
            assert_eq!(hear(text).name, None, "{text}");
        }
    }

    #[test]
    fn a_mere_greeting_is_not_yet_the_reason_of_a_call() {
        for text in [
            "Здравствуйте",
            "Добрый день!",
            "Алло",
            "Hello",
            "Добрый день, это Иван Петров из Стройдома",
            "Good morning, this is Kate from Acme",
        ] {
            assert_eq!(hear(text).cue, Cue::Greeted, "{text}");
        }
        for text in ["Добрый день, есть кабель?", "кабель", "Здравствуйте, мне счёт", "..."]
        {
            assert_eq!(hear(text).cue, Cue::Asked, "{text}");
        }
    }

    #[test]
    fn thanks_and_goodbyes_are_no_questions() {
        for text in ["Спасибо!", "Спасибо большое, до свидания", "Thank you very much, goodbye", "Хорошо, спасибо"]
        {
            assert_eq!(hear(text).cue, Cue::Thanked, "{text}");
        }
        assert_eq!(hear("Спасибо, а доставка есть?").cue, Cue::Asked);
        assert_eq!(hear("Спасибо, мне ещё розетки").cue, Cue::Asked);
    }

    #[test]
    fn hurry_and_an_inconvenient_moment_are_heard() {
        assert!(hear("Я тороплюсь, скажите только цену").hurry);
        assert!(hear("I am in a hurry").hurry);
        assert!(!hear("Нужен кабель").hurry);
        assert!(hear("Сейчас неудобно, я за рулём").inconvenient);
        assert!(hear("I'm busy, call me later").inconvenient);
        assert!(!hear("Да, удобно, слушаю").inconvenient);
    }

    #[test]
    fn a_reply_is_told_from_a_question() {
        assert!(!hear("Да, удобно, слушаю Вас").question);
        assert!(!hear("Yes, go ahead").question);
        assert!(hear("А сколько стоит доставка").question);
        assert!(hear("Who is this?").question);
    }
}
