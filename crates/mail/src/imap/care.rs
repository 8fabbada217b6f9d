//! Letters at which the connection broke: asked for in ever smaller batches, and given up at last, so that one letter a server
//! chokes on does not stop the sync.

use std::collections::HashSet;

/// So many breaks at a single letter are its fault and not the network's.
const BREAKS_MAX: u32 = 4;

/// What is remembered from one connection to the next.
#[derive(Debug, Default)]
pub(crate) struct Care {
    wire: String,
    uids: Vec<u32>,
    breaks: u32,
    given_up: HashSet<(String, u32)>,
}

impl Care {
    /// Whether a letter was given up on an earlier connection.
    pub(crate) fn given_up(&self, wire: &str, uid: u32) -> bool {
        !self.given_up.is_empty() && self.given_up.contains(&(wire.to_owned(), uid))
    }

    /// How many letters may be asked for at once in this folder, of those next in turn.
    pub(crate) fn batch(&self, wire: &str, next: &[u32], usual: usize) -> usize {
        let suspect = self.breaks > 0 && self.wire == wire && next.iter().take(usual).any(|uid| self.uids.contains(uid));
        if suspect { usual.checked_shr(2 * self.breaks).unwrap_or(0).max(1) } else { usual.max(1) }
    }

    /// The connection broke while these were asked for. Whether to give up on it: it is one, and it broke too often.
    pub(crate) fn broke(&mut self, wire: &str, uids: &[u32]) -> bool {
        let again = self.wire == wire && uids.iter().any(|uid| self.uids.contains(uid));
        let alone = uids.len() == 1;
        if again && !(alone && self.uids.len() > 1) {
            self.breaks += 1;
        } else if again {
            // From here on the breaks of this one letter are counted, and the batch stays at one.
            self.breaks = self.breaks.max(BREAKS_MAX);
        } else {
            self.breaks = 1;
        }
        self.wire = wire.to_owned();
        self.uids = uids.to_vec();
        let enough = alone && self.breaks >= 2 * BREAKS_MAX;
        if enough {
            self.given_up.extend(uids.iter().map(|uid| (wire.to_owned(), *uid)));
        }
        enough
    }

    /// These came, or were given up.
    pub(crate) fn passed(&mut self, wire: &str, uids: &[u32]) {
        if self.wire == wire {
            self.uids.retain(|uid| !uids.contains(uid));
            if self.uids.is_empty() {
                self.breaks = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_letter_that_breaks_the_connection_is_found_and_given_up_and_no_other() {
        let poison = 37;
        let mut care = Care::default();
        let mut waiting: Vec<u32> = (1..=100).collect();
        let mut given_up: Vec<u32> = Vec::new();
        let mut breaks = 0;
        while !waiting.is_empty() {
            let batch: Vec<u32> = waiting[..care.batch("x", &waiting, 100).min(waiting.len())].to_vec();
            if batch.contains(&poison) {
                breaks += 1;
                assert!(breaks < 20, "it never ends");
                if !care.broke("x", &batch) {
                    continue;
                }
                given_up.extend(&batch);
                assert!(care.given_up("x", poison));
            }
            care.passed("x", &batch);
            waiting.retain(|uid| !batch.contains(uid));
        }
        assert_eq!(given_up, [poison]);
    }

    #[test]
    fn one_break_of_the_network_gives_up_nothing() {
        let mut care = Care::default();
        assert!(!care.broke("x", &[5]));
        assert_eq!(care.batch("x", &[5], 100), 25);
        assert_eq!(care.batch("y", &[5], 100), 100);
        care.passed("x", &[5]);
        assert_eq!(care.batch("x", &[5, 6], 100), 100);
    }
}
