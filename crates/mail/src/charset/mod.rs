//! Bytes into characters: the charset a letter names, and what its bytes really are when it names none or a wrong one.

mod cyrillic;
mod labels;

use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, WINDOWS_1251, WINDOWS_1252};

use self::cyrillic::likelihood;
pub use self::labels::named;

/// Text made from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Whether the charset the letter named (or its silence) did not fit its bytes, and another was taken.
    pub mended: bool,
}

/// How many bytes are looked at to choose a charset.
const LOOKED_AT: usize = 16 * 1024;

/// How much likelier, per letter, another charset must be before the one the letter names is not believed.
const SURER: f64 = 0.4;
/// ... and in the whole text: a few letters prove nothing.
const SURE: f64 = 12.0;

/// Bytes to characters by the charset the letter names.
///
/// A name nobody knows, a charset the bytes are not valid in, and Cyrillic bytes under a wrong single-byte name are mended by
/// choosing the likeliest charset. Never fails: what cannot be read becomes U+FFFD.
#[must_use]
pub fn decode(label: Option<&str>, bytes: &[u8]) -> Decoded {
    if bytes.is_ascii() && !bytes.contains(&0x1B) && !label.is_some_and(labels::is_seven_bit) {
        return Decoded { text: as_text(bytes), mended: false };
    }
    let named = label.and_then(named);
    if let Some(encoding) = named {
        if let Some(text) = labels::other_decoder(label).map(|decoder| decoder(bytes)) {
            return Decoded { text, mended: false };
        }
        let (text, _, broken) = encoding.decode(bytes);
        if !broken && believable(encoding, bytes, &text) {
            return Decoded { text: text.into_owned(), mended: false };
        }
    } else if let Some(text) = labels::other_decoder(label).map(|decoder| decoder(bytes)) {
        return Decoded { text, mended: false };
    }
    let guessed = guess(bytes);
    // A letter that names nothing and is plain UTF-8 is in order (RFC 6532).
    let mended = named.is_some_and(|encoding| encoding != guessed) || (named.is_none() && guessed != UTF_8);
    let chosen = if guessed == UTF_8 && std::str::from_utf8(bytes).is_err() {
        // Nothing fits wholly: the name of the letter is as good as any.
        named.unwrap_or(UTF_8)
    } else {
        guessed
    };
    Decoded { text: chosen.decode(bytes).0.into_owned(), mended: mended || std::str::from_utf8(bytes).is_err() }
}

fn as_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether the named charset may be believed: always, except where one single-byte charset stands for another.
fn believable(encoding: &'static Encoding, bytes: &[u8], text: &str) -> bool {
    if !encoding.is_single_byte() {
        return true;
    }
    if is_sure_utf8(bytes) {
        return false;
    }
    let sample = text_sample(text);
    let Some(own) = likelihood(sample) else {
        // No Cyrillic letter at all: Western text, or Cyrillic under a Western name.
        return encoding != WINDOWS_1252 || !looks_cyrillic(bytes);
    };
    let other = guess(bytes);
    let gain = likelihood(text_sample(&other.decode(cut(bytes)).0)).map_or(0.0, |score| score - own);
    let letters = cut(bytes).iter().filter(|b| **b >= 0x80).count();
    other == encoding || gain < SURER || gain * (letters as f64) < SURE
}

/// Valid UTF-8 with at least two characters of several bytes: no other charset looks so by chance.
fn is_sure_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().filter(|c| !c.is_ascii()).take(2).count() == 2)
}

/// Most of the bytes above ASCII stand side by side, as letters of words do; accents of Western words stand alone.
fn looks_cyrillic(bytes: &[u8]) -> bool {
    let bytes = cut(bytes);
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    let beside = bytes.windows(2).filter(|pair| pair.iter().all(|b| *b >= 0x80)).count();
    high >= 4 && beside * 3 >= high * 2
}

/// The likeliest charset of bytes that name none: UTF-8 when they are valid in it, else the Cyrillic charset whose text looks
/// most like Russian, else Western.
#[must_use]
pub fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    let sample = cut(bytes);
    let candidates = [WINDOWS_1251, KOI8_R, IBM866];
    let best = candidates
        .into_iter()
        .filter_map(|encoding| likelihood(text_sample(&encoding.decode(sample).0)).map(|score| (encoding, score)))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    match best {
        Some((encoding, _)) if looks_cyrillic(bytes) || high_share(sample) > 0.2 => encoding,
        // A lone high byte among Latin letters: a dash, a quote or an accent.
        Some(_) | None if bytes.iter().any(u8::is_ascii_alphabetic) => WINDOWS_1252,
        Some((encoding, _)) => encoding,
        None => WINDOWS_1252,
    }
}

