//! What a word can be in a name.

use super::super::lexicon::Tag;
use super::super::work::Work;
use crate::names::declension::Case;
use crate::names::dictionary::Given;
use crate::names::{declension, dictionary};

/// What a word can be in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Surname,
    Given,
    Patronymic,
    /// A letter with a stop.
    Initial,
}

pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "г-н"
            | "г-жа"
            | "господин"
            | "госпожа"
            | "г-ну"
            | "г-же"
            | "prof"
            | "herr"
            | "frau"
            | "señor"
            | "monsieur"
            | "madame"
            | "mme"
            | "sir"
            | "signor"
            | "coach"
            | "father"
            | "pastor"
            | "rabbi"
            | "rev"
            | "captain"
            | "officer"
            | "judge"
            | "professor"
            | "sgt"
            | "madam"
    )
}

/// Whether the word at `k` can be part of a person's name.
pub(crate) fn is_name_word(work: &Work<'_>, k: usize) -> bool {
    is_given(work, k)
        || declension::patronymic(work.key(k)).is_some()
        || dictionary::is_surname(work.key(k))
        || is_initial(work, k)
}

/// Whether the word at `k` is a given name that is not used as a common word here.
pub(crate) fn is_given(work: &Work<'_>, k: usize) -> bool {
    let Some(token) = work.tokens.get(k) else { return false };
    let readings = given_at(work, k);
    !readings.is_empty() && (token.capital || readings.iter().any(|r| !r.common))
}

pub(super) fn given_at(work: &Work<'_>, k: usize) -> &'static [Given] {
    let key = work.key(k);
    let found = dictionary::given(key);
    if !found.is_empty() {
        return found;
    }
    match key.split_once('-') {
        Some((a, b)) if !dictionary::given(b).is_empty() => dictionary::given(a),
        _ => &[],
    }
}

pub(super) fn is_initial(work: &Work<'_>, k: usize) -> bool {
    let Some(token) = work.tokens.get(k).filter(|t| t.is_word() && t.end - t.start == 1) else { return false };
    let stop = work.tokens.get(k + 1).is_some_and(|t| t.mark() == Some('.') && t.start == token.end);
    // In small letters only right after a surname: "захаров в.п."
    let after_surname = k > 0 && work.is_word(k - 1) && known_surname(work.key(k - 1));
    let second = k > 2
        && work.mark_char(k - 1) == Some('.')
        && work.tokens[k - 1].end == token.start
        && work.tokens[k - 2].end - work.tokens[k - 2].start == 1
        && work.is_word(k - 3)
        && known_surname(work.key(k - 3));
    stop && (token.capital || after_surname || second)
}

/// A stranger with a capital right after a known surname, as the clause ends or a patronymic follows: "Филиппова Инесса".
pub(super) fn unheard_given(work: &Work<'_>, k: usize) -> bool {
    let token = &work.tokens[k];
    let cyrillic = super::super::line::is_cyrillic(token.key.chars().next().unwrap_or(' '));
    let spoken = [Tag::Want, Tag::Call, Tag::Send, Tag::Meet, Tag::Find, Tag::Request, Tag::ActivityVerb, Tag::Source];
    let closed = work.breaks(k + 1) || declension::patronymic(work.key(k + 1)).is_some() || work.has_any(k + 1, &spoken);
    token.capital && cyrillic && closed && !work.is_known(k) && !typical_company(&token.key) && !surname_like(&token.key)
}

/// After "Иванов" a common-word given name in small letters is no name.
pub(super) fn declension_blocks(work: &Work<'_>, k: usize) -> bool {
    let token = &work.tokens[k];
    !token.capital && given_at(work, k).iter().all(|g| g.common)
}

pub(super) fn surname_like(key: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ов",
        "ев",
        "ин",
        "ын",
        "ова",
        "ева",
        "ина",
        "ына",
        "ский",
        "цкий",
        "ская",
        "цкая",
        "енко",
        "чук",
        "щук",
        "юк",
        "ян",
        "янц",
        "дзе",
        "швили",
        "ых",
        "их",
        "ого",
        "ову",
        "еву",
        "ину",
        "овой",
        "евой",
        "иной",
        "овым",
        "евым",
        "иным",
        "скому",
        "ским",
        "ской",
        "скую",
        "ского",
        "ман",
        "берг",
        "штейн",
        "ец",
        "ко",
        "як",
        "ук",
        "ич",
    ];
    key.chars().count() >= 4 && ENDINGS.iter().any(|e| key.ends_with(e))
}

/// Endings that hardly any common word has: enough for a word in small letters.
pub(super) fn surname_surely(key: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ов",
        "ев",
        "ова",
        "ева",
        "енко",
        "ский",
        "цкий",
        "ская",
        "цкая",
        "чук",
        "дзе",
        "швили",
        "янц",
        "оглы",
        "ову",
        "еву",
        "овой",
        "евой",
        "овым",
        "евым",
        "скому",
        "цкому",
        "уллин",
        "утдинов",
    ];
    key.chars().count() >= 5 && ENDINGS.iter().any(|e| key.ends_with(e))
}

