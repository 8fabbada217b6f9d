//! Threads by the JWZ algorithm (jwz.org/doc/threading.html): who answers whom, also where letters are missing.

use std::collections::{HashMap, HashSet};

/// What threading asks of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Node {
    /// Its `Message-ID`; empty when it has none.
    pub message_id: String,
    /// What it refers to, oldest first: `References`, then `In-Reply-To` where that adds something.
    pub references: Vec<String>,
}

/// One letter in its thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its place in the list given.
    pub index: usize,
    /// How many letters that are here stand above it.
    pub depth: usize,
}

/// The references of a letter as threading wants them: `References` first, then the first id of `In-Reply-To`, each once,
/// the letter's own id left out.
#[must_use]
pub fn references(message_id: &str, references: &[String], in_reply_to: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    let all = references.iter().chain(in_reply_to.first());
    all.filter(|id| !id.is_empty() && *id != message_id && seen.insert(id.as_str())).cloned().collect()
}

/// The letters as trees, flattened: every letter once, each after the one it answers. Roots and answers keep the order
/// given (which is the order of time).
#[must_use]
pub fn thread(nodes: &[Node]) -> Vec<Placed> {
    let (ids, parents) = containers(nodes);
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    let mut roots = Vec::new();
    for (container, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) => children[*parent].push(container),
            None => roots.push(container),
        }
    }
    let mut placed = Vec::with_capacity(nodes.len());
    let mut open: Vec<(usize, usize)> = Vec::new();
    let push = |open: &mut Vec<(usize, usize)>, list: &[usize], depth: usize| {
        open.extend(ordered(list, &ids, &children).into_iter().rev().map(|one| (one, depth)));
    };
    push(&mut open, &roots, 0);
    while let Some((container, depth)) = open.pop() {
        let below = match ids[container] {
            Some(index) => {
                placed.push(Placed { index, depth });
                depth + 1
            }
            // A letter that is not here takes no step of its own.
            None => depth,
        };
        push(&mut open, &children[container], below);
    }
    placed
}

/// Containers: the letters in order, then one for each id referred to that no letter has; and each one's parent.
fn containers(nodes: &[Node]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut ids: Vec<Option<usize>> = (0..nodes.len()).map(Some).collect();
    let mut parents: Vec<Option<usize>> = vec![None; nodes.len()];
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (index, node) in nodes.iter().enumerate() {
        // The first letter with an id keeps it: a second one with the same id is a letter of its own.
        if !node.message_id.is_empty() {
            by_id.entry(&node.message_id).or_insert(index);
        }
    }
    for (index, node) in nodes.iter().enumerate() {
        let mut above = None;
        for reference in &node.references {
            let container = *by_id.entry(reference).or_insert_with(|| {
                ids.push(None);
                parents.push(None);
                ids.len() - 1
            });
            if let Some(parent) = above
                && parents[container].is_none()
                && ids[container].is_none()
                && !descends(&parents, parent, container)
            {
                parents[container] = Some(parent);
            }
            above = Some(container);
        }
        // A letter's own references say more of its parent than what others guessed.
        if let Some(parent) = above
            && parent != index
            && !descends(&parents, parent, index)
        {
            parents[index] = Some(parent);
        }
    }
    (ids, parents)
}

/// Whether `one` is `other` or stands below it: linking them would make a ring.
fn descends(parents: &[Option<usize>], one: usize, other: usize) -> bool {
    let mut here = Some(one);
    while let Some(container) = here {
        if container == other {
            return true;
        }
        here = parents[container];
    }
    false
}

/// Containers in the order of the first letter each holds.
fn ordered(list: &[usize], ids: &[Option<usize>], children: &[Vec<usize>]) -> Vec<usize> {
    let first = |container: usize| {
        let mut open = vec![container];
        let mut first = usize::MAX;
        while let Some(one) = open.pop() {
            match ids[one] {
                Some(index) => first = first.min(index),
                None => open.extend(&children[one]),
            }
        }
        first
    };
    let mut sorted: Vec<(usize, usize)> = list.iter().map(|one| (first(*one), *one)).collect();
    sorted.sort_unstable();
    sorted.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn node(id: &str, references: &[&str]) -> Node {
        Node { message_id: id.to_owned(), references: references.iter().map(|one| (*one).to_owned()).collect() }
    }

    fn shape(nodes: &[Node]) -> Vec<(usize, usize)> {
        thread(nodes).into_iter().map(|one| (one.index, one.depth)).collect()
    }

    #[test]
    fn an_answer_stands_under_what_it_answers() {
        assert_eq!(
            shape(&[node("a", &[]), node("b", &["a"]), node("c", &["a", "b"]), node("d", &["a"])]),
            [(0, 0), (1, 1), (2, 2), (3, 1)]
        );
    }

    #[test]
    fn a_missing_letter_still_joins_its_answers() {
        // "b" never came: both answers to it stand side by side under "a".
        assert_eq!(shape(&[node("a", &[]), node("c", &["a", "b"]), node("d", &["b"])]), [(0, 0), (1, 1), (2, 1)]);
    }

    #[test]
    fn letters_that_refer_to_each_other_make_no_ring() {
        let shaped = shape(&[node("a", &["b"]), node("b", &["a"])]);
        assert_eq!(shaped.len(), 2);
        assert_eq!(shape(&[node("a", &["a"])]), [(0, 0)]);
    }

    #[test]
    fn two_letters_with_one_id_both_stand_there() {
        assert_eq!(shape(&[node("a", &[]), node("a", &[]), node("b", &["a"])]), [(0, 0), (2, 1), (1, 0)]);
    }

    #[test]
    fn references_are_each_named_once_and_never_the_letter_itself() {
        let ids = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        assert_eq!(references("m", &ids(&["a", "b", "a", "m"]), &ids(&["c", "d"])), ids(&["a", "b", "c"]));
    }

    proptest! {
        #[test]
        fn every_letter_is_placed_once_and_never_deeper_than_one_below_the_one_before(
            nodes in prop::collection::vec(("[a-f]{0,1}", prop::collection::vec("[a-h]", 0..4)), 0..14)
        ) {
            let nodes: Vec<Node> = nodes.into_iter().map(|(id, references)| Node { message_id: id, references }).collect();
            let placed = thread(&nodes);
            let mut indices: Vec<usize> = placed.iter().map(|one| one.index).collect();
            indices.sort_unstable();
            prop_assert_eq!(indices, (0..nodes.len()).collect::<Vec<_>>());
            let mut before = None;
            for one in placed {
                prop_assert!(one.depth <= before.map_or(0, |depth: usize| depth + 1));
                before = Some(one.depth);
            }
        }
    }
}
