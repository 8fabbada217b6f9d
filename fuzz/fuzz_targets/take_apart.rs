//! Any bytes are a letter or a clear error; what is taken apart keeps its promises.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::parse::{HTML_MAX, ParseError, TEXT_MAX, take_apart};

fuzz_target!(|raw: &[u8]| match take_apart(raw) {
    Ok(parsed) => {
        let letter = parsed.letter;
        assert_eq!(letter.attachments.len(), parsed.contents.len());
        assert!(letter.text.len() <= TEXT_MAX && !letter.text.contains('\0'));
        assert!(letter.html.is_none_or(|html| html.len() <= HTML_MAX && !html.contains('\0')));
        assert!(!letter.subject.contains(char::is_control));
        for one in letter.attachments {
            assert!(!one.name.contains(['/', '\\']) && !one.name.contains(char::is_control));
        }
    }
    Err(error) => assert!(!matches!(error, ParseError::Failed { .. })),
});
