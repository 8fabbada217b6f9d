//! Any bytes a mail server may send: read as frames, and what was read comes back from its own bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::milter::frames::first;

fuzz_target!(|bytes: &[u8]| {
    let mut rest = bytes;
    while let Ok(Some((command, length))) = first(rest) {
        let mut again = Vec::new();
        command.encode(&mut again);
        let (same, whole) = first(&again).expect("its own bytes are a frame").expect("all of it");
        assert_eq!(whole, again.len());
        assert_eq!(same, command);
        rest = &rest[length..];
    }
});
