//! Three cookies: the session, which is a secret; the accounts this browser has signed in to, which guessing by strangers
//! must not lock out; and the look of this browser, which is no secret.
//!
//! With https the session cookie is `__Host-session` (the browser then insists on `Secure`, `Path=/` and no domain);
//! without it, as on 127.0.0.1, the prefix cannot be used. `SameSite=Lax` lets a link from a letter open a page.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::layout::Theme;
use crate::locale::{self, Lang};

const LOOK: &str = "look";
/// A year, in seconds: browsers keep no cookie much longer.
const YEAR: u32 = 365 * 24 * 3600;

/// The value of a cookie.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, v)| v)
}

fn session_name(https: bool) -> &'static str {
    if https { "__Host-session" } else { "session" }
}

/// The token of the session the browser shows, if any.
pub fn session(headers: &HeaderMap, https: bool) -> Option<&str> {
    get(headers, session_name(https)).filter(|t| !t.is_empty())
}

/// The `Set-Cookie` that begins a session. It ends with the session in the store; the cookie itself lasts a year.
pub fn begin_session(token: &str, https: bool) -> HeaderValue {
    line(session_name(https), token, YEAR, https, true)
}

/// The `Set-Cookie` that forgets the session.
pub fn end_session(https: bool) -> HeaderValue {
    line(session_name(https), "", 0, https, true)
}

/// Most accounts one browser is known for: a desk that several share.
const KNOWN_ACCOUNTS: usize = 8;

fn known_name(https: bool) -> &'static str {
    if https { "__Host-known" } else { "known" }
}

fn marks(headers: &HeaderMap, https: bool) -> impl Iterator<Item = &str> {
    get(headers, known_name(https)).unwrap_or_default().split('.').filter(|mark| mark.len() == 64).take(KNOWN_ACCOUNTS)
}

/// Whether this browser shows the mark of an account (`app::secrets::browser_mark`): it has signed in to it before.
pub fn knows(headers: &HeaderMap, mark: &str, https: bool) -> bool {
    // Compared by digest: how long it takes tells nothing of the mark.
    let wanted = blake3::hash(mark.as_bytes());
    marks(headers, https).any(|shown| blake3::hash(shown.as_bytes()) == wanted)
}

/// The `Set-Cookie` that remembers that this browser has signed in to one more account; the last ones stay.
pub fn remember_account(headers: &HeaderMap, mark: &str, https: bool) -> HeaderValue {
    let others = marks(headers, https).filter(|shown| *shown != mark && shown.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let all: Vec<&str> = std::iter::once(mark).chain(others).take(KNOWN_ACCOUNTS).collect();
    line(known_name(https), &all.join("."), YEAR, https, true)
}

/// Language and theme of this browser, for pages shown before anyone has signed in and for pages of errors.
pub fn look(headers: &HeaderMap) -> (Lang, Theme) {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map_or(Lang::Ru, locale::negotiate);
    let (lang, theme) = get(headers, LOOK).and_then(|v| v.split_once('.')).unwrap_or_default();
    (Lang::from_code(lang).unwrap_or(asked), Theme::from_code(theme))
}

/// The `Set-Cookie` that remembers the look of this browser.
pub fn remember_look(lang: Lang, theme: Theme, https: bool) -> HeaderValue {
    line(LOOK, &format!("{}.{}", lang.code(), theme.code()), YEAR, https, false)
}

fn line(name: &str, value: &str, age: u32, https: bool, secret: bool) -> HeaderValue {
    let secure = if https { "; Secure" } else { "" };
    let http_only = if secret { "; HttpOnly" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={age}; SameSite=Lax{secure}{http_only}");
    // Names and values are ours: letters, digits, dots and dashes.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_for_the_last_accounts_it_signed_in_to() {
        let mut headers = HeaderMap::new();
        let mark = |n: u32| format!("{n:064x}");
        for n in 0..10 {
            let set = remember_account(&headers, &mark(n), false).to_str().unwrap().to_owned();
            assert!(set.contains("; HttpOnly"));
            headers.insert(header::COOKIE, HeaderValue::from_str(set.split(';').next().unwrap()).unwrap());
        }
        assert!((2..10).all(|n| knows(&headers, &mark(n), false)));
        assert!(!knows(&headers, &mark(1), false) && !knows(&headers, &mark(2), true));
        headers.insert(header::COOKIE, HeaderValue::from_static("known=..;x"));
        assert!(!knows(&headers, "", false));
    }

    #[test]
    fn the_session_cookie_is_bound_to_the_host_when_https() {
        let set = begin_session("abc", true);
        assert_eq!(set, "__Host-session=abc; Path=/; Max-Age=31536000; SameSite=Lax; Secure; HttpOnly");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("look=en.dark; session=x; __Host-session=abc"));
        assert_eq!(session(&headers, true), Some("abc"));
        assert_eq!(session(&headers, false), Some("x"));
        assert_eq!(look(&headers), (Lang::En, Theme::Dark));
    }

    #[test]
    fn a_nonsense_look_falls_back_to_what_the_browser_asks_for() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("look=<script>"));
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
        assert_eq!(look(&headers), (Lang::En, Theme::System));
    }
}
