//! A text made into an example of a rule, to be put into its file.

use std::fmt::Write as _;

/// What an example holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example<'e> {
    /// `en` or `ar`.
    pub language: &'e str,
    /// The dialect, where the draft is in one.
    pub dialect: Option<&'e str>,
    /// The message answered.
    pub customer: Option<&'e str>,
    /// `chat`, `email` …
    pub channel: Option<&'e str>,
    /// The text.
    pub text: &'e str,
    /// The rule is to find something in it.
    pub bad: bool,
    /// A line above it.
    pub comment: &'e str,
}

/// The block of an example in the notation of rule files.
pub fn block(example: &Example<'_>) -> String {
    let mut block = String::new();
    for line in example.comment.lines() {
        let _ = writeln!(block, "# {line}");
    }
    let _ = writeln!(block, "[[example]]\nlang = {}", quoted(example.language));
    for (key, value) in [("dialect", example.dialect), ("channel", example.channel), ("customer", example.customer)] {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            let _ = writeln!(block, "{key} = {}", quoted(value.trim()));
        }
    }
    let _ = writeln!(block, "{} = [{}]", if example.bad { "bad" } else { "good" }, quoted(example.text.trim()));
    block
}

/// A basic string of TOML: what JSON escapes, TOML understands, and beyond that it wants the delete character escaped.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_what_rule_files_hold() {
        let text = "I \"can't\"\nopen C:\\x\u{7f}";
        let example = Example { language: "en", channel: Some("chat"), customer: Some("لماذا؟"), text, comment: "seen in May", ..Example::default() };
        let expected =
            "# seen in May\n[[example]]\nlang = \"en\"\nchannel = \"chat\"\ncustomer = \"لماذا؟\"\ngood = [\"I \\\"can't\\\"\\nopen C:\\\\x\\u007f\"]\n";
        assert_eq!(block(&example), expected);
    }
}
