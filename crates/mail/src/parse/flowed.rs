//! Flowed text (RFC 3676) made into paragraphs again.

/// The text with its soft line ends joined. `delete_space`: the blank before a soft line end goes too (`DelSp=yes`).
pub(super) fn joined(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|b| *b == b'>').count();
        let marks = line.get(..depth).unwrap_or_default();
        let rest = line.get(depth..).unwrap_or_default();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        if open != Some(depth) || rest == "-- " {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(marks);
            if depth > 0 && !rest.is_empty() {
                out.push(' ');
            }
        }
        let soft = rest.ends_with(' ') && rest != "-- ";
        out.push_str(if soft && delete_space { rest.strip_suffix(' ').unwrap_or(rest) } else { rest });
        open = soft.then_some(depth);
    }
    if text.ends_with('\n') {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_line_ends_are_joined_and_hard_ones_stay() {
        assert_eq!(joined("One \ntwo.\nThree.\n", false), "One two.\nThree.\n");
        assert_eq!(joined("Кабель \nный", true), "Кабельный");
        assert_eq!(joined("> One \n> two\nanswer", false), "> One two\nanswer");
        assert_eq!(joined("x \n-- \nAnna", false), "x \n-- \nAnna");
        assert_eq!(joined(" From here", false), "From here");
        assert_eq!(joined("", false), "");
        assert_eq!(joined("a\n\nb", false), "a\n\nb");
    }
}
