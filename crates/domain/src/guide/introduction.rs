//! How callers introduce themselves: "меня зовут Иван", "это Пётр из Стройдома", "Kate Moss speaking".

use super::hearing::Word;
use crate::legal_form::{self, legal_form};
use crate::letters::capitalised;
use crate::names::declension::{Case, patronymic, surname_readings};
use crate::names::dictionary::{given, is_surname};

/// An introduction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Introduction {
    /// The name as said, in the nominative.
    pub(super) name: String,
    /// Which words it takes: the name, the words around it, the company after it.
    pub(super) words: Vec<bool>,
}

/// Nothing but a name follows these.
const SURE: [&[&str]; 14] = [
    &["меня", "зовут"],
    &["меня", "звать"],
    &["мое", "имя"],
    &["моя", "фамилия"],
    &["зовите", "меня"],
    &["называйте", "меня"],
    &["обращайтесь", "ко", "мне"],
    &["my", "name", "is"],
    &["my", "name's"],
    &["my", "names"],
    &["the", "name", "is"],
    &["the", "name's"],
    &["call", "me"],
    &["i'm", "called"],
];
/// A name may follow these, or something else.
const LIKELY: [&[&str]; 16] = [
    &["вас", "беспокоит"],
    &["беспокоит"],
    &["с", "вами", "говорит"],
    &["говорит"],
    &["на", "проводе"],
    &["на", "связи"],
    &["на", "линии"],
    &["звонит"],
    &["это"],
    &["я"],
    &["this", "is"],
    &["i", "am"],
    &["i'm"],
    &["im"],
    &["it's"],
    &["it", "is"],
];
/// The name stands before these.
const AFTER: [&[&str]; 17] = [
    &["меня", "зовут"],
    &["меня", "звать"],
    &["мое", "имя"],
    &["моя", "фамилия"],
    &["вас", "беспокоит"],
    &["беспокоит"],
    &["говорит"],
    &["на", "проводе"],
    &["на", "связи"],
    &["на", "линии"],
    &["звонит"],
    &["is", "my", "name"],
    &["is", "the", "name"],
    &["here"],
    &["speaking"],
    &["calling"],
    &["on", "the", "line"],
];
/// After these words comes the caller's company.
const COMPANY: [&str; 13] =
    ["из", "от", "компания", "компании", "фирма", "фирмы", "организация", "организации", "from", "of", "with", "at", "в"];
/// Words that follow "call me", "it is" and their like and are no names, however they are written.
const NO_NAMES: [&str; 22] = [
    "back",
    "later",
    "tomorrow",
    "when",
    "on",
    "in",
    "at",
    "again",
    "please",
    "не",
    "из",
    "по",
    "просто",
    "как",
    "a",
    "the",
    "not",
    "for",
    "just",
    "about",
    "from",
    "so",
];
/// Most words of a name.
const LONGEST: usize = 3;

/// The caller's introduction, if there is one. `ours` are the folded words of the employee's own name.
pub(super) fn introduction(words: &[Word], ours: &[String]) -> Option<Introduction> {
    let found = (0..words.len()).find_map(|at| {
        after_words(words, at, &SURE, true).or_else(|| after_words(words, at, &LIKELY, false)).or_else(|| before_words(words, at))
    });
    let (from, name, to) = found.or_else(|| of_a_company(words)).or_else(|| alone(words))?;
    let said = words.get(name.clone())?;
    // "Это Анна?" asks for us.
    if said.iter().all(|word| ours.contains(&word.folded)) && !sure_before(words, name.start) {
        return None;
    }
    let mut taken = vec![false; words.len()];
    taken.iter_mut().take(company_end(words, to)).skip(from).for_each(|one| *one = true);
    Some(Introduction { name: said.iter().map(spelled).collect::<Vec<_>>().join(" "), words: taken })
}

/// A name after these is somebody else's.
const OF_ANOTHER: [&str; 12] = ["от", "для", "у", "с", "к", "нужен", "можно", "to", "for", "with", "of", "is"];

type Place = (usize, std::ops::Range<usize>, usize);

fn fits(words: &[Word], at: usize, marker: &[&str]) -> bool {
    marker.iter().enumerate().all(|(n, wanted)| words.get(at + n).is_some_and(|word| word.folded == *wanted))
}

