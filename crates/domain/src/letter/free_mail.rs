//! Domains where anybody may have an address: they name no client.

/// Public mail services, as people in Russian and English offices meet them.
const FREE: [&str; 30] = [
    "mail.ru",
    "inbox.ru",
    "list.ru",
    "bk.ru",
    "internet.ru",
    "vk.com",
    "yandex.ru",
    "ya.ru",
    "yandex.com",
    "yandex.by",
    "yandex.kz",
    "rambler.ru",
    "lenta.ru",
    "autorambler.ru",
    "ro.ru",
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "yahoo.com",
    "aol.com",
    "gmx.com",
    "gmx.de",
    "proton.me",
    "protonmail.com",
    "tut.by",
];

/// Whether a domain is a public mail service, so that two people there have nothing in common.
#[must_use]
pub fn is_free_mail(domain: &str) -> bool {
    FREE.contains(&domain.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_services_name_no_client() {
        assert!(is_free_mail("Mail.ru"));
        assert!(!is_free_mail("stroydom.example"));
    }
}
