//! How often one may try to sign in: few attempts for one login, more for one address (an office shares one).

use std::net::IpAddr;
use std::num::NonZeroU32;

use axum::http::HeaderMap;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Attempts at once for one login, and how many come back in a minute.
const PER_LOGIN: (u32, u32) = (5, 2);
/// The same for one address.
const PER_ADDRESS: (u32, u32) = (30, 20);
/// Keys kept before old ones are swept out: a flood of made-up logins must not fill the memory.
const SWEEP_AT: usize = 10_000;

/// The limits of one process.
#[derive(Debug)]
pub struct Limits {
    by_login: DefaultKeyedRateLimiter<String>,
    by_address: DefaultKeyedRateLimiter<IpAddr>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { by_login: RateLimiter::keyed(quota(PER_LOGIN)), by_address: RateLimiter::keyed(quota(PER_ADDRESS)) }
    }
}

fn quota((burst, per_minute): (u32, u32)) -> Quota {
    let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    Quota::per_minute(at_least_one(per_minute)).allow_burst(at_least_one(burst))
}

impl Limits {
    /// Counts an attempt; false when there were too many.
    pub fn may_try(&self, login: &str, address: IpAddr) -> bool {
        if self.by_login.len() > SWEEP_AT {
            self.by_login.retain_recent();
        }
        if self.by_address.len() > SWEEP_AT {
            self.by_address.retain_recent();
        }
        // Both are counted every time, so that one does not shield the other.
        let by_address = self.by_address.check_key(&address).is_ok();
        let by_login = self.by_login.check_key(&login.trim().to_lowercase()).is_ok();
        by_address && by_login
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

    #[test]
    fn a_login_is_tried_five_times_in_a_row_and_another_is_not_touched() {
        let limits = Limits::default();
        assert!((0..5).all(|_| limits.may_try("Anna", HERE)));
        assert!(!limits.may_try(" anna", HERE));
        assert!(limits.may_try("boris", HERE));
    }

    #[test]
    fn an_address_that_tries_many_logins_is_stopped() {
        let limits = Limits::default();
        let allowed = (0..100).filter(|n| limits.may_try(&format!("login{n}"), HERE)).count();
        assert!((30..40).contains(&allowed), "{allowed}");
    }

    #[test]
    fn only_our_own_proxy_names_the_address() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 10.0.0.7"));
        assert_eq!(address(HERE, &headers, false), HERE);
        assert_eq!(address(HERE, &headers, true).to_string(), "10.0.0.7");
    }
}
