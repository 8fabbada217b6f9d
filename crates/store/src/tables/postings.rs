//! Two and three letters in a row, and packed sets of the lines that hold them.

use std::collections::{BTreeMap, BTreeSet};

use app::ports::Kept;

use crate::error::StoreError;

/// Grams of a question whose frequency is asked; more would not narrow it, every candidate is compared in full anyway.
pub(crate) const MOST_GRAMS: usize = 16;

/// Grams a question is looked up by: the rarest of each part, and further rare ones up to this number.
pub(crate) const CHOSEN_GRAMS: usize = 3;

/// The grams of a client's text: every two and every three letters of a word, the first letter of a word behind `^`,
/// every three digits of a number behind `#`.
pub(crate) fn grams(words: &str, digits: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let letters: Vec<char> = word.chars().collect();
        found.extend(letters.first().map(|first| format!("^{first}")));
        found.extend([2, 3].into_iter().flat_map(|length| letters.windows(length).map(|row| row.iter().collect::<String>())));
    }
    for number in digits.split(' ') {
        found.extend(threes_of_digits(number));
    }
    found
}

fn threes_of_digits(number: &str) -> impl Iterator<Item = String> {
    let signs: Vec<char> = number.chars().collect();
    let threes: Vec<String> = signs.windows(3).map(|three| format!("#{}{}{}", three[0], three[1], three[2])).collect();
    threes.into_iter()
}

/// The grams that every answer to these parts of words has, by part. A part of one letter gives its beginning of a word.
pub(crate) fn grams_of_parts(parts: &[String]) -> Vec<Vec<String>> {
    let of_part = |part: &String| {
        let letters: Vec<char> = part.chars().collect();
        match letters.len() {
            1 => vec![format!("^{part}")],
            2 => vec![part.clone()],
            _ => letters.windows(3).map(|three| three.iter().collect()).collect(),
        }
    };
    limited(parts.iter().map(of_part).collect())
}

/// The grams that every answer to a run of digits has.
pub(crate) fn grams_of_digits(run: &str) -> Vec<Vec<String>> {
    limited(vec![threes_of_digits(run).collect()])
}

/// At most [`MOST_GRAMS`] different ones, evenly of all parts and evenly within each: the rare part of a question may be
/// its shortest.
fn limited(parts: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let share = (MOST_GRAMS / parts.len().max(1)).max(1);
    let mut seen = BTreeSet::new();
    let spread = |part: Vec<String>| {
        let step = part.len().div_ceil(share).max(1);
        part.into_iter().step_by(step).filter(|gram| seen.insert(gram.clone())).collect()
    };
    parts.into_iter().map(spread).collect()
}

/// The grams to look a question up by, rarest first, where `sizes` says how much room the postings of each take. Grams of one
/// part stand in the same words, so each part sends its rarest before any sends a second.
pub(crate) fn rarest(parts: &[Vec<String>], sizes: &BTreeMap<String, i64>) -> Vec<String> {
    let size = |gram: &String| sizes.get(gram).copied().unwrap_or(0);
    let mut firsts: Vec<&String> = parts.iter().filter_map(|part| part.iter().min_by_key(|gram| size(gram))).collect();
    let mut others: Vec<&String> = parts.iter().flatten().filter(|gram| !firsts.contains(gram)).collect();
    others.sort_by_key(|gram| size(gram));
    let more = CHOSEN_GRAMS.saturating_sub(firsts.len());
    firsts.extend(others.into_iter().take(more));
    firsts.sort_by_key(|gram| size(gram));
    firsts.into_iter().cloned().collect()
}

/// The postings of a segment: of each gram the lines that hold it, packed.
pub(crate) fn postings<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, Vec<u8>> {
    let mut found: BTreeMap<String, Vec<u16>> = BTreeMap::new();
    let mut lines = 0_u16;
    for (line, (words, digits)) in (0..=u16::MAX).zip(texts) {
        lines = line;
        for gram in grams(words, digits) {
            found.entry(gram).or_default().push(line);
        }
    }
    found.into_iter().map(|(gram, lines_of)| (gram, pack(&lines_of, lines))).collect()
}

const LIST: u8 = 0;
const BITS: u8 = 1;

