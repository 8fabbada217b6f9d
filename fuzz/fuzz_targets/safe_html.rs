//! HTML of any kind is made safe, and made safe again it is still what it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::html::text::as_text;
use mail::html::{Options, safe};

fuzz_target!(|html: &str| {
    let options = Options { remote: false, cid: |_: &str| None };
    let once = safe(html, &options).html;
    let again = safe(&once, &options).html;
    assert_eq!(again.matches('<').count(), once.matches('<').count());
    let low = once.to_ascii_lowercase();
    for bad in ["<script", "<style", "<iframe", "<form", "<svg", "<math", "<link", "<base", "<meta", "<object"] {
        assert!(!low.contains(bad));
    }
    let _ = as_text(html);
});