fn sure_before(words: &[Word], name: usize) -> bool {
    SURE.iter().any(|marker| name.checked_sub(marker.len()).is_some_and(|at| fits(words, at, marker)))
}

/// A marker at `at`, a name after it.
fn after_words(words: &[Word], at: usize, markers: &[&[&str]], sure: bool) -> Option<Place> {
    let marker = markers.iter().find(|marker| fits(words, at, marker))?;
    let start = at + marker.len();
    let end = name_end(words, start, sure);
    let last = words.get(end.checked_sub(1)?).filter(|_| end > start)?;
    let next = words.get(end);
    let company = last.stop.is_none() && next.is_some_and(|word| company_word(word) || goes_on(word));
    let known = words.get(start..end)?.iter().any(is_name);
    // "Это Иван?" asks who we are; "это кабель" is no name, "это Гульчатай из Альфы" is one.
    let asked = words.get(company_end(words, end).checked_sub(1)?)?.stop == Some('?');
    let joined = next.is_some_and(|word| matches!(word.folded.as_str(), "and" | "и"));
    let clear =
        company || (known && joined) || (known && (end - start > 1 || last.stop.is_some() || next.is_none() || marker.len() > 1));
    (sure || (clear && !asked)).then_some((at, start..end, end))
}

/// A name before a marker at `at`: "Иван меня зовут", "Tom Jones from Acme calling".
fn before_words(words: &[Word], at: usize) -> Option<Place> {
    let marker = AFTER.iter().find(|marker| fits(words, at, marker))?;
    // "Иван говорит, что ..." tells of somebody else, "Is this Kate speaking?" asks.
    let last = words.get(at + marker.len() - 1)?;
    let next = words.get(at + marker.len());
    let ends = next.is_none() || last.stop.is_some() || next.is_some_and(|word| company_word(word) || about(word));
    let tells = next.is_some_and(|word| word.folded == "что");
    if last.stop == Some('?') || tells || (marker.len() == 1 && !ends) {
        return None;
    }
    let mut end = at;
    // The company may stand between: back over it to its "from".
    if let Some(from) = (at.saturating_sub(LONGEST)..at).rev().find(|one| words.get(*one).is_some_and(company_word)) {
        end = from;
    }
    let mut start = end;
    while start > end.saturating_sub(LONGEST)
        && let Some(word) = words.get(start - 1)
        && (is_name(word) || word.capital())
        && (start == end || word.stop.is_none())
    {
        start -= 1;
    }
    let said = words.get(start..end)?;
    let stopped = said.last().is_some_and(|word| word.stop.is_some());
    let known = said.iter().any(is_name);
    (known && !stopped).then_some((start, start..end, at + marker.len()))
}

/// A known name straight before a company: "Tom Jones from Acme", "Иван из Альфы".
fn of_a_company(words: &[Word]) -> Option<Place> {
    let at = (1..words.len()).find(|at| {
        let before = words.get(at - 1).is_some_and(|word| word.stop.is_none() && is_name(word));
        before && words.get(*at).is_some_and(|word| matches!(word.folded.as_str(), "из" | "from")) && words.len() > at + 1
    })?;
    let mut start = at;
    while start > at.saturating_sub(LONGEST)
        && let Some(word) = words.get(start - 1)
        && is_name(word)
        && (start == at || word.stop.is_none())
    {
        start -= 1;
    }
    let nominative = |word: &Word| given(&word.folded).iter().any(|one| one.case == Case::Nominative);
    let another =
        start.checked_sub(1).and_then(|one| words.get(one)).is_some_and(|word| OF_ANOTHER.contains(&word.folded.as_str()));
    (words.get(start..at)?.iter().any(nominative) && !another).then_some((start, start..at, at))
}