/// Packs rising lines up to `last`: as a list, or as bits where that is shorter.
fn pack(lines: &[u16], last: u16) -> Vec<u8> {
    let bytes = usize::from(last) / 8 + 1;
    if lines.len() * 2 <= bytes {
        return std::iter::once(LIST).chain(lines.iter().flat_map(|line| line.to_le_bytes())).collect();
    }
    let mut packed = vec![0; bytes + 1];
    packed[0] = BITS;
    for line in lines {
        packed[usize::from(line / 8) + 1] |= 1 << (line % 8);
    }
    packed
}

fn unpack(packed: &[u8]) -> Kept<Vec<u16>> {
    match packed.split_first() {
        Some((&LIST, list)) => Ok(list.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect()),
        Some((&BITS, bits)) => {
            let mut lines = Vec::new();
            for (byte, base) in bits.iter().zip((0..=u16::MAX).step_by(8)) {
                let mut rest = *byte;
                while rest != 0 {
                    lines.push(base + u16::try_from(rest.trailing_zeros()).unwrap_or(0));
                    rest &= rest - 1;
                }
            }
            Ok(lines)
        }
        _ => Err(StoreError::Corrupt("a posting of the finder is of no known kind".into())),
    }
}

/// The lines that stand in all sets, rising.
pub(crate) fn intersection(mut sets: Vec<Vec<u8>>) -> Kept<Vec<u16>> {
    // Lists first, the shortest of them first; bits only test what is left.
    sets.sort_by_key(|set| (set.first().copied(), set.len()));
    let Some((first, rest)) = sets.split_first() else { return Ok(Vec::new()) };
    let mut lines = unpack(first)?;
    for set in rest {
        if let Some((&BITS, bits)) = set.split_first() {
            lines.retain(|line| bits.get(usize::from(line / 8)).is_some_and(|byte| byte & (1 << (line % 8)) != 0));
        } else {
            let other = unpack(set)?;
            let mut at = 0;
            lines.retain(|line| {
                while other.get(at).is_some_and(|seen| seen < line) {
                    at += 1;
                }
                other.get(at) == Some(line)
            });
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_has_the_grams_of_its_parts() {
        let found = grams(" иванов ян", "79123");
        let all: Vec<&str> = found.iter().map(String::as_str).collect();
        let expected = ["#123", "#791", "#912", "^и", "^я", "ан", "ано", "ва", "ван", "ив", "ива", "но", "нов", "ов", "ян"];
        assert_eq!(all, expected);
        assert!(grams_of_parts(&["ван".into(), "я".into(), "но".into()]).iter().flatten().all(|gram| found.contains(gram)));
        assert!(grams_of_digits("9123").iter().flatten().all(|gram| found.contains(gram)));
    }

    #[test]
    fn every_part_of_a_question_is_looked_up_whatever_the_length_of_the_others() {
        let asked = grams_of_parts(&["электромонтажспецстройсистемы".into(), "1999".into()]);
        assert!(asked.iter().map(Vec::len).sum::<usize>() <= MOST_GRAMS);
        assert_eq!(asked[1], ["199", "999"]);
    }

    #[test]
    fn each_part_is_looked_up_by_its_rarest_gram_before_any_by_a_second() {
        let parts = grams_of_parts(&["смирнов".into(), "кузнецов".into()]);
        let sizes = parts.iter().flatten().zip([5, 1, 2, 9, 30, 9, 9, 9, 3, 9, 30]).map(|(gram, size)| (gram.clone(), size));
        let chosen = rarest(&parts, &sizes.collect());
        assert_eq!(chosen, ["мир", "ирн", "нец"]);
    }

    proptest! {
        #[test]
        fn packed_sets_intersect_as_sets_do(sets in prop::collection::vec(prop::collection::btree_set(0_u16..3000, 0..2000), 1..5)) {
            let packed = sets.iter().map(|set| pack(&set.iter().copied().collect::<Vec<_>>(), 2999)).collect();
            let expected: Vec<u16> = sets[0].iter().copied().filter(|line| sets.iter().all(|set| set.contains(line))).collect();
            prop_assert_eq!(intersection(packed).unwrap(), expected);
        }
    }
}
