//! An open document: its text as the client has it, and the review of it.

use super::context::Source;
use super::convert::{self, Encoding, Places};
use super::protocol::{Change, Opened};
use super::rules::Rules;
use super::uri;
use crate::conversation::{Markup, Stage};
use crate::linter::Review;
use crate::read::Record;
use crate::text::{Language, LineIndex, Span};
use crate::wire::Request;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Instant;

/// One document that the client has open.
#[derive(Debug)]
pub(super) struct OpenDocument {
    /// Its name, as the client wrote it.
    pub uri: String,
    /// The file, where it is one.
    pub path: Option<PathBuf>,
    pub kind: Kind,
    pub version: i32,
    pub text: Rc<str>,
    lines: Rc<LineIndex>,
    /// What an editor said of it.
    pub told: Option<Rc<Request>>,
    /// Whether it is being typed.
    pub stage: Stage,
    /// When it is to be checked.
    pub due: Option<Instant>,
    /// When it counts as finished.
    pub rest: Option<Instant>,
    /// The newest review, until something changes that it depends on.
    pub checked: Option<Rc<Checked>>,
}

/// What the server does with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A draft.
    Draft(Markup),
    /// A rule file or a configuration.
    Toml,
    /// What is known about a draft beside it.
    Beside,
}

impl OpenDocument {
    pub(super) fn new(opened: Opened) -> Self {
        let path = uri::path(&opened.uri);
        let kind = kind(&opened.language_id, &opened.uri);
        let lines = Rc::new(LineIndex::new(&opened.text));
        let text = opened.text.into();
        Self { uri: opened.uri, path, kind, version: opened.version, text, lines, told: None, stage: Stage::Final, due: None, rest: None, checked: None }
    }

    /// Applies the edits of a client, one after the other.
    pub(super) fn change(&mut self, changes: Vec<Change>, encoding: Encoding) {
        let mut text = String::from(&*self.text);
        for change in changes {
            match change.range {
                Some(range) => {
                    convert::replace(&mut text, &self.lines, (range, &change.text), encoding);
                }
                None => text = change.text,
            }
            self.lines = Rc::new(LineIndex::new(&text));
        }
        self.text = text.into();
        self.checked = None;
    }

    pub(super) fn lines(&self) -> &Rc<LineIndex> {
        &self.lines
    }
}

/// What a document is, by what the client calls its language and by its name.
fn kind(language: &str, uri: &str) -> Kind {
    let name = uri.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let mut parts = name.rsplit('.');
    let (ending, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if before == "customer" && matches!(ending, "txt" | "json") {
        return Kind::Beside;
    }
    match (language, ending) {
        ("toml", _) | (_, "toml") => Kind::Toml,
        ("html", _) => Kind::Draft(Markup::Html),
        ("mail", _) | (_, "eml") => Kind::Draft(Markup::Email),
        ("markdown" | "quarto" | "rmd" | "org" | "asciidoc", _) | (_, "md" | "markdown") => Kind::Draft(Markup::Markdown),
        (_, "html" | "htm") => Kind::Draft(Markup::Html),
        _ => Kind::Draft(Markup::Plain),
    }
}

/// A draft after its review.
#[derive(Debug)]
pub(super) struct Checked {
    /// The whole text of the document.
    pub text: Rc<str>,
    pub lines: Rc<LineIndex>,
    pub version: i32,
    pub rules: Rc<Rules>,
    pub record: Record,
    /// Where each earlier message comes from.
    pub sources: Vec<Source>,
    pub review: Review,
    /// The language of messages.
    pub reader: Language,
    /// What is wrong with the front matter.
    pub faults: Vec<Fault>,
}

/// Something wrong with a document that is no finding of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub span: Span,
    pub code: &'static str,
    pub message: String,
}

impl Checked {
    /// The bytes of the document before the draft.
    pub(super) fn before(&self) -> u32 {
        self.record.before.len() as u32
    }

    /// A span of the draft as a span of the document.
    pub(super) fn outer(&self, span: Span) -> Span {
        Span::new(span.start + self.before(), span.end + self.before())
    }

    /// The draft.
    pub(super) fn draft(&self) -> &str {
        self.record.conversation.turns.last().map_or("", |turn| turn.text.as_str())
    }

    pub(super) fn places(&self, encoding: Encoding) -> Places<'_> {
        Places::new(&self.text, &self.lines, encoding)
    }
}
