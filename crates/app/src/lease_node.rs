//! The number a process makes ids with is leased in the database, so that two processes never make the same id.
//!
//! A holder makes ids only for times before the end of its lease, and the next holder of the number only for times after it.
//! So ids differ whatever the clocks of the machines say and however long a process was held up
//! (docs/decisions/0015-node-numbers-are-leased.md).

use domain::id::NODES;
use domain::time::Time;

use crate::error::{Done, StoreError};
use crate::ports::Tx;

/// How long a lease lasts without being renewed, seconds.
pub const LEASE: i64 = 600;

/// How long before its end a lease is given up for lost, seconds: ids run ahead of the clock by less.
pub const MARGIN: i64 = 60;

/// A number held by this process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeLease {
    /// The number.
    pub node: u16,
    /// Whose: random, known to the holder alone.
    pub owner: String,
    /// The number's ids of times before this one may be another's.
    pub since: Time,
    /// Ids of this time and later are not the holder's to make.
    pub until: Time,
}

impl NodeLease {
    /// Up to when ids may be made without renewing.
    #[must_use]
    pub fn good_until(&self) -> Time {
        self.until.plus_seconds(-MARGIN)
    }
}

/// Takes the lowest number whose lease is over or that nobody ever had.
///
/// # Errors
/// `Busy` when all numbers are in use; store errors.
pub fn lease_node(tx: &mut dyn Tx, owner: &str, now: Time) -> Done<NodeLease> {
    let mut leases = tx.node_leases()?.into_iter().peekable();
    for node in 0..NODES {
        let before = leases.next_if(|(taken, _)| *taken == node).map(|(_, until)| until);
        if before.is_none_or(|until| until <= now) {
            let lease = NodeLease { node, owner: owner.to_owned(), since: now, until: now.plus_seconds(LEASE) };
            tx.put_node_lease(node, owner, lease.until)?;
            return Ok(lease);
        }
    }
    Err(StoreError::Busy(format!(
        "all {NODES} numbers for making ids are in use; stop a process that works over this database, or wait {} minutes after \
         one was killed",
        LEASE / 60
    ))
    .into())
}

/// Renews a lease; `None` when somebody else has taken the number since.
///
/// # Errors
/// Store errors.
pub fn renew_node(tx: &mut dyn Tx, lease: &NodeLease, now: Time) -> Done<Option<NodeLease>> {
    // Never back, even when the clock stepped back: ids up to the old end may have been made.
    let until = lease.until.max(now.plus_seconds(LEASE));
    let ours = tx.extend_node_lease(lease.node, &lease.owner, until)?;
    Ok(ours.then(|| NodeLease { until, ..lease.clone() }))
}

/// Gives a number back: it is free for times after `used`, the newest time ids were made for.
///
/// # Errors
/// Store errors.
pub fn release_node(tx: &mut dyn Tx, lease: &NodeLease, used: Time) -> Done<()> {
    tx.extend_node_lease(lease.node, &lease.owner, used.plus_seconds(1))?;
    Ok(())
}
