//! Putting a name together in the nominative.

use super::super::lexicon::Tag;
use super::super::work::{Owner, Work};
use super::parts::{Part, given_at, is_title, surname_like};
use crate::letters::capitalised;
use crate::names::declension::Case;
use crate::names::dictionary::Given;
use crate::names::{Gender, PersonName, declension, dictionary, gender_of_patronymic};

/// What the words around a name say of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Governs {
    One(Case),
    /// A verb or a preposition that takes a dative or an accusative alike.
    Nothing,
}

pub(super) fn case_before(work: &Work<'_>, i: usize) -> Governs {
    let mut k = i;
    for _ in 0..3 {
        let Some(before) = k.checked_sub(1) else { break };
        k = before;
        let word = work.key(k);
        if work.mark_char(k).is_some_and(|c| c != '.' && c != '"') {
            break;
        }
        let case = match word {
            "с" | "со" => Some(Case::Instrumental),
            "у" | "от" | "для" | "до" | "без" | "из" | "ждет" | "жду" => Some(Case::Genitive),
            "к" | "ко" | "по" => Some(Case::Dative),
            "о" | "об" => Some(Case::Prepositional),
            "на"
            | "спросить"
            | "позвать"
            | "набрать"
            | "спрашивать"
            | "спроси"
            | "пригласить"
            | "наберу"
            | "зовите"
            | "найти" => Some(Case::Accusative),
            "звонил"
            | "звонила"
            | "звонит"
            | "это"
            | "зовут"
            | "я"
            | "представился"
            | "представилась"
            | "просит"
            | "просил"
            | "просила"
            | "попросил"
            | "попросила"
            | "обратился"
            | "обратилась"
            | "пишет"
            | "контакт"
            | "директор"
            | "менеджер" => Some(Case::Nominative),
            _ if work.has_any(k, &[Tag::Call, Tag::Send, Tag::Find]) => Some(Case::Dative),
            _ if work.has(k, Tag::Post) && (word.ends_with('у') || word.ends_with('ю')) => Some(Case::Dative),
            _ if work.has(k, Tag::Post) && ["ом", "ем"].iter().any(|e| word.ends_with(e)) => Some(Case::Instrumental),
            _ => None,
        };
        if let Some(case) = case {
            return Governs::One(case);
        }
        let passes = is_title(word)
            || work.has_any(k, &[Tag::Post])
            || word == "."
            || matches!(word, "ему" | "ей" | "снова" | "еще" | "раз" | "самому" | "имя" | "лицо");
        if !passes && !work.has(k, Tag::Time) && work.owners[k] != Owner::Time {
            break;
        }
    }
    Governs::Nothing
}

/// Puts the parts of a name together in the nominative.
pub(super) fn compose(work: &Work<'_>, parts: &[(Part, usize)], governs: Governs) -> PersonName {
    let key_of = |part: Part| parts.iter().find(|p| p.0 == part).map(|p| p.1);
    let patronymic = key_of(Part::Patronymic).map(|k| (k, declension::patronymic(work.key(k))));
    let mut gender = patronymic.as_ref().and_then(|p| p.1.as_ref()).map(|p| p.1);
    let mut case = patronymic.as_ref().and_then(|p| p.1.as_ref()).map(|p| p.2);
    // -е of a woman's patronymic is the dative and the prepositional alike.
    if case == Some(Case::Genitive) && gender == Some(Gender::Male) && governs == Governs::One(Case::Accusative) {
        case = Some(Case::Accusative);
    }
    let surname_key = key_of(Part::Surname);
    let governed = match governs {
        Governs::One(c) => Some(c),
        Governs::Nothing => None,
    };
    let mut given = None;
    if let Some(k) = key_of(Part::Given) {
        let reading = choose_given(work, k, gender, case, governed, surname_key);
        if let Some(r) = reading {
            gender = gender.or(r.gender);
            // "у Гульшат Мингазовой": a name that never changes tells no case.
            let unchanging =
                r.gender == Some(Gender::Female) && work.key(k).chars().last().is_some_and(|c| !"аяьйиы".contains(c));
            case = case.or(if unchanging { governed } else { Some(r.case) });
            given = Some(as_written(work, k, r));
        } else {
            given = Some(written(work, k));
        }
    }
    let surname = surname_key.map(|k| {
        let key = work.key(k);
        let latin = !super::super::line::is_cyrillic(key.chars().next().unwrap_or(' '));
        if latin {
            return written(work, k);
        }
        let case = case.or(governed).or_else(|| guess_case(work, k));
        nominative_surname(work, k, gender, case)
    });
    let initials: Vec<String> =
        parts.iter().filter(|p| p.0 == Part::Initial).map(|p| format!("{}.", work.text(p.1, p.1 + 1).to_uppercase())).collect();
    let mut initials = initials.into_iter();
    let given = given.or_else(|| initials.next());
    let patronymic = match patronymic {
        Some((k, Some((nominative, ..)))) => Some(restore(work, k, &nominative)),
        Some((k, None)) => Some(patronymic_with_son(work, k)),
        None => initials.next().filter(|_| !work.english),
    };
    let known = patronymic.as_deref().and_then(gender_of_patronymic);
    PersonName { surname, given, patronymic, gender: known }
}

pub(super) fn patronymic_with_son(work: &Work<'_>, k: usize) -> String {
    if let Some((father, son)) = written(work, k).rsplit_once('-') {
        return format!("{father}-{}", son.to_lowercase());
    }
    format!("{} {}", written(work, k), work.key(k + 1))
}

