//! An mbox of any bytes is read to its end, and holds no more than it held.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::files::Mbox;

fuzz_target!(|bytes: &[u8]| {
    let mut size = 0;
    for found in Mbox::new(bytes, "m") {
        size += found.expect("memory does not fail").raw.len();
    }
    assert!(size <= bytes.len());
});
