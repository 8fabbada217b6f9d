//! The few properties of inline styles that letters need and that cannot leave their box.

/// Properties that may stay.
const PROPERTIES: [&str; 48] = [
    "color",
    "background-color",
    "font",
    "font-weight",
    "font-style",
    "font-size",
    "font-family",
    "font-variant",
    "text-align",
    "text-decoration",
    "text-decoration-line",
    "text-indent",
    "text-transform",
    "vertical-align",
    "white-space",
    "line-height",
    "letter-spacing",
    "word-break",
    "word-wrap",
    "overflow-wrap",
    "direction",
    "list-style-type",
    "border",
    "border-top",
    "border-right",
    "border-bottom",
    "border-left",
    "border-color",
    "border-style",
    "border-width",
    "border-collapse",
    "border-spacing",
    "border-radius",
    "padding",
    "padding-top",
    "padding-right",
    "padding-bottom",
    "padding-left",
    "margin",
    "margin-top",
    "margin-right",
    "margin-bottom",
    "margin-left",
    "width",
    "max-width",
    "height",
    "max-height",
    "display",
];
/// Functions that may stand in a value: colours only.
const FUNCTIONS: [&str; 4] = ["rgb", "rgba", "hsl", "hsla"];
/// Longest number of pixels, and of anything.
const NUMBER_MAX: f64 = 4000.0;

/// The declarations that may stay, and whether one of the others would have loaded something from elsewhere.
pub(super) fn safe(style: &str) -> (String, bool) {
    let mut kept: Vec<String> = Vec::new();
    let mut remote = false;
    for declaration in style.split(';').take(100) {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        remote |= value.to_ascii_lowercase().contains("url(");
        if PROPERTIES.contains(&name.as_str()) && is_safe(&name, value) {
            kept.push(format!("{name}:{value}"));
        }
    }
    (kept.join(";"), remote)
}

fn is_safe(name: &str, value: &str) -> bool {
    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || " #%.,()'\"!-".contains(c));
    if !plain || value.is_empty() || value.len() > 200 {
        return false;
    }
    if name == "display" {
        // Hidden lines stay hidden; grids and the like could lay things over others.
        return ["none", "block", "inline", "inline-block", "table", "table-row", "table-cell", "list-item"]
            .iter()
            .any(|word| value.trim_end_matches("!important").trim().eq_ignore_ascii_case(word));
    }
    functions_are_colours(value) && numbers_are_in_bounds(value)
}

fn functions_are_colours(value: &str) -> bool {
    value.match_indices('(').all(|(at, _)| {
        let before = value.get(..at).unwrap_or_default();
        let word = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
        FUNCTIONS.iter().any(|own| own.eq_ignore_ascii_case(word))
    })
}

/// No negative number (it would move things out of their place) and none absurd.
fn numbers_are_in_bounds(value: &str) -> bool {
    let negative = value.as_bytes().windows(2).enumerate().any(|(at, pair)| {
        let word_before =
            at.checked_sub(1).and_then(|before| value.as_bytes().get(before)).is_some_and(u8::is_ascii_alphanumeric);
        matches!(pair, [b'-', b'0'..=b'9' | b'.']) && !word_before
    });
    let numbers = value.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|word| !word.is_empty());
    let colour = |value: &str| value.trim_start().starts_with('#');
    !negative && (colour(value) || numbers.into_iter().all(|word| word.parse::<f64>().is_ok_and(|number| number <= NUMBER_MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_letters_need_stays() {
        let style = "COLOR: #1F497D; font-family:\"Calibri\",'sans-serif'; margin:0cm 0cm 8pt; border:1px solid rgb(10, 20, 30); display:none !important";
        let expected = "color:#1F497D;font-family:\"Calibri\",'sans-serif';margin:0cm 0cm 8pt;border:1px solid rgb(10, 20, 30);display:none !important";
        assert_eq!(safe(style), (expected.to_owned(), false));
        assert_eq!(safe("font-family:sans-serif-2").0, "font-family:sans-serif-2");
    }

    #[test]
    fn what_loads_moves_or_runs_goes() {
        for style in [
            "position:fixed",
            "z-index:9",
            "margin-left:-200px",
            "margin:0 -.5em",
            "width:99999px",
            "width:expression(alert(1))",
            "color:var(--x)",
            "width:calc(1px)",
            "color:\\72 ed",
            "color:red/**/",
            "color:@x",
            "display:grid",
            "behavior:x",
            "-moz-binding:x",
            "color",
            ":",
        ] {
            assert_eq!(safe(style), (String::new(), false), "{style}");
        }
        assert_eq!(safe("background-image:URL(http://x)"), (String::new(), true));
        assert_eq!(safe("background-color:url(http://x)"), (String::new(), true));
    }
}
