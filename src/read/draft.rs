//! A draft in a file of its own, with or without front matter.

use super::source::{Opened, utf8};
use super::{ReadError, ReadErrorKind, Record};
use crate::conversation::Markup;
use crate::document::front_matter;
use crate::wire::{Request, without_value};

/// Makes the front matter a complete request; a line of its own, so that only offsets move.
const TEXT: &str = "text = \"\"\n";

pub(super) fn record(mut opened: Opened, markup: Markup) -> Result<Record, ReadError> {
    let bytes = opened.bytes()?;
    let source = utf8(&opened.name, bytes)?;
    let mut record = text(&opened.name, source, markup)?;
    record.conversation.id = record.conversation.id.or(opened.id);
    record.path = opened.path;
    Ok(record)
}

/// The text of a file that holds one draft, with or without front matter.
pub fn text(name: &str, source: String, markup: Markup) -> Result<Record, ReadError> {
    let (settings, start) = match front_matter::split(&source) {
        Some((settings, start)) => (Some(settings), start),
        None => (None, source.len() - source.trim_start_matches('\u{feff}').len()),
    };
    let mut request = match settings {
        Some(settings) => parse(name, &source, settings)?,
        None => Request::default(),
    };
    let mut open = None;
    if start == 0 && source.lines().next().is_some_and(|line| line.trim_end() == "+++") {
        open = Some("the front matter is not closed by a line `+++`; read as text".to_owned());
    }
    source[start..].clone_into(&mut request.text);
    if request.markup == Markup::Plain {
        request.markup = markup;
    }
    let (conversation, mut warnings) = request.conversation();
    warnings.extend(open);
    let mut before = source;
    before.truncate(start);
    Ok(Record {
        conversation,
        offsets: request.offsets,
        ui_language: request.ui_language,
        warnings,
        name: name.to_owned(),
        before,
        path: None,
        line: None,
        origin: None,
        listed: false,
    })
}

fn parse(name: &str, source: &str, settings: std::ops::Range<usize>) -> Result<Request, ReadError> {
    let toml = format!("{TEXT}{}", &source[settings.clone()]);
    toml::from_str(&toml).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start).saturating_sub(TEXT.len());
        let message = without_value(&error.message().lines().collect::<Vec<_>>().join(", "));
        ReadError::at(name, source, settings.start + offset, ReadErrorKind::FrontMatter(message))
    })
}
