//! Which wording to offer: what brought facts more often comes more often, and none is ever starved.
//!
//! Each wording has a Beta distribution over its chance to bring the fact; one draw from each, the highest is offered
//! (Thompson sampling for Bernoulli outcomes). Random numbers come from a seed that is passed in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How often a wording was said, and how often the fact was learned afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Count {
    /// Times said, as marked.
    pub said: u32,
    /// Times the fact was then learned.
    pub learned: u32,
}

/// Counts by the id of the variant; a missing one was never said.
pub type Counts = BTreeMap<String, Count>;

/// One offer in so many is drawn without looking at the counts, so that a wording with a bad start is never forgotten.
const FREE_DRAW: u64 = 10;

/// Chooses among wordings by their counts; the index of the one to offer, 0 when there is nothing to choose.
///
/// The same seed, phrase and counts give the same choice, so a text does not change under the eyes during a call.
pub(super) fn choose(phrase: &str, counts: &[Count], seed: u64) -> usize {
    let mut random = SplitMix::new(seed, phrase);
    let Some(many) = u64::try_from(counts.len()).ok().filter(|many| *many > 1) else { return 0 };
    if random.next().is_multiple_of(FREE_DRAW) {
        return usize::try_from(random.next() % many).unwrap_or_default();
    }
    let mut best = (0, f64::MIN);
    for (index, count) in counts.iter().enumerate() {
        let missed = count.said.saturating_sub(count.learned);
        let draw = random.beta(1.0 + f64::from(count.learned.min(count.said)), 1.0 + f64::from(missed));
        if draw > best.1 {
            best = (index, draw);
        }
    }
    best.0
}

/// A small deterministic generator (SplitMix64): good enough for choosing words, the same on every machine.
struct SplitMix(u64);

impl SplitMix {
    fn new(seed: u64, phrase: &str) -> Self {
        // Each phrase draws from a stream of its own: FNV-1a of its id.
        let name =
            phrase.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut random = Self(seed ^ name);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Uniform in (0, 1).
    fn unit(&mut self) -> f64 {
        let high = u32::try_from(self.next() >> 32).unwrap_or_default();
        (f64::from(high) + 0.5) / 4_294_967_296.0
    }

    /// Normal with mean 0 and deviation 1 (Box and Muller).
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.unit().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Gamma with the shape given, at least 1 (Marsaglia and Tsang).
    fn gamma(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.unit().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a), self.gamma(b));
        x / (x + y)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shares(counts: &[Count], seeds: u64) -> Vec<u64> {
        let mut chosen = vec![0; counts.len()];
        for seed in 0..seeds {
            chosen[choose("ask-purpose", counts, seed)] += 1;
        }
        chosen
    }

    #[test]
    fn wordings_nobody_has_said_yet_are_offered_alike() {
        for share in shares(&[Count::default(); 4], 4000) {
            assert!((850..=1150).contains(&share), "{share} of 4000");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn every_wording_is_offered_again_whatever_its_counts(said in prop::collection::vec((0..5000_u32, 0..=100_u32), 2..6)) {
            let counts: Vec<Count> = said.iter().map(|(said, percent)| Count { said: *said, learned: said * percent / 100 }).collect();
            for share in shares(&counts, 600) {
                prop_assert!(share > 0);
            }
        }

        #[test]
        fn the_wording_that_works_better_is_offered_more(said in 60..400_u32, worse in 5..40_u32, better in 20..50_u32) {
            let counts = [
                Count { said, learned: said * worse / 100 },
                Count { said, learned: said * (worse + better) / 100 },
            ];
            let share = shares(&counts, 400);
            prop_assert!(share[1] > share[0] * 3 / 2, "{share:?}");
        }

        #[test]
        fn the_same_seed_gives_the_same_wording(seed in any::<u64>(), said in 0..50_u32) {
            let counts = [Count { said, learned: said / 2 }, Count::default(), Count { said: 3, learned: 3 }];
            prop_assert_eq!(choose("x", &counts, seed), choose("x", &counts, seed));
        }
    }

    #[test]
    fn what_works_settles_in_use() {
        // Two wordings, one brings the fact in 60 of 100 cases, the other in 20.
        let mut counts = [Count::default(); 2];
        let mut world = SplitMix::new(7, "world");
        for call in 0..1000 {
            let index = choose("ask-purpose", &counts, call);
            counts[index].said += 1;
            if world.next() % 100 < [20, 60][index] {
                counts[index].learned += 1;
            }
        }
        assert!(counts[1].said > 800, "{counts:?}");
        assert!(counts[0].said > 30, "{counts:?}");
    }
}
