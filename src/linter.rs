//! The linter: rules and options in, reviews out. Reviewing never fails.

use crate::assess;
use crate::check::{CustomerWords, Finding, Situation, check};
use crate::conversation::Conversation;
use crate::diagnostic::{Diagnostic, Related};
use crate::document::Document;
use crate::rewrite::{Filling, fixes};
use crate::rules::RuleSet;
use crate::scan::{Matcher, scan};
use crate::text::{Dialect, Language};

/// Reviews conversations with one set of rules; shared freely between threads.
#[derive(Debug)]
pub struct Linter {
    rules: RuleSet,
}

/// What was found in one conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Index of the judged turn; 0 for a conversation without turns.
    pub turn: u32,
    /// The language of the draft.
    pub language: Language,
    /// The dialect of an Arabic draft, told only where it matters for a suggestion; MSA otherwise.
    pub dialect: Dialect,
    /// Sorted by place and rule.
    pub diagnostics: Vec<Diagnostic>,
}

impl Linter {
    /// A linter for these rules.
    pub fn new(rules: RuleSet) -> Self {
        Self { rules }
    }

    /// Its rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Gives the rules back.
    pub fn into_rules(self) -> RuleSet {
        self.rules
    }

    /// Reviews the last turn of a conversation; messages are in `reader`, the language of whoever reads them.
    pub fn review(&self, conversation: &Conversation, reader: Language) -> Review {
        self.review_filled(conversation, reader, Filling::Draft)
    }

    /// As [`review`](Self::review), with control over how the blanks of rewrites are filled.
    pub fn review_filled(&self, conversation: &Conversation, reader: Language, filling: Filling) -> Review {
        let Some(turn) = conversation.judged() else {
            return Review { turn: 0, language: Language::English, dialect: Dialect::Msa, diagnostics: Vec::new() };
        };
        let draft = &conversation.turns[turn];
        let document = Document::new(&draft.text, draft.markup);
        let language = conversation.language.unwrap_or(document.language);
        let mut matcher = Matcher::new(&self.rules, &document);
        let hits = scan(&mut matcher);
        let customer = CustomerWords::new(&self.rules, &conversation.turns[..turn]);
        let findings = check(&mut matcher, &hits, &Situation { channel: conversation.channel, customer: &customer });
        let dialect = if language == Language::Arabic && !findings.is_empty() { assess::dialect(&mut matcher, &hits) } else { Dialect::Msa };
        drop(hits);
        let diagnostics = findings
            .into_iter()
            .map(|finding| {
                let fixes = fixes(&mut matcher, &finding, dialect, filling);
                Diagnostic { fixes, ..self.diagnostic(&finding, turn as u32, reader) }
            })
            .collect();
        Review { turn: turn as u32, language, dialect, diagnostics }
    }

    fn diagnostic(&self, finding: &Finding, turn: u32, reader: Language) -> Diagnostic {
        let rule = &self.rules.rules[usize::from(finding.rule)];
        let related = finding.related.iter().map(|&(other, span)| {
            let other = &self.rules.rules[usize::from(other)];
            Related { rule: Some(other.name.clone()), message: other.message(reader).clone(), turn, span }
        });
        Diagnostic {
            rule: rule.name.clone(),
            severity: finding.severity,
            turn,
            span: finding.span,
            message: rule.message(reader).clone(),
            why: rule.why(reader).clone(),
            related: related.collect(),
            fixes: Vec::new(),
        }
    }
}
