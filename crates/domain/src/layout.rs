//! The keyboard layout: the same keys on the Latin (QWERTY) and the Cyrillic (ЙЦУКЕН) layout.

const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?~@#$^&";
const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбю.ёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё\"№;:?";

/// What the key that gives `c` on the Latin layout gives on the Cyrillic one.
pub fn to_cyrillic(c: char) -> char {
    swap(c, LATIN, CYRILLIC)
}

/// What the key that gives `c` on the Cyrillic layout gives on the Latin one.
pub fn to_latin(c: char) -> char {
    swap(c, CYRILLIC, LATIN)
}

fn swap(c: char, from: &str, to: &str) -> char {
    from.chars().zip(to.chars()).find(|(a, _)| *a == c).map_or(c, |(_, b)| b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_typed_on_the_other_layout_are_read() {
        let ru = |s: &str| s.chars().map(to_cyrillic).collect::<String>();
        let en = |s: &str| s.chars().map(to_latin).collect::<String>();
        assert_eq!(ru("ghbdtn"), "привет");
        assert_eq!(ru("bdfyjd"), "иванов");
        assert_eq!(en("штащ"), "info");
        assert_eq!(en("ьфшдюкг"), "mail.ru");
    }

    #[test]
    fn both_rows_of_keys_have_the_same_length() {
        assert_eq!(LATIN.chars().count(), CYRILLIC.chars().count());
    }
}
