//! What every use case is told from outside: the time, new ids, random bytes.

use domain::id::IdMaker;
use domain::time::Time;

/// The outside world of one use case: all that is not in the store.
pub struct Context<'a> {
    /// The time of this use case.
    pub now: Time,
    /// Where new ids come from.
    pub ids: &'a mut IdMaker,
    /// Thirty-two random bytes, for secrets and for the seed of a choice.
    pub random: [u8; 32],
}

impl Context<'_> {
    /// A new id of any kind: `ctx.id(ClientId)`.
    pub fn id<T>(&mut self, kind: impl FnOnce(i64) -> T) -> T {
        kind(self.ids.next(self.now))
    }

    /// A seed for a choice that may be repeated.
    #[must_use]
    pub fn seed(&self) -> u64 {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.random[..8]);
        u64::from_le_bytes(bytes)
    }
}
