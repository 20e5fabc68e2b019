//! Languages by their codes.

use crate::text::Language;
use serde_json::{Value, json};

/// Names and codes.
const LANGUAGES: [(&str, &str, &str); 9] = [
    ("Arabic", "ar", "ar"),
    ("English", "en", "en"),
    ("English (Australian)", "en", "en-AU"),
    ("English (Canadian)", "en", "en-CA"),
    ("English (GB)", "en", "en-GB"),
    ("English (New Zealand)", "en", "en-NZ"),
    ("English (South African)", "en", "en-ZA"),
    ("English (US)", "en", "en-US"),
    ("Arabic", "ar", "ar-AR"),
];

/// The list as clients expect it.
pub(super) fn all() -> Value {
    LANGUAGES.iter().take(LANGUAGES.len() - 1).map(|(name, code, long)| json!({"name": name, "code": code, "longCode": long})).collect()
}

/// All codes, for messages.
pub(super) fn codes() -> String {
    LANGUAGES.iter().map(|(_, _, long)| *long).collect::<Vec<_>>().join(", ")
}

/// The language of a code, whatever country follows: `None` where it is not known, `Some(None)` where it is to be told by the letters.
#[allow(clippy::option_option)] // the three cases are told in one line
pub(super) fn of(code: &str) -> Option<Option<Language>> {
    match code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "auto" => Some(None),
        "ar" => Some(Some(Language::Arabic)),
        "en" => Some(Some(Language::English)),
        _ => None,
    }
}

/// Name and code for an answer: as asked, or for a language that was told by the letters the variant that is preferred.
pub(super) fn named(asked: &str, language: Language, variants: &[String]) -> (&'static str, &'static str) {
    let known = |code: &str| LANGUAGES.iter().find(|(_, _, long)| long.eq_ignore_ascii_case(code)).copied();
    let preferred = || variants.iter().find_map(|variant| known(variant).filter(|(_, code, _)| *code == language.code()));
    let found = known(asked).or_else(preferred).or_else(|| known(language.code()));
    found.map_or(("English", "en"), |(name, _, long)| (name, long))
}
