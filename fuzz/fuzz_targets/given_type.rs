//! Any headers a mail program may send: what they say of the type is found, and cleaned letters show nothing of it.
#![no_main]

use domain::letter::given_type::{Said, TypeCodes};
use libfuzzer_sys::fuzz_target;
use mail::milter::{Asked, Change, clean};

const DOMAIN: &str = "t.example";

fuzz_target!(|bytes: &[u8]| {
    let types = [TypeCodes { id: "letter-offer".into(), codes: vec!["offer".into(), "кп".into()] }];
    let names = ["Subject", "To", "Cc", "X-Work-Type", "Thread-Topic"];
    let mut parts = bytes.split(|byte| *byte == 0);
    let recipients = vec![String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned()];
    let headers = names.iter().map(|name| (*name).to_owned()).zip(parts.map(<[u8]>::to_vec)).collect();
    let mut asked = Asked { recipients, headers, ..Asked::default() };
    clean::said(&asked, &types, DOMAIN);
    for change in clean::changes(&asked, &types, DOMAIN) {
        match change {
            Change::RemoveRecipient(address) => asked.recipients.retain(|one| *one != address),
            Change::RemoveHeader { name, .. } => asked.headers.retain(|(own, _)| *own != name),
            Change::ReplaceHeader { name, value, .. } => {
                asked.headers.iter_mut().filter(|(own, _)| *own == name).for_each(|(_, own)| *own = value.clone());
            }
            Change::AddHeader { .. } => {}
        }
    }
    // Nothing known is left to be found; a code nobody knows may stay in a subject.
    let left = clean::said(&asked, &types, DOMAIN);
    assert!(!matches!(left, Said::Type(_) | Said::Conflict(_)), "{left:?} is left in {asked:?}");
});