/// A word with its capital restored.
pub(super) fn written(work: &Work<'_>, k: usize) -> String {
    let text = work.text(k, k + 1);
    let shouted = text.chars().count() > 2 && text.chars().all(|c| !c.is_lowercase());
    let text = if shouted { text.to_lowercase() } else { text };
    // "o'connell" is O'Connell.
    if let Some((o @ ("o" | "O" | "d" | "D"), rest)) = text.split_once('\'')
        && rest.chars().count() > 3
    {
        return format!("{}'{}", o.to_uppercase(), capitalised(rest));
    }
    text.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}

/// The nominative `key` with the letters the person typed where they agree (ё, capitals).
pub(super) fn restore(work: &Work<'_>, k: usize, nominative: &str) -> String {
    let typed = written(work, k);
    let mut out: String =
        typed.chars().zip(nominative.chars()).take_while(|(t, n)| crate::letters::fold_char(*t) == *n).map(|(t, _)| t).collect();
    out.extend(nominative.chars().skip(out.chars().count()));
    out.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}

pub(super) fn choose_given<'g>(
    work: &Work<'_>,
    k: usize,
    gender: Option<Gender>,
    case: Option<Case>,
    governed: Option<Case>,
    surname: Option<usize>,
) -> Option<&'g Given> {
    let readings = given_at(work, k);
    if readings.is_empty() {
        return None;
    }
    let surname_fits = |r: &Given| {
        surname.is_some_and(|s| {
            declension::surname_readings(work.key(s)).iter().any(|(n, g, c)| {
                r.gender.is_none_or(|x| x == *g) && near(*c, r.case) && (dictionary::is_surname(n) || surname_like(n))
            })
        })
    };
    let score = |r: &Given| {
        let mut score = 0;
        if gender.is_some_and(|g| r.gender.is_none_or(|x| x == g)) {
            score += 8;
        }
        if case.is_some_and(|c| near(c, r.case)) {
            score += 8;
        }
        if surname_fits(r) {
            score += 5;
        }
        if governed.is_some_and(|c| near(c, r.case)) {
            score += 4 + i32::from(governed == Some(r.case));
        }
        if r.case == Case::Nominative {
            score += 2;
        }
        if r.case == Case::Nominative && governed.is_none() {
            score += 2;
        }
        if verb_agrees(work, k, r) {
            score += 1;
        }
        score
    };
    readings.iter().max_by_key(|r| (score(r), std::cmp::Reverse(readings.iter().position(|x| x == *r))))
}

pub(super) fn verb_agrees(work: &Work<'_>, k: usize, r: &Given) -> bool {
    let female = (k.saturating_sub(3)..k).any(|x| matches!(work.key(x), "звонила" | "обратилась" | "просила" | "представилась"));
    female && r.gender == Some(Gender::Female) && r.case == Case::Nominative
}

pub(super) fn near(a: Case, b: Case) -> bool {
    a == b
        || matches!(
            (a, b),
            (Case::Genitive, Case::Accusative)
                | (Case::Accusative, Case::Genitive)
                | (Case::Dative, Case::Prepositional)
                | (Case::Prepositional, Case::Dative)
        )
}

pub(super) fn as_written(work: &Work<'_>, k: usize, r: &Given) -> String {
    let nominative = r.nominative;
    if work.key(k).contains('-') || nominative.is_ascii() {
        return written(work, k);
    }
    restore(work, k, &crate::letters::folded(nominative))
}

/// The case of a lone surname by its ending: "Ивановым" can be one thing only.
pub(super) fn guess_case(work: &Work<'_>, k: usize) -> Option<Case> {
    let key = work.key(k);
    let oblique = [("овой", Case::Genitive), ("евой", Case::Genitive), ("ову", Case::Dative), ("еву", Case::Dative)];
    if let Some((_, case)) =
        oblique.iter().find(|o| key.ends_with(o.0) && key.chars().count() > 5 && !dictionary::is_surname(key))
    {
        return Some(*case);
    }
    let readings = declension::surname_readings(key);
    if readings.iter().any(|(n, _, c)| *c == Case::Nominative && (dictionary::is_surname(n) || surname_like(n))) {
        return Some(Case::Nominative);
    }
    readings.iter().find(|(n, ..)| dictionary::is_surname(n)).map(|r| r.2)
}

pub(super) fn nominative_surname(work: &Work<'_>, k: usize, gender: Option<Gender>, case: Option<Case>) -> String {
    let key = work.key(k);
    if let Some((first, second)) = key.split_once('-') {
        let both = [first, second].map(|p| declension::surname_nominative(p, gender, case));
        return restore(work, k, &both.join("-"));
    }
    // A surname that is in the dictionary as it stands is in the nominative unless a case is asked for that it can be in.
    let readings = declension::surname_readings(key);
    let fits = readings.iter().find(|(n, g, c)| {
        gender.is_none_or(|x| x == *g) && case.is_none_or(|x| near(x, *c)) && (dictionary::is_surname(n) || surname_like(n))
    });
    let nominative = match (fits, case) {
        (Some((n, ..)), _) => n.clone(),
        (None, Some(Case::Nominative) | None) => key.to_owned(),
        (None, Some(_)) => declension::surname_nominative(key, gender, case),
    };
    restore(work, k, &nominative)
}