fn high_share(bytes: &[u8]) -> f64 {
    bytes.iter().filter(|b| **b >= 0x80).count() as f64 / bytes.len().max(1) as f64
}

/// Valid UTF-8, or with a few broken places (a text cut in the middle of a character, a damaged byte) among many good ones.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || good >= broken * 8
}

fn cut(bytes: &[u8]) -> &[u8] {
    bytes.get(..LOOKED_AT).unwrap_or(bytes)
}

fn text_sample(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 6] = [
        "Здравствуйте! Просим выставить счёт на кабель ВВГ 3х2,5 — 300 м.",
        "СРОЧНО",
        "Счёт № 15",
        "Re: Коммерческое предложение",
        "Прайс-лист.xls",
        "ЗАЯВКА НА ПОСТАВКУ",
    ];

    #[test]
    fn russian_bytes_without_a_name_are_read_in_the_right_charset() {
        for encoding in [UTF_8, WINDOWS_1251, KOI8_R, IBM866] {
            for text in TEXTS {
                let text = text.replace('—', "-");
                let text = if encoding == KOI8_R { text.replace('№', "N") } else { text };
                let (bytes, _, lost) = encoding.encode(&text);
                assert!(!lost, "{text}");
                assert_eq!(decode(None, &bytes).text, text, "{}", encoding.name());
                assert_eq!(decode(Some("unknown-8bit"), &bytes).text, text, "{}", encoding.name());
                assert_eq!(decode(Some("us-ascii"), &bytes).text, text, "{}", encoding.name());
            }
        }
    }

    #[test]
    fn a_wrong_name_is_not_believed_where_the_bytes_say_another() {
        let text = TEXTS[0];
        let cp1251 = WINDOWS_1251.encode(text).0;
        for wrong in ["koi8-r", "iso-8859-1", "utf-8", "cp866", "x-nonsense"] {
            assert_eq!(decode(Some(wrong), &cp1251), Decoded { text: text.into(), mended: true }, "{wrong}");
        }
        assert_eq!(decode(Some("windows-1251"), text.as_bytes()), Decoded { text: text.into(), mended: true });
        assert_eq!(decode(Some("koi8-r"), text.as_bytes()), Decoded { text: text.into(), mended: true });
    }

    #[test]
    fn a_right_cyrillic_name_is_believed_whatever_the_text() {
        let texts = [
            "ВНИМАНИЕ! АКЦИЯ ДО КОНЦА МЕСЯЦА",
            "ООО РТЛ",
            "ГОСТ 31996",
            "ВВГнг-LS 3х2,5",
            "ТУ, ПВХ, НДС",
            "Ъ",
            "эхо",
            "взгляд",
            "Щёголь Цыпкин",
            "съезд",
            "Всего хорошего",
        ];
        for encoding in [WINDOWS_1251, KOI8_R, IBM866] {
            for text in texts {
                let bytes = encoding.encode(text).0;
                assert_eq!(
                    decode(Some(encoding.name()), &bytes),
                    Decoded { text: text.into(), mended: false },
                    "{}",
                    encoding.name()
                );
            }
        }
    }

    #[test]
    fn a_right_name_is_believed() {
        for (name, text) in [
            ("windows-1251", "Да"),
            ("koi8-r", "нет"),
            ("iso-8859-1", "Müller, déjà vu, Straße"),
            ("windows-1252", "naïve — “quoted”"),
            ("iso-8859-5", "Договор поставки"),
            ("koi8-u", "Ґанок і їжак"),
            ("shift_jis", "日本語"),
            ("gb2312", "中文"),
        ] {
            let encoding = named(name).unwrap();
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost);
            assert_eq!(decode(Some(name), &bytes), Decoded { text: text.into(), mended: false }, "{name}");
        }
    }

    #[test]
    fn western_bytes_without_a_name_stay_western() {
        let bytes = WINDOWS_1252.encode("The café of Mr. Müller – open").0;
        assert_eq!(decode(None, &bytes).text, "The café of Mr. Müller – open");
    }

    #[test]
    fn utf8_that_was_cut_or_damaged_is_still_utf8() {
        let text = "Здравствуйте, Анна Петровна";
        let cut = &text.as_bytes()[..text.len() - 1];
        assert!(decode(Some("utf-8"), cut).text.starts_with("Здравствуйте, Анна Петровн"));
    }

    #[test]
    fn utf7_and_stateful_charsets_of_seven_bits_are_read() {
        assert_eq!(decode(Some("utf-7"), b"+BB8EQAQ4BDIENQRC-").text, "Привет");
        assert_eq!(decode(Some("iso-2022-jp"), b"\x1b$B$3\x1b(B").text, "こ");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_under_any_name_give_some_text(bytes: Vec<u8>, name in ".{0,20}") {
            let _ = decode(Some(&name), &bytes);
            let _ = decode(None, &bytes);
        }
    }
}
