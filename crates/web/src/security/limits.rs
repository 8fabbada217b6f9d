//! How often one may fail to sign in: few times for a login from one address, more for one address (an office shares one),
//! and slowly for a login from all the addresses together where nobody has signed in with it before.
//!
//! Whoever fails on purpose elsewhere must not lock a colleague out: an address or a browser that has signed in with the
//! login stands apart from what strangers do.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use domain::time::Time;

/// Failures of one login from one address.
const PER_LOGIN: Quota = Quota { at_once: 5, seconds: 30 };
/// Failures of one address, whatever the login.
const PER_ADDRESS: Quota = Quota { at_once: 30, seconds: 3 };
/// Failures of one login from all addresses it has never signed in from: many machines guess no faster than one.
const PER_LOGIN_OF_STRANGERS: Quota = Quota { at_once: 20, seconds: 60 };
/// How long an address counts as one that has signed in, seconds: 90 days.
const REMEMBERED: i64 = 90 * 24 * 3600;
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
    by_login: Mutex<Debts<(String, Place)>>,
    by_address: Mutex<Debts<IpAddr>>,
    of_strangers: Mutex<Debts<String>>,
    signed_in: Mutex<HashMap<(String, IpAddr), Time>>,
}

/// Where an attempt comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    /// A browser that shows it has signed in with this login, wherever it is.
    KnownBrowser,
    /// Any other browser of an address.
    Address(IpAddr),
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

    /// Takes one attempt back.
    fn give_back(&mut self, key: &K, quota: Quota) {
        if let Some(until) = self.0.get_mut(key) {
            *until = until.plus_seconds(-quota.seconds);
        }
    }
}

impl Limits {
    /// Counts an attempt; false when there were too many. Counted before the password is looked at, so that many at
    /// once do not slip through; [`Limits::succeeded`] gives it back. `known_browser`: it has signed in with this login
    /// before ([`super::cookies::knows`]); then neither its neighbours nor strangers stand in its way.
    pub fn may_try(&self, login: &str, address: IpAddr, known_browser: bool, now: Time) -> bool {
        let (login, network) = (login_key(login), network(address));
        if known_browser {
            return locked(&self.by_login).take((login, Place::KnownBrowser), PER_LOGIN, now);
        }
        // All are counted every time, so that one does not shield the other.
        let by_address = locked(&self.by_address).take(network, PER_ADDRESS, now);
        let by_login = locked(&self.by_login).take((login.clone(), Place::Address(network)), PER_LOGIN, now);
        let seen = locked(&self.signed_in).get(&(login.clone(), network)).copied();
        let stranger = seen.is_none_or(|at| now.seconds_since(at) > REMEMBERED);
        let as_stranger = !stranger || locked(&self.of_strangers).take(login, PER_LOGIN_OF_STRANGERS, now);
        by_address && by_login && as_stranger
    }

    /// The attempt was right: it does not count, this login's failures from here are forgotten, and the address is known.
    pub fn succeeded(&self, login: &str, address: IpAddr, known_browser: bool, now: Time) {
        let (login, network) = (login_key(login), network(address));
        if known_browser {
            locked(&self.by_login).0.remove(&(login.clone(), Place::KnownBrowser));
        } else {
            locked(&self.by_address).give_back(&network, PER_ADDRESS);
            locked(&self.by_login).0.remove(&(login.clone(), Place::Address(network)));
        }
        let mut signed_in = locked(&self.signed_in);
        if !known_browser && !signed_in.contains_key(&(login.clone(), network)) {
            locked(&self.of_strangers).give_back(&login, PER_LOGIN_OF_STRANGERS);
        }
        if signed_in.len() >= SWEEP_AT {
            signed_in.retain(|_, at| now.seconds_since(*at) <= REMEMBERED);
        }
        signed_in.insert((login, network), now);
    }
}

