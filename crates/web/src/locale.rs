//! The strings of the screen: Fluent files, Russian first, English complete.
//!
//! A page says `t!(lang, "people-title")` or `t!(lang, "calls-found", count = 3)`. A key missing in English falls back
//! to Russian; a key missing in both shows itself, is logged, and is caught by `cargo xtask tidy` before that.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use crate::format;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// A language of the screen; Russian first.
pub use domain::language::Language as Lang;

/// The best of our languages for an `Accept-Language` header; Russian where nothing of ours is wanted.
pub fn negotiate(header: &str) -> Lang {
    let mut best = (Lang::Ru, 0.0_f32);
    for part in header.split(',') {
        let (tag, rest) = part.trim().split_once(';').unwrap_or((part.trim(), ""));
        let weight = rest.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(1.0);
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let Some(lang) = Lang::from_code(&primary)
            && weight > best.1
        {
            best = (lang, weight);
        }
    }
    best.0
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| Lang::ALL.map(bundle));

/// One language's bundle. Mistakes in a file are logged here and fail the tests of the locales.
fn bundle(lang: Lang) -> Bundle {
    let locale: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The texts are placed in elements of their own direction; isolating marks would only get into copied text.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Ru => russian_numbers,
        Lang::En => english_numbers,
    }));
    for (tag, file, text) in LOCALES.iter().filter(|(tag, _, _)| *tag == lang.code()) {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(part, errors)| {
            tracing::error!(tag, file, ?errors, "a locale file has mistakes");
            part
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(tag, file, ?errors, "a locale key is defined twice");
        }
    }
    bundle
}

fn russian_numbers(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    numbers(Lang::Ru, value)
}

fn english_numbers(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    numbers(Lang::En, value)
}

fn numbers(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(n) = value else { return None };
    let digits = n.options.minimum_fraction_digits.unwrap_or(0);
    Some(format::decimal(lang, n.value, digits))
}

/// The text of a key; see the module. `t!` is the shorter way to call it.
pub fn text(lang: Lang, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let first = if lang == Lang::Ru { [0, 0] } else { [1, 0] };
    for at in first {
        let bundle = &BUNDLES[at];
        if let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) {
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
            if !errors.is_empty() {
                tracing::error!(key, ?errors, "a text of the screen could not be filled in");
            }
            return text;
        }
    }
    tracing::error!(key, "a text of the screen is missing");
    key.to_owned()
}

/// The text of a key in a language, with named values: `t!(lang, "calls-found", count = 3)`.
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:literal) => {
        $crate::locale::text($lang, $key, None)
    };
    ($lang:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = $crate::locale::Args::new();
        $( args.set(stringify!($name), $value); )+
        $crate::locale::text($lang, $key, Some(&args))
    }};
}

/// Named values for a text.
pub type Args<'a> = FluentArgs<'a>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_each_language() {
        let ru = |n: i64| t!(Lang::Ru, "count-positions", count = n);
        assert_eq!([ru(1), ru(3), ru(11), ru(1021)], ["1 позиции", "3 позиций", "11 позиций", "1\u{a0}021 позиции"]);
        assert_eq!(t!(Lang::En, "count-positions", count = 1), "1 position");
        assert_eq!(t!(Lang::En, "count-positions", count = 2500), "2,500 positions");
    }

    #[test]
    fn the_language_is_negotiated_by_weight_and_russian_is_the_default() {
        assert_eq!(negotiate("en-GB,en;q=0.9,ru;q=0.8"), Lang::En);
        assert_eq!(negotiate("de,ru;q=0.5,en;q=0.3"), Lang::Ru);
        assert_eq!(negotiate(""), Lang::Ru);
    }

    #[test]
    fn a_missing_key_shows_itself_instead_of_failing() {
        assert_eq!(text(Lang::En, "no-such-key", None), "no-such-key");
    }
}
