//! What the writing itself shows: numbers nobody else should read, blanks, dates, marks, ways of addressing. One file per kind.

mod blanks;
mod calendar;
mod checksum;
mod dates;
mod emoji;
mod gender;
mod letter;
mod numbers;
mod privacy;
mod register;
mod vocative;
mod volume;
mod writing;

use super::Assessment;
use super::reading::Reading;
use crate::conversation::{Channel, Conversation, Stage};
use crate::diagnostic::{Applicability, Severity};
use crate::document::Document;
use crate::rules::Fact;
use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;

/// A fact that the writing shows, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The fact.
    pub fact: Fact,
    /// Tokens of the draft it stands at; never empty.
    pub tokens: Range<usize>,
    /// The most it weighs here, whatever the rule says.
    pub most: Severity,
    /// What belongs in the place of `replaced`, where it can be worked out.
    pub better: Option<Arc<str>>,
    /// The tokens that go: mostly those of the mark.
    pub replaced: Range<usize>,
    /// How freely that may be applied, whatever the rule says.
    pub freely: Applicability,
}

impl Mark {
    /// A mark at some tokens, as heavy as its rule says.
    fn new(fact: Fact, tokens: Range<usize>) -> Self {
        Self { fact, replaced: tokens.clone(), tokens, most: Severity::Error, better: None, freely: Applicability::Safe }
    }

    /// A mark at the tokens that hold `span`; `better` goes in the place of the span alone. `None` where no token holds it.
    fn over(fact: Fact, document: &Document<'_>, span: Span, better: &str) -> Option<Self> {
        let list = &document.tokens.list;
        let first = list.partition_point(|token| token.source.end <= span.start);
        let end = list.partition_point(|token| token.source.start < span.end);
        let whole = document.span_of(first..end);
        if first >= end || !whole.contains(span) {
            return None;
        }
        let source = document.source;
        let better = [&source[whole.start as usize..span.start as usize], better, &source[span.end as usize..whole.end as usize]].concat();
        Some(Self { better: Some(better.into()), ..Self::new(fact, first..end) })
    }

    const fn at_most(mut self, most: Severity) -> Self {
        self.most = most;
        self
    }

    const fn freely(mut self, freely: Applicability) -> Self {
        self.freely = freely;
        self
    }

    fn with(mut self, better: impl Into<Arc<str>>) -> Self {
        self.better = Some(better.into());
        self
    }
}

/// What the marks are read from.
#[derive(Clone, Debug)]
pub(super) struct View<'s, 'd> {
    /// The draft.
    pub(super) draft: &'s Reading<'d>,
    /// The customer's messages it answers.
    pub(super) messages: &'s [&'s Reading<'d>],
    /// What is known beside the texts.
    pub(super) conversation: &'s Conversation,
    /// Whether the draft is finished.
    pub(super) stage: Stage,
    /// What the models say so far.
    pub(super) assessment: &'s Assessment,
    /// Telephone numbers and addresses of the company itself.
    pub(super) contacts: &'s [Box<str>],
    /// A word of another dialect than the draft's.
    pub(super) stranger: Option<Range<usize>>,
}

impl<'d> View<'_, 'd> {
    fn document(&self) -> &'d Document<'d> {
        self.draft.document
    }

    /// Where everybody can read it.
    const fn is_public(&self) -> bool {
        matches!(self.conversation.channel, Some(Channel::Social | Channel::Review | Channel::Forum))
    }

    /// The folded words from `least` to `most` tokens before a token, nearest last; those of its sentence.
    fn before(&self, at: usize, most: usize) -> impl DoubleEndedIterator<Item = &'d str> {
        let document = self.document();
        let start = document.sentences.get(document.sentence_of(at)).map_or(0, |sentence| sentence.first as usize);
        (start.max(at.saturating_sub(most))..at).map(|at| document.tokens.word(at))
    }
}

/// All marks of the draft.
pub(super) fn marks(scene: &View<'_, '_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    privacy::marks(scene, &mut marks);
    blanks::marks(scene, &mut marks);
    letter::marks(scene, &mut marks);
    writing::marks(scene, &mut marks);
    volume::marks(scene, &mut marks);
    emoji::marks(scene, &mut marks);
    dates::marks(scene, &mut marks);
    vocative::marks(scene, &mut marks);
    gender::marks(scene, &mut marks);
    register::marks(scene, &mut marks);
    let waits = scene.stage == Stage::Typing && scene.assessment.closing.is_none();
    marks.retain(|mark| !(mark.tokens.is_empty() || waits && mark.fact.is_absence()));
    marks
}
