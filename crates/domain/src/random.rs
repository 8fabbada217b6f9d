//! A small generator of numbers that look random and are the same for the same seed, on every machine and in every version.

/// SplitMix64 (Steele, Lea, Flood 2014). Good for choices and made-up data; never for secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The numbers of one thing out of many: each (`stream`, `index`) of a seed has its own, asked for in any order.
    #[must_use]
    pub const fn of(seed: u64, stream: u64, index: u64) -> Self {
        let seed = mix(seed ^ mix(stream.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        Self(mix(seed ^ index.wrapping_mul(0xd1b5_4a32_d192_ed03)))
    }

    /// The next 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number below `bound`; 0 when `bound` is 0.
    pub const fn below(&mut self, bound: u64) -> u64 {
        // The high half of a product is even enough: the error is below bound / 2^64.
        ((self.next() as u128 * bound as u128) >> 64) as u64
    }

    /// A whole number from `low` to `high`, both included; `low` when they are the other way round.
    pub const fn between(&mut self, low: i64, high: i64) -> i64 {
        if high <= low {
            return low;
        }
        low.wrapping_add(self.below(high.abs_diff(low).wrapping_add(1)).cast_signed())
    }

    /// True in about `percent` of 100.
    pub const fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A number from 0 up to 1, 1 excluded.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a float exactly")]
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of the items; `None` when there are none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        usize::try_from(self.below(items.len() as u64)).ok().and_then(|at| items.get(at))
    }
}

const fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_numbers_of_a_seed_come_out() {
        let mut random = Random::new(1_234_567);
        assert_eq!(
            [random.next(), random.next(), random.next()],
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn every_choice_comes_about_equally_often() {
        let mut random = Random::new(3);
        let mut seen = [0_u32; 7];
        for _ in 0..70_000 {
            seen[usize::try_from(random.between(-3, 3) + 3).unwrap()] += 1;
        }
        assert!(seen.iter().all(|times| (9_500..10_500).contains(times)), "{seen:?}");
        assert_eq!(random.below(0), 0);
        assert_eq!(random.between(5, 2), 5);
        assert_eq!(random.pick::<u8>(&[]), None);
    }

    #[test]
    fn neighbours_have_numbers_of_their_own() {
        let firsts: std::collections::HashSet<u64> =
            (0..100).flat_map(|stream| (0..100).map(move |index| Random::of(1, stream, index).next())).collect();
        assert_eq!(firsts.len(), 10_000);
    }
}
