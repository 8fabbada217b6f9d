//! Filling the placeholders of a wording. A placeholder without a value means that the wording cannot be said now.

use super::state::GuideState;
use crate::language::Language;
use crate::playbook::{Minutes, Phrase, Piece, Playbook, Position, Slot, fact, pieces};
use crate::text::fold;

/// The wording as said now; `None` when something in it is not known.
pub(super) fn render(playbook: &Playbook, state: &GuideState, phrase: &Phrase, wording: &str) -> Option<String> {
    pieces(wording)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => Some(words.to_owned()),
            Piece::Slot(slot) => value(playbook, state, &phrase.asks, &slot),
            Piece::Unknown(_) => None,
        })
        .collect()
}

fn value(playbook: &Playbook, state: &GuideState, asks: &[String], slot: &Slot) -> Option<String> {
    let language = state.setup.language;
    let topic = || state.topic.as_deref().and_then(|id| playbook.position(id));
    let filled = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    match slot {
        Slot::Employee => filled(&state.setup.employee),
        Slot::Office => Some(state.setup.office.clone().unwrap_or_else(|| playbook.company.get(language).to_owned())),
        Slot::Reason => state.setup.reason.as_deref().and_then(filled),
        Slot::Person => state.known.get(fact::NAME).filter(|_| state.confirmed).and_then(|name| filled(name)),
        Slot::Minutes => {
            let promised = state.promise.unwrap_or(playbook.pacing.promise_minutes);
            Some(time(&playbook.minutes, playbook.hours.as_ref(), language, promised))
        }
        Slot::Number => state.setup.number.as_deref().and_then(filled),
        Slot::Guess => asks.iter().find_map(|asked| guess(playbook, state, asked)),
        Slot::Value(fact) => state.known.get(fact).and_then(|value| filled(value)),
        Slot::Position => topic().map(|position| position.name.get(language).to_owned()),
        Slot::Price => topic().map(|position| price(position, language)),
        Slot::Unit => topic().map(|position| position.unit.get(language).to_owned()),
        Slot::Days => topic()
            .filter(|position| position.stock.now == 0)
            .and_then(|position| position.stock.days)
            .map(|days| days.to_string()),
        Slot::Recommend => {
            let first = topic()?.recommend.first()?;
            playbook.position(&first.position).map(|position| position.name.get(language).to_owned())
        }
        Slot::RecommendWhy => topic()?.recommend.first().map(|first| first.why.get(language).to_owned()),
        // The check of a playbook lets it stand in letters only.
        Slot::Salutation => None,
        Slot::Facts => {
            let titles = asks.iter().filter_map(|id| playbook.fact(id)).map(|one| small_first(one.title.get(language)));
            Some(titles.collect::<Vec<_>>().join(", "))
        }
    }
}

/// What the known facts let us guess of a fact, in the language of the talk; `None` once it is known.
pub(super) fn guess(playbook: &Playbook, state: &GuideState, asked: &str) -> Option<String> {
    if state.knows(asked) {
        return None;
    }
    playbook.fact(asked)?.guesses.iter().find_map(|guess| {
        let known = fold(state.known.get(&guess.from)?);
        let fits = guess.contains.iter().any(|part| known.contains(&fold(part)));
        fits.then(|| guess.value.get(state.setup.language).to_owned())
    })
}

/// "12 минут", "21 минуту", "1 minute"; from an hour on "2 часа 30 минут", where the playbook has the word.
fn time(minutes: &Minutes, hours: Option<&Minutes>, language: Language, number: u16) -> String {
    let counted = |number, forms: &Minutes| format!("{number} {}", counted_form(forms, language, number));
    match (hours, number / 60, number % 60) {
        (Some(hours), 1.., 0) => counted(number / 60, hours),
        (Some(hours), 1.., rest) => format!("{} {}", counted(number / 60, hours), counted(rest, minutes)),
        _ => counted(number, minutes),
    }
}

fn counted_form(forms: &Minutes, language: Language, number: u16) -> &str {
    let form = match language {
        Language::Ru => match (number % 10, number % 100) {
            (1, rest) if rest != 11 => &forms.one,
            (2..=4, rest) if !(12..=14).contains(&rest) => &forms.few,
            _ => &forms.many,
        },
        Language::En if number == 1 => &forms.one,
        Language::En => &forms.many,
    };
    form.get(language)
}

/// The price in roubles, kopecks only where there are some: "96,50", "18", "96.50".
fn price(position: &Position, language: Language) -> String {
    let (roubles, kopecks) = (position.price / 100, position.price % 100);
    let point = if language == Language::Ru { ',' } else { '.' };
    if kopecks == 0 { roubles.to_string() } else { format!("{roubles}{point}{kopecks:02}") }
}

/// The title inside a sentence; abbreviations stay as they are.
fn small_first(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), title.chars().nth(1)) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::Text;

    fn forms(ru: [&str; 3], en: [&str; 3]) -> Minutes {
        let [one, few, many] = [0, 1, 2].map(|at: usize| Text::both(ru[at], en[at]));
        Minutes { one, few, many }
    }

    #[test]
    fn the_time_of_a_promise_is_said_as_people_say_it() {
        let minutes = forms(["минуту", "минуты", "минут"], ["minute", "minutes", "minutes"]);
        let hours = forms(["час", "часа", "часов"], ["hour", "hours", "hours"]);
        for (number, ru, en) in [
            (1, "1 минуту", "1 minute"),
            (12, "12 минут", "12 minutes"),
            (22, "22 минуты", "22 minutes"),
            (60, "1 час", "1 hour"),
            (150, "2 часа 30 минут", "2 hours 30 minutes"),
            (301, "5 часов 1 минуту", "5 hours 1 minute"),
        ] {
            assert_eq!(time(&minutes, Some(&hours), Language::Ru, number), ru);
            assert_eq!(time(&minutes, Some(&hours), Language::En, number), en);
        }
        assert_eq!(time(&minutes, None, Language::Ru, 150), "150 минут");
    }
}
