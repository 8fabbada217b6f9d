//! A form with repeated names, as checkboxes send it.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;

use crate::errors::Fail;

/// Whether a script asks for a part of the page only.
#[derive(Clone, Copy, Debug)]
pub struct Fragment(pub bool);

impl<S: Send + Sync> FromRequestParts<S> for Fragment {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        // Going back in the history asks for the whole page again.
        let restores = parts.headers.contains_key("hx-history-restore-request");
        Ok(Fragment(parts.headers.contains_key("hx-request") && !restores))
    }
}

/// The pairs of a form in the order they were sent.
#[derive(Clone, Debug, Default)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// The first value of a name; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The pairs whose names begin so: the rest of the name, and the value.
    pub fn starting<'a>(&'a self, with: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(n, v)| n.strip_prefix(with).map(|rest| (rest, v.as_str())))
    }

    /// Reads `a=1&b=2`, percent-decoded; bytes that are no UTF-8 are replaced.
    pub fn parse(body: &[u8]) -> Self {
        let pair = |part: &[u8]| {
            let at = part.iter().position(|b| *b == b'=').unwrap_or(part.len());
            (decode(&part[..at]), decode(part.get(at + 1..).unwrap_or_default()))
        };
        Pairs(body.split(|b| *b == b'&').filter(|p| !p.is_empty()).map(pair).collect())
    }
}

fn decode(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let hex = |at: usize| after.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = &after[2..];
            }
            (b'+', ..) => {
                bytes.push(b' ');
                rest = after;
            }
            (other, ..) => {
                bytes.push(*other);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl<S: Send + Sync> FromRequest<S> for Pairs {
    type Rejection = Fail;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fail> {
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Fail::TooLarge)?;
        Ok(Pairs::parse(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_names_and_strange_bytes_are_read() {
        let pairs = Pairs::parse("role=employee&role=supervisor&note=%D0%90%D0%BD%D0%BD%D0%B0+%26%&bad=%FF%".as_bytes());
        assert_eq!(pairs.all("role").collect::<Vec<_>>(), ["employee", "supervisor"]);
        assert_eq!(pairs.text("note"), "Анна &%");
        assert_eq!(pairs.text("bad"), "\u{fffd}%");
        assert_eq!(pairs.text("none"), "");
    }
}
