//! YAML as plain values: what a style file needs.

use saphyr_parser::{Event, Parser, StrInput};

/// Deeper files are refused.
const DEEPEST: usize = 32;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    List(Vec<Value>),
    /// In the order of the file.
    Table(Vec<(String, Value)>),
}

impl Value {
    /// The value of a key; `None` where this is no table or has no such key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Table(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The texts of a list under a key, or a single text; empty where there is none.
    pub(super) fn texts(&self, key: &str) -> Vec<&str> {
        match self.get(key) {
            Some(Self::Text(text)) => vec![text],
            Some(Self::List(items)) => items.iter().filter_map(Self::as_text).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a key is switched on.
    pub(super) fn is_on(&self, key: &str) -> bool {
        self.text(key) == Some("true")
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The first document of a file.
pub(super) fn parse(text: &str) -> Result<Value, String> {
    let mut parser = Parser::new_from_str(text.trim_start_matches('\u{feff}'));
    loop {
        match next(&mut parser)? {
            None => return Ok(Value::Table(Vec::new())),
            Some(Event::StreamStart | Event::DocumentStart(_) | Event::Nothing) => {}
            Some(event) => return value(&mut parser, event, 0),
        }
    }
}

fn next<'t>(parser: &mut Parser<'t, StrInput<'t>>) -> Result<Option<Event<'t>>, String> {
    match parser.next_event() {
        None => Ok(None),
        Some(Ok((event, _))) => Ok(Some(event)),
        Some(Err(error)) => Err(format!("line {}: {}", error.marker().line(), error.info())),
    }
}

fn value<'t>(parser: &mut Parser<'t, StrInput<'t>>, event: Event<'t>, depth: usize) -> Result<Value, String> {
    if depth > DEEPEST {
        return Err(format!("lists and tables deeper than {DEEPEST}"));
    }
    match event {
        Event::Scalar(text, ..) => Ok(Value::Text(text.into_owned())),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            while let Some(event) = next(parser)?.filter(|event| *event != Event::SequenceEnd) {
                items.push(value(parser, event, depth + 1)?);
            }
            Ok(Value::List(items))
        }
        Event::MappingStart(..) => {
            let mut entries = Vec::new();
            while let Some(event) = next(parser)?.filter(|event| *event != Event::MappingEnd) {
                let key = value(parser, event, depth + 1)?.as_text().unwrap_or_default().to_owned();
                let Some(event) = next(parser)? else { break };
                entries.push((key, value(parser, event, depth + 1)?));
            }
            Ok(Value::Table(entries))
        }
        _ => Ok(Value::Text(String::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_lists_and_texts() {
        let value = parse("---\nextends: existence\nignorecase: true\ntokens:\n  - 'a b'\n  - c\nswap:\n  x: y\n").expect("it is YAML");
        assert_eq!(value.text("extends"), Some("existence"));
        assert!(value.is_on("ignorecase"));
        assert_eq!(value.texts("tokens"), ["a b", "c"]);
        assert_eq!(value.get("swap").and_then(|swap| swap.text("x")), Some("y"));
        assert!(parse("a: [b").is_err());
    }
}