/// A name that stands alone between two stops: a full one anywhere, a given name only in the first place and with a full
/// stop or the company after it ("Здравствуйте, Иван" may greet us).
fn alone(words: &[Word]) -> Option<Place> {
    let mut start = 0;
    while start < words.len() {
        let end = words.iter().skip(start).position(|word| word.stop.is_some()).map_or(words.len(), |at| start + at + 1);
        let part = words.get(start..end)?;
        let names = part.len() <= LONGEST && part.iter().all(|word| is_name(word) && word.capital());
        let nominative = |word: &Word| given(&word.folded).iter().any(|one| one.case == Case::Nominative);
        let stop = part.last()?.stop;
        let first = start == 0 && (stop == Some('.') || (stop == Some(',') && company_end(words, end) > end));
        if names && part.iter().any(nominative) && stop != Some('?') && (part.len() > 1 || first) {
            return Some((start, start..end, end));
        }
        start = end;
    }
    None
}

/// Where the name that begins at `start` ends.
fn name_end(words: &[Word], start: usize, sure: bool) -> usize {
    let mut end = start;
    while end < start + LONGEST
        && let Some(word) = words.get(end)
        && !NO_NAMES.contains(&word.folded.as_str())
        && (is_name(word) || word.capital() || (sure && end == start && plain(word)))
    {
        end += 1;
        if word.stop.is_some() {
            break;
        }
    }
    end
}

/// A name of the dictionary, a patronymic, or a capitalised word that is built like a surname.
fn is_name(word: &Word) -> bool {
    let known = given(&word.folded).iter().any(|one| !one.common || word.capital());
    known || is_surname(&word.folded) || patronymic(&word.folded).is_some() || (word.capital() && like_surname(&word.folded))
}

/// Ends as Russian surnames do, and few other words.
fn like_surname(folded: &str) -> bool {
    const ENDS: [&str; 16] =
        ["ов", "ова", "ев", "ева", "ин", "ина", "ын", "ына", "ский", "ская", "цкий", "цкая", "енко", "чук", "дзе", "швили"];
    folded.chars().count() > 4 && ENDS.iter().any(|end| folded.ends_with(end)) && !surname_readings(folded).is_empty()
}

fn plain(word: &Word) -> bool {
    word.raw.chars().count() > 1 && word.raw.chars().all(|letter| letter.is_alphabetic() || letter == '-')
}

fn company_word(word: &Word) -> bool {
    COMPANY.contains(&word.folded.as_str())
}

/// What a call is about begins with these.
fn about(word: &Word) -> bool {
    matches!(word.folded.as_str(), "about" | "regarding" | "for" | "по" | "насчет" | "нужен" | "нужна" | "нужно" | "нужны")
}

/// Words that go on after a name: "Kate here", "Kate calling about", "Иван, звоню".
fn goes_on(word: &Word) -> bool {
    matches!(word.folded.as_str(), "here" | "calling" | "speaking" | "звоню" | "беспокоит")
}

/// Where the company said after the name ends, with "calling" after it; `to` where there is none.
fn company_end(words: &[Word], to: usize) -> usize {
    let mut end = to;
    while let Some(word) = words.get(end)
        && (company_word(word) || legal_form(&word.folded).is_some_and(|(_, place)| place != legal_form::Place::AfterInCapitals))
    {
        end += 1;
    }
    if end > to {
        let first = end;
        while let Some(word) = words.get(end)
            && (end == first || word.capital())
        {
            end += 1;
            if word.stop.is_some() {
                break;
            }
        }
    }
    if words.get(end).is_some_and(goes_on) { end + 1 } else { end }
}

/// Which words name a company anywhere: "я из Стройдома", "компания Альфа".
pub(super) fn companies(words: &[Word]) -> Vec<bool> {
    let mut taken = vec![false; words.len()];
    for at in 0..words.len() {
        let end = company_end(words, at);
        let named = words.get(at + 1..end).is_some_and(|rest| rest.iter().any(|word| word.raw.starts_with(char::is_uppercase)));
        if named {
            taken.iter_mut().take(end).skip(at).for_each(|one| *one = true);
        }
    }
    taken
}

/// The name as written down: with a capital, a given name in the nominative ("зовите меня Олегом").
fn spelled(word: &Word) -> String {
    let readings = given(&word.folded);
    let nominative = readings.iter().any(|one| one.case == Case::Nominative);
    match readings.first().filter(|_| !nominative) {
        Some(one) if !is_surname(&word.folded) => one.nominative.to_owned(),
        _ => capitalised(&word.raw),
    }
}

