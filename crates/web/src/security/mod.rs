//! What stands between the network and the pages. Nothing here knows a page.
//!
//! - `headers`: what a browser may do with our pages (CSP and company);
//! - `csrf`: a request that changes something must come from our own page;
//! - `cookies`: the session cookie and the look of this browser;
//! - `limits`: how often one may try to sign in.

pub mod cookies;
pub mod csrf;
pub mod headers;
pub mod limits;
