//! Secrets shown once and kept only as digests, and passwords as argon2id (RFC 9106) PHC strings.
//!
//! Hashing a password takes tens of milliseconds on purpose: call it outside a transaction.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::error::{Done, invalid};

/// Fewest characters of a password (NIST SP 800-63B-4, 3.1.1.2 asks for 8 beside another factor; we ask for more).
pub const PASSWORD_MIN: usize = 10;
/// Most characters of a password; longer input is refused, not cut.
pub const PASSWORD_MAX: usize = 256;

/// A secret as shown: the random bytes in hexadecimal.
#[must_use]
pub fn secret(random: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*random).to_hex().to_string()
}

/// The digest a secret is kept and found by.
#[must_use]
pub fn digest(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

/// What a browser keeps to show later that it has signed in to an account. Whoever does not know the PHC string cannot make
/// it, it tells nothing of the password, and with a new password it fits no more.
#[must_use]
pub fn browser_mark(phc: &str) -> String {
    blake3::Hash::from_bytes(blake3::derive_key("yellow sheet 2026 a browser that has signed in", phc.as_bytes()))
        .to_hex()
        .to_string()
}

/// Makes the PHC string of a new password.
///
/// # Errors
/// `password: too-short | too-long` where the length is not accepted.
pub fn hash_password(password: &str, random: &[u8; 32]) -> Done<String> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(invalid("password", "too-short"));
    }
    if length > PASSWORD_MAX {
        return Err(invalid("password", "too-long"));
    }
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &random[..16])
        .map(|hash| hash.to_string())
        .map_err(|_| invalid("password", "not-accepted"))
}

/// Whether a password belongs to a PHC string; a string that cannot be read belongs to none.
#[must_use]
pub fn password_fits(password: &str, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let phc = hash_password("correct horse", &[7; 32]).unwrap();
        assert!(phc.starts_with("$argon2id$"));
        assert!(password_fits("correct horse", &phc));
        assert!(!password_fits("correct horsf", &phc));
        assert!(!password_fits("correct horse", "not a hash"));
    }

    #[test]
    fn the_mark_of_a_browser_fits_one_password_of_one_account() {
        let phc = |password: &str, salt: u8| hash_password(password, &[salt; 32]).unwrap();
        let mark = browser_mark(&phc("correct horse", 7));
        assert_eq!(mark, browser_mark(&phc("correct horse", 7)));
        assert_ne!(mark, browser_mark(&phc("correct horse", 8)));
        assert_ne!(mark, browser_mark(&phc("correct horsf", 7)));
    }

    #[test]
    fn a_short_password_is_refused_by_name() {
        assert!(matches!(
            hash_password("short", &[0; 32]),
            Err(crate::error::AppError::Invalid { field: "password", problem: "too-short" })
        ));
    }
}