/// "Рашид-оглы": the father's name and the word for son or daughter joined by a hyphen.
pub(super) fn joined_son(key: &str) -> bool {
    key.rsplit_once('-')
        .is_some_and(|(father, son)| !father.is_empty() && matches!(son, "оглы" | "кызы" | "улы" | "гызы" | "углы" | "қызы"))
}

/// "давыдов роман нужен ...", "магомадов ислам 8928...": a surname in the nominative opens the line, and the name before what
/// is said next may be a common word.
pub(super) fn opens_with_surname(work: &Work<'_>, i: usize, k: usize) -> bool {
    let key = work.key(i);
    let nominative = known_surname(key) && dictionary::is_surname(key) || surname_surely(key);
    let said = [Tag::Want, Tag::ActivityVerb, Tag::Call, Tag::Request, Tag::Post];
    i == 0
        && k == 1
        && nominative
        && !work.is_known(i)
        && given_at(work, k).iter().any(|g| g.case == Case::Nominative)
        && (work.breaks(k + 1) || work.has_any(k + 1, &said))
}

/// "o'connell", "mcbride": the beginnings that only surnames have.
pub(super) fn celtic(key: &str) -> bool {
    let rest = ["o'", "d'", "mc", "fitz"].iter().find_map(|p| key.strip_prefix(p));
    key.is_ascii() && rest.is_some_and(|r| r.len() > 3 && r.chars().all(char::is_alphabetic))
}

/// Whether the word at `k` opens its clause.
pub(super) fn opens(work: &Work<'_>, k: usize) -> bool {
    k == 0 || work.breaks(k - 1)
}

/// Whether the word at `k` goes before a given name that is no common word, the way "Заяц Пётр" and "Зима Олег" are written.
pub(super) fn before_given(work: &Work<'_>, k: usize) -> bool {
    work.is_word(k + 1)
        && work.free(k + 1)
        && is_given(work, k + 1)
        && !given_at(work, k + 1).iter().all(|g| g.common && !work.tokens[k + 1].capital)
}

/// Whether a dictionary surname stands behind any reading of the word.
pub(super) fn known_surname(key: &str) -> bool {
    dictionary::is_surname(key) || declension::surname_readings(key).iter().any(|(n, ..)| dictionary::is_surname(n))
}

pub(super) fn can_be_surname(work: &Work<'_>, start: usize, k: usize, parts: &[(Part, usize)], before_initials: bool) -> bool {
    let token = &work.tokens[k];
    let key = token.key.as_str();
    let beside_given = parts.iter().any(|p| p.0 == Part::Given) && token.capital && dictionary::is_surname(key);
    if key.chars().count() < 2 || work.has(k, Tag::Function) && !beside_given {
        return false;
    }
    if work.has(k, Tag::NotSurname) && !before_initials {
        return parts.is_empty() && token.capital && before_given(work, k) && common_word_surname(work, k);
    }
    // "10 кан Артур": a small word right after a number counts something.
    let counts = k > 0 && !token.capital && matches!(work.tokens[k - 1].kind, super::super::line::Kind::Number);
    if counts && key.chars().count() < 4 {
        return false;
    }
    let listed = known_surname(key);
    let latin = key.is_ascii() || !super::super::line::is_cyrillic(key.chars().next().unwrap_or(' '));
    let beside = parts.iter().any(|p| matches!(p.0, Part::Given | Part::Patronymic | Part::Initial));
    let known = work.is_known(k) && !listed;
    // "сисадмин Глеб": who gave the name its capital would have given it to the surname.
    if !beside
        && !listed
        && !token.capital
        && !before_initials
        && work.tokens.get(k + 1).is_some_and(|t| t.is_word() && t.capital)
    {
        return false;
    }
    if before_initials {
        return (token.capital || listed) && !work.has_any(k, &[Tag::City, Tag::Street]);
    }
    if beside {
        // After a given name: a known surname, a Russian ending, or simply a capital.
        if listed
            || celtic(key) && !work.is_known(k)
            || (!latin && surname_like(key) && (!work.is_known(k) || token.capital && !is_spoken_for(work, k)))
        {
            return true;
        }
        if token.capital
            && !known
            && super::super::company::form_at(work, k).is_none()
            && !typical_company(key)
            && work.tokens[start].capital
        {
            return true;
        }
        // "bill page needs ...", "dr amir haddad": at the beginning of the line or after a title a stranger is the surname.
        let titled = start > 0 && (is_title(work.key(start - 1)) || start > 1 && is_title(work.key(start - 2)));
        let spoken = work.has_any(k + 1, &[Tag::Want, Tag::ActivityVerb, Tag::Call])
            && start == 0
            && (!work.is_known(k) || dictionary::is_surname(key));
        if latin && !token.capital && k == start + 1 && (titled && !work.is_known(k) || spoken) {
            return true;
        }
        let led =
            start == 0 || work.breaks(start - 1) || work.has_any(start - 1, &[Tag::Post, Tag::ActivityNoun, Tag::BusinessHead]);
        let alone = work.breaks(k + 1) && led && k == start + 1;
        return alone && !token.capital && !work.is_known(k) && key.chars().all(char::is_alphabetic) && !typical_company(key);
    }
    // Before anything else: only what looks like a surname; accepted alone by its surroundings.
    let known_word = work.is_known(k);
    // "под Чеховом": a place.
    if k > 0 && matches!(work.key(k - 1), "под" | "возле" | "около" | "дед" | "ул" | "улице" | "улица")
    {
        return false;
    }
    if listed || token.capital && !known_word {
        return true;
    }
    if !latin && surname_like(key) && !known_word {
        // In small letters in the middle of a clause the word before may rule it: "сеть ресторанов".
        let after_word =
            !opens(work, k) && work.is_word(k - 1) && !work.has_any(k - 1, &[Tag::Unit, Tag::Post, Tag::Introduces, Tag::Call]);
        return token.capital || !after_word || surname_surely(key) && !crate::capture::shapes::is_genitive_plural(key);
    }
    // "Кирпич Антон", "мороз иван": a common word before a given name that opens the clause.
    !latin && before_given(work, k) && common_word_surname(work, k)
}

