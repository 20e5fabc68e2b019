//! From an open document to its review: the same steps as `rifq check` takes with a file.

use super::context::{self, Beside};
use super::document::{Checked, Fault, Kind, OpenDocument};
use super::rules::Rules;
use super::settings::Settings;
use crate::conversation::{Conversation, Ignored, Markup, Stage};
use crate::document::front_matter;
use crate::read::{self, ReadError, Record};
use crate::text::{Language, Span};
use std::path::Path;
use std::rc::Rc;

/// What a review depends on besides the document and the rules.
pub(super) struct Circumstances<'s> {
    pub settings: &'s Settings,
    /// What stands in a file beside the draft.
    pub beside: Option<Rc<Beside>>,
    /// The language of the client's user.
    pub language: Language,
}

/// Reviews a draft; `None` for a document that is none.
pub(super) fn review(document: &OpenDocument, rules: &Rc<Rules>, circumstances: Circumstances<'_>) -> Option<Checked> {
    let Kind::Draft(markup) = document.kind else { return None };
    let settings = circumstances.settings;
    let mut faults = Vec::new();
    let mut record = match read::draft(&document.uri, String::from(&*document.text), markup) {
        Ok(record) => record,
        Err(error) => {
            faults.push(fault(document, &error));
            without_settings(document, markup)
        }
    };
    let (sources, unknown) = context::add(&mut record, &document.text, circumstances.beside, document.told.as_deref());
    record.warnings.extend(unknown);
    if let (Some(scopes), Some(path)) = (&rules.scopes, &document.path) {
        scopes.add_to(path, &mut record.conversation);
    }
    let unknown = rules.linter.unknown(&record.conversation);
    let told = record.warnings.drain(..).chain(unknown).map(|message| Fault { span: front(document), code: "front-matter", message });
    faults.extend(told);
    let conversation = &mut record.conversation;
    conversation.id.get_or_insert_with(|| document.path.as_deref().map_or_else(|| document.uri.clone(), |path: &Path| path.display().to_string()));
    conversation.channel = conversation.channel.or(settings.channel);
    conversation.stage = if conversation.stage == Stage::Typing { Stage::Typing } else { document.stage };
    conversation.ignored.extend(settings.ignore.iter().map(|name| Ignored { name: name.clone(), line: None, shared: true }));
    let reader = settings.ui_language.or(record.ui_language).unwrap_or(circumstances.language);
    let review = rules.linter.review(&record.conversation, reader);
    let (text, lines, version) = (document.text.clone(), document.lines().clone(), document.version);
    Some(Checked { text, lines, version, rules: rules.clone(), record, sources, review, reader, faults })
}

/// The line a remark on the settings of a draft stands at: the first one.
fn front(document: &OpenDocument) -> Span {
    Span::new(0, document.text.find('\n').unwrap_or(document.text.len()) as u32)
}

/// A mistake in the front matter, up to the end of its line.
fn fault(document: &OpenDocument, error: &ReadError) -> Fault {
    let lines = document.lines();
    let range = lines.line_range(error.line.saturating_sub(1) as usize, &document.text);
    let line = document.text[range.clone()].trim_end();
    let skipped = line.char_indices().nth(error.column.saturating_sub(1) as usize).map_or(0, |(at, _)| at);
    let span = Span::new((range.start + skipped) as u32, (range.start + line.len()) as u32);
    Fault { span, code: "front-matter", message: error.kind.to_string() }
}

/// The draft behind a front matter that cannot be read.
fn without_settings(document: &OpenDocument, markup: Markup) -> Record {
    let start = front_matter::split(&document.text).map_or(0, |(_, start)| start);
    let mut conversation = Conversation::draft(&document.text[start..]);
    for turn in &mut conversation.turns {
        turn.markup = markup;
    }
    Record { conversation, before: document.text[..start].to_owned(), name: document.uri.clone(), ..Record::default() }
}
