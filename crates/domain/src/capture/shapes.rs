//! What the ending of a Russian word tells where no list knows the word: verb, adjective, oblique noun.

/// Whether the (folded) word looks like an adjective or a participle in the nominative.
pub(crate) fn is_adjective(key: &str) -> bool {
    key.chars().count() > 4 && ends(key, &["ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ной", "вой"])
}

/// Whether the word looks like an adjective in an oblique case: "натяжных", "детской", "красного".
pub(crate) fn is_oblique_adjective(key: &str) -> bool {
    key.chars().count() > 4
        && ends(key, &["ых", "их", "ого", "его", "ой", "ей", "ому", "ему", "ым", "им", "ыми", "ими", "ую", "юю"])
}

/// Whether the word looks like a noun or an adjective that leans on the noun before it: "мебели", "натяжных потолков".
pub(crate) fn leans(key: &str) -> bool {
    let count = key.chars().count();
    if is_oblique_adjective(key) || is_instrumental(key) {
        return true;
    }
    if count < 3 || ends(key, &["ки", "ги", "хи", "ы", "и"]) {
        return count > 2;
    }
    if ends(key, &["ов", "ев", "ий", "ей", "ен", "ия"]) {
        return count > 3;
    }
    // A feminine noun in -а is a nominative; after a head -а of a masculine noun is not: "льда", "кирпича", "бетона".
    key.ends_with('а') && !ends(key, &["ка", "га", "ина", "ота", "уга", "ба", "ца", "жа", "ша", "ра", "ма"])
}

/// Whether the word can only be a genitive plural: "автомобилей", "потолков".
pub(crate) fn is_genitive_plural(key: &str) -> bool {
    key.chars().count() > 4 && ends(key, &["ов", "ев", "ей", "ий"])
}

/// Whether the word is in the instrumental: "окнами", "мебелью", "транспортом".
pub(crate) fn is_instrumental(key: &str) -> bool {
    key.chars().count() > 4 && ends(key, &["ами", "ями", "ью", "ом", "ем"])
}

/// Whether the word looks like a verb in the present or the future, third person or "we".
pub(crate) fn is_present_verb(key: &str) -> bool {
    key.chars().count() > 4
        && ends(
            key,
            &[
                "ует", "ают", "яют", "уют", "ает", "яет", "еет", "ется", "ются", "ится", "ятся", "аем", "яем", "уем", "дят",
                "сят", "рят", "тят", "вят", "зят", "нят", "лят", "жат", "шат", "чат", "дит", "зит", "бит", "шит",
            ],
        )
}

/// Whether the word looks like an imperative: "ждите", "говорите".
pub(crate) fn is_imperative(key: &str) -> bool {
    key.chars().count() > 4 && ends(key, &["ите", "йте", "ьте"]) && !ends(key, &["рите", "лите", "фите", "мите"])
        || key.ends_with("ворите")
}

fn ends(key: &str, endings: &[&str]) -> bool {
    endings.iter().any(|e| key.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leans_on_a_noun_is_told_by_its_ending() {
        for word in ["косметики", "мебели", "натяжных", "потолков", "детской", "одежды", "льда", "полуфабрикатов"]
        {
            assert!(leans(word), "{word}");
        }
        for word in ["пруток", "мясорубка", "пленка", "бумага", "мука", "стол", "масло", "уголь", "резина"]
        {
            assert!(!leans(word), "{word}");
        }
    }

    #[test]
    fn verbs_and_adjectives_are_told_by_their_endings() {
        assert!(is_present_verb("благоустраивают") && is_present_verb("занимается") && !is_present_verb("кабель"));
        assert!(is_adjective("молочная") && is_oblique_adjective("молочной") && !is_adjective("молоко"));
    }
}
