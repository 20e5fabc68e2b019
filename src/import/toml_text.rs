//! Writing rule files.

use std::fmt::Write as _;

/// A string as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A list of strings, one a line where there are several.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => "[]".to_owned(),
        [one] => format!("[{}]", quoted(one)),
        items => {
            let mut text = String::from("[\n");
            for item in items {
                let _ = writeln!(text, "  {},", quoted(item));
            }
            text.push(']');
            text
        }
    }
}

/// A table in both languages.
pub(super) fn both(key: &str, en: &str, ar: &str) -> String {
    format!("[{key}]\nen = {}\nar = {}\n\n", quoted(en), quoted(ar))
}
