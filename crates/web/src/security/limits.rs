//! How often one may fail to sign in: few times for a login from one address, more for one address (an office shares one).
//!
//! A login alone has no limit: whoever fails on purpose elsewhere must not lock a colleague out.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use domain::time::Time;

/// Failures of one login from one address.
const PER_LOGIN: Quota = Quota { at_once: 5, seconds: 30 };
/// Failures of one address, whatever the login.
const PER_ADDRESS: Quota = Quota { at_once: 30, seconds: 3 };
/// Keys kept before those in the clear are swept out: a flood of made-up logins must not fill the memory.
const SWEEP_AT: usize = 10_000;
/// Longest part of a login that tells keys apart, characters.
const LOGIN_LIMIT: usize = 100;

/// Attempts at once, and the seconds after which one comes back.
#[derive(Debug, Clone, Copy)]
struct Quota {
    at_once: i64,
    seconds: i64,
}

/// The limits of one process.
#[derive(Debug, Default)]
pub struct Limits {
    by_login: Mutex<Debts<(String, IpAddr)>>,
    by_address: Mutex<Debts<IpAddr>>,
}

/// Until when each key has used up what comes back; a key in the past is in the clear.
#[derive(Debug)]
struct Debts<K>(HashMap<K, Time>);

impl<K> Default for Debts<K> {
    fn default() -> Self {
        Debts(HashMap::new())
    }
}

impl<K: Eq + Hash> Debts<K> {
    /// Counts an attempt; false, and not counted, when there were too many.
    fn take(&mut self, key: K, quota: Quota, now: Time) -> bool {
        if self.0.len() >= SWEEP_AT {
            self.0.retain(|_, until| *until > now);
        }
        let until = self.0.entry(key).or_insert(now);
        let from = (*until).max(now);
        if from.seconds_since(now) > (quota.at_once - 1) * quota.seconds {
            return false;
        }
        *until = from.plus_seconds(quota.seconds);
        true
    }
}

impl Limits {
    /// Counts an attempt; false when there were too many. Counted before the password is looked at, so that many at
    /// once do not slip through; [`Limits::succeeded`] gives it back.
    pub fn may_try(&self, login: &str, address: IpAddr, now: Time) -> bool {
        // Both are counted every time, so that one does not shield the other.
        let key = (login_key(login), network(address));
        let by_address = self.by_address.lock().unwrap_or_else(PoisonError::into_inner).take(key.1, PER_ADDRESS, now);
        let by_login = self.by_login.lock().unwrap_or_else(PoisonError::into_inner).take(key, PER_LOGIN, now);
        by_address && by_login
    }

    /// The attempt was right: it does not count, and this login's failures from here are forgotten.
    pub fn succeeded(&self, login: &str, address: IpAddr) {
        let key = (login_key(login), network(address));
        if let Some(until) = self.by_address.lock().unwrap_or_else(PoisonError::into_inner).0.get_mut(&key.1) {
            *until = until.plus_seconds(-PER_ADDRESS.seconds);
        }
        self.by_login.lock().unwrap_or_else(PoisonError::into_inner).0.remove(&key);
    }
}

fn login_key(login: &str) -> String {
    login.trim().to_lowercase().chars().take(LOGIN_LIMIT).collect()
}

/// One household has a whole /64 of IPv6: its addresses are one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        four => four,
    }
}

/// The browser's address: the peer, or what our own proxy says (its last entry, which the browser cannot forge).
pub fn address(peer: IpAddr, headers: &HeaderMap, behind_proxy: bool) -> IpAddr {
    if !behind_proxy {
        return peer;
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back().and_then(|v| v.to_str().ok());
    forwarded.and_then(|v| v.rsplit(',').next()).and_then(|v| v.trim().parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 9));
    const NOW: Time = Time::from_micros(1_000_000);

    #[test]
    fn a_login_fails_five_times_in_a_row_from_one_address_and_nobody_else_is_locked_out() {
        let limits = Limits::default();
        assert!((0..5).all(|_| limits.may_try("Anna", HERE, NOW)));
        assert!(!limits.may_try(" anna", HERE, NOW));
        assert!(limits.may_try("boris", HERE, NOW));
        assert!(limits.may_try("anna", THERE, NOW));
        assert!(limits.may_try("anna", HERE, NOW.plus_seconds(30)));
    }

    #[test]
    fn right_passwords_are_never_refused_and_forgive_the_failures_before() {
        let limits = Limits::default();
        for _ in 0..200 {
            assert!(limits.may_try("anna", HERE, NOW));
            limits.succeeded("anna", HERE);
        }
        assert!((0..4).all(|_| limits.may_try("anna", HERE, NOW)));
        assert!(limits.may_try("anna", HERE, NOW));
        limits.succeeded("anna", HERE);
        assert!((0..5).all(|_| limits.may_try("anna", HERE, NOW)));
    }

    #[test]
    fn an_address_that_tries_many_logins_is_stopped() {
        let limits = Limits::default();
        let allowed = (0..100).filter(|n| limits.may_try(&format!("login{n}"), HERE, NOW)).count();
        assert_eq!(allowed, 30);
        let near: IpAddr = "2001:db8::1".parse().unwrap();
        let same: IpAddr = "2001:db8::2".parse().unwrap();
        let allowed = (0..100).filter(|n| limits.may_try(&format!("l{n}"), if n % 2 == 0 { near } else { same }, NOW)).count();
        assert_eq!(allowed, 30);
    }

    #[test]
    fn only_our_own_proxy_names_the_address() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 10.0.0.7"));
        assert_eq!(address(HERE, &headers, false), HERE);
        assert_eq!(address(HERE, &headers, true).to_string(), "10.0.0.7");
    }
}
