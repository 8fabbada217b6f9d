//! Which type a letter in the making looks like, and why: what `domain::letter::suggest` asks of it is gathered here.

use domain::letter::own_words;
use domain::letter::suggest::{LetterLooks, PassedOn, Suggestion, suggest};
use domain::playbook::{Playbook, SpecialType};

use crate::error::Done;
use crate::model::outgoing::{AnswerKind, Outgoing};
use crate::ports::Tx;
use crate::receive_letter::own_addresses;

/// Every type the author may choose for a letter, the likeliest first. What machines send and what is only read is left out.
///
/// # Errors
/// Store errors.
pub fn suggest_letter_type(tx: &mut dyn Tx, playbook: &Playbook, outgoing: &Outgoing) -> Done<Vec<Suggestion>> {
    let own_addresses = own_addresses(tx)?;
    let content = &outgoing.content;
    let mut recipients = content.to.iter().chain(&content.cc).chain(&content.bcc).peekable();
    let colleagues = recipients.peek().is_some() && recipients.all(|one| own_addresses.contains(&one.email));
    let own = own_words(&content.text);
    let template = content.template.as_deref().and_then(|id| playbook.letters.iter().find(|one| one.id == id));
    let looks = LetterLooks {
        subject: &content.subject,
        own: &own,
        template: template.map(|one| one.work_type.as_str()),
        passed_on: (content.kind == AnswerKind::Forward).then(|| passed_on(&content.original, &content.quoted)),
        again: content.kind == AnswerKind::Again && content.text.trim() == content.original.trim(),
        colleagues,
        document: !content.documents.is_empty(),
    };
    let hidden = |id: &str| {
        let special = playbook.work_type(id).and_then(|one| one.special);
        matches!(special, Some(SpecialType::Machine | SpecialType::Read))
    };
    Ok(suggest(playbook, looks).into_iter().filter(|one| !hidden(&one.work_type)).collect())
}

/// What was done to a text that is passed on: touch-ups leave all but a few of its words.
fn passed_on(original: &str, now: &str) -> PassedOn {
    if original.trim() == now.trim() {
        return PassedOn::Unchanged;
    }
    let words = |text: &str| -> Vec<String> { domain::text::fold(text).split(' ').map(str::to_owned).collect() };
    let (before, after) = (words(original), words(now));
    let count = |list: &[String], other: &[String]| {
        let known: std::collections::HashSet<&String> = other.iter().collect();
        list.iter().filter(|word| !known.contains(word)).count()
    };
    let changed = count(&before, &after) + count(&after, &before);
    // A name with its patronymic, and a signature of three lines.
    if changed <= TOUCHED_WORDS { PassedOn::TouchedUp } else { PassedOn::Rewritten }
}

/// Most words that touching up adds or takes away together.
const TOUCHED_WORDS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_and_a_name_are_touch_ups_and_a_new_wording_is_not() {
        let original = "привет, пришлите цену на кабель, срочно нужна";
        assert_eq!(passed_on(original, &format!(" {original}\n")), PassedOn::Unchanged);
        assert_eq!(passed_on(original, &format!("Иван Петрович,\n{original}")), PassedOn::TouchedUp);
        let respectful = "Уважаемый Иван Петрович, клиент просит Вас подготовить, пожалуйста, предложение по ценам \
                          на кабельную продукцию; ответ хотелось бы получить сегодня до вечера";
        assert_eq!(passed_on(original, respectful), PassedOn::Rewritten);
    }
}
