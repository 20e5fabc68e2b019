//! Changes to `rifq.toml` that keep its comments and its order.

use crate::rules::pattern;
use toml_edit::{Array, DocumentMut, Item, Table, Value};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change<'c> {
    /// A rule is off.
    Off { rule: &'c str },
    /// Words that are no fault of one rule.
    Unless { rule: &'c str, words: &'c str },
    /// Words that are no fault of any rule: the team's glossary.
    Allow { words: &'c str },
    /// A word of a lexicon; `lang` is `en` or `ar`.
    Word { lexicon: &'c str, lang: &'c str, words: &'c str },
}

/// The configuration with the change; the error says why there is none.
pub(super) fn changed(text: &str, change: &Change<'_>) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|_| "rifq.toml cannot be read as it is; mend it first".to_owned())?;
    match *change {
        Change::Off { rule } => {
            let table = below(below(document.as_table_mut(), "rule", true)?, rule, false)?;
            let around = table.get("severity").and_then(Item::as_value).map(|value| value.decor().clone());
            let mut off = Value::from("off");
            if let Some(around) = around {
                *off.decor_mut() = around;
            }
            table["severity"] = Item::Value(off);
        }
        Change::Unless { rule, words } => {
            let table = below(below(document.as_table_mut(), "rule", true)?, rule, false)?;
            push(table, "unless", &literal(words)?)?;
        }
        Change::Allow { words } => push(below(document.as_table_mut(), "brand", false)?, "allow", &literal(words)?)?,
        Change::Word { lexicon, lang, words } => {
            let table = below(below(document.as_table_mut(), "lexicon", true)?, lexicon, false)?;
            push(table, lang, &literal(words)?)?;
        }
    }
    Ok(document.to_string())
}

/// The table of this name in another, made where there is none; `implicit`: without a header of its own.
fn below<'t>(table: &'t mut Table, name: &str, implicit: bool) -> Result<&'t mut Table, String> {
    let item = table.entry(name).or_insert_with(|| {
        let mut new = Table::new();
        new.set_implicit(implicit);
        Item::Table(new)
    });
    if let Item::Value(Value::InlineTable(inline)) = item {
        *item = Item::Table(inline.clone().into_table());
    }
    item.as_table_mut().ok_or_else(|| format!("`{name}` in rifq.toml is no table"))
}

/// Adds a text to a list, once.
fn push(table: &mut Table, key: &str, text: &str) -> Result<(), String> {
    let item = table.entry(key).or_insert_with(|| toml_edit::value(Array::new()));
    let list = item.as_array_mut().ok_or_else(|| format!("`{key}` in rifq.toml is no list"))?;
    if !list.iter().any(|known| known.as_str() == Some(text)) {
        list.push(text);
    }
    Ok(())
}

/// A pattern that matches these words and nothing else.
pub(super) fn literal(words: &str) -> Result<String, String> {
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '\'' | '\u{2019}' | ',' | '?' | ':' | '\u{60c}' | '\u{61f}') || is_mark(c);
    let none = || "these words cannot be written as a pattern; switch the rule off for the place instead".to_owned();
    if !words.chars().all(plain) || words.trim().is_empty() {
        return Err(none());
    }
    let mut pattern = String::new();
    for word in words.split_whitespace() {
        let word = word.replace('\u{2019}', "'").replace('\u{60c}', ",").replace('\u{61f}', "?");
        if !pattern.is_empty() {
            pattern.push(' ');
        }
        let end = word.find([',', '?', ':']).filter(|&end| end > 0 && end + 1 == word.len());
        match end {
            Some(end) => pattern.extend([&word[..end], " ", &word[end..]]),
            None => pattern.push_str(&word),
        }
    }
    pattern::parse(&pattern).map_err(|_| none())?;
    Ok(pattern)
}

/// Arabic vowel signs and the stretching mark, which patterns ignore.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_order_stay() {
        let text =
            "# ours\nprofile = \"strict\" # as agreed\n\n[rule.\"negative/cannot\"]\nseverity = \"hint\" # for now\n\n[brand]\nnames = [\"Larkfield\"]\n";
        let off = changed(text, &Change::Off { rule: "negative/cannot" }).unwrap_or_default();
        assert_eq!(off, text.replace("\"hint\"", "\"off\""));
        let off = changed(text, &Change::Off { rule: "form/spacing" }).unwrap_or_default();
        assert!(off.starts_with(&text[..60]) && off.contains("[rule.\"form/spacing\"]\nseverity = \"off\""), "{off}");
        let allowed = changed(text, &Change::Allow { words: "tier two" }).unwrap_or_default();
        assert_eq!(allowed, text.replace("names = [\"Larkfield\"]\n", "names = [\"Larkfield\"]\nallow = [\"tier two\"]\n"));
        assert_eq!(changed(&allowed, &Change::Allow { words: "tier two" }).unwrap_or_default(), allowed);
    }

    #[test]
    fn an_empty_file_and_an_inline_table_will_do() {
        let word = Change::Word { lexicon: "known-acronyms", lang: "en", words: "XQZ" };
        assert_eq!(changed("", &word).unwrap_or_default(), "[lexicon.known-acronyms]\nen = [\"XQZ\"]\n");
        let unless = Change::Unless { rule: "negative/cannot", words: "can't make promises" };
        let inline = changed("rule.\"negative/cannot\" = { severity = \"hint\" }\n", &unless).unwrap_or_default();
        assert!(
            inline.parse::<DocumentMut>().is_ok_and(|document| document["rule"]["negative/cannot"]["unless"][0].as_str() == Some("can't make promises")),
            "{inline}"
        );
        assert!(changed("[broken", &word).is_err());
        assert!(changed("rule = 3", &unless).is_err());
    }

    #[test]
    fn words_are_patterns_only_where_they_are_words() {
        for (words, expected) in [("tier two", Some("tier two")), ("we can’t, sorry", Some("we can't , sorry")), ("لا يُمكن، للأسف", Some("لا يُمكن , للأسف"))]
        {
            assert_eq!(literal(words).ok().as_deref(), expected);
        }
        for words in ["a|b", "<x>", "{y}", "~3", "", "c++"] {
            assert!(literal(words).is_err(), "{words}");
        }
    }
}
