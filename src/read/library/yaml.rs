//! Libraries in YAML: Rasa domains, translations, and what teams keep by hand.

use super::align::{Escapes, align};
use super::{Broken, DEPTH, Key, Node, Value};
use crate::text::origin::{Decoded, SourceText};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput};

/// All documents of a file, as one list where there are several.
pub(super) fn root(file: &SourceText) -> Result<Node, Broken> {
    let text = file.text.trim_start_matches('\u{feff}');
    let before = file.text.len() - text.len();
    let mut reader = Reader { file, text, before, parser: Parser::new_from_str(text), at: (0, 0) };
    let mut documents = Vec::new();
    while let Some((event, span)) = reader.next()? {
        if !matches!(event, Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing) {
            documents.push(reader.node(event, span, 0)?);
        }
    }
    match (documents.pop(), documents.is_empty()) {
        (Some(only), true) => Ok(only),
        (last, _) => Ok(Node { line: 1, value: Value::List(documents.into_iter().chain(last).collect()) }),
    }
}

struct Reader<'t> {
    file: &'t SourceText,
    /// The file without a byte order mark, and the length of that.
    text: &'t str,
    before: usize,
    parser: Parser<'t, StrInput<'t>>,
    /// A place as the parser counts, in characters, and in bytes.
    at: (usize, usize),
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Option<(Event<'t>, Span)>, Broken> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok(next)) => Ok(Some(next)),
            Some(Err(error)) => Err(self.broken(&error)),
        }
    }

    fn broken(&mut self, error: &ScanError) -> Broken {
        Broken { offset: self.before + self.offset(*error.marker()), message: error.info().to_owned() }
    }

    /// The byte of a place, within `text`.
    fn offset(&mut self, marker: Marker) -> usize {
        let wanted = marker.index();
        if wanted < self.at.0 {
            self.at = (0, 0);
        }
        let rest = &self.text[self.at.1..];
        let bytes = rest.char_indices().nth(wanted - self.at.0).map_or(rest.len(), |(at, _)| at);
        self.at = (wanted, self.at.1 + bytes);
        self.at.1
    }

    /// The value that begins with an event.
    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, Broken> {
        let offset = self.offset(span.start);
        let line = self.file.lines.line_of((self.before + offset) as u32) as u32 + 1;
        if depth > DEPTH {
            return Err(Broken { offset: self.before + offset, message: format!("lists and tables deeper than {DEPTH}") });
        }
        let value = match event {
            Event::Scalar(value, style, _, tag) => match style {
                ScalarStyle::Plain if tag.is_none() && is_no_text(&value) => Value::Other,
                style => Value::Text(self.text(&value, style, offset)),
            },
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                while let Some((event, span)) = self.next()? {
                    if event == Event::SequenceEnd {
                        break;
                    }
                    items.push(self.node(event, span, depth + 1)?);
                }
                Value::List(items)
            }
            Event::MappingStart(..) => {
                let mut entries = Vec::new();
                while let Some((event, span)) = self.next()? {
                    if event == Event::MappingEnd {
                        break;
                    }
                    let key = match &event {
                        Event::Scalar(value, ..) => value.to_string(),
                        _ => String::new(),
                    };
                    let line = self.node(event, span, depth + 1)?.line;
                    let Some((event, span)) = self.next()? else { break };
                    entries.push((Key { text: key, line }, self.node(event, span, depth + 1)?));
                }
                Value::Table(entries)
            }
            _ => Value::Other,
        };
        Ok(Node { line, value })
    }

    /// A string with its places; `offset` is where it begins, its mark included.
    fn text(&self, value: &str, style: ScalarStyle, offset: usize) -> Decoded {
        let raw = &self.text[offset..];
        let (skip, escapes) = match style {
            ScalarStyle::SingleQuoted => (usize::from(raw.starts_with('\'')), Escapes::Doubled('\'')),
            ScalarStyle::DoubleQuoted => (usize::from(raw.starts_with('"')), Escapes::Backslash),
            // The line of `|` or `>`, where the span begins there.
            ScalarStyle::Literal | ScalarStyle::Folded if raw.starts_with(['|', '>']) => (raw.find('\n').map_or(raw.len(), |end| end + 1), Escapes::None),
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => (0, Escapes::None),
        };
        align(value, &raw[skip..], self.before + offset + skip, escapes)
    }
}

/// Whether a plain scalar is a number, a truth value or nothing, by the core schema of YAML 1.2.
fn is_no_text(value: &str) -> bool {
    matches!(value, "" | "~" | "null" | "Null" | "NULL" | "true" | "True" | "TRUE" | "false" | "False" | "FALSE") || value.parse::<f64>().is_ok()
}