/// Whether the word at `k` is a common word that stands for the surname of the given name after it.
pub(super) fn common_surname_at(work: &Work<'_>, k: usize) -> bool {
    let cyrillic = work.key(k).chars().next().is_some_and(super::super::line::is_cyrillic);
    cyrillic && before_given(work, k) && common_word_surname(work, k)
}

/// Whether a common word may be the surname of the given name after it: both with capitals, or a patronymic follows, or it opens the line.
fn common_word_surname(work: &Work<'_>, k: usize) -> bool {
    let other = [
        Tag::Post,
        Tag::Function,
        Tag::Want,
        Tag::Call,
        Tag::Send,
        Tag::Meet,
        Tag::Ship,
        Tag::Find,
        Tag::Request,
        Tag::Introduces,
        Tag::ActivityNoun,
        Tag::KeptWord,
        Tag::CompanyWord,
        Tag::Label,
        Tag::Chatter,
        Tag::City,
        Tag::OfferPaper,
        Tag::InvoicePaper,
        Tag::OtherPaper,
        Tag::Done,
        Tag::Regular,
        Tag::OneOff,
        Tag::Source,
        Tag::BusinessHead,
        Tag::Service,
        Tag::TalkVerb,
        Tag::ActivityVerb,
    ];
    if work.has_any(k, &other) || super::super::steps::is_past(work.key(k)) || super::super::shapes::is_adjective(work.key(k)) {
        return false;
    }
    if !opens(work, k) && (!token_is_capital(work, k) || work.is_word(k - 1) && work.tokens[k - 1].capital) {
        return false;
    }
    let nominative = given_at(work, k + 1).iter().any(|g| g.case == Case::Nominative);
    let patronymic = declension::patronymic(work.key(k + 2)).is_some();
    let capitals = work.tokens[k].capital && work.tokens[k + 1].capital;
    // "с Борщом Геннадием"
    let governed = capitals && k > 0 && matches!(work.key(k - 1), "с" | "со" | "у" | "от" | "к" | "для");
    governed
        || nominative
            && (capitals
                || patronymic && k == 0
                || k == 0 && !work.tokens[k + 1].capital && work.is_word(k + 2) && !work.breaks(k + 2))
}

fn token_is_capital(work: &Work<'_>, k: usize) -> bool {
    work.tokens[k].capital
}

pub(super) fn is_spoken_for(work: &Work<'_>, k: usize) -> bool {
    work.has_any(k, &[Tag::City, Tag::Want, Tag::Call, Tag::Send, Tag::Time, Tag::ActivityVerb, Tag::Post])
}

pub(super) fn typical_company(key: &str) -> bool {
    ["строй", "торг", "пром", "сервис", "трейд", "групп", "инвест", "снаб", "комплект", "маркет", "дом", "монтаж"]
        .iter()
        .any(|t| key.ends_with(t))
}

/// Whether the word can only be a surname in an oblique case: "Петрова", "Сидоровой" after "от".
pub(crate) fn oblique_surname(work: &Work<'_>, k: usize) -> bool {
    let Some(token) = work.tokens.get(k) else { return false };
    let listed =
        declension::surname_readings(&token.key).iter().any(|(n, _, c)| *c != Case::Nominative && dictionary::is_surname(n));
    token.is_word() && (listed || (token.capital && surname_like(&token.key) && !work.is_known(k)))
}
