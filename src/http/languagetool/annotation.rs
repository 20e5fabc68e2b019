//! A text with marks of markup in it, and the way back to its places.

use serde::Deserialize;

/// What the parameter `data` holds.
#[derive(Debug, Deserialize)]
struct Data {
    text: Option<String>,
    annotation: Option<Vec<Piece>>,
}

/// A piece of text, or of markup with what it means.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Piece {
    text: Option<String>,
    markup: Option<String>,
    interpret_as: Option<String>,
}

/// The text as it reads, and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Annotated {
    /// Without markup.
    pub(super) plain: String,
    /// With markup: what places are counted in.
    pub(super) whole: String,
    parts: Vec<Part>,
}

/// A piece: where it begins in both texts, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    plain: usize,
    whole: usize,
    is_text: bool,
}

impl Annotated {
    /// A text without any markup.
    pub(super) fn plain(text: String) -> Self {
        Self { whole: text.clone(), plain: text, parts: vec![Part { plain: 0, whole: 0, is_text: true }] }
    }

    /// Reads the parameter `data`.
    pub(super) fn parse(data: &str) -> Result<Self, String> {
        // What the parser says may quote the text.
        let data: Data = serde_json::from_str(data).map_err(|error| format!("'data' is not the JSON that is expected, at column {}", error.column()))?;
        let pieces = match (data.text, data.annotation) {
            (Some(text), None) => return Ok(Self::plain(text)),
            (None, Some(pieces)) => pieces,
            _ => return Err("'data' needs either 'text' or 'annotation'".to_owned()),
        };
        let mut annotated = Self::default();
        for piece in pieces {
            let part = Part { plain: annotated.plain.len(), whole: annotated.whole.len(), is_text: piece.text.is_some() };
            match (piece.text, piece.markup) {
                (Some(text), None) => {
                    annotated.plain.push_str(&text);
                    annotated.whole.push_str(&text);
                }
                (None, Some(markup)) => {
                    annotated.plain.push_str(piece.interpret_as.as_deref().unwrap_or_default());
                    annotated.whole.push_str(&markup);
                }
                _ => return Err("each annotation needs either 'text' or 'markup'".to_owned()),
            }
            annotated.parts.push(part);
        }
        Ok(annotated)
    }

    /// Where a range of the plain text stands in the whole, in bytes; and whether it lies in one piece of text, so that words can be put in its place.
    pub(super) fn place(&self, start: usize, end: usize) -> (usize, usize, bool) {
        // An empty piece of markup between two words belongs to neither.
        let first = self.parts.partition_point(|part| part.plain <= start).saturating_sub(1);
        let last = if end > start { self.parts.partition_point(|part| part.plain < end).saturating_sub(1) } else { first };
        let Some((from, to)) = self.parts.get(first).zip(self.parts.get(last)) else { return (0, 0, false) };
        let start = if from.is_text { from.whole + (start - from.plain) } else { from.whole };
        let next = self.parts.get(last + 1).map_or(self.whole.len(), |next| next.whole);
        let end = if to.is_text { (to.whole + (end - to.plain)).min(next) } else { next };
        (start, end.max(start), first == last && from.is_text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_back_to_the_whole() {
        let data = r#"{"annotation":[{"text":"Hi "},{"markup":"**"},{"text":"we cannot"},{"markup":"**"},{"markup":"<br>","interpretAs":"\n"},{"text":"go"}]}"#;
        let annotated = Annotated::parse(data).expect("it is valid");
        assert_eq!((annotated.plain.as_str(), annotated.whole.as_str()), ("Hi we cannot\ngo", "Hi **we cannot**<br>go"));
        for (words, expected, in_one) in
            [("we cannot", "we cannot", true), ("Hi we", "Hi **we", false), ("cannot\ngo", "cannot**<br>go", false), ("\n", "<br>", false), ("go", "go", true)]
        {
            let start = annotated.plain.find(words).expect("it stands there");
            let (from, to, one) = annotated.place(start, start + words.len());
            assert_eq!((&annotated.whole[from..to], one), (expected, in_one));
        }
    }

    #[test]
    fn other_data_is_refused() {
        for data in [
            "",
            "[]",
            "{}",
            r#"{"text":"a","annotation":[]}"#,
            r#"{"annotation":[{}]}"#,
            r#"{"annotation":[{"text":"a","markup":"b"}]}"#,
            r#"{"annotation":"zebra"}"#,
        ] {
            let told = Annotated::parse(data).expect_err("it is not valid");
            assert!(!told.contains("zebra"), "{told}");
        }
        assert_eq!(Annotated::parse(r#"{"text":"a","metaData":{}}"#), Ok(Annotated::plain("a".to_owned())));
        assert_eq!(Annotated::parse(r#"{"annotation":[]}"#).map(|empty| empty.place(0, 0)), Ok((0, 0, false)));
    }
}