fn locked<T>(one: &Mutex<T>) -> MutexGuard<'_, T> {
    one.lock().unwrap_or_else(PoisonError::into_inner)
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
        assert!((0..5).all(|_| limits.may_try("Anna", HERE, false, NOW)));
        assert!(!limits.may_try(" anna", HERE, false, NOW));
        assert!(limits.may_try("boris", HERE, false, NOW));
        assert!(limits.may_try("anna", THERE, false, NOW));
        assert!(limits.may_try("anna", HERE, false, NOW.plus_seconds(30)));
    }

    #[test]
    fn right_passwords_are_never_refused_and_forgive_the_failures_before() {
        let limits = Limits::default();
        for _ in 0..200 {
            assert!(limits.may_try("anna", HERE, false, NOW));
            limits.succeeded("anna", HERE, false, NOW);
        }
        assert!((0..4).all(|_| limits.may_try("anna", HERE, false, NOW)));
        assert!(limits.may_try("anna", HERE, false, NOW));
        limits.succeeded("anna", HERE, false, NOW);
        assert!((0..5).all(|_| limits.may_try("anna", HERE, false, NOW)));
    }

    #[test]
    fn an_address_that_tries_many_logins_is_stopped() {
        let limits = Limits::default();
        let allowed = (0..100).filter(|n| limits.may_try(&format!("login{n}"), HERE, false, NOW)).count();
        assert_eq!(allowed, 30);
        let near: IpAddr = "2001:db8::1".parse().unwrap();
        let same: IpAddr = "2001:db8::2".parse().unwrap();
        let allowed =
            (0..100).filter(|n| limits.may_try(&format!("l{n}"), if n % 2 == 0 { near } else { same }, false, NOW)).count();
        assert_eq!(allowed, 30);
    }

    fn address_number(n: u32) -> IpAddr {
        IpAddr::V4((0x0b00_0000 + n).into())
    }

    #[test]
    fn many_addresses_guess_one_login_no_faster_than_one() {
        let limits = Limits::default();
        let allowed = |limits: &Limits, now| (0..500).filter(|n| limits.may_try("anna", address_number(*n), false, now)).count();
        assert_eq!(allowed(&limits, NOW), 20);
        assert_eq!(allowed(&limits, NOW.plus_seconds(600)), 10);
        assert!(limits.may_try("boris", address_number(1), false, NOW.plus_seconds(600)));
    }

    #[test]
    fn strangers_who_guess_lock_out_neither_a_known_address_nor_a_known_browser() {
        let limits = Limits::default();
        assert!(limits.may_try("anna", HERE, false, NOW));
        limits.succeeded("anna", HERE, false, NOW);
        for n in 0..500 {
            limits.may_try("anna", address_number(n), false, NOW);
        }
        assert!(!limits.may_try("anna", THERE, false, NOW), "a stranger has to wait");
        assert!(limits.may_try("anna", HERE, false, NOW), "signed in from here before");
        assert!(limits.may_try("anna", THERE, true, NOW), "signed in with this browser before");
        assert!(!limits.may_try("anna", THERE, false, NOW));
        // Nor does somebody who guesses at the next desk.
        while limits.may_try("anna", HERE, false, NOW) {}
        assert!(limits.may_try("anna", HERE, true, NOW));
    }

    #[test]
    fn a_stolen_known_browser_fails_five_times_in_a_row_like_any_other() {
        let limits = Limits::default();
        let allowed = (0..100).filter(|n| limits.may_try("anna", address_number(*n), true, NOW)).count();
        assert_eq!(allowed, 5);
    }

    #[test]
    fn an_address_is_forgotten_when_it_has_not_signed_in_for_long() {
        let limits = Limits::default();
        limits.succeeded("anna", HERE, false, NOW);
        let later = NOW.plus_seconds(REMEMBERED + 1);
        for n in 0..20 {
            limits.may_try("anna", address_number(n), false, later);
        }
        assert!(!limits.may_try("anna", HERE, false, later));
    }

    #[test]
    fn only_our_own_proxy_names_the_address() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 10.0.0.7"));
        assert_eq!(address(HERE, &headers, false), HERE);
        assert_eq!(address(HERE, &headers, true).to_string(), "10.0.0.7");
    }
}