#[cfg(test)]
mod tests {
    use super::super::hearing::words;
    use super::*;

    fn name(text: &str) -> Option<String> {
        introduction(&words(text), &["анна".to_owned(), "петрова".to_owned()]).map(|one| one.name)
    }

    #[test]
    fn a_caller_who_says_his_name_has_introduced_himself() {
        for (text, expected) in [
            ("Здравствуйте, меня зовут Иван Петров, нужен кабель", "Иван Петров"),
            ("здравствуйте меня зовут иван", "Иван"),
            ("меня зовут иван петров нужен кабель", "Иван Петров"),
            ("Меня зовут Гульчатай, я по поводу щита", "Гульчатай"),
            ("Меня зовут Анна", "Анна"),
            ("Иван меня зовут", "Иван"),
            ("Моя фамилия Кузнецов", "Кузнецов"),
            ("Зовите меня Олегом", "Олег"),
            ("Это Иван из Стройдома, есть кабель?", "Иван"),
            ("это пётр из стройдома", "Пётр"),
            ("Добрый день, это Анна Сергеевна", "Анна Сергеевна"),
            ("Вас беспокоит Мария Иванова из Альфы", "Мария Иванова"),
            ("Иван Сидоров беспокоит", "Иван Сидоров"),
            ("Я Иван Петрович из Альфы", "Иван Петрович"),
            ("Алло, Ольга Сергеевна на проводе", "Ольга Сергеевна"),
            ("Добрый день, Иван из Альфы, нужен щит", "Иван"),
            ("Hello, my name is John Smith, do you have cable?", "John Smith"),
            ("hi my name is john i need cable", "John"),
            ("My name's Tom", "Tom"),
            ("This is Kate from Acme", "Kate"),
            ("It's Mary from Acme", "Mary"),
            ("I'm Peter Brown", "Peter Brown"),
            ("I’m Peter, how much is delivery?", "Peter"),
            ("John Smith here", "John Smith"),
            ("Good morning, Kate Moss speaking", "Kate Moss"),
            ("Hi, Tom Jones from Acme calling about cable", "Tom Jones"),
            ("You can call me Bob", "Bob"),
            ("Hi, I'm Sarah and I need some cable", "Sarah"),
            ("Добрый день. Сергей Ковалёв. Мне нужен щит", "Сергей Ковалёв"),
            ("Сергей. Мне нужен кабель", "Сергей"),
            ("Сергей, компания Вектор", "Сергей"),
            ("Сергей Ковалёв, Вектор, нужен кабель", "Сергей Ковалёв"),
            ("This is Siobhan from Acme", "Siobhan"),
        ] {
            assert_eq!(name(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_introduction_is_none() {
        for text in [
            "Это кабель ВВГ?",
            "Это ВВГ 3х2.5",
            "Это Стройдом, нужен кабель",
            "Есть кабель?",
            "Нужно 300 м для Стройдома",
            "Здравствуйте, Иван",
            "Здравствуйте, Анна Петрова, есть кабель?",
            "Это Анна?",
            "Это Анна Петрова?",
            "Это Сергей?",
            "Анна Петрова на месте?",
            "Я из Стройдома",
            "Я хочу заказать",
            "this is urgent",
            "Call me back on Monday",
            "call me later",
            "Is this Anna speaking?",
            "I'm looking for cable",
            "It's for a house",
            "I am in a hurry",
            "Can I speak to John?",
            "Позовите Ивана",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn the_company_after_the_name_belongs_to_the_introduction() {
        for (text, rest) in [
            ("Добрый день, это Иван из Стройдома", "Добрый день"),
            ("это иван из стройдома", ""),
            ("Kate from Acme Build here", ""),
            ("Меня зовут Олег, нужен щит", "нужен щит"),
            ("Tom Jones from Acme calling about cable", "about cable"),
        ] {
            let all = words(text);
            let taken = introduction(&all, &[]).unwrap().words;
            let left: Vec<&str> = all.iter().zip(taken).filter(|(_, taken)| !taken).map(|(word, _)| word.raw.as_str()).collect();
            assert_eq!(left.join(" "), rest, "{text}");
        }
    }
}
