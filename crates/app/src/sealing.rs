//! Sealing secrets of others (passwords of mailboxes, tokens of providers) with a key that lies outside the database.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};

/// The key of this office, thirty-two bytes. Never printed.
#[derive(Clone)]
pub struct SealingKey(Key);

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealingKey(..)")
    }
}

/// A sealed secret that cannot be opened: another key, another purpose, or damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed secret cannot be opened: the key file is another one than it was sealed with")]
pub struct NotOpened;

const NONCE: usize = 24;

impl SealingKey {
    /// A key of its bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Key::from(bytes))
    }

    /// Seals a secret for a purpose (`mailbox 17`): it opens for this purpose only. `random` is used once.
    #[must_use]
    pub fn seal(&self, purpose: &str, secret: &str, random: &[u8; 32]) -> String {
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&random[..NONCE]);
        let payload = Payload { msg: secret.as_bytes(), aad: purpose.as_bytes() };
        let sealed = XChaCha20Poly1305::new(&self.0).encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        nonce.iter().chain(&sealed).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Opens a sealed secret.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<String, NotOpened> {
        let bytes = unhex(sealed).ok_or(NotOpened)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or(NotOpened)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| NotOpened)?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        let plain = XChaCha20Poly1305::new(&self.0).decrypt(&XNonce::from(nonce), payload).map_err(|_| NotOpened)?;
        String::from_utf8(plain).map_err(|_| NotOpened)
    }

    /// A stamp only the holder of the key can make: what leaves with it was let go by us.
    #[must_use]
    pub fn stamp(&self, text: &str) -> String {
        let key: [u8; 32] = self.0.into();
        let derived = blake3::derive_key("yellowsheet 2026 stamp of a letter that may leave", &key);
        blake3::keyed_hash(&derived, text.as_bytes()).to_hex().to_string()
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_key_for_its_purpose_only() {
        let key = SealingKey::new([7; 32]);
        let sealed = key.seal("mailbox 1", "пароль", &[3; 32]);
        assert!(!sealed.contains("пароль"));
        assert_eq!(key.open("mailbox 1", &sealed).as_deref(), Ok("пароль"));
        assert_eq!(key.open("mailbox 2", &sealed), Err(NotOpened));
        assert_eq!(SealingKey::new([8; 32]).open("mailbox 1", &sealed), Err(NotOpened));
        for damaged in ["", "00", "zz", &sealed[2..], &format!("{sealed}00")] {
            assert_eq!(key.open("mailbox 1", damaged), Err(NotOpened));
        }
    }

    #[test]
    fn a_stamp_depends_on_the_key_and_the_text() {
        let key = SealingKey::new([7; 32]);
        assert_ne!(key.stamp("a"), key.stamp("b"));
        assert_ne!(key.stamp("a"), SealingKey::new([8; 32]).stamp("a"));
    }
}
